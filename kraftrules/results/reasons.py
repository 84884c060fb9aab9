"""Which unknown facts keep a condition about an enrolment from being settled."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kraftrules.feel.evaluate import truth
from kraftrules.feel.nodes import Literal, Name, Node, Operation, Today, children, walk
from kraftrules.given import accept_all
from kraftrules.reading import Reading, bind
from kraftrules.values import UNKNOWN, Unknown

_MOST_KEPT = 50_000


@dataclass(slots=True)
class Reasons:
    """The facts that could settle each condition of a reading, by the definition; remembers what it found.

    Days that a condition cannot tell apart are taken as one, so that most enrolments are alike.
    """

    reading: Reading
    on: date
    _known: dict[object, tuple[str, ...]] = field(default_factory=dict)
    _cuts: dict[int, Mapping[str, Sequence[date] | None]] = field(default_factory=dict)

    def missing(self, at: int, record: Mapping[str, object]) -> tuple[str, ...]:
        """The facts that could settle the condition at a place, none where it is settled."""
        if at not in self._cuts:
            self._cuts[at] = _cuts(self.reading, self.reading.conditions[at][1], self.on)
        key = (
            at,
            *(_class(record.get(name, UNKNOWN), cuts) for name, cuts in self._cuts[at].items()),
        )
        found = self._known.get(key)
        if found is None:
            values = accept_all(self.reading.facts, record, ignore_extra=True)
            value = truth(self.reading.conditions[at][1], bind(self.reading, values, self.on))
            found = value.facts if isinstance(value, Unknown) else ()
            if len(self._known) < _MOST_KEPT:
                self._known[key] = found
        return found


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


def _class(value: object, cuts: Sequence[date] | None) -> object:
    """What a condition can tell of a value: of a day, how it lies to those that it is compared with."""
    if cuts is not None and isinstance(value, date):
        return bisect_left(cuts, value), bisect_right(cuts, value)
    return value if isinstance(value, str | int | date | Unknown | None) else repr(value)
