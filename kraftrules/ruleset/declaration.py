"""A checked ruleset: what was declared, with every shared rule in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kraftrules.feel.nodes import Node
from kraftrules.ruleset.model import InForce
from kraftrules.source import Place
from kraftrules.text import Text
from kraftrules.values import Type
from kraftrules.vocabulary import Fact, Vocabulary


@dataclass(frozen=True, slots=True)
class Citation:
    """The document and section that a rule comes from; *title* is the document's."""

    document: str
    section: str
    title: Text

    def __str__(self) -> str:
        return f"{self.title}, {self.section}"


@dataclass(frozen=True, slots=True)
class DeclaredRule:
    """A rule: a condition (*when*), or a group of which *need* of the *members* must be met."""

    id: str
    label: Text
    place: Place
    when: Node | None = None
    names: tuple[str, ...] = ()
    members: tuple[DeclaredRule, ...] = ()
    need: int = 0
    points: int = 0
    source: Citation | None = None
    interpretation: Text | None = None

    def walk(self) -> Iterator[DeclaredRule]:
        """The rule and those below it, in the order written."""
        yield self
        for member in self.members:
            yield from member.walk()


@dataclass(frozen=True, slots=True)
class DeclaredDefinition:
    """A name for a part of a condition; *names* are the facts and definitions that it reads."""

    id: str
    value: Node
    type: Type
    names: tuple[str, ...]
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a fact is worked out when it is not given."""

    fact: str
    value: Node
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TieBreak:
    """What orders those with equal points: a fact, or the lottery (*by* is None)."""

    by: str | None
    descending: bool = False


@dataclass(frozen=True, slots=True)
class DeclaredDuty:
    """What must be done when *when* holds: by the day *due*, if one is named, and fulfilled by *done*.

    *due* is a day or none; *done* is a condition, or (*dated*) the day on which it was done.
    *names* are the facts and definitions that all three read.
    """

    id: str
    label: Text
    place: Place
    when: Node
    due: Node | None
    done: Node
    dated: bool
    names: tuple[str, ...]
    source: Citation | None = None
    interpretation: Text | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """One edition of a ruleset, checked. *target_group* is a group without a name of its own.

    *definitions* and *derivations* stand in an order in which each reads only those before it.
    """

    id: str
    edition: str
    title: Text
    description: Text | None
    status: str
    in_force: InForce
    vocabulary: Vocabulary
    definitions: tuple[DeclaredDefinition, ...]
    derivations: tuple[Derivation, ...]
    target_group: DeclaredRule
    exclusions: tuple[DeclaredRule, ...]
    factors: tuple[DeclaredRule, ...]
    ties: tuple[TieBreak, ...]
    interpretations: tuple[Text, ...]
    place: Place
    duties: tuple[DeclaredDuty, ...] = ()

    @property
    def name(self) -> str:
        """The ruleset and its edition, as ``malmokraften@2.0``."""
        return f"{self.id}@{self.edition}"

    @property
    def criteria(self) -> tuple[DeclaredRule, ...]:
        """Groups and criteria, in the order written; the target group itself is not among them."""
        return tuple(self.target_group.walk())[1:]

    @property
    def rules(self) -> tuple[DeclaredRule, ...]:
        """Every rule: criteria, exclusions, factors."""
        return (*self.criteria, *self.exclusions, *self.factors)

    def fact(self, name: str) -> Fact:
        """A person fact that the rules read."""
        return self.vocabulary.of("person")[name]
