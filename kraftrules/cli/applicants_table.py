"""The people of a table as candidates of an intake, in columns; where all of them are in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kraftrules.api import Ruleset
from kraftrules.cli.table_columns import in_columns
from kraftrules.cli.tables import Table
from kraftrules.intake.candidates import Candidates
from kraftrules.intake.table import read_table


def candidates_of(
    table: Table, rulesets: Sequence[Ruleset], on: date, what: str
) -> tuple[Candidates, ...] | None:
    """Everyone, by each ruleset; None where they are to be read row by row, as `in_columns` says.

    So they are too where the rulesets do not know the facts alike. Stops the command where columns are
    wrong.
    """
    table.check_columns()
    if any(table.facts[name] != fact for each in rulesets for name, fact in each.plan.facts.items()):  # fmt: skip
        return None
    offices = [each.office for each in rulesets]
    return in_columns(
        table,
        lambda source: tuple(read_table(each.plan, each.reader, source, on) for each in offices),
        what,
    )
