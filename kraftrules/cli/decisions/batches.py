"""Rows decided about together, in columns; a row that does not fit there is looked at by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from kraftrules.api import Ruleset
from kraftrules.cli.decisions.outcomes import Outcomes
from kraftrules.cli.decisions.people import decide_person, person_of
from kraftrules.cli.decisions.summary import UNKNOWN_SEX
from kraftrules.cli.tables.blocks import Block, blocks, typed_cells
from kraftrules.cli.tables.out import DECISIONS, replacing, write_parquet, writing
from kraftrules.cli.tables.raw import Raw
from kraftrules.cli.tables.table import PERSON_ID, Table
from kraftrules.decision import Decision
from kraftrules.engines.polars.batch import Decided, Decider
from kraftrules.engines.polars.layout import Layout, lay_out
from kraftrules.engines.polars.sheet import ROW
from kraftrules.engines.polars.source import Batch


@dataclass(frozen=True, slots=True)
class Batches:
    """Decides about a table's rows, and counts what came of them."""

    ruleset: Ruleset
    table: Table
    day: date
    outcomes: Outcomes

    def decided(self) -> Iterator[tuple[list[str | int], pl.DataFrame]]:
        """The decisions about a file that is no Parquet, some thousands at a time: about whom, and what."""
        for block in blocks(self.table):
            yield self._of_block(block)

    def frame(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The decisions about a frame out of a Parquet file; `ROW` numbers its rows from 0."""
        layout = lay_out(self.ruleset.plan.facts, frame.drop(ROW).schema, ignore_extra=True)
        if layout.has_ids:
            self._see_order(layout, frame)
        else:
            self.outcomes.numbered += frame.height
        decided = self._decide(layout, Batch(frame), lambda cells: Raw(_number(cells) + 1, cells))
        return self._counted(decided, frame, layout)

    def _see_order(self, layout: Layout, frame: pl.DataFrame) -> None:
        """Note whether the ids are in order, so that nobody can stand on two rows."""
        reader = layout.readers.get(PERSON_ID)
        if reader is None:
            return
        ids = (
            frame.select(reader.value(pl.col(PERSON_ID)).alias("id")).get_column("id").drop_nulls()
        )
        self.outcomes.in_order = bool((ids > ids.shift(1)).all())
        if ids.len():
            self.outcomes.first_id, self.outcomes.last_id = ids[0], ids[-1]

    def _of_block(self, block: Block) -> tuple[list[str | int], pl.DataFrame]:
        frame, odd = typed_cells(self.table, block)
        numbered = frame.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias(ROW))
        layout = lay_out(self.ruleset.plan.facts, frame.schema, ignore_extra=True)
        if PERSON_ID not in self.table.columns:
            self.outcomes.numbered += frame.height
        batch = Batch(numbered, lambda found: found.select(ROW).iter_rows(named=True), odd)
        decided = self._decide(layout, batch, lambda cells: block.raw(_number(cells)))
        decided = self._counted(decided, numbered, layout)
        if PERSON_ID in self.table.columns:
            self._see(frame.get_column(PERSON_ID), block.numbers)
        return self._ids(decided, block), decided.drop(ROW, PERSON_ID)

    def _ids(self, decided: pl.DataFrame, block: Block) -> list[str | int]:
        """Who the rows decided about are, as the file has it."""
        if PERSON_ID not in self.table.columns:
            numbers = block.numbers
            return [numbers[row] for row in decided.get_column(ROW)]
        if self.table.raw.in_text:
            return decided.get_column(PERSON_ID).to_list()
        return [self._id(block.raw(row)) for row in decided.get_column(ROW)]

    def _see(self, ids: pl.Series, numbers: Sequence[int]) -> None:
        """Note who stands on which row, also on those that could not be decided about."""
        for found, number in zip(ids.to_list(), numbers, strict=True):
            if found is not None:
                self.outcomes.see(found, number)

    def _decide(
        self,
        layout: Layout,
        batch: Batch,
        raw_of: Callable[[Mapping[str, object]], Raw],
    ) -> pl.DataFrame:
        def one_by_one(cells_of_rows: Iterable[dict[str, object]]) -> Iterator[Decided]:
            for cells in cells_of_rows:
                row, raw = _number(cells), raw_of(cells)
                cells.pop(ROW)
                person = person_of(self.table, self.table.row(raw))
                decided = decide_person(self.ruleset, person, self.day)
                if isinstance(decided, Decision):
                    yield row, (person.id, decided)
                    continue
                self.outcomes.refused.add(raw.number, decided)
                self.outcomes.numbered -= PERSON_ID not in self.table.columns and bool(
                    person.problems
                )

        decider = Decider(self.ruleset.plan, layout, self.day, one_by_one)
        return decider.decide_batch(batch)

    def _counted(self, decided: pl.DataFrame, frame: pl.DataFrame, layout: Layout) -> pl.DataFrame:
        """The decisions, once they are counted by outcome and sex."""
        sexes = frame.select(ROW, _sex(layout).fill_null(UNKNOWN_SEX).alias("sex"))
        if decided.height < frame.height:
            sexes = sexes.join(decided.select(ROW), on=ROW, how="semi", maintain_order="left")
        counted = decided.drop(ROW, PERSON_ID).hstack([sexes.get_column("sex")])
        self.outcomes.tally.add_frame(counted)
        return decided

    def _id(self, raw: Raw) -> str | int:
        """Who a row is about, as the file has it."""
        found = self.table.raw.read(self.table.facts[PERSON_ID], raw.cells.get(PERSON_ID, ""))
        assert isinstance(found, str | int), "it would have been refused"
        return found


def _sex(layout: Layout) -> pl.Expr:
    """What people are counted by: a text, or nothing."""
    found = layout.readers.get("sex")
    if found is None or layout.facts["sex"].type not in ("category", "string"):
        return pl.when(pl.col(ROW) < 0).then(pl.lit(""))  # nothing, in every row
    return found.value(pl.col("sex"))


def _number(cells: Mapping[str, object]) -> int:
    row = cells[ROW]
    assert isinstance(row, int)
    return row


def decide_rows(batches: Batches, out: Path) -> Iterator[None]:
    """Decide about the rows of a file that is no Parquet, and write them; a step is a batch."""
    if out.suffix.lower() == ".parquet":
        yield from _to_parquet(batches, out)
        return
    with writing(out, DECISIONS) as write:
        for ids, found in batches.decided():
            for each in zip(ids, *(column.to_list() for column in found), strict=True):
                write(each)
            yield


def _to_parquet(batches: Batches, out: Path) -> Iterator[None]:
    """Write decisions without making rows of them; ids are numbers where all are, as for rows."""
    ids: list[str | int] = []
    frames: list[pl.DataFrame] = []
    for some, found in batches.decided():
        ids += some
        frames.append(found)
        yield
    if not ids:
        with writing(out, DECISIONS):
            return
    numbers = all(isinstance(each, int) for each in ids)
    column = pl.Series(PERSON_ID, ids if numbers else [str(each) for each in ids])
    with replacing(out) as path:
        write_parquet(pl.concat(frames).insert_column(0, column), path)
