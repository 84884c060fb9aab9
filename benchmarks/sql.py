"""Time a million decisions in DuckDB: the statement that kraftrules writes, and one written by hand.

Malmökraften 2.0 on 2021-03-01. Both read the same Parquet file and write a table with the same
columns. Before anything is timed, both must give everyone the same answer. They take turns in each
round, so that what else the machine does falls on both. Measured are the time that passes and the
time of all processors, which suffers less from others; the ratios compare the minima.
"""

import argparse
import json
import runpy
import tempfile
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import duckdb

import kraftrules

ON = date(2021, 3, 1)
MADE_UP = 5_000
TYPES = {"boolean": "BOOLEAN", "integer": "INTEGER", "string": "VARCHAR", "date": "DATE"}
RECORD = {"programme": "VARCHAR", "edition": "VARCHAR", "started_on": "DATE", "ended_on": "DATE"}
BY_HAND = """
WITH rules AS (
    SELECT
        person_id,
        municipality = 'Malmö' AS resident_in_malmo,
        age BETWEEN 20 AND 64 AS working_age,
        age > 30 AS over_30,
        months_without_work >= 12 AS without_work_12_months,
        NOT can_use_procured_services AS not_for_procured_services,
        needs_coordination,
        benefits_from_joint_planning,
        in_job_guarantee AND af_registered_months >= 12 AS job_guarantee,
        in_job_guarantee,
        af_registered_months,
        receives_sickness_benefit AS sickness_benefit,
        CASE WHEN participations IS NULL THEN NULL ELSE coalesce(list_max(list_transform(
            participations,
            lambda p: CASE
                WHEN p.programme = 'malmokraften' AND p.edition = '2.0'
                    AND p.started_on <= DATE '2022-12-31'
                    AND (p.ended_on IS NULL OR p.ended_on >= DATE '2022-01-01') THEN 2
                WHEN p.programme <> 'malmokraften' OR p.edition <> '2.0'
                    OR p.started_on > DATE '2022-12-31' OR p.ended_on < DATE '2022-01-01' THEN 0
                ELSE 1 END)), 0) END AS mk2,
        CASE WHEN starts_studies_on IS NOT NULL THEN starts_studies_on <= DATE '2021-04-01'
            WHEN NOT starts_studies_on__unknown THEN false END AS studies_within_month,
        CASE WHEN starts_work_on IS NOT NULL THEN starts_work_on <= DATE '2021-04-01'
            WHEN NOT starts_work_on__unknown THEN false END AS work_within_month,
        in_krom OR in_brokering_services AS krom,
        in_krom,
        in_brokering_services,
        in_fram AS fram, in_avanti AS avanti, in_aub AS aub, in_krami AS krami, has_sius AS sius
    FROM people
), groups AS (
    SELECT *, job_guarantee OR sickness_benefit AS track, nullif(mk2, 1) = 2 AS mk2_in_2022
    FROM rules
), whole AS (
    SELECT *,
        resident_in_malmo AND working_age AND over_30 AND without_work_12_months
            AND not_for_procured_services AND needs_coordination AND benefits_from_joint_planning
            AND track AS target_group,
        mk2_in_2022 OR studies_within_month OR work_within_month OR krom OR fram OR avanti OR aub
            OR krami OR sius AS some_exclusion
    FROM groups
), decided AS (
    SELECT *,
        CASE WHEN NOT target_group THEN 'not_eligible' WHEN some_exclusion THEN 'excluded'
            WHEN target_group IS NULL OR some_exclusion IS NULL THEN 'undetermined'
            ELSE 'eligible' END AS outcome
    FROM whole
)
SELECT
    person_id,
    outcome,
    list_where(
        ['resident_in_malmo', 'working_age', 'over_30', 'without_work_12_months',
         'not_for_procured_services', 'needs_coordination', 'benefits_from_joint_planning', 'track',
         'job_guarantee', 'sickness_benefit'],
        [resident_in_malmo IS FALSE, working_age IS FALSE, over_30 IS FALSE,
         without_work_12_months IS FALSE, not_for_procured_services IS FALSE,
         needs_coordination IS FALSE, benefits_from_joint_planning IS FALSE, track IS FALSE,
         job_guarantee IS FALSE, sickness_benefit IS FALSE]) AS not_met,
    list_where(
        ['mk2_in_2022', 'studies_within_month', 'work_within_month', 'krom', 'fram', 'avanti', 'aub',
         'krami', 'sius'],
        [mk2_in_2022 IS TRUE, studies_within_month IS TRUE, work_within_month IS TRUE, krom IS TRUE,
         fram IS TRUE, avanti IS TRUE, aub IS TRUE, krami IS TRUE, sius IS TRUE]) AS exclusions,
    CASE WHEN outcome = 'undetermined' THEN list_where(
        ['municipality', 'age', 'months_without_work', 'can_use_procured_services',
         'needs_coordination', 'benefits_from_joint_planning', 'in_job_guarantee',
         'af_registered_months', 'receives_sickness_benefit', 'participations',
         'starts_studies_on', 'starts_work_on', 'in_krom', 'in_brokering_services', 'in_fram',
         'in_avanti', 'in_aub', 'in_krami', 'has_sius'],
        [target_group IS NULL AND resident_in_malmo IS NULL,
         target_group IS NULL AND over_30 IS NULL,
         target_group IS NULL AND without_work_12_months IS NULL,
         target_group IS NULL AND not_for_procured_services IS NULL,
         target_group IS NULL AND needs_coordination IS NULL,
         target_group IS NULL AND benefits_from_joint_planning IS NULL,
         target_group IS NULL AND track IS NULL AND job_guarantee IS NULL AND in_job_guarantee IS NULL,
         target_group IS NULL AND track IS NULL AND job_guarantee IS NULL AND af_registered_months IS NULL,
         target_group IS NULL AND track IS NULL AND sickness_benefit IS NULL,
         mk2_in_2022 IS NULL, studies_within_month IS NULL, work_within_month IS NULL,
         krom IS NULL AND in_krom IS NULL, krom IS NULL AND in_brokering_services IS NULL,
         fram IS NULL, avanti IS NULL, aub IS NULL, krami IS NULL, sius IS NULL])
        ELSE [] END AS missing,
    0 AS points,
    0 AS points_at_most
FROM decided
"""


