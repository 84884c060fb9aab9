"""``kraftrules list``: what is bundled, and what is in force."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.table import Table

from kraftrules.api import catalogue
from kraftrules.cli.options import ChosenDay, LangOption, Language, OnOption, chosen_day
from kraftrules.cli.terminal import DONE, Terminal
from kraftrules.cli.words import STATUS
from kraftrules.ruleset.catalogue import Edition


def list_editions(on: OnOption = None, lang: LangOption = Language.SV) -> int:
    """Lista medföljande regelverk. / List the bundled rulesets."""
    terminal, chosen = Terminal(lang.code), chosen_day(on)
    terminal.show(_table(terminal, chosen))
    terminal.line()
    terminal.line(
        terminal.say(f"Dag: {chosen.shown(terminal)}.", f"Day: {chosen.shown(terminal)}.")
    )
    return DONE


def _table(terminal: Terminal, chosen: ChosenDay) -> Table:
    say = terminal.say
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(say("Utgåva", "Edition"), no_wrap=True)
    table.add_column(say("Titel", "Title"))
    table.add_column(say("Gäller", "Holds"), no_wrap=True)
    table.add_column(say("Status", "Status"), no_wrap=True)
    table.add_column(
        say("I dag", "Today") if not chosen.stated else chosen.day.isoformat(), no_wrap=True
    )
    for each in catalogue():
        status = STATUS[each.status][terminal.lang]
        table.add_row(
            each.name,
            each.title[terminal.lang],
            str(each.in_force),
            status,
            _now(terminal, each, chosen),
        )
    return table


def _now(terminal: Terminal, edition: Edition, chosen: ChosenDay) -> str:
    if not edition.in_force.includes(chosen.day):
        return ""
    if edition.status == "draft":
        return terminal.say("utkast", "draft")
    return terminal.say("gäller", "in force")
