"""CSV: comma or semicolon, UTF-8 with or without a byte-order mark, a line at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kraftrules.cli.tables.raw import IN_WORDS, Raw, RawTable, Stops, named_columns
from kraftrules.delimited import beyond, open_csv
from kraftrules.written import read_text


def read_csv(path: Path) -> RawTable:
    """The rows of a CSV file; the delimiter is the one that the header line uses."""
    text = open_csv(path, Stops(path))
    columns = named_columns(path, text.header)
    return RawTable(
        columns, _by_name(columns, text.rows), read_text, IN_WORDS, text.lines.meter, text
    )


def _by_name(columns: Sequence[str], rows: Iterator[tuple[int, list[str]]]) -> Iterator[Raw]:
    """Each row by column; cells that a short row lacks are left out, and so unknown."""
    for number, cells in rows:
        yield Raw(number, dict(zip(columns, cells, strict=False)), beyond(cells, len(columns)))
