"""The drawing of an intake: everyone in order, in their streams, and the seats filled."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import compress

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.given import accept
from kraftrules.intake.candidates import Candidate, Candidates, Standing
from kraftrules.intake.columns import Coded, Made
from kraftrules.intake.plan import IntakePlan
from kraftrules.intake.ranking import FIRST, Key, in_order, rank_key
from kraftrules.intake.seats import Kind, choose, make_seating
from kraftrules.intake.streams import Seats, seats_of_streams, share_out, stream_of
from kraftrules.refusal import Refused, shown
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


@dataclass(frozen=True, eq=False)
class Draw:
    """What was drawn: the numbers of the eligible in rank *order*, of what kind each is, and whether
    each has a seat.

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
    candidates: Candidates
    order: Sequence[int]
    kinds: Coded[Kind]
    chosen: Sequence[bool]

    @property
    def seats(self) -> int:
        """How many seats there are."""
        return sum(self.offered)

    @cached_property
    def places(self) -> Made[Place]:
        """The places of the eligible, in rank order."""
        return Made(range(len(self.order)), self.place)

    def place(self, at: int) -> Place:
        """The place of the one of some rank, counted from 0."""
        candidate, kind = self.candidates[self.order[at]], self.kinds[at]
        return Place(candidate, self.key(candidate), kind.stream, kind.meets)

    def key(self, candidate: Candidate, *, at_best: bool = False) -> Key:
        """What a candidate is ranked by, or would be if what is unknown turned out as well as can be."""
        values = dict(zip(self.plan.reading.wanted, candidate.values, strict=True))
        standing, ties, person = candidate.standing, self.plan.ties, candidate.person_id
        if at_best:
            return rank_key(standing.points_at_most, ties, values, self.seed, person, FIRST)
        return rank_key(standing.points, ties, values, self.seed, person)

    def position(self, key: Key) -> int:
        """How many of the eligible go before somebody with such a key."""
        return bisect_left(range(len(self.order)), key, key=lambda at: self.key(self.candidates[self.order[at]]))  # fmt: skip

    @cached_property
    def ranks(self) -> Sequence[int]:
        """The rank of each candidate, from 1; 0 for those who are not eligible."""
        ranks = array("I", bytes(4 * len(self.candidates)))
        for rank, number in enumerate(self.order, 1):
            ranks[number] = rank
        return ranks

    @cached_property
    def seated(self) -> Sequence[int]:
        """Those with a seat, by ranks counted from 0."""
        return array("I", compress(range(len(self.chosen)), self.chosen))

    @cached_property
    def eligible_by_kind(self) -> Sequence[int]:
        """How many of the eligible are of each kind."""
        return self.kinds.counts()

    @cached_property
    def seated_by_kind(self) -> Sequence[int]:
        """How many with a seat are of each kind."""
        return self.kinds.counts(self.seated)

    def meeting(self, reservation: int, by_kind: Sequence[int]) -> int:
        """How many meet a reservation, of so many of each kind."""
        pairs = zip(self.kinds.levels, by_kind, strict=True)
        return sum(count for kind, count in pairs if reservation in kind.meets)


def draw(
    plan: IntakePlan, candidates: Candidates, on: date, seats: Seats, seed: str | None,
    teams: int = 1, months: int = 1,
) -> Draw:  # fmt: skip
    """Put the eligible in order and fill the seats; raises `FactError` for seats that make no sense."""
    offered, by_stream = offer(plan, seats, on, teams, months)
    wants = tuple(each.wanted(sum(offered)) for each in plan.declared.reservations)
    order = in_order(candidates, plan.ties, plan.wanted, seed)
    kinds = _kinds(plan, candidates.standings, order, by_stream)
    filled = fill(plan, people_by_stream(kinds, len(offered)), offered, by_stream)
    chosen = seat(kinds, filled, wants)
    return Draw(
        plan, on, seed, by_stream, offered, filled, wants, candidates, array("I", order), kinds, chosen
    )  # fmt: skip


def offer(
    plan: IntakePlan, seats: Seats, on: date, teams: int, months: int
) -> tuple[tuple[int, ...], bool]:
    """The seats, and whether they are by stream; raises `FactError` where they make no sense."""
    given = seats_of_streams(plan.declared.streams, seats, on, teams, months)
    if given is not None:
        return given, True
    return (seats,) if isinstance(seats, int) else (), False


def _kinds(
    plan: IntakePlan, standings: Coded[Standing], order: Sequence[int], by_stream: bool
) -> Coded[Kind]:
    """Of what kind each of those in the order is."""
    count, streams = len(plan.declared.reservations), len(plan.declared.streams)
    numbers: dict[Kind, int] = {}
    codes = []
    for each in standings.levels:
        stream = stream_of(each.verdicts, count, streams) if by_stream else 0
        kind = Kind(stream, met(each.verdicts, count))
        codes.append(numbers.setdefault(kind, len(numbers)) if each.is_eligible else 0)
    found = array("I", map(codes.__getitem__, map(standings.codes.__getitem__, order)))
    return Coded(tuple(numbers), found)


def people_by_stream(kinds: Coded[Kind], count: int) -> list[int]:
    """How many of the eligible each of so many streams has."""
    people = [0] * count
    for kind, number in zip(kinds.levels, kinds.counts(), strict=True):
        if kind.stream >= 0:
            people[kind.stream] += number
    return people


def fill(
    plan: IntakePlan, people: Sequence[int], offered: Sequence[int], by_stream: bool
) -> tuple[int, ...]:
    """How many seats each stream fills, out of those offered, with so many people."""
    if by_stream:
        return share_out(plan.declared.streams, offered, people)
    return (min(offered[0], people[0]),)


def seat(kinds: Coded[Kind], caps: Sequence[int], wants: Sequence[int]) -> list[bool]:
    """Whether each of the people in rank order has a seat, when the streams fill so many."""
    inside = [at for at, kind in enumerate(kinds.levels) if kind.stream >= 0]
    number = {at: new for new, at in enumerate(inside)}
    order = [number[code] for code in kinds.codes if code in number]
    levels = [kinds.levels[at] for at in inside]
    chosen = iter(choose(order, make_seating(order, levels, caps, wants)))
    return [code in number and next(chosen) for code in kinds.codes]


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


def met(verdicts: int, count: int) -> frozenset[int]:
    """The numbers of the conditions that are met, among the first *count*."""
    return frozenset(at for at in range(count) if verdicts >> 2 * at & 3 == 1)
