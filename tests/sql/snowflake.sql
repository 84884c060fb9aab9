/* Malmökraften 2.0 (malmokraften@2.0), 2021-03-01, 10312170137103d4 */
WITH "GIVEN" AS (
  SELECT
    "PERSON_ID" AS "_PERSON_ID",
    "MUNICIPALITY",
    "AGE",
    "BIRTH_DATE",
    "MONTHS_WITHOUT_WORK",
    "CAN_USE_PROCURED_SERVICES",
    "NEEDS_COORDINATION",
    "BENEFITS_FROM_JOINT_PLANNING",
    "IN_JOB_GUARANTEE",
    "AF_REGISTERED_MONTHS",
    "RECEIVES_SICKNESS_BENEFIT",
    "PARTICIPATIONS__UNKNOWN",
    "STARTS_STUDIES_ON",
    "STARTS_STUDIES_ON__UNKNOWN",
    "STARTS_WORK_ON",
    "STARTS_WORK_ON__UNKNOWN",
    "IN_KROM",
    "IN_BROKERING_SERVICES",
    "IN_FRAM",
    "IN_AVANTI",
    "IN_AUB",
    "IN_KRAMI",
    "HAS_SIUS"
  FROM "AF"."PEOPLE"
), "FACTS" AS (
  SELECT
    "GIVEN"."_PERSON_ID" AS "_PERSON_ID",
    COLLATE("GIVEN"."MUNICIPALITY", '') AS "MUNICIPALITY",
    "GIVEN"."AGE" AS "_GIVEN_AGE",
    "GIVEN"."BIRTH_DATE" AS "BIRTH_DATE",
    "GIVEN"."MONTHS_WITHOUT_WORK" AS "MONTHS_WITHOUT_WORK",
    "GIVEN"."CAN_USE_PROCURED_SERVICES" AS "CAN_USE_PROCURED_SERVICES",
    "GIVEN"."NEEDS_COORDINATION" AS "NEEDS_COORDINATION",
    "GIVEN"."BENEFITS_FROM_JOINT_PLANNING" AS "BENEFITS_FROM_JOINT_PLANNING",
    "GIVEN"."IN_JOB_GUARANTEE" AS "IN_JOB_GUARANTEE",
    "GIVEN"."AF_REGISTERED_MONTHS" AS "AF_REGISTERED_MONTHS",
    "GIVEN"."RECEIVES_SICKNESS_BENEFIT" AS "RECEIVES_SICKNESS_BENEFIT",
    NOT COALESCE(NOT "GIVEN"."PARTICIPATIONS__UNKNOWN", FALSE) AS "_UNKNOWN_PARTICIPATIONS",
    "GIVEN"."STARTS_STUDIES_ON" AS "STARTS_STUDIES_ON",
    CASE
      WHEN "GIVEN"."STARTS_STUDIES_ON" IS NOT NULL
      THEN FALSE
      WHEN NOT COALESCE("GIVEN"."STARTS_STUDIES_ON__UNKNOWN", FALSE)
      THEN TRUE
    END AS "_NONE_STARTS_STUDIES_ON",
    "GIVEN"."STARTS_WORK_ON" AS "STARTS_WORK_ON",
    CASE
      WHEN "GIVEN"."STARTS_WORK_ON" IS NOT NULL
      THEN FALSE
      WHEN NOT COALESCE("GIVEN"."STARTS_WORK_ON__UNKNOWN", FALSE)
      THEN TRUE
    END AS "_NONE_STARTS_WORK_ON",
    "GIVEN"."IN_KROM" AS "IN_KROM",
    "GIVEN"."IN_BROKERING_SERVICES" AS "IN_BROKERING_SERVICES",
    "GIVEN"."IN_FRAM" AS "IN_FRAM",
    "GIVEN"."IN_AVANTI" AS "IN_AVANTI",
    "GIVEN"."IN_AUB" AS "IN_AUB",
    "GIVEN"."IN_KRAMI" AS "IN_KRAMI",
    "GIVEN"."HAS_SIUS" AS "HAS_SIUS",
    COALESCE(
      (
        (
          SELECT
            MAX(
              CASE
                WHEN NOT LENGTH("_R"."PROGRAMME") <= 1000
                OR NOT LENGTH("_R"."EDITION") <= 1000
                OR NOT (
                  "_R"."STARTED_ON" BETWEEN CAST('1800-01-01' AS DATE) AND CAST('2299-12-31' AS DATE)
                  AND "_R"."STARTED_ON" = CAST("_R"."STARTED_ON" AS DATE)
                )
                OR NOT (
                  "_R"."ENDED_ON" BETWEEN CAST('1800-01-01' AS DATE) AND CAST('2299-12-31' AS DATE)
                  AND "_R"."ENDED_ON" = CAST("_R"."ENDED_ON" AS DATE)
                )
                THEN 1
                ELSE 0
              END
            )
          FROM "AF"."PARTICIPATIONS" AS "_R"
          WHERE
            "_R"."PERSON_ID" = "GIVEN"."_PERSON_ID"
        ) > 0
        OR (
          SELECT
            COUNT(*)
          FROM "AF"."PARTICIPATIONS" AS "_R"
          WHERE
            "_R"."PERSON_ID" = "GIVEN"."_PERSON_ID"
        ) > 1000
      )
      OR NOT LENGTH("GIVEN"."MUNICIPALITY") <= 1000
      OR NOT (
        "GIVEN"."AGE" BETWEEN 0 AND 130 AND "GIVEN"."AGE" = FLOOR("GIVEN"."AGE")
      )
      OR NOT (
        "GIVEN"."BIRTH_DATE" BETWEEN CAST('1800-01-01' AS DATE) AND CAST('2299-12-31' AS DATE)
        AND "GIVEN"."BIRTH_DATE" = CAST("GIVEN"."BIRTH_DATE" AS DATE)
      )
      OR NOT (
        "GIVEN"."MONTHS_WITHOUT_WORK" BETWEEN 0 AND 1200
        AND "GIVEN"."MONTHS_WITHOUT_WORK" = FLOOR("GIVEN"."MONTHS_WITHOUT_WORK")
      )
      OR NOT (
        "GIVEN"."AF_REGISTERED_MONTHS" BETWEEN 0 AND 1200
        AND "GIVEN"."AF_REGISTERED_MONTHS" = FLOOR("GIVEN"."AF_REGISTERED_MONTHS")
      )
      OR (
        NOT (
          "GIVEN"."STARTS_STUDIES_ON" BETWEEN CAST('1800-01-01' AS DATE) AND CAST('2299-12-31' AS DATE)
          AND "GIVEN"."STARTS_STUDIES_ON" = CAST("GIVEN"."STARTS_STUDIES_ON" AS DATE)
        )
        OR (
          "GIVEN"."STARTS_STUDIES_ON" IS NOT NULL
          AND COALESCE("GIVEN"."STARTS_STUDIES_ON__UNKNOWN", FALSE)
        )
      )
      OR (
        NOT (
          "GIVEN"."STARTS_WORK_ON" BETWEEN CAST('1800-01-01' AS DATE) AND CAST('2299-12-31' AS DATE)
          AND "GIVEN"."STARTS_WORK_ON" = CAST("GIVEN"."STARTS_WORK_ON" AS DATE)
        )
        OR (
          "GIVEN"."STARTS_WORK_ON" IS NOT NULL
          AND COALESCE("GIVEN"."STARTS_WORK_ON__UNKNOWN", FALSE)
        )
      ),
      FALSE
    ) AS "_WRONG" /* a value does not fit its fact: no decision */
  FROM "GIVEN"
), "WORKED_OUT" AS (
  SELECT
    "FACTS".*,
    COALESCE(
      "FACTS"."_GIVEN_AGE",
      CAST(CAST(TRUNC(
        CAST((
          24255 - (
            (
              DATE_PART(YEAR, "FACTS"."BIRTH_DATE") * 12
            ) + DATE_PART(MONTH, "FACTS"."BIRTH_DATE")
          )
        ) + CASE
          WHEN CAST('2021-03-01' AS DATE) >= "FACTS"."BIRTH_DATE"
          AND 1 < DATE_PART(DAY, "FACTS"."BIRTH_DATE")
          THEN -1
          WHEN CAST('2021-03-01' AS DATE) < "FACTS"."BIRTH_DATE"
          AND 1 > DATE_PART(DAY, "FACTS"."BIRTH_DATE")
          THEN 1
          ELSE 0
        END AS BIGINT) / 12
      ) AS BIGINT) AS BIGINT)
    ) AS "AGE"
  FROM "FACTS"
), "RULES" AS (
  SELECT
    "WORKED_OUT"."_PERSON_ID" AS "_PERSON_ID",
    COALESCE("WORKED_OUT"."_WRONG" OR NOT "WORKED_OUT"."AGE" BETWEEN 0 AND 130, FALSE) AS "_WRONG",
    "WORKED_OUT"."IN_JOB_GUARANTEE" AS "_FACT_IN_JOB_GUARANTEE",
    "WORKED_OUT"."AF_REGISTERED_MONTHS" AS "_FACT_AF_REGISTERED_MONTHS",
    "WORKED_OUT"."IN_KROM" AS "_FACT_IN_KROM",
    "WORKED_OUT"."IN_BROKERING_SERVICES" AS "_FACT_IN_BROKERING_SERVICES",
    "WORKED_OUT"."MUNICIPALITY" = 'Malmö' AS "RESIDENT_IN_MALMO", /* resident_in_malmo: Folkbokförd i Malmö */
    "WORKED_OUT"."AGE" BETWEEN 20 AND 64 AS "WORKING_AGE", /* working_age: I arbetsför ålder */
    "WORKED_OUT"."AGE" > 30 AS "OVER_30", /* over_30: Över 30 år */
    "WORKED_OUT"."MONTHS_WITHOUT_WORK" >= 12 AS "WITHOUT_WORK_12_MONTHS", /* without_work_12_months: Utan arbete i minst 12 månader */
    NOT "WORKED_OUT"."CAN_USE_PROCURED_SERVICES" AS "NOT_FOR_PROCURED_SERVICES", /* not_for_procured_services: Bedöms inte kunna tillgodogöra sig tjänster som Arbetsförmedlingen upphandlar */
    "WORKED_OUT"."NEEDS_COORDINATION" AS "NEEDS_COORDINATION", /* needs_coordination: Har behov av samordnat stöd */
    "WORKED_OUT"."BENEFITS_FROM_JOINT_PLANNING" AS "BENEFITS_FROM_JOINT_PLANNING", /* benefits_from_joint_planning: Har nytta av gemensam planering och förberedande insatser */
    "WORKED_OUT"."IN_JOB_GUARANTEE" AND "WORKED_OUT"."AF_REGISTERED_MONTHS" >= 12 AS "JOB_GUARANTEE", /* job_guarantee: I jobb- och utvecklingsgarantin och inskriven utan avbrott i minst 12 månader */
    "WORKED_OUT"."RECEIVES_SICKNESS_BENEFIT" AS "SICKNESS_BENEFIT", /* sickness_benefit: Har sjukpenning */
    NULLIF(
      CASE
        WHEN NOT "WORKED_OUT"."_UNKNOWN_PARTICIPATIONS"
        THEN COALESCE(
          (
            SELECT
              MAX(
                COALESCE(
                  CAST(COLLATE("_R2"."PROGRAMME", '') = 'malmokraften'
                  AND COLLATE("_R2"."EDITION", '') = '2.0'
                  AND "_R2"."STARTED_ON" <= CAST('2022-12-31' AS DATE)
                  AND (
                    "_R2"."ENDED_ON" IS NULL
                    OR (
                      "_R2"."ENDED_ON" >= CAST('2022-01-01' AS DATE) AND "_R2"."ENDED_ON" IS NOT NULL
                    )
                  ) AS INT) * 2,
                  1
                )
              )
            FROM "AF"."PARTICIPATIONS" AS "_R2"
            WHERE
              "_R2"."PERSON_ID" = "WORKED_OUT"."_PERSON_ID"
          ),
          0
        )
      END,
      1
    ) = 2 AS "MK2_IN_2022", /* mk2_in_2022: Deltog i Malmökraften 2.0 under 2022 */
    NOT "WORKED_OUT"."_NONE_STARTS_STUDIES_ON"
    AND (
      "WORKED_OUT"."STARTS_STUDIES_ON" <= CAST('2021-04-01' AS DATE)
      AND NOT "WORKED_OUT"."_NONE_STARTS_STUDIES_ON"
    ) AS "STUDIES_WITHIN_MONTH", /* studies_within_month: Börjar studera inom en månad */
    NOT "WORKED_OUT"."_NONE_STARTS_WORK_ON"
    AND (
      "WORKED_OUT"."STARTS_WORK_ON" <= CAST('2021-04-01' AS DATE)
      AND NOT "WORKED_OUT"."_NONE_STARTS_WORK_ON"
    ) AS "WORK_WITHIN_MONTH", /* work_within_month: Börjar arbeta inom en månad */
    "WORKED_OUT"."IN_KROM" OR "WORKED_OUT"."IN_BROKERING_SERVICES" AS "KROM", /* krom: Deltar i Rusta och matcha eller andra förmedlande tjänster */
    "WORKED_OUT"."IN_FRAM" AS "FRAM", /* fram: Deltar i projektet Fram */
    "WORKED_OUT"."IN_AVANTI" AS "AVANTI", /* avanti: Deltar i Avanti */
    "WORKED_OUT"."IN_AUB" AS "AUB", /* aub: Deltar i arbetsmarknadsutbildning */
    "WORKED_OUT"."IN_KRAMI" AS "KRAMI", /* krami: Deltar i Krami */
    "WORKED_OUT"."HAS_SIUS" AS "SIUS" /* sius: Har stöd genom SIUS */
  FROM "WORKED_OUT"
), "GROUPS" AS (
  SELECT
    "RULES".*,
    "RULES"."JOB_GUARANTEE" OR "RULES"."SICKNESS_BENEFIT" AS "TRACK", /* track: Kommer in genom någon av ingångarna */
    "RULES"."RESIDENT_IN_MALMO"
    AND "RULES"."WORKING_AGE"
    AND "RULES"."OVER_30"
    AND "RULES"."WITHOUT_WORK_12_MONTHS"
    AND "RULES"."NOT_FOR_PROCURED_SERVICES"
    AND "RULES"."NEEDS_COORDINATION"
    AND "RULES"."BENEFITS_FROM_JOINT_PLANNING"
    AND (
      "RULES"."JOB_GUARANTEE" OR "RULES"."SICKNESS_BENEFIT"
    ) AS "_TARGET_GROUP"
  FROM "RULES"
), "DECIDED" AS (
  SELECT
    "GROUPS".*,
    CASE
      WHEN "GROUPS"."_WRONG"
      THEN NULL
      WHEN NOT "GROUPS"."_TARGET_GROUP"
      THEN 'not_eligible'
      WHEN "GROUPS"."MK2_IN_2022"
      OR "GROUPS"."STUDIES_WITHIN_MONTH"
      OR "GROUPS"."WORK_WITHIN_MONTH"
      OR "GROUPS"."KROM"
      OR "GROUPS"."FRAM"
      OR "GROUPS"."AVANTI"
      OR "GROUPS"."AUB"
      OR "GROUPS"."KRAMI"
      OR "GROUPS"."SIUS"
      THEN 'excluded'
      WHEN "GROUPS"."_TARGET_GROUP" IS NULL
      OR "GROUPS"."MK2_IN_2022" IS NULL
      OR "GROUPS"."STUDIES_WITHIN_MONTH" IS NULL
      OR "GROUPS"."WORK_WITHIN_MONTH" IS NULL
      OR "GROUPS"."KROM" IS NULL
      OR "GROUPS"."FRAM" IS NULL
      OR "GROUPS"."AVANTI" IS NULL
      OR "GROUPS"."AUB" IS NULL
      OR "GROUPS"."KRAMI" IS NULL
      OR "GROUPS"."SIUS" IS NULL
      THEN 'undetermined'
      ELSE 'eligible'
    END AS "_OUTCOME"
  FROM "GROUPS"
)
SELECT
  "DECIDED"."_PERSON_ID" AS "PERSON_ID",
  "DECIDED"."_OUTCOME" AS "OUTCOME",
  CASE
    WHEN "DECIDED"."_OUTCOME" IS NOT NULL
    THEN ARRAY_CONSTRUCT_COMPACT(
      CASE WHEN NOT "DECIDED"."RESIDENT_IN_MALMO" THEN 'resident_in_malmo' END,
      CASE WHEN NOT "DECIDED"."WORKING_AGE" THEN 'working_age' END,
      CASE WHEN NOT "DECIDED"."OVER_30" THEN 'over_30' END,
      CASE WHEN NOT "DECIDED"."WITHOUT_WORK_12_MONTHS" THEN 'without_work_12_months' END,
      CASE
        WHEN NOT "DECIDED"."NOT_FOR_PROCURED_SERVICES"
        THEN 'not_for_procured_services'
      END,
      CASE WHEN NOT "DECIDED"."NEEDS_COORDINATION" THEN 'needs_coordination' END,
      CASE
        WHEN NOT "DECIDED"."BENEFITS_FROM_JOINT_PLANNING"
        THEN 'benefits_from_joint_planning'
      END,
      CASE WHEN NOT "DECIDED"."TRACK" THEN 'track' END,
      CASE WHEN NOT "DECIDED"."JOB_GUARANTEE" THEN 'job_guarantee' END,
      CASE WHEN NOT "DECIDED"."SICKNESS_BENEFIT" THEN 'sickness_benefit' END
    )
  END AS "NOT_MET",
  CASE
    WHEN "DECIDED"."_OUTCOME" IS NOT NULL
    THEN ARRAY_CONSTRUCT_COMPACT(
      CASE WHEN "DECIDED"."MK2_IN_2022" THEN 'mk2_in_2022' END,
      CASE WHEN "DECIDED"."STUDIES_WITHIN_MONTH" THEN 'studies_within_month' END,
      CASE WHEN "DECIDED"."WORK_WITHIN_MONTH" THEN 'work_within_month' END,
      CASE WHEN "DECIDED"."KROM" THEN 'krom' END,
      CASE WHEN "DECIDED"."FRAM" THEN 'fram' END,
      CASE WHEN "DECIDED"."AVANTI" THEN 'avanti' END,
      CASE WHEN "DECIDED"."AUB" THEN 'aub' END,
      CASE WHEN "DECIDED"."KRAMI" THEN 'krami' END,
      CASE WHEN "DECIDED"."SIUS" THEN 'sius' END
    )
  END AS "EXCLUSIONS",
  CASE
    WHEN "DECIDED"."_OUTCOME" = 'undetermined'
    THEN ARRAY_CONSTRUCT_COMPACT(
      CASE
        WHEN "DECIDED"."_TARGET_GROUP" IS NULL AND "DECIDED"."RESIDENT_IN_MALMO" IS NULL
        THEN 'municipality'
      END,
      CASE
        WHEN "DECIDED"."_TARGET_GROUP" IS NULL
        AND (
          "DECIDED"."WORKING_AGE" IS NULL OR "DECIDED"."OVER_30" IS NULL
        )
        THEN 'age'
      END,
      CASE
        WHEN "DECIDED"."_TARGET_GROUP" IS NULL AND "DECIDED"."WITHOUT_WORK_12_MONTHS" IS NULL
        THEN 'months_without_work'
      END,
      CASE
        WHEN "DECIDED"."_TARGET_GROUP" IS NULL
        AND "DECIDED"."NOT_FOR_PROCURED_SERVICES" IS NULL
        THEN 'can_use_procured_services'
      END,
      CASE
        WHEN "DECIDED"."_TARGET_GROUP" IS NULL AND "DECIDED"."NEEDS_COORDINATION" IS NULL
        THEN 'needs_coordination'
      END,
      CASE
        WHEN "DECIDED"."_TARGET_GROUP" IS NULL
        AND "DECIDED"."BENEFITS_FROM_JOINT_PLANNING" IS NULL
        THEN 'benefits_from_joint_planning'
      END,
      CASE
        WHEN "DECIDED"."_TARGET_GROUP" IS NULL
        AND (
          "DECIDED"."TRACK" IS NULL
          AND (
            "DECIDED"."JOB_GUARANTEE" IS NULL AND "DECIDED"."_FACT_IN_JOB_GUARANTEE" IS NULL
          )
        )
        THEN 'in_job_guarantee'
      END,
      CASE
        WHEN "DECIDED"."_TARGET_GROUP" IS NULL
        AND (
          "DECIDED"."TRACK" IS NULL
          AND (
            "DECIDED"."JOB_GUARANTEE" IS NULL
            AND "DECIDED"."_FACT_AF_REGISTERED_MONTHS" IS NULL
          )
        )
        THEN 'af_registered_months'
      END,
      CASE
        WHEN "DECIDED"."_TARGET_GROUP" IS NULL
        AND (
          "DECIDED"."TRACK" IS NULL AND "DECIDED"."SICKNESS_BENEFIT" IS NULL
        )
        THEN 'receives_sickness_benefit'
      END,
      CASE WHEN "DECIDED"."MK2_IN_2022" IS NULL THEN 'participations' END,
      CASE WHEN "DECIDED"."STUDIES_WITHIN_MONTH" IS NULL THEN 'starts_studies_on' END,
      CASE WHEN "DECIDED"."WORK_WITHIN_MONTH" IS NULL THEN 'starts_work_on' END,
      CASE
        WHEN "DECIDED"."KROM" IS NULL AND "DECIDED"."_FACT_IN_KROM" IS NULL
        THEN 'in_krom'
      END,
      CASE
        WHEN "DECIDED"."KROM" IS NULL AND "DECIDED"."_FACT_IN_BROKERING_SERVICES" IS NULL
        THEN 'in_brokering_services'
      END,
      CASE WHEN "DECIDED"."FRAM" IS NULL THEN 'in_fram' END,
      CASE WHEN "DECIDED"."AVANTI" IS NULL THEN 'in_avanti' END,
      CASE WHEN "DECIDED"."AUB" IS NULL THEN 'in_aub' END,
      CASE WHEN "DECIDED"."KRAMI" IS NULL THEN 'in_krami' END,
      CASE WHEN "DECIDED"."SIUS" IS NULL THEN 'has_sius' END
    )
    WHEN "DECIDED"."_OUTCOME" IS NOT NULL
    THEN ARRAY_CONSTRUCT_COMPACT()
  END AS "MISSING",
  CASE WHEN "DECIDED"."_OUTCOME" IS NOT NULL THEN 0 END AS "POINTS",
  CASE WHEN "DECIDED"."_OUTCOME" IS NOT NULL THEN 0 END AS "POINTS_AT_MOST"
FROM "DECIDED"
