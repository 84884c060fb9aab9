"""Conditions about one person, or one enrolment, and what has to be read to judge them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.feel.evaluate import Observer, Scope, Selection, evaluate, truth
from kraftrules.feel.nodes import Node
from kraftrules.refusal import allowed
from kraftrules.ruleset.declaration import DeclaredDefinition, DeclaredRule, Derivation
from kraftrules.text import Text
from kraftrules.values import FIRST_DATE, LAST_DATE, Unknown, Value
from kraftrules.vocabulary import Fact


@dataclass(frozen=True)
class Reading:
    """What engines judge: *conditions* in a row, each by the id of its rule.

    *facts* are all that can be given, by name. *inputs* are those that can be read of what is given,
    for the conditions and for the facts *wanted*, whose values somebody asks for. *derivations* and
    *definitions* are those that are used, each after what it reads.
    """

    facts: Mapping[str, Fact]
    inputs: tuple[Fact, ...]
    derivations: tuple[Derivation, ...]
    definitions: tuple[DeclaredDefinition, ...]
    conditions: tuple[tuple[str, Node], ...]
    wanted: tuple[str, ...] = ()


def make_reading(
    facts: Mapping[str, Fact],
    rules: Iterable[DeclaredRule],
    definitions: Sequence[DeclaredDefinition] = (),
    derivations: Sequence[Derivation] = (),
    wanted: Sequence[str] = (),
) -> Reading:
    """What has to be read for the conditions of some rules and for the facts *wanted*."""
    leaves = [rule for rule in rules if rule.when is not None]
    names = facts_below([n for rule in leaves for n in rule.names], definitions)
    inputs, worked_out = _inputs(dict.fromkeys([*names, *wanted]), derivations)
    used = _used_definitions(leaves, definitions)
    return Reading(
        facts=facts,
        inputs=tuple(facts[name] for name in inputs),
        derivations=tuple(each for each in derivations if each.fact in worked_out),
        definitions=tuple(each for each in definitions if each.id in used),
        conditions=tuple((rule.id, rule.when) for rule in leaves if rule.when is not None),
        wanted=tuple(wanted),
    )


def bind(
    reading: Reading, values: Mapping[str, Value], on: date, observe: Observer | None = None
) -> Scope:
    """The scope in which the conditions are evaluated for one person.

    *values* are the known facts among the inputs. A fact that is neither given nor can be
    worked out is unknown, and named itself. Raises `FactError` where a fact that is worked out
    comes out of its bounds.
    """
    names: dict[str, Value | Selection] = {
        fact.id: values.get(fact.id, Unknown((fact.id,))) for fact in reading.inputs
    }
    for derivation in reading.derivations:
        if isinstance(names[derivation.fact], Unknown):
            value = evaluate(derivation.value, Scope(names, on))
            names[derivation.fact] = derived(reading.facts[derivation.fact], value)
    for definition in reading.definitions:
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


def judge(reading: Reading, scope: Scope) -> int:
    """The verdicts of the conditions by the definition, as a key for `kraftrules.plan.settle_pattern`."""
    key = 0
    for at, (_, node) in enumerate(reading.conditions):
        value = truth(node, scope)
        if not isinstance(value, Unknown):
            key |= (1 if value else 2) << 2 * at
    return key


def facts_below(names: Iterable[str], definitions: Sequence[DeclaredDefinition]) -> list[str]:
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
