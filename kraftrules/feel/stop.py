"""Where the reading of a condition stopped: the words and signs around the place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kraftrules.diagnostics import Code
from kraftrules.feel import words
from kraftrules.source import Span
from kraftrules.text import Text

CONNECTORS = ("and", "or")
PAIRS = {")": "(", "]": "["}
_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\d+(?:\.\d+)?|\w+|<=|>=|!=|\.\.|\S', re.DOTALL)


class Wrong(Exception):
    """A condition that cannot be read, before its place in the file is known."""

    def __init__(self, code: Code, span: Span, message: Text, hint: Text | None = None) -> None:
        self.code, self.span, self.message, self.hint = code, span, message, hint
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, a number or a text in quotes."""

    text: str
    start: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.start + len(self.text))

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[:1].isdigit()

    @property
    def is_name(self) -> bool:
        """Whether it is a word that is not a word of the language."""
        first = self.text[:1]
        return (first.isalpha() or first == "_") and self.text not in words.KEYWORDS

    @property
    def is_operand(self) -> bool:
        """Whether it can be compared."""
        return self.is_number or self.is_name or self.text[:1] == '"' or self.text in ("true", "false", "null")  # fmt: skip


_NOTHING = Token("", 0)


@dataclass(frozen=True)
class Stop:
    """A text, and the place *at* which the reading stopped; the text's length where it ended early."""

    text: str
    at: int

    @cached_property
    def tokens(self) -> list[Token]:
        """The text's words and signs."""
        return [Token(found[0], found.start()) for found in _TOKEN.finditer(self.text)]

    @cached_property
    def index(self) -> int:
        """Which token it stopped at; their number where it ended early."""
        found = (i for i, token in enumerate(self.tokens) if token.span.end > self.at)
        return next(found, len(self.tokens))

    def token(self, step: int = 0) -> Token:
        """The token it stopped at, or one before or after it."""
        at = self.index + step
        return self.tokens[at] if 0 <= at < len(self.tokens) else _NOTHING

    @cached_property
    def clause(self) -> list[Token]:
        """The tokens before the stop, back to the nearest ``and``, ``or`` or open bracket."""
        start = self.index
        while start > 0 and self.tokens[start - 1].text not in (*CONNECTORS, "(", "["):
            start -= 1
        return self.tokens[start : self.index]

    @cached_property
    def rest(self) -> list[Token]:
        """The tokens from the stop on, up to the nearest ``and`` or ``or``."""
        end = self.index
        while end < len(self.tokens) and self.tokens[end].text not in CONNECTORS:
            end += 1
        return self.tokens[self.index : end]

    @cached_property
    def open_brackets(self) -> list[Token]:
        """The brackets before the stop that are not closed."""
        found: list[Token] = []
        for token in self.tokens[: self.index]:
            if token.text in PAIRS.values():
                found.append(token)
            elif token.text in PAIRS and found:
                found.pop()
        return found

    def said(self, tokens: list[Token]) -> str:
        """What tokens say, as written."""
        return self.text[tokens[0].start : tokens[-1].span.end] if tokens else ""
