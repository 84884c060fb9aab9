"""What concerns many cases of a store at once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection

from kraftrules.casefile import border
from kraftrules.casefile import database as db
from kraftrules.casefile.corrections import numbered
from kraftrules.casefile.duties import Duty, judge_duties
from kraftrules.casefile.events import Entry, Event, Trace, mark
from kraftrules.casefile.state import facts_at
from kraftrules.casefile.storelog import event_of
from kraftrules.casefile.tables import Database
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.text import Text

KEYS = ("person_id", "fact", "value", "by", "ground", "since", "learned")
Listed = tuple[str | int, str | None, tuple[Duty, ...]]


def people(database: Database, programme: str) -> list[str | int]:
    """The ids of those who have a case in a programme, sorted as text."""
    with database.reading() as connection:
        return sorted((json.loads(case.person) for case in db.all_cases(connection, programme)), key=str)  # fmt: skip


def duties(
    database: Database, rules: border.Rules, on: date, known: date | None
) -> Iterator[Listed]:
    """How the duties stand on a day for everyone in a programme: the id, the team, the duties."""
    wanted = [*(fact.id for fact in rules.duties.inputs), border.TEAM]
    with database.reading() as connection:
        programme = rules.ruleset.id
        ids = {case.key: json.loads(case.person) for case in db.all_cases(connection, programme)}
        rows = db.rows_of_facts(connection, programme, wanted)
        for key, group in groupby(rows, key=itemgetter(0)):
            events = [event_of(row, rules.facts) for _, row in group]
            yield _listed(rules, ids.pop(key), events, on, known)
        for person in ids.values():
            yield _listed(rules, person, [], on, known)


def _listed(
    rules: border.Rules, person: str | int, events: Iterable[Event], on: date, known: date | None
) -> Listed:
    held = facts_at(events, rules.facts, on, known)
    team = held.get(border.TEAM)
    try:
        found = judge_duties(rules.declared, rules.duties, held, on)
    except FactError as error:
        raise border.quiet(error) from None
    return person, team if isinstance(team, str) else None, found


def add(
    database: Database, rules: border.Rules, entries: Iterable[Mapping[str, object]], allow: bool
) -> int:
    """Record many entries in one transaction; gives how many were new."""
    by_person: defaultdict[str, list[Event]] = defaultdict(list)
    for at, each in enumerate(entries, 1):
        person, event = _entry(rules, each, at, allow)
        by_person[db.person_text(person)].append(event)
    with database.writing() as connection:
        db.lock_chain(connection)
        return sum(_add(connection, rules, person, new) for person, new in by_person.items())


def _add(connection: Connection, rules: border.Rules, person: str, new: Iterable[Event]) -> int:
    programme = rules.ruleset.id
    case = db.find_case(connection, programme, person, lock=True) or db.make_case(connection, programme, person)  # fmt: skip
    rows = db.event_rows(connection, case.key) if case.events else []
    seen = {mark(event_of(row, rules.ruleset.plan.facts)) for row in rows}
    fresh = {said: each for each in new if (said := mark(each)) not in seen}
    numbers = enumerate(fresh.values(), case.events + 1)
    db.add_events(connection, case, [numbered(each, number) for number, each in numbers])
    return len(fresh)


def _entry(
    rules: border.Rules, given: Mapping[str, object], at: int, allow: bool
) -> tuple[str | int, Entry]:
    """An entry out of many; raises `FactError`, which names its place among them."""
    missing = [key for key in KEYS if key not in given]
    strange = [key for key in given if key not in KEYS]
    try:
        if missing or strange:
            raise FactError([FactProblem(str(key), "", _KEYS) for key in (*missing, *strange)])
        person = border.accept_person(given["person_id"], allow)
        facts = {str(given["fact"]): given["value"]}
        values, terms = border.accept_record(rules, facts, given)
    except FactError as error:
        raise FactError([FactProblem(f"[{at}].{each.fact}", each.given, each.allowed, each.hint)
                         for each in error.problems]) from None  # fmt: skip
    ((name, value),) = values.items()
    return person, Entry(0, name, value, *terms)


_KEYS = Text(f"nycklarna är {', '.join(KEYS)}", f"the keys are {', '.join(KEYS)}")


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
