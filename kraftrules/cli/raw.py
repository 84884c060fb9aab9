"""What the readers of all table formats have in common: rows of cells, before they are facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from weakref import ref

from kraftrules.cli.terminal import Stop, at_fault, misused
from kraftrules.diagnostics import FactProblem
from kraftrules.given import read_text
from kraftrules.text import Text, listed
from kraftrules.values import Value
from kraftrules.vocabulary import Fact

IN_WORDS = Text("tillåtet är ja eller nej", "allowed is ja or nej, or true or false")
IN_TYPES = Text("tillåtet är true eller false", "allowed is true or false")
LONGEST_LINE = 64 * 1024 * 1024


@dataclass(slots=True)
class Meter:
    """How much of a table has been read; *total* is 0 where nobody knows."""

    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Raw:
    """A row as it stands: its number in the file, its cells by column, what is wrong with the row."""

    number: int
    cells: Mapping[str, object]
    problem: FactProblem | None = None


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as it stands. *columns* is None where each row names its own.

    *read* makes a fact's value of a cell, or raises `Refused`; *truths* is how booleans are written.
    *text* is where the cells stand, in a file in which they can be read many rows at a time.
    """

    columns: tuple[str, ...] | None
    rows: Iterator[Raw]
    read: Callable[[Fact, Any], Value]
    truths: Text
    meter: Meter = field(default_factory=Meter)
    text: Delimited | None = None

    @property
    def in_text(self) -> bool:
        """Whether every cell is text."""
        return self.read is read_text


class Lines:
    """The lines of a UTF-8 file, one at a time; stops the command at what is no text.

    *number* is that of the line read last.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
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
            raise unopened(self.path, error) from None

    def ahead(self, size: int) -> bytes:
        """The lines that come next, about so many bytes of them; they are not read by that."""
        file = self._file()
        if file is None or file.closed:
            return b""
        try:
            found = file.read(size) + file.readline(LONGEST_LINE)
            file.seek(self.meter.done)
        except OSError as error:
            raise unopened(self.path, error) from None
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
            raise at_fault(
                f"{self.path}, rad {self.number}: texten är inte UTF-8. Spara om filen som CSV UTF-8.",
                f"{self.path}, line {self.number}: the text is not UTF-8. Save the file anew as UTF-8.",
            ) from None
        if "\0" in text or len(raw) == LONGEST_LINE:
            raise at_fault(
                f"{self.path}, rad {self.number}: det här är ingen text. Är filen av ett annat slag?",
                f"{self.path}, line {self.number}: this is no text. Is the file of another kind?",
            )
        return text


@dataclass(frozen=True, slots=True)
class Delimited:
    """Text of which each line that is left is a row, unless a cell goes on beyond its line."""

    lines: Lines
    delimiter: str


def count_lines(found: bytes) -> int:
    """How many lines there are, the last of which may lack an end."""
    return found.count(b"\n") + (not found.endswith(b"\n"))


def unopened(path: Path, error: OSError) -> Stop:
    """What to say of a file that the system does not let us read."""
    reason = error.strerror or str(error)
    return misused(f"{path} går inte att läsa: {reason}.", f"{path} cannot be read: {reason}.")


def unreadable(path: Path, kind: str) -> Stop:
    """What to say of a file that is not of the kind that its name says."""
    return at_fault(
        f"{path}: filen går inte att läsa som {kind}. Är den hel och av det slaget?",
        f"{path}: the file cannot be read as {kind}. Is it whole, and of that kind?",
    )


def named_columns(path: Path, header: Sequence[str]) -> tuple[str, ...]:
    """The columns that a header names; empty ones at the end do not count."""
    names = [name.strip() for name in header]
    while names and not names[-1]:
        names.pop()
    if "" in names:
        at = names.index("") + 1
        raise at_fault(f"{path}: kolumn {at} saknar namn.", f"{path}: column {at} has no name.")
    if not names:
        raise at_fault(f"{path}: rubrikraden är tom.", f"{path}: the header is empty.")
    twice = listed(repeated(names))
    if twice:
        raise at_fault(
            f"{path}: kolumnnamn förekommer flera gånger: {twice}.",
            f"{path}: column names occur more than once: {twice}.",
        )
    return tuple(names)


def repeated(names: Iterable[str]) -> list[str]:
    """The names that occur more than once, each once, in order."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return [name for name, count in counts.items() if count > 1]
