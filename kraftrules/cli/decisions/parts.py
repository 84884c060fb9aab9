"""A Parquet file, decided about a part at a time; parts that are done outlast an interruption."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from kraftrules.cli.decisions.batches import Batches
from kraftrules.cli.decisions.outcomes import Outcomes
from kraftrules.cli.decisions.store import Store, purpose
from kraftrules.cli.tables.out import DECISIONS, STDOUT, replacing, write_parquet, writing
from kraftrules.cli.tables.parquet import scan_named
from kraftrules.cli.tables.raw import unreadable
from kraftrules.cli.tables.refused import MOST_SHOWN
from kraftrules.cli.tables.table import PERSON_ID
from kraftrules.cli.terminal import INTERRUPTED, Stop
from kraftrules.engines.polars.layout import Layout, lay_out
from kraftrules.engines.polars.sheet import ROW
from kraftrules.text import Text

ROWS_A_PART = 1_000_000
IDS_AT_ONCE = 10_000_000


def decide_parquet(batches: Batches, out: Path) -> Iterator[None]:
    """Decide about the rows of a Parquet file, and write them; a step is a part."""
    batches.table.check_columns()
    parts = _Parts(batches)
    if out == STDOUT or out.suffix.lower() != ".parquet":
        yield from parts.to_rows(out)
    elif parts.count == 1:
        yield from parts.to_one_file(out)
    else:
        yield from parts.to_parquet(out)
    if not parts.in_order:
        parts.see_repeated()


@dataclass
class _Parts:
    """The parts of a Parquet file; *in_order* while each id is greater than all before it."""

    batches: Batches
    in_order: bool = True
    last: object = None

    @property
    def count(self) -> int:
        """How many parts there are; one for a file without rows."""
        return max(1, -(-self.batches.table.meter.total // ROWS_A_PART))

    def to_rows(self, out: Path) -> Iterator[None]:
        """Write decisions row by row."""
        with writing(out, DECISIONS) as write:
            for number in range(self.count):
                decided, outcomes = self._decide(number)
                for row in decided.drop(ROW).iter_rows():
                    write(row)
                self._add(outcomes, number)
                yield

    def to_one_file(self, out: Path) -> Iterator[None]:
        """Write decisions that lie in memory together."""
        decided, outcomes = self._decide(0)
        with replacing(out) as path:
            write_parquet(decided.drop(ROW), path)
        self._add(outcomes, 0)
        yield

    def to_parquet(self, out: Path) -> Iterator[None]:
        """Write decisions part by part to a folder beside *out*, and at last to *out*.

        Parts that an earlier run for the same purpose left there are not decided about again.
        """
        table = self.batches.table
        store = Store(
            out.with_name(out.name + ".parts"),
            purpose(self.batches.ruleset, self.batches.day, table),
        )
        store.open()
        try:
            for number in range(self.count):
                outcomes = store.load(number)
                if outcomes is None:
                    decided, outcomes = self._decide(number)
                    with store.there():
                        store.save(number, decided.drop(ROW), outcomes)
                self._add(outcomes, number)
                yield
            with store.there(), replacing(out) as path:
                kept = [store.part(number) for number in range(self.count)]
                write_parquet(pl.scan_parquet(kept, glob=False), path)
        except KeyboardInterrupt:
            raise Stop(INTERRUPTED, Text(
                f"Avbrutet. Det som är klart ligger i {store.folder}; samma kommando fortsätter därifrån.",
                f"Interrupted. What is done is in {store.folder}; the same command goes on from there.",
            )) from None  # fmt: skip
        store.remove()

    def _decide(self, number: int) -> tuple[pl.DataFrame, Outcomes]:
        """The decisions about a part, and what came of it alone."""
        outcomes = Outcomes()
        first = number * ROWS_A_PART
        part = self._scan().slice(first, ROWS_A_PART)  # numbered after, or all before it is read
        frame = self._read(part.with_row_index(ROW, first))
        return replace(self.batches, outcomes=outcomes).frame(frame), outcomes

    def _scan(self) -> pl.LazyFrame:
        table = self.batches.table
        frame = scan_named(table.path, table.raw.columns or ())
        return frame.select(self._layout(frame).needed(self.batches.ruleset.plan))

    def _layout(self, frame: pl.LazyFrame) -> Layout:
        facts = self.batches.ruleset.plan.facts
        return lay_out(facts, frame.collect_schema(), ignore_extra=True)

    def _read(self, frame: pl.LazyFrame) -> pl.DataFrame:
        try:
            return frame.collect()
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
            raise unreadable(self.batches.table.path, "Parquet") from None

    def _add(self, outcomes: Outcomes, number: int) -> None:
        self.batches.outcomes.merge(outcomes)
        meter = self.batches.table.meter
        meter.done = min(meter.total, (number + 1) * ROWS_A_PART)
        self.in_order = self.in_order and outcomes.follows(self.last)
        self.last = self.last if outcomes.last_id is None else outcomes.last_id

    def see_repeated(self) -> None:
        """Find the people that stand on several rows, by a share of the ids at a time."""
        frame = self._scan().with_row_index(ROW)
        reader = self._layout(frame).readers.get(PERSON_ID)
        if reader is None:
            return
        ids = frame.select(ROW, reader.value(pl.col(PERSON_ID)).cast(pl.String).alias("id"))
        known = ids.filter(pl.col("id").is_not_null() & (pl.col("id") != ""))
        shares = 1 + self.batches.table.meter.total // IDS_AT_ONCE
        found = []
        for share in range(shares):
            some = known.filter(pl.col("id").hash() % shares == share)
            rows = some.group_by("id").agg(pl.col(ROW).sort()).filter(pl.col(ROW).list.len() > 1)
            found.append(rows.collect(engine="streaming"))
        repeated = pl.concat(found)
        outcomes = self.batches.outcomes
        outcomes.repeated_count = repeated.height
        first = repeated.sort(pl.col(ROW).list.get(1)).head(MOST_SHOWN)
        outcomes.repeated = {each: [row + 1 for row in rows] for each, rows in first.iter_rows()}
