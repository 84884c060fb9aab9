"""The person who shows an outcome: found for every bundled edition, and right wherever one is found."""

import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kraftrules
from kraftrules import Outcome, Ruleset
from kraftrules.analysis.witness import witness
from kraftrules.engines.python import PythonEngine

sys.path.insert(0, str(Path(__file__).parents[1]))
from strategies import DAYS, rulesets

EDITIONS = [each.name for each in kraftrules.catalogue()]


def shows(ruleset: Ruleset, on: date, outcome: Outcome) -> bool:
    """Whether somebody is found; if so, the outcome is theirs, and takes every one of their facts."""
    engine = PythonEngine(ruleset.plan)
    found = witness(engine, on, outcome)
    if found is None:
        return False
    assert found == witness(PythonEngine(ruleset.plan), on, outcome)
    assert ruleset.decide(found, on, engine="reference").outcome is outcome
    for name in found:
        fewer = {key: value for key, value in found.items() if key != name}
        assert ruleset.decide(fewer, on).outcome is not outcome
    return True


@pytest.mark.parametrize("name", EDITIONS)
def test_every_bundled_edition_has_a_person_with_every_outcome_it_can_give(name):
    ruleset = kraftrules.load(name)
    for outcome in Outcome:
        possible = outcome is not Outcome.EXCLUDED or bool(ruleset.declaration.exclusions)
        assert shows(ruleset, ruleset.in_force.from_, outcome) == possible


@settings(max_examples=60)
@given(rulesets(), DAYS, st.sampled_from(list(Outcome)))
def test_whoever_is_found_for_a_drawn_ruleset_shows_the_outcome(ruleset, on, outcome):
    shows(ruleset, on, outcome)


def test_a_list_is_searched_too():
    ruleset = kraftrules.load("malmokraften@2.0")
    engine = PythonEngine(ruleset.plan)
    found = witness(engine, date(2022, 12, 15), Outcome.EXCLUDED)
    assert found is not None
    assert ruleset.decide(found, date(2022, 12, 15)).outcome is Outcome.EXCLUDED
