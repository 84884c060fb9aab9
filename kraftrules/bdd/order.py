"""The order of several people by points and ties, as far as the lottery."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby

from kraftrules.decision import Decision
from kraftrules.ruleset.declaration import TieBreak
from kraftrules.values import Unknown, Value

People = Mapping[str, Mapping[str, Value]]
Key = tuple[tuple[bool, Decimal | str], ...]


def in_order(decisions: Mapping[str, Decision], people: People) -> list[list[str]]:
    """The names in rank order; those whom neither points nor ties tell apart stand together."""
    keys = {name: _key(each, people[name]) for name, each in decisions.items()}
    ranked = sorted(keys, key=lambda name: keys[name])
    return [list(group) for _, group in groupby(ranked, key=lambda name: keys[name])]


def _key(decision: Decision, facts: Mapping[str, Value]) -> Key:
    """Points, most first, then the ties before the lottery; what is unknown or none comes last."""
    known = {**decision.facts_read, **facts}
    ties = decision.plan.declared.ties
    before = ties[: next((at for at, tie in enumerate(ties) if tie.by is None), len(ties))]
    points = (False, Decimal(-decision.priority.points))
    return (points, *(_tie(tie, known.get(tie.by or "")) for tie in before))


def _tie(tie: TieBreak, value: Value) -> tuple[bool, Decimal | str]:
    sign = -1 if tie.descending else 1
    match value:
        case date():
            return False, Decimal(sign * value.toordinal())
        case bool() | int() | Decimal():
            return False, sign * Decimal(value)
        case str():
            return False, value
        case Unknown() | _:
            return True, Decimal(0)
