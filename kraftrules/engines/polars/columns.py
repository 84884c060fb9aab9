"""Values in columns: what an expression of Polars stands for, and sets of names as bits in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, reduce
from operator import and_, or_
from types import MappingProxyType

import polars as pl

from kraftrules.feel.evaluate import Selection
from kraftrules.feel.types import literal_type
from kraftrules.values import MOST_DIGITS, Atom, Days, Kind, Months, Type, Value

WIDTH = 12  # bits in a word: so few that all sets that a word can hold are looked up in a table
WORD = pl.UInt16
EXACT_IN_FLOATS = 10**MOST_DIGITS

Words = Mapping[int, pl.Expr]
NOTHING: Words = MappingProxyType({})


class NotExact(Exception):
    """Columns cannot hold some values of an expression exactly. Never leaves the engine."""


@dataclass(frozen=True, slots=True)
class Column:
    """A value a row. *expr* is null where the value is unknown or none.

    *unknown* says which, and is never null; where it is left out, the value is never none and null
    is unknown. *missing* are the facts that an unknown value names; nothing where it is known.
    """

    type: Type
    expr: pl.Expr
    unknown: pl.Expr | None = None
    missing: Words = field(default_factory=lambda: NOTHING)
    constant: bool = False  # the same in every row

    @property
    def is_unknown(self) -> pl.Expr:
        """Whether the value is unknown; never null."""
        return self.expr.is_null() if self.unknown is None else self.unknown


@dataclass(frozen=True, slots=True)
class Records:
    """A list of records a row. *belongs* tells of each record whether a filter kept it: true, false
    or null for unknown; all belong where it is left out. *doubts* are what that names."""

    fact: str
    fields: Mapping[str, Column]  # by expressions over one record, the column `RECORD`
    expr: pl.Expr
    missing: Words
    belongs: pl.Expr | None = None
    doubts: Words = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Record:
    """What the variable of a quantifier stands for: the fields of one record."""

    fields: Mapping[str, Column]


def constant(value: Value | Selection) -> Column:
    """The same value in every row; raises `NotExact` where columns cannot hold it."""
    assert value is None or isinstance(value, Atom), "only single values are written out"
    kind = literal_type(value)
    expr = _literal(value)
    return Column(kind, expr, pl.lit(False) if value is None else None, constant=True)


def _literal(value: Atom | None) -> pl.Expr:
    match value:
        case Months() | Days():
            return pl.lit(value.count, pl.Int64)
        case bool() | None:
            return pl.lit(value)
        case int():
            return pl.lit(value, pl.Int64)
        case Decimal():
            if len(value.normalize().as_tuple().digits) > MOST_DIGITS:
                raise NotExact
            return pl.lit(float(value), pl.Float64)
        case _:
            return pl.lit(value)


def alike(columns: Iterable[Column]) -> list[pl.Expr]:
    """The columns' expressions, whole numbers as floats where others are; raises `NotExact`."""
    found = list(columns)
    if not any(each.type.kind is Kind.NUMBER for each in found):
        return [each.expr for each in found]
    return [_as_float(each) for each in found]


def _as_float(column: Column) -> pl.Expr:
    """Decimals of at most fifteen digits keep their order and their differences as floats."""
    if column.type.kind is not Kind.INTEGER:
        return column.expr
    if not -EXACT_IN_FLOATS <= column.type.low <= column.type.high <= EXACT_IN_FLOATS:
        raise NotExact
    return column.expr.cast(pl.Float64)


def one(at: int, holds: pl.Expr) -> Words:
    """The set of the thing in place *at*, in the rows where something holds."""
    return {at // WIDTH: pl.when(holds).then(_bits(1 << at % WIDTH)).otherwise(_bits(0))}


def joined(sets: Iterable[Words]) -> Words:
    """The union of sets."""
    found: dict[int, pl.Expr] = {}
    for each in sets:
        for word, bits in each.items():
            found[word] = found[word] | bits if word in found else bits
    return found


def only(where: pl.Expr, things: Words) -> Words:
    """The sets in the rows where something holds, and nothing elsewhere."""
    return {word: pl.when(where).then(bits).otherwise(_bits(0)) for word, bits in things.items()}


@cache
def _bits(word: int) -> pl.Expr:
    return pl.lit(word, WORD)


def any_of(conditions: Iterable[pl.Expr]) -> pl.Expr:
    """Whether any holds, under Kleene logic; false of none."""
    found = list(conditions)
    return reduce(or_, found) if found else pl.lit(False)


def all_of(conditions: Iterable[pl.Expr]) -> pl.Expr:
    """Whether all hold, under Kleene logic; true of none."""
    found = list(conditions)
    return reduce(and_, found) if found else pl.lit(True)
