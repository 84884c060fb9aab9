# language: sv

Egenskap: Yrkes-SFI förenar svenska med ett yrke
  Samverkan vänder sig till den som studerar SFI och siktar på ett av de yrken som erbjuds.

  Scenario: Den som uppfyller alla kriterier hör till målgruppen
    Givet en person som uppfyller alla kriterier i Yrkes-SFI
    När beslutet fattas 2020-06-15
    Så är utfallet behörig
    Och det finns inget skäl till avslag

  Abstrakt Scenario: Vägen till yrket börjar i SFI
    Givet en person som uppfyller alla kriterier i Yrkes-SFI
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Studerar SFI” är <bedöms>

    Exempel:
      | vad vi vet                            | bedöms        | utfall       |
      | personen studerar SFI                 | uppfyllt      | behörig      |
      | personen studerar inte SFI            | inte uppfyllt | inte behörig |
      | det är okänt om personen studerar SFI | okänt         | oavgjord     |

  Abstrakt Scenario: Personens eget mål avgör om yrket passar
    Givet en person som uppfyller alla kriterier i Yrkes-SFI
    Men <vad vi vet>
    När beslutet fattas 2020-06-15
    Så är utfallet <utfall>
    Och kriteriet ”Siktar på ett yrke som utbildningen erbjuder” är <bedöms>

    Exempel:
      | vad vi vet                                                            | bedöms        | utfall       |
      | personen siktar på ett yrke som utbildningen erbjuder                 | uppfyllt      | behörig      |
      | personen siktar inte på ett yrke som utbildningen erbjuder            | inte uppfyllt | inte behörig |
      | det är okänt om personen siktar på ett yrke som utbildningen erbjuder | okänt         | oavgjord     |

  Scenario: Bostadsorten spelar ingen roll
    Givet en person som uppfyller alla kriterier i Yrkes-SFI
    Men kommun är Lund
    När beslutet fattas 2020-06-15
    Så är utfallet behörig
