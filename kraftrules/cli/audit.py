"""``kraftrules audit``: does the audit trail hold, and does every decision come out the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kraftrules.api import Ruleset, load
from kraftrules.cli.cases import open_store, shown
from kraftrules.cli.options import LangOption, Language
from kraftrules.cli.terminal import AT_FAULT, DONE, Terminal, misused
from kraftrules.cli.words import number

if TYPE_CHECKING:
    from kraftrules.casefile.audit import Audit

StoreArgument = Annotated[
    str, typer.Argument(metavar="LAGER", help="Ett ärendelager (.db). / A store of cases.")
]
RulesOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules", metavar="FIL", help="Ett regelverk som inte medföljer. / A ruleset not bundled."
    ),
]
MOST_SHOWN = 100


def audit(store: StoreArgument, rules: RulesOption = None, lang: LangOption = Language.SV) -> int:
    """Granska beslutsloggen i ett ärendelager. / Verify the audit trail of a store."""
    terminal = Terminal(lang.code)
    rulesets = [_ruleset(path) for path in rules or ()]
    with open_store(store) as opened:
        found = opened.audit(rulesets)
    _show(terminal, shown(store), found)
    return DONE if found.intact else AT_FAULT


def _ruleset(path: Path) -> Ruleset:
    if not path.is_file():
        raise misused(f"Filen {path} finns inte.", f"There is no file {path}.")
    return load(path)


def _show(terminal: Terminal, store: str, found: Audit) -> None:
    say, line, lang = terminal.say, terminal.line, terminal.lang
    cases, events, decisions, replayed, forgotten, gaps = (
        number(each, lang)
        for each in (found.cases, found.events, found.decisions, found.replayed, found.forgotten, found.gaps)
    )  # fmt: skip
    one = found.cases == 1
    line(say(f"{store}: {cases} {'ärende' if one else 'ärenden'} med {events} {'händelse' if found.events == 1 else 'händelser'}.",
             f"{store}: {cases} {'case' if one else 'cases'} with {events} {'event' if found.events == 1 else 'events'}."))  # fmt: skip
    line(say(f"{decisions} beslut i kedjan: {replayed} gjordes om och blev desamma, {gaps} hör till glömda.",
             f"{decisions} decisions in the chain: {replayed} made again with the same result, {gaps} of forgotten people."))  # fmt: skip
    one = found.forgotten == 1
    line(say(f"{forgotten} {'ärende är glömt' if one else 'ärenden är glömda'}.",
             f"{forgotten} {'case is' if one else 'cases are'} forgotten."))  # fmt: skip
    line(say(f"Kedjans slut: {found.head}", f"Head of the chain: {found.head}"))
    if found.intact:
        line(say("Allt stämmer.", "Everything holds."))
        return
    line()
    line(say("Detta stämmer inte:", "This does not hold:"))
    for each in found.findings[:MOST_SHOWN]:
        line(f"- {each.text[lang]}")
    rest = len(found.findings) - MOST_SHOWN
    if rest > 0:
        line(say(f"… och {rest} till.", f"… and {rest} more."))
