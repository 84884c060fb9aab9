"""The bytes of a file → its text, and the characters in it that nobody can see."""

from __future__ import annotations

import re
from dataclasses import replace

from kraftrules.diagnostics import Code, Diagnostic, RulesetError
from kraftrules.source import Excerpt, Place, Source, Span
from kraftrules.text import Text

LARGEST_FILE = 512 * 1024
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN = (
    "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\\ud800-\\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
)
_INVISIBLE = re.compile(f"[{_UNSEEN}]|(?m:(?<=^)[ ]*[{_SPACES}])")
_ESCAPED = re.compile(f"[{_UNSEEN}]")
_ESCAPE = re.compile(r"\\(x..|u.{4}|U.{8}|.)", re.S)
_STRUCTURE = re.compile(f"^[ ]*(?:-[ {_SPACES}]+)*[^\\s:]*[ {_SPACES}]*:?[ {_SPACES}]?")
_NAMES = {
    "\u00a0": Text("hårt mellanslag", "no-break space"),
    "\u00ad": Text("mjukt bindestreck", "soft hyphen"),
    "\u200b": Text("mellanslag utan bredd", "zero-width space"),
    "\ufeff": Text("byteordningsmärke", "byte-order mark"),
    "\u2028": Text("radseparator", "line separator"),
    "\x00": Text("nolltecken", "null character"),
}
_BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def decode(name: str, raw: bytes, size: int | None = None) -> Source:
    """The text of a file; raises `RulesetError` where it is too large or not UTF-8.

    *raw* may be the beginning only of a file of *size* bytes that is too large.
    """
    size = len(raw) if size is None else size
    if size > LARGEST_FILE:
        most = LARGEST_FILE // 1024
        raise _error(
            Code.TOO_LARGE, Place(name, 1, 1, 1, 1),
            f"Filen är på {-(-size // 1024)} kB; högst {most} kB tillåts.",
            f"The file has {-(-size // 1024)} kB; at most {most} kB are allowed.",
            "Är det rätt fil? Dela annars upp den i flera regelverk.",
            "Is it the right file? If so, split it into several rulesets.",
        )  # fmt: skip
    try:
        return Source(name, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _not_utf8(name, raw, error) from None


def _not_utf8(name: str, raw: bytes, error: UnicodeDecodeError) -> RulesetError:
    other = _BYTE_ORDER_MARKS.get(raw[:2])
    before = "" if other else raw[: error.start].decode("utf-8-sig", "replace")
    text = raw.decode("utf-16", "replace") if other else before + raw[error.start :].decode("cp1252", "replace")  # fmt: skip
    place = Source(name, text).place(Span(len(before), len(before) + 1))
    instead = Text(f", utan som {other}", f" but as {other}") if other else Text("")
    return _error(
        Code.NOT_UTF8, place,
        f"Filen är inte sparad som UTF-8{instead}.", f"The file is not saved as UTF-8{instead['en']}.",
        "Spara om den med teckenkodningen UTF-8, så att å, ä och ö blir rätt.",
        "Save it anew with the encoding UTF-8, so that å, ä and ö come out right.",
    )  # fmt: skip


def invisible(source: Source) -> Diagnostic | None:
    """What to say of the first character that nobody can see and that may not stand where it does."""
    found = _INVISIBLE.search(source.text)
    if found is None:
        return None
    more = sum(1 for _ in _INVISIBLE.finditer(source.text)) - 1
    at = found.end() - 1
    return _invisible(source.text[at], source.place(Span(at, at + 1)), more)


def odd_space(source: Source, within: Span) -> Diagnostic | None:
    """What to say of a space that is none to YAML, in the part of a line where keys stand."""
    start, end = source.line_span(within.start)
    line = source.text[start : min(end, start + 1000)]
    structure = _STRUCTURE.match(line)
    found = re.search(f"[{_SPACES}]", structure[0]) if structure else None
    if found is None:
        return None
    at = start + found.start()
    return _invisible(found[0], source.place(Span(at, at + 1)))


def escaped(excerpt: Excerpt) -> Diagnostic | None:
    """What to say of the first such character that a text in quotes has by an escape, as ``\\0``."""
    found = _ESCAPED.search(excerpt.text)
    if found is None:
        return None
    at = excerpt.offsets[found.start()]
    escape = _ESCAPE.match(excerpt.source.text, at)
    place = excerpt.source.place(Span(at, escape.end() if escape else at + 1))
    return replace(_invisible(found[0], place), hint=_ESCAPED_HINT)


_ESCAPED_HINT = Text(
    "Ta bort det. Är det ett bakstreck som menas, skriv \\\\, eller sätt enkla citattecken om texten.",
    "Remove it. If a backslash is meant, write \\\\, or put single quotes around the text.",
)


def _invisible(char: str, place: Place, more: int = 0) -> Diagnostic:
    name = _NAMES.get(char, Text("osynligt tecken", "invisible character"))
    shown = f"U+{ord(char):04X}"
    also = (
        Text(f" Och {more} till i filen.", f" And {more} more in the file.") if more else Text("")
    )
    return Diagnostic(
        Code.SPECIAL_CHARACTER,
        Text(f"Här står ett tecken som inte syns: {name} ({shown}).{also}",
             f"Here is a character that does not show: {name['en']} ({shown}).{also['en']}"),
        place,
        Text("Radera det, och skriv ett vanligt mellanslag om det ska vara ett. Sådana följer ofta med från Word.",
             "Delete it, and write a plain space if there should be one. They often come along from Word."),
    )  # fmt: skip


def _error(code: Code, place: Place, sv: str, en: str, hint_sv: str, hint_en: str) -> RulesetError:
    return RulesetError([Diagnostic(code, Text(sv, en), place, Text(hint_sv, hint_en))])
