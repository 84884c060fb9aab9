"""A table of any kind as it is read: columns of facts, a batch of rows at a time.

What columns can hold is reckoned there. The rest, and what does not fit, is looked at row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import polars as pl

from kraftrules.cells import read_typed
from kraftrules.engines.polars.cells import rows
from kraftrules.engines.polars.closer import Closer, Found, ReadCell, Refuse
from kraftrules.engines.polars.columns import NotExact
from kraftrules.engines.polars.layout import Layout
from kraftrules.engines.polars.pieces import Pair, in_pieces
from kraftrules.engines.polars.sheet import ROW
from kraftrules.reading import Reading
from kraftrules.values import Value

_ODD = ".odd"

Originals = Callable[[pl.DataFrame], Iterable[dict[str, object]]]
InColumns = Callable[[pl.DataFrame], tuple[pl.DataFrame, pl.Series]]
OneByOne = Callable[[Iterable[dict[str, object]]], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of a table, numbered in `ROW` from 0. *originals* gives rows as they were before they
    became columns; those that are *odd* could not become that."""

    frame: pl.DataFrame
    originals: Originals = rows
    odd: pl.Series | None = None

    def judged(self, layout: Layout, in_columns: InColumns, one_by_one: OneByOne) -> pl.DataFrame:
        """What comes of the rows, with `ROW`, in its order.

        *in_columns* gives that of rows whose cells all fit, and which of them columns cannot hold
        after all; it raises `NotExact` where they can hold none. The rest goes *one_by_one*.
        """
        frame = self.frame if self.odd is None else self.frame.hstack([self.odd.alias(_ODD)])
        try:
            found, odd = in_pieces(lambda piece: _plainly(layout, in_columns, piece), frame)
        except NotExact:
            return one_by_one(self.originals(self.frame))
        if odd.is_empty():
            return found
        rest = one_by_one(self.originals(odd.select(self.frame.columns).sort(ROW)))
        return pl.concat([found, rest]).sort(ROW) if rest.height else found


def _plainly(layout: Layout, in_columns: InColumns, frame: pl.DataFrame) -> Pair:
    """What comes of the rows that columns can hold, and the other rows."""
    fits = layout.fitting(frame)
    if _ODD in frame.columns:
        fits = ~frame.get_column(_ODD) if fits is None else fits & ~frame.get_column(_ODD)
    plain = frame if fits is None else frame.filter(fits)
    found, beyond = in_columns(plain)
    others = [] if fits is None else [frame.filter(~fits)]
    if not beyond.any():
        return found, pl.concat([frame.clear(), *others])
    return found.filter(~beyond), pl.concat([*others, plain.filter(beyond)])


Load = Callable[[pl.DataFrame], Batch]


@dataclass(frozen=True, slots=True)
class Source:
    """A table, whose columns are right. Its *frame* holds columns of facts as *layout* says; or else
    *load* makes them of its rows, and *read* makes values of the cells that they were. *first* is the
    number by which the first row is told, as people count."""

    layout: Layout
    frame: pl.LazyFrame
    read: ReadCell = read_typed
    load: Load | None = None
    streamed: bool = False
    first: int = 1

    @property
    def tells_types(self) -> bool:
        """Whether its cells have types of their own, cell by cell, as in JSON: columns make texts of
        numbers that stand among texts."""
        return self.load is not None and self.read is read_typed

    def closer(
        self, find: Callable[[dict[str, Value]], Found], refuse: Refuse | None = None
    ) -> Closer[Found]:
        """What looks at its rows one by one."""
        types = {} if self.load else self.layout.types
        return Closer(self.layout, find, self.read, refuse, self.first, types)

    def batched(
        self,
        judge: Callable[[Batch], pl.DataFrame],
        schema: pl.Schema,
        *readings: Reading,
    ) -> pl.LazyFrame:
        """What comes of the table, batch by batch or all at once, with the columns that some readings need."""
        load = self.load or Batch
        return self.columns(*readings).with_row_index(ROW).map_batches(
            lambda frame: judge(load(frame)),
            schema=schema,
            predicate_pushdown=False,
            projection_pushdown=False,
            streamable=self.streamed,
        )  # fmt: skip

    def columns(self, *readings: Reading) -> pl.LazyFrame:
        """The columns that some readings need; of rows to be loaded, all."""
        if self.load is not None:
            return self.frame
        names = dict.fromkeys(name for each in readings for name in self.layout.needed(each))
        return self.frame.select(list(names) or self.frame.collect_schema().names()[:1])
