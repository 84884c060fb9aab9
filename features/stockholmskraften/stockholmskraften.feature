# language: sv

Egenskap: Stockholmskraften ger långtidsarbetslösa med bistånd ett gemensamt stöd
  Arbetsförmedlingen och Stockholms stad stöder tillsammans den som är över 30 år, har varit utan
  arbete i minst ett år och har ekonomiskt bistånd från staden.

  Scenario: Den som uppfyller alla kriterier hör till målgruppen
    Givet en person som uppfyller alla kriterier i Stockholmskraften
    När beslutet fattas 2025-03-10
    Så är utfallet behörig
    Och det finns inget skäl till avslag

  Abstrakt Scenario: Personen ska vara inskriven hos Arbetsförmedlingen
    Givet en person som uppfyller alla kriterier i Stockholmskraften
    Men <vad vi vet>
    När beslutet fattas 2025-03-10
    Så är utfallet <utfall>
    Och kriteriet ”Inskriven hos Arbetsförmedlingen” är <bedöms>

    Exempel:
      | vad vi vet                                                   | bedöms        | utfall       |
      | personen är inskriven hos Arbetsförmedlingen                 | uppfyllt      | behörig      |
      | personen är inte inskriven hos Arbetsförmedlingen            | inte uppfyllt | inte behörig |
      | det är okänt om personen är inskriven hos Arbetsförmedlingen | okänt         | oavgjord     |

  Abstrakt Scenario: Stödet är till för långtidsarbetslösa
    Givet en person som uppfyller alla kriterier i Stockholmskraften
    Men <vad vi vet>
    När beslutet fattas 2025-03-10
    Så är utfallet <utfall>
    Och kriteriet ”Långtidsarbetslös” är <bedöms>

    Exempel:
      | vad vi vet                    | bedöms        | utfall       |
      | tid utan arbete är 11 månader | inte uppfyllt | inte behörig |
      | tid utan arbete är 12 månader | uppfyllt      | behörig      |
      | tid utan arbete är okänd      | okänt         | oavgjord     |

  Abstrakt Scenario: Stödet är till för den som har fyllt 31
    Givet en person som uppfyller alla kriterier i Stockholmskraften
    Men <vad vi vet>
    När beslutet fattas 2025-03-10
    Så är utfallet <utfall>
    Och kriteriet ”Över 30 år” är <bedöms>

    Exempel:
      | vad vi vet        | bedöms        | utfall       |
      | personen är 30 år | inte uppfyllt | inte behörig |
      | personen är 31 år | uppfyllt      | behörig      |
      | ålder är okänd    | okänt         | oavgjord     |

  Abstrakt Scenario: Det ekonomiska biståndet ska komma från Stockholms stad
    Var personen är folkbokförd spelar ingen roll.

    Givet en person som uppfyller alla kriterier i Stockholmskraften
    Men svaret på om personen har ekonomiskt bistånd är <bistånd>
    Och kommun som ger ekonomiskt bistånd är <från>
    När beslutet fattas 2025-03-10
    Så är utfallet <utfall>
    Och kriteriet ”Har ekonomiskt bistånd från Stockholms stad” är <bedöms>

    Exempel:
      | bistånd | från      | bedöms        | utfall       |
      | ja      | Stockholm | uppfyllt      | behörig      |
      | ja      | Solna     | inte uppfyllt | inte behörig |
      | nej     | Stockholm | inte uppfyllt | inte behörig |
      | okänt   | Stockholm | okänt         | oavgjord     |
      | ja      | okänd     | okänt         | oavgjord     |

  Scenario: Den som är folkbokförd i en annan kommun men har bistånd från Stockholm hör till målgruppen
    Givet en person som uppfyller alla kriterier i Stockholmskraften
    Men kommun är Solna
    När beslutet fattas 2025-03-10
    Så är utfallet behörig

  Scenario: Den som är på väg till arbete hindras inte, eftersom inga undantag finns
    Givet en person som uppfyller alla kriterier i Stockholmskraften
    Men planerat startdatum för arbete är 2025-03-11
    När beslutet fattas 2025-03-10
    Så är utfallet behörig

  Abstrakt Scenario: Lång tid i jobb- och utvecklingsgarantin ger företräde
    Givet en person som uppfyller alla kriterier i Stockholmskraften
    Men svaret på om personen är inskriven i jobb- och utvecklingsgarantin är <garanti>
    Och tid i jobb- och utvecklingsgarantin är <tid>
    När beslutet fattas 2025-03-10
    Så är utfallet behörig
    Och faktorn ”I jobb- och utvecklingsgarantin i mer än 24 månader” <poäng>

    Exempel:
      | garanti | tid        | poäng           |
      | ja      | 24 månader | ger ingen poäng |
      | ja      | 25 månader | ger 1 poäng     |
      | nej     | 25 månader | ger ingen poäng |
      | okänt   | 25 månader | kan ge 1 poäng  |
      | ja      | okänd      | kan ge 1 poäng  |

  Abstrakt Scenario: Långvarigt bistånd utan en plan ger företräde
    Givet en person som uppfyller alla kriterier i Stockholmskraften
    Men tid med ekonomiskt bistånd är <tid>
    Och svaret på om personen har en plan tillsammans med kommunen är <plan>
    När beslutet fattas 2025-03-10
    Så är utfallet behörig
    Och faktorn ”Ekonomiskt bistånd i mer än 12 månader utan plan” <poäng>

    Exempel:
      | tid        | plan  | poäng           |
      | 12 månader | nej   | ger ingen poäng |
      | 13 månader | nej   | ger 1 poäng     |
      | 13 månader | ja    | ger ingen poäng |
      | okänd      | nej   | kan ge 1 poäng  |
      | 13 månader | okänt | kan ge 1 poäng  |

  Scenario: Tidigare bistånd ger inget företräde till den som inte längre har något
    Givet en person som uppfyller alla kriterier i Stockholmskraften
    Men personen har inte ekonomiskt bistånd
    Och tid med ekonomiskt bistånd är 13 månader
    Och personen har ingen plan tillsammans med kommunen
    När beslutet fattas 2025-03-10
    Så är utfallet inte behörig
    Och skälet är att ”Har ekonomiskt bistånd från Stockholms stad” inte är uppfyllt
    Och faktorn ”Ekonomiskt bistånd i mer än 12 månader utan plan” ger ingen poäng

  Abstrakt Scenario: Den som bor där arbetslösheten är hög ges företräde
    Givet en person som uppfyller alla kriterier i Stockholmskraften
    Men <vad vi vet>
    När beslutet fattas 2025-03-10
    Så är utfallet behörig
    Och faktorn ”Bor i ett område med hög arbetslöshet” <poäng>

    Exempel:
      | vad vi vet                                                     | poäng           |
      | personen bor i ett område med hög arbetslöshet                 | ger 1 poäng     |
      | personen bor inte i ett område med hög arbetslöshet            | ger ingen poäng |
      | det är okänt om personen bor i ett område med hög arbetslöshet | kan ge 1 poäng  |

  Scenario: Poängen läggs ihop, och det okända räknas som vad det högst kan bli
    Givet en person som uppfyller alla kriterier i Stockholmskraften
    Men personen är inskriven i jobb- och utvecklingsgarantin
    Och tid i jobb- och utvecklingsgarantin är 30 månader
    Och personen har en plan tillsammans med kommunen
    Och det är okänt om personen bor i ett område med hög arbetslöshet
    När beslutet fattas 2025-03-10
    Så är poängen 1
    Och poängen är högst 2

  Scenario: Flest poäng går först, och sedan den som har varit utan arbete längst
    Givet dessa personer som uppfyller alla kriterier i Stockholmskraften:
      | person | bor i ett område med hög arbetslöshet | tid utan arbete |
      | Anna   | nej                                   | 48 månader      |
      | Bo     | ja                                    | 14 månader      |
      | Carin  | ja                                    | 36 månader      |
    När beslutet fattas 2025-03-10
    Så är ordningen Carin, Bo, Anna

  Abstrakt Scenario: Utgåvan gäller från september 2024 till och med den 1 september 2027
    Givet en person som uppfyller alla kriterier i Stockholmskraften
    När beslutet fattas <beslut>
    Så är utgåvan esf

    Exempel:
      | beslut     |
      | 2024-09-01 |
      | 2027-09-01 |

  Abstrakt Scenario: Före och efter utgåvan gäller ingen
    Givet en person som uppfyller alla kriterier i Stockholmskraften
    När beslutet fattas <beslut>
    Så gäller ingen utgåva

    Exempel:
      | beslut     |
      | 2024-08-31 |
      | 2027-09-02 |
