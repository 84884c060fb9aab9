# language: sv

Egenskap: Vad som räknas som resultat i samverkan enligt överenskommelsen 2020
  Överenskommelsen säger inte vilka arbeten och studier som räknas. Arbete räknas från första dagen, och
  studier utom SFI och arbetsmarknadsutbildning.

  Abstrakt Scenario: Arbete och studier som har börjat senast på årets sista dag
    Givet en deltagare i <samverkan>
    Och startdatum för arbete är <dag>
    Och startdatum för studier är <dag>
    Och slag av studier är <slag>
    När resultaten räknas för 2020-01-01 till 2020-12-31
    Så <arbete> ”Till arbete”
    Och <studier> ”Till studier”

    Exempel:
      | samverkan            | dag        | slag                     | arbete                              | studier                             |
      | dua-unga             | 2020-12-31 | reguljära studier        | personen räknas som                 | personen räknas som                 |
      | dua-unga             | 2021-01-01 | reguljära studier        | personen räknas inte som            | personen räknas inte som            |
      | dua-unga             | inget      | inget                    | personen räknas inte som            | personen räknas inte som            |
      | dua-unga             | 2020-06-01 | SFI                      | personen räknas som                 | personen räknas inte som            |
      | dua-unga             | 2020-06-01 | arbetsmarknadsutbildning | personen räknas som                 | personen räknas inte som            |
      | dua-unga             | okänt      | reguljära studier        | det är okänt om personen räknas som | det är okänt om personen räknas som |
      | lok-forsorjningsstod | 2020-12-31 | reguljära studier        | personen räknas som                 | personen räknas som                 |
      | lok-forsorjningsstod | 2021-01-01 | reguljära studier        | personen räknas inte som            | personen räknas inte som            |
      | lok-forsorjningsstod | inget      | inget                    | personen räknas inte som            | personen räknas inte som            |
      | lok-forsorjningsstod | 2020-06-01 | SFI                      | personen räknas som                 | personen räknas inte som            |
      | lok-forsorjningsstod | 2020-06-01 | arbetsmarknadsutbildning | personen räknas som                 | personen räknas inte som            |
      | lok-forsorjningsstod | okänt      | reguljära studier        | det är okänt om personen räknas som | det är okänt om personen räknas som |
      | dua-nyanlanda        | 2020-12-31 | reguljära studier        | personen räknas som                 | personen räknas som                 |
      | dua-nyanlanda        | 2021-01-01 | reguljära studier        | personen räknas inte som            | personen räknas inte som            |
      | dua-nyanlanda        | inget      | inget                    | personen räknas inte som            | personen räknas inte som            |
      | dua-nyanlanda        | 2020-06-01 | SFI                      | personen räknas som                 | personen räknas inte som            |
      | dua-nyanlanda        | 2020-06-01 | arbetsmarknadsutbildning | personen räknas som                 | personen räknas inte som            |
      | dua-nyanlanda        | okänt      | reguljära studier        | det är okänt om personen räknas som | det är okänt om personen räknas som |
      | lok-etablering       | 2020-12-31 | reguljära studier        | personen räknas som                 | personen räknas som                 |
      | lok-etablering       | 2021-01-01 | reguljära studier        | personen räknas inte som            | personen räknas inte som            |
      | lok-etablering       | inget      | inget                    | personen räknas inte som            | personen räknas inte som            |
      | lok-etablering       | 2020-06-01 | SFI                      | personen räknas som                 | personen räknas inte som            |
      | lok-etablering       | 2020-06-01 | arbetsmarknadsutbildning | personen räknas som                 | personen räknas inte som            |
      | lok-etablering       | okänt      | reguljära studier        | det är okänt om personen räknas som | det är okänt om personen räknas som |
      | krami                | 2020-12-31 | reguljära studier        | personen räknas som                 | personen räknas som                 |
      | krami                | 2021-01-01 | reguljära studier        | personen räknas inte som            | personen räknas inte som            |
      | krami                | inget      | inget                    | personen räknas inte som            | personen räknas inte som            |
      | krami                | 2020-06-01 | SFI                      | personen räknas som                 | personen räknas inte som            |
      | krami                | 2020-06-01 | arbetsmarknadsutbildning | personen räknas som                 | personen räknas inte som            |
      | krami                | okänt      | reguljära studier        | det är okänt om personen räknas som | det är okänt om personen räknas som |
      | avanti               | 2020-12-31 | reguljära studier        | personen räknas som                 | personen räknas som                 |
      | avanti               | 2021-01-01 | reguljära studier        | personen räknas inte som            | personen räknas inte som            |
      | avanti               | inget      | inget                    | personen räknas inte som            | personen räknas inte som            |
      | avanti               | 2020-06-01 | SFI                      | personen räknas som                 | personen räknas inte som            |
      | avanti               | 2020-06-01 | arbetsmarknadsutbildning | personen räknas som                 | personen räknas inte som            |
      | avanti               | okänt      | reguljära studier        | det är okänt om personen räknas som | det är okänt om personen räknas som |
      | aktivitetscenter     | 2020-12-31 | reguljära studier        | personen räknas som                 | personen räknas som                 |
      | aktivitetscenter     | 2021-01-01 | reguljära studier        | personen räknas inte som            | personen räknas inte som            |
      | aktivitetscenter     | inget      | inget                    | personen räknas inte som            | personen räknas inte som            |
      | aktivitetscenter     | 2020-06-01 | SFI                      | personen räknas som                 | personen räknas inte som            |
      | aktivitetscenter     | 2020-06-01 | arbetsmarknadsutbildning | personen räknas som                 | personen räknas inte som            |
      | aktivitetscenter     | okänt      | reguljära studier        | det är okänt om personen räknas som | det är okänt om personen räknas som |
      | make-it-work         | 2020-12-31 | reguljära studier        | personen räknas som                 | personen räknas som                 |
      | make-it-work         | 2021-01-01 | reguljära studier        | personen räknas inte som            | personen räknas inte som            |
      | make-it-work         | inget      | inget                    | personen räknas inte som            | personen räknas inte som            |
      | make-it-work         | 2020-06-01 | SFI                      | personen räknas som                 | personen räknas inte som            |
      | make-it-work         | 2020-06-01 | arbetsmarknadsutbildning | personen räknas som                 | personen räknas inte som            |
      | make-it-work         | okänt      | reguljära studier        | det är okänt om personen räknas som | det är okänt om personen räknas som |
      | samstart             | 2020-12-31 | reguljära studier        | personen räknas som                 | personen räknas som                 |
      | samstart             | 2021-01-01 | reguljära studier        | personen räknas inte som            | personen räknas inte som            |
      | samstart             | inget      | inget                    | personen räknas inte som            | personen räknas inte som            |
      | samstart             | 2020-06-01 | SFI                      | personen räknas som                 | personen räknas inte som            |
      | samstart             | 2020-06-01 | arbetsmarknadsutbildning | personen räknas som                 | personen räknas inte som            |
      | samstart             | okänt      | reguljära studier        | det är okänt om personen räknas som | det är okänt om personen räknas som |
      | yrkes-sfi            | 2020-12-31 | reguljära studier        | personen räknas som                 | personen räknas som                 |
      | yrkes-sfi            | 2021-01-01 | reguljära studier        | personen räknas inte som            | personen räknas inte som            |
      | yrkes-sfi            | inget      | inget                    | personen räknas inte som            | personen räknas inte som            |
      | yrkes-sfi            | 2020-06-01 | SFI                      | personen räknas som                 | personen räknas inte som            |
      | yrkes-sfi            | 2020-06-01 | arbetsmarknadsutbildning | personen räknas som                 | personen räknas inte som            |
      | yrkes-sfi            | okänt      | reguljära studier        | det är okänt om personen räknas som | det är okänt om personen räknas som |
