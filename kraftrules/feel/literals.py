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
from kraftrules.text import Text
from kraftrules.values import Atom, Days, Months

_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "r": "\r", "'": "'"}


def unescaped(token: Token) -> str:
    """The text of a token in quotes; raises `Wrong` where an escape means nothing."""

    def plain(found: re.Match[str]) -> str:
        escaped = found[1]
        if escaped in _ESCAPES:
            return _ESCAPES[escaped]
        if re.fullmatch("u[0-9a-fA-F]{4}", escaped):
            return chr(int(escaped[1:], 16))
        at = (token.start_pos or 0) + 1 + found.start()
        message = Text(
            f"\\{escaped} betyder ingenting i en text.", f"\\{escaped} means nothing in a text."
        )
        hint = Text('Skriv \\\\ för ett bakstreck, \\" för ett citattecken.',
                    'Write \\\\ for a backslash, \\" for a quote.')  # fmt: skip
        raise Wrong(Code.SYNTAX, Span(at, at + 2), message, hint)

    return re.sub(r"(?s)\\(u[0-9a-fA-F]{4}|.)", plain, token.value[1:-1])


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
