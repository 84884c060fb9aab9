"""Rulesets with one thing changed in the intake, and whether a claim made of an intake notices a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from kraftrules.bdd.errors import DoesNotHold
from kraftrules.bdd.intakes import IntakeCase, NotHeld, Request, hold
from kraftrules.bdd.variants import variants
from kraftrules.feel.write import write
from kraftrules.intake.intake import Intake
from kraftrules.intake.office import Office
from kraftrules.intake.reader import Decide
from kraftrules.plan import make_plan
from kraftrules.ruleset.declaration import (
    Declaration,
    DeclaredIntake,
    DeclaredReservation,
    DeclaredRule,
    DeclaredStream,
)

_Item = TypeVar("_Item")
_Change = tuple[str, str, DeclaredIntake]  # the rule changed, the change, the whole changed
_PERS = {"intake": "team", "team": "month", "month": "intake"}
_MONTHS = range(1, 13)


def noticed_of_intakes(declared: Declaration, decide: Decide, cases: Iterable[IntakeCase]) -> bool:
    """Whether some claim that held does not hold of the intake of the same people by other rules."""
    office = Office(make_plan(declared), decide)
    held: dict[int, Intake | None] = {}
    for case in cases:
        if id(case.intake) not in held:
            held[id(case.intake)] = _held(case.request, declared, office)
        intake = held[id(case.intake)]
        if intake is None or not _holds(case, intake):
            return True
    return False


def _held(request: Request, declared: Declaration, office: Office) -> Intake | None:
    seats = request.seats
    if isinstance(
        seats, dict
    ):  # a stream that is dropped shall be missed by those who came in by it
        known = {each.rule.id for each in declared.intake.streams}
        seats = {name: number for name, number in seats.items() if name in known}
    try:
        return hold(replace(request, seats=seats), office)
    except NotHeld:
        return None


def _holds(case: IntakeCase, intake: Intake) -> bool:
    try:
        case.check(intake)
    except DoesNotHold:
        return False
    except StopIteration:
        return (
            True  # the claim is about the rule that was dropped: who has a seat must tell instead
        )
    return True


def intake_changes(intake: DeclaredIntake) -> Iterator[_Change]:
    """Each change in the reservations and streams of an intake."""
    for at, each in enumerate(intake.reservations):
        rest = _at(intake.reservations, at)
        yield each.rule.id, "reservation dropped", replace(intake, reservations=rest)
        for change, one in _of_reservation(each):
            changed = _at(intake.reservations, at, one)
            yield each.rule.id, change, replace(intake, reservations=changed)
    for at, stream in enumerate(intake.streams):
        less = _at(intake.streams, at)
        yield stream.rule.id, "stream dropped", replace(intake, streams=less)
        for change, other in _of_stream(stream):
            yield stream.rule.id, change, replace(intake, streams=_at(intake.streams, at, other))


def _of_reservation(each: DeclaredReservation) -> Iterator[tuple[str, DeclaredReservation]]:
    for rule in _of_rule(each.rule):
        yield f"reserved for {_condition(rule)}", replace(each, rule=rule)
    for by in (-1, 1):
        if each.share is not None:
            share = each.share + Decimal(by)
            yield f"share: {share}%", replace(each, share=share)
        if each.number is not None:
            yield f"number: {each.number + by}", replace(each, number=each.number + by)


def _of_stream(each: DeclaredStream) -> Iterator[tuple[str, DeclaredStream]]:
    for rule in _of_rule(each.rule):
        yield f"stream for {_condition(rule)}", replace(each, rule=rule)
    for by in (-1, 1):
        yield f"seats: {each.seats + by}", replace(each, seats=each.seats + by)
    yield f"per: {_PERS[each.per]}", replace(each, per=_PERS[each.per])
    for month in _MONTHS:
        closed = tuple(sorted({*each.closed} ^ {month}))
        yield f"closed_months: {list(closed)}", replace(each, closed=closed)
    yield f"passes_on: {not each.passes_on}", replace(each, passes_on=not each.passes_on)


def _of_rule(rule: DeclaredRule) -> Iterator[DeclaredRule]:
    assert rule.when is not None, "reservations and streams are single rules"
    for node in variants(rule.when):
        yield replace(rule, when=node)


def _condition(rule: DeclaredRule) -> str:
    assert rule.when is not None, "reservations and streams are single rules"
    return write(rule.when)


def _at(items: tuple[_Item, ...], at: int, *new: _Item) -> tuple[_Item, ...]:
    """The items with one of them replaced, or left out."""
    return (*items[:at], *new, *items[at + 1 :])
