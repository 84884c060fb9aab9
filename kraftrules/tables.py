"""Whole tables: how those of each kind are read, and which engine decides about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kraftrules.decision import Engine
from kraftrules.diagnostics import FactError, FactProblem, cut
from kraftrules.refusal import shown
from kraftrules.text import Text, writable
from kraftrules.vocabulary import Fact

if TYPE_CHECKING:
    import polars

    from kraftrules.engines.polars.source import Source

Facts = Mapping[str, Fact]
_PATH = "path"
_ALLOWED = Text(
    "tillåtet är en sökväg, eller en tabell i Polars, pandas, pyarrow, DuckDB eller Spark",
    "allowed is a path, or a table of Polars, pandas, pyarrow, DuckDB or Spark",
)


def decide_table(engine: Engine, table: object, on: date, *, ignore_extra: bool = False) -> object:
    """A decision a row, as a table of the kind that *table* is; a path gives a Polars lazy frame.

    *engine* decides about one person. Raises `FactError`, and `ImportError` where the library that
    decides about such tables is not installed.
    """
    library = _library(table)
    if library in _IN_PLACE:
        return _IN_PLACE[library](engine, table, on, ignore_extra)
    source = _OPEN[library](engine.plan.facts, table, ignore_extra)
    from kraftrules.engines.polars import decide  # noqa: PLC0415 - Polars is there now

    return _GIVE_BACK[library](decide(engine, source, on), table)


def open_table(facts: Facts, table: object, *, ignore_extra: bool = False) -> Source:
    """A table of any kind that `decide_table` takes, or a path, to be read in columns.

    Raises `FactError` for columns that are wrong, and `ImportError` where a library is missing.
    """
    return _OPEN[_library(table)](facts, table, ignore_extra)


def is_table(given: object) -> bool:
    """Whether something is a table or a path, and no iterable of rows."""
    return isinstance(given, str | Path) or _named(given) is not None


def _library(table: object) -> str:
    """The library that a table is of; raises `FactError` where it is no table."""
    found = _PATH if isinstance(table, str | Path) else _named(table)
    if found is None or not all(hasattr(type(table), each) for each in _HAS.get(found, ())):
        raise FactError([FactProblem("table", shown(table), _ALLOWED)])
    return found


def _named(table: object) -> str | None:
    """The library of which a table's type is, or a type that it extends."""
    libraries = (kind.__module__.partition(".")[0] for kind in type(table).__mro__)
    return next((library for library in libraries if library in _OPEN), None)


def _open_path(facts: Facts, path: str | Path, ignore_extra: bool) -> Source:
    need("polars", "tables")
    from kraftrules.engines.polars.files import scan  # noqa: PLC0415 - Polars may be missing

    return scan(facts, Path(path), ignore_extra=ignore_extra)


def _open_polars(facts: Facts, table: Any, ignore_extra: bool) -> Source:
    from polars.exceptions import PolarsError  # noqa: PLC0415 - see above

    from kraftrules.engines.polars import source  # noqa: PLC0415 - Polars is there, or no table

    lazy = table.lazy()
    with _readable(PolarsError):
        return source(facts, lazy, ignore_extra=ignore_extra, streamed=lazy is table)


def _open_arrow(facts: Facts, table: Any, ignore_extra: bool) -> Source:
    need("polars", "tables")
    from kraftrules.engines.polars.arrow import from_arrow  # noqa: PLC0415 - Polars may be missing

    once(table.column_names)
    return _open_polars(facts, from_arrow(facts, table), ignore_extra)


def _open_pandas(facts: Facts, table: Any, ignore_extra: bool) -> Source:
    need("polars", "tables")
    need("pyarrow", "pandas")
    from kraftrules.engines.polars.pandas import from_pandas  # noqa: PLC0415 - see above

    once(table.columns)
    return _open_polars(facts, from_pandas(facts, table), ignore_extra)


def _open_duckdb(facts: Facts, table: Any, ignore_extra: bool) -> Source:
    need("polars", "tables")
    need("pyarrow", "pandas")
    import duckdb  # noqa: PLC0415 - it is there, or there would be no such table

    from kraftrules.engines.polars.arrow import bring  # noqa: PLC0415 - see above

    def fetch(names: Sequence[str], most: int | None) -> object:
        chosen = table.select(*map(duckdb.ColumnExpression, names))
        return (chosen if most is None else chosen.limit(most)).to_arrow_table()

    with _readable(duckdb.Error):
        _once_in_sql(table.columns)
        return bring(facts, table.columns, fetch, ignore_extra=ignore_extra)


