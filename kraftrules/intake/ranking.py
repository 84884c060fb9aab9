"""The order in which people go: points, ties as written, lots, and at last the id."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from kraftrules.ruleset.declaration import TieBreak
from kraftrules.values import Unknown, Value

# what is smaller goes first; two keys of one ruleset can always be compared
Key = tuple[object, ...]
InTie = tuple[bool, object]  # whether the fact puts somebody last, and otherwise before whom

LAST: InTie = (True, 0)
FIRST: InTie = (False, float("-inf"))


def rank_key(
    points: int,
    ties: Sequence[TieBreak],
    values: Mapping[str, Value],
    seed: str | None,
    person_id: str | int,
    unknown: InTie = LAST,
) -> Key:
    """Where a person stands; *values* are those of the facts that the ties order by.

    Most points first; none last in each tie, and what is *unknown* there too, or where it is said to be.
    """
    key: list[object] = [-points]
    for tie in ties:
        if tie.by is None:
            key.append(lot(seed, person_id))
        else:
            value = values[tie.by]
            key += unknown if isinstance(value, Unknown) else _place(tie, value)
    return (*key, str(person_id))


def lot(seed: str | None, person_id: str | int) -> bytes:
    """A person's lot, smallest first: the SHA-256 digest of ``seed:person_id`` in UTF-8."""
    return hashlib.sha256(f"{seed}:{person_id}".encode()).digest()


def _place(tie: TieBreak, value: Value) -> InTie:
    sign = -1 if tie.descending else 1
    match value:
        case None:
            return LAST
        case date():
            return False, sign * value.toordinal()
        case int() | Decimal():
            return False, sign * value
        case _:
            raise AssertionError("the checker lets only numbers and dates order")
