"""SQL decides as the definition does: in DuckDB and PostgreSQL for real, in other dialects as text."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import psycopg
import pytest
import sqlglot
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sql_tables import (
    columns_of,
    expected,
    into_duckdb,
    into_postgres,
    no_flag_is_overlooked,
)
from sqlglot import exp
from strategies import (
    DAYS,
    FACTS,
    STRINGS,
    Person,
    dialect_of,
    load_text,
    one_rule,
    people,
    ruleset_text,
    rulesets,
)

import kraftrules
from kraftrules import UNKNOWN, FactError, Ruleset
from kraftrules.engines.sql import DIALECTS, lists, people_in, verdicts
from kraftrules.reading import bind, judge, make_reading
from kraftrules.refusal import Refused
from kraftrules.written import read_json

ON = date(2021, 3, 1)
EXAMPLES = Path(__file__).parents[1] / "examples"
GOLDEN = Path(__file__).parent / "sql"
BUNDLED = sorted(edition.name for edition in kraftrules.catalogue())
SERVER = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))), None)


def share(part: float) -> settings:
    """So large a part of the profile's examples."""
    return settings(max_examples=max(5, int(settings().max_examples * part)))


@st.composite
def populations(draw: st.DrawFn, name: str | None = None) -> tuple[Ruleset, list[Person], date]:
    """A ruleset, drawn or bundled, people, and the day."""
    ruleset = kraftrules.load(name) if name else draw(rulesets())
    near = people(ruleset.facts, dialect_of(ruleset.plan))
    crowd = draw(st.lists(near if name else near | people(ruleset.facts), min_size=1, max_size=12))
    return ruleset, crowd, draw(DAYS)


# ---- DuckDB


def in_duckdb(
    ruleset: Ruleset, crowd: list[Person], on: date, told: bool
) -> list[tuple[object, ...]]:
    """What DuckDB decides of each, by a statement that is told of the columns or is not."""
    connection = duckdb.connect()
    into_duckdb(connection, ruleset.facts, crowd)
    columns = columns_of(ruleset.facts) if told else None
    statement = ruleset.sql("duckdb", on=on, columns=columns)
    return [row[1:] for row in connection.execute(f"{statement} ORDER BY person_id").fetchall()]


def has_flags_in_records(ruleset: Ruleset) -> bool:
    """Whether a field of a record can be none: a statement has to be told of the flag beside it."""
    return any(field.none_allowed for fact in ruleset.facts for field in fact.fields.values())


@share(0.2)
@given(populations(), st.booleans())
def test_duckdb_decides_as_the_definition_does(
    found: tuple[Ruleset, list[Person], date], told: bool
) -> None:
    ruleset, crowd, on = found
    told = told or has_flags_in_records(ruleset)
    assert in_duckdb(ruleset, crowd, on, told) == expected(ruleset, crowd, on)


FLAGGED = ("programme", "edition", "started_on", "ended_on", "ended_on__unknown")


def test_duckdb_overlooks_no_flag_in_records() -> None:
    connection = duckdb.connect()
    fields = ", ".join(f"{name} := {name}" for name in FLAGGED)
    packed = f"list(struct_pack({fields}))"
    no_flag_is_overlooked("duckdb", lambda sql: connection.execute(sql).fetchall(), packed)


@pytest.mark.parametrize("name", BUNDLED)
@given(st.data())
@share(0.03)
def test_duckdb_decides_by_bundled_rules(name: str, data: st.DataObject) -> None:
    ruleset, crowd, on = data.draw(populations(name))
    assert in_duckdb(ruleset, crowd, on, True) == expected(ruleset, crowd, on)


PARTS = ["flag", "small > 3", 'town = "x"', "maybe_small = null", "count(spells[flag]) > 1"]


def chained(length: int) -> Ruleset:
    """Definitions of which each reads the one before it twice."""
    definitions = [{"id": "d0", "value": "other_flag"}]
    for at in range(1, length):
        one, other = PARTS[at % 5], PARTS[(at + 1) % 5]
        before = f"d{at - 1}"
        value = f"({before} or {one}) and not({before} and {other})"
        definitions.append({"id": f"d{at}", "value": value})
    rule = {"id": "r", "label": "r", "when": f"d{length - 1}"}
    return load_text(ruleset_text(definitions=definitions, target_group={"all": [rule]}))


def decides_once(dialect: str, into: Callable[..., object], connection: Any) -> None:
    """A statement whose definitions would be written out a thousand times gives what the definition does."""
    ruleset = chained(10)
    statement = ruleset.sql(dialect, on=ON, columns=columns_of(ruleset.facts))

    @settings(max_examples=2, phases=[Phase.generate])
    @given(st.lists(people(ruleset.facts), min_size=30, max_size=30))
    def agree(crowd: list[Person]) -> None:
        into(connection, ruleset.facts, crowd)
        found = connection.execute(f"{statement} ORDER BY person_id").fetchall()
        assert [row[1:] for row in found] == expected(ruleset, crowd, ON)

    agree()


