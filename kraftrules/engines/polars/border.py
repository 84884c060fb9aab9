"""The border as expressions: what each column says of its fact, and which cells need no closer look.

A cell that is not plainly right is looked at once more by `kraftrules.given`, which says what is
wrong; a cell that turns out right after all is decided about by the engine for one person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from kraftrules.engines.polars.columns import all_of, any_of
from kraftrules.refusal import LONGEST_STRING
from kraftrules.values import (
    FIRST_DATE,
    LARGEST_INTEGER,
    LAST_DATE,
    MOST_DIGITS,
    MOST_ITEMS,
    SMALLEST_INTEGER,
)
from kraftrules.vocabulary import UNKNOWN_SUFFIX, Fact

TRUTHS = (pl.Boolean, pl.Null)  # the types of a flag
_EXACT_IN_FLOATS = 2**53
_FEW = 8  # values that are sooner compared with than looked up
_SHORT = 12  # bytes of a text that Polars compares without following a pointer
_DECIMALS = (
    5  # places of a float that is plainly a short decimal, with ten digits before them at most
)

_NARROW = (pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32)

Dtype = pl.DataType | pl.datatypes.DataTypeClass
Reckon = Callable[[pl.Expr], pl.Expr]


@dataclass(frozen=True, slots=True)
class Reader:
    """How a column of a type is read: the *value* in it, and whether a known one plainly *fits*.

    *all_fit*, where that is sooner told of a whole column.
    """

    value: Reckon
    fits: Reckon | None = None
    all_fit: Callable[[pl.Series], bool] | None = None


def _same(cell: pl.Expr) -> pl.Expr:
    return cell


def reader(fact: Fact, dtype: pl.DataType) -> Reader | None:
    """How a column is read as a fact; None where no cell of that type can be one."""
    if dtype == pl.Null:
        return Reader(lambda cell: cell.cast(storage(fact)))
    match fact.type:
        case "boolean":
            return Reader(_same) if dtype == pl.Boolean else None
        case "integer":
            return _whole(fact, dtype)
        case "number":
            return _number(fact, dtype)
        case "string":
            return _text(dtype)
        case "category":
            return _category(fact, dtype)
        case "date":
            return _day(dtype)
        case "identifier":
            return _whole(fact, dtype) if dtype.is_numeric() else _identifier(dtype)
        case "list":
            return _list(fact, dtype)


def storage(fact: Fact) -> Dtype:
    """The type in which a fact's values are reckoned with."""
    if fact.type == "list":
        return pl.List(pl.Struct({name: storage(each) for name, each in fact.fields.items()}))
    return _STORAGE[fact.type]


_STORAGE: Mapping[str, Dtype] = {
    "boolean": pl.Boolean,
    "integer": pl.Int64,
    "number": pl.Float64,
    "string": pl.String,
    "category": pl.String,
    "date": pl.Date,
    "identifier": pl.String,
}


def _whole(fact: Fact, dtype: pl.DataType) -> Reader | None:
    low, high = (int(fact.low), int(fact.high)) if fact.type == "integer" else (SMALLEST_INTEGER, LARGEST_INTEGER)  # fmt: skip
    if dtype == pl.Int64 and (low, high) == (SMALLEST_INTEGER, LARGEST_INTEGER):
        return Reader(_same)

    def value(cell: pl.Expr) -> pl.Expr:
        return cell if dtype == pl.Int64 else cell.cast(pl.Int64, strict=False)

    def between(cell: pl.Expr) -> pl.Expr:
        fits = value(cell).is_between(low, high)
        return (
            fits if dtype in _NARROW else fits.fill_null(cell.is_null())
        )  # too large becomes null

    if dtype.is_integer():
        return Reader(value, between)
    if dtype.is_float():
        return Reader(value, lambda cell: between(cell) & _is_whole(cell.cast(pl.Float64)))
    if dtype.is_decimal():
        return Reader(value, lambda cell: between(cell) & (value(cell) == cell))
    return None


def _is_whole(cell: pl.Expr) -> pl.Expr:
    """Whether a float of 64 bits is a whole number, of those that it tells apart."""
    return (cell == cell.floor()) & (cell.abs() <= _EXACT_IN_FLOATS)


def _number(fact: Fact, dtype: pl.DataType) -> Reader | None:
    low, high = float(fact.low), float(fact.high)

    def value(cell: pl.Expr) -> pl.Expr:
        return cell.cast(pl.Float64)

    def between(cell: pl.Expr) -> pl.Expr:
        return (value(cell) > low) & (value(cell) < high)

    def short(cell: pl.Expr) -> pl.Expr:
        steps = (value(cell) * 10.0**_DECIMALS).round()
        return (value(cell).abs() < 10.0 ** (MOST_DIGITS - _DECIMALS)) & (steps / 10.0**_DECIMALS == value(cell))  # fmt: skip

    if dtype.is_integer():
        return Reader(value, lambda cell: between(cell) & (value(cell).abs() < 10.0**MOST_DIGITS))
    if dtype.is_float():
        return Reader(value, lambda cell: between(cell) & short(cell))
    if isinstance(dtype, pl.Decimal):
        most = 10.0 ** (MOST_DIGITS - 1 - dtype.scale)
        return Reader(value, lambda cell: between(cell) & (value(cell).abs() < most))
    return None