def _open_spark(facts: Facts, table: Any, ignore_extra: bool) -> Source:
    need("polars", "tables")
    need("pyarrow", "pandas")
    from pyspark.errors import PySparkException  # noqa: PLC0415 - it is there likewise

    from kraftrules.engines.polars.arrow import bring  # noqa: PLC0415 - Polars may be missing

    def fetch(names: Sequence[str], most: int | None) -> object:
        chosen = table.select(*names)
        return (chosen if most is None else chosen.limit(most)).toArrow()

    with _readable(PySparkException):
        _once_in_sql(table.columns)
        return bring(facts, table.columns, fetch, ignore_extra=ignore_extra)


_OPEN: Mapping[str, Callable[[Facts, Any, bool], Source]] = {
    _PATH: _open_path,
    "polars": _open_polars,
    "pyarrow": _open_arrow,
    "pandas": _open_pandas,
    "duckdb": _open_duckdb,
    "_duckdb": _open_duckdb,
    "pyspark": _open_spark,
}
# what the types of a library that are tables have, and others have not
_HAS: Mapping[str, tuple[str, ...]] = {
    "polars": ("lazy", "collect_schema"),
    "pyarrow": ("column_names", "num_rows"),
    "pandas": ("columns",),
    "duckdb": ("query", "columns"),
    "_duckdb": ("query", "columns"),
    "pyspark": ("createOrReplaceTempView",),
}


def _in_duckdb(engine: Engine, table: Any, on: date, ignore_extra: bool) -> object:
    need("sqlglot", "sql")
    import duckdb  # noqa: PLC0415 - it is there, or there would be no such table

    from kraftrules.engines.sql.run import decide_relation  # noqa: PLC0415 - sqlglot may be missing

    with _readable(duckdb.Error):
        _once_in_sql(table.columns)
        return decide_relation(engine, table, on, ignore_extra=ignore_extra)


def _in_spark(engine: Engine, table: Any, on: date, ignore_extra: bool) -> object:
    need("sqlglot", "sql")
    from pyspark.errors import PySparkException  # noqa: PLC0415 - it is there likewise

    from kraftrules.engines.sql.run import decide_spark  # noqa: PLC0415 - sqlglot may be missing

    with _readable(PySparkException):
        _once_in_sql(table.columns)
        return decide_spark(engine, table, on, ignore_extra=ignore_extra)


_IN_PLACE: Mapping[str, Callable[[Engine, Any, date, bool], object]] = {
    "duckdb": _in_duckdb,
    "_duckdb": _in_duckdb,
    "pyspark": _in_spark,
}


def _to_polars(found: polars.LazyFrame, table: Any) -> object:
    import polars as pl  # noqa: PLC0415 - it is there, or there would be no such table

    return found if isinstance(table, pl.LazyFrame) else found.collect()


def _to_pandas(found: polars.LazyFrame, table: Any) -> object:
    from kraftrules.engines.polars.pandas import to_pandas  # noqa: PLC0415 - Polars is there now

    return to_pandas(found.collect(), table.index)


_GIVE_BACK: Mapping[str, Callable[[polars.LazyFrame, Any], object]] = {
    _PATH: lambda found, _: found,
    "polars": _to_polars,
    "pyarrow": lambda found, _: found.collect().to_arrow(),
    "pandas": _to_pandas,
}


@contextmanager
def _readable(error: type[Exception]) -> Iterator[None]:
    """Raise `FactError`, in the words of a table's own library, where that cannot read it."""
    try:
        yield
    except error as found:
        allowed = Text("tabellen går inte att läsa", "the table cannot be read")
        words = (str(found).splitlines() or [type(found).__name__])[0]
        raise FactError([FactProblem("table", cut(words), allowed)]) from found


def once(names: Iterable[object]) -> None:
    """Raise `FactError` where columns have the same name."""
    found = [writable(str(each)) for each in names]
    twice = [name for name in dict.fromkeys(found) if found.count(name) > 1]
    if twice:
        allowed = Text("varje kolumn får stå en gång", "each column may occur once")
        raise FactError([FactProblem(name[:80], "flera kolumner", allowed) for name in twice])


def _once_in_sql(names: Sequence[str]) -> None:
    """Raise `FactError` where columns have the same name as SQL reads names, whatever their case."""
    once(names)
    confused = [name for name in names if name != name.lower() and name.lower() in names]
    if confused:
        raise FactError([FactProblem(cut(name), "", Text(
            f"SQL skiljer den inte från {cut(name.lower())}", f"SQL does not tell it from {cut(name.lower())}"
        )) for name in confused])  # fmt: skip


def need(module: str, extra: str) -> None:
    """Raise `ImportError`, which says what to install, where a library is missing."""
    try:
        import_module(module)
    except ModuleNotFoundError:
        raise ImportError(
            f"This table needs {module}: pip install 'kraftrules[{extra}]'", name=module
        ) from None
