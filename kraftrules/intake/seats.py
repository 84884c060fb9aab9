"""Who gets the seats: the best set for the reservations, and among the best the first in rank order.

People alike in what they count toward are of one kind, and only the numbers of each kind decide whether
a set is a best one. Of a kind, whoever ranks first goes first. So the search is over small integer
programmes in the numbers of each kind, and not over people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Numbers = list[int]  # how many people of each kind


@dataclass(frozen=True, slots=True)
class Kind:
    """What people of a kind have in common: their stream, and the reservations that they meet."""

    stream: int
    meets: frozenset[int]


@dataclass(frozen=True, slots=True)
class Seating:
    """The seats to fill: people by *kinds*, seats by stream (*caps*), *wants* by reservation.

    Every cap is at most the number of people in its stream, so that all seats are filled.
    """

    kinds: tuple[Kind, ...]
    available: tuple[int, ...]
    caps: tuple[int, ...]
    wants: tuple[int, ...]

    def shortfall(self, numbers: Sequence[int]) -> int:
        """The sum of what the reservations lack when so many of each kind are chosen."""
        filled = [0] * len(self.wants)
        for kind, number in zip(self.kinds, numbers, strict=True):
            for each in kind.meets:
                filled[each] += number
        return sum(max(0, want - have) for want, have in zip(self.wants, filled, strict=True))

    def least_thinkable(self) -> int:
        """What the reservations lack even where everyone is chosen."""
        return self.shortfall(self.available)


def make_seating(
    order: Sequence[int], kinds: Sequence[Kind], caps: Sequence[int], wants: Sequence[int]
) -> Seating:
    """The seating of people whose kinds stand in rank *order*; no stream has more seats than people."""
    counts = Counter(order)
    available = tuple(counts[at] for at in range(len(kinds)))
    people = [0] * len(caps)
    for kind, number in zip(kinds, available, strict=True):
        people[kind.stream] += number
    fitting = tuple(min(cap, number) for cap, number in zip(caps, people, strict=True))
    return Seating(tuple(kinds), available, fitting, tuple(wants))


def choose(order: Sequence[int], seating: Seating) -> list[bool]:
    """Whether each person, in rank order, gets a seat; *order* holds the kinds of the people."""
    plain = _plain(order, seating)
    numbers = Counter(kind for kind, chosen in zip(order, plain, strict=True) if chosen)
    if seating.shortfall([numbers[at] for at in range(len(seating.kinds))]) == seating.least_thinkable():  # fmt: skip
        return plain
    return _Search(order, seating).chosen()


def _plain(order: Sequence[int], seating: Seating) -> list[bool]:
    """The choice by rank alone."""
    left = list(seating.caps)
    streams = [kind.stream for kind in seating.kinds]
    chosen = []
    for kind in order:
        stream = streams[kind]
        chosen.append(left[stream] > 0)
        left[stream] -= chosen[-1]
    return chosen


class _Search:
    """Goes down the order once, taking everyone whom some best set has, given those taken before.

    *taken* and *limits* bound the numbers of each kind in the sets that are still possible, and
    *best* is one of those sets. A kind is closed when nobody more of it fits.
    """

    def __init__(self, order: Sequence[int], seating: Seating) -> None:
        from kraftrules.intake.programme import Programme  # noqa: PLC0415 - the solver is an extra

        self.order, self.seating = order, seating
        self.programme = Programme(seating)
        self.taken: Numbers = [0] * len(seating.kinds)
        self.limits: Numbers = list(seating.available)
        self.best: Numbers = self.programme.best()
        self.left = list(seating.caps)

    def chosen(self) -> list[bool]:
        """Whether each person gets a seat."""
        chosen = [False] * len(self.order)
        step, too_many = (
            1,
            0,
        )  # how far to reach, and the number of people that is known to be too many
        at = self._take(0, chosen)
        while at < len(self.order):
            reached = sum(self.taken) + step
            better = self._reaching(at, step)
            if better is not None:
                self.best = better
                at = self._take(at, chosen)
                ahead = too_many - sum(self.taken)
                step = max(1, ahead // 2) if too_many else 2 * step
            elif step > 1:
                too_many, step = reached, step // 2
            else:
                self._close(self.order[at])
                too_many = 0
                at = self._take(at, chosen)
        return chosen

    def _take(self, at: int, chosen: list[bool]) -> int:
        """Take people as far as the best set goes; gives the place of the first who is not in it."""
        while at < len(self.order) and any(self.left):
            kind = self.order[at]
            if self.taken[kind] < self.best[kind]:
                chosen[at] = True
                self.taken[kind] += 1
                self.left[self.seating.kinds[kind].stream] -= 1
            elif self._open(kind):
                return at
            at += 1
        return len(self.order)

    def _open(self, kind: int) -> bool:
        stream = self.seating.kinds[kind].stream
        return self.taken[kind] < self.limits[kind] and self.left[stream] > 0

    def _close(self, closed: int) -> None:
        """Nobody more of a kind fits, nor of one that meets less: they could change places."""
        own = self.seating.kinds[closed]
        for at, kind in enumerate(self.seating.kinds):
            if kind.stream == own.stream and kind.meets <= own.meets:
                self.limits[at] = self.taken[at]

    def _reaching(self, at: int, step: int) -> Numbers | None:
        """A best set with the next *step* people of open kinds too, if there is one."""
        wanted = list(self.taken)
        while step and at < len(self.order):
            kind = self.order[at]
            if self._open(kind):
                wanted[kind] += 1
                step -= 1
            at += 1
        if any(number > limit for number, limit in zip(wanted, self.limits, strict=True)):
            return None
        return self.programme.within(wanted, self.limits)
