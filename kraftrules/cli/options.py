"""The options that commands share, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kraftrules.api import Ruleset, catalogue, load
from kraftrules.cli.terminal import Stop, Terminal, misused, rendered
from kraftrules.diagnostics import Code, Diagnostic, FactError, RulesetError
from kraftrules.given import accept_day
from kraftrules.text import Lang

ENDINGS = (".yaml", ".yml")


class Language(StrEnum):
    """The languages that the command line speaks."""

    SV = "sv"
    EN = "en"

    @property
    def code(self) -> Lang:
        """The language as the library names it."""
        return "en" if self is Language.EN else "sv"


LangOption = Annotated[Language, typer.Option("--lang", help="Språk / language.")]
OnOption = Annotated[
    str | None,
    typer.Option("--on", metavar="ÅÅÅÅ-MM-DD", help="Dagen det gäller; annars i dag. / The day."),
]
NameArgument = Annotated[
    str,
    typer.Argument(
        metavar="NAMN|FIL",
        help="malmokraften, malmokraften@2.0 eller en YAML-fil. / A ruleset by name, or a file.",
    ),
]
TableArgument = Annotated[
    Path,
    typer.Argument(
        metavar="TABELL", help="Personerna: .csv, .json, .jsonl, .parquet, .xlsx. / The people."
    ),
]
DraftsOption = Annotated[
    bool, typer.Option("--drafts", help="Låt dagen välja utkast också. / Pick drafts by day too.")
]
ExtraOption = Annotated[
    bool,
    typer.Option(
        "--ignore-extra",
        help="Hoppa över kolumner som ordlistan inte känner. / Skip unknown columns.",
    ),
]


@dataclass(frozen=True, slots=True)
class ChosenDay:
    """The day that a command is about, and whether the user stated it."""

    day: date
    stated: bool

    def shown(self, terminal: Terminal) -> str:
        """The day, and where it comes from when nobody stated it."""
        if self.stated:
            return self.day.isoformat()
        return terminal.say(
            f"{self.day} (i dag, eftersom --on inte angavs)",
            f"{self.day} (today, since --on was not stated)",
        )


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def chosen_day(on: str | None) -> ChosenDay:
    """The day of ``--on``; where it is left out, today: only the command line reads the clock."""
    if on is None:
        return ChosenDay(date.today(), False)
    return ChosenDay(stated_day("--on", on), True)


def stated_day(option: str, text: str) -> date:
    """The day of an option that has to be stated."""
    try:
        return accept_day(date.fromisoformat(text if _DAY.fullmatch(text) else ""))
    except (ValueError, FactError):
        raise misused(
            f"{option} {text[:40]}: ingen dag. Skriv år, månad och dag som finns: 2024-01-31.",
            f"{option} {text[:40]}: no day. Write a year, month and day that exist: 2024-01-31.",
        ) from None


def is_file_name(name: str) -> bool:
    """Whether a ruleset is asked for by file and not by name."""
    return name.endswith(ENDINGS)


def load_ruleset(name: str, chosen: ChosenDay, *, drafts: bool = False) -> Ruleset:
    """The ruleset asked for; the day picks the edition where none is named."""
    if is_file_name(name):
        if not Path(name).is_file():
            raise misused(f"Filen {name} finns inte.", f"There is no file {name}.")
        return load(Path(name))
    try:
        sole = [each.id for each in catalogue()].count(name) == 1
        if "@" in name or (sole and not chosen.stated):
            return load(name)
        return load(name, chosen.day, drafts=drafts)
    except RulesetError as error:
        if Path(name).exists():
            raise misused(
                f"{name} är ingen YAML-fil. Ett regelverk i en egen fil slutar på .yaml.",
                f"{name} is no YAML file. A ruleset in a file of one's own ends in .yaml.",
            ) from None
        if error.diagnostics[0].code is Code.NO_EDITION_IN_FORCE and not chosen.stated:
            raise _not_today(error.diagnostics[0]) from None
        raise


def _not_today(diagnostic: Diagnostic) -> Stop:
    sv, en = rendered(diagnostic, "sv"), rendered(diagnostic, "en")
    return misused(f"{sv}\nDagen är i dag, eftersom --on inte angavs.",
                   f"{en}\nThe day is today, since --on was not stated.")  # fmt: skip


def note_day(terminal: Terminal, ruleset: Ruleset, chosen: ChosenDay) -> None:
    """Tell a user who stated no day which is used, and of an edition that does not hold that day."""
    if not chosen.stated:
        terminal.note(terminal.say("Dag: ", "Day: ") + chosen.shown(terminal) + ".")
    if not ruleset.in_force.includes(chosen.day):
        name, period = ruleset.declaration.name, ruleset.in_force
        terminal.note(terminal.say(
            f"Observera: {name} gäller {period}, inte {chosen.day}.",
            f"Note: {name} holds {period}, not {chosen.day}.",
        ))  # fmt: skip


def standing(terminal: Terminal, ruleset: Ruleset, chosen: ChosenDay) -> Iterator[str]:
    """What a reader should know of an edition before its results: that it is a draft, or not in force."""
    if ruleset.status == "draft":
        yield terminal.say("Regelverket är ett utkast.", "The ruleset is a draft.")
    if not ruleset.in_force.includes(chosen.day):
        period = ruleset.in_force
        yield terminal.say(f"Observera: utgåvan gäller {period}, inte den dagen.",
                           f"Note: the edition holds {period}, not that day.")  # fmt: skip
