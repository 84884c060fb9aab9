"""What to say of a word, a sign or a value that is written otherwise in conditions."""

from __future__ import annotations

import re

from kraftrules.diagnostics import Code
from kraftrules.feel import words
from kraftrules.feel.dates import likely_day
from kraftrules.feel.stop import Stop, Wrong
from kraftrules.feel.words import COMPARISONS, instead
from kraftrules.source import Span
from kraftrules.text import Text


def misspelt_quote(stop: Stop) -> Wrong | None:
    """A quote that is never closed, or is not a straight double one."""
    at = stop.at
    char = stop.text[at : at + 1]
    if char == '"':
        if '"' in stop.text[at + 1 :]:
            return None
        return Wrong(Code.UNCLOSED_STRING, Span(at, len(stop.text.rstrip())),
            Text("Citattecknet stängs aldrig.", "The quote is never closed."),
            Text('Lägg till " där texten slutar.', 'Add " where the text ends.'))  # fmt: skip
    if not char or char not in words.QUOTES:
        return None
    quoted = re.compile(rf"[{words.QUOTES}]+([^{words.QUOTES}]*)[{words.QUOTES}]*").match(
        stop.text, at
    )
    assert quoted is not None
    meant = quoted[1].strip()
    hint = instead(f'"{meant}"')
    if quoted[0] == stop.text.strip():
        hint = Text(f"Skriv villkoret utan citattecken: {meant}", f"Write the condition without quotes: {meant}")  # fmt: skip
    message = Text("Citattecken i villkor ska vara raka och dubbla.", "Quotes in conditions should be straight and double.")  # fmt: skip
    return Wrong(Code.SMART_QUOTES, Span(*quoted.span()), message, hint)


def misspelt_day(stop: Stop) -> Wrong | None:
    """A day written as ``1/1 2021``."""
    for found in re.finditer(r"\d{1,4}\s?[/.]\s?\d{1,2}\s?[/.\s-]\s?\d{2,4}\b", stop.text):
        day = likely_day(found[0])
        if day and found.start() <= stop.at <= found.end():
            return Wrong(Code.BAD_DATE, Span(*found.span()), Text(
                f"{found[0]} är inget datum här.", f"{found[0]} is no date here."),
                Text(f'Menade du date("{day}")?', f'Did you mean date("{day}")?'))  # fmt: skip
    return None


def misspelt_sign(stop: Stop) -> Wrong | None:
    """An operator of another language, or one with a space in it."""
    for start in (stop.at - 1, stop.at):
        for written in sorted(words.SIGNS, key=len, reverse=True):
            if start >= 0 and stop.text.startswith(written, start):
                return _wrong_operator(written, start, words.SIGNS[written])
    before, here = stop.token(-1), stop.token()
    joined = before.text + here.text
    meant = words.SIGNS.get(joined, joined)
    if meant in COMPARISONS and len(before.text) == len(here.text) == 1:
        span = before.span.to(here.span)
        return Wrong(Code.WRONG_OPERATOR, span, Text(
            f"{before.text} och {here.text} står var för sig.", f"{before.text} and {here.text} stand apart."),
            Text(f"Skriv dem ihop: {meant}", f"Write them together: {meant}"))  # fmt: skip
    return None


def _wrong_operator(written: str, start: int, meant: str) -> Wrong:
    message = Text(
        f"”{written}” används inte i villkor.", f"“{written}” is not used in conditions."
    )
    return Wrong(Code.WRONG_OPERATOR, Span(start, start + len(written)), message, instead(meant))


def misspelt_negation(stop: Stop) -> Wrong | None:
    """``not`` without parentheses, or in other words."""
    before, here, after = stop.token(-1), stop.token(), stop.token(1)
    if here.text in ("not", "inte", "icke") and after.text in ("in", "i"):
        left, right = stop.said(stop.clause), stop.said(stop.rest[1:])
        meant = f"not({left} {right})".replace(" i (", " in (")
        return _wrong_operator(f"{here.text} {after.text}", here.start, meant)
    for token, operand in ((here, after), (before, here)):
        if token.text.lower() in words.NEGATIONS:
            meant = f"not({operand.text})" if operand.is_name else "not(…)"
            if token.text != "not":
                return _wrong_operator(token.text, token.start, meant)
            message = Text("Efter not saknas en parentes.", "A parenthesis is missing after not.")
            return Wrong(Code.WRONG_OPERATOR, token.span, message, instead(meant))
    return None


