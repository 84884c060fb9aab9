"""Enrolments → a report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.given import accept_day, as_mapping
from kraftrules.refusal import shown, unheard_of
from kraftrules.results.figures import figures
from kraftrules.results.period import Period
from kraftrules.results.report import Report
from kraftrules.results.suppress import accept_threshold
from kraftrules.results.survey import MONTH, Survey, make_survey
from kraftrules.results.tally import Rows, Tally, tally
from kraftrules.results.trace import Tracer
from kraftrules.ruleset.declaration import Declaration
from kraftrules.ruleset.results import GROUPED_BY
from kraftrules.text import Text, is_text, listed, nearest
from kraftrules.vocabulary import Fact

if TYPE_CHECKING:
    from kraftrules.engines.polars.source import Source

LONGEST_MONTHS = 600


def count(
    declared: Declaration,
    enrolments: Rows | Source,
    period: Period,
    *,
    by: Iterable[str] = (),
    teams: Collection[str] | None = None,
    suppress_below: int = 0,
    ignore_extra: bool = False,
) -> Report:
    """Count enrolments, each with its row number or in columns, by a ruleset's measures.

    Raises `FactError` where a period, a fact to group by or a threshold makes no sense, or where the
    ruleset has no measures. Enrolments that cannot be counted are listed in the report.
    """
    accept_threshold(suppress_below)
    grouped = _grouped(declared, by)
    survey = make_survey(declared, grouped)
    if not survey.measures:
        raise _no_measures(declared)
    found = _tally(survey, enrolments, period, _teams(teams), ignore_extra)
    report = Report(
        declared=declared,
        since=period.since,
        until=period.until,
        rows=found.rows,
        people=len(found.people),
        measures=figures(found),
        left_out=found.left_out.in_order(),
        left_out_counts=MappingProxyType(dict(sorted(found.left_out.counts.items()))),
        by=survey.by,
        tracer=Tracer(found),
    )
    return report.published(suppress_below) if suppress_below else report


def _tally(
    survey: Survey,
    enrolments: Rows | Source,
    period: Period,
    teams: Collection[str] | None,
    ignore_extra: bool,
) -> Tally:
    if isinstance(enrolments, Iterable):
        return tally(survey, enrolments, period, teams, ignore_extra)
    from kraftrules.results.columns import tally_columns  # noqa: PLC0415 - Polars is there now

    return tally_columns(survey, enrolments, period, teams, ignore_extra)


def numbered(participations: object, facts: Mapping[str, Fact], ignore_extra: bool) -> Rows:
    """Enrolments as a caller gives them, numbered from 1; raises `FactError` where they are none.

    It is also raised for a name that is none of the *facts*, unless *ignore_extra*.
    """
    if isinstance(participations, str | bytes | Mapping) or not isinstance(participations, Iterable):  # fmt: skip
        allowed = Text("tillåtet är en följd av dict, en för varje inskrivning",
                       "allowed is an iterable of dicts, one for each enrolment")  # fmt: skip
        raise FactError([FactProblem("participations", shown(participations), allowed)])
    for at, each in enumerate(participations, 1):
        row = as_mapping(each)
        if not ignore_extra and not facts.keys() >= row.keys():
            extra = [unheard_of(name, facts) for name in row if name not in facts]
            raise FactError(
                [replace(each, fact=f"participations[{at}].{each.fact}") for each in extra]
            )
        yield at, row


def _grouped(declared: Declaration, by: Iterable[str]) -> tuple[str, ...]:
    facts = declared.vocabulary.of("participation")
    able = [name for name, fact in facts.items() if fact.type in GROUPED_BY]
    return tuple(_known_group(name, able) for name in _names("by", by))


def _known_group(name: object, able: Sequence[str]) -> str:
    if isinstance(name, str) and (name in able or name == MONTH):
        return name
    near = nearest(name, [*able, MONTH]) if isinstance(name, str) else None
    hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None
    facts = [*able, MONTH]
    allowed = Text(f"tillåtet är {listed(facts, 'eller', most=40)}",
                   f"allowed is {listed(facts, 'or', most=40)}")  # fmt: skip
    raise FactError([FactProblem("by", shown(name), allowed, hint)])


def _teams(teams: Collection[str] | None) -> Collection[str] | None:
    if teams is None:
        return None
    return [_team(name) for name in _names("teams", teams)]


def _team(name: object) -> str:
    if isinstance(name, str) and is_text(name):
        return name
    allowed = Text("tillåtet är teamens namn", "allowed is the names of the teams")
    raise FactError([FactProblem("teams", shown(name), allowed)])


def _names(argument: str, given: object) -> list[object]:
    """Names as a caller gives them, or one alone."""
    if isinstance(given, str):
        return [given]
    if isinstance(given, bytes | Mapping) or not isinstance(given, Iterable):
        allowed = Text("tillåtet är en lista av namn", "allowed is a list of names")
        raise FactError([FactProblem(argument, shown(given), allowed)])
    return list(given)


def _accept_period(period: Period) -> None:
    if period.until < period.since:
        allowed = Text(f"periodens sista dag kan inte ligga före den första, {period.since}",
                       f"the last day cannot be before the first, {period.since}")  # fmt: skip
        raise FactError([FactProblem("until", period.until.isoformat(), allowed)])
    if period.months > LONGEST_MONTHS:
        allowed = Text(f"en period kan ha högst {LONGEST_MONTHS} månader",
                       f"a period can have at most {LONGEST_MONTHS} months")  # fmt: skip
        raise FactError([FactProblem("since", period.since.isoformat(), allowed)])


def period_of(since: object, until: object) -> Period:
    """The period of two days, both included; raises `FactError` where they make none."""
    period = Period(_day("since", since), _day("until", until))
    _accept_period(period)
    return period


def _day(name: str, given: object) -> date:
    try:
        return accept_day(given)
    except FactError as error:
        (problem,) = error.problems
        raise FactError([FactProblem(name, problem.given, problem.allowed, problem.hint)]) from None


def _no_measures(declared: Declaration) -> FactError:
    allowed = Text(f"{declared.name} har inga mått under results:",
                   f"{declared.name} has no measures under results:")  # fmt: skip
    return FactError([FactProblem("results", "", allowed)])
