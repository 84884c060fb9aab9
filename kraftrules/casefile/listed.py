"""How the duties stand for one person among many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kraftrules.casefile import border
from kraftrules.casefile.duties import Duty, judge_duties
from kraftrules.diagnostics import FactError
from kraftrules.values import Value


@dataclass(frozen=True, slots=True)
class PersonDuties:
    """How the duties stand for one person; *team* is None where nobody has told."""

    person_id: str | int
    team: str | None
    duties: tuple[Duty, ...]


def duties_of_person(
    rules: border.Rules, person_id: str | int, held: Mapping[str, Value], on: date
) -> PersonDuties:
    """How they stand by what is held about the person on a day; raises `FactError`."""
    team = held.get(border.TEAM)
    try:
        found = judge_duties(rules.declared, rules.duties, held, on)
    except FactError as error:
        raise border.quiet(error) from None
    return PersonDuties(person_id, team if isinstance(team, str) else None, found)
