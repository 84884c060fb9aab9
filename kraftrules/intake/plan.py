"""What an intake needs of a ruleset: its order, and the conditions of its reservations and streams."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from kraftrules.feel.write import write
from kraftrules.plan import Plan
from kraftrules.reading import Reading, facts_below, make_reading
from kraftrules.ruleset.declaration import DeclaredIntake, DeclaredRule, TieBreak
from kraftrules.values import Unknown, Value

SHOWN = ("sex", "age", "receives_social_assistance", "disability")
SHOWN_TYPES = ("boolean", "category", "integer")
_NOT_IN_COLUMNS = ("list", "identifier")


@dataclass(frozen=True)
class IntakePlan:
    """The decision rules, and a reading of what the intake asks beside them.

    The reading's conditions are those of the reservations and then of the streams; it wants every
    fact that these read, that ties order by, or by which the composition of an intake is shown.
    """

    plan: Plan
    reading: Reading

    @property
    def declared(self) -> DeclaredIntake:
        """The reservations and streams."""
        return self.plan.declared.intake

    @property
    def ties(self) -> tuple[TieBreak, ...]:
        """What orders those with equal points."""
        return self.plan.declared.ties

    @property
    def has_lottery(self) -> bool:
        """Whether lots are drawn, so that a seed is needed."""
        return any(tie.by is None for tie in self.ties)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The facts that the ties, the reservations and the streams read, beside the decision rules."""
        ties = [tie.by for tie in self.ties if tie.by is not None]
        names = [name for rule in self.declared.rules for name in rule.names]
        definitions = self.plan.declared.definitions
        return tuple(dict.fromkeys([*ties, *facts_below(names, definitions)]))

    @cached_property
    def whole(self) -> Reading:
        """What the decisions and the intake read together, with the conditions of the decisions first.

        Of the facts wanted it wants those that columns hold as they are: the others it only reads.
        """
        declared, facts = self.plan.declared, self.plan.facts
        rules = [*declared.rules, *self.declared.rules]
        wanted = [name for name in self.reading.wanted if facts[name].type not in _NOT_IN_COLUMNS]
        return make_reading(facts, rules, declared.definitions, declared.derivations, wanted)

    @cached_property
    def wanted(self) -> Mapping[str, int]:
        """Where among the values read each fact stands."""
        return MappingProxyType({name: at for at, name in enumerate(self.reading.wanted)})

    def known(self, values: Sequence[Value]) -> Mapping[str, Value]:
        """The known ones among the values read of a person, by name."""
        pairs = zip(self.reading.wanted, values, strict=True)
        return {name: value for name, value in pairs if not isinstance(value, Unknown)}

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of what decides an intake: the decision rules, the reservations and the streams."""
        meaning = {
            "rules": self.plan.fingerprint,
            "reservations": [
                {"id": each.rule.id, "when": _when(each.rule), "number": each.number,
                 "share": None if each.share is None else f"{each.share.normalize():f}"}
                for each in self.declared.reservations
            ],
            "streams": [
                {"id": each.rule.id, "when": _when(each.rule), "seats": each.seats, "per": each.per,
                 "closed": sorted(each.closed), "passes_on": each.passes_on}
                for each in self.declared.streams
            ],
            "definitions": {each.id: write(each.value) for each in self.reading.definitions},
        }  # fmt: skip
        canonical = json.dumps(meaning, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def make_intake_plan(plan: Plan) -> IntakePlan:
    """What an intake needs of a plan's ruleset."""
    declared = plan.declared
    intake = declared.intake
    ties = [tie.by for tie in declared.ties if tie.by is not None]
    shown = [name for name in SHOWN if name in plan.facts and plan.facts[name].type in SHOWN_TYPES]
    names = [name for rule in intake.rules for name in rule.names]
    wanted = dict.fromkeys([*ties, *shown, *facts_below(names, declared.definitions)])
    reading = make_reading(
        plan.facts, intake.rules, declared.definitions, declared.derivations, list(wanted)
    )
    return IntakePlan(plan, reading)


def _when(rule: DeclaredRule) -> str:
    assert rule.when is not None, "reservations and streams are single rules"
    return write(rule.when)
