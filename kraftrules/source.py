"""Where a text stands: the only place that counts lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

_LINE_BREAK = re.compile("\r\n|\r|\n")
_SHOWN_BEFORE, _SHOWN_AFTER = 200, 300


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters, from *start* up to but not including *end*, counted from 0."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The span from the start of this one to the end of *other*."""
        return Span(self.start, other.end)


@dataclass(frozen=True, slots=True)
class Place:
    """A run of characters in a file as people count: lines and columns from 1.

    *line_text* is the line, or the part of a long one around the place, which then begins in the
    column *text_column*.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    line_text: str = field(default="", compare=False, repr=False)
    text_column: int = field(default=1, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Source:
    """A text with a name: a file's, or one that says where the text came from."""

    name: str
    text: str
    _line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0, *(found.end() for found in _LINE_BREAK.finditer(self.text))]
        object.__setattr__(self, "_line_starts", tuple(starts))

    def place(self, span: Span) -> Place:
        """The place of *span*, for people; offsets beyond the text are taken as its end."""
        line, column = self._position(span.start)
        end_line, end_column = self._position(max(span.start, span.end))
        start, end = self.line_span(span.start)
        first = max(start, start + column - 1 - _SHOWN_BEFORE)
        shown = self.text[first : min(end, first + _SHOWN_BEFORE + _SHOWN_AFTER)]
        return Place(self.name, line, column, end_line, end_column, shown, first - start + 1)

    def line_span(self, offset: int) -> tuple[int, int]:
        """Where the line that holds an offset starts and ends; its break is not part of it."""
        line, _ = self._position(offset)
        start = self._line_starts[line - 1]
        last = line == len(self._line_starts)
        text = self.text[start : None if last else self._line_starts[line]]
        return start, start + len(text.rstrip("\r\n"))

    def _position(self, offset: int) -> tuple[int, int]:
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text taken out of a source, character by character, so that spans in it can be placed there.

    *offsets* holds, for each character of *text*, where in the source it stands, and one more for
    the end; quotes, escapes, folded lines and block scalars therefore lose no column.
    """

    text: str
    source: Source
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: str, name: str = "<condition>") -> Excerpt:
        """A text that stands by itself."""
        return cls(text, Source(name, text), tuple(range(len(text) + 1)))

    def place(self, span: Span) -> Place:
        """The place in the source of a span of this text."""
        return self.source.place(self.span(span))

    def span(self, span: Span) -> Span:
        """Where in the source a span of this text stands."""
        last = len(self.offsets) - 1
        start = self.offsets[min(span.start, last)]
        end = self.offsets[min(span.end - 1, last)] + 1 if span.end > span.start else start
        return Span(start, max(start, end))

    def whole(self) -> Place:
        """The place of all of it."""
        return self.place(Span(0, len(self.text)))
