"""What to say of a line that is indented wrongly, or whose hyphen is no hyphen."""

from __future__ import annotations

import re

from kraftrules.diagnostics import Code, Diagnostic
from kraftrules.ruleset.broken import Break
from kraftrules.source import Span
from kraftrules.text import Text

OTHER_HYPHENS = r"^ *[–—•·*]\s"


def tab(broken: Break) -> Diagnostic | None:
    """A tab where lines are indented."""
    for at in (broken.at, broken.opened):
        start, _ = broken.source.line_span(at)
        indentation = re.match(r"[ \t]*", broken.line(at))
        tab = indentation[0].find("\t") if indentation else -1
        if tab >= 0 or broken.source.text[at : at + 1] == "\t":
            first = start + tab if tab >= 0 else at
            width = len(indentation[0]) - tab if indentation and tab >= 0 else 1
            return broken.say(Code.TAB, Span(first, first + width),
                "Här står ett tabbtecken; indrag görs med mellanslag.", "A tab stands here; lines are indented by spaces.",
                "Ersätt det med mellanslag: två för varje nivå. De flesta redigerare kan göra det åt en.",
                "Replace it by spaces: two for each level. Most editors can do it for you.")  # fmt: skip
    return None


def hyphen(broken: Break) -> Diagnostic | None:
    """A hyphen without its space, or another sign for one."""
    for at in (broken.at, broken.opened):
        line = broken.line(at)
        start = broken.source.line_span(at)[0] + len(line) - len(line.lstrip())
        joined = re.match(r" *-([^\s-].*)", line)
        other = re.match(OTHER_HYPHENS, line)
        if joined or other:
            rest = joined[1] if joined else line.strip()[1:].strip()
            message = Text("Efter bindestrecket saknas ett mellanslag.", "A space is missing after the hyphen.")  # fmt: skip
            if other:
                message = Text(f"{line.strip()[0]} är inget bindestreck.", f"{line.strip()[0]} is no hyphen.")  # fmt: skip
            hint = Text(f"Skriv - {rest}", f"Write - {rest}")
            return broken.say(Code.INDENTATION, Span(start, start + 1), message, message["en"], hint, hint["en"])  # fmt: skip
    return None


def indentation(broken: Break) -> Diagnostic | None:
    """A line that begins in no column where one can."""
    line = broken.line(broken.at)
    parts = re.match(r"( *)(-?)", line)
    if parts is None or not line.strip() or not _is_first(broken):
        return None
    start, have = broken.at - broken.column(broken.at), len(parts[1])
    levels = _levels(broken.source.text[:start])
    if "document start" in broken.problem and levels and levels[0][0]:
        return _first_line(broken, levels[0][0])
    span = Span(start, start + max(1, have))
    if not parts[2] and (have, True) in levels and (have, False) not in levels:
        return broken.say(Code.INDENTATION, Span(start + have, start + len(line)),
            "Här saknas ett bindestreck, eller två mellanslag till i indrag.",
            "A hyphen is missing here, or two more spaces of indentation.",
            f"Börjar en ny post här skrivs den - {line.strip()[:60]}",
            f"If a new item begins here, write - {line.strip()[:60]}")  # fmt: skip
    fitting = [column for column, hyphen in levels if hyphen == bool(parts[2]) and column != have]
    if not fitting:
        fitting = (
            [levels[-1][0] + 2] if parts[2] and levels else [column for column, _ in levels] or [0]
        )
    want = min(fitting, key=lambda column: abs(column - have))
    return broken.say(Code.INDENTATION, span,
        f"Raden har {_spaces(have)} indrag och passar inte ihop med raderna ovanför.",
        f"The line has {_spaces(have)['en']} of indentation and does not fit the lines above.",
        f"Den ska troligen {f'ha {_spaces(want)}' if want else 'inte ha något'} indrag.",
        f"It should probably have {_spaces(want)['en']} of indentation.")  # fmt: skip


def _first_line(broken: Break, have: int) -> Diagnostic:
    first = re.search(r"(?m)^ +(?=[^\s#])", broken.source.text)
    start = first.start() if first else 0
    return broken.say(Code.INDENTATION, Span(start, start + have),
        f"Den första raden har {_spaces(have)} indrag, men raderna under har inget.",
        f"The first line has {_spaces(have)['en']} of indentation, but the lines below have none.",
        "Ta bort indraget.", "Remove the indentation.")  # fmt: skip


def _is_first(broken: Break) -> bool:
    """Whether the break is at the beginning of its line, or at its first colon."""
    before = broken.line(broken.at)[: broken.column(broken.at)]
    return not before.strip() or (
        broken.source.text[broken.at : broken.at + 1] == ":" and ": " not in before
    )


def _spaces(count: int) -> Text:
    if count == 0:
        return Text("inget", "no space")
    return Text(f"{count} mellanslags", f"{count} space{'s' if count > 1 else ''}")


def _levels(above: str) -> list[tuple[int, bool]]:
    """The columns at which the open blocks of the lines above begin; whether with a hyphen."""
    levels: list[tuple[int, bool]] = []
    for line in above.splitlines():
        parts = re.match(r"( *)((?:- +)*)(?=[^\s#])", line)
        if parts is None:
            continue
        column = len(parts[1])
        levels = [each for each in levels if each[0] < column]
        for hyphen in re.finditer(r"- +", parts[2]):
            levels.append((column + hyphen.start(), True))
        levels.append((column + len(parts[2]), False))
    return levels
