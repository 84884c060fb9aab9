"""Decisions by the bundled rulesets, as a case system sees them."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

import kraftrules
from kraftrules import FactError
from kraftrules.text import Lang

ON = date(2021, 3, 1)
RULESET = kraftrules.load("malmokraften", on=ON)
ELIGIBLE: Mapping[str, Any] = {
    "birth_date": date(1980, 5, 5), "municipality": "Malmö", "months_without_work": 14,
    "can_use_procured_services": False, "needs_coordination": True,
    "benefits_from_joint_planning": True, "in_job_guarantee": True, "af_registered_months": 20,
    "receives_sickness_benefit": False, "participations": [], "starts_studies_on": None,
    "starts_work_on": None, "in_krom": False, "in_brokering_services": False, "in_fram": False,
    "in_avanti": False, "in_aub": False, "in_krami": False, "has_sius": False,
}  # fmt: skip


def without(*names: str, **changed: object) -> dict[str, Any]:
    return {name: value for name, value in {**ELIGIBLE, **changed}.items() if name not in names}


def test_the_outcomes() -> None:
    assert RULESET.decide(ELIGIBLE, on=ON).outcome == "eligible"
    assert RULESET.decide({**ELIGIBLE, "in_krami": True}, on=ON).outcome == "excluded"
    assert RULESET.decide({**ELIGIBLE, "municipality": "Lund"}, on=ON).outcome == "not_eligible"
    assert RULESET.decide(without("in_krami"), on=ON).outcome == "undetermined"


def test_a_criterion_not_met_goes_before_an_exclusion_and_an_exclusion_before_what_is_unknown() -> (
    None
):
    both = {**ELIGIBLE, "municipality": "Lund", "in_krami": True}
    assert RULESET.decide(both, on=ON).outcome == "not_eligible"
    assert RULESET.decide(without("needs_coordination", in_krami=True), on=ON).outcome == "excluded"
    assert RULESET.decide(without("in_krami", municipality="Lund"), on=ON).outcome == "not_eligible"


def test_criteria_list_groups_and_leaves_in_the_order_written() -> None:
    decision = RULESET.decide(ELIGIBLE, on=ON)
    assert [each.id for each in decision.criteria] == [
        "resident_in_malmo", "working_age", "over_30", "without_work_12_months",
        "not_for_procured_services", "needs_coordination", "benefits_from_joint_planning",
        "track", "job_guarantee", "sickness_benefit",
    ]  # fmt: skip
    track, guarantee, benefit = decision.criteria[-3:]
    assert (track.verdict, guarantee.verdict, benefit.verdict) == ("met", "met", "not_met")
    assert dict(guarantee.facts) == {"in_job_guarantee": True, "af_registered_months": 20}
    assert guarantee.source is not None
    assert guarantee.source.document == "metodmanual-2024"
    assert guarantee.label["en"].startswith("In the job and development guarantee")


def test_what_is_missing_is_named_in_rule_order_and_only_where_it_matters() -> None:
    unknown = without("in_krami", "birth_date", "needs_coordination", "receives_sickness_benefit")
    decision = RULESET.decide(unknown, on=ON)
    assert decision.missing == ("age", "needs_coordination", "in_krami")
    assert RULESET.decide(ELIGIBLE, on=ON).missing == ()
    assert RULESET.decide(without("in_krami", municipality="Lund"), on=ON).missing == ()


def test_the_age_is_worked_out_on_the_day_of_the_decision() -> None:
    born = {**ELIGIBLE, "birth_date": date(1990, 3, 2)}
    assert RULESET.decide(born, on=date(2021, 3, 1)).outcome == "not_eligible"
    assert RULESET.decide(born, on=date(2021, 3, 2)).outcome == "eligible"
    assert dict(RULESET.decide(born, on=ON).criteria[2].facts) == {"age": 30}


def test_an_age_given_goes_before_the_birth_date() -> None:
    decision = RULESET.decide({**ELIGIBLE, "age": 29}, on=ON)
    assert decision.criteria[2].verdict == "not_met"
    assert "birth_date" not in decision.facts_used


@pytest.mark.parametrize(
    ("start", "outcome"),
    [(None, "eligible"), (date(2021, 4, 2), "eligible"), (date(2021, 4, 1), "excluded"), (date(2020, 1, 1), "excluded")],
)  # fmt: skip
def test_work_that_starts_within_a_month_excludes(start: date | None, outcome: str) -> None:
    assert RULESET.decide({**ELIGIBLE, "starts_work_on": start}, on=ON).outcome == outcome


def test_a_month_from_the_last_of_january_is_the_last_of_february() -> None:
    on = date(2021, 1, 31)
    assert (
        RULESET.decide({**ELIGIBLE, "starts_work_on": date(2021, 2, 28)}, on=on).outcome
        == "excluded"
    )
    assert (
        RULESET.decide({**ELIGIBLE, "starts_work_on": date(2021, 3, 1)}, on=on).outcome
        == "eligible"
    )


def test_points_of_the_esf_edition() -> None:
    ruleset = kraftrules.load("malmokraften@esf")
    facts = {"age": 40, "disability": True, "upper_secondary_completed": False, "sex": "woman"}
    priority = ruleset.decide(facts, on=date(2024, 1, 1)).priority
    assert (priority.points, priority.points_at_most) == (2, 3)
    assert [(each.id, each.verdict, each.points) for each in priority.factors] == [
        ("over_30_with_disability_or_ill_health", "met", 1),
        ("low_education", "met", 1),
        ("woman_born_abroad", "unknown", 1),
    ]


def test_a_fact_error_names_everything_that_does_not_fit() -> None:
    bad = {
        "age": "42", "in_krami": 1, "muncipality": "Malmö", "birth_date": datetime(1980, 1, 1, 12),
        "months_without_work": float("nan"), "af_registered_months": True, "sex": "female",
        "work_ability_percent": 101, "participations": [{"programm": "x"}],
    }  # fmt: skip
    with pytest.raises(FactError) as error:
        RULESET.decide(bad, on=ON)
    assert set(error.value.facts) == {*bad.keys()} - {"participations"} | {"participations[1]"}
    text = str(error.value)
    assert "Menade du municipality?" in text
    assert "Skriv 42 utan citattecken" in text
    assert all(problem.render("en") for problem in error.value.problems)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_people_call_a_fact_or_a_value_leads_to_its_name(lang: Lang) -> None:
    facts = RULESET.plan.facts
    labels = [fact.label[lang].casefold() for fact in facts.values()]
    for name, fact in facts.items():
        called = fact.label[lang].upper()
        if labels.count(fact.label[lang].casefold()) > 1 or called.casefold() in facts:
            continue
        with pytest.raises(FactError, match=f"Menade du {name}"):
            RULESET.decide({called: None}, ON)
        for value, label in (fact.values or {}).items():
            with pytest.raises(FactError, match=f"Menade du {value}"):
                RULESET.decide({name: f" {label[lang]}"}, ON)


@pytest.mark.parametrize("on", [None, "2021-03-01", datetime(2021, 3, 1), 20210301])
def test_the_day_must_be_a_date(on: Any) -> None:
    with pytest.raises(FactError, match="^on:"):
        RULESET.decide(ELIGIBLE, on=on)


@pytest.mark.parametrize("facts", [None, [], "Malmö", 3, [("age", 3)]])
def test_the_facts_must_have_names(facts: Any) -> None:
    with pytest.raises(FactError, match="^facts:"):
        RULESET.decide(facts, on=ON)


def test_someone_not_yet_born_is_a_fact_error() -> None:
    with pytest.raises(FactError, match="^age: gavs -"):
        RULESET.decide({**ELIGIBLE, "birth_date": date(2030, 1, 1)}, on=ON)


def test_unknown_names_pass_only_when_asked_for() -> None:
    extra = {**ELIGIBLE, "shoe_size": 43}
    with pytest.raises(FactError, match="shoe_size"):
        RULESET.decide(extra, on=ON)
    assert RULESET.decide(extra, on=ON, ignore_extra=True) == RULESET.decide(ELIGIBLE, on=ON)


def test_another_engine_is_named_with_what_there_is() -> None:
    with pytest.raises(FactError, match="python, reference eller durable"):
        RULESET.decide(ELIGIBLE, on=ON, engine="pyton")


def test_a_record_is_json_and_replays_to_the_same_bytes() -> None:
    decision = RULESET.decide(without("in_krami"), on=ON)
    text = json.dumps(decision.to_dict(), ensure_ascii=False)
    again = kraftrules.replay(json.loads(text))
    assert again.same
    assert again.same_rules
    assert json.dumps(again.decision.to_dict(), ensure_ascii=False) == text


def test_a_replay_tells_what_differs() -> None:
    record = RULESET.decide(ELIGIBLE, on=ON).to_dict()
    changed = {**record, "outcome": "excluded", "fingerprint": "0" * 64}
    replayed = kraftrules.replay(changed)
    assert not replayed.same
    assert not replayed.same_rules
    assert replayed.differences == ("fingerprint", "outcome")


@pytest.mark.parametrize("record", [None, {}, {"ruleset": 1}, [1, 2]])
def test_a_record_that_is_none_is_a_fact_error(record: Any) -> None:
    with pytest.raises(FactError):
        kraftrules.replay(record)


@pytest.mark.parametrize(
    "change",
    [
        {"ruleset": "nope"}, {"edition": "9"}, {"on": "yesterday"}, {"facts_used": {"age": "x"}},
        {"facts_used": {"agee": 3}}, {"facts_used": []},
    ],
)  # fmt: skip
def test_a_record_that_cannot_be_read_is_an_error_of_ours(change: dict[str, Any]) -> None:
    record = {**RULESET.decide(ELIGIBLE, on=ON).to_dict(), **change}
    with pytest.raises((FactError, kraftrules.RulesetError)):
        kraftrules.replay(record)
