"""What a store reads and writes, a function for each; every one within a transaction of the caller's."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from kraftrules.casefile import trail
from kraftrules.casefile.events import (
    Event,
    Trace,
    Withdrawal,
    as_text,
    chained,
    value_text,
    written,
)
from kraftrules.casefile.tables import CASES, CHAIN, EVENTS, START, TRAIL


class Row(NamedTuple):
    """An event as it is stored."""

    number: int
    fact: str | None
    value: str | None
    given_by: str | None
    ground: str | None
    since: date
    learned: date
    corrects: int | None
    digest: str = ""


class Case(NamedTuple):
    """A case as it is stored: *events* is how many there are, *head* the digest of them all."""

    key: str
    programme: str
    person: str
    events: int
    head: str


_EVENT_COLUMNS = [EVENTS.c[name] for name in Row._fields]
_CASE_COLUMNS = [CASES.c[name] for name in Case._fields]


def person_text(person_id: str | int) -> str:
    """An id as it is stored."""
    return as_text(person_id)


def find_case(connection: Connection, programme: str, person: str, lock: bool = False) -> Case | None:  # fmt: skip
    """A case, where there is one; *lock* keeps other writers from it."""
    found = select(*_CASE_COLUMNS).where(CASES.c.programme == programme, CASES.c.person == person)
    row = connection.execute(found.with_for_update() if lock else found).first()
    return None if row is None else Case(*row)


def locked_case(connection: Connection, programme: str, person: str) -> Case:
    """A case kept from other writers, made where there is none.

    The caller has locked the chain, so that no two make it; the chain is locked before a case, never
    after, so that no two wait for each other.
    """
    found = find_case(connection, programme, person, lock=True)
    if found is None:
        found = Case(uuid4().hex, programme, person, 0, START)
        connection.execute(insert(CASES).values(found._asdict()))
    return found


def event_rows(connection: Connection, key: str, after: int = 0) -> list[Row]:
    """The events of a case after a number, in order."""
    found = select(*_EVENT_COLUMNS).where(EVENTS.c.key == key, EVENTS.c.number > after)
    return [Row(*row) for row in connection.execute(found.order_by(EVENTS.c.number))]


def add_events(connection: Connection, case: Case, events: Sequence[Event]) -> Case:
    """Add events, numbered from the next number on; gives the case as it then is."""
    head, rows = case.head, []
    for each in events:
        head = chained(head, written(each))
        rows.append({"key": case.key, **_row(each, head)._asdict()})
    if rows:
        connection.execute(insert(EVENTS), rows)
    changed = case._replace(events=case.events + len(rows), head=head)
    values = {"events": changed.events, "head": head}
    connection.execute(update(CASES).where(CASES.c.key == case.key).values(values))
    return changed


def orphans(connection: Connection) -> int:
    """How many events there are of no case."""
    counted = select(func.count()).select_from(EVENTS)
    return connection.scalar(counted.where(EVENTS.c.key.not_in(select(CASES.c.key)))) or 0


def head_at(connection: Connection, key: str, number: int) -> str:
    """The digest of the first events of a case, so many as *number*."""
    wanted = select(EVENTS.c.digest).where(EVENTS.c.key == key, EVENTS.c.number == number)
    return connection.scalars(wanted).first() or START


def _row(event: Event, digest: str) -> Row:
    if isinstance(event, Withdrawal):
        return Row(event.number, None, None, event.by, None, event.since, event.learned, None, digest)  # fmt: skip
    return Row(event.number, event.fact, value_text(event.value), event.by, event.ground.value,
               event.since, event.learned, event.corrects, digest)  # fmt: skip


def text_of(row: Row) -> str:
    """What a stored event says, as `kraftrules.casefile.events.written` has it."""
    if row.fact is None:
        more = [each for each in (row.value, row.ground, row.corrects) if each is not None]
        return as_text(["withdrawal", row.given_by, str(row.since), str(row.learned), *more])
    return as_text(["fact", row.fact, row.value, row.given_by, row.ground, str(row.since), str(row.learned), row.corrects])  # fmt: skip


def all_cases(connection: Connection, programme: str | None = None) -> Iterator[Case]:
    """The cases, by key; those of one programme where it is named."""
    found = select(*_CASE_COLUMNS).order_by(CASES.c.key)
    if programme is not None:
        found = found.where(CASES.c.programme == programme)
    for row in connection.execute(found.execution_options(yield_per=1000)):
        yield Case(*row)


def cases_after(connection: Connection, programme: str, key: str, most: int) -> list[Case]:
    """So many cases of a programme as *most*, by key, after a key."""
    found = select(*_CASE_COLUMNS).where(CASES.c.programme == programme, CASES.c.key > key)
    return [Case(*row) for row in connection.execute(found.order_by(CASES.c.key).limit(most))]


def rows_of_facts(
    connection: Connection, cases: Sequence[Case], facts: Sequence[str]
) -> Iterator[tuple[str, Row]]:
    """The events about some facts, and the withdrawals, of cases that follow each other: with the key, in order."""
    wanted = or_(EVENTS.c.fact.in_(facts), EVENTS.c.fact.is_(None))
    found = (
        select(EVENTS.c.key, *_EVENT_COLUMNS[:-1])
        .join(CASES, CASES.c.key == EVENTS.c.key)
        .where(CASES.c.programme == cases[0].programme, wanted)
        .where(EVENTS.c.key >= cases[0].key, EVENTS.c.key <= cases[-1].key)
        .order_by(EVENTS.c.key, EVENTS.c.number)
    )
    for key, *row in connection.execute(found.execution_options(yield_per=10_000)):
        yield key, Row(*row)


def lock_chain(connection: Connection) -> tuple[int, str]:
    """The length and the head of the trail, kept from other writers."""
    row = connection.execute(select(CHAIN.c.length, CHAIN.c.head).with_for_update()).one()
    return row[0], row[1]


def chain(connection: Connection) -> tuple[int, str]:
    """The length and the head of the trail."""
    row = connection.execute(select(CHAIN.c.length, CHAIN.c.head)).one()
    return row[0], row[1]


def add_link(connection: Connection, kind: str, key: str, content: str) -> int:
    """Add a link to the trail; gives its number."""
    return _add_links(connection, [(kind, key, content)])


def add_recordings(connection: Connection, cases: Sequence[Case]) -> None:
    """Bind cases into the trail as they now stand: whose they are, and all their events."""
    new = [(trail.RECORDING, case.key, trail.recording_content(*case[1:], secrets.token_hex(16)))
           for case in cases]  # fmt: skip
    if new:
        _add_links(connection, new)


def _add_links(connection: Connection, new: Sequence[tuple[str, str, str]]) -> int:
    """Add links, each a kind, a key and a content; gives the number of the last."""
    number, head = lock_chain(connection)
    rows = []
    for kind, key, content in new:
        salt = secrets.token_hex(16)
        number, seal = number + 1, trail.sealed(content, salt)
        head = trail.linked(head, number, kind, key, seal)
        rows.append(dict(zip(TRAIL.c.keys(), (number, kind, key, content, salt, seal, head), strict=True)))  # fmt: skip
    connection.execute(insert(TRAIL), rows)
    connection.execute(update(CHAIN).values(length=number, head=head))
    return number


def links(connection: Connection) -> Iterator[trail.Link]:
    """The links of the trail, in order."""
    found = select(TRAIL).order_by(TRAIL.c.number).execution_options(yield_per=1000)
    return (trail.Link(*row) for row in connection.execute(found))


def remove_case(connection: Connection, case: Case, on: date | None) -> Trace:
    """Remove a case with all its events and decisions, and leave a link that says so."""
    lock_chain(connection)
    kept = (TRAIL.c.key == case.key, TRAIL.c.kind != trail.FORGETTING, TRAIL.c.content.is_not(None))
    found = connection.execute(select(TRAIL.c.number, TRAIL.c.kind).where(*kept).order_by(TRAIL.c.number)).all()  # fmt: skip
    decisions = [number for number, kind in found if kind == trail.DECISION]
    recordings = [number for number, kind in found if kind == trail.RECORDING]
    connection.execute(delete(EVENTS).where(EVENTS.c.key == case.key))
    connection.execute(update(TRAIL).where(*kept).values(content=None, salt=None))
    connection.execute(delete(CASES).where(CASES.c.key == case.key))
    content = trail.forgetting_content(on, case.events, decisions, recordings)
    add_link(connection, trail.FORGETTING, case.key, content)
    return Trace(on, case.events, len(decisions))


def cases_of(connection: Connection, person: str) -> list[Case]:
    """The cases of a person, in every programme."""
    found = select(*_CASE_COLUMNS).where(CASES.c.person == person).with_for_update()
    return [Case(*row) for row in connection.execute(found)]
