"""Verdicts of any reading's conditions as columns, for those who count or rank by them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

import polars as pl

from kraftrules.engines.polars.border import storage
from kraftrules.engines.polars.columns import Column
from kraftrules.engines.polars.judge import Judged, judge
from kraftrules.engines.polars.layout import Layout
from kraftrules.engines.polars.objects import column
from kraftrules.engines.polars.sheet import ROW
from kraftrules.engines.polars.source import Batch
from kraftrules.reading import Reading
from kraftrules.values import Value
from kraftrules.vocabulary import UNKNOWN_SUFFIX, Fact

CONDITIONS_A_KEY = 31  # two bits each: 1 met, 2 not met, 0 unknown
Verdicts = tuple[int, tuple[Value, ...]]
JudgeOne = Callable[[Mapping[str, object], date], Verdicts]
OneByOne = Callable[[Iterable[dict[str, object]]], Iterable[tuple[int, Verdicts]]]
_BEYOND = ".beyond"


def key_names(reading: Reading) -> list[str]:
    """The columns that hold the verdicts, `CONDITIONS_A_KEY` conditions each."""
    count = -(-len(reading.conditions) // CONDITIONS_A_KEY)
    return [f"verdicts{at}" for at in range(count)]


def whole_key(parts: Iterable[int]) -> int:
    """The verdicts of all conditions as one number, out of the columns that hold them."""
    return sum(part << 2 * CONDITIONS_A_KEY * at for at, part in enumerate(parts))


@dataclass(frozen=True)
class Judge:
    """Judges batches of a table; immutable, and safe to share between threads.

    *one_by_one* judges the rows whose facts columns cannot hold, or that do not fit: it gives each
    row's number from 0, and what `kraftrules.engines.python.compile_reading` finds.
    """

    reading: Reading
    layout: Layout
    today: date
    one_by_one: OneByOne

    @property
    def schema(self) -> pl.Schema:
        """The row's number from 0, the verdicts, and the values wanted; a flag tells none from unknown."""
        types: dict[str, pl.DataType] = {ROW: pl.UInt32()}
        types |= dict.fromkeys(key_names(self.reading), pl.Int64())
        for name in self.reading.wanted:
            fact = self.reading.facts[name]
            types[name] = storage(fact)  # type: ignore[assignment]
            if fact.none_allowed:
                types[name + UNKNOWN_SUFFIX] = pl.Boolean()
        return pl.Schema(types)

    def __call__(self, batch: Batch) -> pl.DataFrame:
        """The verdicts on a batch; rows that are left out one by one are left out here."""
        return batch.judged(self.layout, self._in_columns, self._one_by_one)

    def _in_columns(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
        judged = judge(self.reading, self.layout, frame, self.today)
        found = judged.sheet.frame.select(
            ROW, *self._keys(judged), *self._wanted(judged), judged.beyond.alias(_BEYOND)
        )
        return found.drop(_BEYOND), found.get_column(_BEYOND)

    def _keys(self, judged: Judged) -> Iterator[pl.Expr]:
        for at, name in enumerate(key_names(self.reading)):
            truths = judged.truths[at * CONDITIONS_A_KEY :][:CONDITIONS_A_KEY]
            bits = [_bits(each.expr) * (1 << 2 * place) for place, each in enumerate(truths)]
            yield pl.sum_horizontal(bits).cast(pl.Int64).alias(name)

    def _wanted(self, judged: Judged) -> Iterator[pl.Expr]:
        for name in self.reading.wanted:
            found = judged.names[name]
            assert isinstance(found, Column), "single values are asked for, no lists"
            yield found.expr.alias(name)
            if found.unknown is not None:
                yield found.unknown.alias(name + UNKNOWN_SUFFIX)

    def _one_by_one(self, cells_of_rows: Iterable[dict[str, object]]) -> pl.DataFrame:
        """The verdicts on rows one by one."""
        found = list(self.one_by_one(cells_of_rows))
        numbers = pl.Series(ROW, [row for row, _ in found], dtype=pl.UInt32)
        keys, values = [key for _, (key, _) in found], [wanted for _, (_, wanted) in found]
        return pl.DataFrame([numbers, *self._split(keys), *self._stored(values)])

    def _split(self, keys: Iterable[int]) -> Iterator[pl.Series]:
        width, found = 2 * CONDITIONS_A_KEY, list(keys)
        for at, name in enumerate(key_names(self.reading)):
            parts = [key >> width * at & (1 << width) - 1 for key in found]
            yield pl.Series(name, parts, dtype=pl.Int64)

    def _stored(self, values: list[tuple[Value, ...]]) -> Iterator[pl.Series]:
        for at, name in enumerate(self.reading.wanted):
            read = column(self.reading.facts[name], [each[at] for each in values], _as_it_is)
            yield read.values
            if read.unknown is not None:
                yield read.unknown


def _as_it_is(_: Fact, value: object) -> Value:
    return cast(Value, value)


def _bits(truth: pl.Expr) -> pl.Expr:
    return pl.when(truth).then(1).when(~truth).then(2).otherwise(0).cast(pl.Int64)
