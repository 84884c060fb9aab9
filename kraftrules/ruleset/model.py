"""The blocks of a ruleset file: one class for each, with the keys that it knows."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from kraftrules.text import Text
from kraftrules.vocabulary import Block, Day, Fact, Identifier, Organisation, Percent, Truth, Whole

RulesetId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
Edition = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=40)]
Words = Annotated[str, Field(min_length=1, max_length=2000)]
MOST_SEATS = 1_000_000
Points = Annotated[Whole, Field(ge=1, le=1000)]


class Reference(Block):
    """The document and the section that a rule comes from."""

    document: Words
    section: Words


class Document(Block):
    """A document that rules come from."""

    id: RulesetId
    title: Text
    publisher: Words
    date: Words


class Definition(Block):
    """A name for a part of a condition."""

    id: Identifier
    value: Words
    label: Text | None = None


class Rule(Block):
    """A rule with a condition of its own, or one taken from the shared rules by ``use``.

    Which keys go together, in this and in a `Grouping`, is seen to by `kraftrules.ruleset.shape`.
    """

    id: Identifier | None = None
    use: Identifier | None = None
    label: Text | None = None
    when: Annotated[str, Field(min_length=1)] | None = None
    source: Reference | None = None
    interpretation: Text | None = None


class Grouping(Block):
    """``all``, ``any``, or ``at_least`` a number ``of``: exactly one of them."""

    all: tuple[Criterion, ...] | None = None
    any: tuple[Criterion, ...] | None = None
    at_least: Whole | None = None
    of: tuple[Criterion, ...] | None = None

    @property
    def members(self) -> tuple[Criterion, ...]:
        """The criteria of the group."""
        return self.all or self.any or self.of or ()

    @property
    def need(self) -> int:
        """How many of the members must be met."""
        if self.at_least is not None:
            return self.at_least
        return 1 if self.any is not None else len(self.members)


class Criterion(Grouping, Rule):
    """A criterion for belonging to the target group, or a group of criteria."""


class TargetGroup(Grouping):
    """Who belongs to the target group."""


for _each in (Grouping, Criterion, TargetGroup):
    _each.model_rebuild(force=True)  # so that their fields know the class, not only its name


class Factor(Rule):
    """A priority factor: what gives points."""

    points: Points


class Tie(Block):
    """A fact that orders those with equal points."""

    by: Identifier
    order: Literal["ascending", "descending"]


def _kind_of_tie(given: object) -> str:
    return "tie" if isinstance(given, dict | Tie) else "lottery"


AnyTie = Annotated[
    Annotated[Tie, Tag("tie")] | Annotated[Literal["lottery"], Tag("lottery")],
    Discriminator(_kind_of_tie),
]


class Priority(Block):
    """Who goes first when seats are short."""

    factors: tuple[Factor, ...] = ()
    ties: tuple[AnyTie, ...] = ()


class Duty(Block):
    """Something that must be done for a person: when it arises, by what day, what fulfils it.

    *due* is a day, *done* a condition or the day on which it was done: both in the condition language.
    """

    id: Identifier
    label: Text
    when: Annotated[str, Field(min_length=1)]
    due: Annotated[str, Field(min_length=1)] | None = None
    done: Annotated[str, Field(min_length=1)]
    source: Reference | None = None
    interpretation: Text | None = None


class Reservation(Rule):
    """Seats reserved for those who meet a condition: a ``share`` of the seats, or a ``number``."""

    share: Percent | None = None
    number: Annotated[Whole, Field(ge=0, le=MOST_SEATS)] | None = None


class Stream(Rule):
    """A way into the intake with seats of its own.

    ``per`` tells what has so many seats: each intake, each team, or each month. In a month among
    ``closed_months`` there are none. Seats that the stream cannot fill go to the others where
    ``passes_on``.
    """

    seats: Annotated[Whole, Field(ge=0, le=MOST_SEATS)]
    per: Literal["intake", "team", "month"] = "intake"
    closed_months: tuple[Annotated[Whole, Field(ge=1, le=12)], ...] = ()
    passes_on: Truth = True


class Intake(Block):
    """How the seats of an intake are shared."""

    reservations: tuple[Reservation, ...] = ()
    streams: tuple[Stream, ...] = ()


def _as_amount(given: object) -> object:
    """A number, or a share in percent, as it is written: ``1300`` or ``45%``."""
    if given is None or (
        isinstance(given, str) and not re.fullmatch(r"[0-9]{1,12}([.][0-9]{1,6})? ?%?", given)
    ):
        raise PydanticCustomError("amount", "amount")
    return given


def _as_year(given: object) -> object:
    if isinstance(given, str) and not re.fullmatch(r"(18|19|20|21|22)[0-9]{2}", given):
        raise PydanticCustomError("year", "year")
    return given


def _one_or_by_year(given: object) -> str:
    return "by_year" if isinstance(given, dict) else "amount"


Amount = Annotated[str, BeforeValidator(_as_amount)]
Year = Annotated[str, BeforeValidator(_as_year)]
Ends = Annotated[tuple[Amount, ...], Field(min_length=2, max_length=2)]
AmountByYear = Annotated[
    Annotated[Amount, Tag("amount")] | Annotated[dict[Year, Amount], Tag("by_year")],
    Discriminator(_one_or_by_year),
]
EndsByYear = Annotated[
    Annotated[Ends, Tag("amount")] | Annotated[dict[Year, Ends], Tag("by_year")],
    Discriminator(_one_or_by_year),
]


class Target(Block):
    """What a measure is to come to: exactly one of the three, the same every year or year by year.

    Which keys go together, in this and in a `Measure`, is seen to by `kraftrules.ruleset.results`.
    """

    at_least: AmountByYear | None = None
    at_most: AmountByYear | None = None
    within: EndsByYear | None = None


class CountedOutcome(Block):
    """A name for what can come of an enrolment, to use in the measures."""

    id: Identifier
    label: Text
    when: Words
    source: Reference | None = None
    interpretation: Text | None = None


class Measure(Block):
    """What is counted: exactly one of ``number``, ``share``, ``fewer``, ``balance``, ``monthly_average``."""

    id: Identifier
    label: Text
    number: Words | None = None
    share: Words | None = None
    fewer: Words | None = None
    balance: Words | None = None
    monthly_average: Words | None = None
    than: Words | None = None
    among: Words | None = None
    by: Words | None = None
    target: Target | None = None
    source: Reference | None = None
    interpretation: Text | None = None


class Unmeasured(Block):
    """A goal that no record of an enrolment can measure, and why."""

    id: Identifier
    label: Text
    reason: Text
    source: Reference | None = None
    interpretation: Text | None = None


class Results(Block):
    """What counts as a result: outcomes, what is counted of them, and the goals that cannot be counted."""

    outcomes: tuple[CountedOutcome, ...] = ()
    measures: tuple[Measure, ...] = ()
    not_measurable: tuple[Unmeasured, ...] = ()


class InForce(Block):
    """The days on which an edition holds, both included."""

    from_: Day = Field(alias="from")
    to: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to is not None and self.to < self.from_:
            raise PydanticCustomError("period", "{key}", {"key": "to"})
        return self

    def includes(self, day: date) -> bool:
        """Whether the edition holds on a day."""
        return self.from_ <= day and (self.to is None or day <= self.to)

    def overlaps(self, other: InForce) -> bool:
        """Whether there is a day on which both hold."""
        return self.includes(other.from_) or other.includes(self.from_)

    def __str__(self) -> str:
        return f"{self.from_}–{self.to or ''}"


class Heading(Block):
    """What a ruleset file is called, and when it holds."""

    ruleset: RulesetId
    edition: Edition
    title: Text
    description: Text | None = None
    status: Literal["adopted", "draft"] = "adopted"
    in_force: InForce


class RulesetBlock(Heading):
    """A ruleset file."""

    shared: Words | None = None
    sources: tuple[Document, ...] = ()
    facts: tuple[Fact, ...] = ()
    definitions: tuple[Definition, ...] = ()
    target_group: TargetGroup
    exclusions: tuple[Rule, ...] = ()
    priority: Priority = Priority()
    duties: tuple[Duty, ...] = ()
    intake: Intake = Intake()
    results: Results = Results()
    interpretations: tuple[Text, ...] = ()


class SharedBlock(Block):
    """A file of rules that several rulesets use."""

    rules: tuple[Criterion, ...] = ()


class VocabularyBlock(Block):
    """The vocabulary file."""

    organisations: tuple[Organisation, ...] = ()
    facts: tuple[Fact, ...] = ()


class SourcesBlock(Block):
    """The file of documents that rules come from."""

    sources: tuple[Document, ...] = ()
