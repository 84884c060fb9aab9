# language: sv

Egenskap: Vad som räknas som resultat i Malmökraften 2023
  Perioden är 2023-01-01 till 2023-08-31. Det som är okänt räknas aldrig som ett nej.

  Abstrakt Scenario: Arbete på heltid räknas, och annat arbete beroende på stöd och på jobb- och utvecklingsgarantin
    Givet en deltagare i Malmökraften 2023
    Och startdatum för arbete är 2023-05-02
    Och anställningens omfattning är <omfattning>
    Och svaret på om personen är inskriven i jobb- och utvecklingsgarantin är <i garantin>
    Och stöd till anställningen är <stöd>
    När resultaten räknas för 2023-01-01 till 2023-08-31
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
    Givet en deltagare i Malmökraften 2023
    Och startdatum för arbete är <dag>
    Och anställningens omfattning är heltid
    När resultaten räknas för 2023-01-01 till 2023-08-31
    Så <bedöms> ”Till arbete”

    Exempel:
      | dag        | bedöms                              |
      | 2023-08-31 | personen räknas som                 |
      | 2023-09-01 | personen räknas inte som            |
      | inget      | personen räknas inte som            |
      | okänt      | det är okänt om personen räknas som |

  Abstrakt Scenario: Vilka studier som räknas
    Givet en deltagare i Malmökraften 2023
    Och startdatum för studier är <dag>
    Och slag av studier är <slag>
    Och svaret på om personen läser en utbildning som ger rätt till studiemedel är <studiemedel>
    Och svaret på om personen studerar med bibehållet aktivitetsstöd är <aktivitetsstöd>
    Och svaret på om personen studerar med studiestartsstöd är <startstöd>
    När resultaten räknas för 2023-01-01 till 2023-08-31
    Så <bedöms> ”Till studier eller SFI”

    Exempel:
      | dag        | slag                     | studiemedel | aktivitetsstöd | startstöd | bedöms                              |
      | 2023-08-31 | reguljära studier        | ja          | nej            | nej       | personen räknas som                 |
      | 2023-09-01 | reguljära studier        | ja          | nej            | nej       | personen räknas inte som            |
      | 2023-05-02 | reguljära studier        | ja          | nej            | nej       | personen räknas som                 |
      | 2023-05-02 | reguljära studier        | nej         | nej            | nej       | personen räknas inte som            |
      | 2023-05-02 | reguljära studier        | nej         | ja             | nej       | personen räknas som                 |
      | 2023-05-02 | reguljära studier        | nej         | nej            | ja        | personen räknas som                 |
      | 2023-05-02 | reguljära studier        | okänt       | nej            | nej       | det är okänt om personen räknas som |
      | 2023-05-02 | andra studier            | nej         | ja             | nej       | personen räknas som                 |
      | 2023-05-02 | andra studier            | ja          | nej            | nej       | personen räknas inte som            |
      | 2023-05-02 | arbetsmarknadsutbildning | nej         | ja             | nej       | personen räknas inte som            |
      | 2023-05-02 | arbetsmarknadsutbildning | ja          | nej            | ja        | personen räknas inte som            |
      | 2023-05-02 | SFI                      | nej         | nej            | nej       | personen räknas som                 |
      | 2023-05-02 | SFI                      | ja          | ja             | ja        | personen räknas som                 |
      | 2023-05-02 | okänt                    | ja          | ja             | nej       | det är okänt om personen räknas som |
      | inget      | inget                    | nej         | nej            | nej       | personen räknas inte som            |
      | inget      | SFI                      | nej         | nej            | nej       | personen räknas inte som            |
      | okänt      | reguljära studier        | ja          | nej            | nej       | det är okänt om personen räknas som |

  Abstrakt Scenario: Den som har lämnat senast på periodens sista dag räknas som att ha lämnat
    Givet en deltagare i Malmökraften 2023
    Och avslutsdatum är <dag>
    När resultaten räknas för 2023-01-01 till 2023-08-31
    Så <bedöms> ”Har lämnat”

    Exempel:
      | dag        | bedöms                              |
      | 2023-08-31 | personen räknas som                 |
      | 2023-09-01 | personen räknas inte som            |
      | inget      | personen räknas inte som            |
      | okänt      | det är okänt om personen räknas som |

  Abstrakt Scenario: Försäkringskassans deltagare
    Givet en deltagare i Malmökraften 2023
    Och anvisande part är <part>
    När resultaten räknas för 2023-01-01 till 2023-08-31
    Så <bedöms> ”Anvisad av Försäkringskassan”

    Exempel:
      | part               | bedöms                              |
      | Försäkringskassan  | personen räknas som                 |
      | Arbetsförmedlingen | personen räknas inte som            |
      | okänt              | det är okänt om personen räknas som |

  Abstrakt Scenario: Ett steg framåt
    Givet en deltagare i Malmökraften 2023
    Och svaret på om personen går vidare till samarbetet mellan Arbetsförmedlingen och Försäkringskassan är <vidare>
    Och svaret på om personen har en gemensam individuell handlingsplan är <plan>
    Och svaret på om personen har fått sina sociala behov klarlagda av en socialsekreterare är <sociala behov>
    Och svaret på om personen har fått sina vårdbehov klarlagda av en vårdsamordnare är <vårdbehov>
    Och svaret på om personen har fått coachning och matchning är <coachning>
    När resultaten räknas för 2023-01-01 till 2023-08-31
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

  Abstrakt Scenario: Nämnaren för Försäkringskassans deltagare är de som har lämnat
    Givet en deltagare i Malmökraften 2023
    Och anvisande part är <part>
    Och avslutsdatum är <avslut>
    När resultaten räknas för 2023-01-01 till 2023-08-31
    Så <bedöms> i nämnaren för fk_moved_on_share

    Exempel:
      | part               | avslut     | bedöms              |
      | Försäkringskassan  | 2023-08-31 | personen ingår      |
      | Försäkringskassan  | inget      | personen ingår inte |
      | Arbetsförmedlingen | 2023-08-31 | personen ingår inte |

  Scenario: Utan uppgift om vem som anvisade är nämnaren okänd
    Givet en deltagare i Malmökraften 2023
    Och avslutsdatum är 2023-08-31
    När resultaten räknas för 2023-01-01 till 2023-08-31
    Så är det okänt om personen ingår i nämnaren för fk_moved_on_share

  Abstrakt Scenario: Jämförelsen av försörjning gäller dem som har lämnat
    Givet en deltagare i Malmökraften 2023
    Och avslutsdatum är <avslut>
    När resultaten räknas för 2023-01-01 till 2023-08-31
    Så <bedöms> i nämnaren för <mått>

    Exempel:
      | avslut     | mått                  | bedöms              |
      | 2023-08-31 | less_assistance       | personen ingår      |
      | inget      | less_assistance       | personen ingår inte |
      | 2023-08-31 | less_sickness_benefit | personen ingår      |
      | inget      | less_sickness_benefit | personen ingår inte |

  Abstrakt Scenario: Övriga är de som har lämnat utan att gå till arbete eller studier
    Givet en deltagare i Malmökraften 2023
    Och avslutsdatum är <avslut>
    Och startdatum för arbete är <arbete>
    Och anställningens omfattning är heltid
    Och startdatum för studier är <studier>
    Och slag av studier är reguljära studier
    Och personen läser en utbildning som ger rätt till studiemedel
    Och svaret på om personen går vidare till samarbetet mellan Arbetsförmedlingen och Försäkringskassan är <vidare>
    När resultaten räknas för 2023-01-01 till 2023-08-31
    Så <bedöms> i nämnaren för step_forward_share

    Exempel:
      | avslut     | arbete     | studier    | vidare | bedöms              |
      | 2023-08-31 | inget      | inget      | nej    | personen ingår      |
      | inget      | inget      | inget      | nej    | personen ingår inte |
      | 2023-08-31 | 2023-05-02 | inget      | nej    | personen ingår inte |
      | 2023-08-31 | inget      | 2023-05-02 | nej    | personen ingår inte |
      | 2023-08-31 | inget      | inget      | ja     | personen ingår      |
