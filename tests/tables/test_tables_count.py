"""A count of a table is that of its rows as dicts, to the letter."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kraftrules
from kraftrules.results.survey import make_survey

SINCE, UNTIL = date(2024, 1, 1), date(2024, 4, 30)
DAYS = [SINCE - timedelta(days=9), SINCE, date(2024, 2, 29), UNTIL, UNTIL + timedelta(days=1)]
RULESETS = {name: kraftrules.load(name) for name in ("malmokraften@esf", "stockholmskraften")}
KINDS = {"boolean": pl.Boolean, "date": pl.Date}


@st.composite
def tables(draw: st.DrawFn, ruleset: kraftrules.Ruleset) -> list[dict[str, Any]]:
    """Enrolments of few persons: mostly plain, with unknowns, none, repeated persons and faults."""
    survey = make_survey(ruleset.declaration, ["team", "enrolled_on"])
    found = []
    for _ in range(draw(st.integers(1, 12))):
        row: dict[str, Any] = {}
        for fact in survey.reading.inputs:
            values = {"boolean": [True, False], "date": DAYS}.get(
                fact.type, [*fact.values, "no such"] if fact.values else ["x", "y"]
            )
            row[fact.id] = draw(st.sampled_from([*values, None]))  # none, or unknown
        row["person_id"] = draw(st.sampled_from(["1", "2", "3", "4", "5", " 1", None, *"6789"]))
        row["sex"] = draw(st.sampled_from(["woman", "man", "woman", "man", None]))
        if draw(st.booleans()):
            row |= {
                "enrolled_on": DAYS[0],
                "employment_started_on": None,
                "studies_started_on": UNTIL,
            }
            row["team"] = "x"
        found.append(row)
    return found


@pytest.mark.parametrize("name", RULESETS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_table_is_counted_as_its_rows_are(name: str, data: st.DataObject) -> None:
    ruleset = RULESETS[name]
    rows = data.draw(tables(ruleset))
    facts = ruleset.declaration.vocabulary.of("participation")
    frame = pl.DataFrame(rows, {each: KINDS.get(facts[each].type, pl.String) for each in rows[0]})
    asked: dict[str, Any] = {
        "by": data.draw(st.sampled_from([(), ("team",), ("month", "enrolled_on")])),
        "teams": data.draw(st.sampled_from([None, ["x"]])),
    }
    one, other = (ruleset.count(each, SINCE, UNTIL, **asked) for each in (rows, frame))
    assert other.to_dict() == one.to_dict()
    assert other.left_out == one.left_out
    for person in "167":
        for measure in one:
            assert _traced(other, measure, person) == _traced(one, measure, person)


def _traced(report: Any, measure: str, person: str) -> object:
    try:
        return report.trace(measure, person)
    except kraftrules.FactError as error:
        return error.problems
