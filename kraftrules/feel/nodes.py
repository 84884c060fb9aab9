"""The tree of a condition: a dozen frozen classes. Two trees are equal when they read alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal as OneOf

from kraftrules.source import Span
from kraftrules.values import Atom

_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written out; None is the literal ``null``."""

    value: Atom | None
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, a definition, or a variable of `Quantified`; inside a filter also a record's field."""

    name: str
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Field:
    """A record's field, ``p.started_on``, or a part of a duration, ``d.years``."""

    base: Node
    name: str
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Today:
    """``today()``: the day that the decision is about."""

    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    """``not(operand)``."""

    operand: Node
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class And:
    """Two or more conditions that must all hold."""

    operands: tuple[Node, ...]
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Or:
    """Two or more conditions of which one must hold."""

    operands: tuple[Node, ...]
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator of `kraftrules.feel.operators` and its operands."""

    operator: str
    operands: tuple[Node, ...]
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class If:
    """``if condition then yes else no``."""

    condition: Node
    yes: Node
    no: Node
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quantified:
    """``some variable in records satisfies condition``, or ``every``."""

    quantifier: OneOf["some", "every"]
    variable: str
    records: Node
    condition: Node
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """``records[condition]``: those for which the condition holds."""

    records: Node
    condition: Node
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Count:
    """``count(records)``."""

    records: Node
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


Node = (
    Literal | Name | Field | Today | Not | And | Or | Operation | If | Quantified | Filter | Count
)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes right below *node*, in the order written."""
    match node:
        case Literal() | Name() | Today():
            return ()
        case Field(base=base):
            return (base,)
        case Not(operand=operand):
            return (operand,)
        case And(operands=operands) | Or(operands=operands) | Operation(operands=operands):
            return operands
        case If(condition=condition, yes=yes, no=no):
            return (condition, yes, no)
        case (
            Quantified(records=records, condition=condition)
            | Filter(records=records, condition=condition)
        ):
            return (records, condition)
        case Count(records=records):
            return (records,)


def walk(node: Node) -> Iterator[tuple[Node, int]]:
    """Every node of the tree with its depth, the root's being 1; in the order written."""
    waiting = [(node, 1)]
    while waiting:
        current, depth = waiting.pop()
        yield current, depth
        waiting += [(child, depth + 1) for child in reversed(children(current))]
