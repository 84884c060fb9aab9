"""CSV: comma or semicolon, UTF-8 with or without a byte-order mark, a line at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from kraftrules.cli.raw import IN_WORDS, Delimited, Lines, Raw, RawTable, named_columns
from kraftrules.cli.terminal import Stop, at_fault
from kraftrules.diagnostics import FactProblem
from kraftrules.given import read_text
from kraftrules.text import Text


def read_csv(path: Path) -> RawTable:
    """The rows of a CSV file; the delimiter is the one that the header line uses."""
    lines = Lines(path)
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        raise at_fault(f"{path}: filen är tom.", f"{path}: the file is empty.")
    delimiter = _delimiter(first)
    rows = _rows(path, lines, first, delimiter)
    _, header = next(rows, (0, []))
    if not first.strip().strip(";,"):
        raise at_fault(f"{path}: rubrikraden är tom.", f"{path}: the header is empty.")
    columns = named_columns(path, header)
    text = Delimited(lines, delimiter) if len(columns) == len(header) else None
    return RawTable(columns, _by_name(columns, rows), read_text, IN_WORDS, lines.meter, text)


def _delimiter(header: str) -> str:
    """Semicolon or comma, whichever occurs more often outside quotes."""
    outside = "".join(header.split('"')[::2])
    return ";" if outside.count(";") >= outside.count(",") else ","


def _rows(path: Path, lines: Lines, first: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the number of the line on which it begins."""
    reader = csv.reader(chain([first], lines), delimiter=delimiter, strict=True)
    start = lines.number
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _broken(path, start, str(error)) from None
        if cells is None:
            return
        if any(cells):
            yield start, cells
        start = lines.number + 1


def _by_name(columns: tuple[str, ...], rows: Iterator[tuple[int, list[str]]]) -> Iterator[Raw]:
    """Each row by column; cells that a short row lacks are left out, and so unknown."""
    for number, cells in rows:
        beyond = None
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            beyond = _too_many(len(cells), len(columns))
        yield Raw(number, dict(zip(columns, cells, strict=False)), beyond)


def _too_many(cells: int, columns: int) -> FactProblem:
    allowed = Text(f"rubrikraden har {columns} kolumner", f"the header has {columns} columns")
    hint = Text("Står det ett skiljetecken i en text som saknar citattecken?",
                "Is there a delimiter in a text without quotes?")  # fmt: skip
    return FactProblem("", Text(f"{cells} celler", f"{cells} cells"), allowed, hint)


def _broken(path: Path, line: int, error: str) -> Stop:
    where = Text(f"{path}, rad {line}: ", f"{path}, line {line}: ")
    for sign, what in _BROKEN.items():
        if sign in error:
            return at_fault(where + what, where["en"] + what["en"])
    return at_fault(f"{where}raden är ingen CSV ({error}).", f"{where['en']}no CSV ({error}).")


_BROKEN = {
    "field limit": Text(
        f"en cell har fler än {csv.field_size_limit()} tecken. Saknas ett avslutande citattecken?",
        f"a cell has more than {csv.field_size_limit()} characters. Is a closing quote missing?",
    ),
    "end of data": Text(
        "ett citattecken som börjar här avslutas aldrig.",
        "a quote that begins here is never closed.",
    ),
    "expected after": Text(
        "det står text efter ett avslutande citattecken. Skriv citattecken inuti en text dubbelt.",
        "there is text after a closing quote. Write a quote inside a text twice.",
    ),
    "new-line": Text(
        "radsluten är av ett gammalt slag. Spara om filen som CSV UTF-8.",
        "the line ends are of an old kind. Save the file anew as CSV UTF-8.",
    ),
}
