"""Tables of other libraries, in and out; by Arrow, without copies where it allows that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

from kraftrules.cells import read_typed
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.polars import checked
from kraftrules.engines.polars.closer import together
from kraftrules.engines.polars.layout import PERSON_ID, lay_out
from kraftrules.engines.polars.names import LIST
from kraftrules.engines.polars.objects import column
from kraftrules.engines.polars.source import Source
from kraftrules.given import Refused, shown
from kraftrules.text import Text, writable
from kraftrules.vocabulary import UNKNOWN_SUFFIX, Fact

# an Arrow table of some columns, with so many rows at most
Fetch = Callable[[Sequence[str], int | None], object]


def from_pandas(facts: Mapping[str, Fact], table: Any) -> pl.DataFrame:
    """A frame of pandas as one of Polars; raises `FactError` for objects that no column can hold."""
    found: dict[str, pl.Series] = {}
    for given in map(str, table.columns):
        cells = table[given] if given in table.columns else table[_as_given(table, given)]
        name = writable(given)
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


def bring(
    facts: Mapping[str, Fact], names: Sequence[str], fetch: Fetch, *, ignore_extra: bool
) -> Source:
    """A table that lies elsewhere: what its columns of these *names* say is fetched.

    Raises `FactError` for columns that are wrong, before anything is fetched.
    """
    own = [name for name in names if name.removesuffix(UNKNOWN_SUFFIX) in (PERSON_ID, *facts)]
    own = own or list(names[:1])
    schema = dict.fromkeys(names, pl.Null()) | _frame(facts, fetch(own, 0)).collect_schema()
    layout = lay_out(facts, pl.Schema(schema), ignore_extra=ignore_extra)
    checked(layout, lambda misfits: _frame(facts, fetch(misfits, None)))
    return Source(layout, _frame(facts, fetch(own, None)))


def _frame(facts: Mapping[str, Fact], arrow: Any) -> pl.LazyFrame:
    found = pl.from_arrow(arrow)
    assert isinstance(found, pl.DataFrame), "it has columns"
    return found.lazy()


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
    if fact.type == "identifier":
        _see_mixed(fact, given)
    read = column(fact, given, read_typed)
    if read.odd.any():
        wrong = [(at + 1, _problem(fact, given[at])) for at in read.odd.arg_true()]
        raise FactError(together(wrong, {}))
    return {fact.id: read.values}


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


def _is_missing(cell: object) -> bool:
    """Whether a cell is one of the many nothings of pandas: NaN, NaT, NA."""
    return cell is None or type(cell).__name__ in ("NAType", "NaTType") or cell != cell  # noqa: PLR0124


def _problem(fact: Fact, cell: object) -> FactProblem:
    try:
        read_typed(fact, cell)
    except Refused as refused:
        return refused.problem
    raise AssertionError("it was refused before")
