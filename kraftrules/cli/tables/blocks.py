"""The rows of a table, some thousands at a time: in columns where they are plain text, or as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import polars as pl

from kraftrules.cli.progress import tracked
from kraftrules.cli.tables.raw import Raw
from kraftrules.cli.tables.table import Table
from kraftrules.engines.polars import plain, source
from kraftrules.engines.polars.objects import ABSENT, typed
from kraftrules.engines.polars.sheet import ROW
from kraftrules.engines.polars.source import Source

MOST_RAW = 20_000  # rows


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
    for found in plain.blocks(text, table.raw.rows):
        if isinstance(found, plain.Plain):
            yield Texts(found.texts, found.first)
        else:
            yield Raws(found, in_text=True)


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
