"""A period, its calendar months, and how an enrolment lies in it when days may be unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kraftrules.values import Unknown

YES, MAYBE, NO = 2, 1, 0
Day = date | Unknown | None
Span = tuple[int, int]
NOWHERE: Span = (0, -1)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from *since* to *until*, both included."""

    since: date
    until: date

    @property
    def months(self) -> int:
        """How many calendar months the period touches."""
        return self.month_of(self.until) + 1

    def month_of(self, day: date) -> int:
        """The place of a day's month, the period's first month being 0."""
        return (day.year - self.since.year) * 12 + day.month - self.since.month

    def month_name(self, at: int) -> str:
        """A month as ``2024-03``."""
        months = self.since.year * 12 + self.since.month - 1 + at
        return f"{months // 12:04}-{months % 12 + 1:02}"

    def lies_in(self, enrolled: Day, exited: Day) -> int:
        """Whether an enrolment lies in the period, not ending before it begins: yes, maybe or no.

        An enrolment without an end (None) goes on; one whose end is unknown may.
        """
        starts, ends = isinstance(enrolled, date), isinstance(exited, date)
        if (isinstance(enrolled, date) and enrolled > self.until) or (
            isinstance(exited, date) and exited < self.since
        ):
            return NO
        if starts and (ends or exited is None):
            return YES
        if isinstance(enrolled, date) and enrolled >= self.since:
            return YES  # it cannot have ended before it began
        if isinstance(exited, date) and exited <= self.until:
            return YES  # nor begun after it ended
        return MAYBE

    def spans(self, enrolled: Day, exited: Day) -> tuple[Span, Span]:
        """The months, first and last, that an enrolment surely lies in, and those that it may."""
        last = self.months - 1
        first_known = max(0, self.month_of(enrolled)) if isinstance(enrolled, date) else None
        end_known = min(last, self.month_of(exited)) if isinstance(exited, date) else last
        ends = exited is None or isinstance(exited, date)
        may = (0 if first_known is None else first_known, end_known)
        if first_known is not None and ends:
            return may, may
        if isinstance(enrolled, date) and enrolled >= self.since:
            return (may[0], may[0]), may
        if isinstance(exited, date) and self.since <= exited <= self.until:
            return (may[1], may[1]), may
        return NOWHERE, may
