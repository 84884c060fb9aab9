"""What follows from conditions, as `kraftrules.plan` defines it: groups, the outcome, the points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from kraftrules.engines.polars.columns import Column, all_of, any_of, joined, only
from kraftrules.plan import Outcome
from kraftrules.ruleset.declaration import DeclaredRule
from kraftrules.values import BOOLEAN

OUTCOMES = (Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE, Outcome.EXCLUDED, Outcome.UNDETERMINED)
UNDETERMINED = OUTCOMES.index(Outcome.UNDETERMINED)


def fold(rule: DeclaredRule, truths: Iterator[Column]) -> list[Column]:
    """A rule's truth, and those of all below it in the order written."""
    if rule.when is not None:
        return [next(truths)]
    members = [fold(member, truths) for member in rule.members]
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


def outcome(whole: pl.Expr, excluded: pl.Expr) -> pl.Expr:
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


def points(factors: Sequence[tuple[pl.Expr, int]], unknown: bool) -> pl.Expr:
    """The sum of the points, where an unknown factor counts as *unknown*."""
    sums = (each.fill_null(unknown).cast(pl.Int64) * own for each, own in factors)
    return sum(sums, pl.lit(0, pl.Int64))
