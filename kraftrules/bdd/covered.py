"""What scenarios can show of a rule and of a ruleset, and how much of it they have shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from kraftrules.bdd.boundaries import Boundary
from kraftrules.plan import Verdict
from kraftrules.text import Text

VERDICTS = (Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN)


@dataclass(slots=True)
class RuleCoverage:
    """What has been shown of one rule. *part* is ``criterion``, ``exclusion``, ``factor``,
    ``reservation`` or ``stream``.

    *alone* is whether it has been what decided: with the opposite verdict, and nothing else changed,
    the outcome would have been another. A factor is alone when no other gives points, a reservation
    when somebody is passed over for its sake only, a stream when somebody has a seat by it and
    somebody else waits in it.
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
