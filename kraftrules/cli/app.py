"""The commands, and what is said of a command line that makes no sense."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

import typer

import kraftrules
from kraftrules.cli.audit import audit
from kraftrules.cli.check import check
from kraftrules.cli.count import count
from kraftrules.cli.coverage import coverage
from kraftrules.cli.decide import decide
from kraftrules.cli.duties import duties
from kraftrules.cli.explain import explain
from kraftrules.cli.intake import intake
from kraftrules.cli.list import list_editions
from kraftrules.cli.new import new
from kraftrules.cli.schema import schema
from kraftrules.cli.show import show
from kraftrules.cli.sql import sql
from kraftrules.cli.terminal import DONE, INTERRUPTED, MISUSED, Stop, guarded, misused, tell
from kraftrules.cli.test import try_scenarios
from kraftrules.text import Lang, Text, listed, nearest

COMMANDS: Mapping[str, Callable[..., int]] = {
    "list": list_editions,
    "show": show,
    "check": check,
    "decide": decide,
    "explain": explain,
    "duties": duties,
    "audit": audit,
    "count": count,
    "intake": intake,
    "sql": sql,
    "schema": schema,
    "new": new,
    "test": try_scenarios,
    "coverage": coverage,
}
# whichever Click it is that Typer uses
UsageError: type[Exception] = typer.BadParameter.__bases__[0]

app = typer.Typer(
    name="kraftrules",
    help="Regler för vem som ingår i en samverkan, och varför. / Who is eligible, and why.",
    epilog="Slutkod: 0 allt väl, 1 fel i regler, uppgifter eller scenarier, 2 fel i kommandot, 130 avbrutet. / "
    "Exit code: 0 all well, 1 rules, facts or scenarios at fault, 2 the command line, 130 interrupted.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kraftrules {kraftrules.__version__}")
        raise typer.Exit


@app.callback()
def _about(
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_say_version, help="Version. / The version."
        ),
    ] = False,
) -> None:
    pass


for _name, _command in COMMANDS.items():
    app.command(_name)(guarded(_command))


def run(arguments: Sequence[str]) -> int:
    """Run a command; gives its exit code."""
    given = list(arguments) or ["--help"]
    lang = _language(given)
    try:
        _known_command(given[0])
        code = app(given, prog_name="kraftrules", standalone_mode=False)
        return code if isinstance(code, int) else DONE
    except Stop as stop:
        return tell(stop.text[lang], stop.code)
    except UsageError as error:
        return tell(_usage(error, given)[lang], MISUSED)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED


def _language(given: Sequence[str]) -> Lang:
    """The language that the user asked for, before the command line has been understood."""
    pairs = zip(given, [*given[1:], ""], strict=True)
    english = any(each == "--lang=en" or (each, then) == ("--lang", "en") for each, then in pairs)
    return "en" if english else "sv"


def _known_command(name: str) -> None:
    if name.startswith("-") or name in COMMANDS:
        return
    near = nearest(name, COMMANDS)
    known = Text(
        f"Kommandona är {listed(COMMANDS, most=len(COMMANDS))}.",
        f"The commands are {listed(COMMANDS, 'and', most=len(COMMANDS))}.",
    )
    hint = Text(f"Menade du {near}? ", f"Did you mean {near}? ") if near else Text("")
    raise misused(
        f"Kommandot {name[:60]} finns inte. {hint}{known}",
        f"There is no command {name[:60]}. {hint.en}{known.en}",
    )


def _usage(error: Exception, given: Sequence[str]) -> Text:
    """What is wrong with the command line, in both languages."""
    option = str(getattr(error, "option_name", ""))
    name = _parameter(error)
    command = given[0] if given[0] in COMMANDS else ""
    help_ = f"kraftrules {command} --help".replace("  ", " ")
    match type(error).__name__:
        case "NoSuchOption":
            near = nearest(option, getattr(error, "possibilities", None) or ())
            what = Text(f"Valet {option} finns inte.", f"There is no option {option}.")
            if near:
                what = Text(f"{what} Menade du {near}?", f"{what.en} Did you mean {near}?")
        case "MissingParameter":
            what = Text(f"{name} saknas.", f"{name} is missing.")
        case "BadOptionUsage":
            what = Text(f"Valet {option} behöver ett värde.", f"The option {option} needs a value.")
        case "BadParameter" if (told := _no_such_choice(name, str(error))) is not None:
            return Text(f"{told}\nSe {help_}.", f"{told.en}\nSee {help_}.")
        case "BadParameter":
            what = Text(f"{name}: det värdet finns inte.", f"{name}: there is no such value.")
        case _:
            what = Text("Kommandoraden går inte att förstå.", "The command line makes no sense.")
    detail = getattr(error, "format_message", lambda: str(error))()
    shown = "" if type(error).__name__ == "NoSuchOption" else f" ({detail.strip()})"
    return Text(f"{what}{shown}\nSe {help_}.", f"{what.en}{shown}\nSee {help_}.")


def _no_such_choice(name: str, told: str) -> Text | None:
    """What to say of a value that is none of a few; None where Click told of something else."""
    found = re.search(r"""(?s)['"](.*)['"] is not one of (.*)""", told)
    if found is None:
        return None
    given, choices = found[1][:60], re.findall("'([^']*)'", found[2])
    near = nearest(given, choices)
    hint = Text(f" Menade du {near}?", f" Did you mean {near}?") if near else Text("")
    return Text(
        f"{name}: gavs {given}; tillåtet är {listed(choices, 'eller')}.{hint}",
        f"{name}: given {given}; allowed is {listed(choices, 'or')}.{hint.en}",
    )


def _parameter(error: Exception) -> str:
    """The parameter as it is written on the command line."""
    parameter = getattr(error, "param", None)
    names = [*getattr(parameter, "opts", ())]
    if names and names[0].startswith("-"):
        return str(names[-1])
    return str(getattr(parameter, "metavar", None) or getattr(parameter, "name", ""))
