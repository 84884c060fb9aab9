"""Whom unknown facts could bring over the line: somebody without a seat who could turn out to have one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kraftrules.feel.evaluate import Scope, truth
from kraftrules.feel.nodes import Node
from kraftrules.intake.candidates import Candidate
from kraftrules.intake.draw import Draw, Place, fill, seat
from kraftrules.intake.ranking import FIRST, Key, rank_key
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


def unsettled(drawn: Draw, candidates: Iterable[Candidate]) -> tuple[Unsettled, ...]:
    """Each person whose own unknown facts could give a seat, if nothing of anybody else's changes.

    In the order of the ranks that they could have. The facts are taken to turn out as well as
    each rule could have it, even where no single person could be all of that at once: nobody is
    left out who could have a seat.
    """
    seated = {
        str(place.candidate.person_id)
        for place, chosen in zip(drawn.places, drawn.chosen, strict=True)
        if chosen
    }
    could = Could(drawn)
    found: dict[str, tuple[Key, Candidate]] = {}
    waiting = [each for each in candidates if str(each.person_id) not in seated]
    for pairs in _by_kind(drawn, waiting):
        for place, each in pairs[: could.count_seated([place for place, _ in pairs])]:
            key, _ = found.get(str(each.person_id), (place.key, each))
            found[str(each.person_id)] = (min(key, place.key), each)
    return tuple(
        Unsettled(
            each.person_id,
            each.decision.outcome,
            each.decision.points,
            each.decision.points_at_most,
            tuple(dict.fromkeys(_missing(drawn, each))),
        )
        for _, each in sorted(found.values(), key=lambda pair: pair[0])
    )


def _by_kind(drawn: Draw, waiting: Iterable[Candidate]) -> Iterable[list[tuple[Place, Candidate]]]:
    """The places that people could have, in rank order, those alike in stream and reservations together."""
    found: dict[Kind, list[tuple[Place, Candidate]]] = {}
    for each in waiting:
        for place in _best_places(drawn, each):
            found.setdefault(Kind(place.stream, place.meets), []).append((place, each))
    for pairs in found.values():
        pairs.sort(key=lambda pair: pair[0].key)
    return found.values()


def _best_places(drawn: Draw, candidate: Candidate) -> Iterator[Place]:
    """The places that a person could have, one a stream; none where nothing is unknown that bears on it."""
    decision = candidate.decision
    if decision.outcome not in (Outcome.ELIGIBLE, Outcome.UNDETERMINED):
        return
    bits = [candidate.verdicts >> 2 * at & 3 for at in range(_condition_count(drawn))]
    values = dict(zip(drawn.plan.reading.wanted, candidate.values, strict=True))
    ties = [values[tie.by] for tie in drawn.plan.ties if tie.by is not None]
    open_ = 0 in bits or any(isinstance(value, Unknown) for value in ties)
    more = decision.points_at_most > decision.points
    if not (open_ or more or decision.outcome is Outcome.UNDETERMINED):
        return
    count = len(drawn.plan.declared.reservations)
    key = rank_key(
        decision.points_at_most, drawn.plan.ties, values, drawn.seed, candidate.person_id, FIRST
    )
    could_meet = frozenset(at for at in range(count) if bits[at] != 2)
    for stream in _possible(bits[count:]) if drawn.by_stream else (0,):
        yield Place(candidate, key, stream, could_meet)


def _possible(bits: Sequence[int]) -> Iterator[int]:
    """The streams that a person may come in by: those that may be met, up to the first that is."""
    for at, verdict in enumerate(bits):
        if verdict != 2:
            yield at
        if verdict == 1:
            return


class Could:
    """Answers whether somebody with a certain place would have a seat, if nothing else were changed.

    Of places with the same stream that meet the same reservations, one has a seat if one that
    ranks lower has: so two bounds are all that is remembered.
    """

    def __init__(self, drawn: Draw) -> None:
        self.drawn = drawn
        self._yes: dict[Kind, Key] = {}
        self._no: dict[Kind, Key] = {}

    def be_seated(self, place: Place) -> bool:
        """Whether the place would have a seat."""
        kind = Kind(place.stream, place.meets)
        if kind in self._yes and place.key <= self._yes[kind]:
            return True
        if kind in self._no and place.key >= self._no[kind]:
            return False
        answer = self._would(place)
        (self._yes if answer else self._no)[kind] = place.key
        return answer

    def count_seated(self, places: Sequence[Place]) -> int:
        """How many of some places of one kind, in rank order, would have a seat, each by itself: the first so many."""
        return bisect_left(places, True, key=lambda place: not self.be_seated(place))

    def _would(self, place: Place) -> bool:
        if not self.drawn.wants:
            ahead = bisect_left(self._keys[place.stream], place.key)
            return ahead < self._caps(place.stream)[place.stream]
        return self._has_a_partner(place) or self._seated_anew(place)

    @cached_property
    def _keys(self) -> dict[int, list[Key]]:
        """The keys in each stream, in rank order."""
        keys: dict[int, list[Key]] = {at: [] for at in range(len(self.drawn.offered))}
        for each in self.drawn.places:
            if each.stream >= 0:
                keys[each.stream].append(each.key)
        return keys

    def _caps(self, stream: int) -> Sequence[int]:
        """The seats that are filled with one person more in a stream."""
        people = [len(self._keys[at]) + (at == stream) for at in range(len(self.drawn.offered))]
        return fill(self.drawn.plan, people, self.drawn.offered, self.drawn.by_stream)

    def _has_a_partner(self, place: Place) -> bool:
        """Whether somebody of lower rank in the stream could be spared: then the seat is this one's.

        Enough, but not needed: it can take several people's changing places.
        """
        lacking = [want - self._filled[at] for at, want in enumerate(self.drawn.wants)]
        return any(
            key > place.key and all(lacking[at] < 0 or at in place.meets for at in meets)
            for (stream, meets), key in self._last.items()
            if stream == place.stream
        )

    @cached_property
    def _filled(self) -> Counter[int]:
        return Counter(
            at
            for place, chosen in zip(self.drawn.places, self.drawn.chosen, strict=True)
            if chosen
            for at in place.meets
        )

    @cached_property
    def _last(self) -> dict[tuple[int, frozenset[int]], Key]:
        """The key of the last with a seat, of each kind."""
        pairs = zip(self.drawn.places, self.drawn.chosen, strict=True)
        return {(place.stream, place.meets): place.key for place, chosen in pairs if chosen}

    def _seated_anew(self, place: Place) -> bool:
        places = list(self.drawn.places)
        at = bisect_left(places, place.key, key=lambda each: each.key)
        places.insert(at, place)
        return seat(places, self._caps(place.stream), self.drawn.wants)[at]


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
