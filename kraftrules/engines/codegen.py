"""The tree of a condition → Python code, arm for arm like `kraftrules.feel.evaluate`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple, assert_never

from kraftrules.engines import runtime
from kraftrules.feel import evaluate as meaning
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
from kraftrules.values import Atom, Unknown

_SHORT = {
    "=": "{0} == {1}",
    "!=": "{0} != {1}",
    "<": "{0} < {1}",
    "<=": "{0} <= {1}",
    ">": "{0} > {1}",
    ">=": "{0} >= {1}",
    "in [..]": "{1} <= {0} <= {2}",
    "in (..]": "{1} < {0} <= {2}",
    "in [..)": "{1} <= {0} < {2}",
    "in (..)": "{1} < {0} < {2}",
}


def bits(at: int, verdict: bool | None) -> int:
    """What the verdict of the condition in place *at* adds to the key; None is unknown."""
    return 0 if verdict is None else (1 if verdict else 2) << 2 * at


def step(at: int, usual: bool, verdict: bool | None) -> int:
    """What to add to a key that has the *usual* verdict in place *at* so that it has another."""
    return bits(at, verdict) - bits(at, usual)


class Names:
    """Which variable of the code holds which name, and how it says that the value is unknown.

    A fact that cannot be none is unknown when it is None; all else is unknown when it is an
    `Unknown`: the very one called U where it was given, any where it was worked out.
    """

    def __init__(self, given: Mapping[str, str], can_be_none: Iterable[str]) -> None:
        self._locals = dict(given)
        self._can_be_none = set(can_be_none)
        self._worked_out: set[str] = set()
        self._fresh = count()

    def local(self, name: str) -> str:
        """The variable that holds a name."""
        return self._locals[name]

    def define(self, name: str, can_be_none: bool) -> str:
        """A new variable for a name whose value is worked out."""
        self._locals[name] = self.fresh()
        self._worked_out.add(name)
        if can_be_none:
            self._can_be_none.add(name)
        return self._locals[name]

    def fresh(self) -> str:
        """A variable that nothing else uses."""
        return f"v{next(self._fresh)}"

    def is_given(self, name: str) -> bool:
        """Whether a name's value is as it was given, and not worked out."""
        return name in self._locals and name not in self._worked_out

    def known(self, name: str) -> str:
        """The code that says whether a name's value is known."""
        local = self.local(name)
        if name in self._worked_out:
            return f"type({local}) is not Unknown"
        return f"{local} is not {'U' if name in self._can_be_none else 'None'}"

    def value(self, name: str) -> str:
        """The code for a name's value, unknown as an `Unknown`."""
        local = self.local(name)
        if name in self._worked_out or name in self._can_be_none:
            return local
        return f"(U if {local} is None else {local})"

    def __contains__(self, name: str) -> bool:
        return name in self._locals

    def can_be_none(self, name: str) -> bool:
        """Whether the name's value may be none."""
        return name in self._can_be_none


class Test(NamedTuple):
    """A comparison as code: that its operands are known, and then whether it holds."""

    known: str
    holds: str


@dataclass(frozen=True, slots=True)
class Layer:
    """One record inside a quantifier or a filter: *name* is what a quantifier calls it."""

    variable: str
    name: str | None


