"""JSON, an array of objects, and JSON Lines, an object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from kraftrules.cells import read_typed
from kraftrules.cli.tables.raw import IN_TYPES, Raw, RawTable, Stops, repeated
from kraftrules.cli.terminal import at_fault
from kraftrules.delimited import Lines, Meter
from kraftrules.diagnostics import FactProblem
from kraftrules.refusal import shown
from kraftrules.text import Text, listed


class _Repeating(dict[str, object]):
    """An object in which names occur more than once."""

    names: list[str]


def read_json_array(path: Path) -> RawTable:
    """The rows of a JSON file: its objects, numbered from 1."""
    text = "".join(Lines(path, Stops(path)))
    if not text.strip():
        raise at_fault(f"{path}: filen är tom.", f"{path}: the file is empty.")
    try:
        found = json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise at_fault(
            f"{path}, rad {error.lineno}, kolumn {error.colno}: ingen JSON ({error.msg}).",
            f"{path}, line {error.lineno}, column {error.colno}: no JSON ({error.msg}).",
        ) from None
    except (ValueError, RecursionError):
        raise at_fault(f"{path}: ingen JSON som går att läsa (för djup, eller ett för långt tal).",
                       f"{path}: no JSON that can be read (too deep, or too long a number).") from None  # fmt: skip
    if not isinstance(found, list):
        raise at_fault(f"{path}: filen ska innehålla en lista av objekt, [{{…}}, {{…}}].",
                       f"{path}: the file should hold a list of objects, [{{…}}, {{…}}].")  # fmt: skip
    meter = Meter(0, len(found))
    return RawTable(None, _objects(found, meter), read_typed, IN_TYPES, meter)


def read_json_lines(path: Path) -> RawTable:
    """The rows of a JSON Lines file, numbered by line; blank lines do not count."""
    lines = Lines(path, Stops(path))
    if not lines.meter.total:
        raise at_fault(f"{path}: filen är tom.", f"{path}: the file is empty.")
    return RawTable(None, _lines(lines), read_typed, IN_TYPES, lines.meter)


def _objects(found: list[object], meter: Meter) -> Iterator[Raw]:
    for number, each in enumerate(found, 1):
        meter.done = number
        yield _row(number, each)


def _lines(lines: Lines) -> Iterator[Raw]:
    for line in lines:
        if not line.strip():
            continue
        try:
            yield _row(lines.number, _DECODER.decode(line))
        except (ValueError, RecursionError):
            yield Raw(lines.number, {}, _problem(line.strip()))


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    repeating = _Repeating(pairs)
    repeating.names = repeated(name for name, _ in pairs)
    return repeating


_DECODER = json.JSONDecoder(object_pairs_hook=_object)


def _row(number: int, found: object) -> Raw:
    if not isinstance(found, dict):
        return Raw(number, {}, _problem(found))
    lists = [value for value in found.values() if isinstance(value, list)]
    for each in (found, *(record for value in lists for record in value)):
        if isinstance(each, _Repeating):
            return Raw(number, {}, _twice(each.names))
    return Raw(number, found)


def _problem(given: object) -> FactProblem:
    allowed = Text('tillåtet är ett JSON-objekt, {"age": 42, …}',
                   'allowed is a JSON object, {"age": 42, …}')  # fmt: skip
    return FactProblem("", shown(given), allowed)


def _twice(names: list[str]) -> FactProblem:
    allowed = Text("varje namn får stå en gång", "each name may occur once")
    given = Text(f"{listed(names)} flera gånger", f"{listed(names, 'and')} more than once")
    return FactProblem("", given, allowed)
