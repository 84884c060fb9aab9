"""The events of a case that is kept in a database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from threading import RLock
from typing import cast

from sqlalchemy import Connection

from kraftrules.casefile import database as db
from kraftrules.casefile import trail
from kraftrules.casefile.events import Entry, Event, Ground, Trace, Withdrawal
from kraftrules.casefile.tables import Database, unreadable
from kraftrules.decision import Decision
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.refusal import Refused
from kraftrules.text import Text
from kraftrules.values import UNKNOWN, Value
from kraftrules.vocabulary import Fact
from kraftrules.written import read_json

MOST_VALUES = 10_000
_GROUNDS = {ground.value: ground for ground in Ground}
_FORGOTTEN = Text("personen är glömd", "the person has been forgotten")


class StoreLog:
    """A case's events, read anew whenever they are asked for; safe to share between threads."""

    def __init__(
        self, database: Database, programme: str, person: str | int, facts: Mapping[str, Fact]
    ) -> None:
        self.database = database
        self.programme = programme
        self.person = db.person_text(person)
        self._reader = EventReader(facts)
        self._key = ""
        self._events: tuple[Event, ...] = ()
        self._lock = RLock()
        self._writer: Connection | None = None

    def events(self) -> Sequence[Event]:
        """Every event so far, whoever recorded it."""
        with self._lock:
            if self._writer is not None:
                return self._events
            with self.database.reading() as connection:
                case = db.find_case(connection, self.programme, self.person)
                self._refresh(connection, case)
            return self._events

    @contextmanager
    def writing(self) -> Iterator[Callable[[Sequence[Event]], object]]:
        """One writer at a time, in this process and in all others."""
        with self._lock, self.database.writing() as connection:
            db.lock_chain(connection)
            case = db.locked_case(connection, self.programme, self.person)
            self._refresh(connection, case)
            self._writer = connection
            try:
                yield lambda new: _record(connection, case, new)
            finally:
                self._writer = None

    def _refresh(self, connection: Connection, case: db.Case | None) -> None:
        """Read what others have recorded since; all of it, where the case is another than before."""
        key = "" if case is None else case.key
        if key != self._key:
            self._key, self._events = key, ()
        try:
            if case is not None and case.events > len(self._events):
                rows = db.event_rows(connection, key, len(self._events))
                self._events += tuple(map(self._reader.event, rows))
        except (ValueError, KeyError, TypeError) as error:
            raise unreadable(error) from None

    def keep(self, decision: Decision, known: date | None, engine: str, seen: int) -> None:
        """Add a decision to the audit trail, with the events that it saw.

        Raises `FactError` where the person has been forgotten since they were read.
        """
        with self._lock, self.database.writing() as connection:
            db.lock_chain(connection)
            case = db.locked_case(connection, self.programme, self.person)
            if seen and case.key != self._key:
                raise FactError([FactProblem("person_id", "", _FORGOTTEN)])
            if not case.events:
                db.add_recordings(connection, [case])
            head = db.head_at(connection, case.key, seen)
            content = trail.decision_content(decision, known, engine, seen, head)
            db.add_link(connection, trail.DECISION, case.key, content)

    def forget(self, on: date | None) -> Trace:
        """Remove the case from the database; its place in the trail stays, empty."""
        with self._lock, self.database.writing() as connection:
            db.lock_chain(connection)
            case = db.find_case(connection, self.programme, self.person, lock=True)
            trace = Trace(on, 0, 0) if case is None else db.remove_case(connection, case, on)
        self.database.wipe()
        return trace


def _record(connection: Connection, case: db.Case, new: Sequence[Event]) -> None:
    changed = db.add_events(connection, case, new)
    if new:
        db.add_recordings(connection, [changed])


class EventReader:
    """Makes events of stored rows; a value that comes again is read once.

    The value of a fact that the rules do not read stays as JSON has it.
    """

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.facts = facts
        self._values: dict[tuple[str, str], Value] = {}

    def event(self, row: db.Row) -> Event:
        """The event of a row."""
        if row.fact is None or row.ground is None or row.given_by is None:
            return Withdrawal(row.number, row.given_by, row.since, row.learned)
        value = UNKNOWN if row.value is None else self._value(row.fact, row.value)
        return Entry(row.number, row.fact, value, row.given_by, _GROUNDS[row.ground], row.since,
                     row.learned, row.corrects)  # fmt: skip

    def _value(self, name: str, text: str) -> Value:
        found = self._values.get((name, text), self)
        if found is self:
            if len(self._values) >= MOST_VALUES:
                self._values.clear()
            found = self._values[name, text] = _read(text, self.facts.get(name))
        return cast(Value, found)


def _read(text: str, fact: Fact | None) -> Value:
    """A value from its JSON; unknown where the fact no longer allows it."""
    found: Value = json.loads(text)
    if fact is None:
        return found
    try:
        return read_json(fact, found)
    except Refused:
        return UNKNOWN
