"""YAML text → a tree. Duplicate keys, aliases and size are bounded here.

Plain scalars are text: what a key's value means is decided by the model that reads it, so ``no`` is
never false and ``2.0`` never loses its nought.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from kraftrules.diagnostics import Code, Diagnostic, RulesetError
from kraftrules.ruleset import characters
from kraftrules.ruleset.broken import Break
from kraftrules.ruleset.layout import explain
from kraftrules.ruleset.tree import Entries, Items, Scalar, Tree
from kraftrules.source import Excerpt, Source, Span
from kraftrules.text import Text

__all__ = ["Entries", "Items", "Scalar", "Tree", "read"]

DEEPEST = 24
MOST_VALUES = 20_000
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(source: Source) -> tuple[Tree, list[Diagnostic]]:
    """The tree of a YAML text, and what is wrong that does not keep it from being read.

    Raises `RulesetError` for what does: broken YAML, aliases, tags, too deep nesting, no content.
    """
    invisible = characters.invisible(source)
    if invisible is not None:
        raise RulesetError([invisible])
    reader = _Reader(source)
    try:
        return reader.read(yaml.parse(source.text, Loader=_LOADER)), reader.diagnostics
    except yaml.MarkedYAMLError as error:
        found = explain(Break.of(source, error, yaml.scan(source.text, Loader=_LOADER)))
    except _Unreadable as error:
        found = error.diagnostic
    raise RulesetError([*reader.diagnostics, found])


_DECIMALS = Text(
    "Decimaler skrivs med punkt, som 45.5%.", "Decimals are written with a point, as 45.5%."
)
_QUOTES = Text("Sätt citattecken om text som innehåller kommatecken, eller skriv nyckel: värde.",
               "Put quotes around text that has a comma in it, or write key: value.")  # fmt: skip


class _Unreadable(Exception):
    """What keeps a text from being read any further."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic.message)


