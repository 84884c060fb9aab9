"""Everyone in an intake as rows of a table: those with a seat, those who wait, and the others."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial

from kraftrules.cli.tables.out import Layout, Record
from kraftrules.intake.candidates import Standing
from kraftrules.intake.intake import Intake
from kraftrules.intake.seats import Kind
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
    yield from _seated(intake)
    yield from _queue(intake, unsettled, lang)
    yield from _others(intake, unsettled, lang)


def _seated(intake: Intake) -> Iterator[Record]:
    for each in intake.selected:
        yield (each.person_id, SELECTED, each.rank, each.points, _most(intake, each.rank), each.seats, (),
               each.stream, False, (), None)  # fmt: skip


def _queue(intake: Intake, unsettled: Mapping[str, Unsettled], lang: Lang) -> Iterator[Record]:
    meets = cache(partial(_meets, intake))
    for each in intake.waiting:
        could = unsettled.get(str(each.person_id))
        yield (each.person_id, WAITING, each.rank, each.points, _most(intake, each.rank),
               meets(intake.drawn.kinds[each.rank - 1]), each.reservations, each.stream, could is not None,
               could.missing if could else (), each.why[lang])  # fmt: skip


def _others(intake: Intake, unsettled: Mapping[str, Unsettled], lang: Lang) -> Iterator[Record]:
    candidates, declared = intake.candidates, intake.drawn.plan.plan.declared
    why = cache(lambda standing: reason(declared, standing, lang))
    undetermined = candidates.standings.where(lambda each: each.outcome is Outcome.UNDETERMINED)
    missing_of = candidates.missing(array("I", undetermined))  # all at once, which is quicker
    for other in intake.not_considered:
        standing, could = other.candidate.standing, unsettled.get(str(other.person_id))
        told = next(missing_of) if standing.outcome is Outcome.UNDETERMINED else ()
        yield (other.person_id, standing.outcome.value, None, standing.points, standing.points_at_most, (), (), None,
               could is not None, tuple(could.missing if could else told), why(standing))  # fmt: skip


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


def _meets(intake: Intake, kind: Kind) -> tuple[str, ...]:
    """The ids of the reservations that those of a kind count toward."""
    return tuple(each.id for at, each in enumerate(intake.reservations) if at in kind.meets)


def _most(intake: Intake, rank: int) -> int:
    return intake.candidates.standings[intake.drawn.order[rank - 1]].points_at_most
