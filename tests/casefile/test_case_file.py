"""What a case file tells: what follows from what is recorded, its history, and what it never shows."""

import copy
import logging
import pickle
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from cases import ESF, FIRST_PLAN, START, case_of, histories, record
from hypothesis import given, settings
from hypothesis import strategies as st

import kraftrules
from kraftrules.casefile.case import open_case
from kraftrules.casefile.consequences import VerdictChange
from kraftrules.casefile.events import Event
from kraftrules.casefile.identity import looks_like_identity_number

GOLDEN = Path(__file__).parents[1] / "golden" / "casefile"
AF = {"by": "arbetsformedlingen", "ground": "register"}
WITHIN = {"since": date(2018, 3, 1), "learned": date(2018, 3, 2)}


def told() -> kraftrules.CaseFile:
    """A case in which most things happen."""
    case = kraftrules.CaseFile(FIRST_PLAN, "A-17")
    first = {
        "in_job_guarantee": False,
        "enrolled_on": date(2018, 3, 1),
        "first_joint_plan_on": None,
    }
    case.record(first, **AF, **WITHIN)
    case.record({"receives_sickness_benefit": True}, by="forsakringskassan", ground="register",
                since=date(2018, 2, 1), learned=date(2018, 3, 5))  # fmt: skip
    case.record({"needs_coordination": True}, by="socialtjansten", ground="consent",
                since=date(2018, 3, 3), learned=date(2018, 3, 5))  # fmt: skip
    case.record({"months_without_work": 14}, by="person", ground="declaration",
                since=date(2018, 3, 5), learned=date(2018, 3, 5))  # fmt: skip
    case.record({"months_without_work": 15}, corrects=6, **AF,
                since=date(2018, 3, 5), learned=date(2018, 3, 7))  # fmt: skip
    case.record({"first_joint_plan_on": date(2018, 4, 2)}, **AF,
                since=date(2018, 4, 2), learned=date(2018, 4, 3))  # fmt: skip
    case.withdraw_consent(by="socialtjansten", since=date(2018, 5, 1), learned=date(2018, 5, 2))
    return case


def test_what_follows_is_told() -> None:
    case = kraftrules.CaseFile(FIRST_PLAN, "A-17")
    found = case.record({"in_job_guarantee": False, "enrolled_on": date(2018, 3, 1),
                         "first_joint_plan_on": None}, **AF, **WITHIN)  # fmt: skip
    assert [each.number for each in found.events] == [1, 2, 3]
    assert found.on == date(2018, 3, 2)
    assert found.duties_arose == ("first_joint_plan",)
    assert not found.outcome_changed
    later = {"since": date(2018, 3, 1), "learned": date(2018, 3, 20)}
    found = case.record({"receives_sickness_benefit": True, "needs_coordination": True}, by="forsakringskassan", ground="assessment", **later)  # fmt: skip
    assert (found.outcome_before.value, found.outcome.value) == ("undetermined", "eligible")
    assert found.criteria_met == ("track", "sick_leave")
    assert found.duties_overdue == ("first_joint_plan",)
    assert found.duties_arose == ()
    found = case.record({"needs_coordination": False}, by="forsakringskassan", ground="assessment",
                        since=date(2018, 4, 1), learned=date(2018, 4, 1))  # fmt: skip
    assert found.criteria_no_longer_met == ("track", "sick_leave")
    assert found.decision == case.decide(date(2018, 4, 1))
    found = case.record({"first_joint_plan_on": date(2018, 4, 1)}, **AF, since=date(2018, 4, 1), learned=date(2018, 4, 1))  # fmt: skip
    assert (found.duties_fulfilled, found.duties_overdue) == (("first_joint_plan",), ())
    assert "är gjord, för sent" in found.explain("sv")


def test_a_duty_that_becomes_overdue_does_not_arise_anew() -> None:
    case = kraftrules.CaseFile(FIRST_PLAN, "A-17")
    case.record({"enrolled_on": date(2018, 3, 1), "first_joint_plan_on": None}, **AF, **WITHIN)
    found = case.record({"enrolled_on": date(2018, 2, 1)}, corrects=1, **AF, **WITHIN)
    assert [(each.before.status, each.after.status) for each in found.duties] == [
        ("due", "overdue")
    ]
    assert (found.duties_arose, found.duties_overdue) == ((), ("first_joint_plan",))


