"""A store keeps what a case in memory would hold, whatever happens around it."""

import os
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy
from cases import ESF, FIRST_PLAN, START, VALUES, case_of, histories, record
from hypothesis import HealthCheck, given, settings

import kraftrules
from kraftrules.casefile.events import Event
from kraftrules.casefile.tables import CASES, EVENTS

AF = {"by": "arbetsformedlingen", "ground": "register"}
TERMS = {**AF, "since": START, "learned": START}


@pytest.fixture
def store(target: str) -> Iterator[kraftrules.CaseStore]:
    with kraftrules.CaseStore(target) as found:
        yield found


def sqlite(tmp_path: Path) -> kraftrules.CaseStore:
    return kraftrules.CaseStore(tmp_path / "cases.db")


def entry(**changes: object) -> dict[str, object]:
    return {"person_id": "A-1", "fact": "in_krami", "value": True, **TERMS, **changes}


def test_what_is_recorded_is_there_when_the_store_is_opened_again(target: str) -> None:
    with kraftrules.CaseStore(target) as store:
        case = store.case(ESF, "A-1")
        found = case.record({"in_krami": True, "age": 41, "starts_work_on": None}, **TERMS)
        assert found.exclusions_began == ("krami",)
        case.withdraw_consent(by="forsakringskassan", since=START, learned=START)
        kept = case.events
    with kraftrules.CaseStore(target, create=False) as store:
        case = store.case(ESF, "A-1")
        assert case.events == kept
        assert dict(case.facts(START)) == {"in_krami": True, "age": 41, "starts_work_on": None}
        assert store.case(ESF, "A-2").events == ()
        assert store.people(ESF) == ["A-1"]


@given(events=histories(most=6))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_stored_case_and_one_in_memory_are_the_same(target: str, events: list[Event]) -> None:
    with kraftrules.CaseStore(target) as store:
        stored, memory = store.case(ESF, f"A-{os.urandom(4).hex()}"), case_of(events)
        for each in events:
            record(stored, each)
        assert stored.events == memory.events
        assert stored.history("sv") == memory.history("sv")
        assert stored.duties(START) == memory.duties(START)


def test_every_type_of_value_comes_back_as_it_was(store: kraftrules.CaseStore) -> None:
    ruleset = kraftrules.load("malmokraften@2.0")
    taken = [{"programme": "malmokraften", "edition": "2.0", "started_on": START, "ended_on": None},
             {"programme": "krami"}]  # fmt: skip
    given = {"participations": taken, "age": 41, "municipality": 'Mal"mö\n\u2028\x00', "in_krami": False,
             "starts_work_on": START, "starts_studies_on": None, "birth_date": kraftrules.UNKNOWN}  # fmt: skip
    memory = kraftrules.CaseFile(ruleset, "A-1")
    for case in (memory, store.case(ruleset, "A-1")):
        case.record(given, **TERMS)
    assert store.case(ruleset, "A-1").events == memory.events


def test_what_is_refused_leaves_nothing_behind(store: kraftrules.CaseStore) -> None:
    case = store.case(ESF, "A-1")
    with pytest.raises(kraftrules.FactError):
        case.record({"age": 41, "birth_date": date(1850, 1, 1), "in_krami": 7}, **TERMS)
    with pytest.raises(kraftrules.FactError):
        case.record({"in_krami": True, "birth_date": date(1850, 1, 1)}, **TERMS)
    assert case.events == () and store.people(ESF) == []
    assert store.audit().intact


def test_editions_of_a_programme_share_a_case_and_programmes_do_not(
    store: kraftrules.CaseStore,
) -> None:
    store.case(ESF, "A-1").record({"in_krami": True, "in_other_esf_project": True}, **TERMS)
    older = store.case(kraftrules.load("malmokraften@2.0"), "A-1")
    assert [each.fact for each in older.events] == ["in_krami", "in_other_esf_project"]
    assert dict(older.facts(START)) == {"in_krami": True}
    assert store.case(kraftrules.load("krami@2020"), "A-1").events == ()


