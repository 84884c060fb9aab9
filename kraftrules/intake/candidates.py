"""The candidates of an intake: each decided about, and what the intake asks of the eligible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kraftrules.decision import Decision
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.python import Judge
from kraftrules.given import Refused, accept, as_mapping, shown
from kraftrules.plan import Outcome
from kraftrules.reading import Reading
from kraftrules.text import Text
from kraftrules.values import Value
from kraftrules.vocabulary import Fact

PERSON_ID = "person_id"
MOST_PROBLEMS = 100
_ID = Fact(id=PERSON_ID, label=Text("personens beteckning", "the person's id"), type="identifier")

Decide = Callable[[Mapping[str, object], date, bool], Decision]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who wants a seat, with the decision.

    *verdicts* are those of the intake's conditions, two bits each, and *values* those of the facts
    that it wants; both are empty for those whom no unknown fact can make eligible.
    """

    person_id: str | int
    decision: Decision
    verdicts: int = 0
    values: tuple[Value, ...] = ()


class Reader:
    """Reads candidates: *decide* decides about each, *judge* finds what *reading* asks of them."""

    def __init__(self, decide: Decide, judge: Judge, reading: Reading) -> None:
        self._decide, self._judge = decide, judge
        self._asked = tuple(fact.id for fact in reading.inputs)

    def everyone(
        self, given: Iterable[Mapping[str, object]], on: date, ignore_extra: bool
    ) -> list[Candidate]:
        """Everyone, in the order given; raises `FactError`, which names what is wrong of whom.

        Candidates are counted from 1. The same person twice is an error, be it that one id is a
        number and the other a text.
        """
        found: list[Candidate] = []
        problems: list[FactProblem] = []
        first: dict[str, tuple[int, str | int]] = {}
        for number, facts in enumerate(_iterated(given), 1):
            try:
                person_id = person_id_of(facts)
                before, same = first.setdefault(as_id(person_id), (number, person_id))
                if before != number:
                    problems.append(_twice(number, person_id, before, same))
                found.append(self.one(person_id, facts, on, ignore_extra))
            except FactError as error:
                problems += (_of_candidate(number, problem) for problem in error.problems)
            if len(problems) >= MOST_PROBLEMS:
                break
        if problems:
            raise FactError(problems)
        return found

    def one(
        self, person_id: str | int, facts: Mapping[str, object], on: date, ignore_extra: bool
    ) -> Candidate:
        """One candidate; raises `FactError`."""
        decision = self._decide(facts, on, ignore_extra)
        if decision.outcome not in (Outcome.ELIGIBLE, Outcome.UNDETERMINED):
            return Candidate(person_id, decision)
        asked = {name: facts[name] for name in self._asked if name in facts}
        return Candidate(person_id, decision, *self._judge(asked, on))


def _iterated(given: Iterable[Mapping[str, object]]) -> Iterable[Mapping[str, object]]:
    if isinstance(given, Iterable) and not isinstance(given, str | bytes | Mapping):
        return given
    allowed = Text("tillåtet är en lista av personer, var och en med sina uppgifter",
                   "allowed is a list of people, each with their facts")  # fmt: skip
    raise FactError([FactProblem("candidates", shown(given), allowed)])


def person_id_of(given: Mapping[str, object]) -> str | int:
    """The id that somebody is given by; raises `FactError` where there is none."""
    facts = as_mapping(given)
    try:
        value = accept(_ID, facts.get(PERSON_ID))
    except Refused as refused:
        raise FactError([refused.problem]) from None
    if as_id(value):
        assert isinstance(value, str | int), "as_id gives a text for nothing else"
        return value
    missing = Text("person_id behövs i en antagning", "person_id is needed in an intake")
    raise FactError([FactProblem(PERSON_ID, "", missing)])


def as_id(given: object) -> str:
    """An id as the text that tells people apart; empty for what is no id."""
    try:
        value = accept(_ID, given)
    except Refused:
        return ""
    return str(value).strip() if isinstance(value, str | int) else ""


def _of_candidate(number: int, problem: FactProblem) -> FactProblem:
    where = "" if problem.fact == "facts" else f".{problem.fact}"
    return FactProblem(f"candidates[{number}]{where}", problem.given, problem.allowed, problem.hint)


def _twice(number: int, person_id: str | int, before: int, same: str | int) -> FactProblem:
    said = Text(f"samma person som candidates[{before}]; var och en kan stå en gång",
                f"the same person as candidates[{before}]; each can stand once")  # fmt: skip
    hint = None
    if type(person_id) is not type(same):
        hint = Text("Den ena är ett tal, den andra en text.", "One is a number, the other a text.")
    return FactProblem(f"candidates[{number}].{PERSON_ID}", shown(person_id), said, hint)