class _Reader:
    """Makes a tree of YAML's events, one at a time, and stops where a bound is passed."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []
        self.values = 0

    def read(self, events: Iterator[Any]) -> Tree:
        tree: Tree | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and tree is not None:
                raise self._unreadable(
                    Code.SEVERAL_DOCUMENTS, event,
                    "Filen innehåller flera dokument: raden --- börjar ett nytt.",
                    "The file holds several documents: the line --- begins a new one.",
                    "Ta bort raden ---, eller lägg det andra regelverket i en egen fil.",
                    "Remove the line ---, or put the other ruleset in a file of its own.",
                )  # fmt: skip
            if isinstance(event, yaml.NodeEvent):
                tree = self._node(event, events, 1)
        if tree is None or (isinstance(tree, Scalar) and tree.is_empty):
            comments = "#" in self.source.text
            raise _Unreadable(Diagnostic(
                Code.EMPTY_FILE,
                Text("Filen har bara kommentarer.", "The file has comments only.") if comments
                else Text("Filen är tom.", "The file is empty."),
                self.source.place(Span(0, 0)),
                Text("Börja med kraftrules new, som ger en mall.", "Begin with kraftrules new, which gives a template."),
            ))  # fmt: skip
        return tree

    def _node(self, event: Any, events: Iterator[Any], depth: int, in_list: bool = False) -> Tree:
        self._refuse_cleverness(event)
        self.values += 1
        if self.values > MOST_VALUES:
            raise self._unreadable(
                Code.TOO_MANY, event,
                f"Filen har fler än {MOST_VALUES} nycklar och värden.",
                f"The file has more than {MOST_VALUES} keys and values.",
                "Dela upp den i flera regelverk.", "Split it into several rulesets.",
            )  # fmt: skip
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if depth > DEEPEST:
            raise self._unreadable(
                Code.TOO_DEEP, event,
                f"Filen är nästlad i fler än {DEEPEST} nivåer.", f"The file is nested more than {DEEPEST} levels deep.",
                "Dela upp det: flytta inre grupper till egna kriterier eller definitioner.",
                "Split it: move inner groups to criteria or definitions of their own.",
            )  # fmt: skip
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(event, events, depth)
        return self._entries(event, events, depth, in_list)

    def _scalar(self, event: Any) -> Scalar:
        excerpt = _excerpt(self.source, event)
        odd = characters.escaped(excerpt)
        if odd is not None:
            self.diagnostics.append(odd)
        return Scalar(excerpt, bool(event.implicit[0]) and not event.style)

    def _items(self, start: Any, events: Iterator[Any], depth: int) -> Items:
        found: list[Tree] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self._node(event, events, depth + 1, in_list=True))
        return Items(tuple(found), self.source, _span(start))

    def _entries(self, start: Any, events: Iterator[Any], depth: int, in_list: bool) -> Entries:
        found: dict[str, tuple[Scalar, Tree]] = {}
        hyphen_missing = False
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key, value = self._entry(event, events, depth)
            key, value = self._repaired(key, value)
            if key.text not in found and key.text:
                found[key.text] = (key, value)
            elif key.text and not hyphen_missing:
                hyphen_missing = in_list and key.text == next(iter(found))
                self._duplicate(key, found[key.text][0], hyphen_missing)
        return Entries(tuple(found.values()), self.source, _span(start))

    def _entry(self, event: Any, events: Iterator[Any], depth: int) -> tuple[Scalar, Tree]:
        key = self._node(event, events, depth + 1)
        if not isinstance(key, Scalar):
            raise self._unreadable(
                Code.WRONG_SHAPE, event, "En nyckel ska vara ett enda ord.", "A key should be a single word.",
                "Skriv nyckel: värde.", "Write key: value.",
            )  # fmt: skip
        odd = characters.odd_space(self.source, key.span)
        if odd is not None:
            raise _Unreadable(odd)
        if key.text == "<<":
            raise self._unreadable(
                Code.ALIAS, event, "Sammanslagning med << används inte här.", "Merging by << is not used here.",
                "Skriv ut nycklarna, eller hämta en gemensam regel med use:.",
                "Write the keys out, or take a shared rule by use:.",
            )  # fmt: skip
        return key, self._node(next(events), events, depth + 1)

    def _repaired(self, key: Scalar, value: Tree) -> tuple[Scalar, Tree]:
        """A key and its value, where one in braces lacks a colon or the space after it."""
        after = self.source.text[key.span.end :].lstrip()[:1]
        if not key.text:
            self._report(Code.MISSING_KEY, key.span, Text("Före kolonet saknas en nyckel.", "A key is missing before the colon."),
                         Text("Skriv nyckel: värde.", "Write key: value."))  # fmt: skip
        if not key.plain or after not in (",", "}"):
            return key, value
        parts = re.match(r"(\w+):(?=\S)", key.text)
        if parts is None:
            self._report(
                Code.NEEDS_QUOTES, key.span,
                Text(f"”{key.text[:60]}” står utan nyckel: ett kommatecken skiljer poster åt.",
                     f"“{key.text[:60]}” stands without a key: a comma parts entries."),
                _DECIMALS if re.fullmatch(r"[0-9]+ *%?", key.text) else _QUOTES,
            )  # fmt: skip
            return _part(key, 0, 0), value
        self._report(
            Code.MISSING_COLON, key.span,
            Text("Efter kolonet saknas ett mellanslag.", "A space is missing after the colon."),
            Text(f"Skriv {parts[1]}: {key.text[parts.end() :][:60]}", f"Write {parts[1]}: {key.text[parts.end() :][:60]}"),
        )  # fmt: skip
        return _part(key, 0, len(parts[1])), _part(key, parts.end(), len(key.text))

    def _duplicate(self, key: Scalar, first: Scalar, hyphen_missing: bool) -> None:
        name, line = key.text[:60], first.place.line
        hint = Text("Ta bort den ena.", "Remove one of them.")
        if hyphen_missing:
            hint = Text(f"Börjar en ny post här, ska den ha ett bindestreck: - {name}: …",
                        f"If a new item begins here, it needs a hyphen: - {name}: …")  # fmt: skip
        message = Text(f"Nyckeln {name} finns redan på rad {line}.", f"The key {name} is on line {line} already.")  # fmt: skip
        self._report(Code.DUPLICATE_KEY, key.span, message, hint)

    def _refuse_cleverness(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self._unreadable(
                Code.ALIAS, event,
                "Ankare (&) och alias (*) används inte här.", "Anchors (&) and aliases (*) are not used here.",
                "Skriv ut det, eller hämta en gemensam regel med use:. En text som börjar så ska ha citattecken.",
                "Write it out, or take a shared rule by use:. A text that begins so needs quotes.",
            )  # fmt: skip
        if event.tag is not None and event.tag != "!":
            name = re.fullmatch(r"!([a-z]\w*)", event.tag)
            if name is not None:
                raise self._unreadable(
                    Code.TAG, event,
                    "Ett värde som börjar med ! läses som ett typmärke.", "A value that begins with ! is read as a tag.",
                    f"I ett villkor skrivs det not({name[1]}). En text ska ha citattecken.",
                    f"In a condition, write not({name[1]}). A text needs quotes.",
                )  # fmt: skip
            raise self._unreadable(
                Code.TAG, event,
                "Typmärken, som börjar med !, används inte här.", "Tags, which begin with !, are not used here.",
                "Ta bort märket, eller sätt citattecken om en text som börjar så.",
                "Remove the tag, or put quotes around a text that begins so.",
            )  # fmt: skip

    def _report(self, code: Code, span: Span, message: Text, hint: Text) -> None:
        self.diagnostics.append(Diagnostic(code, message, self.source.place(span), hint))

    def _unreadable(self, code: Code, event: Any, sv: str, en: str, hint_sv: str, hint_en: str) -> _Unreadable:  # fmt: skip
        place = self.source.place(_span(event))
        return _Unreadable(Diagnostic(code, Text(sv, en), place, Text(hint_sv, hint_en)))


def _span(event: Any) -> Span:
    start = event.start_mark.index
    return Span(start, max(start + 1, event.end_mark.index))


def _part(scalar: Scalar, start: int, end: int) -> Scalar:
    excerpt = scalar.excerpt
    part = Excerpt(excerpt.text[start:end], excerpt.source, excerpt.offsets[start : end + 1])
    return Scalar(part, scalar.plain)


def _excerpt(source: Source, event: Any) -> Excerpt:
    """A scalar's value with the place in the file of each of its characters."""
    start, end = event.start_mark.index, event.end_mark.index
    raw = source.text[start:end]
    at = 0
    if event.style in ("'", '"'):
        at = 1
    elif event.style in ("|", ">"):
        at = re.search(r"\r\n|\r|\n|$", raw).end()  # type: ignore[union-attr]
    offsets = []
    for char in event.value:
        at = _next(raw, at, char, event.style)
        offsets.append(start + min(at, len(raw)))
        at += _width(raw, at, event.style)
    last = offsets[-1] + 1 if offsets else start + (event.style in ("'", '"'))
    return Excerpt(event.value, source, (*offsets, last))


def _next(raw: str, at: int, char: str, style: str | None) -> int:
    """Where a character of the value is written, at *at* or after blanks and line breaks."""
    while char not in " \n" and at < len(raw) and raw[at] != char:
        escaped_break = style == '"' and raw[at] == "\\" and raw[at + 1 : at + 2] in ("\r", "\n")
        if raw[at] not in " \n\r\t" and not escaped_break:
            break
        at += 1
    return at


def _width(raw: str, at: int, style: str | None) -> int:
    """How many characters the one at *at* is written with."""
    if style == '"' and raw[at : at + 1] == "\\":
        return {"x": 4, "u": 6, "U": 10}.get(raw[at + 1 : at + 2], 2)
    return 2 if style == "'" and raw[at : at + 2] == "''" else 1
