"""Rulesets with one thing changed: whether the scenarios notice tells how well they hold the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kraftrules.bdd.errors import DoesNotHold
from kraftrules.bdd.intakes import IntakeCase
from kraftrules.bdd.mutate_intakes import intake_changes, noticed_of_intakes
from kraftrules.bdd.variants import variants
from kraftrules.bdd.world import Case
from kraftrules.decision import Decision, Engine
from kraftrules.engines.python import PythonEngine
from kraftrules.feel.write import write
from kraftrules.intake.reader import Decide
from kraftrules.plan import Outcome, make_plan
from kraftrules.ruleset.declaration import Declaration, DeclaredRule, TieBreak

_Item = TypeVar("_Item")
_Rules = tuple[DeclaredRule, ...]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A ruleset with one change: in which rule, and what it says now; *of_intake* where no decision
    can turn out another way by it."""

    rule: str
    change: str
    declared: Declaration
    of_intake: bool = False

    @property
    def name(self) -> str:
        """The edition, the rule and the change, in a line."""
        return f"{self.declared.name} {self.rule}: {self.change}"


def survivors(cases: Iterable[Case], intakes: Iterable[IntakeCase] = ()) -> list[Mutant]:
    """The mutants of every ruleset that the cases are about which no case notices."""
    declared: dict[str, Declaration] = {}
    by_ruleset: dict[str, list[Case]] = {}
    held: dict[str, list[IntakeCase]] = {}
    for case in cases:
        declared[case.ruleset.declaration.name] = case.ruleset.declaration
        by_ruleset.setdefault(case.ruleset.declaration.name, []).append(case)
    for one in intakes:
        declared[one.ruleset.declaration.name] = one.ruleset.declaration
        held.setdefault(one.ruleset.declaration.name, []).append(one)
    return [
        mutant
        for name in sorted(declared)
        for mutant in mutants(declared[name])
        if not noticed(mutant, by_ruleset.get(name, ()), held.get(name, ()))
    ]


def noticed(mutant: Mutant, cases: Sequence[Case], intakes: Sequence[IntakeCase] = ()) -> bool:
    """Whether some claim that held does not hold of the mutant's decisions about the same people,
    or of the intake that it gives."""
    if mutant.of_intake:
        return bool(intakes) and noticed_of_intakes(mutant.declared, _own(intakes[0]), intakes)
    engine = PythonEngine(make_plan(mutant.declared))
    return _noticed_of_decisions(engine, cases) or noticed_of_intakes(
        mutant.declared, engine.decide, intakes
    )


def _own(case: IntakeCase) -> Decide:
    """The ruleset's own decisions."""
    return lambda facts, on, ignore_extra: case.ruleset.decide(facts, on, ignore_extra=ignore_extra)


def _noticed_of_decisions(engine: Engine, cases: Sequence[Case]) -> bool:
    made: dict[int, Mapping[str, Decision]] = {}
    for case in cases:
        if id(case.decisions) not in made:
            made[id(case.decisions)] = _decided(engine, case)
        decisions = made[id(case.decisions)]
        if decisions and not _holds(case, decisions):
            return True
    return False


def _decided(engine: Engine, case: Case) -> Mapping[str, Decision]:
    """The mutant's decisions; none where they are those that the ruleset itself makes."""
    found = {name: engine.decide(facts, case.on, True) for name, facts in case.people.items()}
    same = all(_seen(found[name]) == _seen(case.decisions[name]) for name in found)
    return {} if same else found


def _seen(decision: Decision) -> object:
    """All that a claim can be made of."""
    missing = decision.missing if decision.outcome is Outcome.UNDETERMINED else ()
    priority = decision.priority
    ties = decision.plan.declared.ties
    return (
        decision.outcome,
        decision.verdicts,
        missing,
        priority.points,
        priority.points_at_most,
        ties,
    )


def _holds(case: Case, decisions: Mapping[str, Decision]) -> bool:
    try:
        case.check(decisions)
    except DoesNotHold:
        return False
    except StopIteration:
        return True  # the claim is about the rule that was dropped: the outcome must tell instead
    return True


