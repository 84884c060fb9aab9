"""The drawing of an intake: everyone in order, in their streams, and the seats filled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.given import Refused, accept, shown
from kraftrules.intake.candidates import Candidate
from kraftrules.intake.plan import IntakePlan
from kraftrules.intake.ranking import Key, rank_key
from kraftrules.intake.seats import Kind, choose, make_seating
from kraftrules.intake.streams import Seats, seats_of_streams, share_out, stream_of
from kraftrules.plan import Outcome
from kraftrules.text import Text
from kraftrules.vocabulary import Fact

_SEED = Fact(id="seed", label=Text("frö", "seed"), type="identifier")


@dataclass(frozen=True, slots=True)
class Place:
    """An eligible person's place: the *key* that they are ranked by, the stream (0 where the seats
    are for all, below 0 where the person comes in by none), the numbers of the reservations met."""

    candidate: Candidate
    key: Key
    stream: int
    meets: frozenset[int]


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn: the eligible in rank order, and whether each has a seat.

    *by_stream* tells that seats are by stream; *offered* and *filled* are then the seats of each,
    and otherwise the one number for all. *wants* are the seats that each reservation wants.
    """

    plan: IntakePlan
    on: date
    seed: str | None
    by_stream: bool
    offered: tuple[int, ...]
    filled: tuple[int, ...]
    wants: tuple[int, ...]
    places: tuple[Place, ...]
    chosen: tuple[bool, ...]

    @property
    def seats(self) -> int:
        """How many seats there are."""
        return sum(self.offered)


def draw(
    plan: IntakePlan, candidates: Sequence[Candidate], on: date, seats: Seats, seed: str | None,
    teams: int = 1, months: int = 1,
) -> Draw:  # fmt: skip
    """Put the eligible in order and fill the seats; raises `FactError` for seats that make no sense."""
    given = seats_of_streams(plan.declared.streams, seats, on, teams, months)
    offered = given if given is not None else (seats,) if isinstance(seats, int) else ()
    by_stream = given is not None
    wants = tuple(each.wanted(sum(offered)) for each in plan.declared.reservations)
    eligible = [each for each in candidates if each.decision.outcome is Outcome.ELIGIBLE]
    places = sorted((_place(plan, each, seed, by_stream) for each in eligible), key=lambda p: p.key)
    filled = fill(plan, people_by_stream(places, len(offered)), offered, by_stream)
    chosen = seat(places, filled, wants)
    return Draw(plan, on, seed, by_stream, offered, filled, wants, tuple(places), tuple(chosen))


def people_by_stream(places: Iterable[Place], count: int) -> list[int]:
    """How many of the eligible each of so many streams has."""
    people = [0] * count
    for each in places:
        if each.stream >= 0:
            people[each.stream] += 1
    return people


def fill(
    plan: IntakePlan, people: Sequence[int], offered: Sequence[int], by_stream: bool
) -> tuple[int, ...]:
    """How many seats each stream fills, out of those offered, with so many people."""
    if by_stream:
        return share_out(plan.declared.streams, offered, people)
    return (min(offered[0], people[0]),)


def seat(places: Sequence[Place], caps: Sequence[int], wants: Sequence[int]) -> list[bool]:
    """Whether each of the people in rank order has a seat, when the streams fill so many."""
    numbers: dict[tuple[int, frozenset[int]], int] = {}
    waiting = [each for each in places if each.stream >= 0]
    order = [numbers.setdefault((each.stream, each.meets), len(numbers)) for each in waiting]
    kinds = [Kind(stream, meets) for stream, meets in numbers]
    chosen = iter(choose(order, make_seating(order, kinds, caps, wants)))
    return [each.stream >= 0 and next(chosen) for each in places]


def accept_seed(plan: IntakePlan, seed: object) -> str | None:
    """The seed as a text; raises `FactError` where lots are drawn and there is none."""
    if not plan.has_lottery:
        return None
    try:
        value = accept(_SEED, seed)
    except Refused:
        value = None
    if isinstance(value, str | int) and str(value).strip():
        return str(value)
    allowed = Text("regelverket lottar, och lotten behöver ett frö: en text, som seed=\"2021-03\"",
                   "the ruleset draws lots, and a lottery needs a seed: a text, as seed=\"2021-03\"")  # fmt: skip
    raise FactError([FactProblem("seed", "" if seed is None else shown(seed), allowed)])


def _place(plan: IntakePlan, candidate: Candidate, seed: str | None, by_stream: bool) -> Place:
    values = dict(zip(plan.reading.wanted, candidate.values, strict=True))
    points = candidate.decision.points
    key = rank_key(points, plan.ties, values, seed, candidate.person_id)
    count = len(plan.declared.reservations)
    meets = met(candidate.verdicts, count)
    streams = len(plan.declared.streams)
    stream = stream_of(candidate.verdicts, count, streams) if by_stream else 0
    return Place(candidate, key, stream, meets)


def moved_up(place: Place, points: int) -> Place:
    """The place with more points, all else being equal."""
    first, *rest = place.key
    assert isinstance(first, int), "the points stand first"
    return replace(place, key=(first - points, *rest))


def met(verdicts: int, count: int) -> frozenset[int]:
    """The numbers of the conditions that are met, among the first *count*."""
    return frozenset(at for at in range(count) if verdicts >> 2 * at & 3 == 1)
