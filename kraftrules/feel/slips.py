"""What to say of a text that is no condition: which slip stopped the reading, and what to write."""

from __future__ import annotations

from collections.abc import Callable

from kraftrules.diagnostics import Code
from kraftrules.feel import words
from kraftrules.feel.spelling import (
    misspelt_day,
    misspelt_negation,
    misspelt_number,
    misspelt_quote,
    misspelt_sign,
    misspelt_word,
)
from kraftrules.feel.stop import CONNECTORS, PAIRS, Stop, Wrong
from kraftrules.feel.words import COMPARISONS, instead
from kraftrules.source import Span
from kraftrules.text import Text


def slip(text: str, at: int | None) -> Wrong:
    """The likeliest slip in a text that the grammar does not take, from where it stopped or ended."""
    stop = Stop(text, len(text) if at is None else at)
    if not stop.tokens:
        return _empty()
    kinds = _AT_THE_END if at is None else _WITHIN
    return next(found for kind in kinds if (found := kind(stop)))


def _empty() -> Wrong:
    return Wrong(Code.SYNTAX, Span(0, 0), Text("Här saknas ett villkor.", "A condition is missing here."),
        Text('Skriv till exempel municipality = "Malmö".', 'Write for example municipality = "Malmö".'))  # fmt: skip


def _named(bracket: str) -> Text:
    if bracket in "()":
        return Text(f"Parentesen {bracket}", f"The parenthesis {bracket}")
    return Text(f"Hakparentesen {bracket}", f"The bracket {bracket}")


def _bracket(stop: Stop) -> Wrong | None:
    here = stop.token()
    if here.text not in PAIRS:
        return None
    if stop.token(-1).text == PAIRS[here.text]:
        return Wrong(Code.SYNTAX, stop.token(-1).span.to(here.span), Text(
            "Parentesen är tom.", "The parentheses are empty."),
            Text('Skriv minst ett värde: in ("Malmö", "Lund")', 'Write at least one value: in ("Malmö", "Lund")'))  # fmt: skip
    if not stop.open_brackets:
        opening = PAIRS[here.text]
        return Wrong(Code.UNCLOSED_BRACKET, here.span, Text(
            f"{_named(here.text)} öppnas aldrig.", f"{_named(here.text)['en']} is never opened."),
            Text(f"Ta bort den, eller lägg till {opening} där den ska börja.",
                 f"Remove it, or add {opening} where it should begin."))  # fmt: skip
    opened = stop.open_brackets[-1]
    if opened.text == PAIRS[here.text]:
        return None
    meant = ")" if opened.text == "(" else "]"
    return Wrong(Code.UNCLOSED_BRACKET, here.span, Text(
        f"{_named(opened.text)} stängs med {here.text}.", f"{_named(opened.text)['en']} is closed by {here.text}."),
        instead(meant))  # fmt: skip


def _chain(stop: Stop) -> Wrong | None:
    first = next((i for i, token in enumerate(stop.clause) if token.text in COMPARISONS), None)
    here = stop.token()
    middle = "" if first is None else stop.said(stop.clause[first + 1 :])
    if not middle or here.text not in COMPARISONS:
        return None
    end = next((i for i, token in enumerate(stop.rest) if token.text in PAIRS), len(stop.rest))
    meant = f"{stop.said(stop.clause)} and {middle} {stop.said(stop.rest[:end])}"
    return Wrong(Code.SYNTAX, here.span, Text(
        "Två jämförelser kan inte stå i rad.", "Two comparisons cannot follow each other."),
        Text(f"Dela dem med and: {meant}", f"Part them by and: {meant}"))  # fmt: skip


