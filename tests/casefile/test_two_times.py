"""What a case holds about a day by what was known on another: held to a definition, in any order."""

from dataclasses import replace
from datetime import date

import pytest
from cases import (
    DAYS,
    ESF,
    START,
    VALUES,
    case_of,
    days,
    entries,
    held,
    histories,
    late,
    orders,
    record,
)
from hypothesis import given
from hypothesis import strategies as st

import kraftrules
from kraftrules.casefile.events import Entry, Event, Ground, Withdrawal
from kraftrules.casefile.state import facts_at
from kraftrules.values import Unknown

FACTS = ESF.plan.facts
LAST = DAYS[-1]


@given(histories(), late, late)
def test_a_case_holds_what_the_definition_says(events: list[Event], on: date, known: date) -> None:
    wanted = {name: held(events, name, on, known) for name in VALUES}
    found = facts_at(events, FACTS, on, known)
    assert found == {n: value for n, value in wanted.items() if not isinstance(value, Unknown)}


@given(st.data())
def test_any_order_of_arrival_gives_the_same_end_state(data: st.DataObject) -> None:
    events = data.draw(histories(most=6))
    other = case_of(data.draw(orders(events)))
    case, on, known = case_of(events), data.draw(late), data.draw(late)
    for then in (known, None):
        assert other.facts(on, then) == case.facts(on, then)
        assert other.decide(on, then) == case.decide(on, then)
        assert other.decide(on, then).to_dict() == case.decide(on, then).to_dict()
        assert other.duties(on, then) == case.duties(on, then)


@given(histories(most=6), entries(), late, late)
def test_what_is_learned_later_does_not_change_what_was_held_then(
    events: list[Event], later: Entry, on: date, known: date
) -> None:
    more = [*events, replace(later, number=len(events) + 1)]
    before, after = (facts_at(each, FACTS, on, known) for each in (events, more))
    assert later.learned <= known or after == before


@given(histories(most=6), st.data())
def test_a_corrected_entry_is_as_if_it_had_never_come(
    events: list[Event], data: st.DataObject
) -> None:
    old = [e for e in events if isinstance(e, Entry) and e.corrects is None]
    free = [e for e in old if all(getattr(each, "corrects", None) != e.number for each in events)]
    if not free:
        return
    wrong = data.draw(st.sampled_from(free))
    right = replace(wrong, number=99, value=data.draw(st.sampled_from(VALUES[wrong.fact])),
                    since=data.draw(days), learned=LAST, corrects=wrong.number)  # fmt: skip
    without = [*(e for e in events if e is not wrong), replace(right, corrects=None)]
    on = data.draw(late)
    assert facts_at([*events, right], FACTS, on, LAST) == facts_at(without, FACTS, on, LAST)
    if wrong.learned < LAST:
        known = data.draw(st.sampled_from([day for day in DAYS if day < LAST]))
        assert facts_at([*events, right], FACTS, on, known) == facts_at(events, FACTS, on, known)


@given(histories(most=6), days, days, late)
def test_a_withdrawn_consent_makes_what_rested_on_it_unknown_from_then_on(
    events: list[Event], since: date, learned: date, on: date
) -> None:
    withdrawn = [*events, Withdrawal(99, None, since, learned)]
    before, after = facts_at(events, FACTS, on), facts_at(withdrawn, FACTS, on)
    gone = before.keys() - after.keys()
    grounds = {e.fact for e in events if isinstance(e, Entry) and e.ground is Ground.CONSENT}
    assert gone <= grounds
    assert on >= since or before == after
    assert {n: v for n, v in after.items() if n in before} == {n: before[n] for n in after if n in before}  # fmt: skip


@given(histories(most=6))
def test_what_comes_twice_is_recorded_once(events: list[Event]) -> None:
    case = case_of(events)
    before = case.events
    for each in events:
        record(case, each)
    assert case.events == before


GIVEN = {"by": "arbetsformedlingen", "ground": "register"}


def test_what_do_we_hold_today_about_then_and_what_did_we_hold_then() -> None:
    case = kraftrules.CaseFile(ESF, "A-1")
    case.record({"in_krami": True}, since=date(2024, 2, 1), learned=date(2024, 2, 5), **GIVEN)
    case.record({"in_krami": False}, since=date(2024, 2, 20), learned=date(2024, 3, 10), **GIVEN)
    first = date(2024, 3, 1)
    assert case.facts(on=first, known=first) == {"in_krami": True}
    assert case.facts(on=first) == {"in_krami": False}
    assert case.facts(on=date(2024, 2, 10)) == {"in_krami": True}
    assert case.facts(on=date(2024, 1, 1)) == {}


