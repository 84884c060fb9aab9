"""Tables to write: CSV, JSON Lines, Parquet or xlsx, whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from kraftrules.cli.extras import import_openpyxl, import_polars
from kraftrules.cli.tables.raw import check_name
from kraftrules.cli.terminal import Stop, at_fault, misused
from kraftrules.decision import Decision
from kraftrules.text import listed

if TYPE_CHECKING:
    import polars
    from openpyxl import Workbook

STDOUT = Path("-")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST_XLSX_ROWS = 1_048_576 - 1
_ROWS_A_FRAME = 50_000

Cell = str | int | bool | Sequence[str] | None
Record = tuple[Cell, ...]
Write = Callable[[Record], None]
CellKind = Literal["id", "text", "texts", "integer", "truth"]


@dataclass(frozen=True, slots=True)
class Layout:
    """What a table is called, and its columns with the kind of cells that each has."""

    name: str
    columns: Mapping[str, CellKind]


DECISIONS = Layout(
    "decisions",
    {"person_id": "id", "outcome": "text", "not_met": "texts", "exclusions": "texts", "missing": "texts",
     "points": "integer", "points_at_most": "integer"},
)  # fmt: skip


def record(person_id: str | int, decision: Decision) -> Record:
    """A decision as a row of the table."""
    return (
        person_id,
        decision.outcome.value,
        decision.not_met,
        decision.exclusions_met,
        decision.missing,
        decision.points,
        decision.points_at_most,
    )


@contextmanager
def writing(target: Path, layout: Layout) -> Iterator[Write]:
    """What writes rows to *target*, by its ending; on an error the file stays as it was."""
    if target == STDOUT:
        with _csv(sys.stdout, layout) as write:
            yield write
        return
    with replacing(target) as path, _WRITERS[target.suffix.lower()](path, layout) as write:
        yield write


def check_target(target: Path, *inputs: Path) -> None:
    """Stop the command where a table cannot be written to *target*, or would overwrite an input."""
    if target == STDOUT:
        return
    if target.suffix.lower() not in _WRITERS:
        endings = listed(_WRITERS, "eller")
        raise misused(
            f"--out {target}: det formatet skrivs inte. Filen ska sluta på {endings}.",
            f"--out {target}: that format is not written. The file should end in {endings.replace('eller', 'or')}.",
        )
    check_place("--out", target, *inputs)
    if target.suffix.lower() == ".parquet":
        check_name(target)
        import_polars()
    if target.suffix.lower() == ".xlsx":
        import_openpyxl()


def check_place(option: str, target: Path, *inputs: Path) -> None:
    """Stop the command where a file is to take the place of a folder or of an input."""
    if target.is_dir():
        raise misused(
            f"{option} {target} är en mapp, ingen fil.", f"{option} {target} is a folder, no file."
        )
    for each in inputs:
        if target.exists() and each.exists() and target.samefile(each):
            raise misused(
                f"{option} {target} skulle skriva över {each}. Välj ett annat namn.",
                f"{option} {target} would overwrite {each}. Choose another name.",
            )


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path to write to that takes the target's place when all is well."""
    target = Path(os.path.realpath(target))  # which a loop of links does not upset
    device = target.exists() and not target.is_file()  # there is nothing to replace
    part = target.with_name(f".{target.stem[:80]}.{os.getpid()}{target.suffix}")
    try:
        yield target if device else part
        if not device:
            part.replace(target)
    except OSError as error:
        if error.filename is None or str(error.filename) in (str(part), str(target)):
            raise unwritable(target, error) from None
        raise  # another file is at fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def unwritable(target: Path, error: OSError) -> Stop:
    """What to say where a file cannot be written."""
    reason = error.strerror or str(error)
    return misused(
        f"{target} går inte att skriva: {reason}.", f"{target} cannot be written: {reason}."
    )


@contextmanager
def _csv_file(path: Path, layout: Layout) -> Iterator[Write]:
    with path.open("w", encoding="utf-8-sig", newline="") as file, _csv(file, layout) as write:
        yield write


@contextmanager
def _csv(file: TextIO, layout: Layout) -> Iterator[Write]:
    rows = csv.writer(
        file, delimiter=";", lineterminator="\r\n" if file is not sys.stdout else "\n"
    )
    rows.writerow(layout.columns)
    flat = _flat(layout, _IN_CSV)
    yield lambda given: rows.writerow(flat(given))


@contextmanager
def _json_lines(path: Path, layout: Layout) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", newline="\n") as file:

        def write(given: Record) -> None:
            pairs = dict(zip(layout.columns, given, strict=True))
            file.write(json.dumps(pairs, ensure_ascii=False) + "\n")

        yield write