def misspelt_word(stop: Stop) -> Wrong | None:
    """An operator in Swedish, or in capitals."""
    for token, after in ((stop.token(), stop.token(1)), (stop.token(-1), stop.token())):
        lower = token.text.lower()
        meant = words.WORDS.get(lower) or (
            lower if lower in words.KEYWORDS and lower != token.text else None
        )
        if meant is None:
            continue
        second = words.WORDS.get(after.text.lower(), "")
        if after.text.lower() in ("med", "än", "than", "to"):
            return _wrong_operator(f"{token.text} {after.text}", token.start, meant)
        if meant == "=" and second in COMPARISONS:
            return _wrong_operator(f"{token.text} {after.text}", token.start, second)
        if meant == "between … and …":
            numbers = [each.text for each in stop.rest if each.is_number][:2]
            meant = f"between {numbers[0]} and {numbers[1]}" if len(numbers) == 2 else meant
        return _wrong_operator(token.text, token.start, meant)
    return None


def misspelt_number(stop: Stop) -> Wrong | None:
    """A number with a comma, a space, a percent sign, an exponent or a unit."""
    before, here, after = stop.token(-1), stop.token(), stop.token(1)
    if not before.is_number:
        return None
    if here.text == "," and after.is_number:
        return _bad_number(stop, 1, Text("Decimaler skrivs med punkt.", "Decimals are written with a point."),
                           f"{before.text}.{after.text}")  # fmt: skip
    if here.is_number and len(here.text) == 3:
        return _bad_number(stop, 0, Text("Ett tal skrivs utan mellanslag.", "A number is written without spaces."),
                           before.text + here.text)  # fmt: skip
    if here.text == "%" and not after.is_operand:
        return _bad_number(stop, 0, Text("Ett tal skrivs utan procenttecken i villkor.",
                           "A number is written without a percent sign in conditions."), before.text)  # fmt: skip
    if stop.token(-2).text in ("+", "-") and (length := _as_duration(before.text, here.text)):
        place = before.span.to(here.span)
        return Wrong(Code.BAD_NUMBER, place, _NO_LENGTH, _either(length, before.text))
    if re.fullmatch("[eE][0-9]*", here.text) and here.start == before.span.end:
        signed = here.text in "eE" and after.text in ("+", "-")
        return Wrong(Code.BAD_NUMBER, before.span.to(stop.token(2 if signed else 0).span), Text(
            "Ett tal skrivs utan exponent.", "A number is written without an exponent."),
            Text("Skriv ut alla siffror, som 1500000 eller 0.015.", "Write all its digits, as 1500000 or 0.015."))  # fmt: skip
    if here.text.lower() in words.UNITS:
        return _bad_number(stop, 0, Text("Ett tal skrivs utan enhet: uppgiften bestämmer enheten.",
                           "A number is written without a unit: the fact decides it."), before.text)  # fmt: skip
    return None


_NO_LENGTH = Text(
    "Ett tal skrivs utan enhet, och en längd på tiden som en varaktighet.",
    "A number is written without a unit, and a length of time as a duration.",
)


def _as_duration(count: str, unit: str) -> str:
    """A count of days, weeks, months or years as a duration; empty where the unit is another."""
    days, letter = words.TIMES.get(unit.lower(), (0, ""))
    fits = letter and count.isdecimal() and len(count) <= 3 and int(count) <= 500
    return f'duration("P{int(count) * days}{letter}")' if fits else ""


def _either(duration: str, count: str) -> Text:
    return Text(f"Skriv {duration} efter en dag, och bara {count} efter ett tal.",
                f"Write {duration} after a day, and only {count} after a number.")  # fmt: skip


def _bad_number(stop: Stop, last: int, message: Text, meant: str) -> Wrong:
    return Wrong(
        Code.BAD_NUMBER, stop.token(-1).span.to(stop.token(last).span), message, instead(meant)
    )
