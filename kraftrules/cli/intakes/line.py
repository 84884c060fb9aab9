"""Where the line fell between those with a seat and those who wait, a stream at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kraftrules.cli.words import number
from kraftrules.intake.intake import Intake
from kraftrules.intake.parts import Selected, Waiting
from kraftrules.intake.streams import NOWHERE, UNKNOWN_STREAM
from kraftrules.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Line:
    """The seats of a stream, or of all (*label* is None): who has them, who waits for them."""

    label: Text | None
    seats: int
    selected: tuple[Selected, ...]
    waiting: Sequence[Waiting]
    by_points: bool

    @property
    def by_reservation(self) -> frozenset[int]:
        """The ranks of those with a seat for whom somebody further up was passed over."""
        first = next((each.rank for each in self.waiting if each.reservations), None)
        return frozenset(each.rank for each in self.selected if first and each.rank > first)

    @property
    def empty(self) -> int:
        """How many seats nobody has."""
        return max(0, self.seats - len(self.selected))

    def sentences(self, lang: Lang) -> Iterator[str]:
        """Where the line fell, in sentences."""
        yield from (each[lang] for each in self._sentences(lang))

    def _sentences(self, lang: Lang) -> Iterator[Text]:
        if not self.seats and not self.selected:
            yield Text("Det finns inga platser.", "There are no seats.")
            return
        if not self.selected:
            yield Text("Ingen fanns i turordningen.", "Nobody was in the order.")
        elif not self.waiting:
            yield Text("Alla i turordningen har fått plats.", "Everyone in the order has a seat.")
        else:
            last, first = self.selected[-1], self.waiting[0]
            yield Text(
                f"Den sista som fick plats är nummer {last.rank} i turordningen{self._with(last, 'sv')}; "
                f"den första utan är nummer {first.rank}{self._with(first, 'sv')}.",
                f"The last who has a seat is number {last.rank} in the order{self._with(last, 'en')}; "
                f"the first without is number {first.rank}{self._with(first, 'en')}.",
            )
        yield from self._passed_over(lang)
        if self.empty:
            count = number(self.empty, lang)
            yield Text(f"Tomma platser: {count}.", f"Empty seats: {count}.")

    def _with(self, each: Selected | Waiting, lang: Lang) -> str:
        """The points, where the ruleset gives any."""
        words = Text(f", med {each.points} poäng", f", with {each.points} point{'s' * (each.points != 1)}")  # fmt: skip
        return words[lang] if self.by_points else ""

    def _passed_over(self, lang: Lang) -> Iterator[Text]:
        over = sum(bool(each.reservations) for each in self.waiting)
        if over:
            count = number(over, lang)
            people = "person" if over == 1 else "people"
            yield Text(
                f"{count} som väntar står före någon som fick plats, för platser som hålls.",
                f"{count} {people} waiting stand before somebody who has a seat, because of reserved seats.",
            )


def lines(intake: Intake) -> list[Line]:
    """The line of each stream, or the one line."""
    by_points = bool(intake.drawn.plan.plan.declared.factors)
    if not intake.streams:
        return [Line(None, intake.seats, intake.selected, intake.waiting, by_points)]
    return [
        Line(
            each.label, each.seats,
            tuple(one for one in intake.selected if one.stream == each.id),
            tuple(one for one in intake.waiting if one.stream == each.id),
            by_points,
        )
        for each in intake.streams
    ]  # fmt: skip


def without_stream(intake: Intake, lang: Lang) -> list[str]:
    """Of how many in the order it is unknown how they come in, and how many come in by no stream."""
    drawn = intake.drawn
    streams: Counter[int] = Counter()
    for kind, count in zip(drawn.kinds.levels, drawn.eligible_by_kind, strict=True):
        streams[kind.stream] += count
    nowhere, unknown = (number(streams[each], lang) for each in (NOWHERE, UNKNOWN_STREAM))
    found = [
        Text(f"I turordningen utan att höra till någon ingång: {nowhere}.",
             f"In the order without coming in by any stream: {nowhere}."),
        Text(f"I turordningen med okänd ingång: {unknown}.",
             f"In the order with the stream unknown: {unknown}."),
    ]  # fmt: skip
    counts = (NOWHERE in streams, UNKNOWN_STREAM in streams)
    return [text[lang] for text, there in zip(found, counts, strict=True) if there]
