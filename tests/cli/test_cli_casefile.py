"""``kraftrules duties`` and ``kraftrules audit``."""

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from commands import Run

import kraftrules

ESF = ("malmokraften", "--on", "2024-03-01")
AF = {"by": "arbetsformedlingen", "ground": "register"}


def lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), "utf-8")
    return path


def case(person_id: object, **facts: object) -> dict[str, object]:
    return {
        "person_id": person_id,
        "team": "Öst",
        "enrolled_on": "2023-11-01",
        "exited_on": None,
        **facts,
    }


def event(**changes: object) -> dict[str, object]:
    return {"person_id": "A-1", "fact": "enrolled_on", "value": "2023-11-01", **AF,
            "since": "2023-11-01", "learned": "2023-11-05", **changes}  # fmt: skip


def rows(text: str, start: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.startswith(start)]


@pytest.fixture
def cases(folder: Path) -> Path:
    """A table of cases, in the folder."""
    return lines(
        folder / "cases.jsonl",
        case("A-1", first_joint_plan_on=None, sick_leave_days=31, passed_to_insurance_investigators_on=None),
        case("A-2", first_joint_plan_on="2024-02-02", followed_up_on=None),
        case("B-1", team="Väst", first_joint_plan_on=None),
        {"person_id": "C-1", "enrolled_on": None},
    )  # fmt: skip


def test_who_is_due_and_overdue_by_team(run: Run, cases: Path) -> None:
    done = run("duties", *ESF[:1], cases, *ESF[1:])
    assert done.code == 0 and done.err == ""
    assert "4 ärenden i" in done.out
    assert "Försenade: 2. Ska göras: 2." in done.out
    assert "varav för sent: 1." in done.out
    teams = [line for line in done.out.splitlines() if line.startswith(("Team: ", "Ingen uppgift"))]
    assert teams == ["Team: Väst", "Team: Öst", "Ingen uppgift om team"]
    assert rows(done.out, "försenad") == [
        "försenad B-1 Gemensam kartläggning och plan (månad 1 till 3) 2024-02-01 -29",
        "försenad A-1 Gemensam kartläggning och plan (månad 1 till 3) 2024-02-01 -29",
    ]
    assert len(rows(done.out, "ska göras")) == 2


def test_a_list_of_enrolments_is_a_table_of_cases(run: Run, folder: Path) -> None:
    path = lines(folder / "participations.jsonl",
                 case("A-1", programme="malmokraften", edition="esf", sex="woman", joint_plan=False,
                      first_joint_plan_on=None, employment_started_on=None))  # fmt: skip
    done = run("duties", *ESF[:1], path, *ESF[1:])
    assert done.code == 0, done.err
    assert "Försenade: 1." in done.out


def test_what_is_unknown_is_shown_with_who_holds_it(run: Run, cases: Path) -> None:
    done = run("duties", *ESF[:1], cases, *ESF[1:], "--lang", "en")
    east = done.out.partition("Team: Öst")[2].partition("No team told")[0]
    (row,) = rows(east, "date of the follow-up")
    assert row.startswith("date of the follow-up the Public Employment")
    assert row.endswith("A-1")


def test_a_file_of_events_is_replayed_and_known_looks_back(run: Run, folder: Path) -> None:
    path = lines(
        folder / "events.jsonl",
        event(), event(fact="exited_on", value=None), event(fact="first_joint_plan_on", value=None),
        event(fact="first_joint_plan_on", value="2024-01-15", since="2024-01-15", learned="2024-04-01"),
        event(fact="team", value="Öst"), event(fact="team", value="Syd", corrects=5, learned="2024-04-02"),
        event(fact="needs_coordination", value=True, ground="consent"),
        {"person_id": "A-1", "withdraws_consent": True, "since": "2024-02-01", "learned": "2024-02-01"},
        event(),
    )  # fmt: skip
    now = run("duties", *ESF[:1], path, *ESF[1:])
    assert now.code == 0, now.err
    assert "Team: Syd" in now.out and "Försenade: 0." in now.out
    then = run("duties", *ESF[:1], path, *ESF[1:], "--known", "2024-03-01")
    assert "Team: Öst" in then.out and "Försenade: 1." in then.out
    assert "Efter vad som var känt 2024-03-01." in then.out


