"""What people are told of an intake. ``python tests/intake/test_intake_golden.py`` writes it anew."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

import kraftrules
from kraftrules.cli.decisions.people import people
from kraftrules.cli.tables.table import open_table
from kraftrules.intake.intake import Intake
from kraftrules.text import LANGUAGES, Lang

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "intake"
ON = date(2024, 10, 1)
PEOPLE = {
    "with_a_seat": "239",
    "with_a_seat_by_a_reservation": "371",
    "passed_over": "355",
    "too_far_down": "282",
    "could_have_one": "353",
    "not_considered": "2",
    "undetermined": "260",
    "in_no_stream": "41",
}


@cache
def intake(by_stream: bool) -> Intake:
    """The example table, taken in by the ESF edition."""
    ruleset = kraftrules.load("malmokraften@esf")
    table = open_table(ROOT / "examples" / "people.csv", ruleset.plan.facts)
    candidates = [{**each.row.values, "person_id": each.id} for each in people(table)]
    return ruleset.intake(candidates, ON, None if by_stream else 35, "2024-10")


def told(name: str, lang: Lang) -> str:
    """What the person is told."""
    return intake(name == "in_no_stream").explain(PEOPLE[name], lang) + "\n"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PEOPLE)
def test_what_a_person_is_told(name: str, lang: Lang) -> None:
    assert told(name, lang) == (GOLDEN / f"{name}.{lang}.txt").read_text("utf-8")


def test_no_golden_file_is_left_over() -> None:
    wanted = {f"{name}.{lang}.txt" for name in PEOPLE for lang in LANGUAGES}
    assert {path.name for path in GOLDEN.iterdir()} == wanted


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for person in PEOPLE:
        for language in LANGUAGES:
            (GOLDEN / f"{person}.{language}.txt").write_text(told(person, language), "utf-8")
