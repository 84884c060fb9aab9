"""``kraftrules intake``."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from commands import EXAMPLES, Run, decisions, write

import kraftrules
from kraftrules.cli.intakes import applicants_table
from kraftrules.cli.intakes.rows import LAYOUT
from kraftrules.cli.tables import columns as table_columns
from kraftrules.cli.tables.table import open_table
from kraftrules.engines.polars import plain
from kraftrules.intake.intake import Intake

ON = ("--on", "2024-10-01")
DAY = date(2024, 10, 1)
DRAWN = ("--seats", "35", "--seed", "2024-10", *ON)
OWN = """\
ruleset: own
edition: "1"
title: {sv: Eget, en: Own}
in_force: {from: 2020-01-01}
target_group:
  all:
    - {id: adult, label: Vuxen, when: age >= 18}
priority:
  factors:
    - {id: disability, label: Har en funktionsnedsättning, when: disability, points: 2}
    - {id: low_education, label: Utan gymnasium, when: not(upper_secondary_completed), points: 1}
intake:
  reservations:
    - {id: women, label: Kvinnor, when: sex = "woman", number: 1}
"""
PEOPLE = (
    "person_id;age;sex;disability;upper_secondary_completed",
    "a;40;man;ja;nej",
    "b;41;man;ja;ja",
    "c;42;woman;nej;ja",
    "d;43;man;nej;nej",
    "e;12;man;ja;ja",
    "f;44;man;;nej",
)


@pytest.fixture
def candidates(folder: Path) -> Path:
    """The example candidates, in the folder."""
    shutil.copy(EXAMPLES / "people.csv", folder / "c.csv")
    return folder / "c.csv"


@pytest.fixture
def own(folder: Path) -> Path:
    """A ruleset of one's own, and people for it."""
    write(folder / "p.csv", *PEOPLE)
    (folder / "own.yaml").write_text(OWN, encoding="utf-8")
    return folder / "own.yaml"


def library(path: Path, name: str = "malmokraften@esf", **terms: Any) -> Intake:
    """The intake as the library holds it."""
    ruleset = kraftrules.load(name)
    people = [row.values for row in open_table(path, ruleset.plan.facts).rows()]
    return ruleset.intake(people, DAY, **({"seats": 35, "seed": "2024-10"} | terms))


def listed(path: str = "intake.csv") -> dict[str, list[str]]:
    """Who has which status, in the order of the file."""
    found: dict[str, list[str]] = {}
    for each in decisions(Path(path)):
        found.setdefault(each["status"], []).append(each["person_id"])
    return found


def test_the_list_is_the_librarys_intake(candidates: Path, run: Run) -> None:
    result = run("intake", "malmokraften", candidates, *DRAWN)
    assert (result.code, result.err) == (0, "")
    intake, rows = library(candidates), decisions(Path("intake.csv"))
    assert list(rows[0]) == list(LAYOUT.columns)
    assert len(rows) == len(intake.candidates) == 400
    found = listed()
    assert found["selected"] == [each.person_id for each in intake.selected]
    assert found["waiting"] == [each.person_id for each in intake.waiting]
    for each in intake.not_considered:
        assert each.person_id in found[each.decision.outcome]
    by_id = {each["person_id"]: each for each in rows}
    for one in intake.selected:
        row = by_id[str(one.person_id)]
        assert (row["rank"], row["points"]) == (str(one.rank), str(one.points))
        assert row["reservations"].split() == list(one.seats)
    for waiting in intake.waiting:
        row = by_id[str(waiting.person_id)]
        assert row["why"] == waiting.why
        assert row["passed_over_for"].split() == list(waiting.reservations)
    unsettled = {str(each.person_id): each for each in intake.unsettled}
    assert unsettled
    assert {name for name, row in by_id.items() if row["unsettled"] == "true"} == set(unsettled)
    assert all(by_id[name]["missing"].split() == [*unsettled[name].missing] for name in unsettled)