def test_an_exclusion_begins_and_ends() -> None:
    case = kraftrules.CaseFile(ESF, "A-17")
    began = case.record({"in_krami": True}, **AF, since=START, learned=START)
    assert (began.exclusions_began, began.exclusions_ended) == (("krami",), ())
    ended = case.record({"in_krami": False}, **AF, since=date(2024, 1, 1), learned=date(2024, 1, 1))
    assert (ended.exclusions_began, ended.exclusions_ended) == ((), ("krami",))
    assert [type(each) for each in ended.exclusions] == [VerdictChange]
    nothing = case.record({"in_krami": False}, **AF, since=date(2024, 1, 1), learned=date(2024, 1, 1))  # fmt: skip
    assert nothing.events == ()
    assert nothing.explain("sv") == ""


def test_what_follows_may_be_asked_for_another_day() -> None:
    case = kraftrules.CaseFile(ESF, "A-17")
    soon = case.record({"in_krami": True}, **AF, since=date(2024, 6, 1), learned=START)
    assert soon.exclusions_began == ()
    again = case.record({"in_fram": True}, **AF, since=START, learned=START, on=date(2024, 6, 1))
    assert again.exclusions_began == ("fram",)
    assert again.decision.exclusions_met == ("fram", "krami")


@given(histories(most=6))
@settings(max_examples=60)
def test_what_follows_leads_from_what_was_held_before_to_what_is_held_after(
    events: list[Event],
) -> None:
    on = date(2023, 10, 15)
    for at in range(len(events)):
        before, after = case_of(events[:at]), case_of(events[:at])
        found = record(after, events[at], on)
        assert (found.outcome_before, found.outcome) == tuple(c.decide(on).outcome for c in (before, after))  # fmt: skip
        changed = {
            each.id: each.after for each in (*found.criteria, *found.exclusions, *found.factors)
        }
        assert _verdicts(before, on) | changed == _verdicts(after, on)
        duties = {each.id: each.after.status for each in found.duties}
        assert _statuses(before, on) | duties == _statuses(after, on)


def _verdicts(case: kraftrules.CaseFile, on: date) -> dict[str, object]:
    decision = case.decide(on)
    rules = (*decision.criteria, *decision.exclusions, *decision.priority.factors)
    return {each.id: each.verdict for each in rules}


def _statuses(case: kraftrules.CaseFile, on: date) -> dict[str, object]:
    return {each.id: each.status for each in case.duties(on)}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_history_is_a_story(lang: str) -> None:
    text = told().history(lang, until=date(2018, 6, 1)) + "\n"  # type: ignore[arg-type]
    assert text == (GOLDEN / f"history.{lang}.txt").read_text("utf-8")


def test_an_empty_case_has_a_history_too() -> None:
    assert "Inget är antecknat" in kraftrules.CaseFile(FIRST_PLAN, "A-1").history()
    with pytest.raises(kraftrules.FactError, match="lang"):
        told().history("de")  # type: ignore[arg-type]


# ---- what is given is taken as it is or refused, and never shown


SECRET = "Sveriges hemligaste värde"


@pytest.mark.parametrize(
    ("facts", "terms", "wrong"),
    [
        ({"age": SECRET}, {}, ("age",)),
        ({"municipality": ["x", SECRET]}, {}, ("municipality",)),
        ({"sex": SECRET}, {}, ("sex",)),
        ({"agee": SECRET}, {}, ("agee",)),
        ({"ptsd_symptoms_or_diagnosis": True}, {}, ("ptsd_symptoms_or_diagnosis",)),
        ({"in_krami": True}, {"by": SECRET}, ("by",)),
        ({"in_krami": True}, {"ground": "consens"}, ("ground",)),
        ({"in_krami": True}, {"since": SECRET, "learned": datetime(2024, 1, 1)}, ("since", "learned")),
        ({"age": SECRET, "in_krami": SECRET}, {"by": SECRET}, ("age", "in_krami", "by")),
        ({}, {}, ("facts",)),
        (SECRET, {}, ("facts",)),
    ],
)  # fmt: skip
def test_a_refusal_names_everything_and_shows_nothing(
    facts: object, terms: dict[str, object], wrong: tuple[str, ...]
) -> None:
    case = kraftrules.CaseFile(ESF, "A-1")
    given = {**AF, "since": START, "learned": START, **terms}
    with pytest.raises(kraftrules.FactError) as error:
        case.record(facts, **given)  # type: ignore[arg-type]
    assert error.value.facts == wrong
    shown = [str(error.value), repr(error.value), *(each.render("en") for each in error.value.problems)]  # fmt: skip
    assert not any(SECRET in each for each in shown)
    assert case.events == ()


