"""Tables of every kind read in columns: what is right is judged, and what is not is told or kept apart."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import kraftrules
from kraftrules import FactError
from kraftrules.cli import main
from kraftrules.diagnostics import FactProblem
from kraftrules.engines.polars import judge
from kraftrules.engines.polars.sheet import ROW
from kraftrules.engines.python import compile_reading
from kraftrules.reading import make_reading
from kraftrules.tables import open_table

RULESET = kraftrules.load("malmokraften@2.0")
FACTS = RULESET.plan.declared.vocabulary.of("participation")
READING = make_reading(FACTS, (), wanted=("person_id", "enrolled_on", "sex"))
ON = date(2024, 3, 1)
ROWS: list[dict[str, Any]] = [
    {"person_id": "a", "enrolled_on": date(2023, 1, 1), "sex": "woman"},
    {"person_id": "b", "enrolled_on": date(2023, 2, 1), "sex": "x"},
    {"person_id": "c", "enrolled_on": date(2023, 3, 1), "sex": None},
    {"person_id": None, "enrolled_on": None, "sex": "man"},
]


def _csv(folder: Path) -> object:
    path = folder / "rows.csv"
    pl.DataFrame(ROWS).write_csv(path)
    return path


def _jsonl(folder: Path) -> object:
    path = folder / "rows.jsonl"
    path.write_text("\n".join(json.dumps(each, default=str) for each in ROWS))
    return path


def _parquet(folder: Path) -> object:
    pl.DataFrame(ROWS).write_parquet(folder / "rows.parquet")
    return folder


def _duckdb(_: Path) -> object:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    frame = pl.DataFrame(ROWS).to_arrow()
    return duckdb.connect().from_arrow(frame)


KINDS: dict[str, Callable[[Path], object]] = {
    "eager": lambda _: pl.DataFrame(ROWS),
    "lazy": lambda _: pl.LazyFrame(ROWS),
    "pandas": lambda _: pl.DataFrame(ROWS).to_pandas(),
    "arrow": lambda _: pl.DataFrame(ROWS).to_arrow(),
    "csv": _csv, "jsonl": _jsonl, "parquet": _parquet, "duckdb": _duckdb,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_rows_that_do_not_fit_are_told_or_kept_apart(kind: str, tmp_path: Path) -> None:
    table = open_table(FACTS, KINDS[kind](tmp_path))
    judge_one = compile_reading(READING, "test")
    apart: list[tuple[int, list[str]]] = []

    def refuse(row: int, problems: Sequence[FactProblem]) -> None:
        apart.append((row, [each.fact for each in problems]))

    found = judge(READING, judge_one, table, ON, refuse).collect()
    assert found.select(ROW, "person_id", "enrolled_on", "sex").rows() == [
        (0, "a", date(2023, 1, 1), "woman"), (2, "c", date(2023, 3, 1), None)]  # fmt: skip
    assert sorted(apart) == [(2, ["sex"]), (4, ["person_id"])]
    with pytest.raises(FactError, match="rad (2|4)"):  # both, where all is read at once
        judge(READING, judge_one, table, ON).collect()


def test_columns_that_are_wrong_are_told_before_any_row_is_read() -> None:
    duckdb = pytest.importorskip("duckdb")
    relation = duckdb.connect().sql(
        "SELECT 1 AS sex, error('read')::VARCHAR AS person_id, 2 AS sexx"
    )
    for table in (relation, pl.DataFrame({"sex": [1], "sexx": [2]})):
        with pytest.raises(FactError) as raised:
            open_table(FACTS, table)
        assert [each.fact for each in raised.value.problems] == ["sexx", "sex"]
    for given in ([], {}, pl.Series([1]), None, iter("a")):
        with pytest.raises(FactError, match="table"):
            open_table(FACTS, given)


def test_a_folder_is_read_by_itself_whatever_its_name(tmp_path: Path) -> None:
    """Not as a pattern, which another folder may match."""
    for name, ids in {"data[1]": [1, 2], "data1": [3], "data*": [4]}.items():
        (tmp_path / name).mkdir()
        for file, each in zip(("b.parquet", "a.PARQUET"), ids, strict=False):
            pl.DataFrame({"person_id": [each]}).write_parquet(tmp_path / name / file)
    (tmp_path / "data1" / "_SUCCESS").write_text("")
    found = {name: _ids(tmp_path / name) for name in ("data[1]", "data1", "data*")}
    assert found == {"data[1]": [2, 1], "data1": [3], "data*": [4]}


def _ids(path: Path) -> list[object]:
    return RULESET.decide_table(path, on=ON).collect().get_column("person_id").to_list()


@pytest.mark.skipif(sys.platform != "linux", reason="the system's names are text")
def test_a_name_that_is_no_text_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = tmp_path / "people.parquet"
    pl.DataFrame({"person_id": [1]}).write_parquet(people)
    parquet, lines = (tmp_path / os.fsdecode(b"q\xff" + each) for each in (b".parquet", b".jsonl"))
    command = ["decide", "malmokraften@2.0", "--on=2021-03-01"]
    assert main([*command, str(people), f"--out={lines}"]) == 0
    people.rename(parquet)
    for path in (parquet, lines, tmp_path):
        with pytest.raises(FactError, match="namnet är inte skrivet i UTF-8"):
            _ids(path)
    for arguments in ([str(parquet)], [str(lines), f"--out={parquet}"]):
        capsys.readouterr()
        assert main([*command, *arguments]) == 2
        assert "namnet är inte skrivet i UTF-8" in capsys.readouterr().err


def _sheet(**columns: object) -> Callable[[Path], object]:
    return lambda path: pl.DataFrame({"person_id": [2]} | columns).write_parquet(path)


BROKEN: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "empty": (lambda path: path.write_bytes(b""), "b.parquet.*filen går inte", "b.parquet.*file cannot"),
    "garbage": (lambda path: path.write_bytes(b"PAR1" * 9), "b.parquet.*filen går inte", "b.parquet.*file cannot"),
    "a folder": (Path.mkdir, "b.parquet.*en mapp i mappen läses inte", "b.parquet.*a folder in the folder"),
    "a column more": (_sheet(age=[1], sex=["man"]), "'sex' saknas i 'a.parquet' men är String i 'b.parquet'",
                      "'sex' is missing in 'a.parquet' but is String in 'b.parquet'"),
    "a column less": (_sheet(), "'age' är Int64 i 'a.parquet' men saknas i 'b.parquet'",
                      "'age' is Int64 in 'a.parquet' but is missing in 'b.parquet'"),
    "a type": (_sheet(age=["1"]), "'age' är Int64 i 'a.parquet' men är String i 'b.parquet'",
               "'age' is Int64 in 'a.parquet' but is String in 'b.parquet'"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_in_a_folder_is_told_by_its_file(what: str, tmp_path: Path) -> None:
    folder = tmp_path / "a [1]"
    folder.mkdir()
    with pytest.raises(FactError, match="mappen har inga .parquet-filer"):
        _ids(folder)
    pl.DataFrame({"person_id": [1], "age": [1]}).write_parquet(folder / "a.parquet")
    assert _ids(folder) == [1]
    break_it, sv, en = BROKEN[what]
    break_it(folder / "b.parquet")
    with pytest.raises(FactError) as raised:
        _ids(folder)
    [problem] = raised.value.problems
    assert re.search(sv, problem.render("sv"))
    assert re.search(en, problem.render("en"))
