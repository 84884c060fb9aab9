"""YAML text → plain data that knows its places. Duplicate keys, aliases and size are bounded here.

Plain scalars are text: what a key's value means is decided by the model that reads it, so ``no`` is
never false and ``2.0`` never loses its nought.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from kraftrules.diagnostics import Code, Diagnostic, RulesetError
from kraftrules.source import Excerpt, Place, Source, Span
from kraftrules.text import Text

LARGEST_FILE = 512 * 1024
DEEPEST = 24
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STRANGE = re.compile("[^\\t\\n\\r\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd"
                      "\\U00010000-\\U0010ffff]|(?m:(?<=^)[ ]*\\xa0)")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it was written; *plain* without quotes."""

    excerpt: Excerpt
    plain: bool

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.excerpt.whole()

    def data(self) -> str | None:
        """Its text; None for an empty value, ``null`` and ``~``."""
        text = self.excerpt.text
        return None if self.plain and text in ("", "~", "null") else text


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Tree, ...]
    place: Place

    def data(self) -> list[Any]:
        """The data of its items."""
        return [item.data() for item in self.items]


@dataclass(frozen=True, slots=True)
class Entries:
    """Keys and values, in the order written; no key occurs twice."""

    entries: tuple[tuple[Scalar, Tree], ...]
    place: Place

    def data(self) -> dict[str, Any]:
        """The data of its values, by key."""
        return {key.excerpt.text: value.data() for key, value in self.entries}

    def get(self, key: str) -> Tree | None:
        """The value of a key, if it is there."""
        return next((value for name, value in self.entries if name.excerpt.text == key), None)

    def key(self, key: str) -> Scalar | None:
        """A key as it was written, if it is there."""
        return next((name for name, _ in self.entries if name.excerpt.text == key), None)


Tree = Scalar | Items | Entries


def decode(name: str, raw: bytes) -> Source:
    """The text of a file; raises `RulesetError` where it is too large or not UTF-8."""
    if len(raw) > LARGEST_FILE:
        source = Source(name, "")
        raise _error(
            Code.TOO_LARGE, source.place(Span(0, 0)),
            f"Filen har {len(raw)} byte; högst {LARGEST_FILE} tillåts.",
            f"The file has {len(raw)} bytes; at most {LARGEST_FILE} are allowed.",
            "Dela upp den i flera regelverk.", "Split it into several rulesets.",
        )  # fmt: skip
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", "replace")
        source = Source(name, before + "\ufffd")
        raise _error(
            Code.NOT_UTF8, source.place(Span(len(before), len(before) + 1)),
            "Filen är inte sparad som UTF-8.", "The file is not saved as UTF-8.",
            "Spara om den med teckenkodningen UTF-8.", "Save it anew with the encoding UTF-8.",
        ) from None  # fmt: skip
    return Source(name, text)


