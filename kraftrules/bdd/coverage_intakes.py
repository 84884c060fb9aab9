"""What scenarios have shown of the reservations and streams of an intake."""

from __future__ import annotations

from collections.abc import Sequence

from kraftrules.bdd.boundaries import boundaries_of, observed
from kraftrules.bdd.covered import RuleCoverage
from kraftrules.feel.write import write
from kraftrules.intake.intake import Intake
from kraftrules.intake.plan import IntakePlan
from kraftrules.plan import Verdict

_VERDICTS = (
    Verdict.UNKNOWN,
    Verdict.MET,
    Verdict.NOT_MET,
)  # by the two bits of an intake's verdict


def intake_rules(plan: IntakePlan) -> list[RuleCoverage]:
    """The reservations and then the streams, of which nothing has been shown yet."""
    reserved = len(plan.declared.reservations)
    return [
        RuleCoverage(
            id=rule.id,
            label=rule.label,
            part="reservation" if at < reserved else "stream",
            depth=0,
            text=write(rule.when) if rule.when is not None else "",
            boundaries=boundaries_of(plan.reading, rule),
        )
        for at, rule in enumerate(plan.declared.rules)
    ]


def note_intake(plan: IntakePlan, rules: Sequence[RuleCoverage], intake: Intake) -> None:
    """Note what one intake shows; of those who are not eligible the undetermined show something too."""
    for each in intake.candidates:
        if not each.standing.is_considered:
            continue
        sides = observed(plan.reading, plan.known(each.values), intake.on)
        for at, rule in enumerate(rules):
            rule.seen.add(_VERDICTS[each.standing.verdicts >> 2 * at & 3])
            rule.sides |= {(place, side) for place, boundary in enumerate(rule.boundaries)
                           for side in sides.get(boundary.key, ())}  # fmt: skip
    for rule in rules:
        rule.alone = rule.alone or _alone(rule, intake)


def _alone(rule: RuleCoverage, intake: Intake) -> bool:
    if rule.part == "reservation":
        return any(each.reservations == (rule.id,) for each in intake.waiting)
    inside = any(each.stream == rule.id for each in intake.selected)
    return inside and any(each.stream == rule.id for each in intake.waiting)
