"""Whom unknown facts could bring over the line: somebody without a seat who could turn out to have one."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kraftrules.feel.evaluate import Scope, truth
from kraftrules.feel.nodes import Node
from kraftrules.intake.candidates import Candidate, Standing
from kraftrules.intake.columns import Coded
from kraftrules.intake.draw import Draw, fill, people_by_stream, seat
from kraftrules.intake.ranking import Key
from kraftrules.intake.seats import Kind
from kraftrules.plan import Outcome, Verdict
from kraftrules.reading import bind
from kraftrules.values import Unknown


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Somebody without a seat who would have one if what is unknown turned out as well as can be.

    *missing* are the facts that are unknown and bear on it, in rule order.
    """

    person_id: str | int
    outcome: Outcome
    points: int
    points_at_most: int
    missing: tuple[str, ...]


def unsettled(drawn: Draw) -> tuple[Unsettled, ...]:
    """Each person whose own unknown facts could give a seat, if nothing of anybody else's changes.

    In the order of the ranks that they could have. The facts are taken to turn out as well as
    each rule could have it, even where no single person could be all of that at once: nobody is
    left out who could have a seat.
    """
    could = Could(drawn)
    found: dict[int, Key] = {}
    for kind, keys in _by_kind(drawn).items():
        keys.sort()
        seated = could.count_seated(kind, [key for key, _ in keys])
        for key, number in keys[:seated]:
            found[number] = min(key, found.get(number, key))
    return tuple(
        _unsettled(drawn, drawn.candidates[number])
        for number in sorted(found, key=lambda number: found[number])
    )


def _unsettled(drawn: Draw, each: Candidate) -> Unsettled:
    standing = each.standing
    missing = tuple(dict.fromkeys(_missing(drawn, each)))
    return Unsettled(
        each.person_id, standing.outcome, standing.points, standing.points_at_most, missing
    )


def _by_kind(drawn: Draw) -> Mapping[Kind, list[tuple[Key, int]]]:
    """The keys that people without a seat could have, with their numbers, by the kinds they could be of."""
    found: dict[Kind, list[tuple[Key, int]]] = {}
    for number in _open(drawn):
        candidate = drawn.candidates[number]
        key = drawn.key(candidate, at_best=True)
        for kind in _best_kinds(drawn, candidate.standing):
            found.setdefault(kind, []).append((key, number))
    return found


def _open(drawn: Draw) -> Iterator[int]:
    """The numbers of those without a seat of whom something is unknown that bears on it."""
    candidates = drawn.candidates
    seated = {drawn.order[at] for at in drawn.seated}
    numbers = set(candidates.standings.where(lambda each: _is_open(drawn, each)))
    for at in _tie_columns(drawn):
        numbers.update(candidates.coded(at).where(lambda value: isinstance(value, Unknown)))
    considered = list(candidates.standings.map(lambda each: each.is_considered))
    return (each for each in sorted(numbers - seated) if considered[each])


def _tie_columns(drawn: Draw) -> list[int]:
    return [drawn.plan.wanted[tie.by] for tie in drawn.plan.ties if tie.by is not None]


def _is_open(drawn: Draw, standing: Standing) -> bool:
    """Whether the rules could come to say something else of people of whom they say this."""
    return standing.is_considered and (
        standing.outcome is Outcome.UNDETERMINED
        or standing.points_at_most > standing.points
        or 0 in _bits(drawn, standing)
    )


def _bits(drawn: Draw, standing: Standing) -> list[int]:
    """The verdicts of the conditions that bear on a seat."""
    return [standing.verdicts >> 2 * at & 3 for at in range(_condition_count(drawn))]


def _best_kinds(drawn: Draw, standing: Standing) -> Iterator[Kind]:
    """The kinds that a person could be of, one a stream, with every reservation that may be met."""
    bits = _bits(drawn, standing)
    count = len(drawn.plan.declared.reservations)
    could_meet = frozenset(at for at in range(count) if bits[at] != 2)
    for stream in _possible(bits[count:]) if drawn.by_stream else (0,):
        yield Kind(stream, could_meet)


def _possible(bits: Sequence[int]) -> Iterator[int]:
    """The streams that a person may come in by: those that may be met, up to the first that is."""
    for at, verdict in enumerate(bits):
        if verdict != 2:
            yield at
        if verdict == 1:
            return


