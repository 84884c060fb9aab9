"""Intakes as a caller sees them: lots, streams, records, explanations, and what is refused."""

from __future__ import annotations

import copy
import json
import pickle
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from random import Random
from typing import Any

import pytest
from drawing import (
    FEW,
    MAYBE,
    ON,
    SEED,
    Person,
    in_order,
    people,
    reservation_lists,
    reserved,
    ruleset,
    selected,
)
from hypothesis import given, settings
from hypothesis import strategies as st

import kraftrules
from kraftrules import FactError
from kraftrules.intake.intake import Intake

PERSON = {"member": True, "barred": False, "needy": False, "keen": False, "months": 3}


def persons(*ids: object, **facts: object) -> list[Person]:
    return [{**PERSON, **facts, "person_id": each} for each in ids]


# ---- Lots


def test_anyone_with_the_seed_and_the_ids_can_draw_the_lots_again() -> None:
    """The last order was worked out by another program: printf 2021-03:a | sha256sum, and so on."""
    rules = ruleset(ties=["lottery"])
    found = persons(*"abcdef")
    for seed in ("2021-03", "2021-04"):
        assert selected(rules.intake(found, ON, 6, seed)) == [
            person["person_id"] for person in in_order(persons(*"abcdef", months=0), seed)
        ]
    assert selected(rules.intake(found, ON, 6, "2021-03")) == [*"cdfeba"]


def test_a_number_and_its_text_are_one_seed() -> None:
    rules, found = ruleset(ties=["lottery"]), persons(*range(9))
    assert selected(rules.intake(found, ON, 9, 7)) == selected(rules.intake(found, ON, 9, "7"))  # type: ignore[arg-type]


def test_without_a_lottery_no_seed_is_needed_and_the_id_decides_as_a_text() -> None:
    rules = ruleset(ties=[])
    intake = rules.intake(persons(10, 9, 2), ON, 3)
    assert (selected(intake), intake.seed) == ([10, 2, 9], None)


def test_ties_stand_in_the_order_written_and_unknown_and_none_come_last() -> None:
    rules = ruleset(
        ties=[{"by": "since", "order": "ascending"}, {"by": "months", "order": "descending"}]
    )
    found = [
        *persons(1, since=None, months=9),
        *persons(2, since=date(2024, 1, 2), months=1),
        *persons(3, since=date(2024, 1, 1), months=1),
        *persons(4, since=date(2024, 1, 2), months=2),
        *persons(5, months=10),
        *persons(6, since=date(2024, 1, 2), months=None),
    ]
    assert selected(rules.intake(found, ON, 6)) == [3, 4, 2, 6, 5, 1]


@given(people(8, MAYBE), reservation_lists, st.integers(0, 8))
@FEW
def test_the_digest_to_publish_holds_everything_that_decides(
    found: list[Person], reservations: list[dict[str, object]], seats: int
) -> None:
    rules = ruleset(reservations)
    commitment = rules.intake(found, ON, seats, SEED).commitment
    assert commitment == rules.intake(found, ON, seats, SEED).commitment
    others = [
        rules.intake(found, ON, seats + 1, SEED),
        rules.intake(found, ON, seats, SEED + "x"),
        rules.intake(found, date(2024, 3, 2), seats, SEED),
        rules.intake([*found, {"person_id": 100}], ON, seats, SEED),
        ruleset([*reservations, reserved("east", number=1)]).intake(found, ON, seats, SEED),
    ]
    if found:
        first = {**found[0], "member": not found[0]["member"]}
        others.append(rules.intake([first, *found[1:]], ON, seats, SEED))
    assert commitment not in [other.commitment for other in others]


