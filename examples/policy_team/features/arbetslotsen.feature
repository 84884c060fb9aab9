# language: sv

Egenskap: Arbetslotsen hjälper den som saknar körkort till arbete
  Stegen är desamma för alla regelverk. Den egna uppgiften ”har ett körkort” behövde inga nya steg.

  Abstrakt Scenario: Ett halvår utan arbete och inget körkort
    Givet en person som uppfyller alla kriterier i Arbetslotsen
    Men <vad vi vet>
    När beslutet fattas 2025-03-01
    Så är utfallet <utfall>

    Exempel:
      | vad vi vet                               | utfall       |
      | tid utan arbete är 5 månader             | inte behörig |
      | tid utan arbete är 6 månader             | behörig      |
      | tid utan arbete är okänd                 | oavgjord     |
      | personen har ett körkort                 | inte behörig |
      | personen har inget körkort               | behörig      |
      | det är okänt om personen har ett körkort | oavgjord     |

  Scenario: Den som redan deltar i Krami får sitt stöd där
    Givet en person som uppfyller alla kriterier i Arbetslotsen
    Och det är okänt om personen har ett körkort
    Men personen deltar i Krami
    När beslutet fattas 2025-03-01
    Så är utfallet undantagen
    Och skälet är krami
