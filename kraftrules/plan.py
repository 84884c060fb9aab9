"""A declaration → what an engine needs: conditions in a row, groups lowered to counts, facts to read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.feel.evaluate import Observer, Scope, Selection, Truth, evaluate, settle, truth
from kraftrules.feel.nodes import Node
from kraftrules.feel.write import write
from kraftrules.given import allowed
from kraftrules.ruleset.declaration import Declaration, DeclaredDefinition, DeclaredRule, Derivation
from kraftrules.text import Text
from kraftrules.values import FIRST_DATE, LAST_DATE, UNKNOWN, Unknown, Value
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


@dataclass(frozen=True)
class Plan:
    """What engines see. *conditions* are those of the criteria, the exclusions and the factors in
    the order written; *inputs* are the facts that they can read of what is given, in that order.

    *derivations* and *definitions* are those that the conditions use, each after what it reads.
    """

    declared: Declaration
    inputs: tuple[Fact, ...]
    derivations: tuple[Derivation, ...]
    definitions: tuple[DeclaredDefinition, ...]
    conditions: tuple[tuple[str, Node], ...]

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of what the rules mean, in hexadecimal; labels, sources and layout do not count."""
        canonical = json.dumps(_meaning(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every fact that a person can have, by name."""
        return self.declared.vocabulary.of("person")

    @cached_property
    def reads(self) -> Mapping[str, tuple[str, ...]]:
        """The facts that each rule reads, in the order written; those of a group are its members'."""
        found = {}
        for rule in self.declared.rules:
            names = [name for each in rule.walk() for name in each.names]
            found[rule.id] = tuple(dict.fromkeys(_without_definitions(names, self.definitions)))
        return MappingProxyType(found)


def make_plan(declared: Declaration) -> Plan:
    """The plan of a checked ruleset."""
    leaves = [rule for rule in declared.rules if rule.when is not None]
    names = _without_definitions([n for rule in leaves for n in rule.names], declared.definitions)
    inputs, derivations = _inputs(dict.fromkeys(names), declared.derivations)
    facts = declared.vocabulary.of("person")
    used = _used_definitions(leaves, declared.definitions)
    return Plan(
        declared=declared,
        inputs=tuple(facts[name] for name in inputs),
        derivations=tuple(each for each in declared.derivations if each.fact in derivations),
        definitions=tuple(each for each in declared.definitions if each.id in used),
        conditions=tuple((rule.id, rule.when) for rule in leaves if rule.when is not None),
    )


def bind(
    plan: Plan, values: Mapping[str, Value], on: date, observe: Observer | None = None
) -> Scope:
    """The scope in which the plan's conditions are evaluated for one person.

    *values* are the known facts among the plan's inputs. A fact that is neither given nor can be
    worked out is unknown, and named itself. Raises `FactError` where a fact that is worked out
    comes out of its bounds.
    """
    names: dict[str, Value | Selection] = {
        fact.id: values.get(fact.id, Unknown((fact.id,))) for fact in plan.inputs
    }
    for derivation in plan.derivations:
        if isinstance(names[derivation.fact], Unknown):
            value = evaluate(derivation.value, Scope(names, on))
            names[derivation.fact] = derived(plan.facts[derivation.fact], value)
    for definition in plan.definitions:
        names[definition.id] = evaluate(definition.value, Scope(names, on))
    return Scope(names, on, observe)


def derived(fact: Fact, value: Value | Selection) -> Value:
    """The value of a fact that was worked out; raises `FactError` where it is out of bounds.

    None is unknown where the fact cannot be none, as when it is given.
    """
    if isinstance(value, Unknown) or (value is None and not fact.none_allowed):
        return Unknown((fact.id,))
    assert not isinstance(value, Selection), "the checker has seen to the type"
    if not _within(fact, value):
        hint = Text(
            f"Uppgiften räknas ut: {fact.derivation}.", f"It is worked out: {fact.derivation}."
        )
        raise FactError([FactProblem(fact.id, str(value), allowed(fact), hint)])
    return value


def _within(fact: Fact, value: Value) -> bool:
    if isinstance(value, date):
        return FIRST_DATE <= value <= LAST_DATE
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return fact.low <= value <= fact.high
    return True


def judge(plan: Plan, scope: Scope) -> int:
    """The verdicts of the conditions by the definition, as a key for `settle_pattern`."""
    key = 0
    for at, (_, node) in enumerate(plan.conditions):
        value = truth(node, scope)
        if not isinstance(value, Unknown):
            key |= (1 if value else 2) << 2 * at
    return key


def settle_pattern(plan: Plan, key: int) -> Pattern:
    """What follows from the conditions' verdicts; two bits a condition: 1 met, 2 not met, 0 unknown."""
    declared = plan.declared
    truths = _Truths(key)
    whole, criteria = _fold(declared.target_group, truths)
    exclusions = [_fold(rule, truths)[0] for rule in declared.exclusions]
    factors = [_fold(rule, truths)[0] for rule in declared.factors]
    return Pattern(
        outcome=_outcome(whole, exclusions),
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


def _without_definitions(
    names: Iterable[str], definitions: Sequence[DeclaredDefinition]
) -> list[str]:
    """The facts among *names*, and those that the definitions among them come down to."""
    by_id = {each.id: each for each in definitions}
    facts: dict[str, tuple[str, ...]] = {}
    for each in definitions:  # each reads only those before it
        below = [
            fact for name in each.names for fact in (facts[name] if name in by_id else (name,))
        ]
        facts[each.id] = tuple(dict.fromkeys(below))
    return [fact for name in names for fact in (facts[name] if name in by_id else (name,))]


def _used_definitions(
    rules: Iterable[DeclaredRule], definitions: Sequence[DeclaredDefinition]
) -> set[str]:
    used = {name for rule in rules for name in rule.names}
    for each in reversed(definitions):
        if each.id in used:
            used.update(each.names)
    return used


def _inputs(names: Iterable[str], derivations: Sequence[Derivation]) -> tuple[list[str], set[str]]:
    """The facts to read, those that others are worked out from among them, and what is worked out."""
    by_fact = {each.fact: each for each in derivations}
    inputs: dict[str, None] = {}
    waiting = list(reversed(list(names)))
    while waiting:
        name = waiting.pop()
        if name not in inputs:
            inputs[name] = None
            waiting += reversed(by_fact[name].names) if name in by_fact else ()
    return list(inputs), {name for name in inputs if name in by_fact}


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
