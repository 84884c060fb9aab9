"""A decision and its parts: data that can be read, explained, stored and made again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NoReturn, Protocol, Self

from kraftrules import explain
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.plan import Outcome, Pattern, Plan, Verdict, missing
from kraftrules.reading import bind
from kraftrules.refusal import shown
from kraftrules.ruleset.declaration import Citation, DeclaredRule
from kraftrules.text import LANGUAGES, Lang, Text
from kraftrules.values import UNKNOWN, Unknown, Value
from kraftrules.written import to_json


class Engine(Protocol):
    """What makes decisions by a plan."""

    @property
    def plan(self) -> Plan:
        """The plan that it decides by."""

    def decide(self, facts: Mapping[str, object], on: date, ignore_extra: bool = False) -> Decision:
        """Decide about one person; raises `FactError`."""


@dataclass(frozen=True, slots=True)
class RuleResult:
    """How one rule came out: *facts* are those that it read, an unknown one as `UNKNOWN`."""

    id: str
    verdict: Verdict
    label: Text
    source: Citation | None
    facts: Mapping[str, Value]
    points: int = 0


@dataclass(frozen=True, slots=True)
class PriorityResult:
    """The points that a person has, and has at most if what is unknown turns out that way."""

    points: int
    points_at_most: int
    factors: tuple[RuleResult, ...]


class Decision:
    """A decision about one person on one day. Immutable; equal to one with the same rules and facts.

    What is not needed for the outcome is worked out when it is asked for.
    """

    __slots__ = ("_state",)
    _state: tuple[Engine, tuple[Value, ...], date, Pattern]

    def __new__(cls, engine: Engine, values: tuple[Value, ...], on: date, pattern: Pattern) -> Self:
        """Only engines make decisions; *values* follow the plan's inputs, None where unknown
        unless the fact can be none."""
        self = object.__new__(cls)
        _SET_STATE(self, (engine, values, on, pattern))
        return self

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a decision is immutable: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a decision is immutable: {name} cannot be deleted")

    @property
    def outcome(self) -> Outcome:
        """``eligible``, ``not_eligible``, ``excluded`` or ``undetermined``."""
        return self._state[3].outcome

    @property
    def not_met(self) -> tuple[str, ...]:
        """The ids of the criteria and groups that are not met, in the order written."""
        return self._state[3].not_met

    @property
    def exclusions_met(self) -> tuple[str, ...]:
        """The ids of the exclusions that apply, in the order written."""
        return self._state[3].exclusions_met

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts of all rules: criteria, exclusions, factors, in the order written."""
        pattern = self._state[3]
        return (*pattern.criteria, *pattern.exclusions, *pattern.factors)

    @property
    def on(self) -> date:
        """The day that the decision is about."""
        return self._state[2]

    @property
    def ruleset(self) -> str:
        """The ruleset's id."""
        return self.plan.declared.id

    @property
    def edition(self) -> str:
        """The ruleset's edition."""
        return self.plan.declared.edition

    @property
    def fingerprint(self) -> str:
        """What the rules meant, as SHA-256 in hexadecimal."""
        return self.plan.fingerprint

    @property
    def plan(self) -> Plan:
        """The plan that was decided by."""
        return self._state[0].plan

    @property
    def engine(self) -> Engine:
        """The engine that decided."""
        return self._state[0]

    @property
    def facts_given(self) -> Mapping[str, Value]:
        """The facts that were given and that the rules can read; unknown ones are left out."""
        pairs = zip(self.plan.inputs, self._state[1], strict=True)
        known = {fact.id: value for fact, value in pairs
                 if not isinstance(value, Unknown) and (value is not None or fact.none_allowed)}  # fmt: skip
        return MappingProxyType(known)

    @property
    def facts_used(self) -> Mapping[str, Value]:
        """The facts given that the decision rests on: replaying with them gives the same decision.

        A fact that others are worked out from is left out where those were given themselves.
        """
        given = self.facts_given
        read = {name for names in self.plan.reads.values() for name in names}
        for derivation in reversed(self.plan.derivations):
            if derivation.fact in read and derivation.fact not in given:
                read.update(derivation.names)
        return MappingProxyType({name: value for name, value in given.items() if name in read})

    @property
    def facts_read(self) -> Mapping[str, Value]:
        """Every fact that the rules read, given or worked out; an unknown one as `UNKNOWN`."""
        names = bind(self.plan, self.facts_given, self.on).names
        found: dict[str, Value] = {}
        for fact in self.plan.inputs:
            value = names[fact.id]
            found[fact.id] = UNKNOWN if isinstance(value, Unknown) else value  # type: ignore[assignment]
        return MappingProxyType(found)

    @property
    def points(self) -> int:
        """The priority points, without the factors that give them."""
        return self._state[3].points

    @property
    def points_at_most(self) -> int:
        """The points if every unknown factor turned out to be met."""
        return self._state[3].points_at_most

    @property
    def criteria(self) -> tuple[RuleResult, ...]:
        """Groups and criteria, in the order written."""
        return self._results(self.plan.declared.criteria, self._state[3].criteria)

    @property
    def exclusions(self) -> tuple[RuleResult, ...]:
        """Exclusions, in the order written; ``met`` means that the exclusion applies."""
        return self._results(self.plan.declared.exclusions, self._state[3].exclusions)

    @property
    def priority(self) -> PriorityResult:
        """The points, and the factors that give them."""
        pattern = self._state[3]
        factors = self._results(self.plan.declared.factors, pattern.factors)
        return PriorityResult(pattern.points, pattern.points_at_most, factors)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that are unknown and could still change the outcome, in rule order.

        Empty unless the outcome is ``undetermined``.
        """
        if self.outcome is not Outcome.UNDETERMINED:
            return ()
        return missing(self.plan, bind(self.plan, self.facts_given, self.on))

    def explain(self, lang: Lang = "sv") -> str:
        """The reasons in sentences for a person to read, in Swedish or English."""
        if lang not in LANGUAGES:
            allowed = Text("tillåtet är sv eller en", "allowed is sv or en")
            raise FactError([FactProblem("lang", shown(lang), allowed)])
        return explain.explain(self, lang)

    def to_dict(self) -> dict[str, object]:
        """The decision as JSON has it, in a fixed order; `kraftrules.replay` makes it again."""
        declared, pattern = self.plan.declared, self._state[3]
        factors = self._as_json(declared.factors, pattern.factors)
        return {
            "ruleset": self.ruleset,
            "edition": self.edition,
            "fingerprint": self.fingerprint,
            "on": self.on.isoformat(),
            "outcome": self.outcome.value,
            "criteria": self._as_json(declared.criteria, pattern.criteria),
            "exclusions": self._as_json(declared.exclusions, pattern.exclusions),
            "missing": list(self.missing),
            "priority": {
                "points": pattern.points,
                "points_at_most": pattern.points_at_most,
                "factors": [
                    {**each, "points": rule.points}
                    for rule, each in zip(declared.factors, factors, strict=True)
                ],
            },
            "facts_used": {name: to_json(value) for name, value in self.facts_used.items()},
        }

    def _as_json(
        self, rules: Sequence[DeclaredRule], verdicts: Sequence[Verdict]
    ) -> list[dict[str, object]]:
        return [
            {"id": rule.id, "verdict": verdict.value, "facts": list(self.plan.reads[rule.id])}
            for rule, verdict in zip(rules, verdicts, strict=True)
        ]

    def _results(
        self, rules: Sequence[DeclaredRule], verdicts: Sequence[Verdict]
    ) -> tuple[RuleResult, ...]:
        read = self.facts_read
        return tuple(
            RuleResult(
                id=rule.id,
                verdict=verdict,
                label=rule.label,
                source=rule.source,
                facts=MappingProxyType({name: read[name] for name in self.plan.reads[rule.id]}),
                points=rule.points,
            )
            for rule, verdict in zip(rules, verdicts, strict=True)
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Decision):
            return NotImplemented
        return (self.fingerprint, self.on, dict(self.facts_used)) == (
            other.fingerprint, other.on, dict(other.facts_used))  # fmt: skip

    __hash__ = None  # type: ignore[assignment]

    def __copy__(self) -> Decision:
        return self

    def __deepcopy__(self, memo: object) -> Decision:
        return self

    def __repr__(self) -> str:
        name = self.plan.declared.name
        return f"<Decision {self.outcome.value} by {name} on {self.on}>"


_SET_STATE = Decision.__dict__["_state"].__set__
