"""Where the reading of YAML broke off, and what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from kraftrules.diagnostics import Code, Diagnostic
from kraftrules.source import Source, Span
from kraftrules.text import Text


@dataclass(frozen=True, slots=True)
class Break:
    """Where the reading of YAML broke off: *at* a character, in something *opened* at another.

    *context* and *problem* are in YAML's own words; *last* is the token right before.
    """

    source: Source
    at: int
    opened: int
    context: str
    problem: str
    last: Any

    @classmethod
    def of(cls, source: Source, error: yaml.MarkedYAMLError, tokens: Iterator[Any]) -> Break:
        """The break that an error of YAML's is about."""
        mark = error.problem_mark or error.context_mark
        at = min(mark.index if mark else 0, len(source.text))
        opened = error.context_mark.index if error.context_mark else at
        return cls(source, at, opened, error.context or "", error.problem or "", _last(tokens, at))

    def line(self, at: int) -> str:
        """The line that holds a character."""
        start, end = self.source.line_span(at)
        return self.source.text[start:end]

    def column(self, at: int) -> int:
        """How far into its line a character stands, counted from 0."""
        return at - self.source.line_span(at)[0]

    def value(self, at: int) -> str:
        """What is written from a character to the end of its line, without a comment."""
        _, end = self.source.line_span(at)
        return re.split(r"\s#", self.source.text[at:end], maxsplit=1)[0].strip()

    def say(self, code: Code, span: Span, sv: str, en: str, hint_sv: str, hint_en: str) -> Diagnostic:  # fmt: skip
        """A diagnostic at a place in the text."""
        return Diagnostic(code, Text(sv, en), self.source.place(span), Text(hint_sv, hint_en))


def _last(tokens: Iterator[Any], at: int) -> Any:
    last = None
    try:
        for token in tokens:
            if token.start_mark.index >= at:
                break
            if token.end_mark.index > token.start_mark.index:
                last = token
    except yaml.YAMLError:
        pass
    return last


def in_quotes(text: str) -> str:
    """A text as YAML takes it whatever it contains."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
