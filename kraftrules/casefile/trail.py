"""The audit trail: decisions and removals in a chain of digests, so that a later change shows.

Each link has a *seal*, the digest of its content with a salt, and a *digest* of its seal and of all
links before it. Where a person is forgotten the content and the salt go, the seal stays: the chain
still holds, and says nothing of what was there.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version

from kraftrules.casefile.events import as_text, chained
from kraftrules.decision import Decision

DECISION, FORGETTING, RECORDING = "decision", "forgetting", "recording"


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain; *content* and *salt* are None where the person is forgotten."""

    number: int
    kind: str
    key: str
    content: str | None
    salt: str | None
    seal: str
    digest: str


def sealed(content: str, salt: str) -> str:
    """The digest of a content that nobody can guess from it without the salt."""
    return hashlib.sha256(f"{salt}\n{content}".encode()).hexdigest()


def linked(before: str, number: int, kind: str, key: str, seal: str) -> str:
    """The digest of a link and of all before it."""
    return chained(before, as_text([number, kind, key, seal]))


def decision_content(
    decision: Decision, known: date | None, engine: str, events: int, head: str
) -> str:
    """What is kept of a decision: its record, what made it, and the events that it saw."""
    return as_text({
        "record": decision.to_dict(),
        "known": None if known is None else known.isoformat(),
        "engine": engine,
        "version": _version(),
        "events": events,
        "head": head,
    })  # fmt: skip


def forgetting_content(
    on: date | None, events: int, decisions: list[int], recordings: list[int]
) -> str:
    """What is kept of a removal: the day, if stated, how many events went, and which links."""
    day = None if on is None else on.isoformat()
    return as_text({"on": day, "events": events, "decisions": decisions, "recordings": recordings})


def recording_content(programme: str, person: str, events: int, head: str, salt: str) -> str:
    """What is kept of a case as it stood when something was recorded; *salt* hides whose it is."""
    whose = identity(programme, person, salt)
    return as_text({"case": whose, "salt": salt, "events": events, "head": head})


def identity(programme: str, person: str, salt: str) -> str:
    """The digest of whose case it is, and in what programme."""
    return sealed(as_text([programme, person]), salt)


@cache
def _version() -> str:
    return version("kraftrules")