def test_duckdb_reckons_a_definition_once() -> None:
    decides_once("duckdb", into_duckdb, duckdb.connect())


_NO_DAY, _NO_NUMBER = 'if false then date("2024-03-28") else null', "if false then 1 else null"
_NEVER = "if flag then null else null"
ALWAYS_NONE = [
    (_NO_DAY, "{} < day"), (_NO_DAY, '{} + duration("P1M") < day'), (_NO_DAY, '{} + duration("P1D") < day'),
    (_NO_DAY, '{} - duration("P1M") < today()'), (_NO_DAY, "years and months duration({}, day).years > 3"),
    (_NO_DAY, 'duration("P240M") <= years and months duration({0}, {0})'), (_NO_DAY, "{} in [today()..day]"),
    (_NO_NUMBER, "{} + 1 > 3"), (_NO_NUMBER, "-{} > 3"), (_NO_NUMBER, "{} * amount > 3"), (_NO_NUMBER, "{} in [1..3]"),
    ('if false then "a" else null', '{} in ("a", "b")'), ("if false then flag else null", "{} = true or flag"),
    ("null", "maybe_day = {}"), ("null", "small in ({}, 3)"), ("null", "town in ({}, \"a\")"), ("null", "{} = null"),
    ("null", "(if flag then {} else small) = 1"), (_NEVER, "maybe_day = {}"), (_NEVER, "small in ({}, 3)"),
    (_NEVER, "(if other_flag then {} else day) = day"), ("if flag then day else null", "{} < today()"),
]  # fmt: skip


REACHED = {
    _NO_DAY: ["d0", 'd0 + duration("P1M")', 'd0 - duration("P1D")', "if flag then d0 else d0", "if flag then d0 else day"],
    _NO_NUMBER: ["d0", "d0 + 1", "-d0", "d0 * amount", "if flag then small else d0"],
}  # fmt: skip


def may_always_be_none(dialect: str, into: Callable[..., object], connection: Any) -> None:
    """A definition that is always none has no type of its own; nor has what stands in its place."""
    crowd = [{"flag": True, "day": date(2020, 1, 1), "small": 3}, {"flag": False, "town": "a"}, {}]
    cases = [(*case, by) for case in ALWAYS_NONE for by in REACHED.get(case[0], ["d0"])]
    for value, pattern, by in cases:
        rule = {"id": "r", "label": "r", "when": pattern.format("d1")}
        definitions = [{"id": "d0", "value": value}, {"id": "d1", "value": by}]
        named = load_text(ruleset_text(definitions=definitions, target_group={"all": [rule]}))
        for ruleset in (named, one_rule(pattern.format(f"({value})"))):
            into(connection, ruleset.facts, crowd)
            statement = ruleset.sql(dialect, on=ON, columns=columns_of(ruleset.facts))
            found = connection.execute(f"{statement} ORDER BY person_id").fetchall()
            assert [row[1:] for row in found] == expected(ruleset, crowd, ON), (value, pattern, by)


def test_definitions_may_always_be_none_in_duckdb() -> None:
    may_always_be_none("duckdb", into_duckdb, duckdb.connect())


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_a_statement_grows_by_the_definition(dialect: str) -> None:
    shorter, longer = (len(chained(length).sql(dialect, on=ON)) for length in (5, 10))
    assert longer < 2.5 * shorter


@given(populations())
@share(0.1)
def test_a_relation_goes_in_and_a_relation_comes_out(
    found: tuple[Ruleset, list[Person], date],
) -> None:
    ruleset, crowd, on = found
    connection = duckdb.connect()
    into_duckdb(connection, ruleset.facts, crowd)
    relation = connection.sql("SELECT * FROM people ORDER BY person_id")
    wanted = expected(ruleset, crowd, on)
    if (None,) * 6 in wanted:
        with pytest.raises(FactError, match="person_id"):
            ruleset.decide_table(relation, on)
        return
    decided = ruleset.decide_table(relation, on)
    assert isinstance(decided, duckdb.DuckDBPyRelation)
    assert decided.columns == [
        "person_id",
        "outcome",
        "not_met",
        "exclusions",
        "missing",
        "points",
        "points_at_most",
    ]
    assert sorted(decided.fetchall()) == [(at, *row) for at, row in enumerate(wanted)]


