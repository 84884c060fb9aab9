"""Decisions about a batch of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from kraftrules.decision import Decision
from kraftrules.engines.polars.columns import NOTHING, Words, any_of, joined, one
from kraftrules.engines.polars.judge import judge
from kraftrules.engines.polars.layout import PERSON_ID, Layout
from kraftrules.engines.polars.names import LIST, Names
from kraftrules.engines.polars.rules import OUTCOMES, UNDETERMINED, fold, outcome, points
from kraftrules.engines.polars.sheet import ROW, Sheet
from kraftrules.engines.polars.source import Batch
from kraftrules.plan import Plan

Decided = tuple[int, tuple[object, Decision]]  # the row's number from 0, the person, the decision
OneByOne = Callable[[Iterable[dict[str, object]]], Iterable[Decided]]


@dataclass(frozen=True)
class Decider:
    """Decides about batches of a table; immutable, and safe to share between threads.

    *one_by_one* decides about the rows that columns cannot hold, or that do not fit.
    """

    plan: Plan
    layout: Layout
    today: date
    one_by_one: OneByOne

    @cached_property
    def _names(self) -> Mapping[str, Names]:
        declared = self.plan.declared
        return {
            "not_met": Names([rule.id for rule in declared.criteria]),
            "exclusions": Names([rule.id for rule in declared.exclusions]),
            "missing": Names([fact.id for fact in self.plan.inputs]),
        }

    @cached_property
    def schema(self) -> pl.Schema:
        """The columns of a table of decisions."""
        types: dict[str, pl.DataType] = {PERSON_ID: self._id_type, "outcome": pl.String()}
        types |= dict.fromkeys(("not_met", "exclusions", "missing"), LIST)
        return pl.Schema(types | dict.fromkeys(("points", "points_at_most"), pl.Int64()))

    @property
    def _id_type(self) -> pl.DataType:
        """Whole numbers where ids are that, or where rows are numbered; otherwise text."""
        dtype = self.layout.types.get(PERSON_ID)
        return pl.Int64() if dtype is None or dtype.is_numeric() else pl.String()

    def __call__(self, batch: Batch) -> pl.DataFrame:
        """A decision a row."""
        return self.decide_batch(batch).select(*self.schema)

    def decide_batch(self, batch: Batch) -> pl.DataFrame:
        """Decisions with `ROW`, in its order."""
        return batch.judged(self.layout, self._decide, self._closely)

    def _closely(self, cells_of_rows: Iterable[dict[str, object]]) -> pl.DataFrame:
        """Decisions about rows one by one, with `ROW`."""
        found = [self._record(row, *each) for row, each in self.one_by_one(cells_of_rows)]
        return pl.DataFrame(found, {ROW: pl.UInt32, **self.schema}, orient="row")

    def _record(self, row: int, person_id: object, decided: Decision) -> tuple[object, ...]:
        return (
            row,
            self._id(row, person_id),
            decided.outcome.value,
            list(decided.not_met),
            list(decided.exclusions_met),
            list(decided.missing),
            decided.points,
            decided.points_at_most,
        )

    def _id(self, row: int, person_id: object) -> object:
        found = row + 1 if person_id is None else person_id
        return str(found) if self._id_type == pl.String else found

    def _decide(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
        """Decisions, with `ROW`, and where a fact that was worked out is out of its bounds."""
        bits = {fact.id: at for at, fact in enumerate(self.plan.inputs)}
        judged = judge(self.plan, self.layout, frame, self.today, bits)
        declared, truths, sheet = self.plan.declared, iter(judged.truths), judged.sheet
        whole, *criteria = fold(declared.target_group, truths)
        exclusions = [fold(rule, truths)[0] for rule in declared.exclusions]
        factors = [(fold(rule, truths)[0].expr, rule.points) for rule in declared.factors]
        not_met = joined(one(at, ~each.expr) for at, each in enumerate(criteria))
        met = joined(one(at, each.expr) for at, each in enumerate(exclusions))
        excluded = any_of(each.expr for each in exclusions)
        belongs, excluded, beyond = sheet.keep([whole.expr, excluded, judged.beyond])
        (code,) = sheet.keep([outcome(belongs, excluded)])
        missing = joined(each.missing for each in (whole, *exclusions))
        codes = sheet.get(code)
        decided = {
            PERSON_ID: self._ids().cast(self._id_type),
            "outcome": pl.lit(_WORDS).gather(code),
            "not_met": self._names["not_met"].lists(not_met, sheet),
            "exclusions": self._names["exclusions"].lists(met, sheet),
            "missing": self._missing(missing, sheet, codes == UNDETERMINED),
            "points": points(factors, False),
            "points_at_most": points(factors, True),
        }
        exprs = [expr.alias(name) for name, expr in decided.items()]
        return sheet.frame.select(ROW, *exprs), sheet.get(beyond)

    def _ids(self) -> pl.Expr:
        """Who the rows are about: as the table says, or else their numbers, from 1."""
        if not self.layout.has_ids:
            return pl.col(ROW).cast(pl.Int64) + 1
        found = self.layout.readers.get(PERSON_ID)
        return pl.lit(None) if found is None else found.value(pl.col(PERSON_ID))

    def _missing(self, missing: Words, sheet: Sheet, undetermined: pl.Series) -> pl.Expr:
        """The facts that could settle the rows that are undetermined; none for the others."""
        if not missing or not undetermined.any():
            return self._names["missing"].lists(NOTHING, sheet)
        lists, own = self._names["missing"].looked_up(missing, sheet, undetermined)
        table = pl.Series([[]], dtype=LIST).append(lists).rechunk()  # slow to look up in pieces
        places = pl.repeat(0, sheet.frame.height, dtype=pl.UInt32, eager=True)
        return pl.lit(table).gather(pl.lit(places.scatter(undetermined.arg_true(), own + 1)))


_WORDS = pl.Series([each.value for each in OUTCOMES])
