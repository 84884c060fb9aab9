"""The table of operators as expressions of Polars; none and unknown as `kraftrules.feel.operators` says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import polars as pl

from kraftrules.engines.polars.columns import Column, NotExact, alike, any_of, joined
from kraftrules.engines.polars.days import later, whole_months
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
        return later(operands[0], operands[1], _SIGNS[operator])
    if operator == "years and months duration":
        return whole_months(*operands)
    none = any(each.unknown is not None for each in operands)
    found = _NONE_EQUALS.get(operator, APPLY[operator]) if none else APPLY[operator]
    return found(*alike(operands))


def part(base: Column, name: str) -> Column:
    """The years, or the months left over, of a duration."""
    years = Type(Kind.INTEGER, base.type.none, int(base.type.low) // 12, int(base.type.high) // 12 + 1)  # fmt: skip
    months = Type(Kind.INTEGER, base.type.none, -11, 11)
    size = base.expr.abs() // 12 if name == "years" else base.expr.abs() % 12
    kind = years if name == "years" else months
    found = pl.when(base.expr < 0).then(-size).otherwise(size)
    return Column(kind, found, base.unknown, base.missing)


def _is_in(value: pl.Expr, *others: pl.Expr) -> pl.Expr:
    return any_of((value == other).fill_null(False) for other in others)


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
})  # fmt: skip
