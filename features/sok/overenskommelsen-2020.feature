# language: sv

Egenskap: Den strategiska överenskommelsen 2020 gäller kalenderåret
  Reglerna för årets samverkan gäller från och med den 1 januari till och med den 31 december 2020.

  Abstrakt Scenario: Årets första och sista dag hör till
    Givet en person som uppfyller alla kriterier i <samverkan>
    När beslutet fattas 2020-01-01
    Så är utfallet behörig
    När beslutet fattas 2020-12-31
    Så är utfallet behörig

    Exempel:
      | samverkan            |
      | Aktivitetscenter     |
      | Avanti               |
      | DUA nyanlända        |
      | DUA unga             |
      | Krami                |
      | LÖK etablering       |
      | LÖK försörjningsstöd |
      | Make it work         |
      | Samstart             |
      | Yrkes-SFI            |

  Abstrakt Scenario: Före och efter året gäller ingen utgåva
    Givet en person som uppfyller alla kriterier i <samverkan>
    När beslutet fattas 2019-12-31
    Så gäller ingen utgåva
    När beslutet fattas 2021-01-01
    Så gäller ingen utgåva

    Exempel:
      | samverkan            |
      | Aktivitetscenter     |
      | Avanti               |
      | DUA nyanlända        |
      | DUA unga             |
      | Krami                |
      | LÖK etablering       |
      | LÖK försörjningsstöd |
      | Make it work         |
      | Samstart             |
      | Yrkes-SFI            |
