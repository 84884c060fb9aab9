# language: sv

Egenskap: Platserna i Malmökraften 2025–2027 går först till dem som står längst från arbete
  Utkastet följer manualens allmänna ordning: poäng för det som förlänger arbetslösheten, och hälften
  kvinnor och hälften män. Hur många platser som finns är inte bestämt, och därför anges de varje gång.

  Scenario: Flest poäng går först
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2025–2027:
      | person | tid utan arbete | har en funktionsnedsättning | har slutförd gymnasieutbildning |
      | Anna   | 60 månader      | nej                         | ja                              |
      | Bo     | 14 månader      | ja                          | nej                             |
      | Carin  | 24 månader      | ja                          | ja                              |
    När antagning hålls 2025-03-10 med 2 platser och fröet ”2025-03”
    Så är turordningen Bo, Carin och Anna
    Och Bo och Carin får plats
    Och Anna får veta: ”Poängen avgjorde.”

  Scenario: Vid lika poäng går den först som har varit utan arbete längst, och sedan avgör lotten
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2025–2027:
      | person | tid utan arbete |
      | Anna   | 24 månader      |
      | Bo     | 24 månader      |
      | Carin  | 60 månader      |
    När antagning hålls 2025-03-10 med 2 platser och fröet ”2025-03”
    Så avgör lotten mellan Anna och Bo
    Och turordningen är Carin, Bo och Anna
    Och Carin och Bo får plats
    Och Anna får veta: ”Poängen var lika, och lotten avgjorde.”
    Och lotten för Bo börjar med 381a182f

  Abstrakt Scenario: Hälften av platserna hålls för kvinnor och hälften för män, även före den med fler poäng
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2025–2027:
      | person | kön     | har en funktionsnedsättning |
      | Kim    | <flera> | ja                          |
      | Alex   | <flera> | ja                          |
      | Robin  | <färre> | nej                         |
    När antagning hålls 2025-03-10 med 2 platser och fröet ”2025-05”
    Så får Kim och Robin plats
    Och Alex väntar för att platser hålls för <grupp>
    Och Robin räknas till <grupp>
    Och det hålls 1 plats för <grupp> och 1 antagen räknas dit

    Exempel:
      | flera  | färre  | grupp     |
      | kvinna | man    | ”Män”     |
      | man    | kvinna | ”Kvinnor” |

  Scenario: Den vars kön är okänt räknas varken som kvinna eller man, och glöms inte bort
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2025–2027:
      | person | tid utan arbete | kön   | har en funktionsnedsättning | har slutförd gymnasieutbildning | är född utanför Europa |
      | Adam   | 60 månader      | man   | nej                         | ja                              | nej                    |
      | Bo     | 48 månader      | man   | nej                         | ja                              | nej                    |
      | Robin  | 36 månader      | okänt | nej                         | ja                              | nej                    |
    När antagning hålls 2025-03-10 med 2 platser och fröet ”2025-03”
    Så får Adam och Bo plats
    Och det hålls 1 plats för ”Kvinnor” och ingen antagen räknas dit
    Och Robin kan få plats om uppgift om kön kommer

  Scenario: Okända poäng kan flytta någon över gränsen
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2025–2027:
      | person | tid utan arbete | kön | har en funktionsnedsättning | har slutförd gymnasieutbildning | är född utanför Europa |
      | Adam   | 60 månader      | man | nej                         | ja                              | nej                    |
      | Bo     | 48 månader      | man | okänt                       | ja                              | nej                    |
      | Carl   | 36 månader      | man | nej                         | ja                              | nej                    |
    När antagning hålls 2025-03-10 med 1 plats och fröet ”2025-03”
    Så får Adam plats
    Och Bo kan få plats om uppgift om har en funktionsnedsättning kommer
    Och Carl kan inte få plats, vad som än blir känt

  Scenario: Finns det fler platser än sökande får alla plats
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2025–2027:
      | person | kön    |
      | Anna   | kvinna |
      | Britt  | kvinna |
      | Carl   | man    |
    När antagning hålls 2025-03-10 med 100 platser och fröet ”2025-03”
    Så får alla plats
    Och det hålls 50 platser för ”Kvinnor” och 2 antagna räknas dit
    Och det hålls 50 platser för ”Män” och 1 antagen räknas dit

  Scenario: Med ett udda antal platser är en plats fri
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2025–2027:
      | person | tid utan arbete | kön    |
      | Anna   | 60 månader      | kvinna |
      | Britt  | 48 månader      | kvinna |
      | Carin  | 36 månader      | kvinna |
      | David  | 24 månader      | man    |
    När antagning hålls 2025-03-10 med 3 platser och fröet ”2025-03”
    Så får Anna, Britt och David plats
    Och det hålls 1 plats för ”Kvinnor” och 2 antagna räknas dit
    Och det hålls 1 plats för ”Män” och 1 antagen räknas dit

  Scenario: Bara behöriga står i turordningen
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2025–2027:
      | person | kommun | deltar i Krami |
      | Anna   | Malmö  | nej            |
      | Bo     | Lund   | nej            |
      | Carin  | Malmö  | ja             |
      | Dan    | okänd  | nej            |
    När antagning hålls 2025-03-10 med 3 platser och fröet ”2025-03”
    Så får Anna plats
    Och Bo är inte med i turordningen, eftersom utfallet är inte behörig
    Och Carin är inte med i turordningen, eftersom utfallet är undantagen
    Och Dan är inte med i turordningen, eftersom utfallet är oavgjord

  Scenario: Utan ett antal platser kan ingen antagning hållas
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2025–2027:
      | person |
      | Anna   |
    När antagning hålls 2025-03-10 med regelverkets egna platser och fröet ”2025-03”
    Så hålls ingen antagning, för ”platserna behöver anges, för regelverket anger inga”
