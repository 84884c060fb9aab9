"""The audit trail: whatever is changed afterwards shows, and every decision is made again."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from cases import ESF, START
from sqlalchemy import Connection

import kraftrules
from kraftrules.casefile.audit import Audit
from kraftrules.casefile.trail import sealed

AF = {"by": "arbetsformedlingen", "ground": "register"}
TERMS = {**AF, "since": START, "learned": START}
LATER = {**AF, "since": date(2024, 1, 1), "learned": date(2024, 1, 2)}


@pytest.fixture
def store(target: str) -> Iterator[kraftrules.CaseStore]:
    """Two people with two decisions each, one without, and one who was forgotten."""
    with kraftrules.CaseStore(target) as found:
        for name in ("A-1", "A-2", "A-3"):
            case = found.case(ESF, name)
            case.record({"in_krami": True, "municipality": "Malmö", "age": 41}, **TERMS)
            case.decide(date(2023, 10, 1))
            case.record({"in_krami": False}, **LATER)
            case.decide(date(2024, 1, 10), known=date(2023, 12, 31))
        case = found.case(ESF, "A-4")
        case.record({"in_krami": True}, **TERMS)
        case.withdraw_consent(since=START, learned=START)
        found.forget("A-2", on=date(2024, 2, 1))
        yield found


def test_all_holds(store: kraftrules.CaseStore) -> None:
    found = store.audit()
    assert found.intact, found.findings
    assert (found.cases, found.events, found.decisions, found.replayed) == (3, 10, 6, 4)
    assert (found.forgotten, found.gaps) == (1, 2)
    assert len(found.head) == 64
    store.case(ESF, "A-1").decide(date(2024, 3, 1))
    assert store.audit().head != found.head


def test_a_decision_is_kept_with_its_rules_facts_engine_and_version(
    store: kraftrules.CaseStore,
) -> None:
    store.case(ESF, "A-1").decide(date(2024, 3, 1), engine="reference")
    with store._database.reading() as connection:
        query = "SELECT content FROM kraftrules_trail ORDER BY number DESC"
        content = json.loads(connection.exec_driver_sql(query).scalars().first() or "")
    assert content["record"]["fingerprint"] == ESF.fingerprint
    assert content["record"]["facts_used"] == {
        "in_krami": False,
        "municipality": "Malmö",
        "age": 41,
    }
    assert (content["engine"], content["version"], content["events"]) == ("reference", kraftrules.__version__, 4)  # type: ignore[attr-defined]  # fmt: skip


def test_a_look_is_not_a_decision(store: kraftrules.CaseStore) -> None:
    before = store.audit().decisions
    case = store.case(ESF, "A-1")
    case.decide(date(2024, 3, 1), keep=False)
    case.duties(date(2024, 3, 1))
    case.record({"in_fram": False}, **LATER)
    assert case.history()
    assert store.audit().decisions == before


CHANGES: dict[str, tuple[str, str]] = {
    "an outcome": ("UPDATE kraftrules_trail SET content = replace(content, 'outcome', 'utfall') WHERE number = 4",
                   "innehållet är ändrat"),
    "a fact used": ("UPDATE kraftrules_trail SET content = replace(content, '41', '42') WHERE number = 2",
                    "innehållet är ändrat"),
    "a salt": ("UPDATE kraftrules_trail SET salt = 'x' WHERE number = 2", "innehållet är ändrat"),
    "a seal": ("UPDATE kraftrules_trail SET seal = 'x' WHERE number = 6", "kedjan är bruten"),
    "whose it is": ("UPDATE kraftrules_trail SET key = 'x' WHERE number = 2", "kedjan är bruten"),
    "a link": ("DELETE FROM kraftrules_trail WHERE number = 4", "kedjan är bruten"),
    "the first link": ("DELETE FROM kraftrules_trail WHERE number = 2", "kedjan är bruten"),
    "the last link": ("DELETE FROM kraftrules_trail WHERE number = 15", "kedjans slut"),
    "the head": ("UPDATE kraftrules_chain SET length = 14", "kedjans slut"),
    "a content that is gone": ("UPDATE kraftrules_trail SET content = NULL, salt = NULL WHERE number = 2",
                               "utan att någon har glömts"),
    "a forgotten one's content": ("UPDATE kraftrules_trail SET content = '{}', salt = 'x' WHERE number = 6",
                                  "innehållet är ändrat"),
    "an event's value": ("UPDATE kraftrules_events SET value = '42' WHERE fact = 'age'", "händelserna är ändrade"),
    "an event's day": ("UPDATE kraftrules_events SET since = '2023-08-01' WHERE fact = 'age'", "händelserna är ändrade"),
    "who gave it": ("UPDATE kraftrules_events SET given_by = 'person' WHERE fact = 'age'", "händelserna är ändrade"),
    "an event": ("DELETE FROM kraftrules_events WHERE number = 4", "händelserna är ändrade"),
    "all events": ("DELETE FROM kraftrules_events", "följer inte av ärendets händelser"),
    "a person": ("DELETE FROM kraftrules_cases WHERE person = '\"A-1\"'", "följer inte av ärendets händelser"),
    "another person": ("UPDATE kraftrules_cases SET person = '\"Z\"' WHERE person = '\"A-3\"'", "inte det som antecknades"),
    "another programme": ("UPDATE kraftrules_cases SET programme = 'krami' WHERE person = '\"A-4\"'", "inte det som antecknades"),
    "a case without decisions": ("DELETE FROM kraftrules_cases WHERE person = '\"A-4\"'", "saknas utan att någon har glömts"),
    "events of no case": ("DELETE FROM kraftrules_cases WHERE person = '\"A-4\"'", "händelser utan ärende: 2"),
    "a forgotten one's salt": ("UPDATE kraftrules_trail SET salt = 'x' WHERE number = 6", "innehållet är ändrat"),
    "content without salt": ("UPDATE kraftrules_trail SET content = '{}' WHERE number = 6", "innehållet är ändrat"),
    "a withdrawal": ("UPDATE kraftrules_events SET value = '1' WHERE fact IS NULL", "händelserna är ändrade"),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_changed_afterwards_shows(store: kraftrules.CaseStore, what: str) -> None:
    statement, said = CHANGES[what]
    with store._database.writing() as connection:
        connection.exec_driver_sql(statement)
    found = store.audit()
    assert not found.intact
    assert any(said in each.text for each in found.findings), [str(e.text) for e in found.findings]
    assert all(each.text.en != each.text.sv for each in found.findings)
    assert "A-1" not in str(found) and "Malmö" not in str(found)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE kraftrules_events SET since = 'i går' WHERE number = 1", "händelserna är ändrade"),
        ("UPDATE kraftrules_events SET value = '{' WHERE number = 1", "händelserna är ändrade"),
        ("UPDATE kraftrules_events SET ground = 'x', number = 77 WHERE number = 1", "händelserna är ändrade"),
        ("UPDATE kraftrules_trail SET content = 'x', salt = 'y', seal = '{}' WHERE number = 2", "går inte att läsa"),
        ("UPDATE kraftrules_trail SET content = '[]', salt = 'y', seal = '{}' WHERE number = 2", "går inte att läsa"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_shows_and_breaks_nothing(
    tmp_path: Path, statement: str, said: str
) -> None:
    with kraftrules.CaseStore(tmp_path / "cases.db") as store:
        case = store.case(ESF, "A-1")
        case.record({"in_krami": True}, **TERMS)
        case.decide(START)
        with store._database.writing() as connection:
            content = "x" if "'x'" in statement else "[]"
            connection.exec_driver_sql(statement.replace("{}", sealed(content, "y")))
        found = store.audit()
        assert not found.intact
        assert any(said in each.text for each in found.findings)


def _sealed_anew(connection: Connection) -> None:
    """Change an event, and mend every digest of its case as somebody with a pen for all would."""
    from sqlalchemy import update

    from kraftrules.casefile import database as db
    from kraftrules.casefile.audit import digests
    from kraftrules.casefile.tables import CASES, EVENTS

    (case, *_) = [each for each in db.all_cases(connection) if each.person == '"A-1"']
    connection.execute(update(EVENTS).where(EVENTS.c.key == case.key, EVENTS.c.fact == "age").values(value="42"))  # fmt: skip
    rows = db.event_rows(connection, case.key)
    for row, digest in zip(rows, digests(rows), strict=True):
        connection.execute(update(EVENTS).where(EVENTS.c.key == case.key, EVENTS.c.number == row.number).values(digest=digest))  # fmt: skip
    connection.execute(update(CASES).where(CASES.c.key == case.key).values(head=digests(rows)[-1]))


def test_events_sealed_anew_no_longer_carry_the_decisions(store: kraftrules.CaseStore) -> None:
    with store._database.writing() as connection:
        _sealed_anew(connection)
    found = store.audit()
    assert {each.link for each in found.findings} == {None, 2, 4}


OWN = """\
ruleset: provkraften
edition: "1"
title: Provkraften
in_force: {from: 2024-01-01}
target_group:
  all:
    - {id: adult, label: Vuxen, when: age >= 18}
"""


def _audited(folder: Path, change: Callable[[str], str], given: bool) -> Audit:
    path = folder / "provkraften.yaml"
    path.write_text(OWN, "utf-8")
    with kraftrules.CaseStore(folder / "own.db") as store:
        case = store.case(kraftrules.load(path), "A-1")
        case.record({"age": 18}, **LATER)
        case.decide(date(2024, 2, 1))
        path.write_text(change(OWN), "utf-8")
        return store.audit([kraftrules.load(path)] if given else [])


def test_a_ruleset_of_ones_own_is_given_to_the_audit(tmp_path: Path) -> None:
    assert _audited(tmp_path, lambda text: text.replace("Vuxen", "Myndig"), True).intact


def test_a_ruleset_that_is_missing_or_has_changed_is_told(tmp_path: Path) -> None:
    (missing,) = _audited(tmp_path, str, False).findings
    assert missing.text == "länk 2: regelverket provkraften@1 finns inte här"
    (tmp_path / "2").mkdir()
    (changed,) = _audited(
        tmp_path / "2", lambda text: text.replace(">= 18", ">= 19"), True
    ).findings
    assert changed.text == "länk 2: provkraften@1 betyder inte längre detsamma"
