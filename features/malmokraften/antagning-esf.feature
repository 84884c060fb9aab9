# language: sv

Egenskap: Platserna i Malmökraften ESF fördelas lika mellan kvinnor och män, med egna platser för Försäkringskassan
  Den som är av särskilt intresse går först, sedan den som har varit utan arbete längst, och därefter
  avgör lotten. Teamen och Försäkringskassan har var sina platser.

  Scenario: Den som är av särskilt intresse går först, sedan den som har varit utan arbete längst
    Givet dessa personer som uppfyller alla kriterier i Malmökraften ESF:
      | person | tid utan arbete | har slutförd gymnasieutbildning |
      | Anna   | 60 månader      | ja                              |
      | Bo     | 24 månader      | nej                             |
      | Carin  | 36 månader      | nej                             |
    När antagning hålls 2024-03-11 med 2 platser och fröet ”2024-03-11”
    Så är turordningen Carin, Bo och Anna
    Och Carin och Bo får plats
    Och Anna väntar
    Och Anna får veta: ”Poängen avgjorde.”
    Och Anna får veta: ”1 poäng till, om allt annat hade varit lika.”

  Scenario: Lotten skiljer dem som är lika
    Den som har fröet kan göra om lottningen och få samma svar.

    Givet dessa personer som uppfyller alla kriterier i Malmökraften ESF:
      | person | tid utan arbete |
      | Anna   | 24 månader      |
      | Bo     | 24 månader      |
      | Carin  | 24 månader      |
    När antagning hålls 2024-03-11 med 1 plats och fröet ”2024-03-11”
    Så avgör lotten mellan Anna, Bo och Carin
    Och turordningen är Carin, Anna och Bo
    Och Carin får plats
    Och lotten för Carin börjar med 2eabc6b8

  Abstrakt Scenario: Hälften av platserna hålls för kvinnor och hälften för män
    Givet dessa personer som uppfyller alla kriterier i Malmökraften ESF:
      | person | tid utan arbete | kön     |
      | Kim    | 60 månader      | <flera> |
      | Alex   | 48 månader      | <flera> |
      | Robin  | 36 månader      | <färre> |
    När antagning hålls 2024-03-11 med 2 platser och fröet ”2024-03-11”
    Så får Kim och Robin plats
    Och Alex väntar för att platser hålls för <grupp>
    Och Robin räknas till <grupp>
    Och det hålls 1 plats för <grupp> och 1 antagen räknas dit

    Exempel:
      | flera  | färre  | grupp     |
      | kvinna | man    | ”Män”     |
      | man    | kvinna | ”Kvinnor” |

  Scenario: Den vars kön är okänt räknas varken som kvinna eller man, och glöms inte bort
    Givet dessa personer som uppfyller alla kriterier i Malmökraften ESF:
      | person | tid utan arbete | kön    | har slutförd gymnasieutbildning | är född utomlands |
      | Anna   | 60 månader      | kvinna | ja                              | nej               |
      | Britt  | 48 månader      | kvinna | ja                              | nej               |
      | Robin  | 36 månader      | okänt  | ja                              | nej               |
    När antagning hålls 2024-03-11 med 2 platser och fröet ”2024-03-11”
    Så får Anna och Britt plats
    Och det hålls 1 plats för ”Män” och ingen antagen räknas dit
    Och Robin kan få plats om uppgift om kön kommer

  Scenario: Med ett udda antal platser är en plats fri
    Givet dessa personer som uppfyller alla kriterier i Malmökraften ESF:
      | person | tid utan arbete | kön    |
      | Anna   | 60 månader      | kvinna |
      | Britt  | 48 månader      | kvinna |
      | Carin  | 36 månader      | kvinna |
      | David  | 24 månader      | man    |
    När antagning hålls 2024-03-11 med 3 platser och fröet ”2024-03-11”
    Så får Anna, Britt och David plats
    Och det hålls 1 plats för ”Kvinnor” och 2 antagna räknas dit
    Och det hålls 1 plats för ”Män” och 1 antagen räknas dit

  Scenario: Finns det fler platser än sökande får alla plats
    Givet dessa personer som uppfyller alla kriterier i Malmökraften ESF:
      | person | kön    |
      | Anna   | kvinna |
      | Britt  | kvinna |
      | Carl   | man    |
    När antagning hålls 2024-03-11 med 100 platser och fröet ”2024-03-11”
    Så får alla plats
    Och ingen väntar
    Och det hålls 50 platser för ”Kvinnor” och 2 antagna räknas dit
    Och det hålls 50 platser för ”Män” och 1 antagen räknas dit

  Abstrakt Scenario: Den anvisande parten avgör vilka platser det gäller
    Givet dessa personer som uppfyller alla kriterier i Malmökraften ESF:
      | person | anvisande part |
      | Anna   | <part>         |
    När antagning hålls 2024-03-11 med 1 plats i ingången ”Till teamen” och 1 i ingången ”Genom Försäkringskassan”, och fröet ”2024-03-11”
    Så får Anna plats
    Och Anna hör till ingången <ingång>

    Exempel:
      | part                                   | ingång                    |
      | Arbetsförmedlingen                     | ”Till teamen”             |
      | arbetsmarknadsavdelningen i Malmö stad | ”Till teamen”             |
      | socialtjänsten i Malmö stad            | ”Till teamen”             |
      | Försäkringskassan                      | ”Genom Försäkringskassan” |

  Scenario: Den som ingen vet vem som har anvisat får ingen plats förrän det är klart
    Givet dessa personer som uppfyller alla kriterier i Malmökraften ESF:
      | person | kön    | har slutförd gymnasieutbildning | är född utomlands | anvisande part     |
      | Anna   | kvinna | ja                              | nej               | Arbetsförmedlingen |
      | Bo     | man    | ja                              | nej               | okänd              |
    När antagning hålls 2024-03-11 med 2 platser i ingången ”Till teamen” och fröet ”2024-03-11”
    Så får Anna plats
    Och det är okänt vilken ingång Bo hör till
    Och Bo får veta: ”Det är okänt vilken ingång personen hör till.”
    Och Bo kan få plats om uppgift om anvisande part kommer

  Scenario: Försäkringskassan har egna platser, och teamen har sina
    Carin har varit utan arbete längre än Eva, men Eva står först i sin egen ingång.

    Givet dessa personer som uppfyller alla kriterier i Malmökraften ESF:
      | person | tid utan arbete | anvisande part              |
      | Anna   | 60 månader      | Arbetsförmedlingen          |
      | Bo     | 48 månader      | socialtjänsten i Malmö stad |
      | Carin  | 36 månader      | Arbetsförmedlingen          |
      | Dan    | 14 månader      | Försäkringskassan           |
      | Eva    | 18 månader      | Försäkringskassan           |
    När antagning hålls 2024-03-11 med 2 platser i ingången ”Till teamen” och 1 i ingången ”Genom Försäkringskassan”, och fröet ”2024-03-11”
    Så får Anna, Bo och Eva plats
    Och Carin och Dan väntar

  Abstrakt Scenario: Platser som inte kan fyllas går inte över till de andra
    Givet dessa personer som uppfyller alla kriterier i Malmökraften ESF:
      | person | tid utan arbete | anvisande part |
      | Anna   | 60 månader      | <många>        |
      | Bo     | 48 månader      | <många>        |
      | Carin  | 36 månader      | <få>           |
    När antagning hålls 2024-03-11 med <platser till teamen> i ingången ”Till teamen” och <platser till kassan> i ingången ”Genom Försäkringskassan”, och fröet ”2024-03-11”
    Så får Anna och Carin plats
    Och Bo väntar
    Och Bo får veta: ”Platserna räckte inte så långt ned i turordningen.”

    Exempel:
      | många              | få                 | platser till teamen | platser till kassan |
      | Arbetsförmedlingen | Försäkringskassan  | 1 plats             | 3 platser           |
      | Försäkringskassan  | Arbetsförmedlingen | 3 platser           | 1 plats             |

  Abstrakt Scenario: Teamen tar inte in i juni, juli och december, men Försäkringskassan tar in hela året
    Givet dessa personer som uppfyller alla kriterier i Malmökraften ESF:
      | person | anvisande part     |
      | Anna   | Arbetsförmedlingen |
      | Bo     | Försäkringskassan  |
    När antagning hålls <dag> med regelverkets egna platser och fröet ”2024-03-11”
    Så har ingången ”Till teamen” <i teamen>
    Och ingången ”Genom Försäkringskassan” har 15 platser och 1 är fylld
    Och <antagna> får plats

    Exempel:
      | dag        | i teamen                  | antagna     |
      | 2023-09-15 | 35 platser och 1 är fylld | Anna och Bo |
      | 2023-10-15 | 35 platser och 1 är fylld | Anna och Bo |
      | 2023-11-15 | 35 platser och 1 är fylld | Anna och Bo |
      | 2023-12-15 | 0 platser och 0 är fyllda | Bo          |
      | 2024-01-15 | 35 platser och 1 är fylld | Anna och Bo |
      | 2024-02-15 | 35 platser och 1 är fylld | Anna och Bo |
      | 2024-03-15 | 35 platser och 1 är fylld | Anna och Bo |
      | 2024-04-15 | 35 platser och 1 är fylld | Anna och Bo |
      | 2024-05-15 | 35 platser och 1 är fylld | Anna och Bo |
      | 2024-06-15 | 0 platser och 0 är fyllda | Bo          |
      | 2024-07-15 | 0 platser och 0 är fyllda | Bo          |
      | 2024-08-15 | 35 platser och 1 är fylld | Anna och Bo |

  Scenario: I en stängd månad får den som väntar på ett team veta att det inte finns några platser
    Givet dessa personer som uppfyller alla kriterier i Malmökraften ESF:
      | person | anvisande part     |
      | Anna   | Arbetsförmedlingen |
    När antagning hålls 2023-12-15 med regelverkets egna platser och fröet ”2024-03-11”
    Så får ingen plats
    Och Anna väntar
    Och Anna får veta: ”Det fanns inga platser.”

  Scenario: Varje team tar in 35, och Försäkringskassan 15 i månaden
    Givet dessa personer som uppfyller alla kriterier i Malmökraften ESF:
      | person | anvisande part     |
      | Anna   | Arbetsförmedlingen |
      | Bo     | Försäkringskassan  |
    När antagning hålls 2024-03-11 med regelverkets egna platser för 2 team och 3 månader, och fröet ”2024-03-11”
    Så har ingången ”Till teamen” 70 platser och 1 är fylld
    Och ingången ”Genom Försäkringskassan” har 45 platser och 1 är fylld
    Och det hålls 57 platser för ”Kvinnor” och ingen antagen räknas dit

  Scenario: Bara behöriga står i turordningen
    Givet dessa personer som uppfyller alla kriterier i Malmökraften ESF:
      | person | kommun | deltar i Krami | anvisande part     |
      | Anna   | Malmö  | nej            | Arbetsförmedlingen |
      | Bo     | Lund   | nej            | Arbetsförmedlingen |
      | Carin  | Malmö  | ja             | Arbetsförmedlingen |
      | Dan    | okänd  | nej            | Arbetsförmedlingen |
    När antagning hålls 2024-03-11 med 2 platser i ingången ”Till teamen” och fröet ”2024-03-11”
    Så får Anna plats
    Och Bo är inte med i turordningen, eftersom utfallet är inte behörig
    Och Carin är inte med i turordningen, eftersom utfallet är undantagen
    Och Dan är inte med i turordningen, eftersom utfallet är oavgjord
    Och Bo kan inte få plats, vad som än blir känt
    Och Carin kan inte få plats, vad som än blir känt

  Scenario: Den som det är oavgjort om kan få plats när uppgiften kommer
    Givet dessa personer som uppfyller alla kriterier i Malmökraften ESF:
      | person | kommun | har slutförd gymnasieutbildning | är född utomlands | kön | anvisande part     |
      | Anna   | Malmö  | ja                              | nej               | man | Arbetsförmedlingen |
      | Bo     | okänd  | ja                              | nej               | man | Arbetsförmedlingen |
    När antagning hålls 2024-03-11 med 2 platser i ingången ”Till teamen” och fröet ”2024-03-11”
    Så får Anna plats
    Och Bo kan få plats om uppgift om kommun kommer