def test_an_id_that_is_a_number_is_another_than_its_text(store: kraftrules.CaseStore) -> None:
    store.case(ESF, 17).record({"in_krami": True}, **TERMS)
    assert store.case(ESF, "17").events == ()
    assert store.people(ESF) == [17]


def test_personal_identity_numbers_are_refused_unless_allowed(target: str) -> None:
    with kraftrules.CaseStore(target) as store:
        with pytest.raises(kraftrules.FactError, match="person_id"):
            store.case(ESF, "811218-9876")
        with pytest.raises(kraftrules.FactError, match=r"\[2\]\.person_id"):
            store.add(ESF, [entry(), entry(person_id="811218-9876")])
        assert store.people(ESF) == []
    with kraftrules.CaseStore(target, allow_identity_numbers=True) as store:
        assert store.case(ESF, "811218-9876").person_id == "811218-9876"


# ---- many at once


def test_many_events_are_added_once_and_all_or_none(store: kraftrules.CaseStore) -> None:
    events = [entry(), entry(person_id=2), entry(fact="age", value=41),
              entry(fact="age", value=42, corrects=2),
              {"person_id": "A-1", "withdraws_consent": True, "since": START, "learned": START}]  # fmt: skip
    assert store.add(ESF, events) == 5
    assert store.add(ESF, events) == 0
    assert [type(each).__name__ for each in store.case(ESF, "A-1").events] == ["Entry"] * 3 + ["Withdrawal"]  # fmt: skip
    assert store.case(ESF, "A-1").facts(START)["age"] == 42
    with pytest.raises(kraftrules.FactError):
        store.add(ESF, [entry(person_id=3), entry(person_id=3, fact="age", value=1, corrects=5)])
    assert store.people(ESF) == [2, "A-1"]
    assert store.audit().intact


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (entry(valu=1), "[1].valu"),
        ({"person_id": "A-1", "fact": "age"}, "[1].value"),
        (entry(person_id=None), "[1].person_id"),
        (entry(fact="krami"), "[1].krami"),
        (entry(since="2024-01-01"), "[1].since"),
        ({"person_id": 1, "withdraws_consent": False, "since": START, "learned": START}, "[1].withdraws_consent"),
        (7, "[1].facts"),
    ],
)  # fmt: skip
def test_what_is_wrong_among_many_is_named_by_its_place(
    tmp_path: Path, given: object, wrong: str
) -> None:
    with sqlite(tmp_path) as store, pytest.raises(kraftrules.FactError) as error:
        store.add(ESF, [given])  # type: ignore[list-item]
    assert error.value.facts[0] == wrong


def test_the_duties_of_everyone_are_those_of_each(store: kraftrules.CaseStore) -> None:
    enrolled = {"enrolled_on": START, "first_joint_plan_on": None, "team": "Öst"}
    for name in ("A-1", "A-2", 3):
        store.case(FIRST_PLAN, name).record(enrolled, **TERMS)
    store.case(FIRST_PLAN, "A-2").record({"team": "Väst", "first_joint_plan_on": date(2023, 9, 20)}, **AF,
                                         since=date(2023, 9, 20), learned=date(2023, 9, 25))  # fmt: skip
    store.case(FIRST_PLAN, "A-4").decide(START)
    for on, known in ((START, None), (date(2023, 10, 1), None), (date(2023, 10, 1), date(2023, 9, 22))):  # fmt: skip
        found = {each.person_id: each for each in store.duties(FIRST_PLAN, on, known)}
        assert found.keys() == {"A-1", "A-2", 3, "A-4"}
        for name, each in found.items():
            assert each.duties == store.case(FIRST_PLAN, name).duties(on, known)
    assert [each.team for each in store.duties(FIRST_PLAN, date(2023, 10, 1)) if each.person_id == "A-2"] == ["Väst"]  # fmt: skip


