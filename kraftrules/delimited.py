"""CSV as it stands in a file: lines of UTF-8 text, and rows of cells."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Protocol
from weakref import ref

from kraftrules.diagnostics import FactProblem
from kraftrules.text import Text

LONGEST_LINE = 64 * 1024 * 1024


class Faults(Protocol):
    """Makes the errors to raise about a file."""

    def broken(self, line: int, what: Text) -> Exception:
        """What is wrong on a line; 0 is the whole file."""

    def unopened(self, error: OSError) -> Exception:
        """That the system does not let us read it."""


@dataclass(slots=True)
class Meter:
    """How much of a table has been read; *total* is 0 where nobody knows."""

    done: int = 0
    total: int = 0


class Lines:
    """The lines of a UTF-8 file, one at a time. *number* is that of the line read last."""

    def __init__(self, path: Path, faults: Faults) -> None:
        self.path, self.faults = path, faults
        self.number = 0
        self.meter = Meter(0, path.stat().st_size)
        self._file: Callable[[], BinaryIO | None] = lambda: None  # the iterator keeps and closes it
        self._lines = self._read()

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def _read(self) -> Iterator[str]:
        try:
            with self.path.open("rb") as file:
                self._file = ref(file)
                while raw := file.readline(LONGEST_LINE):
                    self.number += 1
                    self.meter.done += len(raw)
                    yield self._text(raw)
        except OSError as error:
            raise self.faults.unopened(error) from None

    def ahead(self, size: int) -> bytes:
        """The lines that come next, about so many bytes of them; they are not read by that."""
        file = self._file()
        if file is None or file.closed:
            return b""
        try:
            found = file.read(size) + file.readline(LONGEST_LINE)
            file.seek(self.meter.done)
        except OSError as error:
            raise self.faults.unopened(error) from None
        return found

    def skip(self, found: bytes) -> None:
        """Go past lines that have been seen ahead."""
        file = self._file()
        assert file is not None, "it is open"
        self.number += count_lines(found)
        self.meter.done += len(found)
        file.seek(self.meter.done)

    def _text(self, raw: bytes) -> str:
        try:
            text = raw.decode("utf-8-sig" if self.number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise self.faults.broken(self.number, _NOT_UTF_8) from None
        if "\0" in text or len(raw) == LONGEST_LINE:
            raise self.faults.broken(self.number, _NO_TEXT)
        return text


def count_lines(found: bytes) -> int:
    """How many lines there are, the last of which may lack an end."""
    return found.count(b"\n") + (not found.endswith(b"\n"))


@dataclass(frozen=True, slots=True)
class Delimited:
    """A CSV file whose header has been read: what that says, and each row that is not blank, with the
    number of the line on which it begins."""

    lines: Lines
    delimiter: str
    header: Sequence[str]
    rows: Iterator[tuple[int, list[str]]]


def open_csv(path: Path, faults: Faults) -> Delimited:
    """The header of a CSV file; its delimiter is the one, comma or semicolon, that the header uses more.

    Raises what *faults* makes, also later, where a row is no CSV. Empty names at the header's end are
    left out.
    """
    lines = Lines(path, faults)
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        raise faults.broken(0, _EMPTY)
    outside = "".join(first.split('"')[::2])
    delimiter = ";" if outside.count(";") >= outside.count(",") else ","
    rows = _rows(lines, first, delimiter)
    _, header = next(rows, (0, []))
    names = [name.strip() for name in header]
    while names and not names[-1]:
        names.pop()
    return Delimited(
        lines, delimiter, names, ((start, cells) for start, cells in rows if any(cells))
    )


def _rows(lines: Lines, first: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(chain([first], lines), delimiter=delimiter, strict=True)
    start = lines.number
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise lines.faults.broken(start, _broken(str(error))) from None
        if cells is None:
            return
        yield start, cells
        start = lines.number + 1


def beyond(cells: Sequence[str], columns: int) -> FactProblem | None:
    """What is wrong with a row that has more cells than there are columns; empty ones do not count."""
    if len(cells) <= columns or not any(cells[columns:]):
        return None
    given = Text(f"{len(cells)} celler", f"{len(cells)} cells")
    allowed = Text(f"rubrikraden har {columns} kolumner", f"the header has {columns} columns")
    hint = Text("Står det ett skiljetecken i en text som saknar citattecken?",
                "Is there a delimiter in a text without quotes?")  # fmt: skip
    return FactProblem("", given, allowed, hint)


def _broken(error: str) -> Text:
    for sign, what in _BROKEN.items():
        if sign in error:
            return what
    return Text(f"raden är ingen CSV ({error}).", f"no CSV ({error}).")


_EMPTY = Text("filen är tom.", "the file is empty.")
_NOT_UTF_8 = Text(
    "texten är inte UTF-8. Spara om filen som CSV UTF-8.",
    "the text is not UTF-8. Save the file anew as UTF-8.",
)
_NO_TEXT = Text(
    "det här är ingen text. Är filen av ett annat slag?",
    "this is no text. Is the file of another kind?",
)
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
