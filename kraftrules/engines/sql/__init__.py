"""A table decided about where it lies: a plan as one SELECT, in the dialect of the database that holds it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Literal

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.given import accept_day, shown
from kraftrules.plan import Plan
from kraftrules.text import Text

try:
    from sqlglot import exp
except ModuleNotFoundError:
    raise ImportError("SQL needs sqlglot: pip install 'kraftrules[sql]'", name="sqlglot") from None

from kraftrules.engines.sql.dialects import DIALECTS, dialect_named
from kraftrules.engines.sql.source import (
    People,
    TableName,
    column_names,
    table_named,
    tables_named,
)
from kraftrules.engines.sql.statement import decisions, problems, verdicts
from kraftrules.engines.sql.told import check_told
from kraftrules.engines.sql.tree import harmless

Show = Literal["decisions", "verdicts", "problems"]
_SHOWN: Mapping[str, Callable[[Plan, People], exp.Select]] = {
    "decisions": decisions,
    "verdicts": verdicts,
    "problems": problems,
}

__all__ = [
    "DIALECTS",
    "People",
    "Show",
    "TableName",
    "decisions",
    "people_in",
    "problems",
    "text_of",
    "verdicts",
]


def text_of(
    plan: Plan,
    *,
    dialect: str,
    table: TableName,
    on: date,
    columns: Collection[str] | None = None,
    lists: Mapping[str, TableName] | None = None,
    show: Show = "decisions",
) -> str:
    """The statement of a plan as text; raises `FactError` for what is not there or cannot be said."""
    people = people_in(dialect, table, on, columns=columns, lists=lists)
    check_told(plan.facts, people, columns)
    make = _SHOWN.get(show) if isinstance(show, str) else None
    if make is None:
        allowed = Text(
            "tillåtet är decisions, verdicts eller problems",
            "allowed is decisions, verdicts or problems",
        )
        raise FactError([FactProblem("show", shown(show), allowed)])
    statement = make(plan, people).sql(dialect=people.dialect.name, pretty=True)
    declared = plan.declared
    head = harmless(f"{declared.title.sv} ({declared.name}), {people.on}, {plan.fingerprint[:16]}")
    return f"/* {head} */\n{statement}\n"


def people_in(
    dialect: str,
    table: TableName,
    on: date,
    *,
    columns: Collection[str] | None = None,
    lists: Mapping[str, TableName] | None = None,
) -> People:
    """A table of people in a database; raises `FactError` where what is given is no name."""
    return People(
        dialect_named(dialect),
        table_named(table),
        accept_day(on),
        column_names(columns),
        tables_named(lists),
    )
