"""The rows of a table, some thousands at a time: in columns where they are plain text, or as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from csv import field_size_limit
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Protocol

import polars as pl

from kraftrules.cli.progress import tracked
from kraftrules.cli.raw import LONGEST_LINE, Delimited, Raw, count_lines
from kraftrules.cli.tables import Table
from kraftrules.engines.polars import source
from kraftrules.engines.polars.objects import ABSENT, typed
from kraftrules.engines.polars.sheet import ROW
from kraftrules.engines.polars.source import Source

MOST_RAW = 20_000  # rows
AT_ONCE = 16 * 1024 * 1024  # bytes of text


class Block(Protocol):
    """Some rows of a table, numbered here from 0."""

    @property
    def numbers(self) -> Sequence[int]:
        """The rows' numbers in the file."""

    @property
    def wrong(self) -> pl.Series:
        """Whether something is wrong with a row as a whole."""

    def raw(self, row: int) -> Raw:
        """A row as it stands."""

    def cells(self, name: str) -> Sequence[object] | pl.Series:
        """The cells of a column; a series of texts, null where a cell is absent, where all are text."""


@dataclass(frozen=True, slots=True)
class Raws:
    """Rows as they stand."""

    rows: Sequence[Raw]
    in_text: bool

    @property
    def numbers(self) -> Sequence[int]:
        """The rows' numbers in the file."""
        return [each.number for each in self.rows]

    @property
    def wrong(self) -> pl.Series:
        """Whether something is wrong with a row as a whole."""
        return pl.Series([each.problem is not None for each in self.rows], dtype=pl.Boolean)

    def raw(self, row: int) -> Raw:
        """A row as it stands."""
        return self.rows[row]

    def cells(self, name: str) -> Sequence[object] | pl.Series:
        """The cells of a column."""
        if self.in_text:
            return pl.Series([each.cells.get(name) for each in self.rows], dtype=pl.String)
        return [each.cells.get(name, ABSENT) for each in self.rows]


@dataclass(frozen=True)
class Texts:
    """Rows in columns of text, each on a line of its own; *first* is the number of the first line."""

    frame: pl.DataFrame
    first: int

    @cached_property
    def numbers(self) -> Sequence[int]:
        """The lines' numbers in the file."""
        return range(self.first, self.first + self.frame.height)

    @property
    def wrong(self) -> pl.Series:
        """Whether something is wrong with a row as a whole: no."""
        return pl.repeat(False, self.frame.height, dtype=pl.Boolean, eager=True)

    def raw(self, row: int) -> Raw:
        """A row as it stands."""
        return Raw(self.first + row, self.frame.row(row, named=True))

    def cells(self, name: str) -> pl.Series:
        """The cells of a column."""
        return self.frame.get_column(name)


def blocks(table: Table) -> Iterator[Block]:
    """All rows of a table; stops the command as `Table.batches` does."""
    text = table.raw.text
    if text is None:
        yield from (Raws(each, table.raw.in_text) for each in table.batches(MOST_RAW))
        return
    table.check_columns()
    while ahead := text.lines.ahead(AT_ONCE):
        first, last = text.lines.number + 1, text.lines.number + count_lines(ahead)
        frame = plain(ahead, table.raw.columns or (), text.delimiter)
        if frame is not None:
            text.lines.skip(ahead)
            yield Texts(frame, first)
            continue
        rows = _until(last, text, table.raw.rows)
        while some := list(islice(rows, MOST_RAW)):
            yield Raws(some, in_text=True)


def typed_cells(table: Table, block: Block) -> tuple[pl.DataFrame, pl.Series]:
    """The rows in columns of values, and which of them do not fit there."""
    columns = {name: each for name, each in table.columns.items() if each is not None}
    flags_first = sorted(columns, key=lambda name: not columns[name].flags)
    facts = {name: columns[name].cells for name in flags_first}
    if not facts:
        return pl.DataFrame({ROW: block.numbers}), block.wrong
    frame, odd = typed(facts, {name: block.cells(name) for name in facts}, table.raw.read)
    return frame, odd | block.wrong


def source_of(table: Table, what: str) -> Source | None:
    """A table of text in columns; None where it is not plain text throughout, or a cell does not fit."""
    frames = []
    first = table.raw.text.lines.number + 1 if table.raw.text else 1
    for block in tracked(blocks(table), table.meter, what, every=1):
        frame, odd = typed_cells(table, block)
        if not isinstance(block, Texts) or odd.any() or ROW in frame.columns:
            return None
        frames.append(frame)
    return replace(source(table.facts, pl.concat(frames).lazy()), first=first) if frames else None


def _until(last: int, text: Delimited, rows: Iterator[Raw]) -> Iterator[Raw]:
    """The rows that begin on lines up to the *last*, and maybe one more."""
    while text.lines.number < last and (raw := next(rows, None)) is not None:
        yield raw


def plain(lines: bytes, columns: Sequence[str], delimiter: str) -> pl.DataFrame | None:
    """The cells of whole lines of CSV, as text; None where Polars and the csv module could read them differently.

    So they can not where every line is a row with as many cells as there are columns, quotes stand only
    around whole cells or doubled within, and no row is blank.
    """
    if len(lines) >= LONGEST_LINE:
        return None
    lines = lines if lines.endswith(b"\n") else lines + b"\n"
    numbers = delimiter.join(f"{at}" for at in range(len(columns)))
    try:
        if not _is_plain(lines.decode(), len(columns), delimiter):
            return None
        frame = pl.read_csv(
            numbers.encode() + b"\n" + lines, separator=delimiter, infer_schema=False
        )
    except (UnicodeDecodeError, pl.exceptions.PolarsError):  # no text, or too many columns
        return None
    if frame.select(pl.max_horizontal(pl.all().str.len_bytes().max())).item() > field_size_limit():
        return None
    frame.columns = list(columns)
    return frame.with_columns(pl.all().fill_null(""))


def _is_plain(lines: str, columns: int, delimiter: str) -> bool:
    cell = rf'(?:[^"{delimiter}\r\n\x00]*|"(?:[^"\r\n\x00]|"")*")'
    row = rf"{cell}(?:{delimiter}{cell}){{{columns - 1}}}\r?\n"
    blank = rf'(?m)^[{delimiter}"]*\r?\n'
    text = pl.Series([lines])
    return text.str.contains(rf"\A(?:{row})*\z").item() and not text.str.contains(blank).item()
