"""Whole tables: which engine decides about a table of each kind, and how kinds become each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
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
    "tillåtet är en sökväg, eller en tabell i Polars, pandas eller pyarrow",
    "allowed is a path, or a table of Polars, pandas or pyarrow",
)


def decide_table(engine: Engine, table: object, on: date, *, ignore_extra: bool = False) -> object:
    """A decision a row, as a table of the kind that *table* is; a path gives a Polars lazy frame.

    *engine* decides about one person. Raises `FactError`, and `ImportError` where the library that
    decides about such tables is not installed.
    """
    arm = _decide_path if isinstance(table, str | Path) else _arm(table)
    if arm is None:
        raise FactError([FactProblem("table", shown(table), _ALLOWED)])
    return arm(engine, table, on, ignore_extra)


def _arm(table: object) -> Arm | None:
    """What decides about a table, by the library that its type, or a type that it extends, is of."""
    libraries = (kind.__module__.partition(".")[0] for kind in type(table).__mro__)
    return next((_ARMS[library] for library in libraries if library in _ARMS), None)


def _decide_lazy(engine: Engine, table: polars.LazyFrame, on: date, ignore_extra: bool) -> polars.LazyFrame:
    _need("polars")
    from kraftrules.engines.polars import decide_frame  # noqa: PLC0415 - Polars may be missing

    return decide_frame(engine, table, on, ignore_extra=ignore_extra)


def _decide_path(engine: Engine, table: str | Path, on: date, ignore_extra: bool) -> object:
    raise NotImplementedError


def _decide_polars(engine: Engine, table: Any, on: date, ignore_extra: bool) -> object:
    decided = _decide_lazy(engine, table.lazy(), on, ignore_extra)
    return decided if hasattr(table, "collect") else decided.collect()


_ARMS: Mapping[str, Arm] = {"polars": _decide_polars}


def _need(module: str) -> None:
    """Raise `ImportError`, which says what to install, where a library is missing."""
    try:
        __import__(module)
    except ModuleNotFoundError:
        raise ImportError(f"kraftrules needs {module} for this table: pip install 'kraftrules[tables]'") from None
