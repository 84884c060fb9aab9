"""Who gets the seats, against every set that there is."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from drawing import (
    FEW,
    ON,
    SEED,
    Person,
    best_set,
    in_order,
    people,
    points,
    reservation_lists,
    reserved,
    ruleset,
    selected,
    shortfall,
    wants,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kraftrules.intake.seats import Kind, choose, make_seating

Reservations = list[dict[str, object]]


@given(st.data())
@settings(max_examples=500)
def test_the_seats_are_those_of_the_first_best_set(data: st.DataObject) -> None:
    """With several streams and with more kinds than people in most."""
    count, streams = data.draw(st.integers(0, 4)), data.draw(st.integers(1, 2))
    kinds = data.draw(
        st.lists(
            st.builds(
                Kind,
                st.integers(0, streams - 1),
                st.frozensets(st.integers(0, count - 1)) if count else st.just(frozenset()),
            ),
            min_size=1,
            max_size=6,
        )
    )
    order = data.draw(st.lists(st.integers(0, len(kinds) - 1), max_size=9))
    caps = data.draw(st.lists(st.integers(0, 5), min_size=streams, max_size=streams))
    wanted = data.draw(st.lists(st.integers(0, 4), min_size=count, max_size=count))
    seating = make_seating(order, kinds, caps, wanted)

    def lacking(chosen: tuple[int, ...]) -> int:
        numbers = Counter(order[at] for at in chosen)
        return seating.shortfall([numbers[at] for at in range(len(kinds))])

    def fills(chosen: tuple[int, ...]) -> bool:
        used = Counter(kinds[order[at]].stream for at in chosen)
        return all(used[at] == cap for at, cap in enumerate(seating.caps))

    sets = filter(fills, combinations(range(len(order)), sum(seating.caps)))
    best = min(sets, key=lacking)
    assert [at for at, has in enumerate(choose(order, seating)) if has] == list(best)


@given(people(9), st.integers(0, 10), reservation_lists)
@settings(max_examples=200)
def test_an_intake_is_what_its_description_says(
    found: list[Person], seats: int, reservations: Reservations
) -> None:
    intake = ruleset(reservations).intake(found, ON, seats, SEED)
    order, wanted = in_order(found), wants(reservations, seats)
    chosen = best_set(order, seats, wanted)
    assert selected(intake) == chosen
    ranks = {person["person_id"]: rank for rank, person in enumerate(order, 1)}
    by_id = {person["person_id"]: person for person in found}
    for each in (*intake.selected, *intake.waiting):
        assert each.rank == ranks[each.person_id]
        assert each.points == points(by_id[each.person_id])
    assert [each.person_id for each in intake.waiting] == [
        person["person_id"] for person in order if person["person_id"] not in chosen
    ]
    for each in intake.reservations:
        counted = [one.person_id for one in intake.selected if each.id in one.seats]
        assert counted == [name for name in chosen if by_id[name][each.id]]
        assert (each.wanted, each.filled) == (wanted[each.id], len(counted))
        assert each.available == sum(person[each.id] is True for person in found)


@given(people(9), st.integers(0, 10), reservation_lists)
@FEW
def test_whoever_is_passed_over_is_told_which_reservation_decided(
    found: list[Person], seats: int, reservations: Reservations
) -> None:
    intake = ruleset(reservations).intake(found, ON, seats, SEED)
    results = {each.id: each for each in intake.reservations}
    for waiting in intake.waiting:
        below = [each for each in intake.selected if each.rank > waiting.rank]
        assert bool(below) == bool(waiting.reservations)
        for each in below:  # the seat of each of them is one that some reservation cannot spare
            assert set(each.seats) & set(waiting.reservations)
        for name in waiting.reservations:
            assert results[name].filled <= results[name].wanted
            assert f"”{results[name].label}”" in waiting.why
        person = next(each for each in found if each["person_id"] == waiting.person_id)
        assert not any(person[name] for name in waiting.reservations)


@given(people(10), st.integers(0, 12), reservation_lists)
@FEW
def test_no_seat_is_empty_while_somebody_eligible_waits(
    found: list[Person], seats: int, reservations: Reservations
) -> None:
    intake = ruleset(reservations).intake(found, ON, seats, SEED)
    assert len(intake.selected) == min(seats, len(found))
    assert len(intake.selected) + len(intake.waiting) == len(found)


@given(people(12), st.integers(0, 12))
@FEW
def test_without_reservations_the_intake_is_the_plain_order(
    found: list[Person], seats: int
) -> None:
    intake = ruleset().intake(found, ON, seats, SEED)
    order = [person["person_id"] for person in in_order(found)]
    assert selected(intake) == order[:seats]
    assert [each.person_id for each in intake.waiting] == order[seats:]


@given(people(9), st.integers(0, 8), reservation_lists, st.integers(100, 199))
@FEW
def test_somebody_of_the_lowest_rank_and_no_reservation_moves_nobody_out(
    found: list[Person], seats: int, reservations: Reservations, newcomer: int
) -> None:
    rules = ruleset(reservations)
    last = {**found[0], "needy": False, "keen": False, "months": 0} if found else {}
    assume(found and all(person["months"] for person in found))
    last |= {"person_id": newcomer, "a": False, "b": False, "c": False}
    before = selected(rules.intake(found, ON, seats, SEED))
    after = selected(rules.intake([*found, last], ON, seats, SEED))
    assert set(before) <= set(after)


@given(people(9), st.integers(0, 8), reservation_lists, st.data())
@FEW
def test_more_points_never_take_the_seat_from_the_one_who_has_them(
    found: list[Person], seats: int, reservations: Reservations, data: st.DataObject
) -> None:
    """Not even with reservations, though nobody promised that."""
    rules = ruleset(reservations)
    before = selected(rules.intake(found, ON, seats, SEED))
    assume(before)
    lucky = data.draw(st.sampled_from(before))
    raised = [
        {**person, "needy": True, "keen": True} if person["person_id"] == lucky else person
        for person in found
    ]
    assert lucky in selected(rules.intake(raised, ON, seats, SEED))


@given(people(9), st.integers(0, 8), reservation_lists, st.randoms(use_true_random=False))
@FEW
def test_the_order_in_which_people_are_given_does_not_matter(
    found: list[Person], seats: int, reservations: Reservations, random: object
) -> None:
    rules = ruleset(reservations)
    intake = rules.intake(found, ON, seats, SEED)
    shuffled = list(found)
    random.shuffle(shuffled)
    again = rules.intake(shuffled, ON, seats, SEED)
    assert (again.selected, again.waiting) == (intake.selected, intake.waiting)
    assert again.commitment == intake.commitment


def test_shares_above_all_are_met_as_far_as_can_be() -> None:
    found = [
        {"person_id": at, "member": True, "barred": False, "needy": False, "keen": False,
         "months": 9, "a": at % 2 == 0, "b": at % 2 == 1}
        for at in range(20)
    ]  # fmt: skip
    both = [reserved("a", share="80%"), reserved("b", share="80%")]
    intake = ruleset(both).intake(found, ON, 10, SEED)
    assert [each.wanted for each in intake.reservations] == [8, 8]
    chosen = [each for each in found if each["person_id"] in selected(intake)]
    assert shortfall(chosen, {"a": 8, "b": 8}) == 6


def test_a_reservation_that_nobody_meets_takes_no_seat() -> None:
    found = [
        {
            "person_id": at,
            "member": True,
            "barred": False,
            "needy": False,
            "keen": False,
            "a": False,
        }
        for at in range(5)
    ]
    (reservation,) = ruleset([reserved("a", number=3)]).intake(found, ON, 3, SEED).reservations
    assert (reservation.filled, reservation.available, reservation.lacking) == (0, 0, 3)


def test_ten_overlapping_reservations_are_filled_by_whole_people() -> None:
    """A case in which numbers that are not whole would do better, so that a plain relaxation errs."""
    kinds = [Kind(0, frozenset(pair)) for pair in combinations(range(10), 2)]
    order = list(range(len(kinds))) * 2
    seating = make_seating(order, kinds, [13], [3] * 10)
    chosen = choose(order, seating)
    numbers = Counter(kind for kind, has in zip(order, chosen, strict=True) if has)
    assert seating.shortfall([numbers[at] for at in range(len(kinds))]) == 4
    assert sum(chosen) == 13
