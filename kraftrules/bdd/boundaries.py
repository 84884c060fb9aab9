"""Where a condition turns: comparisons with a constant, and how near to it the facts have been."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kraftrules.analysis.witness import constant
from kraftrules.feel.evaluate import Scope, Selection, evaluate
from kraftrules.feel.nodes import Literal, Name, Node, Operation, walk
from kraftrules.feel.write import write
from kraftrules.reading import Reading, bind
from kraftrules.ruleset.declaration import DeclaredRule
from kraftrules.values import UNKNOWN, Unknown, Value

_BELOW, _ABOVE = (-1, 0), (0, 1)  # the sides of a boundary just below its constant, and just above
_SIDES = {"<": _BELOW, ">=": _BELOW, "<=": _ABOVE, ">": _ABOVE}
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_ANY_DAY = date(2020, 6, 15)

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Boundary:
    """A constant that something is compared with, and the offsets from it that matter.

    *key* is the comparison in the tree and the place of the constant among its operands; *at* is
    the place of what is compared.
    """

    key: Key
    at: int
    text: str
    constant: Node
    sides: tuple[int, ...]

    def value(self, side: int) -> str:
        """The value on a side, as an author would write it."""
        if isinstance(self.constant, Literal):
            return str(_moved(self.constant.value, side))
        return write(self.constant) + {-1: " − 1 day", 0: "", 1: " + 1 day"}[side]


def boundaries_of(reading: Reading, rule: DeclaredRule) -> tuple[Boundary, ...]:
    """Every boundary of a rule's own condition and of the definitions that it uses."""
    if rule.when is None:
        return ()
    roots = [rule.when, *_definitions(reading, rule)]
    return tuple(each for root in roots for node, _ in walk(root) for each in _of(reading, node))


def _definitions(reading: Reading, rule: DeclaredRule) -> list[Node]:
    used = set(rule.names)
    found = []
    for each in reversed(reading.definitions):
        if each.id in used:
            used.update(each.names)
            found.append(each.value)
    return found


def _of(reading: Reading, node: Node) -> Iterator[Boundary]:
    if not isinstance(node, Operation):
        return
    for at, place, sides in _compared(node):
        end = node.operands[place]
        allowed = tuple(side for side in sides if _possible(reading, node.operands[at], end, side))
        yield Boundary((id(node), place), at, write(node), end, allowed)


def _compared(node: Operation) -> Iterator[tuple[int, int, Sequence[int]]]:
    """What is compared, with which constant, and the offsets that matter."""
    fixed = [constant(each, _ANY_DAY) is not UNKNOWN for each in node.operands]
    if node.operator in _SIDES and fixed == [False, True]:
        yield 0, 1, _SIDES[node.operator]
    elif node.operator in _SIDES and fixed == [True, False]:
        yield 1, 0, _SIDES[_MIRRORED[node.operator]]
    elif node.operator.startswith("in ") and fixed == [False, True, True]:
        yield 0, 1, _BELOW if node.operator[3] == "[" else _ABOVE
        yield 0, 2, _ABOVE if node.operator[-1] == "]" else _BELOW


def _possible(reading: Reading, compared: Node, end: Node, side: int) -> bool:
    """Whether the fact can have the value at all."""
    fact = reading.facts.get(compared.name) if isinstance(compared, Name) else None
    if fact is None or fact.type not in ("integer", "number") or not isinstance(end, Literal):
        return True
    value = _moved(end.value, side)
    return isinstance(value, int | Decimal) and fact.low <= value <= fact.high


def _moved(value: object, side: int) -> object:
    if isinstance(value, date):
        return date.fromordinal(value.toordinal() + side)
    return value + side if isinstance(value, int | Decimal) else value


def observed(reading: Reading, facts: Mapping[str, Value], on: date) -> Mapping[Key, set[int]]:
    """How far from each boundary of a reading a person's facts were, as offsets of -1, 0 and 1."""
    found: dict[Key, set[int]] = {}
    latest: dict[int, Value | Selection] = {}

    def note(node: Node, value: Value | Selection) -> None:
        latest[id(node)] = value
        if isinstance(node, Operation):
            for at, place, _ in _compared(node):
                one, end = (latest[id(node.operands[each])] for each in (at, place))
                offset = _offset(one, end)
                if offset in (-1, 0, 1):
                    found.setdefault((id(node), place), set()).add(offset)

    names = bind(reading, facts, on).names
    scope = Scope(names, on, note)
    for root in (
        *(node for _, node in reading.conditions),
        *(each.value for each in reading.definitions),
    ):
        evaluate(root, scope)
    return found


def _offset(one: object, end: object) -> int | None:
    """How far a value is from the constant: in days, in whole steps, or only on which side."""
    if isinstance(one, date) and isinstance(end, date):
        return one.toordinal() - end.toordinal()
    if isinstance(one, Unknown) or not isinstance(one, int | Decimal):
        return None
    if isinstance(one, int) and isinstance(end, int):
        return one - end
    assert isinstance(end, int | Decimal)
    return (one > end) - (one < end)
