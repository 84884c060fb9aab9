"""A table at a time, in this process: the conditions as expressions of Polars.

Every cell gets a quick look that it fits, in columns; what is not plainly right is decided about by
the engine for one person, which says what is wrong. Verdicts are kept as bits, and the lists of ids
looked up by them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NoReturn

import polars as pl

from kraftrules.decision import Engine
from kraftrules.diagnostics import FactError
from kraftrules.engines.polars.batch import Decider
from kraftrules.engines.polars.closer import Wrong, together
from kraftrules.engines.polars.layout import Layout, lay_out, wrong_type
from kraftrules.engines.polars.sheet import ROW


def decide_frame(
    engine: Engine, table: pl.LazyFrame, on: date, *, ignore_extra: bool = False
) -> pl.LazyFrame:
    """A decision a row, in the same order; *engine* decides about rows that columns cannot hold.

    Raises `FactError` for columns that are wrong, and when the frame is collected for cells.
    """
    plan = engine.plan
    layout = checked(lay_out(plan.facts, table.collect_schema(), ignore_extra=ignore_extra))

    def refuse(wrong: Sequence[Wrong]) -> NoReturn:
        raise FactError(together(wrong, layout.types))

    decider = Decider(plan, layout, on, engine.decide, refuse)
    numbered = table.select(layout.needed(plan)).with_row_index(ROW)
    return numbered.map_batches(
        decider,
        schema=decider.schema,
        predicate_pushdown=False,
        projection_pushdown=False,
        streamable=True,
    )


def checked(layout: Layout) -> Layout:
    """The layout, if its columns are right; raises `FactError` with all that is wrong."""
    hopeless = [wrong_type(layout.facts[name], layout.types[name]) for name in layout.hopeless]
    if layout.wrong or hopeless:
        raise FactError([*layout.wrong, *hopeless])
    return layout
