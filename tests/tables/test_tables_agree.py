"""Tables, row by row as the definition decides."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registers import expected, register
from strategies import DAYS, Person, people, rulesets

import kraftrules
from kraftrules import FactError, Ruleset

BUNDLED = sorted(edition.name for edition in kraftrules.catalogue())


def agree(ruleset: Ruleset, persons: list[Person], on: date) -> None:
    """Assert that a table is decided about as its rows are, and refused where one of them is."""
    wanted = [expected(ruleset, each, on, number) for number, each in enumerate(persons, 1)]
    table = register(ruleset.plan.facts, persons)
    if None in wanted:
        with pytest.raises(FactError):
            ruleset.decide_table(table, on)
        return
    assert ruleset.decide_table(table, on).to_dicts() == wanted


@settings(max_examples=120)
@given(rulesets(), st.data())
def test_a_table_is_decided_as_its_rows_are(ruleset: Ruleset, data: st.DataObject) -> None:
    facts = list(ruleset.plan.facts.values())
    persons = data.draw(st.lists(people(facts), max_size=6))
    agree(ruleset, persons, data.draw(DAYS))
