"""Enrolments → what is known of each person: one pass, a few bits a person, a row at a time.

A table engine can take this module's place: it has to give the same `Tally` for the same survey.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import NamedTuple

from kraftrules.diagnostics import FactError
from kraftrules.engines.python import compile_reading
from kraftrules.results.masks import Masks, Profile
from kraftrules.results.people import People, PersonId, Written
from kraftrules.results.period import MAYBE, NO, Period
from kraftrules.results.reasons import Doubt, Reasons
from kraftrules.results.rows import Fault, LeftOuts, of_problems
from kraftrules.results.states import Measured
from kraftrules.results.survey import MONTH, READ, Survey
from kraftrules.results.ungrouped import Ungrouped
from kraftrules.text import Text
from kraftrules.values import Unknown, Value

Rows = Iterable[tuple[int, Mapping[str, object] | FactError]]  # an error where a row cannot be read
UNKNOWN_GROUP, NO_GROUP = "unknown", "none"
_MOST_KEPT = 50_000


@dataclass(slots=True)
class Tally:
    """What a table of enrolments comes to: everyone, and those of each group of each fact.

    *groups* has no sex: that stands in each person's bits. *missing* counts the enrolments whose part
    in a measure hangs on a fact that is unknown; "" stands for every measure.
    """

    survey: Survey
    masks: Masks
    rows: int = 0
    people: People = field(default_factory=People)
    groups: dict[str, dict[str, People]] = field(default_factory=dict)
    missing: dict[tuple[str, str], int] = field(default_factory=dict)
    left_out: LeftOuts = field(default_factory=LeftOuts)

    @property
    def period(self) -> Period:
        """The period that is counted."""
        return self.masks.period


class _Enrolment(NamedTuple):
    """An enrolment without an end, held back until it is known that the person has no other."""

    row: int
    mask: int
    place: int
    groups: tuple[tuple[str, str, bool], ...]


def tally(
    survey: Survey,
    rows: Rows,
    period: Period,
    teams: Collection[str] | None = None,
    ignore_extra: bool = False,
) -> Tally:
    """Go through enrolments once. Those that cannot be counted are listed, and the rest counted."""
    found = Pass(survey, period, teams, ignore_extra)
    found.through(rows)
    return found.finish()


class Pass:
    """One pass over enrolments; `finish` gives what they come to."""

    def __init__(
        self, survey: Survey, period: Period, teams: Collection[str] | None, ignore_extra: bool
    ) -> None:
        self.survey, self.period, self.ignore_extra = survey, period, ignore_extra
        self.teams = None if teams is None else frozenset(teams)
        self.masks = Masks(survey, period)
        self.found = Tally(survey, self.masks)
        wanted = survey.reading.wanted
        self.by = [
            (fact, None if fact == MONTH else wanted.index(fact))
            for fact in survey.by if fact != "sex"
        ]  # fmt: skip
        self.written = Written()
        self.open: dict[PersonId, list[_Enrolment]] = {}
        self.reasons = Reasons(survey.reading, period.until)
        self.measured = [Measured(each, self.masks) for each in survey.measures]
        self.ungrouped = Ungrouped.of(self.masks, self.measured)
        self._in_doubt: dict[int, Doubt] = {}
        self._labels: dict[object, str] = {}

    def through(self, rows: Rows) -> None:
        """Go through enrolments."""
        judge = compile_reading(self.survey.reading, "results", check_all=False)
        until, count = self.period.until, 0
        for row, record in rows:
            count += 1
            if isinstance(record, FactError):
                self._leave_out(row, None, Fault.BAD_VALUE, partial(of_problems, record.problems))
                continue
            try:
                key, values = judge(record, until, self.ignore_extra)
            except FactError as error:
                message = partial(of_problems, error.problems)
                self._leave_out(row, _person_in(record), Fault.BAD_VALUE, message)
                continue
            self._take(row, record, key, values)
        self.found.rows = count

    def leave_unread(self, row: int, person: object, error: FactError) -> None:
        """Leave out an enrolment with values that do not fit."""
        known = person if isinstance(person, str | int) else None
        self._leave_out(row, known, Fault.BAD_VALUE, partial(of_problems, error.problems))

    def finish(self) -> Tally:
        """What has been gone through, when no more is to come."""
        self._take_open()
        missing = self.found.missing
        for counted in (self.reasons.counted(), self.ungrouped.counted(self.found.people)):
            missing.update({each: max(missing.get(each, 0), n) for each, n in counted.items()})
        return self.found

    def _take(
        self, row: int, record: Mapping[str, object], key: int, values: Sequence[Value]
    ) -> None:
        person, sex, enrolled, exited, team, *starts = values[: len(READ)]
        if not isinstance(person, str | int):
            self._leave_out(row, None, Fault.NO_PERSON, lambda: _NOBODY)
            return
        fault = self.written.differs(person, row) or self._fault(enrolled, exited, team, starts)
        if fault is not None:
            what, text = fault
            self._leave_out(row, person, what, lambda: text)
            return
        place = self.period.lies_in(enrolled, exited)  # type: ignore[arg-type]
        mask = 0
        groups: tuple[tuple[str, str, bool], ...] = ()
        if place == NO:
            self._leave_out(
                row, person, Fault.OUTSIDE_PERIOD, partial(self._outside, enrolled, exited)
            )
        else:
            mask = self._mask(key, sex, enrolled, exited)
            if self.by:
                groups = self._groups(values, enrolled, exited)
            if place == MAYBE:
                self._note_days(enrolled, exited)
            self.ungrouped.note(person, key, values)
            doubt = self.doubtful(key)
            if doubt.parts:
                self.reasons.note(key, doubt, record)
        if exited is None and place != NO:
            self.open.setdefault(person, []).append(_Enrolment(row, mask, place, groups))
        else:
            self._add(person, mask, place, groups)

    def _fault(
        self, enrolled: Value, exited: Value, team: Value, starts: Sequence[Value]
    ) -> tuple[Fault, Text] | None:
        """What is wrong with an enrolment in itself."""
        if isinstance(enrolled, date):
            if isinstance(exited, date) and exited < enrolled:
                return Fault.EXIT_BEFORE_ENROLMENT, Text(
                    f"Avslutet {exited} ligger före inskrivningen {enrolled}.",
                    f"The exit {exited} is before the enrolment {enrolled}.",
                )
            for start, (fault, what) in zip(starts, _STARTS, strict=True):
                if isinstance(start, date) and start < enrolled:
                    return fault, Text(
                        f"{what} börjar {start}, före inskrivningen {enrolled}.",
                        f"{what.en} begins {start}, before the enrolment {enrolled}.",
                    )
        if self.teams is not None and isinstance(team, str) and team not in self.teams:
            return Fault.UNKNOWN_TEAM, Text(
                f"Teamet {team[:60]} är okänt.", f"The team {team[:60]} is unknown."
            )
        return None

    def _outside(self, enrolled: Value, exited: Value) -> Text:
        since, until = self.period.since, self.period.until
        if isinstance(enrolled, date) and enrolled > until:
            return Text(f"Inskriven {enrolled}, efter periodens slut {until}.",
                        f"Enrolled {enrolled}, after the period ends {until}.")  # fmt: skip
        return Text(f"Avslutad {exited}, före periodens början {since}.",
                    f"Ended {exited}, before the period begins {since}.")  # fmt: skip

    def _mask(self, key: int, sex: Value, enrolled: Value, exited: Value) -> int:
        masks = self.masks
        slots = masks.of_key(key)
        mask = slots | masks.of_sex(sex)
        if self.survey.monthly:
            mask |= masks.of_months(slots, *self.period.spans(enrolled, exited))  # type: ignore[arg-type]
        return mask

    def _groups(
        self, values: Sequence[Value], enrolled: Value, exited: Value
    ) -> tuple[tuple[str, str, bool], ...]:
        """The groups that an enrolment belongs to: the fact, the group, and whether that is in doubt."""
        found = [(fact, self._label(values[at]), False) for fact, at in self.by if at is not None]
        if (MONTH, None) in self.by:
            sure, may = self.period.spans(enrolled, exited)  # type: ignore[arg-type]
            found += [
                (MONTH, self.period.month_name(at), not sure[0] <= at <= sure[1])
                for at in range(may[0], may[1] + 1)
            ]
        return tuple(found)

    def _label(self, value: Value) -> str:
        try:
            return self._labels[value]
        except KeyError:
            self._labels[value] = group_name(value)
            return self._labels[value]

    def _add(
        self, person: PersonId, mask: int, place: int, groups: tuple[tuple[str, str, bool], ...]
    ) -> None:
        people = self.found.people
        if place == NO:
            people.sure.setdefault(person, 0)
            return
        people.add(person, mask, place == MAYBE)
        for fact, group, in_doubt in groups:
            of_fact = self.found.groups.setdefault(fact, {})
            if group not in of_fact:
                of_fact[group] = People()
            of_fact[group].add(person, mask, in_doubt or place == MAYBE)

    def _take_open(self) -> None:
        """Count the open enrolments of those who have one; several at once contradict each other."""
        for person, held in self.open.items():
            if len(held) == 1:
                _, mask, place, groups = held[0]
                self._add(person, mask, place, groups)
                continue
            message = partial(_several_open, [each.row for each in held])
            for each in held:
                self._leave_out(each.row, person, Fault.TWO_OPEN, message)

    def _leave_out(
        self, row: int, person: PersonId | None, fault: Fault, message: Callable[[], Text]
    ) -> None:
        self.found.left_out.add(row, person, fault, message)

    def _note_days(self, enrolled: Value, exited: Value) -> None:
        """Count a day that keeps it from being known whether an enrolment lies in the period."""
        missing = self.found.missing
        for name, day in (("enrolled_on", enrolled), ("exited_on", exited)):
            if isinstance(day, Unknown):
                missing["", name] = missing.get(("", name), 0) + 1

    def doubtful(self, key: int) -> Doubt:
        """The measures in which an enrolment's part is in doubt, and the conditions that it hangs on."""
        found = self._in_doubt.get(key)
        if found is None:
            person = Profile(self.masks.of_key(key))
            found = self.reasons.doubt([
                (each.measure.id, self._open(each.measure.id, key))
                for each in self.measured if len(each.states(person)) > 1
            ])  # fmt: skip
            if len(self._in_doubt) < _MOST_KEPT:
                self._in_doubt[key] = found
        return found

    def _open(self, measure: str, key: int) -> tuple[int, ...]:
        """The places of the conditions of a measure that are unknown."""
        used = self.survey.slots[measure]
        slots = dict.fromkeys(each for each in (used.among, used.condition, used.than) if each)
        return tuple(each - 1 for each in slots if not key >> 2 * (each - 1) & 3)


