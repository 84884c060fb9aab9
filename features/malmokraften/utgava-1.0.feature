# language: sv

Egenskap: Malmökraften 1.0 samlar tre ingångar, 2018 och 2019
  Den första utgåvan har inga undantag. Den som kommer in genom någon av tre ingångar hör till
  målgruppen: jobb- och utvecklingsgarantin, vissa sjukskrivna, och unga med aktivitetsersättning.

  Abstrakt Scenario: Den som är inskriven i jobb- och utvecklingsgarantin kommer in den vägen
    Givet en person som ingenting är känt om i Malmökraften 1.0
    Men personen har inte sjukpenning
    Och personen har inte rehabiliteringspenning
    Och personen har inte aktivitetsersättning
    Och <vad vi vet>
    När beslutet fattas 2018-06-01
    Så är utfallet <utfall>
    Och kriteriet ”Inskriven i jobb- och utvecklingsgarantin” är <bedöms>
    Och kriteriet ”Kommer in genom någon av ingångarna” är <bedöms>

    Exempel:
      | vad vi vet                                                            | bedöms        | utfall       |
      | personen är inskriven i jobb- och utvecklingsgarantin                 | uppfyllt      | behörig      |
      | personen är inte inskriven i jobb- och utvecklingsgarantin            | inte uppfyllt | inte behörig |
      | det är okänt om personen är inskriven i jobb- och utvecklingsgarantin | okänt         | oavgjord     |

  Abstrakt Scenario: En sjukskrivning räcker inte, det ska också finnas ett behov av samordnat stöd
    Givet en person som ingenting är känt om i Malmökraften 1.0
    Men personen är inte inskriven i jobb- och utvecklingsgarantin
    Och personen har inte aktivitetsersättning
    Och svaret på om personen har sjukpenning är <sjukpenning>
    Och svaret på om personen har rehabiliteringspenning är <rehab>
    Och svaret på om personen har behov av samordnat stöd är <behov>
    När beslutet fattas 2018-06-01
    Så är utfallet <utfall>
    Och kriteriet ”Sjukskriven med behov av samordnat stöd” är <bedöms>

    Exempel:
      | sjukpenning | rehab | behov | bedöms        | utfall       |
      | ja          | nej   | ja    | uppfyllt      | behörig      |
      | nej         | ja    | ja    | uppfyllt      | behörig      |
      | nej         | nej   | ja    | inte uppfyllt | inte behörig |
      | ja          | nej   | nej   | inte uppfyllt | inte behörig |
      | ja          | nej   | okänt | okänt         | oavgjord     |
      | okänt       | nej   | ja    | okänt         | oavgjord     |
      | nej         | okänt | ja    | okänt         | oavgjord     |

  Abstrakt Scenario: Unga med aktivitetsersättning får stöd fram till 30-årsdagen
    Givet en person som ingenting är känt om i Malmökraften 1.0
    Men personen är inte inskriven i jobb- och utvecklingsgarantin
    Och personen har inte sjukpenning
    Och personen har inte rehabiliteringspenning
    Och svaret på om personen har aktivitetsersättning är <ersättning>
    Och ålder är <ålder>
    När beslutet fattas 2018-06-01
    Så är utfallet <utfall>
    Och kriteriet ”Ung med aktivitetsersättning” är <bedöms>

    Exempel:
      | ersättning | ålder | bedöms        | utfall       |
      | ja         | 29 år | uppfyllt      | behörig      |
      | ja         | 30 år | inte uppfyllt | inte behörig |
      | nej        | 29 år | inte uppfyllt | inte behörig |
      | okänt      | 29 år | okänt         | oavgjord     |
      | ja         | okänd | okänt         | oavgjord     |

  Abstrakt Scenario: Åldern räknas ut ur födelsedatum, och dagen före 30-årsdagen är den sista
    Givet en person som ingenting är känt om i Malmökraften 1.0
    Men personen är inte inskriven i jobb- och utvecklingsgarantin
    Och personen har inte sjukpenning
    Och personen har inte rehabiliteringspenning
    Och personen har aktivitetsersättning
    Och födelsedatum är <född>
    När beslutet fattas 2018-06-01
    Så är utfallet <utfall>

    Exempel:
      | född       | utfall       |
      | 1988-06-02 | behörig      |
      | 1988-06-01 | inte behörig |

  Abstrakt Scenario: Den som är född på skottdagen fyller år den 1 mars när året saknar skottdag
    Givet en person som ingenting är känt om i Malmökraften 1.0
    Men personen är inte inskriven i jobb- och utvecklingsgarantin
    Och personen har inte sjukpenning
    Och personen har inte rehabiliteringspenning
    Och personen har aktivitetsersättning
    Och födelsedatum är 1988-02-29
    När beslutet fattas <beslut>
    Så är utfallet <utfall>

    Exempel:
      | beslut     | utfall       |
      | 2018-02-28 | behörig      |
      | 2018-03-01 | inte behörig |

  Scenario: En ingång är nog, även om de andra är okända
    Givet en person som ingenting är känt om i Malmökraften 1.0
    Men personen är inskriven i jobb- och utvecklingsgarantin
    När beslutet fattas 2018-06-01
    Så är utfallet behörig
    Och det saknas ingen uppgift
    Och kriteriet ”Sjukskriven med behov av samordnat stöd” är okänt
    Och kriteriet ”Ung med aktivitetsersättning” är okänt

  Scenario: När ingen ingång är känd sägs vilka uppgifter som behövs
    Givet en person som ingenting är känt om i Malmökraften 1.0
    När beslutet fattas 2018-06-01
    Så är utfallet oavgjord
    Och det saknas bland annat uppgift om personen är inskriven i jobb- och utvecklingsgarantin och personen har sjukpenning

  Scenario: Den som har varit utan arbete längst går först när platserna är få
    Den vars tid är okänd står sist, tills någon har svarat.

    Givet dessa personer som uppfyller alla kriterier i Malmökraften 1.0:
      | person | tid utan arbete |
      | Anna   | 14 månader      |
      | Bo     | 36 månader      |
      | Carin  | okänd           |
    När beslutet fattas 2018-06-01
    Så är ordningen Bo, Anna, Carin
