"""The intakes of scenarios: what a step says of the seats, and how the intake is held by an engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from kraftrules.api import Ruleset
from kraftrules.bdd.errors import Misfit
from kraftrules.bdd.names import rule_named
from kraftrules.bdd.phrase import Match
from kraftrules.decision import Decision
from kraftrules.diagnostics import FactError
from kraftrules.intake.intake import Intake
from kraftrules.intake.office import Office
from kraftrules.intake.streams import Seats
from kraftrules.ruleset.declaration import Declaration
from kraftrules.text import LANGUAGES, Text
from kraftrules.values import Value

IntakeCheck = Callable[[Intake], None]
Row = tuple[str, Mapping[str, Value]]  # a person's name, and what is known of the person

_COUNT = r"(?P<count>[-−]?\d+)"
_ALL = re.compile(rf"{_COUNT} (?:plats(?:er)?|seats?)", re.IGNORECASE)
_OWN = re.compile(
    r"(?:regelverkets egna platser|the ruleset's own seats)"
    r"(?: (?:för|for) (?P<teams>\d+) (?:team|teams))?"
    r"(?: (?:för|for|och|and) (?P<months>\d+) (?:månad|månader|month|months))?",
    re.IGNORECASE,
)
_ONE_STREAM = (
    rf"{_COUNT}(?: (?:plats(?:er)?|seats?))?"
    r" (?:för|i ingången|for|in the stream) [”\"“](?P<stream>[^”\"“]+)[”\"“]"
)
_STREAM = re.compile(_ONE_STREAM, re.IGNORECASE)
_PLAIN = re.sub(r"\?P<\w+>", "", _ONE_STREAM)
_BY_STREAM = re.compile(rf"{_PLAIN}(?:(?:, | och | and ){_PLAIN})*", re.IGNORECASE)


class NotHeld(Misfit):
    """The intake could not be held with what the scenario gave."""


@dataclass(frozen=True, slots=True)
class Request:
    """What an intake is held of: people, in the order given, and the seats."""

    people: tuple[Row, ...]
    on: date
    seats: Seats
    seed: str | None
    teams: int = 1
    months: int = 1

    def held_by(self, office: Office) -> Intake:
        """The intake; raises `FactError` where what was given makes no sense."""
        candidates = [{**facts, "person_id": name} for name, facts in self.people]
        return office.hold(
            candidates, self.on, self.seats, self.seed, teams=self.teams, months=self.months
        )


@dataclass(frozen=True, slots=True)
class IntakeCase:
    """One claim that a scenario makes of an intake, which can be made of another."""

    ruleset: Ruleset
    request: Request
    intake: Intake
    check: IntakeCheck


def office_of(ruleset: Ruleset, engine: str) -> Office:
    """What holds a ruleset's intakes with the decisions of an engine."""

    def decide(facts: Mapping[str, object], on: date, ignore_extra: bool) -> Decision:
        return ruleset.decide(facts, on, engine=engine, ignore_extra=ignore_extra)

    return Office(ruleset.plan, decide)


def read_request(match: Match, on: date, declared: Declaration, people: tuple[Row, ...]) -> Request:
    """What the step says; raises `Misfit` where the seats cannot be read."""
    said, seed = match.said["seats"], match.said.get("seed")
    own = _OWN.fullmatch(said)
    if own is not None:
        teams, months = (int(own[each] or 1) for each in ("teams", "months"))
        return Request(people, on, None, seed, teams, months)
    return Request(people, on, _seats(said, declared), seed)


def _seats(said: str, declared: Declaration) -> Seats:
    plain = _ALL.fullmatch(said)
    if plain is not None:
        return _count(plain["count"])
    if _BY_STREAM.fullmatch(said) is None:
        raise Misfit(Text(
            f"Platserna går inte att läsa: {said}. Skriv ”3 platser”, ”2 platser i ingången ”…”” "
            "eller ”regelverkets egna platser för 1 team och 1 månad”.",
            f"The seats cannot be read: {said}. Write “3 seats”, “2 seats in the stream “…”” "
            "or “the ruleset's own seats for 1 team and 1 month”.",
        ))  # fmt: skip
    rules = [each.rule for each in declared.intake.streams]
    return {
        rule_named(each["stream"], rules).id: _count(each["count"])
        for each in _STREAM.finditer(said)
    }


def _count(text: str) -> int:
    return int(text.replace("−", "-"))


def hold(request: Request, office: Office) -> Intake:
    """The intake; raises `NotHeld`, which says in both languages what the library said."""
    try:
        return request.held_by(office)
    except FactError as error:
        sv, en = ("\n".join(each.render(lang) for each in error.problems) for lang in LANGUAGES)
        raise NotHeld(Text(sv, en)) from error