@given(populations())
@share(0.1)
def test_any_reading_has_columns_of_verdicts(found: tuple[Ruleset, list[Person], date]) -> None:
    ruleset, crowd, on = found
    declared = ruleset.declaration
    reading = make_reading(
        ruleset.plan.facts,
        declared.rules,
        declared.definitions,
        declared.derivations,
        ["maybe_town"],
    )
    connection = duckdb.connect()
    into_duckdb(connection, reading.inputs, crowd)
    where = people_in("duckdb", "people", on, columns=columns_of(reading.inputs))
    statement = verdicts(reading, where, wanted=True).sql("duckdb")
    rows = connection.execute(f"{statement} ORDER BY person_id").fetchall()
    for row, person in zip(rows, crowd, strict=True):
        if row[-1]:
            continue  # a fact that is worked out is out of its bounds
        key = judge(reading, bind(reading, _known(reading.facts, person), on))
        verdict = {0: None, 1: True, 2: False}
        assert row[1:-3] == tuple(
            verdict[key >> 2 * at & 3] for at, _ in enumerate(reading.conditions)
        )
        given_ = person.get("maybe_town", UNKNOWN)
        assert row[-3:-1] == ((None, None) if given_ is UNKNOWN else (given_, given_ is None))


def _known(facts: Any, person: Person) -> Any:
    from kraftrules.given import accept_all

    return accept_all(facts, person, ignore_extra=True)


# ---- PostgreSQL


