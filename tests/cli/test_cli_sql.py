"""``kraftrules sql``."""

from __future__ import annotations

from datetime import date

import pytest
import sqlglot
from commands import Run

import kraftrules

ON = ("--on", "2021-03-01")


def test_the_statement_is_the_library_s(run: Run) -> None:
    result = run("sql", "malmokraften", *ON, "--dialect", "spark", "--table", "af.people")
    ruleset = kraftrules.load("malmokraften@2.0")
    assert (result.code, result.out) == (0, ruleset.sql("spark", "af.people", on=date(2021, 3, 1)))


def test_columns_and_lists_can_be_told(run: Run) -> None:
    told = (
        "--columns",
        "person_id, age,participations__unknown,",
        "--list",
        "participations=af.deltaganden",
    )
    result = run("sql", "malmokraften", *ON, "--show", "problems", *told)
    assert result.code == 0
    assert '"af"."deltaganden"' in result.out
    assert len(sqlglot.parse(result.out, read="postgres")) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (
            ("--dialect", "mysql"),
            2,
            "--dialect: gavs mysql; tillåtet är postgres, duckdb, spark, bigquery, snowflake, tsql eller oracle.",
        ),
        (
            ("--dialect", "POSTGRES"),
            2,
            "eller oracle. Menade du postgres?\nSe kraftrules sql --help.",
        ),
        (("--dialect", "postgresql"), 2, "Menade du postgres?\n"),
        (("--dialect", "it's"), 2, "--dialect: gavs it's; tillåtet"),
        (
            ("--show", "verdict", "--lang", "en"),
            2,
            "--show: given verdict; allowed is decisions, verdicts or problems. Did you mean verdicts?\n",
        ),
        (("--list", "participations"), 2, "participations=af.deltaganden"),
        (("--list", "age=p"), 1, "age: uppgiften är ingen lista"),
        (("--list", "participations=p", "--list", "participations=q"), 2, "har redan en tabell, p"),
        (("--columns", "person_id,municipalty"), 1, "Menade du municipality?"),
        (("--columns", " , "), 2, "person_id,age"),
        (("--table", "a.b.c.d"), 1, "a.b.c.d"),
        (("--table", ""), 1, "table"),
        (("--dialect", "tsql", "--columns", "person_id"), 1, "participations__unknown"),
    ],
)
def test_what_makes_no_statement_is_told(
    run: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    result = run("sql", "malmokraften@2.0", *ON, *arguments)
    assert result.code == code
    assert said in result.err
    assert result.out == ""
