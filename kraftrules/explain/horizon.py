"""What time alone changes: the days on which rules and outcome turn if nothing else happens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kraftrules.diagnostics import FactError
from kraftrules.values import LAST_DATE, Value, add_months, whole_months
from kraftrules.vocabulary import Fact

if TYPE_CHECKING:
    from kraftrules.decision import Decision

YEARS_AHEAD = 5


@dataclass(frozen=True, slots=True)
class Turn:
    """The first day on which a rule's verdict, or the outcome, is another.

    *turned* are the rules that are otherwise than the day before.
    """

    day: date
    decision: Decision
    turned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Horizon:
    """The first turn of each rule by id, and of the outcome; what does not turn is left out."""

    rules: Mapping[str, Turn]
    outcome: Turn | None


def horizon(decision: Decision) -> Horizon:
    """Follow a person day by day: five years, or to the edition's last day if that comes first.

    Dates stand still while `today()` moves; facts that grow with time grow, unless they are nought,
    for then the state that they count may not have begun.
    """
    facts = decision.facts_used
    growing = {name: fact for name, fact in decision.plan.facts.items() if _grows(fact, facts)}
    rules: dict[str, Turn] = {}
    outcome: Turn | None = None
    before = decision
    for day in _days(decision):
        try:
            then = decision.engine.decide(
                {**facts, **_grown(growing, facts, decision.on, day)}, day
            )
        except FactError:
            break  # somebody would be older than the vocabulary allows
        for name in _turned(decision, then):
            rules.setdefault(name, Turn(day, then))
        if outcome is None and then.outcome is not decision.outcome:
            outcome = Turn(day, then, tuple(_turned(before, then)))
        before = then
    return Horizon(rules, outcome)


def _days(decision: Decision) -> list[date]:
    last = add_months(decision.on, 12 * YEARS_AHEAD) if decision.on.year < 2290 else LAST_DATE
    end = decision.plan.declared.in_force.to
    last = min(last, end) if end else last
    return [decision.on + timedelta(days=n) for n in range(1, (last - decision.on).days + 1)]


def _grows(fact: Fact, facts: Mapping[str, Value]) -> bool:
    value = facts.get(fact.id)
    return fact.grows_with_time and isinstance(value, int) and value > 0


def _grown(
    growing: Mapping[str, Fact], facts: Mapping[str, Value], start: date, day: date
) -> dict[str, int]:
    months = whole_months(start, day).count
    passed = {"days": (day - start).days, "months": months, "years": months // 12, None: 0}
    return {
        name: min(int(fact.high), _count(facts[name]) + passed.get(fact.unit, 0))
        for name, fact in growing.items()
    }


def _count(value: Value) -> int:
    assert isinstance(value, int)
    return value


def _turned(now: Decision, then: Decision) -> list[str]:
    """The rules whose verdicts differ."""
    rules = now.plan.declared.rules
    return [
        rule.id
        for rule, one, other in zip(rules, now.verdicts, then.verdicts, strict=True)
        if one is not other
    ]
