"""Duties: when they apply, when they are late, and that what is unknown is never taken for done."""

from datetime import date, timedelta

import pytest
from cases import DAYS, ESF, FIRST_PLAN, VALUES, days
from hypothesis import given
from hypothesis import strategies as st

import kraftrules
from kraftrules.casefile.duties import Duty, DutyStatus, duty_reading, judge_duties
from kraftrules.values import Value

ENROLLED = date(2018, 3, 1)
PLAN = {"enrolled_on": ENROLLED, "first_joint_plan_on": None}
READING = duty_reading(ESF.declaration)
DAY_FACTS = ("enrolled_on", "exited_on", "first_joint_plan_on", "followed_up_on", "needs_clarified_on",
             "action_plan_agreed_on", "information_shared_on", "consent_given_on",
             "passed_to_insurance_investigators_on")  # fmt: skip


def first_plan(facts: dict[str, object], on: date) -> Duty:
    case = kraftrules.CaseFile(FIRST_PLAN, "A-1")
    case.record(facts, by="arbetsformedlingen", ground="register", since=ENROLLED, learned=ENROLLED)
    (duty,) = case.duties(on)
    return duty


def esf(facts: dict[str, Value], on: date, name: str) -> Duty:
    found = judge_duties(ESF.declaration, READING, facts, on)
    return next(each for each in found if each.id == name)


@pytest.mark.parametrize(
    ("facts", "days", "status"),
    [
        (PLAN, 0, "due"),
        (PLAN, 14, "due"),
        (PLAN, 15, "overdue"),
        (PLAN | {"first_joint_plan_on": ENROLLED + timedelta(14)}, 20, "fulfilled"),
        (PLAN | {"first_joint_plan_on": ENROLLED + timedelta(40)}, 20, "overdue"),
        (PLAN | {"first_joint_plan_on": kraftrules.UNKNOWN}, 20, "unknown"),
        ({"enrolled_on": None}, 20, "not_applicable"),
        ({"first_joint_plan_on": None}, 20, "unknown"),
        ({"first_joint_plan_on": ENROLLED}, 20, "unknown"),
    ],
)
def test_a_first_joint_plan_within_two_weeks(
    facts: dict[str, object], days: int, status: str
) -> None:
    assert first_plan(facts, ENROLLED + timedelta(days)).status == status


def test_a_plan_made_too_late_is_done_and_late() -> None:
    late = first_plan(PLAN | {"first_joint_plan_on": ENROLLED + timedelta(15)}, date(2018, 6, 1))
    assert (late.status, late.late, late.due) == (DutyStatus.FULFILLED, True, date(2018, 3, 15))
    in_time = first_plan(PLAN | {"first_joint_plan_on": ENROLLED + timedelta(14)}, date(2018, 6, 1))
    assert (in_time.late, in_time.done_on) == (False, date(2018, 3, 15))


def test_what_is_missing_is_named() -> None:
    unknown = first_plan({"first_joint_plan_on": None}, ENROLLED)
    assert unknown.missing == ("enrolled_on",)
    assert first_plan(PLAN, ENROLLED).missing == ()


@pytest.mark.parametrize(("days", "status"), [(30, "not_applicable"), (31, "due")])
def test_more_than_thirty_days_of_sick_leave_and_no_last_day(days: int, status: str) -> None:
    facts: dict[str, Value] = {"enrolled_on": date(2024, 1, 1), "exited_on": None,
                               "sick_leave_days": days, "passed_to_insurance_investigators_on": None}  # fmt: skip
    duty = esf(facts, date(2024, 6, 1), "passed_to_insurance_investigators")
    assert (duty.status, duty.due) == (status, None)


def test_an_action_plan_has_no_last_day_until_the_exit_is_set() -> None:
    facts: dict[str, Value] = {"enrolled_on": date(2024, 1, 1), "exited_on": None, "action_plan_agreed_on": None}  # fmt: skip
    assert esf(facts, date(2024, 6, 1), "action_plan_before_leaving").due is None
    facts["exited_on"] = date(2024, 6, 1)
    name = "action_plan_before_leaving"
    assert [esf(facts, day, name).status for day in (date(2024, 6, 1), date(2024, 6, 2))] == ["due", "overdue"]  # fmt: skip
    del facts["exited_on"]
    assert esf(facts, date(2024, 6, 1), name).missing == ("exited_on",)


