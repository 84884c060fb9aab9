"""A table written in any format and read back gives the same facts."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kraftrules
from kraftrules.cli.tables.table import Row, open_table
from kraftrules.text import Text
from kraftrules.values import FIRST_DATE, LAST_DATE, UNKNOWN, Value
from kraftrules.vocabulary import Fact
from kraftrules.written import to_json

OWN = (
    Fact(id="share", type="number", label=Text("andel")),
    Fact(id="pay", type="number", minimum=0, none_allowed=True, label=Text("lön")),
    Fact(id="note", type="string", none_allowed=True, label=Text("anteckning")),
    Fact(id="interest", type="boolean", none_allowed=True, label=Text("intresse")),
    Fact(id="visits", type="integer", label=Text("besök")),
)
FACTS = {
    name: fact
    for name, fact in kraftrules.load("malmokraften@2.0").plan.facts.items()
    if name in ("person_id", "sex", "age", "municipality", "in_krami", "participations", "starts_work_on", "referred_by")
} | {fact.id: fact for fact in OWN}  # fmt: skip
FLAGGED = [name for name, fact in FACTS.items() if fact.none_allowed]
People = Sequence[dict[str, Value]]

texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")), min_size=1, max_size=12
).filter(lambda text: text == text.strip())
numbers = st.decimals(-(10**9), 10**9, places=4).map(lambda number: number.normalize() + 0)
days = st.dates(FIRST_DATE, LAST_DATE)
records = st.fixed_dictionaries(
    {
        "programme": texts | st.just(UNKNOWN),
        "edition": texts,
        "started_on": days | st.just(UNKNOWN),
        "ended_on": days | st.none(),
    }
)


def values(fact: Fact) -> st.SearchStrategy[Value]:
    """The known values of a fact."""
    if fact.id == "participations":
        return st.lists(records, max_size=3).map(tuple)
    by_type: dict[str, st.SearchStrategy[Value]] = {
        "boolean": st.booleans(),
        "integer": st.integers(int(fact.low), int(fact.high)),
        "number": numbers if fact.low < 0 else numbers.map(abs),
        "string": texts,
        "identifier": texts,
        "date": days,
        "category": st.sampled_from(sorted(fact.values or {"": Text("-")})),
    }
    return by_type[fact.type] | st.none() if fact.none_allowed else by_type[fact.type]


person = st.fixed_dictionaries(
    {"person_id": values(FACTS["person_id"])},
    optional={name: values(fact) for name, fact in FACTS.items() if name != "person_id"},
)


def write_csv(delimiter: str, mark: str) -> Callable[[Path, People], None]:
    def write(path: Path, people: People) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(mark)
            rows = csv.writer(file, delimiter=delimiter)
            rows.writerow([*FACTS, *(f"{name}__unknown" for name in FLAGGED)])
            for each in people:
                cells = [in_text(each.get(name)) for name in FACTS]
                rows.writerow([*cells, *("nej" if name in each else "ja" for name in FLAGGED)])

    return write


def in_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "Nej"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, tuple):
        return json.dumps(to_json(value), ensure_ascii=False)
    return str(value)


def write_json(path: Path, people: People) -> None:
    path.write_text(json.dumps([in_json(each) for each in people]), encoding="utf-8")


def write_json_lines(path: Path, people: People) -> None:
    lines = [json.dumps(in_json(each), ensure_ascii=False) for each in people]
    path.write_text("\n".join(lines), encoding="utf-8")


def in_json(person: dict[str, Value]) -> dict[str, object]:
    return {name: to_json(value) for name, value in person.items()}


PARQUET: dict[str, Any] = {
    "boolean": pl.Boolean, "integer": pl.Int64, "number": pl.Decimal(38, 4), "string": pl.String,
    "category": pl.Categorical, "identifier": pl.String, "date": pl.Date,
    "list": pl.List(pl.Struct({"programme": pl.String, "edition": pl.String,
                               "started_on": pl.Date, "ended_on": pl.Datetime("us")})),
}  # fmt: skip


def write_parquet(path: Path, people: People) -> None:
    columns = {name: [in_arrow(each.get(name)) for each in people] for name in FACTS}
    flags = {f"{name}__unknown": [name not in each for each in people] for name in FLAGGED}
    schema = {name: PARQUET[fact.type] for name, fact in FACTS.items()}
    pl.DataFrame(
        columns | flags, schema=schema | dict.fromkeys(flags, pl.Boolean), strict=False
    ).write_parquet(path)


def in_arrow(value: Value) -> object:
    if isinstance(value, tuple):
        return [
            {
                name: None if field is UNKNOWN
                else datetime.combine(field, time.min) if name == "ended_on" and isinstance(field, date)
                else field
                for name, field in record.items()
            }
            for record in value
        ]  # fmt: skip
    return value


def write_xlsx(path: Path, people: People) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([*FACTS, *(f"{name}__unknown" for name in FLAGGED)])
    for row, each in enumerate(people, 2):
        flags = {f"{name}__unknown": name not in each for name in FLAGGED}
        for column, name in enumerate([*FACTS, *flags], 1):
            value = flags.get(name, each.get(name))
            cell = sheet.cell(
                row, column, in_text(value) if isinstance(value, tuple) else in_cell(value)
            )
            if isinstance(cell.value, str):
                cell.data_type = "s"  # or openpyxl would take =1 for a formula
    book.save(path)


def in_cell(value: Any) -> Any:
    if isinstance(value, date) and value.year < 1901:
        return value.isoformat()  # Excel has no day before 1900
    if isinstance(value, int) and abs(value) >= 10**15:
        return str(value)  # and no number with more digits
    return datetime.combine(value, time.min) if isinstance(value, date) else value


FORMATS = {
    "semicolon.csv": write_csv(";", ""),
    "comma-marked.csv": write_csv(",", "\ufeff"),
    "p.json": write_json,
    "p.jsonl": write_json_lines,
    "p.parquet": write_parquet,
    "p.xlsx": write_xlsx,
}


@pytest.mark.parametrize("name", FORMATS)
@given(people=st.lists(person, min_size=1, max_size=4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_table_read_back_gives_the_same_facts(name: str, people: People) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        FORMATS[name](path, people)
        rows = list(open_table(path, FACTS).rows())
    assert [row.problems for row in rows] == [()] * len(people)
    assert [dict(row.values) for row in rows] == [
        {fact: tuple(map(with_names, value)) if isinstance(value, tuple) else value for fact, value in each.items()}
        for each in people
    ]  # fmt: skip


def with_names(record: object) -> dict[str, object]:
    """A record as it is read: what is unknown in it says of which fact."""
    assert isinstance(record, dict)
    unknown = kraftrules.UNKNOWN.__class__(("participations",))
    return {name: unknown if value is UNKNOWN else value for name, value in record.items()}


def rows_of(folder: Path, text: str, name: str = "p.csv") -> list[Row]:
    (folder / name).write_text(text, encoding="utf-8")
    return list(open_table(folder / name, FACTS).rows())


def test_the_delimiter_is_the_one_outside_quotes(folder: Path) -> None:
    (row,) = rows_of(folder, '"person_id";"age"\n"a,b";4\n')
    assert row.values == {"person_id": "a,b", "age": 4}
    (row,) = rows_of(folder, 'person_id,age,share\n"a;b;c",4,"3,5"\n')
    assert row.values == {"person_id": "a;b;c", "age": 4, "share": Decimal("3.5")}


def test_rows_are_numbered_as_in_the_file(folder: Path) -> None:
    rows = rows_of(folder, 'person_id;municipality\n\n1;"Mal\nmö"\n;\n2;Lund\n')
    assert [row.number for row in rows] == [3, 6]


def test_empty_columns_at_the_end_do_not_count(folder: Path) -> None:
    (row,) = rows_of(folder, "person_id;age;;\n1;4;;\n")
    assert row.values == {"person_id": "1", "age": 4}


def test_line_ends_and_case_of_truths_do_not_matter(folder: Path) -> None:
    (folder / "p.csv").write_bytes(b"person_id;in_krami\r\n1;FALSKT\r\n2; Ja \r\n")
    rows = list(open_table(folder / "p.csv", FACTS).rows())
    assert [row.values["in_krami"] for row in rows] == [False, True]


def test_an_ending_in_capitals_is_the_same_ending(folder: Path) -> None:
    assert len(rows_of(folder, "person_id\n1\n", "P.CSV")) == 1


def test_a_missing_column_and_an_absent_key_are_unknown_and_an_empty_cell_none(
    folder: Path,
) -> None:
    (row,) = rows_of(folder, "person_id;starts_work_on;age\n1;;\n")
    assert row.values == {"person_id": "1", "starts_work_on": None}
    (row,) = rows_of(folder, '[{"person_id": 1, "starts_work_on": null, "age": null}]', "p.json")
    assert row.values == {"person_id": 1, "starts_work_on": None}
    (row,) = rows_of(folder, '[{"person_id": 1}]', "p.json")
    assert row.values == {"person_id": 1}