def _is_text(dtype: pl.DataType) -> bool:
    return isinstance(dtype, pl.String | pl.Categorical | pl.Enum)


def _string(cell: pl.Expr) -> pl.Expr:
    return cell.cast(pl.String)


def _text(dtype: pl.DataType) -> Reader | None:
    if not _is_text(dtype):
        return None
    return Reader(_string, lambda cell: _string(cell).str.len_bytes() <= LONGEST_STRING)


def _identifier(dtype: pl.DataType) -> Reader | None:
    if not _is_text(dtype):
        return None
    return Reader(_string, lambda cell: _string(cell).str.len_bytes().is_between(1, LONGEST_STRING))


def _category(fact: Fact, dtype: pl.DataType) -> Reader | None:
    if not _is_text(dtype):
        return None
    values = list(fact.values or ())
    if len(values) > _FEW or any(len(each.encode()) > _SHORT for each in values):
        return Reader(_string, lambda cell: _string(cell).is_in(values))
    return Reader(_string, lambda cell: any_of(_string(cell) == each for each in values))


def _day(dtype: pl.DataType) -> Reader | None:
    if isinstance(dtype, pl.Datetime) and dtype.time_zone is None:
        after = LAST_DATE + timedelta(1)
        return Reader(
            lambda cell: cell.dt.date(),
            lambda cell: (cell >= FIRST_DATE) & (cell < after) & (cell.cast(pl.Int64) % _DAY[dtype.time_unit] == 0),
        )  # fmt: skip
    if dtype == pl.Date:
        return Reader(_same, lambda cell: cell.is_between(FIRST_DATE, LAST_DATE))
    return None


_DAY = {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}


def _list(fact: Fact, dtype: pl.DataType) -> Reader | None:
    if not isinstance(dtype, pl.List):
        return None
    if dtype.inner == pl.Null:
        storing = storage(fact)
        return Reader(lambda cell: cell.cast(storing), lambda cell: cell.list.len() == 0)
    readers = field_readers(fact, dtype)
    if readers is None:
        return None
    each = fitting((pl.element().struct.field(name), own) for name, own in readers.items())
    here = pl.element().is_not_null() & each & ~any_of(_both(dtype, pl.element().struct.field))
    return Reader(
        _same,
        lambda cell: (cell.list.len() <= MOST_ITEMS) & cell.list.eval(here).list.all(),
        lambda cells: _all_fit(cells, readers),
    )


def _both(dtype: pl.DataType, field: Callable[[str], pl.Expr]) -> list[pl.Expr]:
    """Of each flag in a list's records, whether it says that a field is unknown that has a value."""
    assert isinstance(dtype, pl.List)
    assert isinstance(dtype.inner, pl.Struct)
    names = [each.name for each in dtype.inner.fields]
    flagged = [name for name in names if name + UNKNOWN_SUFFIX in names]
    return [field(name + UNKNOWN_SUFFIX).fill_null(False) & field(name).is_not_null() for name in flagged]  # fmt: skip


def _all_fit(lists: pl.Series, readers: Mapping[str, Reader]) -> bool:
    """Whether all records of all lists fit: laid out side by side, most rows being without any."""
    records = lists.explode(empty_as_null=False, keep_nulls=False)
    longest = lists.list.len().max()
    if records.null_count() or (isinstance(longest, int) and longest > MOST_ITEMS):
        return False
    both = records.to_frame("").select(any_of(_both(lists.dtype, pl.col("").struct.field)).any())
    if both.item():
        return False
    fields = pl.DataFrame({name: records.struct.field(name) for name in readers})
    return whole_columns_fit(fields, readers)


def is_flag(fact: Fact, name: str, dtype: Dtype) -> bool:
    """Whether a field of a list's records says that another, which can be none, is unknown."""
    field = fact.fields.get(name.removesuffix(UNKNOWN_SUFFIX))
    flags = field is not None and field.id != name and field.none_allowed
    return flags and dtype in TRUTHS


def field_readers(fact: Fact, dtype: pl.DataType) -> Mapping[str, Reader] | None:
    """How the fields of a list's records are read; None where one of them cannot be."""
    assert isinstance(dtype, pl.List)
    if not isinstance(dtype.inner, pl.Struct):
        return None
    found: dict[str, Reader] = {}
    for field in dtype.inner.fields:
        if is_flag(fact, field.name, field.dtype):
            continue
        own = fact.fields.get(field.name)
        read = own and reader(own, field.dtype)  # type: ignore[arg-type]
        if not read:
            return None
        found[field.name] = read
    return found


def fitting(cells: Iterable[tuple[pl.Expr, Reader]]) -> pl.Expr:
    """Whether no cell of a row needs a closer look; never null."""
    return all_of(each.fits(cell).fill_null(True) for cell, each in cells if each.fits is not None)


def whole_columns_fit(frame: pl.DataFrame, readers: Mapping[str, Reader]) -> bool:
    """Whether no cell of any row needs a closer look, sooner told than of each row."""
    looks = [
        each.fits(pl.col(name)).all().alias(name)
        for name, each in readers.items()
        if each.fits is not None and each.all_fit is None
    ]
    return all(frame.select(looks).row(0) if looks else ()) and all(
        each.all_fit(frame.get_column(name)) for name, each in readers.items() if each.all_fit
    )
