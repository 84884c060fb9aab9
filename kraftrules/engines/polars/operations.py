"""The table of operators as expressions of Polars; none and unknown as `kraftrules.feel.operators` says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import polars as pl

from kraftrules.engines.polars.columns import Column, NotExact, alike, any_of, joined
from kraftrules.feel.operators import OPERATORS, OnNone
from kraftrules.values import Kind, Type

Apply = Callable[..., pl.Expr]


def operation(operator: str, operands: Sequence[Column]) -> Column:
    """What an operator gives; raises `NotExact` where columns cannot hold that."""
    kind = OPERATORS[operator].result([each.type for each in operands])
    assert kind is not None, "the checker has seen to the types"
    if kind.kind is Kind.NUMBER:
        raise NotExact  # sums and products of decimals are no floats
    missing = joined(each.missing for each in operands)
    value = _apply(operator, operands)
    if operator not in _SEVERAL and all(each.unknown is None for each in operands):
        return Column(kind, value, None, missing)
    unknown = any_of(each.is_unknown for each in operands)
    if OPERATORS[operator].on_none is OnNone.NONE:
        return Column(kind, value, unknown, missing)
    return Column(kind, pl.when(~unknown).then(value.fill_null(False)), None, missing)


def _apply(operator: str, operands: Sequence[Column]) -> pl.Expr:
    if operands[0].type.kind is Kind.DATE and operator in _SIGNS:
        return _shifted(operands[0].expr, operands[1], _SIGNS[operator])
    none = any(each.unknown is not None for each in operands)
    found = _NONE_EQUALS.get(operator, APPLY[operator]) if none else APPLY[operator]
    return found(*alike(operands))


def part(base: Column, name: str) -> Column:
    """The years, or the months left over, of a duration."""
    years = Type(Kind.INTEGER, base.type.none, int(base.type.low) // 12, int(base.type.high) // 12 + 1)  # fmt: skip
    months = Type(Kind.INTEGER, base.type.none, -11, 11)
    size = base.expr.abs() // 12 if name == "years" else base.expr.abs() % 12
    kind = years if name == "years" else months
    return Column(kind, size * base.expr.sign(), base.unknown, base.missing)


def _is_in(value: pl.Expr, *others: pl.Expr) -> pl.Expr:
    return any_of((value == other).fill_null(False) for other in others)


def _whole_months(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    return pl.when(end < start).then(-_months_on(end, start)).otherwise(_months_on(start, end))


def _months_on(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """The whole months to a day that is not before."""
    return _month(end) - _month(start) - (end.dt.day() < start.dt.day()).cast(pl.Int64)


def _month(day: pl.Expr) -> pl.Expr:
    """The months since year 0."""
    return day.dt.year().cast(pl.Int64) * 12 + day.dt.month().cast(pl.Int64) - 1


def _shifted(day: pl.Expr, duration: Column, sign: int) -> pl.Expr:
    if duration.type.kind is Kind.DAYS:
        return _date(day.cast(pl.Int32).cast(pl.Int64) + duration.expr * sign)
    month = _month(day) + duration.expr * sign
    first = pl.date(month // 12, month % 12 + 1, 1)
    last = first.dt.month_end().dt.day()
    of_month = pl.min_horizontal(day.dt.day(), last).cast(pl.Int64)
    return pl.when(day.is_not_null()).then(_date(first.cast(pl.Int32).cast(pl.Int64) + of_month - 1))  # fmt: skip


def _date(days: pl.Expr) -> pl.Expr:
    return days.cast(pl.Int32).cast(pl.Date)


_SIGNS = {"+": 1, "-": -1}
_SEVERAL = ("in", "in [..]", "in (..]", "in [..)", "in (..)")  # null does not always make them null
_NONE_EQUALS: Mapping[str, Apply] = {
    "=": lambda a, b: a.eq_missing(b),
    "!=": lambda a, b: a.ne_missing(b),
}
APPLY: Mapping[str, Apply] = MappingProxyType({
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "in [..]": lambda a, low, high: (low <= a) & (a <= high),
    "in (..]": lambda a, low, high: (low < a) & (a <= high),
    "in [..)": lambda a, low, high: (low <= a) & (a < high),
    "in (..)": lambda a, low, high: (low < a) & (a < high),
    "in": _is_in,
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "negate": lambda a: -a,
    "years and months duration": _whole_months,
})  # fmt: skip