@pytest.fixture(scope="module")
def postgres() -> Iterator[Any]:
    """A PostgreSQL server of our own, on a socket in a folder of our own."""
    if SERVER is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="kraftrules-pg-"))
    shutil.chown(folder, "postgres") if _is_root() else None
    data = folder / "data"
    quick = "-c fsync=off -c listen_addresses=''"
    _serve(
        SERVER.with_name("initdb"),
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    )
    _serve(SERVER, "-D", data, "-o", f"-k {folder} {quick}", "-l", folder / "log", "-w", "start")
    try:
        with psycopg.connect(
            f"host={folder} user=postgres dbname=postgres", autocommit=True
        ) as connection:
            yield connection
    finally:
        _serve(SERVER, "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _is_root() -> bool:
    import os

    return os.getuid() == 0


def _serve(*command: object) -> None:
    """Run a command of PostgreSQL's, which refuses to be run by root."""
    words = [str(each) for each in command]
    prefix = ["runuser", "-u", "postgres", "--"] if _is_root() else []
    subprocess.run([*prefix, *words], check=True, stdout=subprocess.DEVNULL, cwd="/")


def in_postgres(
    connection: Any, ruleset: Ruleset, crowd: list[Person], on: date, lists: str, told: bool
) -> list[tuple[object, ...]]:
    tables = into_postgres(connection, ruleset.facts, crowd, lists)
    columns = (
        [*columns_of(ruleset.facts), *(f"{name}__unknown" for name in tables)]
        if told or tables
        else None
    )
    statement = ruleset.sql("postgres", on=on, columns=columns, lists=tables)
    return [row[1:] for row in connection.execute(f"{statement} ORDER BY person_id").fetchall()]


def test_postgres_decides_as_the_definition_does(postgres: Any) -> None:
    @share(0.15)
    @given(populations(), st.sampled_from(["json", "table"]), st.booleans())
    def agree(found: tuple[Ruleset, list[Person], date], lists: str, told: bool) -> None:
        ruleset, crowd, on = found
        assert in_postgres(postgres, ruleset, crowd, on, lists, told) == expected(
            ruleset, crowd, on
        )

    agree()


def test_postgres_reckons_a_definition_once(postgres: Any) -> None:
    postgres.execute("SET statement_timeout = '5s'")
    decides_once("postgres", partial(into_postgres, lists="json"), postgres)
    postgres.execute("RESET statement_timeout")


def test_definitions_may_always_be_none_in_postgres(postgres: Any) -> None:
    may_always_be_none("postgres", partial(into_postgres, lists="json"), postgres)


def test_postgres_overlooks_no_flag_in_records(postgres: Any) -> None:
    def execute(sql: str) -> Any:
        found = postgres.execute(sql)
        return found.fetchall() if found.description else None

    no_flag_is_overlooked("postgres", execute, None)


def test_postgres_decides_about_everybody_else_where_json_is_wrong(postgres: Any) -> None:
    ruleset = one_rule(
        "some p in spells satisfies p.whole > 3 or p.began < day or count(courses[began < day]) = 1"
    )

    @share(0.03)
    @given(st.lists(people(ruleset.facts), min_size=2, max_size=8), st.data())
    def agree(crowd: list[Person], data: st.DataObject) -> None:
        into_postgres(postgres, ruleset.facts, crowd, "json")
        wanted = expected(ruleset, crowd, ON)
        for name, wrong in (("spells", WRONG_JSON), ("courses", NO_LISTS)):
            postgres.execute(f"UPDATE people SET {name} = 'null' WHERE {name} IS NULL")
            for at in data.draw(st.sets(st.integers(0, len(crowd) - 1), max_size=2)):
                record = [data.draw(st.sampled_from(wrong)), at]
                postgres.execute(f"UPDATE people SET {name} = %s WHERE person_id = %s", record)
                wanted[at] = (None,) * 6
        statement = ruleset.sql("postgres", on=ON, columns=columns_of(ruleset.facts))
        found = postgres.execute(f"{statement} ORDER BY person_id").fetchall()
        assert [row[1:] for row in found] == wanted

    agree()


def test_postgres_decides_by_bundled_rules(postgres: Any) -> None:
    @share(0.1)
    @given(st.sampled_from(BUNDLED).flatmap(populations), st.sampled_from(["json", "table"]))
    def agree(found: tuple[Ruleset, list[Person], date], lists: str) -> None:
        ruleset, crowd, on = found
        assert in_postgres(postgres, ruleset, crowd, on, lists, True) == expected(
            ruleset, crowd, on
        )

    agree()


def test_the_example_decides_a_register(postgres: Any, capsys: pytest.CaptureFixture[str]) -> None:
    example = runpy.run_path(str(EXAMPLES / "register_in_postgres.py"))
    example["main"](f"host={postgres.info.host} user=postgres dbname=postgres")
    printed = capsys.readouterr().out
    assert printed.startswith("malmokraften@2.0, 2021-03-01")
    assert "not_eligible" in printed
    assert printed.rstrip().endswith("months_without_work")


NO_LISTS = [
    "{}",
    '"x"',
    "3",
    "true",
    "[1]",
    '[{"began": "2021-02-30"}]',
    '[{"began": "0000-01-01"}]',
]
WRONG_JSON = [
    *NO_LISTS, '[{"whole": 1e30}]', '[{"began": "2300-01-01"}]', '[{"began": "2021-13-01"}]', "[[]]",
    '[{"flog": null}]', '[{"flag": true, "": 1}]', '[{"began__unknown": true}]', '[{"town": 3}]', '[{"whole": "3"}]', '[{"whole": 1.5}]', '[{"began": "today"}]', "[3]", "[null]",
    '[{"flag": "true"}]', '[{"began": "1799-12-31"}]', f'[{{"town": "{"x" * 1001}"}}]', f"[{'{}, ' * 1000}{{}}]",
]  # fmt: skip


def test_days_of_json_are_those_that_there_are() -> None:
    fact = FACTS["spells"].fields["began"]
    years = [
        f"{year:04}" for year in (0, *range(1790, 1810), *range(1890, 2110), *range(2195, 2310))
    ]
    written = [f"{year}-02-{day}" for year in years for day in ("28", "29", "30")]
    written += [f"{year}-{month:02}-{day:02}" for year in ("1900", "2024") for month in range(14)
                for day in range(33)]  # fmt: skip
    written += [
        "2024-1-01",
        "12024-01-01",
        "2024-01-011",
        "2024-01-01\n",
        "٢٠٢٤-01-01",
        "today",
        "",
    ]
    for each in written:
        try:
            read_json(fact, each)
        except Refused:
            assert not re.search(lists.DAYS.replace("$", r"\Z"), each), each
        else:
            assert re.search(lists.DAYS, each), each


def test_wrong_json_is_no_ground_for_a_decision(postgres: Any) -> None:
    ruleset = one_rule("some p in spells satisfies p.flag or p.whole > 3 or p.began > today()")
    postgres.execute(
        "DROP TABLE IF EXISTS people; CREATE TEMP TABLE people (person_id int, spells jsonb)"
    )
    for at, wrong in enumerate(WRONG_JSON):
        postgres.execute("INSERT INTO people VALUES (%s, %s)", [at, wrong])
    postgres.execute("INSERT INTO people VALUES (-1, '[{\"flag\": true}]')")
    decided = postgres.execute(f"{ruleset.sql('postgres', on=ON)} ORDER BY person_id").fetchall()
    assert decided[0][:2] == (-1, "eligible")
    assert [row[1:] for row in decided[1:]] == [(None,) * 6 for _ in WRONG_JSON]
    found = postgres.execute(
        f"{ruleset.sql('postgres', on=ON, show='problems')} ORDER BY person_id"
    ).fetchall()
    assert found == [(at, ["spells"]) for at, _ in enumerate(WRONG_JSON)]


# ---- wrong values

WRONG_CELLS = {
    "small": ["131", "-1", "1.5"],
    "whole": ["0.5", "9223372036854775808", "-1e30"],
    "amount": ["1000.6", "-101", "0.0000000001"],
    "town": [f"'{'x' * 1001}'"],
    "sex": ["'wman'", "''", "'WOMAN'"],
    "day": [
        "DATE '1799-12-31'",
        "DATE '2300-01-01'",
        "TIMESTAMP '2024-01-31 12:00:00'",
        "DATE '9999-12-31'",
    ],
}
READS = {
    "small": "small + 1 > 3", "whole": "whole > 3 and small + 1 > 3", "amount": "amount + 1 > 3", "town": 'town != "a"',
    "sex": 'sex = "man"', "day": 'day + duration("P1M") > today()',
}  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "cell"), [(fact, cell) for fact, cells in WRONG_CELLS.items() for cell in cells]
)
def test_a_value_that_does_not_fit_is_no_ground_for_a_decision(fact: str, cell: str) -> None:
    ruleset, connection = one_rule(READS[fact]), duckdb.connect()
    connection.execute(f"CREATE TABLE people AS SELECT 7 AS person_id, {cell} AS {fact}")
    (decided,) = connection.execute(ruleset.sql("duckdb", on=ON)).fetchall()
    assert decided == (7, *[None] * 6)
    assert connection.execute(ruleset.sql("duckdb", on=ON, show="problems")).fetchall() == [
        (7, [fact])
    ]
    for each in (ruleset, one_rule("flag")):  # whether the rules read it or not
        with pytest.raises(FactError) as error:
            each.decide_table(connection.sql("FROM people"), ON)
        assert error.value.facts == (fact,)


