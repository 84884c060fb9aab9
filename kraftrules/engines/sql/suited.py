"""Columns that hold what their facts are, but in another type: moments at midnight, whole decimals, and nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import floor

from sqlglot import exp

from kraftrules.engines.sql.columns import (
    EMPTY,
    ENUM,
    FLAG,
    MOMENT,
    NOTHING,
    NUMBERS,
    Column,
    said,
)
from kraftrules.engines.sql.dialects import Dialect, day
from kraftrules.engines.sql.fits import absent, type_of
from kraftrules.engines.sql.lists import each_record
from kraftrules.engines.sql.source import PERSON, PERSON_ID
from kraftrules.engines.sql.tree import (
    NULL,
    Expr,
    binary,
    call,
    case,
    cast,
    coalesce,
    column,
    equal,
    identifier,
    is_not_null,
    named,
    number,
    own,
    select_of,
    table_of,
    text,
)
from kraftrules.vocabulary import Fact

# what is to stand for a cell of a fact in a column, or a field, of such a type; None where it may stand
Convert = Callable[[Fact, Column, Expr], Expr | None]
_NO_DAY = date(1, 1, 1)  # which no fact can be
_EXACT_IN_FLOATS = 2**53
_RECORD = "_r"


def suited(
    facts: Mapping[str, Fact], columns: Sequence[Column], table: str, dialect: Dialect
) -> exp.Select | None:
    """A table whose columns are of their facts' types; None where it is that already.

    Moments at midnight become days, whole floats and decimals integers, and what an enum says a text;
    where a value cannot become that, one that fits nothing stands. Empty columns get a type.
    """
    facts = {PERSON_ID: PERSON, **facts}

    def convert(fact: Fact, found: Column, cell: Expr) -> Expr | None:
        if found.kind == MOMENT:
            return _of_midnight(cell)
        if found.kind == ENUM:
            return cast(cell, "text")
        if found.kind == EMPTY:
            return exp.Cast(this=own(cell), to=type_of(fact, dialect))
        if found.kind in NUMBERS and fact.type in ("integer", "identifier"):
            return _whole(fact, found, cell)
        return None

    found = [_nothing(facts, each, dialect) or _converted(facts, each, dialect, convert) for each in columns]  # fmt: skip
    if not any(found):
        return None
    chosen = [
        column(each.name) if value is None else named(value, each.name)
        for each, value in zip(columns, found, strict=True)
    ]
    return select_of(*chosen).from_(table_of(table))


def as_told(
    facts: Mapping[str, Fact], columns: Sequence[Column], table: str, dialect: Dialect
) -> exp.Select:
    """The columns of facts as they are told when they are wrong: days as texts, for not every day is one in Python."""
    facts = {PERSON_ID: PERSON, **facts}

    def convert(fact: Fact, found: Column, cell: Expr) -> Expr | None:
        return cast(cell, "text") if fact.type == "date" and found.kind != NOTHING else None

    chosen = [
        named(_converted(facts, each, dialect, convert) or column(each.name), each.name)
        for each in columns
        if said(each.name, facts)[0] is not None
    ]
    return select_of(*chosen).from_(table_of(table))


def _nothing(facts: Mapping[str, Fact], found: Column, dialect: Dialect) -> Expr | None:
    fact, flags = said(found.name, facts)
    if fact is None or found.kind != NOTHING:
        return None
    return absent(FLAG if flags else fact, dialect)


def _converted(
    facts: Mapping[str, Fact], found: Column, dialect: Dialect, convert: Convert
) -> Expr | None:
    """What is to stand for a column, whose records' fields are converted; None where it can be read as it is."""
    fact, flags = said(found.name, facts)
    if fact is None or flags:
        return None
    fields = [_field(fact, each, convert) for each in found.fields]
    if not any(made for _, made in fields):
        return convert(fact, found, column(found.name))
    parts = [
        exp.PropertyEQ(this=identifier(each.name), expression=made or column(each.name, _RECORD))
        for each, made in fields
    ]
    item = case((is_not_null(column(_RECORD)), exp.Struct(expressions=parts)), otherwise=NULL)
    return each_record(dialect, column(found.name), _RECORD, item)


def _field(fact: Fact, found: Column, convert: Convert) -> tuple[Column, Expr | None]:
    part, flags = said(found.name, fact.fields)
    skipped = part is None or flags or found.kind == NOTHING
    return found, None if skipped else convert(part, found, column(found.name, _RECORD))  # type: ignore[arg-type]


def _of_midnight(cell: Expr) -> Expr:
    as_day = cast(cell, "date")
    return case((equal(cell, as_day), as_day), (is_not_null(cell), day(_NO_DAY)))


def _whole(fact: Fact, found: Column, cell: Expr) -> Expr:
    """A float or a decimal as an integer; one that is none as what does not fit: too large, or no identifier."""
    size = call("ABS", cell)
    is_whole: Expr = equal(size, exp.Floor(this=own(size)))
    if found.kind == "float":
        is_whole = exp.and_(binary(exp.LTE, size, number(_EXACT_IN_FLOATS)), is_whole)
    integer = exp.TryCast(this=own(cell), to=exp.DataType.build("bigint"))
    if fact.id == PERSON_ID:
        return case((is_whole, integer))
    if fact.type == "identifier":
        return case((is_whole, coalesce(cast(integer, "text"), text(""))), (is_not_null(cell), text("")))  # fmt: skip
    no = number(floor(fact.high) + 1)
    return case((is_whole, coalesce(integer, no)), (is_not_null(cell), no))
