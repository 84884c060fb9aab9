"""A large frame in pieces, side by side on the processor's cores."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import current_thread, main_thread

import polars as pl

LEAST = 200_000  # rows of a piece: fewer are sooner reckoned with together than shared out

Pair = tuple[pl.DataFrame, pl.DataFrame]


def in_pieces(reckon: Callable[[pl.DataFrame], Pair], frame: pl.DataFrame) -> Pair:
    """Two frames that *reckon* makes of a frame, row by row.

    Only the main thread shares out: it is never one of Polars' own, which must not wait for others.
    """
    number = min(pl.thread_pool_size(), frame.height // LEAST)
    if number < 2 or current_thread() is not main_thread():
        return reckon(frame)
    with ThreadPoolExecutor(number) as threads:
        found = list(threads.map(reckon, frame.iter_slices(-(-frame.height // number))))
    first, second = zip(*found, strict=True)
    return pl.concat(first), pl.concat(second)
