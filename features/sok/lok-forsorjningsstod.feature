# language: sv

Egenskap: LÖK försörjningsstöd hjälper den som har bistånd vidare till arbete
  Samverkan vänder sig till Malmöbor från 30 år som har ekonomiskt bistånd och är långtidsarbetslösa
  eller riskerar att bli det.

  Scenario: Den som uppfyller alla kriterier hör till målgruppen
    Givet en person som uppfyller alla kriterier i LÖK försörjningsstöd
    När beslutet fattas 2020-06-15
    Så är utfallet behörig
    Och det finns inget skäl till avslag

  Abstrakt Scenario: Stödet är till för Malmöbor
    Givet en person som uppfyller alla kriterier i LÖK försörjningsstöd
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Folkbokförd i Malmö” är <bedöms>

    Exempel:
      | vad vi vet      | bedöms        | utfall       |
      | kommun är Malmö | uppfyllt      | behörig      |
      | kommun är Lund  | inte uppfyllt | inte behörig |
      | kommun är okänd | okänt         | oavgjord     |

  Abstrakt Scenario: Stödet är till för den som har fyllt 30
    Någon övre gräns anges inte.

    Givet en person som uppfyller alla kriterier i LÖK försörjningsstöd
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”30 år eller äldre” är <bedöms>

    Exempel:
      | vad vi vet        | bedöms        | utfall       |
      | personen är 29 år | inte uppfyllt | inte behörig |
      | personen är 30 år | uppfyllt      | behörig      |
      | personen är 65 år | uppfyllt      | behörig      |
      | ålder är okänd    | okänt         | oavgjord     |

  Abstrakt Scenario: Stödet är till för den som har ekonomiskt bistånd
    Givet en person som uppfyller alla kriterier i LÖK försörjningsstöd
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Har ekonomiskt bistånd” är <bedöms>

    Exempel:
      | vad vi vet                                      | bedöms        | utfall       |
      | personen har ekonomiskt bistånd                 | uppfyllt      | behörig      |
      | personen har inte ekonomiskt bistånd            | inte uppfyllt | inte behörig |
      | det är okänt om personen har ekonomiskt bistånd | okänt         | oavgjord     |

  Abstrakt Scenario: Den som riskerar långtidsarbetslöshet behöver inte vänta tills den är ett faktum
    Givet en person som uppfyller alla kriterier i LÖK försörjningsstöd
    Men tid utan arbete är <tid>
    Och svaret på om personen riskerar långtidsarbetslöshet är <risk>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Långtidsarbetslös” är <långtidsarbetslös>
    Och kriteriet ”Riskerar långtidsarbetslöshet” är <i risk>
    Och kriteriet ”Långtidsarbetslös eller i risk för långtidsarbetslöshet” är <något av dem>

    Exempel:
      | tid        | risk  | långtidsarbetslös | i risk        | något av dem  | utfall       |
      | 12 månader | nej   | uppfyllt          | inte uppfyllt | uppfyllt      | behörig      |
      | 11 månader | ja    | inte uppfyllt     | uppfyllt      | uppfyllt      | behörig      |
      | 11 månader | nej   | inte uppfyllt     | inte uppfyllt | inte uppfyllt | inte behörig |
      | okänd      | nej   | okänt             | inte uppfyllt | okänt         | oavgjord     |
      | 11 månader | okänt | inte uppfyllt     | okänt         | okänt         | oavgjord     |