def _range(stop: Stop) -> Wrong | None:
    """After ``in``, something that is neither a list nor an interval in brackets."""
    here = stop.token()
    inside = stop.open_brackets[-1:] and stop.text[: stop.open_brackets[-1].start].rstrip()
    if (
        inside
        and inside.endswith(" in")
        and (here.text in (".", "-") or stop.token(-1).text == "..")
    ):
        return _written_range(stop, here.span)
    if stop.token(-1).text != "in" or not here.is_operand:
        return None
    rest = stop.rest
    if len(rest) >= 3 and rest[1].text in ("-", "..", "to", "till") and rest[2].is_operand:
        meant = f"in [{rest[0].text}..{rest[2].text}]"
    else:
        meant = f"in ({', '.join(each.text for each in rest if each.is_operand)})"
    return Wrong(Code.SYNTAX, here.span, Text(
        "Efter in ska en parentes stå.", "A bracket should follow in."), instead(meant))  # fmt: skip


def _written_range(stop: Stop, span: Span) -> Wrong:
    return Wrong(Code.SYNTAX, span, Text(
        "Ett intervall skrivs med två punkter.", "An interval is written with two points."),
        Text("Skriv till exempel in [16..29].", "Write for example in [16..29]."))  # fmt: skip


def _between(stop: Stop) -> Wrong | None:
    said = [token.text for token in stop.clause]
    if "between" not in said or (
        stop.token().text and stop.token().text not in (",", "-", "..", "to", "till")
    ):
        return None
    least = stop.said(stop.clause[said.index("between") + 1 :]) or "16"
    most = stop.token(1).text or "…"
    at = stop.token() if stop.token().text else stop.clause[-1]
    return Wrong(Code.SYNTAX, at.span, Text(
        "Mellan gränserna efter between saknas and.", "The and between the bounds of between is missing."),
        Text(f"Skriv between {least} and {most}.", f"Write between {least} and {most}."))  # fmt: skip


def _satisfies(stop: Stop) -> Wrong | None:
    before = [token.text for token in stop.tokens[: stop.index]]
    if "for" in before and "return" in [token.text for token in stop.tokens]:
        at = stop.tokens[before.index("for")]
        return Wrong(Code.NOT_IN_LANGUAGE, at.span, Text("for finns inte i villkor.", "There is no for in conditions."),
            Text("Skriv some p in … satisfies … eller every p in … satisfies ….",
                 "Write some p in … satisfies … or every p in … satisfies …."))  # fmt: skip
    for word in ("some", "every"):
        if word in before and "satisfies" not in before[before.index(word) :] and "in" in before:
            at = stop.token() if stop.token().text else stop.tokens[-1]
            start = stop.tokens[before.index(word)].start
            said = stop.text[start : stop.tokens[stop.index - 1].span.end]
            return Wrong(Code.SYNTAX, at.span, Text(
                f"Efter listan saknas ordet satisfies, som hör till {word}.",
                f"The word satisfies, which belongs to {word}, is missing after the list."),
                Text(f"Skriv {said} satisfies …", f"Write {said} satisfies …"))  # fmt: skip
    return None


def _nothing_before(stop: Stop) -> Wrong | None:
    before, here = stop.token(-1), stop.token()
    signs = (*CONNECTORS, *COMPARISONS, "+", "*", "(", "[", ",", "")
    if here.text not in (*CONNECTORS, *COMPARISONS, "*", "+") or before.text not in signs:
        return None
    message = Text(f"Före {here.text} saknas något.", f"Something is missing before {here.text}.")
    hint = Text(f"Skriv det som ska stå före {here.text}, eller ta bort {here.text}.",
                f"Write what should come before {here.text}, or remove {here.text}.")  # fmt: skip
    return Wrong(Code.SYNTAX, here.span, message, hint)


def _side_by_side(stop: Stop) -> Wrong | None:
    before, here = stop.token(-1), stop.token()
    if not ((before.is_operand or before.text in PAIRS) and (here.is_operand or here.text in "([")):
        return None
    message = Text(f"Mellan {before.text[:40]} och {here.text[:40]} saknas något.",
                   f"Something is missing between {before.text[:40]} and {here.text[:40]}.")  # fmt: skip
    compared = any(token.text in (*COMPARISONS, "in", "between") for token in stop.clause)
    if before.is_name and here.is_name and not compared:
        run = [token for token in stop.clause if token.is_name]
        for token in stop.rest:
            if not token.is_name:
                break
            run.append(token)
        name = "_".join(token.text for token in run)
        hint = Text(f"Ett namn skrivs i ett ord, med understreck: {name}. Två villkor förenas med and eller or.",
                    f"A name is written as one word, with underscores: {name}. Two conditions are joined by and or or.")  # fmt: skip
    elif compared or before.text in PAIRS:
        hint = Text("Skriv and eller or mellan två villkor.", "Write and or or between two conditions.")  # fmt: skip
    else:
        hint = Text(f"Skriv till exempel {before.text} = {here.text} eller {before.text} >= {here.text}.",
                    f"Write for example {before.text} = {here.text} or {before.text} >= {here.text}.")  # fmt: skip
    return Wrong(Code.SYNTAX, here.span, message, hint)