AMOUNTS = st.from_regex(r"-?[1-9][0-9]{0,15}\.[0-9]{0,6}[0-9]00?[0-9]?0?", fullmatch=True).map(
    Decimal
)


@share(0.3)
@given(st.lists(AMOUNTS, min_size=1, max_size=40), st.sampled_from(["DOUBLE", "DECIMAL(34, 12)"]))
def test_a_number_has_no_more_digits_than_one_in_python(amounts: list[Decimal], kind: str) -> None:
    ruleset, connection = one_rule("maybe_amount > 1000"), duckdb.connect()
    connection.execute(f"CREATE TABLE people (person_id INT, maybe_amount {kind})")
    connection.executemany("INSERT INTO people VALUES (?, ?)", list(enumerate(amounts)))
    stored = connection.execute("SELECT maybe_amount FROM people ORDER BY person_id").fetchall()
    statement = ruleset.sql("duckdb", on=ON, columns=["maybe_amount"])
    found = connection.execute(f"{statement} ORDER BY person_id").fetchall()
    assert [row[1] for row in found] == [_outcome_in_sql(ruleset, amount) for (amount,) in stored]


def _outcome_in_sql(ruleset: Ruleset, amount: float | Decimal) -> str | None:
    exact = Decimal(str(amount))
    if abs(exact) >= 10**15 or exact != round(exact, 9):
        return None
    try:
        return ruleset.decide({"maybe_amount": amount}, ON).outcome.value
    except FactError:
        return None


WRONG_IDS = ["NULL", "NULL::INT", "''", "repeat('x', 1001)", "repeat('x', 1000000)"]


@pytest.mark.parametrize("person", WRONG_IDS)
def test_a_relation_says_who_everyone_is(person: str) -> None:
    relation = duckdb.connect().sql(
        f"SELECT {person} AS person_id, 4 AS small UNION ALL SELECT NULL, 200"
    )
    with pytest.raises(FactError, match="person_id: gavs inget") as error:
        one_rule("small > 3").decide_table(relation, ON)
    assert sorted(error.value.facts) == ["person_id", "person_id", "small"]
    assert "utan person_id" in str(error.value)
    assert len(str(error.value)) < 1000
    relation = duckdb.connect().sql(f"SELECT {person} AS person_id, 4 AS age")
    with pytest.raises(FactError, match="person_id: gavs"):  # which is a fact as well there
        kraftrules.load("malmokraften@2.0").decide_table(relation, ON)


def test_a_number_of_a_record_that_does_not_fit_fails_nothing() -> None:
    ruleset, connection = one_rule("some p in spells satisfies p.whole > 3"), duckdb.connect()
    connection.execute("CREATE TABLE people AS SELECT 7 AS person_id, [{'whole': 1e30}] AS spells")
    statement = ruleset.sql("duckdb", on=ON, columns=["person_id", "spells", "spells.whole"])
    assert connection.execute(statement).fetchall() == [(7, *[None] * 6)]


def test_a_value_that_is_said_to_be_unknown_does_not_fit() -> None:
    ruleset, connection = one_rule("maybe_small = 3"), duckdb.connect()
    connection.execute(
        "CREATE TABLE people AS SELECT 7 AS person_id, 3 AS maybe_small, true AS maybe_small__unknown"
    )
    assert connection.execute(ruleset.sql("duckdb", on=ON)).fetchall() == [(7, *[None] * 6)]


def test_a_statement_takes_columns_that_are_not_there_as_unknown() -> None:
    ruleset, connection = one_rule("small > 3 or flag or maybe_small = 3"), duckdb.connect()
    connection.execute("CREATE TABLE people AS SELECT 7 AS person_id, NULL::INTEGER AS maybe_small")
    (row,) = connection.execute(ruleset.sql("duckdb", on=ON)).fetchall()
    assert row[1:5] == ("undetermined", [], [], ["small", "flag"])


