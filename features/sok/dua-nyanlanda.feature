# language: sv

Egenskap: DUA nyanlända öppnar vägen till arbete och gymnasium
  Samverkan vänder sig till nyanlända, och till unga nyanlända som behöver slutföra gymnasiet.

  Scenario: Den som uppfyller alla kriterier hör till målgruppen
    Givet en person som uppfyller alla kriterier i DUA nyanlända
    När beslutet fattas 2020-06-15
    Så är utfallet behörig
    Och det finns inget skäl till avslag

  Abstrakt Scenario: Den första tiden i landet räknas till och med tre år
    Givet en person som uppfyller alla kriterier i DUA nyanlända
    Men personen är inte född utomlands
    Och tid sedan första uppehållstillståndet är <tid>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Nyanländ” är <bedöms>

    Exempel:
      | tid        | bedöms        | utfall       |
      | 36 månader | uppfyllt      | behörig      |
      | 37 månader | inte uppfyllt | inte behörig |
      | okänd      | okänt         | oavgjord     |

  Abstrakt Scenario: Unga som behöver slutföra gymnasiet får längre tid på sig
    Givet en person som uppfyller alla kriterier i DUA nyanlända
    Men tid sedan första uppehållstillståndet är 37 månader
    Och svaret på om personen är född utomlands är <utomlands>
    Och ålder är <ålder>
    Och svaret på om personen behöver slutföra en gymnasieutbildning är <behov>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Nyanländ 16–24 år som behöver slutföra en gymnasieutbildning” är <bedöms>

    Exempel:
      | utomlands | ålder | behov | bedöms        | utfall       |
      | ja        | 16 år | ja    | uppfyllt      | behörig      |
      | ja        | 24 år | ja    | uppfyllt      | behörig      |
      | ja        | 15 år | ja    | inte uppfyllt | inte behörig |
      | ja        | 25 år | ja    | inte uppfyllt | inte behörig |
      | nej       | 16 år | ja    | inte uppfyllt | inte behörig |
      | ja        | 16 år | nej   | inte uppfyllt | inte behörig |
      | okänt     | 16 år | ja    | okänt         | oavgjord     |
      | ja        | okänd | ja    | okänt         | oavgjord     |
      | ja        | 16 år | okänt | okänt         | oavgjord     |

  Scenario: Den som varken är nyanländ eller ung får veta båda skälen
    Givet en person som uppfyller alla kriterier i DUA nyanlända
    Men tid sedan första uppehållstillståndet är 37 månader
    Och personen är 25 år
    När beslutet fattas 2020-06-15
    Så är utfallet inte behörig
    Och skälen är att ”Nyanländ” och ”Nyanländ 16–24 år som behöver slutföra en gymnasieutbildning” inte är uppfyllda

  Scenario: Bostadsorten spelar ingen roll
    Givet en person som uppfyller alla kriterier i DUA nyanlända
    Men kommun är Lund
    När beslutet fattas 2020-06-15
    Så är utfallet behörig
