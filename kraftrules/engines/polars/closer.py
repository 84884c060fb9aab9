"""Rows that columns cannot hold, or that do not fit: each looked at by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Generic, TypeVar

import polars as pl

from kraftrules.cells import both, read_typed
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.polars.layout import PERSON_ID, Layout, fact_of
from kraftrules.engines.polars.sheet import ROW
from kraftrules.refusal import Refused, allowed
from kraftrules.text import Text
from kraftrules.values import Unknown, Value
from kraftrules.vocabulary import UNKNOWN_SUFFIX, Fact

MOST_WRONG = 1000  # rows that are looked at before it is told what is wrong
MOST_SHOWN = 3
Wrong = tuple[int, FactProblem]  # the row's number, as people count
ReadCell = Callable[[Fact, object], Value]
Refuse = Callable[[int, Sequence[FactProblem]], None]
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Closer(Generic[Found]):
    """Looks at rows one by one: *find* is asked about the known facts of each.

    *read* makes values of cells. A row that does not fit is told to *refuse*, with its number from *first*
    and all that is wrong with it; without that, `FactError` is raised with the first such rows, and the
    *types* of columns that have some.
    """

    layout: Layout
    find: Callable[[dict[str, Value]], Found]
    read: ReadCell = read_typed
    refuse: Refuse | None = None
    first: int = 1
    types: Mapping[str, pl.DataType] = field(default_factory=dict)

    def __call__(self, cells_of_rows: Iterable[dict[str, object]]) -> Iterator[tuple[int, Found]]:
        """What is found for each row that fits, with its number from 0, which it has in `ROW`."""
        wrong: list[Wrong] = []
        for cells in cells_of_rows:
            row = cells.pop(ROW)
            assert isinstance(row, int)
            try:
                yield row, self.find(facts_of(self.layout, cells, self.read))
            except FactError as error:
                if self.refuse is not None:
                    self.refuse(row + self.first, error.problems)
                    continue
                wrong += [(row + self.first, problem) for problem in error.problems]
                if len(wrong) >= MOST_WRONG:
                    break
        if wrong:
            raise FactError(together(wrong, self.types))


def facts_of(layout: Layout, cells: Mapping[str, object], read: ReadCell) -> dict[str, Value]:
    """The known facts of a row; raises `FactError` with all that does not fit."""
    values: dict[str, Value] = {}
    problems: list[FactProblem] = []
    said: dict[str, Value] = {}
    for name in layout.types:
        if name not in cells:
            continue
        fact = layout.facts.get(name) or fact_of(layout.facts, name)
        assert fact is not None, "only facts and flags are read"
        try:
            (values if name in layout.facts else said)[name] = read(fact, cells[name])
        except Refused as refused:
            problems.append(refused.problem)
    for name, value in list(values.items()):
        unknown = said.get(name + UNKNOWN_SUFFIX) is True
        if isinstance(value, Unknown) or (unknown and value is None):
            del values[name]
        elif unknown:
            problems.append(both(name, name))
    wrong = {problem.fact for problem in problems}
    if layout.has_ids and PERSON_ID not in values and PERSON_ID not in wrong:
        problems.append(FactProblem(PERSON_ID, Text("inget", "nothing"), allowed(layout.facts[PERSON_ID])))  # fmt: skip
    if problems:
        raise FactError(problems)
    return values


def together(wrong: Sequence[Wrong], types: Mapping[str, pl.DataType]) -> list[FactProblem]:
    """What is wrong in rows, told once a fact, with the column's type and the first rows."""
    by_fact = sorted(wrong, key=lambda each: each[1].fact)
    return [
        _first(list(group), types.get(fact))
        for fact, group in groupby(by_fact, key=lambda each: each[1].fact)
    ]


def _first(wrong: Sequence[Wrong], dtype: pl.DataType | None) -> FactProblem:
    _, problem = wrong[0]
    more = len(wrong) - MOST_SHOWN
    sv = ", ".join(f"{each.given} på rad {row}" for row, each in wrong[:MOST_SHOWN])
    en = ", ".join(f"{_english(each.given)} in row {row}" for row, each in wrong[:MOST_SHOWN])
    if more > 0:
        sv, en = f"{sv} och minst {more} till", f"{en} and at least {more} more"
    if dtype is not None:
        sv, en = f"{sv} (kolumnen är {dtype})", f"{en} (the column is {dtype})"
    return FactProblem(problem.fact, Text(sv, en), problem.allowed, problem.hint)


def _english(given: str) -> str:
    return given.en if isinstance(given, Text) else given
