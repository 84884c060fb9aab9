"""How a fact that somebody gives becomes a value: the border, and the only way in."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from kraftrules.diagnostics import FactError, FactProblem, cut
from kraftrules.text import Text, is_text, listed, nearest
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
from kraftrules.vocabulary import UNKNOWN_SUFFIX, Fact

LONGEST_STRING = 1000

Reader = Callable[[Fact, object], Value]


class Refused(Exception):
    """A value does not fit its fact; carries the problem. Never leaves the library."""

    def __init__(self, problem: FactProblem) -> None:
        self.problem = problem
        super().__init__(problem.fact)


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


def unheard_of(name: object, facts: Mapping[str, Fact]) -> FactProblem:
    """The problem of a name that the vocabulary does not have."""
    near = nearest(name, facts) if isinstance(name, str) else None
    enrolment = any(fact.of == "participation" for fact in facts.values())
    whom = Text("en inskrivning", "an enrolment") if enrolment else Text("en person", "a person")
    known = Text(
        f"ordlistan har ingen sådan uppgift om {whom}",
        f"the vocabulary has no such fact about {whom.en}",
    )
    hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None
    return FactProblem(name if isinstance(name, str) else shown(name), "", known, hint)


def read_text(fact: Fact, text: str) -> Value:
    """The value of *fact* from the text of a table's cell; raises `Refused`.

    An empty cell is none where the fact allows it, and otherwise unknown. Booleans are ``ja`` and
    ``nej`` (or ``true``, ``false``, ``sant``, ``falskt``), numbers may have a decimal comma, dates
    are written 2024-01-31, and a list of records as JSON.
    """
    text = text.strip()
    return _TEXT[fact.type](fact, text) if text else accept(fact, None)


def read_json(fact: Fact, given: object) -> Value:
    """The value of *fact* from parsed JSON, where a date is text; raises `Refused`."""
    if isinstance(given, str) and fact.type == "date":
        return _date_from_text(fact, given)
    if isinstance(given, list) and fact.type == "list":
        return _records(fact, given, read_json)
    return accept(fact, given)


def to_json(value: Value) -> object:
    """A value as JSON has it: dates as 2024-01-31, records without their unknown fields."""
    if isinstance(value, tuple):
        return [to_json(record) for record in value]
    if isinstance(value, Mapping):
        return {k: to_json(v) for k, v in value.items() if not isinstance(v, Unknown)}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


class Broken:
    """A cell that holds no value of any fact, such as a formula that went wrong: ``#REF!``."""

    def __init__(self, sign: str) -> None:
        self.sign = sign

    def __repr__(self) -> str:
        return self.sign


def shown(given: object) -> str:
    """A value for an error's text, short whatever was given, with its type."""
    if isinstance(given, Broken):
        return cut(given.sign)
    try:
        text = repr(given) if not isinstance(given, int) or abs(given) < 10**60 else "…"
    except Exception:  # an object of the caller's may do anything when asked for its text
        text = "…"
    return f"{text if len(text) <= 60 else text[:57] + '…'} ({type(given).__name__})"


def allowed(fact: Fact) -> Text:
    """What a fact's values can be, in words."""
    if fact.values:
        sv, en = listed(fact.values, "eller"), listed(fact.values, "or")
    else:
        sv, en = _ALLOWED[fact.type]
    bounds = ""
    if fact.minimum is not None or fact.maximum is not None:
        bounds = f" {fact.low}–{fact.high}"
    return Text(f"tillåtet är {sv}{bounds}", f"allowed is {en}{bounds}")


_ALLOWED = {
    "boolean": ("True eller False (ja eller nej i en tabell)", "True or False (ja or nej in a table)"),
    "integer": ("ett heltal", "an integer"),
    "number": (f"ett tal med högst {MOST_DIGITS} siffror", f"a number of at most {MOST_DIGITS} digits"),
    "string": (f"text, högst {LONGEST_STRING} tecken", f"text, at most {LONGEST_STRING} characters"),
    "date": (f"ett datum utan klockslag, {FIRST_DATE}–{LAST_DATE}",
             f"a date without a time of day, {FIRST_DATE}–{LAST_DATE}"),
    "list": (f"en lista på högst {MOST_ITEMS} poster", f"a list of at most {MOST_ITEMS} records"),
    "identifier": ("text eller ett heltal", "text or an integer"),
}  # fmt: skip


def _refuse(fact: Fact, given: object, sv: str = "", en: str = "") -> Refused:
    hint = Text(sv, en) if sv else None
    return Refused(FactProblem(fact.id, shown(given), allowed(fact), hint))


def _boolean(fact: Fact, given: object) -> Value:
    if type(given) is bool:
        return given
    raise _refuse(fact, given)


def _integer(fact: Fact, given: object) -> Value:
    if isinstance(given, int) and not isinstance(given, bool) and fact.low <= given <= fact.high:
        return int(given)
    if isinstance(given, str) and re.fullmatch(r"-?\d{1,18}", given):
        raise _refuse(fact, given, f"Skriv {given} utan citattecken.", f"Write {given} unquoted.")
    raise _refuse(fact, given)