def test_two_that_say_different_things_on_the_same_day_leave_it_unknown_until_one_is_corrected() -> None:  # fmt: skip
    case = kraftrules.CaseFile(ESF, "A-1")
    same = {"since": START, "learned": START}
    case.record({"age": 41}, by="arbetsformedlingen", ground="register", **same)
    case.record({"age": 42}, by="person", ground="declaration", **same)
    assert "age" not in case.facts(START)
    case.record({"age": 42}, corrects=1, **same, **GIVEN)
    assert case.facts(START)["age"] == 42


def test_a_fact_that_counts_time_is_counted_on_and_zero_stays_zero() -> None:
    case = kraftrules.CaseFile(ESF, "A-1")
    counts = {"sick_leave_days": 12, "months_without_work": 11}
    case.record(counts, since=date(2024, 1, 31), learned=date(2024, 1, 31), **GIVEN)
    assert dict(case.facts(date(2024, 2, 29))) == {"sick_leave_days": 41, "months_without_work": 11}
    assert dict(case.facts(date(2024, 3, 31))) == {"sick_leave_days": 72, "months_without_work": 13}
    case.record({"sick_leave_days": 0}, since=date(2024, 4, 1), learned=date(2024, 4, 1), **GIVEN)
    assert case.facts(date(2024, 9, 1))["sick_leave_days"] == 0


def test_a_new_consent_carries_what_is_learned_after_it() -> None:
    case = kraftrules.CaseFile(ESF, "A-1")
    consent = {"by": "forsakringskassan", "ground": "consent", "since": START}
    case.record({"needs_coordination": True}, learned=DAYS[1], **consent)
    case.withdraw_consent(since=DAYS[3], learned=DAYS[3])
    assert case.facts(DAYS[2]) == {"needs_coordination": True}
    assert case.facts(DAYS[3]) == {}
    assert case.facts(DAYS[3], known=DAYS[2]) == {"needs_coordination": True}
    case.record({"needs_coordination": True}, learned=DAYS[4], **consent)
    assert case.facts(DAYS[4]) == {"needs_coordination": True}


def test_a_withdrawal_announced_ahead_holds_for_what_is_learned_until_then() -> None:
    case = kraftrules.CaseFile(ESF, "A-1")
    case.withdraw_consent(since=DAYS[6], learned=DAYS[2])
    consent = {"by": "forsakringskassan", "ground": "consent", "since": START}
    case.record({"needs_coordination": True}, learned=DAYS[4], **consent)
    assert case.facts(DAYS[5]) == {"needs_coordination": True}
    assert case.facts(DAYS[6]) == {}
    case.record({"needs_coordination": True}, learned=DAYS[7], **consent)
    assert case.facts(DAYS[7]) == {"needs_coordination": True}


def test_a_consent_is_withdrawn_from_one_party_alone() -> None:
    case = kraftrules.CaseFile(ESF, "A-1")
    case.record({"needs_coordination": True}, by="forsakringskassan", ground="consent", since=START, learned=START)  # fmt: skip
    case.withdraw_consent(by="arbetsformedlingen", since=START, learned=START)
    assert case.facts(START) == {"needs_coordination": True}
    case.withdraw_consent(by="forsakringskassan", since=START, learned=START)
    assert case.facts(START) == {}


@pytest.mark.parametrize(
    ("corrects", "facts", "learned"),
    [(9, {"age": 40}, START), (0, {"age": 40}, START), (1, {"in_krami": True}, START),
     (1, {"age": 40, "in_krami": True}, START), (2, {"age": 40}, START), (1, {"age": 40}, date(2023, 8, 31)),
     ("1", {"age": 40}, START), (True, {"age": 40}, START)],
)  # fmt: skip
def test_what_cannot_be_corrected_is_refused_and_nothing_is_recorded(
    corrects: object, facts: dict[str, object], learned: date
) -> None:
    case = kraftrules.CaseFile(ESF, "A-1")
    case.record({"age": 41}, since=START, learned=START, **GIVEN)
    case.withdraw_consent(since=START, learned=START)
    before = case.events
    with pytest.raises(kraftrules.FactError) as error:
        case.record(facts, since=START, learned=learned, corrects=corrects, **GIVEN)  # type: ignore[arg-type]
    assert error.value.facts == ("corrects",)
    assert case.events == before


def test_an_entry_is_corrected_once_and_the_correction_again() -> None:
    case = kraftrules.CaseFile(ESF, "A-1")
    terms = {"since": START, "learned": START, **GIVEN}
    case.record({"age": 41}, **terms)
    case.record({"age": 42}, corrects=1, **terms)
    with pytest.raises(kraftrules.FactError, match="rätta i stället 2"):
        case.record({"age": 43}, corrects=1, **terms)
    case.record({"age": 43}, corrects=2, **terms)
    assert case.facts(START)["age"] == 43
