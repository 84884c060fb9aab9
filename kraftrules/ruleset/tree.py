"""Plain data that knows its places: what a YAML text is read into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kraftrules.source import Excerpt, Place, Source, Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it was written; *plain* without quotes."""

    excerpt: Excerpt
    plain: bool

    @property
    def text(self) -> str:
        """What it says."""
        return self.excerpt.text

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.excerpt.whole()

    @property
    def span(self) -> Span:
        """Where in the source it stands."""
        return self.excerpt.span(Span(0, len(self.text)))

    @property
    def is_empty(self) -> bool:
        """Whether it is an empty value, ``null`` or ``~``."""
        return self.plain and self.text in ("", "~", "null")

    @property
    def is_commented(self) -> bool:
        """Whether a comment follows it on its line."""
        source, end = self.excerpt.source, self.span.end
        return "#" in source.text[end : source.line_span(end)[1]]

    def data(self) -> str | None:
        """Its text; None for an empty value."""
        return None if self.is_empty else self.text


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Tree, ...]
    source: Source
    span: Span

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.source.place(self.span)

    def data(self) -> list[Any]:
        """The data of its items."""
        return [item.data() for item in self.items]


@dataclass(frozen=True, slots=True)
class Entries:
    """Keys and values, in the order written; no key occurs twice."""

    entries: tuple[tuple[Scalar, Tree], ...]
    source: Source
    span: Span
    _by_key: dict[str, tuple[Scalar, Tree]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {each[0].text: each for each in self.entries})

    @property
    def place(self) -> Place:
        """Where its first key stands, with its value where that is a single one."""
        if not self.entries:
            return self.source.place(self.span)
        key, value = self.entries[0]
        together = isinstance(value, Scalar) and value.place.line == key.place.line
        end = key.span.end
        if together and isinstance(value, Scalar):
            end = value.span.end + (not value.plain)
        return self.source.place(Span(key.span.start, end))

    def data(self) -> dict[str, Any]:
        """The data of its values, by key."""
        return {key.text: value.data() for key, value in self.entries}

    def get(self, key: str) -> Tree | None:
        """The value of a key, if it is there."""
        found = self._by_key.get(key)
        return found[1] if found else None

    def key(self, key: str) -> Scalar | None:
        """A key as it was written, if it is there."""
        found = self._by_key.get(key)
        return found[0] if found else None


Tree = Scalar | Items | Entries


def entry(tree: Tree | None, key: str) -> Tree | None:
    """The value of a key, where the tree has such a key."""
    return tree.get(key) if isinstance(tree, Entries) else None


def entry_place(tree: Tree, key: str) -> Place:
    """Where the value of a key stands, or the key where the value is no single one, or the tree."""
    value = entry(tree, key)
    if isinstance(value, Scalar) and value.text:
        return value.place
    found = tree.key(key) if isinstance(tree, Entries) else None
    return found.place if found else tree.place


def items(tree: Tree | None, key: str) -> Sequence[Tree]:
    """The items of the list under a key; none where there is no list."""
    found = entry(tree, key)
    return found.items if isinstance(found, Items) else ()


def text(tree: Tree | None, key: str) -> str | None:
    """The text under a key, where there is one."""
    found = entry(tree, key)
    return found.data() if isinstance(found, Scalar) else None


def scalars(trees: Iterable[Tree], key: str) -> dict[str, Scalar]:
    """The single values under a key, by the id beside each."""
    found: dict[str, Scalar] = {}
    for tree in trees:
        name, value = entry(tree, "id"), entry(tree, key)
        if isinstance(name, Scalar) and isinstance(value, Scalar):
            found.setdefault(name.text, value)
    return found


def ids(trees: Iterable[Tree]) -> list[Scalar]:
    """The ids of the items that have one."""
    found = [entry(tree, "id") for tree in trees]
    return [each for each in found if isinstance(each, Scalar) and not each.is_empty]


def follow(tree: Tree, path: Sequence[str | int]) -> tuple[Tree, Place]:
    """The part of a tree that a path leads to, and its place; steps that lead nowhere are passed over."""
    place = tree.place
    for step in path:
        if isinstance(tree, Entries) and isinstance(step, str):
            found = tree.get(step)
            if found is not None:
                place = entry_place(tree, step)
                tree = found
        elif isinstance(tree, Items) and isinstance(step, int) and step < len(tree.items):
            tree = tree.items[step]
            place = tree.place
    return tree, place
