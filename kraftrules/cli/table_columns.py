"""Parquet files read in columns, where nothing is wrong with them; what is wrong is told row by row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from kraftrules.cli.tables import Table
from kraftrules.diagnostics import FactError
from kraftrules.tables import open_table

if TYPE_CHECKING:
    from kraftrules.engines.polars.source import Source

Found = TypeVar("Found")


def in_columns(table: Table, read: Callable[[Source], Found]) -> Found | None:
    """What *read* makes of a table; None where it is no Parquet file, or anything is wrong with it.

    So it is too where columns have spaces in their names.
    """
    if not table.in_parquet:
        return None
    import polars as pl  # noqa: PLC0415 - it has been loaded for the file

    try:
        source = open_table(table.facts, table.path, ignore_extra=table.ignore_extra)
        return read(source) if tuple(source.layout.types) == table.raw.columns else None
    except (FactError, pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None