# ---- other writers, crashes and other trouble


WRITER = """
import sys
from datetime import date
import kraftrules
ruleset = kraftrules.load("malmokraften@1.0")
target, own = sys.argv[1:]
with kraftrules.CaseStore(target) as store:
    case = store.case(ruleset, "A-1")
    for day in range(1, 9):
        case.record({"in_job_guarantee": True, "team": own}, by="arbetsformedlingen",
                    ground="register", since=date(2018, 3, day), learned=date(2018, 3, day))
        case.decide(on=date(2018, 3, day))
"""


def test_several_processes_write_to_one_case(target: str) -> None:
    names = ("Öst", "Väst", "Syd")
    running = [subprocess.Popen([sys.executable, "-c", WRITER, target, name], stderr=subprocess.PIPE)
               for name in names]  # fmt: skip
    assert [(each.communicate(timeout=120)[1], each.returncode) for each in running] == [
        (b"", 0)
    ] * 3
    with kraftrules.CaseStore(target) as store:
        events = store.case(FIRST_PLAN, "A-1").events
        assert [each.number for each in events] == list(range(1, len(events) + 1))
        assert sum(getattr(each, "fact", "") == "team" for each in events) == 24
        assert sum(getattr(each, "fact", "") == "in_job_guarantee" for each in events) == 8
        found = store.audit()
        assert found.intact and found.decisions == found.replayed == 24


