"""CSV in columns of text, where Polars and the csv module cannot read it differently; else row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from csv import field_size_limit
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import polars as pl

from kraftrules.delimited import LONGEST_LINE, Delimited, count_lines

MOST_ROWS = 20_000
AT_ONCE = 16 * 1024 * 1024  # bytes of text
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Plain:
    """Rows in columns of text, each on a line of its own; *first* is the number of the first line."""

    texts: pl.DataFrame
    first: int


def blocks(text: Delimited, rows: Iterator[Row]) -> Iterator[Plain | list[Row]]:
    """All that is left of a CSV file; what is not plain as the *rows* that are made of the text's rows."""
    while ahead := text.lines.ahead(AT_ONCE):
        first, last = text.lines.number + 1, text.lines.number + count_lines(ahead)
        found = plain(ahead, text.header, text.delimiter)
        if found is not None:
            text.lines.skip(ahead)
            yield Plain(found, first)
            continue
        odd = _until(last, text, rows)
        while some := list(islice(odd, MOST_ROWS)):
            yield some


def _until(last: int, text: Delimited, rows: Iterator[Row]) -> Iterator[Row]:
    """The rows that begin on lines up to the *last*, and maybe one more."""
    while text.lines.number < last and (row := next(rows, None)) is not None:
        yield row


def plain(lines: bytes, columns: Sequence[str], delimiter: str) -> pl.DataFrame | None:
    """The cells of whole lines of CSV, as text; None where Polars and the csv module could read them differently.

    So they can not where every line is a row with as many cells as there are columns, quotes stand only
    around whole cells or doubled within, and no row is blank.
    """
    if len(lines) >= LONGEST_LINE:
        return None
    lines = lines if lines.endswith(b"\n") else lines + b"\n"
    numbers = delimiter.join(f"{at}" for at in range(len(columns)))
    try:
        if not _is_plain(lines.decode(), len(columns), delimiter):
            return None
        frame = pl.read_csv(
            numbers.encode() + b"\n" + lines, separator=delimiter, infer_schema=False
        )
    except (UnicodeDecodeError, pl.exceptions.PolarsError):  # no text, or too many columns
        return None
    if frame.select(pl.max_horizontal(pl.all().str.len_bytes().max())).item() > field_size_limit():
        return None
    frame.columns = list(columns)
    return frame.with_columns(pl.all().fill_null(""))


def _is_plain(lines: str, columns: int, delimiter: str) -> bool:
    cell = rf'(?:[^"{delimiter}\r\n\x00]*|"(?:[^"\r\n\x00]|"")*")'
    row = rf"{cell}(?:{delimiter}{cell}){{{columns - 1}}}\r?\n"
    blank = rf'(?m)^[{delimiter}"]*\r?\n'
    text = pl.Series([lines])
    return text.str.contains(rf"\A(?:{row})*\z").item() and not text.str.contains(blank).item()
