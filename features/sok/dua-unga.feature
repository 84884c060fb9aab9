# language: sv

Egenskap: DUA unga når den som varken arbetar eller studerar
  Samverkan vänder sig till Malmöbor mellan 16 och 29 år som står utanför arbete och studier, eller
  arbetar mindre än de vill.

  Scenario: Den som uppfyller alla kriterier hör till målgruppen
    Givet en person som uppfyller alla kriterier i DUA unga
    När beslutet fattas 2020-06-15
    Så är utfallet behörig
    Och det finns inget skäl till avslag

  Abstrakt Scenario: Stödet är till för Malmöbor
    Givet en person som uppfyller alla kriterier i DUA unga
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Folkbokförd i Malmö” är <bedöms>

    Exempel:
      | vad vi vet      | bedöms        | utfall       |
      | kommun är Malmö | uppfyllt      | behörig      |
      | kommun är Lund  | inte uppfyllt | inte behörig |
      | kommun är okänd | okänt         | oavgjord     |

  Abstrakt Scenario: Stödet är till för unga mellan 16 och 29 år
    Stödet räcker fram till 30-årsdagen.

    Givet en person som uppfyller alla kriterier i DUA unga
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

  Abstrakt Scenario: Unga som står utanför, eller arbetar mindre än de vill, hör hit
    Givet en person som uppfyller alla kriterier i DUA unga
    Men svaret på om personen står utanför både arbete och studier är <står utanför>
    Och svaret på om personen är undersysselsatt är <arbetar för lite>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Varken arbetar eller studerar” är <utanför>
    Och kriteriet ”Är undersysselsatt” är <undersysselsatt>
    Och kriteriet ”Varken arbetar eller studerar, eller är undersysselsatt” är <något av dem>

    Exempel:
      | står utanför | arbetar för lite | utanför       | undersysselsatt | något av dem  | utfall       |
      | ja           | nej              | uppfyllt      | inte uppfyllt   | uppfyllt      | behörig      |
      | nej          | ja               | inte uppfyllt | uppfyllt        | uppfyllt      | behörig      |
      | nej          | nej              | inte uppfyllt | inte uppfyllt   | inte uppfyllt | inte behörig |
      | okänt        | nej              | okänt         | inte uppfyllt   | okänt         | oavgjord     |
      | nej          | okänt            | inte uppfyllt | okänt           | okänt         | oavgjord     |

  Abstrakt Scenario: Den som kommunen redan har ansvar för räknas inte hit
    Givet en person som uppfyller alla kriterier i DUA unga
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och undantaget ”Omfattas av det kommunala aktivitetsansvaret” <gäller>

    Exempel:
      | vad vi vet                                                            | gäller      | utfall     |
      | personen omfattas av det kommunala aktivitetsansvaret                 | gäller      | undantagen |
      | personen omfattas inte av det kommunala aktivitetsansvaret            | gäller inte | behörig    |
      | det är okänt om personen omfattas av det kommunala aktivitetsansvaret | är okänt    | oavgjord   |

  Scenario: Den som bor i en annan kommun får det svaret, även om aktivitetsansvaret också gäller
    Givet en person som uppfyller alla kriterier i DUA unga
    Men kommun är Lund
    Och personen omfattas av det kommunala aktivitetsansvaret
    När beslutet fattas 2020-06-15
    Så är utfallet inte behörig
    Och skälet är att ”Folkbokförd i Malmö” inte är uppfyllt
