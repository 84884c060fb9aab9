"""Names and values that mean harm, told to SQL and to DuckDB: a `FactError` of a readable length, or a decision."""

from __future__ import annotations

from datetime import date

import duckdb
import pyarrow as pa
import pytest
from strategies import load_text, ruleset_text

from kraftrules import FactError
from kraftrules.engines.sql import DIALECTS

ON = date(2021, 3, 1)
LONG = "x" * 1_000_000
RULESET = load_text(
    ruleset_text(
        target_group={"all": [{"id": "r", "label": "r", "when": "small > 3 or amount > 1"}]}
    )
)


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
@pytest.mark.parametrize(
    "table", ["", "\0", "a\0b", "\ud800", LONG, "a..b", None, 5, [""], ["a", "b", "c", "d"]]
)
def test_what_is_no_name_of_a_table_is_refused(dialect: str, table: object) -> None:
    with pytest.raises(FactError) as error:
        RULESET.sql(dialect, table, on=ON)  # type: ignore[arg-type]
    assert len(str(error.value)) < 1000


@pytest.mark.parametrize("columns", [5, "small", [1], ["\0"], ["\ud800"]])
def test_what_are_no_names_of_columns_is_refused(columns: object) -> None:
    with pytest.raises(FactError, match="columns"):
        RULESET.sql("duckdb", on=ON, columns=columns)  # type: ignore[arg-type]


HOSTILE = {
    f'1 AS person_id, 1 AS "{LONG}"': LONG[:200] + "…",
    f"'{LONG}' AS person_id, 400 AS small": "small: gavs 400",
    "1 AS person_id, 1::DECIMAL(38, 0) AS amount": r"amount: gavs DECIMAL\(38,0\)",
    "1 AS person_id, 1::DECIMAL(38, 37) AS amount": r"amount: gavs DECIMAL\(38,37\)",
    "1 AS person_id, 'NaN'::DOUBLE AS amount": "amount: gavs nan",
    "1 AS person_id, '-inf'::DOUBLE AS amount": "amount: gavs -inf",
    "1 AS person_id, 18446744073709551615::UBIGINT AS small": "small: gavs 18446744073709551615",
    "1 AS person_id, {'a': 1} AS small": "small: gavs STRUCT",
    "1 AS person_id, 'a'::BLOB AS town": "town: gavs BLOB",
    "1 AS person_id, TIME '12:00' AS day": "day: gavs TIME",
    "1 AS person_id, INTERVAL 1 DAY AS day": "day: gavs INTERVAL",
    "1 AS person_id, TIMESTAMPTZ '2020-01-01' AS day": "day: gavs TIMESTAMP WITH TIME ZONE",
}


@pytest.mark.parametrize(("select", "message"), HOSTILE.items(), ids=list(HOSTILE.values()))
def test_hostile_columns_of_a_relation_are_named_in_few_words(select: str, message: str) -> None:
    with pytest.raises(FactError, match=message) as error:
        RULESET.decide_table(duckdb.connect().sql(f"SELECT {select}"), ON)
    assert len(str(error.value)) < 1000
    assert "SELECT" not in str(error.value)


def test_decimals_too_wide_for_polars_are_named() -> None:
    table = pa.table({"amount": pa.array([1], pa.decimal256(76, 37))})
    with pytest.raises(FactError, match=r"amount: gavs .* decimal256\(76, 37\)"):
        RULESET.decide_table(table, ON)
