"""What has to be read of an enrolment to count it: the conditions of all measures, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.feel.nodes import And, Literal, Name, Node, walk
from kraftrules.reading import Reading, make_reading
from kraftrules.ruleset.declaration import Declaration, DeclaredMeasure, DeclaredRule
from kraftrules.text import Text
from kraftrules.vocabulary import Fact

EVERYONE: Node = Literal(True)
STARTS = ("employment_started_on", "studies_started_on")
READ = ("person_id", "sex", "enrolled_on", "exited_on", "team", *STARTS)
MONTH = "month"


@dataclass(frozen=True, slots=True)
class Slots:
    """Where a measure's conditions stand among all; 0 is that somebody is in the period at all."""

    among: int
    condition: int
    than: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What the engines judge of each enrolment, and where each measure finds its verdicts.

    Slot 0 says that an enrolment lies in the period; slot *n* is the reading's condition *n* - 1.
    *facts* are those read besides the conditions, in the order of the reading's wanted.
    """

    declared: Declaration
    reading: Reading
    slots: Mapping[str, Slots]
    by: tuple[str, ...]
    monthly: tuple[str, ...]

    @property
    def measures(self) -> tuple[DeclaredMeasure, ...]:
        """The measures, in the order written."""
        return self.declared.results.measures

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The facts of a participation, by name."""
        return self.reading.facts


def make_survey(declared: Declaration, by: Iterable[str] = ()) -> Survey:
    """What is to be read for a ruleset's measures, grouped by some facts besides each one's own.

    Raises `FactError` for a vocabulary without the facts that every count reads.
    """
    facts = declared.vocabulary.of("participation")
    measures = declared.results.measures
    lacking = [name for name in READ if name not in facts]
    if lacking:
        raise FactError([FactProblem(name, "", _LACKING) for name in lacking])
    grouped = dict.fromkeys(["sex", *(each.by for each in measures), *by])
    nodes = dict.fromkeys(node for each in measures for node in _nodes(each))
    nodes.pop(EVERYONE, None)
    rules = [_rule(declared, node, facts) for node in nodes]
    wanted = [*READ, *(each for each in grouped if each in facts and each not in READ)]
    place = {EVERYONE: 0, **{node: at for at, node in enumerate(nodes, 1)}}
    return Survey(
        declared=declared,
        reading=make_reading(facts, rules, wanted=wanted),
        slots={each.id: _slots(each, place) for each in measures},
        by=tuple(grouped),
        monthly=tuple(each.id for each in measures if each.kind == "monthly_average"),
    )


_LACKING = Text("ordlistan saknar uppgiften om inskrivningar",
                "the vocabulary lacks the fact about enrolments")  # fmt: skip


def _nodes(measure: DeclaredMeasure) -> Iterator[Node]:
    if measure.among is not None and measure.kind != "monthly_average":
        yield measure.among
    yield _condition(measure)
    if measure.than is not None:
        yield measure.than


def _condition(measure: DeclaredMeasure) -> Node:
    """The condition; that of a monthly average holds of an enrolment, and so does what it is among."""
    if measure.kind == "monthly_average" and measure.among is not None:
        return And((measure.among, measure.condition))
    return measure.condition


def _slots(measure: DeclaredMeasure, place: Mapping[Node, int]) -> Slots:
    monthly = measure.kind == "monthly_average"
    among = 0 if measure.among is None or monthly else place[measure.among]
    than = 0 if measure.than is None else place[measure.than]
    return Slots(among, place[_condition(measure)], than)


def _rule(declared: Declaration, node: Node, facts: Mapping[str, Fact]) -> DeclaredRule:
    names = [each.name for each, _ in walk(node) if isinstance(each, Name) and each.name in facts]
    return DeclaredRule("", declared.title, declared.place, node, tuple(dict.fromkeys(names)))
