"""What the tests of the command line share."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Result:
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


def decisions(path: Path) -> list[Mapping[str, str]]:
    """The decisions in a CSV file, by column."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def write(path: Path, *lines: Sequence[str] | str) -> Path:
    """A CSV file of these lines, cells parted by semicolons."""
    texts = [line if isinstance(line, str) else ";".join(line) for line in lines]
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path
