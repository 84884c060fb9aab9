"""Verdicts of any reading's conditions as columns, for those who count or rank by them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

import polars as pl

from kraftrules.cells import read_typed
from kraftrules.diagnostics import FactError
from kraftrules.engines.polars.border import storage
from kraftrules.engines.polars.cells import rows
from kraftrules.engines.polars.closer import Wrong, facts_of, together
from kraftrules.engines.polars.columns import Column, NotExact
from kraftrules.engines.polars.judge import Judged, judge
from kraftrules.engines.polars.layout import UNKNOWN_SUFFIX, Layout
from kraftrules.engines.polars.objects import column
from kraftrules.engines.polars.pieces import in_pieces
from kraftrules.engines.polars.sheet import ROW
from kraftrules.reading import Reading
from kraftrules.values import Value
from kraftrules.vocabulary import Fact

CONDITIONS_A_KEY = 31  # two bits each: 1 met, 2 not met, 0 unknown
JudgeOne = Callable[[Mapping[str, object], date], tuple[int, tuple[Value, ...]]]


def key_names(reading: Reading) -> list[str]:
    """The columns that hold the verdicts, `CONDITIONS_A_KEY` conditions each."""
    count = -(-len(reading.conditions) // CONDITIONS_A_KEY)
    return [f"verdicts{at}" for at in range(count)]


@dataclass(frozen=True)
class Judge:
    """Judges batches of a table; immutable, and safe to share between threads.

    *judge_one* judges one person, as `kraftrules.engines.python.compile_reading` does: those whose
    facts columns cannot hold. Raises `FactError` for the first rows that are wrong.
    """

    reading: Reading
    layout: Layout
    today: date
    judge_one: JudgeOne

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

    def __call__(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The verdicts on a batch, whose rows are numbered in `ROW`."""
        frame = frame.rechunk()
        fits = frame.select(self.layout.fitting().alias("fits"), ROW).get_column("fits")
        plain = frame if fits.all() else frame.filter(fits)
        try:
            found, beyond = in_pieces(self._judge, plain)
        except NotExact:
            return self._one_by_one(frame)
        if plain is frame and not beyond.any():
            return found
        odd = pl.concat([frame.filter(~fits), plain.filter(beyond)]).sort(ROW)
        return pl.concat([found.filter(~beyond), self._one_by_one(odd)]).sort(ROW)

    def _judge(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
        """The verdicts, and where a fact that was worked out is out of its bounds."""
        judged = judge(self.reading, self.layout, frame, self.today)
        found = judged.sheet.frame.select(ROW, *self._keys(judged), *self._wanted(judged))
        beyond = judged.sheet.frame.select(judged.beyond.alias("beyond"), ROW).get_column("beyond")
        return found, beyond

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

    def _one_by_one(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The verdicts on rows one by one."""
        numbers, keys, values = [], [], []
        wrong: list[Wrong] = []
        for cells in rows(frame):
            row = cells.pop(ROW)
            assert isinstance(row, int)
            try:
                key, wanted = self.judge_one(self._facts(cells), self.today)
            except FactError as error:
                wrong += [(row + 1, problem) for problem in error.problems]
                continue
            numbers.append(row)
            keys.append(key)
            values.append(wanted)
        if wrong:
            raise FactError(together(wrong, self.layout.types))
        return pl.DataFrame(
            [pl.Series(ROW, numbers, dtype=pl.UInt32), *self._split(keys), *self._stored(values)]
        )

    def _facts(self, cells: Mapping[str, object]) -> dict[str, Value]:
        found = facts_of(self.layout, cells, read_typed)
        return {fact.id: found[fact.id] for fact in self.reading.inputs if fact.id in found}

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
