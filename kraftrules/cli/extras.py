"""The libraries of extras, loaded when something needs them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
        f"{what} behöver {module}: pip install 'kraftrules[{extra}]', eller i en kopia av förrådet '.[{extra}]'",
        f"{what.en} needs {module}: pip install 'kraftrules[{extra}]', or in a copy of the repository '.[{extra}]'",
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


def import_jinja() -> ModuleType:
    """Jinja, when a page is written."""
    try:
        import jinja2  # noqa: PLC0415 - the extra may be missing
    except ModuleNotFoundError:
        raise needed("jinja2", "pages") from None
    return jinja2


def import_vl_convert() -> ModuleType:
    """Vega-Lite, when a page's charts are drawn."""
    try:
        import vl_convert  # noqa: PLC0415 - the extra may be missing
    except ModuleNotFoundError:
        raise needed("vl-convert-python", "pages") from None
    return vl_convert


@contextmanager
def needing_highs() -> Iterator[None]:
    """Where an intake may come to need HiGHS, to fill reserved seats."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != "highspy":
            raise
        raise misused(
            "Platser som hålls behöver highspy: pip install 'kraftrules[intake]', eller i en kopia av förrådet '.[intake]'",
            "Reserved seats need highspy: pip install 'kraftrules[intake]', or in a copy of the repository '.[intake]'",
        ) from None


def has_polars() -> bool:
    """Whether Polars is there, so that rows can be decided about together."""
    return find_spec("polars") is not None
