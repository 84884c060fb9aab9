Feature: The Work Guide helps those without a driving licence to work
  The same steps in English.

  Scenario Outline: Half a year without work and no driving licence
    Given a person who meets all criteria of The Work Guide
    But <what we know>
    When the decision is made on 2025-03-01
    Then the outcome is <outcome>

    Examples:
      | what we know                                         | outcome      |
      | time without work is 5 months                        | not eligible |
      | the person has no driving licence                    | eligible     |
      | it is unknown whether the person has a driving licence | undetermined |
      | the person takes part in Krami                       | excluded     |