@pytest.mark.parametrize("name", ["i.jsonl", "i.parquet", "i.xlsx"])
def test_every_format_holds_the_same_list(name: str, candidates: Path, run: Run) -> None:
    run("intake", "malmokraften", candidates, *DRAWN)
    assert run("intake", "malmokraften", candidates, *DRAWN, "--out", name).code == 0
    flat = [list(each.values()) for each in decisions(Path("intake.csv"))]
    assert [[_flat(cell) for cell in row] for row in _read(Path(name))] == flat


def _read(path: Path) -> list[list[Any]]:
    match path.suffix:
        case ".jsonl":
            lines = path.read_text("utf-8").splitlines()
            return [list(json.loads(line).values()) for line in lines]
        case ".parquet":
            frame = pl.read_parquet(path)
            assert frame.schema["unsettled"] == pl.Boolean
            assert frame.schema["rank"] == pl.Int64
            return [list(row) for row in frame.rows()]
        case _:
            rows = openpyxl.load_workbook(path)["intake"].iter_rows(values_only=True)
            return [list(row) for row in rows][1:]


def _flat(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return " ".join(cell) if isinstance(cell, list) else "" if cell is None else str(cell)


def test_the_list_can_go_to_the_terminal(candidates: Path, run: Run) -> None:
    result = run("intake", "malmokraften", candidates, *DRAWN, "--out", "-")
    assert result.out.startswith("person_id;status;rank;")
    assert result.out.count("\n") == 401
    assert "Platser som hålls" in result.err
    assert [path.name for path in Path().iterdir()] == ["c.csv"]


def test_seats_by_stream(candidates: Path, run: Run) -> None:
    seats = "by_teams=20, by_forsakringskassan=4"
    result = run("intake", "malmokraften", candidates, "--seats", seats, "--seed", "x", *ON)
    assert "24 platser; lottens frö: x." in result.out
    assert "Genom Försäkringskassan: Den sista som fick plats är nummer" in result.out
    found = [each["stream"] for each in decisions(Path("intake.csv")) if each["status"] == "selected"]  # fmt: skip
    assert (found.count("by_teams"), found.count("by_forsakringskassan")) == (20, 4)


def test_without_seats_they_are_the_rulesets_own(candidates: Path, run: Run) -> None:
    result = run("intake", "malmokraften", candidates, "--seed", "x", "--teams", "2", *ON)
    assert "85 platser" in result.out  # 2 × 35 to the teams, 15 through the agency
    result = run("intake", "malmokraften", candidates, "--seed", "x", "--on", "2024-07-01")
    assert "15 platser" in result.out  # the teams take nobody in in July


WRONG = {
    "thirty": "--seats thirty: skriv ett antal",
    "": "--seats : skriv ett antal",
    "3.5": "--seats 3.5: skriv ett antal",
    "by_teams=1,by_teams=2": "en gång var",
    "by_teams=": "skriv ett antal",
    "-1": "--seats -1: tillåtet är ett heltal 0–",
    "9999999999999999": "tillåtet är ett heltal 0–",
    "by_teams=-1": "--seats by_teams -1: tillåtet är ett heltal 0–",
    "by_temas=1": "Menade du by_teams?",
}


@pytest.mark.parametrize("seats", WRONG)
def test_seats_that_make_no_sense_are_misuse(seats: str, candidates: Path, run: Run) -> None:
    result = run("intake", "malmokraften", candidates, "--seats", seats, "--seed", "x", *ON)
    assert (result.code, result.out) == (2, "")
    assert WRONG[seats] in result.err
    assert "(int)" not in result.err
    assert not Path("intake.csv").exists()


def test_a_ruleset_without_streams_needs_a_number(own: Path, run: Run) -> None:
    result = run("intake", own.name, "p.csv", *ON)
    assert (result.code, "platserna behöver anges" in result.err) == (2, True)
    result = run("intake", own.name, "p.csv", *ON, "--seats", "women=1")
    assert (result.code, "regelverket har inga ingångar" in result.err) == (2, True)


def test_a_lottery_needs_a_seed(candidates: Path, run: Run) -> None:
    for seed in ([], ["--seed", " "]):
        result = run("intake", "malmokraften", candidates, "--seats", "35", *ON, *seed)
        assert (result.code, "--seed behövs" in result.err) == (2, True)


def test_another_seed_gives_another_order_and_the_same_seed_the_same(
    candidates: Path, run: Run
) -> None:
    def order(seed: str) -> list[str]:
        run("intake", "malmokraften@2.0", candidates, "--seats", "35", "--seed", seed, *ON)
        return listed()["selected"]

    assert order("a") == order("a") != order("b")


TOGETHER = [
    ("--commit", "--person", "1"),
    ("--commit", "--what-if", "malmokraften@2023"),
    ("--person", "1", "--html", "p.html"),
    ("--person", "1", "--out", "p.csv"),
    ("--commit", "--out", "p.csv"),
    ("--what-if", "malmokraften@2023", "--html", "p.html"),
]


@pytest.mark.parametrize("options", TOGETHER, ids=" ".join)
def test_options_that_do_not_go_together(
    options: tuple[str, ...], candidates: Path, run: Run
) -> None:
    result = run("intake", "malmokraften", candidates, *DRAWN, *options)
    assert (result.code, "går inte ihop" in result.err) == (2, True)
    assert [path.name for path in Path().iterdir()] == ["c.csv"]


@pytest.mark.parametrize("option", ["--teams", "--months"])
def test_teams_and_months_go_with_the_rulesets_own_seats(
    option: str, candidates: Path, run: Run
) -> None:
    result = run("intake", "malmokraften", candidates, *DRAWN, option, "2")
    assert (result.code, f"{option} hör till" in result.err) == (2, True)
    result = run("intake", "malmokraften", candidates, "--seed", "x", *ON, option, "-2")
    assert (result.code, f"{option} -2: tillåtet är ett heltal" in result.err) == (2, True)


def test_nothing_given_is_overwritten(candidates: Path, own: Path, run: Run) -> None:
    before = candidates.read_bytes()
    shutil.copy(candidates, "c.html")
    for options in (("--out", "c.csv"), ("--html", "c.csv"), ("--html", "x.htm", "--out", "x.htm"),
                    ("--html", "own.yaml"), ("--html", "i.pdf")):  # fmt: skip
        assert run("intake", own.name, candidates, "--seats", "1", *ON, *options).code == 2
    result = run("intake", own.name, "c.html", "--seats", "1", *ON)
    assert (result.code, "det formatet läses inte" in result.err) == (2, True)
    assert candidates.read_bytes() == before
    assert own.read_text("utf-8") == OWN


# ---- people


def test_a_table_without_ids_cannot_be_drawn_from(folder: Path, own: Path, run: Run) -> None:
    write(folder / "p.csv", "age;sex", "40;man")
    (folder / "p.jsonl").write_text('{"age": 40}\n{"age": 41}\n')
    for table in ("p.csv", "p.jsonl"):
        result = run("intake", own.name, table, "--seats", "1", *ON)
        assert (result.code, "kolumnen person_id saknas" in result.err) == (1, True)
        assert not Path("intake.csv").exists()


def test_the_same_person_twice_stops_the_command_and_names_the_rows(
    folder: Path, own: Path, run: Run
) -> None:
    write(folder / "p.csv", "person_id;age", "anna;40", "bo;41", "anna;x", "cia;42", "bo;43", "anna;1")  # fmt: skip
    result = run("intake", own.name, "p.csv", "--seats", "1", *ON)
    assert (result.code, result.out) == (1, "")
    assert "rad 2, 4 och 7\n  rad 3 och 6\n" in result.err
    assert not any(name in result.err for name in ("anna", "bo;", "cia"))
    assert not Path("intake.csv").exists()


def test_ids_that_differ_only_in_type_are_the_same_person(
    folder: Path, own: Path, run: Run
) -> None:
    (folder / "p.jsonl").write_text('{"person_id": 7, "age": 40}\n{"person_id": "7", "age": 41}\n')
    result = run("intake", own.name, "p.jsonl", "--seats", "1", *ON)
    assert (result.code, "rad 1 och 2 (som tal och som text)" in result.err) == (1, True)
    result = run("intake", own.name, "p.jsonl", "--seats", "1", *ON, "--lang", "en")
    assert "rows 1 and 2 (as a number and as a text)" in result.err


def test_many_people_twice_are_cut_short(folder: Path, own: Path, run: Run) -> None:
    write(folder / "p.csv", "person_id;age", *(f"{at};40" for at in [*range(25), *range(25)]))
    result = run("intake", own.name, "p.csv", "--seats", "1", *ON)
    assert (result.code, result.err.count("rad "), "… och 5 till" in result.err) == (1, 20, True)


def test_a_row_that_cannot_be_assessed_is_left_out_and_named(
    folder: Path, own: Path, run: Run
) -> None:
    write(folder / "p.csv", *PEOPLE, "g;x;man;ja;nej", ";45;man;ja;nej")
    result = run("intake", own.name, "p.csv", "--seats", "3", *ON)
    assert result.code == 1
    assert "6 personer prövade ur p.csv; 2 rader kunde inte prövas, se nedan." in result.out
    assert "rad 8: age: ”x”" in result.err
    assert "rad 9: person_id: tom" in result.err
    rest = listed()
    write(folder / "p.csv", *PEOPLE)
    assert run("intake", own.name, "p.csv", "--seats", "3", *ON).code == 0
    assert listed() == rest == {
        "selected": ["a", "b", "c"], "waiting": ["d", "f"], "not_eligible": ["e"]
    }  # fmt: skip


def test_an_age_worked_out_of_bounds_is_left_out(folder: Path, own: Path, run: Run) -> None:
    write(folder / "p.csv", "person_id;birth_date", "a;2030-01-01", "b;1980-01-01")
    result = run("intake", own.name, "p.csv", "--seats", "3", *ON)
    assert (result.code, "rad 2: " in result.err, listed()) == (1, True, {"selected": ["b"]})


def test_nobody_at_all_is_an_answer(folder: Path, own: Path, run: Run) -> None:
    write(folder / "p.csv", "person_id;age")
    result = run("intake", own.name, "p.csv", "--seats", "3", "--html", "p.html", *ON)
    assert (result.code, "0 personer prövade" in result.out) == (0, True)
    assert "Ingen fanns i turordningen." in result.out
    assert "Tomma platser: 3." in result.out
    assert listed() == {}


def test_more_seats_than_people_and_none_at_all(own: Path, run: Run) -> None:
    result = run("intake", own.name, "p.csv", "--seats", "8", *ON)
    assert "Alla i turordningen har fått plats." in result.out
    assert "Tomma platser: 3." in result.out
    result = run("intake", own.name, "p.csv", "--seats", "0", *ON)
    assert (result.code, "Det finns inga platser." in result.out) == (0, True)


def test_a_ruleset_that_draws_no_lots_says_so(own: Path, run: Run) -> None:
    assert "3 platser; ingen lottning." in run("intake", own.name, "p.csv", "--seats", "3", *ON).out


def test_who_goes_before_whom_is_told(own: Path, run: Run) -> None:
    out = run("intake", own.name, "p.csv", "--seats", "2", *ON).out
    assert "den sista som fick plats är nummer 5 i turordningen, med 0 poäng" in out.lower()
    assert "3 som väntar står före någon som fick plats, för platser som hålls." in out
    assert listed()["selected"] == ["a", "c"]


def test_whom_unknown_facts_could_give_a_seat(own: Path, run: Run) -> None:
    out = run("intake", own.name, "p.csv", "--seats", "3", *ON).out
    assert "kan ge en plats åt 1 som inte har fått någon" in out
    assert "Om personen har en funktionsnedsättning" in out
    out = run("intake", own.name, "p.csv", "--seats", "5", *ON).out
    assert "kan ge en plats" not in out


def test_ids_cannot_steer_the_terminal_or_become_formulas(
    folder: Path, own: Path, run: Run
) -> None:
    (folder / "p.jsonl").write_text(
        '{"person_id": "=1+1", "age": 40}\n{"person_id": "\\u001b[31mred", "sex": "man"}\n'
    )
    result = run("intake", own.name, "p.jsonl", "--seats", "9", *ON)
    assert "\x1b" not in result.out
    assert "\\x1b[31mred" in result.out
    assert listed()["selected"] == ["'=1+1"]


def test_an_unknown_column_is_told_and_can_be_skipped(folder: Path, own: Path, run: Run) -> None:
    write(folder / "p.csv", "person_id;age;aeg", "a;40;1")
    result = run("intake", own.name, "p.csv", "--seats", "1", *ON)
    assert (result.code, "Menade du age?" in result.err) == (1, True)
    assert run("intake", own.name, "p.csv", "--seats", "1", *ON, "--ignore-extra").code == 0


# ---- before the draw


def test_the_digest_is_the_librarys_and_the_draw_prints_it_too(candidates: Path, run: Run) -> None:
    result = run("intake", "malmokraften", candidates, *DRAWN, "--commit")
    assert (result.code, result.err) == (0, "")
    digest = result.out.splitlines()[0]
    assert digest == library(candidates).commitment
    assert [path.name for path in Path().iterdir()] == ["c.csv"]
    assert digest in run("intake", "malmokraften", candidates, *DRAWN).out


def test_the_digest_gives_neither_seed_nor_seats_away(candidates: Path, run: Run) -> None:
    terms = ("--seats", "35", *ON, "--commit")
    result = run("intake", "malmokraften", candidates, *terms, "--seed", "hemligt")
    assert "hemligt" not in result.out
    assert "har fått plats" not in result.out.lower()
    other = run("intake", "malmokraften", candidates, *terms, "--seed", "hemligare")
    assert other.out.splitlines()[0] != result.out.splitlines()[0]


# ---- one person


def test_a_persons_explanation_is_the_librarys(candidates: Path, run: Run) -> None:
    intake = library(candidates)
    people = (intake.selected[0], intake.waiting[0], intake.not_considered[0])
    for person in (each.person_id for each in people):
        for lang in ("sv", "en"):
            result = run("intake", "malmokraften", candidates, *DRAWN, "--person", str(person), "--lang", lang)  # fmt: skip
            assert (result.code, result.out) == (0, intake.explain(person, lang) + "\n")
    assert [path.name for path in Path().iterdir()] == ["c.csv"]


def test_a_person_who_is_not_there(folder: Path, own: Path, run: Run) -> None:
    write(folder / "p.csv", "person_id;age", "anna-17;42", "bo-3;43")
    result = run("intake", own.name, "p.csv", "--seats", "1", *ON, "--person", "anna-71")
    assert (result.code, "Menade du anna-17?" in result.err) == (2, True)


def test_a_person_on_a_row_that_cannot_be_assessed(folder: Path, own: Path, run: Run) -> None:
    write(folder / "p.csv", "person_id;age", "7;x", "8;43")
    result = run("intake", own.name, "p.csv", "--seats", "1", *ON, "--person", "7")
    assert (result.code, "p.csv: age: ”x”" in result.err) == (1, True)


# ---- another ruleset


def test_the_same_ruleset_moves_nobody(own: Path, run: Run) -> None:
    result = run("intake", own.name, "p.csv", "--seats", "2", *ON, "--what-if", own.name)
    assert (result.code, result.err) == (0, "")
    assert "Skulle få en plats: 0\n" in result.out
    assert "Skulle bli utan sin plats: 0\n" in result.out
    assert not Path("intake.csv").exists()


def test_who_would_move_in_and_out(folder: Path, own: Path, run: Run) -> None:
    (folder / "other.yaml").write_text(OWN.replace("number: 1", "number: 0"), encoding="utf-8")
    options = ("--seats", "2", *ON, "--what-if", "other.yaml", "--out", "moves.csv")
    result = run("intake", own.name, "p.csv", *options)
    assert result.code == 0
    moved = {each["person_id"]: each["change"] for each in decisions(Path("moves.csv"))}
    assert moved == {"a": "same", "b": "in", "c": "out", "d": "same", "e": "same", "f": "same"}
    out = " ".join(result.out.split())
    assert "Skulle få en plats: 1" in out
    assert "b Väntar 2 Har fått plats 2" in out
    assert "c Har fått plats 5 Väntar 5" in out
    assert "Kön: kvinna 1 50,0 % 0 0,0 %" in out
    assert "Listan står i moves.csv." in out


def test_rulesets_may_know_different_facts(folder: Path, own: Path, run: Run) -> None:
    pay = "facts:\n  - {id: pay, type: number, label: lön}\n"
    other = OWN.replace("target_group:", f"{pay}target_group:").replace("age >= 18", "pay < 10")
    (folder / "other.yaml").write_text(other, encoding="utf-8")
    write(folder / "p.csv", "person_id;age;pay", "a;40;12,5", "b;12;8", "c;41;8", "d;x;8")
    result = run("intake", own.name, "p.csv", "--seats", "9", *ON, "--what-if", "other.yaml", "--out", "m.csv")  # fmt: skip
    assert (result.code, "rad 5: age" in result.err) == (1, True)
    assert [each["change"] for each in decisions(Path("m.csv"))] == ["out", "in", "same"]


def test_another_ruleset_must_be_able_to_hold_the_intake(own: Path, run: Run) -> None:
    result = run("intake", own.name, "p.csv", "--seats", "2", *ON, "--what-if", "malmokraften@esf")
    assert (result.code, "--seed behövs, för malmokraften@esf lottar" in result.err) == (2, True)
    result = run("intake", own.name, "p.csv", "--seats", "2", *ON, "--what-if", "missing.yaml")
    assert result.code == 2


# ---- In columns, or row by row

HURT = {
    "whole": {},
    "an age out of bounds": {"age": [200, *range(40, 45)]},
    "a person twice": {"person_id": list("abcdea")},
    "a row without an id": {"person_id": [None, *"bcdef"]},
    "numbers as ids": {"person_id": [9, 10, 2, 30, 1, 7]},
    "a column of a wrong type": {"disability": list("uvwxyz")},
    "a column with a space": {
        "upper_secondary_completed ": [False, True, False, True, False, True]
    },
}
ASKED = (
    ["--html", "i.html"],
    ["--person", "f", "--lang", "en"],
    ["--person", "b"],
    ["--commit"],
    ["--what-if", "own.yaml"],
    ["--what-if", "malmokraften@esf"],
)


@pytest.mark.parametrize("table", ["p.parquet", "p.csv"])
@pytest.mark.parametrize("hurt", HURT)
def test_a_file_gives_the_same_in_columns_and_row_by_row(
    hurt: str, table: str, folder: Path, own: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = pl.DataFrame({
        "person_id": list("abcdef"), "age": [40, 41, 42, None, 12, 44], "sex": ["man", "man", "woman", None, "woman", "man"],
        "disability": [True, True, False, False, True, None],
    } | HURT[hurt], strict=False)  # fmt: skip
    frame.write_csv(table) if table == "p.csv" else frame.write_parquet(table)
    monkeypatch.setattr(table_columns, "SMALL", 0)
    monkeypatch.setattr(plain, "AT_ONCE", 100)

    def said() -> list[object]:
        found: list[object] = []
        for options in ASKED:
            result = run("intake", own.name, table, "--seats", "2", "--seed", "x", *ON, *options)  # fmt: skip
            found += [result.code, result.out, result.err]
            found += [path.read_bytes() for path in sorted(folder.glob("i*"))]
        return found

    in_columns = said()
    monkeypatch.setattr(applicants_table, "candidates_of", lambda *_: None)
    assert said() == in_columns
