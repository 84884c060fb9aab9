# language: sv

Egenskap: Aktivitetscenter tar emot den som har oklar eller låg arbetsförmåga
  Samverkan vänder sig till Malmöbor som redan är kända hos Arbetsförmedlingen, Försäkringskassan
  eller arbetsmarknadsavdelningen i Malmö stad.

  Scenario: Den som uppfyller alla kriterier hör till målgruppen
    Givet en person som uppfyller alla kriterier i Aktivitetscenter
    När beslutet fattas 2020-06-15
    Så är utfallet behörig
    Och det finns inget skäl till avslag

  Abstrakt Scenario: Stödet är till för Malmöbor
    Givet en person som uppfyller alla kriterier i Aktivitetscenter
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Folkbokförd i Malmö” är <bedöms>

    Exempel:
      | vad vi vet      | bedöms        | utfall       |
      | kommun är Malmö | uppfyllt      | behörig      |
      | kommun är Lund  | inte uppfyllt | inte behörig |
      | kommun är okänd | okänt         | oavgjord     |

  Abstrakt Scenario: En handläggares bedömning av arbetsförmågan avgör
    Givet en person som uppfyller alla kriterier i Aktivitetscenter
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Har oklar eller låg arbetsförmåga” är <bedöms>

    Exempel:
      | vad vi vet                                                 | bedöms        | utfall       |
      | personen har oklar eller låg arbetsförmåga                 | uppfyllt      | behörig      |
      | personen har inte oklar eller låg arbetsförmåga            | inte uppfyllt | inte behörig |
      | det är okänt om personen har oklar eller låg arbetsförmåga | okänt         | oavgjord     |

  Abstrakt Scenario: Personen ska redan vara känd hos någon av parterna
    Givet en person som uppfyller alla kriterier i Aktivitetscenter
    Men svaret på om personen är inskriven hos Arbetsförmedlingen är <AF>
    Och svaret på om personen är inskriven hos arbetsmarknadsavdelningen i Malmö stad är <AMA>
    Och svaret på om personen har sjukpenning är <sjukp>
    Och svaret på om personen har rehabiliteringspenning är <rehab>
    Och svaret på om personen har aktivitetsersättning är <aktivitet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Känd hos Arbetsförmedlingen” är <hos AF>
    Och kriteriet ”Känd hos Försäkringskassan” är <hos FK>
    Och kriteriet ”Känd hos arbetsmarknadsavdelningen i Malmö stad” är <hos AMA>
    Och kriteriet ”Känd hos någon av parterna” är <hos någon>

    Exempel:
      | AF    | AMA   | sjukp | rehab | aktivitet | hos AF        | hos FK        | hos AMA       | hos någon     | utfall       |
      | ja    | nej   | nej   | nej   | nej       | uppfyllt      | inte uppfyllt | inte uppfyllt | uppfyllt      | behörig      |
      | nej   | ja    | nej   | nej   | nej       | inte uppfyllt | inte uppfyllt | uppfyllt      | uppfyllt      | behörig      |
      | nej   | nej   | ja    | nej   | nej       | inte uppfyllt | uppfyllt      | inte uppfyllt | uppfyllt      | behörig      |
      | nej   | nej   | nej   | ja    | nej       | inte uppfyllt | uppfyllt      | inte uppfyllt | uppfyllt      | behörig      |
      | nej   | nej   | nej   | nej   | ja        | inte uppfyllt | uppfyllt      | inte uppfyllt | uppfyllt      | behörig      |
      | nej   | nej   | nej   | nej   | nej       | inte uppfyllt | inte uppfyllt | inte uppfyllt | inte uppfyllt | inte behörig |
      | okänt | nej   | nej   | nej   | nej       | okänt         | inte uppfyllt | inte uppfyllt | okänt         | oavgjord     |
      | nej   | okänt | nej   | nej   | nej       | inte uppfyllt | inte uppfyllt | okänt         | okänt         | oavgjord     |
      | nej   | nej   | okänt | nej   | nej       | inte uppfyllt | okänt         | inte uppfyllt | okänt         | oavgjord     |
      | nej   | nej   | nej   | okänt | nej       | inte uppfyllt | okänt         | inte uppfyllt | okänt         | oavgjord     |
      | nej   | nej   | nej   | nej   | okänt     | inte uppfyllt | okänt         | inte uppfyllt | okänt         | oavgjord     |
