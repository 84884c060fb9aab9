"""Frames of pandas, in and out; by Arrow, without copies where it allows that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isnan
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]

from kraftrules.cells import plain
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.polars.arrow import is_taken, nothing, side_by_side
from kraftrules.engines.polars.closer import together
from kraftrules.engines.polars.layout import fact_of
from kraftrules.engines.polars.names import LIST
from kraftrules.engines.polars.objects import column
from kraftrules.given import accept
from kraftrules.refusal import Broken, Refused, shown
from kraftrules.text import Text, writable
from kraftrules.values import Value
from kraftrules.vocabulary import Fact

_ALIKE: list[set[type]] = [
    {str, float, type(None)},
    *({kind, type(None)} for kind in (bool, int, Decimal, date)),
]  # kinds of objects that Arrow takes for what they are, or else refuses; a text that is missing is NaN


def from_pandas(facts: Mapping[str, Fact], table: Any) -> pl.DataFrame:
    """The columns of a frame of pandas that are facts or flags, and the names alone of the others.

    Raises `FactError` for objects that no column can hold.
    """
    found: dict[str, pl.Series] = {}
    flags: dict[str, pl.Series] = {}
    for at, given in enumerate(map(str, table.columns)):
        name, cells = writable(given), table.iloc[:, at]
        fact = fact_of(facts, name)
        if fact is None:
            found[name] = nothing(name, len(cells))
            continue
        found[name], unknown = _series(fact, cells)
        if unknown is not None:
            flags[unknown.name] = unknown
    for name, flag in flags.items():
        found[name] = _also(flag, found.get(name))
    return side_by_side(found.values(), len(table))


def _also(flag: pl.Series, stated: pl.Series | None) -> pl.Series:
    """What a column says is unknown, and also what another one states to be, unless that is no flag."""
    if stated is None or stated.dtype == pl.Null:
        return flag
    return flag | stated.fill_null(False) if stated.dtype == pl.Boolean else stated


def to_pandas(frame: pl.DataFrame, index: Any) -> Any:
    """A frame of decisions in pandas, with the index of the frame that was given."""
    lists = [name for name, dtype in frame.schema.items() if dtype == LIST]
    table = frame.drop(lists).to_pandas()
    arrow = frame.select(lists).to_pandas(use_pyarrow_extension_array=True)  # lists, not copied
    table = table.join(arrow)[frame.columns]
    table.index = index
    return table


def _series(fact: Fact, cells: Any) -> tuple[pl.Series, pl.Series | None]:
    """A column: as Arrow has it, or of objects that are read one by one; and where those say unknown."""
    array = None if fact.type == "list" and cells.dtype == object else _in_arrow(cells)
    if array is None or not is_taken(array.type):
        return _of_objects(fact, cells.tolist())
    found = pl.from_arrow(array)
    assert isinstance(found, pl.Series), "it is a column"
    return found.alias(fact.id), None


def _in_arrow(cells: Any) -> Any:
    """A column in Arrow; None where its objects are of kinds of which Arrow would make others, or at which it stops."""
    held = getattr(cells.dtype, "categories", cells)
    if held.dtype == object:
        kinds = set(map(type, held))
        if not any(kinds <= alike for alike in _ALIKE):
            return None
    try:
        return pa.array(cells, from_pandas=True)
    except Exception:  # of pyarrow's, which has many
        return None


def _of_objects(fact: Fact, cells: Sequence[object]) -> tuple[pl.Series, pl.Series | None]:
    """A column of Python objects, and where one says that what can be none is unknown, if some do.

    In records, a field left out is unknown and None is none.
    """
    given = [_records(cell) if fact.type == "list" else _single(cell) for cell in cells]
    if fact.type == "identifier":
        _see_mixed(fact, given)
    read = column(fact, given, _read)
    if read.odd.any():
        wrong = [(at + 1, _problem(fact, given[at])) for at in read.odd.arg_true()]
        raise FactError(together(wrong, {}))
    said = read.unknown is not None and read.unknown.any()
    return read.values.alias(fact.id), read.unknown if said else None


def _read(fact: Fact, cell: object) -> Value:
    return accept(fact, plain(fact, cell))


def _records(cell: object) -> object:
    """A list of records, which pandas has as an array where it was read from Parquet."""
    if not isinstance(cell, list | tuple | np.ndarray) or getattr(cell, "ndim", 1) != 1:
        return _single(cell)
    return [
        {name: _single(each) for name, each in record.items()} if isinstance(record, dict) else record
        for record in cell
    ]  # fmt: skip


def _single(cell: object) -> object:
    """A cell as Python has it: None for the many nothings of pandas, and no values of NumPy's."""
    if isinstance(cell, np.datetime64):
        return _moment(cell)
    plain = cell.item() if isinstance(cell, np.generic) else cell
    if type(plain).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(plain, datetime) and getattr(plain, "nanosecond", False):
        return Broken(str(plain))
    is_nan = plain.is_nan() if isinstance(plain, Decimal) else isinstance(plain, float) and isnan(plain)  # fmt: skip
    return None if is_nan else plain


def _moment(cell: np.datetime64) -> object:
    found: object = cell.astype("datetime64[us]").item()
    if found is None or (isinstance(found, datetime) and np.datetime64(found) == cell):
        return found
    return Broken(str(cell))  # more exact than Python's moments are, or beyond them


def _see_mixed(fact: Fact, given: Sequence[object]) -> None:
    """Raise `FactError` where some ids are numbers and others texts: as one column, all would be texts."""
    first = {type(each): (at, each) for at, each in reversed(list(enumerate(given, 1)))}
    if int in first and str in first:
        (one, number), (two, text) = first[int], first[str]
        both = Text(
            f"{shown(number)} på rad {one} och {shown(text)} på rad {two}",
            f"{shown(number)} in row {one} and {shown(text)} in row {two}",
        )
        allowed = Text(
            "en kolumn har tal eller text, inte båda", "a column has numbers or texts, not both"
        )
        hint = Text(
            f'Gör dem till text: frame["{fact.id}"].astype(str)',
            f'Make them text: frame["{fact.id}"].astype(str)',
        )
        raise FactError([FactProblem(fact.id, both, allowed, hint)])


def _problem(fact: Fact, cell: object) -> FactProblem:
    try:
        _read(fact, cell)
    except Refused as refused:
        return refused.problem
    raise AssertionError("it was refused before")