def test_the_steps_of_the_process_end_with_the_participation() -> None:
    facts: dict[str, Value] = {"enrolled_on": date(2024, 1, 1), "exited_on": date(2024, 2, 1), "followed_up_on": None}  # fmt: skip
    statuses = [
        esf(facts, day, "follow_up").status for day in (date(2024, 1, 31), date(2024, 2, 1))
    ]
    assert statuses == ["due", "not_applicable"]


def test_consent_after_the_first_sharing_is_late() -> None:
    facts: dict[str, Value] = {"information_shared_on": date(2024, 1, 5), "consent_given_on": date(2024, 1, 6)}  # fmt: skip
    assert esf(facts, date(2024, 2, 1), "consent_before_sharing").late
    facts["consent_given_on"] = date(2024, 1, 5)
    assert not esf(facts, date(2024, 2, 1), "consent_before_sharing").late
    facts["consent_given_on"] = None
    assert esf(facts, date(2024, 2, 1), "consent_before_sharing").status == "overdue"


known = st.fixed_dictionaries({
    **{name: st.sampled_from([None, *DAYS]) for name in DAY_FACTS},
    "sick_leave_days": st.sampled_from(VALUES["sick_leave_days"] + (30, 31)),  # type: ignore[operator]
})  # fmt: skip


@given(known, st.sets(st.sampled_from([*DAY_FACTS, "sick_leave_days"])), days)
def test_what_is_unknown_can_turn_out_and_nothing_else(
    facts: dict[str, Value], unknown: set[str], on: date
) -> None:
    part = {name: value for name, value in facts.items() if name not in unknown}
    whole = judge_duties(ESF.declaration, READING, facts, on)
    for duty, sure in zip(judge_duties(ESF.declaration, READING, part, on), whole, strict=True):
        assert sure.status is not DutyStatus.UNKNOWN
        assert duty.status in (DutyStatus.UNKNOWN, sure.status)
        assert bool(duty.missing) == (duty.status is DutyStatus.UNKNOWN)
        assert set(duty.missing) <= unknown


@given(known, days, days)
def test_a_duty_that_is_overdue_stays_so_until_it_is_done_or_no_longer_applies(
    facts: dict[str, Value], one: date, other: date
) -> None:
    first, later = (
        judge_duties(ESF.declaration, READING, facts, day) for day in sorted((one, other))
    )
    for before, after in zip(first, later, strict=True):
        if before.status is DutyStatus.OVERDUE:
            assert after.status is not DutyStatus.DUE
        if before.status is DutyStatus.FULFILLED:
            assert after.status in (DutyStatus.FULFILLED, DutyStatus.NOT_APPLICABLE)


OWN = """\
ruleset: provkraften
edition: "1"
title: Provkraften
in_force: {from: 2024-01-01}
facts:
  - {id: informed, label: är informerad, held_by: malmo_stad}
  - {id: asked_by, type: date, label: sista svarsdag, held_by: malmo_stad}
definitions:
  - {id: in_malmo, value: municipality = "Malmö"}
target_group:
  all:
    - {id: adult, label: Vuxen, when: age >= 18}
duties:
  - {id: inform, label: Information, when: in_malmo, due: asked_by, done: informed}
"""


def test_a_duty_may_be_fulfilled_by_a_condition_and_read_definitions_and_own_facts(
    tmp_path: object,
) -> None:
    path = tmp_path / "provkraften.yaml"  # type: ignore[operator]
    path.write_text(OWN, "utf-8")
    ruleset = kraftrules.load(path)
    case = kraftrules.CaseFile(ruleset, 7)
    terms = {"by": "malmo_stad", "ground": "register", "since": DAYS[0], "learned": DAYS[0]}
    found = case.record({"municipality": "Malmö", "informed": False}, **terms)
    assert [each.missing for each in case.duties(DAYS[0])] == [("asked_by",)]
    found = case.record({"asked_by": DAYS[2]}, **terms)
    assert found.duties_arose == ("inform",)
    assert case.duties(DAYS[3])[0].status == "overdue"
    found = case.record({"informed": True}, **{**terms, "since": DAYS[3], "learned": DAYS[3]})
    assert found.duties_fulfilled == ("inform",)
    assert case.duties(DAYS[3])[0].done_on is None
