"""``kraftrules intake``: who has a seat when seats are short, in what order, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from kraftrules.api import Ruleset
from kraftrules.cli.extras import needing_highs
from kraftrules.cli.intakes.applicants import Applicants, read_applicants
from kraftrules.cli.intakes.commit import show_commitment
from kraftrules.cli.intakes.page import intake_page
from kraftrules.cli.intakes.report import Heading, Report
from kraftrules.cli.intakes.rows import LAYOUT, rows
from kraftrules.cli.intakes.seats import Terms, parse_seats
from kraftrules.cli.intakes.what_if import CHANGES, WhatIf
from kraftrules.cli.options import (
    ChosenDay,
    DraftsOption,
    ExtraOption,
    LangOption,
    Language,
    NameArgument,
    OnOption,
    TableArgument,
    chosen_day,
    load_ruleset,
)
from kraftrules.cli.tables.out import (
    STDOUT,
    Layout,
    Record,
    check_place,
    check_target,
    replacing,
    writing,
)
from kraftrules.cli.tables.table import open_table, problem_text
from kraftrules.cli.terminal import AT_FAULT, DONE, Stop, Terminal, at_fault, misused
from kraftrules.diagnostics import FactError
from kraftrules.intake.intake import Intake
from kraftrules.text import LANGUAGES, Text, listed

DEFAULT_OUT = Path("intake.csv")
PAGES = (".html", ".htm")
SeatsOption = Annotated[
    str | None,
    typer.Option(
        "--seats",
        metavar="ANTAL",
        help="35, eller by_teams=70,by_forsakringskassan=12; annars regelverkets. / The seats.",
    ),
]
SeedOption = Annotated[
    str | None,
    typer.Option("--seed", metavar="TEXT", help="Lottens frö, bestämt i förväg. / The seed."),
]
TeamsOption = Annotated[
    int | None, typer.Option("--teams", metavar="ANTAL", help="Team, utan --seats. / Teams.")
]
MonthsOption = Annotated[
    int | None, typer.Option("--months", metavar="ANTAL", help="Månader, utan --seats. / Months.")
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FIL",
        help="Dit listan skrivs: .csv, .jsonl, .parquet, .xlsx, eller -; annars intake.csv. / Where to.",
    ),
]
HtmlOption = Annotated[
    Path | None, typer.Option("--html", metavar="FIL", help="Skriv en sida också. / A page, too.")
]
CommitOption = Annotated[
    bool,
    typer.Option(
        "--commit",
        help="Bara kontrollsumman, att offentliggöra före lottningen. / Only the digest.",
    ),
]
PersonOption = Annotated[
    str | None,
    typer.Option("--person", metavar="ID", help="Bara hur det gick för en person. / One person."),
]
WhatIfOption = Annotated[
    str | None,
    typer.Option(
        "--what-if",
        metavar="NAMN|FIL",
        help="Jämför med ett annat regelverk. / Compare with another ruleset.",
    ),
]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of an intake."""

    out: Path | None
    html: Path | None
    commit: bool
    person: str | None
    what_if: str | None

    def check(self, *inputs: Path) -> None:
        """Stop the command where the wishes go against each other, or a file cannot be written."""
        stated = {"--commit": self.commit, "--person": self.person is not None,
                  "--what-if": self.what_if is not None}  # fmt: skip
        alone = [name for name, there in stated.items() if there]
        if len(alone) > 1:
            raise _one_at_a_time(*alone)
        files = {"--html": self.html, "--out": None if self.what_if else self.out}
        for name, target in files.items():
            if alone and target is not None:
                raise _one_at_a_time(*alone, name)
        if self.out is not None or not alone:
            check_target(self.target, *inputs)
        if self.html is not None:
            _check_page(self.html, *inputs, self.target)

    @property
    def target(self) -> Path:
        """Where the list goes."""
        return self.out or DEFAULT_OUT


