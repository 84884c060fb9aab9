"""People drawn at random as tables in databases, and what the databases make of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from strategies import Person

import kraftrules
from kraftrules import UNKNOWN, FactError, Ruleset
from kraftrules.values import Unknown
from kraftrules.vocabulary import Fact

Row = dict[str, object]
COLUMNS = ("outcome", "not_met", "exclusions", "missing", "points", "points_at_most")
SUFFIX = "__unknown"


def as_rows(facts: Sequence[Fact], people: Iterable[Person]) -> list[Row]:
    """People as rows of a table: flags say what is unknown of the facts that can be none."""
    return [{"person_id": at, **_cells(facts, person)} for at, person in enumerate(people)]


def _cells(facts: Iterable[Fact], person: Mapping[str, object]) -> Row:
    row: Row = {}
    for fact in facts:
        given = person.get(fact.id, UNKNOWN)
        unknown = isinstance(given, Unknown)
        if fact.type == "list" and isinstance(given, list):
            given = [_cells(fact.fields.values(), each) for each in given]
        row[fact.id] = None if unknown else given
        if fact.none_allowed:
            row[fact.id + SUFFIX] = unknown
    return row


def columns_of(facts: Iterable[Fact]) -> list[str]:
    """The names of the columns, and of the records' fields as ``list.field``."""
    names = ["person_id"]
    for fact in facts:
        names += [fact.id, *([fact.id + SUFFIX] if fact.none_allowed else [])]
        for field in fact.fields.values():
            names += [
                f"{fact.id}.{field.id}",
                *([f"{fact.id}.{field.id}{SUFFIX}"] if field.none_allowed else []),
            ]
    return names


def no_flag_is_overlooked(dialect: str, execute: Callable[[str], Any], packed: str | None) -> None:
    """A statement decides by a flag beside a field of records, or decides nothing where nobody told it of that.

    *packed* gathers the rows of a table of records into a column, where there is such a column.
    """
    records = " UNION ALL ".join(
        f"SELECT {person} AS person_id, 'malmokraften' AS programme, '2.0' AS edition, DATE '2021-05-01' AS started_on, "
        f"CAST(NULL AS DATE) AS ended_on, {flag} AS ended_on__unknown"
        for person, flag in ((1, "TRUE"), (2, "FALSE"), (3, "CAST(NULL AS BOOLEAN)"))
    )  # fmt: skip
    none = "CAST(NULL AS DATE) AS starts_work_on, CAST(NULL AS DATE) AS starts_studies_on"
    execute(f"CREATE TEMPORARY VIEW records AS {records}")
    execute(
        f"CREATE TEMPORARY VIEW flagged AS SELECT person_id, {packed or 'NULL'} AS participations, "
        f"FALSE AS participations__unknown, {none} FROM records GROUP BY person_id"
    )
    malmo = kraftrules.load("malmokraften@2.0")
    flag = "participations.ended_on__unknown"
    names = ["person_id", "participations", "starts_work_on", "starts_studies_on"]
    for lists in ({"participations": "records"}, *([{}] if packed else [])):
        here = [*names, "participations__unknown"] if lists else names
        for columns in (None, here, [*here, flag]):
            statement = malmo.sql(
                dialect, "flagged", on=date(2022, 6, 1), columns=columns, lists=lists
            )  # type: ignore[arg-type]
            told = columns is not None and flag in columns
            outcomes = ["undetermined", "excluded", "excluded"] if told else [None] * 3
            assert [row[1] for row in sorted(execute(statement))] == outcomes


def structure(facts: Iterable[Fact], types: Mapping[str, str]) -> dict[str, object]:
    """The type of each column, as DuckDB's JSON functions take it."""
    found: dict[str, object] = {}
    for fact in facts:
        found[fact.id] = (
            [structure(fact.fields.values(), types)] if fact.type == "list" else types[fact.type]
        )
        if fact.none_allowed:
            found[fact.id + SUFFIX] = types["boolean"]
    return found


def as_json(rows: object) -> str:
    """Rows as JSON, in which a number keeps its digits."""
    return json.dumps(
        rows, default=lambda value: str(value) if isinstance(value, date | Decimal) else value
    )


def expected(ruleset: Ruleset, people: Iterable[Person], on: date) -> list[tuple[object, ...]]:
    """What is decided of each; None where a fact that is worked out is out of its bounds."""
    return [_decided(ruleset, person, on) for person in people]


