"""Decisions about parts of a table, kept in a folder until all are there."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kraftrules.api import Ruleset
from kraftrules.cli.decisions.outcomes import Outcomes
from kraftrules.cli.decisions.summary import Counts, Tally
from kraftrules.cli.tables.out import unwritable, write_parquet
from kraftrules.cli.tables.refused import Refused
from kraftrules.cli.tables.table import Table
from kraftrules.cli.terminal import Stop, misused
from kraftrules.diagnostics import FactProblem
from kraftrules.text import Text

if TYPE_CHECKING:
    import polars

_MANIFEST = "purpose.json"
_OURS = re.compile(r"purpose\.(json|\d+)|\d{6,}\.(json|parquet|unfinished|\d+)")
_COUNTS = ("outcomes", "exclusions", "criteria", "missing")


def purpose(ruleset: Ruleset, day: date, table: Table) -> dict[str, object]:
    """What decisions are for: the same purpose gives the same decisions."""
    file = table.path.stat()
    return {
        "kraftrules": version("kraftrules"),
        "rules": ruleset.fingerprint,
        "on": day.isoformat(),
        "table": str(table.path.resolve()),
        "size": file.st_size,
        "changed": file.st_mtime_ns,
        "columns": sorted(name for name, each in table.columns.items() if each is not None),
    }


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of parts, all for one *purpose*."""

    folder: Path
    purpose: Mapping[str, object]

    def open(self) -> None:
        """Make the folder, without what lies there for another purpose. Raises `Stop`."""
        try:
            self.folder.mkdir(exist_ok=True)
        except FileExistsError:
            raise _in_the_way(self.folder, "är ingen mapp", "is no folder") from None
        manifest = self.folder / _MANIFEST
        if _read(manifest) == self.purpose:
            return
        others = sorted(each.name for each in set(self.folder.iterdir()) - set(self._ours()))
        if others:
            raise _in_the_way(self.folder, f"innehåller {others[0]}", f"holds {others[0]}")
        self._clear()
        _write(manifest, self.purpose)

    def part(self, number: int) -> Path:
        """The file with the decisions of a part."""
        return self.folder / f"{number:06}.parquet"

    def load(self, number: int) -> Outcomes | None:
        """What came of a part, if it is done and all of it lies there as it was kept."""
        found = _read(self._counts(number))
        with suppress(OSError, RecursionError):
            match found:
                case {"seal": seal, "came": came} if seal == self._seal(number, came):
                    return _outcomes(came)
        return None

    def save(self, number: int, decided: polars.DataFrame, outcomes: Outcomes) -> None:
        """Keep a part; it is done when both files are there whole. Raises `Stop`."""
        unfinished = self.part(number).with_suffix(".unfinished")
        came = _as_json(outcomes)
        try:
            write_parquet(decided, unfinished)
            unfinished.replace(self.part(number))
            _write(self._counts(number), {"seal": self._seal(number, came), "came": came})
        except OSError as error:
            raise unwritable(Path(error.filename2 or self.folder), error) from None

    def remove(self) -> None:
        """Take the parts away, and the folder unless it holds anything else, as far as they are there."""
        with suppress(OSError):
            self._clear()
            self.folder.rmdir()

    @contextmanager
    def there(self) -> Iterator[None]:
        """Raise `Stop` that says so where something fails since the folder is gone."""
        try:
            yield
        except (Stop, OSError):
            if self.folder.is_dir():
                raise
            raise misused(
                f"{self.folder} är borta, där det lades som är klart. Skriver ett annat kommando till samma --out?",
                f"{self.folder} is gone, where what is done was kept. Does another command write to the same --out?",
            ) from None

    def _counts(self, number: int) -> Path:
        return self.folder / f"{number:06}.json"

    def _seal(self, number: int, came: object) -> str:
        """What no part shares with another, nor with itself when it is damaged."""
        with self.part(number).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
        digest.update(json.dumps(came).encode())
        return digest.hexdigest()

    def _ours(self) -> list[Path]:
        found = self.folder.iterdir()
        return [each for each in found if _OURS.fullmatch(each.name) and each.is_file()]

    def _clear(self) -> None:
        for each in self._ours():
            each.unlink()


def _in_the_way(folder: Path, sv: str, en: str) -> Stop:
    return misused(
        f"{folder} {sv}, och behövs för det som är klart tills allt är det. Flytta undan den, eller välj ett annat --out.",
        f"{folder} {en}, and is needed for what is done until all is. Move it away, or choose another --out.",
    )


def _read(path: Path) -> object:
    with suppress(OSError, ValueError, RecursionError):
        found: object = json.loads(path.read_text(encoding="utf-8"))
        return found
    return None


def _write(path: Path, content: object) -> None:
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_text(json.dumps(content), encoding="utf-8")
    unfinished.replace(path)


def _as_json(outcomes: Outcomes) -> dict[str, object]:
    tally = {
        name: [[*key, n] for key, n in getattr(outcomes.tally, name).items()] for name in _COUNTS
    }
    return {
        "tally": tally,
        "refused": [
            [row, [_problem(each) for each in problems]] for row, problems in outcomes.refused.first
        ],
        "refused_count": outcomes.refused.count,
        "refused_kinds": [
            [_problem(each.problem), each.count, each.rows]
            for each in outcomes.refused.kinds.values()
        ],
        "refused_others": outcomes.refused.others,
        "numbered": outcomes.numbered,
        "ids": [outcomes.in_order, outcomes.first_id, outcomes.last_id],
    }


def _outcomes(found: Mapping[str, Any]) -> Outcomes:
    counts = {name: _counts(found["tally"][name]) for name in _COUNTS}
    refused = Refused(
        found["refused_count"],
        [(row, tuple(map(_read_problem, problems))) for row, problems in found["refused"]],
        others=found["refused_others"],
    )
    for problem, count, rows in found["refused_kinds"]:
        refused.see(_read_problem(problem), count, rows)
    outcomes = Outcomes(
        tally=Tally(**counts),
        refused=refused,
        numbered=found["numbered"],
    )
    outcomes.in_order, outcomes.first_id, outcomes.last_id = found["ids"]
    return outcomes


def _counts(found: list[tuple[str, str, int]]) -> Counts:
    return Counter({(thing, group): count for thing, group, count in found})


def _problem(problem: FactProblem) -> list[object]:
    texts = (problem.given, problem.allowed, problem.hint)
    return [
        problem.fact,
        *([each[:], each.en] if isinstance(each, Text) else each for each in texts),
    ]


def _read_problem(found: list[Any]) -> FactProblem:
    given, allowed, hint = (Text(*each) if isinstance(each, list) else each for each in found[1:])
    return FactProblem(found[0], given, allowed, hint)