def test_a_column_of_a_fact_that_can_be_none_has_to_be_there_unless_told() -> None:
    ruleset, connection = one_rule("maybe_small = 3"), duckdb.connect()
    connection.execute("CREATE TABLE people AS SELECT 7 AS person_id")
    with pytest.raises(duckdb.BinderException, match="maybe_small"):
        connection.execute(ruleset.sql("duckdb", on=ON))
    (row,) = connection.execute(ruleset.sql("duckdb", on=ON, columns=["person_id"])).fetchall()
    assert row[1] == "undetermined"


WRONG_COLUMNS = [
    ("SELECT 1 AS person_id, '42' AS small", "small: gavs VARCHAR"),
    ("SELECT 1 AS person_id, 1 AS flag", "flag: gavs INTEGER"),
    ("SELECT 1 AS person_id, TIMESTAMPTZ '2024-01-31 00:00:00' AS day", "day: gavs TIMESTAMP"),
    ("SELECT 1 AS person_id, 1 AS smal", "Menade du small"),
    ("SELECT 1 AS person_id, true AS small__unknown", "small kan inte vara inget"),
    ("SELECT 1 AS person_id, [{'twon': 'a'}] AS spells", "spells.twon"),
    ("SELECT 1 AS person_id, [{'town': 1}] AS spells", "spells.town: gavs INTEGER"),
    ("SELECT 1 AS person_id, ['a'] AS spells", "spells: gavs VARCHAR"),
    ("SELECT 1 AS small", "person_id: kolumnen behövs"),
    ("SELECT 1 AS person_id, 4 AS SMALL, 4 AS small", "SMALL: SQL skiljer den inte från small"),
    ("SELECT 1.5 AS person_id", "person_id: gavs inget heltal"),
]


@pytest.mark.parametrize(("select", "message"), WRONG_COLUMNS)
def test_columns_that_are_wrong_are_named(select: str, message: str) -> None:
    ruleset = one_rule("small > 3 and flag and day < today() and some p in spells satisfies p.flag")
    with pytest.raises(FactError, match=re.escape(message)):
        ruleset.decide_table(duckdb.connect().sql(select), ON)


OTHER_TYPES = {
    "small": ["42::DOUBLE", "42.5::DOUBLE", "131::FLOAT", "'nan'::DOUBLE", "1e300", "42::DECIMAL(5, 1)", "42.5::DECIMAL(5, 1)",
              "42::DECIMAL(38, 0)", "9::DECIMAL(38, 37)", "-9.5::DECIMAL(38, 37)"],
    "whole": ["9007199254740992::DOUBLE", "9007199254740994::DOUBLE", "'-inf'::DOUBLE", "9223372036854775807::DECIMAL(38, 0)",
              "9223372036854775808::DECIMAL(38, 0)", "-9223372036854775808::DECIMAL(38, 0)", "NULL::DOUBLE"],
    "maybe_small": ["NULL::DECIMAL(5, 1)", "3::DOUBLE"],
    "town": ["'a'::ENUM ('a', 'b')"], "sex": ["'man'::ENUM ('man')", "'boy'::ENUM ('boy')"],
    "person_id": ["7::DOUBLE", "7::DOUBLE", "7::DECIMAL(38, 0)", "7.5::DOUBLE", "NULL::DOUBLE", "'x'::ENUM ('x')"],
    "day": ["TIMESTAMP_NS '2024-01-31'", "make_timestamp_ns(1706659200000000001)", "'infinity'::DATE", "DATE '294247-01-10'",
            "DATE '0001-01-01 (BC)'", "'infinity'::TIMESTAMP"],
    "spells": ["[]", "[NULL]", "[{'began': make_timestamp_ns(1706659200000000001)}]", "[{'whole': 3.5::DOUBLE}]",
               "[]", "[]", "[{'whole': 3::DOUBLE, 'town': 'a'::ENUM ('a')}]"],
}  # fmt: skip


@pytest.mark.parametrize("at", range(max(map(len, OTHER_TYPES.values()))))
def test_duckdb_takes_the_types_that_polars_takes(at: int) -> None:
    cells = {"person_id": "7"} | {
        fact: cells[at] for fact, cells in OTHER_TYPES.items() if at < len(cells)
    }
    relation = duckdb.connect().sql(f"SELECT {', '.join(f'{c} AS {f}' for f, c in cells.items())}")
    ruleset = one_rule(
        'small > 3 or whole > 3 or maybe_small = 3 or town = "a" or sex = "man" or day < today()'
        ' or some s in spells satisfies (s.whole = 3 and s.town = "a")'
    )

    def decided(table: Any) -> tuple[object, str]:
        try:
            found = ruleset.decide_table(table, ON)
        except FactError as error:
            return {name.replace("[1]", "").partition(".")[0] for name in error.facts}, str(error)
        return pl.DataFrame(found if table is there else found.to_arrow_table()).rows(), ""

    there = relation.to_arrow_table()
    (wanted, _), (found, words) = decided(there), decided(relation)
    assert found == wanted
    if isinstance(found, set):
        assert all("000000001" in words for name in found if "timestamp_ns" in cells[str(name)])


