"""Whole tables: which engine decides about a table of each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.given import shown
from kraftrules.plan import Plan
from kraftrules.text import Text

Arm = Callable[[Plan, object, date, bool], object]
_ALLOWED = Text(
    "tillåtet är en sökväg, en tabell i Polars, pandas eller pyarrow",
    "allowed is a path, or a table of Polars, pandas or pyarrow",
)


def decide_table(plan: Plan, table: object, on: date, *, ignore_extra: bool = False) -> object:
    """A decision a row, as a table of the kind that *table* is; a path gives a Polars lazy frame.

    Raises `FactError`, and `ImportError` where the library that decides is not installed.
    """
    arm = _from_path if isinstance(table, str | Path) else _arm(table)
    if arm is None:
        raise FactError([FactProblem("table", shown(table), _ALLOWED)])
    return arm(plan, table, on, ignore_extra)


def _arm(table: object) -> Arm | None:
    """What decides about a table, by the library that its type, or a type that it extends, is of."""
    libraries = (kind.__module__.partition(".")[0] for kind in type(table).__mro__)
    return next((_ARMS[library] for library in libraries if library in _ARMS), None)


def _from_path(plan: Plan, table: object, on: date, ignore_extra: bool) -> object:
    raise NotImplementedError


def _from_polars(plan: Plan, table: object, on: date, ignore_extra: bool) -> object:
    raise NotImplementedError


_ARMS: Mapping[str, Arm] = {"polars": _from_polars}
