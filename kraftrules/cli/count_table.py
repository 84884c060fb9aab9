"""The enrolments of a table, counted: in columns, where every value fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kraftrules.api import Ruleset
from kraftrules.cli.progress import tracked
from kraftrules.cli.table_columns import in_columns
from kraftrules.cli.tables import Table, open_table
from kraftrules.cli.terminal import Terminal, misused
from kraftrules.diagnostics import FactError
from kraftrules.results.count import count
from kraftrules.results.period import Period
from kraftrules.results.report import Report
from kraftrules.results.rows import Fault
from kraftrules.results.tally import Rows

if TYPE_CHECKING:
    from kraftrules.engines.polars.source import Source


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a table: by which ruleset, over which days, and for which groups and teams."""

    ruleset: Ruleset
    period: Period
    by: Sequence[str] = ()
    teams: Sequence[str] | None = None
    suppress_below: int = 0

    def of(self, enrolments: Rows | Source) -> Report:
        """The report, not yet suppressed; raises `FactError` where an option makes no sense."""
        from kraftrules.results.suppress import accept_threshold  # noqa: PLC0415 - beside its use

        accept_threshold(self.suppress_below)
        declared = self.ruleset.declaration
        return count(declared, enrolments, self.period, by=self.by, teams=self.teams)


def open_enrolments(ruleset: Ruleset, path: Path, *, ignore_extra: bool) -> Table:
    """A table of enrolments."""
    facts = ruleset.declaration.vocabulary.of("participation")
    return open_table(path, facts, ignore_extra=ignore_extra)


def counted(table: Table, asked: Asked, terminal: Terminal) -> Report:
    """The report, not yet suppressed; stops the command where an option makes no sense."""
    counting = terminal.say("Räknar", "Counting")
    found = in_columns(table, asked.of, counting)
    if found is not None and Fault.BAD_VALUE not in found.left_out_counts:
        return found
    try:
        return asked.of(tracked(_rows(table), table.meter, counting))
    except FactError as error:
        sv, en = ("\n".join(each.render(lang) for each in error.problems) for lang in ("sv", "en"))
        raise misused(sv, en) from None


def _rows(table: Table) -> Iterator[tuple[int, dict[str, object] | FactError]]:
    """The enrolments of a table by their rows; an error for a row that cannot be read."""
    for row in table.rows():
        yield row.number, FactError(row.problems) if row.problems else dict(row.values)
