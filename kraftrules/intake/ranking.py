"""The order in which people go: points, ties as written, lots, and at last the id."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from kraftrules.intake.candidates import Candidates, Standing
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
            key += _place(tie, values[tie.by], unknown)
    return (*key, str(person_id))


def in_order(
    candidates: Candidates, ties: Sequence[TieBreak], columns: Mapping[str, int], seed: str | None
) -> list[int]:
    """The numbers of the eligible in the order of their keys; *columns* are those of the wanted facts.

    They are sorted by the last part of the key first: what stands before it in the key then leaves
    those alike in the order that they have. Nothing that comes after the lot tells anybody apart.
    """
    found = list(candidates.standings.where(lambda each: each.is_eligible))
    lottery = next((at for at, tie in enumerate(ties) if tie.by is None), None)
    ids = [candidates.ids[at] for at in found]
    last = list(map(str, ids)) if lottery is None else [_as_text(lot(seed, each)) for each in ids]
    found = [found[at] for at in sorted(range(len(found)), key=last.__getitem__)]
    for tie in reversed(ties[:lottery]):
        assert tie.by is not None, "the lottery is not among them"
        _sort(found, _by_tie(candidates, tie, columns[tie.by]))
    _sort(found, list(candidates.standings.map(_by_points)))
    return found


def _sort(found: list[int], keys: Sequence[int]) -> None:
    found.sort(key=keys.__getitem__)


def _by_points(standing: Standing) -> int:
    return -standing.points


def _by_tie(candidates: Candidates, tie: TieBreak, at: int) -> list[int]:
    """How many values go before that of each candidate."""
    column = candidates.coded(at)
    places = sorted({_place(tie, value, LAST) for value in column.levels})
    number = {place: at for at, place in enumerate(places)}
    return list(column.map(lambda value: number[_place(tie, value, LAST)]))


def lot(seed: str | None, person_id: str | int) -> bytes:
    """A person's lot, smallest first: the SHA-256 digest of ``seed:person_id`` in UTF-8."""
    return hashlib.sha256(f"{seed}:{person_id}".encode()).digest()


def _as_text(digest: bytes) -> str:
    """A text that sorts as the digest does, and is compared sooner."""
    return digest.decode("latin-1")


def _place(tie: TieBreak, value: Value, unknown: InTie) -> InTie:
    sign = -1 if tie.descending else 1
    match value:
        case Unknown():
            return unknown
        case None:
            return LAST
        case date():
            return False, sign * value.toordinal()
        case int() | Decimal():
            return False, sign * value
        case _:
            raise AssertionError("the checker lets only numbers and dates order")
