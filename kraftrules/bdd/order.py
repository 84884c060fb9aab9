"""The order of several people by points and ties, as far as the lottery."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from kraftrules.decision import Decision
from kraftrules.intake.ranking import Key, rank_key
from kraftrules.values import UNKNOWN, Value

People = Mapping[str, Mapping[str, Value]]


def in_order(decisions: Mapping[str, Decision], people: People) -> list[list[str]]:
    """The names in rank order; those whom neither points nor ties tell apart stand together."""
    keys = {name: _key(each, people[name]) for name, each in decisions.items()}
    ranked = sorted(keys, key=lambda name: keys[name])
    return [list(group) for _, group in groupby(ranked, key=lambda name: keys[name])]


def _key(decision: Decision, facts: Mapping[str, Value]) -> Key:
    """The rank by points and the ties before the lottery; everyone has the same id, which tells nobody apart."""
    known = {**decision.facts_read, **facts}
    ties = decision.plan.declared.ties
    before = ties[: next((at for at, tie in enumerate(ties) if tie.by is None), len(ties))]
    values = {tie.by: known.get(tie.by, UNKNOWN) for tie in before if tie.by is not None}
    return rank_key(decision.points, before, values, None, "")
