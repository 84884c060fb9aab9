"""What a case file is made of: facts that somebody gave, and consents withdrawn. Nothing is overwritten."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kraftrules.values import Unknown, Value
from kraftrules.written import to_json

PERSON = "person"  # who gives a fact, when it is the person


class Ground(StrEnum):
    """On what ground a fact was given: what it rests on."""

    REGISTER = "register"
    ASSESSMENT = "assessment"
    DECLARATION = "declaration"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact with its value, `UNKNOWN` where somebody says that it is no longer known.

    *by* gave it, *since* is the day from which it is true, *learned* the day on which it came to the
    file. *corrects* is the number of the entry that it replaces. Values and reasons are personal
    data: they are not in the representation.
    """

    number: int
    fact: str
    value: Value = field(repr=False)
    by: str
    ground: Ground
    since: date
    learned: date
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A consent withdrawn as of the day *since*: that for what *by* gave, or (None) for everything."""

    number: int
    by: str | None
    since: date
    learned: date


@dataclass(frozen=True, slots=True)
class Trace:
    """What is left of a person who was forgotten: how much there was. *on* is the day, if stated."""

    on: date | None
    events: int
    decisions: int


Event = Entry | Withdrawal


as_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def written(event: Event) -> str:
    """What an event says, as canonical JSON; its number is not part of it."""
    if isinstance(event, Withdrawal):
        said: list[object] = ["withdrawal", event.by, str(event.since), str(event.learned)]
    else:
        said = [
            "fact",
            event.fact,
            value_text(event.value),
            event.by,
            event.ground.value,
            str(event.since),
            str(event.learned),
            event.corrects,
        ]
    return as_text(said)


def value_text(value: Value) -> str | None:
    """A value as canonical JSON; None where it is unknown."""
    if isinstance(value, Unknown):
        return None
    return as_text(to_json(value))


def chained(before: str, text: str) -> str:
    """The digest of a text and of all that stands before it."""
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()
