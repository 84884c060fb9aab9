"""``kraftrules duties``: what is to be done for whom, by when, and what is late; by team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table

from kraftrules.api import Ruleset
from kraftrules.casefile.duties import Duty, DutyStatus
from kraftrules.casefile.listed import PersonDuties
from kraftrules.cli.cases import Asked, Refusal, listed_cases, shown
from kraftrules.cli.options import (
    ChosenDay,
    DraftsOption,
    ExtraOption,
    LangOption,
    Language,
    NameArgument,
    OnOption,
    chosen_day,
    load_ruleset,
    stated_day,
)
from kraftrules.cli.tables.table import problem_text
from kraftrules.cli.terminal import AT_FAULT, DONE, Terminal, clean, misused
from kraftrules.cli.words import asked, holders, number
from kraftrules.text import Text

CasesArgument = Annotated[
    str,
    typer.Argument(
        metavar="ÄRENDEN",
        help="Ett ärendelager (.db), händelser (.jsonl) eller en tabell. / A store, events or a table.",
    ),
]
KnownOption = Annotated[
    str | None,
    typer.Option(
        "--known", metavar="ÅÅÅÅ-MM-DD", help="Efter vad som var känt då. / As known then."
    ),
]
IdentityOption = Annotated[
    bool,
    typer.Option("--allow-identity-numbers", help="Tillåt personnummer. / Allow identity numbers."),
]
MOST_REFUSED, MOST_NAMED = 20, 6
_SHOWN = (DutyStatus.OVERDUE, DutyStatus.DUE, DutyStatus.UNKNOWN)
_COUNTED = (*_SHOWN, DutyStatus.FULFILLED)
_STATUS = {
    DutyStatus.OVERDUE: Text("försenad", "overdue"),
    DutyStatus.DUE: Text("ska göras", "to be done"),
}


@dataclass(slots=True)
class Found:
    """Everyone whose duties were judged, by team, and the rows that could not be read."""

    teams: dict[str | None, list[PersonDuties]] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    count: Counter[DutyStatus] = field(default_factory=Counter)
    people: int = 0
    late: int = 0

    def add(self, each: PersonDuties | Refusal) -> None:
        """Count a person, or a row that could not be read."""
        if not isinstance(each, PersonDuties):
            self.refused.append(each)
            return
        self.people += 1
        self.count.update(duty.status for duty in each.duties)
        self.late += sum(duty.late for duty in each.duties)
        if any(duty.status in _SHOWN for duty in each.duties):
            self.teams.setdefault(each.team, []).append(each)


def duties(
    name: NameArgument,
    cases: CasesArgument,
    on: OnOption = None,
    known: KnownOption = None,
    ignore_extra: ExtraOption = False,
    allow_identity_numbers: IdentityOption = False,
    drafts: DraftsOption = False,
    lang: LangOption = Language.SV,
) -> int:
    """Visa vad som ska göras och vad som är försenat. / Show what is due and overdue."""
    chosen = chosen_day(on)
    by_then = None if known is None else stated_day("--known", known)
    ruleset = load_ruleset(name, chosen, drafts=drafts)
    if not ruleset.declaration.duties:
        edition = ruleset.declaration.name
        raise misused(f"{edition} har inga skyldigheter.", f"{edition} has no duties.")
    found = Found()
    for each in listed_cases(cases, Asked(ruleset, chosen.day, by_then, ignore_extra, allow_identity_numbers)):  # fmt: skip
        found.add(each)
    _Report(Terminal(lang.code), ruleset, cases, chosen, by_then, found).show()
    return AT_FAULT if found.refused else DONE


@dataclass(frozen=True, slots=True)
class _Report:
    terminal: Terminal
    ruleset: Ruleset
    target: str
    chosen: ChosenDay
    known: date | None
    found: Found

    def say(self, sv: str, en: str) -> str:
        return self.terminal.say(sv, en)

    def show(self) -> None:
        self._head()
        for team in sorted(self.found.teams, key=lambda team: (team is None, team or "")):
            self._team(team, self.found.teams[team])
        self._refused()

    def _head(self) -> None:
        declared, line = self.ruleset.declaration, self.terminal.line
        title = f"{declared.title[self.terminal.lang]} ({declared.name})"
        day = self.chosen.shown(self.terminal)
        line(self.say(f"Skyldigheter enligt {title}, för {day}.", f"Duties by {title}, as of {day}."))  # fmt: skip
        if self.known is not None:
            line(self.say(f"Efter vad som var känt {self.known}.", f"By what was known on {self.known}."))  # fmt: skip
        if not declared.in_force.includes(self.chosen.day):
            line(self.say(f"Observera: utgåvan gäller {declared.in_force}, inte den dagen.",
                          f"Note: the edition holds {declared.in_force}, not that day."))  # fmt: skip
        counted = [number(self.found.people, self.terminal.lang), shown(self.target)]
        counted += [number(self.found.count[each], self.terminal.lang) for each in _COUNTED]
        counted.append(number(self.found.late, self.terminal.lang))
        line(self.say(
            "{0} {7} i {1}. Försenade: {2}. Ska göras: {3}. Okända: {4}. Gjorda: {5}, varav för sent: {6}.",
            "{0} {8} in {1}. Overdue: {2}. To be done: {3}. Unknown: {4}. Done: {5}, of which too late: {6}.",
        ).format(*counted, *_cases(self.found.people)))  # fmt: skip

    def _team(self, team: str | None, people: Sequence[PersonDuties]) -> None:
        self.terminal.line()
        none = self.say("Ingen uppgift om team", "No team told")
        self.terminal.line(none if team is None else f"Team: {team}")
        rows = sorted(_rows(people), key=_urgency)
        if rows:
            self.terminal.show(self._to_do(rows))
        missing = self._missing(people)
        if missing.row_count:
            self.terminal.show(missing)

    def _to_do(self, rows: Sequence[tuple[PersonDuties, Duty]]) -> Table:
        headings = (Text("Läge", "Status"), Text("Person", "Person"), Text("Skyldighet", "Duty"),
                    Text("Senast", "By"), Text("Dagar kvar", "Days left"))  # fmt: skip
        table = self._table(headings)
        for person, duty in rows:
            due = self.say("ingen dag", "no day") if duty.due is None else str(duty.due)
            left = "" if duty.due is None else str((duty.due - self.chosen.day).days)
            label = duty.label[self.terminal.lang]
            cells = (_STATUS[duty.status][self.terminal.lang], str(person.person_id), label, due, left)  # fmt: skip
            table.add_row(*map(clean, cells))
        return table

    def _missing(self, people: Sequence[PersonDuties]) -> Table:
        """The facts that leave duties unknown, who holds each, and for whom it is to be asked."""
        headings = (Text("Uppgift som saknas", "Fact missing"), Text("Finns hos", "Held by"),
                    Text("Okända skyldigheter", "Unknown duties"), Text("Personer", "People"))  # fmt: skip
        table, lang = self._table(headings), self.terminal.lang
        facts, vocabulary = self.ruleset.plan.facts, self.ruleset.declaration.vocabulary
        for name, (labels, ids) in _unknown(people).items():
            fact = facts[name]
            held = holders(fact.held_by, vocabulary, lang)
            duties = "; ".join(label[lang] for label in labels)
            table.add_row(*map(clean, (asked(fact, lang), held, duties, self._named(list(ids)))))
        return table

    def _named(self, ids: Sequence[str | int]) -> str:
        named, rest = ", ".join(map(str, ids[:MOST_NAMED])), len(ids) - MOST_NAMED
        return named + (self.say(f" och {rest} till", f" and {rest} more") if rest > 0 else "")

    def _table(self, headings: Sequence[Text]) -> Table:
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
        for heading in headings:
            table.add_column(heading[self.terminal.lang])
        return table

    def _refused(self) -> None:
        refused = self.found.refused
        if not refused:
            return
        self.terminal.note(self.say("Rader som inte kunde läsas:", "Rows that could not be read:"))
        for place, problems in refused[:MOST_REFUSED]:
            for problem in problems:
                text = problem_text(problem, self.terminal.lang)
                self.terminal.note(f"  {self.say('rad', 'row')} {place}: {text}")
        rest = len(refused) - MOST_REFUSED
        if rest > 0:
            self.terminal.note(self.say(f"  … och {rest} till.", f"  … and {rest} more."))


def _cases(count: int) -> tuple[str, str]:
    """The word for so many cases, in both languages."""
    return ("ärende", "case") if count == 1 else ("ärenden", "cases")


def _rows(people: Sequence[PersonDuties]) -> Iterator[tuple[PersonDuties, Duty]]:
    """What is to be done, overdue or not."""
    for person in people:
        yield from ((person, duty) for duty in person.duties if duty.status in _STATUS)


def _urgency(row: tuple[PersonDuties, Duty]) -> tuple[bool, date, str]:
    """Overdue first, the earliest day first, those without a day last."""
    person, duty = row
    return duty.status is not DutyStatus.OVERDUE, duty.due or date.max, str(person.person_id)


def _unknown(
    people: Sequence[PersonDuties],
) -> dict[str, tuple[dict[Text, None], dict[str | int, None]]]:
    """For each fact that would settle a duty: the duties, and the people, each once."""
    found: dict[str, tuple[dict[Text, None], dict[str | int, None]]] = {}
    for person in people:
        for duty in person.duties:
            for name in duty.missing:
                labels, ids = found.setdefault(name, ({}, {}))
                labels[duty.label] = ids[person.person_id] = None
    return found
