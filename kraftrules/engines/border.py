"""The border as code: each fact taken out of what was given, with a quick look that it fits.

What is not plainly right is looked at once more by `kraftrules.given`, which says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from math import ceil, floor
from types import MappingProxyType
from typing import Any, cast

from kraftrules.diagnostics import FactError
from kraftrules.given import accept, accept_all, accept_day, as_mapping
from kraftrules.reading import Reading
from kraftrules.refusal import LONGEST_STRING, Refused, unheard_of
from kraftrules.values import FIRST_DATE, LAST_DATE, MOST_ITEMS, UNKNOWN, Unknown, Value
from kraftrules.vocabulary import Fact

CLOSER = "return judge(*clean(facts, on, ignore_extra), True)"


def read_lines(fact: Fact, local: str, environment: dict[str, Any]) -> list[str]:
    """The lines that take a fact out of what was given; unknown is None unless it can be none."""
    if fact.type != "list":
        return [f"{local} = get({fact.id!r}{', U' if fact.none_allowed else ''})"]
    environment[f"read_{local}"] = _list_reader(fact)
    empty = f"type({local}) is list and not {local}"
    return [
        f"{local} = get({fact.id!r})",
        f"if {local} is not None: {local} = () if {empty} else read_{local}({local})",
    ]


def check_lines(fact: Fact, local: str, environment: dict[str, Any]) -> list[str]:
    """The lines that count a fact that was not given, and look closer at one that does not plainly fit."""
    fits = plain_fit(fact, local, environment)
    if not fact.none_allowed:
        return [f"if {local} is None: absent += 1", f"elif not ({fits}): {CLOSER}"]
    return [f"if {local} is U: absent += 1", f"elif not ({local} is None or {fits}): {CLOSER}"]


def flag_lines(local: str, usual: bool, other: int, unknown: int) -> list[str]:
    """The lines that check a boolean, and add to the key where it does not have the *usual* value."""
    return [
        f"if {local} is not {usual}:",
        f"    if {local} is {not usual}: key += {other}",
        f"    elif {local} is None: key += {unknown}; absent += 1",
        f"    else: {CLOSER}",
    ]


def _list_reader(fact: Fact) -> Callable[[object], object]:
    """A function that makes records of what was given, or gives no tuple; compiled like the rest."""
    fields = {name: f"r{at}" for at, name in enumerate(fact.fields)}
    environment: dict[str, Any] = {
        "slow": _slow_list_reader(fact),
        "proxy": MappingProxyType,
        "FIELDS": frozenset(fields),
        "MOST": MOST_ITEMS,
        "FIRST": FIRST_DATE,
        "LAST": LAST_DATE,
        "date": date,
        "U": Unknown((fact.id,)),
    }
    lines = [
        "def read(given):",
        "    if type(given) is not list or len(given) > MOST: return slow(given)",
    ]
    lines += ["    records = []", "    for record in given:"]
    lines += [
        "        if type(record) is not dict or not FIELDS.issuperset(record): return slow(given)"
    ]
    lines += ["        get = record.get"]
    for name, local in fields.items():
        field = fact.fields[name]
        lines.append(f"        {local} = get({name!r}, U)")
        if not field.none_allowed:
            lines.append(f"        if {local} is None: {local} = U")
        fits = plain_fit(field, local, environment)
        lines.append(
            f"        if not ({local} is U or {local} is None or {fits}): return slow(given)"
        )
    record = ", ".join(f"{name!r}: {local}" for name, local in fields.items())
    lines += [f"        records.append(proxy({{{record}}}))", "    return tuple(records)"]
    exec(compile("\n".join(lines), f"<{fact.id}>", "exec"), environment)
    return cast(Callable[[object], object], environment["read"])


def _slow_list_reader(fact: Fact) -> Callable[[object], object]:
    def read(given: object) -> object:
        try:
            return accept(fact, given)
        except Refused:
            return UNKNOWN

    return read


def quick_check(fact: Fact, local: str, environment: dict[str, Any]) -> str:
    """The condition under which a value needs no closer look."""
    absent = f"{local} is U or {local} is None" if fact.none_allowed else f"{local} is None"
    return f"({absent} or {plain_fit(fact, local, environment)})"


def plain_fit(fact: Fact, local: str, environment: dict[str, Any]) -> str:
    """The condition under which a known value that is not none plainly fits its fact."""
    match fact.type:
        case "boolean":
            return f"{local} is True or {local} is False"
        case "integer":
            low, high = ceil(fact.low), floor(fact.high)
            return f"type({local}) is int and {low} <= {local} <= {high}"
        case "date":
            return f"type({local}) is date and FIRST <= {local} <= LAST"
        case "category":
            environment[f"values_{local}"] = frozenset(fact.values or ())
            return f"type({local}) is str and {local} in values_{local}"
        case "string":
            environment[f"fits_{local}"] = _exact_fit(fact)
            plain = f"len({local}) <= {LONGEST_STRING} and {local}.isprintable()"
            return f"type({local}) is str and ({plain} or fits_{local}({local}))"
        case "list":
            return f"type({local}) is tuple"
        case _:
            environment[f"fits_{local}"] = _exact_fit(fact)
            return f"fits_{local}({local})"


def _exact_fit(fact: Fact) -> Callable[[object], bool]:
    """Whether a value is just what the border makes of it: exact numbers and identifiers."""

    def fits(given: object) -> bool:
        try:
            value = accept(fact, given)
        except Refused:
            return False
        return type(value) is type(given) and value is not UNKNOWN and value == given

    return fits


def cleaner(reading: Reading) -> Callable[..., tuple[dict[str, Value], date]]:
    """What looks closer at facts that are not plainly right; raises `FactError`."""

    def clean(facts: object, on: object, ignore_extra: bool) -> tuple[dict[str, Value], date]:
        given = accept_all(reading.facts, as_mapping(facts), ignore_extra=ignore_extra)
        return given, accept_day(on)

    return clean


def rest_checker(reading: Reading) -> Callable[[Mapping[str, object], bool], None]:
    """What looks at the facts that the rules do not read; raises `FactError`."""
    read = frozenset(fact.id for fact in reading.inputs)
    plainly = _PlainFits(reading.facts)

    def check(facts: Mapping[str, object], ignore_extra: bool) -> None:
        rest = {
            name: value
            for name, value in facts.items()
            if name not in read and not plainly[name](value)
        }
        if rest:
            accept_all(reading.facts, rest, ignore_extra=ignore_extra)

    return check


class _PlainFits(dict[object, Callable[[object], bool]]):
    """For each name, what tells whether a value plainly fits; made when the name first turns up."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        super().__init__()
        self.facts = facts

    def __missing__(self, name: object) -> Callable[[object], bool]:
        fact = self.facts.get(name) if isinstance(name, str) else None
        if fact is None:
            return _never
        environment: dict[str, Any] = {"date": date, "FIRST": FIRST_DATE, "LAST": LAST_DATE, "U": UNKNOWN}  # fmt: skip
        fits = "False" if fact.type == "list" else quick_check(fact, "value", environment)
        self[name] = cast(Callable[[object], bool], eval(f"lambda value: {fits}", environment))
        return self[name]


def _never(value: object) -> bool:
    return False


def name_checker(reading: Reading) -> Callable[[Mapping[str, object], bool], None]:
    """What looks at the names alone of the facts that the rules do not read; raises `FactError`."""
    known = frozenset(reading.facts)

    def check(facts: Mapping[str, object], ignore_extra: bool) -> None:
        if not ignore_extra and not known.issuperset(facts):
            strange = [name for name in facts if name not in known]
            raise FactError([unheard_of(name, reading.facts) for name in strange])

    return check
