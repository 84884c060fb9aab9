"""A count of a table is that of its rows as dicts, to the letter."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kraftrules
from kraftrules.results.survey import make_survey

SINCE, UNTIL = date(2024, 1, 1), date(2024, 4, 30)
DAYS = [SINCE - timedelta(days=9), SINCE, date(2024, 2, 29), UNTIL, UNTIL + timedelta(days=1)]
RULESETS = {name: kraftrules.load(name) for name in ("malmokraften@esf", "stockholmskraften")}
KINDS = {"boolean": pl.Boolean, "date": pl.Date}


@st.composite
def tables(draw: st.DrawFn, ruleset: kraftrules.Ruleset) -> list[dict[str, Any]]:
    """Enrolments of few persons: mostly plain, with unknowns, none, repeated persons and faults."""
    survey = make_survey(ruleset.declaration, ["team", "enrolled_on"])
    found = []
    for _ in range(draw(st.integers(1, 12))):
        row: dict[str, Any] = {}
        for fact in survey.reading.inputs:
            values = {"boolean": [True, False], "date": DAYS}.get(
                fact.type, [*fact.values, "no such"] if fact.values else ["x", "y"]
            )
            row[fact.id] = draw(st.sampled_from([*values, None]))  # none, or unknown
        row["person_id"] = draw(st.sampled_from(["1", "2", "3", "4", "5", " 1", None, *"6789"]))
        row["sex"] = draw(st.sampled_from(["woman", "man", "woman", "man", None]))
        if draw(st.booleans()):
            row |= {
                "enrolled_on": DAYS[0],
                "employment_started_on": None,
                "studies_started_on": UNTIL,
            }
            row["team"] = "x"
        found.append(row)
    return found


@pytest.mark.parametrize("name", RULESETS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_table_is_counted_as_its_rows_are(name: str, data: st.DataObject) -> None:
    ruleset = RULESETS[name]
    rows = data.draw(tables(ruleset))
    facts = ruleset.declaration.vocabulary.of("participation")
    frame = pl.DataFrame(rows, {each: KINDS.get(facts[each].type, pl.String) for each in rows[0]})
    asked: dict[str, Any] = {
        "by": data.draw(st.sampled_from([(), ("team",), ("month", "enrolled_on")])),
        "teams": data.draw(st.sampled_from([None, ["x"]])),
    }
    one, other = (ruleset.count(each, SINCE, UNTIL, **asked) for each in (rows, frame))
    assert other.to_dict() == one.to_dict()
    assert other.left_out == one.left_out
    for person in "167":
        for measure in one:
            assert _traced(other, measure, person) == _traced(one, measure, person)


def _traced(report: Any, measure: str, person: str) -> object:
    try:
        return report.trace(measure, person)
    except kraftrules.FactError as error:
        return error.problems


ROWS: list[dict[str, Any]] = [
    {"person_id": "7", "sex": "man", "enrolled_on": SINCE, "exited_on": None, "joint_plan": True},
    {"person_id": "8", "sex": "x", "enrolled_on": SINCE, "exited_on": UNTIL, "joint_plan": False},
    {"person_id": None, "sex": "man", "enrolled_on": SINCE, "exited_on": None, "joint_plan": None},
    {"person_id": "9", "sex": None, "enrolled_on": DAYS[0], "exited_on": SINCE, "joint_plan": None},
    {"person_id": "9", "sex": "man", "enrolled_on": UNTIL, "exited_on": SINCE, "joint_plan": None},
]  # fmt: skip


def _file(suffix: str) -> Callable[[Path], object]:
    def write(folder: Path) -> Path:
        path = folder / f"rows{suffix}"
        match suffix:
            case ".csv":
                pl.DataFrame(ROWS).write_csv(path)
            case ".jsonl":
                path.write_text("\n".join(json.dumps(each, default=str) for each in ROWS))
            case _:
                pl.DataFrame(ROWS).write_parquet(path)
        return path

    return write


def _duckdb(_: Path) -> object:
    duckdb = pytest.importorskip("duckdb")
    return duckdb.connect().from_arrow(pl.DataFrame(ROWS).to_arrow())


TABLES: dict[str, Callable[[Path], object]] = {
    "eager": lambda _: pl.DataFrame(ROWS), "lazy": lambda _: pl.LazyFrame(ROWS),
    "pandas": lambda _: pl.DataFrame(ROWS).to_pandas(), "arrow": lambda _: pl.DataFrame(ROWS).to_arrow(),
    "csv": _file(".csv"), "jsonl": _file(".jsonl"), "parquet": _file(".parquet"),
    "a path as text": lambda folder: str(_file(".parquet")(folder)), "duckdb": _duckdb,
}  # fmt: skip


@pytest.mark.parametrize("kind", TABLES)
def test_every_kind_of_table_is_counted_alike(kind: str, tmp_path: Path) -> None:
    ruleset = RULESETS["malmokraften@esf"]
    rows = [{k: v for k, v in each.items() if k != "person_id" or v} for each in ROWS]
    one, other = (
        ruleset.count(each, SINCE, UNTIL, by="month") for each in (rows, TABLES[kind](tmp_path))
    )
    assert other.to_dict() == one.to_dict()
    assert [(each.row, each.fault) for each in other.left_out] == [
        (2, "bad_value"), (3, "no_person"), (5, "exit_before_enrolment")]  # fmt: skip
    assert _traced(other, "participants", "7") == _traced(one, "participants", "7")


def test_numbers_and_texts_among_identifiers_stay_apart(tmp_path: Path) -> None:
    ruleset, path = RULESETS["stockholmskraften"], tmp_path / "rows.jsonl"
    rows = [{"person_id": each, "enrolled_on": SINCE, "exited_on": UNTIL} for each in (7, "7", 8)]
    path.write_text("\n".join(json.dumps(each, default=str) for each in rows))
    assert ruleset.count(path, SINCE, UNTIL).left_out == ruleset.count(rows, SINCE, UNTIL).left_out
    numbers = pl.DataFrame({"person_id": [1, None, 2], "enrolled_on": SINCE, "exited_on": UNTIL})
    one, other = (ruleset.count(each, SINCE, UNTIL) for each in (numbers.to_dicts(), numbers))
    assert (other.to_dict(), other.left_out) == (one.to_dict(), one.left_out)


def test_every_column_of_a_table_is_looked_at() -> None:
    ruleset = RULESETS["malmokraften@esf"]
    days = [date(1700, 1, 1), None]  # of a fact that no measure reads
    frame = pl.DataFrame({"person_id": ["1", "2"], "enrolled_on": SINCE, "first_joint_plan_on": days})  # fmt: skip
    assert [each.fault for each in ruleset.count(frame, SINCE, UNTIL).left_out] == ["bad_value"]
    with pytest.raises(kraftrules.FactError, match="en kolumn av typen String"):
        ruleset.count(frame.with_columns(enrolled_on=pl.lit("i fjol")), SINCE, UNTIL)
