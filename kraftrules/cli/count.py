"""``kraftrules count``: what became of those who took part, with every denominator stated."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from kraftrules.cli.counts.compare import show_comparison
from kraftrules.cli.counts.out import check_report_target, write_report
from kraftrules.cli.counts.page import grouped_for_page
from kraftrules.cli.counts.table import Asked, counted, open_enrolments
from kraftrules.cli.counts.text import show_report
from kraftrules.cli.extras import needed
from kraftrules.cli.options import (
    ChosenDay,
    DraftsOption,
    ExtraOption,
    LangOption,
    Language,
    NameArgument,
    load_ruleset,
    stated_day,
)
from kraftrules.cli.terminal import AT_FAULT, DONE, Stop, Terminal, misused
from kraftrules.diagnostics import FactError
from kraftrules.results.compare import Comparison, compare_reports
from kraftrules.results.count import period_of
from kraftrules.results.period import Period
from kraftrules.results.report import Report
from kraftrules.text import Lang

EnrolmentsArgument = Annotated[
    Path,
    typer.Argument(
        metavar="TABELL",
        help="Inskrivningarna: .csv, .json, .jsonl, .parquet, .xlsx. / The enrolments.",
    ),
]
SinceOption = Annotated[
    str, typer.Option("--since", metavar="ÅÅÅÅ-MM-DD", help="Periodens första dag. / First day.")
]
UntilOption = Annotated[
    str, typer.Option("--until", metavar="ÅÅÅÅ-MM-DD", help="Periodens sista dag. / Last day.")
]
ByOption = Annotated[
    list[str] | None,
    typer.Option(
        "--by", metavar="UPPGIFT", help="Dela upp också efter team, month … / Group by, too."
    ),
]
TeamOption = Annotated[
    list[str] | None,
    typer.Option("--team", metavar="TEAM", help="Ett team som finns; flera gånger. / A team."),
]
SuppressOption = Annotated[
    int,
    typer.Option("--suppress-below", metavar="ANTAL", help="Dölj siffror för färre. / Suppress."),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", metavar="FIL", help="Siffrorna som .csv, .xlsx eller .json. / Figures."),
]
HtmlOption = Annotated[
    Path | None, typer.Option("--html", metavar="FIL", help="En sida att skriva ut. / A page.")
]
PersonOption = Annotated[
    str | None,
    typer.Option("--person", metavar="ID", help="Hur en person räknades. / How one was counted."),
]


AgainstOption = Annotated[
    str | None,
    typer.Option(
        "--against", metavar="NAMN|FIL", help="Jämför med ett annat regelverk. / Another ruleset."
    ),
]
AgainstTableOption = Annotated[
    Path | None,
    typer.Option(
        "--against-table",
        metavar="TABELL",
        help="Jämför med en annan tabell, som en kontrollgrupp. / Another table.",
    ),
]
AgainstSinceOption = Annotated[
    str | None,
    typer.Option(
        "--against-since",
        metavar="ÅÅÅÅ-MM-DD",
        help="Jämför med en annan period. / Another period.",
    ),
]
AgainstUntilOption = Annotated[
    str | None,
    typer.Option(
        "--against-until",
        metavar="ÅÅÅÅ-MM-DD",
        help="Den andra periodens sista dag. / Its last day.",
    ),
]


def count(
    name: NameArgument,
    table: EnrolmentsArgument,
    since: SinceOption,
    until: UntilOption,
    by: ByOption = None,
    team: TeamOption = None,
    suppress_below: SuppressOption = 0,
    out: OutOption = None,
    html: HtmlOption = None,
    person: PersonOption = None,
    against: AgainstOption = None,
    against_table: AgainstTableOption = None,
    against_since: AgainstSinceOption = None,
    against_until: AgainstUntilOption = None,
    ignore_extra: ExtraOption = False,
    drafts: DraftsOption = False,
    lang: LangOption = Language.SV,
) -> int:
    """Räkna resultaten i en tabell. / Count the results in a table."""
    terminal = Terminal(lang.code)
    period = chosen_period(since, until)
    if person is not None and suppress_below:
        raise misused("--person och --suppress-below går inte ihop: det som publiceras säger inget om enskilda personer.",
                      "--person and --suppress-below do not go together: what is published says nothing of single persons.")  # fmt: skip
    ruleset = load_ruleset(name, ChosenDay(period.until, True), drafts=drafts)
    for target in (out, html):
        check_report_target(target, table, Path(name), html=target is html)
    opened = open_enrolments(ruleset, table, ignore_extra=ignore_extra)
    shown = list(by or ())
    also = grouped_for_page(opened.facts) if html is not None else []
    asked = Asked(ruleset, period, [*shown, *also], team, suppress_below)
    whole = counted(opened, asked, terminal)
    if person is not None:
        _show_person(terminal, whole, person)
        return DONE
    report = whole.published(suppress_below) if suppress_below else whole
    other = None
    if any(each is not None for each in (against, against_table, against_since, against_until)):
        second = chosen_period(against_since or since, against_until or until)
        base = load_ruleset(against or name, ChosenDay(second.until, True), drafts=drafts)
        opened = open_enrolments(base, against_table or table, ignore_extra=ignore_extra)
        asked = Asked(base, second, shown, team, suppress_below)
        whole_other = counted(opened, asked, terminal)
        other = whole_other.published(suppress_below) if suppress_below else whole_other
    written, stop = _write_all((out, html), report, terminal.lang)
    show_report(terminal, report, table, whole.left_out, but=set(also) - set(shown))
    if other is not None:
        show_comparison(terminal, compare_with(other, report))
    for target in written:
        terminal.line()
        terminal.line(terminal.say(f"Rapporten står i {target}.", f"The report is in {target}."))
    if stop is not None:
        raise stop
    return AT_FAULT if any(each.fault.is_error for each in whole.left_out) else DONE


def _write_all(
    targets: Iterable[Path | None], report: Report, lang: Lang
) -> tuple[list[Path], Stop | None]:
    """Write the files before anything is printed, for who reads may stop reading; gives those
    written, and what stopped it, which is said after the figures."""
    written: list[Path] = []
    for target in targets:
        try:
            if target is not None:
                write_report(target, report, lang)
                written.append(target)
        except Stop as stop:
            return written, stop
    return written, None


def compare_with(first: Report, second: Report) -> Comparison:
    """The comparison; stops the command where the library that it takes is missing."""
    try:
        return compare_reports(first, second)
    except ModuleNotFoundError:
        raise needed("statsmodels", "statistics") from None


def chosen_period(since: str, until: str) -> Period:
    """The period of two options; stops the command where it ends before it begins."""
    first, last = stated_day("--since", since), stated_day("--until", until)
    try:
        return period_of(first, last)
    except FactError as error:
        (problem,) = error.problems
        sv, en = (f"--{problem.fact} {problem.given}: {problem.allowed[each]}." for each in ("sv", "en"))  # fmt: skip
        raise misused(sv, en) from None


def _show_person(terminal: Terminal, report: Report, person: str) -> None:
    try:
        traces = [report.trace(name, person) for name in report]
    except FactError:
        raise misused(f"Ingen i tabellen heter {person[:40]}.", f"Nobody in the table is called {person[:40]}.") from None  # fmt: skip
    terminal.line("\n\n".join(each.explain(terminal.lang) for each in traces))
