# language: sv

Egenskap: Vad som räknas i Stockholmskraften
  Målen är inte uttryckta i tal. Deltagarna räknas, efter kön och efter de grupper som går före.

  Abstrakt Scenario: Deltagare ur grupperna som går före
    Givet en deltagare i Stockholmskraften
    Och svaret på om personen <uppgift> är <svar>
    När resultaten räknas för 2025-01-01 till 2025-12-31
    Så <bedöms> <mått>

    Exempel:
      | uppgift                                                                   | svar  | bedöms                              | mått                                |
      | hade mer än 24 månader i jobb- och utvecklingsgarantin vid inskrivningen  | ja    | personen räknas som                 | participants_job_guarantee          |
      | hade mer än 24 månader i jobb- och utvecklingsgarantin vid inskrivningen  | nej   | personen räknas inte som            | participants_job_guarantee          |
      | hade mer än 24 månader i jobb- och utvecklingsgarantin vid inskrivningen  | okänt | det är okänt om personen räknas som | participants_job_guarantee          |
      | hade mer än 12 månader med ekonomiskt bistånd utan plan vid inskrivningen | ja    | personen räknas som                 | participants_assistance_no_plan     |
      | hade mer än 12 månader med ekonomiskt bistånd utan plan vid inskrivningen | nej   | personen räknas inte som            | participants_assistance_no_plan     |
      | bodde i ett område med hög arbetslöshet vid inskrivningen                 | ja    | personen räknas som                 | participants_high_unemployment_area |
      | bodde i ett område med hög arbetslöshet vid inskrivningen                 | nej   | personen räknas inte som            | participants_high_unemployment_area |
