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
    "GIVEN"."MUNICIPALITY" COLLATE BINARY AS "MUNICIPALITY",
    "GIVEN"."AGE" AS "_GIVEN_AGE",
    "GIVEN"."BIRTH_DATE" AS "BIRTH_DATE",
    "GIVEN"."MONTHS_WITHOUT_WORK" AS "MONTHS_WITHOUT_WORK",
    CASE
      WHEN "GIVEN"."CAN_USE_PROCURED_SERVICES" IN (0, 1)
      THEN "GIVEN"."CAN_USE_PROCURED_SERVICES"
    END AS "CAN_USE_PROCURED_SERVICES",
    CASE
      WHEN "GIVEN"."NEEDS_COORDINATION" IN (0, 1)
      THEN "GIVEN"."NEEDS_COORDINATION"
    END AS "NEEDS_COORDINATION",
    CASE
      WHEN "GIVEN"."BENEFITS_FROM_JOINT_PLANNING" IN (0, 1)
      THEN "GIVEN"."BENEFITS_FROM_JOINT_PLANNING"
    END AS "BENEFITS_FROM_JOINT_PLANNING",
    CASE WHEN "GIVEN"."IN_JOB_GUARANTEE" IN (0, 1) THEN "GIVEN"."IN_JOB_GUARANTEE" END AS "IN_JOB_GUARANTEE",
    "GIVEN"."AF_REGISTERED_MONTHS" AS "AF_REGISTERED_MONTHS",
    CASE
      WHEN "GIVEN"."RECEIVES_SICKNESS_BENEFIT" IN (0, 1)
      THEN "GIVEN"."RECEIVES_SICKNESS_BENEFIT"
    END AS "RECEIVES_SICKNESS_BENEFIT",
    CASE
      WHEN NOT (
        CASE WHEN NOT "GIVEN"."PARTICIPATIONS__UNKNOWN" = 1 THEN 1 ELSE 0 END
      ) = 1
      THEN 1
      WHEN (
        CASE WHEN NOT "GIVEN"."PARTICIPATIONS__UNKNOWN" = 1 THEN 1 ELSE 0 END
      ) = 1
      THEN 0
    END AS "_UNKNOWN_PARTICIPATIONS",
    "GIVEN"."STARTS_STUDIES_ON" AS "STARTS_STUDIES_ON",
    CASE
      WHEN "GIVEN"."STARTS_STUDIES_ON" IS NOT NULL
      THEN 0
      WHEN NOT (
        CASE WHEN "GIVEN"."STARTS_STUDIES_ON__UNKNOWN" = 1 THEN 1 ELSE 0 END
      ) = 1
      THEN 1
    END AS "_NONE_STARTS_STUDIES_ON",
    "GIVEN"."STARTS_WORK_ON" AS "STARTS_WORK_ON",
    CASE
      WHEN "GIVEN"."STARTS_WORK_ON" IS NOT NULL
      THEN 0
      WHEN NOT (
        CASE WHEN "GIVEN"."STARTS_WORK_ON__UNKNOWN" = 1 THEN 1 ELSE 0 END
      ) = 1
      THEN 1
    END AS "_NONE_STARTS_WORK_ON",
    CASE WHEN "GIVEN"."IN_KROM" IN (0, 1) THEN "GIVEN"."IN_KROM" END AS "IN_KROM",
    CASE
      WHEN "GIVEN"."IN_BROKERING_SERVICES" IN (0, 1)
      THEN "GIVEN"."IN_BROKERING_SERVICES"
    END AS "IN_BROKERING_SERVICES",
    CASE WHEN "GIVEN"."IN_FRAM" IN (0, 1) THEN "GIVEN"."IN_FRAM" END AS "IN_FRAM",
    CASE WHEN "GIVEN"."IN_AVANTI" IN (0, 1) THEN "GIVEN"."IN_AVANTI" END AS "IN_AVANTI",
    CASE WHEN "GIVEN"."IN_AUB" IN (0, 1) THEN "GIVEN"."IN_AUB" END AS "IN_AUB",
    CASE WHEN "GIVEN"."IN_KRAMI" IN (0, 1) THEN "GIVEN"."IN_KRAMI" END AS "IN_KRAMI",
    CASE WHEN "GIVEN"."HAS_SIUS" IN (0, 1) THEN "GIVEN"."HAS_SIUS" END AS "HAS_SIUS",
    (
      CASE
        WHEN (
          (
            SELECT
              MAX(
                CASE
                  WHEN NOT LENGTH("_R"."PROGRAMME") <= 1000
                  OR NOT LENGTH("_R"."EDITION") <= 1000
                  OR NOT (
                    "_R"."STARTED_ON" BETWEEN TO_DATE('1800-01-01', 'YYYY-MM-DD') AND TO_DATE('2299-12-31', 'YYYY-MM-DD')
                    AND "_R"."STARTED_ON" = TRUNC("_R"."STARTED_ON")
                  )
                  OR NOT (
                    "_R"."ENDED_ON" BETWEEN TO_DATE('1800-01-01', 'YYYY-MM-DD') AND TO_DATE('2299-12-31', 'YYYY-MM-DD')
                    AND "_R"."ENDED_ON" = TRUNC("_R"."ENDED_ON")
                  )
                  THEN 1
                  ELSE 0
                END
              )
            FROM "AF"."PARTICIPATIONS" "_R"
            WHERE
              "_R"."PERSON_ID" = "GIVEN"."_PERSON_ID"
          ) > 0
          OR (
            SELECT
              COUNT(*)
            FROM "AF"."PARTICIPATIONS" "_R"
            WHERE
              "_R"."PERSON_ID" = "GIVEN"."_PERSON_ID"
          ) > 1000
        )
        OR NOT LENGTH("GIVEN"."MUNICIPALITY") <= 1000
        OR NOT (
          "GIVEN"."AGE" BETWEEN 0 AND 130 AND "GIVEN"."AGE" = FLOOR("GIVEN"."AGE")
        )
        OR NOT (
          "GIVEN"."BIRTH_DATE" BETWEEN TO_DATE('1800-01-01', 'YYYY-MM-DD') AND TO_DATE('2299-12-31', 'YYYY-MM-DD')
          AND "GIVEN"."BIRTH_DATE" = TRUNC("GIVEN"."BIRTH_DATE")
        )
        OR NOT (
          "GIVEN"."MONTHS_WITHOUT_WORK" BETWEEN 0 AND 1200
          AND "GIVEN"."MONTHS_WITHOUT_WORK" = FLOOR("GIVEN"."MONTHS_WITHOUT_WORK")
        )
        OR NOT "GIVEN"."CAN_USE_PROCURED_SERVICES" IN (0, 1)
        OR NOT "GIVEN"."NEEDS_COORDINATION" IN (0, 1)
        OR NOT "GIVEN"."BENEFITS_FROM_JOINT_PLANNING" IN (0, 1)
        OR NOT "GIVEN"."IN_JOB_GUARANTEE" IN (0, 1)
        OR NOT (
          "GIVEN"."AF_REGISTERED_MONTHS" BETWEEN 0 AND 1200
          AND "GIVEN"."AF_REGISTERED_MONTHS" = FLOOR("GIVEN"."AF_REGISTERED_MONTHS")
        )
        OR NOT "GIVEN"."RECEIVES_SICKNESS_BENEFIT" IN (0, 1)
        OR (
          NOT (
            "GIVEN"."STARTS_STUDIES_ON" BETWEEN TO_DATE('1800-01-01', 'YYYY-MM-DD') AND TO_DATE('2299-12-31', 'YYYY-MM-DD')
            AND "GIVEN"."STARTS_STUDIES_ON" = TRUNC("GIVEN"."STARTS_STUDIES_ON")
          )
          OR (
            "GIVEN"."STARTS_STUDIES_ON" IS NOT NULL
            AND (
              CASE WHEN "GIVEN"."STARTS_STUDIES_ON__UNKNOWN" = 1 THEN 1 ELSE 0 END
            ) = 1
          )
        )
        OR (
          NOT (
            "GIVEN"."STARTS_WORK_ON" BETWEEN TO_DATE('1800-01-01', 'YYYY-MM-DD') AND TO_DATE('2299-12-31', 'YYYY-MM-DD')
            AND "GIVEN"."STARTS_WORK_ON" = TRUNC("GIVEN"."STARTS_WORK_ON")
          )
          OR (
            "GIVEN"."STARTS_WORK_ON" IS NOT NULL
            AND (
              CASE WHEN "GIVEN"."STARTS_WORK_ON__UNKNOWN" = 1 THEN 1 ELSE 0 END
            ) = 1
          )
        )
        OR NOT "GIVEN"."IN_KROM" IN (0, 1)
        OR NOT "GIVEN"."IN_BROKERING_SERVICES" IN (0, 1)
        OR NOT "GIVEN"."IN_FRAM" IN (0, 1)
        OR NOT "GIVEN"."IN_AVANTI" IN (0, 1)
        OR NOT "GIVEN"."IN_AUB" IN (0, 1)
        OR NOT "GIVEN"."IN_KRAMI" IN (0, 1)
        OR NOT "GIVEN"."HAS_SIUS" IN (0, 1)
        THEN 1
        ELSE 0
      END
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
              EXTRACT(YEAR FROM "FACTS"."BIRTH_DATE") * 12
            ) + EXTRACT(MONTH FROM "FACTS"."BIRTH_DATE")
          )
        ) + CASE
          WHEN TO_DATE('2021-03-01', 'YYYY-MM-DD') >= "FACTS"."BIRTH_DATE"
          AND 1 < EXTRACT(DAY FROM "FACTS"."BIRTH_DATE")
          THEN -1
          WHEN TO_DATE('2021-03-01', 'YYYY-MM-DD') < "FACTS"."BIRTH_DATE"
          AND 1 > EXTRACT(DAY FROM "FACTS"."BIRTH_DATE")
          THEN 1
          ELSE 0
        END AS INT) / 12
      ) AS INT) AS INT)
    ) AS "AGE"
  FROM "FACTS"
), "RULES" AS (
  SELECT
    "WORKED_OUT"."_PERSON_ID" AS "_PERSON_ID",
    (
      CASE
        WHEN "WORKED_OUT"."_WRONG" = 1 OR NOT "WORKED_OUT"."AGE" BETWEEN 0 AND 130
        THEN 1
        ELSE 0
      END
    ) AS "_WRONG",
    "WORKED_OUT"."IN_JOB_GUARANTEE" AS "_FACT_IN_JOB_GUARANTEE",
    "WORKED_OUT"."AF_REGISTERED_MONTHS" AS "_FACT_AF_REGISTERED_MONTHS",
    "WORKED_OUT"."IN_KROM" AS "_FACT_IN_KROM",
    "WORKED_OUT"."IN_BROKERING_SERVICES" AS "_FACT_IN_BROKERING_SERVICES",
    CASE
      WHEN "WORKED_OUT"."MUNICIPALITY" = 'Malmö'
      THEN 1
      WHEN NOT "WORKED_OUT"."MUNICIPALITY" = 'Malmö'
      THEN 0
    END AS "RESIDENT_IN_MALMO", /* resident_in_malmo: Folkbokförd i Malmö */
    CASE
      WHEN "WORKED_OUT"."AGE" BETWEEN 20 AND 64
      THEN 1
      WHEN NOT "WORKED_OUT"."AGE" BETWEEN 20 AND 64
      THEN 0
    END AS "WORKING_AGE", /* working_age: I arbetsför ålder */
    CASE WHEN "WORKED_OUT"."AGE" > 30 THEN 1 WHEN NOT "WORKED_OUT"."AGE" > 30 THEN 0 END AS "OVER_30", /* over_30: Över 30 år */
    CASE
      WHEN "WORKED_OUT"."MONTHS_WITHOUT_WORK" >= 12
      THEN 1
      WHEN NOT "WORKED_OUT"."MONTHS_WITHOUT_WORK" >= 12
      THEN 0
    END AS "WITHOUT_WORK_12_MONTHS", /* without_work_12_months: Utan arbete i minst 12 månader */
    CASE
      WHEN NOT "WORKED_OUT"."CAN_USE_PROCURED_SERVICES" = 1
      THEN 1
      WHEN "WORKED_OUT"."CAN_USE_PROCURED_SERVICES" = 1
      THEN 0
    END AS "NOT_FOR_PROCURED_SERVICES", /* not_for_procured_services: Bedöms inte kunna tillgodogöra sig tjänster som Arbetsförmedlingen upphandlar */
    "WORKED_OUT"."NEEDS_COORDINATION" AS "NEEDS_COORDINATION", /* needs_coordination: Har behov av samordnat stöd */
    "WORKED_OUT"."BENEFITS_FROM_JOINT_PLANNING" AS "BENEFITS_FROM_JOINT_PLANNING", /* benefits_from_joint_planning: Har nytta av gemensam planering och förberedande insatser */
    CASE
      WHEN "WORKED_OUT"."IN_JOB_GUARANTEE" = 1 AND "WORKED_OUT"."AF_REGISTERED_MONTHS" >= 12
      THEN 1
      WHEN NOT (
        "WORKED_OUT"."IN_JOB_GUARANTEE" = 1 AND "WORKED_OUT"."AF_REGISTERED_MONTHS" >= 12
      )
      THEN 0
    END AS "JOB_GUARANTEE", /* job_guarantee: I jobb- och utvecklingsgarantin och inskriven utan avbrott i minst 12 månader */
    "WORKED_OUT"."RECEIVES_SICKNESS_BENEFIT" AS "SICKNESS_BENEFIT", /* sickness_benefit: Har sjukpenning */
    CASE
      WHEN NULLIF(
        CASE
          WHEN NOT "WORKED_OUT"."_UNKNOWN_PARTICIPATIONS" = 1
          THEN COALESCE(
            (
              SELECT
                MAX(
                  CASE
                    WHEN "_R2"."PROGRAMME" COLLATE BINARY = 'malmokraften'
                    AND "_R2"."EDITION" COLLATE BINARY = '2.0'
                    AND "_R2"."STARTED_ON" <= TO_DATE('2022-12-31', 'YYYY-MM-DD')
                    AND (
                      "_R2"."ENDED_ON" IS NULL
                      OR (
                        "_R2"."ENDED_ON" >= TO_DATE('2022-01-01', 'YYYY-MM-DD')
                        AND "_R2"."ENDED_ON" IS NOT NULL
                      )
                    )
                    THEN 2
                    WHEN NOT (
                      "_R2"."PROGRAMME" COLLATE BINARY = 'malmokraften'
                      AND "_R2"."EDITION" COLLATE BINARY = '2.0'
                      AND "_R2"."STARTED_ON" <= TO_DATE('2022-12-31', 'YYYY-MM-DD')
                      AND (
                        "_R2"."ENDED_ON" IS NULL
                        OR (
                          "_R2"."ENDED_ON" >= TO_DATE('2022-01-01', 'YYYY-MM-DD')
                          AND "_R2"."ENDED_ON" IS NOT NULL
                        )
                      )
                    )
                    THEN 0
                    ELSE 1
                  END
                )
              FROM "AF"."PARTICIPATIONS" "_R2"
              WHERE
                "_R2"."PERSON_ID" = "WORKED_OUT"."_PERSON_ID"
            ),
            0
          )
        END,
        1
      ) = 2
      THEN 1
      WHEN NOT NULLIF(
        CASE
          WHEN NOT "WORKED_OUT"."_UNKNOWN_PARTICIPATIONS" = 1
          THEN COALESCE(
            (
              SELECT
                MAX(
                  CASE
                    WHEN "_R2"."PROGRAMME" COLLATE BINARY = 'malmokraften'
                    AND "_R2"."EDITION" COLLATE BINARY = '2.0'
                    AND "_R2"."STARTED_ON" <= TO_DATE('2022-12-31', 'YYYY-MM-DD')
                    AND (
                      "_R2"."ENDED_ON" IS NULL
                      OR (
                        "_R2"."ENDED_ON" >= TO_DATE('2022-01-01', 'YYYY-MM-DD')
                        AND "_R2"."ENDED_ON" IS NOT NULL
                      )
                    )
                    THEN 2
                    WHEN NOT (
                      "_R2"."PROGRAMME" COLLATE BINARY = 'malmokraften'
                      AND "_R2"."EDITION" COLLATE BINARY = '2.0'
                      AND "_R2"."STARTED_ON" <= TO_DATE('2022-12-31', 'YYYY-MM-DD')
                      AND (
                        "_R2"."ENDED_ON" IS NULL
                        OR (
                          "_R2"."ENDED_ON" >= TO_DATE('2022-01-01', 'YYYY-MM-DD')
                          AND "_R2"."ENDED_ON" IS NOT NULL
                        )
                      )
                    )
                    THEN 0
                    ELSE 1
                  END
                )
              FROM "AF"."PARTICIPATIONS" "_R2"
              WHERE
                "_R2"."PERSON_ID" = "WORKED_OUT"."_PERSON_ID"
            ),
            0
          )
        END,
        1
      ) = 2
      THEN 0
    END AS "MK2_IN_2022", /* mk2_in_2022: Deltog i Malmökraften 2.0 under 2022 */
    CASE
      WHEN NOT "WORKED_OUT"."_NONE_STARTS_STUDIES_ON" = 1
      AND (
        "WORKED_OUT"."STARTS_STUDIES_ON" <= TO_DATE('2021-04-01', 'YYYY-MM-DD')
        AND NOT "WORKED_OUT"."_NONE_STARTS_STUDIES_ON" = 1
      )
      THEN 1
      WHEN NOT (
        NOT "WORKED_OUT"."_NONE_STARTS_STUDIES_ON" = 1
        AND (
          "WORKED_OUT"."STARTS_STUDIES_ON" <= TO_DATE('2021-04-01', 'YYYY-MM-DD')
          AND NOT "WORKED_OUT"."_NONE_STARTS_STUDIES_ON" = 1
        )
      )
      THEN 0
    END AS "STUDIES_WITHIN_MONTH", /* studies_within_month: Börjar studera inom en månad */
    CASE
      WHEN NOT "WORKED_OUT"."_NONE_STARTS_WORK_ON" = 1
      AND (
        "WORKED_OUT"."STARTS_WORK_ON" <= TO_DATE('2021-04-01', 'YYYY-MM-DD')
        AND NOT "WORKED_OUT"."_NONE_STARTS_WORK_ON" = 1
      )
      THEN 1
      WHEN NOT (
        NOT "WORKED_OUT"."_NONE_STARTS_WORK_ON" = 1
        AND (
          "WORKED_OUT"."STARTS_WORK_ON" <= TO_DATE('2021-04-01', 'YYYY-MM-DD')
          AND NOT "WORKED_OUT"."_NONE_STARTS_WORK_ON" = 1
        )
      )
      THEN 0
    END AS "WORK_WITHIN_MONTH", /* work_within_month: Börjar arbeta inom en månad */
    CASE
      WHEN "WORKED_OUT"."IN_KROM" = 1 OR "WORKED_OUT"."IN_BROKERING_SERVICES" = 1
      THEN 1
      WHEN NOT (
        "WORKED_OUT"."IN_KROM" = 1 OR "WORKED_OUT"."IN_BROKERING_SERVICES" = 1
      )
      THEN 0
    END AS "KROM", /* krom: Deltar i Rusta och matcha eller andra förmedlande tjänster */
    "WORKED_OUT"."IN_FRAM" AS "FRAM", /* fram: Deltar i projektet Fram */
    "WORKED_OUT"."IN_AVANTI" AS "AVANTI", /* avanti: Deltar i Avanti */
    "WORKED_OUT"."IN_AUB" AS "AUB", /* aub: Deltar i arbetsmarknadsutbildning */
    "WORKED_OUT"."IN_KRAMI" AS "KRAMI", /* krami: Deltar i Krami */
    "WORKED_OUT"."HAS_SIUS" AS "SIUS" /* sius: Har stöd genom SIUS */
  FROM "WORKED_OUT"
), "GROUPS" AS (
  SELECT
    "RULES".*,
    CASE
      WHEN "RULES"."JOB_GUARANTEE" = 1 OR "RULES"."SICKNESS_BENEFIT" = 1
      THEN 1
      WHEN NOT (
        "RULES"."JOB_GUARANTEE" = 1 OR "RULES"."SICKNESS_BENEFIT" = 1
      )
      THEN 0
    END AS "TRACK", /* track: Kommer in genom någon av ingångarna */
    CASE
      WHEN "RULES"."RESIDENT_IN_MALMO" = 1
      AND "RULES"."WORKING_AGE" = 1
      AND "RULES"."OVER_30" = 1
      AND "RULES"."WITHOUT_WORK_12_MONTHS" = 1
      AND "RULES"."NOT_FOR_PROCURED_SERVICES" = 1
      AND "RULES"."NEEDS_COORDINATION" = 1
      AND "RULES"."BENEFITS_FROM_JOINT_PLANNING" = 1
      AND (
        "RULES"."JOB_GUARANTEE" = 1 OR "RULES"."SICKNESS_BENEFIT" = 1
      )
      THEN 1
      WHEN NOT (
        "RULES"."RESIDENT_IN_MALMO" = 1
        AND "RULES"."WORKING_AGE" = 1
        AND "RULES"."OVER_30" = 1
        AND "RULES"."WITHOUT_WORK_12_MONTHS" = 1
        AND "RULES"."NOT_FOR_PROCURED_SERVICES" = 1
        AND "RULES"."NEEDS_COORDINATION" = 1
        AND "RULES"."BENEFITS_FROM_JOINT_PLANNING" = 1
        AND (
          "RULES"."JOB_GUARANTEE" = 1 OR "RULES"."SICKNESS_BENEFIT" = 1
        )
      )
      THEN 0
    END AS "_TARGET_GROUP"
  FROM "RULES"
), "DECIDED" AS (
  SELECT
    "GROUPS".*,
    CASE
      WHEN "GROUPS"."_WRONG" = 1
      THEN NULL
      WHEN NOT "GROUPS"."_TARGET_GROUP" = 1
      THEN 'not_eligible'
      WHEN "GROUPS"."MK2_IN_2022" = 1
      OR "GROUPS"."STUDIES_WITHIN_MONTH" = 1
      OR "GROUPS"."WORK_WITHIN_MONTH" = 1
      OR "GROUPS"."KROM" = 1
      OR "GROUPS"."FRAM" = 1
      OR "GROUPS"."AVANTI" = 1
      OR "GROUPS"."AUB" = 1
      OR "GROUPS"."KRAMI" = 1
      OR "GROUPS"."SIUS" = 1
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
    THEN RTRIM(
      (
        (
          (
            CASE WHEN NOT "DECIDED"."RESIDENT_IN_MALMO" = 1 THEN 'resident_in_malmo ' END || CASE WHEN NOT "DECIDED"."WORKING_AGE" = 1 THEN 'working_age ' END
          ) || CASE WHEN NOT "DECIDED"."OVER_30" = 1 THEN 'over_30 ' END
        ) || (
          CASE
            WHEN NOT "DECIDED"."WITHOUT_WORK_12_MONTHS" = 1
            THEN 'without_work_12_months '
          END || CASE
            WHEN NOT "DECIDED"."NOT_FOR_PROCURED_SERVICES" = 1
            THEN 'not_for_procured_services '
          END
        )
      ) || (
        (
          (
            CASE WHEN NOT "DECIDED"."NEEDS_COORDINATION" = 1 THEN 'needs_coordination ' END || CASE
              WHEN NOT "DECIDED"."BENEFITS_FROM_JOINT_PLANNING" = 1
              THEN 'benefits_from_joint_planning '
            END
          ) || CASE WHEN NOT "DECIDED"."TRACK" = 1 THEN 'track ' END
        ) || (
          CASE WHEN NOT "DECIDED"."JOB_GUARANTEE" = 1 THEN 'job_guarantee ' END || CASE WHEN NOT "DECIDED"."SICKNESS_BENEFIT" = 1 THEN 'sickness_benefit ' END
        )
      )
    )
  END AS "NOT_MET",
  CASE
    WHEN "DECIDED"."_OUTCOME" IS NOT NULL
    THEN RTRIM(
      (
        (
          (
            CASE WHEN "DECIDED"."MK2_IN_2022" = 1 THEN 'mk2_in_2022 ' END || CASE WHEN "DECIDED"."STUDIES_WITHIN_MONTH" = 1 THEN 'studies_within_month ' END
          ) || CASE WHEN "DECIDED"."WORK_WITHIN_MONTH" = 1 THEN 'work_within_month ' END
        ) || (
          CASE WHEN "DECIDED"."KROM" = 1 THEN 'krom ' END || CASE WHEN "DECIDED"."FRAM" = 1 THEN 'fram ' END
        )
      ) || (
        (
          CASE WHEN "DECIDED"."AVANTI" = 1 THEN 'avanti ' END || CASE WHEN "DECIDED"."AUB" = 1 THEN 'aub ' END
        ) || (
          CASE WHEN "DECIDED"."KRAMI" = 1 THEN 'krami ' END || CASE WHEN "DECIDED"."SIUS" = 1 THEN 'sius ' END
        )
      )
    )
  END AS "EXCLUSIONS",
  CASE
    WHEN "DECIDED"."_OUTCOME" = 'undetermined'
    THEN RTRIM(
      (
        (
          (
            (
              CASE
                WHEN "DECIDED"."_TARGET_GROUP" IS NULL AND "DECIDED"."RESIDENT_IN_MALMO" IS NULL
                THEN 'municipality '
              END || CASE
                WHEN "DECIDED"."_TARGET_GROUP" IS NULL
                AND (
                  "DECIDED"."WORKING_AGE" IS NULL OR "DECIDED"."OVER_30" IS NULL
                )
                THEN 'age '
              END
            ) || CASE
              WHEN "DECIDED"."_TARGET_GROUP" IS NULL AND "DECIDED"."WITHOUT_WORK_12_MONTHS" IS NULL
              THEN 'months_without_work '
            END
          ) || (
            CASE
              WHEN "DECIDED"."_TARGET_GROUP" IS NULL
              AND "DECIDED"."NOT_FOR_PROCURED_SERVICES" IS NULL
              THEN 'can_use_procured_services '
            END || CASE
              WHEN "DECIDED"."_TARGET_GROUP" IS NULL AND "DECIDED"."NEEDS_COORDINATION" IS NULL
              THEN 'needs_coordination '
            END
          )
        ) || (
          (
            (
              CASE
                WHEN "DECIDED"."_TARGET_GROUP" IS NULL
                AND "DECIDED"."BENEFITS_FROM_JOINT_PLANNING" IS NULL
                THEN 'benefits_from_joint_planning '
              END || CASE
                WHEN "DECIDED"."_TARGET_GROUP" IS NULL
                AND (
                  "DECIDED"."TRACK" IS NULL
                  AND (
                    "DECIDED"."JOB_GUARANTEE" IS NULL AND "DECIDED"."_FACT_IN_JOB_GUARANTEE" IS NULL
                  )
                )
                THEN 'in_job_guarantee '
              END
            ) || CASE
              WHEN "DECIDED"."_TARGET_GROUP" IS NULL
              AND (
                "DECIDED"."TRACK" IS NULL
                AND (
                  "DECIDED"."JOB_GUARANTEE" IS NULL
                  AND "DECIDED"."_FACT_AF_REGISTERED_MONTHS" IS NULL
                )
              )
              THEN 'af_registered_months '
            END
          ) || (
            CASE
              WHEN "DECIDED"."_TARGET_GROUP" IS NULL
              AND (
                "DECIDED"."TRACK" IS NULL AND "DECIDED"."SICKNESS_BENEFIT" IS NULL
              )
              THEN 'receives_sickness_benefit '
            END || CASE WHEN "DECIDED"."MK2_IN_2022" IS NULL THEN 'participations ' END
          )
        )
      ) || (
        (
          (
            (
              CASE WHEN "DECIDED"."STUDIES_WITHIN_MONTH" IS NULL THEN 'starts_studies_on ' END || CASE WHEN "DECIDED"."WORK_WITHIN_MONTH" IS NULL THEN 'starts_work_on ' END
            ) || CASE
              WHEN "DECIDED"."KROM" IS NULL AND "DECIDED"."_FACT_IN_KROM" IS NULL
              THEN 'in_krom '
            END
          ) || (
            CASE
              WHEN "DECIDED"."KROM" IS NULL AND "DECIDED"."_FACT_IN_BROKERING_SERVICES" IS NULL
              THEN 'in_brokering_services '
            END || CASE WHEN "DECIDED"."FRAM" IS NULL THEN 'in_fram ' END
          )
        ) || (
          (
            CASE WHEN "DECIDED"."AVANTI" IS NULL THEN 'in_avanti ' END || CASE WHEN "DECIDED"."AUB" IS NULL THEN 'in_aub ' END
          ) || (
            CASE WHEN "DECIDED"."KRAMI" IS NULL THEN 'in_krami ' END || CASE WHEN "DECIDED"."SIUS" IS NULL THEN 'has_sius ' END
          )
        )
      )
    )
    WHEN "DECIDED"."_OUTCOME" IS NOT NULL
    THEN CAST(NULL AS VARCHAR2(4000))
  END AS "MISSING",
  CASE WHEN "DECIDED"."_OUTCOME" IS NOT NULL THEN 0 END AS "POINTS",
  CASE WHEN "DECIDED"."_OUTCOME" IS NOT NULL THEN 0 END AS "POINTS_AT_MOST"
FROM "DECIDED"
