"""What another ruleset would do: who would move in and out, and how the intake would be made up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rich.box import SIMPLE_HEAD
from rich.table import Table as Grid

from kraftrules.api import Ruleset
from kraftrules.cli.intakes.report import NOT_IN_ORDER, SELECTED, WAITING, Heading, part_label
from kraftrules.cli.intakes.rows import SELECTED as IN
from kraftrules.cli.intakes.rows import WAITING as QUEUED
from kraftrules.cli.intakes.rows import statuses
from kraftrules.cli.tables.out import Layout, Record
from kraftrules.cli.tables.refused import MOST_SHOWN
from kraftrules.cli.terminal import Terminal, clean
from kraftrules.cli.words import number, share, upper_first
from kraftrules.explain.voice import OUTCOME_WORDS
from kraftrules.intake.composition import Part
from kraftrules.intake.intake import Intake
from kraftrules.text import Text

CHANGES = Layout(
    "what_if",
    {"person_id": "id", "change": "text", "status": "text", "status_then": "text", "rank": "integer",
     "rank_then": "integer", "points": "integer", "points_then": "integer"},
)  # fmt: skip
STATUSES = {IN: SELECTED, QUEUED: WAITING, **{each.value: OUTCOME_WORDS[each] for each in NOT_IN_ORDER}}  # fmt: skip
_SAME, _IN, _OUT = "same", "in", "out"


@dataclass(frozen=True)
class WhatIf:
    """Prints what comes out differently when *other* decides instead: *then* beside *now*."""

    terminal: Terminal
    heading: Heading
    other: Ruleset
    now: Intake
    then: Intake

    def show(self) -> None:
        """Print everything but where the list is."""
        say, line = self.terminal.say, self.terminal.line
        for each in self.heading.lines(self.terminal, self.now):
            line(each)
        title = f"{self.other.title[self.terminal.lang]} ({self.other.declaration.name})"
        line(say(f"I stället: {title}. {self.heading.terms(self.terminal, self.then)}",
                 f"Instead: {title}. {self.heading.terms(self.terminal, self.then)}"))  # fmt: skip
        self._outcomes()
        self._moves(_IN, Text("Skulle få en plats", "Would have a seat"))
        self._moves(_OUT, Text("Skulle bli utan sin plats", "Would lose the seat"))
        self._composition(Text("I turordningen", "In the order"), "eligible", *(len(each.drawn.order) for each in self._both))  # fmt: skip
        self._composition(SELECTED, "selected", *(len(each.selected) for each in self._both))

    def rows(self) -> Iterator[Record]:
        """Everyone, and what would be otherwise, in the order of the table."""
        points = [_points(each) for each in self._both]
        for each in self.now.candidates:
            name = str(each.person_id)
            now, then = (statuses_[name] for statuses_ in self._statuses)
            yield (each.person_id, self._change(name), now, then, *(ranks.ranks.get(name) for ranks in self._both),
                   *(each[name] for each in points))  # fmt: skip

    @property
    def _both(self) -> tuple[Intake, Intake]:
        return self.now, self.then

    @cached_property
    def _statuses(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        return statuses(self.now), statuses(self.then)

    def _change(self, person_id: str) -> str:
        now, then = (each[person_id] == IN for each in self._statuses)
        return _SAME if now == then else _IN if then else _OUT

    def _outcomes(self) -> None:
        grid = self._grid(
            Text("Utfall", "Outcome"), Text("Nu", "Now"), Text("I stället", "Instead")
        )
        found = [list(each.values()) for each in self._statuses]
        for status, words in STATUSES.items():
            counts = (self._number(each.count(status)) for each in found)
            grid.add_row(upper_first(words[self.terminal.lang]), *counts)
        self.terminal.line()
        self.terminal.show(grid)

    def _moves(self, change: str, title: Text) -> None:
        """Who would move in, or out, in the order of the ranks that they have where they have a seat."""
        seated = self.then if change == _IN else self.now
        moved = [str(each.person_id) for each in seated.selected
                 if self._change(str(each.person_id)) == change]  # fmt: skip
        self.terminal.line()
        self.terminal.line(f"{title[self.terminal.lang]}: {self._number(len(moved))}")
        if not moved:
            return
        grid = self._grid(Text("Person", "Person"), Text("Nu", "Now"), Text("nummer", "number"),
                          Text("I stället", "Instead"), Text("nummer", "number"), words=(1, 3))  # fmt: skip
        for name in moved[:MOST_SHOWN]:
            grid.add_row(clean(name), *self._standing(name, 0), *self._standing(name, 1))
        self.terminal.line()
        self.terminal.show(grid)
        if len(moved) > MOST_SHOWN:
            rest = self._number(len(moved) - MOST_SHOWN)
            self.terminal.line(self.terminal.say(f"… och {rest} till.", f"… and {rest} more."))

    def _standing(self, name: str, at: int) -> tuple[str, str]:
        words = upper_first(STATUSES[self._statuses[at][name]][self.terminal.lang])
        rank = self._both[at].ranks.get(name)
        return words, "–" if rank is None else self._number(rank)

    def _composition(self, title: Text, group: str, *whole: int) -> None:
        """The parts side by side, each with its share of its own whole."""
        lang = self.terminal.lang
        share_ = Text("andel", "share")
        grid = self._grid(title, Text("Nu", "Now"), share_, Text("I stället", "Instead"), share_)
        grid.add_row(self.terminal.say("Alla", "All"), *_flat(self._share(each, each) for each in whole))  # fmt: skip
        grid.add_section()
        parts = [{_key(each): each for each in intake.composition} for intake in self._both]
        for key in dict.fromkeys(key for each in parts for key in each):
            found = [each.get(key) for each in parts]
            label = next(part_label(each, lang) for each in found if each)
            counts = (self._share(getattr(each, group) if each else 0, all_)
                      for each, all_ in zip(found, whole, strict=True))  # fmt: skip
            grid.add_row(clean(label), *_flat(counts))
        self.terminal.line()
        self.terminal.show(grid)

    def _grid(self, *headings: Text, words: Sequence[int] = ()) -> Grid:
        grid = Grid(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
        for at, each in enumerate(headings):
            left = at == 0 or at in words
            grid.add_column(each[self.terminal.lang], justify="left" if left else "right",
                            no_wrap=not left, overflow="fold")  # fmt: skip
        return grid

    def _number(self, count: int) -> str:
        return number(count, self.terminal.lang)

    def _share(self, part: int, whole: int) -> tuple[str, str]:
        return self._number(part), share(part, whole, self.terminal.lang)


def _key(part: Part) -> tuple[str, str]:
    return part.fact.id, part.value.sv


def _flat(pairs: Iterator[tuple[str, str]]) -> list[str]:
    return [cell for pair in pairs for cell in pair]


def _points(intake: Intake) -> Mapping[str, int]:
    return {str(each.person_id): each.standing.points for each in intake.candidates}