def _decided(ruleset: Ruleset, person: Person, on: date) -> tuple[object, ...]:
    try:
        decision = ruleset.decide(person, on)
    except FactError:
        return (None,) * len(COLUMNS)
    return (
        decision.outcome.value,
        list(decision.not_met),
        list(decision.exclusions_met),
        list(decision.missing),
        decision.points,
        decision.points_at_most,
    )


# ---- DuckDB

_DUCKDB = {
    "boolean": "BOOLEAN", "integer": "BIGINT", "number": "DECIMAL(30,6)", "string": "VARCHAR",
    "category": "VARCHAR", "identifier": "VARCHAR", "date": "DATE",
}  # fmt: skip


def into_duckdb(
    connection: Any, facts: Sequence[Fact], people: Iterable[Person], table: str = "people"
) -> None:
    """Put people into a table."""
    shape = [{"person_id": "BIGINT", **structure(facts, _DUCKDB)}]
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT unnest(r) FROM (SELECT unnest(from_json(?, ?)) AS r)",
        [as_json(as_rows(facts, people)), json.dumps(shape)],
    )


# ---- PostgreSQL

_POSTGRES = {
    "boolean": "boolean", "integer": "bigint", "number": "numeric", "string": "text",
    "category": "text", "identifier": "text", "date": "date", "list": "jsonb",
}  # fmt: skip


def into_postgres(
    connection: Any, facts: Sequence[Fact], people: Sequence[Person], lists: str
) -> dict[str, str]:
    """Put people into a table, and their *lists* into columns of ``json`` or into a ``table`` each.

    Gives the names of those tables.
    """
    rows, tables = as_rows(facts, people), {}
    for fact in [each for each in facts if each.type == "list"]:
        if lists == "table":
            tables[fact.id] = f"records_{fact.id}"
            records = [
                {"person_id": row["person_id"], **each}
                for row in rows
                for each in row[fact.id] or ()
            ]
            _create(connection, tables[fact.id], records, _columns(fact.fields.values()))
        for row, person in zip(rows, people, strict=True):
            row[f"{fact.id}{SUFFIX}"] = row.pop(fact.id) is None
            given = person.get(fact.id)
            if lists == "json" and isinstance(given, list):
                row[fact.id] = [_as_in_json(each) for each in given]
    flags = [f'"{each.id}{SUFFIX}" boolean' for each in facts if each.type == "list"]
    _create(connection, "people", rows, [*_columns(facts), *flags])
    return tables


def _as_in_json(record: Mapping[str, object]) -> Row:
    """A record in which what is unknown is left out."""
    known = {name: value for name, value in record.items() if not isinstance(value, Unknown)}
    return {
        name: float(value) if isinstance(value, Decimal) else value for name, value in known.items()
    }


def _columns(facts: Iterable[Fact]) -> list[str]:
    found = []
    for fact in facts:
        found.append(f'"{fact.id}" {_POSTGRES[fact.type]}')
        found += [f'"{fact.id}{SUFFIX}" boolean'] if fact.none_allowed else []
    return found


def _create(connection: Any, table: str, rows: Sequence[Row], columns: Sequence[str]) -> None:
    shape = ", ".join(["person_id bigint", *columns])
    connection.execute(f'DROP TABLE IF EXISTS "{table}"')
    connection.execute(
        f'CREATE TEMP TABLE "{table}" AS SELECT * FROM jsonb_to_recordset(%s::jsonb) AS t({shape})',
        [as_json(rows)],
    )


# ---- Spark


def into_spark(session: Any, facts: Sequence[Fact], people: Iterable[Person]) -> Any:
    """People as a Spark frame."""
    rows = [json.loads(as_json(row)) for row in as_rows(facts, people)]
    text = json.dumps([*rows])
    schema = f"array<struct<person_id:bigint,{_spark_fields(facts)}>>"
    parsed = session.createDataFrame([(text,)], "people string").selectExpr(
        f"inline(from_json(people, '{schema}'))"
    )
    return parsed


def _spark_fields(facts: Iterable[Fact]) -> str:
    found = []
    for fact in facts:
        kind = (
            f"array<struct<{_spark_fields(fact.fields.values())}>>"
            if fact.type == "list"
            else _SPARK[fact.type]
        )
        found.append(f"`{fact.id}`:{kind}")
        found += [f"`{fact.id}{SUFFIX}`:boolean"] if fact.none_allowed else []
    return ",".join(found)


_SPARK = {
    "boolean": "boolean", "integer": "bigint", "number": "decimal(30,6)", "string": "string",
    "category": "string", "identifier": "string", "date": "date",
}  # fmt: skip
