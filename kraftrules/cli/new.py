"""``kraftrules new``: a commented template for a ruleset of one's own."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from kraftrules.cli.options import ENDINGS, LangOption, Language
from kraftrules.cli.terminal import DONE, Terminal, misused
from kraftrules.cli.words import upper_first

_NAME = re.compile(r"[a-z][a-z0-9-]{0,59}", re.ASCII)
NewArgument = Annotated[
    str, typer.Argument(metavar="NAMN", help="Som halmstadskraften. / As halmstadskraften.")
]
NewOutOption = Annotated[
    Path | None,
    typer.Option("--out", metavar="FIL", help="Annars NAMN.yaml. / Otherwise NAME.yaml."),
]


def new(name: NewArgument, out: NewOutOption = None, lang: LangOption = Language.SV) -> int:
    """Börja på ett nytt regelverk ur en mall. / Begin a new ruleset from a template."""
    if not _NAME.fullmatch(name):
        raise misused(
            f"{name[:60]} kan inte vara ett namn. Använd små bokstäver a–z, siffror och bindestreck, "
            "och börja med en bokstav: halmstadskraften.",
            f"{name[:60]} cannot be a name. Use small letters a–z, digits and hyphens, a letter first: "
            "halmstadskraften.",
        )
    target = out or Path(f"{name}.yaml")
    if target.suffix not in ENDINGS:
        raise misused(f"--out {target}: ett regelverk ska sluta på .yaml.",
                      f"--out {target}: a ruleset should end in .yaml.")  # fmt: skip
    _write(target, template(name, date.today()))
    terminal = Terminal(lang.code)
    terminal.line(terminal.say(
        f"{target} är skriven. Svara på frågorna i den, och pröva den med: kraftrules check {target}",
        f"{target} is written. Answer the questions in it, and try it with: kraftrules check {target}",
    ))  # fmt: skip
    return DONE


def template(name: str, today: date) -> str:
    """The template for a ruleset of that name, in force from the next New Year's Day."""
    text = files("kraftrules.cli").joinpath("template.yaml").read_text("utf-8")
    title = upper_first(name.strip("-").replace("-", " "))
    filled = {"NAMN": name, "TITEL": title, "DAG": today.isoformat()}
    return re.sub("<(NAMN|TITEL|DAG)>", lambda found: filled[found[1]], text)


def _write(target: Path, text: str) -> None:
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise misused(f"{target} finns redan och skrivs inte över.",
                      f"{target} is there already and is not overwritten.") from None  # fmt: skip
    except OSError as error:
        reason = error.strerror or str(error)
        raise misused(f"{target} går inte att skriva: {reason}.",
                      f"{target} cannot be written: {reason}.") from None  # fmt: skip
