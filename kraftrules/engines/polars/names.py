"""Lists of names, looked up by the bits that say which names are in them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kraftrules.engines.polars.columns import WIDTH, Words

LIST = pl.List(pl.String)


class Names:
    """Names in an order, and every list of them that one word can stand for."""

    def __init__(self, names: Sequence[str]) -> None:
        self._tables = [_table(names[at : at + WIDTH]) for at in range(0, len(names), WIDTH)]

    def lists(self, words: Words, frame: pl.DataFrame) -> pl.Series:
        """The list that each row's words stand for; the words are columns of the frame."""
        used = {word: f".word{word}" for word in sorted(words)}
        if not used:
            return pl.repeat([], frame.height, dtype=LIST, eager=True)
        sets = frame.select(bits.alias(used[word]) for word, bits in words.items())
        if len(used) == 1:
            ((word, name),) = used.items()
            return self._tables[word].gather(sets.get_column(name))
        distinct = sets.unique()
        parts = [
            self._tables[word].gather(distinct.get_column(name)) for word, name in used.items()
        ]
        named = [part.alias(f".part{at}") for at, part in enumerate(parts)]
        lists = distinct.with_columns(pl.concat_list(named).alias(".list"))
        return sets.join(lists, on=list(used.values()), how="left", maintain_order="left").get_column(".list")  # fmt: skip


def _table(names: Sequence[str]) -> pl.Series:
    """The lists that a word stands for, by the word."""
    lists = [
        [name for at, name in enumerate(names) if word >> at & 1] for word in range(1 << len(names))
    ]
    return pl.Series(lists, dtype=LIST)
