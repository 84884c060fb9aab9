"""The tree of a condition → its text. Reading that text again gives the same tree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
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
)
from kraftrules.feel.operators import OPERATORS
from kraftrules.values import Atom, Days, Months

_LOOSEST, _OR, _AND, _COMPARISON, _SUM, _POSTFIX = 0, 1, 2, 4, 5, 8


def write(node: Node) -> str:
    """The condition on one line, with no more parentheses than it needs."""
    return _write(node, _LOOSEST)


def _write(node: Node, around: int) -> str:
    text, binds = _text(node)
    return text if binds >= around else f"({text})"


def _text(node: Node) -> tuple[str, int]:
    """The text of a node and how tightly it binds."""
    match node:
        case Literal(value=value):
            return write_value(value), _POSTFIX
        case Name(name=name):
            return name, _POSTFIX
        case Field(base=base, name=name):
            return f"{_write(base, _POSTFIX)}.{name}", _POSTFIX
        case Today():
            return "today()", _POSTFIX
        case Not(operand=operand):
            return f"not({write(operand)})", _POSTFIX
        case And(operands=operands):
            return " and ".join(_write(each, _AND + 1) for each in operands), _AND
        case Or(operands=operands):
            return " or ".join(_write(each, _OR + 1) for each in operands), _OR
        case Operation():
            return _operation(node)
        case If(condition=condition, yes=yes, no=no):
            return f"if {write(condition)} then {write(yes)} else {write(no)}", _LOOSEST
        case Quantified(quantifier=quantifier, variable=name, records=records, condition=condition):
            head = f"{quantifier} {name} in {_write(records, _POSTFIX)}"
            return f"{head} satisfies {write(condition)}", _LOOSEST
        case Filter(records=records, condition=condition):
            return f"{_write(records, _POSTFIX)}[{write(condition)}]", _POSTFIX
        case Count(records=records):
            return f"count({write(records)})", _POSTFIX
        case _:
            assert_never(node)


def _operation(node: Operation) -> tuple[str, int]:
    operator = OPERATORS[node.operator]
    if operator.precedence == _COMPARISON:
        parts = [_write(each, _SUM) for each in node.operands]
    elif operator.template.endswith(")"):
        parts = [write(each) for each in node.operands]
    else:
        left = _write(node.operands[0], operator.precedence)
        parts = [left, *(_write(each, operator.precedence + 1) for each in node.operands[1:])]
    text = operator.template.format(*parts, **{"*": ", ".join(parts[1:])})
    return text, operator.precedence


def write_value(value: Atom | None) -> str:
    """A value as a condition writes it."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case int():
            return str(value)
        case str():
            return '"' + value.translate(_ESCAPED) + '"'
        case date():
            return f'date("{value.isoformat()}")'
        case Months(count=count):
            return f'duration("{"-" if count < 0 else ""}P{abs(count)}M")'
        case Days(count=count):
            return f'duration("{"-" if count < 0 else ""}P{abs(count)}D")'
        case _:
            assert_never(value)


_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})