class Could:
    """Answers whether somebody of a kind would have a seat, if nothing else were changed.

    Of one kind, somebody has a seat if one that ranks lower has: so two bounds are all that is
    remembered. Ranks are told by how many go before (*at*).
    """

    def __init__(self, drawn: Draw) -> None:
        self.drawn = drawn
        self._yes: dict[Kind, int] = {}
        self._no: dict[Kind, int] = {}

    def be_seated(self, kind: Kind, at: int) -> bool:
        """Whether one more person would have a seat."""
        if at <= self._yes.get(kind, -1):
            return True
        if kind in self._no and at >= self._no[kind]:
            return False
        answer = self._would(kind, at)
        (self._yes if answer else self._no)[kind] = at
        return answer

    def count_seated(self, kind: Kind, keys: Sequence[Key]) -> int:
        """How many of some of one kind, in rank order, would have a seat, each by itself: the first so many."""
        return bisect_left(
            keys, True, key=lambda key: not self.be_seated(kind, self.drawn.position(key))
        )

    def _would(self, kind: Kind, at: int) -> bool:
        if not self.drawn.wants:
            ahead = bisect_left(self._in_stream[kind.stream], at)
            return ahead < self._caps(kind.stream)[kind.stream]
        return self._has_a_partner(kind, at) or self._seated_anew(kind, at)

    @cached_property
    def _in_stream(self) -> Sequence[Sequence[int]]:
        """The ranks, from 0, of those in each stream."""
        ranks = [array("I") for _ in self.drawn.offered]
        for at, kind in enumerate(self.drawn.kinds):
            if kind.stream >= 0:
                ranks[kind.stream].append(at)
        return ranks

    def _caps(self, stream: int) -> Sequence[int]:
        """The seats that are filled with one person more in a stream."""
        people = people_by_stream(self.drawn.kinds, len(self.drawn.offered))
        people[stream] += 1
        return fill(self.drawn.plan, people, self.drawn.offered, self.drawn.by_stream)

    def _has_a_partner(self, kind: Kind, at: int) -> bool:
        """Whether somebody of lower rank in the stream could be spared: then the seat is this one's.

        Enough, but not needed: it can take several people's changing places.
        """
        lacking = [want - self._filled[each] for each, want in enumerate(self.drawn.wants)]
        return any(
            last >= at and all(lacking[each] < 0 or each in kind.meets for each in other.meets)
            for other, last in self._last.items()
            if other.stream == kind.stream
        )

    @cached_property
    def _filled(self) -> Counter[int]:
        found: Counter[int] = Counter()
        for kind, count in zip(self.drawn.kinds.levels, self.drawn.seated_by_kind, strict=True):
            found.update(dict.fromkeys(kind.meets, count))
        return found

    @cached_property
    def _last(self) -> dict[Kind, int]:
        """The rank, from 0, of the last with a seat, of each kind."""
        return {self.drawn.kinds[at]: at for at in self.drawn.seated}

    def _seated_anew(self, kind: Kind, at: int) -> bool:
        kinds = self.drawn.kinds
        levels = kinds.levels if kind in kinds.levels else (*kinds.levels, kind)
        codes = array("I", kinds.codes)
        codes.insert(at, levels.index(kind))
        return seat(Coded(levels, codes), self._caps(kind.stream), self.drawn.wants)[at]


def _missing(drawn: Draw, candidate: Candidate) -> Iterator[str]:
    """The facts that are unknown and bear on eligibility, points, ties, reservations or streams."""
    decision = candidate.decision
    yield from decision.missing
    factors = {
        rule.id
        for rule, result in zip(
            decision.plan.declared.factors, decision.priority.factors, strict=True
        )
        if result.verdict is Verdict.UNKNOWN
    }
    conditions = [node for name, node in decision.plan.conditions if name in factors]
    yield from _unknown_in(conditions, bind(decision.plan, decision.facts_given, decision.on))
    known, reading = drawn.plan.known(candidate.values), drawn.plan.reading
    yield from (tie.by for tie in drawn.plan.ties if tie.by is not None and tie.by not in known)
    conditions = [node for _, node in reading.conditions[: _condition_count(drawn)]]
    yield from _unknown_in(conditions, bind(reading, known, decision.on))


def _condition_count(drawn: Draw) -> int:
    """How many of the conditions bear on a seat: those of the streams only where seats are by stream."""
    reserved = len(drawn.plan.declared.reservations)
    return len(drawn.plan.reading.conditions) if drawn.by_stream else reserved


def _unknown_in(conditions: Iterable[Node], scope: Scope) -> Iterator[str]:
    for node in conditions:
        value = truth(node, scope)
        if isinstance(value, Unknown):
            yield from value.facts
