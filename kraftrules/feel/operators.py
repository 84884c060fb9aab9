"""The table of operators: each once, with its signature, its rule for none, and examples.

With an unknown operand every one of them is unknown, so that rule is not in the table. `and`, `or`,
`not`, `if`, `some`, `every`, filters and `count` are no operators: they can have a value although
a part of them is unknown.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any

from kraftrules.values import (
    BOOLEAN,
    DECIMALS,
    LARGEST_INTEGER,
    LARGEST_NUMBER,
    Days,
    Kind,
    Months,
    Type,
    Value,
    add_months,
    whole_months,
)

Signature = Callable[[Sequence[Type]], Type | None]
Bounds = Callable[[int | Decimal, int | Decimal, int | Decimal, int | Decimal], Sequence[Any]]

NUMERIC = (Kind.INTEGER, Kind.NUMBER)
ORDERED = (Kind.INTEGER, Kind.NUMBER, Kind.DATE, Kind.MONTHS, Kind.DAYS)
TEXTUAL = (Kind.STRING, Kind.CATEGORY)
LONGEST_MONTHS = 12 * 500
LONGEST_DAYS = 366 * 500


class OnNone(Enum):
    """What an operator gives when an operand is none."""

    APPLIES = "none equals none and nothing else"
    FALSE = "false"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator: how it is written, what it takes and gives, and what it does.

    *template* is its text, with ``{0}``, ``{1}`` for the operands (``{*}`` for those from the second
    on); *precedence* says how tightly it binds (higher is tighter). *result* gives the type for
    the operands' types, or None where it does not take them. *examples* are conditions and what
    they give.
    """

    name: str
    template: str
    precedence: int
    result: Signature
    on_none: OnNone
    apply: Callable[..., Value]
    examples: tuple[tuple[str, str], ...]


def comparable(one: Type, other: Type) -> bool:
    """Whether ``one = other`` can be asked."""
    if Kind.ANY in (one.kind, other.kind) or Kind.NONE in (one.kind, other.kind):
        return True
    groups = (NUMERIC, TEXTUAL)
    together = any(one.kind in group and other.kind in group for group in groups)
    single = one.kind not in (Kind.LIST, Kind.RECORD, Kind.IDENTIFIER)
    return together or (one.kind == other.kind and single)


def _equality(operands: Sequence[Type]) -> Type | None:
    return BOOLEAN if comparable(*operands) else None


def _one_of(operands: Sequence[Type]) -> Type | None:
    first, *others = operands
    return BOOLEAN if all(comparable(first, other) for other in others) else None


def _order(operands: Sequence[Type]) -> Type | None:
    first = operands[0]
    kinds = (*ORDERED, Kind.ANY)
    if all(each.kind in kinds and comparable(first, each) for each in operands):
        return BOOLEAN
    return None


def _arithmetic(bounds: Bounds) -> Signature:
    def result(operands: Sequence[Type]) -> Type | None:
        one, other = operands
        none = one.none or other.none
        if one.kind in NUMERIC and other.kind in NUMERIC:
            kind = Kind.INTEGER if one.kind == other.kind == Kind.INTEGER else Kind.NUMBER
            reach = bounds(one.low, one.high, other.low, other.high)
            return Type(kind, none, min(reach), max(reach))
        return None

    return result


def _shift(sign: int, bounds: Bounds) -> Signature:
    numbers = _arithmetic(bounds)

    def result(operands: Sequence[Type]) -> Type | None:
        day, duration = operands
        if day.kind != Kind.DATE or duration.kind not in (Kind.MONTHS, Kind.DAYS):
            return numbers(operands)
        days = 31 if duration.kind == Kind.MONTHS else 1
        reach = [sign * int(duration.low) * days, sign * int(duration.high) * days]
        low, high = int(day.low) + min(*reach, 0), int(day.high) + max(*reach, 0)
        return Type(Kind.DATE, day.none or duration.none, low, high)

    return result


def _negation(operands: Sequence[Type]) -> Type | None:
    (one,) = operands
    low, high = negate(one.high), negate(one.low)
    return Type(one.kind, one.none, low, high) if one.kind in NUMERIC else None


def _between_dates(operands: Sequence[Type]) -> Type | None:
    start, end = operands
    if start.kind != Kind.DATE or end.kind != Kind.DATE:
        return None
    low = (int(end.low) - int(start.high)) // 28
    high = (int(end.high) - int(start.low)) // 28
    return Type(Kind.MONTHS, start.none or end.none, min(low, 0), max(high, 0))


def fits(result: Type) -> bool:
    """Whether every value of the type can be held: integers in 64 bits, dates in the calendar."""
    if result.kind == Kind.INTEGER:
        return result.low >= -LARGEST_INTEGER - 1 and result.high <= LARGEST_INTEGER
    if result.kind == Kind.NUMBER:
        return result.low >= -LARGEST_NUMBER and result.high <= LARGEST_NUMBER
    if result.kind == Kind.DATE:
        return date.min.toordinal() <= result.low and result.high <= date.max.toordinal()
    return True


def add(one: Any, other: Any) -> Value:
    """The sum of two numbers, or a date and a duration."""
    match one, other:
        case date(), Months():
            return add_months(one, other.count)
        case date(), Days():
            return one + timedelta(days=other.count)
        case int(), int():
            return one + other
        case _:
            return DECIMALS.add(one, other)