def test_a_table_that_its_library_cannot_read_is_refused_in_its_words() -> None:
    closed, dropped = duckdb.connect(), duckdb.connect()
    relation = closed.sql("SELECT 1 AS person_id")
    closed.close()
    dropped.execute("CREATE TABLE people AS SELECT 1 AS person_id")
    gone = dropped.table("people")
    dropped.execute("DROP TABLE people")
    failing = duckdb.connect().sql("SELECT 1 AS person_id, error('no such day')::INTEGER AS small")
    ruleset = one_rule("small > 3")
    for table, words in (
        (relation, "closed"), (gone, "people"), (failing, "no such day"), (pl.LazyFrame({"a": [1]}).select("b"), '"b"'),
    ):  # fmt: skip
        for ask in (ruleset.decide_table, partial(ruleset.intake, seats=1, seed="x")):
            with pytest.raises(FactError, match=f"table: gavs .*{words}.*; tabellen går inte"):
                ask(table, ON)  # type: ignore[operator]


def test_other_columns_may_be_skipped() -> None:
    relation = duckdb.connect().sql('SELECT 1 AS person_id, 4 AS small, 3 AS """; drop table"')
    assert (
        one_rule("small > 3").decide_table(relation, ON, ignore_extra=True).fetchall()[0][1]
        == "eligible"
    )


# ---- names and texts that mean harm

HOSTILE = [
    '"; DROP TABLE people; --',
    "o'hara",
    "täbell 😀",
    "back\\slash`]",
    "select",
    "given",
    "FACTS",
    "a.b",
]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_a_table_may_be_called_anything(dialect: str, name: str) -> None:
    statement = one_rule("small > 3").sql(
        dialect, ["reg", name], on=ON, columns=["person_id", "small"]
    )
    (tree,) = sqlglot.parse(statement, read=dialect)
    assert tree is not None
    steps = {each.alias_or_name for each in tree.find_all(exp.CTE)}
    (table,) = [each for each in tree.find_all(exp.Table) if each.name not in steps]
    wanted = name.upper() if DIALECTS[dialect].upper and re.fullmatch("[a-z_]+", name) else name
    if not (dialect == "bigquery" and {"\\", "."} & set(name)):  # which no table's name has there
        assert table.name == wanted


def test_a_hostile_table_is_read_in_duckdb() -> None:
    connection = duckdb.connect()
    for name in HOSTILE:
        quoted = exp.to_identifier(name, quoted=True).sql("duckdb")
        connection.execute(f"CREATE TABLE {quoted} AS SELECT 1 AS person_id, 4 AS small")
        assert (
            connection.execute(one_rule("small > 3").sql("duckdb", [name], on=ON)).fetchall()[0][1]
            == "eligible"
        )


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
@pytest.mark.parametrize(
    "value", [*STRINGS, "it's", "*/ DROP TABLE x; /*", "--", "a\\' OR 1=1 --", "{{x}}", "%s"]
)
def test_a_text_stays_a_text(dialect: str, value: str) -> None:
    written = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    ruleset = one_rule(f'town = "{written}"')
    if dialect == "oracle" and not value:
        with pytest.raises(FactError, match="r: oracle: .*NULL"):
            ruleset.sql(dialect, on=ON)
        return
    (tree,) = sqlglot.parse(ruleset.sql(dialect, on=ON), read=dialect)
    assert tree is not None
    texts = {each.name for each in tree.find_all(exp.Literal, exp.National)}
    assert (f"{value}." if dialect == "tsql" else value) in texts


def test_a_hostile_label_is_read_in_duckdb() -> None:
    label = "*/ DROP TABLE people; /* \n -- x"
    rule = {"id": "r", "label": label, "when": "flag"}
    ruleset = load_text(ruleset_text(title=label, target_group={"all": [rule]}))
    connection = duckdb.connect()
    connection.execute("CREATE TABLE people AS SELECT 1 AS person_id, true AS flag")
    assert connection.execute(ruleset.sql("duckdb", on=ON)).fetchall()[0][1] == "eligible"


# ---- what is refused

