"""``kraftrules decide`` and ``kraftrules explain``."""

from __future__ import annotations

import gc
import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from commands import Run, decisions, write

import kraftrules
from kraftrules.cli.tables.out import replacing

ON = ("--on", "2021-03-01")
COLUMNS = ["person_id", "outcome", "not_met", "exclusions", "missing", "points", "points_at_most"]


def test_decisions_are_those_of_the_library(people: Path, run: Run) -> None:
    result = run("decide", "malmokraften", people, *ON)
    assert (result.code, result.err) == (0, "")
    rows = decisions(Path("decisions.csv"))
    assert list(rows[0]) == COLUMNS
    assert len(rows) == 400
    ruleset = kraftrules.load("malmokraften@2.0")
    decision = ruleset.decide(
        {"birth_date": date(1972, 4, 10), "municipality": "Vellinge", "months_without_work": 20,
         "in_job_guarantee": False, "af_registered_months": 0, "receives_sickness_benefit": True,
         "needs_coordination": True, "benefits_from_joint_planning": True, "can_use_procured_services": False,
         "participations": [], "starts_studies_on": None, "starts_work_on": None,
         **dict.fromkeys(("in_krom", "in_brokering_services", "in_fram", "in_avanti", "in_aub", "in_krami",
                          "has_sius"), False)},
        on=date(2021, 3, 1),
    )  # fmt: skip
    assert rows[0]["person_id"] == "1"
    assert rows[0]["outcome"] == decision.outcome == "not_eligible"
    assert rows[0]["not_met"].split() == list(decision.not_met)


def test_the_file_opens_in_a_swedish_excel(people: Path, run: Run) -> None:
    run("decide", "malmokraften", people, *ON)
    content = Path("decisions.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfperson_id;outcome;")
    assert b"\r\n" in content


@pytest.mark.parametrize("name", ["d.csv", "d.jsonl", "d.parquet", "d.xlsx", "D.XLSX"])
def test_every_format_holds_the_same_decisions(name: str, people: Path, run: Run) -> None:
    run("decide", "malmokraften", people, *ON)
    assert run("decide", "malmokraften", people, *ON, "--out", name).code == 0
    flat = [list(each.values()) for each in decisions(Path("decisions.csv"))]
    assert [[_flat(cell) for cell in row] for row in read(Path(name))] == flat


def read(path: Path) -> list[list[Any]]:
    match path.suffix.lower():
        case ".csv":
            return [list(each.values()) for each in decisions(path)]
        case ".jsonl":
            return [
                list(json.loads(line).values()) for line in path.read_text("utf-8").splitlines()
            ]
        case ".parquet":
            frame = pl.read_parquet(path)
            assert frame.schema["missing"] == pl.List(pl.String)
            return [list(row) for row in frame.rows()]
        case _:
            rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
            return [list(row) for row in rows][1:]


def _flat(cell: object) -> str:
    return " ".join(cell) if isinstance(cell, list) else "" if cell is None else str(cell)


@pytest.mark.parametrize("name", ["d.csv", "d.xlsx"])
def test_no_id_becomes_a_formula(name: str, folder: Path, run: Run) -> None:
    ids = ["=1+1", "+46", "-5", "@x", "plain"]
    write(folder / "p.csv", "person_id", *ids)
    run("decide", "malmokraften", "p.csv", *ON, "--out", name)
    assert [row[0] for row in read(Path(name))] == ["'=1+1", "'+46", "'-5", "'@x", "plain"]


def test_ids_keep_their_type_where_the_format_has_types(folder: Path, run: Run) -> None:
    (folder / "p.json").write_text('[{"person_id": 7}, {"person_id": 8}]')
    run("decide", "malmokraften", "p.json", *ON, "--out", "d.parquet")
    assert [row[0] for row in read(Path("d.parquet"))] == [7, 8]
    (folder / "p.json").write_text('[{"person_id": 7}, {"person_id": "8"}]')
    run("decide", "malmokraften", "p.json", *ON, "--out", "d.parquet")
    assert [row[0] for row in read(Path("d.parquet"))] == ["7", "8"]


