"""A table at a time, in this process: the conditions as expressions of Polars.

Every cell gets a quick look that it fits, in columns; what is not plainly right is decided about by
the engine for one person, which says what is wrong. Verdicts are kept as bits, and the lists of ids
looked up by them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl

from kraftrules.cells import read_typed
from kraftrules.decision import Engine
from kraftrules.diagnostics import FactError
from kraftrules.engines.polars.batch import Decider
from kraftrules.engines.polars.closer import ReadCell, Strict
from kraftrules.engines.polars.layout import Layout, lay_out, wrong_type
from kraftrules.engines.polars.sheet import ROW
from kraftrules.engines.polars.verdicts import Judge, JudgeOne
from kraftrules.reading import Reading


def decide_frame(
    engine: Engine,
    table: pl.LazyFrame,
    on: date,
    *,
    ignore_extra: bool = False,
    streamed: bool = True,
) -> pl.LazyFrame:
    """A decision a row, in the same order; *engine* decides about rows that columns cannot hold.

    Raises `FactError` for columns that are wrong, and when the frame is collected for cells.
    """
    plan, decider = engine.plan, _decider(engine, table.collect_schema(), on, ignore_extra)
    needed = table.select(decider.layout.needed(plan))
    return batched(needed, decider, decider.schema, streamed=streamed)


def decide_whole(
    engine: Engine, table: pl.DataFrame, on: date, *, ignore_extra: bool = False
) -> pl.DataFrame:
    """A decision a row of a table in memory; raises `FactError`."""
    return _decider(engine, table.schema, on, ignore_extra)(table.with_row_index(ROW))


def _decider(engine: Engine, schema: pl.Schema, on: date, ignore_extra: bool) -> Decider:
    layout = checked(lay_out(engine.plan.facts, schema, ignore_extra=ignore_extra))

    return strict(engine, layout, on)


def judge_frame(
    reading: Reading,
    judge_one: JudgeOne,
    table: pl.LazyFrame,
    on: date,
    *,
    ignore_extra: bool = False,
) -> pl.LazyFrame:
    """The verdicts of a reading's conditions on each row, and the values that it wants.

    Columns as `verdicts.Judge.schema` has them: `ROW`, the verdicts as keys of two bits a condition,
    and the facts wanted. Raises `FactError` as `decide_frame` does.
    """
    layout = checked(lay_out(reading.facts, table.collect_schema(), ignore_extra=ignore_extra))
    judge = Judge(reading, layout, on, judge_one)
    return batched(table.select(layout.needed(reading)), judge, judge.schema)


def batched(
    frame: pl.LazyFrame,
    decide: Callable[[pl.DataFrame], pl.DataFrame],
    schema: pl.Schema,
    *,
    streamed: bool = True,
) -> pl.LazyFrame:
    """What comes of a frame batch by batch, or all at once; its rows are numbered in `ROW`."""
    return frame.with_row_index(ROW).map_batches(
        decide,
        schema=schema,
        predicate_pushdown=False,
        projection_pushdown=False,
        streamable=streamed,
    )


def strict(engine: Engine, layout: Layout, on: date, read: ReadCell = read_typed) -> Decider:
    """What decides about batches, and raises `FactError` for the first rows that are wrong."""
    names = frozenset(fact.id for fact in engine.plan.inputs)
    return Decider(engine.plan, layout, on, Strict(engine.decide, layout, on, names, read))


def checked(layout: Layout) -> Layout:
    """The layout, if its columns are right; raises `FactError` with all that is wrong."""
    hopeless = [wrong_type(layout.facts[name], layout.types[name]) for name in layout.hopeless]
    if layout.wrong or hopeless:
        raise FactError([*layout.wrong, *hopeless])
    return layout
