"""Enrolments that cannot be counted, each with its row: what is wrong, said so that it can be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kraftrules.diagnostics import FactProblem
from kraftrules.text import Lang, Text

MOST_LISTED = 1000


class Fault(StrEnum):
    """Why an enrolment is left out of the count."""

    BAD_VALUE = "bad_value"
    NO_PERSON = "no_person"
    WRITTEN_DIFFERENTLY = "person_written_differently"
    EXIT_BEFORE_ENROLMENT = "exit_before_enrolment"
    WORK_BEFORE_ENROLMENT = "work_before_enrolment"
    STUDIES_BEFORE_ENROLMENT = "studies_before_enrolment"
    TWO_OPEN = "two_open_enrolments"
    UNKNOWN_TEAM = "unknown_team"
    OUTSIDE_PERIOD = "outside_period"

    @property
    def is_error(self) -> bool:
        """Whether something is wrong with the enrolment; one outside the period is only not asked for."""
        return self is not Fault.OUTSIDE_PERIOD

    @property
    def label(self) -> Text:
        """What it is, in a few words."""
        return _LABELS[self]


_LABELS = {
    Fault.BAD_VALUE: Text("ett värde som inte passar", "a value that does not fit"),
    Fault.NO_PERSON: Text("personbeteckning saknas", "no person identifier"),
    Fault.WRITTEN_DIFFERENTLY: Text("samma personbeteckning skriven på olika sätt", "the same person identifier written differently"),
    Fault.EXIT_BEFORE_ENROLMENT: Text("avslut före inskrivning", "exit before enrolment"),
    Fault.WORK_BEFORE_ENROLMENT: Text("arbete före inskrivning", "work before enrolment"),
    Fault.STUDIES_BEFORE_ENROLMENT: Text("studier före inskrivning", "studies before enrolment"),
    Fault.TWO_OPEN: Text("flera pågående inskrivningar samtidigt", "several open enrolments at once"),
    Fault.UNKNOWN_TEAM: Text("okänt team", "unknown team"),
    Fault.OUTSIDE_PERIOD: Text("utanför perioden", "outside the period"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An enrolment that is not counted: its row, whom it is about, and why."""

    row: int
    person_id: str | int | None
    fault: Fault
    message: Text

    def render(self, lang: Lang = "sv") -> str:
        """The row and why, in a sentence."""
        return f"{Text('rad', 'row')[lang]} {self.row}: {self.message[lang]}"


@dataclass(slots=True)
class LeftOuts:
    """The enrolments that are not counted: how many of each kind, and the first thousand of each."""

    counts: Counter[Fault] = field(default_factory=Counter)
    listed: list[LeftOut] = field(default_factory=list)

    def add(
        self, row: int, person: str | int | None, fault: Fault, message: Callable[[], Text]
    ) -> None:
        """Note an enrolment; its message is made only where it is listed."""
        self.counts[fault] += 1
        if self.counts[fault] <= MOST_LISTED:
            self.listed.append(LeftOut(row, person, fault, message()))

    def in_order(self) -> tuple[LeftOut, ...]:
        """Those listed, by row."""
        return tuple(sorted(self.listed, key=lambda each: (each.row, each.fault)))


def of_problems(problems: Sequence[FactProblem]) -> Text:
    """The message for values that do not fit."""
    return Text(
        " ".join(each.render("sv").removeprefix(": ") for each in problems),
        " ".join(each.render("en").removeprefix(": ") for each in problems),
    )
