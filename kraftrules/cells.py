"""Cells that have types of their own, as those of JSON, Parquet and frames, as values of facts."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal

from kraftrules.diagnostics import FactProblem
from kraftrules.refusal import Broken, Refused
from kraftrules.text import Text
from kraftrules.values import LARGEST_INTEGER, SMALLEST_INTEGER, Value
from kraftrules.vocabulary import UNKNOWN_SUFFIX, Fact
from kraftrules.written import read_json

_NUMBERS = ("integer", "number", "identifier")
_EXACT_IN_FLOATS = 2**53


def read_typed(fact: Fact, given: object) -> Value:
    """The value of *fact* from a typed cell: as from JSON, but a midnight is its day, 42.0 is 42, and
    in a record a field may have another beside it that says that it is unknown."""
    return read_json(fact, plain(fact, given))


def plain(fact: Fact, given: object) -> object:
    """A typed cell as JSON has it: what has another type of its own, but says the same, made into that."""
    if isinstance(given, datetime) and fact.type == "date":
        midnight = given.time() == time.min and given.tzinfo is None
        return given.date() if midnight else Broken(given.isoformat(" "))
    if isinstance(given, float | Decimal) and fact.type in _NUMBERS:
        return _whole(given)
    if isinstance(given, list) and fact.type == "list":
        return [
            _record(fact, row, each) if isinstance(each, dict) else each
            for row, each in enumerate(given, 1)
        ]
    return given


def _record(fact: Fact, row: int, record: dict[str, object]) -> dict[str, object]:
    """A record's cells, without flags, and without the fields that these say are unknown."""
    flags = {
        name + UNKNOWN_SUFFIX: name
        for name, field in fact.fields.items()
        if field.none_allowed and isinstance(record.get(name + UNKNOWN_SUFFIX), bool | None)
    }
    unknown = {name for flag, name in flags.items() if record.get(flag)}
    for name in unknown:
        if record.get(name) is not None:
            raise Refused(both(f"{fact.id}[{row}].{name}", name))
    return {
        name: plain(fact.fields[name], value) if name in fact.fields else value
        for name, value in record.items()
        if name not in flags and name not in unknown
    }


def both(where: str, name: str) -> FactProblem:
    """The problem of a fact, or a field, that has a value and is said to be unknown."""
    return FactProblem(
        where,
        Text("både ett värde och okänt", "both a value and unknown"),
        Text(f"{name}{UNKNOWN_SUFFIX} är sant bara där {name} är tom",
             f"{name}{UNKNOWN_SUFFIX} is true only where {name} is empty"),
    )  # fmt: skip


def _whole(given: float | Decimal) -> object:
    """A number without decimals as an integer; any other as it is, for the fact to refuse."""
    is_float = isinstance(given, float)
    low, high = (-_EXACT_IN_FLOATS, _EXACT_IN_FLOATS) if is_float else (SMALLEST_INTEGER, LARGEST_INTEGER)  # fmt: skip
    return int(given) if low <= given <= high and int(given) == given else given
