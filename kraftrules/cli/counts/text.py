"""A report on the terminal: the figures, how each was counted, what is unknown and what was left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table

from kraftrules.cli.counts.words import (
    HIDDEN,
    balanced,
    bounds,
    cell,
    counted,
    group_label,
    met,
    of_whom,
    rung_text,
    scope,
    target,
    value,
)
from kraftrules.cli.terminal import Terminal, clean
from kraftrules.cli.words import holders, number, upper_first
from kraftrules.results.report import Figure, Report
from kraftrules.results.rows import Fault, LeftOut
from kraftrules.text import Text

MOST_SHOWN = 20


def show_report(
    terminal: Terminal,
    report: Report,
    table: Path,
    left_out: Sequence[LeftOut],
    but: Collection[str] = (),
) -> None:
    """Print the whole report, *but* for the groups of some facts."""
    shown = _Shown(terminal, report)
    shown.head(table)
    shown.figures()
    own = {each.by for each in report.declared.results.measures}
    for fact in report.by:
        if fact not in but or fact in own:
            shown.groups(fact)
    shown.ladders()
    shown.missing()
    shown.left_out(left_out)
    shown.not_measurable()


class _Shown:
    def __init__(self, terminal: Terminal, report: Report) -> None:
        self.terminal, self.report = terminal, report
        self.say, self.line, self.lang = terminal.say, terminal.line, terminal.lang

    def head(self, table: Path) -> None:
        report = self.report
        title = f"{report.declared.title[self.lang]} ({report.declared.name})"
        self.line(self.say(f"Resultat för {title}, {report.since} till {report.until}.",
                           f"Results of {title}, {report.since} to {report.until}."))  # fmt: skip
        if report.declared.status == "draft":
            self.line(self.say("Regelverket är ett utkast.", "The ruleset is a draft."))
        rows, people = (self._number(each) for each in (report.rows, report.people))
        self.line(self.say(f"{rows} inskrivningar lästa ur {table}, om {people} personer som kan räknas.",
                           f"{rows} enrolments read from {table}, about {people} people who can be counted."))  # fmt: skip
        if report.suppress_below:
            below = report.suppress_below
            self.line(self.say(f"Siffror för färre än {below} personer visas inte, och inte heller det som skulle avslöja dem.",
                               f"Figures for fewer than {below} people are not shown, nor what would give them away."))  # fmt: skip

    def figures(self) -> None:
        table = self._table(self.say("Mått", "Measure"), [
            Text("Antal", "Number"), Text("av", "of"), Text("Värde", "Value"),
            Text("lägst–högst", "low–high"), Text("Okända", "Unknown"), Text("Mål", "Target"), Text("Nått", "Met"),
        ])  # fmt: skip
        for each in self.report.measures.values():
            cells = [counted(each, self.lang), of_whom(each, self.lang), value(each, self.lang),
                     bounds(each, self.lang), self._number(each.unknown), target(each, self.lang), self._met(each)]  # fmt: skip
            table.add_row(clean(each.label[self.lang]), *cells)
        self._section(self.say("Mått och mål", "Measures and targets"))
        self.terminal.show(table)
        for line in self._notes():
            self.line()
            self.line(line)

    def _met(self, figure: Figure) -> str:
        """Whether the target is met, starred where it is for more days than are counted."""
        return met(figure, self.lang) + "*" * bool(scope(self.report, figure, self.lang))

    def _notes(self) -> Iterator[str]:
        """What the table has no room for: a target's days, and what a balance can be."""
        for each in self.report.measures.values():
            label = clean(each.label[self.lang])
            if said := scope(self.report, each, self.lang):
                yield f"* {label}: {said}."
            if said := balanced(self.report, each, self.lang):
                yield f"{label}: {said}."

    def groups(self, fact: str) -> None:
        """Each measure by the groups of a fact: those in the fact's own measures, or all by sex."""
        own = [
            each
            for each in self.report.measures.values()
            if fact == "sex" or self._asks(each, fact)
        ]
        names = list(dict.fromkeys(name for each in own for name in each.groups[fact]))
        if not names:
            return
        labels = [group_label(self.report, fact, name) for name in names]
        rows = [(each.label, [each.groups[fact].get(name) for name in names]) for each in own]
        label = self._fact_label(fact)
        self._section(self.say(f"Efter {label.sv}", f"By {label.en}"))
        if len(names) <= 4:
            self._wide(labels, rows)
        else:
            self._long(labels, rows)

    def _asks(self, figure: Figure, fact: str) -> bool:
        """Whether a fact's groups belong to a measure: its own fact, or one asked for."""
        measures = self.report.declared.results.measures
        own = {each.by for each in measures}
        mine = self.report.declared_measure(figure.id).by
        return fact == mine or fact not in own

    def _wide(
        self, labels: Sequence[Text], rows: Sequence[tuple[Text, list[Figure | None]]]
    ) -> None:
        table = self._table(self.say("Mått", "Measure"), labels)
        for label, figures in rows:
            table.add_row(clean(label[self.lang]), *(cell(each, self.lang) for each in figures))
        self.terminal.show(table)

    def _long(
        self, labels: Sequence[Text], rows: Sequence[tuple[Text, list[Figure | None]]]
    ) -> None:
        for label, figures in rows:
            table = self._table(clean(label[self.lang]), [Text("", "")])
            for group, each in zip(labels, figures, strict=True):
                table.add_row(clean(group[self.lang]), cell(each, self.lang))
            self.terminal.show(table)
            self.line()

    def ladders(self) -> None:
        """How each measure was counted, step by step."""
        self._section(self.say("Så räknades varje mått", "How each measure was counted"))
        for figure in self.report.measures.values():
            self.line(f"{figure.label[self.lang]} ({figure.id})")
            for rung in figure.ladder:
                self.line(f"  {rung_text(rung, self.lang)}")
            self.line()

    def missing(self) -> None:
        """What is unknown, and who holds it."""
        rows = list(self._missing_rows())
        if not rows:
            return
        self._section(self.say("Vad som är okänt, och vem som har uppgiften", "What is unknown, and who holds it"))  # fmt: skip
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
        for heading in (Text("Mått", "Measure"), Text("Uppgift", "Fact"), Text("Finns hos", "Held by")):  # fmt: skip
            table.add_column(heading[self.lang], ratio=1)
        table.add_column(self.say("Inskrivningar", "Enrolments"), justify="right", no_wrap=True)
        for row in rows:
            table.add_row(*row)
        self.terminal.show(table)

    def _missing_rows(self) -> Iterator[tuple[str, ...]]:
        for figure in self.report.measures.values():
            for each in figure.missing:
                held = holders(each.held_by, self.report.declared.vocabulary, self.lang)
                yield (clean(figure.label[self.lang]), clean(upper_first(each.label[self.lang])), clean(held),
                       self._number(each.enrolments))  # fmt: skip

    def left_out(self, left_out: Sequence[LeftOut]) -> None:
        """How many rows of each kind are not counted, and which are wrong.

        What is to be published has no rows.
        """
        counts = self.report.left_out_counts
        if not counts:
            return
        self._section(self.say("Rader som inte räknas", "Rows that are not counted"))
        for fault, count in counts.items():
            self.line(f"{self._number(count)} {fault.label[self.lang]}")
        wrong = [each for each in left_out if each.fault is not Fault.OUTSIDE_PERIOD]
        if self.report.suppress_below:
            if wrong:
                self.terminal.note(self.say("Vilka raderna är visas utan --suppress-below.",
                                            "Which rows they are is shown without --suppress-below."))  # fmt: skip
            return
        for each in wrong[:MOST_SHOWN]:
            self.line(f"- {each.render(self.lang)}")
        if len(wrong) > MOST_SHOWN:
            more = number(len(wrong) - MOST_SHOWN, self.lang)
            self.line(self.say(f"- och {more} rader till", f"- and {more} more rows"))

    def not_measurable(self) -> None:
        """The goals that cannot be counted."""
        goals = self.report.not_measurable
        if goals:
            self._section(
                self.say("Mål som ingen post kan mäta", "Goals that no record can measure")
            )
            for each in goals:
                self.line(f"- {each.label[self.lang]}. {each.reason[self.lang]}")

    def _section(self, title: str) -> None:
        self.line()
        self.line(title)
        self.line()

    def _number(self, count: int | None) -> str:
        return HIDDEN if count is None else number(count, self.lang)

    def _fact_label(self, fact: str) -> Text:
        found = self.report.declared.vocabulary.of("participation").get(fact)
        return found.label if found else Text("månad", "month")

    def _table(self, first: str, headings: Iterable[Text]) -> Table:
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(first, ratio=1)
        for each in headings:
            table.add_column(clean(upper_first(each[self.lang]) if each.islower() else each[self.lang]), justify="right", no_wrap=True)  # fmt: skip
        return table
