"""What the bundled features show of the bundled rulesets, and whether they notice a change in one."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml

import kraftrules
from kraftrules import api
from kraftrules.bdd.coverage import measure
from kraftrules.bdd.covered import RuleCoverage
from kraftrules.bdd.mutate import Mutant, mutants, noticed, survivors
from kraftrules.bdd.results import Run
from kraftrules.bdd.runner import run, run_text
from kraftrules.bdd.variants import variants
from kraftrules.bdd.world import ENGINES
from kraftrules.feel.parse import parse
from kraftrules.feel.write import write
from kraftrules.source import Excerpt

FEATURES = Path(__file__).parents[2] / "features"
SURVIVORS = Path(__file__).parent / "survivors.yaml"


@cache
def bundled() -> Run:
    return run([FEATURES], ["python"])


def test_every_engine_there_is_is_a_parameter():
    assert {*ENGINES, "durable"} == set(api.ENGINES)


def test_every_bundled_rule_is_shown_met_not_met_and_unknown(record_property):
    rulesets = [kraftrules.load(each.name) for each in kraftrules.catalogue()]
    measured = measure(bundled().cases("python"), rulesets, bundled().intakes("python"))
    assert {each.name for each in measured} == {each.name for each in kraftrules.catalogue()}
    unseen = [
        (each.name, rule.id, rule.unseen) for each in measured for rule in each.rules if rule.unseen
    ]
    assert unseen == []
    rest = [
        f"{each.name} {rule.id}: {_rest(rule)}"
        for each in measured
        for rule in each.rules
        if _rest(rule)
    ]
    for line in rest:
        record_property("not shown by any scenario", line)  # conftest.py prints it
    assert not any(rule.sides_unseen for each in measured for rule in each.rules)


def _rest(rule: RuleCoverage) -> list[str]:
    return [*rule.sides_unseen, *([] if rule.alone else ["alone"])]


def test_what_counts_as_shown():
    text = """Feature: Krami
  Scenario: one
    Given a person who meets all criteria of LÖK försörjningsstöd
    And the person is 30 years old
    When the decision is made on 2020-06-01
    Then the outcome is eligible
"""
    feature = run_text(text, "f.feature", ["python"])
    cases = feature.scenarios[0].examples[0].cases["python"]
    (found,) = measure(cases)
    rules = {rule.id: rule for rule in found.rules}
    assert [each.value for each in rules["age_30_or_older"].unseen] == ["not_met", "unknown"]
    assert rules["age_30_or_older"].sides_unseen == ["29"]
    assert rules["age_30_or_older"].alone
    assert rules["at_risk_of_long_term_unemployment"].alone
    assert not rules["long_term_unemployed"].alone  # it is unknown, and would add nothing
    assert found.verdicts == (6, 18)


def test_the_scenarios_notice_every_change_but_those_listed_with_a_reason():
    listed = yaml.safe_load(SURVIVORS.read_text(encoding="utf-8"))
    known = {name for entry in listed for name in entry["mutants"]}
    assert all(entry["reason"] for entry in listed)
    found = {
        mutant.name for mutant in survivors(bundled().cases("python"), bundled().intakes("python"))
    }
    assert found == known


def test_there_are_mutants_of_every_kind():
    changes = [
        each.change
        for name in kraftrules.catalogue()
        for each in mutants(kraftrules.load(name.name).declaration)
    ]
    assert len(changes) > 400
    for kind in ("dropped", "points: 2", "at_least: 1 of 3", "age >= 30", "age > 31", "turned",
                 "reservation dropped", "share: 51%", 'reserved for sex != "woman"', "stream dropped",
                 "seats: 36", "per: month", "closed_months: [6, 7]", "passes_on: True", "lottery dropped"):  # fmt: skip
        assert any(kind in each for each in changes), kind


def test_an_unchanged_ruleset_is_no_change_to_notice():
    cases = bundled().cases("python")
    declared = cases[0].ruleset.declaration
    own = [each for each in cases if each.ruleset.declaration.name == declared.name]
    assert not noticed(Mutant("", "unchanged", replace(declared)), own)


def test_weak_scenarios_leave_survivors():
    text = (FEATURES / "sok" / "samstart.feature").read_text(encoding="utf-8")
    strong = run_text(text, "f.feature", ["python"])
    weak = run_text(text.replace("personen är 29 år", "personen är 28 år"), "f.feature", ["python"])
    left = {
        mutant.name
        for feature, sign in ((strong, -1), (weak, 1))
        for mutant in survivors(
            c for s in feature.scenarios for e in s.examples for c in e.cases["python"]
        )
        if sign > 0
    }
    assert left == {
        "samstart@2020 age_16_to_29: age in [16..28]",
        "samstart@2020 age_16_to_29: age in [16..29)",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a and b", {"a or b"}),
        ("not(a)", {"a"}),
        ("x >= 12", {"x > 12", "x >= 11", "x >= 13"}),
        ('t = "a"', {'t != "a"'}),
        ("x in [1..2]", {"x in (1..2]", "x in [1..2)", "x in [0..2]", "x in [2..2]", "x in [1..1]", "x in [1..3]"}),
        ('d <= today() + duration("P1M")', {'d < today() + duration("P1M")', 'd <= today() + duration("P0M")', 'd <= today() + duration("P2M")'}),
        ('x in ("a", "b")', {'x in ("a")', 'x in ("b")'}),
        ("some p in l satisfies p.x", {"every p in l satisfies p.x"}),
        ("a", set()),
    ],
)  # fmt: skip
def test_the_slips_that_a_condition_can_be_written_with(text, expected):
    found = [write(each) for each in variants(parse(Excerpt.of(text)))]
    assert set(found) == expected
    assert len(found) == len(expected)
