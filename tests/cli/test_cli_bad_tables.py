"""Whatever a table holds, the user is told what is wrong, and where; never a traceback."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from commands import Run, decisions, write

from kraftrules.cli.decisions import parts

ON = ("--on", "2021-03-01")
HEAD = "person_id;age;municipality;in_krami;starts_work_on"
GOOD = "1;42;Malmö;nej;"


def as_bytes(*lines: str, encoding: str = "utf-8") -> bytes:
    return "".join(f"{line}\n" for line in lines).encode(encoding)


WHOLE_TABLE = {
    "empty.csv": (b"", "filen är tom"),
    "blank.csv": (b"\n \n\n", "filen är tom"),
    "bom-only.csv": (b"\xef\xbb\xbf", "filen är tom"),
    "latin1.csv": (as_bytes(HEAD, GOOD, encoding="latin-1"), "rad 2: texten är inte UTF-8"),
    "utf16.csv": (as_bytes(HEAD, GOOD, encoding="utf-16"), "rad 1: texten är inte UTF-8"),
    "garbage.csv": (bytes(range(128, 256)) * 40, "inte UTF-8"),
    "nul.csv": (as_bytes(HEAD, "1;42;Mal\0mö;nej;"), "rad 2: det här är ingen text"),
    "open-quote.csv": (as_bytes(HEAD, GOOD, '2;42;"Malmö;nej;', GOOD), "rad 3: ett citattecken"),
    "after-quote.csv": (as_bytes(HEAD, '1;42;"Mal"mö;nej;'), "rad 2: det står text efter"),
    "huge-cell.csv": (as_bytes(HEAD, f'1;42;"{"a" * 200_000}";nej;'), "rad 2: en cell har fler än"),
    "old-mac.csv": (as_bytes(HEAD, GOOD).replace(b"\n", b"\r"), "radsluten"),
    "twice.csv": (as_bytes("person_id;age;age", "1;42;43"), "flera gånger: age"),
    "nameless.csv": (as_bytes("person_id;;age", "1;2;42"), "kolumn 2 saknar namn"),
    "no-header.csv": (b";;;\n1;2;3;4\n", "rubrikraden är tom"),
    "unknown.csv": (as_bytes("person_id;aeg;krami", "1;42;ja"), "aeg: ordlistan har ingen sådan uppgift. Menade du age?"),
    "flag.csv": (as_bytes("person_id;age__unknown", "1;ja"), "age kan inte vara inget"),
    "flag-of-nothing.csv": (as_bytes("person_id;aeg__unknown", "1;ja"), "aeg__unknown: ordlistan"),
    "empty.json": (b" ", "filen är tom"),
    "broken.json": (b'[{"age": 42},\n {"age": }]', "rad 2, kolumn 10: ingen JSON"),
    "object.json": (b'{"age": 42}', "en lista av objekt"),
    "deep.json": (b"[" * 100_000, "ingen JSON"),
    "long-number.json": (b"[" + b"9" * 5000 + b"]", "ingen JSON"),
    "latin1.json": ('[{"municipality": "Malmö"}]'.encode("latin-1"), "inte UTF-8"),
    "unknown.json": (b'[{"age": 42}, {"aeg": 42}, {"krami": true}]', "krami: ordlistan"),
    "empty.jsonl": (b"", "filen är tom"),
    "latin1.jsonl": ('{}\n{"municipality": "Malmö"}'.encode("latin-1"), "rad 2: texten är inte UTF-8"),
    "unknown.jsonl": (b'{"age": 42}\n{"aeg": 42}\n', "Menade du age?"),
    "empty.parquet": (b"", "går inte att läsa som Parquet"),
    "garbage.parquet": (bytes(range(256)), "går inte att läsa som Parquet"),
    "cut.parquet": (b"PAR1" + bytes(100) + b"PAR1", "går inte att läsa som Parquet"),
    "empty.xlsx": (b"", "går inte att läsa som xlsx"),
    "garbage.xlsx": (b"PK\x03\x04" + bytes(range(256)), "går inte att läsa som xlsx"),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE_TABLE)
def test_a_table_that_cannot_be_read_is_at_fault_and_nothing_is_written(
    name: str, folder: Path, run: Run
) -> None:
    content, told = WHOLE_TABLE[name]
    (folder / name).write_bytes(content)
    result = run("decide", "malmokraften", name, *ON)
    assert result.code == 1
    assert told in result.err
    assert name in result.err
    assert sorted(path.name for path in folder.iterdir()) == [name]


def test_all_unknown_columns_are_named_at_once_and_can_be_ignored(folder: Path, run: Run) -> None:
    write(folder / "p.csv", "person_id;aeg;age;krami", "1;x;42;y")
    result = run("decide", "malmokraften", "p.csv", *ON)
    assert "aeg" in result.err
    assert "krami" in result.err
    assert "--ignore-extra" in result.err
    assert run("decide", "malmokraften", "p.csv", *ON, "--ignore-extra").code == 0


BAD_ROWS = {
    "2;ja;Malmö;nej;": "age: ”ja”; tillåtet är ett heltal 0–130",
    "2;131;Malmö;nej;": "age: ”131”",
    "2;4,5;Malmö;nej;": "age: ”4,5”",
    "2;99999999999999999999999999999999999;Malmö;nej;": "age: ”9999",
    "2;42;Malmö;kanske;": "in_krami: ”kanske”; tillåtet är ja eller nej",
    "2;42;Malmö;nej;2021-02-30": "starts_work_on: ”2021-02-30”",
    "2;42;Malmö;nej;31/1 2021": "starts_work_on: ”31/1 2021”; tillåtet är ett datum",
    f"2;42;{'a' * 1001};nej;": "municipality: ”aaa",
    "2;42;Malmö;nej;;;x": "7 celler; rubrikraden har 5 kolumner",
    ";42;Malmö;nej;": "person_id: tom; tillåtet är text eller ett heltal",
}


@pytest.mark.parametrize("line", BAD_ROWS)
def test_a_bad_row_is_told_and_the_others_are_decided(line: str, folder: Path, run: Run) -> None:
    write(folder / "p.csv", HEAD, GOOD, "", line, GOOD.replace("1", "3", 1))
    result = run("decide", "malmokraften", "p.csv", *ON)
    assert result.code == 1
    assert f"rad 4: {BAD_ROWS[line]}" in result.err
    assert "2 personer prövade" in result.out
    assert [each["person_id"] for each in decisions(folder / "decisions.csv")] == ["1", "3"]


def test_everything_wrong_in_a_row_is_told(folder: Path, run: Run) -> None:
    write(folder / "p.csv", HEAD, "1;x;Malmö;y;z")
    result = run("decide", "malmokraften", "p.csv", *ON, "--lang", "en")
    for column in ("age", "in_krami", "starts_work_on"):
        assert f"row 2: {column}: " in result.err
    assert "allowed is ja or nej" in result.err


def test_where_many_rows_are_bad_faults_that_are_alike_are_told_once(
    folder: Path, run: Run
) -> None:
    rows = [f"{at};{'x' * (at + 1)};Malmö;{'y' if at in (3, 7) else 'nej'};" for at in range(30)]
    write(folder / "p.csv", HEAD, *rows[10:])
    assert run("decide", "malmokraften", "p.csv", *ON).err.count("age: ”x") == 20
    write(folder / "p.csv", HEAD, *rows)
    result = run("decide", "malmokraften", "p.csv", *ON)
    assert "30 rader kunde inte prövas" in result.out
    assert result.err.splitlines()[1:] == [
        "  raderna 2, 3, 4 och 27 till: age: ”x”; tillåtet är ett heltal 0–130.",
        "  raderna 5, 9: in_krami: ”y”; tillåtet är ja eller nej.",
    ]
    result = run("decide", "malmokraften", "p.csv", *ON, "--lang", "en")
    assert "  rows 2, 3, 4 and 27 more: age: ”x”; allowed is an integer 0–130." in result.err


def test_faults_that_are_alike_are_told_once_of_all_parts_and_of_those_kept(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "ROWS_A_PART", 7)
    monkeypatch.setattr(parts.Store, "remove", lambda _: None)  # done, but for taking them away
    ages = [200 if at % 2 else 30 for at in range(60)]
    pl.DataFrame({"person_id": range(60), "age": ages}).write_parquet(folder / "p.parquet")
    for _ in range(2):
        result = run("decide", "malmokraften", "p.parquet", *ON, "--out", "d.parquet")
        assert result.err.splitlines()[1:] == [
            "  raderna 2, 4, 6 och 27 till: age: 200; tillåtet är ett heltal 0–130."
        ]


def test_a_short_row_leaves_unknown_what_it_lacks(folder: Path, run: Run) -> None:
    """A cut row must not pass for one that says that no work is planned."""
    write(folder / "p.csv", "person_id;in_krami;starts_work_on", "1;nej;", "2;nej")
    run("decide", "malmokraften", "p.csv", *ON)
    whole, cut = decisions(folder / "decisions.csv")
    assert "starts_work_on" not in whole["missing"]
    assert "starts_work_on" in cut["missing"]


def test_a_fact_cannot_be_both_given_and_unknown(folder: Path, run: Run) -> None:
    write(folder / "p.csv", "person_id;starts_work_on;starts_work_on__unknown",
          "1;2021-05-01;ja", "2;;ja", "3;;nej", "4;2021-05-01;")  # fmt: skip
    result = run("decide", "malmokraften", "p.csv", *ON)
    assert "rad 2: starts_work_on: både ett värde och okänt" in result.err
    missing = {each["person_id"]: each["missing"] for each in decisions(folder / "decisions.csv")}
    assert {key: "starts_work_on" in each for key, each in missing.items()} == {"2": True, "3": False, "4": False}  # fmt: skip


def test_a_fact_worked_out_of_its_bounds_is_a_bad_row(folder: Path, run: Run) -> None:
    write(folder / "p.csv", "person_id;birth_date", "1;2030-01-01", "2;1980-01-01")
    result = run("decide", "malmokraften", "p.csv", *ON)
    assert result.code == 1
    assert "rad 2: age: -9" in result.err or "rad 2: age: -8" in result.err


BAD_OBJECTS = {
    '{"person_id": 2, "age": "42"}': "Skriv 42 utan citattecken.",
    '{"person_id": 2, "age": 4.5}': "age: 4.5",
    '{"person_id": 2, "age": NaN}': "age: nan",
    '{"person_id": 2, "age": 1e999}': "age: inf",
    f'{{"person_id": 2, "age": {"9" * 40}}}': "age: 9999",
    '{"person_id": 2, "in_krami": "ja"}': "in_krami: ”ja”; tillåtet är true eller false",
    '{"person_id": 2, "age": 1, "age": 2}': "age flera gånger",
    '{"person_id": 2, "participations": [{"edition": "a", "edition": "b"}]}': "edition flera",
    '{"person_id": 2, "participations": [{"started_on": "i går"}]}': "participations[1].started_on",
    '{"person_id": 2, "participations": [{"start": "2021-01-01"}]}': "participations[1]: 'start'",
    '{"person_id": 2, "participations": [3]}': "Post 1 ska ha fält.",
    '{"person_id": 2, "municipality": "\\ud800"}': "municipality",
    '{"person_id": null}': "person_id: tom",
    '{"person_id": {"a": 1}}': "person_id: {'a': 1}",
    "[1, 2]": "tillåtet är ett JSON-objekt",
    "3": "tillåtet är ett JSON-objekt",
}


@pytest.mark.parametrize("text", BAD_OBJECTS)
def test_a_bad_object_is_told_and_the_others_are_decided(text: str, folder: Path, run: Run) -> None:
    good = '{"person_id": 1, "age": 42.0}'
    (folder / "p.json").write_text(f"[{good}, {text}, {good}]", encoding="utf-8")
    (folder / "p.jsonl").write_text(f"{good}\n{text}\n\n{good}", encoding="utf-8")
    for name in ("p.json", "p.jsonl"):
        result = run("decide", "malmokraften", name, *ON)
        assert result.code == 1
        assert f"rad 2: {BAD_OBJECTS[text]}" in result.err or BAD_OBJECTS[text] in result.err
        assert "2 personer prövade" in result.out


@pytest.mark.parametrize("line", ["{", '{"age": }', "[" * 100_000, "9" * 5000, "nej"])
def test_a_line_that_is_no_json_is_a_bad_row(line: str, folder: Path, run: Run) -> None:
    (folder / "p.jsonl").write_text(f'{{"age": 42}}\n{line}\n', encoding="utf-8")
    result = run("decide", "malmokraften", "p.jsonl", *ON)
    assert result.code == 1
    assert "rad 2: " in result.err


def test_parquet_cells_that_do_not_fit_are_bad_rows(folder: Path, run: Run) -> None:
    ages = [42.0, float("nan"), float("inf"), 1e300, None]
    pl.DataFrame({"person_id": [1, 2, 3, 4, 5], "age": ages}).write_parquet("p.parquet")
    result = run("decide", "malmokraften", "p.parquet", *ON)
    assert result.code == 1
    for row in (2, 3, 4):
        assert f"rad {row}: age: " in result.err
    assert "2 personer prövade" in result.out


def test_cells_of_parquet_that_do_not_fit_are_bad_rows(folder: Path, run: Run) -> None:
    far = pl.Series([None, None, 2**62], dtype=pl.Int64).cast(pl.Datetime("ms"))
    pl.DataFrame(
        {
            "person_id": pl.Series([2**63, 1, 2], dtype=pl.UInt64),
            "birth_date": [datetime(1980, 1, 1, 12), datetime(1980, 1, 1), None],
            "starts_work_on": far,
        }
    ).write_parquet("p.parquet")
    result = run("decide", "malmokraften", "p.parquet", *ON)
    for told in (
        "rad 1: person_id: ",
        "rad 1: birth_date: 1980-01-01 12:00:00; tillåtet är ett datum utan klockslag",
        "rad 3: starts_work_on: 1970-01-01 +",
    ):
        assert told in result.err
    assert "1 person prövad" in result.out


@pytest.mark.parametrize("command", ["decide", "intake"])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_columns_of_parquet_of_a_wrong_type_are_told_at_once(
    command: str, lang: str, folder: Path, run: Run
) -> None:
    pl.DataFrame(
        {
            " person_id": [1],
            "municipality": [b"Malm\xf6"],
            "in_krami": pl.Series([1], dtype=pl.Int8),
            "starts_work_on": pl.Series([datetime(1980, 1, 1)]).dt.replace_time_zone("UTC"),
            "birth_date": pl.Series([42], dtype=pl.Int64).cast(pl.Duration("us")),
            "in_fram": pl.Series([None], dtype=pl.String),  # which says nothing
        }
    ).write_parquet("p.parquet")
    seats = ["--seats", "1", "--seed", "x"] if command == "intake" else []
    result = run(command, "malmokraften", "p.parquet", *ON, *seats, "--lang", lang)
    assert result.code == 1
    head, *told, cast = result.err.splitlines()
    assert head.startswith("p.parquet: ")
    wrong = ["municipality", "in_krami", "starts_work_on", "birth_date"]
    assert sorted(each.split(":")[0].strip() for each in told) == sorted(wrong)
    of_type = "en kolumn av typen" if lang == "sv" else "a column of type"
    assert all(of_type in each for each in told)
    assert ".csv" in cast
    assert not list(folder.glob("*.csv"))


def test_a_date_that_no_calendar_has_is_no_crash(folder: Path, run: Run) -> None:
    days = pl.Series([2**31 - 1, 0], dtype=pl.Int32).cast(pl.Date)
    pl.DataFrame({"person_id": [1, 2], "birth_date": days}).write_parquet("p.parquet")
    assert run("decide", "malmokraften", "p.parquet", *ON).code == 1


def test_sheet_cells_that_do_not_fit_are_bad_rows(folder: Path, run: Run) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["person_id", "age", "birth_date", "in_krami"])
    sheet.append([1, 42.5, None, None])
    sheet.append([2, "#REF!", None, None])
    sheet.append([3, None, datetime(1980, 1, 1, 8, 30), None])
    sheet.append([4, None, None, 1])
    sheet.append([5, None, None, None, "ute"])
    sheet.append([])
    sheet.append([1234567890123456, 42])
    sheet.append([9, 42.0, datetime(1980, 1, 1), "Nej"])
    book.save("p.xlsx")
    result = run("decide", "malmokraften", "p.xlsx", *ON)
    assert result.code == 1
    for told in ("rad 2: age: 42.5", "rad 3: age: #REF!", "rad 4: birth_date: 1980-01-01 08:30",
                 "rad 5: in_krami: 1", "rad 6: celler till höger",
                 "rad 8: person_id: 12345678901234"):  # fmt: skip
        assert told in result.err
    assert [each["person_id"] for each in decisions(folder / "decisions.csv")] == ["9"]


def test_an_empty_sheet_is_at_fault(folder: Path, run: Run) -> None:
    openpyxl.Workbook().save("p.xlsx")
    result = run("decide", "malmokraften", "p.xlsx", *ON)
    assert (result.code, "bladet är tomt" in result.err) == (1, True)


@pytest.mark.parametrize("name", ["p.csv", "p.json", "p.parquet", "p.xlsx"])
def test_a_table_of_nobody_is_no_error(name: str, folder: Path, run: Run) -> None:
    match Path(name).suffix:
        case ".csv":
            write(folder / name, "person_id;age")
        case ".json":
            (folder / name).write_text("[]")
        case ".parquet":
            pl.DataFrame({"person_id": [], "age": []}).write_parquet(name)
        case ".xlsx":
            book = openpyxl.Workbook()
            book.worksheets[0].append(["person_id", "age"])
            book.save(name)
    result = run("decide", "malmokraften", name, *ON)
    assert result.code == 0
    assert "0 personer prövade" in result.out
    assert decisions(folder / "decisions.csv") == []


def test_text_in_a_table_cannot_steer_the_terminal(folder: Path, run: Run) -> None:
    (folder / "p.json").write_text(json.dumps([{"person_id": "\x1b[2Jx", "age": "\x1b[31m"}] * 2))
    result = run("decide", "malmokraften", "p.json", *ON)
    assert "\x1b" not in result.out + result.err


@pytest.mark.parametrize(
    "name", ["missing.csv", "a-folder.csv", "people.txt", "people.xls", "people"]
)
def test_a_file_that_is_not_there_or_of_no_known_kind_is_misuse(
    name: str, folder: Path, run: Run
) -> None:
    (folder / "a-folder.csv").mkdir()
    for other in ("people.txt", "people.xls", "people"):
        (folder / other).write_text("x")
    result = run("decide", "malmokraften", name, *ON)
    assert result.code == 2
    assert name in result.err


def test_lists_of_records_in_parquet_say_which_record_is_wrong(folder: Path, run: Run) -> None:
    records = [[{"programme": "a", "started_on": datetime(2020, 1, 1, 8)}], [None], None, []]
    pl.DataFrame({"person_id": [1, 2, 3, 4], "participations": records}).write_parquet("p.parquet")
    result = run("decide", "malmokraften", "p.parquet", *ON)
    assert "rad 1: participations[1].started_on: 2020-01-01 08:00:00; tillåtet" in result.err
    assert "rad 2: participations: " in result.err
    assert "2 personer prövade" in result.out


def test_a_parquet_file_broken_in_the_middle_is_at_fault(folder: Path, run: Run) -> None:
    pl.DataFrame({"person_id": [f"{at:040}" for at in range(5000)]}).write_parquet(
        "p.parquet", compression="uncompressed"
    )
    content = bytearray((folder / "p.parquet").read_bytes())
    content[4:4000] = b"\xff" * 3996
    (folder / "p.parquet").write_bytes(content)
    assert run("decide", "malmokraften", "p.parquet", *ON).code == 1
    drawn = run("intake", "malmokraften", "p.parquet", "--seats", "1", "--seed", "x", *ON)
    days = ("--since", "2024-01-01", "--until", "2024-06-30")
    counted = run("count", "malmokraften@esf", "p.parquet", *days)
    for each in (drawn, counted):
        assert (each.code, "går inte att läsa som Parquet" in each.err) == (1, True)


def test_a_parquet_file_without_columns_is_at_fault(folder: Path, run: Run) -> None:
    pl.DataFrame().write_parquet("p.parquet")
    assert run("decide", "malmokraften", "p.parquet", *ON).code == 1
