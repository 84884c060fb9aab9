"""Cells as Python objects, also those that Python has no object for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl

from kraftrules.refusal import Broken

Kind = pl.DataType | pl.datatypes.DataTypeClass
Revive = Callable[[Any], object]
_EPOCH = datetime(1970, 1, 1)
_FRACTIONS = {"ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}


def rows(frame: pl.DataFrame) -> Iterator[dict[str, object]]:
    """The rows of a frame, by column."""
    plain = frame.select(pl.col(name).cast(stored(kind)) for name, kind in frame.schema.items())
    reviving = {name: each for name, kind in frame.schema.items() if (each := revival(kind))}
    for row in plain.iter_rows(named=True):
        found: dict[str, object] = dict(row)
        for name, revive in reviving.items():
            found[name] = None if row[name] is None else revive(row[name])
        yield found


def stored(kind: Kind) -> Kind:
    """The type as it lies in the file: Polars panics over days and times that Python does not have."""
    if isinstance(kind, pl.Date):
        return pl.Int32
    if isinstance(kind, pl.Datetime | pl.Time | pl.Duration):
        return pl.Int64
    if isinstance(kind, pl.List):
        return pl.List(stored(kind.inner))
    if isinstance(kind, pl.Struct):
        return pl.Struct({field.name: stored(field.dtype) for field in kind.fields})
    return kind


def revival(kind: Kind) -> Revive | None:
    """What makes of a stored value what it means; None where the value is that already."""
    if isinstance(kind, pl.Date):
        return _day
    if isinstance(kind, pl.Datetime):
        return lambda stored: _moment(stored, kind.time_unit, kind.time_zone)
    if isinstance(kind, pl.Time | pl.Duration):
        return lambda stored: Broken(f"{stored} ({kind})")
    if isinstance(kind, pl.List):
        return _reviving_list(revival(kind.inner))
    if isinstance(kind, pl.Struct):
        return _reviving_record({field.name: revival(field.dtype) for field in kind.fields})
    return None


def _reviving_list(revive: Revive | None) -> Revive | None:
    if revive is None:
        return None
    return lambda stored: [None if each is None else revive(each) for each in stored]


def _reviving_record(fields: Mapping[str, Revive | None]) -> Revive | None:
    if not any(fields.values()):
        return None

    def revive(stored: Mapping[str, Any]) -> object:
        found = {}
        for name, value in stored.items():
            own = fields[name]
            found[name] = value if own is None or value is None else own(value)
        return found

    return revive


def _day(stored: int) -> object:
    try:
        return date.fromordinal(_EPOCH.toordinal() + stored)
    except (ValueError, OverflowError):
        return Broken(f"1970-01-01 {stored:+} d")


def _moment(stored: int, unit: str, zone: str | None) -> object:
    micros, below = divmod(stored * 1_000_000, _FRACTIONS[unit])
    try:
        moment = _EPOCH + timedelta(microseconds=micros)
    except OverflowError:
        return Broken(f"1970-01-01 {stored:+} {unit}")
    if below:  # which Python's moments cannot hold
        return Broken(f"{moment.isoformat(' ', 'microseconds')}{below // 1_000_000:03}")
    return moment.replace(tzinfo=UTC) if zone else moment
