# language: sv

Egenskap: Vad som räknas som resultat i Malmökraften 2025–2027
  Perioden är 2025-01-01 till 2025-12-31. Det som är okänt räknas aldrig som ett nej.

  Abstrakt Scenario: Arbete på heltid räknas, och annat arbete beroende på stöd och på jobb- och utvecklingsgarantin
    Givet en deltagare i Malmökraften 2025–2027
    Och startdatum för arbete är 2025-10-01
    Och anställningens omfattning är <omfattning>
    Och svaret på om personen är inskriven i jobb- och utvecklingsgarantin är <i garantin>
    Och stöd till anställningen är <stöd>
    När resultaten räknas för 2025-01-01 till 2025-12-31
    Så <bedöms> ”Till arbete”

    Exempel:
      | omfattning     | i garantin | stöd              | bedöms                              |
      | heltid         | ja         | inget stöd        | personen räknas som                 |
      | heltid         | okänt      | okänt             | personen räknas som                 |
      | deltid         | nej        | inget stöd        | personen räknas som                 |
      | deltid         | ja         | inget stöd        | personen räknas inte som            |
      | deltid         | okänt      | inget stöd        | det är okänt om personen räknas som |
      | timanställning | nej        | inget stöd        | personen räknas som                 |
      | timanställning | ja         | inget stöd        | personen räknas inte som            |
      | deltid         | ja         | nystartsjobb      | personen räknas som                 |
      | deltid         | ja         | lönebidrag        | personen räknas som                 |
      | timanställning | ja         | introduktionsjobb | personen räknas som                 |
      | timanställning | ja         | extratjänst       | personen räknas som                 |
      | deltid         | ja         | annat stöd        | personen räknas som                 |
      | deltid         | ja         | okänt             | det är okänt om personen räknas som |
      | okänt          | ja         | inget stöd        | det är okänt om personen räknas som |
      | okänt          | nej        | inget stöd        | det är okänt om personen räknas som |

  Abstrakt Scenario: Arbetet ska ha börjat senast på periodens sista dag
    Givet en deltagare i Malmökraften 2025–2027
    Och startdatum för arbete är <dag>
    Och anställningens omfattning är heltid
    När resultaten räknas för 2025-01-01 till 2025-12-31
    Så <bedöms> ”Till arbete”

    Exempel:
      | dag        | bedöms                              |
      | 2025-12-31 | personen räknas som                 |
      | 2026-01-01 | personen räknas inte som            |
      | inget      | personen räknas inte som            |
      | okänt      | det är okänt om personen räknas som |

  Abstrakt Scenario: Vilka studier som räknas
    Givet en deltagare i Malmökraften 2025–2027
    Och startdatum för studier är <dag>
    Och slag av studier är <slag>
    Och svaret på om personen läser en utbildning som ger rätt till studiemedel är <studiemedel>
    Och svaret på om personen studerar med bibehållet aktivitetsstöd är <aktivitetsstöd>
    Och svaret på om personen studerar med studiestartsstöd är <startstöd>
    När resultaten räknas för 2025-01-01 till 2025-12-31
    Så <bedöms> ”Till studier”

    Exempel:
      | dag        | slag                     | studiemedel | aktivitetsstöd | startstöd | bedöms                              |
      | 2025-12-31 | reguljära studier        | ja          | nej            | nej       | personen räknas som                 |
      | 2026-01-01 | reguljära studier        | ja          | nej            | nej       | personen räknas inte som            |
      | 2025-10-01 | reguljära studier        | ja          | nej            | nej       | personen räknas som                 |
      | 2025-10-01 | reguljära studier        | nej         | nej            | nej       | personen räknas inte som            |
      | 2025-10-01 | reguljära studier        | nej         | ja             | nej       | personen räknas som                 |
      | 2025-10-01 | reguljära studier        | nej         | nej            | ja        | personen räknas som                 |
      | 2025-10-01 | reguljära studier        | okänt       | nej            | nej       | det är okänt om personen räknas som |
      | 2025-10-01 | andra studier            | nej         | ja             | nej       | personen räknas som                 |
      | 2025-10-01 | andra studier            | ja          | nej            | nej       | personen räknas inte som            |
      | 2025-10-01 | arbetsmarknadsutbildning | nej         | ja             | nej       | personen räknas inte som            |
      | 2025-10-01 | arbetsmarknadsutbildning | ja          | nej            | ja        | personen räknas inte som            |
      | 2025-10-01 | SFI                      | nej         | nej            | nej       | personen räknas inte som            |
      | 2025-10-01 | SFI                      | ja          | ja             | ja        | personen räknas inte som            |
      | 2025-10-01 | okänt                    | ja          | ja             | nej       | det är okänt om personen räknas som |
      | inget      | inget                    | nej         | nej            | nej       | personen räknas inte som            |
      | inget      | SFI                      | nej         | nej            | nej       | personen räknas inte som            |
      | okänt      | reguljära studier        | ja          | nej            | nej       | det är okänt om personen räknas som |

  Abstrakt Scenario: Den som har lämnat senast på periodens sista dag räknas som att ha lämnat
    Givet en deltagare i Malmökraften 2025–2027
    Och avslutsdatum är <dag>
    När resultaten räknas för 2025-01-01 till 2025-12-31
    Så <bedöms> ”Har lämnat”

    Exempel:
      | dag        | bedöms                              |
      | 2025-12-31 | personen räknas som                 |
      | 2026-01-01 | personen räknas inte som            |
      | inget      | personen räknas inte som            |
      | okänt      | det är okänt om personen räknas som |

  Abstrakt Scenario: Försäkringskassans deltagare
    Givet en deltagare i Malmökraften 2025–2027
    Och anvisande part är <part>
    När resultaten räknas för 2025-01-01 till 2025-12-31
    Så <bedöms> ”Anvisad av Försäkringskassan”

    Exempel:
      | part               | bedöms                              |
      | Försäkringskassan  | personen räknas som                 |
      | Arbetsförmedlingen | personen räknas inte som            |
      | okänt              | det är okänt om personen räknas som |

  Abstrakt Scenario: Ett steg framåt
    Givet en deltagare i Malmökraften 2025–2027
    Och svaret på om personen går vidare till samarbetet mellan Arbetsförmedlingen och Försäkringskassan är <vidare>
    Och svaret på om personen har en gemensam individuell handlingsplan är <plan>
    Och svaret på om personen har fått sina sociala behov klarlagda av en socialsekreterare är <sociala behov>
    Och svaret på om personen har fått sina vårdbehov klarlagda av en vårdsamordnare är <vårdbehov>
    Och svaret på om personen har fått coachning och matchning är <coachning>
    När resultaten räknas för 2025-01-01 till 2025-12-31
    Så <bedöms> ”Har tagit ett steg framåt”

    Exempel:
      | vidare | plan  | sociala behov | vårdbehov | coachning | bedöms                              |
      | ja     | nej   | nej           | nej       | nej       | personen räknas som                 |
      | nej    | ja    | ja            | nej       | nej       | personen räknas som                 |
      | nej    | ja    | nej           | ja        | nej       | personen räknas som                 |
      | nej    | ja    | nej           | nej       | ja        | personen räknas som                 |
      | nej    | ja    | nej           | nej       | nej       | personen räknas inte som            |
      | nej    | nej   | ja            | ja        | ja        | personen räknas inte som            |
      | nej    | okänt | ja            | nej       | nej       | det är okänt om personen räknas som |
      | okänt  | nej   | nej           | nej       | nej       | det är okänt om personen räknas som |

  Abstrakt Scenario: Övriga är de som har lämnat utan att gå till arbete eller studier
    Givet en deltagare i Malmökraften 2025–2027
    Och avslutsdatum är <avslut>
    Och startdatum för arbete är <arbete>
    Och anställningens omfattning är heltid
    Och startdatum för studier är <studier>
    Och slag av studier är reguljära studier
    Och personen läser en utbildning som ger rätt till studiemedel
    Och svaret på om personen går vidare till samarbetet mellan Arbetsförmedlingen och Försäkringskassan är <vidare>
    När resultaten räknas för 2025-01-01 till 2025-12-31
    Så <bedöms> i nämnaren för step_forward_share

    Exempel:
      | avslut     | arbete     | studier    | vidare | bedöms              |
      | 2025-12-31 | inget      | inget      | nej    | personen ingår      |
      | inget      | inget      | inget      | nej    | personen ingår inte |
      | 2025-12-31 | 2025-10-01 | inget      | nej    | personen ingår inte |
      | 2025-12-31 | inget      | 2025-10-01 | nej    | personen ingår inte |
      | 2025-12-31 | inget      | inget      | ja     | personen ingår      |
