# language: sv

Egenskap: En antagning hålls på lika villkor, eller inte alls
  Är något fel i underlaget hålls ingen antagning. Felet säger vad som är fel och vad som är tillåtet.

  Scenario: Samma person kan inte söka två gånger
    Givet dessa personer som uppfyller alla kriterier i Malmökraften:
      | person | tid utan arbete |
      | Anna   | 24 månader      |
      | Bo     | 36 månader      |
      | Anna   | 60 månader      |
    När antagning hålls 2024-03-11 med 1 plats och fröet ”2024-03”
    Så hålls ingen antagning, för ”samma person som candidates[1]; var och en kan stå en gång”

  Scenario: Platserna kan inte vara färre än noll
    Givet dessa personer som uppfyller alla kriterier i Malmökraften:
      | person |
      | Anna   |
    När antagning hålls 2024-03-11 med −1 platser och fröet ”2024-03”
    Så hålls ingen antagning, för ”tillåtet är ett heltal 0–”

  Scenario: Platserna i en ingång kan inte heller vara färre än noll
    Givet dessa personer som uppfyller alla kriterier i Malmökraften:
      | person |
      | Anna   |
    När antagning hålls 2024-03-11 med −1 platser i ingången ”Till teamen” och fröet ”2024-03”
    Så hålls ingen antagning, för ”tillåtet är ett heltal 0–”

  Abstrakt Scenario: Utan frö kan ingen lottning göras om, och därför hålls den inte
    Givet dessa personer som uppfyller alla kriterier i Malmökraften:
      | person |
      | Anna   |
    När antagning hålls <dag> med <platser>
    Så hålls ingen antagning, för ”regelverket lottar, och lotten behöver ett frö”

    Exempel:
      | dag        | platser                                |
      | 2018-06-01 | 1 plats                                |
      | 2021-03-01 | 1 plats                                |
      | 2023-03-10 | 1 plats                                |
      | 2024-03-11 | 1 plats                                |
      | 2024-03-11 | regelverkets egna platser och fröet ”” |

  Scenario: Utan platser får ingen plats, och alla får veta det
    Givet dessa personer som uppfyller alla kriterier i Malmökraften:
      | person | kön    |
      | Anna   | kvinna |
      | Bo     | man    |
    När antagning hålls 2024-03-11 med 0 platser och fröet ”2024-03”
    Så får ingen plats
    Och Anna får veta: ”Det fanns inga platser.”
    Och det hålls inga platser för ”Kvinnor” och ingen antagen räknas dit

  Scenario: Utan en utgåva som gäller hålls ingen antagning
    Givet dessa personer som uppfyller alla kriterier i Malmökraften:
      | person |
      | Anna   |
    När antagning hålls 2020-01-01 med 1 plats och fröet ”2020-01”
    Så gäller ingen utgåva

  Abstrakt Scenario: Den utgåva som gäller på dagen avgör turordningen
    I utgåva 2.0 lottas platserna. I de senare går den först som har varit utan arbete längst.

    Givet dessa personer som uppfyller alla kriterier i Malmökraften:
      | person | tid utan arbete |
      | Anna   | 60 månader      |
      | Bo     | 48 månader      |
    När antagning hålls <dag> med 1 plats och fröet ”2021-03”
    Så är utgåvan <utgåva>
    Och turordningen är <turordning>

    Exempel:
      | dag        | utgåva | turordning  |
      | 2022-12-31 | 2.0    | Bo och Anna |
      | 2023-01-01 | 2023   | Anna och Bo |
      | 2023-09-01 | esf    | Anna och Bo |
