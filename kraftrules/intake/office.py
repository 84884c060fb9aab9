"""Holds the intakes of one ruleset."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.python import compile_reading
from kraftrules.given import accept_day
from kraftrules.intake.candidates import Candidate, Decide, Reader, person_id_of
from kraftrules.intake.draw import accept_seed, draw
from kraftrules.intake.intake import Intake
from kraftrules.intake.plan import make_intake_plan
from kraftrules.intake.streams import Seats
from kraftrules.plan import Plan
from kraftrules.values import FIRST_DATE

Found = TypeVar("Found")


class Office:
    """What holds intakes by a plan: *decide* decides about each candidate. Safe to share."""

    def __init__(self, plan: Plan, decide: Decide) -> None:
        self.plan = make_intake_plan(plan)
        judge = compile_reading(self.plan.reading, f"intake of {plan.declared.name}")
        self.reader = Reader(decide, judge, self.plan.reading)

    def hold(
        self,
        candidates: Iterable[Mapping[str, object]],
        on: date,
        seats: Seats,
        seed: str | None,
        *,
        teams: int = 1,
        months: int = 1,
        ignore_extra: bool = False,
    ) -> Intake:
        """Hold an intake, as `kraftrules.Ruleset.intake` describes it."""
        problems: list[FactProblem] = []
        seed = _tried(lambda: accept_seed(self.plan, seed), problems)
        day = _tried(lambda: accept_day(on), problems)
        any_day = day or FIRST_DATE
        _tried(lambda: draw(self.plan, (), any_day, seats, None, teams, months), problems)
        if problems or day is None:
            raise FactError(problems)
        read = self.reader.everyone(candidates, day, ignore_extra)
        return self.drawn(read, day, seats, seed, teams=teams, months=months)

    def consider(
        self, facts: Mapping[str, object], on: date, *, ignore_extra: bool = False
    ) -> Candidate:
        """One candidate, for `drawn`; raises `FactError`."""
        return self.reader.one(person_id_of(facts), facts, on, ignore_extra)

    def drawn(
        self, candidates: Sequence[Candidate], on: date, seats: Seats, seed: str | None,
        *, teams: int = 1, months: int = 1,
    ) -> Intake:  # fmt: skip
        """The intake of candidates who have been read already."""
        return Intake(
            draw(self.plan, candidates, on, seats, seed, teams, months), tuple(candidates)
        )


def _tried(call: Callable[[], Found], problems: list[FactProblem]) -> Found | None:
    """What a call gives; what is wrong with it joins the problems, so that all are told at once."""
    try:
        return call()
    except FactError as error:
        problems += error.problems
        return None
