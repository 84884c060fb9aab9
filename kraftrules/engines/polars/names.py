"""Lists of names, looked up by the bits that say which names are in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from kraftrules.engines.polars.columns import WIDTH, Words
from kraftrules.engines.polars.sheet import Sheet

LIST = pl.List(pl.String)


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
        names = {word: f".word{word}" for word in sorted(words)}
        sets = sheet.frame.select(words[word].alias(name) for word, name in names.items())
        parts = pl.concat_list(self._list(word, pl.col(name)) for word, name in names.items())
        lists = sets.unique().with_columns(parts.alias(".list"))
        found = sets.join(lists, on=list(names.values()), how="left", maintain_order="left")
        (column,) = sheet.add([found.get_column(".list")])
        return column

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
