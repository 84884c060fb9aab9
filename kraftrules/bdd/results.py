"""What came of running scenarios: data, to be printed, counted or measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kraftrules.bdd.counting import CountingCase
from kraftrules.bdd.intakes import IntakeCase
from kraftrules.bdd.world import Case
from kraftrules.text import Text

Table = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it is written: the keyword with its space, the text, and the table below it."""

    keyword: str
    text: str
    line: int
    table: Table = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """The first step that did not hold, as it was said, and why."""

    step: str
    line: int
    text: Text


@dataclass(frozen=True, slots=True)
class Example:
    """One person, or one row of a scenario's examples, on every engine: no failure where all holds.

    *cells* are the row's; *cases* the claims made of decisions, and *intakes* of intakes, by engine;
    *counting* those of counts.
    """

    cells: tuple[str, ...]
    line: int
    failures: Mapping[str, Failure]
    cases: Mapping[str, Sequence[Case]]
    counting: Sequence[CountingCase] = ()
    intakes: Mapping[str, Sequence[IntakeCase]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether everything held on every engine."""
        return not self.failures


@dataclass(frozen=True, slots=True)
class Examples:
    """A table of examples: its title and headings; a scenario without one has a single example."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario as it is written, after the background of its rule, and what came of it."""

    keyword: str
    title: str
    line: int
    rule: str
    description: str
    steps: tuple[Step, ...]
    tables: tuple[Examples, ...]

    @property
    def examples(self) -> list[Example]:
        """Every example of every table."""
        return [row for table in self.tables for row in table.rows]

    @property
    def ok(self) -> bool:
        """Whether every example held."""
        return all(each.ok for each in self.examples)


@dataclass(frozen=True, slots=True)
class Feature:
    """A file of scenarios. *problem* is why it cannot be read, with its line."""

    file: str
    title: str
    description: str
    background: tuple[Step, ...]
    scenarios: tuple[Scenario, ...]
    problem: Failure | None = None

    @property
    def ok(self) -> bool:
        """Whether the file could be read and every scenario held."""
        return self.problem is None and all(each.ok for each in self.scenarios)


@dataclass(frozen=True, slots=True)
class Run:
    """All the features, and the engines that decided."""

    features: tuple[Feature, ...]
    engines: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether there was anything to run, and all of it held."""
        return bool(self.examples) and all(each.ok for each in self.features)

    @property
    def examples(self) -> list[Example]:
        """Every example of every scenario."""
        return [
            row for feature in self.features for each in feature.scenarios for row in each.examples
        ]

    @property
    def counting_cases(self) -> list[CountingCase]:
        """Every claim made of how a participant is counted."""
        return [case for each in self.examples for case in each.counting]

    def cases(self, engine: str) -> list[Case]:
        """Every claim made of an engine's decisions."""
        return [case for each in self.examples for case in each.cases.get(engine, ())]

    def intakes(self, engine: str) -> list[IntakeCase]:
        """Every claim made of the intakes held by an engine's decisions."""
        return [case for each in self.examples for case in each.intakes.get(engine, ())]
