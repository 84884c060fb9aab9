"""What came of an intake, laid out for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table as Grid

from kraftrules.api import Ruleset
from kraftrules.cli.intakes.line import lines, without_stream
from kraftrules.cli.options import ChosenDay, standing
from kraftrules.cli.tables.refused import MOST_SHOWN, Refused
from kraftrules.cli.terminal import Terminal, clean
from kraftrules.cli.words import asked, holders, number, share, upper_first
from kraftrules.explain.voice import OUTCOME_WORDS
from kraftrules.intake.composition import Part
from kraftrules.intake.intake import Intake
from kraftrules.intake.unsettled import Unsettled
from kraftrules.plan import Outcome
from kraftrules.text import Lang, Text
from kraftrules.vocabulary import Fact

NOT_IN_ORDER = (Outcome.EXCLUDED, Outcome.NOT_ELIGIBLE, Outcome.UNDETERMINED)
SELECTED = Text("Har fått plats", "Has a seat")
WAITING = Text("Väntar", "Waiting")
READ = Text("Alla som prövats", "All assessed")


@dataclass(frozen=True, slots=True)
class Heading:
    """What an intake is of: the ruleset, the table, the day, and the rows left out."""

    ruleset: Ruleset
    table: Path
    chosen: ChosenDay
    refused: Refused

    def lines(self, terminal: Terminal, intake: Intake, *, below: bool = True) -> Iterator[str]:
        """The first lines of a report; *below* tells that the rows left out are told of below."""
        say = terminal.say
        title = f"{self.ruleset.title[terminal.lang]} ({self.ruleset.declaration.name})"
        day = self.chosen.shown(terminal)
        yield say(f"Antagning enligt {title}, för {day}.", f"Intake by {title}, as of {day}.")
        yield from standing(terminal, self.ruleset, self.chosen)
        yield self.terms(terminal, intake)
        yield f"{self.read(terminal, len(intake.candidates))}{self.refused.clause(terminal, below)}."

    def terms(self, terminal: Terminal, intake: Intake) -> str:
        """The seats and the seed."""
        seats = number(intake.seats, terminal.lang)
        seed = terminal.say("ingen lottning", "no lottery")
        if intake.seed is not None:
            seed = terminal.say(
                f"lottens frö: {intake.seed}", f"seed of the lottery: {intake.seed}"
            )
        plural = "s" * (intake.seats != 1)
        plats = "plats" if intake.seats == 1 else "platser"
        return terminal.say(f"{seats} {plats}; {seed}.", f"{seats} seat{plural}; {seed}.")

    def read(self, terminal: Terminal, count: int) -> str:
        """How many were assessed out of the table."""
        found = number(count, terminal.lang)
        people = Text(f"{found} personer prövade", f"{found} people assessed")
        if count == 1:
            people = Text("1 person prövad", "1 person assessed")
        return terminal.say(f"{people} ur {self.table}", f"{people.en} from {self.table}")


def outcome_counts(intake: Intake, lang: Lang) -> list[tuple[str, int]]:
    """How many have a seat, how many wait, and how many are not in the order and why."""
    out = [each.candidate.standing.outcome for each in intake.not_considered]
    return [
        (SELECTED[lang], len(intake.selected)),
        (WAITING[lang], len(intake.waiting)),
        *((upper_first(OUTCOME_WORDS[each][lang]), out.count(each)) for each in NOT_IN_ORDER),
    ]


def part_label(part: Part, lang: Lang) -> str:
    """A part of the composition in words: the fact where it is a yes or a no, and the value."""
    return f"{upper_first(part.fact.label[lang])}: {part.value[lang]}"


@dataclass(frozen=True, slots=True)
class Report:
    """Prints an intake."""

    terminal: Terminal
    heading: Heading
    intake: Intake

    def show(self) -> None:
        """Print everything but where the list is."""
        for each in self.heading.lines(self.terminal, self.intake):
            self.terminal.line(each)
        self._outcomes()
        self._reservations()
        self._streams()
        self._lines()
        self._composition()
        self._unsettled()

    def _outcomes(self) -> None:
        counts = outcome_counts(self.intake, self.terminal.lang)
        whole = len(self.intake.candidates)
        grid = self._grid(
            Text("Utfall", "Outcome"), Text("Antal", "Number"), Text("andel", "share")
        )
        for at, (label, count) in enumerate(counts):
            if at == 2:
                grid.add_section()
            grid.add_row(label, *self._share(count, whole))
        grid.add_section()
        grid.add_row(READ[self.terminal.lang], *self._share(whole, whole))
        self._table(grid)

    def _reservations(self) -> None:
        if not self.intake.reservations:
            return
        grid = self._grid(Text("Platser som hålls", "Reserved seats"), Text("Ska hållas", "Wanted"),
                          Text("Fyllda", "Filled"), Text("Saknas", "Lacking"), Text("I turordningen", "In the order"))  # fmt: skip
        for each in self.intake.reservations:
            counts = (each.wanted, each.filled, each.lacking, each.available)
            grid.add_row(clean(each.label[self.terminal.lang]), *map(self._number, counts))
        self._table(grid)

    def _streams(self) -> None:
        if not self.intake.streams:
            return
        grid = self._grid(Text("Ingång", "Stream"), Text("Platser", "Seats"), Text("Fyllda", "Filled"),
                          Text("I turordningen", "In the order"))  # fmt: skip
        for each in self.intake.streams:
            counts = (each.seats, each.filled, each.available)
            grid.add_row(clean(each.label[self.terminal.lang]), *map(self._number, counts))
        self._table(grid)
        for text in without_stream(self.intake, self.terminal.lang):
            self.terminal.line(text)

    def _lines(self) -> None:
        self.terminal.line()
        for each in lines(self.intake):
            head = f"{each.label[self.terminal.lang]}: " if each.label else ""
            for sentence in each.sentences(self.terminal.lang):
                self.terminal.line(f"{head}{sentence}")

    def _composition(self) -> None:
        terminal = self.terminal
        whole, chosen = len(self.intake.drawn.order), len(self.intake.selected)
        if not whole:
            return
        terminal.line()
        terminal.line(terminal.say(
            f"Andel av {self._number(whole)} i turordningen och av {self._number(chosen)} som har fått plats; okända räknas med.",
            f"Share of {self._number(whole)} in the order and of {self._number(chosen)} who have a seat; unknown ones count.",
        ))  # fmt: skip
        share_ = Text("andel", "share")
        grid = self._grid(Text("Sammansättning", "Composition"), Text("I turordningen", "In the order"), share_,
                          Text("Har fått plats", "Has a seat"), share_)  # fmt: skip
        for _, parts in groupby(self.intake.composition, key=lambda each: each.fact.id):
            for each in parts:
                grid.add_row(clean(part_label(each, terminal.lang)), *self._share(each.eligible, whole),
                             *self._share(each.selected, chosen))  # fmt: skip
            grid.add_section()
        self._table(grid)

    def _unsettled(self) -> None:
        """Whom unknown facts could give a seat: which facts, who holds them, and of whom."""
        terminal, found = self.terminal, self.intake.unsettled
        if not found:
            return
        count = self._number(len(found))
        terminal.line()
        terminal.line(terminal.say(
            f"Uppgifter som saknas kan ge en plats åt {count} som inte har fått någon.",
            f"Facts that are missing can give a seat to {count} who have none.",
        ))  # fmt: skip
        self._asked(found)
        columns = (Text("Person", "Person"), Text("Läge", "Status"), Text("Uppgifter som saknas", "Missing facts"))  # fmt: skip
        grid = self._words(*columns, ratios=(2, 2, 7))
        for each in found[:MOST_SHOWN]:
            labels = "; ".join(
                fact.label[terminal.lang] for fact in facts_missing(self.intake, each)
            )
            status = upper_first(status_words(each)[terminal.lang])
            grid.add_row(clean(str(each.person_id)), status, clean(labels))
        self._table(grid)
        if len(found) > MOST_SHOWN:
            rest = self._number(len(found) - MOST_SHOWN)
            terminal.line(terminal.say(f"… och {rest} till.", f"… and {rest} more."))

    def _asked(self, found: Sequence[Unsettled]) -> None:
        facts = self.intake.drawn.plan.plan.facts
        counts = Counter(name for each in found for name in each.missing)
        columns = (Text("Uppgift att fråga efter", "Fact to ask for"), Text("Finns hos", "Held by"), Text("Antal personer", "People"))  # fmt: skip
        grid = self._words(*columns, ratios=(5, 5, 1))
        for name, count in counts.most_common():
            what, held_by = in_words(self.intake, facts[name], self.terminal.lang)
            grid.add_row(clean(what), clean(held_by), self._number(count))
        self._table(grid)

    def _words(self, *columns: Text, ratios: Sequence[int]) -> Grid:
        grid = Grid(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
        for column, ratio in zip(columns, ratios, strict=True):
            grid.add_column(column[self.terminal.lang], ratio=ratio, overflow="fold",
                            justify="right" if ratio == 1 else "left")  # fmt: skip
        return grid

    def _grid(self, first: Text, *others: Text) -> Grid:
        grid = Grid(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
        grid.add_column(first[self.terminal.lang], overflow="fold")
        for each in others:
            grid.add_column(each[self.terminal.lang], justify="right", no_wrap=True)
        return grid

    def _table(self, grid: Grid) -> None:
        self.terminal.line()
        self.terminal.show(grid)

    def _number(self, count: int) -> str:
        return number(count, self.terminal.lang)

    def _share(self, part: int, whole: int) -> tuple[str, str]:
        return self._number(part), share(part, whole, self.terminal.lang)


def status_words(each: Unsettled) -> Text:
    """Where somebody stands whom unknown facts could give a seat."""
    return WAITING if each.outcome is Outcome.ELIGIBLE else OUTCOME_WORDS[each.outcome]


def facts_missing(intake: Intake, each: Unsettled) -> list[Fact]:
    """The facts that are missing about a person."""
    return [intake.drawn.plan.plan.facts[name] for name in each.missing]


def in_words(intake: Intake, fact: Fact, lang: Lang) -> tuple[str, str]:
    """A fact as what to ask about, and who holds it."""
    vocabulary = intake.drawn.plan.plan.declared.vocabulary
    return upper_first(asked(fact, lang)), upper_first(holders(fact.held_by, vocabulary, lang))
