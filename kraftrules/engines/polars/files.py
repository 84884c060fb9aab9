"""Tables in files, scanned lazily: Parquet, CSV and JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl
from polars.io.plugins import register_io_source

from kraftrules.cells import read_typed
from kraftrules.delimited import beyond, open_csv
from kraftrules.diagnostics import FactError, FactProblem, cut
from kraftrules.engines.polars import source
from kraftrules.engines.polars.closer import ReadCell
from kraftrules.engines.polars.layout import PERSON_ID, lay_out, named
from kraftrules.engines.polars.objects import ABSENT, Absent, typed
from kraftrules.engines.polars.paths import (
    exists,
    named_in_utf8,
    parquet_files,
    readable,
    suffix,
    wrong,
)
from kraftrules.engines.polars.plain import Plain, blocks
from kraftrules.engines.polars.sheet import ROW
from kraftrules.engines.polars.source import Batch, Source
from kraftrules.refusal import shown
from kraftrules.text import Text, listed
from kraftrules.values import Value
from kraftrules.vocabulary import UNKNOWN_SUFFIX, Fact
from kraftrules.written import read_text

MOST_AT_ONCE = 2_000_000  # rows that are sooner decided about together than in batches
MOST_BYTES_AT_ONCE = 512 * 1024 * 1024  # of text, likewise
_LINE = "line"


def scan(facts: Mapping[str, Fact], path: Path, *, ignore_extra: bool) -> Source:
    """The table in a file; a folder is one of Parquet files. Raises `FactError`."""
    if not exists(path):
        raise wrong(path, "filen finns inte", "there is no such file")
    if not (path.is_file() or path.is_dir()):
        raise wrong(path, "tillåtet är en fil, som kan läsas flera gånger, inte ett rör eller en enhet",
                    "allowed is a file, which can be read several times, no pipe or device")  # fmt: skip
    open_ = _FORMATS.get(suffix(path))
    if open_ is None:
        endings = listed(_FORMATS, "eller")
        raise wrong(
            path,
            f"filen ska sluta på {endings}",
            f"the file should end in {endings.replace('eller', 'or')}",
        )
    with readable(path):
        return open_(facts, path, ignore_extra)


def _parquet(facts: Mapping[str, Fact], path: Path, ignore_extra: bool) -> Source:
    frame = pl.scan_parquet(parquet_files(path), glob=False)
    streamed = frame.select(pl.len()).collect().item() > MOST_AT_ONCE
    told = _naming(path, frame, streamed)
    return source(facts, told, ignore_extra=ignore_extra, streamed=streamed)


def _naming(path: Path, frame: pl.LazyFrame, streamed: bool) -> pl.LazyFrame:
    """The scan of a file, which raises `FactError` where the file proves broken as it is read."""

    def read(
        columns: list[str] | None, where: pl.Expr | None, most: int | None, _: int | None
    ) -> Iterator[pl.DataFrame]:
        chosen = frame if columns is None else frame.select(columns)
        chosen = chosen if where is None else chosen.filter(where)
        chosen = chosen if most is None else chosen.head(most)
        with readable(path):
            if streamed:
                yield from chosen.collect_batches()
            else:
                yield chosen.collect()

    return register_io_source(read, schema=frame.collect_schema())


def _csv(facts: Mapping[str, Fact], path: Path, ignore_extra: bool) -> Source:
    """The cells of a CSV file are text, as `kraftrules.written.read_text` reads it; a cell that a short
    row lacks is unknown, and a blank line is no row."""
    header = open_csv(path, _Faults(path)).header
    _named(header)
    columns = named(facts, header, ignore_extra=ignore_extra)
    frame = register_io_source(
        partial(_texts, path, header), schema=dict.fromkeys(header, pl.String)
    )
    chosen = frame.select(list(columns))
    streamed = path.stat().st_size > MOST_BYTES_AT_ONCE
    return _Cells(columns, _read_text, _by_name).source(facts, chosen, streamed)


def _texts(
    path: Path,
    header: Sequence[str],
    columns: list[str] | None,
    where: pl.Expr | None,
    most: int | None,
    _: int | None,
) -> Iterator[pl.DataFrame]:
    """The rows of a CSV file as Polars asks for them: text, and null where a cell is absent."""
    faults = _Faults(path)
    with readable(path):
        text = open_csv(path, faults)
        if text.header != header:
            raise wrong(path, "filens kolumner har ändrats sedan den först lästes",
                        "the file's columns have changed since it was first read")  # fmt: skip
        for found in blocks(text, text.rows):
            frame = found.texts if isinstance(found, Plain) else _framed(header, found, faults)
            frame = frame if columns is None else frame.select(columns)
            frame = frame if where is None else frame.filter(where)
            frame = frame if most is None else frame.head(most)
            most = None if most is None else most - frame.height
            yield frame
            if most == 0:
                return


def _framed(
    header: Sequence[str], rows: Sequence[tuple[int, list[str]]], faults: _Faults
) -> pl.DataFrame:
    for line, cells in rows:
        problem = beyond(cells, len(header))
        if problem is not None:
            raise faults.beyond(line, problem)
    most = len(header)
    whole = [cells[:most] + [None] * (most - len(cells)) for _, cells in rows]
    return pl.DataFrame(whole, dict.fromkeys(header, pl.String), orient="row")


@dataclass(frozen=True, slots=True)
class _Faults:
    """Makes the errors about a file of text."""

    path: Path

    def broken(self, line: int, what: Text) -> FactError:
        """What is wrong on a line, or with the file."""
        place = Text(f", rad {line}", f", line {line}") if line else Text("")
        return self._wrong(place, Text(what.rstrip("."), what.en.rstrip(".")))

    def beyond(self, line: int, problem: FactProblem) -> FactError:
        """What is wrong with the row that begins on a line."""
        sv, en = f", rad {line}: {problem.given}", f", line {line}: {Text(problem.given)['en']}"
        return self._wrong(Text(sv, en), problem.allowed, problem.hint)

    def unopened(self, error: OSError) -> OSError:
        """That the system does not let us read it."""
        return error

    def _wrong(self, place: Text, allowed: Text, hint: Text | None = None) -> FactError:
        name = cut(repr(str(self.path)))
        return FactError(
            [FactProblem("table", Text(f"{name}{place}", f"{name}{place.en}"), allowed, hint)]
        )


def _read_text(fact: Fact, cell: object) -> Value:
    return read_text(fact, str(cell))


def _by_name(frame: pl.DataFrame) -> dict[str, pl.Series]:
    return {each.name: each for each in frame.drop(ROW).get_columns()}


def _named(header: Sequence[str]) -> None:
    wrong = [name for name in dict.fromkeys(header) if header.count(name) > 1 or not name]
    if wrong or not header:
        allowed = Text("varje kolumn har ett eget namn", "each column has a name of its own")
        raise FactError(
            [FactProblem(name[:80] or "table", shown(name), allowed) for name in wrong or [""]]
        )


def _json_lines(facts: Mapping[str, Fact], path: Path, ignore_extra: bool) -> Source:
    """The objects of a JSON Lines file, in which what is left out is unknown and null may be none."""
    frame = pl.scan_csv(
        named_in_utf8(path), has_header=False, new_columns=[_LINE], separator="\x1f", quote_char=None,
        infer_schema=False, glob=False,
    ).filter(pl.col(_LINE).str.strip_chars() != "")  # fmt: skip
    first = _objects(frame.head(1).collect().with_row_index(ROW))
    names = [
        *facts,
        *(f"{each.id}{UNKNOWN_SUFFIX}" for each in facts.values() if each.none_allowed),
    ]
    ids = [PERSON_ID] if any(PERSON_ID in each for each in first) else []
    columns = named(
        facts, [*ids, *(name for name in names if name != PERSON_ID)], ignore_extra=False
    )

    def cells(lines: pl.DataFrame) -> dict[str, list[object]]:
        found = _objects(lines)
        extra = {name for each in found for name in each} - set(columns)
        if extra and not ignore_extra:
            named(facts, sorted(extra), ignore_extra=False)
        return {name: [each.get(name, ABSENT) for each in found] for name in columns}

    streamed = path.stat().st_size > MOST_BYTES_AT_ONCE
    return _Cells(columns, read_typed, cells).source(
        facts, _naming(path, frame, streamed), streamed
    )


def _objects(lines: pl.DataFrame) -> list[dict[str, object]]:
    """The objects of some lines; raises `FactError` for the first line that is none."""
    return [_object(*each) for each in lines.select(ROW, _LINE).iter_rows()]


def _object(number: int, line: str) -> dict[str, object]:
    try:
        found = json.loads(line, object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found
    allowed = Text("tillåtet är ett JSON-objekt där varje namn står en gång",
                   "allowed is a JSON object in which each name occurs once")  # fmt: skip
    given = Text(f"{shown(line)} på rad {number + 1}", f"{shown(line)} in row {number + 1}")
    raise FactError([FactProblem("table", given, allowed)])


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


@dataclass(frozen=True, slots=True)
class _Cells:
    """Makes columns of cells that are Python objects. *columns* are facts by column, flags among
    them; *cells* gives the columns of a batch."""

    columns: Mapping[str, Fact]
    read: ReadCell
    cells: Callable[[pl.DataFrame], Mapping[str, Sequence[object] | pl.Series]]

    def source(self, facts: Mapping[str, Fact], frame: pl.LazyFrame, streamed: bool) -> Source:
        """The rows of a file, scanned."""
        empty, _ = typed(self.columns, dict.fromkeys(self.columns, ()), self.read)
        layout = lay_out(facts, empty.schema, ignore_extra=False)
        return Source(layout, frame, self.read, self._load, streamed)

    def _load(self, frame: pl.DataFrame) -> Batch:
        cells = self.cells(frame)
        columns, odd = typed(self.columns, cells, self.read)

        def originals(rows: pl.DataFrame) -> Iterator[dict[str, object]]:
            place = {number: at for at, number in enumerate(frame.get_column(ROW))}
            for number in rows.get_column(ROW):
                row = {name: _cell(column, place[number]) for name, column in cells.items()}
                yield {ROW: number} | {k: v for k, v in row.items() if not isinstance(v, Absent)}

        return Batch(columns.with_columns(frame.get_column(ROW)), originals, odd)


def _cell(column: Sequence[object] | pl.Series, at: int) -> object:
    """A cell, which in a series of texts is null where it is absent."""
    return ABSENT if isinstance(column, pl.Series) and column[at] is None else column[at]


_FORMATS: Mapping[str, Callable[[Mapping[str, Fact], Path, bool], Source]] = {
    ".parquet": _parquet,
    ".csv": _csv,
    ".jsonl": _json_lines,
}
