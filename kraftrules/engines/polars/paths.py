"""Paths to tables: the files there, and what is said where they cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import polars as pl

from kraftrules.diagnostics import FactError, FactProblem, cut
from kraftrules.text import Text, is_text

_DIFFERING = (pl.exceptions.SchemaError, pl.exceptions.ColumnNotFoundError)
_UNREADABLE = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, UnicodeDecodeError)  # fmt: skip


def exists(path: Path) -> bool:
    """Whether there is a file or a folder."""
    try:
        return path.exists()
    except OSError:  # a name that no file can have
        return False


def suffix(path: Path) -> str:
    """The ending that tells the format; a folder is one of Parquet files."""
    return ".parquet" if path.is_dir() else path.suffix.lower()


def parquet_files(path: Path) -> list[Path]:
    """The file, or those of a folder in the order of their names. Raises `FactError`."""
    if not path.is_dir():
        return [named_in_utf8(path)]
    found = sorted(each for each in path.iterdir() if each.suffix.lower() == ".parquet")
    if not found:
        raise wrong(path, "mappen har inga .parquet-filer, och mappar i den läses inte",
                    "the folder has no .parquet files, and folders in it are not read")  # fmt: skip
    for each in found:
        if each.is_dir():
            raise wrong(each, "en mapp i mappen läses inte", "a folder in the folder is not read")
    return list(map(named_in_utf8, found))


def named_in_utf8(path: Path) -> Path:
    """The path, if Polars can be told it. Raises `FactError`."""
    if not is_text(str(path)):
        raise wrong(path, "namnet är inte skrivet i UTF-8; byt namn på filen",
                    "the name is not written in UTF-8; rename the file")  # fmt: skip
    return path


def wrong(path: Path, sv: str, en: str) -> FactError:
    """What to say of a path."""
    return FactError([FactProblem("table", cut(repr(str(path))), Text(sv, en))])


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Raise `FactError` where a file, or one in a folder, turns out not to be of its format."""
    try:
        yield
    except _UNREADABLE as error:
        raise _fault(path, error) from None


def _fault(path: Path, error: BaseException) -> FactError:
    """What is wrong with what cannot be read; in a folder, with which file."""
    what = Text("filen", "the file")
    if path.is_dir():
        what = Text("mappen", "the folder")
        with suppress(OSError):
            schemas = {}
            for each in parquet_files(path):
                with readable(each):
                    schemas[each.name] = pl.scan_parquet(each, glob=False).collect_schema()
            if isinstance(error, _DIFFERING):
                return _differing(path, schemas)
    ending = suffix(path)
    return wrong(path, f"{what} går inte att läsa som {ending}",
                 f"{what.en} cannot be read as {ending}")  # fmt: skip


def _differing(folder: Path, schemas: dict[str, pl.Schema]) -> FactError:
    """In which column a file differs from the first."""
    (name, first), *others = schemas.items()
    for other, schema in others:
        for column in {**first, **schema}:
            one, two = first.get(column), schema.get(column)
            if one != two:
                col, a, b = (cut(repr(each)) for each in (column, name, other))
                return wrong(folder, f"filerna har olika kolumner: {col} {_type(one)} i {a} men {_type(two)} i {b}",
                             f"the files differ in columns: {col} {_type(one).en} in {a} but {_type(two).en} in {b}")  # fmt: skip
    return wrong(folder, "filerna har olika kolumner", "the files differ in columns")


def _type(found: pl.DataType | None) -> Text:
    if found is None:
        return Text("saknas", "is missing")
    return Text(f"är {cut(str(found))}", f"is {cut(str(found))}")
