/* Malmökraften 2.0 (malmokraften@2.0), 2021-03-01, 10312170137103d4 */
WITH "given" AS (
  SELECT
    "_people"."_person_id",
    "_people"."municipality",
    "_people"."age",
    "_people"."birth_date",
    "_people"."months_without_work",
    "_people"."can_use_procured_services",
    "_people"."needs_coordination",
    "_people"."benefits_from_joint_planning",
    "_people"."in_job_guarantee",
    "_people"."af_registered_months",
    "_people"."receives_sickness_benefit",
    "_people"."participations",
    "_people"."starts_studies_on",
    "_people"."starts_studies_on__unknown",
    "_people"."starts_work_on",
    "_people"."starts_work_on__unknown",
    "_people"."in_krom",
    "_people"."in_brokering_services",
    "_people"."in_fram",
    "_people"."in_avanti",
    "_people"."in_aub",
    "_people"."in_krami",
    "_people"."has_sius"
  FROM (
    SELECT
      CAST(NULL AS TEXT) AS "municipality",
      CAST(NULL AS BIGINT) AS "age",
      CAST(NULL AS DATE) AS "birth_date",
      CAST(NULL AS BIGINT) AS "months_without_work",
      CAST(NULL AS BOOLEAN) AS "can_use_procured_services",
      CAST(NULL AS BOOLEAN) AS "needs_coordination",
      CAST(NULL AS BOOLEAN) AS "benefits_from_joint_planning",
      CAST(NULL AS BOOLEAN) AS "in_job_guarantee",
      CAST(NULL AS BIGINT) AS "af_registered_months",
      CAST(NULL AS BOOLEAN) AS "receives_sickness_benefit",
      CAST(NULL AS JSONB) AS "participations",
      CAST(NULL AS BOOLEAN) AS "starts_studies_on__unknown",
      CAST(NULL AS BOOLEAN) AS "starts_work_on__unknown",
      CAST(NULL AS BOOLEAN) AS "in_krom",
      CAST(NULL AS BOOLEAN) AS "in_brokering_services",
      CAST(NULL AS BOOLEAN) AS "in_fram",
      CAST(NULL AS BOOLEAN) AS "in_avanti",
      CAST(NULL AS BOOLEAN) AS "in_aub",
      CAST(NULL AS BOOLEAN) AS "in_krami",
      CAST(NULL AS BOOLEAN) AS "has_sius"
  ) AS "_absent"
  CROSS JOIN LATERAL (
    SELECT
      "person_id" AS "_person_id",
      "municipality",
      "age",
      "birth_date",
      "months_without_work",
      "can_use_procured_services",
      "needs_coordination",
      "benefits_from_joint_planning",
      "in_job_guarantee",
      "af_registered_months",
      "receives_sickness_benefit",
      "participations",
      "starts_studies_on",
      "starts_studies_on__unknown",
      "starts_work_on",
      "starts_work_on__unknown",
      "in_krom",
      "in_brokering_services",
      "in_fram",
      "in_avanti",
      "in_aub",
      "in_krami",
      "has_sius"
    FROM "af"."people"
  ) AS "_people"
), "facts" AS (
  SELECT
    "given"."_person_id" AS "_person_id",
    "given"."municipality" COLLATE "C" AS "municipality",
    "given"."age" AS "_given_age",
    "given"."birth_date" AS "birth_date",
    "given"."months_without_work" AS "months_without_work",
    "given"."can_use_procured_services" AS "can_use_procured_services",
    "given"."needs_coordination" AS "needs_coordination",
    "given"."benefits_from_joint_planning" AS "benefits_from_joint_planning",
    "given"."in_job_guarantee" AS "in_job_guarantee",
    "given"."af_registered_months" AS "af_registered_months",
    "given"."receives_sickness_benefit" AS "receives_sickness_benefit",
    CASE
      WHEN JSONB_TYPEOF("given"."participations") = 'array'
      THEN "given"."participations"
    END AS "participations",
    "given"."starts_studies_on" AS "starts_studies_on",
    CASE
      WHEN "given"."starts_studies_on" IS NOT NULL
      THEN FALSE
      WHEN NOT COALESCE("given"."starts_studies_on__unknown", FALSE)
      THEN TRUE
    END AS "_none_starts_studies_on",
    "given"."starts_work_on" AS "starts_work_on",
    CASE
      WHEN "given"."starts_work_on" IS NOT NULL
      THEN FALSE
      WHEN NOT COALESCE("given"."starts_work_on__unknown", FALSE)
      THEN TRUE
    END AS "_none_starts_work_on",
    "given"."in_krom" AS "in_krom",
    "given"."in_brokering_services" AS "in_brokering_services",
    "given"."in_fram" AS "in_fram",
    "given"."in_avanti" AS "in_avanti",
    "given"."in_aub" AS "in_aub",
    "given"."in_krami" AS "in_krami",
    "given"."has_sius" AS "has_sius",
    COALESCE(
      (
        NOT JSONB_TYPEOF("given"."participations") IN ('array', 'null')
        OR (
          SELECT
            MAX(
              CASE
                WHEN NOT "_r"."_kind" = 'object'
                OR (
                  (
                    NOT COALESCE("_r"."_kind_programme", 'null') = 'null'
                    AND "_r"."programme" IS NULL
                  )
                  OR NOT LENGTH("_r"."programme") <= 1000
                )
                OR (
                  (
                    NOT COALESCE("_r"."_kind_edition", 'null') = 'null' AND "_r"."edition" IS NULL
                  )
                  OR NOT LENGTH("_r"."edition") <= 1000
                )
                OR (
                  NOT COALESCE("_r"."_kind_started_on", 'null') = 'null'
                  AND "_r"."started_on" IS NULL
                )
                OR (
                  NOT COALESCE("_r"."_kind_ended_on", 'null') = 'null' AND "_r"."ended_on" IS NULL
                )
                THEN 1
                ELSE 0
              END
            )
          FROM (
            SELECT
              JSONB_TYPEOF("_json"."value") AS "_kind",
              CASE
                WHEN JSONB_TYPEOF(JSONB_EXTRACT_PATH("_json"."value", 'programme')) = 'string'
                THEN JSONB_EXTRACT_PATH_TEXT("_json"."value", 'programme')
              END AS "programme",
              JSONB_TYPEOF(JSONB_EXTRACT_PATH("_json"."value", 'programme')) AS "_kind_programme",
              CASE
                WHEN JSONB_TYPEOF(JSONB_EXTRACT_PATH("_json"."value", 'edition')) = 'string'
                THEN JSONB_EXTRACT_PATH_TEXT("_json"."value", 'edition')
              END AS "edition",
              JSONB_TYPEOF(JSONB_EXTRACT_PATH("_json"."value", 'edition')) AS "_kind_edition",
              CASE
                WHEN JSONB_TYPEOF(JSONB_EXTRACT_PATH("_json"."value", 'started_on')) = 'string'
                AND JSONB_EXTRACT_PATH_TEXT("_json"."value", 'started_on') ~ '^((1[89]|2[0-2])[0-9][0-9]-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)|((1[89]|2[0-2])(0[48]|[2468][048]|[13579][26])|2000)-02-29)$'
                THEN CAST(JSONB_EXTRACT_PATH_TEXT("_json"."value", 'started_on') AS DATE)
              END AS "started_on", /* a day that there is, from 1800 to 2299 */
              JSONB_TYPEOF(JSONB_EXTRACT_PATH("_json"."value", 'started_on')) AS "_kind_started_on",
              CASE
                WHEN JSONB_TYPEOF(JSONB_EXTRACT_PATH("_json"."value", 'ended_on')) = 'string'
                AND JSONB_EXTRACT_PATH_TEXT("_json"."value", 'ended_on') ~ '^((1[89]|2[0-2])[0-9][0-9]-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)|((1[89]|2[0-2])(0[48]|[2468][048]|[13579][26])|2000)-02-29)$'
                THEN CAST(JSONB_EXTRACT_PATH_TEXT("_json"."value", 'ended_on') AS DATE)
              END AS "ended_on", /* a day that there is, from 1800 to 2299 */
              JSONB_TYPEOF(JSONB_EXTRACT_PATH("_json"."value", 'ended_on')) AS "_kind_ended_on"
            FROM JSONB_ARRAY_ELEMENTS(
              CASE
                WHEN JSONB_TYPEOF("given"."participations") = 'array'
                THEN "given"."participations"
              END
            ) AS "_json"("value")
          ) AS "_r"
        ) > 0
        OR CAST(JSONB_ARRAY_LENGTH(
          CASE
            WHEN JSONB_TYPEOF("given"."participations") = 'array'
            THEN "given"."participations"
          END
        ) AS BIGINT) > 1000
      )
      OR NOT LENGTH("given"."municipality") <= 1000
      OR NOT (
        "given"."age" BETWEEN 0 AND 130 AND "given"."age" = FLOOR("given"."age")
      )
      OR NOT (
        "given"."birth_date" BETWEEN CAST('1800-01-01' AS DATE) AND CAST('2299-12-31' AS DATE)
        AND "given"."birth_date" = CAST("given"."birth_date" AS DATE)
      )
      OR NOT (
        "given"."months_without_work" BETWEEN 0 AND 1200
        AND "given"."months_without_work" = FLOOR("given"."months_without_work")
      )
      OR NOT (
        "given"."af_registered_months" BETWEEN 0 AND 1200
        AND "given"."af_registered_months" = FLOOR("given"."af_registered_months")
      )
      OR (
        NOT (
          "given"."starts_studies_on" BETWEEN CAST('1800-01-01' AS DATE) AND CAST('2299-12-31' AS DATE)
          AND "given"."starts_studies_on" = CAST("given"."starts_studies_on" AS DATE)
        )
        OR (
          "given"."starts_studies_on" IS NOT NULL
          AND COALESCE("given"."starts_studies_on__unknown", FALSE)
        )
      )
      OR (
        NOT (
          "given"."starts_work_on" BETWEEN CAST('1800-01-01' AS DATE) AND CAST('2299-12-31' AS DATE)
          AND "given"."starts_work_on" = CAST("given"."starts_work_on" AS DATE)
        )
        OR (
          "given"."starts_work_on" IS NOT NULL
          AND COALESCE("given"."starts_work_on__unknown", FALSE)
        )
      ),
      FALSE
    ) AS "_wrong" /* a value does not fit its fact: no decision */
  FROM "given"
), "worked_out" AS (
  SELECT
    "facts".*,
    COALESCE(
      "facts"."_given_age",
      CAST(DIV(
        CAST((
          24255 - (
            (
              EXTRACT(YEAR FROM "facts"."birth_date") * 12
            ) + EXTRACT(MONTH FROM "facts"."birth_date")
          )
        ) + CASE
          WHEN CAST('2021-03-01' AS DATE) >= "facts"."birth_date"
          AND 1 < EXTRACT(DAY FROM "facts"."birth_date")
          THEN -1
          WHEN CAST('2021-03-01' AS DATE) < "facts"."birth_date"
          AND 1 > EXTRACT(DAY FROM "facts"."birth_date")
          THEN 1
          ELSE 0
        END AS BIGINT),
        12
      ) AS BIGINT)
    ) AS "age"
  FROM "facts"
), "rules" AS MATERIALIZED (
  SELECT
    "worked_out"."_person_id" AS "_person_id",
    COALESCE("worked_out"."_wrong" OR NOT "worked_out"."age" BETWEEN 0 AND 130, FALSE) AS "_wrong",
    "worked_out"."in_job_guarantee" AS "_fact_in_job_guarantee",
    "worked_out"."af_registered_months" AS "_fact_af_registered_months",
    "worked_out"."in_krom" AS "_fact_in_krom",
    "worked_out"."in_brokering_services" AS "_fact_in_brokering_services",
    "worked_out"."municipality" = 'Malmö' AS "resident_in_malmo", /* resident_in_malmo: Folkbokförd i Malmö */
    "worked_out"."age" BETWEEN 20 AND 64 AS "working_age", /* working_age: I arbetsför ålder */
    "worked_out"."age" > 30 AS "over_30", /* over_30: Över 30 år */
    "worked_out"."months_without_work" >= 12 AS "without_work_12_months", /* without_work_12_months: Utan arbete i minst 12 månader */
    NOT "worked_out"."can_use_procured_services" AS "not_for_procured_services", /* not_for_procured_services: Bedöms inte kunna tillgodogöra sig tjänster som Arbetsförmedlingen upphandlar */
    "worked_out"."needs_coordination" AS "needs_coordination", /* needs_coordination: Har behov av samordnat stöd */
    "worked_out"."benefits_from_joint_planning" AS "benefits_from_joint_planning", /* benefits_from_joint_planning: Har nytta av gemensam planering och förberedande insatser */
    "worked_out"."in_job_guarantee" AND "worked_out"."af_registered_months" >= 12 AS "job_guarantee", /* job_guarantee: I jobb- och utvecklingsgarantin och inskriven utan avbrott i minst 12 månader */
    "worked_out"."receives_sickness_benefit" AS "sickness_benefit", /* sickness_benefit: Har sjukpenning */
    NULLIF(
      CASE
        WHEN "worked_out"."participations" IS NOT NULL
        THEN COALESCE(
          (
            SELECT
              MAX(
                COALESCE(
                  CAST("_r2"."programme" COLLATE "C" = 'malmokraften'
                  AND "_r2"."edition" COLLATE "C" = '2.0'
                  AND "_r2"."started_on" <= CAST('2022-12-31' AS DATE)
                  AND (
                    CASE
                      WHEN "_r2"."ended_on" IS NOT NULL OR COALESCE("_r2"."_kind_ended_on", '') = 'null'
                      THEN COALESCE("_r2"."_kind_ended_on", '') = 'null'
                    END
                    OR (
                      "_r2"."ended_on" >= CAST('2022-01-01' AS DATE)
                      AND NOT COALESCE("_r2"."_kind_ended_on", '') = 'null'
                    )
                  ) AS INT) * 2,
                  1
                )
              )
            FROM (
              SELECT
                JSONB_TYPEOF("_json"."value") AS "_kind",
                CASE
                  WHEN JSONB_TYPEOF(JSONB_EXTRACT_PATH("_json"."value", 'programme')) = 'string'
                  THEN JSONB_EXTRACT_PATH_TEXT("_json"."value", 'programme')
                END AS "programme",
                JSONB_TYPEOF(JSONB_EXTRACT_PATH("_json"."value", 'programme')) AS "_kind_programme",
                CASE
                  WHEN JSONB_TYPEOF(JSONB_EXTRACT_PATH("_json"."value", 'edition')) = 'string'
                  THEN JSONB_EXTRACT_PATH_TEXT("_json"."value", 'edition')
                END AS "edition",
                JSONB_TYPEOF(JSONB_EXTRACT_PATH("_json"."value", 'edition')) AS "_kind_edition",
                CASE
                  WHEN JSONB_TYPEOF(JSONB_EXTRACT_PATH("_json"."value", 'started_on')) = 'string'
                  AND JSONB_EXTRACT_PATH_TEXT("_json"."value", 'started_on') ~ '^((1[89]|2[0-2])[0-9][0-9]-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)|((1[89]|2[0-2])(0[48]|[2468][048]|[13579][26])|2000)-02-29)$'
                  THEN CAST(JSONB_EXTRACT_PATH_TEXT("_json"."value", 'started_on') AS DATE)
                END AS "started_on", /* a day that there is, from 1800 to 2299 */
                JSONB_TYPEOF(JSONB_EXTRACT_PATH("_json"."value", 'started_on')) AS "_kind_started_on",
                CASE
                  WHEN JSONB_TYPEOF(JSONB_EXTRACT_PATH("_json"."value", 'ended_on')) = 'string'
                  AND JSONB_EXTRACT_PATH_TEXT("_json"."value", 'ended_on') ~ '^((1[89]|2[0-2])[0-9][0-9]-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)|((1[89]|2[0-2])(0[48]|[2468][048]|[13579][26])|2000)-02-29)$'
                  THEN CAST(JSONB_EXTRACT_PATH_TEXT("_json"."value", 'ended_on') AS DATE)
                END AS "ended_on", /* a day that there is, from 1800 to 2299 */
                JSONB_TYPEOF(JSONB_EXTRACT_PATH("_json"."value", 'ended_on')) AS "_kind_ended_on"
              FROM JSONB_ARRAY_ELEMENTS("worked_out"."participations") AS "_json"("value")
            ) AS "_r2"
          ),
          0
        )
      END,
      1
    ) = 2 AS "mk2_in_2022", /* mk2_in_2022: Deltog i Malmökraften 2.0 under 2022 */
    NOT "worked_out"."_none_starts_studies_on"
    AND (
      "worked_out"."starts_studies_on" <= CAST('2021-04-01' AS DATE)
      AND NOT "worked_out"."_none_starts_studies_on"
    ) AS "studies_within_month", /* studies_within_month: Börjar studera inom en månad */
    NOT "worked_out"."_none_starts_work_on"
    AND (
      "worked_out"."starts_work_on" <= CAST('2021-04-01' AS DATE)
      AND NOT "worked_out"."_none_starts_work_on"
    ) AS "work_within_month", /* work_within_month: Börjar arbeta inom en månad */
    "worked_out"."in_krom" OR "worked_out"."in_brokering_services" AS "krom", /* krom: Deltar i Rusta och matcha eller andra förmedlande tjänster */
    "worked_out"."in_fram" AS "fram", /* fram: Deltar i projektet Fram */
    "worked_out"."in_avanti" AS "avanti", /* avanti: Deltar i Avanti */
    "worked_out"."in_aub" AS "aub", /* aub: Deltar i arbetsmarknadsutbildning */
    "worked_out"."in_krami" AS "krami", /* krami: Deltar i Krami */
    "worked_out"."has_sius" AS "sius" /* sius: Har stöd genom SIUS */
  FROM "worked_out"
), "groups" AS (
  SELECT
    "rules".*,
    "rules"."job_guarantee" OR "rules"."sickness_benefit" AS "track", /* track: Kommer in genom någon av ingångarna */
    "rules"."resident_in_malmo"
    AND "rules"."working_age"
    AND "rules"."over_30"
    AND "rules"."without_work_12_months"
    AND "rules"."not_for_procured_services"
    AND "rules"."needs_coordination"
    AND "rules"."benefits_from_joint_planning"
    AND (
      "rules"."job_guarantee" OR "rules"."sickness_benefit"
    ) AS "_target_group"
  FROM "rules"
), "decided" AS (
  SELECT
    "groups".*,
    CASE
      WHEN "groups"."_wrong"
      THEN NULL
      WHEN NOT "groups"."_target_group"
      THEN 'not_eligible'
      WHEN "groups"."mk2_in_2022"
      OR "groups"."studies_within_month"
      OR "groups"."work_within_month"
      OR "groups"."krom"
      OR "groups"."fram"
      OR "groups"."avanti"
      OR "groups"."aub"
      OR "groups"."krami"
      OR "groups"."sius"
      THEN 'excluded'
      WHEN "groups"."_target_group" IS NULL
      OR "groups"."mk2_in_2022" IS NULL
      OR "groups"."studies_within_month" IS NULL
      OR "groups"."work_within_month" IS NULL
      OR "groups"."krom" IS NULL
      OR "groups"."fram" IS NULL
      OR "groups"."avanti" IS NULL
      OR "groups"."aub" IS NULL
      OR "groups"."krami" IS NULL
      OR "groups"."sius" IS NULL
      THEN 'undetermined'
      ELSE 'eligible'
    END AS "_outcome"
  FROM "groups"
)
SELECT
  "decided"."_person_id" AS "person_id",
  "decided"."_outcome" AS "outcome",
  CASE
    WHEN "decided"."_outcome" IS NOT NULL
    THEN ARRAY_REMOVE(
      ARRAY[
        CASE WHEN NOT "decided"."resident_in_malmo" THEN 'resident_in_malmo' END,
        CASE WHEN NOT "decided"."working_age" THEN 'working_age' END,
        CASE WHEN NOT "decided"."over_30" THEN 'over_30' END,
        CASE WHEN NOT "decided"."without_work_12_months" THEN 'without_work_12_months' END,
        CASE
          WHEN NOT "decided"."not_for_procured_services"
          THEN 'not_for_procured_services'
        END,
        CASE WHEN NOT "decided"."needs_coordination" THEN 'needs_coordination' END,
        CASE
          WHEN NOT "decided"."benefits_from_joint_planning"
          THEN 'benefits_from_joint_planning'
        END,
        CASE WHEN NOT "decided"."track" THEN 'track' END,
        CASE WHEN NOT "decided"."job_guarantee" THEN 'job_guarantee' END,
        CASE WHEN NOT "decided"."sickness_benefit" THEN 'sickness_benefit' END
      ],
      NULL
    )
  END AS "not_met",
  CASE
    WHEN "decided"."_outcome" IS NOT NULL
    THEN ARRAY_REMOVE(
      ARRAY[
        CASE WHEN "decided"."mk2_in_2022" THEN 'mk2_in_2022' END,
        CASE WHEN "decided"."studies_within_month" THEN 'studies_within_month' END,
        CASE WHEN "decided"."work_within_month" THEN 'work_within_month' END,
        CASE WHEN "decided"."krom" THEN 'krom' END,
        CASE WHEN "decided"."fram" THEN 'fram' END,
        CASE WHEN "decided"."avanti" THEN 'avanti' END,
        CASE WHEN "decided"."aub" THEN 'aub' END,
        CASE WHEN "decided"."krami" THEN 'krami' END,
        CASE WHEN "decided"."sius" THEN 'sius' END
      ],
      NULL
    )
  END AS "exclusions",
  CASE
    WHEN "decided"."_outcome" = 'undetermined'
    THEN ARRAY_REMOVE(
      ARRAY[
        CASE
          WHEN "decided"."_target_group" IS NULL AND "decided"."resident_in_malmo" IS NULL
          THEN 'municipality'
        END,
        CASE
          WHEN "decided"."_target_group" IS NULL
          AND (
            "decided"."working_age" IS NULL OR "decided"."over_30" IS NULL
          )
          THEN 'age'
        END,
        CASE
          WHEN "decided"."_target_group" IS NULL AND "decided"."without_work_12_months" IS NULL
          THEN 'months_without_work'
        END,
        CASE
          WHEN "decided"."_target_group" IS NULL
          AND "decided"."not_for_procured_services" IS NULL
          THEN 'can_use_procured_services'
        END,
        CASE
          WHEN "decided"."_target_group" IS NULL AND "decided"."needs_coordination" IS NULL
          THEN 'needs_coordination'
        END,
        CASE
          WHEN "decided"."_target_group" IS NULL
          AND "decided"."benefits_from_joint_planning" IS NULL
          THEN 'benefits_from_joint_planning'
        END,
        CASE
          WHEN "decided"."_target_group" IS NULL
          AND (
            "decided"."track" IS NULL
            AND (
              "decided"."job_guarantee" IS NULL AND "decided"."_fact_in_job_guarantee" IS NULL
            )
          )
          THEN 'in_job_guarantee'
        END,
        CASE
          WHEN "decided"."_target_group" IS NULL
          AND (
            "decided"."track" IS NULL
            AND (
              "decided"."job_guarantee" IS NULL
              AND "decided"."_fact_af_registered_months" IS NULL
            )
          )
          THEN 'af_registered_months'
        END,
        CASE
          WHEN "decided"."_target_group" IS NULL
          AND (
            "decided"."track" IS NULL AND "decided"."sickness_benefit" IS NULL
          )
          THEN 'receives_sickness_benefit'
        END,
        CASE WHEN "decided"."mk2_in_2022" IS NULL THEN 'participations' END,
        CASE WHEN "decided"."studies_within_month" IS NULL THEN 'starts_studies_on' END,
        CASE WHEN "decided"."work_within_month" IS NULL THEN 'starts_work_on' END,
        CASE
          WHEN "decided"."krom" IS NULL AND "decided"."_fact_in_krom" IS NULL
          THEN 'in_krom'
        END,
        CASE
          WHEN "decided"."krom" IS NULL AND "decided"."_fact_in_brokering_services" IS NULL
          THEN 'in_brokering_services'
        END,
        CASE WHEN "decided"."fram" IS NULL THEN 'in_fram' END,
        CASE WHEN "decided"."avanti" IS NULL THEN 'in_avanti' END,
        CASE WHEN "decided"."aub" IS NULL THEN 'in_aub' END,
        CASE WHEN "decided"."krami" IS NULL THEN 'in_krami' END,
        CASE WHEN "decided"."sius" IS NULL THEN 'has_sius' END
      ],
      NULL
    )
    WHEN "decided"."_outcome" IS NOT NULL
    THEN CAST(ARRAY[] AS TEXT[])
  END AS "missing",
  CASE WHEN "decided"."_outcome" IS NOT NULL THEN 0 END AS "points",
  CASE WHEN "decided"."_outcome" IS NOT NULL THEN 0 END AS "points_at_most"
FROM "decided"