@contextmanager
def _parquet(path: Path, layout: Layout) -> Iterator[Write]:
    pl = import_polars()
    found: list[Record] = []
    frames: list[polars.DataFrame] = []

    def write(given: Record) -> None:
        found.append(given)
        if len(found) == _ROWS_A_FRAME:
            frames.append(_frame(found, layout))
            found.clear()

    yield write
    if found or not frames:
        frames.append(_frame(found, layout))
    write_parquet(pl.concat(frames, how="vertical_relaxed"), path)


def write_parquet(frame: polars.DataFrame | polars.LazyFrame, path: Path) -> None:
    """Write a frame to a file that is on the disk when this ends. Raises `OSError`, and no other."""
    pl = import_polars()
    try:
        frame.lazy().sink_parquet(path, sync_on_close="all")
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = str(error).partition(" (os error")[0].rpartition("IO error: ")[2]
        raise OSError(reason) from None


def _frame(found: Sequence[Record], layout: Layout) -> polars.DataFrame:
    """Rows as columns."""
    columns = zip(*found, strict=True) if found else [()] * len(layout.columns)
    named = zip(layout.columns.items(), columns, strict=True)
    frame: polars.DataFrame = import_polars().DataFrame(
        [_series(*each, cells) for each, cells in named]
    )
    return frame


def _series(name: str, kind: CellKind, cells: Sequence[Any]) -> polars.Series:
    """A column; ids are whole numbers where all of them are, and otherwise text."""
    pl = import_polars()
    series: polars.Series
    if kind == "id":
        numbers = bool(cells) and all(isinstance(each, int) for each in cells)
        series = pl.Series(name, cells, pl.Int64) if numbers else pl.Series(name, list(map(str, cells)), pl.String)  # fmt: skip
        return series
    if kind == "texts":
        cells = list(map(tuple, cells))
    types = {"text": pl.String, "texts": pl.List(pl.String), "integer": pl.Int64, "truth": pl.Boolean}  # fmt: skip
    numbered = {each: at for at, each in enumerate(dict.fromkeys(cells))}  # which are few
    series = pl.Series(name, list(numbered), types[kind]).gather([numbered[each] for each in cells])
    return series


@contextmanager
def _xlsx(path: Path, layout: Layout) -> Iterator[Write]:
    found: list[Record] = []

    def write(given: Record) -> None:
        if len(found) == _MOST_XLSX_ROWS:
            raise at_fault("Ett xlsx-blad rymmer inte så många rader: välj .csv eller .parquet.",
                           "An xlsx sheet does not hold so many rows: choose .csv or .parquet.")  # fmt: skip
        for name, cell in zip(layout.columns, given, strict=True):
            if isinstance(cell, str) and _NOT_IN_XML.search(cell):
                raise at_fault(f"{name} har ett tecken som inte kan skrivas i xlsx: välj .csv eller .parquet.",
                               f"{name} has a character that cannot be written to xlsx: choose .csv or .parquet.")  # fmt: skip
        found.append(given)

    yield write
    book = import_openpyxl().Workbook(write_only=True)
    sheet = book.create_sheet(layout.name)
    sheet.append(list(layout.columns))
    for each in map(_flat(layout, _IN_SHEETS), found):
        sheet.append(each)
    save_book(book, path)


def save_book(book: Workbook, path: Path) -> None:
    """Write a workbook, made in memory first: openpyxl leaves a half-written file in disorder."""
    made = BytesIO()
    book.save(made)
    path.write_bytes(made.getvalue())


_WRITERS: Mapping[str, Callable[[Path, Layout], AbstractContextManager[Write]]] = {
    ".csv": _csv_file,
    ".jsonl": _json_lines,
    ".parquet": _parquet,
    ".xlsx": _xlsx,
}


def _flat(
    layout: Layout, cells: Mapping[CellKind, Callable[[Any], Cell]]
) -> Callable[[Record], list[Cell]]:
    """What makes rows of a spreadsheet of records."""
    made = [cells[kind] for kind in layout.columns.values()]
    return lambda given: [make(cell) for make, cell in zip(made, given, strict=True)]


def harmless(cell: str | int | None) -> str | int | None:
    """The cell, with an apostrophe before a text that a spreadsheet could take for a formula."""
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{cell}"
    return cell


def _joined(texts: Sequence[str]) -> Cell:
    return _joined_once(tuple(texts))


@lru_cache(1024)
def _joined_once(texts: tuple[str, ...]) -> Cell:
    return harmless(" ".join(texts))


def _same(cell: Cell) -> Cell:
    return cell


_IN_SHEETS: Mapping[CellKind, Callable[[Any], Cell]] = {
    "id": harmless, "text": harmless, "texts": _joined, "integer": _same, "truth": _same,
}  # fmt: skip
_IN_CSV: Mapping[CellKind, Callable[[Any], Cell]] = {
    **_IN_SHEETS,
    "truth": {True: "true", False: "false"}.get,
}
