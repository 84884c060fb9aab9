"""What the tests of case files share: events drawn at random, and the definition of what they come to.

The model below is written to be read, not to be fast, and knows nothing of the code that it judges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import kraftrules
from kraftrules.casefile.consequences import Consequences
from kraftrules.casefile.events import Entry, Event, Ground, Withdrawal, written
from kraftrules.values import UNKNOWN, Unknown, Value, add_months

ESF = kraftrules.load("malmokraften@esf")
FIRST_PLAN = kraftrules.load("malmokraften@1.0")
START = date(2023, 9, 1)
DAYS = [START + timedelta(days=n) for n in (0, 1, 2, 29, 30, 31, 61, 92, 120, 270)]
PARTIES = ("arbetsformedlingen", "forsakringskassan", "person")
VALUES: dict[str, Sequence[object]] = {
    "needs_coordination": (True, False, UNKNOWN),
    "in_krami": (True, False),
    "municipality": ("Malmö", "Lund"),
    "age": (30, 31, 45),
    "sick_leave_days": (0, 1, 12),
    "months_without_work": (0, 10, 11, 1199),
    "starts_work_on": (None, date(2023, 10, 1)),
    "enrolled_on": (None, date(2023, 9, 2)),
    "exited_on": (None, date(2024, 1, 2)),
    "first_joint_plan_on": (None, date(2023, 10, 1), date(2024, 1, 15)),
}
days = st.sampled_from(DAYS)
late = st.one_of(st.just(DAYS[-1]), days)  # so that most of what there is counts


@st.composite
def entries(
    draw: DrawFn, among: Sequence[str] = tuple(VALUES), of: Sequence[date] = tuple(DAYS)
) -> Entry:
    """An entry without a number, about one of some facts, with some days."""
    fact = draw(st.sampled_from(among))
    value: Value = draw(st.sampled_from(VALUES[fact]))  # type: ignore[arg-type]
    since, learned = (draw(st.sampled_from(of)) for _ in range(2))
    by, ground = draw(st.sampled_from(PARTIES)), draw(st.sampled_from(list(Ground)))
    return Entry(0, fact, value, by, ground, since, learned)


@st.composite
def withdrawals(draw: DrawFn) -> Withdrawal:
    """A withdrawal without a number."""
    return Withdrawal(0, draw(st.sampled_from((None, *PARTIES))), draw(days), draw(days))


@st.composite
def histories(draw: DrawFn, most: int = 9) -> list[Event]:
    """Events in the order in which they came, each with its number; some correct those before.

    They are about a fact or two and have a few days, so that they have to do with each other.
    """
    facts = draw(st.lists(st.sampled_from(list(VALUES)), min_size=1, max_size=2))
    told = entries(facts, draw(st.lists(days, min_size=2, max_size=4)))
    either = st.one_of(told, told, told, withdrawals())
    found: list[Event] = []
    for each in draw(st.lists(either, min_size=most // 2, max_size=most)):
        event = _correcting(each, draw(st.sampled_from([None, None, *found])), found)
        if written(event) not in map(written, found):  # the same said twice is recorded once
            found.append(replace(event, number=len(found) + 1))
    return found


def _correcting(event: Event, old: Event | None, before: Sequence[Event]) -> Event:
    """The event, as a correction of an old one where it can be one."""
    taken = {each.corrects for each in before if isinstance(each, Entry)}
    if not (isinstance(event, Entry) and isinstance(old, Entry)) or old.number in taken:
        return event
    value = event.value if event.fact == old.fact else old.value
    learned = max(event.learned, old.learned)
    return replace(event, fact=old.fact, value=value, learned=learned, corrects=old.number)


@st.composite
def orders(draw: DrawFn, events: Sequence[Event]) -> list[Event]:
    """The same events in another order; what corrects comes after what it corrects, and is renumbered."""
    waiting, placed = draw(st.permutations(events)), []
    numbers: dict[int | None, int | None] = {None: None}
    while waiting:
        ready = [e for e in waiting if not isinstance(e, Entry) or e.corrects in numbers]
        event = ready[0]
        waiting = [e for e in waiting if e is not event]
        numbers[event.number] = len(placed) + 1
        new = replace(event, number=len(placed) + 1)
        placed.append(
            replace(new, corrects=numbers[new.corrects]) if isinstance(new, Entry) else new
        )
    return placed


def record(case: kraftrules.CaseFile, event: Event, on: date | None = None) -> Consequences:
    """Record an event as a caller does."""
    if isinstance(event, Withdrawal):
        return case.withdraw_consent(by=event.by, since=event.since, learned=event.learned, on=on)
    return case.record({event.fact: event.value}, by=event.by, ground=event.ground.value,
                       since=event.since, learned=event.learned, corrects=event.corrects, on=on)  # fmt: skip


def case_of(events: Sequence[Event]) -> kraftrules.CaseFile:
    """A case in which the events were recorded one by one."""
    case = kraftrules.CaseFile(ESF, "A-1")
    for each in events:
        record(case, each)
    return case


# ---- the definition


def held(events: Sequence[Event], fact: str, on: date, known: date) -> Value:
    """What is held of a fact on a day, by what had been learned on another."""
    told = [each for each in events if each.learned <= known]
    entries = [e for e in told if isinstance(e, Entry) and e.fact == fact]
    replaced = [e.corrects for e in told if isinstance(e, Entry)]
    standing = [e for e in entries if e.since <= on and e.number not in replaced]
    last = [e for e in standing if not any(_later(other, e) for other in standing)]
    usable = [e for e in last if not any(_takes_back(each, e, on) for each in told)]
    if not usable or any(e.value != usable[0].value for e in usable):
        return UNKNOWN
    return _counted_on(fact, usable[0].value, usable[0].since, on)


def _later(one: Entry, other: Entry) -> bool:
    return one.since > other.since or (one.since == other.since and one.learned > other.learned)


def _takes_back(event: Event, entry: Entry, on: date) -> bool:
    return (
        isinstance(event, Withdrawal)
        and entry.ground is Ground.CONSENT
        and event.since <= on
        and (entry.learned <= event.learned or entry.learned <= event.since)
        and (event.by is None or event.by == entry.by)
    )


def _counted_on(fact: str, value: Value, since: date, on: date) -> Value:
    """A count of days or months a day or a month at a time; a count of nothing stays so."""
    if fact not in ("sick_leave_days", "months_without_work") or isinstance(value, Unknown):
        return value
    assert isinstance(value, int)
    count, steps = value, 1
    while value and _step(fact, since, steps) <= on:
        count, steps = count + 1, steps + 1
    return min(count, {"sick_leave_days": 36500, "months_without_work": 1200}[fact])


def _step(fact: str, since: date, steps: int) -> date:
    if fact == "sick_leave_days":
        return since + timedelta(days=steps)
    day = add_months(since, steps)
    return day if day.day == since.day else day + timedelta(days=1)
