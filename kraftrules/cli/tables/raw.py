"""What the readers of all table formats have in common: rows of cells, before they are facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kraftrules.cli.terminal import Stop, at_fault, misused
from kraftrules.delimited import Delimited, Meter
from kraftrules.diagnostics import FactProblem
from kraftrules.text import Text, is_text, listed
from kraftrules.values import Value
from kraftrules.vocabulary import Fact
from kraftrules.written import read_text

IN_WORDS = Text("tillåtet är ja eller nej", "allowed is ja or nej, or true or false")
IN_TYPES = Text("tillåtet är true eller false", "allowed is true or false")


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


@dataclass(frozen=True, slots=True)
class Stops:
    """Stops the command at what is wrong with a file of text."""

    path: Path

    def broken(self, line: int, what: Text) -> Stop:
        """What is wrong on a line, or with the file."""
        sv, en = (f", rad {line}", f", line {line}") if line else ("", "")
        return at_fault(f"{self.path}{sv}: {what}", f"{self.path}{en}: {what.en}")

    def unopened(self, error: OSError) -> Stop:
        """That the system does not let us read it."""
        return unopened(self.path, error)


def unopened(path: Path, error: OSError) -> Stop:
    """What to say of a file that the system does not let us read."""
    reason = error.strerror or str(error)
    return misused(f"{path} går inte att läsa: {reason}.", f"{path} cannot be read: {reason}.")


def check_name(path: Path) -> None:
    """Stop the command where a Parquet file has a name that Polars cannot be told."""
    if not is_text(str(path)):
        raise misused(
            f"{path}: namnet är inte skrivet i UTF-8, vilket en Parquetfils behöver vara. Välj ett annat.",
            f"{path}: the name is not written in UTF-8, as that of a Parquet file has to be. Choose another.",
        )


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
