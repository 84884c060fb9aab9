"""A table at a time, in this process: the conditions as expressions of Polars.

Every cell gets a quick look that it fits, in columns; what is not plainly right is decided about by
the engine for one person, which says what is wrong. Verdicts are kept as bits, and the lists of ids
looked up by them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import polars as pl

from kraftrules.decision import Decision, Engine
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.polars.batch import Decider
from kraftrules.engines.polars.closer import Refuse
from kraftrules.engines.polars.layout import (
    PERSON_ID,
    Layout,
    lay_out,
    wrong_types_in,
)
from kraftrules.engines.polars.source import Source
from kraftrules.engines.polars.verdicts import Judge, JudgeOne, Verdicts
from kraftrules.reading import Reading
from kraftrules.text import Text
from kraftrules.values import Value
from kraftrules.vocabulary import Fact


def source(
    facts: Mapping[str, Fact],
    frame: pl.LazyFrame,
    *,
    ignore_extra: bool = False,
    streamed: bool = False,
) -> Source:
    """A frame whose columns are facts, read batch by batch where *streamed*.

    A column of a wrong type is looked through at once: one that holds nothing is taken.
    Raises `FactError` for columns that are wrong.
    """
    layout = lay_out(facts, frame.collect_schema(), ignore_extra=ignore_extra)
    if not layout.types:
        see_no_rows(frame.select(pl.len()).collect().item())
    checked(layout, frame.select)
    if layout.misfits:  # which hold nothing, and some, as of objects, can hardly be reckoned with
        frame = frame.with_columns(pl.lit(None).alias(name) for name in layout.misfits)
        layout = lay_out(facts, frame.collect_schema(), ignore_extra=ignore_extra)
    return Source(layout, frame, streamed=streamed)


def see_no_rows(height: int) -> None:
    """Raise `FactError` where a table without columns has rows: nothing would be said of them."""
    if height:
        given = Text(f"{height} rader utan kolumner", f"{height} rows without columns")
        needed = Text("minst en kolumn behövs", "at least one column is needed")
        raise FactError([FactProblem("table", given, needed)])


def decide(engine: Engine, table: Source, on: date) -> pl.LazyFrame:
    """A decision a row, in the same order; *engine* decides about rows that columns cannot hold.

    Raises `FactError` for cells that do not fit, when the frame is collected.
    """
    names = frozenset(fact.id for fact in engine.plan.inputs)

    def one(values: dict[str, Value]) -> tuple[object, Decision]:
        given = {name: value for name, value in values.items() if name in names}
        return values.get(PERSON_ID), engine.decide(given, on)

    decider = Decider(engine.plan, table.layout, on, table.closer(one))
    return table.batched(decider, decider.schema, engine.plan)


def judge(
    reading: Reading, judge_one: JudgeOne, table: Source, on: date, refuse: Refuse | None = None
) -> pl.LazyFrame:
    """The verdicts of a reading's conditions on each row, and the values that it wants.

    Columns as `verdicts.Judge.schema` has them: `ROW`, the verdicts as keys of two bits a condition,
    and the facts wanted. *judge_one* judges one person, as `kraftrules.engines.python.compile_reading`
    does. A row that does not fit is left out and told to *refuse* when the frame is collected, with
    its number from `Source.first` and all that is wrong; without that, the first such rows raise `FactError`.
    """
    names = frozenset(fact.id for fact in reading.inputs)

    def one(values: dict[str, Value]) -> Verdicts:
        return judge_one({name: each for name, each in values.items() if name in names}, on)

    found = Judge(reading, table.layout, on, table.closer(one, refuse))
    return table.batched(found, found.schema, reading)


def checked(layout: Layout, fetch: Callable[[list[str]], pl.LazyFrame]) -> Layout:
    """The layout, if its columns are right; raises `FactError` with all that is wrong.

    Columns of a wrong type are fetched and looked through: those that hold nothing are right.
    """
    wrong = [*layout.wrong, *wrong_types_in(layout, fetch)]
    if wrong:
        raise FactError(wrong)
    return layout
