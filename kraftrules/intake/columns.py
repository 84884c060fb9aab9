"""Columns in which few values recur, and sequences whose items are made when asked for."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Generic, TypeVar, overload

Item = TypeVar("Item")
Level = TypeVar("Level", bound=Hashable)


class Made(Sequence[Item], Generic[Item]):
    """An immutable sequence of what *make* makes of *numbers*, anew each time that it is asked for."""

    __slots__ = ("_make", "_numbers")

    def __init__(self, numbers: Sequence[int], make: Callable[[int], Item]) -> None:
        self._numbers, self._make = numbers, make

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> Made[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | Made[Item]:
        if isinstance(at, slice):
            return Made(self._numbers[at], self._make)
        return self._make(self._numbers[at])

    def __iter__(self) -> Iterator[Item]:
        return map(self._make, self._numbers)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Made | tuple):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = [repr(each) for each in self[:3]] + ["…"] * (len(self) > 3)
        return f"<{len(self)}: {', '.join(shown)}>"


@dataclass(frozen=True, slots=True)
class Coded(Generic[Level]):
    """A column: its different values as *levels*, and in *codes* which of them each row has."""

    levels: tuple[Level, ...]
    codes: Sequence[int]

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, at: int) -> Level:
        return self.levels[self.codes[at]]

    def __iter__(self) -> Iterator[Level]:
        return map(self.levels.__getitem__, self.codes)

    def map(self, found: Callable[[Level], Item]) -> Iterator[Item]:
        """What is found for each row; it is asked of each level once."""
        return map([found(level) for level in self.levels].__getitem__, self.codes)

    def where(self, holds: Callable[[Level], bool]) -> Iterator[int]:
        """The numbers of the rows for which something holds."""
        return compress(range(len(self)), self.map(holds))

    def counts(self, rows: Sequence[int] | None = None) -> list[int]:
        """How many rows have each level; of some *rows* only, if they are given."""
        found = [0] * len(self.levels)
        for code in self.codes if rows is None else map(self.codes.__getitem__, rows):
            found[code] += 1
        return found


class Coder(Generic[Level]):
    """Makes a column, a row at a time."""

    def __init__(self) -> None:
        self._levels: dict[Level, int] = {}
        self._codes = array("I")

    def add(self, value: Level) -> None:
        """Add a row."""
        self._codes.append(self._levels.setdefault(value, len(self._levels)))

    def column(self) -> Coded[Level]:
        """The column."""
        return Coded(tuple(self._levels), self._codes)