REFUSED = [
    ({"dialect": "mysql"}, "dialect: gavs 'mysql'"),
    ({"dialect": "postgre"}, "Menade du postgres"),
    ({"dialect": None}, "dialect"),
    ({"table": ""}, "table"),
    ({"table": "a.b.c.d"}, "table"),
    ({"table": 3}, "table"),
    ({"table": []}, "table"),
    ({"columns": "person_id"}, "columns"),
    ({"show": "all"}, "show"),
    ({"on": "2021-03-01"}, "on"),
    ({"columns": ["small", ""]}, "columns"),
    ({"columns": ["person_id", "smal"]}, "smal: .*Menade du small"),
    ({"columns": ["smal", "twon"]}, "(?s)^smal: .*\ntwon: .*Menade du town"),
    ({"columns": ["small", "person_id", "small"]}, "^small: varje kolumn får stå en gång"),
    ({"columns": ["small__unknown"]}, "small__unknown: small kan inte vara inget"),
    ({"columns": ["smal__unknown"]}, "smal__unknown: "),
    ({"columns": ["spells__unknown"]}, "spells__unknown: spells kan inte vara inget"),
    ({"columns": ["spells", "spells.twon"]}, "spells.twon: .*Menade du town"),
    ({"columns": ["spells", "spells.town__unknown"]}, "spells.town__unknown: "),
    ({"columns": ["spells.town"]}, "spells.town: då behövs kolumnen spells"),
    ({"columns": ["small.town"]}, "small.town: ordlistan har ingen"),
    ({"lists": {"spells": ""}}, "lists"),
    ({"lists": "spells"}, "lists: gavs 'spells'"),
    ({"lists": {"spels": "p"}}, "spels: .*Menade du spells"),
    ({"lists": {"small": "p"}}, "small: uppgiften är ingen lista; listor är spells och courses"),
    ({"lists": {3: "p"}}, "3 .int.: uppgiften är ingen lista"),
    ({"dialect": "tsql", "columns": ["person_id"]}, "spells__unknown"),
    ({"dialect": "bigquery", "columns": ["person_id", "spells"]}, "spells__unknown"),
]


@pytest.mark.parametrize(("given_", "message"), REFUSED)
def test_what_makes_no_statement_is_refused(given_: dict[str, Any], message: str) -> None:
    ruleset = one_rule("some p in spells satisfies p.flag")
    with pytest.raises(FactError, match=message):
        ruleset.sql(**{"on": ON, **given_})


def test_numbers_that_no_database_holds_are_refused() -> None:
    with pytest.raises(FactError, match="r: .*34 siffror"):
        one_rule("amount * amount * amount > 3").sql("duckdb", on=ON)


def test_a_condition_that_grows_too_long_is_refused() -> None:
    condition = "small"
    for at in range(15):
        condition = f"(if small > {at} then {at} else 1 + {condition})"
    with pytest.raises(FactError, match="definitions"):
        one_rule(f"{condition} > 1").sql("tsql", on=ON)


def test_names_that_postgres_would_cut_are_refused() -> None:
    rule = {"id": "r" * 64, "label": "r", "when": "flag"}
    with pytest.raises(FactError, match="63 byte"):
        load_text(ruleset_text(target_group={"all": [rule]})).sql("postgres", on=ON)


# ---- the text


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_statements_are_as_they_were_read(dialect: str) -> None:
    assert golden(dialect) == (GOLDEN / f"{dialect}.sql").read_text("utf-8")


def golden(dialect: str) -> str:
    """The statement that has been read; ``python tests/test_sql.py --write`` writes it anew."""
    return kraftrules.load("malmokraften@2.0").sql(dialect, "af.people", on=ON)


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
@pytest.mark.parametrize("name", BUNDLED)
def test_bundled_rules_can_be_said_in_every_dialect(name: str, dialect: str) -> None:
    ruleset = kraftrules.load(name)
    for show in ("decisions", "verdicts", "problems"):
        statement = ruleset.sql(dialect, on=ON, show=show)  # type: ignore[arg-type]
        (tree,) = sqlglot.parse(statement, read=dialect)
        assert isinstance(tree, exp.Select)
        for rule in ruleset.declaration.rules if show == "verdicts" else ():
            assert f"/* {rule.id}: {rule.label.sv}".split("--")[0] in statement


@given(rulesets(), st.sampled_from(sorted(DIALECTS)))
@share(0.15)
def test_drawn_rules_can_be_said_in_every_dialect_or_are_refused(
    ruleset: Ruleset, dialect: str
) -> None:
    try:
        statement = ruleset.sql(dialect, on=ON)
    except FactError:
        return
    (tree,) = sqlglot.parse(statement, read=dialect)
    assert isinstance(tree, exp.Select)
    if not DIALECTS[dialect].booleans:
        assert not any(isinstance(each, exp.Boolean) for each in tree.walk())


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    for each in DIALECTS:
        (GOLDEN / f"{each}.sql").write_text(golden(each), "utf-8")