NEAR = st.sampled_from([*map(Decimal, ("1.5", "1.4999999999", "1.5000000001", "1.50")), 1, 2, None])
CROWDS = st.tuples(*(
    st.fixed_dictionaries({
        "person_id": st.just(each), "member": st.sampled_from([True, False, None]), "barred": st.just(False),
        "needy": MAYBE, "keen": MAYBE, "a": MAYBE, "east": MAYBE, "p": NEAR, "q": NEAR,
    }) for each in ("1", "2", "3")
)).map(list)  # fmt: skip
OFFERS = st.one_of(
    st.integers(0, 3),
    st.tuples(st.integers(0, 2), st.integers(0, 2)).map(
        lambda each: {"east": each[0], "rest": each[1]}
    ),
)
DECIDED = ruleset(
    [reserved("a", number=1)], [{"id": "east", "label": "east", "when": "east", "seats": 1, "per": "month"},
    {"id": "rest", "label": "rest", "when": "true", "seats": 1, "per": "month"}], ties=[{"by": "pq", "order": "ascending"}],
)  # fmt: skip
ONLY_EAST = ruleset(streams=[{"id": "east", "label": "east", "when": "east", "seats": 1, "per": "month"}], ties=[])  # fmt: skip


@given(CROWDS, CROWDS, OFFERS, OFFERS, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_what_has_one_digest_has_one_outcome(
    one: list[Person], other: list[Person], seats: Any, others: Any, order: Random
) -> None:
    """Of two intakes that end differently the digests differ; of one in another order they do not."""
    mixed = [order.choice(pair) for pair in zip(one, other, strict=True)]
    reordered = [{**a, "p": b["p"], "q": b["q"]} for a, b in zip(one, other, strict=True)]
    crowds = (one, other, reordered, mixed)
    found = [DECIDED.intake(crowd, ON, each) for crowd in crowds for each in (seats, others)]
    for a in found:
        for b in found:
            if a.commitment == b.commitment:
                assert _ended(a) == _ended(b)
    shuffled = order.sample(mixed, len(mixed))
    again = [DECIDED.intake(shuffled, ON, each).commitment for each in (seats, others)]
    assert again == [each.commitment for each in found[6:]]


def _ended(intake: Intake) -> object:
    waiting = [(each.person_id, each.rank, each.points) for each in intake.waiting]
    return intake.selected, waiting, {each.person_id for each in intake.not_considered}


def test_one_number_of_seats_and_those_of_one_stream_are_not_the_same() -> None:
    found = [*persons("1", east=False), *persons("2", east=True)]
    one, by_stream = (ONLY_EAST.intake(found, ON, seats) for seats in (1, {"east": 1}))
    assert (selected(one), selected(by_stream)) == (["1"], ["2"])
    assert one.commitment != by_stream.commitment


def test_numbers_stand_in_the_digest_as_exactly_as_they_are_ordered() -> None:
    rules = ruleset(ties=[{"by": "pq", "order": "ascending"}])
    less = {"p": Decimal("1.5000000001"), "q": Decimal("1.4999999999")}
    more = {"p": Decimal("1.5"), "q": Decimal("1.5")}
    one, other = (
        rules.intake([*persons("1", **first), *persons("2", **second)], ON, 1)
        for first, second in ((less, more), (more, less))
    )
    assert (selected(one), selected(other)) == (["1"], ["2"])
    assert one.commitment != other.commitment
    alike = [{"p": value, "q": 1} for value in (1, Decimal("1.00"), Decimal(1))]
    assert len({rules.intake(persons("1", **each), ON, 1).commitment for each in alike}) == 1


def test_anyone_with_what_is_behind_the_digest_can_work_it_out_again() -> None:
    rules = ruleset(
        [reserved("a", number=1), reserved("b", number=1)],
        ties=[
            {"by": "since", "order": "ascending"},
            {"by": "months", "order": "descending"},
            "lottery",
        ],
    )
    found = [
        *persons(10, a=True, b=False, since=None),
        *persons("9", a=True, months=None),
        *persons('å"', member=False),
    ]
    lines = [
        f'["{rules.intake(found, ON, 2, SEED).fingerprint}","{ON}",2,"{SEED}"]',
        '["10","eligible",[],[],0,0,[1,2],{"months":3,"since":null}]',
        '["9","eligible",[],[],0,0,[1,0],{}]',
        '["å\\"","not_eligible",["member"],[],0,0,[],{}]',
    ]
    digest = sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
    assert rules.intake(found, ON, 2, SEED).commitment == digest
    assert rules.intake(found[::-1], ON, 2, SEED).commitment == digest


# ---- Streams

EAST = {"id": "east", "label": "east", "when": "east", "seats": 2, "per": "team"}
REST = {"id": "rest", "label": "rest", "when": "true", "seats": 1, "per": "month",
        "closed_months": [7], "passes_on": False}  # fmt: skip


def test_each_stream_has_its_seats() -> None:
    rules = ruleset(streams=[EAST, REST])
    found = [*persons(1, 2, 3, 4, east=True), *persons(5, 6, 7, east=False)]
    intake = rules.intake(found, ON, seed=SEED, teams=1, months=2)
    assert [(each.id, each.seats, each.filled, each.available) for each in intake.streams] == [
        ("east", 2, 2, 4), ("rest", 2, 2, 3),
    ]  # fmt: skip
    assert {each.stream for each in intake.selected} == {"east", "rest"}
    intake = rules.intake(found, date(2024, 7, 1), seed=SEED)
    assert [each.filled for each in intake.streams] == [2, 0]


def test_seats_that_a_stream_cannot_fill_go_on_or_stay_empty() -> None:
    rules = ruleset(streams=[EAST, REST])
    found = [*persons(1, east=True), *persons(5, 6, 7, east=False)]
    intake = rules.intake(found, ON, seed=SEED)
    assert [each.filled for each in intake.streams] == [1, 2]  # east passes one on
    intake = rules.intake(found, ON, {"east": 1, "rest": 5}, SEED)
    assert [each.filled for each in intake.streams] == [1, 3]
    found = [*persons(1, 2, 3, east=True), *persons(5, east=False)]
    intake = rules.intake(found, ON, {"east": 1, "rest": 5}, SEED)
    assert [each.filled for each in intake.streams] == [1, 1]  # the rest keeps its own


def test_one_number_of_seats_is_for_everyone_whatever_their_stream() -> None:
    rules = ruleset(streams=[EAST, REST])
    intake = rules.intake([*persons(1, 2, 3, east=True), *persons(4)], ON, 4, SEED)
    assert (len(intake.selected), intake.streams) == (4, ())


def test_reservations_hold_over_all_streams_together() -> None:
    rules = ruleset([reserved("a", number=2)], streams=[EAST, REST])
    found = [
        *persons(1, 2, east=True, a=False),
        *persons(3, 4, east=True, a=True, months=1),
        *persons(5, 6, east=False, a=False),
    ]
    intake = rules.intake(found, ON, seed=SEED)
    assert {3, 4} <= set(selected(intake))
    assert [each.filled for each in intake.streams] == [2, 1]


def test_somebody_who_comes_in_by_no_stream_waits_and_is_told() -> None:
    intake = ruleset(streams=[EAST]).intake(persons(1, east=False), ON, seed=SEED)
    (waiting,) = intake.waiting
    assert (waiting.stream, waiting.why.en) == (
        None,
        "The person comes in by none of the streams that have seats.",
    )


# ---- The record


def test_the_record_is_json_and_tells_everything() -> None:
    rules = kraftrules.load("malmokraften@esf")
    intake = rules.intake([{"person_id": 1}], ON, 3, SEED)
    record = json.loads(json.dumps(intake.to_dict()))
    assert list(record) == [
        "ruleset", "edition", "fingerprint", "on", "seats", "seed", "commitment", "reservations",
        "streams", "selected", "waiting", "not_considered", "unsettled",
    ]  # fmt: skip
    assert record["not_considered"] == [{"person_id": 1, "outcome": "undetermined"}]
    assert record["seed"] == SEED


def test_an_intake_cannot_be_changed() -> None:
    intake = ruleset().intake(persons(1), ON, 1, SEED)
    for name in ("drawn", "selected", "seats", "nothing"):
        with pytest.raises(AttributeError):
            setattr(intake, name, ())


def test_an_intake_is_its_own_copy_and_says_how_to_store_it() -> None:
    intake = ruleset().intake(persons(1), ON, 1, SEED)
    assert copy.copy(intake) is intake
    assert copy.deepcopy(intake) is intake
    with pytest.raises(TypeError, match="to_dict"):
        pickle.dumps(intake)


def test_the_fingerprint_is_that_of_all_that_decides_an_intake() -> None:
    plain = ruleset([reserved("a", share="50%")]).intake([], ON, 1, SEED).fingerprint
    same = ruleset([{**reserved("a", share="50,0 %"), "label": "another"}])
    assert same.intake([], ON, 1, SEED).fingerprint == plain
    for other in ([reserved("a", share="51%")], [reserved("a", number=50)], [reserved("b", share="50%")], []):  # fmt: skip
        assert ruleset(other).intake([], ON, 1, SEED).fingerprint != plain
    assert ruleset(other).fingerprint == ruleset().fingerprint  # decisions rest on no reservations


# ---- Explanations


@given(people(6, MAYBE), reservation_lists, st.integers(0, 4), st.booleans())
@FEW
def test_everyone_can_be_explained_to_and_no_one_else_is_named(
    found: list[Person], reservations: list[dict[str, object]], seats: int, by_stream: bool
) -> None:
    renamed = [{**person, "person_id": f"id-{person['person_id']}"} for person in found]
    rules = ruleset(reservations, [EAST, REST])
    intake = rules.intake(renamed, ON, None if by_stream else seats, SEED)
    for person in renamed:
        for lang in kraftrules.text.LANGUAGES:
            text = intake.explain(str(person["person_id"]), lang)
            assert text.strip()
            assert not any(
                f"{other['person_id']}”" in text or f"{other['person_id']}“" in text
                for other in renamed
                if other is not person
            )


# ---- What is refused


def refused(call: Callable[[], object]) -> Mapping[str, str]:
    """The problems, by the fact that each is about."""
    with pytest.raises(FactError) as caught:
        call()
    return {each.fact: each.render() for each in caught.value.problems}


@pytest.mark.parametrize(
    ("given_", "where"),
    [
        ({"seats": -1}, "seats"),
        ({"seats": True}, "seats"),
        ({"seats": 3.0}, "seats"),
        ({"seats": "3"}, "seats"),
        ({"seats": None}, "seats"),
        ({"seats": 10**30}, "seats"),
        ({"seats": {"west": 3}}, "seats"),
        ({"seed": None}, "seed"),
        ({"seed": ""}, "seed"),
        ({"seed": "  "}, "seed"),
        ({"seed": True}, "seed"),
        ({"seed": b"x"}, "seed"),
        ({"seed": "\ud800"}, "seed"),
        ({"seed": 10**5000}, "seed"),
        ({"seats": {}}, "seats"),
        ({"on": "2024-03-01"}, "on"),
        ({"candidates": None}, "candidates"),
        ({"candidates": "abc"}, "table"),
        ({"candidates": {"person_id": 1}}, "candidates"),
        ({"candidates": [3]}, "candidates[1]"),
        ({"candidates": [{}]}, "candidates[1].person_id"),
        ({"candidates": [{"person_id": None}]}, "candidates[1].person_id"),
        ({"candidates": [{"person_id": ""}]}, "candidates[1].person_id"),
        ({"candidates": [{"person_id": 1.5}]}, "candidates[1].person_id"),
        ({"candidates": [{"person_id": " "}]}, "candidates[1].person_id"),
        ({"candidates": persons(1, " 1")}, "candidates[2].person_id"),
        ({"candidates": [{"person_id": 1, "months": "3"}]}, "candidates[1].months"),
        ({"candidates": [{"person_id": 1, "month": 3}]}, "candidates[1].month"),
        ({"candidates": persons(1, 2, 1)}, "candidates[3].person_id"),
        ({"candidates": persons("1", 1)}, "candidates[2].person_id"),
    ],
)
def test_what_makes_no_sense_is_refused(given_: dict[str, Any], where: str) -> None:
    asked = {"candidates": persons(1), "on": ON, "seats": 1, "seed": SEED, **given_}
    assert where in refused(lambda: ruleset().intake(**asked))


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = refused(lambda: ruleset().intake(persons(1), "x", -1, None))  # type: ignore[arg-type]
    assert set(found) == {"on", "seats", "seed"}
    people_ = [*persons(1, 1), {"person_id": 3, "months": "4"}]
    found = refused(lambda: ruleset().intake(people_, ON, 1, SEED))
    assert set(found) == {"candidates[2].person_id", "candidates[3].months"}


def test_ids_that_differ_only_in_type_are_named_as_such() -> None:
    found = refused(lambda: ruleset().intake(persons("1", 1), ON, 1, SEED))
    assert "Den ena är ett tal, den andra en text" in found["candidates[2].person_id"]


def test_teams_and_months_are_numbers_and_streams_have_names() -> None:
    rules = ruleset(streams=[EAST, REST])
    for wrong in ({"teams": -1}, {"months": "2"}):
        (name,) = wrong
        asked: Any = wrong
        assert name in refused(lambda asked=asked: rules.intake([], ON, seed=SEED, **asked))
    assert "Menade du east?" in refused(lambda: rules.intake([], ON, {"eastt": 1}, SEED))["seats"]
    assert "seats[east]" in refused(lambda: rules.intake([], ON, {"east": -1}, SEED))


def test_columns_that_nobody_knows_can_be_passed_over() -> None:
    found = persons(1, shoe_size=43)
    assert "candidates[1].shoe_size" in refused(lambda: ruleset().intake(found, ON, 1, SEED))
    assert selected(ruleset().intake(found, ON, 1, SEED, ignore_extra=True)) == [1]


def test_no_candidates_and_more_seats_than_people_are_no_mistakes() -> None:
    assert selected(ruleset().intake([], ON, 3, SEED)) == []
    assert selected(ruleset().intake(iter(persons(1, 2)), ON, 30, SEED)) in ([1, 2], [2, 1])
    assert selected(ruleset().intake(persons(1), ON, 0, SEED)) == []


def test_nobody_by_that_id() -> None:
    intake = ruleset().intake(persons("anna", "bo"), ON, 1, SEED)
    assert "Menade du anna?" in refused(lambda: intake.explain("ana"))["person_id"]
    for nobody in (None, 10**5000, 1.0, True, [], "\ud800"):
        assert "person_id" in refused(lambda nobody=nobody: intake.explain(nobody))
    assert "lang" in refused(lambda: intake.explain("anna", "de"))  # type: ignore[arg-type]


@given(people(6), reservation_lists, st.integers(1, 4))
@FEW
def test_the_points_advised_are_the_fewest_that_can_be_had_and_give_a_seat(
    drawn: list[Person], reservations: list[dict[str, object]], seats: int
) -> None:
    rules = ruleset(reservations)
    intake = rules.intake(drawn, ON, seats, SEED)
    for each in intake.waiting:
        at = next(n for n, own in enumerate(drawn) if own["person_id"] == each.person_id)
        giving = []
        for more in ({"keen"}, {"needy"}, {"keen", "needy"}):
            if not any(drawn[at][name] for name in more):
                others = [*drawn[:at], {**drawn[at], **dict.fromkeys(more, True)}, *drawn[at + 1 :]]
                if each.person_id in selected(rules.intake(others, ON, seats, SEED)):
                    giving.append(sum({"keen": 1, "needy": 2}[name] for name in more))
        advised = re.findall(r"- (\d+) poäng till", intake.explain(each.person_id))
        assert [int(number) for number in advised] == sorted(giving)[:1]
