"""The rows of a table that cannot be assessed: counted, and the first of them told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kraftrules.cli.tables.table import problem_text
from kraftrules.cli.terminal import Terminal
from kraftrules.cli.words import number
from kraftrules.diagnostics import FactProblem
from kraftrules.text import Lang, Text

MOST_SHOWN = 20
_ROWS_NAMED = 3


@dataclass(slots=True)
class Alike:
    """Faults of one kind: the first of them, on how many rows there is one, and the first rows."""

    problem: FactProblem
    count: int = 0
    rows: list[int] = field(default_factory=list)

    def merge(self, count: int, rows: Sequence[int]) -> None:
        """Count more of them."""
        self.count += count
        self.rows += rows[: _ROWS_NAMED - len(self.rows)]

    def where(self, lang: Lang) -> str:
        """On which rows."""
        rows = ", ".join(map(str, self.rows))
        more = number(self.count - len(self.rows), lang)
        if self.count == 1:
            return Text(f"rad {rows}", f"row {rows}")[lang]
        if self.count == len(self.rows):
            return Text(f"raderna {rows}", f"rows {rows}")[lang]
        return Text(f"raderna {rows} och {more} till", f"rows {rows} and {more} more")[lang]


@dataclass(slots=True)
class Refused:
    """How many rows, and of the first what is wrong by the row's number in the file.

    *kinds* are the faults that are alike, in the same column and with the same allowed; of the kinds
    past the first twenty, only *others* faults are counted.
    """

    count: int = 0
    first: list[tuple[int, Sequence[FactProblem]]] = field(default_factory=list)
    kinds: dict[tuple[str, str], Alike] = field(default_factory=dict)
    others: int = 0

    def add(self, row: int, problems: Sequence[FactProblem]) -> None:
        """Count a row."""
        self.count += 1
        if len(self.first) < MOST_SHOWN:
            self.first.append((row, problems))
        alike: dict[tuple[str, str], FactProblem] = {}
        for each in problems:
            alike.setdefault(_kind(each), each)
        for each in alike.values():
            self.see(each, 1, [row])

    def see(self, problem: FactProblem, count: int, rows: Sequence[int]) -> None:
        """Count rows with a fault like *problem*."""
        kind = _kind(problem)
        if kind in self.kinds or len(self.kinds) < MOST_SHOWN:
            self.kinds.setdefault(kind, Alike(problem)).merge(count, rows)
        else:
            self.others += count

    def merge(self, later: Refused) -> None:
        """Count those of a later part too."""
        self.count += later.count
        self.first += later.first[: MOST_SHOWN - len(self.first)]
        self.others += later.others
        for each in later.kinds.values():
            self.see(each.problem, each.count, each.rows)

    def clause(self, terminal: Terminal, below: bool = True) -> str:
        """How many, as the end of a sentence about the table; empty where there are none."""
        if not self.count:
            return ""
        found = number(self.count, terminal.lang)
        rows = (
            Text("1 rad", "1 row") if self.count == 1 else Text(f"{found} rader", f"{found} rows")
        )
        where = Text(", se nedan", ", see below") if below else Text("")
        return terminal.say(
            f"; {rows} kunde inte prövas{where}", f"; {rows.en} could not be assessed{where.en}"
        )

    def tell(self, terminal: Terminal) -> None:
        """Name what is wrong, beside the results: row by row, or where the rows are many, by kind."""
        if self.first:
            terminal.note(
                terminal.say("Rader som inte kunde prövas:", "Rows that could not be assessed:")
            )
        lang = terminal.lang
        faults = [
            (Alike(each, 1, [row]), each) for row, problems in self.first for each in problems
        ]
        if self.count > MOST_SHOWN:
            faults = [(each, each.problem) for each in self.kinds.values()]
        for alike, problem in faults:
            terminal.note(f"  {alike.where(lang)}: {problem_text(problem, lang)}")
        if self.count > MOST_SHOWN and self.others:
            others = number(self.others, lang)
            terminal.note(
                terminal.say(
                    f"  … och {others} fel av andra slag.",
                    f"  … and {others} faults of other kinds.",
                )
            )


def _kind(problem: FactProblem) -> tuple[str, str]:
    """What faults that are alike have in common: the fact, without which record it is, and the allowed."""
    return re.sub(r"\[\d+\]", "", problem.fact), problem.allowed


def tell_rest(terminal: Terminal, count: int) -> None:
    """How many more there are than are told."""
    if count > MOST_SHOWN:
        rest = number(count - MOST_SHOWN, terminal.lang)
        terminal.note(terminal.say(f"  … och {rest} till.", f"  … and {rest} more."))
