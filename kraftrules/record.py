"""Decide again from a stored record, and say whether it comes out the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kraftrules.decision import Decision, Engine
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.given import as_mapping
from kraftrules.refusal import Refused, shown, unheard_of
from kraftrules.text import Text
from kraftrules.values import Value
from kraftrules.vocabulary import Fact
from kraftrules.written import read_json

_ABSENT = object()
_ON = Fact(id="on", label=Text("dag", "day"), type="date")


@dataclass(frozen=True, slots=True)
class Replay:
    """A decision made again: *differences* are the paths in the record that came out otherwise.

    *same_rules* tells whether the rules mean what they meant when the record was made.
    """

    decision: Decision
    differences: tuple[str, ...]
    same_rules: bool

    @property
    def same(self) -> bool:
        """Whether the record came out the same, to the letter."""
        return not self.differences


def ruleset_name(record: object) -> str:
    """The ruleset and edition that a record names; raises `FactError` where it names none."""
    given = as_mapping(record)
    problems = [
        FactProblem(key, shown(given.get(key)), _EXPECTED[key])
        for key in ("ruleset", "edition", "fingerprint", "on")
        if not isinstance(given.get(key), str)
    ]
    if not isinstance(given.get("facts_used"), Mapping):
        problems.append(
            FactProblem("facts_used", shown(given.get("facts_used")), _EXPECTED["facts_used"])
        )
    if problems:
        raise FactError(problems)
    return f"{given['ruleset']}@{given['edition']}"


_TEXT = Text("en text, som Decision.to_dict() ger den", "a text, as Decision.to_dict() gives it")
_EXPECTED = {
    "ruleset": _TEXT,
    "edition": _TEXT,
    "fingerprint": _TEXT,
    "on": Text("ett datum som text: 2024-01-31", "a date as text: 2024-01-31"),
    "facts_used": Text("uppgifter med värden, som Decision.to_dict() ger dem",
                       "facts with values, as Decision.to_dict() gives them"),
}  # fmt: skip


def replay_with(engine: Engine, record: Mapping[str, Any]) -> Replay:
    """Decide again by an engine; raises `FactError` where the record's facts cannot be read."""
    facts: dict[str, Value] = {}
    problems: list[FactProblem] = []
    for name, given in record["facts_used"].items():
        fact = engine.plan.facts.get(name)
        try:
            if fact is None:
                problems.append(unheard_of(name, engine.plan.facts))
            else:
                facts[name] = read_json(fact, given)
        except Refused as refused:
            problems.append(refused.problem)
    try:
        on: Any = read_json(_ON, record["on"])
    except Refused as refused:
        problems.append(refused.problem)
    if problems:
        raise FactError(problems)
    decision = engine.decide(facts, on)
    differences = tuple(_differences(dict(record), decision.to_dict()))
    return Replay(decision, differences, record["fingerprint"] == decision.fingerprint)


def _differences(one: object, other: object, path: str = "") -> list[str]:
    """The paths at which two JSON values differ."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        keys = sorted({*one, *other}, key=str)
        return [
            found
            for key in keys
            for found in _differences(
                one.get(key, _ABSENT),
                other.get(key, _ABSENT),
                f"{path}.{key}" if path else str(key),
            )
        ]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [found for at, (a, b) in pairs for found in _differences(a, b, f"{path}[{at}]")]
    return [] if type(one) is type(other) and one == other else [path]