KILLED = """
import os, signal, sys
from datetime import date
import kraftrules, sqlalchemy
from sqlalchemy import event
ruleset = kraftrules.load("malmokraften@1.0")
target, left = sys.argv[1], int(sys.argv[2])
store = kraftrules.CaseStore(target)
def strike(*ignored):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
engine = store._database.engine
event.listen(engine, "before_cursor_execute", strike)
event.listen(engine, "commit", strike)
day = date(2018, 3, 1)
terms = {"by": "arbetsformedlingen", "ground": "register", "since": day, "learned": day}
case = store.case(ruleset, "A-1")
case.record({"in_job_guarantee": True, "team": "Väst"}, **terms)
case.decide(on=day)
store.add(ruleset, [{"person_id": "A-2", "fact": "team", "value": "Öst", **terms},
                    {"person_id": "A-2", "fact": "in_job_guarantee", "value": True, **terms}])
store.forget("A-1", on=day)
print("done")
"""
ALL_KILLED = """
import os, sys
script, folder = sys.argv[1:]
import kraftrules.casefile.store, kraftrules.casefile.audit, sqlalchemy.dialects.sqlite
kraftrules.load("malmokraften@1.0")
for left in range(200):
    child = os.fork()
    if child == 0:
        sys.argv = ["", f"{folder}/{left}.db", str(left)]
        sys.stdout = open(os.devnull, "w")
        exec(script)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break
print(left)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_a_crash_between_any_two_writes_loses_nothing_that_was_told_and_leaves_nothing_by_halves(
    tmp_path: Path,
) -> None:
    """A process is killed before each of its statements and commits, and the store is opened again."""
    done = subprocess.run([sys.executable, "-c", ALL_KILLED, KILLED, str(tmp_path)], check=True,
                          capture_output=True, text=True, timeout=240)  # fmt: skip
    assert 30 < int(done.stdout) < 199, done.stderr
    seen = set()
    for path in sorted(tmp_path.glob("*.db")):
        with kraftrules.CaseStore(path) as store:
            found = store.audit()
            assert found.intact, (path.name, found.findings)
            events = {name: len(store.case(FIRST_PLAN, name).events) for name in ("A-1", "A-2")}
            assert set(events.values()) <= {0, 2}
            seen.add((*events.values(), found.decisions, found.forgotten))
            store.case(FIRST_PLAN, "A-1").record(
                {"team": "Syd"}, **TERMS
            )  # it can still be written to
    assert seen == {(0, 0, 0, 0), (2, 0, 0, 0), (2, 0, 1, 0), (2, 2, 1, 0), (0, 2, 1, 1)}


def test_threads_share_a_case(target: str) -> None:
    script = textwrap.dedent("""
        import sys, threading
        from datetime import date
        import kraftrules
        store = kraftrules.CaseStore(sys.argv[1])
        case = store.case(kraftrules.load("malmokraften@1.0"), "A-1")
        def write(name):
            for day in range(1, 6):
                case.record({"team": f"{name}{day}"}, by="person", ground="declaration",
                            since=date(2018, 3, day), learned=date(2018, 3, day))
                case.duties(date(2018, 3, day))
        threads = [threading.Thread(target=write, args=(n,)) for n in "abc"]
        [each.start() for each in threads], [each.join() for each in threads]
        print([each.number for each in case.events] == list(range(1, 16)), store.audit().intact)
    """)
    done = subprocess.run([sys.executable, "-c", script, target], capture_output=True, text=True, check=True, timeout=120)  # fmt: skip
    assert done.stdout.split() == ["True", "True"]


def test_what_is_no_store_is_refused_without_showing_where(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("not a database at all, but long enough to be looked at\n" * 20)
    secret = "postgresql+psycopg://u:hemligt@localhost:1/x"
    for target in (text, tmp_path / "none" / "x.db", secret, "nosuch://x", "://"):
        with pytest.raises(kraftrules.FactError, match="store") as error:
            kraftrules.CaseStore(target)
        assert "hemligt" not in str(error.value)
    other = tmp_path / "other.db"
    engine = sqlalchemy.create_engine(f"sqlite:///{other}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    engine.dispose()
    with pytest.raises(kraftrules.FactError, match="store"):
        kraftrules.CaseStore(other, create=False)


def test_errors_of_the_database_do_not_show_what_was_written(tmp_path: Path) -> None:
    with sqlite(tmp_path) as store:
        case = store.case(ESF, "A-1")
        case.record({"municipality": "Hemlighet"}, **TERMS)
        database = store._database
        with database.writing() as connection:
            EVENTS.drop(connection)
        with pytest.raises(sqlalchemy.exc.SQLAlchemyError) as error:
            store.case(ESF, "A-1").record({"municipality": "Hemlighet 2"}, **TERMS)
        assert "Hemlighet" not in str(error.value) and "A-1" not in str(error.value)


# ---- forgetting


def test_a_person_is_forgotten_and_a_trace_is_left(store: kraftrules.CaseStore) -> None:
    for name in ("A-1", "A-2"):
        case = store.case(ESF, name)
        case.record({"in_krami": True, "age": 41}, **TERMS)
        case.decide(START)
    store.case(kraftrules.load("krami@2020"), "A-1").record({"municipality": "Malmö"}, **TERMS)
    trace = store.forget("A-1", on=date(2024, 5, 1))
    assert (trace.events, trace.decisions, trace.on) == (3, 1, date(2024, 5, 1))
    assert store.people(ESF) == ["A-2"]
    assert store.case(ESF, "A-1").events == ()
    found = store.audit()
    assert found.intact
    assert (found.decisions, found.replayed, found.gaps, found.forgotten) == (2, 1, 1, 2)
    with pytest.raises(kraftrules.FactError, match="person_id"):
        store.forget("A-1")


def test_a_case_forgets_through_the_case_itself_and_may_begin_anew(
    store: kraftrules.CaseStore,
) -> None:
    case, other = store.case(ESF, "A-1"), store.case(ESF, "A-1")
    case.record({"in_krami": True}, **TERMS)
    assert len(other.events) == 1
    assert case.forget("A-1").events == 1
    assert case.forget("A-1").events == 0
    assert case.events == other.events == ()
    other.record({"in_fram": True}, **TERMS)
    assert [each.fact for each in case.events] == ["in_fram"]
    assert store.audit().intact


def test_nothing_of_a_forgotten_person_is_left_in_the_file(tmp_path: Path) -> None:
    with sqlite(tmp_path) as store:
        case = store.case(ESF, "Hemlig-person-17")
        case.record({"municipality": "Hemligköping", "in_krami": True}, **TERMS)
        case.decide(START)
        assert b"Hemlig" in b"".join(each.read_bytes() for each in tmp_path.iterdir())
        store.forget("Hemlig-person-17")
        assert b"Hemlig" not in b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert b"Hemlig" not in b"".join(each.read_bytes() for each in tmp_path.iterdir())


def test_only_the_table_of_cases_knows_who_somebody_is(tmp_path: Path) -> None:
    with sqlite(tmp_path) as store:
        case = store.case(ESF, "Hemlig-person-17")
        case.record({"in_krami": True}, **TERMS)
        case.decide(START)
        with store._database.reading() as connection:
            for table in ("kraftrules_events", "kraftrules_trail", "kraftrules_chain"):
                rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()
                assert "Hemlig" not in str(rows)
            assert connection.scalar(sqlalchemy.select(CASES.c.person)) == '"Hemlig-person-17"'


def test_a_decision_about_somebody_forgotten_meanwhile_is_not_kept(
    store: kraftrules.CaseStore,
) -> None:
    case, other = store.case(ESF, "A-1"), store.case(ESF, "A-1")
    case.record({"in_krami": True}, **TERMS)
    decision, seen = case.decide(START, keep=False), len(case.events)
    other.forget("A-1")
    with pytest.raises(kraftrules.FactError, match="glömd"):
        case._log.keep(decision, None, "python", seen)
    assert store.audit().decisions == 0


def test_without_sqlalchemy_a_case_in_memory_works_and_a_store_says_what_to_install() -> None:
    script = textwrap.dedent("""
        import sys
        sys.modules["sqlalchemy"] = None
        from datetime import date
        import kraftrules
        case = kraftrules.CaseFile(kraftrules.load("malmokraften@1.0"), 1)
        case.record({"team": "Öst"}, by="person", ground="declaration", since=date(2018, 3, 1), learned=date(2018, 3, 1))
        try:
            kraftrules.CaseStore("cases.db")
        except ImportError as error:
            print(error)
    """)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)  # fmt: skip
    assert "pip install 'kraftrules[store]'" in done.stdout


def test_every_value_is_among_what_the_store_can_keep(tmp_path: Path) -> None:
    with sqlite(tmp_path) as store:
        for name, values in VALUES.items():
            for at, value in enumerate(values):
                store.case(ESF, f"{name}-{at}").record({name: value}, **TERMS)
                assert store.case(ESF, f"{name}-{at}").events[0].value == value  # type: ignore[union-attr]


# ---- what is wrong from the start, and what somebody else has written


def test_somebody_is_forgotten_while_the_duties_are_gone_through(tmp_path: Path) -> None:
    with sqlite(tmp_path) as store:
        for name in ("Hemlig-1", "Hemlig-2", "Hemlig-3"):
            store.case(ESF, name).record({"in_krami": True}, **TERMS)
        listed = [store.duties(ESF, START) for _ in range(20)]
        assert all(next(each) for each in listed)
        store.forget("Hemlig-1")
        assert b"Hemlig-1" not in b"".join(each.read_bytes() for each in tmp_path.iterdir())


def test_what_is_read_by_somebody_else_and_so_not_wiped_is_told(tmp_path: Path) -> None:
    with sqlite(tmp_path) as store:
        store.case(ESF, "A-1").record({"in_krami": True}, **TERMS)
        with store._database.reading() as connection:
            connection.execute(sqlalchemy.select(CASES)).all()
            with pytest.raises(kraftrules.FactError, match="logg"):
                store.forget("A-1")
        assert store.people(ESF) == []


def test_the_file_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    before = other.read_bytes()
    for create in (True, False):
        with pytest.raises(kraftrules.FactError, match="inget ärendelager"):
            kraftrules.CaseStore(other, create=create)
    assert other.read_bytes() == before
    with pytest.raises(kraftrules.FactError, match="filen finns inte"):
        kraftrules.CaseStore(tmp_path / "none.db", create=False)
    assert [each.name for each in tmp_path.iterdir()] == ["other.db"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kraftrules_chain SET format = 99",
        "DELETE FROM kraftrules_chain",
        "INSERT INTO kraftrules_chain VALUES (5, 0, 'x')",
        "DROP TABLE kraftrules_events",
    ],
)
def test_a_store_of_another_format_or_without_its_parts_is_refused(
    tmp_path: Path, statement: str
) -> None:
    with sqlite(tmp_path) as store, store._database.writing() as connection:
        connection.exec_driver_sql(statement)
    with pytest.raises(kraftrules.FactError, match="format|saknas"):
        sqlite(tmp_path)


@pytest.mark.parametrize(
    "value", ["7", "x'ff00'", "'abc'", "4e18", "1.5", "''", "CAST(x'c3282d' AS TEXT)"]
)
@pytest.mark.parametrize(
    "column",
    ["events.since", "events.value", "events.fact", "events.ground", "cases.events", "cases.head",
     "cases.person", "cases.key", "trail.kind", "trail.key", "trail.content", "trail.digest", "chain.head"],
)  # fmt: skip
def test_whatever_stands_in_the_store_is_a_finding_or_an_error(
    tmp_path: Path, column: str, value: str
) -> None:
    with sqlite(tmp_path) as store:
        case = store.case(ESF, "A-1")
        case.record({"in_krami": True}, **TERMS)
        case.decide(START)
        table, name = column.split(".")
        with store._database.writing() as connection:
            connection.exec_driver_sql(f"UPDATE kraftrules_{table} SET {name} = {value}")
        assert not store.audit().intact
        for look in (lambda: list(store.duties(ESF, START)), lambda: store.people(ESF),
                     lambda: store.case(ESF, "A-1").facts(START)):  # fmt: skip
            with suppress(kraftrules.FactError):
                look()


def test_arguments_of_the_wrong_kind_are_refused(tmp_path: Path) -> None:
    for target in (None, 123, b"x", [], ""):
        with pytest.raises(kraftrules.FactError, match="store"):
            kraftrules.CaseStore(target)  # type: ignore[arg-type]
    with sqlite(tmp_path) as store:
        wrong: Any = "malmokraften"
        for call in (lambda: store.people(wrong), lambda: store.case(wrong, "A-1"), lambda: store.audit(wrong),
                     lambda: store.audit(cast(Any, None)), lambda: list(store.duties(wrong, START)),
                     lambda: store.add(wrong, []), lambda: store.add(ESF, cast(Any, None))):  # fmt: skip
            with pytest.raises(kraftrules.FactError):
                call()
        case = store.case(ESF, "A-1")
    with pytest.raises(kraftrules.FactError, match="stängt"):
        case.record({"in_krami": True}, **TERMS)


def test_a_name_that_can_be_none_of_ours_is_not_shown(tmp_path: Path) -> None:
    with sqlite(tmp_path) as store:
        for name in ("811218-9876", "x" * 1000, ["811218-9876"]):
            with pytest.raises(kraftrules.FactError, match="ingen sådan uppgift") as error:
                store.add(ESF, [entry(fact=name)])
            assert "9876" not in str(error.value) and len(str(error.value)) < 300
        with pytest.raises(kraftrules.FactError) as error:
            store.add(ESF, [entry(**{"811218-9876": 1})])
        assert "9876" not in str(error.value)
        with pytest.raises(kraftrules.FactError, match="in_krami"):
            store.add(ESF, [entry(fact="in_kramj")])
