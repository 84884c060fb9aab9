"""The seats and the seed of an intake, as the command line states them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kraftrules.api import Ruleset
from kraftrules.cli.terminal import Stop, misused
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.intake.candidates import Candidates
from kraftrules.intake.draw import accept_seed
from kraftrules.intake.intake import Intake
from kraftrules.intake.streams import Seats
from kraftrules.text import Text

_NUMBER = re.compile(r"[+-]?[0-9]{1,4000}")  # as many as Python reads
_STREAM = re.compile(r"([^=,]+)=([^=,]*)")


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides an intake beside the rules and the candidates."""

    on: date
    seats: Seats
    seed: str | None
    teams: int
    months: int

    def draw(self, ruleset: Ruleset, candidates: Candidates) -> Intake:
        """Hold the intake of candidates who have been read."""
        office = ruleset.office
        seed = accept_seed(office.plan, self.seed)
        return office.drawn(
            candidates, self.on, self.seats, seed, teams=self.teams, months=self.months
        )

    def check(self, ruleset: Ruleset) -> None:
        """Stop the command where a ruleset can hold no intake on these terms."""
        if ruleset.office.plan.has_lottery and not (self.seed or "").strip():
            raise misused(
                f"--seed behövs, för {ruleset.declaration.name} lottar mellan lika: en text som bestäms "
                "i förväg, som --seed 2024-10.",
                f"--seed is needed, for {ruleset.declaration.name} draws lots between equals: a text that "
                "is settled beforehand, as --seed 2024-10.",
            )
        try:
            self.draw(ruleset, ruleset.office.gathering().candidates())
        except FactError as error:
            raise _misused(ruleset, error) from None


def parse_seats(text: str | None) -> Seats:
    """The seats of ``--seats``: ``35``, or ``by_teams=70,by_forsakringskassan=12``."""
    if text is None:
        return None
    if _NUMBER.fullmatch(text.strip()):
        return int(text)
    seats: dict[str, int] = {}
    for part in text.split(","):
        found = _STREAM.fullmatch(part.strip())
        if found is None or not _NUMBER.fullmatch(found[2].strip()) or found[1].strip() in seats:
            raise _no_seats(text)
        seats[found[1].strip()] = int(found[2])
    return seats


def _no_seats(text: str) -> Stop:
    return misused(
        f"--seats {text[:60]}: skriv ett antal, som 35, eller ett för varje ingång, en gång var, som "
        "by_teams=70,by_forsakringskassan=12.",
        f"--seats {text[:60]}: write a number, as 35, or one for each stream, once each, as "
        "by_teams=70,by_forsakringskassan=12.",
    )


def _misused(ruleset: Ruleset, error: FactError) -> Stop:
    """The problems as what is wrong with options."""
    name = ruleset.declaration.name
    texts = [_option(each) for each in error.problems]
    return misused("\n".join(f"{each} ({name})" for each in texts),
                   "\n".join(f"{each.en} ({name})" for each in texts))  # fmt: skip


def _option(problem: FactProblem) -> Text:
    option = "--" + re.sub(r"\[(.*)\]", r" \1", problem.fact)
    given = problem.given.rpartition(" (")[0] or problem.given  # less Python's name of the type
    said = [f"{option}{f' {given}' if given else ''}: {problem.allowed[lang]}."
            + (f" {problem.hint[lang]}" if problem.hint else "") for lang in ("sv", "en")]  # fmt: skip
    return Text(*said)
