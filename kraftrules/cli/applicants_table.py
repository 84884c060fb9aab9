"""The people of a Parquet file as candidates of an intake, in columns; where all of them are in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kraftrules.api import Ruleset
from kraftrules.cli.tables import Table
from kraftrules.diagnostics import FactError
from kraftrules.intake.candidates import Candidates
from kraftrules.intake.table import read_table
from kraftrules.tables import open_table


def candidates_of(
    table: Table, rulesets: Sequence[Ruleset], on: date
) -> tuple[Candidates, ...] | None:
    """Everyone, by each ruleset; None where something is wrong, which is then told row by row.

    So it is too where the rulesets do not know the facts alike, or columns have spaces in their names.
    Stops the command where columns are wrong.
    """
    import polars as pl  # noqa: PLC0415 - it has been loaded for the file

    table.check_columns()
    if any(table.facts[name] != fact for each in rulesets for name, fact in each.plan.facts.items()):  # fmt: skip
        return None
    try:
        source = open_table(table.facts, table.path, ignore_extra=True)
        if tuple(source.layout.types) != table.raw.columns:
            return None
        offices = [each.office for each in rulesets]
        return tuple(read_table(each.plan, each.reader, source, on) for each in offices)
    except (FactError, pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None
