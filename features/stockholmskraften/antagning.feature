# language: sv

Egenskap: Platserna i Stockholmskraften går först till de tre särskilt prioriterade grupperna
  Varje grupp ger en poäng. Vid lika poäng går den som har varit utan arbete längst först, och därefter
  avgör lotten. Hälften av platserna hålls för kvinnor och hälften för män.

  Abstrakt Scenario: Var och en av de tre grupperna går före den som har varit utan arbete längre
    Givet dessa personer som uppfyller alla kriterier i Stockholmskraften:
      | person | tid utan arbete | är inskriven i jobb- och utvecklingsgarantin | tid i jobb- och utvecklingsgarantin | tid med ekonomiskt bistånd | har en plan tillsammans med kommunen | bor i ett område med hög arbetslöshet |
      | Anna   | 60 månader      | ja                                           | 24 månader                          | 12 månader                 | nej                                  | nej                                   |
      | Bo     | 36 månader      | ja                                           | <garanti>                           | <bistånd>                  | nej                                  | <område>                              |
    När antagning hålls 2025-03-10 med 1 plats och fröet ”2025-03”
    Så är turordningen <turordning>
    Och <antagen> får plats

    Exempel:
      | garanti    | bistånd    | område | turordning  | antagen |
      | 25 månader | 12 månader | nej    | Bo och Anna | Bo      |
      | 24 månader | 13 månader | nej    | Bo och Anna | Bo      |
      | 24 månader | 12 månader | ja     | Bo och Anna | Bo      |
      | 24 månader | 12 månader | nej    | Anna och Bo | Anna    |

  Abstrakt Scenario: Okänt om en grupp ger ingen poäng, men kan ge en plats
    Givet dessa personer som uppfyller alla kriterier i Stockholmskraften:
      | person | tid utan arbete | kön | är inskriven i jobb- och utvecklingsgarantin | tid i jobb- och utvecklingsgarantin | tid med ekonomiskt bistånd | har en plan tillsammans med kommunen | bor i ett område med hög arbetslöshet |
      | Adam   | 60 månader      | man | ja                                           | 24 månader                          | 12 månader                 | nej                                  | nej                                   |
      | Bo     | 36 månader      | man | ja                                           | <garanti>                           | <bistånd>                  | nej                                  | <område>                              |
    När antagning hålls 2025-03-10 med 1 plats och fröet ”2025-03”
    Så får Adam plats
    Och Bo kan få plats om uppgift om <uppgift> kommer

    Exempel:
      | garanti    | bistånd    | område | uppgift                               |
      | okänd      | 12 månader | nej    | tid i jobb- och utvecklingsgarantin   |
      | 24 månader | okänd      | nej    | tid med ekonomiskt bistånd            |
      | 24 månader | 12 månader | okänt  | bor i ett område med hög arbetslöshet |

  Scenario: Vid lika poäng går den först som har varit utan arbete längst, och sedan avgör lotten
    Givet dessa personer som uppfyller alla kriterier i Stockholmskraften:
      | person | tid utan arbete |
      | Anna   | 24 månader      |
      | Bo     | 24 månader      |
      | Carin  | 60 månader      |
    När antagning hålls 2025-03-10 med 2 platser och fröet ”2025-03”
    Så avgör lotten mellan Anna och Bo
    Och turordningen är Carin, Bo och Anna
    Och Carin och Bo får plats
    Och lotten för Bo börjar med 381a182f

  Abstrakt Scenario: Hälften av platserna hålls för kvinnor och hälften för män
    Givet dessa personer som uppfyller alla kriterier i Stockholmskraften:
      | person | tid utan arbete | kön     |
      | Kim    | 60 månader      | <flera> |
      | Alex   | 48 månader      | <flera> |
      | Robin  | 36 månader      | <färre> |
    När antagning hålls 2025-03-10 med 2 platser och fröet ”2025-03”
    Så får Kim och Robin plats
    Och Alex väntar för att platser hålls för <grupp>
    Och Robin räknas till <grupp>

    Exempel:
      | flera  | färre  | grupp     |
      | kvinna | man    | ”Män”     |
      | man    | kvinna | ”Kvinnor” |

  Scenario: Den vars kön är okänt räknas varken som kvinna eller man, och glöms inte bort
    Givet dessa personer som uppfyller alla kriterier i Stockholmskraften:
      | person | tid utan arbete | kön    | är inskriven i jobb- och utvecklingsgarantin | tid med ekonomiskt bistånd | bor i ett område med hög arbetslöshet |
      | Anna   | 60 månader      | kvinna | nej                                          | 6 månader                  | nej                                   |
      | Britt  | 48 månader      | kvinna | nej                                          | 6 månader                  | nej                                   |
      | Robin  | 36 månader      | okänt  | nej                                          | 6 månader                  | nej                                   |
    När antagning hålls 2025-03-10 med 2 platser och fröet ”2025-03”
    Så får Anna och Britt plats
    Och det hålls 1 plats för ”Män” och ingen antagen räknas dit
    Och Robin kan få plats om uppgift om kön kommer

  Scenario: Finns det fler platser än sökande får alla plats
    Givet dessa personer som uppfyller alla kriterier i Stockholmskraften:
      | person | kön    |
      | Anna   | kvinna |
      | Britt  | kvinna |
      | Carl   | man    |
    När antagning hålls 2025-03-10 med 100 platser och fröet ”2025-03”
    Så får alla plats
    Och alla är med i turordningen
    Och det hålls 50 platser för ”Kvinnor” och 2 antagna räknas dit
    Och det hålls 50 platser för ”Män” och 1 antagen räknas dit

  Scenario: Bara den som har bistånd från Stockholms stad står i turordningen
    Givet dessa personer som uppfyller alla kriterier i Stockholmskraften:
      | person | kommun som ger ekonomiskt bistånd | tid utan arbete |
      | Anna   | Stockholm                         | 24 månader      |
      | Bo     | Solna                             | 60 månader      |
      | Carin  | okänd                             | 60 månader      |
    När antagning hålls 2025-03-10 med 1 plats och fröet ”2025-03”
    Så får Anna plats
    Och Bo är inte med i turordningen, eftersom utfallet är inte behörig
    Och Carin är inte med i turordningen, eftersom utfallet är oavgjord
    Och Carin får veta: ”Uppgifterna som saknas skulle kunna ge personen en plats.”

  Scenario: Utan frö kan ingen lottning hållas
    Givet dessa personer som uppfyller alla kriterier i Stockholmskraften:
      | person |
      | Anna   |
    När antagning hålls 2025-03-10 med 1 plats
    Så hålls ingen antagning, för ”lotten behöver ett frö”
