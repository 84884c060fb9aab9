"""`kraftrules decide` gives the same decisions, words and exit codes whichever way it takes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kraftrules.cli import decide, main
from kraftrules.cli.decisions import batches, parts
from kraftrules.cli.decisions.store import Store
from kraftrules.cli.tables import blocks
from kraftrules.cli.tables import columns as table_columns
from kraftrules.engines.polars import plain

COMMAND = ["decide", "malmokraften@2.0", "p.parquet", "--on=2021-03-01"]
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
        frame = pl.read_parquet(target, glob=False)
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
    assert main([*COMMAND, "--out=out.parquet"]) == 130
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
    command = [*COMMAND, "--out=out.parquet"]
    assert main(command) == 130
    if change == "table":
        pl.DataFrame(ROWS[:4], infer_schema_length=None).write_parquet("p.parquet")
    elif change.startswith("--on"):
        command[3] = change
    else:
        command[1] = change
    assert main(command) == 1
    assert counted[3:5] == [0, 2]


def _copy(source: str, target: str) -> Callable[[Path], object]:
    return lambda kept: shutil.copy(kept / source, kept / target)


def _write(name: str, content: str) -> Callable[[Path], object]:
    return lambda kept: (kept / name).write_text(content)


def _rewrite(change: Callable[[pl.DataFrame], pl.DataFrame]) -> Callable[[Path], object]:
    def rewrite(kept: Path) -> None:
        part = kept / "000000.parquet"
        change(pl.read_parquet(part, glob=False)).write_parquet(part)

    return rewrite


def _recounted(kept: Path) -> None:
    counts = kept / "000000.json"
    counts.write_text(counts.read_text().replace('"everyone", ', '"everyone", 1'))


def _emptied(kept: Path) -> None:
    shutil.rmtree(kept)
    kept.mkdir()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "none": lambda kept: None,
    "no folder": shutil.rmtree,
    "an empty folder": _emptied,
    "no purpose": lambda kept: (kept / "purpose.json").unlink(),
    "a purpose that is no JSON": _write("purpose.json", "[" * 100_000),
    "a part deleted": lambda kept: (kept / "000001.parquet").unlink(),
    "a part of no bytes": _write("000001.parquet", ""),
    "a part cut off": _write("000001.parquet", "PAR1xx"),
    "a part of fewer rows": _rewrite(lambda rows: rows.head(0)),
    "a part of other columns": _rewrite(lambda rows: rows.drop("points")),
    "a part of other types": _rewrite(lambda rows: rows.with_columns(points=pl.lit("x"))),
    "another part": _copy("000000.parquet", "000001.parquet"),
    "counts of another part": _copy("000000.json", "000001.json"),
    "no counts": _write("000000.json", "{}"),
    "counts of other types": _write("000000.json", '{"seal": 1, "came": {"tally": []}}'),
    "one count changed": _recounted,
    "counts nested deep": _write("000000.json", "[" * 100_000),
    "a part more": _copy("000001.parquet", "000003.parquet"),
    "another table": _copy("000001.parquet", "mine.parquet"),
    "half a part": _write("000002.unfinished", "PAR1"),
}


def test_kept_parts_are_taken_up_only_when_whole(
    counted: list[int], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a folder whose name is also a pattern that another such folder matches."""
    path = folder / "p.parquet"
    rows = [ROWS[at] for at in (0, 5, 6, 8, 1, 9)]  # the last part has the one that is refused
    pl.DataFrame(rows, infer_schema_length=None).write_parquet(path)
    places = [folder / "out [1].parquet.parts", folder / "out 1.parquet.parts"]
    assert main([*COMMAND, "--out=out.parquet"]) == 130
    kept = folder / "kept"
    (folder / "out.parquet.parts").rename(kept)
    capsys.readouterr()
    right = run("out [1].parquet", path, capsys)
    assert right[0] == 1
    for name, damage in DAMAGES.items():
        for each in places:
            shutil.copytree(kept, each)
        damage(places[0])
        assert run("out [1].parquet", path, capsys) == right, name
        left = [each.name for each in places[0].iterdir()] if places[0].exists() else []
        assert left == (["mine.parquet"] if name == "another table" else []), name
        shutil.rmtree(places[0], ignore_errors=True)
        shutil.rmtree(places[1])


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("found", ["a file", "thesis.txt", "000001.json"])
def test_what_is_not_ours_is_told_and_left(
    found: str, lang: str, counted: list[int], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table("p.parquet")
    place = folder / "out.parquet.parts"
    if found == "a file":
        place.write_text("mine")
        told = {"sv": "är ingen mapp", "en": "is no folder"}
    else:
        (place / found).mkdir(parents=True)
        (place / "purpose.json").write_text("{}")
        told = {"sv": f"innehåller {found}", "en": f"holds {found}"}
    assert main([*COMMAND, "--out=out.parquet", f"--lang={lang}"]) == 2
    error = capsys.readouterr().err
    assert f"{place.name} {told[lang]}" in error
    assert {"sv": "Flytta undan", "en": "Move it away"}[lang] in error
    assert counted == []
    assert place.is_file() or len(list(place.iterdir())) == 2


@pytest.mark.parametrize("at", ["a part", "the end"])
def test_a_command_that_another_ends_for_says_so(
    at: str,
    counted: list[int],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of two commands with one --out, the other takes the parts away when it is done."""
    table("p.parquet")
    assert main([*COMMAND, "--out=out.parquet"]) == 130
    capsys.readouterr()
    name = "save" if at == "a part" else "remove"
    does = getattr(Store, name)

    def ended_for(self: Store, *given: Any) -> None:
        shutil.rmtree(self.folder)
        does(self, *given)

    monkeypatch.setattr(Store, name, ended_for)
    code = main([*COMMAND, "--out=out.parquet"])
    error = capsys.readouterr().err
    assert (code == 2 and "out.parquet.parts är borta" in error) == (at == "a part")
    assert (folder / "out.parquet").exists() == (at == "the end")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_part_that_finds_no_room_is_told_and_those_before_are_kept(
    counted: list[int], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table("p.parquet")
    assert main([*COMMAND, "--out=out.parquet"]) == 130
    (folder / "out.parquet.parts" / "000003.unfinished").symlink_to("/dev/full")
    capsys.readouterr()
    assert main([*COMMAND, "--out=out.parquet"]) == 2
    told = "out.parquet.parts går inte att skriva: No space left on device.\n"
    assert capsys.readouterr().err == told
    assert counted == [0, 2, 4, 4, 6]
