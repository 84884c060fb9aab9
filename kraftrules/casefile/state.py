"""What is held about a person on a day, by what was known on another: the two times of a case file.

The answer depends on which events there are and never on the order in which they came. Of a fact's
entries known by then that are not corrected, the one that is true since the latest day counts, and of
those the one learned last. Two that were learned on the same day, say different things of the same day
and do not correct one another make the fact unknown, until somebody says which is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kraftrules.casefile.events import Entry, Event, Ground, Withdrawal
from kraftrules.values import UNKNOWN, Unknown, Value, whole_months
from kraftrules.vocabulary import Fact


def facts_at(
    events: Iterable[Event], facts: Mapping[str, Fact], on: date, known: date | None = None
) -> dict[str, Value]:
    """The known facts among *facts* on the day *on*, by what had been learned on the day *known*.

    Without *known*, by everything there is. A fact that counts time is counted on from the day since
    which it was true.
    """
    held = [event for event in events if known is None or event.learned <= known]
    withdrawals = [each for each in held if isinstance(each, Withdrawal) and each.since <= on]
    found = {}
    for name, standing in standing_entries(held, on).items():
        fact = facts.get(name)
        value = _agreed([e for e in standing if not _withdrawn(e, withdrawals)])
        if fact is not None and not isinstance(value, Unknown):
            found[name] = _grown(fact, value, standing[0].since, on)
    return found


def standing_entries(held: Sequence[Event], on: date) -> dict[str, list[Entry]]:
    """For each fact, the entries that count on a day: several only where they were learned together."""
    entries = [each for each in held if isinstance(each, Entry)]
    corrected = {each.corrects for each in entries if each.corrects is not None}
    latest: dict[str, list[Entry]] = {}
    for each in entries:
        if each.since > on or each.number in corrected:
            continue
        so_far = latest.get(each.fact)
        if so_far is None or _when(each) > _when(so_far[0]):
            latest[each.fact] = [each]
        elif _when(each) == _when(so_far[0]):
            so_far.append(each)
    return latest


def _when(entry: Entry) -> tuple[date, date]:
    return entry.since, entry.learned


def _withdrawn(entry: Entry, withdrawals: Sequence[Withdrawal]) -> bool:
    """Whether the consent that an entry rests on has been withdrawn, if need be announced ahead."""
    return entry.ground is Ground.CONSENT and any(
        entry.learned <= max(each.since, each.learned) and each.by in (None, entry.by)
        for each in withdrawals
    )


def _agreed(entries: Sequence[Entry]) -> Value:
    """The value that all the entries give; unknown where there are none, or they differ."""
    values = [each.value for each in entries]
    if not values or any(each != values[0] for each in values[1:]):
        return UNKNOWN
    return values[0]


def _grown(fact: Fact, value: Value, since: date, on: date) -> Value:
    """The value of a fact that counts time, counted on; zero stays zero, for nothing has begun."""
    if not fact.grows_with_time or not isinstance(value, int) or value <= 0:
        return value
    months = whole_months(since, on).count
    passed = {"days": (on - since).days, "months": months, "years": months // 12}
    return min(value + passed[fact.unit or "days"], int(fact.high))
