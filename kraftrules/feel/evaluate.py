"""What a condition means. Everything else that reads conditions is held to this page.

A value is known, none (Python's None) or `Unknown`, which names the facts that are missing. Missing
is never "no": a condition is false only when what is known makes it so.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import assert_never, cast

from kraftrules.feel.nodes import (
    And,
    Count,
    Field,
    Filter,
    If,
    Literal,
    Name,
    Node,
    Not,
    Operation,
    Or,
    Quantified,
    Today,
)
from kraftrules.feel.operators import apply
from kraftrules.values import Months, Record, Unknown, Value

Truth = bool | Unknown
Observer = Callable[[Node, "Value | Selection"], None]


@dataclass(frozen=True, slots=True)
class Selection:
    """Records that a filter kept, each with whether it belongs: True, or unknown."""

    records: tuple[tuple[Record, Truth], ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """What names stand for, what day `today()` is, and who watches.

    *observe* is called with every node and the value it had, as it is found: explanations are made
    from what was observed, and from nothing else.
    """

    names: Mapping[str, Value | Selection]
    today: date
    observe: Observer | None = None

    def of_record(self, record: Record, variable: str | None = None) -> Scope:
        """The scope for one record: its fields are names, or it is what *variable* stands for."""
        own = cast(dict[str, "Value | Selection"], {variable: record} if variable else record)
        return Scope(
            ChainMap(own, cast(dict[str, "Value | Selection"], self.names)),
            self.today,
            self.observe,
        )


def evaluate(node: Node, scope: Scope) -> Value | Selection:
    """The value of a checked expression. It never raises: the checker has seen to that."""
    value = _evaluate(node, scope)
    if scope.observe is not None:
        scope.observe(node, value)
    return value


def _evaluate(node: Node, scope: Scope) -> Value | Selection:
    match node:
        case Literal(value=value):
            return value
        case Name(name=name):
            return scope.names[name]
        case Today():
            return scope.today
        case Field(base=base, name=name):
            return part(evaluate(base, scope), name)
        case Not(operand=operand):
            return negate(truth(operand, scope))
        case And(operands=operands):
            return settle(False, [truth(operand, scope) for operand in operands])
        case Or(operands=operands):
            return settle(True, [truth(operand, scope) for operand in operands])
        case Operation(operator=operator, operands=operands):
            values = [cast(Value, evaluate(operand, scope)) for operand in operands]
            unknowns = [value for value in values if isinstance(value, Unknown)]
            return Unknown.join(unknowns) if unknowns else apply(operator, values)
        case If(condition=condition, yes=yes, no=no):
            values = [cast(Value, evaluate(branch, scope)) for branch in (yes, no)]
            return choose(truth(condition, scope), *values)
        case Quantified(quantifier="some", condition=condition):
            return _each(node, scope, True, lambda belongs, record: settle(
                False, [belongs, truth(condition, record)]))  # fmt: skip
        case Quantified(condition=condition):
            return _each(node, scope, False, lambda belongs, record: settle(
                True, [negate(belongs), truth(condition, record)]))  # fmt: skip
        case Filter(records=records, condition=condition):
            selection = select(evaluate(records, scope))
            if isinstance(selection, Unknown):
                return selection
            kept = [
                (record, settle(False, [belongs, truth(condition, scope.of_record(record))]))
                for record, belongs in selection.records
            ]
            return Selection(
                tuple((record, belongs) for record, belongs in kept if belongs is not False)
            )
        case Count(records=records):
            return count(select(evaluate(records, scope)))
        case _:
            assert_never(node)


def truth(node: Node, scope: Scope) -> Truth:
    """The value of a condition."""
    value = evaluate(node, scope)
    assert isinstance(value, bool | Unknown), "the checker lets only conditions through"
    return value


def settle(decisive: bool, values: Iterable[Truth]) -> Truth:
    """Combine truth values: one *decisive* value settles it, otherwise what is missing decides."""
    unknowns = []
    for value in values:
        if value is decisive:
            return decisive
        if isinstance(value, Unknown):
            unknowns.append(value)
    return Unknown.join(unknowns) if unknowns else not decisive


def negate(value: Truth) -> Truth:
    """The opposite of a truth value; of unknown, unknown."""
    return value if isinstance(value, Unknown) else not value


def choose(condition: Truth, yes: Value, no: Value) -> Value:
    """The branch that the condition points out; where it is unknown, what both branches agree on."""
    if not isinstance(condition, Unknown):
        return yes if condition else no
    unknowns = [condition, *(value for value in (yes, no) if isinstance(value, Unknown))]
    return yes if len(unknowns) == 1 and yes == no else Unknown.join(unknowns)


def select(records: Value | Selection) -> Selection | Unknown:
    """A list as a selection in which every record belongs."""
    if isinstance(records, Unknown | Selection):
        return records
    assert isinstance(records, tuple), "the checker lets only lists through"
    return Selection(tuple((record, True) for record in records))


def count(selection: Selection | Unknown) -> int | Unknown:
    """How many records belong; unknown where that is unknown of any."""
    if isinstance(selection, Unknown):
        return selection
    unknowns = [belongs for _, belongs in selection.records if isinstance(belongs, Unknown)]
    return Unknown.join(unknowns) if unknowns else len(selection.records)


def _each(
    node: Quantified, scope: Scope, decisive: bool, verdict: Callable[[Truth, Scope], Truth]
) -> Truth:
    selection = select(evaluate(node.records, scope))
    if isinstance(selection, Unknown):
        return selection
    return settle(
        decisive,
        [
            verdict(belongs, scope.of_record(record, node.variable))
            for record, belongs in selection.records
        ],
    )


def part(base: Value | Selection, name: str) -> Value:
    """A field of a record, or a part of a duration."""
    match base:
        case Unknown() | None:
            return base
        case Months(count=months):
            years, rest = divmod(abs(months), 12)
            return (years if name == "years" else rest) * (-1 if months < 0 else 1)
        case Mapping():
            return base[name]
        case _:
            raise AssertionError("the checker lets only records and durations have fields")