def subtract(one: Any, other: Any) -> Value:
    """The difference of two numbers, or of a date and a duration."""
    match one, other:
        case date(), Months():
            return add_months(one, -other.count)
        case date(), Days():
            return one - timedelta(days=other.count)
        case int(), int():
            return one - other
        case _:
            return DECIMALS.subtract(one, other)


def multiply(one: Any, other: Any) -> Value:
    """The product of two numbers."""
    if isinstance(one, int) and isinstance(other, int):
        return one * other
    return DECIMALS.multiply(one, other)


def negate(one: Any) -> int | Decimal:
    """The number with the other sign."""
    return -one if isinstance(one, int) else DECIMALS.minus(one)


def equals(one: Any, other: Any) -> bool:
    """Whether two values of one kind are the same; none is the same as none alone."""
    return bool(one == other)


def differs(one: Any, other: Any) -> bool:
    """Whether two values of one kind are not the same."""
    return bool(one != other)


def is_in(value: Any, *others: Any) -> bool:
    """Whether a value is one of the others; none is among nothing, and nothing is none's."""
    return value is not None and value in others


def _range(name: str, text: str, low: Any, high: Any, example: tuple[str, str]) -> Operator:
    def within(value: Any, least: Any, most: Any) -> bool:
        return bool(low(least, value) and high(value, most))

    return Operator(name, text, 4, _order, OnNone.FALSE, within, (example,))


def _comparison(name: str, apply: Callable[..., bool], *examples: tuple[str, str]) -> Operator:
    return Operator(name, f"{{0}} {name} {{1}}", 4, _order, OnNone.FALSE, apply, examples)


_TABLE = (
    Operator(
        "=", "{0} = {1}", 4, _equality, OnNone.APPLIES, equals,
        (("1 = 1.0", "true"), ('"a" = "b"', "false"), ("null = null", "true"), ("1 = null", "false")),
    ),
    Operator(
        "!=", "{0} != {1}", 4, _equality, OnNone.APPLIES, differs,
        (("1 != 2", "true"), ("null != null", "false"), ("1 != null", "true")),
    ),
    _comparison("<", operator.lt, ("1 < 2", "true"), ("1 < (if true then null else 2)", "false")),
    _comparison("<=", operator.le, ('date("2024-01-31") <= date("2024-01-31")', "true")),
    _comparison(">", operator.gt, ("30 > 30", "false"), ("31 > 30", "true")),
    _comparison(">=", operator.ge, ('duration("P12M") >= duration("P1Y")', "true")),
    _range("in [..]", "{0} in [{1}..{2}]", operator.le, operator.le, ("64 in [20..64]", "true")),
    _range("in (..]", "{0} in ({1}..{2}]", operator.lt, operator.le, ("20 in (20..64]", "false")),
    _range("in [..)", "{0} in [{1}..{2})", operator.le, operator.lt, ("64 in [20..64)", "false")),
    _range("in (..)", "{0} in ({1}..{2})", operator.lt, operator.lt, ("21 in (20..64)", "true")),
    Operator(
        "in", "{0} in ({*})", 4, _one_of, OnNone.APPLIES, is_in,
        (('"a" in ("a", "b")', "true"), ('"c" in ["a", "b"]', "false"), ("null in (1, 2)", "false")),
    ),
    Operator(
        "+", "{0} + {1}", 5,
        _shift(1, lambda a, b, c, d: (add(a, c), add(b, d))), OnNone.NONE, add,
        (
            ("1 + 2 = 3", "true"),
            ("0.1 + 0.2 = 0.3", "true"),
            ('date("2024-01-31") + duration("P1M") = date("2024-02-29")', "true"),
        ),
    ),
    Operator(
        "-", "{0} - {1}", 5,
        _shift(-1, lambda a, b, c, d: (subtract(a, d), subtract(b, c))), OnNone.NONE, subtract,
        (("1 - 2 = -1", "true"), ('date("2024-03-01") - duration("P1D") = date("2024-02-29")', "true")),
    ),
    Operator(
        "*", "{0} * {1}", 6,
        _arithmetic(lambda a, b, c, d: [multiply(x, y) for x in (a, b) for y in (c, d)]),
        OnNone.NONE, multiply,
        (("2 * 3 = 6", "true"),),
    ),
    Operator("negate", "-{0}", 7, _negation, OnNone.NONE, negate, (("-(1 + 1) < 0", "true"),)),
    Operator(
        "years and months duration", "years and months duration({0}, {1})", 9,
        _between_dates, OnNone.NONE, whole_months,
        (
            ('years and months duration(date("1990-03-02"), date("2021-03-01")).years = 30', "true"),
            ('years and months duration(date("2024-01-31"), date("2024-02-29")).months = 0', "true"),
        ),
    ),
)  # fmt: skip

OPERATORS: Mapping[str, Operator] = MappingProxyType({each.name: each for each in _TABLE})


def apply(name: str, operands: Sequence[Value]) -> Value:
    """What an operator gives for operands that are all known, though some may be none."""
    found = OPERATORS[name]
    if found.on_none is OnNone.APPLIES or None not in operands:
        return found.apply(*operands)
    return None if found.on_none is OnNone.NONE else False
