# language: sv

Egenskap: Make it work öppnar vägar från daglig verksamhet till arbete
  Samverkan vänder sig till Malmöbor som deltar i daglig verksamhet.

  Scenario: Den som uppfyller alla kriterier hör till målgruppen
    Givet en person som uppfyller alla kriterier i Make it work
    När beslutet fattas 2020-06-15
    Så är utfallet behörig
    Och det finns inget skäl till avslag

  Abstrakt Scenario: Stödet är till för Malmöbor
    Givet en person som uppfyller alla kriterier i Make it work
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Folkbokförd i Malmö” är <bedöms>

    Exempel:
      | vad vi vet      | bedöms        | utfall       |
      | kommun är Malmö | uppfyllt      | behörig      |
      | kommun är Lund  | inte uppfyllt | inte behörig |
      | kommun är okänd | okänt         | oavgjord     |

  Abstrakt Scenario: Vägen till arbete börjar i daglig verksamhet
    Givet en person som uppfyller alla kriterier i Make it work
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Deltar i daglig verksamhet” är <bedöms>

    Exempel:
      | vad vi vet                                          | bedöms        | utfall       |
      | personen deltar i daglig verksamhet                 | uppfyllt      | behörig      |
      | personen deltar inte i daglig verksamhet            | inte uppfyllt | inte behörig |
      | det är okänt om personen deltar i daglig verksamhet | okänt         | oavgjord     |
