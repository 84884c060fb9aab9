"""How one person was counted in a measure, step by step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.plan import Verdict
from kraftrules.refusal import shown
from kraftrules.results.ladder import reach
from kraftrules.results.people import PersonId, same_form
from kraftrules.results.period import MAYBE, NO, YES
from kraftrules.results.report import Figure
from kraftrules.results.rows import LeftOut
from kraftrules.results.states import Measured
from kraftrules.results.tally import Tally
from kraftrules.text import Lang, Text
from kraftrules.values import LARGEST_INTEGER, SMALLEST_INTEGER

_VERDICTS = {YES: Verdict.MET, MAYBE: Verdict.UNKNOWN, NO: Verdict.NOT_MET}
_SAID = {
    Verdict.MET: Text("ja", "yes"),
    Verdict.NOT_MET: Text("nej", "no"),
    Verdict.UNKNOWN: Text("går inte att avgöra", "cannot be settled"),
}
_NOT_PUT = Text("prövas inte", "not asked")
_NO_ROW = Text("ja, men ingen av raderna kan räknas", "yes, but none of the rows can be counted")


@dataclass(frozen=True, slots=True)
class TraceStep:
    """A rung of the ladder, and whether the person is on it."""

    id: str
    label: Text
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Trace:
    """How one person was counted: as far up the ladder as *steps* say, with the rows left out."""

    measure: str
    label: Text
    person_id: str | int
    steps: tuple[TraceStep, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def counted(self) -> Verdict:
        """Whether the person is among those counted: met, not met or unknown."""
        return self.steps[-1].verdict

    def explain(self, lang: Lang = "sv") -> str:
        """The steps as lines to read."""
        lines = [f"{self.label[lang]}, {self.person_id}"]
        lines += [f"- {each.label[lang]}: {said[lang]}" for each, said in self._said()]
        lines += [f"- {each.render(lang)}" for each in self.left_out]
        return "\n".join(lines)

    def _said(self) -> Iterator[tuple[TraceStep, Text]]:
        """The steps, each with what to say of it: after the first no, nothing more is asked."""
        asked = True
        for each in self.steps:
            answer = _SAID[each.verdict] if each.id != "everyone" or each.verdict is Verdict.MET else _NO_ROW  # fmt: skip
            yield each, answer if asked else _NOT_PUT
            # those counted now are not among those counted then
            asked = asked and (each.verdict is not Verdict.NOT_MET or each.id == "than")


@dataclass(frozen=True, slots=True)
class Tracer:
    """Finds a person again in what was counted."""

    tally: Tally

    def trace(self, figure: Figure, person_id: PersonId) -> Trace:
        """How a person was counted; raises `FactError` for one who is not in the table."""
        measure = next(each for each in self.tally.survey.measures if each.id == figure.id)
        left_out = tuple(self._left_out(person_id))
        counted = self._counted(person_id)
        if counted is None and not left_out:
            raise FactError([FactProblem("person_id", shown(person_id), _NOBODY)])
        verdicts = [Verdict.NOT_MET] * len(figure.ladder)
        if counted is not None:
            found = reach(Measured(measure, self.tally.masks), self.tally.people.profile(counted))
            verdicts = [_VERDICTS[each] for each in found]
        steps = zip(figure.ladder, verdicts, strict=True)
        return Trace(
            measure=figure.id,
            label=figure.label,
            person_id=person_id if counted is None else counted,
            steps=tuple(TraceStep(rung.id, rung.label, each) for rung, each in steps),
            left_out=left_out,
        )

    def _counted(self, person_id: object) -> PersonId | None:
        """The identifier as it was counted, of one that may be text for a number or a number for text."""
        if not _is_id(person_id):
            return None
        able = (person_id, *_other_types(person_id))
        return next((each for each in able if each in self.tally.people), None)

    def _left_out(self, person_id: object) -> Iterator[LeftOut]:
        if _is_id(person_id):
            form = same_form(person_id)
            for each in self.tally.left_out.in_order():
                if each.person_id is not None and same_form(each.person_id) == form:
                    yield each


def _is_id(given: object) -> TypeGuard[PersonId]:
    """Whether it can be an identifier at all: True is no 1, and no number is as long as its text can be."""
    if isinstance(given, str):
        return True
    return type(given) is int and SMALLEST_INTEGER <= given <= LARGEST_INTEGER


def _other_types(person: PersonId) -> tuple[PersonId, ...]:
    if isinstance(person, int):
        return (str(person),)
    return (int(person),) if re.fullmatch(r"-?[0-9]{1,18}", person) else ()


_NOBODY = Text("personen finns inte i tabellen", "the person is not in the table")
