# language: sv

Egenskap: Malmökraften har saker som ska göras i tid
  Varje utgåva anger vad som ska göras för en deltagare, och senast när. Det som är okänt visas som okänt
  och räknas aldrig som gjort. Det spelar ingen roll i vilken ordning parternas uppgifter kommer.

  Abstrakt Scenario: En första gemensam plan inom två veckor i Malmökraften 1.0
    Givet en person som ingenting är känt om i Malmökraften 1.0
    Men inskrivningsdatum är 2018-03-01
    Och datum för första gemensam plan är <plan>
    När skyldigheterna prövas <dagen>
    Så är skyldigheten ”En första gemensam plan” <läge>
    Och sista dagen för ”En första gemensam plan” är 2018-03-15

    Exempel:
      | plan       | dagen      | läge           |
      | inget      | 2018-03-01 | att göra       |
      | inget      | 2018-03-15 | att göra       |
      | inget      | 2018-03-16 | försenad       |
      | 2018-03-15 | 2018-03-20 | gjord i tid    |
      | 2018-03-16 | 2018-03-20 | gjord för sent |
      | 2018-04-01 | 2018-03-20 | försenad       |
      | okänt      | 2018-03-20 | okänd          |

  Scenario: Den som inte är inskriven har ingen plan att vänta på
    Givet en person som ingenting är känt om i Malmökraften 1.0
    Men inskrivningsdatum finns inte
    När skyldigheterna prövas 2018-03-20
    Så är skyldigheten ”En första gemensam plan” inte aktuell

  Scenario: Den som ingen har berättat om kan ha en plan att vänta på
    Givet en person som ingenting är känt om i Malmökraften 1.0
    När skyldigheterna prövas 2018-03-20
    Så är skyldigheten ”En första gemensam plan” okänd

  Abstrakt Scenario: Riktmärket sex månader i Malmökraften 2.0
    Givet en person som ingenting är känt om i Malmökraften 2.0
    Men inskrivningsdatum är 2020-08-31
    Och avslutsdatum är <avslut>
    När skyldigheterna prövas <dagen>
    Så är skyldigheten ”Högst sex månader i insatsen (riktmärke)” <läge>
    Och sista dagen för ”Högst sex månader i insatsen (riktmärke)” är 2021-02-28

    Exempel:
      | avslut     | dagen      | läge           |
      | inget      | 2021-02-28 | att göra       |
      | inget      | 2021-03-01 | försenad       |
      | 2021-02-28 | 2021-06-01 | gjord i tid    |
      | 2021-05-31 | 2021-06-01 | gjord för sent |

  Abstrakt Scenario: Stegen i processen över nio månader
    Givet en person som ingenting är känt om i Malmökraften ESF
    Men inskrivningsdatum är 2023-11-01
    Och avslutsdatum är <avslut>
    Och datum för första gemensam plan finns inte
    Och datum för uppföljning finns inte
    Och datum då behov och arbetsförmåga är klarlagda finns inte
    När skyldigheterna prövas <dagen>
    Så är skyldigheten ”Gemensam kartläggning och plan (månad 1 till 3)” <plan>
    Och är skyldigheten ”Uppföljning av aktiviteterna (månad 4 till 6)” <uppföljning>
    Och är skyldigheten ”Behov och arbetsförmåga klarlagda (månad 7 till 9)” <klarlagt>

    Exempel:
      | avslut     | dagen      | plan         | uppföljning  | klarlagt     |
      | inget      | 2024-02-01 | att göra     | att göra     | att göra     |
      | inget      | 2024-02-02 | försenad     | att göra     | att göra     |
      | inget      | 2024-05-02 | försenad     | försenad     | att göra     |
      | inget      | 2024-08-02 | försenad     | försenad     | försenad     |
      | 2024-08-02 | 2024-08-02 | inte aktuell | inte aktuell | inte aktuell |
      | okänt      | 2024-02-02 | okänd        | okänd        | okänd        |

  Abstrakt Scenario: En handlingsplan innan deltagaren lämnar
    Givet en person som ingenting är känt om i Malmökraften ESF
    Men inskrivningsdatum är 2023-11-01
    Och avslutsdatum är <avslut>
    Och datum då parterna är överens om en handlingsplan är <plan>
    När skyldigheterna prövas 2024-06-01
    Så är skyldigheten ”En handlingsplan som parterna är överens om före avslutet” <läge>

    Exempel:
      | avslut     | plan       | läge           |
      | inget      | inget      | att göra       |
      | 2024-06-01 | inget      | att göra       |
      | 2024-05-31 | inget      | försenad       |
      | 2024-05-31 | 2024-05-31 | gjord i tid    |
      | 2024-05-31 | 2024-06-01 | gjord för sent |

  Abstrakt Scenario: Samtycke innan uppgifter delas
    Givet en person som ingenting är känt om i Malmökraften ESF
    Men datum då uppgifter först delas mellan parterna är <delas>
    Och datum för samtycke till att uppgifter delas är <samtycke>
    När skyldigheterna prövas 2024-03-01
    Så är skyldigheten ”Samtycke innan uppgifter delas” <läge>

    Exempel:
      | delas      | samtycke   | läge           |
      | inget      | inget      | inte aktuell   |
      | 2024-03-10 | inget      | att göra       |
      | 2024-02-10 | inget      | försenad       |
      | 2024-02-10 | 2024-02-10 | gjord i tid    |
      | 2024-02-10 | 2024-02-11 | gjord för sent |
      | 2024-02-10 | okänt      | okänd          |

  Abstrakt Scenario: Mer än trettio dagars sjukskrivning lämnas till försäkringsutredarna
    Givet en person som ingenting är känt om i Malmökraften ESF
    Men inskrivningsdatum är 2023-11-01
    Och avslutsdatum finns inte
    Och tid i pågående sjukskrivning är <dagar>
    Och datum då ärendet lämnas till försäkringsutredarna är <lämnas>
    När skyldigheterna prövas 2024-03-01
    Så är skyldigheten ”Lämnas till försäkringsutredarna efter mer än 30 dagars sjukskrivning” <läge>

    Exempel:
      | dagar    | lämnas     | läge         |
      | 30 dagar | inget      | inte aktuell |
      | 31 dagar | inget      | att göra     |
      | 31 dagar | 2024-02-20 | gjord        |
      | okänt    | inget      | okänd        |

  Scenario: Fyra uppgifter i vilken ordning som helst
    Givet en person som ingenting är känt om i Malmökraften 1.0
    Men personen har sjukpenning
    Och personen har behov av samordnat stöd
    Och inskrivningsdatum är 2018-03-01
    Och datum för första gemensam plan finns inte
    När beslutet fattas 2018-03-20
    Så är utfallet behörig
    Och skyldigheten ”En första gemensam plan” är försenad
    Och slutläget är detsamma i vilken ordning uppgifterna än kommer

  Scenario: Alla uppgifter om en person i vilken ordning som helst
    Givet en person som uppfyller alla kriterier i Malmökraften
    Men personen deltar i Krami
    Och inskrivningsdatum är 2024-01-08
    Och avslutsdatum finns inte
    När beslutet fattas 2024-03-01
    Så är utfallet undantagen
    Och slutläget är detsamma i vilken ordning uppgifterna än kommer
