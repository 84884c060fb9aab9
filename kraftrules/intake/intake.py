"""An intake: who is selected, who waits, and why. Data, made from what was drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import NoReturn

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.given import shown
from kraftrules.intake import explain as words
from kraftrules.intake.candidates import Candidate, as_id
from kraftrules.intake.commitment import commitment
from kraftrules.intake.composition import Part, composition
from kraftrules.intake.draw import Draw
from kraftrules.intake.parts import (
    NotConsidered,
    ReservationResult,
    Selected,
    StreamResult,
    Waiting,
)
from kraftrules.intake.streams import NOWHERE
from kraftrules.intake.unsettled import Unsettled, unsettled
from kraftrules.plan import Outcome
from kraftrules.text import LANGUAGES, Lang, Text, nearest


@dataclass(frozen=True, eq=False)
class Intake:
    """The outcome of an intake. Immutable; what is not needed is worked out when it is asked for."""

    drawn: Draw
    candidates: tuple[Candidate, ...]

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
        return commitment(self.drawn, self.candidates)

    @cached_property
    def selected(self) -> tuple[Selected, ...]:
        """Those with a seat, in rank order."""
        drawn = self.drawn
        return tuple(
            Selected(
                person_id=place.candidate.person_id,
                rank=rank,
                points=place.candidate.decision.points,
                seats=tuple(self._reservation_ids[at] for at in sorted(place.meets)),
                stream=self._stream_id(place.stream),
            )
            for rank, (place, chosen) in enumerate(zip(drawn.places, drawn.chosen, strict=True), 1)
            if chosen
        )

    @cached_property
    def waiting(self) -> tuple[Waiting, ...]:
        """Those who are eligible and have no seat, in rank order."""
        return tuple(
            Waiting(
                person_id=place.candidate.person_id,
                rank=rank,
                points=place.candidate.decision.points,
                why=words.why(self.drawn, place, decided),
                reservations=tuple(self._reservation_ids[at] for at in sorted(decided)),
                stream=self._stream_id(place.stream),
            )
            for rank, (place, chosen, decided) in enumerate(
                zip(self.drawn.places, self.drawn.chosen, self._decided, strict=True), 1
            )
            if not chosen
        )

    @cached_property
    def not_considered(self) -> tuple[NotConsidered, ...]:
        """Those who are not eligible, in the order given."""
        return tuple(
            NotConsidered(each.person_id, each.decision)
            for each in self.candidates
            if each.decision.outcome is not Outcome.ELIGIBLE
        )

    @cached_property
    def reservations(self) -> tuple[ReservationResult, ...]:
        """The reservations, in the order written."""
        drawn = self.drawn
        pairs = list(zip(drawn.places, drawn.chosen, strict=True))
        return tuple(
            ReservationResult(
                id=each.rule.id,
                label=each.rule.label,
                wanted=drawn.wants[at],
                filled=sum(chosen and at in place.meets for place, chosen in pairs),
                available=sum(at in place.meets for place, _ in pairs),
            )
            for at, each in enumerate(drawn.plan.declared.reservations)
        )

    @cached_property
    def streams(self) -> tuple[StreamResult, ...]:
        """The streams, in the order written; none where the seats are one number for all."""
        drawn = self.drawn
        if not drawn.by_stream:
            return ()
        return tuple(
            StreamResult(
                id=each.rule.id,
                label=each.rule.label,
                seats=drawn.offered[at],
                filled=drawn.filled[at],
                available=sum(place.stream == at for place in drawn.places),
            )
            for at, each in enumerate(drawn.plan.declared.streams)
        )

    @cached_property
    def unsettled(self) -> tuple[Unsettled, ...]:
        """Those without a seat whom facts that are unknown now could give one, and which facts."""
        return unsettled(self.drawn, self.candidates)

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
                {"person_id": each.person_id, "outcome": each.decision.outcome.value}
                for each in self.not_considered
            ],
            "unsettled": [
                {"person_id": each.person_id, "missing": list(each.missing)} for each in self.unsettled
            ],
        }  # fmt: skip

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The ranks of the eligible, by id as a text."""
        return MappingProxyType(
            {str(each.candidate.person_id): at for at, each in enumerate(self.drawn.places, 1)}
        )

    def decided(self, rank: int) -> frozenset[int]:
        """The numbers of the reservations for whose sake a person of this rank was passed over."""
        return self._decided[rank - 1]

    @cached_property
    def _decided(self) -> tuple[frozenset[int], ...]:
        """For each of the eligible without a seat: the reservations that could not spare the seat of
        anybody of lower rank, and that the person does not meet."""
        drawn = self.drawn
        tight = {
            at
            for at, each in enumerate(self.reservations)
            if each.wanted and each.filled <= each.wanted
        }
        below: dict[int, set[int]] = {}
        found = []
        for place, chosen in zip(reversed(drawn.places), reversed(drawn.chosen), strict=True):
            needed = below.setdefault(place.stream, set())
            if chosen:
                needed |= tight & place.meets
            found.append(frozenset() if chosen or place.stream <= NOWHERE else needed - place.meets)
        return tuple(map(frozenset, reversed(found)))

    @cached_property
    def _reservation_ids(self) -> tuple[str, ...]:
        return tuple(each.rule.id for each in self.drawn.plan.declared.reservations)

    def _stream_id(self, stream: int) -> str | None:
        if not self.drawn.by_stream or stream < 0:
            return None
        return self.drawn.plan.declared.streams[stream].rule.id

    @cached_property
    def _by_id(self) -> Mapping[str, Candidate]:
        return {as_id(each.person_id): each for each in self.candidates}

    def _candidate(self, person_id: object) -> Candidate:
        found = self._by_id.get(as_id(person_id))
        if found is None:
            allowed = Text("ingen bland de sökande har den beteckningen", "nobody among the candidates has that id")  # fmt: skip
            near = nearest(as_id(person_id), self._by_id) if len(self._by_id) < 10_000 else None
            hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None
            raise FactError([FactProblem("person_id", shown(person_id), allowed, hint)])
        return found

    def __copy__(self) -> Intake:
        return self

    def __deepcopy__(self, memo: object) -> Intake:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("an intake is not pickled: store to_dict(), or the candidates and the seed")

    def __repr__(self) -> str:
        name = self.drawn.plan.plan.declared.name
        return f"<Intake by {name} on {self.on}: {sum(self.drawn.chosen)} of {self.seats} seats>"
