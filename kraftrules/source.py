"""Where a text stands: the only place that counts lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


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
    """A run of characters in a file as people count: lines and columns from 1."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    line_text: str = field(default="", compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Source:
    """A text with a name: a file's, or one that says where the text came from."""

    name: str
    text: str
    _line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0, *(at + 1 for at, char in enumerate(self.text) if char == "\n")]
        object.__setattr__(self, "_line_starts", tuple(starts))

    def place(self, span: Span) -> Place:
        """The place of *span*, for people; offsets beyond the text are taken as its end."""
        line, column = self._position(span.start)
        end_line, end_column = self._position(max(span.start, span.end))
        first = self._line_starts[line - 1]
        line_text = self.text[first : first + 500].split("\n", 1)[0].rstrip("\r")
        return Place(self.name, line, column, end_line, end_column, line_text)

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
        last = len(self.offsets) - 1
        start = self.offsets[min(span.start, last)]
        end = self.offsets[min(span.end - 1, last)] + 1 if span.end > span.start else start
        return self.source.place(Span(start, max(start, end)))

    def whole(self) -> Place:
        """The place of all of it."""
        return self.place(Span(0, len(self.text)))
