"""Tables, row by row as the definition decides."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registers import expected, register
from strategies import (
    DAYS,
    DEEPEST_CONDITIONS,
    FACTS,
    Dialect,
    Person,
    dialect_of,
    load_text,
    people,
    ruleset_text,
    rulesets,
)

import kraftrules
from kraftrules import FactError, Ruleset
from kraftrules.engines.polars import pieces, sheet
from kraftrules.engines.polars.operations import APPLY
from kraftrules.feel.operators import OPERATORS
from kraftrules.feel.write import write

BUNDLED = sorted(edition.name for edition in kraftrules.catalogue())


@cache
def bundled(name: str) -> tuple[Ruleset, Dialect]:
    ruleset = kraftrules.load(name)
    return ruleset, dialect_of(ruleset.plan)


def agree(ruleset: Ruleset, persons: list[Person], on: date) -> None:
    """Assert that a table is decided about as its rows are, and refused where one of them is."""
    wanted = [expected(ruleset, each, on, number) for number, each in enumerate(persons, 1)]
    facts = {name: fact for name, fact in ruleset.plan.facts.items() if name != "person_id"}
    table = register(facts, persons)
    if None in wanted:
        with pytest.raises(FactError):
            ruleset.decide_table(table, on)
        return
    assert ruleset.decide_table(table, on).to_dicts() == wanted


@settings(max_examples=60)
@given(rulesets(), st.data())
def test_a_table_is_decided_as_its_rows_are(ruleset: Ruleset, data: st.DataObject) -> None:
    facts = list(ruleset.plan.facts.values())
    persons = data.draw(st.lists(people(facts), max_size=6))
    agree(ruleset, persons, data.draw(DAYS))


@settings(max_examples=15)
@given(rulesets(), st.data())
def test_records_laid_out_in_pieces_are_judged_the_same(
    ruleset: Ruleset, data: st.DataObject
) -> None:
    lists = [fact for fact in FACTS.values() if fact.type == "list"]
    persons = data.draw(st.lists(people(lists), min_size=1, max_size=5))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet, "MOST_AT_ONCE", 2)
        agree(ruleset, persons, data.draw(DAYS))


@settings(max_examples=15)
@given(rulesets(), st.data())
def test_rows_shared_out_to_threads_are_decided_the_same(
    ruleset: Ruleset, data: st.DataObject
) -> None:
    persons = data.draw(st.lists(people(list(ruleset.plan.facts.values())), min_size=2, max_size=6))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "LEAST", 1)
        patch.setattr(pieces, "_THREADS", 3)
        agree(ruleset, persons, data.draw(DAYS))


@pytest.mark.parametrize("name", BUNDLED)
@settings(max_examples=4)
@given(data=st.data())
def test_the_bundled_rulesets_decide_tables_the_same(name: str, data: st.DataObject) -> None:
    ruleset, dialect = bundled(name)
    facts = [fact for fact in ruleset.facts if fact.id != "person_id"]
    persons = data.draw(st.lists(people(facts, dialect), min_size=1, max_size=8))
    agree(ruleset, persons, data.draw(dialect.days))


@pytest.mark.parametrize("kind", DEEPEST_CONDITIONS)
def test_the_deepest_condition_is_no_deeper_than_polars_takes(kind: str) -> None:
    leaves = [{"id": "deep", "label": "deep", "when": write(DEEPEST_CONDITIONS[kind])}]
    ruleset = load_text(ruleset_text(target_group={"all": leaves}))
    agree(ruleset, [{"flag": True}, {"flag": False}, {}], date(2024, 1, 31))


def test_any_number_of_rules_and_every_list_of_them() -> None:
    leaves = [{"id": f"r{at}", "label": "r", "when": f"small = {at}"} for at in range(100)]
    ruleset = load_text(ruleset_text(target_group={"any": leaves}, exclusions=leaves_of("whole")))
    agree(ruleset, [{"small": at, "whole": at} for at in range(102)] + [{}], date(2024, 1, 31))


def leaves_of(fact: str) -> list[dict[str, str]]:
    return [{"id": f"e{at}", "label": "e", "when": f"{fact} > {at}"} for at in range(90)]


def test_every_operator_has_an_expression() -> None:
    assert set(APPLY) | {"years and months duration"} == set(OPERATORS)


@pytest.mark.parametrize("condition", [
    "maybe_small in (null, 1)", "maybe_small = null", "maybe_small != 1", "not(maybe_small > 1)",
    "maybe_small between 0 and 2", "maybe_small + 1 > 1", "small in (maybe_small, 2)", "maybe_flag = true",
    "some p in spells satisfies p.maybe_day = null", "every p in spells satisfies p.maybe_day != null",
    "count(spells[maybe_day = null]) = 1", "count(spells[flag]) = count(courses)", "spells != null",
    "some p in spells satisfies some q in courses satisfies p.began < q.began and flag",
    "count(spells[count(courses[began > day]) > 0]) > 0", "(if flag then maybe_day else null) = null",
    'day + duration("P1M") = date("2024-02-29")', 'day - duration("P12M") <= date("2023-02-28")',
    "years and months duration(day, maybe_day).months = -1", "amount + 0.2 = 0.3", "amount = 0.1", "whole = amount",
    "(if flag then small > 0 else small >= 0) and other_flag", "whole = 9223372036854775807", "maybe_role = sex", "small > amount",
    "small + (1 + (if true then null else 1)) = null", "amount * -(if true then null else 1) != null",
    'maybe_day in [day - @"P1M"..today() - (if true then null else @"P28D")]',
    'years and months duration(day, (if true then null else today()) + @"P1M") = null',
    'maybe_day > today() - (if true then null else @"P28D")',
])  # fmt: skip
def test_none_and_unknown_in_every_place(condition: str) -> None:
    ruleset = load_text(
        ruleset_text(target_group={"all": [{"id": "r", "label": "r", "when": condition}]})
    )
    spell = {"town": "a", "whole": 1, "flag": True, "began": date(2024, 1, 1), "maybe_day": None}
    persons: list[Person] = [
        {},
        {"maybe_small": None, "maybe_day": None, "maybe_flag": None, "maybe_role": None, "spells": [], "courses": []},
        {"maybe_small": 1, "small": 1, "whole": 2**63 - 1, "amount": 0.1, "maybe_flag": True, "flag": True,
         "day": date(2024, 1, 31), "maybe_day": date(2023, 12, 30), "sex": "man", "maybe_role": "man",
         "spells": [spell], "courses": [{"amount": 0.1, "maybe_flag": None, "began": date(2024, 2, 1)}]},
        {"day": date(2024, 2, 29), "maybe_day": date(2023, 2, 28), "flag": False, "amount": 1.5, "small": 1,
         "spells": [spell, {"flag": None}, {"maybe_day": date(2024, 1, 1)}], "courses": [{}]},
        {"spells": [{}], "courses": [{"began": date(2024, 1, 31)}], "day": date(2024, 3, 31)},
    ]  # fmt: skip
    agree(ruleset, persons, date(2024, 1, 31))
