"""A bar on the terminal while a long table is read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from kraftrules.delimited import Meter

T = TypeVar("T")
PATIENCE = 1.0  # seconds
ROWS_A_STEP = 256


def tracked(
    things: Iterable[T], meter: Meter, what: str, *, every: int = ROWS_A_STEP
) -> Iterator[T]:
    """The things, one by one, with a bar on stderr once that takes more than a second.

    The bar moves with *every* so many things.
    """
    if not sys.stderr.isatty():
        yield from things
        return
    progress = _bar()
    task = progress.add_task(what, total=meter.total or None)
    began = monotonic()
    try:
        for count, thing in enumerate(things):
            if count % every == 0 and monotonic() - began > PATIENCE:
                progress.start()
                progress.update(task, completed=meter.done)
            yield thing
    finally:
        progress.stop()


def _bar() -> Progress:
    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    return Progress(*columns, console=Console(stderr=True), transient=True)
