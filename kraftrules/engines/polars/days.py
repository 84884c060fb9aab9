"""Reckoning with dates: those that facts can have are so few that their parts are looked up.

A day's mark is its month, counted from year 0, times 32, plus its day of the month: whole months
between days are then the difference divided by 32, without what is left over.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

import polars as pl

from kraftrules.engines.polars.columns import Column
from kraftrules.values import DATE, FIRST_DATE, LAST_DATE, Kind

_EPOCH = 719_163  # the ordinal of 1970-01-01, from which Polars counts days


def later(day: Column, duration: Column, sign: int) -> pl.Expr:
    """The day that lies a duration after *day*, or before it where *sign* is -1."""
    if duration.type.kind is Kind.DAYS:
        return _date(_number(day.expr) + duration.expr * sign)
    mark = _mark(day)
    month = (mark // 32).cast(pl.Int64) + duration.expr * sign
    first = pl.date(month // 12, month % 12 + 1, 1)
    last = first.dt.month_end().dt.day().cast(pl.Int64)
    found = _date(_number(first) + pl.min_horizontal((mark % 32).cast(pl.Int64), last) - 1)
    return pl.when(day.expr.is_not_null()).then(found)  # the least of a day and null is the day


def whole_months(start: Column, end: Column) -> pl.Expr:
    """The whole months from *start* to *end*; negative where *end* comes first."""
    if end.constant and _near(start):
        return _looked_up(start, _months_until(_day(end)))
    if start.constant and _near(end):
        return -_looked_up(end, _months_until(_day(start)))
    return _whole(_mark(end) - _mark(start))


def _whole(apart: pl.Expr) -> pl.Expr:
    months = apart.abs() // 32
    return pl.when(apart < 0).then(-months).otherwise(months).cast(pl.Int64)


def _number(day: pl.Expr) -> pl.Expr:
    return day.cast(pl.Int32).cast(pl.Int64)


def _date(number: pl.Expr) -> pl.Expr:
    return number.cast(pl.Int32).cast(pl.Date)


def _mark(day: Column) -> pl.Expr:
    """The mark of a day."""
    return _looked_up(day, _marks()) if _near(day) else _mark_of(day.expr)


def _near(day: Column) -> bool:
    """Whether all days that a column can have are in the tables."""
    return not day.constant and DATE.low <= day.type.low and day.type.high <= DATE.high


def _looked_up(day: Column, table: pl.Series) -> pl.Expr:
    """What a table says of a day; null of one worked out beyond what a fact can be, which is refused later."""
    place = day.expr.cast(pl.Int32) - (int(DATE.low) - _EPOCH)
    inside = pl.when(place.is_between(0, table.len() - 1)).then(place)
    return pl.lit(table).gather(inside)


def _day(constant: Column) -> date:
    found = pl.select(constant.expr).item()
    assert isinstance(found, date), "the checker has seen to the types"
    return found


def _mark_of(day: pl.Expr) -> pl.Expr:
    month = day.dt.year() * 12 + day.dt.month().cast(pl.Int32) - 1
    return month * 32 + day.dt.day().cast(pl.Int32)


@lru_cache(maxsize=8)
def _months_until(day: date) -> pl.Series:
    """The whole months from each day that a fact can have to some *day*."""
    return pl.select(_whole(_mark_of(pl.lit(day)) - pl.lit(_marks()))).to_series()


@cache
def _marks() -> pl.Series:
    """The marks of all days that a fact can have."""
    days = pl.date_range(FIRST_DATE, LAST_DATE, eager=True).alias("day").to_frame()
    return days.select(_mark_of(pl.col("day"))).to_series()
