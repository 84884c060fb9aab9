"""The types of values written out, and of values that are one thing or another."""

from __future__ import annotations

from decimal import Decimal

from kraftrules.values import BOOLEAN, NONE, STRING, Atom, Days, Kind, Months, Type


def literal_type(value: Atom | None) -> Type:
    """The type of a value written out."""
    match value:
        case None:
            return NONE
        case bool():
            return BOOLEAN
        case int():
            return Type(Kind.INTEGER, low=value, high=value)
        case Decimal():
            return Type(Kind.NUMBER, low=value, high=value)
        case str():
            return STRING
        case Months(count=count):
            return Type(Kind.MONTHS, low=count, high=count)
        case Days(count=count):
            return Type(Kind.DAYS, low=count, high=count)
        case _:
            day = value.toordinal()
            return Type(Kind.DATE, low=day, high=day)


def either(one: Type, other: Type) -> Type:
    """The type of a value that is of one type or of the other."""
    if Kind.NONE in (one.kind, other.kind):
        known = other if one.kind == Kind.NONE else one
        return Type(known.kind, True, known.low, known.high, known.values)
    kind = one.kind
    if one.kind != other.kind:
        kind = Kind.NUMBER if Kind.NUMBER in (one.kind, other.kind) else Kind.STRING
    values = tuple(dict.fromkeys((*one.values, *other.values)))
    return Type(kind, one.none or other.none, min(one.low, other.low), max(one.high, other.high),
                values if kind == Kind.CATEGORY else ())  # fmt: skip
