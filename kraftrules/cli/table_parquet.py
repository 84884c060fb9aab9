"""Parquet, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kraftrules.cli.cells import Broken, read_typed
from kraftrules.cli.extras import import_polars
from kraftrules.cli.raw import IN_TYPES, Meter, Raw, RawTable, named_columns, unopened, unreadable
from kraftrules.cli.terminal import Stop

if TYPE_CHECKING:
    import polars

    Kind = polars.DataType | polars.datatypes.DataTypeClass

BATCH = 50_000
_EPOCH = datetime(1970, 1, 1)
_FRACTIONS = {"ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
Revive = Callable[[Any], object]


def read_parquet(path: Path) -> RawTable:
    """The rows of a Parquet file, numbered from 1."""
    pl = import_polars()
    try:
        frame = pl.scan_parquet(path, glob=False)
        schema = frame.collect_schema()
        columns = named_columns(path, schema.names())
        total = frame.select(pl.len()).collect().item()
        plain = frame.select(pl.col(name).cast(_stored(kind)) for name, kind in schema.items())
    except Stop:
        raise
    except PermissionError as error:
        raise unopened(path, error) from None
    except (Exception, pl.exceptions.PanicException):
        raise unreadable(path, "Parquet") from None
    meter = Meter(0, total)
    reviving = [
        (at, revive) for at, kind in enumerate(schema.dtypes()) if (revive := _revive(kind))
    ]
    rows = _rows(path, plain, meter, reviving)
    return RawTable(columns, _by_name(columns, rows), read_typed, IN_TYPES, meter)


def _rows(
    path: Path, frame: polars.LazyFrame, meter: Meter, reviving: list[tuple[int, Revive]]
) -> Iterator[list[object]]:
    import polars as pl  # noqa: PLC0415 - it is there, or nobody would be here

    for start in range(0, meter.total, BATCH):
        try:
            batch = frame.slice(start, BATCH).collect().rows()
        except (Exception, pl.exceptions.PanicException):
            raise unreadable(path, "Parquet") from None
        for cells in batch:
            meter.done += 1
            row: list[object] = list(cells)
            for at, revive in reviving:
                row[at] = None if cells[at] is None else revive(cells[at])
            yield row


def _by_name(columns: tuple[str, ...], rows: Iterator[list[object]]) -> Iterator[Raw]:
    for number, cells in enumerate(rows, 1):
        yield Raw(number, dict(zip(columns, cells, strict=True)))


def _stored(kind: Kind) -> Kind:
    """The type as it lies in the file: Polars panics over days and times that Python does not have."""
    import polars as pl  # noqa: PLC0415 - it is there, or nobody would be here

    if isinstance(kind, pl.Date):
        return pl.Int32
    if isinstance(kind, pl.Datetime | pl.Time | pl.Duration):
        return pl.Int64
    if isinstance(kind, pl.List):
        return pl.List(_stored(kind.inner))
    if isinstance(kind, pl.Struct):
        return pl.Struct({field.name: _stored(field.dtype) for field in kind.fields})
    return kind


def _revive(kind: Kind) -> Revive | None:
    """What makes of a stored value what it means; None where the value is that already."""
    import polars as pl  # noqa: PLC0415 - it is there, or nobody would be here

    if isinstance(kind, pl.Date):
        return _day
    if isinstance(kind, pl.Datetime):
        return lambda stored: _moment(stored, kind.time_unit, kind.time_zone)
    if isinstance(kind, pl.Time | pl.Duration):
        return lambda stored: Broken(f"{stored} ({kind})")
    if isinstance(kind, pl.List):
        return _reviving_list(_revive(kind.inner))
    if isinstance(kind, pl.Struct):
        return _reviving_record({field.name: _revive(field.dtype) for field in kind.fields})
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
    try:
        moment = _EPOCH + timedelta(microseconds=stored * 1_000_000 // _FRACTIONS[unit])
    except OverflowError:
        return Broken(f"1970-01-01 {stored:+} {unit}")
    return moment.replace(tzinfo=UTC) if zone else moment
