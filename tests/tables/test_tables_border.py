"""What a column may hold: just what its cells may be one by one, and clear words where they may not."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from strategies import FACTS, load_text, ruleset_text

import kraftrules
from kraftrules import FactError, Ruleset
from kraftrules.cells import read_typed
from kraftrules.cli import main
from kraftrules.engines.polars import files
from kraftrules.refusal import Refused

ON = date(2024, 1, 31)
MALMO = kraftrules.load("malmokraften@2.0")
LONG = "x" * 1000
COLUMNS: list[pl.Series] = [
    pl.Series([True, False, None]),
    pl.Series([-128, 0, 127], dtype=pl.Int8),
    pl.Series([0, 20, 21, 130, 131, -5, -6, 2**63 - 1, -(2**63)], dtype=pl.Int64),
    pl.Series([0, 2**64 - 1, 2**63], dtype=pl.UInt64),
    pl.Series([0, 2**63, -(2**63), -(2**63) - 1], dtype=pl.Int128),
    pl.Series([0, 10**15, 10**15 - 1, 10**15 + 1, 10**18], dtype=pl.Int64),
    pl.Series([0.0, -0.0, 1.5, 42.0, 0.1, 1e15, 2.0**53, 2.0**53 + 2, 1e300, 1000.5, 1000.6, -100.0]),
    pl.Series([float("nan"), float("inf"), float("-inf"), 5e-324, 0.1 + 0.2, 1e-9, 123456789.123456]),
    pl.Series([0.1, 0.5, 2.0], dtype=pl.Float32),
    pl.Series([0.1, 30.5, 2.0, -0.5, 130.5, float("nan"), float("inf"), 65504], dtype=pl.Float16),
    pl.Series([Decimal("1.50"), Decimal("42.00"), Decimal("99999999999999.90")], dtype=pl.Decimal(20, 2)),
    pl.Series([Decimal("0.1234567890123456"), Decimal("0.1")], dtype=pl.Decimal(38, 16)),
    pl.Series(["", " ", "man", "woman", "wman", LONG, LONG + "x", "é" * 1000, "é" * 501, '"; drop table', "\x00"]),
    pl.Series(["man", "woman"], dtype=pl.Categorical),
    pl.Series(["man", "x"], dtype=pl.Enum(["man", "x"])),
    pl.Series([date(1800, 1, 1), date(2299, 12, 31), date(1799, 12, 31), date(2300, 1, 1), date(9999, 12, 31)]),
    pl.Series([2**31 - 1, -(2**31)], dtype=pl.Int32).cast(pl.Date),
    pl.Series([datetime(2024, 1, 31), datetime(2024, 1, 31, 0, 0, 1), datetime(1799, 12, 31), datetime(1950, 1, 1)]),
    pl.Series([datetime(2024, 1, 31), datetime(1969, 12, 31, 23)], dtype=pl.Datetime("ms")),
    pl.Series([datetime(2024, 1, 31)], dtype=pl.Datetime("ns", "UTC")),
    pl.Series([timedelta(1)]),
    pl.Series([b"a"]),
    pl.Series([[], [1], None], dtype=pl.List(pl.Int64)),
    pl.Series([[]], dtype=pl.List(pl.Null)),
    pl.Series([[{"whole": 1}], [{"whole": None}], [None], [{"whole": 1}] * 1000, [{"whole": 1}] * 1001]),
    pl.Series([[{"began": date(1799, 1, 1)}], [{"began": date(1800, 1, 1)}]]),
    pl.Series([[{"towm": "a"}]]),
    pl.Series([[{"whole": "3"}]]),
    pl.Series([[{"amount": 0.1}], [{"amount": float("nan")}]]),
    pl.Series([[{"began": datetime(2024, 1, 1, 12)}], [{"began": datetime(2024, 1, 1)}]]),
    pl.Series([None, None]),
]  # fmt: skip


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    """A ruleset that reads every fact."""
    conditions = [f"{name} != null" for name, fact in FACTS.items() if fact.type != "identifier"]
    leaves = [{"id": f"r{at}", "label": "r", "when": each} for at, each in enumerate(conditions)]
    return load_text(ruleset_text(target_group={"any": leaves}))


@pytest.mark.parametrize("name", FACTS)
def test_a_column_holds_just_what_its_cells_may_be(name: str, ruleset: Ruleset) -> None:
    fact = FACTS[name]
    for column in COLUMNS:
        for at in range(len(column)):
            cell = column.slice(at, 1)
            if column.dtype == pl.Date and not 1 <= int(cell.cast(pl.Int32)[0]) + 719163 <= 3652059:
                expected = False
            else:
                expected = fits(
                    fact, cell[0].to_list() if isinstance(cell[0], pl.Series) else cell[0]
                )
            assert accepted(ruleset, name, cell) == expected, (column.dtype, cell)


def fits(fact: Any, cell: object) -> bool:
    try:
        read_typed(fact, cell)
    except Refused:
        return False
    return True


def accepted(ruleset: Ruleset, name: str, cell: pl.Series) -> bool:
    """Whether a table is decided about; a list of a wrong type is refused even if it is empty."""
    table = pl.DataFrame({name: cell})
    lists = isinstance(cell.dtype, pl.List) and FACTS[name].type == "list"
    empty = lists and cell.list.len()[0] == 0
    with suppress(FactError):
        return len(ruleset.decide_table(table, ON)) == 1
    return empty


RECORD: dict[str, object] = {
    "programme": "malmokraften", "edition": "2.0", "started_on": date(2020, 3, 1), "ended_on": None,
}  # fmt: skip


def as_kind(kind: str, frame: pl.DataFrame, folder: Path) -> Any:
    """A frame as a table of a kind."""
    return {
        "polars": lambda: frame,
        "arrow": frame.to_arrow,
        "parquet": lambda: (path := folder / "p.parquet", frame.write_parquet(path))[0],
        "jsonl": lambda: (path := folder / "p.jsonl", frame.write_ndjson(path))[0],
        "duckdb": lambda: pytest.importorskip("duckdb").from_arrow(frame.to_arrow()),
    }[kind]()


def decided_by(table: Any, column: str) -> list[Any]:
    """A column of the decisions about a table of any kind."""
    found = MALMO.decide_table(table, ON)
    if hasattr(found, "fetchall"):
        return [row[0] for row in found.order("person_id").select(column).fetchall()]
    found = found.collect() if isinstance(found, pl.LazyFrame) else found
    return pl.DataFrame(found)[column].to_list()


@pytest.mark.parametrize("kind", ["polars", "arrow", "parquet", "jsonl", "duckdb"])
@pytest.mark.parametrize(
    ("field", "flag", "said"),
    [
        ({}, {"ended_on__unknown": True}, "undetermined"),
        ({}, {"ended_on__unknown": False}, "excluded"),
        ({}, {"ended_on__unknown": None}, "excluded"),
        ({"ended_on": ON}, {"ended_on__unknown": False}, "excluded"),
        ({"ended_on": ON}, {"ended_on__unknown": True}, "ended_on: gavs"),
        ({}, {"ended_on__unknown": "ja"}, "ended_on__unknown"),
        ({}, {"programme__unknown": False}, "programme__unknown"),
        ({}, {"ended_on?": True}, r"ended_on\?"),
        ({}, {"ended_on?": "x", "ended_on__unknown": False}, r"ended_on\?"),
        ({"started_on": 2020}, {}, "started_on: gavs"),
    ],
)
def test_a_field_of_a_record_is_known_or_said_to_be_unknown_in_a_table_of_any_kind(
    kind: str, field: dict[str, Any], flag: dict[str, Any], said: str, tmp_path: Path
) -> None:
    frame = pl.DataFrame({"person_id": [1], "participations": [[{**RECORD, **field, **flag}]]})
    table = as_kind(kind, frame, tmp_path)
    if said.endswith("d"):
        intake = MALMO.intake(table, ON, seats=1, seed="x")
        assert [each.decision.outcome for each in intake.not_considered] == [said]
        assert decided_by(table, "outcome") == [said]
        return
    for ask in (
        lambda: decided_by(table, "outcome"),
        lambda: MALMO.intake(table, ON, 1, "x"),
    ):
        with pytest.raises(FactError, match=rf"participations(\[1\])?(\.|: gavs '){said}"):
            ask()


@pytest.mark.parametrize("kind", ["polars", "duckdb"])
@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
def test_a_moment_is_a_day_at_midnight_only(kind: str, unit: Any, tmp_path: Path) -> None:
    def outcomes(moment: datetime, dtype: Any) -> list[str]:
        days = pl.Series([moment, None], dtype=pl.Datetime).cast(dtype)
        records = [[{**RECORD, "started_on": each}] if each else [] for each in days]
        lists = pl.Series(records).list.eval(
            pl.element().struct.with_fields(pl.field("started_on").cast(dtype))
        )
        frame = pl.DataFrame({"person_id": [1, 2], "birth_date": days, "participations": lists})
        return decided_by(as_kind(kind, frame, tmp_path), "outcome")

    midnight, dtype = datetime(2020, 1, 1), pl.Datetime(unit)
    assert (
        outcomes(midnight, dtype) == outcomes(midnight, pl.Date) == ["not_eligible", "undetermined"]
    )
    with pytest.raises(FactError, match="00:00:01|0, 0, 1") as caught:
        outcomes(midnight + timedelta(seconds=1), dtype)
    assert set(caught.value.facts) == {"birth_date", "participations[1].started_on"}


def refused(table: object, **options: bool) -> list[str]:
    """What is said of a table that is refused, in Swedish."""
    with pytest.raises(FactError) as caught:
        MALMO.decide_table(table, ON, **options)
    return [problem.render() for problem in caught.value.problems]


def test_what_is_wrong_is_told_by_column_type_and_row() -> None:
    ages = pl.DataFrame({"age": [42, 200, None, -1, 131, 42, 999]})
    assert refused(ages) == [
        "age: gavs 200 (int) på rad 2, -1 (int) på rad 4, 131 (int) på rad 5 och minst 1 till "
        "(kolumnen är Int64); tillåtet är ett heltal 0–130."
    ]


@pytest.mark.parametrize(
    "columns", ["starts_work_on__unknown", "starts_work_on;starts_work_on__unknown"]
)
def test_what_is_no_flag_is_told_in_text(columns: str, tmp_path: Path) -> None:
    path, before = tmp_path / "people.csv", ";" * columns.count(";")
    path.write_text(f"person_id;{columns}\n1;{before}ja\n2;{before}x\n3;{before}\n")
    found = MALMO.decide_table(path, ON)
    with pytest.raises(
        FactError, match=r"^starts_work_on__unknown: gavs 'x' \(str\) på rad 2; .* ja eller nej\.$"
    ):
        found.collect()


def test_everything_wrong_with_the_columns_is_told_at_once() -> None:
    table = pl.DataFrame(
        {
            "aeg": [1],
            '"; drop table': [1],
            "municipality": [1],
            "age__unknown": [True],
            "starts_work_on__unknown": ["ja"],
        }
    )
    assert refused(table) == [
        "aeg: ordlistan har ingen sådan uppgift om en person. Menade du age?",
        '"; drop table: ordlistan har ingen sådan uppgift om en person.',
        "age__unknown: age kan inte vara inget, så där är en tom cell redan okänd.",
        "municipality: gavs en kolumn av typen Int64; tillåtet är text, högst 1000 tecken.",
        "starts_work_on__unknown: gavs en kolumn av typen String; tillåtet är True eller False "
        "(i text, som CSV, ja eller nej).",
    ]
    assert MALMO.decide_table(table.select("aeg"), ON, ignore_extra=True).height == 1


@pytest.mark.parametrize(
    ("name", "dtype", "unknown"),
    [
        ("in_krami", pl.Float64, True),
        ("participations", pl.String, True),
        ("starts_work_on", pl.Boolean, False),
        ("starts_work_on__unknown", pl.Int64, False),
        ("birth_date", pl.Boolean, True),
    ],
)
def test_a_column_without_values_fits_any_fact(
    name: str, dtype: Any, unknown: bool, tmp_path: Path
) -> None:
    def frame(given: object) -> pl.DataFrame:
        nothing = pl.Series([None, None], dtype=pl.Date)
        columns = {"person_id": [1, 2], "starts_work_on": nothing}
        return pl.DataFrame({**columns, name: pl.Series([None, given], dtype=dtype, strict=False)})

    fact = name.removesuffix("__unknown").replace("birth_date", "age")
    for kind in ("polars", "arrow", "parquet", "duckdb"):
        found = decided_by(as_kind(kind, frame(None), tmp_path), "missing")
        assert [fact in missing for missing in found] == [unknown] * 2
        with pytest.raises(FactError, match=name):
            decided_by(as_kind(kind, frame(True), tmp_path), "missing")
    path, out = as_kind("parquet", frame(None), tmp_path), tmp_path / "out.parquet"
    command = ["decide", "malmokraften@2.0", str(path), "--on", str(ON), "--out", str(out)]
    assert main(command) == 0
    assert [fact in each for each in pl.read_parquet(out)["missing"]] == [unknown] * 2


def test_a_fact_is_not_both_known_and_unknown() -> None:
    table = pl.DataFrame({"starts_work_on": [ON], "starts_work_on__unknown": [True]})
    assert refused(table)[0].startswith("starts_work_on: gavs både ett värde och okänt på rad 1")


def test_a_fact_worked_out_of_its_bounds_is_refused() -> None:
    assert "2030-01-01" not in refused(pl.DataFrame({"birth_date": [date(2030, 1, 1)]}))[0]
    assert refused(pl.DataFrame({"birth_date": [date(2030, 1, 1)]}))[0].startswith("age: gavs -5")


@pytest.mark.parametrize("ids", [["a", None], ["a", ""]])
def test_a_row_must_say_who_it_is_about(ids: list[str | None]) -> None:
    assert "på rad 2" in refused(pl.DataFrame({"person_id": ids}))[0]


def test_what_is_lazy_is_looked_at_when_it_is_collected() -> None:
    frame = MALMO.decide_table(pl.LazyFrame({"age": [200]}), ON)
    with pytest.raises(FactError, match="200"):
        frame.collect()


@pytest.mark.parametrize("table", [None, 17, [], {"age": 42}, pl.Series([1]), b"people.csv"])
def test_what_is_no_table_is_refused(table: object) -> None:
    assert refused(table)[0].startswith("table: gavs")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PAR1",
        b"\xff\xfe\x00",
        b"age;age\n1;2\n",
        b";age\n1;2\n",
        b"{]\n",
        b'{"age": 1, "age": 2}',
        b"age;" + b"a" * 131_073,
    ],
)
@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl", "yaml"])
def test_a_file_that_is_no_table_is_refused(content: bytes, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"people.{ending}"
    with pytest.raises(FactError):
        MALMO.decide_table(path, ON)
    path.write_bytes(content)
    with pytest.raises(FactError):
        MALMO.decide_table(path, ON).collect()


def test_a_file_that_changes_or_goes_before_it_is_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    for now in ("age;person_id\n1;2\n", "person_id\n1\n", "a;b;b\n1;2;3\n", "", None):
        path.write_text("person_id;age\n1;42\n")
        found = MALMO.decide_table(path, ON)
        path.unlink() if now is None else path.write_text(now)
        with pytest.raises(FactError, match=path.name):
            found.collect()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes")
def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    pipe = tmp_path / "people.csv"
    os.mkfifo(pipe)
    with pytest.raises(FactError, match=r"people.csv.*inte ett rör"):
        MALMO.decide_table(pipe, ON)


@pytest.mark.parametrize(
    ("ending", "damage"),
    [("parquet", b"\xff" * 2000), ("csv", b"\xff"), ("csv", b"1;2;3\n"), ("jsonl", b"\xff")],
)
@pytest.mark.parametrize("streamed", [False, True])
def test_a_file_that_proves_broken_as_it_is_read_is_named(
    ending: str, damage: bytes, streamed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, frame = tmp_path / f"people.{ending}", pl.DataFrame({"person_id": range(3000)})
    write = {"parquet": frame.write_parquet, "csv": frame.write_csv, "jsonl": frame.write_ndjson}
    write[ending](path)
    content = bytearray(path.read_bytes())
    middle = content.index(b"\n", len(content) // 2) + 1 if ending != "parquet" else 4
    content[middle : middle + (len(damage) if ending == "parquet" else 0)] = damage
    path.write_bytes(content)
    if streamed:
        monkeypatch.setattr(files, "MOST_AT_ONCE", 0)
        monkeypatch.setattr(files, "MOST_BYTES_AT_ONCE", 0)
    with pytest.raises(FactError, match=path.name):
        MALMO.decide_table(path, ON).collect()
    with pytest.raises(FactError, match=path.name):
        MALMO.intake(path, ON, seats=1, seed="x")
