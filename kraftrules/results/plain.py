"""Which enrolments are plain: nothing wrong with them, and nothing unknown that decides where they belong."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from kraftrules.engines.polars.layout import Layout
from kraftrules.results.survey import MONTH, STARTS, Survey
from kraftrules.vocabulary import UNKNOWN_SUFFIX

FORM = ".form"  # the column of each person's identifier as a text
_ID = r"^[!-~](.{0,200}[!-~])?$"  # nothing at its ends that anybody would strip


def is_plain(survey: Survey, layout: Layout, teams: Collection[str] | None) -> pl.Expr:
    """Whether an enrolment is plain in itself; never null."""
    enrolled, exited = pl.col("enrolled_on"), pl.col("exited_on")
    tests = [
        pl.col(FORM).str.contains(_ID),
        enrolled.is_not_null(),
        ~_unknown(survey, "exited_on"),
        exited.is_null() | (exited >= enrolled),
        *(pl.col(name).is_null() | (pl.col(name) >= enrolled) for name in STARTS),
        *(~_unknown(survey, name) for name in told(survey, layout)),
    ]
    if teams is not None:
        known = pl.Series(list(teams), dtype=pl.String)
        tests.append(pl.col("team").is_null() | pl.col("team").is_in(known.implode()))
    return pl.all_horizontal([each.fill_null(False) for each in tests])


def told(survey: Survey, layout: Layout) -> list[str]:
    """The facts to group by that are to be known; one without a column is so for nobody."""
    balances = {each.by for each in survey.measures if each.kind == "balance"}
    names = [name for name in survey.by if name != MONTH]
    return [each for each in names if each in layout.readers or each in balances]


def _unknown(survey: Survey, name: str) -> pl.Expr:
    if survey.facts[name].none_allowed:
        return pl.col(name).is_null() & pl.col(name + UNKNOWN_SUFFIX).fill_null(False)
    return pl.col(name).is_null()
