"""What can be wrong, said so that it can be mended: data first, prose made from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kraftrules.source import Place
from kraftrules.text import Lang, Text


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
    UNCLOSED_QUOTE = "unclosed-quote"
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
        head = f"{self.place}: {what[lang]}: {self.message[lang]} [{self.code}]"
        hint = [f"    = {self.hint[lang]}"] if self.hint else []
        return "\n".join([head, *self._underlined(), *hint])

    def _underlined(self) -> list[str]:
        text = self.place.line_text
        if not text.strip():
            return []
        same_line = self.place.end_line == self.place.line
        end = self.place.end_column if same_line else len(text) + 1
        start = self.place.column
        margin, width = max(0, start - 60), 120
        marks = " " * (start - 1 - margin) + "^" * max(1, min(end - start, width - start + margin))
        return [f"    {text[margin : margin + width]}".replace("\t", " "), f"    {marks}"]


class RulesetError(ValueError):
    """What an author wrote cannot be used. Carries every diagnostic at once."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(diagnostic.render() for diagnostic in self.diagnostics))

    def __reduce__(self) -> tuple[type[RulesetError], tuple[tuple[Diagnostic, ...]]]:
        return (RulesetError, (self.diagnostics,))


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
        given = {"sv": "gavs", "en": "given"}[lang]
        return f"{self.fact}: {given} {self.given}; {self.allowed[lang]}.{hint}"


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
