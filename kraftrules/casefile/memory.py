"""The events of a case that is kept in memory alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from threading import RLock

from kraftrules.casefile.events import Event, Trace
from kraftrules.decision import Decision


class MemoryLog:
    """Events in a list; safe to share between threads."""

    def __init__(self) -> None:
        self._events: tuple[Event, ...] = ()
        self._lock = RLock()

    def events(self) -> Sequence[Event]:
        """Every event so far."""
        return self._events

    @contextmanager
    def writing(self) -> Iterator[Callable[[Sequence[Event]], object]]:
        """One writer at a time; nothing is added where something is raised."""
        with self._lock:
            yield self._add

    def _add(self, new: Sequence[Event]) -> None:
        self._events = (*self._events, *new)

    def keep(self, decision: Decision, known: date | None, engine: str, seen: int) -> None:
        """There is no audit trail in memory."""

    def forget(self, on: date | None) -> Trace:
        """Let go of all events."""
        with self._lock:
            trace = Trace(on, len(self._events), 0)
            self._events = ()
        return trace
