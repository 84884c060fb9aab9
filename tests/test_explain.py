"""Explanations: what changes with time alone, and whole ones kept as golden files."""

import sys
from datetime import date
from pathlib import Path

import pytest

import kraftrules
from kraftrules.ruleset.catalogue import Edition

sys.path.insert(0, str(Path(__file__).parent))
from test_decision import ELIGIBLE, RULESET, without

ON = date(2021, 3, 14)
GOLDEN = Path(__file__).parent / "golden" / "explain"
CASES = {
    "eligible": (ELIGIBLE, ON),
    "not_eligible": ({**ELIGIBLE, "months_without_work": 6, "in_fram": True}, ON),
    "excluded": ({**ELIGIBLE, "starts_work_on": date(2021, 4, 1)}, ON),
    "undetermined": (without("in_krami", "birth_date", "needs_coordination"), ON),
    "outside_the_period": (ELIGIBLE, date(2023, 3, 14)),
}


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("case", CASES)
def test_an_explanation_reads_as_it_did(case: str, lang: str) -> None:
    facts, on = CASES[case]
    text = RULESET.decide(facts, on=on).explain(lang)  # type: ignore[arg-type]
    assert text + "\n" == (GOLDEN / f"{case}.{lang}.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "day", "reason"),
    [
        ({"months_without_work": 6}, "2021-09-14", "då tid utan arbete är 12 månader"),
        ({"birth_date": date(1990, 8, 20)}, "2021-08-20", "då ålder är 31 år"),
        ({"birth_date": date(1957, 1, 1)}, "2022-01-01", "då ålder är 65 år"),
        ({"starts_work_on": date(2021, 6, 1)}, "2021-05-01", "då ”Börjar arbeta inom en månad” gäller"),
    ],
)  # fmt: skip
def test_the_day_on_which_time_alone_changes_the_outcome(
    change: dict[str, object], day: str, reason: str
) -> None:
    text = RULESET.decide({**ELIGIBLE, **change}, on=ON).explain()
    assert f"Tidigast {day}: {reason}, om inget annat ändras." in text


def test_a_count_that_stands_at_nought_does_not_grow() -> None:
    text = RULESET.decide({**ELIGIBLE, "months_without_work": 0}, on=ON).explain()
    assert "Tidigast" not in text.split("Vad som skulle ändra utfallet")[1]


def test_nothing_is_said_of_days_after_the_edition_ends() -> None:
    late = date(2022, 12, 1)
    text = RULESET.decide({**ELIGIBLE, "months_without_work": 6}, on=late).explain()
    assert "Tidigast" not in text


def test_a_missing_fact_is_said_to_be_held_by_someone() -> None:
    text = RULESET.decide(without("in_krami"), on=ON).explain()
    missing = text.split("Uppgifter som saknas och kan ändra utfallet")[1]
    assert "om personen deltar i Krami: finns hos" in missing


@pytest.mark.parametrize("edition", kraftrules.catalogue(), ids=lambda edition: edition.name)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_everything_can_be_explained_about_a_person_of_whom_nothing_is_known(
    edition: Edition, lang: str
) -> None:
    decision = kraftrules.load(edition.name).decide({}, on=edition.in_force.from_)
    text = decision.explain(lang)  # type: ignore[arg-type]
    rules = (*decision.criteria, *decision.exclusions, *decision.priority.factors)
    assert all(rule.label[lang] in text for rule in rules)
    assert decision.outcome == "undetermined"


def test_a_language_that_there_is_not_is_an_error() -> None:
    with pytest.raises(kraftrules.FactError, match="sv eller en"):
        RULESET.decide(ELIGIBLE, on=ON).explain("fi")  # type: ignore[arg-type]


if __name__ == "__main__":  # writes the golden files anew, to be read before they are committed
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, (facts, on) in CASES.items():
        for lang in ("sv", "en"):
            text = RULESET.decide(facts, on=on).explain(lang) + "\n"  # type: ignore[arg-type]
            (GOLDEN / f"{name}.{lang}.txt").write_text(text, "utf-8")
