"""Tables that lie in DuckDB or in Spark, decided about in place: what comes back is of the kind that came in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from sqlglot import exp

from kraftrules.decision import Engine
from kraftrules.diagnostics import FactError, FactProblem, cut
from kraftrules.engines.sql.columns import (
    both_said,
    check_columns,
    duckdb_columns,
    facts_of_row,
    spark_columns,
)
from kraftrules.engines.sql.dialects import DIALECTS
from kraftrules.engines.sql.source import PERSON, PERSON_ID, People, table_named
from kraftrules.engines.sql.statement import decisions, problems
from kraftrules.engines.sql.tree import column, number, one_of, text
from kraftrules.given import allowed, shown
from kraftrules.plan import Plan
from kraftrules.reading import Reading
from kraftrules.text import Text
from kraftrules.vocabulary import UNKNOWN_SUFFIX

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import DataFrame

MOST_SHOWN = 20
Rows = list[dict[str, object]]
_numbers = count(1)


def decide_relation(
    engine: Engine, relation: duckdb.DuckDBPyRelation, on: date, *, ignore_extra: bool = False
) -> duckdb.DuckDBPyRelation:
    """Decide about everyone in a DuckDB relation; what comes back is reckoned when it is read.

    That all values fit is looked at now, by a query of its own. Raises `FactError`.
    """
    found = duckdb_columns(relation.columns, relation.types)
    columns = check_columns(engine.plan, found, ignore_extra=ignore_extra)
    name = f"_kraftrules_{next(_numbers)}"

    def ask(statement: str) -> duckdb.DuckDBPyRelation:
        answer = relation.query(name, statement)
        assert answer is not None, "it is a SELECT"
        return answer

    def rows(statement: str) -> Rows:
        answer = ask(statement)
        return [
            dict(zip(answer.columns, row, strict=True))
            for row in answer.limit(MOST_SHOWN).fetchall()
        ]

    people = People(DIALECTS["duckdb"], table_named([name]), on, columns, exact=True)
    _check_values(engine, people, rows)
    return ask(decisions(engine.plan, people).sql(dialect="duckdb"))


def decide_spark(
    engine: Engine, frame: DataFrame, on: date, *, ignore_extra: bool = False
) -> DataFrame:
    """Decide about everyone in a Spark frame; what comes back is reckoned when it is read.

    That all values fit is looked at now, by a job of its own. Raises `FactError`.
    """
    columns = check_columns(engine.plan, spark_columns(frame.schema), ignore_extra=ignore_extra)
    name, session = f"_kraftrules_{next(_numbers)}", frame.sparkSession
    frame.createOrReplaceTempView(name)

    def rows(statement: str) -> Rows:
        answer = session.sql(statement).limit(MOST_SHOWN).collect()
        return [row.asDict(recursive=True) for row in answer]

    people = People(DIALECTS["spark"], table_named([name]), on, columns, exact=True)
    try:
        _check_values(engine, people, rows)
        return session.sql(decisions(engine.plan, people).sql(dialect="spark"))
    finally:
        session.catalog.dropTempView(name)  # what it stood for is in the plan that comes back


def _check_values(engine: Engine, people: People, rows: Callable[[str], Rows]) -> None:
    """Raise `FactError` for the first rows whose values do not fit, as deciding about each would."""
    dialect = people.dialect.name
    found = rows(problems(_all_there(engine.plan, people), people).sql(dialect=dialect))
    if not found:
        return
    ids = [_literal(row[PERSON_ID]) for row in found if row[PERSON_ID] is not None]
    whole = exp.select(exp.Star()).from_(people.table.copy())
    stated = rows(whole.where(one_of(column(PERSON_ID), ids)).sql(dialect=dialect)) if ids else []
    by_id = {row[PERSON_ID]: row for row in stated}
    wrong = [
        each
        for row in found
        for each in _problems(engine, people, row, by_id.get(row[PERSON_ID], {}))
    ]
    raise FactError(wrong)


def _all_there(plan: Plan, people: People) -> Reading:
    """The plan, reading also the columns that its rules do not: they are looked at all the same."""
    read, there = {PERSON_ID, *(fact.id for fact in plan.inputs)}, people.columns or ()
    unread = [
        fact
        for name, fact in plan.facts.items()
        if name not in read and (name in there or name + UNKNOWN_SUFFIX in there)
    ]
    return replace(plan, inputs=(*plan.inputs, *unread))


def _literal(value: object) -> exp.Expr:
    return number(value) if isinstance(value, int) else text(str(value))


def _problems(
    engine: Engine, people: People, row: Mapping[str, object], stated: Mapping[str, object]
) -> list[FactProblem]:
    """What is wrong with a person's values, each with whose it is."""
    whose, names = _whose(row[PERSON_ID]), row["problems"]
    assert isinstance(names, Sequence)
    try:
        engine.decide(facts_of_row(engine.plan.facts, stated), people.on)
        told: tuple[FactProblem, ...] = ()
    except FactError as error:
        told = error.problems
    told = (*both_said(engine.plan.facts, stated), *told)
    about = {each.fact.partition("[")[0]: each for each in told}
    return [
        _told(name, about.get(name), engine, whose)
        if name != PERSON_ID
        else FactProblem(PERSON_ID, _shown(row[PERSON_ID]), allowed(PERSON))
        for name in names
    ]


def _whose(person: object) -> Text:
    if person is None:
        return Text("Det gäller en rad utan person_id.", "It is that of a row without person_id.")
    whom = cut(str(person))
    return Text(f"Det gäller person_id {whom}.", f"It is that of person_id {whom}.")


def _shown(value: object) -> str | Text:
    return Text("inget", "nothing") if value is None else shown(value)


def _told(name: str, told: FactProblem | None, engine: Engine, whose: Text) -> FactProblem:
    if told is None:
        return FactProblem(name, "", allowed(engine.plan.facts[name]), whose)
    hint = (
        whose
        if told.hint is None
        else Text(f"{told.hint.sv} {whose.sv}", f"{told.hint.en} {whose.en}")
    )
    return FactProblem(told.fact, told.given, told.allowed, hint)
