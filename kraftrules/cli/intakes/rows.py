"""Everyone in an intake as rows of a table: those with a seat, those who wait, and the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kraftrules.cli.tables.out import Layout, Record
from kraftrules.intake.candidates import Standing
from kraftrules.intake.intake import Intake
from kraftrules.intake.unsettled import Unsettled
from kraftrules.plan import Outcome
from kraftrules.ruleset.declaration import Declaration, DeclaredRule
from kraftrules.text import Lang, Text

SELECTED, WAITING = "selected", "waiting"
LAYOUT = Layout(
    "intake",
    {"person_id": "id", "status": "text", "rank": "integer", "points": "integer", "points_at_most": "integer",
     "reservations": "texts", "passed_over_for": "texts", "stream": "text", "unsettled": "truth",
     "missing": "texts", "why": "text"},
)  # fmt: skip
_REASONS = {
    Outcome.NOT_ELIGIBLE: Text("Inte uppfyllt", "Not met"),
    Outcome.EXCLUDED: Text("Undantag", "Excluded by"),
    Outcome.UNDETERMINED: Text("Uppgifter saknas", "Facts are missing"),
}


def rows(intake: Intake, lang: Lang) -> Iterator[Record]:
    """The rows: first seats and then the queue, each in rank order, and then the others as given.

    *reservations* are those that somebody in the order counts toward; *unsettled* tells that unknown
    facts, those that are *missing*, could give a seat.
    """
    unsettled = {str(each.person_id): each for each in intake.unsettled}
    for chosen in intake.selected:
        yield (chosen.person_id, SELECTED, chosen.rank, chosen.points, _most(intake, chosen.rank),
               list(chosen.seats), [], chosen.stream, False, [], None)  # fmt: skip
    for each in intake.waiting:
        could = unsettled.get(str(each.person_id))
        yield (each.person_id, WAITING, each.rank, each.points, _most(intake, each.rank), _meets(intake, each.rank),
               list(each.reservations), each.stream, could is not None, _missing(could), each.why[lang])  # fmt: skip
    declared = intake.drawn.plan.plan.declared
    undetermined = [
        each.candidate.number
        for each in intake.not_considered
        if each.candidate.standing.outcome is Outcome.UNDETERMINED
    ]
    missing_of = intake.candidates.missing(undetermined)  # all at once, which is quicker
    for other in intake.not_considered:
        standing, could = other.candidate.standing, unsettled.get(str(other.person_id))
        missing = _missing(could)
        if standing.outcome is Outcome.UNDETERMINED:
            told = next(missing_of)
            missing = missing or list(told)
        yield (other.person_id, standing.outcome.value, None, standing.points, standing.points_at_most, [], [], None,
               could is not None, missing, reason(declared, standing, lang))  # fmt: skip


def statuses(intake: Intake) -> Mapping[str, str]:
    """What became of each person, by id as a text."""
    return {
        **{str(each.person_id): SELECTED for each in intake.selected},
        **{str(each.person_id): WAITING for each in intake.waiting},
        **{
            str(each.person_id): each.candidate.standing.outcome.value
            for each in intake.not_considered
        },
    }


def reason(declared: Declaration, standing: Standing, lang: Lang) -> str:
    """Why somebody is not in the order, in a clause."""
    named = (
        _labels(declared.target_group.members, standing.not_met, lang)
        if standing.outcome is Outcome.NOT_ELIGIBLE
        else _labels(declared.exclusions, standing.exclusions_met, lang)
    )
    head = _REASONS[standing.outcome][lang]
    return f"{head}: {'; '.join(named)}." if named else f"{head}."


def _labels(rules: Iterable[DeclaredRule], ids: Iterable[str], lang: Lang) -> list[str]:
    found = set(ids)
    return [each.label[lang] for each in rules if each.id in found]


def _meets(intake: Intake, rank: int) -> list[str]:
    """The ids of the reservations that one in the order counts toward."""
    meets = intake.drawn.kinds[rank - 1].meets
    return [each.id for at, each in enumerate(intake.reservations) if at in meets]


def _most(intake: Intake, rank: int) -> int:
    return intake.candidates.standings[intake.drawn.order[rank - 1]].points_at_most


def _missing(found: Unsettled | None) -> list[str]:
    return list(found.missing) if found else []
