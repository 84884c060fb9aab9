"""What scenarios have shown of rulesets: each rule's verdicts, each side of each boundary, each rule alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kraftrules.api import Ruleset
from kraftrules.bdd.boundaries import Boundary, boundaries_of, observed
from kraftrules.bdd.world import Case
from kraftrules.decision import Decision
from kraftrules.feel.write import write
from kraftrules.plan import Pattern, Plan, Verdict, settle_pattern
from kraftrules.ruleset.declaration import DeclaredRule
from kraftrules.text import Text

VERDICTS = (Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN)
_BITS = {Verdict.MET: 1, Verdict.NOT_MET: 2, Verdict.UNKNOWN: 0}


@dataclass(slots=True)
class RuleCoverage:
    """What has been shown of one rule. *part* is ``criterion``, ``exclusion`` or ``factor``.

    *alone* is whether it has been what decided: with the opposite verdict, and nothing else changed,
    the outcome would have been another. A factor is alone when no other gives points.
    """

    id: str
    label: Text
    part: str
    depth: int
    text: str
    boundaries: tuple[Boundary, ...]
    seen: set[Verdict] = field(default_factory=set)
    sides: set[tuple[int, int]] = field(default_factory=set)
    alone: bool = False

    @property
    def unseen(self) -> list[Verdict]:
        """The verdicts that no scenario has shown."""
        return [each for each in VERDICTS if each not in self.seen]

    @property
    def sides_wanted(self) -> list[tuple[int, int]]:
        """Each side of each boundary: the boundary's place in *boundaries*, and the offset from it."""
        return [(at, side) for at, each in enumerate(self.boundaries) for side in each.sides]

    @property
    def sides_unseen(self) -> list[str]:
        """The values beside a boundary that no scenario has shown."""
        return [self.boundaries[at].value(side) for at, side in self.sides_wanted
                if (at, side) not in self.sides]  # fmt: skip


@dataclass(frozen=True, slots=True)
class RulesetCoverage:
    """What has been shown of one edition."""

    name: str
    title: Text
    rules: tuple[RuleCoverage, ...]

    @property
    def verdicts(self) -> tuple[int, int]:
        """How many verdicts have been shown, of how many: three for each rule."""
        return sum(len(rule.seen) for rule in self.rules), 3 * len(self.rules)

    @property
    def sides(self) -> tuple[int, int]:
        """How many sides of boundaries have been shown, of how many."""
        wanted = sum(len(rule.sides_wanted) for rule in self.rules)
        return wanted - sum(len(rule.sides_unseen) for rule in self.rules), wanted

    @property
    def alone(self) -> tuple[int, int]:
        """How many rules have decided alone, of how many."""
        return sum(rule.alone for rule in self.rules), len(self.rules)

    def to_dict(self) -> dict[str, object]:
        """As JSON has it."""
        return {
            "ruleset": self.name,
            "title": {"sv": self.title.sv, "en": self.title.en},
            "verdicts": dict(zip(("shown", "of"), self.verdicts, strict=True)),
            "boundaries": dict(zip(("shown", "of"), self.sides, strict=True)),
            "alone": dict(zip(("shown", "of"), self.alone, strict=True)),
            "rules": [_rule_as_json(rule) for rule in self.rules],
        }


def _rule_as_json(rule: RuleCoverage) -> dict[str, object]:
    return {
        "id": rule.id,
        "label": {"sv": rule.label.sv, "en": rule.label.en},
        "part": rule.part,
        **{each.value: each in rule.seen for each in VERDICTS},
        "boundaries": [
            {"comparison": rule.boundaries[at].text, "value": rule.boundaries[at].value(side),
             "shown": (at, side) in rule.sides}
            for at, side in rule.sides_wanted
        ],
        "alone": rule.alone,
    }  # fmt: skip


def measure(cases: Iterable[Case], rulesets: Iterable[Ruleset] = ()) -> list[RulesetCoverage]:
    """The coverage of every ruleset that the cases decide by, and of *rulesets* even if none does."""
    plans: dict[str, Plan] = {each.declaration.name: each.plan for each in rulesets}
    decisions: dict[str, dict[int, Decision]] = {}
    for case in cases:
        name = case.ruleset.declaration.name
        plans.setdefault(name, case.ruleset.plan)
        decisions.setdefault(name, {}).update({id(each): each for each in case.decisions.values()})
    return [_measured(plans[name], decisions.get(name, {}).values()) for name in sorted(plans)]


def _measured(plan: Plan, decisions: Iterable[Decision]) -> RulesetCoverage:
    rules = tuple(_rules(plan))
    for decision in decisions:
        _note(plan, rules, decision)
    return RulesetCoverage(plan.declared.name, plan.declared.title, rules)


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
    sides = observed(plan, decision)
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
