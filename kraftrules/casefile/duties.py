"""What must be done for a person, by when, and whether it has been: judged by the ruleset's duties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kraftrules.feel.evaluate import Scope, Truth, evaluate, truth
from kraftrules.reading import Reading, bind, make_reading
from kraftrules.ruleset.declaration import Citation, Declaration, DeclaredDuty, DeclaredRule
from kraftrules.text import Text
from kraftrules.values import Unknown, Value


class DutyStatus(StrEnum):
    """How a duty stands on a day."""

    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    DUE = "due"
    OVERDUE = "overdue"
    FULFILLED = "fulfilled"


@dataclass(frozen=True, slots=True)
class Duty:
    """How one duty stands. *due* is its last day, None where none is set.

    *done_on* is the day on which it was fulfilled, where the facts tell. *missing* names the facts
    that are unknown and would settle how it stands; empty unless that is unknown.
    """

    id: str
    label: Text
    status: DutyStatus
    due: date | None = field(repr=False)
    done_on: date | None = field(repr=False)
    missing: tuple[str, ...]
    source: Citation | None

    @property
    def late(self) -> bool:
        """Whether it was fulfilled after its last day."""
        return self.done_on is not None and self.due is not None and self.done_on > self.due


def duty_reading(declared: Declaration) -> Reading:
    """What has to be read to judge the duties of a ruleset."""
    facts = declared.vocabulary.of("person")
    rules = [_as_rule(duty) for duty in declared.duties]
    return make_reading(facts, rules, declared.definitions, declared.derivations)


def judge_duties(
    declared: Declaration, reading: Reading, values: Mapping[str, Value], on: date
) -> tuple[Duty, ...]:
    """How every duty stands on a day, in the order written.

    *values* are the known facts. Raises `FactError` where a fact that is worked out comes out of
    its bounds.
    """
    scope = bind(reading, values, on)
    return tuple(_judge(duty, scope) for duty in declared.duties)


def _as_rule(duty: DeclaredDuty) -> DeclaredRule:
    """A rule that reads everything that a duty does."""
    return DeclaredRule(duty.id, duty.label, duty.place, when=duty.when, names=duty.names)


def _judge(duty: DeclaredDuty, scope: Scope) -> Duty:
    applies = truth(duty.when, scope)
    done, done_on = _done(duty, scope)
    due = None if duty.due is None else evaluate(duty.due, scope)
    status, missing = _status(applies, done, due, scope.today)
    last_day = due if isinstance(due, date) else None
    return Duty(duty.id, duty.label, status, last_day, done_on, missing, duty.source)


def _done(duty: DeclaredDuty, scope: Scope) -> tuple[Truth, date | None]:
    """Whether a duty is fulfilled, and since which day; a day to come is a plan, and fulfils nothing."""
    if not duty.dated:
        return truth(duty.done, scope), None
    value = evaluate(duty.done, scope)
    if isinstance(value, Unknown):
        return value, None
    done = isinstance(value, date) and value <= scope.today
    return done, value if done and isinstance(value, date) else None


def _status(
    applies: Truth, done: Truth, due: object, today: date
) -> tuple[DutyStatus, tuple[str, ...]]:
    """How a duty stands, and what is missing: never more certain than what is known makes it."""
    if applies is False:
        return DutyStatus.NOT_APPLICABLE, ()
    unknowns = [value for value in (applies, done) if isinstance(value, Unknown)]
    if not unknowns and done is True:
        return DutyStatus.FULFILLED, ()
    if not unknowns and isinstance(due, Unknown):
        unknowns = [due]
    if unknowns:
        return DutyStatus.UNKNOWN, Unknown.join(unknowns).facts
    overdue = isinstance(due, date) and due < today
    return DutyStatus.OVERDUE if overdue else DutyStatus.DUE, ()
