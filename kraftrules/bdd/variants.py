"""A condition with one thing changed in it: what a slip of the pen could have made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date

from kraftrules.feel.nodes import And, Literal, Node, Not, Operation, Or, Quantified
from kraftrules.values import Days, Months

_OPPOSITES: Mapping[str, Sequence[str]] = {
    "<": ("<=",), "<=": ("<",), ">": (">=",), ">=": (">",), "=": ("!=",), "!=": ("=",),
    "in [..]": ("in (..]", "in [..)"), "in (..]": ("in [..]",), "in [..)": ("in [..]",),
    "in (..)": ("in [..)", "in (..]"),
}  # fmt: skip


def variants(node: Node) -> Iterator[Node]:
    """The node with one change in it: at its root, or at a node below."""
    yield from _at_root(node)
    for each in fields(node):
        value = getattr(node, each.name)
        if each.name == "span":
            continue
        if isinstance(value, tuple):
            for at, child in enumerate(value):
                for changed in _below(child):
                    yield _with(node, each.name, (*value[:at], changed, *value[at + 1 :]))
        else:
            for changed in _below(value):
                yield _with(node, each.name, changed)


def _with(node: Node, name: str, value: object) -> Node:
    changed: Node = replace(node, **{name: value})  # type: ignore[arg-type]
    return changed


def _below(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield from variants(value)


def _at_root(node: Node) -> Iterator[Node]:
    match node:
        case And(operands=operands):
            yield Or(operands, node.span)
        case Or(operands=operands):
            yield And(operands, node.span)
        case Not(operand=operand):
            yield operand
        case Operation(operator="in", operands=(value, *options)) if len(options) > 1:
            for at in range(len(options)):
                yield replace(node, operands=(value, *options[:at], *options[at + 1 :]))
        case Operation(operator=operator):
            for other in _OPPOSITES.get(operator, ()):
                yield replace(node, operator=other)
        case Quantified(quantifier=quantifier):
            yield replace(node, quantifier="every" if quantifier == "some" else "some")
        case Literal(value=value):
            for moved in _moved(value):
                yield replace(node, value=moved)  # type: ignore[arg-type]
        case _:
            return


def _moved(value: object) -> Iterator[object]:
    """A threshold moved by one, either way."""
    move: Callable[[int], object]
    match value:
        case bool() | str() | None:
            return
        case int():
            move = lambda by: value + by  # noqa: E731
        case date():
            move = lambda by: date.fromordinal(value.toordinal() + by)  # noqa: E731
        case Months(count=count):
            move = lambda by: Months(count + by)  # noqa: E731
        case Days(count=count):
            move = lambda by: Days(count + by)  # noqa: E731
        case _:
            return
    yield move(-1)
    yield move(1)
