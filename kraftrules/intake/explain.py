"""How an intake came out for one person, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kraftrules.explain.voice import EXCLUSION_WORDS, Voice
from kraftrules.intake.candidates import Candidate
from kraftrules.intake.draw import Draw, Place
from kraftrules.intake.seats import Kind
from kraftrules.intake.streams import NOWHERE, UNKNOWN_STREAM
from kraftrules.intake.unsettled import Could
from kraftrules.plan import Verdict
from kraftrules.ruleset.declaration import TieBreak
from kraftrules.text import Lang, Text, listed
from kraftrules.values import UNKNOWN, Unknown, Value

if TYPE_CHECKING:
    from kraftrules.intake.intake import Intake

_NO_SEATS = Text("Det fanns inga platser.", "There were no seats.")
_FULL = Text("Platserna räckte inte så långt ned i turordningen.", "The seats did not reach so far down the order.")  # fmt: skip
_NOWHERE = Text("Personen hör inte till någon av ingångarna med platser.", "The person comes in by none of the streams that have seats.")  # fmt: skip
_UNKNOWN_STREAM = Text("Det är okänt vilken ingång personen hör till.", "It is unknown which stream the person comes in by.")  # fmt: skip


def why(drawn: Draw, stream: int, decided: frozenset[int]) -> Text:
    """Why somebody eligible has no seat; *decided* are the reservations for which others went first."""
    if stream == NOWHERE:
        return _NOWHERE
    if stream == UNKNOWN_STREAM:
        return _UNKNOWN_STREAM
    if decided:
        rules = [drawn.plan.declared.reservations[at].rule for at in sorted(decided)]
        groups = _groups([each.label for each in rules])
        return Text(
            f"Platsen gick till en person längre ned i turordningen, eftersom platser hålls för {groups}.",
            f"The seat went to a person further down the order, because seats are reserved for {groups.en}.",
        )
    return _FULL if drawn.filled[stream] else _NO_SEATS


def _groups(labels: Sequence[Text]) -> Text:
    """The groups that seats are held for, by what they are called."""
    many = len(labels) > 1
    sv = listed(f"”{each}”" for each in labels)
    en = listed((f"“{each['en']}”" for each in labels), "and")
    return Text(f"{'grupperna' if many else 'gruppen'} {sv}", f"the group{'s' * many} {en}")


def explain(intake: Intake, candidate: Candidate, lang: Lang) -> str:
    """The whole explanation; one sentence or list item a line."""
    if not candidate.standing.is_eligible:
        return _Story(intake, candidate, lang).not_considered()
    return _Story(intake, candidate, lang).considered()


class _Story:
    """Tells of one candidate in one language."""

    def __init__(self, intake: Intake, candidate: Candidate, lang: Lang) -> None:
        self.intake, self.drawn, self.candidate = intake, intake.drawn, candidate
        self.voice = Voice(candidate.decision, lang)
        self.say = self.voice.say

    def not_considered(self) -> str:
        """For somebody who is not eligible: that there was no question of a seat yet, and the decision."""
        lines = [self._head(), self.say("Personen var inte med i turordningen.", "The person was not in the order.")]  # fmt: skip
        if str(self.candidate.person_id) in {str(each.person_id) for each in self.intake.unsettled}:
            lines.append(self.say("Uppgifterna som saknas skulle kunna ge personen en plats.",
                                  "The missing facts could give the person a seat."))  # fmt: skip
        return "\n".join(lines) + "\n\n" + self.candidate.decision.explain(self.voice.lang)

    def considered(self) -> str:
        """For somebody in the order."""
        rank = self.drawn.ranks[self.candidate.number]
        place, chosen = self.drawn.places[rank - 1], self.drawn.chosen[rank - 1]
        sections = [
            self._result(place, rank, chosen),
            self._points(),
            self._ties(place),
            self._line(place, rank, chosen),
            self._reservations(place, chosen),
            () if chosen else self._changes(place),
        ]
        return "\n\n".join("\n".join(lines) for each in sections if (lines := list(each)))

    def _head(self) -> str:
        declared = self.voice.declared
        title = f"{declared.title[self.voice.lang]} ({declared.name})"
        return self.say(f"Antagning enligt {title}, {self.intake.on}.", f"Intake by {title}, {self.intake.on}.")  # fmt: skip

    def _result(self, place: Place, rank: int, chosen: bool) -> Iterator[str]:
        yield self._head()
        count, seats = len(self.drawn.order), self.intake.seats
        number = self.say(f"Nummer {rank} av {count} i turordningen; {seats} platser.",
                          f"Number {rank} of {count} in the order; {seats} seats.")  # fmt: skip
        if chosen:
            yield self.say("Personen har fått en plats.", "The person has a seat.")
            yield number
            yield from self._by_reservation(place, rank)
            return
        yield self.say("Personen väntar.", "The person is waiting.")
        yield number
        decided = self.intake.decided(rank)
        yield why(self.drawn, place.stream, decided)[self.voice.lang]

    def _by_reservation(self, place: Place, rank: int) -> Iterator[str]:
        """The reservations but for which somebody higher up the order would have the seat."""
        decided = {
            each
            for before in range(1, rank)
            for each in self.intake.decided(before)
            if each in place.meets
        }
        labels = [each.label for at, each in enumerate(self.intake.reservations) if at in decided]
        if labels:
            groups = _groups(labels)
            yield self.say(
                f"Personen går före andra högre upp i turordningen, eftersom platser hålls för {groups}.",
                f"The person goes before others higher up the order, because seats are reserved for {groups.en}.",
            )

    def _points(self) -> Iterator[str]:
        decision = self.candidate.decision
        factors = decision.priority.factors
        if not factors:
            return
        yield self.say(f"Poäng: {decision.points}", f"Points: {decision.points}")
        for each in factors:
            word = EXCLUSION_WORDS[each.verdict][self.voice.lang]
            yield f"- {each.label[self.voice.lang]} ({self._counted(each.points)}): {word}."

    def _counted(self, points: int) -> str:
        return self.say(f"{points} poäng", f"{points} point{'' if points == 1 else 's'}")

    def _ties(self, place: Place) -> Iterator[str]:
        if not self.drawn.plan.ties:
            return
        yield self.say("Vid lika poäng", "With equal points")
        for tie in self.drawn.plan.ties:
            yield f"- {self._tie(tie, place)}"

    def _tie(self, tie: TieBreak, place: Place) -> str:
        if tie.by is None:
            seed, own = self.drawn.seed, place.candidate.person_id
            return self.say(f"Lott: SHA-256 av ”{seed}:{own}”, minst först.",
                            f"Lot: SHA-256 of “{seed}:{own}”, smallest first.")  # fmt: skip
        label = self.voice.label(tie.by)
        return f"{label[:1].upper()}{label[1:]}: {self._amount(tie.by, place)}."

    def _amount(self, name: str, place: Place) -> str:
        value: Value = place.candidate.values[self.drawn.plan.wanted[name]]
        return self.voice.amount(name, UNKNOWN if isinstance(value, Unknown) else value)

    def _line(self, place: Place, rank: int, chosen: bool) -> Iterator[str]:
        """Where the line fell: the last who has a seat, and what tells the two apart."""
        last = self._last(place)
        if last is None:
            return
        at, other = last
        if chosen and at == rank:
            yield self.say("Personen fick den sista platsen.", "The person has the last seat.")
            return
        points = self._counted(other.candidate.standing.points)
        yield self.say(f"Den sista som fick plats är nummer {at} i turordningen, med {points}.",
                       f"The last who has a seat is number {at} in the order, with {points}.")  # fmt: skip
        if not chosen and at < rank:
            yield self._apart(place, other)

    def _last(self, place: Place) -> tuple[int, Place] | None:
        kinds = self.drawn.kinds
        found = next(
            (at for at in reversed(self.drawn.seated) if kinds[at].stream == place.stream), None
        )
        return None if found is None else (found + 1, self.drawn.places[found])

    def _apart(self, place: Place, other: Place) -> str:
        """What decided between the person and somebody before in the order."""
        if place.candidate.standing.points != other.candidate.standing.points:
            return self.say("Poängen avgjorde.", "The points decided.")
        for tie in self.drawn.plan.ties:
            if tie.by is None:
                return self.say("Poängen var lika, och lotten avgjorde.", "The points were equal, and the lot decided.")  # fmt: skip
            one, two = (self._amount(tie.by, each) for each in (place, other))
            if one != two:
                label = self.voice.label(tie.by)
                return self.say(f"Poängen var lika, och {label} avgjorde: {one} mot {two}.",
                                f"The points were equal, and {label} decided: {one} against {two}.")  # fmt: skip
        return self.say("Allt var lika, och person_id avgjorde.", "All was equal, and the person_id decided.")  # fmt: skip

    def _reservations(self, place: Place, chosen: bool) -> Iterator[str]:
        if not self.drawn.wants:
            return
        yield self.say("Platser som hålls", "Reserved seats")
        for at, each in enumerate(self.intake.reservations):
            own = self.say("personen räknas hit", "the person counts toward it") if at in place.meets and chosen else \
                self.say("personen hör hit", "the person could count toward it") if at in place.meets else \
                self.say("personen hör inte hit", "the person does not count toward it")  # fmt: skip
            yield self.say(f"- {each.label}: {each.filled} av {each.wanted} platser fyllda; {own}.",
                           f"- {each.label['en']}: {each.filled} of {each.wanted} seats filled; {own}.")  # fmt: skip

    def _changes(self, place: Place) -> Iterator[str]:
        """What would have given the person a seat."""
        lines = [*self._more_points(place), *self._unknown()]
        if lines:
            yield self.say("Vad som skulle ha gett en plats", "What would have given a seat")
            yield from lines

    def _more_points(self, place: Place) -> Iterator[str]:
        if not self.voice.declared.factors or place.stream < 0:
            return
        could, kind = Could(self.drawn), Kind(place.stream, place.meets)
        own = self.candidate.standing.points
        most = self.drawn.places[0].candidate.standing.points - own + 1
        for more in sorted(self._points_to_be_had(most)):
            if could.be_seated(kind, self.drawn.position((-own - more, *place.key[1:]))):
                points = self._counted(more)
                yield self.say(f"- {points} till, om allt annat hade varit lika.",
                               f"- {points} more, all else being equal.")  # fmt: skip
                return

    def _points_to_be_had(self, most: int) -> set[int]:
        """What the factors that are not met for the person could give, alone and together, up to *most*."""
        sums = {0}
        for factor in self.candidate.decision.priority.factors:
            if factor.verdict is not Verdict.MET:
                sums |= {found for each in sums if (found := each + factor.points) <= most}
        return sums - {0}

    def _unknown(self) -> Iterator[str]:
        for each in self.intake.unsettled:
            if str(each.person_id) == str(self.candidate.person_id):
                yield self.say("- Uppgifter som saknas, om de visar sig tala för personen:",
                               "- Missing facts, if they turn out in the person's favour:")  # fmt: skip
                for name in each.missing:
                    yield f"  - {self.voice.asked(name)}: {self.voice.held(name)}."
