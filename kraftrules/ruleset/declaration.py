"""A checked ruleset: what was declared, with every shared rule in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from kraftrules.feel.nodes import Node
from kraftrules.ruleset.model import InForce
from kraftrules.source import Place
from kraftrules.text import Text
from kraftrules.values import Type
from kraftrules.vocabulary import Fact, Vocabulary

MeasureKind = Literal["number", "share", "fewer", "balance", "monthly_average"]


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
class DeclaredReservation:
    """Seats reserved for those who meet a rule: *share* percent of the seats, or a *number*."""

    rule: DeclaredRule
    share: Decimal | None = None
    number: int | None = None

    def wanted(self, seats: int) -> int:
        """How many of so many seats are reserved."""
        if self.share is None:
            return self.number or 0
        return int(self.share * seats // 100)


@dataclass(frozen=True, slots=True)
class DeclaredStream:
    """A way into the intake for those who meet a rule, with *seats* *per* intake, team or month.

    It has none in the months *closed*; where it *passes_on*, seats that it cannot fill go to others.
    """

    rule: DeclaredRule
    seats: int
    per: str = "intake"
    closed: tuple[int, ...] = ()
    passes_on: bool = True


@dataclass(frozen=True, slots=True)
class DeclaredIntake:
    """How the seats of an intake are shared."""

    reservations: tuple[DeclaredReservation, ...] = ()
    streams: tuple[DeclaredStream, ...] = ()

    @property
    def rules(self) -> tuple[DeclaredRule, ...]:
        """The rules of the reservations, and then of the streams."""
        reserved = [each.rule for each in self.reservations]
        return (*reserved, *(each.rule for each in self.streams))


@dataclass(frozen=True, slots=True)
class DeclaredTarget:
    """What a measure is to come to; a share is a part of 1. *year* is None where every year is alike."""

    year: int | None
    low: Fraction | None
    high: Fraction | None
    percent: bool


@dataclass(frozen=True, slots=True)
class DeclaredMeasure:
    """What is counted: *condition*, of the persons that *among* holds for (None is everyone).

    *than* is what a ``fewer`` is compared with. The conditions read facts of a participation alone:
    outcomes stand written out in them. *said* are the conditions as they are written, by key.
    """

    id: str
    label: Text
    kind: MeasureKind
    condition: Node
    said: Mapping[str, Node]
    place: Place
    among: Node | None = None
    than: Node | None = None
    by: str = "sex"
    targets: tuple[DeclaredTarget, ...] = ()
    source: Citation | None = None
    interpretation: Text | None = None


@dataclass(frozen=True, slots=True)
class UnmeasuredGoal:
    """A goal that no record of an enrolment can measure, and why."""

    id: str
    label: Text
    reason: Text
    place: Place
    source: Citation | None = None
    interpretation: Text | None = None


@dataclass(frozen=True, slots=True)
class DeclaredResults:
    """What counts as a result. *outcomes* are rules about one enrolment, written out like the measures."""

    outcomes: tuple[DeclaredRule, ...] = ()
    measures: tuple[DeclaredMeasure, ...] = ()
    not_measurable: tuple[UnmeasuredGoal, ...] = ()


NO_RESULTS = DeclaredResults()


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
    intake: DeclaredIntake
    interpretations: tuple[Text, ...]
    place: Place
    duties: tuple[DeclaredDuty, ...] = ()
    results: DeclaredResults = NO_RESULTS

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
        """Every rule that a decision is made by: criteria, exclusions, factors."""
        return (*self.criteria, *self.exclusions, *self.factors)

    @property
    def every_rule(self) -> tuple[DeclaredRule, ...]:
        """Every rule that the file has: those of decisions, and those of intakes."""
        return (*self.rules, *self.intake.rules)

    def fact(self, name: str) -> Fact:
        """A person fact that the rules read."""
        return self.vocabulary.of("person")[name]