@dataclass(slots=True)
class Writer:
    """Writes conditions as code; values that the code needs go into *environment*."""

    names: Names
    environment: dict[str, Any]

    def __post_init__(self) -> None:
        self.environment |= {
            "settle": meaning.settle,
            "negate": meaning.negate,
            "choose": meaning.choose,
            "select": meaning.select,
            "count": meaning.count,
            "strict": runtime.strict,
            "part": meaning.part,
            "some": runtime.some,
            "every": runtime.every,
            "keep": runtime.keep,
            "years": runtime.years,
            "Unknown": Unknown,
        }

    def verdict(self, node: Node, at: int, usual: bool) -> list[str]:
        """The lines that correct the key where a condition's verdict is not the *usual* one."""
        both = self._truth(node)
        lines = []
        if both is None:
            value = self.names.fresh()
            lines = [f"{value} = {self.value(node)}"]
            both = f"{value} is True", f"{value} is False"
        common, other = both if usual else both[::-1]
        lines.append(
            f"if not {common}: key += {step(at, usual, not usual)} if {other} else {step(at, usual, None)}"
        )
        return lines

    def _truth(self, node: Node, inside: tuple[Layer, ...] = ()) -> tuple[str, str] | None:
        """Code for "known to be true" and for "known to be false"; None where there is no short form."""
        match node:
            case Not(operand=operand):
                inner = self._truth(operand, inside)
                return (inner[1], inner[0]) if inner else None
            case And(operands=operands) | Or(operands=operands):
                parts = [self._truth(operand, inside) for operand in operands]
                if None in parts:
                    return None
                yes = [part[0] for part in parts if part]
                no = [part[1] for part in parts if part]
                signs = ("and", "or") if isinstance(node, And) else ("or", "and")
                return _joined(signs[0], yes), _joined(signs[1], no)
            case Name() if not inside:
                local = self.names.local(node.name)
                return f"{local} is True", f"{local} is False"
            case _:
                test = self._test(node, inside)
                if test is None:
                    return None
                return f"({test.known} and {test.holds})", f"({test.known} and not ({test.holds}))"

    def _test(self, node: Node, inside: tuple[Layer, ...] = ()) -> Test | None:
        """The short form of a comparison between facts, literals and today; None for all else."""
        if not isinstance(node, Operation):
            return None
        simple = [self._simple(operand, inside) for operand in node.operands]
        if None in simple or not (node.operator in _SHORT or node.operator == "in"):
            return None
        code = [each[0] for each in simple if each]
        known = [each[1] for each in simple if each and each[1]]
        if not known:
            return None
        none = [each[0] for each in simple if each and each[2]]
        if node.operator == "in":
            others = [each.value for each in node.operands[1:] if isinstance(each, Literal)]
            if None in others or len(others) < len(code) - 1:
                return None
            return Test(" and ".join(known), f"{code[0]} in {self._constant(frozenset(others))}")
        holds = _SHORT[node.operator].format(*code)
        if "None" in code:
            holds = holds.replace("==", "is").replace("!=", "is not")
        if none and node.operator not in ("=", "!="):
            holds = " and ".join([*(f"{each} is not None" for each in none), holds])
        return Test(" and ".join(known), holds)

    def _simple(self, node: Node, inside: tuple[Layer, ...]) -> tuple[str, str, bool] | None:
        """Code for an operand, for that it is known ("" if always), and whether it may be none."""
        match node:
            case Literal(value=value):
                return self._literal(value), "", False
            case Today():
                return "on", "", False
            case Name(name=name) if not inside:
                return self.names.local(name), self.names.known(name), self.names.can_be_none(name)
            case Field(base=Name(name=record), name=name) if inside and inside[0].name == record:
                code = f"{inside[0].variable}[{name!r}]"
                return code, f"type({code}) is not Unknown", True
            case Operation(operands=(Today() | Literal(), Today() | Literal())):
                return f"{self._constant(runtime.ByDay(node))}[on]", "", False
            case _:
                return None

    def value(self, node: Node, inside: tuple[Layer, ...] = ()) -> str:
        """Code for any expression's value, unknown as an `Unknown`, none as None.

        *inside* are the records of the quantifiers and filters around it, the innermost first.
        """
        match node:
            case Literal(value=value):
                return self._literal(value)
            case Name(name=name):
                return self._name(name, inside)
            case Today():
                return "on"
            case Field(base=Operation(operator="years and months duration") as base, name="years"):
                return self._years(base, inside)
            case Field(base=base, name=name):
                return f"part({self.value(base, inside)}, {name!r})"
            case Not(operand=operand):
                return f"negate({self.value(operand, inside)})"
            case And(operands=operands):
                return f"settle(False, ({self._values(operands, inside)}))"
            case Or(operands=operands):
                return f"settle(True, ({self._values(operands, inside)}))"
            case Operation(operator=operator, operands=operands):
                return f"strict({operator!r}, ({self._values(operands, inside)}))"
            case If(condition=condition, yes=yes, no=no):
                return f"choose({self._values((condition, yes, no), inside)})"
            case Quantified(
                quantifier=quantifier, variable=name, records=records, condition=condition
            ):
                code = f"{quantifier}({self._each(records, name, condition, inside)})"
                return code if inside else self._unless_empty(records, quantifier == "every", code)
            case Filter(records=records, condition=condition):
                return f"keep({self._each(records, None, condition, inside)})"
            case Count(records=records):
                return f"count(select({self.value(records, inside)}))"
            case _:
                assert_never(node)

    def _years(self, between: Operation, inside: tuple[Layer, ...]) -> str:
        """Code for whole years, as for an age: short where both days can be known, and none cannot."""
        start, end = (self._simple(operand, inside) for operand in between.operands)
        if start is None or end is None or start[2] or end[2]:
            return f"part({self.value(between, inside)}, 'years')"
        known = " and ".join(filter(None, (start[1], end[1]))) or "True"
        return f"(years({start[0]}, {end[0]}) if {known} else U)"

    def _values(self, nodes: Iterable[Node], inside: tuple[Layer, ...]) -> str:
        return "".join(f"{self.value(node, inside)}, " for node in nodes)

    def _each(
        self, records: Node, name: str | None, condition: Node, inside: tuple[Layer, ...]
    ) -> str:
        """Code for the records, and for the condition as a function of one of them."""
        variable = self.names.fresh()
        within = (Layer(variable, name), *inside)
        both = self._truth(condition, within)
        body = (
            f"True if {both[0]} else False if {both[1]} else U"
            if both
            else self.value(condition, within)
        )
        return f"{self.value(records, inside)}, lambda {variable}: {body}"

    def _unless_empty(self, records: Node, verdict: bool, code: str) -> str:
        """Code that asks nothing of the records where there are none, as is usual."""
        if not isinstance(records, Name) or not self.names.is_given(records.name):
            return code
        local = self.names.local(records.name)
        return f"({code} if {local} else U if {local} is None else {verdict})"

    def _name(self, name: str, inside: tuple[Layer, ...]) -> str:
        """A variable of a quantifier, a field of a filter's record, or a name from outside."""
        if not inside:
            return self.names.value(name)
        layer, *outer = inside
        if layer.name is not None:
            return layer.variable if layer.name == name else self._name(name, tuple(outer))
        found = f"{layer.variable}[{name!r}]"
        if name not in self.names and not any(each.name in (None, name) for each in outer):
            return found
        return f"({found} if {name!r} in {layer.variable} else {self._name(name, tuple(outer))})"

    def _literal(self, value: Atom | None) -> str:
        if value is None or isinstance(value, bool | int):
            return repr(value)
        return self._constant(value)

    def _constant(self, value: object) -> str:
        name = f"k{len(self.environment)}"
        self.environment[name] = value
        return name


def _joined(sign: str, parts: Iterable[str]) -> str:
    return "(" + f" {sign} ".join(parts) + ")"
