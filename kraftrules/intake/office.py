"""Holds the intakes of one ruleset."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.given import accept_day
from kraftrules.intake.candidates import Candidates
from kraftrules.intake.draw import accept_seed, draw, offer
from kraftrules.intake.ids import person_id_of
from kraftrules.intake.intake import Intake
from kraftrules.intake.plan import make_intake_plan
from kraftrules.intake.reader import Decide, Gathering, Read, Reader
from kraftrules.intake.streams import Seats
from kraftrules.plan import Plan
from kraftrules.values import FIRST_DATE

if TYPE_CHECKING:
    from kraftrules.engines.polars.source import Source

Found = TypeVar("Found")


class Office:
    """What holds intakes by a plan: *decide* decides about each candidate. Safe to share."""

    def __init__(self, plan: Plan, decide: Decide) -> None:
        self.plan = make_intake_plan(plan)
        self.reader = Reader(self.plan, decide)

    def hold(
        self,
        candidates: object,
        on: date,
        seats: Seats,
        seed: str | None,
        *,
        teams: int = 1,
        months: int = 1,
        ignore_extra: bool = False,
    ) -> Intake:
        """Hold an intake, as `kraftrules.Ruleset.intake` describes it."""
        return self._held(
            lambda day: self.reader.everyone(candidates, day, ignore_extra),
            on, seats, seed, teams, months,
        )  # fmt: skip

    def hold_of_table(
        self, opened: Callable[[], Source], on: date, seats: Seats, seed: str | None,
        *, teams: int = 1, months: int = 1,
    ) -> Intake:  # fmt: skip
        """Hold an intake of the people in a table."""
        from kraftrules.intake.table import read_table  # noqa: PLC0415 - Polars may be missing

        return self._held(
            lambda day: read_table(self.plan, self.reader, opened(), day),
            on, seats, seed, teams, months,
        )  # fmt: skip

    def _held(
        self, read: Callable[[date], Candidates], on: date, seats: Seats, seed: str | None,
        teams: int, months: int,
    ) -> Intake:  # fmt: skip
        problems: list[FactProblem] = []
        seed = _tried(lambda: accept_seed(self.plan, seed), problems)
        day = _tried(lambda: accept_day(on), problems)
        _tried(lambda: offer(self.plan, seats, day or FIRST_DATE, teams, months), problems)
        if problems or day is None:
            raise FactError(problems)
        return self.drawn(read(day), day, seats, seed, teams=teams, months=months)

    def gathering(self) -> Gathering:
        """Nobody yet, for candidates who are read one by one."""
        return Gathering(self.plan.reading)

    def consider(
        self, facts: Mapping[str, object], on: date, *, ignore_extra: bool = False
    ) -> Read:
        """One candidate, for a gathering; raises `FactError`."""
        return self.reader.one(person_id_of(facts), facts, on, ignore_extra)

    def drawn(
        self, candidates: Candidates, on: date, seats: Seats, seed: str | None,
        *, teams: int = 1, months: int = 1,
    ) -> Intake:  # fmt: skip
        """The intake of candidates who have been read already."""
        return Intake(draw(self.plan, candidates, on, seats, seed, teams, months))


def _tried(call: Callable[[], Found], problems: list[FactProblem]) -> Found | None:
    """What a call gives; what is wrong with it joins the problems, so that all are told at once."""
    try:
        return call()
    except FactError as error:
        problems += error.problems
        return None
