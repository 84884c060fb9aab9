"""New events after those that are there: each with its number, and what a correction may replace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kraftrules.casefile.events import Entry, Event, Withdrawal
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.text import Text
from kraftrules.values import Value


def continued(before: Sequence[Event], new: Iterable[Event]) -> list[Event]:
    """The events that are not there yet, numbered from the next number on.

    What was said before in the same words is passed over, so that a message may come twice. Raises
    `FactError` for a correction of what cannot be corrected.
    """
    so_far, said = list(before), _Said(before)
    for each in new:
        if each in said:
            continue
        problem = _wrong(so_far, each) if isinstance(each, Entry) else None
        if problem is not None:
            raise FactError([FactProblem("corrects", "", problem)])
        said.add(each)
        so_far.append(replace(each, number=len(so_far) + 1))
    return so_far[len(before) :]


class _Said:
    """What has been said, whatever its numbers are: values are compared, for not all can be hashed."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._values: dict[object, list[Value]] = {}
        for each in events:
            self.add(each)

    def add(self, event: Event) -> None:
        self._values.setdefault(_terms(event), []).append(_value(event))

    def __contains__(self, event: Event) -> bool:
        return _value(event) in self._values.get(_terms(event), ())


def _terms(event: Event) -> object:
    """All that an event says except a value; it can be hashed."""
    if isinstance(event, Withdrawal):
        return (event.by, event.since, event.learned)
    return (event.fact, event.by, event.ground, event.since, event.learned, event.corrects)


def _value(event: Event) -> Value:
    return event.value if isinstance(event, Entry) else None


def _wrong(before: Sequence[Event], entry: Entry) -> Text | None:
    """Why an entry cannot correct what it says that it corrects; numbers count from 1."""
    if entry.corrects is None:
        return None
    known = 0 < entry.corrects <= len(before)
    old = before[entry.corrects - 1] if known else None
    if not isinstance(old, Entry):
        return Text("det finns ingen sådan uppgift att rätta; ange dess nummer",
                    "there is no such entry to correct; state its number")  # fmt: skip
    if entry.fact != old.fact:
        return Text(f"en rättelse gäller en enda uppgift, här {old.fact}",
                    f"a correction is of a single fact, here {old.fact}")  # fmt: skip
    if entry.learned < old.learned:
        return Text("rättelsen kan inte ha kommit före det som den rättar",
                    "the correction cannot have come before what it corrects")  # fmt: skip
    for other in before:
        if isinstance(other, Entry) and other.corrects == old.number:
            return Text(f"uppgiften är redan rättad; rätta i stället {other.number}",
                        f"the entry has been corrected; correct {other.number} instead")  # fmt: skip
    return None
