"""`kraftrules decide` gives the same decisions, words and exit codes whichever way it takes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kraftrules.cli import decide, main
from kraftrules.cli.decisions import batches, parts
from kraftrules.cli.tables import blocks
from kraftrules.cli.tables import columns as table_columns
from kraftrules.engines.polars import plain

ROWS: list[dict[str, Any]] = [
    {"person_id": 1, "age": 42, "municipality": "Malmö", "sex": "woman", "in_krami": False},
    {"person_id": 2, "age": 200, "municipality": "Malmö", "sex": "man"},
    {"person_id": 3, "age": None, "birth_date": date(2030, 1, 1), "sex": "man"},
    {"person_id": 1, "age": 12, "municipality": "Lund", "sex": "wman"},
    {"person_id": None, "age": 42},
    {"person_id": 5, "birth_date": date(1980, 2, 29), "starts_work_on": date(2021, 4, 1)},
    {"person_id": 6, "age": 64, "starts_work_on": None, "starts_work_on__unknown": True},
    {"person_id": 7, "starts_work_on": date(2021, 1, 1), "starts_work_on__unknown": True},
    {"person_id": 8, "participations": [
        {"programme": "malmokraften", "edition": "2.0", "started_on": date(2021, 12, 1), "ended_on": None}]},
    {"person_id": 8, "participations": []},
    {"person_id": 1, "age": 31, "sex": "man", "in_fram": True, "in_aub": True},
]  # fmt: skip


def table(name: str) -> Path:
    """A table with people of all kinds, some of whom cannot be decided about."""
    path = Path(name)
    frame = pl.DataFrame(ROWS, infer_schema_length=None)
    match path.suffix:
        case ".parquet":
            frame.write_parquet(path)
        case ".csv":
            lists = frame.with_columns(
                pl.Series(
                    "participations",
                    [
                        None if each is None else json.dumps(each, default=str)
                        for each in frame["participations"].to_list()
                    ],
                )
            )
            lists.write_csv(path, separator=";")
        case ".jsonl":
            lines = [
                json.dumps(
                    {k: v for k, v in row.items() if v is not None or k == "starts_work_on"},
                    default=str,
                )
                for row in ROWS
            ]
            path.write_text("\n".join([*lines[:3], "", "no JSON", *lines[3:]]))
    return path


def run(out: str, source: Path, capsys: pytest.CaptureFixture[str]) -> tuple[object, ...]:
    code = main(["decide", "malmokraften@2.0", str(source), "--on", "2021-03-01", "--out", out])
    written = capsys.readouterr()
    target = Path(out)
    found: object = target.read_bytes()
    if target.suffix == ".parquet":
        frame = pl.read_parquet(target)
        found = frame.schema, frame.to_dicts()
    target.unlink()
    return code, written.out, written.err, found


@pytest.mark.parametrize("out", ["out.csv", "out.jsonl", "out.parquet"])
@pytest.mark.parametrize("source", ["p.csv", "p.jsonl", "p.parquet"])
def test_the_way_taken_never_changes_a_result(
    source: str,
    out: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = table(source)
    with monkeypatch.context() as without:
        without.setattr(decide, "has_polars", lambda: False)
        one_by_one = run(out, path, capsys)
    assert one_by_one[0] == 1
    monkeypatch.setattr(table_columns, "SMALL", 0)
    for rows in (100, 4, 1):
        monkeypatch.setattr(blocks, "MOST_RAW", rows)
        monkeypatch.setattr(plain, "AT_ONCE", rows * 40)
        monkeypatch.setattr(parts, "ROWS_A_PART", rows)
        assert run(out, path, capsys) == one_by_one
    assert sorted(each.name for each in folder.iterdir()) == [source]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The parts that are decided about, each by its first row; the third interrupts the first run."""
    starts: list[int] = []
    whole = batches.Batches.frame

    def frame(self: batches.Batches, rows: pl.DataFrame) -> pl.DataFrame:
        starts.append(rows[batches.ROW][0])
        if len(starts) == 3:
            raise KeyboardInterrupt
        return whole(self, rows)

    monkeypatch.setattr(batches.Batches, "frame", frame)
    monkeypatch.setattr(table_columns, "SMALL", 0)
    monkeypatch.setattr(parts, "ROWS_A_PART", 2)
    return starts


def test_finished_parts_are_kept_and_taken_up_again(
    counted: list[int],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = table("p.parquet")
    with monkeypatch.context() as without:
        without.setattr(decide, "has_polars", lambda: False)
        one_by_one = run("out.parquet", path, capsys)
    assert (
        main(
            [
                "decide",
                "malmokraften@2.0",
                "p.parquet",
                "--on",
                "2021-03-01",
                "--out",
                "out.parquet",
            ]
        )
        == 130
    )
    assert "samma kommando fortsätter" in capsys.readouterr().err
    assert not (folder / "out.parquet").exists()
    assert run("out.parquet", path, capsys) == one_by_one
    assert counted == [0, 2, 4, 4, 6, 8, 10]
    assert [each.name for each in folder.iterdir()] == ["p.parquet"]


@pytest.mark.parametrize("change", ["--on=2021-03-02", "malmokraften@1.0", "table"])
def test_parts_for_another_purpose_are_not_taken_up(
    change: str, counted: list[int], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table("p.parquet")
    command = ["decide", "malmokraften@2.0", "p.parquet", "--on=2021-03-01", "--out=out.parquet"]
    assert main(command) == 130
    if change == "table":
        pl.DataFrame(ROWS[:4], infer_schema_length=None).write_parquet("p.parquet")
    elif change.startswith("--on"):
        command[3] = change
    else:
        command[1] = change
    assert main(command) == 1
    assert counted[3:5] == [0, 2]
