# language: sv

Egenskap: Platserna i Malmökraften 1.0 delas så att flera grupper kommer med
  När fler vill vara med än det finns platser går den först som har varit utan arbete längst, och
  lotten skiljer dem som är lika. En del av platserna hålls för grupper som ska finnas med. Den som
  hör till flera grupper räknas till alla. Den som det är okänt om räknas inte till gruppen, men glöms
  inte bort.

  Scenario: Längst tid utan arbete går först
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 1.0:
      | person | tid utan arbete |
      | Anna   | 24 månader      |
      | Bo     | 60 månader      |
      | Carin  | okänd           |
      | Dan    | 36 månader      |
    När antagning hålls 2018-06-01 med 2 platser och fröet ”2018-06”
    Så är turordningen Bo, Dan, Anna och Carin
    Och Bo och Dan får plats
    Och Anna och Carin väntar
    Och Anna får veta: ”Platserna räckte inte så långt ned i turordningen.”
    Och Anna får veta: ”Poängen var lika, och tid utan arbete avgjorde: 24 månader mot 36 månader.”

  Scenario: Lotten skiljer dem som har varit utan arbete lika länge
    Vem som helst kan räkna efter: lotten är SHA-256 av fröet, ett kolon och personens beteckning.

    Givet dessa personer som uppfyller alla kriterier i Malmökraften 1.0:
      | person | tid utan arbete |
      | Anna   | 24 månader      |
      | Bo     | 24 månader      |
      | Carin  | 24 månader      |
    När antagning hålls 2018-06-01 med 1 plats och fröet ”2018-06”
    Så avgör lotten mellan Anna, Bo och Carin
    Och turordningen är Bo, Anna och Carin
    Och lotten för Bo börjar med 522c9269
    Och lotten för Anna börjar med c332482a
    Och Anna får veta: ”Lott: SHA-256 av ”2018-06:Anna”, minst först.”

  Abstrakt Scenario: Halva antalet platser hålls för dem som har ekonomiskt bistånd
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 1.0:
      | person | tid utan arbete | har ekonomiskt bistånd |
      | Anna   | 60 månader      | nej                    |
      | Bo     | 48 månader      | nej                    |
      | Carin  | 36 månader      | <Carins svar>          |
    När antagning hålls 2018-06-01 med 2 platser och fröet ”2018-06”
    Så får <antagna> plats
    Och det hålls 1 plats för ”Har ekonomiskt bistånd” och <räknas> räknas dit

    Exempel:
      | Carins svar | antagna        | räknas        |
      | ja          | Anna och Carin | 1 antagen     |
      | nej         | Anna och Bo    | ingen antagen |
      | okänt       | Anna och Bo    | ingen antagen |

  Abstrakt Scenario: Var femte plats hålls för var och en av tre grupper
    Filip går före Eva, fast hon har väntat längre.

    Givet dessa personer som uppfyller alla kriterier i Malmökraften 1.0:
      | person | tid utan arbete | <uppgift>  |
      | Anna   | 60 månader      | <utanför>  |
      | Bo     | 54 månader      | <utanför>  |
      | Carin  | 48 månader      | <utanför>  |
      | Dan    | 42 månader      | <utanför>  |
      | Eva    | 36 månader      | <utanför>  |
      | Filip  | 30 månader      | <innanför> |
    När antagning hålls 2018-06-01 med 5 platser och fröet ”2018-06”
    Så får Anna, Bo, Carin, Dan och Filip plats
    Och Filip räknas till ”Länge utan arbete” och <grupp>
    Och Anna räknas till ”Länge utan arbete”
    Och Eva väntar för att platser hålls för <grupp>
    Och det hålls 1 plats för <grupp> och 1 antagen räknas dit

    Exempel:
      | uppgift                                            | utanför   | innanför  | grupp                                             |
      | har en funktionsnedsättning                        | nej       | ja        | ”Har en funktionsnedsättning”                     |
      | tid i jobb- och utvecklingsgarantin räknad i dagar | 449 dagar | 450 dagar | ”Minst 450 dagar i jobb- och utvecklingsgarantin” |
      | har lämnat etableringsprogrammet                   | nej       | ja        | ”Har lämnat etableringsprogrammet”                |

  Scenario: Den som har lämnat garantin räknas inte för sina dagar där
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 1.0:
      | person | tid utan arbete | är inskriven i jobb- och utvecklingsgarantin | har sjukpenning | har behov av samordnat stöd | tid i jobb- och utvecklingsgarantin räknad i dagar |
      | Anna   | 60 månader      | ja                                           | nej             | nej                         | 0                                                  |
      | Bo     | 54 månader      | ja                                           | nej             | nej                         | 0                                                  |
      | Carin  | 48 månader      | ja                                           | nej             | nej                         | 0                                                  |
      | Dan    | 42 månader      | ja                                           | nej             | nej                         | 0                                                  |
      | Eva    | 36 månader      | ja                                           | nej             | nej                         | 0                                                  |
      | Filip  | 30 månader      | nej                                          | ja              | ja                          | 900                                                |
    När antagning hålls 2018-06-01 med 5 platser och fröet ”2018-06”
    Så får Anna, Bo, Carin, Dan och Eva plats
    Och Filip väntar
    Och det hålls 1 plats för ”Minst 450 dagar i jobb- och utvecklingsgarantin” och ingen antagen räknas dit

  Scenario: Fyra av tio platser hålls för kvinnor
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 1.0:
      | person | tid utan arbete | kön    |
      | Adam   | 60 månader      | man    |
      | Bo     | 48 månader      | man    |
      | Carl   | 36 månader      | man    |
      | Disa   | 24 månader      | kvinna |
    När antagning hålls 2018-06-01 med 3 platser och fröet ”2018-06”
    Så får Adam, Bo och Disa plats
    Och Carl väntar för att platser hålls för ”Kvinnor”
    Och Disa räknas till ”Kvinnor” och ”Länge utan arbete”
    Och det hålls 1 plats för ”Kvinnor” och 1 antagen räknas dit
    Och det hålls 1 plats för ”Män” och 2 antagna räknas dit

  Scenario: Sex av tio platser hålls för män
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 1.0:
      | person | tid utan arbete | kön    |
      | Anna   | 60 månader      | kvinna |
      | Britt  | 48 månader      | kvinna |
      | Carin  | 36 månader      | kvinna |
      | David  | 24 månader      | man    |
    När antagning hålls 2018-06-01 med 3 platser och fröet ”2018-06”
    Så får Anna, Britt och David plats
    Och Carin väntar för att platser hålls för ”Män”

  Scenario: Den som har en lättare väg in får sin del av platserna
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 1.0:
      | person | tid utan arbete | bedöms ha en lättare väg in på arbetsmarknaden |
      | Anna   | 36 månader      | nej                                            |
      | Bo     | 24 månader      | nej                                            |
      | Carin  | 6 månader       | ja                                             |
      | Dan    | 5 månader       | okänt                                          |
    När antagning hålls 2018-06-01 med 2 platser och fröet ”2018-06”
    Så får Anna och Carin plats
    Och Bo väntar för att platser hålls för ”Bedöms ha en lättare väg in”
    Och Anna räknas till ”Länge utan arbete”
    Och Carin räknas till ”Bedöms ha en lättare väg in”

  Abstrakt Scenario: Den som länge har varit utan arbete får också sin del
    Antingen saknas en man bland de antagna, eller någon som länge har varit utan arbete. Bristen är
    lika stor hur platserna än fördelas, och då avgör turordningen.

    Givet dessa personer som uppfyller alla kriterier i Malmökraften 1.0:
      | person | tid utan arbete | kön    | har ekonomiskt bistånd | bedöms ha en lättare väg in på arbetsmarknaden |
      | Anna   | <Annas tid>     | kvinna | nej                    | nej                                            |
      | Bo     | 8 månader       | man    | nej                    | nej                                            |
      | Carin  | 6 månader       | kvinna | ja                     | ja                                             |
    När antagning hålls 2018-06-01 med 2 platser och fröet ”2018-06”
    Så får <antagna> plats
    Och det hålls 1 plats för ”Länge utan arbete” och <räknas> räknas dit

    Exempel:
      | Annas tid  | antagna        | räknas        |
      | 12 månader | Anna och Carin | 1 antagen     |
      | 11 månader | Bo och Carin   | ingen antagen |

  Scenario: Den som räknas till flera grupper fyller flera mål på en gång
    Dan går före både Bo och Carin: bara tillsammans med honom fyller Anna alla mål.

    Givet dessa personer som uppfyller alla kriterier i Malmökraften 1.0:
      | person | tid utan arbete | kön    | har ekonomiskt bistånd | bedöms ha en lättare väg in på arbetsmarknaden |
      | Anna   | 60 månader      | kvinna | nej                    | nej                                            |
      | Bo     | 48 månader      | man    | nej                    | nej                                            |
      | Carin  | 36 månader      | kvinna | ja                     | ja                                             |
      | Dan    | 30 månader      | man    | ja                     | ja                                             |
    När antagning hålls 2018-06-01 med 2 platser och fröet ”2018-06”
    Så får Anna och Dan plats
    Och Dan räknas till ”Har ekonomiskt bistånd”, ”Män”, ”Länge utan arbete” och ”Bedöms ha en lättare väg in”
    Och Bo väntar för att platser hålls för ”Har ekonomiskt bistånd” och ”Bedöms ha en lättare väg in”
    Och Carin väntar för att platser hålls för ”Män”

  Abstrakt Scenario: Okänt räknas inte till någon grupp, men är inte ett nej
    Gun får ingen plats så länge uppgiften saknas. Antagningen säger vilken uppgift det är.

    Givet dessa personer som uppfyller alla kriterier i Malmökraften 1.0:
      | person | tid utan arbete | kön   | har ekonomiskt bistånd | har en funktionsnedsättning | tid i jobb- och utvecklingsgarantin räknad i dagar | har lämnat etableringsprogrammet | bedöms ha en lättare väg in på arbetsmarknaden |
      | Adam   | 60 månader      | man   | nej                    | nej                         | 100 dagar                                          | nej                              | nej                                            |
      | Bo     | 54 månader      | man   | nej                    | nej                         | 100 dagar                                          | nej                              | nej                                            |
      | Carl   | 48 månader      | man   | nej                    | nej                         | 100 dagar                                          | nej                              | nej                                            |
      | Dan    | 42 månader      | man   | nej                    | nej                         | 100 dagar                                          | nej                              | nej                                            |
      | Erik   | 36 månader      | man   | nej                    | nej                         | 100 dagar                                          | nej                              | nej                                            |
      | Gun    | <tid>           | <kön> | <bistånd>              | <nedsättning>               | <dagar>                                            | <etablering>                     | <lättare>                                      |
    När antagning hålls 2018-06-01 med 5 platser och fröet ”2018-06”
    Så får Adam, Bo, Carl, Dan och Erik plats
    Och Gun väntar
    Och Gun kan få plats om uppgift om <uppgift> kommer

    Exempel:
      | tid        | kön   | bistånd | nedsättning | dagar     | etablering | lättare | uppgift                                            |
      | okänd      | man   | nej     | nej         | 100 dagar | nej        | nej     | tid utan arbete                                    |
      | 24 månader | okänt | nej     | nej         | 100 dagar | nej        | nej     | kön                                                |
      | 24 månader | man   | okänt   | nej         | 100 dagar | nej        | nej     | har ekonomiskt bistånd                             |
      | 24 månader | man   | nej     | okänt       | 100 dagar | nej        | nej     | har en funktionsnedsättning                        |
      | 24 månader | man   | nej     | nej         | okänd     | nej        | nej     | tid i jobb- och utvecklingsgarantin räknad i dagar |
      | 24 månader | man   | nej     | nej         | 100 dagar | okänt      | nej     | har lämnat etableringsprogrammet                   |
      | 24 månader | man   | nej     | nej         | 100 dagar | nej        | okänt   | bedöms ha en lättare väg in på arbetsmarknaden     |

  Scenario: Den som det är oavgjort om står inte i turordningen, men kan få plats
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 1.0:
      | person | tid utan arbete | är inskriven i jobb- och utvecklingsgarantin | har sjukpenning | har rehabiliteringspenning | har aktivitetsersättning |
      | Anna   | 24 månader      | ja                                           | nej             | nej                        | nej                      |
      | Bo     | 36 månader      | okänt                                        | nej             | nej                        | nej                      |
      | Carin  | 36 månader      | nej                                          | nej             | nej                        | nej                      |
    När antagning hålls 2018-06-01 med 1 plats och fröet ”2018-06”
    Så får Anna plats
    Och Bo är inte med i turordningen, eftersom utfallet är oavgjord
    Och Carin är inte med i turordningen, eftersom utfallet är inte behörig
    Och Bo får veta: ”Uppgifterna som saknas skulle kunna ge personen en plats.”
    Och Carin kan inte få plats, vad som än blir känt

  Scenario: Finns det fler platser än sökande får alla plats
    Platser hålls så långt det finns sökande. Ingen plats står tom medan någon väntar.

    Givet dessa personer som uppfyller alla kriterier i Malmökraften 1.0:
      | person | tid utan arbete | kön    | har ekonomiskt bistånd | har en funktionsnedsättning | tid i jobb- och utvecklingsgarantin räknad i dagar | har lämnat etableringsprogrammet | bedöms ha en lättare väg in på arbetsmarknaden |
      | Anna   | 24 månader      | kvinna | ja                     | nej                         | 500 dagar                                          | nej                              | nej                                            |
      | Britt  | 6 månader       | kvinna | nej                    | ja                          | 0 dagar                                            | ja                               | ja                                             |
      | Carl   | 36 månader      | man    | ja                     | nej                         | 900 dagar                                          | nej                              | nej                                            |
    När antagning hålls 2018-06-01 med 100 platser och fröet ”2018-06”
    Så får alla plats
    Och ingen väntar
    Och det hålls 50 platser för ”Har ekonomiskt bistånd” och 2 antagna räknas dit
    Och det hålls 20 platser för ”Har en funktionsnedsättning” och 1 antagen räknas dit
    Och det hålls 20 platser för ”Minst 450 dagar i jobb- och utvecklingsgarantin” och 2 antagna räknas dit
    Och det hålls 20 platser för ”Har lämnat etableringsprogrammet” och 1 antagen räknas dit
    Och det hålls 40 platser för ”Kvinnor” och 2 antagna räknas dit
    Och det hålls 60 platser för ”Män” och 1 antagen räknas dit
    Och det hålls 50 platser för ”Länge utan arbete” och 2 antagna räknas dit
    Och det hålls 50 platser för ”Bedöms ha en lättare väg in” och 1 antagen räknas dit
    Och ingen mer kan få plats, vad som än blir känt

  Scenario: En andel rundas nedåt till hela platser
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 1.0:
      | person | tid utan arbete | kön    |
      | Anna   | 60 månader      | kvinna |
      | Bo     | 48 månader      | man    |
    När antagning hålls 2018-06-01 med 1 plats och fröet ”2018-06”
    Så får Anna plats
    Och det hålls inga platser för ”Män” och ingen antagen räknas dit
    Och det hålls inga platser för ”Kvinnor” och 1 antagen räknas dit
