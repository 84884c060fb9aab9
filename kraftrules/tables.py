"""Whole tables: which engine decides about a table of each kind, and how kinds become each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kraftrules.decision import Engine
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.given import shown
from kraftrules.text import Text

if TYPE_CHECKING:
    import polars

Arm = Callable[[Engine, Any, date, bool], object]
_ALLOWED = Text(
    "tillåtet är en sökväg, eller en tabell i Polars, pandas, pyarrow, DuckDB eller Spark",
    "allowed is a path, or a table of Polars, pandas, pyarrow, DuckDB or Spark",
)


def decide_table(engine: Engine, table: object, on: date, *, ignore_extra: bool = False) -> object:
    """A decision a row, as a table of the kind that *table* is; a path gives a Polars lazy frame.

    *engine* decides about one person. Raises `FactError`, and `ImportError` where the library that
    decides about such tables is not installed.
    """
    arm: Arm | None = _of_path if isinstance(table, str | Path) else _arm(table)
    if arm is None:
        raise _no_table(table)
    return arm(engine, table, on, ignore_extra)


def _arm(table: object) -> Arm | None:
    """What decides about a table, by the library that its type, or a type that it extends, is of."""
    libraries = (kind.__module__.partition(".")[0] for kind in type(table).__mro__)
    return next((_ARMS[library] for library in libraries if library in _ARMS), None)


def _no_table(given: object) -> FactError:
    return FactError([FactProblem("table", shown(given), _ALLOWED)])


def _of_path(engine: Engine, path: str | Path, on: date, ignore_extra: bool) -> object:
    need("polars", "tables")
    from kraftrules.engines.polars.files import decide_file  # noqa: PLC0415 - Polars may be missing

    return decide_file(engine, Path(path), on, ignore_extra=ignore_extra)


def _of_polars(engine: Engine, table: Any, on: date, ignore_extra: bool) -> object:
    import polars as pl  # noqa: PLC0415 - it is there, or there would be no such table

    from kraftrules.engines.polars import decide_frame  # noqa: PLC0415 - see above

    if isinstance(table, pl.LazyFrame):
        return decide_frame(engine, table, on, ignore_extra=ignore_extra)
    if not isinstance(table, pl.DataFrame):
        raise _no_table(table)
    return _decided(engine, table, on, ignore_extra)


def _of_arrow(engine: Engine, table: Any, on: date, ignore_extra: bool) -> object:
    need("polars", "tables")
    import polars as pl  # noqa: PLC0415 - Polars may be missing

    if not hasattr(table, "column_names"):
        raise _no_table(table)
    once(table.column_names)
    _narrow(table.schema)
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame), "it has columns"
    return _decided(engine, frame, on, ignore_extra).to_arrow()


def _narrow(schema: Any) -> None:
    """Raise `FactError` for decimals of Arrow's that Polars cannot hold, and stops short at."""
    allowed = Text("tillåtet är högst 38 siffror: decimal128", "allowed is 38 digits: decimal128")
    wide = [each for each in schema if "decimal256" in str(each.type)]
    if wide:
        raise FactError([FactProblem(each.name, str(each.type)[:60], allowed) for each in wide])


def _of_pandas(engine: Engine, table: Any, on: date, ignore_extra: bool) -> object:
    need("polars", "tables")
    need("pyarrow", "pandas")
    from kraftrules.engines.polars.frames import from_pandas, to_pandas  # noqa: PLC0415 - see above

    if not hasattr(table, "columns"):
        raise _no_table(table)
    once(table.columns)
    frame = from_pandas(engine.plan.facts, table)
    return to_pandas(_decided(engine, frame, on, ignore_extra), table.index)


def _of_duckdb(engine: Engine, table: Any, on: date, ignore_extra: bool) -> object:
    need("sqlglot", "sql")
    from kraftrules.engines.sql.run import decide_relation  # noqa: PLC0415 - sqlglot may be missing

    if not hasattr(table, "query"):
        raise _no_table(table)
    return decide_relation(engine, table, on, ignore_extra=ignore_extra)


def _of_spark(engine: Engine, table: Any, on: date, ignore_extra: bool) -> object:
    need("sqlglot", "sql")
    from kraftrules.engines.sql.run import decide_spark  # noqa: PLC0415 - sqlglot may be missing

    if not hasattr(table, "createOrReplaceTempView"):
        raise _no_table(table)
    return decide_spark(engine, table, on, ignore_extra=ignore_extra)


_ARMS: Mapping[str, Arm] = {
    "polars": _of_polars,
    "pyarrow": _of_arrow,
    "pandas": _of_pandas,
    "duckdb": _of_duckdb,
    "_duckdb": _of_duckdb,
    "pyspark": _of_spark,
}


def _decided(
    engine: Engine, frame: polars.DataFrame, on: date, ignore_extra: bool
) -> polars.DataFrame:
    from kraftrules.engines.polars import decide_whole  # noqa: PLC0415 - it takes Polars along

    return decide_whole(engine, frame, on, ignore_extra=ignore_extra)


def once(names: Sequence[object]) -> None:
    """Raise `FactError` where columns have the same name."""
    found = list(names)
    twice = [
        name for name in dict.fromkeys(map(str, found)) if list(map(str, found)).count(name) > 1
    ]
    if twice:
        allowed = Text("varje kolumn får stå en gång", "each column may occur once")
        raise FactError([FactProblem(name[:80], "flera kolumner", allowed) for name in twice])


def need(module: str, extra: str) -> None:
    """Raise `ImportError`, which says what to install, where a library is missing."""
    try:
        import_module(module)
    except ModuleNotFoundError:
        raise ImportError(
            f"This table needs {module}: pip install 'kraftrules[{extra}]'", name=module
        ) from None
