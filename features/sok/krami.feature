# language: sv

Egenskap: Krami stöder den som vill lämna missbruk eller kriminalitet
  Krami ger stöd till arbete eller studier åt Malmöbor med koppling till missbruk eller kriminalitet.

  Scenario: Den som uppfyller alla kriterier hör till målgruppen
    Givet en person som uppfyller alla kriterier i Krami
    När beslutet fattas 2020-06-15
    Så är utfallet behörig
    Och det finns inget skäl till avslag

  Abstrakt Scenario: Stödet är till för Malmöbor
    Givet en person som uppfyller alla kriterier i Krami
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Folkbokförd i Malmö” är <bedöms>

    Exempel:
      | vad vi vet      | bedöms        | utfall       |
      | kommun är Malmö | uppfyllt      | behörig      |
      | kommun är Lund  | inte uppfyllt | inte behörig |
      | kommun är okänd | okänt         | oavgjord     |

  Abstrakt Scenario: Vad som är en koppling avgör Kriminalvården eller socialtjänsten
    Givet en person som uppfyller alla kriterier i Krami
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Har koppling till missbruk eller kriminalitet” är <bedöms>

    Exempel:
      | vad vi vet                                                             | bedöms        | utfall       |
      | personen har koppling till missbruk eller kriminalitet                 | uppfyllt      | behörig      |
      | personen har inte koppling till missbruk eller kriminalitet            | inte uppfyllt | inte behörig |
      | det är okänt om personen har koppling till missbruk eller kriminalitet | okänt         | oavgjord     |
