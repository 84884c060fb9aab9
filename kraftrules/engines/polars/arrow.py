"""Tables of Arrow as frames: the one way in for what other libraries hold, of which Polars takes a part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.polars import checked, see_no_rows
from kraftrules.engines.polars.layout import fact_of, lay_out
from kraftrules.engines.polars.source import Source
from kraftrules.refusal import allowed
from kraftrules.text import Text
from kraftrules.vocabulary import Fact

_WIDEST_DECIMAL = 128  # bits
_SINGLE = (
    pa.types.is_null, pa.types.is_boolean, pa.types.is_integer, pa.types.is_floating, pa.types.is_string,
    pa.types.is_large_string, pa.types.is_string_view, pa.types.is_binary, pa.types.is_large_binary,
    pa.types.is_date, pa.types.is_time, pa.types.is_duration,
)  # fmt: skip
_LISTS = (pa.types.is_list, pa.types.is_large_list, pa.types.is_fixed_size_list)

# an Arrow table of some columns, with so many rows at most
Fetch = Callable[[Sequence[str], int | None], Any]


def bring(
    facts: Mapping[str, Fact], names: Sequence[str], fetch: Fetch, *, ignore_extra: bool
) -> Source:
    """A table that lies elsewhere: what its columns of these *names* say is fetched.

    Raises `FactError` for columns that are wrong, before anything is fetched of those that Polars can hold.
    """
    own = [name for name in names if fact_of(facts, name) is not None] or list(names[:1])
    schema = dict.fromkeys(names, pl.Null()) | from_arrow(facts, fetch(own, 0)).schema
    layout = lay_out(facts, pl.Schema(schema), ignore_extra=ignore_extra)
    checked(layout, lambda misfits: from_arrow(facts, fetch(misfits, None)).lazy())
    return Source(layout, from_arrow(facts, fetch(own, None)).lazy())


def from_arrow(facts: Mapping[str, Fact], table: Any) -> pl.DataFrame:
    """The columns of an Arrow table that are facts or flags, and the names alone of the others.

    Raises `FactError` for columns of types that Polars cannot hold; those without a value say nothing.
    """
    names = [name for name in table.column_names if fact_of(facts, name) is not None]
    empty = {name for name in names if table.column(name).null_count == table.num_rows}
    strange = [name for name in names if not is_taken(table.column(name).type)]
    wrong = [name for name in strange if name not in empty]
    if wrong:
        raise FactError([_problem(facts, name, table.column(name).type) for name in wrong])
    found = pl.from_arrow(table.select([name for name in names if name not in strange]))
    assert isinstance(found, pl.DataFrame), "it has columns"
    taken = {each.name: each for each in found.get_columns()}
    return side_by_side(
        (taken.get(name, nothing(name, table.num_rows)) for name in table.column_names),
        table.num_rows,
    )


def side_by_side(columns: Iterable[pl.Series], height: int) -> pl.DataFrame:
    """Columns as a frame; raises `FactError` for rows without any, which not every Polars can hold."""
    found = pl.DataFrame(list(columns))
    if not found.width:
        see_no_rows(height)
    return found


def nothing(name: str, height: int) -> pl.Series:
    """A column that says nothing."""
    return pl.Series(name, [], dtype=pl.Null).extend_constant(None, height)


def is_taken(kind: Any) -> bool:
    """Whether Polars can hold a type of Arrow's that a fact may have; at others it stops, or reads something else."""
    if not any(is_list(kind) for is_list in _LISTS):
        return _is_single(kind)
    item = kind.value_type
    if not pa.types.is_struct(item):
        return _is_single(item)
    fields = [item.field(at) for at in range(item.num_fields)]
    once = len({each.name for each in fields}) == len(fields)
    return once and all(_is_single(each.type) for each in fields)


def _is_single(kind: Any) -> bool:
    if pa.types.is_dictionary(kind):
        return _is_single(kind.value_type)
    if pa.types.is_decimal(kind):
        return bool(kind.bit_width <= _WIDEST_DECIMAL and kind.scale >= 0)
    if pa.types.is_timestamp(kind):
        return kind.tz is None
    return any(is_single(kind) for is_single in _SINGLE)


def _problem(facts: Mapping[str, Fact], name: str, kind: Any) -> FactProblem:
    written, fact = str(kind)[:60], fact_of(facts, name)
    assert fact is not None, "the others are not looked at"
    given = Text(f"en kolumn av Arrows typ {written}", f"a column of Arrow's type {written}")
    return FactProblem(name, given, allowed(fact))
