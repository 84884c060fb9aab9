# language: sv

Egenskap: Avanti stöder den som bär på krigets eller flyktens trauma
  Avanti ger stöd åt Malmöbor med symtom på eller diagnosen PTSD.

  Scenario: Den som uppfyller alla kriterier hör till målgruppen
    Givet en person som uppfyller alla kriterier i Avanti
    När beslutet fattas 2020-06-15
    Så är utfallet behörig
    Och det finns inget skäl till avslag

  Abstrakt Scenario: Stödet är till för Malmöbor
    Givet en person som uppfyller alla kriterier i Avanti
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Folkbokförd i Malmö” är <bedöms>

    Exempel:
      | vad vi vet      | bedöms        | utfall       |
      | kommun är Malmö | uppfyllt      | behörig      |
      | kommun är Lund  | inte uppfyllt | inte behörig |
      | kommun är okänd | okänt         | oavgjord     |

  Abstrakt Scenario: Symtom räcker, en diagnos krävs inte
    Givet en person som uppfyller alla kriterier i Avanti
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Har symtom på eller diagnosen PTSD efter krigstrauma eller migrationsstress” är <bedöms>

    Exempel:
      | vad vi vet                                                                                           | bedöms        | utfall       |
      | personen har symtom på eller diagnosen PTSD efter krigstrauma eller migrationsstress                 | uppfyllt      | behörig      |
      | personen har inte symtom på eller diagnosen PTSD efter krigstrauma eller migrationsstress            | inte uppfyllt | inte behörig |
      | det är okänt om personen har symtom på eller diagnosen PTSD efter krigstrauma eller migrationsstress | okänt         | oavgjord     |
