# language: sv

Egenskap: Vad som räknas som resultat i Malmökraften 1.0
  Perioden är 2018-02-01 till 2018-12-31. Det som är okänt räknas aldrig som ett nej.

  Abstrakt Scenario: Arbete på heltid räknas, och annat arbete beroende på stöd och på jobb- och utvecklingsgarantin
    Givet en deltagare i Malmökraften 1.0
    Och startdatum för arbete är 2018-10-01
    Och anställningens omfattning är <omfattning>
    Och svaret på om personen är inskriven i jobb- och utvecklingsgarantin är <i garantin>
    Och stöd till anställningen är <stöd>
    När resultaten räknas för 2018-02-01 till 2018-12-31
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
    Givet en deltagare i Malmökraften 1.0
    Och startdatum för arbete är <dag>
    Och anställningens omfattning är heltid
    När resultaten räknas för 2018-02-01 till 2018-12-31
    Så <bedöms> ”Till arbete”

    Exempel:
      | dag        | bedöms                              |
      | 2018-12-31 | personen räknas som                 |
      | 2019-01-01 | personen räknas inte som            |
      | inget      | personen räknas inte som            |
      | okänt      | det är okänt om personen räknas som |

  Abstrakt Scenario: Vilka studier som räknas
    Givet en deltagare i Malmökraften 1.0
    Och startdatum för studier är <dag>
    Och slag av studier är <slag>
    Och svaret på om personen läser en utbildning som ger rätt till studiemedel är <studiemedel>
    Och svaret på om personen studerar med bibehållet aktivitetsstöd är <aktivitetsstöd>
    Och svaret på om personen studerar med studiestartsstöd är <startstöd>
    När resultaten räknas för 2018-02-01 till 2018-12-31
    Så <bedöms> ”Till studier”

    Exempel:
      | dag        | slag                     | studiemedel | aktivitetsstöd | startstöd | bedöms                              |
      | 2018-12-31 | reguljära studier        | ja          | nej            | nej       | personen räknas som                 |
      | 2019-01-01 | reguljära studier        | ja          | nej            | nej       | personen räknas inte som            |
      | 2018-10-01 | reguljära studier        | ja          | nej            | nej       | personen räknas som                 |
      | 2018-10-01 | reguljära studier        | nej         | nej            | nej       | personen räknas inte som            |
      | 2018-10-01 | reguljära studier        | nej         | ja             | nej       | personen räknas som                 |
      | 2018-10-01 | reguljära studier        | nej         | nej            | ja        | personen räknas som                 |
      | 2018-10-01 | reguljära studier        | okänt       | nej            | nej       | det är okänt om personen räknas som |
      | 2018-10-01 | andra studier            | nej         | ja             | nej       | personen räknas som                 |
      | 2018-10-01 | andra studier            | ja          | nej            | nej       | personen räknas inte som            |
      | 2018-10-01 | arbetsmarknadsutbildning | nej         | ja             | nej       | personen räknas inte som            |
      | 2018-10-01 | arbetsmarknadsutbildning | ja          | nej            | ja        | personen räknas inte som            |
      | 2018-10-01 | SFI                      | nej         | nej            | nej       | personen räknas inte som            |
      | 2018-10-01 | SFI                      | ja          | ja             | ja        | personen räknas inte som            |
      | 2018-10-01 | okänt                    | ja          | ja             | nej       | det är okänt om personen räknas som |
      | inget      | inget                    | nej         | nej            | nej       | personen räknas inte som            |
      | inget      | SFI                      | nej         | nej            | nej       | personen räknas inte som            |
      | okänt      | reguljära studier        | ja          | nej            | nej       | det är okänt om personen räknas som |

  Abstrakt Scenario: Den som har lämnat senast på periodens sista dag räknas som att ha lämnat
    Givet en deltagare i Malmökraften 1.0
    Och avslutsdatum är <dag>
    När resultaten räknas för 2018-02-01 till 2018-12-31
    Så <bedöms> ”Har lämnat”

    Exempel:
      | dag        | bedöms                              |
      | 2018-12-31 | personen räknas som                 |
      | 2019-01-01 | personen räknas inte som            |
      | inget      | personen räknas inte som            |
      | okänt      | det är okänt om personen räknas som |

  Abstrakt Scenario: Försäkringskassans deltagare
    Givet en deltagare i Malmökraften 1.0
    Och anvisande part är <part>
    När resultaten räknas för 2018-02-01 till 2018-12-31
    Så <bedöms> ”Anvisad av Försäkringskassan”

    Exempel:
      | part               | bedöms                              |
      | Försäkringskassan  | personen räknas som                 |
      | Arbetsförmedlingen | personen räknas inte som            |
      | okänt              | det är okänt om personen räknas som |

  Abstrakt Scenario: Första planen räknas för dem som har varit inskrivna i två veckor
    Givet en deltagare i Malmökraften 1.0
    Och inskrivningsdatum är <dag>
    När resultaten räknas för 2018-02-01 till 2018-12-31
    Så <bedöms> i nämnaren för plan_within_two_weeks

    Exempel:
      | dag        | bedöms              |
      | 2018-12-17 | personen ingår      |
      | 2018-12-18 | personen ingår inte |