_NOT_HERE = {
    "/": Text("Division finns inte i villkor.", "There is no division in conditions."),
    "%": Text("% finns inte i villkor.", "There is no % in conditions."),
    "^": Text("Upphöjt till finns inte i villkor.", "There are no powers in conditions."),
}


def _not_here(stop: Stop) -> Wrong | None:
    char = stop.text[stop.at : stop.at + 1]
    if not char or char not in "/%^{}#$~?:@\\":
        return None
    span = Span(stop.at, stop.at + 1)
    if char in _NOT_HERE:
        return Wrong(Code.NOT_IN_LANGUAGE, span, _NOT_HERE[char], words.NEW_FACT)
    message = Text(f"{char} finns inte i villkor.", f"There is no {char} in conditions.")
    return Wrong(Code.NOT_IN_LANGUAGE, span, message, Text("Ta bort det.", "Remove it."))


def _anything(stop: Stop) -> Wrong:
    here = stop.token()
    shown = here.text[:40] if here.text.isprintable() else f"U+{ord(here.text[0]):04X}"
    message = Text(f"{shown} kan inte stå här.", f"{shown} cannot stand here.")
    hint = Text(
        "Se efter före och efter: saknas ett tecken som =, and eller or, eller ett citattecken?",
        "Look before and after it: is a sign such as =, and or or missing, or a quote?",
    )
    return Wrong(Code.SYNTAX, here.span, message, hint)


def _never_closed(stop: Stop) -> Wrong | None:
    if not stop.open_brackets:
        return None
    opened = stop.open_brackets[-1]
    closing = ")" if opened.text == "(" else "]"
    return Wrong(Code.UNCLOSED_BRACKET, opened.span, Text(
        f"{_named(opened.text)} stängs aldrig.", f"{_named(opened.text)['en']} is never closed."),
        Text(f"Lägg till {closing} där den ska sluta.", f"Add {closing} where it should end."))  # fmt: skip


def _half_an_if(stop: Stop) -> Wrong | None:
    said = [token.text for token in stop.tokens]
    missing = next((word for word in ("then", "else") if said.count(word) < said.count("if")), None)
    if missing is None:
        return None
    return Wrong(Code.SYNTAX, stop.tokens[said.index("if")].span, Text(
        f"Till if saknas {missing}.", f"The {missing} of if is missing."),
        Text("Skriv if villkor then värde else värde.", "Write if condition then value else value."))  # fmt: skip


def _nothing_after(stop: Stop) -> Wrong:
    last = stop.tokens[-1]
    message = Text(f"Efter {last.text[:40]} saknas något.", f"Something is missing after {last.text[:40]}.")  # fmt: skip
    hint = Text("Skriv det som ska följa, eller ta bort det sista ordet.",
                "Write what should follow, or remove the last word.")  # fmt: skip
    return Wrong(Code.SYNTAX, last.span, message, hint)


_Kind = Callable[[Stop], "Wrong | None"]
_WITHIN: tuple[_Kind, ...] = (
    misspelt_quote, misspelt_day, _satisfies, misspelt_sign, _chain, _between, misspelt_number, misspelt_negation, _range, misspelt_word, _bracket,
    _nothing_before, _side_by_side, _not_here, _anything,
)  # fmt: skip
_AT_THE_END: tuple[_Kind, ...] = (
    _half_an_if, _between, _satisfies, _never_closed, _nothing_after,
)  # fmt: skip
