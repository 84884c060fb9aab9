"""The bundled rulesets: what holds for all of them, and what their documents fix."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

import kraftrules
from kraftrules.casefile.duties import duty_reading
from kraftrules.feel.evaluate import Scope, truth
from kraftrules.results.survey import make_survey
from kraftrules.ruleset.catalogue import bundled_folder, declarations
from kraftrules.ruleset.declaration import Declaration, DeclaredRule
from kraftrules.text import Text

DECLARATIONS = declarations(bundled_folder())
RULES = [(each.name, rule) for each in DECLARATIONS for rule in each.rules]

# Facts that only the intake and the results will read, and one that is only carried along.
NOT_READ_BY_CRITERIA = {
    "consent_given", "easier_entry", "job_guarantee_days", "left_establishment_programme",
    "person_id", "referred_by", "team", "work_ability_percent",
}  # fmt: skip


def facts_read() -> set[str]:
    rulesets = [kraftrules.load(each.name) for each in kraftrules.catalogue()]
    by_rules = {fact.id for each in rulesets for fact in each.facts}
    by_duties = {fact.id for each in rulesets for fact in duty_reading(each.declaration).inputs}
    return by_rules | by_duties


def test_every_fact_about_a_person_is_read_by_a_ruleset_or_waits_for_a_block_to_come() -> None:
    person = set(DECLARATIONS[0].vocabulary.of("person"))
    assert person - facts_read() == NOT_READ_BY_CRITERIA


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda each: each.name)
def test_rule_ids_are_unique(declaration: Declaration) -> None:
    assert [
        name for name, n in Counter(rule.id for rule in declaration.rules).items() if n > 1
    ] == []


@pytest.mark.parametrize(("name", "rule"), RULES, ids=lambda each: getattr(each, "id", each))
def test_every_rule_has_a_source_and_both_languages(name: str, rule: DeclaredRule) -> None:
    assert rule.source is not None, name
    texts = [rule.label, *([rule.interpretation] if rule.interpretation else [])]
    assert all(text["en"] != text["sv"] for text in texts)


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda each: each.name)
def test_every_duty_has_a_source_both_languages_and_an_interpretation(
    declaration: Declaration,
) -> None:
    for duty in declaration.duties:
        assert duty.source is not None, duty.id
        assert duty.interpretation is not None, duty.id
        assert all(text["en"] != text["sv"] for text in (duty.label, duty.interpretation))


def test_the_duties_are_those_that_the_documents_state() -> None:
    duties = {each.name: [duty.id for duty in each.duties] for each in DECLARATIONS if each.duties}
    process = [
        "consent_before_sharing", "joint_mapping_and_plan", "follow_up", "needs_clarified",
        "action_plan_before_leaving", "passed_to_insurance_investigators",
    ]  # fmt: skip
    assert duties == {
        "malmokraften@1.0": ["first_joint_plan"],
        "malmokraften@2.0": ["six_months"],
        "malmokraften@esf": process,
        "malmokraften@2025": process,
    }


def test_every_fact_has_a_holder_and_both_languages() -> None:
    vocabulary = DECLARATIONS[0].vocabulary
    for fact in vocabulary.facts:
        assert fact.held_by or fact.id == "person_id", fact.id
        assert fact.label.en, fact.id
    labels = Counter((fact.of, fact.label["sv"]) for fact in vocabulary.facts)
    assert max(labels.values()) == 1


def rule(declaration: str, name: str) -> DeclaredRule:
    found = next(each for each in DECLARATIONS if each.name == declaration)
    return next(each for each in found.rules if each.id == name)


def interpretations() -> Iterator[Text]:
    for _, each in RULES:
        if each.interpretation:
            yield each.interpretation


def test_the_interpretations_fixed_for_all_rulesets_are_written_beside_their_rules() -> None:
    for name in ("over_30", "working_age", "without_work_12_months", "work_within_month"):
        assert rule("malmokraften@2.0", name).interpretation is not None
    assert sum(1 for _ in interpretations()) > 30


def test_editions_differ_as_their_documents_say() -> None:
    by_name = {each.name: {rule.id for rule in each.rules} for each in DECLARATIONS}
    assert "mk2_in_2022" in by_name["malmokraften@2.0"] & by_name["malmokraften@2023"]
    assert "mk2_in_2022" not in by_name["malmokraften@esf"]
    assert "other_esf_project" in by_name["malmokraften@esf"]
    assert "other_esf_project" not in by_name["malmokraften@2025"] | by_name["malmokraften@2023"]
    assert "over_30" not in by_name["malmokraften@esf"]
    assert not next(each for each in DECLARATIONS if each.name == "malmokraften@1.0").exclusions


# ---- results

RESULTS = [
    (each.name, part)
    for each in DECLARATIONS
    for part in (*each.results.measures, *each.results.not_measurable, *each.results.outcomes)
]
# Facts of an enrolment that only say what it is, or that no goal in the documents asks for.
NOT_READ_BY_MEASURES = {"programme", "edition"}


@pytest.mark.parametrize(("name", "part"), RESULTS, ids=lambda each: getattr(each, "id", each))
def test_every_goal_has_a_source_and_both_languages(name: str, part: Any) -> None:
    assert part.source is not None or part.id in ("exited", "from_fk"), name
    texts = [part.label, part.interpretation, getattr(part, "reason", None)]
    assert all(text["en"] != text["sv"] for text in texts if text is not None)


def test_every_edition_has_measures_and_its_interpretations_are_listed() -> None:
    assert all(each.results.measures for each in DECLARATIONS)
    counted = [part for _, part in RESULTS if part.interpretation]
    assert len(counted) > 60


def test_every_fact_of_an_enrolment_is_read_by_a_measure() -> None:
    read = {fact.id for each in DECLARATIONS for fact in make_survey(each).reading.inputs}
    facts = set(DECLARATIONS[0].vocabulary.of("participation"))
    assert facts - read == NOT_READ_BY_MEASURES


def test_sfi_counts_in_2023_alone_and_labour_market_training_never() -> None:
    by_name = {each.name: each for each in DECLARATIONS}
    sfi = {"studies_started_on": date(2018, 5, 1), "studies_kind": "sfi"}
    aub = {
        **sfi,
        "studies_kind": "aub",
        "studies_csn_eligible": True,
        "studies_with_activity_support": True,
    }
    for name, declared in by_name.items():
        studies = [each for each in declared.results.outcomes if each.id == "studies"]
        for each in studies:
            assert each.when is not None
            assert truth(each.when, Scope(_all(sfi), date(2027, 1, 1))) is (
                name == "malmokraften@2023"
            )
            assert truth(each.when, Scope(_all(aub), date(2027, 1, 1))) is False


def _all(facts: dict[str, Any]) -> dict[str, Any]:
    flags = (
        "studies_csn_eligible",
        "studies_with_activity_support",
        "studies_with_studiestartsstod",
    )
    return {**dict.fromkeys(flags, False), **facts}


def test_the_goals_of_the_documents_are_there_with_their_targets() -> None:
    targets = {
        (each.name, measure.id): [str(target.low) for target in measure.targets]
        for each in DECLARATIONS for measure in each.results.measures if measure.targets
    }  # fmt: skip
    assert targets["malmokraften@1.0", "work_or_studies"] == ["750", "1500"]
    assert targets["malmokraften@2.0", "participants"] == ["4000"]
    assert targets["malmokraften@2.0", "work_or_studies"] == ["1800"]
    assert targets["malmokraften@2.0", "fk_moved_on_share"] == ["3/4"]
    assert targets["malmokraften@2023", "studies_share"] == ["1/10"]
    assert targets["malmokraften@esf", "work_share"] == ["9/20"]
    assert targets["malmokraften@esf", "acquired_share"] == ["3/20"]
    assert targets["malmokraften@2025", "work_or_studies_share"] == ["2/5", "43/100", "23/50"]
