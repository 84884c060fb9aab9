# language: sv

Egenskap: Malmökraften 2.0 ger Malmöbor över 30 ett samlat stöd, 2020 till 2022
  Stödet är till för den som har varit utan arbete i minst ett år, behöver samordning och inte kan
  använda upphandlade tjänster. Vägen in går genom jobb- och utvecklingsgarantin eller sjukpenning.

  Scenario: Den som uppfyller alla kriterier och inget annat hindrar hör till målgruppen
    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    När beslutet fattas 2021-03-01
    Så är utfallet behörig
    Och det saknas ingen uppgift
    Och det finns inget skäl till avslag

  Abstrakt Scenario: Stödet är till för Malmöbor
    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men <vad vi vet>
    När beslutet fattas 2021-03-01
    Så är utfallet <utfall>
    Och kriteriet ”Folkbokförd i Malmö” är <bedöms>

    Exempel:
      | vad vi vet      | bedöms        | utfall       |
      | kommun är Malmö | uppfyllt      | behörig      |
      | kommun är Lund  | inte uppfyllt | inte behörig |
      | kommun är okänd | okänt         | oavgjord     |

  Abstrakt Scenario: Tid utan arbete räknas i hela månader, och tolv är nog
    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men <vad vi vet>
    När beslutet fattas 2021-03-01
    Så är utfallet <utfall>
    Och kriteriet ”Utan arbete i minst 12 månader” är <bedöms>

    Exempel:
      | vad vi vet                    | bedöms        | utfall       |
      | tid utan arbete är 11 månader | inte uppfyllt | inte behörig |
      | tid utan arbete är 12 månader | uppfyllt      | behörig      |
      | tid utan arbete är okänd      | okänt         | oavgjord     |

  Abstrakt Scenario: Den som kan använda upphandlade tjänster får sitt stöd där i stället
    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men <vad vi vet>
    När beslutet fattas 2021-03-01
    Så är utfallet <utfall>
    Och kriteriet ”Bedöms inte kunna tillgodogöra sig tjänster som Arbetsförmedlingen upphandlar” är <bedöms>

    Exempel:
      | vad vi vet                                                                               | bedöms        | utfall       |
      | personen kan inte tillgodogöra sig tjänster som Arbetsförmedlingen upphandlar            | uppfyllt      | behörig      |
      | personen kan tillgodogöra sig tjänster som Arbetsförmedlingen upphandlar                 | inte uppfyllt | inte behörig |
      | det är okänt om personen kan tillgodogöra sig tjänster som Arbetsförmedlingen upphandlar | okänt         | oavgjord     |

  Abstrakt Scenario: Stödet är till för den som behöver samordning och har nytta av gemensam planering
    Tid utan arbete räcker aldrig ensam: parterna ska ha bedömt att samordning behövs.

    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men <vad vi vet>
    När beslutet fattas 2021-03-01
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

  Abstrakt Scenario: Stödet är till för den som har fyllt 31 men inte 65
    Över 30 år läses som fyllda 31. Arbetsför ålder är 20 till och med 64 år.

    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men ålder är <ålder>
    När beslutet fattas 2021-03-01
    Så är utfallet <utfall>
    Och kriteriet ”Över 30 år” är <över 30>
    Och kriteriet ”I arbetsför ålder” är <arbetsför ålder>

    Exempel:
      | ålder | över 30       | arbetsför ålder | utfall       |
      | 19 år | inte uppfyllt | inte uppfyllt   | inte behörig |
      | 20 år | inte uppfyllt | uppfyllt        | inte behörig |
      | 30 år | inte uppfyllt | uppfyllt        | inte behörig |
      | 31 år | uppfyllt      | uppfyllt        | behörig      |
      | 64 år | uppfyllt      | uppfyllt        | behörig      |
      | 65 år | uppfyllt      | inte uppfyllt   | inte behörig |
      | okänd | okänt         | okänt           | oavgjord     |

  Abstrakt Scenario: Åldern räknas ut ur födelsedatum, och 31-årsdagen är den första dagen
    Är födelsedatum okänt gäller åldern som den är uppgiven.

    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men födelsedatum är <född>
    När beslutet fattas 2021-03-01
    Så är utfallet <utfall>
    Och kriteriet ”Över 30 år” är <bedöms>

    Exempel:
      | född       | bedöms        | utfall       |
      | 1990-03-01 | uppfyllt      | behörig      |
      | 1990-03-02 | inte uppfyllt | inte behörig |
      | okänt      | uppfyllt      | behörig      |

  Abstrakt Scenario: Jobb- och utvecklingsgarantin öppnar en ingång efter tolv månaders obruten inskrivning
    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men personen har inte sjukpenning
    Och svaret på om personen är inskriven i jobb- och utvecklingsgarantin är <garanti>
    Och obruten tid som inskriven hos Arbetsförmedlingen är <inskriven>
    När beslutet fattas 2021-03-01
    Så är utfallet <utfall>
    Och kriteriet ”I jobb- och utvecklingsgarantin och inskriven utan avbrott i minst 12 månader” är <bedöms>
    Och kriteriet ”Kommer in genom någon av ingångarna” är <bedöms>

    Exempel:
      | garanti | inskriven  | bedöms        | utfall       |
      | ja      | 12 månader | uppfyllt      | behörig      |
      | ja      | 11 månader | inte uppfyllt | inte behörig |
      | nej     | 12 månader | inte uppfyllt | inte behörig |
      | okänt   | 12 månader | okänt         | oavgjord     |
      | ja      | okänd      | okänt         | oavgjord     |

  Abstrakt Scenario: Sjukpenning öppnar en ingång för den som inte kan vara inskriven hos Arbetsförmedlingen
    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men personen är inte inskriven i jobb- och utvecklingsgarantin
    Och <vad vi vet>
    När beslutet fattas 2021-03-01
    Så är utfallet <utfall>
    Och kriteriet ”Har sjukpenning” är <bedöms>

    Exempel:
      | vad vi vet                               | bedöms        | utfall       |
      | personen har sjukpenning                 | uppfyllt      | behörig      |
      | personen har inte sjukpenning            | inte uppfyllt | inte behörig |
      | det är okänt om personen har sjukpenning | okänt         | oavgjord     |

  Scenario: Den som saknar ingång får veta att det är skälet
    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men personen har inte sjukpenning
    Och personen är inte inskriven i jobb- och utvecklingsgarantin
    När beslutet fattas 2021-03-01
    Så är utfallet inte behörig
    Och skälet är att ”Kommer in genom någon av ingångarna” inte är uppfyllt

  Abstrakt Scenario: Den som redan har en annan insats ska inte få två på samma gång
    Undantaget gäller bara så länge den andra insatsen pågår. Okänt är inte nej: någon måste svara först.

    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men <vad vi vet>
    När beslutet fattas 2021-03-10
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

  Abstrakt Scenario: Den som snart börjar arbeta behöver inte stödet
    Gränsen går en månad efter beslutsdagen, och den dagen räknas med. Den 31 januari är gränsen
    den sista februari. Ett skottår är det den 29.

    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men planerat startdatum för arbete är <start>
    När beslutet fattas <beslut>
    Så är utfallet <utfall>
    Och undantaget ”Börjar arbeta inom en månad” <gäller>

    Exempel:
      | beslut     | start      | gäller      | utfall     |
      | 2021-03-10 | 2021-03-09 | gäller      | undantagen |
      | 2021-03-10 | 2021-04-10 | gäller      | undantagen |
      | 2021-03-10 | 2021-04-11 | gäller inte | behörig    |
      | 2021-01-31 | 2021-02-28 | gäller      | undantagen |
      | 2021-01-31 | 2021-03-01 | gäller inte | behörig    |
      | 2020-01-31 | 2020-02-29 | gäller      | undantagen |
      | 2020-01-31 | 2020-03-01 | gäller inte | behörig    |
      | 2021-03-10 | okänt      | är okänt    | oavgjord   |

  Abstrakt Scenario: Den som snart börjar studera behöver inte stödet
    Gränsen går en månad efter beslutsdagen, och den dagen räknas med. Den 31 januari är gränsen
    den sista februari. Ett skottår är det den 29.

    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men planerat startdatum för studier är <start>
    När beslutet fattas <beslut>
    Så är utfallet <utfall>
    Och undantaget ”Börjar studera inom en månad” <gäller>

    Exempel:
      | beslut     | start      | gäller      | utfall     |
      | 2021-03-10 | 2021-03-09 | gäller      | undantagen |
      | 2021-03-10 | 2021-04-10 | gäller      | undantagen |
      | 2021-03-10 | 2021-04-11 | gäller inte | behörig    |
      | 2021-01-31 | 2021-02-28 | gäller      | undantagen |
      | 2021-01-31 | 2021-03-01 | gäller inte | behörig    |
      | 2020-01-31 | 2020-02-29 | gäller      | undantagen |
      | 2020-01-31 | 2020-03-01 | gäller inte | behörig    |
      | 2021-03-10 | okänt      | är okänt    | oavgjord   |

  Scenario: Den som inte har någon start planerad hindras inte
    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men planerat startdatum för arbete finns inte
    Och planerat startdatum för studier finns inte
    När beslutet fattas 2021-03-10
    Så är utfallet behörig
    Och undantaget ”Börjar arbeta inom en månad” gäller inte
    Och undantaget ”Börjar studera inom en månad” gäller inte

  Abstrakt Scenario: Den som deltog i Malmökraften 2.0 under 2022 skrivs inte in på nytt
    Det räcker att deltagandet pågick någon dag under 2022. Utan slutdatum räknas det som pågående.

    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men registrerade deltaganden är:
      | program   | utgåva   | startdatum | slutdatum |
      | <program> | <utgåva> | <från>     | <till>    |
    När beslutet fattas 2022-12-15
    Så är utfallet <utfall>
    Och undantaget ”Deltog i Malmökraften 2.0 under 2022” <gäller>

    Exempel:
      | program      | utgåva | från       | till       | gäller      | utfall     |
      | malmokraften | 2.0    | 2022-03-01 | 2022-09-30 | gäller      | undantagen |
      | malmokraften | 2.0    | 2021-06-01 | 2022-01-01 | gäller      | undantagen |
      | malmokraften | 2.0    | 2021-06-01 | 2021-12-31 | gäller inte | behörig    |
      | malmokraften | 2.0    | 2021-06-01 | inget      | gäller      | undantagen |
      | malmokraften | 2.0    | 2022-12-31 | inget      | gäller      | undantagen |
      | malmokraften | 2.0    | 2023-01-01 | inget      | gäller inte | behörig    |
      | malmokraften | 1.0    | 2019-06-01 | inget      | gäller inte | behörig    |
      | krami        | 2.0    | 2022-03-01 | 2022-09-30 | gäller inte | behörig    |
      | malmokraften | 2.0    | 2021-06-01 | okänt      | är okänt    | oavgjord   |
      | malmokraften | 2.0    | okänt      | 2022-09-30 | är okänt    | oavgjord   |
      | malmokraften | okänt  | 2022-03-01 | 2022-09-30 | är okänt    | oavgjord   |
      | okänt        | 2.0    | 2022-03-01 | 2022-09-30 | är okänt    | oavgjord   |

  Abstrakt Scenario: Utan registrerade deltaganden finns inget att hindras av
    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men <vad vi vet>
    När beslutet fattas 2022-12-15
    Så är utfallet <utfall>
    Och undantaget ”Deltog i Malmökraften 2.0 under 2022” <gäller>

    Exempel:
      | vad vi vet                                 | gäller      | utfall   |
      | personen har inga registrerade deltaganden | gäller inte | behörig  |
      | registrerade deltaganden är okända         | är okänt    | oavgjord |

  Scenario: Den som inte hör till målgruppen får det svaret, även om ett undantag också gäller
    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men kommun är Lund
    Och personen deltar i Krami
    När beslutet fattas 2021-03-01
    Så är utfallet inte behörig
    Och skälet är att ”Folkbokförd i Malmö” inte är uppfyllt
    Och undantaget ”Deltar i Krami” gäller

  Scenario: Ett undantag som gäller avgör, även om ett kriterium ännu är okänt
    Svaret blir nej hur det än är med kriteriet, så ingen behöver leta efter uppgiften.

    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men kommun är okänd
    Och personen deltar i Krami
    När beslutet fattas 2021-03-01
    Så är utfallet undantagen
    Och skälet är ”Deltar i Krami”
    Och kriteriet ”Folkbokförd i Malmö” är okänt

  Scenario: Ett kriterium som inte är uppfyllt avgör, även om resten är okänt
    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men kommun är Lund
    Och tid utan arbete är okänd
    Och det är okänt om personen deltar i Krami
    När beslutet fattas 2021-03-01
    Så är utfallet inte behörig
    Och det saknas ingen uppgift

  Scenario: Två skäl redovisas båda
    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men personen deltar i Krami
    Och personen deltar i Avanti
    När beslutet fattas 2021-03-01
    Så är utfallet undantagen
    Och skälen är ”Deltar i Avanti” och ”Deltar i Krami”

  Scenario: Den som ingen vet något om får inget nej
    Givet en person som ingenting är känt om i Malmökraften 2.0
    När beslutet fattas 2021-03-01
    Så är utfallet oavgjord
    Och det finns inget skäl till avslag
    Och det saknas bland annat uppgift om kommun, ålder och personen deltar i Krami

  Scenario: Det behövs en uppgift till, och den sägs vid namn
    Givet en person som uppfyller alla kriterier i Malmökraften 2.0
    Men det är okänt om personen deltar i Krami
    När beslutet fattas 2021-03-01
    Så är utfallet oavgjord
    Och det saknas uppgift om personen deltar i Krami

  Scenario: Lotten avgör turordningen, så att de som kommer in speglar garantin
    Givet dessa personer som uppfyller alla kriterier i Malmökraften 2.0:
      | person | tid utan arbete |
      | Anna   | 14 månader      |
      | Bo     | 36 månader      |
    När beslutet fattas 2021-03-01
    Så avgör lotten mellan Anna och Bo
