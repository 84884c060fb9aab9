"""Whom unknown facts could bring over the line, against every way that the unknown could turn out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from drawing import (
    FEW,
    FLAGS,
    MAYBE,
    ON,
    SEED,
    Person,
    people,
    reservation_lists,
    reserved,
    ruleset,
    selected,
)
from hypothesis import given, settings
from hypothesis import strategies as st

import kraftrules

UNKNOWN_FACTS = ("member", "barred", "needy", "keen", *FLAGS)


def ways(person: Person) -> Iterator[Person]:
    """The person in every way that the unknown facts could turn out."""
    open_ = [name for name in UNKNOWN_FACTS if person.get(name) is None]
    for values in product([True, False], repeat=len(open_)):
        yield {**person, **dict(zip(open_, values, strict=True))}


@given(
    people(6, needy=None) | people(6, MAYBE, months=2),
    st.integers(0, 4),
    reservation_lists,
)
@settings(max_examples=150)
def test_somebody_is_named_just_when_some_way_gives_a_seat(
    found: list[Person], seats: int, reservations: list[dict[str, object]]
) -> None:
    """The rules here read a fact each, so that the best of all rules at once is a way too."""
    rules = ruleset(reservations)
    intake = rules.intake(found, ON, seats, SEED)
    has_seat = set(selected(intake))
    expected = {
        person["person_id"]
        for at, person in enumerate(found)
        if person["person_id"] not in has_seat
        and any(
            person["person_id"]
            in selected(rules.intake([*found[:at], way, *found[at + 1 :]], ON, seats, SEED))
            for way in ways(person)
        )
    }
    assert {each.person_id for each in intake.unsettled} == expected


@given(people(6, MAYBE), st.integers(0, 4), reservation_lists)
@FEW
def test_what_is_missing_is_unknown_and_named(
    found: list[Person], seats: int, reservations: list[dict[str, object]]
) -> None:
    intake = ruleset(reservations).intake(found, ON, seats, SEED)
    by_id = {person["person_id"]: person for person in found}
    for each in intake.unsettled:
        assert each.missing
        assert all(by_id[each.person_id].get(name) is None for name in each.missing)


@given(people(6, MAYBE), st.integers(0, 4), reservation_lists)
@FEW
def test_nobody_is_dropped(
    found: list[Person], seats: int, reservations: list[dict[str, object]]
) -> None:
    intake = ruleset(reservations).intake(found, ON, seats, SEED)
    everyone = [*intake.selected, *intake.waiting, *intake.not_considered]
    assert sorted(str(each.person_id) for each in everyone) == sorted(
        str(person["person_id"]) for person in found
    )
    assert all(each.decision.outcome != "eligible" for each in intake.not_considered)


def test_an_unknown_fact_meets_no_reservation_but_could() -> None:
    person = {"member": True, "barred": False, "needy": False, "keen": False, "months": 3}
    found = [{**person, "person_id": 1, "a": False}, {**person, "person_id": 2, "months": 1}]
    intake = ruleset([reserved("a", number=1)]).intake(found, ON, 1, SEED)
    assert selected(intake) == [1]
    (unsettled,) = intake.unsettled
    assert (unsettled.person_id, unsettled.missing) == (2, ("a",))


def test_an_unknown_tie_comes_last_but_could_come_first() -> None:
    person = {"member": True, "barred": False, "needy": False, "keen": False}
    found = [{**person, "person_id": 1, "months": 3}, {**person, "person_id": 2}]
    intake = ruleset().intake(found, ON, 1, SEED)
    assert selected(intake) == [1]
    assert [(each.person_id, each.missing) for each in intake.unsettled] == [(2, ("months",))]


def test_an_unknown_stream_gives_no_seat_but_could() -> None:
    east = {"id": "east", "label": "east", "when": "east", "seats": 1, "passes_on": False}
    person = {"member": True, "barred": False, "needy": False, "keen": False, "months": 3}
    found = [{**person, "person_id": 1}, {**person, "person_id": 2, "east": False}]
    intake = ruleset(streams=[east]).intake(found, ON, seed=SEED)
    assert selected(intake) == []
    assert [(each.person_id, each.missing) for each in intake.unsettled] == [(1, ("east",))]
    assert "okänt" in next(each.why for each in intake.waiting if each.person_id == 1)


def test_a_fact_of_the_decision_is_named_first() -> None:
    rules = kraftrules.load("malmokraften@esf")
    (person,) = rules.intake([{"person_id": 1, "age": 40}], ON, 1, SEED).unsettled
    assert person.outcome == "undetermined"
    assert person.missing[0] == "municipality"
