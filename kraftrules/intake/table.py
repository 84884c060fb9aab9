"""The candidates of an intake out of a table: judged in columns, by what decisions and the intake read together."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any, cast

import polars as pl

from kraftrules.cells import read_typed
from kraftrules.decision import Decision
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.polars import decide, source
from kraftrules.engines.polars.cells import rows
from kraftrules.engines.polars.closer import Refuse, facts_of
from kraftrules.engines.polars.sheet import ROW
from kraftrules.engines.polars.source import Batch, Source
from kraftrules.engines.polars.verdicts import Judge, Verdicts, key_names, whole_key
from kraftrules.intake.candidates import Candidates, Standing
from kraftrules.intake.columns import Coded
from kraftrules.intake.ids import PERSON_ID, missing_id, mixed, same_as
from kraftrules.intake.plan import IntakePlan
from kraftrules.intake.reader import MOST_PROBLEMS, Reader
from kraftrules.plan import Plan, settle_pattern
from kraftrules.refusal import shown
from kraftrules.text import Text
from kraftrules.values import UNKNOWN, Value
from kraftrules.vocabulary import UNKNOWN_SUFFIX, Fact

AT_ONCE = 50_000  # people who are made into facts together
_FACTS = ".facts"
Facts = Mapping[str, Value]


def read_table(plan: IntakePlan, reader: Reader, source: Source, on: date) -> Candidates:
    """Everyone in a table, in the order of its rows.

    Raises `FactError` for cells that do not fit, for rows without an id, and where somebody stands on
    several rows.
    """
    if not source.layout.has_ids:
        raise FactError([missing_id("")])
    found = TableReader(plan, reader, source, on).read()
    problems = list(islice(_wrong_ids(found.ids, source.first), MOST_PROBLEMS))
    if problems:
        raise FactError(problems)
    return found


def _wrong_ids(ids: Sequence[str | int], first: int) -> Iterator[FactProblem]:
    """What is wrong with ids, by rows of which the first has the number *first*."""
    texts = [str(each).strip() for each in ids]
    if len({*texts, ""}) > len(texts):
        return
    seen: dict[str, int] = {}
    for at, (own, text) in enumerate(zip(ids, texts, strict=True), first):
        before = seen.setdefault(text, at)
        given = Text(f"{shown(own)} på rad {at}", f"{shown(own)} in row {at}")
        if not text:
            yield missing_id(given)
        elif before != at:
            row = Text(f"på rad {before}", f"in row {before}")
            yield FactProblem(PERSON_ID, given, same_as(row), mixed(own, ids[before - first]))


@dataclass(frozen=True)
class TableReader:
    """Reads the candidates of a table on a day; *reader* reads those whom columns cannot hold.

    *exact* has the facts of those, by the row's number from 0, and *number_ids* the ids that are
    numbers where the column is of texts. A row that does not fit is told to *refuse*, or raised.
    """

    plan: IntakePlan
    reader: Reader
    source: Source
    on: date
    refuse: Refuse | None = None
    exact: dict[int, Facts] = field(default_factory=dict)
    number_ids: dict[int, int] = field(default_factory=dict)

    def read(self) -> Candidates:
        """Everyone, in the order of the rows; raises `FactError` for cells that do not fit."""
        schema = pl.Schema({**self._judge.schema, _FACTS: self._kept_type})
        frame = self.source.batched(self.judged, schema, self.plan.whole).collect()
        return self.candidates(frame)

    def judged(self, batch: Batch) -> pl.DataFrame:
        """What is found of a batch, with the facts to decide by again."""
        found = self._judge(batch)
        if self.source.tells_types:
            self._see_numbers(batch)
        own = [
            pl.col(name).gather(pl.int_range(pl.len())) for name in self._kept
        ]  # no one else's memory
        kept = batch.frame.select(ROW, pl.struct(own).alias(_FACTS))
        if found.height < kept.height:
            kept = kept.join(found.select(ROW), on=ROW, how="semi", maintain_order="left")
        return found.hstack([kept.get_column(_FACTS)])

    def candidates(self, frame: pl.DataFrame) -> Candidates:
        """Those of whom all has been found."""
        numbers = frame.get_column(ROW).to_list()
        kept = _Kept(self, numbers, frame.get_column(_FACTS).struct.unnest())
        columns = {name: self._column(frame, name) for name in self.plan.whole.wanted}
        values = tuple(
            columns[name] if name in columns else _Asked(self, kept, at)
            for at, name in enumerate(self.plan.reading.wanted)
        )
        return Candidates(kept.ids, self._standings(frame), values, kept.decisions, kept.missing)

    @cached_property
    def _judge(self) -> Judge:
        closer = self.source.closer(self._one, self.refuse)

        def one_by_one(cells: Iterable[dict[str, object]]) -> Iterator[tuple[int, Verdicts]]:
            for row, (verdicts, facts) in closer(cells):
                self.exact[row] = facts
                yield row, verdicts

        return Judge(self.plan.whole, self.source.layout, self.on, one_by_one)

    def _one(self, facts: dict[str, Value]) -> tuple[Verdicts, Facts]:
        """The verdicts on one person, and the facts that they are by."""
        key, values = self.reader.judged(facts, self.on)
        by_name = dict(zip(self.plan.reading.wanted, values, strict=True))
        return (key, tuple(by_name[name] for name in self.plan.whole.wanted)), facts

    @cached_property
    def _kept(self) -> list[str]:
        """The columns of the facts that are read, with their flags."""
        layout = self.source.layout
        read = [PERSON_ID, *(fact.id for fact in self.plan.whole.inputs)]
        names = [*read, *(name + UNKNOWN_SUFFIX for name in layout.flags)]
        return [name for name in dict.fromkeys(names) if name in layout.types]

    @property
    def _kept_type(self) -> pl.Struct:
        return pl.Struct({name: self.source.layout.types[name] for name in self._kept})

    def _see_numbers(self, batch: Batch) -> None:
        """Note what is a number among identifiers that columns hold as texts."""
        facts = [fact for fact in self.plan.whole.inputs if fact.type == "identifier"]
        for cells in batch.originals(batch.frame):
            row = cells.pop(ROW)
            assert isinstance(row, int)
            given = cells.get(PERSON_ID)
            if isinstance(given, int | float) and row not in self.exact:
                self.number_ids[row] = int(given)
            if any(isinstance(cells.get(fact.id), int | float) for fact in facts):
                self.exact[row] = facts_of(self.source.layout, cells, self.source.read)

    def _standings(self, frame: pl.DataFrame) -> Coded[Standing]:
        levels, codes = _coded(frame.select(key_names(self.plan.whole)))
        return Coded(tuple(self._standing(row) for row in levels), codes)

    def _standing(self, keys: Sequence[int]) -> Standing:
        key = whole_key(keys)
        width = 2 * len(self.plan.plan.conditions)
        found = settle_pattern(self.plan.plan, key & (1 << width) - 1)
        standing = Standing(
            found.outcome, found.not_met, found.exclusions_met, found.points, found.points_at_most
        )
        return standing._replace(verdicts=key >> width) if standing.is_considered else standing

    def _column(self, frame: pl.DataFrame, name: str) -> Coded[Value]:
        fact = self.plan.plan.facts[name]
        flags = [name + UNKNOWN_SUFFIX] if fact.none_allowed else []
        levels, codes = _coded(frame.select(name, *flags))
        return Coded(tuple(_value(fact, *row) for row in levels), codes)


@dataclass(frozen=True)
class _Kept:
    """The facts of everyone, as columns; *numbers* are those of the rows."""

    reader: TableReader
    numbers: Sequence[int]
    frame: pl.DataFrame

    @cached_property
    def ids(self) -> list[str | int]:
        """Who the rows are about."""
        layout = self.reader.source.layout
        read = layout.readers[PERSON_ID].value(pl.col(PERSON_ID))
        found: list[str | int] = self.frame.select(read).to_series().to_list()
        exact, numbers = self.reader.exact, self.reader.number_ids
        for at, row in enumerate(self.numbers if exact or numbers else ()):
            if row in exact:
                found[at] = exact[row][PERSON_ID]  # type: ignore[assignment]
            elif row in numbers:
                found[at] = numbers[row]
        return found

    def facts(self, numbers: Iterable[int]) -> Iterator[Facts]:
        """The known facts of people of some numbers."""
        waiting = list(numbers)
        for start in range(0, len(waiting), AT_ONCE):
            some = waiting[start : start + AT_ONCE]
            for number, cells in zip(some, rows(self.frame[some]), strict=True):
                yield self._facts(number, cells)

    def _facts(self, number: int, cells: Mapping[str, object]) -> Facts:
        row = self.numbers[number]
        if row in self.reader.exact:
            return self.reader.exact[row]
        found = facts_of(self.reader.source.layout, cells, read_typed)
        return {**found, PERSON_ID: self.ids[number]}

    def decisions(self, numbers: Iterable[int]) -> Iterator[Decision]:
        """The decisions about people of some numbers."""
        decide = self.reader.reader.decided
        return (decide(facts, self.reader.on) for facts in self.facts(numbers))

    def missing(self, numbers: Iterable[int]) -> Iterator[Sequence[str]]:
        """What is missing from the decisions about people of some numbers: told in columns."""
        waiting = list(numbers)
        plain = [number for number in waiting if self.numbers[number] not in self.reader.exact]
        engine = _Engine(self.reader.plan.plan, self.reader.reader)
        people = source(engine.plan.facts, self.frame[plain].lazy())
        found = decide(engine, people, self.reader.on).collect().get_column("missing")
        told = dict(zip(plain, found.to_list(), strict=True))
        for number in waiting:
            yield told[number] if number in told else next(self.decisions([number])).missing


@dataclass(frozen=True, slots=True)
class _Engine:
    """The engine for one person, for what columns turn out not to hold."""

    plan: Plan
    reader: Reader

    def decide(self, facts: Mapping[str, object], on: date, _: bool = False) -> Decision:
        """The decision by facts that have been read."""
        return self.reader.decided(cast(Facts, facts), on)


@dataclass(frozen=True)
class _Asked(Sequence[Value]):
    """A fact that columns do not hold as it is: read of one person when asked for."""

    reader: TableReader
    kept: _Kept
    at: int

    def __len__(self) -> int:
        return len(self.kept.numbers)

    def __getitem__(self, number: int) -> Value:  # type: ignore[override]
        facts = next(self.kept.facts([number]))
        return self.reader.reader.judged(facts, self.reader.on)[1][self.at]


def _coded(frame: pl.DataFrame) -> tuple[list[tuple[Any, ...]], Sequence[int]]:
    """The different rows of a frame, in the order in which they first stand, and which each row is."""
    names = frame.columns
    if not names:
        return [()], array("I", bytes(4 * frame.height))
    groups = frame.with_row_index(ROW).group_by(names, maintain_order=True).agg(ROW)
    numbered = groups.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("code"), ROW)
    codes = numbered.explode(ROW).sort(ROW).get_column("code")
    return groups.select(names).rows(), array("I", codes.to_list())


def _value(fact: Fact, stored: object, unknown: bool | None = None) -> Value:
    if unknown or (stored is None and not fact.none_allowed):
        return UNKNOWN
    return None if stored is None else read_typed(fact, stored)
