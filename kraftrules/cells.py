"""Cells that have types of their own, as those of JSON, Parquet and frames, as values of facts."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal

from kraftrules.given import read_json
from kraftrules.values import LARGEST_INTEGER, Value
from kraftrules.vocabulary import Fact

_NUMBERS = ("integer", "number", "identifier")
_EXACT_IN_FLOATS = 2**53


class Broken:
    """A cell that holds no value of any fact, such as a formula that went wrong: ``#REF!``."""

    def __init__(self, sign: str) -> None:
        self.sign = sign

    def __repr__(self) -> str:
        return self.sign


def read_typed(fact: Fact, given: object) -> Value:
    """The value of *fact* from a typed cell: as from JSON, but a midnight is its day and 42.0 is 42."""
    return read_json(fact, _plain(fact, given))


def _plain(fact: Fact, given: object) -> object:
    if isinstance(given, datetime) and fact.type == "date":
        midnight = given.time() == time.min and given.tzinfo is None
        return given.date() if midnight else Broken(given.isoformat(" "))
    if isinstance(given, float | Decimal) and fact.type in _NUMBERS:
        return _whole(given)
    if isinstance(given, list) and fact.type == "list":
        return [
            {name: _plain(fact.fields[name], value) if name in fact.fields else value
             for name, value in record.items()} if isinstance(record, dict) else record
            for record in given
        ]  # fmt: skip
    return given


def _whole(given: float | Decimal) -> object:
    """A number without decimals as an integer; any other as it is, for the fact to refuse."""
    most = _EXACT_IN_FLOATS if isinstance(given, float) else LARGEST_INTEGER
    return int(given) if -most <= given <= most and int(given) == given else given
