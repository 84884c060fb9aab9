"""Names that a caller gives: an error repeats none that may be something else, as an identity number."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from kraftrules.api import Ruleset
from kraftrules.casefile import border
from kraftrules.casefile.identity import can_be_a_name
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.text import Text
from kraftrules.values import Value

_BLANK = Text(
    "en beteckning har minst ett tecken som syns, och inga styrtecken",
    "an id has at least one character that shows, and no control characters",
)
_A_RULESET = Text("tillåtet är ett regelverk", "allowed is a ruleset")
_LOAD = Text(
    'Läs in det först: kraftrules.load("malmokraften@1.0").',
    'Load it first: kraftrules.load("malmokraften@1.0").',
)


def accept_ruleset(given: object) -> border.Rules:
    """The rules of what a caller gives as a ruleset; raises `FactError`, also for a ruleset's name."""
    if not isinstance(given, Ruleset):
        raise FactError([FactProblem("ruleset", f"({type(given).__name__})", _A_RULESET, _LOAD)])
    return border.rules_of(given)


def accept_id(given: object, allow_identity_numbers: bool) -> str | int:
    """The id of a person that a caller gives and somebody can read; raises `FactError`."""
    person = border.accept_person(given, allow_identity_numbers)
    if isinstance(person, str) and not _shows(person):
        raise FactError([FactProblem("person_id", "", _BLANK)])
    return person


def _shows(person: str) -> bool:
    controls = any(unicodedata.category(char) == "Cc" for char in person)
    return not controls and any(char.isprintable() and not char.isspace() for char in person)


def accept_facts(
    rules: border.Rules, facts: Mapping[str, object], terms: Mapping[str, object]
) -> tuple[dict[str, Value], border.Terms]:
    """What a caller records, as the border has it; raises `FactError`.

    What cannot be the name of a fact is told by its place among those given, counted from 1.
    """
    try:
        return border.accept_record(rules, facts, terms)
    except FactError as error:
        raise FactError(_placed(error, facts)) from None


def _placed(error: FactError, facts: Mapping[str, object]) -> list[FactProblem]:
    """The problems, those about what cannot be a fact's name with its place and its type instead."""
    places = iter(
        FactProblem(f"facts[{at}]", f"({type(name).__name__})", Text("", ""))
        for at, name in enumerate(facts, 1)
        if not can_be_a_name(name)
    )
    return [
        replace(next(places), allowed=each.allowed, hint=each.hint)
        if each.fact == border.NO_NAME
        else each
        for each in error.problems
    ]
