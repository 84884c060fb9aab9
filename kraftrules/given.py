"""How a fact that somebody gives becomes a value: the border, and the only way in."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.refusal import (
    LONGEST_STRING,
    Refused,
    meant,
    refuse,
    shown,
    unheard_of,
    unheard_of_field,
)
from kraftrules.text import Text, is_text
from kraftrules.values import (
    FIRST_DATE,
    LARGEST_INTEGER,
    LAST_DATE,
    MOST_DIGITS,
    MOST_ITEMS,
    SMALLEST_INTEGER,
    UNKNOWN,
    Atom,
    Unknown,
    Value,
)
from kraftrules.vocabulary import Fact

Reader = Callable[[Fact, object], Value]


def accept(fact: Fact, given: object) -> Value:
    """The value of *fact* when a caller gives it as a Python object; raises `Refused`.

    Nothing is converted that could mean something else: ``"42"`` is not 42, True is not 1, a
    date-time is not a date. None is none where the fact allows it, and otherwise unknown.
    """
    if isinstance(given, Unknown):
        return UNKNOWN
    if given is None:
        return None if fact.none_allowed else UNKNOWN
    return _ACCEPT[fact.type](fact, given)


def accept_all(
    facts: Mapping[str, Fact], given: Mapping[str, object], *, ignore_extra: bool = False
) -> dict[str, Value]:
    """The known values among *given*, by name, all problems at once.

    Raises `FactError` for values that do not fit, and for names that are not among *facts* unless
    *ignore_extra*.
    """
    values: dict[str, Value] = {}
    problems: list[FactProblem] = []
    for name, raw in given.items():
        fact = facts.get(name) if isinstance(name, str) else None
        if fact is None:
            problems += [] if ignore_extra else [unheard_of(name, facts)]
            continue
        try:
            value = accept(fact, raw)
        except Refused as refused:
            problems.append(refused.problem)
            continue
        if not isinstance(value, Unknown):
            values[name] = value
    if problems:
        raise FactError(problems)
    return values


def as_mapping(given: object) -> Mapping[str, object]:
    """What a caller gave as the facts; raises `FactError` where it has no names and values."""
    if isinstance(given, Mapping):
        return given
    expected = Text(
        "tillåtet är en dict från uppgift till värde", "allowed is a dict of facts and values"
    )
    raise FactError([FactProblem("facts", shown(given), expected)])


def accept_day(given: object) -> date:
    """The day that a decision is about; raises `FactError` where it is no day."""
    try:
        value = _date(_ON, given)
    except Refused as refused:
        raise FactError([refused.problem]) from None
    assert isinstance(value, date)
    return value


_ON = Fact(id="on", label=Text("dag", "day"), type="date")


def _boolean(fact: Fact, given: object) -> Value:
    if type(given) is bool:
        return given
    raise refuse(fact, given)


def _integer(fact: Fact, given: object) -> Value:
    if isinstance(given, int) and not isinstance(given, bool) and fact.low <= given <= fact.high:
        return int(given)
    if isinstance(given, str) and re.fullmatch(r"-?\d{1,18}", given):
        raise refuse(fact, given, f"Skriv {given} utan citattecken.", f"Write {given} unquoted.")
    raise refuse(fact, given)


def _number(fact: Fact, given: object) -> Value:
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal):
        raise refuse(fact, given)
    if isinstance(given, float) and not math.isfinite(given):
        raise refuse(fact, given)
    number = Decimal(repr(given)) if isinstance(given, float) else Decimal(given)
    fits = number.is_finite() and abs(number.adjusted()) < 30
    fits = fits and len(number.normalize().as_tuple().digits) <= MOST_DIGITS
    if fits and fact.low <= number <= fact.high:
        return number
    raise refuse(fact, given)


def _string(fact: Fact, given: object) -> Value:
    if isinstance(given, str) and len(given) <= LONGEST_STRING and is_text(given):
        return str.__str__(given)
    raise refuse(fact, given)


def _category(fact: Fact, given: object) -> Value:
    values = fact.values or {}
    if isinstance(given, str) and given in values:
        return str.__str__(given)
    near = meant(given, values)
    if near:
        raise refuse(fact, given, f"Menade du {near}?", f"Did you mean {near}?")
    raise refuse(fact, given)


def _date(fact: Fact, given: object) -> Value:
    if isinstance(given, datetime):
        raise refuse(fact, given, "Ta ut dagen: .date().", "Take the day out of it: .date().")
    if isinstance(given, date) and FIRST_DATE <= given <= LAST_DATE:
        return date(given.year, given.month, given.day)
    if isinstance(given, str):
        raise refuse(fact, given, "Gör texten till ett datum: date.fromisoformat(…).",
                      "Make the text a date: date.fromisoformat(…).")  # fmt: skip
    raise refuse(fact, given)


def _list(fact: Fact, given: object) -> Value:
    return accept_records(fact, given, accept)


def _identifier(fact: Fact, given: object) -> Value:
    if isinstance(given, str) and given:
        return _string(fact, given)
    if type(given) is int and SMALLEST_INTEGER <= given <= LARGEST_INTEGER:
        return given
    raise refuse(fact, given)


_ACCEPT: dict[str, Reader] = {
    "boolean": _boolean,
    "integer": _integer,
    "number": _number,
    "string": _string,
    "category": _category,
    "date": _date,
    "list": _list,
    "identifier": _identifier,
}


def accept_records(
    fact: Fact, given: object, reader: Reader
) -> tuple[Mapping[str, Atom | Unknown | None], ...]:
    """The value of a list fact, whose fields *reader* reads; raises `Refused`."""
    if not isinstance(given, list | tuple) or len(given) > MOST_ITEMS:
        raise refuse(fact, given)
    return tuple(_record(fact, row, record, reader) for row, record in enumerate(given, 1))


def _record(
    fact: Fact, row: int, given: object, reader: Reader
) -> Mapping[str, Atom | Unknown | None]:
    if not isinstance(given, Mapping):
        raise refuse(fact, given, f"Post {row} ska ha fält.", f"Record {row} should have fields.")
    for name in given:
        if name not in fact.fields:
            raise Refused(unheard_of_field(fact, f"{fact.id}[{row}]", name, shown(name)))
    return MappingProxyType(
        {
            name: _field(fact, row, field, given.get(name, UNKNOWN), reader)
            for name, field in fact.fields.items()
        }
    )


def _field(
    fact: Fact, row: int, field: Fact, given: object, reader: Reader
) -> Atom | Unknown | None:
    try:
        value = reader(field, given)
    except Refused as refused:
        problem = refused.problem
        where = f"{fact.id}[{row}].{field.id}"
        raise Refused(FactProblem(where, problem.given, problem.allowed, problem.hint)) from None
    if isinstance(value, Unknown):
        return Unknown((fact.id,))
    assert not isinstance(value, tuple | Mapping), "fields hold single values"
    return value