def make_people(ruleset: kraftrules.Ruleset, count: int, path: Path) -> None:
    """Write a Parquet file of people: some thousands made up, each many times under new ids."""
    examples = runpy.run_path(str(Path(__file__).parent.parent / "examples" / "make_people.py"))
    facts = [fact for fact in ruleset.facts if fact.id != "birth_date"]
    rows = []
    for person in examples["make_people"](MADE_UP, seed=1):
        row = {fact.id: person.get(fact.id) for fact in facts}
        if "birth_date" in person:
            born = person["birth_date"]
            row["age"] = ON.year - born.year - ((ON.month, ON.day) < (born.month, born.day))
        rows.append(
            row
            | {f"{fact.id}__unknown": fact.id not in person for fact in facts if fact.none_allowed}
        )
    shape = {fact.id: [RECORD] if fact.type == "list" else TYPES[fact.type] for fact in facts}
    shape |= {f"{fact.id}__unknown": "BOOLEAN" for fact in facts if fact.none_allowed}
    text = json.dumps(rows, default=str)
    duckdb.execute(
        "CREATE TEMP TABLE made_up AS SELECT unnest(r) FROM (SELECT unnest(from_json(?, ?)) AS r)",
        [text, json.dumps([shape])],
    )
    duckdb.execute(f"""
        COPY (SELECT row_number() OVER () AS person_id, made_up.*
              FROM range({-(-count // MADE_UP)}), made_up LIMIT {count})
        TO '{path}' (FORMAT parquet)
    """)


def main() -> None:
    """Time both statements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    ruleset = kraftrules.load("malmokraften@2.0")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.parquet"
        make_people(ruleset, given.people, path)
        duckdb.execute(f"CREATE VIEW people AS FROM '{path}'")
        columns = [name for name, *_ in duckdb.sql("DESCRIBE people").fetchall()]
        statements = {
            "written by hand": BY_HAND,
            "kraftrules": ruleset.sql(dialect="duckdb", table="people", on=ON, columns=columns),
            "kraftrules, columns not told": ruleset.sql(dialect="duckdb", table="people", on=ON),
        }
        agree(statements)
        report(time(statements, given.rounds), given.people)


def agree(statements: dict[str, str]) -> None:
    """Stop unless every statement gives everyone the same answer."""
    first, *others = statements.values()
    duckdb.execute(f"CREATE OR REPLACE TEMP TABLE first AS {first}")
    for other in others:
        different = f"SELECT count(*) FROM (({other}) EXCEPT FROM first)"
        if found := duckdb.sql(different).fetchall()[0][0]:
            raise SystemExit(f"{found} people are decided about in different ways")


def time(statements: dict[str, str], rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Seconds passed and seconds of processors for each statement, round by round."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in statements}
    for _ in range(rounds):
        for name, statement in statements.items():
            start, busy = perf_counter(), process_time()
            duckdb.execute(f"CREATE OR REPLACE TEMP TABLE decided AS {statement}")
            taken[name].append((perf_counter() - start, process_time() - busy))
    return taken


def report(taken: dict[str, list[tuple[float, float]]], people: int) -> None:
    """Print the figures."""
    print(f"DuckDB {duckdb.__version__}, {people} people; every statement gives the same answers\n")
    print(f"{'statement':30}{'min s':>8}{'median s':>10}{'ratio':>7}{'cpu s':>9}{'ratio':>7}")
    best, least = (min(each) for each in zip(*taken["written by hand"], strict=True))
    for name, seconds in taken.items():
        passed, busy = zip(*seconds, strict=True)
        print(f"{name:30}{min(passed):8.3f}{median(passed):10.3f}{min(passed) / best:7.2f}"
              f"{min(busy):9.3f}{min(busy) / least:7.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
