"""``kraftrules decide``: everyone in a table, to a file, with a summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kraftrules.api import Ruleset
from kraftrules.cli.extras import has_polars
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
    standing,
)
from kraftrules.cli.outcomes import Outcomes
from kraftrules.cli.people import decide_person, people
from kraftrules.cli.progress import ROWS_A_STEP, tracked
from kraftrules.cli.refused import MOST_SHOWN, tell_rest
from kraftrules.cli.summary import EVERYONE, show_summary
from kraftrules.cli.table_columns import is_small
from kraftrules.cli.table_out import DECISIONS, STDOUT, check_target, record, writing
from kraftrules.cli.tables import Table, open_table
from kraftrules.cli.terminal import AT_FAULT, DONE, Terminal
from kraftrules.cli.words import number
from kraftrules.decision import Decision
from kraftrules.text import Text, listed

OutOption = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="FIL",
        help="Dit besluten skrivs: .csv, .jsonl, .parquet, .xlsx, eller - för skärmen. / Where to.",
    ),
]


def decide(
    name: NameArgument,
    table: TableArgument,
    on: OnOption = None,
    out: OutOption = Path("decisions.csv"),
    ignore_extra: ExtraOption = False,
    drafts: DraftsOption = False,
    lang: LangOption = Language.SV,
) -> int:
    """Pröva alla i en tabell. / Decide about everyone in a table."""
    chosen = chosen_day(on)
    ruleset = load_ruleset(name, chosen, drafts=drafts)
    check_target(out, table, Path(name))
    opened = open_table(table, ruleset.plan.facts, ignore_extra=ignore_extra)
    terminal = Terminal(lang.code, to_stderr=out == STDOUT)
    outcomes = _decide_all(ruleset, opened, chosen, out, terminal)
    _Report(terminal, ruleset, opened, chosen, out, outcomes).show()
    return AT_FAULT if outcomes.refused.count else DONE


def _decide_all(
    ruleset: Ruleset, table: Table, chosen: ChosenDay, out: Path, terminal: Terminal
) -> Outcomes:
    """Decide about everyone and write it, some rows at a time where that is quicker."""
    outcomes = Outcomes()
    deciding = terminal.say("Prövar", "Deciding")
    if is_small(table) or not has_polars():
        steps: Iterator[None] = _one_by_one(ruleset, table, chosen.day, out, outcomes)
        every = ROWS_A_STEP
    else:
        from kraftrules.cli import batches, parts  # noqa: PLC0415 - Polars may be missing

        found = batches.Batches(ruleset, table, chosen.day, outcomes)
        decide_all = parts.decide_parquet if table.in_parquet else batches.decide_rows
        steps = decide_all(found, out)
        every = 1
    for _ in tracked(steps, table.meter, deciding, every=every):
        pass
    return outcomes


def _one_by_one(
    ruleset: Ruleset, table: Table, day: date, out: Path, outcomes: Outcomes
) -> Iterator[None]:
    with writing(out, DECISIONS) as write:
        for person in people(table):
            decided = decide_person(ruleset, person, day)
            outcomes.add(person, decided)
            if isinstance(decided, Decision):
                write(record(person.id, decided))
            yield


@dataclass(frozen=True, slots=True)
class _Report:
    terminal: Terminal
    ruleset: Ruleset
    table: Table
    chosen: ChosenDay
    out: Path
    outcomes: Outcomes

    def show(self) -> None:
        self._head()
        show_summary(
            self.terminal, self.ruleset, self.outcomes.tally, by_sex="sex" in self.table.columns
        )
        self._written()
        self._numbered()
        self._repeated()
        self.outcomes.refused.tell(self.terminal)

    def _head(self) -> None:
        say, line = self.terminal.say, self.terminal.line
        title = f"{self.ruleset.title[self.terminal.lang]} ({self.ruleset.declaration.name})"
        day = self.chosen.shown(self.terminal)
        line(say(f"Prövning enligt {title}, för {day}.", f"Assessment by {title}, as of {day}."))
        for each in standing(self.terminal, self.ruleset, self.chosen):
            line(each)
        line(self._read())
        line()

    def _read(self) -> str:
        """How many were assessed out of the table, and how many could not be."""
        lang = self.terminal.lang
        count = self.outcomes.tally.people(EVERYONE)
        found = number(count, lang)
        people = Text(f"{found} personer prövade", f"{found} people assessed")
        if count == 1:
            people = Text("1 person prövad", "1 person assessed")
        text = self.terminal.say(
            f"{people} ur {self.table.path}", f"{people.en} from {self.table.path}"
        )
        return f"{text}{self.outcomes.refused.clause(self.terminal)}."

    def _written(self) -> None:
        self.terminal.line()
        if self.out != STDOUT:
            self.terminal.line(
                self.terminal.say(
                    f"Besluten står i {self.out}.", f"The decisions are in {self.out}."
                )
            )

    def _numbered(self) -> None:
        count = self.outcomes.numbered
        if count:
            self.terminal.line(self.terminal.say(
                f"{count} rader har inget person_id: radens nummer i filen står i stället.",
                f"{count} rows have no person_id: the row's number in the file stands instead.",
            ))  # fmt: skip

    def _repeated(self) -> None:
        found, count = self.outcomes.repeated, self.outcomes.repeated_count
        if not found:
            return
        say = self.terminal.say
        self.terminal.note(say(
            "Varning: samma person_id står på flera rader, och varje rad prövas för sig:",
            "Warning: the same person_id stands on several rows, and each row is assessed by itself:",
        ))  # fmt: skip
        for each, rows in list(found.items())[:MOST_SHOWN]:
            numbers = listed(map(str, rows), say("och", "and"))
            self.terminal.note(f"  {each}: {say('rad', 'rows')} {numbers}")
        tell_rest(self.terminal, count)