def mutants(declared: Declaration) -> Iterator[Mutant]:
    """Every mutant of a ruleset: one change each in a condition, a group, an exclusion, points,
    ties, or the intake."""
    for rule, change, group in _of_rule(declared.target_group):
        yield Mutant(rule, change, replace(declared, target_group=group))
    for rule, change, exclusions in _of_exclusions(declared.exclusions):
        yield Mutant(rule, change, replace(declared, exclusions=exclusions))
    for rule, change, factors in _of_factors(declared.factors):
        yield Mutant(rule, change, replace(declared, factors=factors))
    for change, ties in _of_ties(declared.ties):
        yield Mutant("ties", change, replace(declared, ties=ties))
    yield from _of_values(declared)
    for rule, change, intake in intake_changes(declared.intake):
        yield Mutant(rule, change, replace(declared, intake=intake), of_intake=True)


def _of_exclusions(rules: _Rules) -> Iterator[tuple[str, str, _Rules]]:
    for at, rule in enumerate(rules):
        yield rule.id, "dropped", _at(rules, at)
        for name, change, changed in _of_rule(rule):
            yield name, change, _at(rules, at, changed)


def _of_factors(rules: _Rules) -> Iterator[tuple[str, str, _Rules]]:
    for at, rule in enumerate(rules):
        more = replace(rule, points=rule.points + 1)
        yield rule.id, f"points: {more.points}", _at(rules, at, more)
        for name, change, changed in _of_rule(rule):
            yield name, change, _at(rules, at, changed)


def _of_ties(ties: tuple[TieBreak, ...]) -> Iterator[tuple[str, tuple[TieBreak, ...]]]:
    for at, tie in enumerate(ties):
        yield f"{tie.by or 'lottery'} dropped", _at(ties, at)
        if tie.by is not None:
            yield f"{tie.by} turned", _at(ties, at, replace(tie, descending=not tie.descending))


def _of_values(declared: Declaration) -> Iterator[Mutant]:
    """Changes in what the conditions use: definitions, and facts worked out from others."""
    plan = make_plan(declared)
    for at, each in enumerate(declared.definitions):
        for node in variants(each.value) if each in plan.definitions else ():
            defined = _at(declared.definitions, at, replace(each, value=node))
            yield Mutant(each.id, write(node), replace(declared, definitions=defined))
    for at, one in enumerate(declared.derivations):
        for node in variants(one.value) if one in plan.derivations else ():
            derived = _at(declared.derivations, at, replace(one, value=node))
            yield Mutant(one.fact, write(node), replace(declared, derivations=derived))


def _at(items: tuple[_Item, ...], at: int, *new: _Item) -> tuple[_Item, ...]:
    """The items with one of them replaced, or left out."""
    return (*items[:at], *new, *items[at + 1 :])


def _of_rule(rule: DeclaredRule) -> Iterator[tuple[str, str, DeclaredRule]]:
    """Each change in a rule or below it: the id of the rule changed, the change, the whole changed."""
    if rule.when is not None:
        for node in variants(rule.when):
            yield rule.id, write(node), replace(rule, when=node)
        return
    for need in _other_needs(rule.need, len(rule.members)):
        yield (
            rule.id or "target_group",
            f"at_least: {need} of {len(rule.members)}",
            replace(rule, need=need),
        )
    for at, member in enumerate(rule.members):
        rest = _at(rule.members, at)
        if rest:
            need = min(rule.need, len(rest)) if rule.need < len(rule.members) else len(rest)
            yield member.id, "dropped", replace(rule, members=rest, need=need)
        for name, change, changed in _of_rule(member):
            yield name, change, replace(rule, members=_at(rule.members, at, changed))


def _other_needs(need: int, count: int) -> list[int]:
    """``all`` made ``any`` and the other way round, and a number moved by one."""
    return sorted({1, count, need - 1, need + 1} & set(range(1, count + 1)) - {need})
