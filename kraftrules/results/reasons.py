"""Which unknown facts keep a condition about an enrolment from being settled."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kraftrules.feel.evaluate import truth
from kraftrules.feel.nodes import Literal, Name, Node, Operation, Today, children, walk
from kraftrules.given import accept_all
from kraftrules.reading import Reading, bind
from kraftrules.values import UNKNOWN, Unknown

_MOST_KEPT = 50_000


class Doubt(NamedTuple):
    """What is in doubt of an enrolment with certain verdicts: by measure, the conditions that it hangs on.

    *read* are the facts in those conditions, each with the days that it is compared with.
    """

    parts: Sequence[tuple[str, tuple[int, ...]]]
    read: Sequence[tuple[str, Sequence[date] | None]]


@dataclass(slots=True)
class Reasons:
    """Counts, by measure and fact, the enrolments whose part in the measure hangs on the fact.

    Days that a condition cannot tell apart are taken as one, so that most enrolments are alike: of
    those that are, one is looked at, by the definition, when all have been seen.
    """

    reading: Reading
    on: date
    _alike: dict[tuple[object, ...], _Alike] = field(default_factory=dict)
    _beyond: Counter[tuple[str, str]] = field(default_factory=Counter)

    def doubt(self, parts: Sequence[tuple[str, tuple[int, ...]]]) -> Doubt:
        """What is in doubt where these measures hang on the conditions at these places."""
        read: dict[str, Sequence[date] | None] = {}
        for at in dict.fromkeys(at for _, places in parts for at in places):
            for name, cuts in _cuts(self.reading, self.reading.conditions[at][1], self.on).items():
                other = read.get(name, ())
                read[name] = None if cuts is None or other is None else sorted({*cuts, *other})
        return Doubt(parts, tuple(read.items()))

    def note(self, key: int, doubt: Doubt, record: Mapping[str, object], count: int = 1) -> None:
        """Count an enrolment with certain verdicts, or so many that are alike."""
        get = record.get
        alike = (key, *[
            get(name, UNKNOWN) if cuts is None else _class(get(name, UNKNOWN), cuts)
            for name, cuts in doubt.read
        ])  # fmt: skip
        try:
            found = self._alike.get(alike)
        except TypeError:  # a value that cannot be remembered, as a list
            self._count(doubt, record, count, self._beyond)
            return
        if found is not None:
            found.count += count
        elif len(self._alike) < _MOST_KEPT:
            self._alike[alike] = _Alike(doubt, record, count)
        else:
            self._count(doubt, record, count, self._beyond)

    def counted(self) -> Counter[tuple[str, str]]:
        """How many enrolments each measure hangs on each fact in."""
        total = Counter(self._beyond)
        for each in self._alike.values():
            self._count(each.doubt, each.record, each.count, total)
        return total

    def _count(
        self, doubt: Doubt, record: Mapping[str, object], count: int, into: Counter[tuple[str, str]]
    ) -> None:
        for measure, places in doubt.parts:
            for name in dict.fromkeys(name for at in places for name in self.missing(at, record)):
                into[measure, name] += count

    def missing(self, at: int, record: Mapping[str, object]) -> tuple[str, ...]:
        """The facts that could settle the condition at a place, none where it is settled."""
        values = accept_all(self.reading.facts, record, ignore_extra=True)
        value = truth(self.reading.conditions[at][1], bind(self.reading, values, self.on))
        return value.facts if isinstance(value, Unknown) else ()


@dataclass(slots=True)
class _Alike:
    """Enrolments that no condition can tell apart: one of them, and how many there are."""

    doubt: Doubt
    record: Mapping[str, object]
    count: int = 1


def _cuts(reading: Reading, node: Node, on: date) -> Mapping[str, Sequence[date] | None]:
    """The facts that a condition reads, each with the days that it is compared with; None for all else."""
    names = dict.fromkeys(each.name for each, _ in walk(node) if isinstance(each, Name))
    found: dict[str, Sequence[date] | None] = {}
    for name in names:
        if name in reading.facts:
            days = _days_beside(node, name, on) if reading.facts[name].type == "date" else None
            found[name] = None if days is None else sorted(set(days))
    return found


def _days_beside(node: Node, name: str, on: date) -> list[date] | None:
    """The days that a fact is compared with; None where it is used in any other way."""
    if isinstance(node, Name):
        return None if node.name == name else []
    found: list[date] = []
    for each in children(node):
        if isinstance(node, Operation) and each == Name(name):
            others = [_day(other, on) for other in node.operands if other != each]
            if None in others:
                return None
            found += [day for day in others if isinstance(day, date)]
            continue
        below = _days_beside(each, name, on)
        if below is None:
            return None
        found += below
    return found


def _day(node: Node, on: date) -> date | bool | None:
    """A day written out or today; False for ``null``, which cuts nothing; None for all else."""
    match node:
        case Today():
            return on
        case Literal(value=None):
            return False
        case Literal(value=date() as day):
            return day
        case _:
            return None


def _class(value: object, cuts: Sequence[date]) -> object:
    """How a day lies to those that it is compared with: all that a condition can tell of it."""
    if isinstance(value, date):
        return bisect_left(cuts, value), bisect_right(cuts, value)
    return value
