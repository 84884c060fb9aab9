"""A report: each measure's figure with its denominator, its bounds and what is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.refusal import shown
from kraftrules.results.rows import Fault, LeftOut
from kraftrules.ruleset.declaration import Declaration, DeclaredMeasure, UnmeasuredGoal
from kraftrules.text import Text, listed, nearest

if TYPE_CHECKING:
    from kraftrules.results.trace import Trace, Tracer

Number = int | float


@dataclass(frozen=True, slots=True)
class Target:
    """What a measure is to come to this year; a share is a part of 1."""

    at_least: Number | None = None
    at_most: Number | None = None
    within: tuple[Number, Number] | None = None
    percent: bool = False

    def to_dict(self) -> dict[str, object]:
        """As JSON has it, with the key that the ruleset has."""
        within = None if self.within is None else list(self.within)
        stated = {"at_least": self.at_least, "at_most": self.at_most, "within": within}
        return {key: value for key, value in stated.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder from everyone to those counted.

    *persons* surely reach it, *unknown* may, and *left* are those who reach the rung before and
    surely not this one; *why* says what they are, after their number. None is a figure suppressed.
    """

    id: str
    label: Text
    persons: int | None
    unknown: int | None
    left: int | None
    why: Text


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that keeps a measure from being settled: in how many enrolments, and who holds it."""

    fact: str
    label: Text
    held_by: tuple[str, ...]
    enrolments: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure's figure, of everyone or of a group.

    *numerator* and *denominator* count persons known both ways, and *unknown* those who are not.
    *low* and *high* are the least and the greatest that *value* can be, over every way the unknown
    facts could turn out. *by* are the groups of the measure's own fact, *groups* those of each fact
    asked for. All figures are None where *suppressed*.
    """

    id: str
    label: Text
    kind: str
    numerator: int | None
    denominator: int | None
    value: Number | None
    low: Number | None
    high: Number | None
    unknown: int | None
    target: Target | None = None
    met: bool | None = None
    by: Mapping[str, Figure] = field(default_factory=lambda: MappingProxyType({}))
    groups: Mapping[str, Mapping[str, Figure]] = field(default_factory=lambda: MappingProxyType({}))
    ladder: tuple[Rung, ...] = ()
    missing: tuple[Missing, ...] = ()
    suppressed: bool = False

    def to_dict(self) -> dict[str, object]:
        """As JSON has it."""
        found: dict[str, object] = {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "unknown": self.unknown,
            "suppressed": self.suppressed,
        }
        if not self.ladder:  # a group's
            return found
        return {
            "id": self.id,
            "label": {"sv": self.label.sv, "en": self.label.en},
            "kind": self.kind,
            **found,
            "target": self.target.to_dict() if self.target else None,
            "met": self.met,
            "by": {name: each.to_dict() for name, each in self.by.items()},
            "groups": {
                fact: {name: each.to_dict() for name, each in groups.items()}
                for fact, groups in self.groups.items()
            },
            "ladder": [
                {"step": each.id, "persons": each.persons, "unknown": each.unknown, "left": each.left}
                for each in self.ladder
            ],
            "missing": [
                {"fact": each.fact, "held_by": list(each.held_by), "enrolments": each.enrolments}
                for each in self.missing
            ],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """What a table of enrolments comes to in a period. Read a measure by its id: ``report["work_share"]``.

    *rows* is how many enrolments were given, *people* how many persons those are about that could be
    counted or lie outside the period. *left_out* lists the enrolments that are not counted, at most
    a thousand of each kind, and *left_out_counts* says how many there are of each.
    """

    declared: Declaration = field(repr=False)
    since: date
    until: date
    rows: int | None
    people: int | None
    measures: Mapping[str, Figure] = field(repr=False)
    left_out: tuple[LeftOut, ...] = field(repr=False)
    left_out_counts: Mapping[Fault, int | None]
    by: tuple[str, ...] = ("sex",)
    suppress_below: int = 0
    tracer: Tracer | None = field(default=None, repr=False, compare=False)

    __hash__ = None  # type: ignore[assignment]

    def __deepcopy__(self, memo: object) -> Report:
        """The report itself, for it never changes."""
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a report cannot be pickled: count again, or keep report.to_dict()")

    def __copy__(self) -> Report:
        return self

    @property
    def ruleset(self) -> str:
        """The ruleset's id."""
        return self.declared.id

    @property
    def edition(self) -> str:
        """The ruleset's edition."""
        return self.declared.edition

    @property
    def not_measurable(self) -> tuple[UnmeasuredGoal, ...]:
        """The goals that no record of an enrolment can measure."""
        return self.declared.results.not_measurable

    def __getitem__(self, name: str) -> Figure:
        """A measure's figure; raises `FactError` for a name that the ruleset does not have."""
        found = self.measures.get(name) if isinstance(name, str) else None
        if found is None:
            raise unheard_of(name, self.measures)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.measures)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self.measures

    def __len__(self) -> int:
        return len(self.measures)

    def declared_measure(self, name: str) -> DeclaredMeasure:
        """How a measure was declared: its conditions, source and interpretation."""
        return next(each for each in self.declared.results.measures if each.id == name)

    def trace(self, measure: str, person_id: str | int) -> Trace:
        """How one person was counted in a measure, step by step; raises `FactError`.

        A report in which figures are suppressed says nothing of a single person.
        """
        if self.tracer is None:
            allowed = Text("ett publicerat underlag säger inget om enskilda personer",
                           "a published report says nothing of single persons")  # fmt: skip
            raise FactError([FactProblem("person_id", "", allowed)])
        return self.tracer.trace(self[measure], person_id)

    def to_dict(self, suppress_below: int | None = None) -> dict[str, object]:
        """As JSON has it; with *suppress_below*, what can be published: see `published`."""
        report = self if suppress_below is None else self.published(suppress_below)
        return {
            "ruleset": report.ruleset,
            "edition": report.edition,
            "since": report.since.isoformat(),
            "until": report.until.isoformat(),
            "rows": report.rows,
            "people": report.people,
            "suppress_below": report.suppress_below,
            "measures": {name: each.to_dict() for name, each in report.measures.items()},
            "not_measurable": [each.id for each in report.not_measurable],
            "left_out": {fault.value: count for fault, count in report.left_out_counts.items()},
        }

    def published(self, suppress_below: int = 5) -> Report:
        """The report without figures for fewer persons than that, and without what gives them away."""
        from kraftrules.results.suppress import suppressed  # noqa: PLC0415 - it makes reports itself

        return suppressed(self, suppress_below)


def unheard_of(name: object, known: Mapping[str, object]) -> FactError:
    """The error for a measure that the ruleset does not have."""
    near = nearest(name, known) if isinstance(name, str) else None
    said = name[:60] if isinstance(name, str) and name.isprintable() else shown(name)
    hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None
    allowed = Text(f"måtten är {listed(known, most=40)}", f"the measures are {listed(known, 'and', most=40)}")  # fmt: skip
    return FactError([FactProblem(said, "", allowed, hint)])


def as_number(value: Fraction | int | None) -> Number | None:
    """An exact figure as it is handed out: whole numbers as they are, and others as floats."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value.denominator == 1 and value > 1 else float(value)
