"""What is read and not run: comments that nothing leaves, and the limits of databases that are not at hand."""

from __future__ import annotations

import re
from datetime import date

import duckdb
import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp
from strategies import load_text, one_rule, ruleset_text

from kraftrules import FactError
from kraftrules.engines.sql import DIALECTS
from kraftrules.engines.sql.tree import harmless, one_of

ON = date(2021, 3, 1)

# ---- comments


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_every_step_says_what_it_is(dialect: str) -> None:
    statement = one_rule("flag").sql(dialect, on=ON)
    steps = len(list(sqlglot.parse_one(statement, read=dialect).find_all(exp.CTE)))
    assert len(re.findall(r"AS (?:MATERIALIZED )?\(\n  /\* .+ \*/\n  SELECT", statement)) == steps


HOSTILE_LABELS = [
    "*/ DROP TABLE people; /*", "/*", "*/", "/*/", "**/", "*//*/", "--", "---", "a -- b", "// a", "a\nb",
    "\\", "'", '"', "]", "`", "$$", "{{x}}", "{% x %}", "+ parallel(8)",
]  # fmt: skip


@given(st.text(st.sampled_from("*/-+ a\n\r\x0b\x0c\x85\u2028\u2029\u200b\ufeff\u2060\xad\0\ud800")))
def test_nothing_ends_a_comment_or_its_line(label: str) -> None:
    found = harmless(label)
    assert found.isprintable()
    assert not re.search(r"[*/-][*/-]", found)
    assert len(f"/* {found} */".splitlines()) == 1


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_labels_stay_comments(dialect: str) -> None:
    plain = _with_labels(dialect, "label")
    for label in HOSTILE_LABELS:
        found = _with_labels(dialect, f"a{label}z {label}")
        for (comment, rest), (_, plainly) in zip(found, plain, strict=True):
            assert rest == plainly
            assert not re.search(r"[*/-][*/-]", comment)


def _with_labels(dialect: str, label: str) -> list[tuple[str, str]]:
    """What stands in the comments of each line of a statement, and what stands outside."""
    rule = {"id": "r", "label": label, "when": "flag"}
    ruleset = load_text(ruleset_text(title=label, target_group={"all": [rule]}))
    lines = re.sub("[0-9a-f]{16}", "", ruleset.sql(dialect, on=ON)).split("\n")
    parts = [re.fullmatch(r"(.*?)(?:/\* (.*) \*/)?", line) for line in lines]
    return [(part[2] or "", part[1]) for part in parts if part is not None]


# ---- what databases that are not run here hold


