"""The candidates of an intake, each decided about: columns, out of which one person is made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kraftrules.decision import Decision
from kraftrules.intake.columns import Coded
from kraftrules.plan import Outcome
from kraftrules.values import Value

CONSIDERED = (Outcome.ELIGIBLE, Outcome.UNDETERMINED)
Decisions = Callable[[Iterable[int]], Iterator[Decision]]
Missing = Callable[[Iterable[int]], Iterator[Sequence[str]]]


class Standing(NamedTuple):
    """What the rules say of a person.

    *verdicts* are those of the intake's conditions, two bits each (1 met, 2 not met, 0 unknown); 0
    for those whom no unknown fact can make eligible.
    """

    outcome: Outcome
    not_met: tuple[str, ...]
    exclusions_met: tuple[str, ...]
    points: int
    points_at_most: int
    verdicts: int = 0

    @property
    def is_eligible(self) -> bool:
        """Whether the person is in the order."""
        return self.outcome is Outcome.ELIGIBLE

    @property
    def is_considered(self) -> bool:
        """Whether the person is eligible, or could turn out to be."""
        return self.outcome in CONSIDERED


@dataclass(frozen=True, eq=False)
class Candidates:
    """Everyone who wants a seat, in the order given and numbered from 0.

    *values* hold a column for each fact that the intake's reading wants, of the considered;
    *decisions* makes those about people of some numbers, and *missing* tells what is missing from
    them, which is sooner told alone.
    """

    ids: Sequence[str | int]
    standings: Coded[Standing]
    values: tuple[Coded[Value] | Sequence[Value], ...]
    decisions: Decisions
    missing: Missing

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, number: int) -> Candidate:
        return Candidate(self, number)

    def __iter__(self) -> Iterator[Candidate]:
        return map(self.__getitem__, range(len(self)))

    def coded(self, at: int) -> Coded[Value]:
        """The column of a wanted fact that is no list."""
        found = self.values[at]
        assert isinstance(found, Coded), "it is no list"
        return found


@dataclass(frozen=True)
class Candidate:
    """A person who wants a seat."""

    among: Candidates
    number: int

    @property
    def person_id(self) -> str | int:
        """Whom it is about."""
        return self.among.ids[self.number]

    @property
    def standing(self) -> Standing:
        """What the rules say."""
        return self.among.standings[self.number]

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """The values of the facts that the intake's reading wants; none for those not considered."""
        if not self.standing.is_considered:
            return ()
        return tuple(each[self.number] for each in self.among.values)

    @cached_property
    def decision(self) -> Decision:
        """The decision."""
        return next(self.among.decisions([self.number]))
