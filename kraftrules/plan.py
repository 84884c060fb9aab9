"""A declaration → what an engine needs: conditions in a row, groups lowered to counts, facts to read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from kraftrules.feel.evaluate import Scope, Truth, settle, truth
from kraftrules.feel.write import write
from kraftrules.reading import Reading, facts_below, make_reading
from kraftrules.ruleset.declaration import Declaration, DeclaredRule
from kraftrules.values import UNKNOWN, Unknown
from kraftrules.vocabulary import Fact


class Verdict(StrEnum):
    """How a rule came out for a person."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """How a person came out."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    EXCLUDED = "excluded"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Everything that follows from which conditions are met, not met and unknown.

    *criteria*, *exclusions* and *factors* are verdicts in the order of the declaration's rules;
    *not_met* and *exclusions_met* are ids.
    """

    outcome: Outcome
    criteria: tuple[Verdict, ...]
    exclusions: tuple[Verdict, ...]
    factors: tuple[Verdict, ...]
    not_met: tuple[str, ...]
    exclusions_met: tuple[str, ...]
    points: int
    points_at_most: int


@dataclass(frozen=True, kw_only=True)
class Plan(Reading):
    """What engines decide by: the conditions of the criteria, the exclusions and the factors in the
    order written, and what they read."""

    declared: Declaration

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of what the rules mean, in hexadecimal; labels, sources and layout do not count."""
        canonical = json.dumps(_meaning(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @cached_property
    def reads(self) -> Mapping[str, tuple[str, ...]]:
        """The facts that each rule reads, in the order written; those of a group are its members'."""
        found = {}
        for rule in self.declared.rules:
            names = [name for each in rule.walk() for name in each.names]
            found[rule.id] = tuple(dict.fromkeys(facts_below(names, self.definitions)))
        return MappingProxyType(found)


def make_plan(declared: Declaration) -> Plan:
    """The plan of a checked ruleset."""
    facts = declared.vocabulary.of("person")
    reading = make_reading(facts, declared.rules, declared.definitions, declared.derivations)
    return Plan(
        declared=declared,
        facts=facts,
        inputs=reading.inputs,
        derivations=reading.derivations,
        definitions=reading.definitions,
        conditions=reading.conditions,
    )


def settle_pattern(plan: Plan, key: int) -> Pattern:
    """What follows from the conditions' verdicts; two bits a condition: 1 met, 2 not met, 0 unknown."""
    declared = plan.declared
    truths = _Truths(key)
    _, criteria = _fold(declared.target_group, truths)
    exclusions = [_fold(rule, truths)[0] for rule in declared.exclusions]
    factors = [_fold(rule, truths)[0] for rule in declared.factors]
    return pattern_of(plan, criteria, exclusions, factors)


def pattern_of(
    plan: Plan, criteria: Sequence[Truth], exclusions: Sequence[Truth], factors: Sequence[Truth]
) -> Pattern:
    """What follows from the rules' truth values; the first of the *criteria* is the target group's."""
    declared = plan.declared
    return Pattern(
        outcome=_outcome(criteria[0], exclusions),
        criteria=tuple(map(verdict, criteria[1:])),
        exclusions=tuple(map(verdict, exclusions)),
        factors=tuple(map(verdict, factors)),
        not_met=_ids(declared.criteria, criteria[1:], False),
        exclusions_met=_ids(declared.exclusions, exclusions, True),
        points=sum(rule.points for rule, each in zip(declared.factors, factors, strict=True) if each is True),
        points_at_most=sum(rule.points for rule, each in zip(declared.factors, factors, strict=True) if each is not False),
    )  # fmt: skip


def missing(plan: Plan, scope: Scope) -> tuple[str, ...]:
    """The facts that are unknown and could still change an undetermined outcome, in rule order."""
    whole = combine(plan.declared.target_group, scope)
    exclusions = [combine(rule, scope) for rule in plan.declared.exclusions]
    return Unknown.join(each for each in (whole, *exclusions) if isinstance(each, Unknown)).facts


def combine(rule: DeclaredRule, scope: Scope) -> Truth:
    """A rule's truth by the definition; an unknown one names the facts that could settle it."""
    if rule.when is not None:
        return truth(rule.when, scope)
    return at_least(rule.need, [combine(member, scope) for member in rule.members])


def at_least(need: int, values: Sequence[Truth]) -> Truth:
    """Whether at least *need* of the values are true, under Kleene logic."""
    met = sum(value is True for value in values)
    possible = sum(value is not False for value in values)
    if met >= need or possible < need:
        return met >= need
    return settle(True, [value for value in values if isinstance(value, Unknown)])


def verdict(value: object) -> Verdict:
    """A truth value as a verdict."""
    if isinstance(value, Unknown):
        return Verdict.UNKNOWN
    return Verdict.MET if value else Verdict.NOT_MET


class _Truths:
    """The conditions' truth values, one after another, out of a key."""

    def __init__(self, key: int) -> None:
        self.key = key

    def next(self) -> Truth:
        bits = self.key & 3
        self.key >>= 2
        return UNKNOWN if bits == 0 else bits == 1


def _fold(rule: DeclaredRule, truths: _Truths) -> tuple[Truth, list[Truth]]:
    """A rule's truth, and those of the rule and all below it in the order written."""
    if rule.when is not None:
        value = truths.next()
        return value, [value]
    folded = [_fold(member, truths) for member in rule.members]
    value = at_least(rule.need, [own for own, _ in folded])
    return value, [value, *(each for _, below in folded for each in below)]


def _outcome(whole: Truth, exclusions: Sequence[Truth]) -> Outcome:
    if whole is False:
        return Outcome.NOT_ELIGIBLE
    if any(each is True for each in exclusions):
        return Outcome.EXCLUDED
    if any(isinstance(each, Unknown) for each in (whole, *exclusions)):
        return Outcome.UNDETERMINED
    return Outcome.ELIGIBLE


def _ids(rules: Sequence[DeclaredRule], values: Sequence[Truth], wanted: bool) -> tuple[str, ...]:
    return tuple(rule.id for rule, value in zip(rules, values, strict=True) if value is wanted)


def _meaning(plan: Plan) -> object:
    """What the rules mean, as JSON: nothing in it depends on how they are laid out or labelled."""
    declared = plan.declared
    return {
        "format": 1,
        "ruleset": declared.id,
        "edition": declared.edition,
        "target_group": _rule_meaning(declared.target_group),
        "exclusions": [_rule_meaning(rule) for rule in declared.exclusions],
        "factors": [{**_rule_meaning(rule), "points": rule.points} for rule in declared.factors],
        "ties": [{"by": tie.by, "descending": tie.descending} for tie in declared.ties],
        "definitions": {each.id: write(each.value) for each in plan.definitions},
        "derivations": {each.fact: write(each.value) for each in plan.derivations},
        "facts": {fact.id: _fact_meaning(fact) for fact in plan.inputs},
    }


def _rule_meaning(rule: DeclaredRule) -> dict[str, object]:
    if rule.when is not None:
        return {"id": rule.id, "when": write(rule.when)}
    members = [_rule_meaning(member) for member in rule.members]
    return {"id": rule.id, "at_least": rule.need, "of": members}


def _fact_meaning(fact: Fact) -> dict[str, object]:
    return {
        "type": fact.type,
        "minimum": str(fact.minimum),
        "maximum": str(fact.maximum),
        "none_allowed": fact.none_allowed,
        "values": sorted(fact.values or ()),
        "items": {name: [item.type, item.none_allowed] for name, item in fact.fields.items()},
    }