def test_rows_that_cannot_be_read_are_named_without_their_values(run: Run, folder: Path) -> None:
    path = lines(folder / "cases.jsonl", case("A-1"), case("A-2", enrolled_on="hemligt"),
                 case("811218-9876"), case(None))  # fmt: skip
    done = run("duties", *ESF[:1], path, *ESF[1:])
    assert done.code == 1
    assert "1 ärende i" in done.out
    assert (
        "rad 2: enrolled_on" in done.err and "rad 3: person_id" in done.err and "rad 4" in done.err
    )
    assert "hemligt" not in done.err + done.out and "9876" not in done.err + done.out
    allowed = run("duties", *ESF[:1], path, *ESF[1:], "--allow-identity-numbers")
    assert "2 ärenden i" in allowed.out
    path = lines(folder / "events.jsonl", event(), event(value="hemligt"), event(fact="krami"),
                 event(person_id="811218-9876"), event(since=None), event(extra=1), 7)  # fmt: skip
    done = run("duties", *ESF[:1], path, *ESF[1:])
    assert done.code == 1
    for number, name in (
        (2, "enrolled_on"),
        (3, "krami"),
        (4, "person_id"),
        (5, "since"),
        (6, "extra"),
    ):
        assert f"rad {number}: {name}" in done.err
    assert "skriver --allow-identity-numbers." in done.err
    assert "hemligt" not in done.err + done.out and "9876" not in done.err + done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("krami", "cases.jsonl"), "har inga skyldigheter"),
        (("malmokraften", "none.jsonl", *ESF[1:]), "finns inte"),
        (("malmokraften", "none.db", *ESF[1:]), "finns inte"),
        (("malmokraften", "cases.jsonl", *ESF[1:], "--known", "2024-03-01"), "säger inte när"),
        (("malmokraften", "cases.jsonl", *ESF[1:], "--known", "i går"), "--known i går: ingen dag"),
        (("malmokraften", "cases.txt", *ESF[1:]), "formatet läses inte"),
    ],
)
def test_a_command_line_that_makes_no_sense(
    run: Run, cases: Path, arguments: tuple[str, ...], said: str
) -> None:
    cases.with_suffix(".txt").write_text("x")
    done = run("duties", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def kept(folder: Path) -> Path:
    """A store with a decision and one who was forgotten."""
    ruleset, day = kraftrules.load("malmokraften@esf"), date(2023, 11, 1)
    with kraftrules.CaseStore(folder / "cases.db") as store:
        for name in ("A-1", "A-2"):
            store.case(ruleset, name).record(
                {"enrolled_on": day, "team": "Öst"}, **AF, since=day, learned=day
            )
            store.case(ruleset, name).decide(on=day)
        store.forget("A-2", on=day)
    return folder / "cases.db"


def test_a_store_is_listed_and_audited(run: Run, folder: Path) -> None:
    path = kept(folder)
    listed = run("duties", *ESF[:1], path, *ESF[1:])
    assert listed.code == 0 and "Team: Öst" in listed.out and "A-2" not in listed.out
    audited = run("audit", path)
    assert audited.code == 0
    assert "2 beslut i kedjan: 1 gjordes om och blev desamma, 1 hör till glömda." in audited.out
    assert "Allt stämmer." in audited.out


def test_a_store_that_was_changed_is_told(run: Run, folder: Path) -> None:
    path = kept(folder)
    with sqlite3.connect(path) as connection:
        connection.execute(
            "UPDATE kraftrules_trail SET content = replace(content, 'undetermined', 'eligible')"
        )
    connection.close()
    audited = run("audit", path, "--lang", "en")
    assert audited.code == 1
    assert "- link 2: the content has been changed" in audited.out


@pytest.mark.parametrize("statement", [
    "UPDATE kraftrules_events SET since = 'i går'", "UPDATE kraftrules_events SET ground = 'x'",
    "UPDATE kraftrules_events SET value = '{'", "DROP TABLE kraftrules_events",
])  # fmt: skip
def test_a_store_that_makes_no_sense_is_told(run: Run, folder: Path, statement: str) -> None:
    path = kept(folder)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()
    for arguments in (("duties", *ESF[:1], path, *ESF[1:]), ("audit", path)):
        done = run(*arguments)
        assert done.code == 1
        said = ("går inte att läsa", "händelserna är ändrade", "delar av lagret saknas")
        assert any(each in done.err + done.out for each in said)


def test_what_is_no_store_is_told(run: Run, folder: Path) -> None:
    (folder / "text.db").write_text("x" * 2000)
    assert run("audit", "text.db").code == 1
    assert run("audit", "none.db").code == 2
    done = run("audit", "postgresql+psycopg://u:hemligt@localhost:1/x")
    assert done.code == 1 and "hemligt" not in done.err
    assert run("audit", kept(folder), "--rules", "none.yaml").code == 2


def test_a_person_of_whom_a_row_cannot_be_read_is_left_out(run: Run, folder: Path) -> None:
    path = lines(
        folder / "events.jsonl",
        event(), event(fact="exited_on", value="i går"), event(fact="first_joint_plan_on", value=None),
        event(person_id="A-2"), event(person_id="A-2", value="2023-11-02", corrects=1, learned="2023-11-06"),
    )  # fmt: skip
    done = run("duties", *ESF[:1], path, *ESF[1:])
    assert done.code == 1
    assert "1 ärende i" in done.out and "A-1" not in done.out
    assert "rad 2: person_id: personen är utelämnad" in done.err
