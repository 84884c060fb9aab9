"""Tables read in columns, where nothing is wrong with them; what is wrong is told row by row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from kraftrules.cli.extras import has_polars
from kraftrules.cli.tables import Table
from kraftrules.cli.terminal import Stop
from kraftrules.diagnostics import FactError
from kraftrules.tables import open_table

if TYPE_CHECKING:
    from kraftrules.engines.polars.source import Source

SMALL = 1_000_000  # bytes of text that are read before Polars is loaded
Found = TypeVar("Found")


def is_small(table: Table) -> bool:
    """Whether a table is read before Polars is loaded, if it has to be."""
    return table.path.stat().st_size <= SMALL and not table.in_parquet


def may_be_columns(table: Table) -> bool:
    """Whether a table is worth a try in columns; Polars is there then."""
    if table.in_parquet:
        return True
    return table.raw.text is not None and not is_small(table) and has_polars()


def in_columns(table: Table, read: Callable[[Source], Found], what: str) -> Found | None:
    """What *read* makes of a Parquet or CSV file; None where it is neither, or anything is wrong with it.

    So it is too where CSV is small, or not as plain as `kraftrules.cli.blocks` wants it, and where columns
    of Parquet have spaces in their names. *what* is done stands beside the bar while CSV is read.
    """
    if not may_be_columns(table):
        return None
    import polars as pl  # noqa: PLC0415 - it is there, as asked

    try:
        source = _parquet(table) if table.in_parquet else _csv(table, what)
        return None if source is None else read(source)
    except (FactError, Stop, pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None


def _parquet(table: Table) -> Source | None:
    source = open_table(table.facts, table.path, ignore_extra=table.ignore_extra)
    return source if tuple(source.layout.types) == table.raw.columns else None


def _csv(table: Table, what: str) -> Source | None:
    from kraftrules.cli import blocks  # noqa: PLC0415 - Polars is there now

    return blocks.source_of(table.opened_again(), what)
