"""What a text in quotes says: with its escapes read, as a date, as a duration."""

from __future__ import annotations

import re
from datetime import date

from lark import Token

from kraftrules.diagnostics import Code
from kraftrules.feel.dates import likely_day, read_day, why_no_day
from kraftrules.feel.operators import LONGEST_DAYS, LONGEST_MONTHS
from kraftrules.feel.stop import Wrong
from kraftrules.source import Span
from kraftrules.text import STEERING, Text, is_text, writable
from kraftrules.values import Atom, Days, Months

_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "r": "\r", "'": "'"}

_NOWHERE = frozenset(map(chr, STEERING)) - {"\r"}
_ESCAPE = re.compile(  # two halves of a character, a character by its number, one escaped, one that steers
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|"
    f"[{''.join(_NOWHERE)}\ud800-\udfff]",
    re.S,
)
_ESCAPING = Text('Skriv \\\\ för ett bakstreck, \\" för ett citattecken.',
                 'Write \\\\ for a backslash, \\" for a quote.')  # fmt: skip
_HALF = Text("Skriv tecknet som det är, eller båda halvorna: \\ud83d\\ude00",
             "Write the character as it is, or both halves: \\ud83d\\ude00")  # fmt: skip
_REMOVE = Text("Ta bort det: det syns inte, och kan inte lagras i alla databaser.",
               "Remove it: it does not show, and not every database can hold it.")  # fmt: skip


def unescaped(token: Token) -> str:
    """The text of a token in quotes; raises `Wrong` where it says what no text can."""
    start = token.start_pos or 0

    def plain(found: re.Match[str]) -> str:
        said = _plain(found[0])
        span = Span(start + 1 + found.start(), start + 1 + found.end())
        if said is None:
            raise Wrong(Code.SYNTAX, Span(span.start, span.start + 2), Text(
                f"{found[0]} betyder ingenting i en text.", f"{found[0]} means nothing in a text."), _ESCAPING)  # fmt: skip
        if not is_text(said):
            raise Wrong(Code.SPECIAL_CHARACTER, span, Text(
                f"{writable(found[0])} är bara ett halvt tecken.", f"{writable(found[0])} is only half a character."), _HALF)  # fmt: skip
        if said in _NOWHERE:
            raise Wrong(Code.SPECIAL_CHARACTER, span, Text(
                f"Tecknet U+{ord(said):04X} kan inte stå i en text.", f"The character U+{ord(said):04X} cannot stand in a text."), _REMOVE)  # fmt: skip
        return said

    return _ESCAPE.sub(plain, token.value[1:-1])


def _plain(escape: str) -> str | None:
    """What an escape says, or a character by itself; None where it says nothing."""
    if escape[0] != "\\":
        return escape
    if re.fullmatch(r"(\\u[0-9a-fA-F]{4})+", escape):
        return bytes.fromhex(escape.replace("\\u", "")).decode("utf-16-be", "surrogatepass")
    return _ESCAPES.get(escape[1:])


def as_date(text: str, span: Span) -> date:
    """The day that a text says; raises `Wrong` where it says none."""
    day = read_day(text)
    if day is not None:
        return day
    near = likely_day(text)
    hint = Text('Skriv år, månad och dag: date("2024-01-31").',
                'Write year, month and day: date("2024-01-31").')  # fmt: skip
    if near:
        hint = Text(f'Menade du date("{near}")?', f'Did you mean date("{near}")?')
    raise Wrong(Code.BAD_DATE, span, why_no_day(text), hint)


def as_duration(text: str, span: Span) -> Atom:
    """The duration that a text says, as ``P1M``; raises `Wrong` where it says none."""
    months = re.fullmatch(r"(-?)P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?", text)
    days = re.fullmatch(r"(-?)P(\d{1,6})D", text)
    sign = -1 if text.startswith("-") else 1
    if days and int(days[2]) <= LONGEST_DAYS:
        return Days(sign * int(days[2]))
    if months and (months[2] or months[3]):
        count = int(months[2] or 0) * 12 + int(months[3] or 0)
        if count <= LONGEST_MONTHS:
            return Months(sign * count)
    message = Text(f'"{text[:40]}" är ingen varaktighet.', f'"{text[:40]}" is no duration.')
    hint = Text(
        'Skriv "P1M" för en månad, "P1Y6M" för ett och ett halvt år, "P14D" för 14 dagar; högst 500 år.',
        'Write "P1M" for a month, "P1Y6M" for a year and a half, "P14D" for 14 days; at most 500 years.',
    )
    raise Wrong(Code.BAD_DURATION, span, message, hint)
