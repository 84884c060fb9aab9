"""Tables that lie in DuckDB or in Spark, decided about in place: what comes back is of the kind that came in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Generic, TypeVar

from sqlglot import exp

from kraftrules.decision import Engine
from kraftrules.diagnostics import FactError, FactProblem, cut
from kraftrules.engines.sql.columns import (
    NUMBERS,
    Column,
    both_said,
    check_columns,
    duckdb_columns,
    emptied,
    facts_of_row,
    spark_columns,
)
from kraftrules.engines.sql.dialects import DIALECTS, Dialect
from kraftrules.engines.sql.fits import DECIMALS, WHOLE_DIGITS
from kraftrules.engines.sql.source import PERSON, PERSON_ID, People, table_named
from kraftrules.engines.sql.statement import decisions, problems
from kraftrules.engines.sql.suited import as_told, suited
from kraftrules.engines.sql.tree import (
    column,
    is_not_null,
    number,
    one_of,
    select_of,
    table_of,
    text,
)
from kraftrules.plan import Plan
from kraftrules.reading import Reading
from kraftrules.refusal import allowed, shown
from kraftrules.text import Text
from kraftrules.vocabulary import UNKNOWN_SUFFIX

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import DataFrame

MOST_SHOWN = 20
Rows = list[dict[str, object]]
Ask = Callable[[exp.Select], Rows]
Table = TypeVar("Table")
_numbers = count(1)


def decide_relation(
    engine: Engine, relation: duckdb.DuckDBPyRelation, on: date, *, ignore_extra: bool = False
) -> duckdb.DuckDBPyRelation:
    """Decide about everyone in a DuckDB relation; what comes back is reckoned when it is read.

    That all values fit is looked at now, by a query of its own. Raises `FactError`.
    """
    name, dialect = f"_kraftrules_{next(_numbers)}", DIALECTS["duckdb"]

    def ask(of: duckdb.DuckDBPyRelation, statement: exp.Select) -> duckdb.DuckDBPyRelation:
        answer = of.query(name, statement.sql(dialect=dialect.name))
        assert answer is not None, "it is a SELECT"
        return answer

    def rows(of: duckdb.DuckDBPyRelation, statement: exp.Select) -> Rows:
        answer = ask(of, statement).limit(MOST_SHOWN)
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]

    columns = duckdb_columns(relation.columns, relation.types)
    return _Place(name, dialect, ask, rows).decided(engine, relation, columns, on, ignore_extra)


def decide_spark(
    engine: Engine, frame: DataFrame, on: date, *, ignore_extra: bool = False
) -> DataFrame:
    """Decide about everyone in a Spark frame; what comes back is reckoned when it is read.

    That all values fit is looked at now, by a job of its own. Raises `FactError`.
    """
    name, dialect = f"_kraftrules_{next(_numbers)}", DIALECTS["spark"]

    def ask(of: DataFrame, statement: exp.Select) -> DataFrame:
        of.createOrReplaceTempView(name)
        try:
            return of.sparkSession.sql(statement.sql(dialect=dialect.name))
        finally:
            of.sparkSession.catalog.dropTempView(
                name
            )  # what it stood for is in the plan that comes back

    def rows(of: DataFrame, statement: exp.Select) -> Rows:
        answer = ask(of, statement).limit(MOST_SHOWN).collect()
        return [row.asDict(recursive=True) for row in answer]

    columns = spark_columns(frame.schema)
    return _Place(name, dialect, ask, rows).decided(engine, frame, columns, on, ignore_extra)


@dataclass(frozen=True, slots=True)
class _Place(Generic[Table]):
    """Where tables lie. A statement calls a table by *name*; *ask* makes another of it by one, and *rows*
    gives the first rows of that."""

    name: str
    dialect: Dialect
    ask: Callable[[Table, exp.Select], Table]
    rows: Callable[[Table, exp.Select], Rows]

    def decided(
        self, engine: Engine, given: Table, columns: Sequence[Column], on: date, ignore_extra: bool
    ) -> Table:
        """The decisions about a table with such columns; raises `FactError`."""
        facts = engine.plan.facts
        empty = partial(_is_empty, self.name, partial(self.rows, given))
        found = emptied(columns, facts, empty)
        checked = check_columns(engine.plan, found, ignore_extra=ignore_extra)
        select = suited(facts, found, self.name, self.dialect)
        table = given if select is None else self.ask(given, select)
        people = People(self.dialect, table_named([self.name]), on, checked, exact=True)
        told = as_told(facts, found, self.name, self.dialect)
        _check_values(
            engine,
            people,
            partial(self.rows, table),
            lambda ids: self.rows(given, told.where(ids)),
            _nobody(found),
        )
        return self.ask(table, decisions(engine.plan, people))


def _is_empty(table: str, rows: Ask, name: str) -> bool:
    """Whether no row has anything in a column."""
    some = select_of(number(1)).from_(table_of(table)).where(is_not_null(column(name)))
    return not rows(some.limit(1))


def _check_values(
    engine: Engine, people: People, rows: Ask, told: Callable[[exp.Expr], Rows], nobody: Text
) -> None:
    """Raise `FactError` for the first rows whose values do not fit, as deciding about each would.

    *rows* are asked of the table, and *told* gives rows as they were given, by a condition.
    *nobody* is what stands in the place of an id where there is none.
    """
    found = rows(problems(_all_there(engine.plan, people), people))
    if not found:
        return
    ids = [_literal(row[PERSON_ID]) for row in found if row[PERSON_ID] is not None]
    stated = told(one_of(column(PERSON_ID), ids)) if ids else []
    by_id = {row[PERSON_ID]: row for row in stated}
    wrong = [
        each
        for row in found
        for each in _problems(engine, people, row, by_id.get(row[PERSON_ID], {}), nobody)
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
    engine: Engine,
    people: People,
    row: Mapping[str, object],
    stated: Mapping[str, object],
    nobody: Text,
) -> list[FactProblem]:
    """What is wrong with a person's values, each with whose it is; with those worked out of them, later."""
    whose, names = _whose(row[PERSON_ID]), row["problems"]
    assert isinstance(names, Sequence)
    names = [name for name in names if name in stated] or names
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
        else FactProblem(
            PERSON_ID, nobody if row[PERSON_ID] is None else shown(row[PERSON_ID]), allowed(PERSON)
        )
        for name in names
    ]


def _whose(person: object) -> Text:
    if person is None:
        return Text("Det gäller en rad utan person_id.", "It is that of a row without person_id.")
    whom = cut(str(person))
    return Text(f"Det gäller person_id {whom}.", f"It is that of person_id {whom}.")


def _nobody(columns: Sequence[Column]) -> Text:
    if any(each.name == PERSON_ID and each.kind in NUMBERS for each in columns):
        return Text("inget heltal", "no integer")
    return Text("inget", "nothing")


_IN_SQL = Text(
    f"i en databas högst {WHOLE_DIGITS} siffror före decimaltecknet och {DECIMALS} efter",
    f"in a database at most {WHOLE_DIGITS} digits before the point and {DECIMALS} after it",
)


def _told(name: str, told: FactProblem | None, engine: Engine, whose: Text) -> FactProblem:
    if told is None:
        fact = engine.plan.facts[name]
        return FactProblem(name, "", _IN_SQL if fact.type == "number" else allowed(fact), whose)
    hint = (
        whose
        if told.hint is None
        else Text(f"{told.hint.sv} {whose.sv}", f"{told.hint.en} {whose.en}")
    )
    return FactProblem(told.fact, told.given, told.allowed, hint)
