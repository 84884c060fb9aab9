"""What a person may add to a measure's numerator and denominator, in every way it may turn out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from itertools import product
from operator import or_

from kraftrules.results.bounds import OUT, State, States
from kraftrules.results.masks import Masks, Profile, verdict
from kraftrules.results.period import MAYBE, NO, YES
from kraftrules.ruleset.declaration import DeclaredMeasure

_MAY = {YES: (1,), MAYBE: (0, 1), NO: (0,)}


@dataclass(slots=True)
class Measured:
    """Reads one measure out of persons' profiles; remembers each profile, for most are alike."""

    measure: DeclaredMeasure
    masks: Masks
    _known: dict[Profile, States] = field(default_factory=dict)

    def states(self, person: Profile) -> States:
        """The states that a person may have."""
        found = self._known.get(person)
        if found is None:
            found = frozenset(state for way in person.ways(self._seen()) for state in self._of(way))
            self._known[person] = found
        return found

    def among(self, person: Profile) -> int:
        """Whether a person is among those that the measure is about: yes, maybe or no."""
        slot = self.masks.survey.slots[self.measure.id].among
        ways = {
            NO if way is None or not way & 1 else verdict(way, slot)
            for way in person.ways(self._seen())
        }
        return ways.pop() if len(ways) == 1 else MAYBE

    def _seen(self) -> int:
        """The bits that the measure reads: those of its conditions, and of being in the period."""
        used = self.masks.survey.slots[self.measure.id]
        return reduce(
            or_, (0b11 << 2 * slot for slot in (0, used.among, used.condition, used.than))
        )

    def _of(self, mask: int | None) -> Iterable[State]:
        """The states of a person, given which enrolments count; what each holds may be unknown."""
        if mask is None or not mask & 1:
            return (OUT,)
        slots = self.masks.survey.slots[self.measure.id]
        among = _MAY[verdict(mask, slots.among)]
        now = _MAY[verdict(mask, slots.condition)]
        if self.measure.kind == "fewer":
            then = _MAY[verdict(mask, slots.than)]
            return ((a * n, a * t) for a, n, t in product(among, now, then))
        return ((a * n, a) for a, n in product(among, now))
