"""What can be wrong, said so that it can be mended: data first, prose made from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from kraftrules.source import Place
from kraftrules.text import Lang, Text, writable

MOST_SHOWN = 100
LONGEST_NAME = 200
_BEFORE, _WIDTH = 60, 120


class Code(StrEnum):
    """Every kind of diagnostic; each has a page in the documentation under its name."""

    # the file
    NO_FILE = "no-file"
    NOT_UTF8 = "not-utf8"
    TOO_LARGE = "too-large"
    EMPTY_FILE = "empty-file"
    # YAML
    YAML_SYNTAX = "yaml-syntax"
    TAB = "tab"
    INDENTATION = "indentation"
    MISSING_COLON = "missing-colon"
    NEEDS_QUOTES = "needs-quotes"
    UNCLOSED_QUOTE = "unclosed-quote"
    UNCLOSED_BRACKET = "unclosed-bracket"
    SMART_QUOTES = "smart-quotes"
    SPECIAL_CHARACTER = "special-character"
    DUPLICATE_KEY = "duplicate-key"
    ALIAS = "alias"
    TAG = "tag"
    TOO_DEEP = "too-deep"
    SEVERAL_DOCUMENTS = "several-documents"
    # the blocks
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    WRONG_SHAPE = "wrong-shape"
    WRONG_VALUE = "wrong-value"
    BAD_DATE = "bad-date"
    BAD_ID = "bad-id"
    BAD_BOUNDS = "bad-bounds"
    DUPLICATE_ID = "duplicate-id"
    EMPTY_GROUP = "empty-group"
    ONE_OF = "one-of"
    TOO_MANY = "too-many"
    BAD_PERIOD = "bad-period"
    OVERLAPPING_EDITIONS = "overlapping-editions"
    UNKNOWN_SHARED_RULE = "unknown-shared-rule"
    UNKNOWN_DOCUMENT = "unknown-document"
    UNKNOWN_ORGANISATION = "unknown-organisation"
    UNKNOWN_TIE = "unknown-tie"
    # the conditions
    TOO_LONG = "too-long"
    TOO_NESTED = "too-nested"
    SYNTAX = "syntax"
    WRONG_OPERATOR = "wrong-operator"
    UNCLOSED_STRING = "unclosed-string"
    BAD_DURATION = "bad-duration"
    BAD_NUMBER = "bad-number"
    NOT_IN_LANGUAGE = "not-in-language"
    UNKNOWN_NAME = "unknown-name"
    UNKNOWN_FIELD = "unknown-field"
    UNKNOWN_FUNCTION = "unknown-function"
    UNKNOWN_CATEGORY_VALUE = "unknown-category-value"
    WRONG_TYPE = "wrong-type"
    NOT_BOOLEAN = "not-boolean"
    MAY_OVERFLOW = "may-overflow"
    CYCLIC_DEFINITION = "cyclic-definition"
    NEVER_NONE = "never-none"
    # the catalogue
    NO_SUCH_RULESET = "no-such-ruleset"
    NO_EDITION_IN_FORCE = "no-edition-in-force"


class Severity(StrEnum):
    """An error keeps a ruleset from being used; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing wrong in what an author wrote: what, where, and what to write instead."""

    code: Code
    message: Text
    place: Place
    hint: Text | None = None
    severity: Severity = Severity.ERROR

    @property
    def file(self) -> str:
        """The file, as it was named."""
        return self.place.file

    @property
    def line(self) -> int:
        """The line, counted from 1."""
        return self.place.line

    @property
    def column(self) -> int:
        """The column, in characters, counted from 1."""
        return self.place.column

    def render(self, lang: Lang = "sv") -> str:
        """The place, the message, the line with what is meant underlined, and the hint."""
        what = {"error": Text("fel", "error"), "warning": Text("varning", "warning")}[self.severity]
        head = f"{cut(self.file)}:{self.line}:{self.column}: {what[lang]}: {self.message[lang]} [{self.code}]"
        hint = [f"    = {self.hint[lang]}"] if self.hint else []
        return "\n".join(map(_printable, [head, *self._underlined(), *hint]))

    def _underlined(self) -> list[str]:
        place, text = self.place, self.place.line_text
        if not text.strip():
            return []
        start = place.column - place.text_column
        end = place.end_column - place.text_column if place.end_line == place.line else len(text)
        margin = max(0, min(start - _BEFORE, len(text) - _WIDTH))
        marks = " " * (start - margin) + "^" * max(1, min(end - start, _WIDTH - start + margin))
        return [f"    {text[margin : margin + _WIDTH].rstrip()}", f"    {marks}"]


class RulesetError(ValueError):
    """What an author wrote cannot be used. Carries every diagnostic at once."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(diagnostic.render() for diagnostic in self.diagnostics))

    def __reduce__(self) -> tuple[type[RulesetError], tuple[tuple[Diagnostic, ...]]]:
        return (RulesetError, (self.diagnostics,))


def cut(name: str) -> str:
    """A name for an error's text, however long it is."""
    return writable(name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…")


@dataclass(frozen=True, slots=True)
class FactProblem:
    """One thing wrong in what a caller gave: the fact, what was given, what is allowed."""

    fact: str
    given: str
    allowed: Text
    hint: Text | None = None

    def render(self, lang: Lang = "sv") -> str:
        """The problem in a sentence or two."""
        hint = f" {self.hint[lang]}" if self.hint else ""
        given = f"{Text('gavs', 'given')[lang]} {self.given}; " if self.given else ""
        return f"{cut(self.fact)}: {given}{self.allowed[lang]}.{hint}"


class FactError(ValueError):
    """What a caller gave cannot be used. Names every offending fact."""

    def __init__(self, problems: Sequence[FactProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.render() for problem in self.problems))

    @property
    def facts(self) -> tuple[str, ...]:
        """The names of the offending facts."""
        return tuple(problem.fact for problem in self.problems)

    def __reduce__(self) -> tuple[type[FactError], tuple[tuple[FactProblem, ...]]]:
        return (FactError, (self.problems,))


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each diagnostic once, in the order of the files' lines."""
    return sorted(
        dict.fromkeys(diagnostics), key=lambda each: (each.file, each.line, each.column, each.code)
    )


def shortened(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """In order, and of each file the first hundred, with one that says how many more there are."""
    shown: list[Diagnostic] = []
    for _, group in groupby(in_order(diagnostics), key=lambda each: each.file):
        found = list(group)
        shown += found[:MOST_SHOWN]
        if len(found) > MOST_SHOWN:
            shown.append(_how_many_more(found[MOST_SHOWN:]))
    return shown


def _how_many_more(rest: Sequence[Diagnostic]) -> Diagnostic:
    errors = any(each.severity is Severity.ERROR for each in rest)
    return Diagnostic(
        Code.TOO_MANY,
        Text(f"Härifrån finns minst {len(rest)} anmärkningar till, som inte visas.",
             f"From here on there are at least {len(rest)} more remarks, which are not shown."),
        rest[0].place,
        Text("Rätta de första: ofta har många samma orsak.", "Mend the first: many often have one cause."),
        Severity.ERROR if errors else Severity.WARNING,
    )  # fmt: skip


def _printable(text: str) -> str:
    """A line for a terminal: what is invisible, or would steer it, becomes a space."""
    return "".join(char if char.isprintable() else " " for char in text)
