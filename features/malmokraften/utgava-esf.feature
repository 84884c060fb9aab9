# language: sv

Egenskap: Malmökraften ESF drivs som ESF-projekt, september 2023 till december 2024
  Målgrupp och ingångar är desamma som tidigare under 2023. Den som deltog i Malmökraften 2.0 är
  inte längre undantagen, men den som deltar i ett annat ESF-projekt är det.

  Scenario: Den som uppfyller alla kriterier och inget annat hindrar hör till målgruppen
    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    När beslutet fattas 2024-03-10
    Så är utfallet behörig
    Och det saknas ingen uppgift
    Och det finns inget skäl till avslag

  Abstrakt Scenario: Stödet är till för Malmöbor
    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men <vad vi vet>
    När beslutet fattas 2024-03-10
    Så är utfallet <utfall>
    Och kriteriet ”Folkbokförd i Malmö” är <bedöms>

    Exempel:
      | vad vi vet      | bedöms        | utfall       |
      | kommun är Malmö | uppfyllt      | behörig      |
      | kommun är Lund  | inte uppfyllt | inte behörig |
      | kommun är okänd | okänt         | oavgjord     |

  Abstrakt Scenario: Tid utan arbete räknas i hela månader, och tolv är nog
    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men <vad vi vet>
    När beslutet fattas 2024-03-10
    Så är utfallet <utfall>
    Och kriteriet ”Utan arbete i minst 12 månader” är <bedöms>

    Exempel:
      | vad vi vet                    | bedöms        | utfall       |
      | tid utan arbete är 11 månader | inte uppfyllt | inte behörig |
      | tid utan arbete är 12 månader | uppfyllt      | behörig      |
      | tid utan arbete är okänd      | okänt         | oavgjord     |

  Abstrakt Scenario: Den som kan använda upphandlade tjänster får sitt stöd där i stället
    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men <vad vi vet>
    När beslutet fattas 2024-03-10
    Så är utfallet <utfall>
    Och kriteriet ”Bedöms inte kunna tillgodogöra sig tjänster som Arbetsförmedlingen upphandlar” är <bedöms>

    Exempel:
      | vad vi vet                                                                               | bedöms        | utfall       |
      | personen kan inte tillgodogöra sig tjänster som Arbetsförmedlingen upphandlar            | uppfyllt      | behörig      |
      | personen kan tillgodogöra sig tjänster som Arbetsförmedlingen upphandlar                 | inte uppfyllt | inte behörig |
      | det är okänt om personen kan tillgodogöra sig tjänster som Arbetsförmedlingen upphandlar | okänt         | oavgjord     |

  Abstrakt Scenario: Stödet är till för den som behöver samordning och har nytta av gemensam planering
    Tid utan arbete räcker aldrig ensam: parterna ska ha bedömt att samordning behövs.

    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men <vad vi vet>
    När beslutet fattas 2024-03-10
    Så är utfallet <utfall>
    Och kriteriet ”<kriterium>” är <bedöms>

    Exempel:
      | vad vi vet                                                                         | kriterium                                                 | bedöms        | utfall       |
      | personen har behov av samordnat stöd                                               | Har behov av samordnat stöd                               | uppfyllt      | behörig      |
      | personen har inte behov av samordnat stöd                                          | Har behov av samordnat stöd                               | inte uppfyllt | inte behörig |
      | det är okänt om personen har behov av samordnat stöd                               | Har behov av samordnat stöd                               | okänt         | oavgjord     |
      | personen har nytta av gemensam planering och förberedande insatser                 | Har nytta av gemensam planering och förberedande insatser | uppfyllt      | behörig      |
      | personen har inte nytta av gemensam planering och förberedande insatser            | Har nytta av gemensam planering och förberedande insatser | inte uppfyllt | inte behörig |
      | det är okänt om personen har nytta av gemensam planering och förberedande insatser | Har nytta av gemensam planering och förberedande insatser | okänt         | oavgjord     |

  Abstrakt Scenario: Stödet är till för den som är i arbetsför ålder
    Arbetsför ålder är 20 till och med 64 år. Via Försäkringskassan krävs ingen högre ålder än så.

    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men <vad vi vet>
    När beslutet fattas 2024-03-10
    Så är utfallet <utfall>
    Och kriteriet ”I arbetsför ålder” är <bedöms>

    Exempel:
      | vad vi vet        | bedöms        | utfall       |
      | personen är 19 år | inte uppfyllt | inte behörig |
      | personen är 20 år | uppfyllt      | behörig      |
      | personen är 64 år | uppfyllt      | behörig      |
      | personen är 65 år | inte uppfyllt | inte behörig |
      | ålder är okänd    | okänt         | oavgjord     |

  Abstrakt Scenario: Arbetsförmedlingens ingång är öppen för inskrivna som har fyllt 31
    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men personen har inte behov av arbetsförberedande insatser
    Och personen har inte ekonomiskt bistånd
    Och personen är inte inskriven hos arbetsmarknadsavdelningen i Malmö stad
    Och svaret på om personen är inskriven hos Arbetsförmedlingen är <inskriven>
    Och ålder är <ålder>
    När beslutet fattas 2024-03-10
    Så är utfallet <utfall>
    Och kriteriet ”Ingång genom Arbetsförmedlingen” är <bedöms>

    Exempel:
      | inskriven | ålder | bedöms        | utfall       |
      | ja        | 31 år | uppfyllt      | behörig      |
      | ja        | 30 år | inte uppfyllt | inte behörig |
      | nej       | 31 år | inte uppfyllt | inte behörig |
      | okänt     | 31 år | okänt         | oavgjord     |
      | ja        | okänd | okänt         | oavgjord     |

  Abstrakt Scenario: Malmö stads ingång är öppen redan från 30-årsdagen
    Personen ska ha ekonomiskt bistånd eller vara inskriven hos arbetsmarknadsavdelningen (AMA).

    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men personen har inte behov av arbetsförberedande insatser
    Och personen är inte inskriven hos Arbetsförmedlingen
    Och svaret på om personen har ekonomiskt bistånd är <bistånd>
    Och svaret på om personen är inskriven hos arbetsmarknadsavdelningen i Malmö stad är <AMA>
    Och ålder är <ålder>
    När beslutet fattas 2024-03-10
    Så är utfallet <utfall>
    Och kriteriet ”Ingång genom Malmö stad” är <bedöms>

    Exempel:
      | bistånd | AMA   | ålder | bedöms        | utfall       |
      | ja      | nej   | 30 år | uppfyllt      | behörig      |
      | nej     | ja    | 30 år | uppfyllt      | behörig      |
      | ja      | nej   | 29 år | inte uppfyllt | inte behörig |
      | nej     | nej   | 30 år | inte uppfyllt | inte behörig |
      | okänt   | nej   | 30 år | okänt         | oavgjord     |
      | nej     | okänt | 30 år | okänt         | oavgjord     |
      | ja      | nej   | okänd | okänt         | oavgjord     |

  Abstrakt Scenario: Försäkringskassans ingång är öppen för sjukskrivna och för den som har aktivitetsersättning
    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men personen är inte inskriven hos Arbetsförmedlingen
    Och personen har inte ekonomiskt bistånd
    Och personen är inte inskriven hos arbetsmarknadsavdelningen i Malmö stad
    Och svaret på om personen har sjukpenning är <sjukp>
    Och svaret på om personen har rehabiliteringspenning är <rehab>
    Och tid i pågående sjukskrivning är <sjukskriven>
    Och svaret på om personen har aktivitetsersättning är <aktivitet>
    När beslutet fattas 2024-03-10
    Så är utfallet <utfall>
    Och kriteriet ”Är sjukskriven” är <sjukskrivning>
    Och kriteriet ”Har aktivitetsersättning” är <ersättning>
    Och kriteriet ”Är sjukskriven eller har aktivitetsersättning” är <något av dem>
    Och kriteriet ”Ingång genom Försäkringskassan” är <något av dem>
    Och kriteriet ”Kommer in genom någon av ingångarna” är <något av dem>

    Exempel:
      | sjukp | rehab | sjukskriven | aktivitet | sjukskrivning | ersättning    | något av dem  | utfall       |
      | ja    | nej   | 0 dagar     | nej       | uppfyllt      | inte uppfyllt | uppfyllt      | behörig      |
      | nej   | ja    | 0 dagar     | nej       | uppfyllt      | inte uppfyllt | uppfyllt      | behörig      |
      | nej   | nej   | 1 dag       | nej       | uppfyllt      | inte uppfyllt | uppfyllt      | behörig      |
      | nej   | nej   | 0 dagar     | ja        | inte uppfyllt | uppfyllt      | uppfyllt      | behörig      |
      | nej   | nej   | 0 dagar     | nej       | inte uppfyllt | inte uppfyllt | inte uppfyllt | inte behörig |
      | nej   | nej   | okänd       | nej       | okänt         | inte uppfyllt | okänt         | oavgjord     |
      | okänt | nej   | 0 dagar     | nej       | okänt         | inte uppfyllt | okänt         | oavgjord     |
      | nej   | okänt | 0 dagar     | nej       | okänt         | inte uppfyllt | okänt         | oavgjord     |
      | nej   | nej   | 0 dagar     | okänt     | inte uppfyllt | okänt         | okänt         | oavgjord     |

  Abstrakt Scenario: Försäkringskassans ingång kräver behov av förberedelse, och att ingen behandling kommer emellan
    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men personen är inte inskriven hos Arbetsförmedlingen
    Och personen har inte ekonomiskt bistånd
    Och personen är inte inskriven hos arbetsmarknadsavdelningen i Malmö stad
    Och personen har sjukpenning
    Och svaret på om personen har behov av arbetsförberedande insatser är <behov>
    Och svaret på om personen har en pågående behandling eller aktivitet som gör en anvisning olämplig är <behandling>
    När beslutet fattas 2024-03-10
    Så är utfallet <utfall>
    Och kriteriet ”Har behov av arbetsförberedande insatser” är <förberedelse>
    Och kriteriet ”Har ingen pågående behandling eller aktivitet som gör en anvisning olämplig” är <inget hinder>

    Exempel:
      | behov | behandling | förberedelse  | inget hinder  | utfall       |
      | ja    | nej        | uppfyllt      | uppfyllt      | behörig      |
      | nej   | nej        | inte uppfyllt | uppfyllt      | inte behörig |
      | okänt | nej        | okänt         | uppfyllt      | oavgjord     |
      | ja    | ja         | uppfyllt      | inte uppfyllt | inte behörig |
      | ja    | okänt      | uppfyllt      | okänt         | oavgjord     |

  Scenario: Den som saknar ingång får veta att det är skälet
    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men personen har inte behov av arbetsförberedande insatser
    Och personen är inte inskriven hos Arbetsförmedlingen
    Och personen har inte ekonomiskt bistånd
    Och personen är inte inskriven hos arbetsmarknadsavdelningen i Malmö stad
    När beslutet fattas 2024-03-10
    Så är utfallet inte behörig
    Och skälet är att ”Kommer in genom någon av ingångarna” inte är uppfyllt

  Abstrakt Scenario: Den som redan har en annan insats ska inte få två på samma gång
    Undantaget gäller bara så länge den andra insatsen pågår. Okänt är inte nej: någon måste svara först.

    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men <vad vi vet>
    När beslutet fattas 2024-03-10
    Så är utfallet <utfall>
    Och undantaget ”<undantag>” <gäller>

    Exempel:
      | vad vi vet                                                                       | undantag                                                   | gäller      | utfall     |
      | personen deltar i Rusta och matcha                                               | Deltar i Rusta och matcha eller andra förmedlande tjänster | gäller      | undantagen |
      | personen deltar inte i Rusta och matcha                                          | Deltar i Rusta och matcha eller andra förmedlande tjänster | gäller inte | behörig    |
      | det är okänt om personen deltar i Rusta och matcha                               | Deltar i Rusta och matcha eller andra förmedlande tjänster | är okänt    | oavgjord   |
      | personen deltar i andra förmedlande tjänster än Rusta och matcha                 | Deltar i Rusta och matcha eller andra förmedlande tjänster | gäller      | undantagen |
      | personen deltar inte i andra förmedlande tjänster än Rusta och matcha            | Deltar i Rusta och matcha eller andra förmedlande tjänster | gäller inte | behörig    |
      | det är okänt om personen deltar i andra förmedlande tjänster än Rusta och matcha | Deltar i Rusta och matcha eller andra förmedlande tjänster | är okänt    | oavgjord   |
      | personen deltar i projektet Fram                                                 | Deltar i projektet Fram                                    | gäller      | undantagen |
      | personen deltar inte i projektet Fram                                            | Deltar i projektet Fram                                    | gäller inte | behörig    |
      | det är okänt om personen deltar i projektet Fram                                 | Deltar i projektet Fram                                    | är okänt    | oavgjord   |
      | personen deltar i Avanti                                                         | Deltar i Avanti                                            | gäller      | undantagen |
      | personen deltar inte i Avanti                                                    | Deltar i Avanti                                            | gäller inte | behörig    |
      | det är okänt om personen deltar i Avanti                                         | Deltar i Avanti                                            | är okänt    | oavgjord   |
      | personen deltar i arbetsmarknadsutbildning                                       | Deltar i arbetsmarknadsutbildning                          | gäller      | undantagen |
      | personen deltar inte i arbetsmarknadsutbildning                                  | Deltar i arbetsmarknadsutbildning                          | gäller inte | behörig    |
      | det är okänt om personen deltar i arbetsmarknadsutbildning                       | Deltar i arbetsmarknadsutbildning                          | är okänt    | oavgjord   |
      | personen deltar i Krami                                                          | Deltar i Krami                                             | gäller      | undantagen |
      | personen deltar inte i Krami                                                     | Deltar i Krami                                             | gäller inte | behörig    |
      | det är okänt om personen deltar i Krami                                          | Deltar i Krami                                             | är okänt    | oavgjord   |
      | personen har stöd genom SIUS                                                     | Har stöd genom SIUS                                        | gäller      | undantagen |
      | personen har inte stöd genom SIUS                                                | Har stöd genom SIUS                                        | gäller inte | behörig    |
      | det är okänt om personen har stöd genom SIUS                                     | Har stöd genom SIUS                                        | är okänt    | oavgjord   |
      | personen deltar i ett annat ESF-projekt                                          | Deltar i ett annat ESF-projekt                             | gäller      | undantagen |
      | personen deltar inte i ett annat ESF-projekt                                     | Deltar i ett annat ESF-projekt                             | gäller inte | behörig    |
      | det är okänt om personen deltar i ett annat ESF-projekt                          | Deltar i ett annat ESF-projekt                             | är okänt    | oavgjord   |

  Abstrakt Scenario: Den som snart börjar arbeta behöver inte stödet
    Gränsen går en månad efter beslutsdagen, och den dagen räknas med. Den 31 januari är gränsen
    den sista februari.

    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men planerat startdatum för arbete är <start>
    När beslutet fattas <beslut>
    Så är utfallet <utfall>
    Och undantaget ”Börjar arbeta inom en månad” <gäller>

    Exempel:
      | beslut     | start      | gäller      | utfall     |
      | 2024-03-10 | 2024-03-09 | gäller      | undantagen |
      | 2024-03-10 | 2024-04-10 | gäller      | undantagen |
      | 2024-03-10 | 2024-04-11 | gäller inte | behörig    |
      | 2024-01-31 | 2024-02-29 | gäller      | undantagen |
      | 2024-01-31 | 2024-03-01 | gäller inte | behörig    |
      | 2024-03-10 | okänt      | är okänt    | oavgjord   |

  Abstrakt Scenario: Den som snart börjar studera behöver inte stödet
    Gränsen går en månad efter beslutsdagen, och den dagen räknas med. Den 31 januari är gränsen
    den sista februari.

    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men planerat startdatum för studier är <start>
    När beslutet fattas <beslut>
    Så är utfallet <utfall>
    Och undantaget ”Börjar studera inom en månad” <gäller>

    Exempel:
      | beslut     | start      | gäller      | utfall     |
      | 2024-03-10 | 2024-03-09 | gäller      | undantagen |
      | 2024-03-10 | 2024-04-10 | gäller      | undantagen |
      | 2024-03-10 | 2024-04-11 | gäller inte | behörig    |
      | 2024-01-31 | 2024-02-29 | gäller      | undantagen |
      | 2024-01-31 | 2024-03-01 | gäller inte | behörig    |
      | 2024-03-10 | okänt      | är okänt    | oavgjord   |

  Scenario: Den som inte har någon start planerad hindras inte
    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men planerat startdatum för arbete finns inte
    Och planerat startdatum för studier finns inte
    När beslutet fattas 2024-03-10
    Så är utfallet behörig
    Och undantaget ”Börjar arbeta inom en månad” gäller inte
    Och undantaget ”Börjar studera inom en månad” gäller inte

  Scenario: Den som inte hör till målgruppen får det svaret, även om ett undantag också gäller
    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men kommun är Lund
    Och personen deltar i Krami
    När beslutet fattas 2024-03-10
    Så är utfallet inte behörig
    Och skälet är att ”Folkbokförd i Malmö” inte är uppfyllt
    Och undantaget ”Deltar i Krami” gäller

  Scenario: Ett undantag som gäller avgör, även om ett kriterium ännu är okänt
    Svaret blir nej hur det än är med kriteriet, så ingen behöver leta efter uppgiften.

    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men kommun är okänd
    Och personen deltar i Krami
    När beslutet fattas 2024-03-10
    Så är utfallet undantagen
    Och skälet är ”Deltar i Krami”
    Och kriteriet ”Folkbokförd i Malmö” är okänt

  Scenario: Ett kriterium som inte är uppfyllt avgör, även om resten är okänt
    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men kommun är Lund
    Och tid utan arbete är okänd
    Och det är okänt om personen deltar i Krami
    När beslutet fattas 2024-03-10
    Så är utfallet inte behörig
    Och det saknas ingen uppgift

  Scenario: Två skäl redovisas båda
    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men personen deltar i Krami
    Och personen deltar i Avanti
    När beslutet fattas 2024-03-10
    Så är utfallet undantagen
    Och skälen är ”Deltar i Avanti” och ”Deltar i Krami”

  Scenario: Den som ingen vet något om får inget nej
    Givet en person som ingenting är känt om i Malmökraften ESF
    När beslutet fattas 2024-03-10
    Så är utfallet oavgjord
    Och det finns inget skäl till avslag
    Och det saknas bland annat uppgift om kommun, ålder och personen deltar i Krami

  Abstrakt Scenario: Den som är över 30 och har ohälsa eller sammansatt problematik är av särskilt intresse
    Gruppen är inget krav: den går bara före när platserna är få.

    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men personen är <ålder> år
    Och svaret på om personen har en funktionsnedsättning är <nedsättning>
    Och svaret på om personen har dokumenterad ohälsa är <ohälsa>
    Och svaret på om personen har sammansatt problematik är <problematik>
    När beslutet fattas 2024-03-10
    Så är utfallet behörig
    Och faktorn ”Över 30 år med funktionsnedsättning, ohälsa eller sammansatt problematik” <poäng>

    Exempel:
      | ålder | nedsättning | ohälsa | problematik | poäng           |
      | 31    | ja          | nej    | nej         | ger 1 poäng     |
      | 31    | nej         | ja     | nej         | ger 1 poäng     |
      | 31    | nej         | nej    | ja          | ger 1 poäng     |
      | 31    | nej         | nej    | nej         | ger ingen poäng |
      | 30    | ja          | ja     | ja          | ger ingen poäng |
      | 31    | okänt       | nej    | nej         | kan ge 1 poäng  |
      | 31    | nej         | okänt  | nej         | kan ge 1 poäng  |
      | 31    | nej         | nej    | okänt       | kan ge 1 poäng  |

  Abstrakt Scenario: Kort utbildning ger företräde
    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men <vad vi vet>
    När beslutet fattas 2024-03-10
    Så är utfallet behörig
    Och faktorn ”Högst förgymnasial utbildning” <poäng>

    Exempel:
      | vad vi vet                                               | poäng           |
      | personen har slutförd gymnasieutbildning                 | ger ingen poäng |
      | personen saknar slutförd gymnasieutbildning              | ger 1 poäng     |
      | det är okänt om personen har slutförd gymnasieutbildning | kan ge 1 poäng  |

  Abstrakt Scenario: Kvinnor födda utomlands ges företräde
    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men kön är <kön>
    Och svaret på om personen är född utomlands är <född utomlands>
    När beslutet fattas 2024-03-10
    Så är utfallet behörig
    Och faktorn ”Kvinna född utomlands” <poäng>

    Exempel:
      | kön    | född utomlands | poäng           |
      | kvinna | ja             | ger 1 poäng     |
      | man    | ja             | ger ingen poäng |
      | kvinna | nej            | ger ingen poäng |
      | okänt  | ja             | kan ge 1 poäng  |
      | kvinna | okänt          | kan ge 1 poäng  |

  Scenario: Poängen läggs ihop, och det okända räknas som vad det högst kan bli
    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men personen är 45 år
    Och personen har en funktionsnedsättning
    Och personen saknar slutförd gymnasieutbildning
    Och personen är kvinna
    Och det är okänt om personen är född utomlands
    När beslutet fattas 2024-03-10
    Så är poängen 2
    Och poängen är högst 3

  Scenario: Flest poäng går först, och sedan den som har varit utan arbete längst
    Givet dessa personer som uppfyller alla kriterier i Malmökraften ESF:
      | person | har slutförd gymnasieutbildning | tid utan arbete |
      | Anna   | nej                             | 14 månader      |
      | Bo     | ja                              | 48 månader      |
      | Carin  | nej                             | 36 månader      |
    När beslutet fattas 2024-03-10
    Så är ordningen Carin, Anna, Bo

  Scenario: Att ha deltagit i Malmökraften 2.0 under 2022 är inte längre något hinder
    Givet en person som uppfyller alla kriterier i Malmökraften ESF
    Men registrerade deltaganden är:
      | program      | utgåva | startdatum | slutdatum  |
      | malmokraften | 2.0    | 2022-03-01 | 2022-09-30 |
    När beslutet fattas 2024-03-10
    Så är utfallet behörig
