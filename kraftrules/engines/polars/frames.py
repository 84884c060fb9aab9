"""Frames of pandas, in and out; by Arrow, without copies where it allows that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from kraftrules.cells import read_typed
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.polars.closer import together
from kraftrules.engines.polars.names import LIST
from kraftrules.engines.polars.objects import column
from kraftrules.given import Refused
from kraftrules.vocabulary import Fact


def from_pandas(facts: Mapping[str, Fact], table: Any) -> pl.DataFrame:
    """A frame of pandas as one of Polars; raises `FactError` for objects that no column can hold."""
    found: dict[str, pl.Series] = {}
    for name in map(str, table.columns):
        cells = table[name] if name in table.columns else table[_as_given(table, name)]
        fact = facts.get(name)
        objects = fact is not None and fact.type == "list" and str(cells.dtype) == "object"
        series = None if objects else _series(name, cells)
        if series is not None:
            found[name] = series
        elif fact is not None:
            found |= _of_objects(fact, cells)
        else:
            found[name] = pl.repeat(None, len(cells), dtype=pl.Object, eager=True)
    return pl.DataFrame(found)


def to_pandas(frame: pl.DataFrame, index: Any) -> Any:
    """A frame of decisions in pandas, with the index of the frame that was given."""
    lists = [name for name, dtype in frame.schema.items() if dtype == LIST]
    table = frame.drop(lists).to_pandas()
    arrow = frame.select(lists).to_pandas(use_pyarrow_extension_array=True)  # lists, not copied
    table = table.join(arrow)[frame.columns]
    table.index = index
    return table


def _as_given(table: Any, name: str) -> object:
    return next(each for each in table.columns if str(each) == name)


def _series(name: str, cells: Any) -> pl.Series | None:
    """A column of pandas; None where its objects are of several kinds."""
    try:
        found = pl.from_pandas(cells, nan_to_null=True)
    except Exception:  # of pyarrow's, which has many; the objects are read one by one instead
        return None
    return found.alias(name) if isinstance(found, pl.Series) else None


def _of_objects(fact: Fact, cells: Any) -> dict[str, pl.Series]:
    """A column of Python objects; in records, a field left out is unknown and None is none."""
    given = [None if _is_missing(cell) else cell for cell in cells.tolist()]
    read = column(fact, given, read_typed)
    if read.odd.any():
        wrong = [(at + 1, _problem(fact, given[at])) for at in read.odd.arg_true()]
        raise FactError(together(wrong, {}))
    return {fact.id: read.values}


def _is_missing(cell: object) -> bool:
    """Whether a cell is one of the many nothings of pandas: NaN, NaT, NA."""
    return cell is None or type(cell).__name__ in ("NAType", "NaTType") or cell != cell  # noqa: PLR0124


def _problem(fact: Fact, cell: object) -> FactProblem:
    try:
        read_typed(fact, cell)
    except Refused as refused:
        return refused.problem
    raise AssertionError("it was refused before")
