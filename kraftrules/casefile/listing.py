"""What concerns many cases of a store at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection

from kraftrules.casefile import border
from kraftrules.casefile import database as db
from kraftrules.casefile.corrections import continued
from kraftrules.casefile.events import Event, Trace
from kraftrules.casefile.listed import PersonDuties, duties_of_person
from kraftrules.casefile.many import by_person
from kraftrules.casefile.state import facts_at
from kraftrules.casefile.storelog import EventReader
from kraftrules.casefile.tables import Database
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.text import Text

MOST_AT_ONCE = 500


def people(database: Database, programme: str) -> list[str | int]:
    """The ids of those who have a case in a programme, sorted as text."""
    with database.reading() as connection:
        return sorted((_person(case) for case in db.all_cases(connection, programme)), key=str)  # fmt: skip


def duties(
    database: Database, rules: border.Rules, on: date, known: date | None
) -> Iterator[PersonDuties]:
    """How the duties stand on a day for everyone in a programme: the id, the team, the duties."""
    wanted = [*(fact.id for fact in rules.duties.inputs), border.TEAM]
    reader, last = EventReader(rules.facts), ""
    while True:  # nothing is held open while the caller has the result: somebody may be forgotten
        with database.reading() as connection:
            cases = db.cases_after(connection, rules.ruleset.id, last, MOST_AT_ONCE)
            events = _events(connection, cases, wanted, reader)
            ids = {case.key: _person(case) for case in cases}
        if not cases:
            return
        for key, person in ids.items():
            told = events.get(key, ())
            held = border.within_bounds(rules, facts_at(told, rules.facts, on, known), on)
            yield duties_of_person(rules, person, held, on)
        last = cases[-1].key


def _events(
    connection: Connection, cases: Sequence[db.Case], facts: Sequence[str], reader: EventReader
) -> dict[str, list[Event]]:
    """The events about some facts, by case."""
    rows = db.rows_of_facts(connection, cases, facts) if cases else ()
    return {
        key: [reader.event(row) for _, row in group] for key, group in groupby(rows, itemgetter(0))
    }


def _person(case: db.Case) -> str | int:
    found: object = json.loads(case.person)
    if isinstance(found, str | int):
        return found
    raise TypeError


def add(
    database: Database, rules: border.Rules, given: Iterable[Mapping[str, object]], allow: bool
) -> int:
    """Record many events in one transaction; gives how many were new."""
    events = by_person(rules, given, allow)
    with database.writing() as connection:
        db.lock_chain(connection)
        before = [_add(connection, rules, person, new) for person, new in events.items()]
        db.add_recordings(connection, [case for case, count in before if count])
        return sum(count for _, count in before)


def _add(
    connection: Connection, rules: border.Rules, person: str | int, new: Iterable[Event]
) -> tuple[db.Case, int]:
    """Record the events of one person; gives the case as it then is, and how many were new."""
    case = db.locked_case(connection, rules.ruleset.id, db.person_text(person))
    rows = db.event_rows(connection, case.key) if case.events else []
    reader = EventReader(rules.ruleset.plan.facts)
    fresh = continued(list(map(reader.event, rows)), new)
    return db.add_events(connection, case, fresh), len(fresh)


def forget(database: Database, person_id: str | int, on: date | None) -> Trace:
    """Remove a person's cases in every programme; raises `FactError` where there are none."""
    with database.writing() as connection:
        db.lock_chain(connection)
        cases = db.cases_of(connection, db.person_text(person_id))
        traces = [db.remove_case(connection, case, on) for case in cases]
    database.wipe()
    if not traces:
        nobody = Text("ingen sådan person finns", "there is no such person")
        raise FactError([FactProblem("person_id", "", nobody)])
    return Trace(on, sum(each.events for each in traces), sum(each.decisions for each in traces))
