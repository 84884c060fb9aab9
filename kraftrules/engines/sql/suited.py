"""Columns that hold what their facts are, but in another type: moments at midnight, and nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlglot import exp

from kraftrules.engines.sql.columns import FLAG, MOMENT, NOTHING, Column, said
from kraftrules.engines.sql.dialects import Dialect, day
from kraftrules.engines.sql.fits import absent
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


def suited(
    facts: Mapping[str, Fact], columns: Sequence[Column], table: str, dialect: Dialect
) -> exp.Select | None:
    """A table whose moments at midnight are days, and others a day that fits nothing, and whose empty
    columns are of their facts' types; None where it is that already."""
    found = [_suited(facts, each, dialect) for each in columns]
    if not any(found):
        return None
    names = [column(each.name) for each in columns]
    chosen = [
        name if value is None else named(value, each.name)
        for each, name, value in zip(columns, names, found, strict=True)
    ]
    return select_of(*chosen).from_(table_of(table))


def _suited(facts: Mapping[str, Fact], found: Column, dialect: Dialect) -> Expr | None:
    """What is to stand for a column; None where it can be read as it is."""
    fact, flags = said(found.name, facts)
    if fact is None:
        return None
    if found.kind == NOTHING:
        return absent(FLAG if flags else fact, dialect)
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
