"""Reckoning with dates: those that facts can have are so few that their parts are looked up."""

from __future__ import annotations

from functools import cache

import polars as pl

from kraftrules.engines.polars.columns import Column
from kraftrules.values import DATE, FIRST_DATE, LAST_DATE, Kind

_EPOCH = 719_163  # the ordinal of 1970-01-01, from which Polars counts days


def later(day: Column, duration: Column, sign: int) -> pl.Expr:
    """The day that lies a duration after *day*, or before it where *sign* is -1."""
    if duration.type.kind is Kind.DAYS:
        return _date(_number(day.expr) + duration.expr * sign)
    month = _month(day) + duration.expr * sign
    first = pl.date(month // 12, month % 12 + 1, 1)
    last = first.dt.month_end().dt.day().cast(pl.Int64)
    found = _date(_number(first) + pl.min_horizontal(_of_month(day), last) - 1)
    return pl.when(day.expr.is_not_null()).then(found)  # the least of a day and null is the day


def whole_months(start: Column, end: Column) -> pl.Expr:
    """The whole months from *start* to *end*; negative where *end* comes first."""
    ahead, back = start.expr <= end.expr, start.expr > end.expr
    short = ahead & (_of_month(end) < _of_month(start))
    long = back & (_of_month(start) < _of_month(end))
    return _month(end) - _month(start) - short.cast(pl.Int64) + long.cast(pl.Int64)


def _number(day: pl.Expr) -> pl.Expr:
    return day.cast(pl.Int32).cast(pl.Int64)


def _date(number: pl.Expr) -> pl.Expr:
    return number.cast(pl.Int32).cast(pl.Date)


def _month(day: Column) -> pl.Expr:
    """The months since year 0."""
    return _looked_up(0, day) if _is_near(day) else _month_of(day.expr)


def _of_month(day: Column) -> pl.Expr:
    return _looked_up(1, day) if _is_near(day) else day.expr.dt.day().cast(pl.Int64)


def _month_of(day: pl.Expr) -> pl.Expr:
    return day.dt.year().cast(pl.Int64) * 12 + day.dt.month().cast(pl.Int64) - 1


def _is_near(day: Column) -> bool:
    return not day.constant and DATE.low <= day.type.low and day.type.high <= DATE.high


def _looked_up(part: int, day: Column) -> pl.Expr:
    """A part out of the table; a day worked out beyond it, which is refused later, takes the last."""
    place = (day.expr.cast(pl.Int32) - (int(DATE.low) - _EPOCH)).clip(0, int(DATE.high - DATE.low))
    return pl.lit(_parts()[part]).gather(place).cast(pl.Int64)


@cache
def _parts() -> tuple[pl.Series, pl.Series]:
    """The month since year 0 and the day of the month of every day that a fact can have."""
    day = pl.date_range(FIRST_DATE, LAST_DATE, eager=True).alias("day")
    found = day.to_frame().select(
        _month_of(pl.col("day")).cast(pl.Int32).alias("month"),
        pl.col("day").dt.day().alias("of_month"),
    )
    return found.get_column("month"), found.get_column("of_month")
