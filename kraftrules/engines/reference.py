"""The definition itself as an engine: slow, and what every other engine is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kraftrules.decision import Decision
from kraftrules.given import accept_all, accept_day, as_mapping
from kraftrules.plan import Plan, settle_pattern
from kraftrules.reading import bind, judge
from kraftrules.values import UNKNOWN


@dataclass(frozen=True, slots=True)
class ReferenceEngine:
    """Decides by evaluating every condition as `kraftrules.feel.evaluate` defines it."""

    plan: Plan

    def decide(self, facts: Mapping[str, object], on: date, ignore_extra: bool = False) -> Decision:
        """Decide about one person; raises `FactError`."""
        given = accept_all(self.plan.facts, as_mapping(facts), ignore_extra=ignore_extra)
        day = accept_day(on)
        pattern = settle_pattern(self.plan, judge(self.plan, bind(self.plan, given, day)))
        values = tuple(given.get(fact.id, UNKNOWN) for fact in self.plan.inputs)
        return Decision(self, values, day, pattern)
