"""Entries that replace others: what they may replace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kraftrules.casefile.events import Entry, Event
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.text import Text


def looked_up(
    before: Sequence[Event], corrects: int | None, entries: Sequence[Entry]
) -> Sequence[Event]:
    """The new entries; raises `FactError` where they replace what they cannot replace."""
    if corrects is None:
        return entries
    problem = _wrong(before, corrects, entries)
    if problem is not None:
        raise FactError([FactProblem("corrects", "", problem)])
    return entries


def _wrong(before: Sequence[Event], corrects: object, entries: Sequence[Entry]) -> Text | None:
    """Why the correction cannot be made; said once more it is the same correction."""
    by_number = {each.number: each for each in before}
    old = by_number.get(corrects) if type(corrects) is int else None
    if not isinstance(old, Entry):
        return Text("det finns ingen sådan uppgift att rätta; ange dess nummer",
                    "there is no such entry to correct; state its number")  # fmt: skip
    if [each.fact for each in entries] != [old.fact]:
        return Text(f"en rättelse är en enda uppgift, och här {old.fact}",
                    f"a correction is a single fact, and here {old.fact}")  # fmt: skip
    if entries[0].learned < old.learned:
        return Text("rättelsen kan inte ha kommit före det som den rättar",
                    "the correction cannot have come before what it corrects")  # fmt: skip
    others = [e for e in before if isinstance(e, Entry) and e.corrects == old.number]
    if any(replace(each, number=0) != entries[0] for each in others):
        return Text(f"uppgiften är redan rättad; rätta i stället {others[-1].number}",
                    f"the entry has been corrected; correct {others[-1].number} instead")  # fmt: skip
    return None


def numbered(event: Event, number: int) -> Event:
    """The event with its number."""
    return replace(event, number=number)
