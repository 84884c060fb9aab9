"""Holds the intakes of one ruleset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kraftrules.engines.python import compile_reading
from kraftrules.given import accept_day
from kraftrules.intake.candidates import Candidate, Decide, consider, read_candidates
from kraftrules.intake.draw import accept_seed, draw
from kraftrules.intake.intake import Intake
from kraftrules.intake.plan import make_intake_plan
from kraftrules.intake.streams import Seats
from kraftrules.plan import Plan


class Office:
    """What holds intakes by a plan: *decide* decides about each candidate. Safe to share."""

    def __init__(self, plan: Plan, decide: Decide) -> None:
        self.plan = make_intake_plan(plan)
        self._decide = decide
        self._judge = compile_reading(self.plan.reading, f"intake of {plan.declared.name}")

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
        seed = accept_seed(self.plan, seed)
        day = accept_day(on)
        draw(self.plan, (), day, seats, seed, teams, months)  # so that wrong seats are told first
        read = read_candidates(candidates, self._decide, self._judge, day, ignore_extra)
        return self.drawn(read, day, seats, seed, teams=teams, months=months)

    def consider(
        self, facts: Mapping[str, object], on: date, *, ignore_extra: bool = False
    ) -> Candidate:
        """One candidate, for `drawn`; raises `FactError`."""
        return consider(facts, self._decide, self._judge, on, ignore_extra)

    def drawn(
        self, candidates: Sequence[Candidate], on: date, seats: Seats, seed: str | None,
        *, teams: int = 1, months: int = 1,
    ) -> Intake:  # fmt: skip
        """The intake of candidates who have been read already."""
        return Intake(
            draw(self.plan, candidates, on, seats, seed, teams, months), tuple(candidates)
        )
