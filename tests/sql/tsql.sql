/* Malmökraften 2.0 (malmokraften@2.0), 2021-03-01, 10312170137103d4 */
WITH [given] AS (
  SELECT
    [person_id] AS [_person_id],
    [municipality],
    [age],
    [birth_date],
    [months_without_work],
    [can_use_procured_services],
    [needs_coordination],
    [benefits_from_joint_planning],
    [in_job_guarantee],
    [af_registered_months],
    [receives_sickness_benefit],
    [participations__unknown],
    [starts_studies_on],
    [starts_studies_on__unknown],
    [starts_work_on],
    [starts_work_on__unknown],
    [in_krom],
    [in_brokering_services],
    [in_fram],
    [in_avanti],
    [in_aub],
    [in_krami],
    [has_sius]
  FROM [af].[people]
), [facts] AS (
  SELECT
    [given].[_person_id] AS [_person_id],
    (
      [given].[municipality] + N'.'
    ) COLLATE Latin1_General_100_BIN2 AS [municipality],
    [given].[age] AS [_given_age],
    [given].[birth_date] AS [birth_date],
    [given].[months_without_work] AS [months_without_work],
    CASE
      WHEN [given].[can_use_procured_services] IN (0, 1)
      THEN [given].[can_use_procured_services]
    END AS [can_use_procured_services],
    CASE
      WHEN [given].[needs_coordination] IN (0, 1)
      THEN [given].[needs_coordination]
    END AS [needs_coordination],
    CASE
      WHEN [given].[benefits_from_joint_planning] IN (0, 1)
      THEN [given].[benefits_from_joint_planning]
    END AS [benefits_from_joint_planning],
    CASE WHEN [given].[in_job_guarantee] IN (0, 1) THEN [given].[in_job_guarantee] END AS [in_job_guarantee],
    [given].[af_registered_months] AS [af_registered_months],
    CASE
      WHEN [given].[receives_sickness_benefit] IN (0, 1)
      THEN [given].[receives_sickness_benefit]
    END AS [receives_sickness_benefit],
    CASE
      WHEN NOT (
        CASE WHEN NOT [given].[participations__unknown] = 1 THEN 1 ELSE 0 END
      ) = 1
      THEN 1
      WHEN (
        CASE WHEN NOT [given].[participations__unknown] = 1 THEN 1 ELSE 0 END
      ) = 1
      THEN 0
    END AS [_unknown_participations],
    [given].[starts_studies_on] AS [starts_studies_on],
    CASE
      WHEN [given].[starts_studies_on] IS NOT NULL
      THEN 0
      WHEN NOT (
        CASE WHEN [given].[starts_studies_on__unknown] = 1 THEN 1 ELSE 0 END
      ) = 1
      THEN 1
    END AS [_none_starts_studies_on],
    [given].[starts_work_on] AS [starts_work_on],
    CASE
      WHEN [given].[starts_work_on] IS NOT NULL
      THEN 0
      WHEN NOT (
        CASE WHEN [given].[starts_work_on__unknown] = 1 THEN 1 ELSE 0 END
      ) = 1
      THEN 1
    END AS [_none_starts_work_on],
    CASE WHEN [given].[in_krom] IN (0, 1) THEN [given].[in_krom] END AS [in_krom],
    CASE
      WHEN [given].[in_brokering_services] IN (0, 1)
      THEN [given].[in_brokering_services]
    END AS [in_brokering_services],
    CASE WHEN [given].[in_fram] IN (0, 1) THEN [given].[in_fram] END AS [in_fram],
    CASE WHEN [given].[in_avanti] IN (0, 1) THEN [given].[in_avanti] END AS [in_avanti],
    CASE WHEN [given].[in_aub] IN (0, 1) THEN [given].[in_aub] END AS [in_aub],
    CASE WHEN [given].[in_krami] IN (0, 1) THEN [given].[in_krami] END AS [in_krami],
    CASE WHEN [given].[has_sius] IN (0, 1) THEN [given].[has_sius] END AS [has_sius],
    (
      CASE
        WHEN (
          (
            SELECT
              MAX(
                CASE
                  WHEN NOT LEN((
                    [_r].[programme] + N'.'
                  ) COLLATE Latin1_General_100_BIN2) <= 1001
                  OR NOT LEN((
                    [_r].[edition] + N'.'
                  ) COLLATE Latin1_General_100_BIN2) <= 1001
                  OR NOT (
                    [_r].[started_on] BETWEEN CAST('1800-01-01' AS DATE) AND CAST('2299-12-31' AS DATE)
                    AND [_r].[started_on] = CAST([_r].[started_on] AS DATE)
                  )
                  OR NOT (
                    [_r].[ended_on] BETWEEN CAST('1800-01-01' AS DATE) AND CAST('2299-12-31' AS DATE)
                    AND [_r].[ended_on] = CAST([_r].[ended_on] AS DATE)
                  )
                  THEN 1
                  ELSE 0
                END
              )
            FROM [af].[participations] AS [_r]
            WHERE
              [_r].[person_id] = [given].[_person_id]
              AND CAST([_r].[person_id] AS NVARCHAR(1000)) COLLATE Latin1_General_100_BIN2 = CAST([given].[_person_id] AS NVARCHAR(1000)) COLLATE Latin1_General_100_BIN2
          ) > 0
          OR (
            SELECT
              COUNT(*)
            FROM [af].[participations] AS [_r]
            WHERE
              [_r].[person_id] = [given].[_person_id]
              AND CAST([_r].[person_id] AS NVARCHAR(1000)) COLLATE Latin1_General_100_BIN2 = CAST([given].[_person_id] AS NVARCHAR(1000)) COLLATE Latin1_General_100_BIN2
          ) > 1000
        )
        OR NOT LEN((
          [given].[municipality] + N'.'
        ) COLLATE Latin1_General_100_BIN2) <= 1001
        OR NOT (
          [given].[age] BETWEEN 0 AND 130 AND [given].[age] = FLOOR([given].[age])
        )
        OR NOT (
          [given].[birth_date] BETWEEN CAST('1800-01-01' AS DATE) AND CAST('2299-12-31' AS DATE)
          AND [given].[birth_date] = CAST([given].[birth_date] AS DATE)
        )
        OR NOT (
          [given].[months_without_work] BETWEEN 0 AND 1200
          AND [given].[months_without_work] = FLOOR([given].[months_without_work])
        )
        OR NOT [given].[can_use_procured_services] IN (0, 1)
        OR NOT [given].[needs_coordination] IN (0, 1)
        OR NOT [given].[benefits_from_joint_planning] IN (0, 1)
        OR NOT [given].[in_job_guarantee] IN (0, 1)
        OR NOT (
          [given].[af_registered_months] BETWEEN 0 AND 1200
          AND [given].[af_registered_months] = FLOOR([given].[af_registered_months])
        )
        OR NOT [given].[receives_sickness_benefit] IN (0, 1)
        OR (
          NOT (
            [given].[starts_studies_on] BETWEEN CAST('1800-01-01' AS DATE) AND CAST('2299-12-31' AS DATE)
            AND [given].[starts_studies_on] = CAST([given].[starts_studies_on] AS DATE)
          )
          OR (
            [given].[starts_studies_on] IS NOT NULL
            AND (
              CASE WHEN [given].[starts_studies_on__unknown] = 1 THEN 1 ELSE 0 END
            ) = 1
          )
        )
        OR (
          NOT (
            [given].[starts_work_on] BETWEEN CAST('1800-01-01' AS DATE) AND CAST('2299-12-31' AS DATE)
            AND [given].[starts_work_on] = CAST([given].[starts_work_on] AS DATE)
          )
          OR (
            [given].[starts_work_on] IS NOT NULL
            AND (
              CASE WHEN [given].[starts_work_on__unknown] = 1 THEN 1 ELSE 0 END
            ) = 1
          )
        )
        OR NOT [given].[in_krom] IN (0, 1)
        OR NOT [given].[in_brokering_services] IN (0, 1)
        OR NOT [given].[in_fram] IN (0, 1)
        OR NOT [given].[in_avanti] IN (0, 1)
        OR NOT [given].[in_aub] IN (0, 1)
        OR NOT [given].[in_krami] IN (0, 1)
        OR NOT [given].[has_sius] IN (0, 1)
        THEN 1
        ELSE 0
      END
    ) AS [_wrong] /* a value does not fit its fact: no decision */
  FROM [given]
), [worked_out] AS (
  SELECT
    [facts].*,
    COALESCE(
      [facts].[_given_age],
      (
        CAST((
          24255 - (
            (
              DATEPART(YEAR, [facts].[birth_date]) * 12
            ) + DATEPART(MONTH, [facts].[birth_date])
          )
        ) + CASE
          WHEN CAST('2021-03-01' AS DATE) >= [facts].[birth_date]
          AND 1 < DATEPART(DAY, [facts].[birth_date])
          THEN -1
          WHEN CAST('2021-03-01' AS DATE) < [facts].[birth_date]
          AND 1 > DATEPART(DAY, [facts].[birth_date])
          THEN 1
          ELSE 0
        END AS BIGINT)
      ) / 12
    ) AS [age]
  FROM [facts]
), [rules] AS (
  SELECT
    [worked_out].[_person_id] AS [_person_id],
    (
      CASE
        WHEN [worked_out].[_wrong] = 1 OR NOT [worked_out].[age] BETWEEN 0 AND 130
        THEN 1
        ELSE 0
      END
    ) AS [_wrong],
    [worked_out].[in_job_guarantee] AS [_fact_in_job_guarantee],
    [worked_out].[af_registered_months] AS [_fact_af_registered_months],
    [worked_out].[in_krom] AS [_fact_in_krom],
    [worked_out].[in_brokering_services] AS [_fact_in_brokering_services],
    CASE
      WHEN [worked_out].[municipality] = N'Malmö.'
      THEN 1
      WHEN NOT [worked_out].[municipality] = N'Malmö.'
      THEN 0
    END AS [resident_in_malmo], /* resident_in_malmo: Folkbokförd i Malmö */
    CASE
      WHEN [worked_out].[age] BETWEEN 20 AND 64
      THEN 1
      WHEN NOT [worked_out].[age] BETWEEN 20 AND 64
      THEN 0
    END AS [working_age], /* working_age: I arbetsför ålder */
    CASE WHEN [worked_out].[age] > 30 THEN 1 WHEN NOT [worked_out].[age] > 30 THEN 0 END AS [over_30], /* over_30: Över 30 år */
    CASE
      WHEN [worked_out].[months_without_work] >= 12
      THEN 1
      WHEN NOT [worked_out].[months_without_work] >= 12
      THEN 0
    END AS [without_work_12_months], /* without_work_12_months: Utan arbete i minst 12 månader */
    CASE
      WHEN NOT [worked_out].[can_use_procured_services] = 1
      THEN 1
      WHEN [worked_out].[can_use_procured_services] = 1
      THEN 0
    END AS [not_for_procured_services], /* not_for_procured_services: Bedöms inte kunna tillgodogöra sig tjänster som Arbetsförmedlingen upphandlar */
    [worked_out].[needs_coordination] AS [needs_coordination], /* needs_coordination: Har behov av samordnat stöd */
    [worked_out].[benefits_from_joint_planning] AS [benefits_from_joint_planning], /* benefits_from_joint_planning: Har nytta av gemensam planering och förberedande insatser */
    CASE
      WHEN [worked_out].[in_job_guarantee] = 1 AND [worked_out].[af_registered_months] >= 12
      THEN 1
      WHEN NOT (
        [worked_out].[in_job_guarantee] = 1 AND [worked_out].[af_registered_months] >= 12
      )
      THEN 0
    END AS [job_guarantee], /* job_guarantee: I jobb- och utvecklingsgarantin och inskriven utan avbrott i minst 12 månader */
    [worked_out].[receives_sickness_benefit] AS [sickness_benefit], /* sickness_benefit: Har sjukpenning */
    CASE
      WHEN NULLIF(
        CASE
          WHEN NOT [worked_out].[_unknown_participations] = 1
          THEN COALESCE(
            (
              SELECT
                MAX(
                  CASE
                    WHEN (
                      [_r2].[programme] + N'.'
                    ) COLLATE Latin1_General_100_BIN2 = N'malmokraften.'
                    AND (
                      [_r2].[edition] + N'.'
                    ) COLLATE Latin1_General_100_BIN2 = N'2.0.'
                    AND [_r2].[started_on] <= CAST('2022-12-31' AS DATE)
                    AND (
                      [_r2].[ended_on] IS NULL
                      OR (
                        [_r2].[ended_on] >= CAST('2022-01-01' AS DATE) AND [_r2].[ended_on] IS NOT NULL
                      )
                    )
                    THEN 2
                    WHEN NOT (
                      (
                        [_r2].[programme] + N'.'
                      ) COLLATE Latin1_General_100_BIN2 = N'malmokraften.'
                      AND (
                        [_r2].[edition] + N'.'
                      ) COLLATE Latin1_General_100_BIN2 = N'2.0.'
                      AND [_r2].[started_on] <= CAST('2022-12-31' AS DATE)
                      AND (
                        [_r2].[ended_on] IS NULL
                        OR (
                          [_r2].[ended_on] >= CAST('2022-01-01' AS DATE) AND [_r2].[ended_on] IS NOT NULL
                        )
                      )
                    )
                    THEN 0
                    ELSE 1
                  END
                )
              FROM [af].[participations] AS [_r2]
              WHERE
                [_r2].[person_id] = [worked_out].[_person_id]
                AND CAST([_r2].[person_id] AS NVARCHAR(1000)) COLLATE Latin1_General_100_BIN2 = CAST([worked_out].[_person_id] AS NVARCHAR(1000)) COLLATE Latin1_General_100_BIN2
            ),
            0
          )
        END,
        1
      ) = 2
      THEN 1
      WHEN NOT NULLIF(
        CASE
          WHEN NOT [worked_out].[_unknown_participations] = 1
          THEN COALESCE(
            (
              SELECT
                MAX(
                  CASE
                    WHEN (
                      [_r2].[programme] + N'.'
                    ) COLLATE Latin1_General_100_BIN2 = N'malmokraften.'
                    AND (
                      [_r2].[edition] + N'.'
                    ) COLLATE Latin1_General_100_BIN2 = N'2.0.'
                    AND [_r2].[started_on] <= CAST('2022-12-31' AS DATE)
                    AND (
                      [_r2].[ended_on] IS NULL
                      OR (
                        [_r2].[ended_on] >= CAST('2022-01-01' AS DATE) AND [_r2].[ended_on] IS NOT NULL
                      )
                    )
                    THEN 2
                    WHEN NOT (
                      (
                        [_r2].[programme] + N'.'
                      ) COLLATE Latin1_General_100_BIN2 = N'malmokraften.'
                      AND (
                        [_r2].[edition] + N'.'
                      ) COLLATE Latin1_General_100_BIN2 = N'2.0.'
                      AND [_r2].[started_on] <= CAST('2022-12-31' AS DATE)
                      AND (
                        [_r2].[ended_on] IS NULL
                        OR (
                          [_r2].[ended_on] >= CAST('2022-01-01' AS DATE) AND [_r2].[ended_on] IS NOT NULL
                        )
                      )
                    )
                    THEN 0
                    ELSE 1
                  END
                )
              FROM [af].[participations] AS [_r2]
              WHERE
                [_r2].[person_id] = [worked_out].[_person_id]
                AND CAST([_r2].[person_id] AS NVARCHAR(1000)) COLLATE Latin1_General_100_BIN2 = CAST([worked_out].[_person_id] AS NVARCHAR(1000)) COLLATE Latin1_General_100_BIN2
            ),
            0
          )
        END,
        1
      ) = 2
      THEN 0
    END AS [mk2_in_2022], /* mk2_in_2022: Deltog i Malmökraften 2.0 under 2022 */
    CASE
      WHEN NOT [worked_out].[_none_starts_studies_on] = 1
      AND (
        [worked_out].[starts_studies_on] <= CAST('2021-04-01' AS DATE)
        AND NOT [worked_out].[_none_starts_studies_on] = 1
      )
      THEN 1
      WHEN NOT (
        NOT [worked_out].[_none_starts_studies_on] = 1
        AND (
          [worked_out].[starts_studies_on] <= CAST('2021-04-01' AS DATE)
          AND NOT [worked_out].[_none_starts_studies_on] = 1
        )
      )
      THEN 0
    END AS [studies_within_month], /* studies_within_month: Börjar studera inom en månad */
    CASE
      WHEN NOT [worked_out].[_none_starts_work_on] = 1
      AND (
        [worked_out].[starts_work_on] <= CAST('2021-04-01' AS DATE)
        AND NOT [worked_out].[_none_starts_work_on] = 1
      )
      THEN 1
      WHEN NOT (
        NOT [worked_out].[_none_starts_work_on] = 1
        AND (
          [worked_out].[starts_work_on] <= CAST('2021-04-01' AS DATE)
          AND NOT [worked_out].[_none_starts_work_on] = 1
        )
      )
      THEN 0
    END AS [work_within_month], /* work_within_month: Börjar arbeta inom en månad */
    CASE
      WHEN [worked_out].[in_krom] = 1 OR [worked_out].[in_brokering_services] = 1
      THEN 1
      WHEN NOT (
        [worked_out].[in_krom] = 1 OR [worked_out].[in_brokering_services] = 1
      )
      THEN 0
    END AS [krom], /* krom: Deltar i Rusta och matcha eller andra förmedlande tjänster */
    [worked_out].[in_fram] AS [fram], /* fram: Deltar i projektet Fram */
    [worked_out].[in_avanti] AS [avanti], /* avanti: Deltar i Avanti */
    [worked_out].[in_aub] AS [aub], /* aub: Deltar i arbetsmarknadsutbildning */
    [worked_out].[in_krami] AS [krami], /* krami: Deltar i Krami */
    [worked_out].[has_sius] AS [sius] /* sius: Har stöd genom SIUS */
  FROM [worked_out]
), [groups] AS (
  SELECT
    [rules].*,
    CASE
      WHEN [rules].[job_guarantee] = 1 OR [rules].[sickness_benefit] = 1
      THEN 1
      WHEN NOT (
        [rules].[job_guarantee] = 1 OR [rules].[sickness_benefit] = 1
      )
      THEN 0
    END AS [track], /* track: Kommer in genom någon av ingångarna */
    CASE
      WHEN [rules].[resident_in_malmo] = 1
      AND [rules].[working_age] = 1
      AND [rules].[over_30] = 1
      AND [rules].[without_work_12_months] = 1
      AND [rules].[not_for_procured_services] = 1
      AND [rules].[needs_coordination] = 1
      AND [rules].[benefits_from_joint_planning] = 1
      AND (
        [rules].[job_guarantee] = 1 OR [rules].[sickness_benefit] = 1
      )
      THEN 1
      WHEN NOT (
        [rules].[resident_in_malmo] = 1
        AND [rules].[working_age] = 1
        AND [rules].[over_30] = 1
        AND [rules].[without_work_12_months] = 1
        AND [rules].[not_for_procured_services] = 1
        AND [rules].[needs_coordination] = 1
        AND [rules].[benefits_from_joint_planning] = 1
        AND (
          [rules].[job_guarantee] = 1 OR [rules].[sickness_benefit] = 1
        )
      )
      THEN 0
    END AS [_target_group]
  FROM [rules]
), [decided] AS (
  SELECT
    [groups].*,
    CASE
      WHEN [groups].[_wrong] = 1
      THEN NULL
      WHEN NOT [groups].[_target_group] = 1
      THEN 'not_eligible'
      WHEN [groups].[mk2_in_2022] = 1
      OR [groups].[studies_within_month] = 1
      OR [groups].[work_within_month] = 1
      OR [groups].[krom] = 1
      OR [groups].[fram] = 1
      OR [groups].[avanti] = 1
      OR [groups].[aub] = 1
      OR [groups].[krami] = 1
      OR [groups].[sius] = 1
      THEN 'excluded'
      WHEN [groups].[_target_group] IS NULL
      OR [groups].[mk2_in_2022] IS NULL
      OR [groups].[studies_within_month] IS NULL
      OR [groups].[work_within_month] IS NULL
      OR [groups].[krom] IS NULL
      OR [groups].[fram] IS NULL
      OR [groups].[avanti] IS NULL
      OR [groups].[aub] IS NULL
      OR [groups].[krami] IS NULL
      OR [groups].[sius] IS NULL
      THEN 'undetermined'
      ELSE 'eligible'
    END AS [_outcome]
  FROM [groups]
)
SELECT
  [decided].[_person_id] AS [person_id],
  [decided].[_outcome] AS [outcome],
  CASE
    WHEN [decided].[_outcome] IS NOT NULL
    THEN CONCAT_WS(
      ' ',
      CASE WHEN NOT [decided].[resident_in_malmo] = 1 THEN 'resident_in_malmo' END,
      CASE WHEN NOT [decided].[working_age] = 1 THEN 'working_age' END,
      CASE WHEN NOT [decided].[over_30] = 1 THEN 'over_30' END,
      CASE
        WHEN NOT [decided].[without_work_12_months] = 1
        THEN 'without_work_12_months'
      END,
      CASE
        WHEN NOT [decided].[not_for_procured_services] = 1
        THEN 'not_for_procured_services'
      END,
      CASE WHEN NOT [decided].[needs_coordination] = 1 THEN 'needs_coordination' END,
      CASE
        WHEN NOT [decided].[benefits_from_joint_planning] = 1
        THEN 'benefits_from_joint_planning'
      END,
      CASE WHEN NOT [decided].[track] = 1 THEN 'track' END,
      CASE WHEN NOT [decided].[job_guarantee] = 1 THEN 'job_guarantee' END,
      CASE WHEN NOT [decided].[sickness_benefit] = 1 THEN 'sickness_benefit' END
    )
  END AS [not_met],
  CASE
    WHEN [decided].[_outcome] IS NOT NULL
    THEN CONCAT_WS(
      ' ',
      CASE WHEN [decided].[mk2_in_2022] = 1 THEN 'mk2_in_2022' END,
      CASE WHEN [decided].[studies_within_month] = 1 THEN 'studies_within_month' END,
      CASE WHEN [decided].[work_within_month] = 1 THEN 'work_within_month' END,
      CASE WHEN [decided].[krom] = 1 THEN 'krom' END,
      CASE WHEN [decided].[fram] = 1 THEN 'fram' END,
      CASE WHEN [decided].[avanti] = 1 THEN 'avanti' END,
      CASE WHEN [decided].[aub] = 1 THEN 'aub' END,
      CASE WHEN [decided].[krami] = 1 THEN 'krami' END,
      CASE WHEN [decided].[sius] = 1 THEN 'sius' END
    )
  END AS [exclusions],
  CASE
    WHEN [decided].[_outcome] = 'undetermined'
    THEN CONCAT_WS(
      ' ',
      CASE
        WHEN [decided].[_target_group] IS NULL AND [decided].[resident_in_malmo] IS NULL
        THEN 'municipality'
      END,
      CASE
        WHEN [decided].[_target_group] IS NULL
        AND (
          [decided].[working_age] IS NULL OR [decided].[over_30] IS NULL
        )
        THEN 'age'
      END,
      CASE
        WHEN [decided].[_target_group] IS NULL AND [decided].[without_work_12_months] IS NULL
        THEN 'months_without_work'
      END,
      CASE
        WHEN [decided].[_target_group] IS NULL
        AND [decided].[not_for_procured_services] IS NULL
        THEN 'can_use_procured_services'
      END,
      CASE
        WHEN [decided].[_target_group] IS NULL AND [decided].[needs_coordination] IS NULL
        THEN 'needs_coordination'
      END,
      CASE
        WHEN [decided].[_target_group] IS NULL
        AND [decided].[benefits_from_joint_planning] IS NULL
        THEN 'benefits_from_joint_planning'
      END,
      CASE
        WHEN [decided].[_target_group] IS NULL
        AND (
          [decided].[track] IS NULL
          AND (
            [decided].[job_guarantee] IS NULL AND [decided].[_fact_in_job_guarantee] IS NULL
          )
        )
        THEN 'in_job_guarantee'
      END,
      CASE
        WHEN [decided].[_target_group] IS NULL
        AND (
          [decided].[track] IS NULL
          AND (
            [decided].[job_guarantee] IS NULL
            AND [decided].[_fact_af_registered_months] IS NULL
          )
        )
        THEN 'af_registered_months'
      END,
      CASE
        WHEN [decided].[_target_group] IS NULL
        AND (
          [decided].[track] IS NULL AND [decided].[sickness_benefit] IS NULL
        )
        THEN 'receives_sickness_benefit'
      END,
      CASE WHEN [decided].[mk2_in_2022] IS NULL THEN 'participations' END,
      CASE WHEN [decided].[studies_within_month] IS NULL THEN 'starts_studies_on' END,
      CASE WHEN [decided].[work_within_month] IS NULL THEN 'starts_work_on' END,
      CASE
        WHEN [decided].[krom] IS NULL AND [decided].[_fact_in_krom] IS NULL
        THEN 'in_krom'
      END,
      CASE
        WHEN [decided].[krom] IS NULL AND [decided].[_fact_in_brokering_services] IS NULL
        THEN 'in_brokering_services'
      END,
      CASE WHEN [decided].[fram] IS NULL THEN 'in_fram' END,
      CASE WHEN [decided].[avanti] IS NULL THEN 'in_avanti' END,
      CASE WHEN [decided].[aub] IS NULL THEN 'in_aub' END,
      CASE WHEN [decided].[krami] IS NULL THEN 'in_krami' END,
      CASE WHEN [decided].[sius] IS NULL THEN 'has_sius' END
    )
    WHEN [decided].[_outcome] IS NOT NULL
    THEN ''
  END AS [missing],
  CASE WHEN [decided].[_outcome] IS NOT NULL THEN 0 END AS [points],
  CASE WHEN [decided].[_outcome] IS NOT NULL THEN 0 END AS [points_at_most]
FROM [decided]
