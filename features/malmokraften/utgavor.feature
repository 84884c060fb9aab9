# language: sv

Egenskap: Beslutsdagen avgör vilken utgåva av Malmökraften som gäller
  Samma person kan få olika svar två dagar i rad, när en utgåva tar över efter en annan. Utgåvan
  följer av dagen, så att ett gammalt beslut alltid kan prövas om efter de regler som gällde då.

  Abstrakt Scenario: Varje dag hör till högst en utgåva
    Givet en person som ingenting är känt om i Malmökraften
    När beslutet fattas <beslut>
    Så är utgåvan <utgåva>

    Exempel:
      | beslut     | utgåva |
      | 2018-02-01 | 1.0    |
      | 2019-12-31 | 1.0    |
      | 2020-01-02 | 2.0    |
      | 2022-12-31 | 2.0    |
      | 2023-01-01 | 2023   |
      | 2023-08-31 | 2023   |
      | 2023-09-01 | esf    |
      | 2024-12-31 | esf    |

  Abstrakt Scenario: Mellan och efter utgåvorna gäller ingen, och ett utkast gäller inte av sig självt
    Givet en person som ingenting är känt om i Malmökraften
    När beslutet fattas <beslut>
    Så gäller ingen utgåva

    Exempel:
      | beslut     |
      | 2018-01-31 |
      | 2020-01-01 |
      | 2025-01-01 |

  Scenario: Den som har fyllt 31 och har sjukpenning kommer in 2022, men 2023 ska fler frågor besvaras
    Ingångarna är andra från 2023. Det som ingen har frågat om tidigare är okänt.

    Givet en person som uppfyller alla kriterier i Malmökraften
    När beslutet fattas 2022-12-31
    Så är utfallet behörig
    När beslutet fattas 2023-01-01
    Så är utfallet oavgjord
    Och det saknas bland annat uppgift om personen är inskriven hos Arbetsförmedlingen och personen har ekonomiskt bistånd

  Scenario: Deltagande i Malmökraften 2.0 hindrar till och med augusti 2023 men inte från september
    Givet en person som uppfyller alla kriterier i Malmökraften
    Och personen deltar inte i ett annat ESF-projekt
    Och registrerade deltaganden är:
      | program      | utgåva | startdatum | slutdatum  |
      | malmokraften | 2.0    | 2022-03-01 | 2022-09-30 |
    När beslutet fattas 2023-08-31
    Så är utfallet undantagen
    Och skälet är ”Deltog i Malmökraften 2.0 under 2022”
    När beslutet fattas 2023-09-01
    Så är utfallet behörig

  Scenario: Ett annat ESF-projekt hindrar från och med september 2023
    Givet en person som uppfyller alla kriterier i Malmökraften
    Och personen deltar i ett annat ESF-projekt
    När beslutet fattas 2023-08-31
    Så är utfallet behörig
    När beslutet fattas 2023-09-01
    Så är utfallet undantagen
    Och skälet är ”Deltar i ett annat ESF-projekt”
