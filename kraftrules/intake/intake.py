"""An intake: who is selected, who waits, and why. Data, made from what was drawn."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial
from itertools import compress
from operator import not_
from types import MappingProxyType
from typing import NoReturn

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.intake import explain as words
from kraftrules.intake.candidates import Candidate, Candidates
from kraftrules.intake.columns import Made
from kraftrules.intake.commitment import commitment
from kraftrules.intake.composition import Part, composition
from kraftrules.intake.draw import Draw, people_by_stream
from kraftrules.intake.ids import as_id
from kraftrules.intake.parts import (
    NotConsidered,
    ReservationResult,
    Selected,
    StreamResult,
    Waiting,
)
from kraftrules.intake.streams import NOWHERE
from kraftrules.intake.unsettled import Unsettled, unsettled
from kraftrules.refusal import shown
from kraftrules.text import LANGUAGES, Lang, Text, nearest


@dataclass(frozen=True, eq=False)
class Intake:
    """The outcome of an intake. Immutable; what is not needed is worked out when it is asked for."""

    drawn: Draw

    @property
    def candidates(self) -> Candidates:
        """Everyone who was assessed, in the order given."""
        return self.drawn.candidates

    @property
    def ruleset(self) -> str:
        """The ruleset's id."""
        return self.drawn.plan.plan.declared.id

    @property
    def edition(self) -> str:
        """The ruleset's edition."""
        return self.drawn.plan.plan.declared.edition

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what decided: the decision rules, the order, the reservations and the streams."""
        return self.drawn.plan.fingerprint

    @property
    def on(self) -> date:
        """The day of the intake."""
        return self.drawn.on

    @property
    def seats(self) -> int:
        """How many seats there were."""
        return self.drawn.seats

    @property
    def seed(self) -> str | None:
        """The seed of the lottery; None where the ruleset draws no lots."""
        return self.drawn.seed

    @cached_property
    def commitment(self) -> str:
        """SHA-256 of rules, day, seats, seed and candidates, which can be published before the draw."""
        return commitment(self.drawn)

    @cached_property
    def selected(self) -> tuple[Selected, ...]:
        """Those with a seat, in rank order."""
        return tuple(map(self._selected, self.drawn.seated))

    def _selected(self, at: int) -> Selected:
        candidate, kind = self.candidates[self.drawn.order[at]], self.drawn.kinds[at]
        return Selected(
            person_id=candidate.person_id,
            rank=at + 1,
            points=candidate.standing.points,
            seats=tuple(self._reservation_ids[each] for each in sorted(kind.meets)),
            stream=self._stream_id(kind.stream),
        )

    @cached_property
    def waiting(self) -> Sequence[Waiting]:
        """Those who are eligible and have no seat, in rank order."""
        without = map(not_, self.drawn.chosen)
        return Made(array("I", compress(range(len(self.drawn.order)), without)), self._waiting)

    def _waiting(self, at: int) -> Waiting:
        candidate, kind = self.candidates[self.drawn.order[at]], self.drawn.kinds[at]
        decided = self.decided(at + 1)
        return Waiting(
            person_id=candidate.person_id,
            rank=at + 1,
            points=candidate.standing.points,
            why=self._why(kind.stream, decided),
            reservations=tuple(self._reservation_ids[each] for each in sorted(decided)),
            stream=self._stream_id(kind.stream),
        )

    @cached_property
    def _why(self) -> Callable[[int, frozenset[int]], Text]:
        return cache(partial(words.why, self.drawn))

    @cached_property
    def not_considered(self) -> Sequence[NotConsidered]:
        """Those who are not eligible, in the order given."""
        numbers = self.candidates.standings.where(lambda each: not each.is_eligible)
        return Made(array("I", numbers), lambda at: NotConsidered(self.candidates[at]))

    @cached_property
    def reservations(self) -> tuple[ReservationResult, ...]:
        """The reservations, in the order written."""
        drawn = self.drawn
        return tuple(
            ReservationResult(
                id=each.rule.id,
                label=each.rule.label,
                wanted=drawn.wants[at],
                filled=drawn.meeting(at, drawn.seated_by_kind),
                available=drawn.meeting(at, drawn.eligible_by_kind),
            )
            for at, each in enumerate(drawn.plan.declared.reservations)
        )

    @cached_property
    def streams(self) -> tuple[StreamResult, ...]:
        """The streams, in the order written; none where the seats are one number for all."""
        drawn = self.drawn
        if not drawn.by_stream:
            return ()
        available = people_by_stream(drawn.kinds, len(drawn.offered))
        return tuple(
            StreamResult(
                id=each.rule.id,
                label=each.rule.label,
                seats=drawn.offered[at],
                filled=drawn.filled[at],
                available=available[at],
            )
            for at, each in enumerate(drawn.plan.declared.streams)
        )

    @cached_property
    def unsettled(self) -> tuple[Unsettled, ...]:
        """Those without a seat whom facts that are unknown now could give one, and which facts."""
        return unsettled(self.drawn)

    @cached_property
    def composition(self) -> tuple[Part, ...]:
        """How the eligible and the selected are made up: by sex, age, assistance and disability."""
        return composition(self.drawn)

    def explain(self, person_id: str | int, lang: Lang = "sv") -> str:
        """How the intake came out for a person, and why, in sentences.

        Raises `FactError` where nobody among the candidates has that id.
        """
        if lang not in LANGUAGES:
            allowed = Text("tillåtet är sv eller en", "allowed is sv or en")
            raise FactError([FactProblem("lang", shown(lang), allowed)])
        return words.explain(self, self._candidate(person_id), lang)

    def to_dict(self) -> dict[str, object]:
        """The intake's record as JSON has it, in a fixed order."""
        return {
            "ruleset": self.ruleset,
            "edition": self.edition,
            "fingerprint": self.fingerprint,
            "on": self.on.isoformat(),
            "seats": self.seats,
            "seed": self.seed,
            "commitment": self.commitment,
            "reservations": [
                {"id": each.id, "wanted": each.wanted, "filled": each.filled, "available": each.available}
                for each in self.reservations
            ],
            "streams": [
                {"id": each.id, "seats": each.seats, "filled": each.filled, "available": each.available}
                for each in self.streams
            ],
            "selected": [
                {"person_id": each.person_id, "rank": each.rank, "points": each.points,
                 "seats": list(each.seats), "stream": each.stream}
                for each in self.selected
            ],
            "waiting": [
                {"person_id": each.person_id, "rank": each.rank, "points": each.points,
                 "reservations": list(each.reservations), "stream": each.stream, "why": each.why.sv}
                for each in self.waiting
            ],
            "not_considered": [
                {"person_id": each.person_id, "outcome": each.candidate.standing.outcome.value}
                for each in self.not_considered
            ],
            "unsettled": [
                {"person_id": each.person_id, "missing": list(each.missing)} for each in self.unsettled
            ],
        }  # fmt: skip

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The ranks of the eligible, by id as a text."""
        ids = self.candidates.ids
        return MappingProxyType(
            {str(ids[number]): rank for rank, number in enumerate(self.drawn.order, 1)}
        )

    def decided(self, rank: int) -> frozenset[int]:
        """The numbers of the reservations for whose sake a person of this rank was passed over: those
        that could not spare the seat of anybody of lower rank, and that the person does not meet."""
        kind = self.drawn.kinds[rank - 1]
        if self.drawn.chosen[rank - 1] or kind.stream <= NOWHERE:
            return frozenset()
        last = self._last_needed[kind.stream]
        return frozenset(at for at, lowest in last.items() if lowest > rank) - kind.meets

    @cached_property
    def _last_needed(self) -> Sequence[Mapping[int, int]]:
        """By stream, for each reservation that can spare nobody: the lowest rank with a seat that meets it."""
        tight = {
            at
            for at, each in enumerate(self.reservations)
            if each.wanted and each.filled <= each.wanted
        }
        found: list[dict[int, int]] = [{} for _ in self.drawn.offered]
        for at in self.drawn.seated:
            kind = self.drawn.kinds[at]
            found[kind.stream].update(dict.fromkeys(tight & kind.meets, at + 1))
        return found

    @cached_property
    def _reservation_ids(self) -> tuple[str, ...]:
        return tuple(each.rule.id for each in self.drawn.plan.declared.reservations)

    def _stream_id(self, stream: int) -> str | None:
        if not self.drawn.by_stream or stream < 0:
            return None
        return self.drawn.plan.declared.streams[stream].rule.id

    @cached_property
    def _by_id(self) -> Mapping[str, int]:
        return {as_id(each): number for number, each in enumerate(self.candidates.ids)}

    def _candidate(self, person_id: object) -> Candidate:
        found = self._by_id.get(as_id(person_id))
        if found is None:
            allowed = Text("ingen bland de sökande har den beteckningen", "nobody among the candidates has that id")  # fmt: skip
            near = nearest(as_id(person_id), self._by_id) if len(self._by_id) < 10_000 else None
            hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None
            raise FactError([FactProblem("person_id", shown(person_id), allowed, hint)])
        return self.candidates[found]

    def __copy__(self) -> Intake:
        return self

    def __deepcopy__(self, memo: object) -> Intake:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("an intake is not pickled: store to_dict(), or the candidates and the seed")

    def __repr__(self) -> str:
        name = self.drawn.plan.plan.declared.name
        return f"<Intake by {name} on {self.on}: {len(self.drawn.seated)} of {self.seats} seats>"
