"""The order in which people go: points, ties as written, lots, and at last the id."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from kraftrules.ruleset.declaration import TieBreak
from kraftrules.values import Unknown, Value

Key = tuple[
    object, ...
]  # what is smaller goes first; two keys of one ruleset can always be compared

_LAST = (True, 0)
_FIRST = (False, float("-inf"))


def rank_key(
    points: int,
    ties: Sequence[TieBreak],
    values: Mapping[str, Value],
    seed: str | None,
    person_id: str | int,
) -> Key:
    """Where a person stands; *values* are those of the facts that the ties order by.

    Most points first; unknown and none last in each tie.
    """
    key: list[object] = [-points]
    for tie in ties:
        if tie.by is None:
            key.append(lot(seed, person_id))
        else:
            key += _place(tie, values[tie.by])
    return (*key, str(person_id))


def best_key(
    points: int,
    ties: Sequence[TieBreak],
    values: Mapping[str, Value],
    seed: str | None,
    person_id: str | int,
) -> Key:
    """Where a person would stand if what is unknown turned out as well as can be."""
    key: list[object] = [-points]
    for tie in ties:
        if tie.by is None:
            key.append(lot(seed, person_id))
        else:
            value = values[tie.by]
            key += _FIRST if isinstance(value, Unknown) else _place(tie, value)
    return (*key, str(person_id))


def lot(seed: str | None, person_id: str | int) -> bytes:
    """A person's lot, smallest first: the SHA-256 digest of ``seed:person_id`` in UTF-8."""
    return hashlib.sha256(f"{seed}:{person_id}".encode()).digest()


def _place(tie: TieBreak, value: Value) -> tuple[bool, object]:
    sign = -1 if tie.descending else 1
    match value:
        case Unknown() | None:
            return _LAST
        case date():
            return False, sign * value.toordinal()
        case int() | Decimal():
            return False, sign * value
        case _:
            raise AssertionError("the checker lets only numbers and dates order")
