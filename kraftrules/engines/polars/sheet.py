"""A frame while it is reckoned on: rows with the columns that conditions need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

import polars as pl

from kraftrules.engines.polars.columns import Column, Record, Records, Words

ROW, RECORD = ".row", ".record"
MOST_AT_ONCE = 1_000_000  # records laid out side by side


class Sheet:
    """A frame to which columns are added; names that begin with a dot are the engine's own."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = pl.DataFrame(frame.get_columns())  # lest a column be a single value, see below
        self._fresh = count()

    def keep(self, exprs: Sequence[pl.Expr]) -> list[pl.Expr]:
        """Reckon expressions out, all at once, and give them back as columns.

        Polars keeps a column that is the same in every row as a single value, and what it reckons
        from that and from a literal does not fit the frame: as a series it is a column like others.
        """
        names = [f".{next(self._fresh)}" for _ in exprs]
        pairs = zip(exprs, names, strict=True)
        found = self.frame.with_columns(expr.alias(name) for expr, name in pairs)
        self.frame = self.frame.hstack([found.get_column(name) for name in names])
        return [pl.col(name) for name in names]

    def get(self, column: pl.Expr) -> pl.Series:
        """A column's values."""
        return self.frame.get_column(column.meta.output_name())

    def add(self, series: Iterable[pl.Series]) -> list[pl.Expr]:
        """Add columns that were made elsewhere."""
        found = [each.alias(f".{next(self._fresh)}") for each in series]
        self.frame = self.frame.hstack(found)
        return [pl.col(each.name) for each in found]

    def keep_column(self, column: Column) -> Column:
        """Reckon a value out."""
        return _rebuilt(column, iter(self.keep(list(_parts(column)))))

    def keep_all(self, names: Mapping[str, Named]) -> dict[str, Named]:
        """Reckon values out, all at once."""
        columns = iter(self.keep([part for each in names.values() for part in _parts(each)]))
        return {name: _rebuilt_any(each, columns) for name, each in names.items()}


Named = Column | Records | Record


class Packed:
    """Values on their way into another frame, as columns with names of their own."""

    def __init__(self, names: Mapping[str, Named]) -> None:
        parts = [part for each in names.values() for part in _parts(each)]
        self._names = names
        self._columns = [f".in{at}" for at in range(len(parts))]
        self.exprs = [part.alias(name) for part, name in zip(parts, self._columns, strict=True)]

    def unpacked(self) -> dict[str, Named]:
        """The values as they stand in the other frame."""
        columns = iter([pl.col(name) for name in self._columns])
        return {name: _rebuilt_any(each, columns) for name, each in self._names.items()}


def _parts(named: Named) -> Iterator[pl.Expr]:
    """The expressions that a value consists of."""
    match named:
        case Column(expr=expr, unknown=unknown, missing=missing):
            yield expr
            yield from () if unknown is None else (unknown,)
            yield from missing.values()
        case Records(expr=expr, missing=missing, belongs=belongs, doubts=doubts):
            yield expr
            yield from () if belongs is None else (belongs,)
            yield from missing.values()
            yield from doubts.values()
        case Record(fields=fields):
            for each in fields.values():
                yield from _parts(each)


def _rebuilt_any(named: Named, columns: Iterator[pl.Expr]) -> Named:
    match named:
        case Column():
            return _rebuilt(named, columns)
        case Records():
            return _rebuilt_records(named, columns)
        case Record(fields=fields):
            return Record({name: _rebuilt(each, columns) for name, each in fields.items()})


def _rebuilt(column: Column, columns: Iterator[pl.Expr]) -> Column:
    expr = next(columns)
    unknown = None if column.unknown is None else next(columns)
    return Column(column.type, expr, unknown, _rebuilt_words(column.missing, columns))


def _rebuilt_records(records: Records, columns: Iterator[pl.Expr]) -> Records:
    expr = next(columns)
    belongs = None if records.belongs is None else next(columns)
    missing = _rebuilt_words(records.missing, columns)
    doubts = _rebuilt_words(records.doubts, columns)
    return Records(records.fact, records.fields, expr, missing, belongs, doubts)


def _rebuilt_words(words: Words, columns: Iterator[pl.Expr]) -> Words:
    return {word: next(columns) for word in words}


def chunks(rows: pl.DataFrame, lists: str) -> Iterator[pl.DataFrame]:
    """The rows in pieces, none of which has too many records for memory."""
    lengths = rows.get_column(lists).list.len()
    if rows.height < 2 or int(lengths.sum() or 0) <= MOST_AT_ONCE:
        yield rows
        return
    piece = (lengths.cast(pl.Int64).cum_sum() // MOST_AT_ONCE).alias(".piece")
    yield from rows.with_columns(piece).partition_by(".piece", include_key=False)


def where(frame: pl.DataFrame, holds: pl.Series) -> pl.DataFrame:
    """The rows of a frame, which has `ROW`, where something holds.

    Lists are taken by their places: Polars takes three times as long to filter them.
    """
    lists = [name for name, dtype in frame.schema.items() if dtype.is_nested()]
    flat, places = frame.drop(lists).filter(holds), holds.arg_true()
    return flat.hstack([frame.get_column(name).gather(places) for name in lists])
