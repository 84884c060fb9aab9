# language: sv

Egenskap: Platserna i Malmökraften 2.0 lottas, och Försäkringskassan har sina egna
  Urvalet ska spegla jobb- och utvecklingsgarantin. Därför går ingen grupp före någon annan och inga
  platser hålls: lotten ensam avgör. Lotten går att räkna om för den som har fröet.

  Scenario: Lotten ensam avgör, hur länge någon än har varit utan arbete
    Lotten är SHA-256 av fröet, ett kolon och personens beteckning. Den minsta går först.

    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2.0:
      | person | tid utan arbete | har en funktionsnedsättning |
      | Anna   | 60 månader      | ja                          |
      | Bo     | 48 månader      | nej                         |
      | Carin  | 12 månader      | nej                         |
    När antagning hålls 2021-03-01 med 2 platser och fröet ”2021-03”
    Så är turordningen Carin, Bo och Anna
    Och Carin och Bo får plats
    Och Anna väntar
    Och lotten för Carin börjar med 03d6e26a
    Och lotten för Bo börjar med 1f92a571
    Och lotten för Anna börjar med e5932fa2
    Och Anna får veta: ”Poängen var lika, och lotten avgjorde.”
    Och Carin räknas inte till någon grupp

  Scenario: Samma frö ger samma turordning, i vilken ordning de sökande än står
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2.0:
      | person |
      | Carin  |
      | Anna   |
      | Bo     |
    När antagning hålls 2021-03-01 med 2 platser och fröet ”2021-03”
    Så är turordningen Carin, Bo och Anna

  Scenario: Ett annat frö ger en annan turordning
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2.0:
      | person |
      | Anna   |
      | Bo     |
      | Carin  |
    När antagning hålls 2021-03-01 med 2 platser och fröet ”2021-04”
    Så är turordningen Anna, Carin och Bo

  Abstrakt Scenario: Vem som har anvisat och om personen är i garantin avgör vilka platser det gäller
    Socialtjänsten får föreslå deltagare. De lottas med de andra om de är i garantin.

    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2.0:
      | person | anvisande part | är inskriven i jobb- och utvecklingsgarantin |
      | Anna   | <part>         | <garanti>                                    |
    När antagning hålls 2021-03-01 med 1 plats i ingången ”Lottade ur jobb- och utvecklingsgarantin” och 1 i ingången ”Genom Försäkringskassan”, och fröet ”2021-03”
    Så får Anna plats
    Och Anna hör till ingången <ingång>

    Exempel:
      | part                                   | garanti | ingång                                     |
      | Arbetsförmedlingen                     | ja      | ”Lottade ur jobb- och utvecklingsgarantin” |
      | Arbetsförmedlingen                     | nej     | ”Lottade ur jobb- och utvecklingsgarantin” |
      | Arbetsförmedlingen                     | okänt   | ”Lottade ur jobb- och utvecklingsgarantin” |
      | socialtjänsten i Malmö stad            | ja      | ”Lottade ur jobb- och utvecklingsgarantin” |
      | arbetsmarknadsavdelningen i Malmö stad | ja      | ”Lottade ur jobb- och utvecklingsgarantin” |
      | Försäkringskassan                      | nej     | ”Genom Försäkringskassan”                  |
      | Försäkringskassan                      | ja      | ”Genom Försäkringskassan”                  |
      | Försäkringskassan                      | okänt   | ”Genom Försäkringskassan”                  |

  Scenario: Den som socialtjänsten föreslår utan att vara i garantin lottas inte
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2.0:
      | person | anvisande part              | är inskriven i jobb- och utvecklingsgarantin |
      | Anna   | socialtjänsten i Malmö stad | nej                                          |
    När antagning hålls 2021-03-01 med 2 platser i ingången ”Lottade ur jobb- och utvecklingsgarantin” och 2 i ingången ”Genom Försäkringskassan”, och fröet ”2021-03”
    Så får ingen plats
    Och Anna hör inte till någon ingång
    Och Anna får veta: ”Personen hör inte till någon av ingångarna med platser.”
    Och Anna kan inte få plats, vad som än blir känt

  Abstrakt Scenario: Är det okänt vilka platser det gäller får personen vänta, och uppgiften efterfrågas
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2.0:
      | person | anvisande part | är inskriven i jobb- och utvecklingsgarantin |
      | Anna   | <part>         | <garanti>                                    |
    När antagning hålls 2021-03-01 med 1 plats i ingången ”Lottade ur jobb- och utvecklingsgarantin” och 1 i ingången ”Genom Försäkringskassan”, och fröet ”2021-03”
    Så väntar Anna
    Och det är okänt vilken ingång Anna hör till
    Och Anna kan få plats om uppgift om <uppgift> kommer

    Exempel:
      | part                        | garanti | uppgift                                                         |
      | okänd                       | ja      | anvisande part                                                  |
      | okänd                       | nej     | anvisande part                                                  |
      | socialtjänsten i Malmö stad | okänt   | är inskriven i jobb- och utvecklingsgarantin                    |
      | okänd                       | okänt   | anvisande part och är inskriven i jobb- och utvecklingsgarantin |

  Abstrakt Scenario: Försäkringskassan väljer sina egna, och ingen tar den andras platser
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2.0:
      | person | anvisande part |
      | Anna   | <många>        |
      | Bo     | <många>        |
      | Carin  | <få>           |
    När antagning hålls 2021-03-01 med <platser i lotten> i ingången ”Lottade ur jobb- och utvecklingsgarantin” och <platser hos kassan> i ingången ”Genom Försäkringskassan”, och fröet ”2021-03”
    Så får Carin och Bo plats
    Och Anna väntar
    Och Anna får veta: ”Platserna räckte inte så långt ned i turordningen.”

    Exempel:
      | många              | få                 | platser i lotten | platser hos kassan |
      | Arbetsförmedlingen | Försäkringskassan  | 1 plats          | 3 platser          |
      | Försäkringskassan  | Arbetsförmedlingen | 3 platser        | 1 plats            |

  Abstrakt Scenario: Platser finns varje månad
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2.0:
      | person | anvisande part     |
      | Anna   | Arbetsförmedlingen |
      | Bo     | Försäkringskassan  |
    När antagning hålls <dag> med regelverkets egna platser och fröet ”2021-03”
    Så får alla plats
    Och ingången ”Lottade ur jobb- och utvecklingsgarantin” har 35 platser och 1 är fylld
    Och ingången ”Genom Försäkringskassan” har 15 platser och 1 är fylld

    Exempel:
      | dag        |
      | 2021-01-15 |
      | 2021-02-15 |
      | 2021-03-15 |
      | 2021-04-15 |
      | 2021-05-15 |
      | 2021-06-15 |
      | 2021-07-15 |
      | 2021-08-15 |
      | 2021-09-15 |
      | 2021-10-15 |
      | 2021-11-15 |
      | 2021-12-15 |

  Scenario: Fler team ger fler lottade, och fler månader fler genom Försäkringskassan
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2.0:
      | person | anvisande part     |
      | Anna   | Arbetsförmedlingen |
    När antagning hålls 2021-03-01 med regelverkets egna platser för 2 team och 3 månader, och fröet ”2021-03”
    Så har ingången ”Lottade ur jobb- och utvecklingsgarantin” 70 platser och 1 är fylld
    Och ingången ”Genom Försäkringskassan” har 45 platser och ingen är fylld

  Scenario: Den som är undantagen eller inte hör till målgruppen lottas inte
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2.0:
      | person | kommun | deltar i Krami |
      | Anna   | Malmö  | nej            |
      | Bo     | Lund   | nej            |
      | Carin  | Malmö  | ja             |
      | Dan    | okänd  | nej            |
    När antagning hålls 2021-03-01 med 4 platser och fröet ”2021-03”
    Så är turordningen Anna
    Och Bo är inte med i turordningen, eftersom utfallet är inte behörig
    Och Carin är inte med i turordningen, eftersom utfallet är undantagen
    Och Dan är inte med i turordningen, eftersom utfallet är oavgjord
    Och Dan kan få plats om uppgift om kommun kommer
