"""Cells that are Python objects, as those of CSV and JSON, made into typed columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from kraftrules.engines.polars.border import Dtype, storage
from kraftrules.engines.polars.closer import ReadCell
from kraftrules.refusal import LONGEST_STRING, Refused
from kraftrules.values import UNKNOWN, Unknown, Value
from kraftrules.vocabulary import UNKNOWN_SUFFIX, Fact

MOST_REMEMBERED = 100_000
_PLAIN = r"^[!-~]([ -~]*[!-~])?$"  # ASCII without spaces around it: such a text is what it says


class Absent:
    """A cell that is not there."""


ABSENT = Absent()


@dataclass(frozen=True, slots=True)
class Column:
    """A fact's values, with those that can be none told apart from the unknown; *odd* does not fit."""

    values: pl.Series
    unknown: pl.Series | None
    odd: pl.Series


def typed(
    facts: Mapping[str, Fact], cells: Mapping[str, Sequence[object] | pl.Series], read: ReadCell
) -> tuple[pl.DataFrame, pl.Series]:
    """Columns of cells as columns of values, and which rows have a cell that does not fit.

    A column is a series of texts, null where a cell is absent, or a sequence of any objects. *facts*
    are by the column's name, a flag as a boolean fact. A flag says that what can be none is unknown,
    as an absent cell does.
    """
    odd = pl.repeat(False, len(next(iter(cells.values()), ())), dtype=pl.Boolean, eager=True)
    found: dict[str, pl.Series] = {}
    for name, fact in facts.items():
        read_in = column(fact, cells[name], read)
        found[name] = read_in.values.alias(name)
        odd = odd | read_in.odd
        if read_in.unknown is not None:
            flag = name + UNKNOWN_SUFFIX
            found[flag] = read_in.unknown if flag not in found else read_in.unknown | found[flag]
    return pl.DataFrame(found), odd


def column(fact: Fact, cells: Sequence[object] | pl.Series, read: ReadCell) -> Column:
    """The values of a fact's cells; what *read* refuses is null and odd."""
    return _Remembering(fact, read).column(cells)


def stored_type(fact: Fact) -> Dtype:
    """The type of a column of values, in whose records a flag says what is unknown though it can be none."""
    if fact.type != "list":
        return storage(fact)
    fields: dict[str, Dtype] = {}
    for name, field in fact.fields.items():
        fields[name] = storage(field)
        if field.none_allowed:
            fields[name + UNKNOWN_SUFFIX] = pl.Boolean
    return pl.List(pl.Struct(fields))


class Odd:
    """A cell that does not fit."""


ODD = Odd()


class _Remembering:
    """Reads the cells of a column, each different one once."""

    def __init__(self, fact: Fact, read: ReadCell) -> None:
        self._fact, self._read = fact, read
        self._found: dict[tuple[type, object], Value | Odd] = {}

    def column(self, cells: Sequence[object] | pl.Series) -> Column:
        """The values of cells; what is refused is null and odd."""
        if not isinstance(cells, pl.Series):
            return self._column([self(cell) for cell in cells])
        if self._fact.type not in ("identifier", "string") or self._fact.none_allowed:
            return self._of_texts(cells)
        plain = cells.str.contains(_PLAIN) & (cells.str.len_bytes() <= LONGEST_STRING)
        rest = self._of_texts(cells.set(plain, None))
        return Column(cells.zip_with(plain, rest.values), None, rest.odd)

    def _of_texts(self, texts: pl.Series) -> Column:
        """The values of texts: those that differ are read, and the others looked up."""
        different = texts.drop_nulls().unique()
        numbers = pl.int_range(different.len(), dtype=pl.UInt32, eager=True)
        places = texts.replace_strict(different, numbers).cast(pl.UInt32)  # of no texts, texts
        read = self._column([self(text) for text in different])
        unknown = None if read.unknown is None else read.unknown.gather(places).fill_null(True)
        return Column(read.values.gather(places), unknown, read.odd.gather(places).fill_null(False))

    def _column(self, found: Sequence[Value | Odd]) -> Column:
        fact = self._fact
        values = _lists(fact, found) if fact.type == "list" else _singles(fact, found)
        odd = pl.Series([isinstance(each, Odd) for each in found], dtype=pl.Boolean)
        if not fact.none_allowed:
            return Column(values, None, odd)
        flags = [isinstance(each, Unknown) for each in found]
        return Column(values, pl.Series(fact.id + UNKNOWN_SUFFIX, flags, dtype=pl.Boolean), odd)

    def __call__(self, cell: object) -> Value | Odd:
        if isinstance(cell, Absent):
            return UNKNOWN
        try:
            key = type(cell), cell
            if key in self._found:
                return self._found[key]
        except Exception:  # a list, or an object of the caller's: when compared, it may do anything
            return self._value(cell)
        value = self._value(cell)
        if len(self._found) < MOST_REMEMBERED:
            self._found[key] = value
        return value

    def _value(self, cell: object) -> Value | Odd:
        try:
            return self._read(self._fact, cell)
        except Refused:
            return ODD


def _singles(fact: Fact, found: Iterable[Value | Odd]) -> pl.Series:
    return pl.Series(fact.id, [_stored(fact, each) for each in found], dtype=storage(fact))


def _stored(fact: Fact, value: Value | Odd) -> object:
    """A value as it is stored in a column: null where it is unknown, none or odd."""
    match value:
        case Unknown() | Odd() | None:
            return None
        case Decimal():
            return float(value)
        case _:
            return str(value) if fact.type == "identifier" else value


def _lists(fact: Fact, found: Sequence[Value | Odd]) -> pl.Series:
    """Lists of records: all records field by field, and then put together by whose they are."""
    lists = [each if isinstance(each, tuple) else None for each in found]
    records = [record for each in lists for record in each or ()]
    whose = [at for at, each in enumerate(lists) for _ in each or ()]
    columns = {}
    for name, field in fact.fields.items():
        values = [record[name] for record in records]
        columns[name] = _singles(field, values)
        if field.none_allowed:
            unknown = [isinstance(each, Unknown) for each in values]
            columns[name + UNKNOWN_SUFFIX] = pl.Series(unknown, dtype=pl.Boolean)
    of_whom = pl.Series("at", whose, dtype=pl.UInt32)
    gathered = (
        pl.DataFrame([of_whom, pl.DataFrame(columns).to_struct(fact.id)]).group_by("at").all()
    )
    everyone = pl.DataFrame([
        pl.int_range(len(lists), dtype=pl.UInt32, eager=True).alias("at"),
        pl.Series("known", [each is not None for each in lists], dtype=pl.Boolean),
    ])  # fmt: skip
    joined = everyone.join(gathered, on="at", how="left", maintain_order="left")
    empty = pl.lit(pl.Series([[]], dtype=stored_type(fact)))
    known = pl.when("known").then(pl.col(fact.id).fill_null(empty))
    return joined.select(known.alias(fact.id)).to_series()
