"""Moments where days are asked for: one at midnight is its day, as in a table of any other kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlglot import exp

from kraftrules.engines.sql.columns import MOMENT, Column
from kraftrules.engines.sql.dialects import Dialect, day
from kraftrules.engines.sql.lists import each_record
from kraftrules.engines.sql.tree import (
    NULL,
    Expr,
    case,
    cast,
    column,
    equal,
    identifier,
    is_not_null,
    named,
    select_of,
    table_of,
)
from kraftrules.vocabulary import Fact

_NO_DAY = date(1, 1, 1)  # which no fact can be


def with_days(
    facts: Mapping[str, Fact], columns: Sequence[Column], table: str, dialect: Dialect
) -> exp.Select | None:
    """A table whose moments at midnight are days, and others a day that fits nothing; None where it has none."""
    found = [_day(facts, each, dialect) for each in columns]
    if not any(found):
        return None
    names = [column(each.name) for each in columns]
    chosen = [
        name if as_day is None else named(as_day, each.name)
        for each, name, as_day in zip(columns, names, found, strict=True)
    ]
    return select_of(*chosen).from_(table_of(table))


def _day(facts: Mapping[str, Fact], found: Column, dialect: Dialect) -> Expr | None:
    """A column as one of days; None where it has no moments that are to be days."""
    fact = facts.get(found.name)
    if fact is None:
        return None
    if found.kind == MOMENT:
        return _of_midnight(column(found.name))
    if not any(each.kind == MOMENT for each in found.fields):
        return None
    record = exp.Struct(expressions=[_field(each) for each in found.fields])
    item = case((is_not_null(column(_RECORD)), record), otherwise=NULL)
    return each_record(dialect, column(found.name), _RECORD, item)


def _field(found: Column) -> Expr:
    cell = column(found.name, _RECORD)
    value = _of_midnight(cell) if found.kind == MOMENT else cell
    return exp.PropertyEQ(this=identifier(found.name), expression=value)


def _of_midnight(cell: Expr) -> Expr:
    as_day = cast(cell, "date")
    return case((equal(cell, as_day), as_day), (is_not_null(cell), day(_NO_DAY)))


_RECORD = "_r"
