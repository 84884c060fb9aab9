"""Values as they are written: in the cells of a table of text, and in JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from kraftrules.given import accept, accept_records
from kraftrules.refusal import refuse
from kraftrules.values import Unknown, Value
from kraftrules.vocabulary import Fact


def read_text(fact: Fact, text: str) -> Value:
    """The value of *fact* from the text of a table's cell; raises `Refused`.

    An empty cell is none where the fact allows it, and otherwise unknown. Booleans are ``ja`` and
    ``nej`` (or ``true``, ``false``, ``sant``, ``falskt``), numbers may have a decimal comma, dates
    are written 2024-01-31, and a list of records as JSON.
    """
    text = text.strip()
    return _TEXT.get(fact.type, accept)(fact, text) if text else accept(fact, None)


def read_json(fact: Fact, given: object) -> Value:
    """The value of *fact* from parsed JSON, where a date is text; raises `Refused`."""
    if isinstance(given, str) and fact.type == "date":
        return _date_from_text(fact, given)
    if isinstance(given, list) and fact.type == "list":
        return accept_records(fact, given, read_json)
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


_TRUTHS = {"ja": True, "true": True, "sant": True, "nej": False, "false": False, "falskt": False}


def _boolean_from_text(fact: Fact, text: str) -> Value:
    truth = _TRUTHS.get(text.casefold())
    if truth is None:
        raise refuse(fact, text, "Skriv ja eller nej.", "Write ja or nej.")
    return truth


def _integer_from_text(fact: Fact, text: str) -> Value:
    number = _decimal(fact, text)
    if not re.fullmatch(r"[^.,]*([.,]00?)?", text):  # 1.000 may mean one or a thousand
        raise refuse(fact, text, "Skriv utan decimaler.", "Write it without decimals.")
    return accept(fact, int(number))


def _number_from_text(fact: Fact, text: str) -> Value:
    return accept(fact, _decimal(fact, text))


def _decimal(fact: Fact, text: str) -> Decimal:
    plain = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    grouped = r"[+\-−]? ?([0-9]+|[0-9]{1,3}([ \u00a0\u202f][0-9]{3})+)([.,][0-9]+)?"
    if len(plain) > 30 or not re.fullmatch(grouped, text):
        raise refuse(fact, text)
    try:
        return Decimal(plain.replace(",", ".").replace("−", "-"))
    except InvalidOperation:
        raise refuse(fact, text) from None


def _date_from_text(fact: Fact, text: str) -> Value:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return accept(fact, date.fromisoformat(text))
        except ValueError:
            raise refuse(fact, text, "Dagen finns inte.", "There is no such day.") from None
    raise refuse(fact, text, "Skriv datum så här: 2024-01-31.", "Write dates as 2024-01-31.")


def _list_from_text(fact: Fact, text: str) -> Value:
    try:
        records = json.loads(text, object_pairs_hook=_no_key_twice)
    except (ValueError, RecursionError):
        raise refuse(fact, text, "Skriv listan som JSON.", "Write the list as JSON.") from None
    return accept_records(fact, records, read_json)


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


_TEXT: dict[str, Callable[[Fact, str], Value]] = {
    "boolean": _boolean_from_text,
    "integer": _integer_from_text,
    "number": _number_from_text,
    "date": _date_from_text,
    "list": _list_from_text,
}
