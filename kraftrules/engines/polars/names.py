"""Lists of names, looked up by the bits that say which names are in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from kraftrules.engines.polars.columns import WIDTH, Words
from kraftrules.engines.polars.sheet import Sheet

LIST = pl.List(pl.String)
_PLACE = ".place"


class Names:
    """Names in an order, and every list of them that one word can stand for."""

    def __init__(self, names: Sequence[str]) -> None:
        self._tables = [_table(tuple(names[at : at + WIDTH])) for at in range(0, len(names), WIDTH)]

    def lists(self, words: Words, sheet: Sheet) -> pl.Expr:
        """The list that the words stand for, in each row of a sheet."""
        if not words:
            return pl.lit(pl.Series([[]], dtype=LIST)).first()
        if len(words) == 1:
            ((word, bits),) = words.items()
            return self._list(word, bits)
        lists, places = self.looked_up(words, sheet)
        (column,) = sheet.add([places])
        return pl.lit(lists).gather(column)

    def looked_up(
        self, words: Words, sheet: Sheet, holds: pl.Series | None = None
    ) -> tuple[pl.Series, pl.Series]:
        """The lists that the words stand for, each once, and the place in them of each row of a
        sheet, or of those in which something *holds*."""
        named = {word: f".word{word}" for word in sorted(words)}
        sets = sheet.select([words[word].alias(name) for word, name in named.items()], holds)
        each = sets.unique().with_row_index(_PLACE)
        lists = each.select(
            pl.concat_list(self._list(word, pl.col(name)) for word, name in named.items())
        )
        places = sets.join(each, on=list(named.values()), how="left", maintain_order="left")
        return lists.to_series(), places.get_column(_PLACE)

    def _list(self, word: int, bits: pl.Expr) -> pl.Expr:
        return pl.lit(self._tables[word]).gather(bits)


@lru_cache(maxsize=64)
def _table(names: tuple[str, ...]) -> pl.Series:
    """The lists that a word stands for, by the word."""
    word = pl.int_range(1 << len(names), dtype=pl.Int64)
    members = [
        pl.when(word // (1 << at) % 2 == 1).then(pl.lit(name)) for at, name in enumerate(names)
    ]
    return pl.select(pl.concat_list(members).list.drop_nulls().alias("names")).to_series()
