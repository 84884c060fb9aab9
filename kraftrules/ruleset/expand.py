"""A condition with the names of outcomes written out, so that it reads facts alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

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
    walk,
)

LARGEST = 2000  # nodes: what is written out must not grow without bound
DEEPEST = 60


def expand(node: Node, named: Mapping[str, Node]) -> Node | None:
    """The condition with every name among *named* replaced; None where it grows too large or deep."""
    names = [each.name for each, _ in walk(node) if isinstance(each, Name)]
    grown = sum(_size(named[name]) for name in names if name in named)
    if grown + _size(node) > LARGEST:
        return None
    found = _expand(node, named)
    return found if max(depth for _, depth in walk(found)) <= DEEPEST else None


def _size(node: Node) -> int:
    return sum(1 for _ in walk(node))


def _expand(node: Node, named: Mapping[str, Node]) -> Node:
    def inner(below: Node) -> Node:
        return _expand(below, named)

    match node:
        case Name(name=name):
            return named.get(name, node)
        case Literal() | Today():
            return node
        case Field(base=base):
            return replace(node, base=inner(base))
        case Not(operand=operand):
            return replace(node, operand=inner(operand))
        case And(operands=operands) | Or(operands=operands) | Operation(operands=operands):
            return replace(node, operands=tuple(map(inner, operands)))
        case If(condition=condition, yes=yes, no=no):
            return replace(node, condition=inner(condition), yes=inner(yes), no=inner(no))
        case Quantified(variable=variable, records=records, condition=condition):
            free = {name: each for name, each in named.items() if name != variable}
            return replace(node, records=inner(records), condition=_expand(condition, free))
        case Filter(records=records, condition=condition):
            return replace(node, records=inner(records), condition=inner(condition))
        case Count(records=records):
            return replace(node, records=inner(records))
        case _:
            assert_never(node)
