"""A large frame in pieces, side by side on the processor's cores."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import current_thread, main_thread

import polars as pl

LEAST = 200_000  # rows of a piece: fewer are sooner reckoned with together than shared out

InColumns = Callable[[pl.DataFrame], tuple[pl.DataFrame, pl.Series]]


def in_pieces(reckon: InColumns, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """What *reckon* makes of a frame, row by row.

    Only the main thread shares out: it is never one of Polars' own, which must not wait for others.
    """
    number = min(pl.thread_pool_size(), frame.height // LEAST)
    if number < 2 or current_thread() is not main_thread():
        return reckon(frame)
    with ThreadPoolExecutor(number) as threads:
        found = list(threads.map(reckon, frame.iter_slices(-(-frame.height // number))))
    frames, series = zip(*found, strict=True)
    return pl.concat(frames), pl.concat(series)
