"""``kraftrules explain``: one person's decision in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from kraftrules.cli.decisions.people import Person, decide_person, people
from kraftrules.cli.options import (
    DraftsOption,
    ExtraOption,
    LangOption,
    Language,
    NameArgument,
    OnOption,
    TableArgument,
    chosen_day,
    load_ruleset,
    note_day,
)
from kraftrules.cli.progress import tracked
from kraftrules.cli.tables.table import Table, open_table, problem_text
from kraftrules.cli.terminal import DONE, Stop, Terminal, at_fault, misused
from kraftrules.decision import Decision
from kraftrules.text import Text, listed, nearest

PersonOption = Annotated[
    str, typer.Option("--person", metavar="ID", help="Personens person_id. / The person's id.")
]
_MOST_COMPARED = 20_000


def explain(
    name: NameArgument,
    table: TableArgument,
    person: PersonOption,
    on: OnOption = None,
    ignore_extra: ExtraOption = False,
    drafts: DraftsOption = False,
    lang: LangOption = Language.SV,
) -> int:
    """Förklara beslutet om en person. / Explain the decision about one person."""
    terminal, chosen = Terminal(lang.code), chosen_day(on)
    ruleset = load_ruleset(name, chosen, drafts=drafts)
    opened = open_table(table, ruleset.plan.facts, ignore_extra=ignore_extra)
    found = _the_one(terminal, opened, person)
    decided = decide_person(ruleset, found, chosen.day)
    if not isinstance(decided, Decision):
        row = found.row.number
        texts = [(problem_text(each, "sv"), problem_text(each, "en")) for each in decided]
        raise at_fault("\n".join(f"{table}, rad {row}: {sv}" for sv, _ in texts),
                       "\n".join(f"{table}, row {row}: {en}" for _, en in texts))  # fmt: skip
    if not chosen.stated:
        note_day(terminal, ruleset, chosen)
    terminal.line(decided.explain(lang.code))
    return DONE


def _the_one(terminal: Terminal, table: Table, wanted: str) -> Person:
    """The person with an id; stops the command where there is none, or several."""
    found: list[Person] = []
    others: list[str] = []
    for each in tracked(people(table), table.meter, terminal.say("Söker", "Searching")):
        if str(each.id) == wanted and (not each.numbered or not each.problems):
            found.append(each)
        elif len(others) < _MOST_COMPARED and abs(len(str(each.id)) - len(wanted)) < 2:
            others.append(str(each.id))
    if not found:
        raise _nobody(table, wanted, others)
    if len(found) > 1:
        rows = [str(each.row.number) for each in found]
        raise at_fault(
            f"{table.path}: person_id {wanted} står på flera rader: {listed(rows)}.",
            f"{table.path}: person_id {wanted} stands on several rows: {listed(rows, 'and')}.",
        )
    return found[0]


def _nobody(table: Table, wanted: str, others: Sequence[str]) -> Stop:
    near = nearest(wanted, others)
    hint = Text(f" Menade du {near}?", f" Did you mean {near}?") if near else Text("")
    return misused(
        f"{table.path}: ingen har person_id {wanted}.{hint}",
        f"{table.path}: nobody has person_id {wanted}.{hint.en}",
    )
