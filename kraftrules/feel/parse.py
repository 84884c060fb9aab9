"""The text of a condition → its tree. The only module that reads conditions as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, cast

from lark import Lark, Token, UnexpectedInput, UnexpectedToken
from lark.exceptions import VisitError
from lark.tree import Meta
from lark.visitors import Transformer_NonRecursive, v_args

from kraftrules.diagnostics import Code, Diagnostic, RulesetError
from kraftrules.feel import nodes, words
from kraftrules.feel.literals import as_date, as_duration, unescaped
from kraftrules.feel.nodes import Node
from kraftrules.feel.slips import slip
from kraftrules.feel.stop import Wrong
from kraftrules.source import Excerpt, Span
from kraftrules.text import Text
from kraftrules.values import LARGEST_INTEGER, MOST_DIGITS

LONGEST_TEXT = 5000
DEEPEST = 40


def parse(excerpt: Excerpt) -> Node:
    """The tree of a condition; raises `RulesetError` with one diagnostic where it is not one."""
    text = excerpt.text
    try:
        _check_size(text)
        node = _Build().transform(_parser().parse(text))
        if max(depth for _, depth in nodes.walk(node)) > DEEPEST:
            raise Wrong(Code.TOO_NESTED, Span(0, len(text)), _NESTED, _USE_DEFINITIONS)
    except Wrong as wrong:
        problem = wrong
    except VisitError as error:
        problem = cast(Wrong, error.orig_exc)
    except UnexpectedInput as error:
        problem = slip(text, _stopped(error))
    else:
        return node
    hint = (
        _with_comment(problem.hint, excerpt)
        if problem.span.end >= len(text.rstrip())
        else problem.hint
    )
    raise RulesetError(
        [Diagnostic(problem.code, problem.message, excerpt.place(problem.span), hint)]
    )


def _stopped(error: UnexpectedInput) -> int | None:
    """Where the reading stopped; None where the text ended too early."""
    if isinstance(error, UnexpectedToken):
        return None if error.token.type == "$END" else error.token.start_pos
    return error.pos_in_stream


def _with_comment(hint: Text | None, excerpt: Excerpt) -> Text | None:
    """The hint, and what became of the rest where a comment follows the condition on its line."""
    source, end = excerpt.source, excerpt.offsets[-1]
    after = source.text[end : max(end, source.line_span(end)[1])]
    if hint is None or not re.match(r"[ \t]+#", after):
        return hint
    return Text(f"Det som står efter # läses som en kommentar. {hint}",
                f"What follows # is read as a comment. {hint['en']}")  # fmt: skip


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
        raise Wrong(Code.TOO_LONG, Span(0, 1), message, _USE_DEFINITIONS)
    depth = 0
    for found in re.finditer(r'"(?:\\.|[^"\\])*"|[(\[]|[)\]]', text):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(found[0], 0)
        if depth > DEEPEST:
            raise Wrong(Code.TOO_NESTED, Span(*found.span()), _NESTED, _USE_DEFINITIONS)


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
            message = Text(
                "Ett plustecken kan inte stå före ett tal.",
                "A plus sign cannot stand before a number.",
            )
            raise Wrong(Code.SYNTAX, _token(sign), message, Text("Ta bort det.", "Remove it."))
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
            raise Wrong(Code.BAD_NUMBER, _span(meta), message, Text(
                f"Heltal får vara från -{LARGEST_INTEGER} till {LARGEST_INTEGER}, och decimaltal ha högst {MOST_DIGITS} siffror.",
                f"Integers may be from -{LARGEST_INTEGER} to {LARGEST_INTEGER}, and decimals have up to {MOST_DIGITS} digits."))  # fmt: skip
        return nodes.Literal(exact if "." in text else int(text), _span(meta))

    def string(self, meta: Meta, parts: list[Token]) -> Node:
        return nodes.Literal(unescaped(parts[0]), _span(meta))

    def at_literal(self, meta: Meta, parts: list[Token]) -> Node:
        text = unescaped(parts[0])
        read = as_duration if text.startswith(("P", "-P")) else as_date
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
            raise _wrong_count(function, count, len(arguments), _span(meta))
        return build(arguments, _span(meta))


def _token(token: Token) -> Span:
    return Span(token.start_pos or 0, token.end_pos or 0)


def _wrong_count(function: str, count: int, given: int, span: Span) -> Wrong:
    takes = {
        0: ("inget värde", "no value"),
        1: ("ett värde", "one value"),
        2: ("två värden", "two values"),
    }
    message = Text(f"{function}(…) tar {takes[count][0]}, inte {given}.",
                   f"{function}(…) takes {takes[count][1]}, not {given}.")  # fmt: skip
    example = words.EXAMPLES[function]
    hint = Text(f"Skriv till exempel {example}.", f"Write for example {example}.")
    return Wrong(Code.SYNTAX, span, message, hint)


def _call_date(arguments: Sequence[Node], span: Span) -> Node:
    return nodes.Literal(
        as_date(_literal_text(arguments[0], '"2024-01-31"'), arguments[0].span), span
    )


def _call_duration(arguments: Sequence[Node], span: Span) -> Node:
    return nodes.Literal(as_duration(_literal_text(arguments[0], '"P1M"'), arguments[0].span), span)


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
    if isinstance(node, nodes.Name):
        hint = Text(
            f"{hint} En uppgift skrivs som den är: {node.name}",
            f"{hint['en']} A fact is written as it is: {node.name}",
        )
    raise Wrong(Code.SYNTAX, node.span, message, hint)


def _no_function(function: str, span: Span) -> Wrong:
    message = Text(f"Funktionen {function}(…) finns inte.", f"There is no function {function}(…).")
    if function.lower() in ("not", *words.NEGATIONS):
        return Wrong(Code.WRONG_OPERATOR, span, message, words.instead("not(…)"))
    if function.lower() in ("and", "or"):
        return Wrong(Code.WRONG_OPERATOR, span, message, words.instead(f"… {function.lower()} …"))
    return Wrong(Code.UNKNOWN_FUNCTION, span, message, words.function_hint(function))


@cache
def _parser() -> Lark:
    return Lark.open_from_package(
        "kraftrules.feel",
        "grammar.lark",
        parser="lalr",
        lexer="basic",
        propagate_positions=True,
        maybe_placeholders=True,
    )
