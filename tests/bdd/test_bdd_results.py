"""What the bundled features show of what counts as a result, and whether they notice a change in it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import kraftrules
from kraftrules.bdd.counting import CountingCase, judged
from kraftrules.bdd.runner import run, run_text
from kraftrules.bdd.variants import variants
from kraftrules.bdd.world import ENGINES
from kraftrules.feel.nodes import Node
from kraftrules.feel.write import write
from kraftrules.plan import Verdict

FEATURES = Path(__file__).parents[2] / "features"
NAMES = [each.name for each in kraftrules.catalogue()]


@cache
def cases() -> dict[tuple[str, str, str], list[CountingCase]]:
    found: dict[tuple[str, str, str], list[CountingCase]] = {}
    files = sorted(FEATURES.rglob("resultat*.feature"))
    for case in run(files, ["python"]).counting_cases:
        key = (case.ruleset.declaration.name, case.rule, case.part)
        found.setdefault(key, []).append(case)
    return found


def conditions(name: str) -> Iterator[tuple[str, str, Node]]:
    results = kraftrules.load(name).declaration.results
    for outcome in results.outcomes:
        assert outcome.when is not None
        yield outcome.id, "when", outcome.when
    for measure in results.measures:
        if measure.among is not None:
            yield measure.id, "among", measure.among


@pytest.mark.parametrize("name", NAMES)
def test_every_outcome_is_shown_to_count_and_not_to_and_every_denominator_in_and_out(
    name: str,
) -> None:
    for rule, part, _ in conditions(name):
        seen = {case.expected for case in cases().get((name, rule, part), ())}
        wanted = set(Verdict) if part == "when" else {Verdict.MET, Verdict.NOT_MET}
        assert wanted <= seen, (rule, part)


@pytest.mark.parametrize("name", NAMES)
def test_the_scenarios_notice_every_change_in_what_counts(name: str) -> None:
    unnoticed = []
    for rule, part, node in conditions(name):
        if part != "when":
            continue  # a denominator is put together from outcomes that are tried themselves
        for variant in variants(node):
            if not any(
                judged(case.ruleset, variant, case.enrolment, case.until) is not case.expected
                for case in cases()[name, rule, part]
            ):
                unnoticed.append(f"{rule}: {write(variant)}")
    assert unnoticed == []


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("When the results are counted for 2021-01-01 to 2021-06-30", "Who is to be counted"),
        ("Given a participant of Malmökraften 2.0\n Then the person counts as “To work”", "Nothing is counted"),
        ("Given a participant of Malmökraften 2.0\n When the results are counted for 2021-06-30 to 2021-01-01", "ends before"),
        ("Given a participant of Malmökraften 2.0\n When the results are counted for 2021-01-01 to 2021-06-30\n Then the person counts as “To wrk”", "Did you mean to work"),
        ("Given a participant of Malmökraften 2.0\n When the results are counted for 2021-01-01 to 2021-06-30\n Then the person counts as “To work”", "It is unknown"),
    ],
)  # fmt: skip
def test_a_step_that_makes_no_sense_says_what_to_write(steps: str, said: str) -> None:
    feature = run_text(f"Feature: F\n Scenario: S\n {steps}\n", "f.feature")
    failures = feature.scenarios[0].examples[0].failures
    assert set(failures) == set(ENGINES)
    assert all(said in each.text.en for each in failures.values())
