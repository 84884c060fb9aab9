"""Find a person whom a ruleset gives a certain outcome: the facts that it takes, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, product
from typing import Any, TypeGuard, cast

from kraftrules.decision import Engine
from kraftrules.feel.evaluate import Scope, evaluate
from kraftrules.feel.nodes import Field, Filter, Name, Node, Operation, Quantified, walk
from kraftrules.given import accept
from kraftrules.plan import Outcome, Plan
from kraftrules.refusal import Refused
from kraftrules.values import FIRST_DATE, LAST_DATE, UNKNOWN, Record, Unknown, Value
from kraftrules.vocabulary import Fact

MOST_STEPS = 5_000
MOST_RECORDS = 200
_NEEDING = (Name, Field, Filter, Quantified)


def witness(
    engine: Engine, on: date, outcome: Outcome = Outcome.ELIGIBLE
) -> dict[str, Value] | None:
    """The facts of a person with the outcome on a day; None where the search finds nobody.

    The search gives the first fact that is missing one value after another, and goes no further
    where the outcome is settled otherwise: three-valued logic sees to that. Values are those at
    which a condition turns, and their neighbours. In the end every fact that can be left unknown
    is. The same ruleset and day always give the same person.
    """
    found = _Search(engine, on, outcome).from_({})
    return None if found is None else _without_needless(engine, on, outcome, found)


class _Search:
    def __init__(self, engine: Engine, on: date, outcome: Outcome) -> None:
        self.engine, self.on, self.outcome = engine, on, outcome
        self.turning = turning_values(engine.plan, on)
        self.steps = 0

    def from_(self, facts: dict[str, Value]) -> dict[str, Value] | None:
        """The facts, and what more it takes."""
        self.steps += 1
        decision = self.engine.decide(facts, self.on)
        if decision.outcome is self.outcome:
            return facts
        if decision.outcome is not Outcome.UNDETERMINED or self.steps > MOST_STEPS:
            return None
        name = decision.missing[0]
        for value in candidates(self.engine.plan.facts[name], self.turning, self.on):
            found = self.from_({**facts, name: value})
            if found is not None:
                return found
        return None


def candidates(fact: Fact, turning: Mapping[str, set[Value]], on: date) -> list[Value]:
    """The values of a fact that a search need try: where conditions turn, and on either side.

    *turning* are the values that each name is compared with, as `turning_values` gives them.
    """
    none: list[Value] = [None] if fact.none_allowed else []
    own = turning.get(fact.id, set())
    match fact.type:
        case "boolean":
            return [*none, True, False]
        case "category":
            return [*none, *(fact.values or ())]
        case "string":
            return [*none, *sorted(each for each in own if isinstance(each, str)), "annan"]
        case "date":
            return [*none, *_days(own, on)]
        case "integer" | "number":
            return [*none, *_numbers(fact, own)]
        case "list":
            return [(), *_lists(fact, turning, on)]
        case _:
            return ["1"]


def _days(own: Iterable[Value], on: date) -> list[date]:
    days = {value for value in own if isinstance(value, date)} or {on}
    near = {day + timedelta(days=n) for day in days for n in (-1, 0, 1)
            if FIRST_DATE < day < LAST_DATE}  # fmt: skip
    return sorted(near)


def _numbers(fact: Fact, own: Iterable[Value]) -> list[Value]:
    turning = {each for each in own if _is_number(each)} or {max(fact.low, 0)}
    near: set[Any] = {value + n for value in turning for n in (-1, 0, 1)}
    if fact.type == "integer":
        near = {int(each) for each in near if each == int(each)}
    return [each for each in sorted(near) if _fits(fact, each)]


def _is_number(value: Value) -> TypeGuard[int | Decimal]:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _fits(fact: Fact, value: Value) -> bool:
    try:
        accept(fact, value)
    except Refused:
        return False
    return True


def _lists(fact: Fact, turning: Mapping[str, set[Value]], on: date) -> Iterable[Value]:
    """Lists of one record, with every combination of the fields' values until there are too many."""
    fields = [candidates(field, turning, on) for field in fact.fields.values()]
    for values in islice(product(*fields), MOST_RECORDS):
        record = cast(Record, dict(zip(fact.fields, values, strict=True)))
        yield (record,)


def turning_values(plan: Plan, on: date) -> dict[str, set[Value]]:
    """The values that conditions compare each fact with, and each field of a list's records."""
    found: dict[str, set[Value]] = {}
    roots = [node for _, node in plan.conditions]
    roots += [each.value for each in plan.definitions] + [each.value for each in plan.derivations]
    for root in roots:
        for node, _ in walk(root):
            if isinstance(node, Operation):
                named = [each.name for each in node.operands if isinstance(each, Name | Field)]
                values = {constant(each, on) for each in node.operands} - {UNKNOWN, None}
                for name in named:
                    found.setdefault(name, set()).update(values)
    return found


def constant(node: Node, on: date) -> Value:
    """The value on a day of an expression that needs no fact; `UNKNOWN` for one that does."""
    if any(isinstance(each, _NEEDING) for each, _ in walk(node)):
        return UNKNOWN
    value = evaluate(node, Scope({}, on))
    return UNKNOWN if isinstance(value, Unknown) else value  # type: ignore[return-value]


def _without_needless(
    engine: Engine, on: date, outcome: Outcome, facts: Mapping[str, Value]
) -> dict[str, Value]:
    """The facts without those that the outcome does not need."""
    kept = dict(facts)
    for name in facts:
        fewer = {key: value for key, value in kept.items() if key != name}
        if engine.decide(fewer, on).outcome is outcome:
            kept = fewer
    return kept
