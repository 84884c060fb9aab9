"""Cells that are Python objects, as those of CSV and JSON, made into typed columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from kraftrules.engines.polars.border import FIELD_UNKNOWN, Dtype, storage
from kraftrules.engines.polars.closer import ReadCell
from kraftrules.engines.polars.layout import UNKNOWN_SUFFIX
from kraftrules.given import Refused
from kraftrules.values import UNKNOWN, Record, Unknown, Value
from kraftrules.vocabulary import Fact

MOST_REMEMBERED = 10_000


class Absent:
    """A cell that is not there."""


ABSENT = Absent()


@dataclass(frozen=True, slots=True)
class Column:
    """A fact's values, with those that can be none told apart from the unknown; *odd* does not fit."""

    values: pl.Series
    unknown: pl.Series | None
    odd: tuple[int, ...]


def column(fact: Fact, cells: Sequence[object], read: ReadCell) -> Column:
    """The values of a fact's cells; what *read* refuses is null and odd."""
    reader = _Remembering(fact, read)
    found = [reader(cell) for cell in cells]
    values = pl.Series(fact.id, [_stored(fact, each) for each in found], dtype=stored_type(fact))
    odd = tuple(at for at, value in enumerate(found) if isinstance(value, Odd))
    if not fact.none_allowed:
        return Column(values, None, odd)
    flags = [isinstance(value, Unknown) for value in found]
    return Column(values, pl.Series(fact.id + UNKNOWN_SUFFIX, flags, dtype=pl.Boolean), odd)


def stored_type(fact: Fact) -> Dtype:
    """The type of a column of values, in whose records a flag says what is unknown though it can be none."""
    if fact.type != "list":
        return storage(fact)
    fields: dict[str, Dtype] = {}
    for name, field in fact.fields.items():
        fields[name] = storage(field)
        if field.none_allowed:
            fields[name + FIELD_UNKNOWN] = pl.Boolean
    return pl.List(pl.Struct(fields))


class Odd:
    """A cell that does not fit."""


ODD = Odd()


class _Remembering:
    """Reads cells, each different one once."""

    def __init__(self, fact: Fact, read: ReadCell) -> None:
        self._fact, self._read = fact, read
        self._found: dict[tuple[type, object], Value | Odd] = {}

    def __call__(self, cell: object) -> Value | Odd:
        if isinstance(cell, Absent):
            return UNKNOWN
        try:
            key = type(cell), cell
            if key in self._found:
                return self._found[key]
        except TypeError:  # a list
            return self._value(cell)
        value = self._value(cell)
        if len(self._found) < MOST_REMEMBERED:
            self._found[key] = value
        return value

    def _value(self, cell: object) -> Value | Odd:
        try:
            return self._read(self._fact, cell)
        except Refused:
            return ODD


def _stored(fact: Fact, value: Value | Odd) -> object:
    """A value as it is stored in a column: null where it is unknown, none or odd."""
    match value:
        case Unknown() | Odd() | None:
            return None
        case Decimal():
            return float(value)
        case tuple():
            return [_record(fact, each) for each in value]
        case _:
            return str(value) if fact.type == "identifier" else value


def _record(fact: Fact, record: Record) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, field in fact.fields.items():
        found[name] = _stored(field, record[name])
        if field.none_allowed:
            found[name + FIELD_UNKNOWN] = isinstance(record[name], Unknown)
    return found


def typed(
    facts: Mapping[str, Fact], cells: Mapping[str, Sequence[object]], read: ReadCell
) -> tuple[pl.DataFrame, pl.Series]:
    """Columns of cells as columns of values, and which rows have a cell that does not fit.

    *facts* are by the column's name, a flag as a boolean fact. A flag says that what can be none is
    unknown, as an absent cell does.
    """
    height = len(next(iter(cells.values()), ()))
    odd = pl.repeat(False, height, dtype=pl.Boolean, eager=True)
    found: dict[str, pl.Series] = {}
    for name, fact in facts.items():
        read_in = column(fact, cells[name], read)
        found[name] = read_in.values.alias(name)
        odd = odd.scatter(read_in.odd, True) if read_in.odd else odd
        if read_in.unknown is not None:
            flag = name + UNKNOWN_SUFFIX
            found[flag] = read_in.unknown if flag not in found else read_in.unknown | found[flag]
    return pl.DataFrame(found), odd
