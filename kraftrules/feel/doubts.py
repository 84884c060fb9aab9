"""What may be written, but is hardly meant: a warning each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kraftrules.diagnostics import Code
from kraftrules.feel.nodes import Literal, Node, Operation
from kraftrules.feel.operators import OPERATORS
from kraftrules.text import Text
from kraftrules.values import Kind, Type

Said = Callable[[Node], str]  # what was written


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is hardly meant, where it stands, and what may be meant instead."""

    code: Code
    at: Node
    message: Text
    hint: Text


def doubts(node: Operation, types: Sequence[Type], said: Said) -> Iterator[Doubt]:
    """The doubts about an operation whose operands are of such *types*."""
    yield from _never_none(node, types, said)
    yield from _upside_down(node, types, said)
    yield from list(_a_range_by_minus(node, said)) or _out_of_reach(node, types, said)


def _never_none(node: Operation, types: Sequence[Type], said: Said) -> Iterator[Doubt]:
    """A value that is always known or unknown, compared with none."""
    if node.operator not in ("=", "!="):
        return
    for operand, own, other in zip(node.operands, types, reversed(types), strict=True):
        if other.kind == Kind.NONE and not own.none:
            yield Doubt(
                Code.NEVER_NONE, operand,
                Text(f"{said(operand)} är aldrig inget (null), bara känt eller okänt.",
                     f"{said(operand)} is never none (null), only known or unknown."),
                Text("Stryk jämförelsen. En uppgift som saknas är okänd av sig själv.",
                     "Leave the comparison out. A missing fact is unknown by itself."),
            )  # fmt: skip


def _upside_down(node: Operation, types: Sequence[Type], said: Said) -> Iterator[Doubt]:
    """An interval with nothing in it."""
    if len(types) != 3 or ".." not in node.operator or types[1].low <= types[2].high:
        return
    first, low, high = map(said, node.operands)
    meant = OPERATORS[node.operator].template.format(first, high, low)
    yield Doubt(
        Code.BAD_BOUNDS, node,
        Text(f"Ingenting ligger mellan {low} och {high}: det första är större än det andra.",
             f"Nothing lies between {low} and {high}: the first is above the second."),
        Text(f"Byt plats på dem: {meant}", f"Swap them: {meant}"),
    )  # fmt: skip


def _a_range_by_minus(node: Operation, said: Said) -> Iterator[Doubt]:
    """A range of numbers written with a hyphen, which is minus: ``age = 30-65``."""
    first, *others = node.operands
    for other in others if node.operator in ("=", "!=", "in") else ():
        if not isinstance(other, Operation) or other.operator != "-":
            continue
        low, high = other.operands
        if not _are_ascending(low, high):
            continue
        meant = OPERATORS["in [..]"].template.format(said(first), said(low), said(high))
        meant = f"not({meant})" if node.operator == "!=" else meant
        yield Doubt(
            Code.WRONG_OPERATOR, other,
            Text(f"{said(other)} är {said(low)} minus {said(high)}.", f"{said(other)} is {said(low)} minus {said(high)}."),
            Text(f"Menade du från {said(low)} till {said(high)}? Skriv {meant}",
                 f"Did you mean from {said(low)} to {said(high)}? Write {meant}"),
        )  # fmt: skip


def _out_of_reach(node: Operation, types: Sequence[Type], said: Said) -> Iterator[Doubt]:
    """A limit that no value can meet: ``age > 250``, where ages end at 130."""
    if node.operator not in _NEVER or types[0].kind not in (Kind.INTEGER, Kind.NUMBER):
        return
    value, limit = types
    if (
        limit.kind == Kind.NONE
        or limit.low != limit.high
        or not _NEVER[node.operator](value, limit)
    ):
        return
    first, second = map(said, node.operands)
    yield Doubt(
        Code.BAD_BOUNDS, node,
        Text(f"{first} kan aldrig vara {_WORDS[node.operator]} {second}.", f"{first} can never be {_WORDS[node.operator].en} {second}."),
        Text(f"Skriv en gräns från {value.low} till {value.high}.", f"Write a limit from {value.low} to {value.high}."),
    )  # fmt: skip


_NEVER: Mapping[str, Callable[[Type, Type], bool]] = {
    "=": lambda value, limit: not value.low <= limit.low <= value.high,
    "<": lambda value, limit: value.low >= limit.low,
    "<=": lambda value, limit: value.low > limit.low,
    ">": lambda value, limit: value.high <= limit.low,
    ">=": lambda value, limit: value.high < limit.low,
}
_WORDS = {
    "=": Text("lika med", "equal to"),
    "<": Text("mindre än", "less than"),
    "<=": Text("högst", "at most"),
    ">": Text("större än", "more than"),
    ">=": Text("minst", "at least"),
}


def _are_ascending(*nodes: Node) -> bool:
    """Whether numbers are written out, the smaller first."""
    values = [each.value for each in nodes if isinstance(each, Literal)]
    numbers = [each for each in values if isinstance(each, int | Decimal)]
    return len(numbers) == len(nodes) and numbers == sorted(numbers)