def _number(fact: Fact, given: object) -> Value:
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal):
        raise _refuse(fact, given)
    if isinstance(given, float) and not math.isfinite(given):
        raise _refuse(fact, given)
    number = Decimal(repr(given)) if isinstance(given, float) else Decimal(given)
    fits = number.is_finite() and abs(number.adjusted()) < 30
    fits = fits and len(number.normalize().as_tuple().digits) <= MOST_DIGITS
    if fits and fact.low <= number <= fact.high:
        return number
    raise _refuse(fact, given)


def _string(fact: Fact, given: object) -> Value:
    if isinstance(given, str) and len(given) <= LONGEST_STRING and is_text(given):
        return str.__str__(given)
    raise _refuse(fact, given)


def _category(fact: Fact, given: object) -> Value:
    values = fact.values or {}
    if isinstance(given, str) and given in values:
        return str.__str__(given)
    near = nearest(given, values) if isinstance(given, str) else None
    if near:
        raise _refuse(fact, given, f"Menade du {near}?", f"Did you mean {near}?")
    raise _refuse(fact, given)


def _date(fact: Fact, given: object) -> Value:
    if isinstance(given, datetime):
        raise _refuse(fact, given, "Ta ut dagen: .date().", "Take the day out of it: .date().")
    if isinstance(given, date) and FIRST_DATE <= given <= LAST_DATE:
        return date(given.year, given.month, given.day)
    if isinstance(given, str):
        raise _refuse(fact, given, "Gör texten till ett datum: date.fromisoformat(…).",
                      "Make the text a date: date.fromisoformat(…).")  # fmt: skip
    raise _refuse(fact, given)


def _list(fact: Fact, given: object) -> Value:
    return _records(fact, given, accept)


def _identifier(fact: Fact, given: object) -> Value:
    if isinstance(given, str) and given:
        return _string(fact, given)
    if type(given) is int and SMALLEST_INTEGER <= given <= LARGEST_INTEGER:
        return given
    raise _refuse(fact, given)


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


def _records(
    fact: Fact, given: object, reader: Reader
) -> tuple[Mapping[str, Atom | Unknown | None], ...]:
    if not isinstance(given, list | tuple) or len(given) > MOST_ITEMS:
        raise _refuse(fact, given)
    return tuple(_record(fact, row, record, reader) for row, record in enumerate(given, 1))


def _record(
    fact: Fact, row: int, given: object, reader: Reader
) -> Mapping[str, Atom | Unknown | None]:
    if not isinstance(given, Mapping):
        raise _refuse(fact, given, f"Post {row} ska ha fält.", f"Record {row} should have fields.")
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


def unheard_of_field(fact: Fact, where: str, name: object, given: str = "") -> FactProblem:
    """The problem of a field that a list's records do not have."""
    near = nearest(name, fact.fields) if isinstance(name, str) else None
    hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None
    if near and name == near + UNKNOWN_SUFFIX and fact.fields[near].none_allowed:
        hint = Text(f"Utelämna {near} i posten där det är okänt.",
                    f"Leave {near} out of the record where it is unknown.")  # fmt: skip
    sv = f"posternas fält är {listed(fact.fields)}"
    en = f"the fields of a record are {listed(fact.fields, 'and')}"
    return FactProblem(where, given, Text(sv, en), hint)


_TRUTHS = {"ja": True, "true": True, "sant": True, "nej": False, "false": False, "falskt": False}


def _boolean_from_text(fact: Fact, text: str) -> Value:
    truth = _TRUTHS.get(text.casefold())
    if truth is None:
        raise _refuse(fact, text, "Skriv ja eller nej.", "Write ja or nej.")
    return truth


def _integer_from_text(fact: Fact, text: str) -> Value:
    number = _decimal(fact, text)
    if not re.fullmatch(r"[^.,]*([.,]00?)?", text):  # 1.000 may mean one or a thousand
        raise _refuse(fact, text, "Skriv utan decimaler.", "Write it without decimals.")
    return _integer(fact, int(number))


def _number_from_text(fact: Fact, text: str) -> Value:
    return _number(fact, _decimal(fact, text))


def _decimal(fact: Fact, text: str) -> Decimal:
    plain = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    grouped = r"[+\-−]? ?([0-9]+|[0-9]{1,3}([ \u00a0\u202f][0-9]{3})+)([.,][0-9]+)?"
    if len(plain) > 30 or not re.fullmatch(grouped, text):
        raise _refuse(fact, text)
    try:
        return Decimal(plain.replace(",", ".").replace("−", "-"))
    except InvalidOperation:
        raise _refuse(fact, text) from None


def _date_from_text(fact: Fact, text: str) -> Value:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return _date(fact, date.fromisoformat(text))
        except ValueError:
            raise _refuse(fact, text, "Dagen finns inte.", "There is no such day.") from None
    raise _refuse(fact, text, "Skriv datum så här: 2024-01-31.", "Write dates as 2024-01-31.")


def _list_from_text(fact: Fact, text: str) -> Value:
    try:
        records = json.loads(text, object_pairs_hook=_no_key_twice)
    except (ValueError, RecursionError):
        raise _refuse(fact, text, "Skriv listan som JSON.", "Write the list as JSON.") from None
    return _records(fact, records, read_json)


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


_TEXT: dict[str, Callable[[Fact, str], Value]] = {
    "boolean": _boolean_from_text,
    "integer": _integer_from_text,
    "number": _number_from_text,
    "string": _string,
    "category": _category,
    "date": _date_from_text,
    "list": _list_from_text,
    "identifier": _identifier,
}
