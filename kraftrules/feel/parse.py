"""The text of a condition → its tree. The only module that reads conditions as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, cast

from lark import Lark, Token, UnexpectedInput, UnexpectedToken
from lark.exceptions import VisitError
from lark.tree import Meta
from lark.visitors import Transformer_NonRecursive, v_args

from kraftrules.diagnostics import Code, Diagnostic, RulesetError
from kraftrules.feel import nodes
from kraftrules.feel.nodes import Node
from kraftrules.feel.operators import LONGEST_DAYS, LONGEST_MONTHS
from kraftrules.source import Excerpt, Span
from kraftrules.text import Text, nearest
from kraftrules.values import (
    FIRST_DATE,
    LARGEST_INTEGER,
    LAST_DATE,
    MOST_DIGITS,
    Atom,
    Days,
    Months,
)

LONGEST_TEXT = 5000
DEEPEST = 40
FUNCTIONS = ("count", "date", "duration", "not", "today", "years and months duration")
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "r": "\r", "'": "'"}


def parse(excerpt: Excerpt) -> Node:
    """The tree of a condition; raises `RulesetError` with one diagnostic where it is not one."""
    text = excerpt.text
    try:
        _check_size(text)
        node = _Build().transform(_parser().parse(text))
        if max(depth for _, depth in nodes.walk(node)) > DEEPEST:
            raise _Wrong(Code.TOO_NESTED, Span(0, len(text)), _NESTED, _USE_DEFINITIONS)
    except _Wrong as wrong:
        problem = wrong
    except VisitError as error:
        problem = cast(_Wrong, error.orig_exc)
    except UnexpectedInput as error:
        problem = _syntax(text, error)
    else:
        return node
    place = excerpt.place(problem.span)
    raise RulesetError([Diagnostic(problem.code, problem.message, place, problem.hint)])


class _Wrong(Exception):
    """A condition that cannot be read, before its place in the file is known."""

    def __init__(self, code: Code, span: Span, message: Text, hint: Text | None = None) -> None:
        self.code, self.span, self.message, self.hint = code, span, message, hint
        super().__init__(message)


_NESTED = Text(
    f"Villkoret är nästlat i fler än {DEEPEST} nivåer.",
    f"The condition is nested more than {DEEPEST} levels deep.",
)
_USE_DEFINITIONS = Text(
    "Dela upp det: ge delarna namn under definitions: eller gör flera regler av det.",
    "Split it: give its parts names under definitions:, or make several rules of it.",
)


def _check_size(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        message = Text(
            f"Villkoret har {len(text)} tecken; högst {LONGEST_TEXT} tillåts.",
            f"The condition has {len(text)} characters; at most {LONGEST_TEXT} are allowed.",
        )
        raise _Wrong(Code.TOO_LONG, Span(0, 1), message, _USE_DEFINITIONS)
    depth = 0
    for found in re.finditer(r'"(?:\\.|[^"\\])*"|[(\[]|[)\]]', text):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(found[0], 0)
        if depth > DEEPEST:
            raise _Wrong(Code.TOO_NESTED, Span(*found.span()), _NESTED, _USE_DEFINITIONS)


def _span(meta: Meta) -> Span:
    return Span(meta.start_pos, meta.end_pos)


@v_args(meta=True)
class _Build(Transformer_NonRecursive[Token, Node]):
    """Grammar rule by grammar rule, the node that it makes; sugar ends here."""

    def disjunction(self, meta: Meta, parts: list[Node]) -> Node:
        return nodes.Or(tuple(parts), _span(meta))

    def conjunction(self, meta: Meta, parts: list[Node]) -> Node:
        return nodes.And(tuple(parts), _span(meta))

    def conditional(self, meta: Meta, parts: list[Node]) -> Node:
        condition, yes, no = parts
        return nodes.If(condition, yes, no, _span(meta))

    def quantified(self, meta: Meta, parts: list[Any]) -> Node:
        quantifier, variable, records, condition = parts
        return nodes.Quantified(quantifier.value, variable.value, records, condition, _span(meta))

    def compared(self, meta: Meta, parts: list[Any]) -> Node:
        one, sign, other = parts
        return nodes.Operation(sign.value, (one, other), _span(meta))

    def in_closed_closed(self, meta: Meta, parts: list[Node]) -> Node:
        return nodes.Operation("in [..]", tuple(parts), _span(meta))

    def in_open_closed(self, meta: Meta, parts: list[Node]) -> Node:
        return nodes.Operation("in (..]", tuple(parts), _span(meta))

    def in_closed_open(self, meta: Meta, parts: list[Node]) -> Node:
        return nodes.Operation("in [..)", tuple(parts), _span(meta))

    def in_open_open(self, meta: Meta, parts: list[Node]) -> Node:
        return nodes.Operation("in (..)", tuple(parts), _span(meta))

    def in_list(self, meta: Meta, parts: list[Node]) -> Node:
        return nodes.Operation("in", tuple(parts), _span(meta))

    def chain(self, meta: Meta, parts: list[Any]) -> Node:
        result, *rest = parts
        for sign, operand in zip(rest[::2], rest[1::2], strict=True):
            result = nodes.Operation(sign.value, (result, operand), result.span.to(operand.span))
        return cast(Node, result)

    def signed(self, meta: Meta, parts: list[Any]) -> Node:
        sign, operand = parts
        if sign.value == "+":
            message = Text("Ett plustecken kan inte stå först.", "A plus sign cannot come first.")
            raise _Wrong(Code.SYNTAX, _token(sign), message, Text("Ta bort det.", "Remove it."))
        return nodes.Operation("negate", (operand,), _span(meta))

    def field(self, meta: Meta, parts: list[Any]) -> Node:
        base, name = parts
        return nodes.Field(base, name.value, _span(meta))

    def filtered(self, meta: Meta, parts: list[Node]) -> Node:
        records, condition = parts
        return nodes.Filter(records, condition, _span(meta))

    def number(self, meta: Meta, parts: list[Token]) -> Node:
        text = parts[0].value
        exact = Decimal(text)
        too_large = "." not in text and exact > LARGEST_INTEGER
        if too_large or ("." in text and len(exact.as_tuple().digits) > MOST_DIGITS):
            message = Text(
                f"Talet {text[:40]} är för stort.", f"The number {text[:40]} is too large."
            )
            raise _Wrong(Code.BAD_NUMBER, _span(meta), message, Text(
                f"Heltal högst {LARGEST_INTEGER}, decimaltal med högst {MOST_DIGITS} siffror.",
                f"Integers up to {LARGEST_INTEGER}, decimals of up to {MOST_DIGITS} digits."))  # fmt: skip
        return nodes.Literal(exact if "." in text else int(text), _span(meta))

    def string(self, meta: Meta, parts: list[Token]) -> Node:
        return nodes.Literal(_unescape(parts[0]), _span(meta))

    def at_literal(self, meta: Meta, parts: list[Token]) -> Node:
        text = _unescape(parts[0])
        read = _duration if text.startswith(("P", "-P")) else _date
        return nodes.Literal(read(text, _span(meta)), _span(meta))

    def true(self, meta: Meta, parts: list[Token]) -> Node:
        return nodes.Literal(True, _span(meta))

    def false(self, meta: Meta, parts: list[Token]) -> Node:
        return nodes.Literal(False, _span(meta))

    def null(self, meta: Meta, parts: list[Token]) -> Node:
        return nodes.Literal(None, _span(meta))

    def name(self, meta: Meta, parts: list[Token]) -> Node:
        return nodes.Name(parts[0].value, _span(meta))

    def call(self, meta: Meta, parts: list[Any]) -> Node:
        name, *given = parts
        arguments = [argument for argument in given if argument is not None]
        function = " ".join(name.value.split())
        make = _CALLS.get(function)
        if make is None:
            raise _no_function(function, _token(name))
        count, build = make
        if len(arguments) != count:
            message = Text(
                f"{function}(…) tar {count} värden, inte {len(arguments)}.",
                f"{function}(…) takes {count} values, not {len(arguments)}.",
            )
            raise _Wrong(Code.SYNTAX, _span(meta), message)
        return build(arguments, _span(meta))


def _token(token: Token) -> Span:
    return Span(token.start_pos or 0, token.end_pos or 0)


def _call_date(arguments: Sequence[Node], span: Span) -> Node:
    return nodes.Literal(_date(_literal_text(arguments[0], '"2024-01-31"'), span), span)


def _call_duration(arguments: Sequence[Node], span: Span) -> Node:
    return nodes.Literal(_duration(_literal_text(arguments[0], '"P1M"'), span), span)


_CALLS: dict[str, tuple[int, Callable[[Sequence[Node], Span], Node]]] = {
    "not": (1, lambda given, span: nodes.Not(given[0], span)),
    "today": (0, lambda given, span: nodes.Today(span)),
    "count": (1, lambda given, span: nodes.Count(given[0], span)),
    "date": (1, _call_date),
    "duration": (1, _call_duration),
    "years and months duration": (
        2,
        lambda given, span: nodes.Operation("years and months duration", tuple(given), span),
    ),
}


def _literal_text(node: Node, example: str) -> str:
    if isinstance(node, nodes.Literal) and isinstance(node.value, str):
        return node.value
    message = Text("Här ska stå en text inom citattecken.", "A text in quotes goes here.")
    hint = Text(f"Skriv till exempel {example}.", f"Write for example {example}.")
    raise _Wrong(Code.SYNTAX, node.span, message, hint)


def _unescape(token: Token) -> str:
    def plain(found: re.Match[str]) -> str:
        escaped = found[1]
        if escaped in _ESCAPES:
            return _ESCAPES[escaped]
        if re.fullmatch("u[0-9a-fA-F]{4}", escaped):
            return chr(int(escaped[1:], 16))
        at = (token.start_pos or 0) + 1 + found.start()
        message = Text(f"\\{escaped} betyder ingenting.", f"\\{escaped} means nothing.")
        hint = Text('Skriv \\\\ för ett bakstreck, \\" för ett citattecken.',
                    'Write \\\\ for a backslash, \\" for a quote.')  # fmt: skip
        raise _Wrong(Code.SYNTAX, Span(at, at + 2), message, hint)

    return re.sub(r"(?s)\\(u[0-9a-fA-F]{4}|.)", plain, token.value[1:-1])


def _date(text: str, span: Span) -> date:
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        day = None
    if day is not None and FIRST_DATE <= day <= LAST_DATE:
        return day
    message = Text(f'"{text[:40]}" är inget datum.', f'"{text[:40]}" is no date.')
    hint = Text(
        f'Skriv år, månad och dag som finns, till exempel date("2024-01-31"), {FIRST_DATE}–{LAST_DATE}.',
        f'Write a year, month and day that exist, as date("2024-01-31"), {FIRST_DATE}–{LAST_DATE}.',
    )
    raise _Wrong(Code.BAD_DATE, span, message, hint)


def _duration(text: str, span: Span) -> Atom:
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
    raise _Wrong(Code.BAD_DURATION, span, message, hint)


def _no_function(function: str, span: Span) -> _Wrong:
    near = nearest(function, FUNCTIONS)
    known = ", ".join(f"{name}(…)" for name in FUNCTIONS)
    message = Text(f"Funktionen {function}(…) finns inte.", f"There is no function {function}(…).")
    hint = Text(f"De som finns är {known}.", f"Those that exist are {known}.")
    if function in _REPLACEMENTS:
        return _Wrong(Code.WRONG_OPERATOR, span, message, _instead(_REPLACEMENTS[function]))
    if near:
        hint = Text(f"Menade du {near}(…)? {hint}", f"Did you mean {near}(…)? {hint['en']}")
    return _Wrong(Code.UNKNOWN_FUNCTION, span, message, hint)


@cache
def _parser() -> Lark:
    return Lark.open_from_package(
        "kraftrules.feel",
        "grammar.lark",
        parser="lalr",
        propagate_positions=True,
        maybe_placeholders=True,
    )


# What people write instead of FEEL, longest first, and what to write.
_REPLACEMENTS = {
    "===": "=",
    "==": "=",
    "=>": ">=",
    "=<": "<=",
    "<>": "!=",
    "&&": "and",
    "||": "or",
    "&": "and",
    "|": "or",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "×": "*",
    "och": "and",
    "eller": "or",
    "inte": "not(…)",
    "icke": "not(…)",
    "är": "=",
    "mellan": "between … and …",
    "AND": "and",
    "OR": "or",
    "NOT": "not(…)",
    "And": "and",
    "Or": "or",
    "Not": "not(…)",
    "not": "not(…)",
    "!": "not(…)",
    "is": "=",
    "om": "if … then … else …",
    "i": "in (…)",
}
_NOT_HERE = "/%{}#$^~?;:"
_SMART = "“”„‟«»‘’‚"


def _instead(replacement: str) -> Text:
    return Text(f"Skriv {replacement} i stället.", f"Write {replacement} instead.")


def _syntax(text: str, error: UnexpectedInput) -> _Wrong:
    """What to say of a text that the grammar does not take, from where it stopped."""
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return _ends_early(text)
    at = error.token.start_pos if isinstance(error, UnexpectedToken) else error.pos_in_stream
    return _at_sign(text, at or 0) or _at_word(text, at or 0)


def _ends_early(text: str) -> _Wrong:
    end = len(text.rstrip())
    span = Span(max(0, end - 1), max(1, end))
    if not text.strip():
        message = Text("Här saknas ett villkor.", "A condition is missing here.")
        hint = Text(
            'Skriv till exempel municipality = "Malmö".',
            'Write for example municipality = "Malmö".',
        )
        return _Wrong(Code.SYNTAX, span, message, hint)
    if text.count("(") > text.count(")"):
        message = Text("En parentes är inte stängd.", "A parenthesis is not closed.")
        return _Wrong(Code.SYNTAX, span, message, Text("Lägg till ).", "Add )."))
    message = Text("Villkoret tar slut för tidigt.", "The condition ends too early.")
    hint = Text("Skriv det som ska följa, eller ta bort det sista ordet.",
                "Write what should follow, or remove the last word.")  # fmt: skip
    return _Wrong(Code.SYNTAX, span, message, hint)


def _at_sign(text: str, at: int) -> _Wrong | None:
    """A diagnostic for what stands at *at* or just before it, where it is a known slip."""
    around = range(max(0, at - 1), at + 1)
    for start in around:
        for written in sorted(_REPLACEMENTS, key=len, reverse=True):
            if not written[0].isalpha() and text.startswith(written, start):
                message = Text(f"”{written}” används inte här.", f"“{written}” is not used here.")
                span = Span(start, start + len(written))
                return _Wrong(Code.WRONG_OPERATOR, span, message, _instead(_REPLACEMENTS[written]))
    char = text[at : at + 1]
    span = Span(at, at + 1)
    if char == '"' and '"' not in text[at + 1 :]:
        message = Text("Citattecknet stängs aldrig.", "The quote is never closed.")
        return _Wrong(Code.UNCLOSED_STRING, Span(at, len(text)), message,
                      Text('Lägg till " efter texten.', 'Add " after the text.'))  # fmt: skip
    if char and char in _SMART + "'`´":
        message = Text(
            f"”{char}” är inget rakt citattecken.", f"“{char}” is no straight double quote."
        )
        return _Wrong(Code.SMART_QUOTES, span, message, _instead('"'))
    if char and char in _NOT_HERE:
        message = Text(f"{char} finns inte i villkorsspråket.", f"{char} is not in the language.")
        hint = Text(
            "En regel som behöver det behöver ett nytt faktum, som den part som har uppgiften lämnar.",
            "A rule that needs it needs a new fact, given by the party that holds it.",
        )
        return _Wrong(Code.NOT_IN_LANGUAGE, span, message, hint)
    return None


def _at_word(text: str, at: int) -> _Wrong:
    word = re.compile(r"\w+|.", re.DOTALL).match(text, at)
    written = word[0] if word else ""
    before = re.search(r"(\w+)\s*$", text[:at])
    if before and before[1] in _REPLACEMENTS and written not in _REPLACEMENTS:
        written, at = before[1], before.start(1)
    span = Span(at, at + max(1, len(written)))
    named = written[:40] if written.isprintable() else f"U+{ord(written):04X}"
    message = Text(f"”{named}” kan inte stå här.", f"“{named}” cannot stand here.")
    if written in _REPLACEMENTS:
        return _Wrong(Code.WRONG_OPERATOR, span, message, _instead(_REPLACEMENTS[written]))
    if before and before[1] == "for":
        return _Wrong(Code.NOT_IN_LANGUAGE, span, message, Text(
            "Använd some eller every.", "Use some or every."))  # fmt: skip
    hint = Text(
        "Kontrollera ordet före: saknas ett tecken som =, and, or eller ett citattecken?",
        "Look at the word before it: is a sign such as =, and, or, or a quote missing?",
    )
    return _Wrong(Code.SYNTAX, span, message, hint)
