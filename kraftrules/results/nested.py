"""Which counts of persons are part of which, as the measures' conditions are written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from kraftrules.feel.nodes import And, Node, Not, Or
from kraftrules.results.survey import EVERYONE
from kraftrules.ruleset.declaration import Declaration, DeclaredMeasure

NUMERATOR, DENOMINATOR = "numerator", "denominator"
Part = tuple[str, str]  # a measure, and which of its counts


def nested_pairs(declared: Declaration) -> Iterator[tuple[Part, Part]]:
    """A count and another that counts everyone whom the first one counts."""
    counts = dict(each for measure in declared.results.measures for each in _counts(measure))
    for inner, outer in permutations(counts, 2):
        if inner[0] != outer[0] and all(_holds(each, counts[inner]) for each in counts[outer]):
            yield inner, outer


def _counts(measure: DeclaredMeasure) -> Iterator[tuple[Part, tuple[Node, ...]]]:
    """What must hold of a person to be in each of a measure's counts, each by some enrolment."""
    among = () if measure.among is None else (measure.among,)
    if measure.kind == "monthly_average":
        return
    yield (measure.id, NUMERATOR), (*among, measure.condition)
    if measure.kind == "share":
        yield (measure.id, DENOMINATOR), among
    if measure.kind == "fewer" and measure.than is not None:
        yield (measure.id, DENOMINATOR), (*among, measure.than)


def opposed(declared: Declaration) -> Iterator[frozenset[str]]:
    """The measures that count the same persons, or the others of them, so that one tells of another."""
    found: dict[tuple[Node, Node], set[str]] = {}
    for each in declared.results.measures:
        if each.kind in ("number", "share", "balance"):
            found.setdefault((each.among or EVERYONE, _unturned(each.condition)), set()).add(
                each.id
            )
    yield from (frozenset(ids) for ids in found.values() if len(ids) > 1)


def _unturned(node: Node) -> Node:
    """A condition without the ``not`` around it."""
    return _unturned(node.operand) if isinstance(node, Not) else node


def _holds(outer: Node, inner: tuple[Node, ...]) -> bool:
    return outer == EVERYONE or any(implies(each, outer) for each in inner)


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
