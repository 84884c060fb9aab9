"""The conditions in a file: each read and checked once, definitions and derivations put in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from kraftrules.diagnostics import Code, Diagnostic, RulesetError, Severity
from kraftrules.feel.check import KIND_NAMES, Checked, check, check_condition
from kraftrules.feel.nodes import Name, Node, walk
from kraftrules.feel.parse import parse
from kraftrules.ruleset.yaml import Entries, Items, Scalar, Tree
from kraftrules.text import Text
from kraftrules.values import ANY, Kind, Type
from kraftrules.vocabulary import Fact


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition's tree, its type, and the facts and definitions that it reads."""

    node: Node
    type: Type
    names: tuple[str, ...]


class Conditions:
    """Reads the expressions of one file, remembers each, and collects what is wrong with them."""

    def __init__(self, names: Mapping[str, Type]) -> None:
        self.names = dict(names)
        self.diagnostics: list[Diagnostic] = []
        self._nodes: dict[int, Node | None] = {}
        self._conditions: dict[int, Expression | None] = {}

    def condition(self, scalar: Scalar) -> Expression | None:
        """A rule's condition; None where something is wrong with it."""
        if id(scalar) not in self._conditions:
            node = self.node(scalar)
            checked = check_condition(node, self.names, scalar.excerpt) if node else None
            self._conditions[id(scalar)] = self._expression(node, checked)
        return self._conditions[id(scalar)]

    def expression(self, scalar: Scalar) -> Expression | None:
        """An expression of any type; None where something is wrong with it."""
        node = self.node(scalar)
        return self._expression(node, check(node, self.names, scalar.excerpt) if node else None)

    def node(self, scalar: Scalar) -> Node | None:
        """The tree of an expression; None where it cannot be read."""
        if id(scalar) not in self._nodes:
            try:
                self._nodes[id(scalar)] = parse(scalar.excerpt)
            except RulesetError as error:
                self.diagnostics += error.diagnostics
                self._nodes[id(scalar)] = None
        return self._nodes[id(scalar)]

    def sweep(self, tree: Tree) -> None:
        """Check every condition below a tree, also where the model refuses what stands around it."""
        if isinstance(tree, Items):
            for item in tree.items:
                self.sweep(item)
        elif isinstance(tree, Entries):
            for key, value in tree.entries:
                if key.excerpt.text == "when" and isinstance(value, Scalar):
                    self.condition(value)
                else:
                    self.sweep(value)

    def define(self, scalars: Mapping[str, Scalar]) -> list[tuple[str, Expression]]:
        """Check definitions, each reading only those before it in the list that comes back."""
        found = []
        for name in self.in_order(scalars):
            expression = self.expression(scalars[name])
            self.names[name] = expression.type if expression else ANY
            if expression:
                found.append((name, expression))
        return found

    def derive(
        self, facts: Mapping[str, Fact], scalars: Mapping[str, Scalar]
    ) -> list[tuple[str, Expression]]:
        """Check how facts are worked out from others; each must have its fact's type."""
        found = []
        for name in self.in_order(scalars):
            expression = self.expression(scalars[name])
            if expression and expression.type.kind in (facts[name].value_type.kind, Kind.ANY):
                found.append((name, expression))
            elif expression:
                self._wrong_type(facts[name], expression.type, scalars[name])
        return found

    def in_order(self, scalars: Mapping[str, Scalar]) -> list[str]:
        """The names, each after those that its expression reads; those in a circle are left out."""
        reads = {name: self._reads(scalar, scalars) for name, scalar in scalars.items()}
        while True:
            try:
                return list(TopologicalSorter(reads).static_order())
            except CycleError as error:
                circle = list(dict.fromkeys(reversed(error.args[1])))
                self._circle(circle, scalars)
                for name in circle:
                    self.names[name] = ANY
                reads = {
                    name: [each for each in names if each not in circle]
                    for name, names in reads.items()
                    if name not in circle
                }

    def _reads(self, scalar: Scalar, among: Mapping[str, Scalar]) -> list[str]:
        node = self.node(scalar)
        names = [each.name for each, _ in walk(node) if isinstance(each, Name)] if node else []
        return [name for name in names if name in among]

    def _circle(self, circle: list[str], scalars: Mapping[str, Scalar]) -> None:
        first = min(circle, key=lambda name: scalars[name].place.line)
        at = circle.index(first)
        path = " → ".join([*circle[at:], *circle[:at], first])
        message = Text(
            f"Definitionerna går i cirkel: {path}.", f"The definitions form a circle: {path}."
        )
        hint = Text("Skriv ut villkoret i en av dem.", "Write the condition out in one of them.")
        self.diagnostics.append(
            Diagnostic(Code.CYCLIC_DEFINITION, message, scalars[first].place, hint)
        )

    def _wrong_type(self, fact: Fact, found: Type, scalar: Scalar) -> None:
        sv = f"{fact.id} ska vara {KIND_NAMES[fact.value_type.kind]}, men det här är {KIND_NAMES[found.kind]}."
        en = f"{fact.id} should be {KIND_NAMES[fact.value_type.kind]['en']}, but this is {KIND_NAMES[found.kind]['en']}."
        self.diagnostics.append(Diagnostic(Code.WRONG_TYPE, Text(sv, en), scalar.place))

    def _expression(self, node: Node | None, checked: Checked | None) -> Expression | None:
        if node is None or checked is None:
            return None
        self.diagnostics += checked.diagnostics
        if any(each.severity is Severity.ERROR for each in checked.diagnostics):
            return None
        return Expression(node, checked.type, checked.names)


def taken(names: Mapping[str, Scalar], by: str, others: Mapping[str, object]) -> list[Diagnostic]:
    """A diagnostic for each name that is taken already; *by* says in Swedish by what."""
    return [
        Diagnostic(
            Code.DUPLICATE_ID,
            Text(f"Namnet {name} används redan av {by}.", f"The name {name} is taken already."),
            scalar.place,
            Text("Välj ett annat namn.", "Choose another name."),
        )
        for name, scalar in names.items()
        if name in others
    ]


def repeated(ids: list[Scalar]) -> list[Diagnostic]:
    """A diagnostic for each id that occurs before in the list."""
    first: dict[str, Scalar] = {}
    found = []
    for scalar in ids:
        name = scalar.excerpt.text
        if name in first:
            line = first[name].place.line
            message = Text(
                f"Namnet {name} finns redan på rad {line}.",
                f"The id {name} stands on line {line} already.",
            )
            hint = Text(
                "Varje regel ska ha ett eget namn.", "Every rule should have an id of its own."
            )
            found.append(Diagnostic(Code.DUPLICATE_ID, message, scalar.place, hint))
        else:
            first[name] = scalar
    return found