def intake(
    name: NameArgument,
    table: TableArgument,
    seats: SeatsOption = None,
    seed: SeedOption = None,
    teams: TeamsOption = None,
    months: MonthsOption = None,
    on: OnOption = None,
    out: OutOption = None,
    html: HtmlOption = None,
    commit: CommitOption = False,
    person: PersonOption = None,
    what_if: WhatIfOption = None,
    ignore_extra: ExtraOption = False,
    drafts: DraftsOption = False,
    lang: LangOption = Language.SV,
) -> int:
    """Ta in de som går först när platserna inte räcker. / Who has a seat when seats are short."""
    chosen = chosen_day(on)
    wish = Wish(out, html, commit, person, what_if)
    names = [name, *([what_if] if what_if is not None else [])]
    wish.check(table, *map(Path, names))
    rulesets = [load_ruleset(each, chosen, drafts=drafts) for each in names]
    terms = _terms(chosen, seats, seed, teams, months)
    for each in rulesets:
        terms.check(each)
    terminal = Terminal(lang.code, to_stderr=wish.out == STDOUT)
    facts = {name: fact for each in reversed(rulesets) for name, fact in each.plan.facts.items()}
    opened = open_table(table, facts, ignore_extra=ignore_extra)
    found = read_applicants(opened, rulesets, terms, terminal, person)
    heading = Heading(rulesets[0], table, chosen, found.refused)
    with needing_highs():
        drawn = [
            terms.draw(each, candidates)
            for each, candidates in zip(rulesets, found.candidates, strict=True)
        ]
        _show(terminal, heading, wish, found, rulesets, drawn)
    found.refused.tell(terminal)
    return AT_FAULT if found.refused.count else DONE


def _terms(
    chosen: ChosenDay, seats: str | None, seed: str | None, teams: int | None, months: int | None
) -> Terms:
    for option, stated in (("--teams", teams), ("--months", months)):
        if seats is not None and stated is not None:
            raise misused(
                f"{option} hör till regelverkets egna platser: utelämna --seats, eller {option}.",
                f"{option} goes with the ruleset's own seats: leave out --seats, or {option}.",
            )
    return Terms(
        chosen.day,
        parse_seats(seats),
        seed,
        1 if teams is None else teams,
        1 if months is None else months,
    )


def _show(
    terminal: Terminal,
    heading: Heading,
    wish: Wish,
    found: Applicants,
    rulesets: list[Ruleset],
    drawn: list[Intake],
) -> None:
    if wish.commit:
        show_commitment(terminal, heading, drawn[0])
    elif wish.person is not None:
        terminal.line(_explained(drawn[0], wish.person, heading.table, found)[terminal.lang])
    elif len(drawn) > 1:
        what_if = WhatIf(terminal, heading, rulesets[1], *drawn)
        if wish.out is not None:
            _write(wish.out, CHANGES, what_if.rows())
        what_if.show()
        if wish.out is not None:
            _say_written(terminal, wish.out)
    else:
        _draw(terminal, heading, wish, drawn[0])


def _draw(terminal: Terminal, heading: Heading, wish: Wish, drawn: Intake) -> None:
    """Write the list and the page, and then print the report: a reader may stop listening."""
    _write(wish.target, LAYOUT, rows(drawn, terminal.lang))
    if wish.html is not None:
        with replacing(wish.html) as path:
            page = intake_page(replace(heading, table=Path(heading.table.name)), drawn, terminal)
            path.write_text(page, encoding="utf-8", newline="\n")
    Report(terminal, heading, drawn).show()
    _say_written(terminal, wish.target)
    if wish.html is not None:
        terminal.line(terminal.say(f"Sidan står i {wish.html}.", f"The page is in {wish.html}."))
    terminal.line(terminal.say(f"Kontrollsumma: {drawn.commitment}", f"Digest: {drawn.commitment}"))


def _write(target: Path, layout: Layout, given: Iterable[Record]) -> None:
    with writing(target, layout) as write:
        for each in given:
            write(each)


def _say_written(terminal: Terminal, target: Path) -> None:
    terminal.line()
    if target != STDOUT:
        terminal.line(terminal.say(f"Listan står i {target}.", f"The list is in {target}."))


def _explained(drawn: Intake, person: str, table: Path, found: Applicants) -> Text:
    """The explanation in both languages; stops the command where there is nobody of that id."""
    try:
        return Text(*(drawn.explain(person, lang) for lang in LANGUAGES))
    except FactError as error:
        if found.wanted:
            texts = ["\n".join(f"{table}: {problem_text(each, lang)}" for each in found.wanted)
                     for lang in LANGUAGES]  # fmt: skip
            raise at_fault(*texts) from None
        (problem,) = error.problems
        hint = Text(f" {problem.hint}", f" {problem.hint.en}") if problem.hint else Text("")
        raise misused(
            f"{table}: ingen har person_id {person[:60]}.{hint}",
            f"{table}: nobody has person_id {person[:60]}.{hint.en}",
        ) from None


def _one_at_a_time(*options: str) -> Stop:
    return misused(
        f"{listed(options)} går inte ihop: välj en åt gången.",
        f"{listed(options, 'and')} do not go together: choose one at a time.",
    )


def _check_page(target: Path, *inputs: Path) -> None:
    if target.suffix.lower() not in PAGES:
        raise misused(
            f"--html {target}: en sida ska sluta på {listed(PAGES, 'eller')}.",
            f"--html {target}: a page should end in {listed(PAGES, 'or')}.",
        )
    check_place("--html", target, *inputs)
