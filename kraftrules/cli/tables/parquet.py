"""Parquet, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kraftrules.cells import read_typed
from kraftrules.cli.extras import import_polars
from kraftrules.cli.tables.raw import (
    IN_TYPES,
    Raw,
    RawTable,
    check_name,
    named_columns,
    unopened,
    unreadable,
)
from kraftrules.cli.terminal import Stop
from kraftrules.delimited import Meter
from kraftrules.diagnostics import FactProblem
from kraftrules.vocabulary import Fact

if TYPE_CHECKING:
    import polars

    from kraftrules.engines.polars.cells import Revive

BATCH = 50_000


def read_parquet(path: Path) -> RawTable:
    """The rows of a Parquet file, numbered from 1."""
    pl = import_polars()
    from kraftrules.engines.polars.cells import revival, stored  # noqa: PLC0415 - Polars is there

    check_name(path)
    try:
        frame = pl.scan_parquet(path, glob=False)
        schema = frame.collect_schema()
        columns = named_columns(path, schema.names())
        total = frame.select(pl.len()).collect().item()
        plain = frame.select(pl.col(name).cast(stored(kind)) for name, kind in schema.items())
    except Stop:
        raise
    except PermissionError as error:
        raise unopened(path, error) from None
    except (Exception, pl.exceptions.PanicException):
        raise unreadable(path, "Parquet") from None
    meter = Meter(0, total)
    reviving = [
        (at, revive) for at, kind in enumerate(schema.dtypes()) if (revive := revival(kind))
    ]
    rows = _rows(path, plain, meter, reviving)
    return RawTable(columns, _by_name(columns, rows), read_typed, IN_TYPES, meter)


def scan_named(path: Path, columns: Sequence[str]) -> polars.LazyFrame:
    """A Parquet file with its columns by the names that are read: without spaces around them."""
    frame: polars.LazyFrame = import_polars().scan_parquet(path, glob=False)
    return frame.rename(dict(zip(frame.collect_schema(), columns, strict=True)))


def wrong_columns(
    path: Path, columns: Sequence[str], facts: Mapping[str, Fact]
) -> list[FactProblem]:
    """What is wrong with the columns in which no cell can be a value of its fact, though some hold one."""
    pl = import_polars()
    from kraftrules.engines.polars.layout import lay_out, wrong_types_in  # noqa: PLC0415 - Polars is there

    frame = scan_named(path, columns)
    layout = lay_out(facts, frame.collect_schema(), ignore_extra=True)
    try:
        return wrong_types_in(layout, frame.select)
    except (Exception, pl.exceptions.PanicException):
        raise unreadable(path, "Parquet") from None


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
