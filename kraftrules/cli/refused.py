"""The rows of a table that cannot be assessed: counted, and the first of them told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kraftrules.cli.tables import problem_text
from kraftrules.cli.terminal import Terminal
from kraftrules.cli.words import number
from kraftrules.diagnostics import FactProblem
from kraftrules.text import Text

MOST_SHOWN = 20


@dataclass(slots=True)
class Refused:
    """How many rows, and of the first what is wrong by the row's number in the file."""

    count: int = 0
    first: list[tuple[int, Sequence[FactProblem]]] = field(default_factory=list)

    def add(self, row: int, problems: Sequence[FactProblem]) -> None:
        """Count a row."""
        self.count += 1
        if len(self.first) < MOST_SHOWN:
            self.first.append((row, problems))

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
        """Name what is wrong, beside the results."""
        if self.first:
            terminal.note(
                terminal.say("Rader som inte kunde prövas:", "Rows that could not be assessed:")
            )
        for row, problems in self.first:
            for problem in problems:
                text = problem_text(problem, terminal.lang)
                terminal.note(f"  {terminal.say('rad', 'row')} {row}: {text}")
        tell_rest(terminal, self.count)


def tell_rest(terminal: Terminal, count: int) -> None:
    """How many more there are than are told."""
    if count > MOST_SHOWN:
        rest = number(count - MOST_SHOWN, terminal.lang)
        terminal.note(terminal.say(f"  … och {rest} till.", f"  … and {rest} more."))
