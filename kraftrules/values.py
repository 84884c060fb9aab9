"""The values that rules speak of: their types, what is unknown, and durations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from enum import StrEnum
from typing import NoReturn

FIRST_DATE = date(1800, 1, 1)
LAST_DATE = date(2299, 12, 31)
LARGEST_INTEGER = 2**63 - 1
SMALLEST_INTEGER = -(2**63)
LARGEST_NUMBER = Decimal(10) ** 24
MOST_DIGITS = 15
MOST_ITEMS = 1000
DECIMALS = Context(prec=34)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody has told us. Names the facts that are missing; has no truth value of its own."""

    facts: tuple[str, ...] = ()

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "an unknown value is neither true nor false: ask isinstance(value, Unknown)"
        )

    def __reduce__(self) -> tuple[object, ...]:
        return (_unknown, (self.facts,))

    @classmethod
    def join(cls, unknowns: Iterable[Unknown]) -> Unknown:
        """One unknown that names the facts of all, each once, in order."""
        return cls(tuple(dict.fromkeys(name for unknown in unknowns for name in unknown.facts)))


UNKNOWN = Unknown()


def _unknown(facts: tuple[str, ...]) -> Unknown:
    return Unknown(facts) if facts else UNKNOWN


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """A duration of years and months, as a count of months."""

    count: int


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """A duration in days."""

    count: int


Atom = bool | int | Decimal | str | date | Months | Days
Record = Mapping[str, "Atom | Unknown | None"]
Value = Atom | Unknown | None | Record | tuple[Record, ...]


class Kind(StrEnum):
    """What sort of value an expression has."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    STRING = "string"
    CATEGORY = "category"
    DATE = "date"
    MONTHS = "months"
    DAYS = "days"
    LIST = "list"
    RECORD = "record"
    IDENTIFIER = "identifier"
    NONE = "none"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Type:
    """The values that an expression can take.

    *none* tells whether it may be none. *low* and *high* bound it: the value of an integer or a
    number, the day's ordinal of a date, the count of a duration. *values* are a category's,
    *fields* a record's, or those of a list's records.
    """

    kind: Kind
    none: bool = False
    low: int | Decimal = 0
    high: int | Decimal = 0
    values: tuple[str, ...] = ()
    fields: tuple[tuple[str, Type], ...] = ()

    def field(self, name: str) -> Type | None:
        """The type of a record's field, or None where there is no such field."""
        return dict(self.fields).get(name)


BOOLEAN = Type(Kind.BOOLEAN)
STRING = Type(Kind.STRING)
NONE = Type(Kind.NONE, none=True)
ANY = Type(Kind.ANY, none=True)
DATE = Type(Kind.DATE, low=FIRST_DATE.toordinal(), high=LAST_DATE.toordinal())


def add_months(day: date, months: int) -> date:
    """The same day of the month *months* later, or that month's last day where it has no such day."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, days_in_month(year, month0 + 1)))


def days_in_month(year: int, month: int) -> int:
    """How many days a month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def whole_months(start: date, end: date) -> Months:
    """The whole months from *start* to *end*; negative where *end* comes first."""
    if end < start:
        return Months(-whole_months(end, start).count)
    months = (end.year - start.year) * 12 + end.month - start.month
    return Months(months - (end.day < start.day))
