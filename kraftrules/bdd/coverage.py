"""What scenarios have shown of rulesets: each rule's verdicts, each side of each boundary, each rule alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kraftrules.api import Ruleset
from kraftrules.bdd.boundaries import boundaries_of, observed
from kraftrules.bdd.coverage_intakes import intake_rules, note_intake
from kraftrules.bdd.covered import RuleCoverage, RulesetCoverage
from kraftrules.bdd.intakes import IntakeCase
from kraftrules.bdd.world import Case
from kraftrules.decision import Decision
from kraftrules.feel.write import write
from kraftrules.intake.intake import Intake
from kraftrules.intake.plan import make_intake_plan
from kraftrules.plan import Pattern, Plan, Verdict, settle_pattern
from kraftrules.ruleset.declaration import DeclaredRule

_BITS = {Verdict.MET: 1, Verdict.NOT_MET: 2, Verdict.UNKNOWN: 0}


def measure(
    cases: Iterable[Case], rulesets: Iterable[Ruleset] = (), intakes: Iterable[IntakeCase] = ()
) -> list[RulesetCoverage]:
    """The coverage of every ruleset that the cases decide by, and of *rulesets* even if none does.

    *intakes* show the reservations and streams, and the rules by which their candidates are decided.
    """
    plans: dict[str, Plan] = {each.declaration.name: each.plan for each in rulesets}
    decisions: dict[str, dict[int, Decision]] = {}
    for case in cases:
        name = case.ruleset.declaration.name
        plans.setdefault(name, case.ruleset.plan)
        decisions.setdefault(name, {}).update({id(each): each for each in case.decisions.values()})
    held: dict[str, dict[int, Intake]] = {}
    for one in intakes:
        name = one.ruleset.declaration.name
        plans.setdefault(name, one.ruleset.plan)
        held.setdefault(name, {})[id(one.intake)] = one.intake
    return [
        _measured(plans[name], decisions.get(name, {}).values(), held.get(name, {}).values())
        for name in sorted(plans)
    ]


def _measured(
    plan: Plan, decisions: Iterable[Decision], intakes: Iterable[Intake]
) -> RulesetCoverage:
    rules, intake_plan = tuple(_rules(plan)), make_intake_plan(plan)
    of_intake = intake_rules(intake_plan)
    for decision in decisions:
        _note(plan, rules, decision)
    for intake in intakes:
        for candidate in intake.candidates:
            _note(plan, rules, candidate.decision)
        note_intake(intake_plan, of_intake, intake)
    return RulesetCoverage(plan.declared.name, plan.declared.title, (*rules, *of_intake))


def _rules(plan: Plan) -> Iterator[RuleCoverage]:
    declared = plan.declared
    parts = (("criterion", declared.target_group.members), ("exclusion", declared.exclusions),
             ("factor", declared.factors))  # fmt: skip
    for part, members in parts:
        yield from _below(plan, part, members, 0)


def _below(
    plan: Plan, part: str, members: Sequence[DeclaredRule], depth: int
) -> Iterator[RuleCoverage]:
    for rule in members:
        text = write(rule.when) if rule.when is not None else _grouped(rule)
        yield RuleCoverage(rule.id, rule.label, part, depth, text, boundaries_of(plan, rule))
        yield from _below(plan, part, rule.members, depth + 1)


def _grouped(rule: DeclaredRule) -> str:
    if rule.need == len(rule.members):
        return "all:"
    return "any:" if rule.need == 1 else f"at_least: {rule.need}"


def _note(plan: Plan, rules: Sequence[RuleCoverage], decision: Decision) -> None:
    """Note what one decision shows."""
    verdicts = dict(zip((rule.id for rule in plan.declared.rules), decision.verdicts, strict=True))
    sides = observed(plan, decision.facts_given, decision.on)
    key = _key(plan, verdicts)
    pattern = settle_pattern(plan, key)
    for rule, declared in zip(rules, plan.declared.rules, strict=True):
        verdict = verdicts[rule.id]
        rule.seen.add(verdict)
        rule.sides |= {(at, side) for at, each in enumerate(rule.boundaries)
                       for side in sides.get(each.key, ())}  # fmt: skip
        if verdict is not Verdict.UNKNOWN and not rule.alone:
            rule.alone = _alone(plan, declared, pattern, _forced(plan, key, declared, verdict))


def _key(plan: Plan, verdicts: Mapping[str, Verdict]) -> int:
    return sum(_BITS[verdicts[name]] << 2 * at for at, (name, _) in enumerate(plan.conditions))


def _forced(plan: Plan, key: int, rule: DeclaredRule, verdict: Verdict) -> int:
    """The verdicts with the rule's turned into its opposite: for a group, those of all below it."""
    below = {each.id for each in rule.walk()}
    opposite = 2 if verdict is Verdict.MET else 1
    for at, (name, _) in enumerate(plan.conditions):
        if name in below:
            key = key & ~(3 << 2 * at) | opposite << 2 * at
    return key


def _alone(plan: Plan, rule: DeclaredRule, pattern: Pattern, forced: int) -> bool:
    other = settle_pattern(plan, forced)
    if rule.points:
        return pattern.points == rule.points and other.points == 0
    return other.outcome is not pattern.outcome