def test_a_field_of_a_record_that_does_not_fit_is_named_and_not_shown() -> None:
    case = kraftrules.CaseFile(kraftrules.load("malmokraften@2.0"), "A-1")
    taken = [{"programme": "malmokraften", "started_on": SECRET}]
    with pytest.raises(kraftrules.FactError) as error:
        case.record({"participations": taken}, **AF, since=START, learned=START)
    assert error.value.facts == ("participations[1].started_on",)
    assert SECRET not in str(error.value)


def test_a_fact_worked_out_of_its_bounds_is_not_shown_either() -> None:
    case = kraftrules.CaseFile(ESF, "A-1")
    with pytest.raises(kraftrules.FactError) as error:
        case.record({"birth_date": date(1850, 1, 1)}, **AF, since=START, learned=START)
    assert error.value.facts == ("age",)
    assert "173" not in str(error.value)
    assert case.events == ()


def test_what_has_come_to_be_out_of_bounds_is_unknown_and_can_be_mended(tmp_path: Path) -> None:
    born = {"person_id": "A-1", "fact": "birth_date", "value": date(2030, 1, 1), "by": "person",
            "ground": "declaration", "since": START, "learned": START}  # fmt: skip
    ruleset = kraftrules.load("malmokraften@1.0")
    terms = {"since": START, "learned": START, "by": "person", "ground": "declaration"}
    with kraftrules.CaseStore(tmp_path / "cases.db") as store:
        store.add(ruleset, [born])
        case = store.case(ruleset, "A-1")
        with pytest.raises(kraftrules.FactError, match="age"):
            case.decide(START)
        assert [each.person_id for each in store.duties(ruleset, START)] == ["A-1"]
        case.record({"in_job_guarantee": True}, **terms)
        case.record({"birth_date": date(1990, 1, 1)}, corrects=1, **terms)
        assert case.decide(START).facts_read["age"] == 33
        assert "Rättar [1]." in case.history("sv", until=date(2024, 1, 1))
        with pytest.raises(kraftrules.FactError, match="age"):
            case.record({"birth_date": date(1800, 1, 1)}, corrects=3, **terms)


@pytest.mark.parametrize(
    "given",
    [
        "19811218-9876", "811218-9876", "8112189876", "198112189876", 198112189876, 8112189876,
        "811278-9873", "19811278-9873", "811218+9876", "ärende 811218-9876", "1981-12-18-9876",
        "811218 9876", "id:198112189876/2", "８１１２１８９８７６", 501011233, 1010123,
        "811218-9876 Anna", "8 1 1 2 1 8 9 8 7 6", "p8112189876x", "2-811218-9876",
    ],
)  # fmt: skip
def test_an_id_that_looks_like_a_personal_identity_number_is_refused(given: str | int) -> None:
    with pytest.raises(kraftrules.FactError) as error:
        kraftrules.CaseFile(ESF, given)
    assert error.value.facts == ("person_id",)
    assert "9876" not in str(error.value) and "9873" not in str(error.value)
    assert kraftrules.CaseFile(ESF, given, allow_identity_numbers=True).person_id == given


@pytest.mark.parametrize(
    "given",
    [
        "A-17", 17, "2024-00017", "811218-9875", "811318-9874", "811232-9873", "198112-1898",
        "123811218-9876123", "abc", "0000000000", 42,
    ],
)  # fmt: skip
def test_other_ids_are_taken(given: str | int) -> None:
    assert kraftrules.CaseFile(ESF, given).person_id == given


