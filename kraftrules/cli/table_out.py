"""Decisions as a table: CSV, JSON Lines, Parquet or xlsx, whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TextIO

from kraftrules.cli.extras import import_openpyxl, import_polars
from kraftrules.cli.terminal import Stop, at_fault, misused
from kraftrules.decision import Decision
from kraftrules.text import listed

COLUMNS = ("person_id", "outcome", "not_met", "exclusions", "missing", "points", "points_at_most")
STDOUT = Path("-")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST_XLSX_ROWS = 1_048_576 - 1

Record = tuple[str | int, str, list[str], list[str], list[str], int, int]
Write = Callable[[Record], None]


def record(person_id: str | int, decision: Decision) -> Record:
    """A decision as a row of the table."""
    return (
        person_id,
        decision.outcome.value,
        list(decision.not_met),
        list(decision.exclusions_met),
        list(decision.missing),
        decision.points,
        decision.points_at_most,
    )


@contextmanager
def writing(target: Path) -> Iterator[Write]:
    """What writes decisions to *target*, by its ending; on an error the file stays as it was."""
    if target == STDOUT:
        with _csv(sys.stdout) as write:
            yield write
        return
    with replacing(target) as path, _WRITERS[target.suffix.lower()](path) as write:
        yield write


def check_target(target: Path, *inputs: Path) -> None:
    """Stop the command where decisions cannot be written to *target*, or would overwrite an input."""
    if target == STDOUT:
        return
    if target.suffix.lower() not in _WRITERS:
        endings = listed(_WRITERS, "eller")
        raise misused(
            f"--out {target}: det formatet skrivs inte. Filen ska sluta på {endings}.",
            f"--out {target}: that format is not written. The file should end in {endings.replace('eller', 'or')}.",
        )
    if target.is_dir():
        raise misused(
            f"--out {target} är en mapp, ingen fil.", f"--out {target} is a folder, no file."
        )
    for each in inputs:
        if target.exists() and each.exists() and target.samefile(each):
            raise misused(
                f"--out {target} skulle skriva över {each}. Välj ett annat namn.",
                f"--out {target} would overwrite {each}. Choose another name.",
            )
    if target.suffix.lower() == ".parquet":
        import_polars()
    if target.suffix.lower() == ".xlsx":
        import_openpyxl()


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
        raise _unwritable(target, error) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _unwritable(target: Path, error: OSError) -> Stop:
    reason = error.strerror or str(error)
    return misused(
        f"{target} går inte att skriva: {reason}.", f"{target} cannot be written: {reason}."
    )


@contextmanager
def _csv_file(path: Path) -> Iterator[Write]:
    with path.open("w", encoding="utf-8-sig", newline="") as file, _csv(file) as write:
        yield write


@contextmanager
def _csv(file: TextIO) -> Iterator[Write]:
    rows = csv.writer(
        file, delimiter=";", lineterminator="\r\n" if file is not sys.stdout else "\n"
    )
    rows.writerow(COLUMNS)
    yield lambda decided: rows.writerow(_flat(decided))


@contextmanager
def _json_lines(path: Path) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", newline="\n") as file:

        def write(decided: Record) -> None:
            pairs = dict(zip(COLUMNS, decided, strict=True))
            file.write(json.dumps(pairs, ensure_ascii=False) + "\n")

        yield write


@contextmanager
def _parquet(path: Path) -> Iterator[Write]:
    polars = import_polars()
    found: list[Record] = []
    yield found.append
    whole = all(isinstance(each[0], int) for each in found) and bool(found)
    ids = [each[0] if whole else str(each[0]) for each in found]
    texts = polars.List(polars.String)
    types = (polars.Int64 if whole else polars.String, polars.String,
             texts, texts, texts, polars.Int64, polars.Int64)  # fmt: skip
    schema = dict(zip(COLUMNS, types, strict=True))
    columns = {"person_id": ids} | {
        name: [each[at] for each in found] for at, name in enumerate(COLUMNS) if at
    }
    polars.DataFrame(columns, schema=schema).write_parquet(path)


@contextmanager
def _xlsx(path: Path) -> Iterator[Write]:
    found: list[Record] = []

    def write(decided: Record) -> None:
        if len(found) == _MOST_XLSX_ROWS:
            raise at_fault("Ett xlsx-blad rymmer inte så många rader: välj .csv eller .parquet.",
                           "An xlsx sheet does not hold so many rows: choose .csv or .parquet.")  # fmt: skip
        if _NOT_IN_XML.search(str(decided[0])):
            raise at_fault(f"person_id {decided[0]!r} kan inte skrivas i xlsx: välj .csv eller .parquet.",
                           f"person_id {decided[0]!r} cannot be written to xlsx: choose .csv or .parquet.")  # fmt: skip
        found.append(decided)

    yield write
    book = import_openpyxl().Workbook(write_only=True)
    sheet = book.create_sheet("decisions")
    sheet.append(COLUMNS)
    for each in found:
        sheet.append(_flat(each))
    book.save(path)


_WRITERS: Mapping[str, Callable[[Path], AbstractContextManager[Write]]] = {
    ".csv": _csv_file,
    ".jsonl": _json_lines,
    ".parquet": _parquet,
    ".xlsx": _xlsx,
}


def _flat(decided: Record) -> list[str | int]:
    """The row for a spreadsheet: lists joined by spaces, and no text that it could take for a formula."""
    return [_harmless(" ".join(each) if isinstance(each, list) else each) for each in decided]


def _harmless(cell: str | int) -> str | int:
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{cell}"
    return cell