def test_an_id_that_xlsx_cannot_hold_is_told(folder: Path, run: Run) -> None:
    for strange in ("\\u0001", "\\uffff"):
        (folder / "p.json").write_text(f'[{{"person_id": "{strange}"}}]')
        result = run("decide", "malmokraften", "p.json", *ON, "--out", "d.xlsx")
        assert (result.code, "välj .csv" in result.err) == (1, True)
        assert not Path("d.xlsx").exists()


def test_decisions_can_go_to_the_terminal(people: Path, run: Run) -> None:
    result = run("decide", "malmokraften", people, *ON, "--out", "-")
    assert result.out.startswith("person_id;outcome;")
    assert result.out.count("\n") == 401
    assert "400 personer prövade" in result.err
    assert not Path("decisions.csv").exists()


def test_the_input_is_never_overwritten(people: Path, run: Run) -> None:
    before = people.read_bytes()
    Path("link.csv").symlink_to(people)
    for out in ("people.csv", "./people.csv", "link.csv"):
        result = run("decide", "malmokraften", "people.csv", *ON, "--out", out)
        assert (result.code, "skulle skriva över" in result.err) == (2, True)
    shutil.copy(people, "decisions.csv")
    assert run("decide", "malmokraften", "decisions.csv", *ON).code == 2
    assert people.read_bytes() == before


@pytest.mark.parametrize("out", ["d.txt", "d", "missing/d.csv", "folder.csv", "people.csv/d.csv"])
def test_a_place_that_cannot_be_written_is_misuse(out: str, people: Path, run: Run) -> None:
    Path("folder.csv").mkdir()
    result = run("decide", "malmokraften", people, *ON, "--out", out)
    assert result.code == 2
    assert out.partition("/")[0] in result.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet", "xlsx"])
@pytest.mark.parametrize("source", ["csv", "parquet"])
def test_a_full_disk_is_told(ending: str, source: str, folder: Path, run: Run) -> None:
    write(folder / "p.csv", "person_id;age", "1;42")
    pl.DataFrame({"person_id": [1], "age": [42]}).write_parquet(folder / "p.parquet")
    out = folder / f"d.{ending}"
    out.symlink_to("/dev/full")
    result = run("decide", "malmokraften", f"p.{source}", *ON, "--out", out)
    gc.collect()  # nothing half-written complains as it goes
    told = "/dev/full går inte att skriva: No space left on device."
    assert (result.code, result.err.splitlines()) == (2, [told])


def test_a_file_that_is_not_found_is_told_by_its_own_name(folder: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"template\.html"), replacing(folder / "d.csv"):
        (folder / "template.html").read_text()


def test_an_earlier_file_stays_when_the_table_turns_out_wrong(folder: Path, run: Run) -> None:
    (folder / "decisions.csv").write_text("before")
    (folder / "p.jsonl").write_text('{"age": 42}\n{"aeg": 42}\n')
    assert run("decide", "malmokraften", "p.jsonl", *ON).code == 1
    assert (folder / "decisions.csv").read_text() == "before"


def test_a_repeated_id_is_decided_each_time_and_warned_about(folder: Path, run: Run) -> None:
    write(folder / "p.csv", "person_id;age", "7;42", "8;43", "7;12", "7;50")
    result = run("decide", "malmokraften", "p.csv", *ON)
    assert result.code == 0
    assert "7: rad 2, 4 och 5" in result.err
    assert [each["person_id"] for each in decisions(folder / "decisions.csv")] == [
        "7",
        "8",
        "7",
        "7",
    ]


def test_without_ids_the_row_number_stands_in_and_it_says_so(folder: Path, run: Run) -> None:
    write(folder / "p.csv", "age;municipality", "42;Malmö", "43;Lund")
    result = run("decide", "malmokraften", "p.csv", *ON)
    assert "2 rader har inget person_id" in result.out
    assert [each["person_id"] for each in decisions(folder / "decisions.csv")] == ["2", "3"]
    assert "(rad 3)" not in run("explain", "malmokraften", "p.csv", *ON, "--person", "3").err


