"""An intake of a table is the intake of its rows, to the word."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from drawing import MAYBE, ON, SEED, people, reservation_lists, ruleset
from hypothesis import given, settings
from hypothesis import strategies as st

import kraftrules
from kraftrules import FactError, Ruleset
from kraftrules.intake.intake import Intake
from kraftrules.text import LANGUAGES

Person = dict[str, Any]
TIES = st.lists(
    st.sampled_from([
        {"by": "months", "order": "descending"}, {"by": "months", "order": "ascending"},
        {"by": "since", "order": "ascending"}, {"by": "since", "order": "descending"}, "lottery",
    ]),
    max_size=3, unique_by=lambda tie: tie if tie == "lottery" else tie["by"],
).map(lambda ties: sorted(ties, key=lambda tie: tie == "lottery"))  # fmt: skip
STREAMS = st.lists(
    st.sampled_from([
        {"id": "east", "label": "east", "when": "east", "seats": 2, "per": "team"},
        {"id": "rest", "label": "rest", "when": "a or b", "seats": 1, "per": "month", "passes_on": False},
    ]),
    max_size=2, unique_by=lambda each: str(each["id"]),
)  # fmt: skip
SCHEMA = {
    "member": pl.Boolean, "barred": pl.Boolean, "needy": pl.Boolean, "keen": pl.Boolean,
    "months": pl.Int64, "since": pl.Date, "since__unknown": pl.Boolean,
    **dict.fromkeys(("a", "b", "c", "east"), pl.Boolean),
}  # fmt: skip


def as_frame(found: Sequence[Person]) -> pl.DataFrame:
    rows = [{**each, "since__unknown": "since" not in each} for each in found]
    ids = pl.String if any(isinstance(each["person_id"], str) for each in found) else pl.Int64
    return pl.DataFrame(rows, schema={"person_id": ids, **SCHEMA}, orient="row")


def told(intake: Intake) -> dict[str, object]:
    """Everything that an intake says."""
    candidates = [each.person_id for each in intake.candidates]
    return {
        **intake.to_dict(),
        "explained": [intake.explain(each, lang) for each in candidates for lang in LANGUAGES],
        "composition": intake.composition,
        "candidates": [
            (each.person_id, each.standing, each.values, each.decision) for each in intake.candidates
        ],
        "why": [each.why for each in intake.waiting],
        "outcomes": [(each.person_id, each.decision, each.missing) for each in intake.not_considered],
        "seats": [each.seats for each in intake.selected],
        "shown": repr(intake),
    }  # fmt: skip


def outcome(rules: Ruleset, candidates: Any, **terms: Any) -> object:
    try:
        return told(rules.intake(candidates, ON, seed=SEED, **terms))
    except FactError as error:
        return [each.allowed for each in error.problems]


@st.composite
def someone(draw: st.DrawFn) -> list[Person]:
    maybe = people(8, MAYBE, member=True) | people(8, MAYBE)
    found: list[Person] = [dict(each) for each in draw(maybe)]
    for each in found:
        since = draw(st.sampled_from([None, date(2024, 1, 1), date(2024, 1, 2), "unknown"]))
        each.update({} if since == "unknown" else {"since": since})
    return [{k: v for k, v in each.items() if v is not None or k == "since"} for each in found]


@given(someone(), reservation_lists, STREAMS, TIES, st.integers(0, 6) | st.none())
@settings(max_examples=120)
def test_a_table_gives_the_intake_of_its_rows(
    found: list[Person], reservations: Any, streams: Any, ties: Any, seats: int | None
) -> None:
    rules = ruleset(reservations, streams, ties)
    assert outcome(rules, as_frame(found), seats=seats) == outcome(rules, found, seats=seats)


PERSON: Person = {"member": True, "barred": False, "needy": False, "keen": False, "months": 3}


@pytest.mark.parametrize(
    ("ids", "match"),
    [
        (["a", "b", " a"], "person_id: gavs ' a' .* på rad 3; samma person som på rad 1"),
        (["a", "  "], "person_id: gavs '  ' .* på rad 2; person_id behövs"),
        (["a", None], "person_id: gavs inget på rad 2"),
    ],
)
def test_ids_that_make_no_sense_are_told_by_row(ids: list[str | None], match: str) -> None:
    frame = pl.DataFrame([{**PERSON, "person_id": each} for each in ids], strict=False)
    with pytest.raises(FactError, match=match):
        ruleset().intake(frame, ON, 1, SEED)
    with pytest.raises(FactError, match="person_id behövs"):
        ruleset().intake(frame.drop("person_id"), ON, 1, SEED)


def test_json_lines_tell_numbers_from_texts_among_ids(tmp_path: Path) -> None:
    found = [{**PERSON, "person_id": each, "since": None} for each in ("x", 7, "8", 10)]
    path = tmp_path / "people.jsonl"
    path.write_text("\n".join(map(json.dumps, found)))
    assert outcome(ruleset(), path, seats=2) == outcome(ruleset(), found, seats=2)


def test_a_frame_that_is_changed_afterwards_does_not_change_the_intake() -> None:
    pandas = pytest.importorskip("pandas")
    rules = kraftrules.load("malmokraften@2.0")
    frame = pandas.DataFrame({"person_id": range(60), "age": [40] * 60})
    untouched, changed = (rules.intake(each, ON, 2, SEED) for each in (frame.copy(), frame))
    frame.loc[:, "age"] = 999
    assert changed.to_dict() == untouched.to_dict()
