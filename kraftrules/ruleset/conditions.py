"""The conditions in a file: each read and checked once, definitions and derivations put in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from kraftrules.diagnostics import Code, Diagnostic, RulesetError, Severity
from kraftrules.feel.check import NO_LEXICON, Checked, check, check_condition
from kraftrules.feel.hints import KIND_NAMES, Lexicon
from kraftrules.feel.nodes import Name, Node, walk
from kraftrules.feel.parse import LONGEST_TEXT, parse
from kraftrules.ruleset.tree import Entries, Items, Scalar, Tree
from kraftrules.text import Text
from kraftrules.values import ANY, Kind, Type
from kraftrules.vocabulary import Fact

MOST_FOUND = 120
MOST_TEXT = 50_000
MOST_CIRCLES = 20


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition's tree, its type, and the facts and definitions that it reads."""

    node: Node
    type: Type
    names: tuple[str, ...]


class Conditions:
    """Reads the expressions of one file, remembers each, and collects what is wrong with them."""

    def __init__(self, names: Mapping[str, Type], lexicon: Lexicon = NO_LEXICON) -> None:
        self.names = dict(names)
        self.lexicon = lexicon
        self.diagnostics: list[Diagnostic] = []
        self.read = 0
        self._nodes: dict[int, Node | None] = {}
        self._conditions: dict[int, Expression | None] = {}

    def condition(self, scalar: Scalar) -> Expression | None:
        """A rule's condition; None where something is wrong with it."""
        if id(scalar) not in self._conditions:
            node = self.node(scalar)
            checked = (
                check_condition(node, self.names, scalar.excerpt, self.lexicon) if node else None
            )
            self._conditions[id(scalar)] = self._expression(node, checked)
        return self._conditions[id(scalar)]

    def expression(self, scalar: Scalar) -> Expression | None:
        """An expression of any type; None where something is wrong with it."""
        node = self.node(scalar)
        checked = check(node, self.names, scalar.excerpt, self.lexicon) if node else None
        return self._expression(node, checked)

    def node(self, scalar: Scalar) -> Node | None:
        """The tree of an expression; None where it cannot be read."""
        if id(scalar) not in self._nodes:
            self._nodes[id(scalar)] = None
            if not self._has_room(scalar):
                return None
            try:
                self._nodes[id(scalar)] = parse(scalar.excerpt)
            except RulesetError as error:
                self.diagnostics += error.diagnostics
        return self._nodes[id(scalar)]

    def _has_room(self, scalar: Scalar) -> bool:
        """Whether an expression is to be read: there is one, and the file has not had too many."""
        if len(self.diagnostics) > MOST_FOUND or scalar.is_empty or not scalar.text:
            return False
        before, self.read = self.read, self.read + min(len(scalar.text), LONGEST_TEXT)
        if before <= MOST_TEXT < self.read:
            message = Text(f"Villkoren i filen har tillsammans fler än {MOST_TEXT} tecken.",
                           f"The conditions of the file have more than {MOST_TEXT} characters in all.")  # fmt: skip
            hint = Text("Dela upp den i flera regelverk.", "Split it into several rulesets.")
            self.diagnostics.append(Diagnostic(Code.TOO_MANY, message, scalar.place, hint))
        return self.read <= MOST_TEXT

    def sweep(self, tree: Tree, passing: Sequence[str] = ()) -> None:
        """Check every condition below a tree, also where the model refuses what stands around it.

        Keys to be *passing* by hold conditions about something else.
        """
        if isinstance(tree, Items):
            for item in tree.items:
                self.sweep(item)
        elif isinstance(tree, Entries):
            for key, value in tree.entries:
                if key.text == "when" and isinstance(value, Scalar):
                    self.condition(value)
                elif key.text not in passing:
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
        reads: dict[str, Sequence[str]] = {
            name: self._reads(scalar, scalars) for name, scalar in scalars.items()
        }
        for _ in range(MOST_CIRCLES):
            try:
                return list(TopologicalSorter(reads).static_order())
            except CycleError as error:
                circle = list(dict.fromkeys(reversed(error.args[1])))
            self._circle(circle, scalars)
            reads = self._without(set(circle), reads)
        reads = self._without(_in_circles(reads), reads)
        return list(TopologicalSorter(reads).static_order())

    def _without(
        self, circle: set[str], reads: Mapping[str, Sequence[str]]
    ) -> dict[str, Sequence[str]]:
        """The names that are not in a circle; what reads one of those that are may be anything."""
        self.names |= dict.fromkeys(circle, ANY)
        return {
            name: [each for each in names if each not in circle]
            for name, names in reads.items()
            if name not in circle
        }

    def _reads(self, scalar: Scalar, among: Mapping[str, Scalar]) -> list[str]:
        node = self.node(scalar)
        names = [each.name for each, _ in walk(node) if isinstance(each, Name)] if node else []
        return [name for name in names if name in among]

    def _circle(self, circle: list[str], scalars: Mapping[str, Scalar]) -> None:
        first = min(circle, key=lambda name: scalars[name].span.start)
        at = circle.index(first)
        names = [*circle[at:], *circle[:at]]
        path = " → ".join([*names[:8], *(["…"] if len(names) > 8 else []), first])
        message = Text(f"Definitionerna går i cirkel: {path}.", f"The definitions form a circle: {path}.")  # fmt: skip
        hint = Text("Skriv ut villkoret i en av dem.", "Write the condition out in one of them.")
        if len(circle) == 1:
            message = Text(f"{first} definieras med sig själv.", f"{first} is defined by itself.")
            hint = Text("Skriv ut villkoret.", "Write the condition out.")
        elsewhere = circle[(at + 1) % len(circle)]
        node = self._nodes[id(scalars[first])]
        spans = [
            each.span for each, _ in walk(node) if isinstance(each, Name) and each.name == elsewhere
        ] if node else []  # fmt: skip
        place = scalars[first].excerpt.place(spans[0]) if spans else scalars[first].place
        self.diagnostics.append(Diagnostic(Code.CYCLIC_DEFINITION, message, place, hint))

    def _wrong_type(self, fact: Fact, found: Type, scalar: Scalar) -> None:
        wanted, is_ = KIND_NAMES[fact.value_type.kind], KIND_NAMES[found.kind]
        message = Text(f"{fact.id} ska vara {wanted}, men det här är {is_}.",
                       f"{fact.id} should be {wanted['en']}, but this is {is_['en']}.")  # fmt: skip
        hint = Text("Ändra type:, eller hur uppgiften räknas ut.", "Change type:, or how the fact is worked out.")  # fmt: skip
        self.diagnostics.append(Diagnostic(Code.WRONG_TYPE, message, scalar.place, hint))

    def _expression(self, node: Node | None, checked: Checked | None) -> Expression | None:
        if node is None or checked is None:
            return None
        self.diagnostics += checked.diagnostics
        if any(each.severity is Severity.ERROR for each in checked.diagnostics):
            return None
        return Expression(node, checked.type, checked.names)


def _in_circles(reads: Mapping[str, Sequence[str]]) -> set[str]:
    """The names that cannot be put in order: those in circles, and those that read them."""
    readers: dict[str, list[str]] = {name: [] for name in reads}
    for name, names in reads.items():
        for each in set(names):
            readers[each].append(name)
    waiting = {name: len(set(names)) for name, names in reads.items()}
    free = [name for name, count in waiting.items() if count == 0]
    while free:
        for reader in readers[free.pop()]:
            waiting[reader] -= 1
            if waiting[reader] == 0:
                free.append(reader)
    return {name for name, count in waiting.items() if count > 0}