_NOBODY = Text("Personbeteckning saknas.", "There is no person identifier.")
_STARTS = (
    (Fault.WORK_BEFORE_ENROLMENT, Text("Arbetet", "The work")),
    (Fault.STUDIES_BEFORE_ENROLMENT, Text("Studierna", "The studies")),
)


def _several_open(rows: Sequence[int]) -> Text:
    shown = ", ".join(map(str, rows[:10]))
    return Text(f"Personen har flera pågående inskrivningar: rad {shown}.",
                f"The person has several open enrolments: rows {shown}.")  # fmt: skip


def group_name(value: Value) -> str:
    """What a group is called: a value as text, a day's month, ``none`` or ``unknown``.

    A text that says one of those stands in quotation marks, so that no two groups are called the same.
    """
    match value:
        case Unknown():
            return UNKNOWN_GROUP
        case None:
            return NO_GROUP
        case bool():
            return "true" if value else "false"
        case date():
            return f"{value:%Y-%m}"
        case str() if value in (UNKNOWN_GROUP, NO_GROUP) or value.startswith('"'):
            return f'"{value}"'
        case _:
            return str(value)


def _person_in(record: object) -> PersonId | None:
    found = record.get("person_id") if isinstance(record, Mapping) else None
    return found if isinstance(found, str | int) else None
