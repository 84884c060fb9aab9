"""A frame while it is reckoned on: rows with the columns that conditions need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

import polars as pl

from kraftrules.engines.polars.columns import Column, Record, Records, Words

ROW, RECORD = ".row", ".record"
MOST_AT_ONCE = 1_000_000  # records laid out side by side


class Sheet:
    """A frame to which columns are added; names that begin with a dot are the engine's own.

    What is missing is asked of few rows, and late: the sets of it are put off until then.
    """

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = pl.DataFrame(frame.get_columns())  # lest a column be a single value, see below
        self._put_off: list[dict[str, pl.Expr]] = []  # columns by name, each of those before it
        self._fresh = count()

    def keep(self, exprs: Sequence[pl.Expr]) -> list[pl.Expr]:
        """Reckon expressions out, all at once, and give them back as columns."""
        named = self._named(exprs)
        self.frame = _with(self.frame, named)
        return [pl.col(name) for name in named]

    def get(self, column: pl.Expr) -> pl.Series:
        """A column's values."""
        return self.frame.get_column(column.meta.output_name())

    def add(self, series: Iterable[pl.Series]) -> list[pl.Expr]:
        """Add columns that were made elsewhere."""
        found = [each.alias(f".{next(self._fresh)}") for each in series]
        self.frame = self.frame.hstack(found)
        return [pl.col(each.name) for each in found]

    def keep_column(self, column: Column) -> Column:
        """Reckon a value out; what is missing from it is put off."""
        return self.keep_all({"": column})[""]  # type: ignore[return-value]

    def keep_all(self, names: Mapping[str, Named]) -> dict[str, Named]:
        """Reckon values out, all at once; what is missing from them is put off."""
        values = iter(self.keep([part for each in names.values() for part in _values(each)]))
        sets = self._named([bits for each in names.values() for bits in _sets(each)])
        if sets:
            self._put_off.append(sets)
        missing = iter([pl.col(name) for name in sets])
        return {name: _rebuilt(each, values, missing) for name, each in names.items()}

    def select(self, exprs: Sequence[pl.Expr], holds: pl.Series | None = None) -> pl.DataFrame:
        """What expressions give, in all rows or in those where something *holds*.

        Of what was put off, that which they need is reckoned out, and in these rows alone.
        """
        needed = {ROW, *_roots(exprs)}
        found: list[dict[str, pl.Expr]] = []
        for put_off in reversed(self._put_off):
            found.append({name: expr for name, expr in put_off.items() if name in needed})
            needed |= _roots(found[-1].values())
        frame = self.frame.select(name for name in self.frame.columns if name in needed)
        rows = frame if holds is None else where(frame, holds)
        for named in reversed(found):
            rows = _with(rows, named) if named else rows
        return rows.select(exprs)

    def _named(self, exprs: Iterable[pl.Expr]) -> dict[str, pl.Expr]:
        return {f".{next(self._fresh)}": expr for expr in exprs}


def _with(frame: pl.DataFrame, named: Mapping[str, pl.Expr]) -> pl.DataFrame:
    """A frame with more columns.

    Polars keeps a column that is the same in every row as a single value, and what it reckons
    from that and from a literal does not fit the frame: as a series it is a column like others.
    """
    found = frame.with_columns(expr.alias(name) for name, expr in named.items())
    return frame.hstack([found.get_column(name) for name in named])


def _roots(exprs: Iterable[pl.Expr]) -> set[str]:
    return {name for expr in exprs for name in expr.meta.root_names()}


Named = Column | Records | Record


class Packed:
    """Values on their way into another frame, as columns with names of their own."""

    def __init__(self, names: Mapping[str, Named]) -> None:
        values = [part for each in names.values() for part in _values(each)]
        sets = [bits for each in names.values() for bits in _sets(each)]
        self._names, self._values = names, len(values)
        self.exprs = [part.alias(f".in{at}") for at, part in enumerate([*values, *sets])]

    def unpacked(self) -> dict[str, Named]:
        """The values as they stand in the other frame."""
        columns = [pl.col(each.meta.output_name()) for each in self.exprs]
        values, sets = iter(columns[: self._values]), iter(columns[self._values :])
        return {name: _rebuilt(each, values, sets) for name, each in self._names.items()}


def _values(named: Named) -> Iterator[pl.Expr]:
    """The expressions that a value consists of. Those of lists are all reckoned out at once, what is
    missing too: lists are slow to choose rows of."""
    match named:
        case Column(expr=expr, unknown=unknown):
            yield expr
            yield from () if unknown is None else (unknown,)
        case Records(expr=expr, missing=missing, belongs=belongs, doubts=doubts):
            yield expr
            yield from () if belongs is None else (belongs,)
            yield from missing.values()
            yield from doubts.values()
        case Record(fields=fields):
            for each in fields.values():
                yield from _values(each)


def _sets(named: Named) -> Iterator[pl.Expr]:
    """The sets of what is missing from a value, of which each is used late or never."""
    match named:
        case Column(missing=missing):
            yield from missing.values()
        case Record(fields=fields):
            for each in fields.values():
                yield from each.missing.values()


def _rebuilt(named: Named, values: Iterator[pl.Expr], sets: Iterator[pl.Expr]) -> Named:
    match named:
        case Column():
            return _rebuilt_column(named, values, sets)
        case Records():
            return _rebuilt_records(named, values)
        case Record(fields=fields):
            return Record(
                {name: _rebuilt_column(each, values, sets) for name, each in fields.items()}
            )


def _rebuilt_column(column: Column, values: Iterator[pl.Expr], sets: Iterator[pl.Expr]) -> Column:
    expr = next(values)
    unknown = None if column.unknown is None else next(values)
    return Column(column.type, expr, unknown, _rebuilt_words(column.missing, sets))


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
    flat = frame.drop(lists).filter(holds)
    if not lists:
        return flat
    places = holds.arg_true()
    return flat.hstack([frame.get_column(name).gather(places) for name in lists])
