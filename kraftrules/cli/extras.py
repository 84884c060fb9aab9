"""The libraries of the extra ``tables``, loaded when a file needs them."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from kraftrules.cli.terminal import Stop, misused
from kraftrules.text import Text

if TYPE_CHECKING:
    from types import ModuleType


def needed(module: str, extra: str = "tables") -> Stop:
    """What to install when a library is missing."""
    what = (
        Text("Det här formatet", "This format")
        if extra == "tables"
        else Text("Kommandot", "The command")
    )
    return misused(
        f"{what} behöver {module}: pip install 'kraftrules[{extra}]'",
        f"{what.en} needs {module}: pip install 'kraftrules[{extra}]'",
    )


def import_polars() -> ModuleType:
    """Polars, when a Parquet file is read or written."""
    try:
        import polars  # noqa: PLC0415 - the extra may be missing
    except ModuleNotFoundError:
        raise needed("polars") from None
    return polars


def import_openpyxl() -> ModuleType:
    """Openpyxl, when an xlsx file is read or written."""
    try:
        import openpyxl  # noqa: PLC0415 - the extra may be missing
    except ModuleNotFoundError:
        raise needed("openpyxl") from None
    return openpyxl


def has_polars() -> bool:
    """Whether Polars is there, so that rows can be decided about together."""
    return find_spec("polars") is not None
