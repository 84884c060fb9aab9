"""What reaches the user: lines, tables and errors, in one language, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TextIO

import typer
from rich.console import Console, RenderableType

from kraftrules.diagnostics import Code, Diagnostic, FactError, RulesetError, cut
from kraftrules.text import STEERING, Lang, Text

DONE, AT_FAULT, MISUSED, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141
WIDTH = 100
_ON_THE_LINE = (Code.NO_SUCH_RULESET, Code.NO_EDITION_IN_FORCE)

Rest = ParamSpec("Rest")


class Stop(Exception):
    """The command cannot go on: what to tell the user, and the exit code."""

    def __init__(self, code: int, text: Text) -> None:
        self.code = code
        self.text = text
        super().__init__(text)


def at_fault(sv: str, en: str) -> Stop:
    """The rulesets or the facts are at fault."""
    return Stop(AT_FAULT, Text(sv, en))


def misused(sv: str, en: str) -> Stop:
    """The command line is at fault."""
    return Stop(MISUSED, Text(sv, en))


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where a command writes, and in which language."""

    lang: Lang
    to_stderr: bool = False

    def say(self, sv: str, en: str) -> str:
        """The text in the user's language."""
        return sv if self.lang == "sv" else en

    @property
    def out(self) -> TextIO:
        """Where results go."""
        return sys.stderr if self.to_stderr else sys.stdout

    @property
    def interactive(self) -> bool:
        """Whether a person reads the results as they come."""
        return self.out.isatty()

    def line(self, text: str = "") -> None:
        """Write a line, however long, as it is."""
        self.out.write(clean(text) + "\n")

    def note(self, text: str) -> None:
        """Write a line beside the results."""
        sys.stderr.write(clean(text) + "\n")

    def show(self, thing: RenderableType) -> None:
        """Write a table or a page, laid out for the terminal's width, at most `WIDTH`."""
        console = Console(
            file=self.out,
            width=self._width(),
            force_terminal=self.interactive,
            markup=False,
            highlight=False,
            emoji=False,
        )
        with console.capture() as captured:
            console.print(thing)
        text = captured.get()
        self.out.write(text if self.interactive else _without_trailing_space(text))

    def _width(self) -> int:
        return min(Console(file=self.out).width, WIDTH) if self.interactive else WIDTH


def clean(text: str) -> str:
    """A text that cannot steer the terminal: control characters as escapes."""
    return text.translate(STEERING)


def _without_trailing_space(text: str) -> str:
    return "".join(line.rstrip() + "\n" for line in text.splitlines())


def guarded(command: Callable[Rest, int]) -> Callable[Rest, None]:
    """The command, ending in its exit code whatever it was given."""

    @wraps(command)
    def run(*args: Rest.args, **kwargs: Rest.kwargs) -> None:
        lang: Lang = "en" if kwargs.get("lang") == "en" else "sv"
        _write_what_can_be_written()
        raise typer.Exit(_code(lambda: command(*args, **kwargs), lang))

    return run


def _write_what_can_be_written() -> None:
    """A letter that the terminal's encoding lacks becomes a question mark, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _code(command: Callable[[], int], lang: Lang) -> int:
    try:
        code = command()
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _close_quietly()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Stop as stop:
        return tell(stop.text[lang], stop.code)
    except RulesetError as error:
        text = "\n".join(rendered(each, lang) for each in error.diagnostics)
        on_the_line = all(each.code in _ON_THE_LINE for each in error.diagnostics)
        return tell(text, MISUSED if on_the_line else AT_FAULT)
    except FactError as error:
        return tell("\n".join(each.render(lang) for each in error.problems), AT_FAULT)
    except MemoryError:
        return tell({"sv": "Minnet räcker inte.", "en": "Out of memory."}[lang], AT_FAULT)
    except OSError as error:
        name = cut(str(error.filename or ""))
        return tell(f"{name}: {error.strerror or error}".lstrip(": "), MISUSED)


def rendered(diagnostic: Diagnostic, lang: Lang) -> str:
    """A diagnostic as text; one that is about the command line has no place worth showing."""
    if diagnostic.code not in _ON_THE_LINE:
        return diagnostic.render(lang)
    hint = f"\n{diagnostic.hint[lang]}" if diagnostic.hint else ""
    return f"{diagnostic.message[lang]}{hint}"


def tell(text: str, code: int) -> int:
    """Write why a command cannot go on; gives the exit code."""
    try:
        sys.stdout.flush()
        sys.stderr.write(clean(text) + "\n")
    except OSError:
        _close_quietly()
    return code


def _close_quietly() -> None:
    """Let what is left to write go nowhere, so that Python does not complain as it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