@pytest.mark.parametrize(
    "given",
    [
        " ",
        "\n",
        "\x00",
        "A\x00",
        "\u200b",
        "\u00a0",
        None,
        "",
        True,
        1.5,
        kraftrules.UNKNOWN,
        date(2024, 1, 1),
    ],
)
def test_what_is_no_id_is_refused(given: object) -> None:
    with pytest.raises(kraftrules.FactError, match="person_id"):
        kraftrules.CaseFile(ESF, given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("19811218-9876", "facts[2]: gavs (str)"), ("p8112189876x", "facts[2]: gavs (str)"),
        ("x" * 100_000, "facts[2]: gavs (str)"), ("\ud800", "facts[2]: gavs (str)"), ("", "facts[2]: gavs (str)"),
        (1, "facts[2]: gavs (int)"), (None, "facts[2]: gavs (NoneType)"),
        ("in_job_guarantee ", "Menade du in_job_guarantee?"), ("in_job_guarante", "in_job_guarante: "),
    ],
)  # fmt: skip
def test_an_error_tells_the_place_of_what_is_no_name_of_a_fact(name: object, said: str) -> None:
    case = kraftrules.CaseFile(FIRST_PLAN, "A-17")
    with pytest.raises(kraftrules.FactError) as error:
        case.record({"enrolled_on": 1, name: True}, **AF, **WITHIN)  # type: ignore[dict-item]
    text = "\n".join(each.render(lang) for each in error.value.problems for lang in ("sv", "en"))  # type: ignore[arg-type]
    assert said in text and error.value.facts[0] == "enrolled_on"
    assert "9876" not in text and len(text.encode()) < 1000


@pytest.mark.parametrize("given", ["malmokraften@1.0", None, [], FIRST_PLAN.declaration])
def test_what_is_no_ruleset_is_refused_with_how_to_load_one(given: object) -> None:
    with pytest.raises(kraftrules.FactError, match=r"kraftrules.load\("):
        kraftrules.CaseFile(given, "A-17")  # type: ignore[arg-type]


def test_the_story_names_a_fact_that_the_edition_does_not_read_as_people_do() -> None:
    story = open_case(ESF, "A-17", told()._log).history("sv")
    assert "in_job_guarantee" not in story and FIRST_PLAN.plan.facts["in_job_guarantee"].label["sv"] in story  # fmt: skip


def test_a_case_is_neither_copied_nor_pickled() -> None:
    case = told()
    for attempt in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError, match="open another CaseFile"):
            attempt(case)


SEPARATORS = "\u2011\u2010\u00a0\u200b\t_:,~-()/. +–−\u0301"


@given(st.sampled_from(["8112189876", "198112189876"]), st.data())
def test_what_stands_between_the_digits_hides_no_identity_number(
    number: str, data: st.DataObject
) -> None:
    between = st.text(SEPARATORS, max_size=3)
    assert looks_like_identity_number("".join(data.draw(between) + digit for digit in number))
    letters = data.draw(st.integers(1, len(number) - 1))
    assert not looks_like_identity_number(f"8112{'x' * letters}189876")


def test_the_check_digit_decides() -> None:
    numbers = [f"811218-987{last}" for last in range(10)]
    assert [n for n in numbers if looks_like_identity_number(n)] == ["811218-9876"]


def test_representations_show_no_values_and_nothing_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    case = told()
    found = case.record({"in_job_guarantee": True}, **AF, since=date(2018, 6, 1), learned=date(2018, 6, 1))  # fmt: skip
    shown = repr([case, *case.events, *case.duties(date(2018, 3, 1)), found])
    assert "A-17" not in shown
    assert "value=" not in shown and "2018-03-15" not in re.sub(r"datetime.date\(|\)", "", shown)
    assert caplog.records == []


def test_what_is_remembered_is_forgotten_when_the_right_person_is_named() -> None:
    case = told()
    with pytest.raises(kraftrules.FactError, match="person_id"):
        case.forget("A-18")
    with pytest.raises(kraftrules.FactError, match="person_id"):
        case.forget(17)
    trace = case.forget("A-17", on=date(2018, 7, 1))
    assert (trace.events, trace.decisions, trace.on) == (9, 0, date(2018, 7, 1))
    assert case.events == ()
    assert case.facts(date(2018, 7, 1)) == {}


def test_a_decision_of_a_case_can_be_stored_and_replayed() -> None:
    stored = told().decide(date(2018, 4, 10)).to_dict()
    assert set(stored["facts_used"]) == {"in_job_guarantee", "needs_coordination", "receives_sickness_benefit"}  # type: ignore[call-overload]  # fmt: skip
    assert kraftrules.replay(stored).same
    assert told().decide(date(2018, 4, 10), engine="reference").to_dict() == stored


def test_events_can_be_pickled() -> None:
    events = told().events
    assert pickle.loads(pickle.dumps(events)) == events


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for language in ("sv", "en"):
        text = told().history(language, until=date(2018, 6, 1)) + "\n"  # type: ignore[arg-type]
        (GOLDEN / f"history.{language}.txt").write_text(text, "utf-8")