def read(source: Source) -> tuple[Tree, list[Diagnostic]]:
    """The tree of a YAML text, and what is wrong that does not keep it from being read.

    Raises `RulesetError` for what does: broken YAML, aliases, tags, too deep nesting, no content.
    """
    strange = _STRANGE.search(source.text)
    if strange:
        raise _strange(source, strange)
    reader = _Reader(source)
    try:
        tree = reader.read(yaml.parse(source.text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        raise _syntax(source, error) from None
    return tree, reader.diagnostics


class _Reader:
    """Makes a tree of YAML's events, one at a time, and stops where a bound is passed."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []

    def read(self, events: Iterator[Any]) -> Tree:
        tree: Tree | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and tree is not None:
                raise self._error(
                    Code.SEVERAL_DOCUMENTS, event,
                    "En fil ska innehålla ett enda dokument.", "A file holds one document.",
                    "Ta bort raden ---, eller dela upp filen.", "Remove the line ---, or split the file.",
                )  # fmt: skip
            if isinstance(event, yaml.NodeEvent):
                tree = self._node(event, events, 1)
        if tree is None or (isinstance(tree, Scalar) and tree.data() is None):
            raise _error(
                Code.EMPTY_FILE, self.source.place(Span(0, 0)),
                "Filen är tom.", "The file is empty.",
                "Börja med kraftrules new, som ger en mall.", "Begin with kraftrules new, which gives a template.",
            )  # fmt: skip
        return tree

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Tree:
        self._refuse_cleverness(event)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(_excerpt(self.source, event), bool(event.implicit[0]) and not event.style)
        if depth > DEEPEST:
            raise self._error(
                Code.TOO_DEEP, event,
                f"Filen är nästlad i fler än {DEEPEST} nivåer.", f"The file is nested more than {DEEPEST} levels deep.",
                "Förenkla: gör definitioner av delarna.", "Simplify: make definitions of the parts.",
            )  # fmt: skip
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(event, events, depth)
        return self._entries(event, events, depth)

    def _items(self, start: Any, events: Iterator[Any], depth: int) -> Items:
        items: list[Tree] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, depth + 1))
        return Items(tuple(items), self._place(start))

    def _entries(self, start: Any, events: Iterator[Any], depth: int) -> Entries:
        entries: dict[str, tuple[Scalar, Tree]] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                raise self._error(
                    Code.WRONG_SHAPE, event, "En nyckel ska vara ett ord.", "A key should be a word.",
                    "Skriv nyckel: värde.", "Write key: value.",
                )  # fmt: skip
            name = key.excerpt.text
            if name in entries:
                self._duplicate(key, entries[name][0])
            else:
                entries[name] = (key, value)
        return Entries(tuple(entries.values()), self._place(start))

    def _duplicate(self, key: Scalar, first: Scalar) -> None:
        name, line = key.excerpt.text[:60], first.place.line
        self.diagnostics.append(
            Diagnostic(
                Code.DUPLICATE_KEY,
                Text(f"Nyckeln {name} finns redan på rad {line}.", f"The key {name} stands on line {line} already."),
                key.place,
                Text("Ta bort den ena, eller börja en ny post med - .", "Remove one, or begin a new item with - ."),
            )
        )  # fmt: skip

    def _refuse_cleverness(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self._error(
                Code.ALIAS, event,
                "Ankare (&) och alias (*) används inte här.", "Anchors (&) and aliases (*) are not used here.",
                "Skriv ut det, eller använd use: för en gemensam regel. Text som börjar så ska stå inom citattecken.",
                "Write it out, or use a shared rule by use:. Text that begins so goes in quotes.",
            )  # fmt: skip
        if event.tag is not None and event.tag != "!":
            raise self._error(
                Code.TAG, event,
                "Typmärken (!) används inte här.", "Tags (!) are not used here.",
                "Ta bort märket. Text som börjar med ! ska stå inom citattecken.",
                "Remove the tag. Text that begins with ! goes in quotes.",
            )  # fmt: skip

    def _place(self, event: Any) -> Place:
        start = event.start_mark.index
        return self.source.place(Span(start, max(start + 1, event.end_mark.index)))

    def _error(self, code: Code, event: Any, *texts: str) -> RulesetError:
        return _error(code, self._place(event), *texts)


def _error(code: Code, place: Place, sv: str, en: str, hint_sv: str, hint_en: str) -> RulesetError:
    return RulesetError([Diagnostic(code, Text(sv, en), place, Text(hint_sv, hint_en))])


def _excerpt(source: Source, event: Any) -> Excerpt:
    """A scalar's value with the place in the file of each of its characters."""
    start, end = event.start_mark.index, event.end_mark.index
    raw = source.text[start:end]
    at = 0
    if event.style in ("'", '"'):
        at = 1
    elif event.style in ("|", ">"):
        at = raw.find("\n") + 1
    offsets = []
    for char in event.value:
        while char not in " \n" and at < len(raw) and raw[at] in " \n\r\t" and raw[at] != char:
            at += 1
        offsets.append(start + min(at, len(raw)))
        at += _width(raw, at, event.style)
    last = offsets[-1] + 1 if offsets else start + (event.style in ("'", '"'))
    return Excerpt(event.value, source, (*offsets, last))


def _width(raw: str, at: int, style: str | None) -> int:
    """How many characters the one at *at* is written with."""
    if style == '"' and raw[at : at + 1] == "\\":
        return {"x": 4, "u": 6, "U": 10}.get(raw[at + 1 : at + 2], 2)
    return 2 if style == "'" and raw[at : at + 2] == "''" else 1


def _strange(source: Source, found: re.Match[str]) -> RulesetError:
    at = found.end() - 1
    name = f"U+{ord(source.text[at]):04X}"
    return _error(
        Code.SPECIAL_CHARACTER, source.place(Span(at, at + 1)),
        f"Här står ett osynligt tecken ({name}) som inte kan användas.",
        f"An invisible character ({name}) stands here that cannot be used.",
        "Ta bort det och skriv vanliga mellanslag.", "Remove it and write plain spaces.",
    )  # fmt: skip


_INDENTED = ("expected <block end>", "expected key", "mapping values are not allowed", "expected '-'",
             "sequence entries are not allowed", "could not find expected ':'", "block end")  # fmt: skip


def _syntax(source: Source, error: yaml.MarkedYAMLError) -> RulesetError:
    """What YAML could not read, in words that help."""
    mark = error.problem_mark or error.context_mark
    at = mark.index if mark else 0
    context, problem = error.context or "", error.problem or ""
    line_start = source.text.rfind("\n", 0, at) + 1
    indentation = re.match(r"[ \t]*", source.text[line_start:])
    tab = source.text.find("\t", line_start, line_start + len(indentation[0]) if indentation else 0)
    if tab >= 0 or source.text[at : at + 1] == "\t":
        at = tab if tab >= 0 else at
        return _error(
            Code.TAB, source.place(Span(at, at + 1)),
            "Här står ett tabbtecken.", "A tab stands here.",
            "Gör indrag med två mellanslag.", "Indent by two spaces.",
        )  # fmt: skip
    if "quoted scalar" in context:
        opened = error.context_mark.index if error.context_mark else at
        return _error(
            Code.UNCLOSED_QUOTE, source.place(Span(opened, opened + 1)),
            "Citattecknet stängs aldrig.", "The quote is never closed.",
            "Lägg till samma citattecken efter texten.", "Add the same quote after the text.",
        )  # fmt: skip
    place = source.place(Span(at, at + 1))
    if any(part in problem for part in _INDENTED):
        return _error(
            Code.INDENTATION, place,
            "Raden passar inte in: fel indrag, eller ett kolon mitt i en text.",
            "The line does not fit in: wrong indentation, or a colon within a text.",
            "Gör samma indrag som raderna intill. Sätt citattecken om text som innehåller kolon.",
            "Indent like the lines next to it. Put quotes around text that has a colon in it.",
        )  # fmt: skip
    return _error(
        Code.YAML_SYNTAX, place,
        "Det här går inte att läsa som YAML.", "This cannot be read as YAML.",
        "Sätt citattecken om text som börjar med ett specialtecken (@ % ` { [ & * !), och stäng alla klamrar.",
        "Put quotes around text that begins with a special character (@ % ` { [ & * !), and close every bracket.",
    )  # fmt: skip


def places(tree: Tree, path: Sequence[str | int]) -> tuple[Tree, Place]:
    """The part of a tree that a path leads to, and its place; steps that lead nowhere are passed over."""
    place = tree.place
    for step in path:
        if isinstance(tree, Entries) and isinstance(step, str) and tree.get(step) is not None:
            key, found = tree.key(step), tree.get(step)
            assert key is not None and found is not None
            tree, place = found, found.place if isinstance(found, Scalar) else key.place
        elif isinstance(tree, Items) and isinstance(step, int) and step < len(tree.items):
            tree = tree.items[step]
            place = tree.place
    return tree, place
