"""A batch of rows, judged by the conditions of a reading, and decided about by those of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import polars as pl

from kraftrules.cells import read_typed
from kraftrules.decision import Decision
from kraftrules.diagnostics import FactError
from kraftrules.engines.polars.border import storage
from kraftrules.engines.polars.cells import rows
from kraftrules.engines.polars.closer import MOST_WRONG, ReadCell, Wrong, facts_of
from kraftrules.engines.polars.columns import Column, NotExact, all_of, any_of, joined, one, only
from kraftrules.engines.polars.fold import Scope, evaluate, value
from kraftrules.engines.polars.layout import PERSON_ID, Layout
from kraftrules.engines.polars.names import LIST, Names
from kraftrules.engines.polars.sheet import ROW, Named, Sheet
from kraftrules.plan import Outcome, Plan
from kraftrules.reading import Reading
from kraftrules.ruleset.declaration import DeclaredRule
from kraftrules.values import BOOLEAN, FIRST_DATE, LAST_DATE, Kind
from kraftrules.vocabulary import Fact

_OUTCOMES = (Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE, Outcome.EXCLUDED, Outcome.UNDETERMINED)


@dataclass(frozen=True, slots=True)
class Judged:
    """What conditions say of each row of a sheet. *beyond*: a fact that was worked out is out of bounds."""

    sheet: Sheet
    names: Mapping[str, Named]
    truths: tuple[Column, ...]
    beyond: pl.Expr


def judge(
    reading: Reading,
    layout: Layout,
    frame: pl.DataFrame,
    today: date,
    bits: Mapping[str, int] | None = None,
) -> Judged:
    """Judge rows whose cells all fit; raises `NotExact` where columns cannot hold what a condition reckons."""
    sheet = Sheet(frame)
    names = sheet.keep_all(layout.read(reading, bits))
    beyond = []
    for derivation in reading.derivations:
        fact = reading.facts[derivation.fact]
        given = names[fact.id]
        assert isinstance(given, Column), "no list is worked out"
        found = value(derivation.value, Scope(sheet, names, today))
        worked_out = sheet.keep_column(_alone(found, fact, bits))
        beyond.append(given.is_unknown & _beyond(fact, worked_out.expr))
        names[fact.id] = sheet.keep_column(_filled(given, worked_out, fact))
    for definition in reading.definitions:
        defined = evaluate(definition.value, Scope(sheet, names, today))
        names[definition.id] = (
            sheet.keep_column(defined) if isinstance(defined, Column) else defined
        )
    truths = [value(node, Scope(sheet, names, today)) for _, node in reading.conditions]
    exprs = sheet.keep([each.expr for each in truths])
    kept = (replace(each, expr=expr) for each, expr in zip(truths, exprs, strict=True))
    return Judged(sheet, names, tuple(kept), any_of(beyond))


def _alone(found: Column, fact: Fact, bits: Mapping[str, int] | None) -> Column:
    """A value worked out, as one of its fact: where it is unknown, the fact itself is missing."""
    if fact.type == "number" and found.type.kind is Kind.INTEGER:
        raise NotExact
    unknown = found.is_unknown if fact.none_allowed else None
    expr = found.expr if found.type.kind is not Kind.NONE else pl.lit(None, storage(fact))
    missing = (
        {} if bits is None else one(bits[fact.id], expr.is_null() if unknown is None else unknown)
    )
    return Column(fact.value_type, expr, unknown, missing)


def _filled(given: Column, worked_out: Column, fact: Fact) -> Column:
    """The value given, or else the one worked out."""
    if not fact.none_allowed:
        expr = pl.coalesce(given.expr, worked_out.expr)
        return Column(fact.value_type, expr, None, only(given.is_unknown, worked_out.missing))
    return Column(
        fact.value_type,
        pl.when(given.is_unknown).then(worked_out.expr).otherwise(given.expr),
        given.is_unknown & worked_out.is_unknown,
        only(given.is_unknown, worked_out.missing),
    )


def _beyond(fact: Fact, expr: pl.Expr) -> pl.Expr:
    match fact.type:
        case "date":
            return ~expr.is_between(FIRST_DATE, LAST_DATE).fill_null(True)
        case "integer":
            return ~expr.is_between(int(fact.low), int(fact.high)).fill_null(True)
        case "number":  # a bound may have more digits than a float: what is near is looked at
            return ~((expr > float(fact.low)) & (expr < float(fact.high))).fill_null(True)
        case _:
            return pl.lit(False)


Decide = Callable[[Mapping[str, object], date], Decision]
Refuse = Callable[[Sequence[Wrong]], None]
Originals = Callable[[pl.DataFrame], Iterable[dict[str, object]]]


@dataclass(frozen=True)
class Decider:
    """Decides about batches of a table; immutable, and safe to share between threads.

    *decide* decides about one person: about the rows that columns cannot hold, or that do not fit,
    whose cells *read* makes values of. *refuse* is told what is wrong in those; rows that are
    wrong are left out.
    """

    plan: Plan
    layout: Layout
    today: date
    decide: Decide
    refuse: Refuse
    read: ReadCell = read_typed

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

    def __call__(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A decision a row; *frame* has a column `ROW` that numbers the rows of the table from 0."""
        return self.decide_batch(frame, rows).select(*self.schema)

    def decide_batch(
        self, frame: pl.DataFrame, originals: Originals, odd: pl.Series | None = None
    ) -> pl.DataFrame:
        """Decisions with `ROW`, in its order. *originals* gives rows as they were before they became
        columns; those that are *odd* could not become that."""
        fits = frame.select(self.layout.fitting().alias("fits"), ROW).get_column("fits")
        fits = fits if odd is None else fits & ~odd
        plain = frame if fits.all() else frame.filter(fits)
        try:
            decided, beyond = self._decide(plain)
        except NotExact:
            return self._closely(originals(frame))
        if plain is frame and not beyond.any():
            return decided
        closely = self._closely(originals(pl.concat([frame.filter(~fits), plain.filter(beyond)])))
        return pl.concat([decided.filter(~beyond), closely]).sort(ROW)

    def _closely(self, cells_of_rows: Iterable[dict[str, object]]) -> pl.DataFrame:
        """Decisions about rows one by one, with `ROW`."""
        found: list[tuple[object, ...]] = []
        wrong: list[Wrong] = []
        for cells in cells_of_rows:
            number = cells.pop(ROW)
            assert isinstance(number, int)
            try:
                found.append((number, *self._record(cells, number + 1)))
            except FactError as error:
                wrong += [(number + 1, problem) for problem in error.problems]
                if len(wrong) >= MOST_WRONG:
                    self.refuse(wrong)
                    wrong = []
        if wrong:
            self.refuse(wrong)
        return pl.DataFrame(found, {ROW: pl.UInt32, **self.schema}, orient="row")

    def _record(self, cells: Mapping[str, object], number: int) -> tuple[object, ...]:
        values = facts_of(self.layout, cells, self.read)
        person_id = values.get(PERSON_ID, number)
        given = {fact.id: values[fact.id] for fact in self.plan.inputs if fact.id in values}
        decided = self.decide(given, self.today)
        return (
            str(person_id) if self._id_type == pl.String else person_id,
            decided.outcome.value,
            list(decided.not_met),
            list(decided.exclusions_met),
            list(decided.missing),
            decided.points,
            decided.points_at_most,
        )

    def _decide(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
        """Decisions, with `ROW`, and where a fact that was worked out is out of its bounds."""
        judged = judge(self.plan, self.layout, frame, self.today)
        declared, truths = self.plan.declared, iter(judged.truths)
        whole, *criteria = _fold(declared.target_group, truths)
        exclusions = [_fold(rule, truths)[0].expr for rule in declared.exclusions]
        factors = [(_fold(rule, truths)[0].expr, rule.points) for rule in declared.factors]
        not_met = joined(one(at, (~each.expr).fill_null(False)) for at, each in enumerate(criteria))
        met = joined(one(at, each.fill_null(False)) for at, each in enumerate(exclusions))
        code = _outcome(whole.expr, any_of(exclusions))
        columns = judged.sheet.keep([code, judged.beyond, *not_met.values(), *met.values()])
        rest = iter(columns[2:])
        not_met = {word: next(rest) for word in not_met}
        met = {word: next(rest) for word in met}
        reckoned = judged.sheet.frame
        codes, beyond = reckoned.select(columns[:2]).get_columns()
        ids = pl.col(ROW).cast(pl.Int64) + 1
        if self.layout.has_ids:
            ids = self.layout.readers[PERSON_ID].value(pl.col(PERSON_ID)) if PERSON_ID in self.layout.readers else pl.lit(None)  # fmt: skip
        decided = reckoned.select(
            ROW,
            ids.cast(self._id_type).alias(PERSON_ID),
            _points(factors, False).alias("points"),
            _points(factors, True).alias("points_at_most"),
        ).with_columns(
            pl.Series([each.value for each in _OUTCOMES]).gather(codes).alias("outcome"),
            self._names["not_met"].lists(not_met, reckoned).alias("not_met"),
            self._names["exclusions"].lists(met, reckoned).alias("exclusions"),
            self._missing(frame, codes == 3).alias("missing"),
        )
        return decided.select(ROW, *self.schema), beyond

    def _missing(self, frame: pl.DataFrame, undetermined: pl.Series) -> pl.Series:
        """The facts that could settle the rows that are undetermined; none for the others."""
        bits = {fact.id: at for at, fact in enumerate(self.plan.inputs)}
        judged = judge(self.plan, self.layout, frame.filter(undetermined), self.today, bits)
        declared, truths = self.plan.declared, iter(judged.truths)
        rules = [_fold(rule, truths)[0] for rule in (declared.target_group, *declared.exclusions)]
        lists = self._names["missing"].lists(
            joined(each.missing for each in rules), judged.sheet.frame
        )
        lists = (
            pl.Series([[]], dtype=LIST).append(lists).rechunk()
        )  # in pieces it is slow to look up
        places = pl.repeat(0, frame.height, dtype=pl.UInt32, eager=True)
        rows = undetermined.arg_true()
        return lists.gather(places.scatter(rows, pl.int_range(1, len(rows) + 1, dtype=pl.UInt32, eager=True)))  # fmt: skip


def _fold(rule: DeclaredRule, truths: Iterator[Column]) -> list[Column]:
    """A rule's truth, and those of all below it in the order written."""
    if rule.when is not None:
        return [next(truths)]
    members = [_fold(member, truths) for member in rule.members]
    return [
        at_least(rule.need, [each[0] for each in members]),
        *(below for each in members for below in each),
    ]


def at_least(need: int, values: Sequence[Column]) -> Column:
    """Whether at least *need* of the values are true, under Kleene logic."""
    exprs = [each.expr for each in values]
    if need == len(values):
        truth = all_of(exprs)
    elif need == 1:
        truth = any_of(exprs)
    else:
        met = pl.sum_horizontal(each.fill_null(False).cast(pl.UInt32) for each in exprs)
        possible = pl.sum_horizontal(each.fill_null(True).cast(pl.UInt32) for each in exprs)
        truth = pl.when(met >= need).then(True).when(possible < need).then(False)
    return Column(
        BOOLEAN, truth, None, only(truth.is_null(), joined(each.missing for each in values))
    )


def _outcome(whole: pl.Expr, excluded: pl.Expr) -> pl.Expr:
    """The place of the outcome among all."""
    open_ = whole.is_null() | excluded.is_null()
    return (
        pl.when(~whole)
        .then(1)
        .when(excluded)
        .then(2)
        .when(open_)
        .then(3)
        .otherwise(0)
        .cast(pl.UInt32)
    )


def _points(factors: Sequence[tuple[pl.Expr, int]], unknown: bool) -> pl.Expr:
    """The sum of the points, where an unknown factor counts as *unknown*."""
    sums = (each.fill_null(unknown).cast(pl.Int64) * points for each, points in factors)
    return sum(sums, pl.lit(0, pl.Int64))
