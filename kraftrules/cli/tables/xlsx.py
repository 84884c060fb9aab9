"""The first sheet of an xlsx file."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from kraftrules.cli.extras import import_openpyxl
from kraftrules.cli.tables.cells import read_spreadsheet
from kraftrules.cli.tables.raw import IN_WORDS, Raw, RawTable, named_columns, unopened, unreadable
from kraftrules.cli.terminal import at_fault
from kraftrules.diagnostics import FactProblem
from kraftrules.refusal import Broken
from kraftrules.text import Text

T = TypeVar("T")


def read_xlsx(path: Path) -> RawTable:
    """The rows of the first sheet of an xlsx file, numbered as in the sheet; blank ones do not count."""
    import_openpyxl()
    rows = _sheet(path)
    _, header = next(rows, (0, ()))
    if not header:
        raise at_fault(f"{path}: bladet är tomt.", f"{path}: the sheet is empty.")
    columns = named_columns(path, ["" if name is None else str(name) for name in header])
    return RawTable(columns, _by_name(columns, rows), read_spreadsheet, IN_WORDS)


def _sheet(path: Path) -> Iterator[tuple[int, Sequence[object]]]:
    """The values of each row of the first sheet that has any, with the row's number."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise unopened(path, error) from None
    with file, path.open("rb") as again:
        rows = _quietly(path, lambda: zip(_cells(file, True), _cells(again, False), strict=True))
        number = 0
        while (both := _quietly(path, lambda: next(rows, None))) is not None:
            number += 1
            values = [_cell(shown, written) for shown, written in zip(*both, strict=True)]
            if any(value not in (None, "") for value in values):
                yield number, values


def _cells(file: BinaryIO, values: bool) -> Iterator[Sequence[Any]]:
    """The cells of each row: with the *values* of formulas, or with the formulas themselves."""
    book = import_openpyxl().load_workbook(file, read_only=True, data_only=values)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # some programs write them wrong
    return iter(sheet.iter_rows())


def _quietly(path: Path, read: Callable[[], T]) -> T:
    """What is read, without openpyxl's warnings of what it does not show; stops where it is broken."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read()
    except Exception:
        raise unreadable(path, "xlsx") from None


def _cell(shown: Any, written: Any) -> object:
    """A cell's value; broken where it is an error, or a formula that nobody has worked out."""
    if shown.value is None and written.data_type == "f":
        return Broken(str(written.value))
    return Broken(str(shown.value)) if shown.data_type == "e" else shown.value


def _by_name(
    columns: tuple[str, ...], rows: Iterator[tuple[int, Sequence[object]]]
) -> Iterator[Raw]:
    for number, values in rows:
        filled = [*values, *[None] * (len(columns) - len(values))]
        beyond = None
        if any(value not in (None, "") for value in filled[len(columns) :]):
            beyond = _beyond(len(columns))
        yield Raw(number, dict(zip(columns, filled, strict=False)), beyond)


def _beyond(columns: int) -> FactProblem:
    given = Text("celler till höger om tabellen", "cells to the right of the table")
    allowed = Text(f"rubrikraden har {columns} kolumner", f"the header has {columns} columns")
    return FactProblem("", given, allowed)
