"""Which measures count some of those that another counts, as their conditions are written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from kraftrules.feel.nodes import And, Node, Or
from kraftrules.ruleset.declaration import Declaration

_COUNTING = ("number", "share", "balance")


def nested_pairs(declared: Declaration) -> Iterator[tuple[str, str]]:
    """The ids of a measure and of another that counts everyone whom the first one counts."""
    counting = [each for each in declared.results.measures if each.kind in _COUNTING]
    for inner, outer in permutations(counting, 2):
        among = outer.among is None or inner.among == outer.among
        if among and implies(inner.condition, outer.condition):
            yield inner.id, outer.id


def implies(inner: Node, outer: Node) -> bool:
    """Whether the one holds wherever the other does, as far as "and" and "or" tell."""
    if inner == outer:
        return True
    if isinstance(inner, Or):
        return all(implies(each, outer) for each in inner.operands)
    if isinstance(outer, Or) and any(implies(inner, each) for each in outer.operands):
        return True
    if isinstance(outer, And):
        return all(implies(inner, each) for each in outer.operands)
    return isinstance(inner, And) and any(implies(each, outer) for each in inner.operands)
