"""DuckDB by hand: one statement."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from register.contender import FLAGS, MET, NOT_MET, TURNED

DUCK_CRITERIA = [
    "municipality = 'Malmö'",
    f"birth_date <= DATE '{TURNED[0]}' AND birth_date > DATE '{TURNED[2]}'",
    f"birth_date <= DATE '{TURNED[1]}'",
    "months_without_work >= 12",
    "NOT can_use_procured_services",
    "needs_coordination",
    "benefits_from_joint_planning",
    "(in_job_guarantee AND af_registered_months >= 12) OR receives_sickness_benefit",
    "in_job_guarantee AND af_registered_months >= 12",
    "receives_sickness_benefit",
]
DUCK_TOOK_PART = (
    "len(list_filter(participations, lambda p: p.programme = 'malmokraften' AND p.edition = '2.0'"
    " AND p.started_on <= DATE '2022-12-31' AND (p.ended_on IS NULL OR p.ended_on >= DATE '2022-01-01'))) > 0"
)
DUCK_EXCLUSIONS = [
    DUCK_TOOK_PART,
    *(
        f"CASE WHEN NOT {name}__unknown THEN coalesce({name} <= DATE '2021-04-01', false) END"
        for name in ("starts_studies_on", "starts_work_on")
    ),
    "in_krom OR in_brokering_services",
    *FLAGS,
]


def duckdb_statement() -> str:
    """One SELECT: verdicts, their bits, and the lists looked up by the bits."""
    met = ", ".join(f"({sql}) AS c{at}" for at, sql in enumerate(DUCK_CRITERIA))
    excluded = ", ".join(f"({sql}) AS e{at}" for at, sql in enumerate(DUCK_EXCLUSIONS))
    whole = " AND ".join(f"c{at}" for at in range(8))
    some = " OR ".join(f"e{at}" for at in range(9))
    bits = " + ".join(f"(c{at} IS FALSE)::INT * {1 << at}" for at in range(10))
    out = " + ".join(f"(e{at} IS TRUE)::INT * {1 << at}" for at in range(9))
    return f"""
        WITH verdicts AS (SELECT person_id, {met}, {excluded} FROM read_parquet($path)),
        bits AS (SELECT person_id, {whole} AS whole, {some} AS excluded, {bits} AS n, {out} AS m FROM verdicts)
        SELECT person_id, CASE WHEN NOT whole THEN 'not_eligible' WHEN excluded THEN 'excluded'
          WHEN whole IS NULL OR excluded IS NULL THEN 'undetermined' ELSE 'eligible' END AS outcome,
          a.names AS not_met, b.names AS exclusions
        FROM bits JOIN not_met_names a ON a.bits = n JOIN met_names b ON b.bits = m"""


def duckdb_by_hand() -> Callable[[Path], Any]:
    """A connection that has the lists, and what decides by it."""
    import duckdb

    connection = duckdb.connect()
    for table, names in (("not_met_names", NOT_MET), ("met_names", MET)):
        frame = pl.DataFrame({"bits": pl.int_range(names.len(), eager=True), "names": names})
        connection.register("lists", frame.to_arrow())
        connection.execute(f"CREATE TABLE {table} AS SELECT * FROM lists")
    statement = duckdb_statement()
    return lambda path: connection.sql(statement, params={"path": str(path)}).to_arrow_table()


def duckdb_answer(found: Any) -> dict[str, pl.Series]:
    """The outcomes and the lists, in the register's order, which a join does not keep."""
    frame = pl.DataFrame(found)
    return dict(frame.sort("person_id").drop("person_id").to_dict())
