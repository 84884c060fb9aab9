"""What the conditions of a reading say of the rows of a frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from kraftrules.engines.polars.border import storage
from kraftrules.engines.polars.columns import Column, NotExact, any_of, one, only
from kraftrules.engines.polars.fold import Scope, evaluate, value
from kraftrules.engines.polars.layout import Layout
from kraftrules.engines.polars.sheet import ROW, Named, Sheet
from kraftrules.reading import Reading
from kraftrules.values import FIRST_DATE, LAST_DATE, Kind
from kraftrules.vocabulary import Fact


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
    own = frame.select(ROW, *layout.read_by(reading))
    sheet = Sheet(
        own.rechunk()
    )  # columns in pieces of unlike lengths would be joined over and over
    names = sheet.keep_all(layout.read(reading, bits))
    beyond = []
    for derivation in reading.derivations:
        fact = reading.facts[derivation.fact]
        given = names[fact.id]
        assert isinstance(given, Column), "no list is worked out"
        found = value(derivation.value, Scope(sheet, names, today))
        worked_out = sheet.keep_column(_alone(found, fact, bits))
        beyond.append(given.is_unknown & _beyond(fact, worked_out.expr))
        given_to_some = fact.id in layout.types
        names[fact.id] = (
            sheet.keep_column(_filled(given, worked_out, fact)) if given_to_some else worked_out
        )
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
