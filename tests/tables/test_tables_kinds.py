"""Tables of every kind: what comes back is of the kind that went in."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from registers import COLUMNS

import kraftrules
from kraftrules import FactError

MALMO = kraftrules.load("malmokraften@2.0")
ON = date(2021, 3, 1)
RECORD = {"programme": "malmokraften", "edition": "2.0", "started_on": date(2022, 1, 1)}
PEOPLE: list[dict[str, Any]] = [
    {"person_id": 1, "age": 42, "municipality": "Malmö", "in_krami": True, "starts_work_on": None},
    {"person_id": 2, "birth_date": date(1980, 2, 29), "in_krom": False, "starts_work_on": date(2021, 4, 1)},
    {"person_id": 3, "participations": [RECORD]},
    {"person_id": 4, "participations": [{**RECORD, "ended_on": None}]},
    {"person_id": 5},
]  # fmt: skip
FACTS = (
    "age",
    "municipality",
    "in_krami",
    "starts_work_on",
    "birth_date",
    "in_krom",
    "participations",
)


def decided(person: Mapping[str, Any]) -> dict[str, object]:
    """The row that `Ruleset.decide` gives."""
    facts = {name: value for name, value in person.items() if name != "person_id"}
    found = MALMO.decide(facts, ON)
    values = (person["person_id"], found.outcome.value, list(found.not_met), list(found.exclusions_met),
              list(found.missing), found.points, found.points_at_most)  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


EXPECTED = [decided(each) for each in PEOPLE]
# What a frame of columns can say: there a start of work that is left out is none, as is an end date.
AS_COLUMNS = [
    decided(
        {
            "starts_work_on": None,
            **each,
            **(
                {"participations": [{"ended_on": None, **r} for r in each["participations"]]}
                if "participations" in each
                else {}
            ),
        }
    )
    for each in PEOPLE
]


def columns() -> dict[str, list[object]]:
    return {name: [each.get(name) for each in PEOPLE] for name in ("person_id", *FACTS)}


def as_frame() -> pl.DataFrame:
    record = {
        "programme": pl.String,
        "edition": pl.String,
        "started_on": pl.Date,
        "ended_on": pl.Date,
    }
    return pl.DataFrame(columns(), schema_overrides={"participations": pl.List(pl.Struct(record))})


def test_frames_of_polars() -> None:
    frame = as_frame()
    eager, lazy = MALMO.decide_table(frame, ON), MALMO.decide_table(frame.lazy(), ON)
    assert isinstance(eager, pl.DataFrame)
    assert isinstance(lazy, pl.LazyFrame)
    assert eager.to_dicts() == AS_COLUMNS
    assert lazy.collect(engine="streaming").equals(eager)
    assert lazy.select("outcome").head(2).collect().equals(eager.select("outcome").head(2))
    undetermined = pl.col("outcome") == "undetermined"
    assert lazy.filter(undetermined).collect().equals(eager.filter(undetermined))


def test_frames_of_pandas() -> None:
    pd = pytest.importorskip("pandas", exc_type=ImportError)
    pytest.importorskip("pyarrow", exc_type=ImportError)
    frame = pd.DataFrame(columns(), index=list("abcde"))
    found = MALMO.decide_table(frame, ON)
    assert isinstance(found, pd.DataFrame)
    assert list(found.index) == list("abcde")
    wanted = [decided({"starts_work_on": None, **person}) for person in PEOPLE]
    assert found.to_dict("records") == wanted  # in its records, an end date left out is unknown
    frame["age"] = [True, "x", 3, None, None]
    with pytest.raises(FactError, match=r"age: gavs True \(bool\) på rad 1, 'x' \(str\) på rad 2"):
        MALMO.decide_table(frame, ON)
    with pytest.raises(FactError, match="varje kolumn får stå en gång"):
        MALMO.decide_table(frame[["age", "age"]], ON)
    mixed = frame.assign(person_id=pd.Series([1, "a", None, 4, "5"], frame.index, dtype=object))
    with pytest.raises(
        FactError, match=r"person_id: gavs 1 \(int\) på rad 1 och 'a' \(str\) på rad 2"
    ):
        MALMO.decide_table(mixed.drop(columns="age"), ON)
    half = frame[[]].set_axis(pd.Index([], dtype=object), axis=1)  # names as pandas 2 has them
    half["municipality"] = pd.Series("\ud800", half.index, dtype=object)
    with pytest.raises(FactError, match=r"municipality: gavs '\\ud800' \(str\) på rad 1"):
        MALMO.decide_table(half, ON)
    half = half.set_axis(pd.Index(["muni\ud800"], dtype=object), axis=1)
    with pytest.raises(FactError, match=r"muni\\ud800: ordlistan har ingen"):
        MALMO.decide_table(half, ON)
    assert len(MALMO.decide_table(half, ON, ignore_extra=True)) == len(half)


def test_tables_of_pyarrow() -> None:
    pa = pytest.importorskip("pyarrow", exc_type=ImportError)
    table = as_frame().to_arrow()
    found = MALMO.decide_table(table, ON)
    assert isinstance(found, pa.Table)
    assert found.to_pylist() == AS_COLUMNS
    with pytest.raises(FactError, match="varje kolumn får stå en gång"):
        MALMO.decide_table(pa.table([[1], [2]], names=["age", "age"]), ON)
    with pytest.raises(FactError, match="table"):
        MALMO.decide_table(pa.array([1]), ON)


def test_a_parquet_file_and_a_folder_of_them(tmp_path: Path) -> None:
    frame = as_frame()
    frame.write_parquet(tmp_path / "people.parquet")
    found = MALMO.decide_table(tmp_path / "people.parquet", ON)
    assert isinstance(found, pl.LazyFrame)
    assert found.collect().to_dicts() == AS_COLUMNS
    assert MALMO.decide_table(str(tmp_path), ON).collect().to_dicts() == AS_COLUMNS


def test_a_csv_file_in_which_blank_lines_are_nobody(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    lines = [";".join(("person_id", *FACTS, "starts_work_on__unknown"))]
    for each in PEOPLE:
        cells = [each.get(name) for name in ("person_id", *FACTS)]
        cells.append("starts_work_on" not in each)
        lines.append(";".join(map(_text, cells)))
    path.write_text("\n\n".join(lines), encoding="utf-8-sig")
    wanted = [{**each, "person_id": str(each["person_id"])} for each in EXPECTED]
    assert MALMO.decide_table(path, ON).collect().to_dicts() == wanted


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "ja" if cell else "nej"
        case list():
            text = json.dumps(cell, default=str).replace('"', '""')
            return f'"{text}"'
        case _:
            return str(cell)


def test_a_file_of_json_lines_tells_null_from_what_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text("\n\n".join(json.dumps(each, default=str) for each in PEOPLE))
    wanted = [{**each, "person_id": str(each["person_id"])} for each in EXPECTED]
    assert MALMO.decide_table(path, ON).collect().to_dicts() == wanted
    path.write_text('{"age": 42}\n{"aeg": 42}')
    with pytest.raises(FactError, match="Menade du age"):
        MALMO.decide_table(path, ON).collect()
    assert MALMO.decide_table(path, ON, ignore_extra=True).collect()["person_id"].to_list() == [
        1,
        2,
    ]


def test_a_subclass_of_a_frame_is_that_frame() -> None:
    class Own(pl.DataFrame):
        pass

    assert MALMO.decide_table(Own({"age": [42]}), ON).height == 1


def test_without_polars_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ImportError, match=r"pip install 'kraftrules\[tables\]'"):
        MALMO.decide_table("people.parquet", ON)


def test_deciding_about_one_person_loads_no_polars() -> None:
    code = (
        "import sys, datetime, kraftrules;"
        "rules = kraftrules.load('malmokraften@2.0');"
        "list(rules.decide_many([{'age': 42}], datetime.date(2021, 3, 1)));"
        "print('polars' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_many_are_decided_about_one_after_another() -> None:
    facts = [
        {name: value for name, value in each.items() if name != "person_id"} for each in PEOPLE
    ]
    assert list(MALMO.decide_many(iter(facts), ON)) == [MALMO.decide(each, ON) for each in facts]
    found = MALMO.decide_many([{"age": 42}, {"age": 200}, {"aeg": 1}, {}], ON)
    assert next(found) == MALMO.decide({"age": 42}, ON)
    for match in ("200", "Menade du age"):
        with pytest.raises(FactError, match=match):
            next(found)
    assert next(found) == MALMO.decide({}, ON)
    assert list(MALMO.decide_many([{"aeg": 1}], ON, ignore_extra=True)) == [MALMO.decide({}, ON)]
    for people in (None, 17, {"age": 42}, "age"):
        with pytest.raises(FactError, match="people"):
            MALMO.decide_many(people, ON)  # type: ignore[arg-type]
