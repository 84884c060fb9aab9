"""Candidates read one by one: each decided about, and what the intake asks of the considered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kraftrules.decision import Decision
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.python import Judge, compile_reading
from kraftrules.intake.candidates import CONSIDERED, Candidates, Standing
from kraftrules.intake.columns import Coder
from kraftrules.intake.ids import PERSON_ID, as_id, mixed, person_id_of, same_as
from kraftrules.intake.plan import IntakePlan
from kraftrules.plan import settle_pattern
from kraftrules.reading import Reading
from kraftrules.refusal import shown
from kraftrules.text import Text
from kraftrules.values import UNKNOWN, Value

MOST_PROBLEMS = 100

Decide = Callable[[Mapping[str, object], date, bool], Decision]


@dataclass(frozen=True, slots=True)
class Read:
    """One candidate who has been read: *verdicts* and *values* as in `Candidates`."""

    person_id: str | int
    decision: Decision
    verdicts: int = 0
    values: tuple[Value, ...] = ()


class Gathering:
    """Candidates as they are read."""

    def __init__(self, reading: Reading) -> None:
        lists = [reading.facts[name].type == "list" for name in reading.wanted]
        self._ids: list[str | int] = []
        self._standings: Coder[Standing] = Coder()
        self._singles: list[Coder[Value] | None] = [None if each else Coder() for each in lists]
        self._lists: list[list[Value]] = [[] for _ in lists]
        self._decisions: list[Decision] = []

    def add(self, read: Read) -> None:
        """Add a candidate."""
        each = read.decision
        self._ids.append(read.person_id)
        self._decisions.append(each)
        self._standings.add(Standing(
            each.outcome, each.not_met, each.exclusions_met, each.points, each.points_at_most, read.verdicts
        ))  # fmt: skip
        values = read.values or (UNKNOWN,) * len(self._lists)
        for coder, rest, value in zip(self._singles, self._lists, values, strict=True):
            if coder is None:
                rest.append(value)
            else:
                coder.add(value)

    def candidates(self) -> Candidates:
        """All who were added."""
        decisions = self._decisions

        def made(numbers: Iterable[int]) -> Iterator[Decision]:
            return map(decisions.__getitem__, numbers)

        def missing(numbers: Iterable[int]) -> Iterator[tuple[str, ...]]:
            return (each.missing for each in made(numbers))

        pairs = zip(self._singles, self._lists, strict=True)
        values = tuple(rest if coder is None else coder.column() for coder, rest in pairs)
        return Candidates(self._ids, self._standings.column(), values, made, missing)


class Reader:
    """Reads candidates: *decide* decides about each, and what *plan* asks of the considered is judged."""

    def __init__(self, plan: IntakePlan, decide: Decide) -> None:
        name = plan.plan.declared.name
        self._plan, self._decide = plan, decide
        self._judge = compile_reading(plan.reading, f"intake of {name}")
        self._asked = tuple(fact.id for fact in plan.reading.inputs)
        self._read = frozenset(fact.id for fact in plan.plan.inputs)

    def everyone(self, given: object, on: date, ignore_extra: bool) -> Candidates:
        """Everyone, in the order given; raises `FactError`, which names what is wrong of whom.

        Candidates are counted from 1. The same person twice is an error, be it that one id is a
        number and the other a text.
        """
        found = Gathering(self._plan.reading)
        problems: list[FactProblem] = []
        first: dict[str, tuple[int, str | int]] = {}
        for number, facts in enumerate(_iterated(given), 1):
            try:
                person_id = person_id_of(facts)
                before, same = first.setdefault(as_id(person_id), (number, person_id))
                if before != number:
                    problems.append(_twice(number, person_id, before, same))
                found.add(self.one(person_id, facts, on, ignore_extra))
            except FactError as error:
                problems += (_of_candidate(number, problem) for problem in error.problems)
            if len(problems) >= MOST_PROBLEMS:
                break
        if problems:
            raise FactError(problems)
        return found.candidates()

    def one(
        self, person_id: str | int, facts: Mapping[str, object], on: date, ignore_extra: bool
    ) -> Read:
        """One candidate; raises `FactError`."""
        decision = self._decide(facts, on, ignore_extra)
        if decision.outcome not in CONSIDERED:
            return Read(person_id, decision)
        asked = {name: facts[name] for name in self._asked if name in facts}
        return Read(person_id, decision, *self._judge(asked, on))

    def decided(self, facts: Mapping[str, Value], on: date) -> Decision:
        """The decision by facts that have been read."""
        return self._decide(self._given(facts), on, False)

    def judged(self, facts: Mapping[str, Value], on: date) -> tuple[int, tuple[Value, ...]]:
        """The verdicts and values of `plan.IntakePlan.whole` by facts that have been read.

        The values are those of all facts wanted; raises `FactError`.
        """
        plan = self._plan.plan
        key, _ = self._judge_plan(self._given(facts), on)
        if settle_pattern(plan, key).outcome not in CONSIDERED:
            return key, (UNKNOWN,) * len(self._plan.reading.wanted)
        asked = {name: facts[name] for name in self._asked if name in facts}
        verdicts, values = self._judge(asked, on)
        return key | verdicts << 2 * len(plan.conditions), values

    def _given(self, facts: Mapping[str, Value]) -> Mapping[str, Value]:
        """The facts that decisions read."""
        return {name: value for name, value in facts.items() if name in self._read}

    @cached_property
    def _judge_plan(self) -> Judge:
        plan = self._plan.plan
        return compile_reading(plan, plan.declared.name)


def _iterated(given: object) -> Iterable[Mapping[str, object]]:
    if isinstance(given, Iterable) and not isinstance(given, str | bytes | Mapping):
        return given
    allowed = Text("tillåtet är en lista av personer, var och en med sina uppgifter",
                   "allowed is a list of people, each with their facts")  # fmt: skip
    raise FactError([FactProblem("candidates", shown(given), allowed)])


def _of_candidate(number: int, problem: FactProblem) -> FactProblem:
    where = "" if problem.fact == "facts" else f".{problem.fact}"
    return FactProblem(f"candidates[{number}]{where}", problem.given, problem.allowed, problem.hint)


def _twice(number: int, person_id: str | int, before: int, same: str | int) -> FactProblem:
    said = same_as(Text(f"candidates[{before}]"))
    return FactProblem(
        f"candidates[{number}].{PERSON_ID}", shown(person_id), said, mixed(person_id, same)
    )