def test_the_summary_is_split_by_sex_only_where_there_is_such_a_column(
    folder: Path, run: Run
) -> None:
    write(folder / "p.csv", "person_id;sex", "1;woman", "2;man", "3;")
    out = run("decide", "malmokraften", "p.csv", *ON).out
    assert all(word in out for word in ("Kvinnor", "Män", "Okänt kön"))
    write(folder / "p.csv", "person_id", "1")
    out = run("decide", "malmokraften", "p.csv", *ON).out
    assert not any(word in out for word in ("Kvinnor", "Män", "Okänt kön"))


def test_without_a_day_today_is_used_and_it_says_so(people: Path, run: Run) -> None:
    result = run("decide", "malmokraften@2.0", people)
    assert f"{date.today()} (i dag, eftersom --on inte angavs)" in result.out
    assert "Observera: utgåvan gäller 2020-01-02–2022-12-31, inte den dagen." in result.out


def test_a_draft_is_picked_by_day_only_when_asked_for(people: Path, run: Run) -> None:
    day = ("--on", "2025-06-01")
    result = run("decide", "malmokraften", people, *day)
    assert (result.code, "utkast" in result.err) == (2, True)
    result = run("decide", "malmokraften", people, *day, "--drafts")
    assert (result.code, "Regelverket är ett utkast." in result.out) == (0, True)


def test_a_ruleset_of_ones_own_with_facts_of_its_own(folder: Path, run: Run) -> None:
    (folder / "own.yaml").write_text(
        'ruleset: own\nedition: "1"\ntitle: Eget\nin_force: {from: 2020-01-01}\n'
        "facts:\n  - {id: pay, type: number, label: lön}\n"
        "target_group:\n  all:\n    - {id: low_pay, label: Låg lön, when: pay < 10.5}\n"
    )
    write(folder / "p.csv", "person_id;pay", "1;10,4", "2;10.5", "3;")
    assert run("decide", "own.yaml", "p.csv", *ON).code == 0
    found = [each["outcome"] for each in decisions(folder / "decisions.csv")]
    assert found == ["eligible", "not_eligible", "undetermined"]


def test_progress_does_not_disturb_a_pipe(people: Path, run: Run) -> None:
    assert run("decide", "malmokraften", people, *ON).err == ""


def test_explain_is_the_decisions_own_explanation(folder: Path, run: Run) -> None:
    write(folder / "p.csv", "person_id;age;municipality", "a;42;Malmö", "b;12;Lund")
    decision = kraftrules.load("malmokraften@2.0").decide(
        {"age": 12, "municipality": "Lund"}, on=date(2021, 3, 1)
    )
    for lang in ("sv", "en"):
        result = run("explain", "malmokraften", "p.csv", *ON, "--person", "b", "--lang", lang)
        assert (result.code, result.out) == (0, decision.explain(lang) + "\n")


def test_an_unknown_person_is_misuse_and_the_nearest_is_named(folder: Path, run: Run) -> None:
    write(folder / "p.csv", "person_id;age", "anna-17;42", "bo-3;43")
    result = run("explain", "malmokraften", "p.csv", *ON, "--person", "anna-71")
    assert (result.code, "Menade du anna-17?" in result.err) == (2, True)


def test_a_person_on_several_rows_is_at_fault(folder: Path, run: Run) -> None:
    write(folder / "p.csv", "person_id;age", "7;42", "8;43", "7;12")
    result = run("explain", "malmokraften", "p.csv", *ON, "--person", "7")
    assert (result.code, "flera rader: 2 och 4" in result.err) == (1, True)


def test_a_person_on_a_bad_row_is_at_fault_and_others_are_not(folder: Path, run: Run) -> None:
    write(folder / "p.csv", "person_id;age", "7;x", "8;43")
    result = run("explain", "malmokraften", "p.csv", *ON, "--person", "7")
    assert (result.code, "rad 2: age: ”x”" in result.err) == (1, True)
    assert run("explain", "malmokraften", "p.csv", *ON, "--person", "8").code == 0


def test_explain_without_a_day_says_which_it_used(people: Path, run: Run) -> None:
    result = run("explain", "malmokraften@2.0", people, "--person", "1")
    assert str(date.today()) in result.err
    assert str(date.today() + timedelta(days=0)) in result.out
