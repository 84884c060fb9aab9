# language: sv

Egenskap: Samstart hjälper unga med funktionsnedsättning från skola till arbete
  Samverkan vänder sig till unga i Arbetsförmedlingens uppdrag om övergång från skola till arbete.

  Scenario: Den som uppfyller alla kriterier hör till målgruppen
    Givet en person som uppfyller alla kriterier i Samstart
    När beslutet fattas 2020-06-15
    Så är utfallet behörig
    Och det finns inget skäl till avslag

  Abstrakt Scenario: Stödet är till för unga mellan 16 och 29 år
    Stödet räcker fram till 30-årsdagen.

    Givet en person som uppfyller alla kriterier i Samstart
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Mellan 16 och 29 år” är <bedöms>

    Exempel:
      | vad vi vet        | bedöms        | utfall       |
      | personen är 15 år | inte uppfyllt | inte behörig |
      | personen är 16 år | uppfyllt      | behörig      |
      | personen är 29 år | uppfyllt      | behörig      |
      | personen är 30 år | inte uppfyllt | inte behörig |
      | ålder är okänd    | okänt         | oavgjord     |

  Abstrakt Scenario: Stödet är till för den som har en funktionsnedsättning
    Givet en person som uppfyller alla kriterier i Samstart
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Har en funktionsnedsättning” är <bedöms>

    Exempel:
      | vad vi vet                                           | bedöms        | utfall       |
      | personen har en funktionsnedsättning                 | uppfyllt      | behörig      |
      | personen har ingen funktionsnedsättning              | inte uppfyllt | inte behörig |
      | det är okänt om personen har en funktionsnedsättning | okänt         | oavgjord     |

  Abstrakt Scenario: Stödet hör till övergången från skola till arbete
    Givet en person som uppfyller alla kriterier i Samstart
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Omfattas av Arbetsförmedlingens uppdrag om övergång från skola till arbete” är <bedöms>

    Exempel:
      | vad vi vet                                                                                          | bedöms        | utfall       |
      | personen omfattas av Arbetsförmedlingens uppdrag om övergång från skola till arbete                 | uppfyllt      | behörig      |
      | personen omfattas inte av Arbetsförmedlingens uppdrag om övergång från skola till arbete            | inte uppfyllt | inte behörig |
      | det är okänt om personen omfattas av Arbetsförmedlingens uppdrag om övergång från skola till arbete | okänt         | oavgjord     |

  Scenario: Bostadsorten spelar ingen roll
    Givet en person som uppfyller alla kriterier i Samstart
    Men kommun är Lund
    När beslutet fattas 2020-06-15
    Så är utfallet behörig
