# language: sv

Egenskap: LÖK etablering samlar stödet kring den som etablerar sig
  Samverkan vänder sig till alla som deltar i etableringsprogrammet.

  Scenario: Den som uppfyller alla kriterier hör till målgruppen
    Givet en person som uppfyller alla kriterier i LÖK etablering
    När beslutet fattas 2020-06-15
    Så är utfallet behörig
    Och det finns inget skäl till avslag

  Abstrakt Scenario: Det som krävs är att delta i etableringsprogrammet
    Givet en person som uppfyller alla kriterier i LÖK etablering
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Deltar i etableringsprogrammet” är <bedöms>

    Exempel:
      | vad vi vet                                              | bedöms        | utfall       |
      | personen deltar i etableringsprogrammet                 | uppfyllt      | behörig      |
      | personen deltar inte i etableringsprogrammet            | inte uppfyllt | inte behörig |
      | det är okänt om personen deltar i etableringsprogrammet | okänt         | oavgjord     |

  Scenario: Bostadsorten spelar ingen roll
    Givet en person som uppfyller alla kriterier i LÖK etablering
    Men kommun är Lund
    När beslutet fattas 2020-06-15
    Så är utfallet behörig