@pytest.mark.parametrize("size", [1, 2, 254, 508])
def test_tsql_joins_any_number_of_names(size: int) -> None:
    names = [f"r{at}" + "x" * (size // 20) for at in range(size)]
    for kept in (set(), {size // 2, size - 1}, set(range(size))):
        conditions = [(name, exp.convert(at in kept)) for at, name in enumerate(names)]
        found = DIALECTS["tsql"].ids(conditions)
        calls = [each for each in found.find_all(exp.Anonymous) if each.name == "CONCAT_WS"]
        assert all(3 <= len(each.expressions) <= 254 for each in calls)
        assert ("VARCHAR(MAX)" in found.sql("tsql")) == (size == 508)  # more than 8,000 bytes
        (row,) = duckdb.connect().execute(f"SELECT {found.sql('duckdb')}").fetchall()
        assert row == (" ".join(names[at] for at in sorted(kept)),)


@pytest.mark.parametrize("size", [1, 2, 700])
def test_oracle_joins_any_number_of_names(size: int) -> None:
    names = [f"r{at}" for at in range(size)]
    found = DIALECTS["oracle"].ids([(name, exp.column("c")) for name in names])
    statement = exp.select(found).sql("oracle", pretty=True)
    assert re.findall(r"'(r\d+) '", statement) == names
    assert ("TO_CLOB" in statement) == (size == 700)  # more than 2,000 bytes
    assert max(map(len, statement.splitlines())) < 2000  # SQL*Plus reads lines of 2,499


def test_oracle_has_no_booleans_and_compares_no_large_texts() -> None:
    ruleset = one_rule('flag and town = "x" and sex = "man" and maybe_flag = true')
    statement = ruleset.sql("oracle", on=ON, columns=["person_id"])
    (tree,) = sqlglot.parse(statement, read="oracle")
    assert tree is not None
    kinds = {each.this for each in tree.find_all(exp.DataType)}
    assert not kinds & {exp.DType.BOOLEAN, exp.DType.TEXT}


@pytest.mark.parametrize(
    ("dialect", "condition", "written"),
    [
        (
            "duckdb",
            "9007199254740993 * amount > 1",
            "CAST(CAST(9007199254740993 AS DECIMAL(16, 0)) AS DECIMAL(19, 0)) * ",
        ),
        ("duckdb", "amount * 2 > 1", "CAST(2 AS DECIMAL(1, 0))"),
        ("bigquery", "amount * 1.5 > 1", "CAST(`facts`.`amount` AS BIGNUMERIC) * "),
        ("bigquery", "amount + 1.5 > 1", "`facts`.`amount` + "),
        ("snowflake", "amount * 1.00025 > 1", 'CAST("FACTS"."AMOUNT" AS DECIMAL(20, 14)) * '),
        ("snowflake", "amount * 1.125 > 1", '"FACTS"."AMOUNT" * '),
        ("tsql", "amount * 2 > 1", "[facts].[amount] * CAST(2 AS NUMERIC(1, 0))"),
    ],
)
def test_products_keep_their_decimals(dialect: str, condition: str, written: str) -> None:
    assert written in one_rule(condition).sql(dialect, on=ON)


NULLS = ["flag", "null = null", "(if flag then null else maybe_small) = 1", "maybe_small in (null, 1)",
         "(if flag then null else null) = null", "maybe_day = null"]  # fmt: skip


@pytest.mark.parametrize("dialect", ["tsql", "oracle"])
@pytest.mark.parametrize("condition", NULLS)
def test_no_case_has_only_bare_nulls(dialect: str, condition: str) -> None:
    for columns in (None, ["person_id"]):
        statement = one_rule(condition).sql(dialect, on=ON, columns=columns)
        for case in sqlglot.parse_one(statement, read=dialect).find_all(exp.Case):
            results = [*(each.args["true"] for each in case.args["ifs"]), case.args.get("default")]
            assert {type(each) for each in results} - {exp.Null, type(None)}


@pytest.mark.parametrize("size", [1, 1000, 1001, 2500])
def test_no_list_has_more_items_than_oracle_takes(size: int) -> None:
    items = [exp.convert(each) for each in range(size)]
    for value, wanted in ((0, True), (size - 1, True), (size, False), (None, None)):
        found = one_of(exp.convert(value), items)
        assert max(len(each.expressions) for each in found.find_all(exp.In)) <= 1000
        assert duckdb.execute(f"SELECT {found.sql('duckdb')}").fetchall() == [(wanted,)]


def test_tsql_nests_ten_cases_at_most() -> None:
    ifs = "".join(f"if small = {each} then {each} else " for each in range(10))
    ruleset = one_rule(f"({ifs} 0) > 3")
    with pytest.raises(FactError, match="r: villkoret har fler if"):
        ruleset.sql("tsql", on=ON)


def test_records_in_tsql_are_those_of_a_person_to_the_letter() -> None:
    statement = one_rule("count(spells) > 0").sql("tsql", on=ON)
    compared = r"\[person_id\] = \[\w+\]\.\[_person_id\]\s+AND CAST\(.+ COLLATE Latin1_General_100_BIN2 = CAST"
    assert len(re.findall(compared, statement)) == statement.count("FROM [spells]")


def test_bigquery_has_to_be_told_whose_list_is_unknown() -> None:
    ruleset = one_rule("some p in spells satisfies p.flag")
    statement = ruleset.sql("bigquery", on=ON, columns=["person_id", "spells", "spells__unknown"])
    assert "WHEN NOT `facts`.`_unknown_spells`" in statement
    assert statement == ruleset.sql("bigquery", on=ON)
    lacking = ruleset.sql("bigquery", on=ON, columns=["person_id"])
    assert "spells__unknown" not in lacking
