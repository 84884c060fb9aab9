"""Spark decides as the definition does: many rules and many people in each query, for each takes a second."""

from __future__ import annotations

import os
import runpy
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sql_tables import expected, into_spark, no_flag_is_overlooked
from strategies import FACTS, STRINGS, Person, expressions, load_text, people, ruleset_text

import kraftrules
from kraftrules import FactError, Ruleset
from kraftrules.engines.polars import decide
from kraftrules.engines.python import PythonEngine
from kraftrules.feel.write import write
from kraftrules.tables import open_table

pyspark = pytest.importorskip("pyspark", reason="Spark is not installed (pip install pyspark)")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Spark needs Java (apt-get install default-jre-headless)", allow_module_level=True)

ON = date(2024, 2, 29)
COLUMNS = ["person_id", "outcome", "not_met", "exclusions", "missing", "points", "points_at_most"]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Spark on two cores of this machine."""
    os.environ["PYSPARK_PYTHON"] = sys.executable  # the workers' Python is to be this one
    builder = pyspark.sql.SparkSession.builder.master("local[2]")
    for name, value in {
        "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1", "spark.sql.codegen.wholeStage": "false",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",  # sooner warm, and never hot
    }.items():  # fmt: skip
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@st.composite
def rules(draw: st.DrawFn) -> Ruleset:
    """A ruleset of a dozen conditions drawn at random."""
    conditions = [write(each) for each in draw(st.lists(expressions(), min_size=12, max_size=12))]
    leaves = [{"id": f"r{at}", "label": "r", "when": each} for at, each in enumerate(conditions)]
    factors = [leaf | {"points": at} for at, leaf in enumerate(leaves[8:], 1)]
    return load_text(ruleset_text(
        target_group={"any": leaves[:4]}, exclusions=leaves[4:8], priority={"factors": factors, "ties": ["lottery"]}
    ))  # fmt: skip


def agree(session: Any, ruleset: Ruleset, crowd: list[Person]) -> None:
    frame = into_spark(session, list(FACTS.values()), crowd)
    decided = ruleset.decide_table(frame, ON)
    assert decided.columns == COLUMNS
    rows = sorted(decided.collect())
    assert [tuple(row)[1:] for row in rows] == expected(ruleset, crowd, ON)
    assert not [
        view for view in session.catalog.listTables() if view.name.startswith("_kraftrules")
    ]


def test_spark_decides_as_the_definition_does(spark: Any) -> None:
    @settings(max_examples=2, phases=[Phase.generate])
    @given(rules(), st.lists(people(FACTS.values()), min_size=40, max_size=40))
    def tried(ruleset: Ruleset, crowd: list[Person]) -> None:
        agree(spark, ruleset, crowd)

    tried()


def test_spark_reads_a_statement_that_is_not_told_of_the_columns(spark: Any) -> None:
    spark.sql("SELECT 1 AS person_id, 42 AS age, 'Malmö' AS municipality, DATE '2021-03-04' AS starts_work_on, "
              "CAST(NULL AS DATE) AS starts_studies_on").createOrReplaceTempView("register")  # fmt: skip
    statement = kraftrules.load("malmokraften@2.0").sql("spark", "register", on=date(2021, 3, 1))
    (row,) = spark.sql(statement).collect()
    assert tuple(row) == (1, "excluded", [], ["work_within_month"], [], 0, 0)


def test_spark_overlooks_no_flag_in_records(spark: Any) -> None:
    fields = "programme, edition, started_on, ended_on, ended_on__unknown"
    no_flag_is_overlooked(
        "spark", lambda sql: spark.sql(sql).collect(), f"collect_list(struct({fields}))"
    )


def test_texts_are_compared_to_the_letter(spark: Any) -> None:
    crowd: list[Person] = [{"town": text} for text in STRINGS]
    for text in STRINGS:
        written = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        rule = {"id": "r", "label": "r", "when": f'town = "{written}"'}
        ruleset = load_text(ruleset_text(target_group={"all": [rule]}))
        if text in ("Malmö", "back\\slash", "two\nlines", "{x}"):
            agree(spark, ruleset, crowd)


def test_a_frame_can_be_fetched_and_decided_about_here(spark: Any) -> None:
    conditions = [
        'some s in spells satisfies s.town = "x"',
        "count(spells[maybe_day = null]) = 1",
        "maybe_day = null",
    ]
    leaves = [{"id": f"r{at}", "label": "r", "when": each} for at, each in enumerate(conditions)]
    ruleset = load_text(ruleset_text(target_group={"any": leaves}))
    spells: list[dict[str, object]] = [{"town": "x"}, {"maybe_day": None}, {}]
    crowd: list[Person] = [{"spells": spells[at:], "maybe_day": None} for at in range(4)] + [{}]
    frame = into_spark(spark, list(FACTS.values()), crowd)
    opened = open_table(ruleset.plan.facts, frame)
    found = decide(PythonEngine(ruleset.plan), opened, ON).collect().sort("person_id")
    assert [row[1:] for row in found.rows()] == expected(ruleset, crowd, ON)


def test_wrong_values_in_a_frame_are_named(spark: Any) -> None:
    frame = spark.sql(
        "SELECT 7 AS person_id, 200D AS small, 'wman' AS sex, DATE_ADD(DATE '9999-12-31', 400000) AS day, "
        "ARRAY() AS spells UNION ALL SELECT NULL, 4D, 'man', NULL, NULL"
    )
    rule = {"id": "r", "label": "r", "when": "small > 3"}
    ruleset = load_text(ruleset_text(target_group={"all": [rule]}))
    with pytest.raises(FactError, match=r"small: gavs 200 .* person_id 7") as error:
        ruleset.decide_table(frame, ON)
    assert sorted(error.value.facts) == ["day", "person_id", "sex", "small"]
    assert "day: gavs +11095-02-" in str(error.value)
    for select, match in (
        ("4 AS small, 4 AS SMALL", "SMALL: SQL skiljer den inte från small"),
        ("INT(RAISE_ERROR('no')) AS small", "table: gavs .*no.*; tabellen går inte att läsa"),
    ):
        with pytest.raises(FactError, match=match):
            ruleset.decide_table(spark.sql(f"SELECT 1 AS person_id, {select}"), ON)


def test_a_moment_is_a_day_at_midnight_only(spark: Any) -> None:
    malmo = kraftrules.load("malmokraften@2.0")
    (midnight, late) = (
        spark.sql(
            f"SELECT 1D AS person_id, 42.0 AS months_without_work, {moment} AS birth_date, array(named_struct('programme', 'malmokraften', "
            f"'edition', '2.0', 'started_on', {moment}, 'ended_on', {moment})) AS participations"
        )
        for moment in ("TIMESTAMP_NTZ '2022-01-01 00:00:00'", "TIMESTAMP_NTZ '2022-01-01 12:00:00'")
    )
    assert malmo.decide_table(midnight, ON).collect()[0].exclusions == ["mk2_in_2022"]
    with pytest.raises(FactError, match="birth_date: gavs .*12:00:00"):
        malmo.decide_table(late, ON)


def test_the_example_decides_a_register(spark: Any, capsys: pytest.CaptureFixture[str]) -> None:
    example = runpy.run_path(str(Path(__file__).parents[1] / "examples" / "register_on_spark.py"))
    example["main"](spark, 50)
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "malmokraften@2.0, 2021-03-01"
    counts = dict(
        reversed(line.split()) for line in printed[1 : printed.index("Most often missing:")]
    )
    assert set(counts) == {"eligible", "excluded", "not_eligible", "undetermined"}
    assert sum(map(int, counts.values())) == 50


def test_the_benchmark_by_hand(spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the benchmark compares with, written by hand for Spark, decides as kraftrules does."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "benchmarks"))
    from register import contender
    from register.people import register
    from register.pyspark_by_hand import answer, with_pyspark

    path = register(tmp_path, 200, 200)
    decide, _ = with_pyspark()
    wanted = kraftrules.load("malmokraften@2.0").decide_table(path, contender.ON).collect()
    for name, found in answer(decide(path)).items():
        assert found.to_list() == wanted[name].to_list()
