"""What is known of a person, as the bits of one number, so that a person's enrolments are joined by ``|``.

Two bits a slot of the survey: the lower says that some enrolment surely has it, the upper that some
enrolment may. After the slots come a bit for each sex and, for each monthly average, two bits a month.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kraftrules.results.period import NO, YES, Period, Span
from kraftrules.results.survey import Survey
from kraftrules.values import Value

_MOST_KEPT = 200_000


@dataclass(frozen=True, slots=True)
class Profile:
    """One person: the bits of the enrolments that surely count, and of each that may or may not.

    *belongs* is whether the person surely belongs to the group that is counted.
    """

    sure: int
    maybe: tuple[int, ...] = ()
    belongs: bool = True

    def ways(self, seen: int) -> Iterator[int | None]:
        """What may turn out to be known of the person, as far as the bits *seen* tell it.

        None is that they are not in the group. Each way comes once: of however many enrolments in
        doubt, a few bits can only be joined in a few ways.
        """
        if not self.belongs:
            yield None
        found = {self.sure & seen}
        for each in {mask & seen for mask in self.maybe}:
            found |= {mask | each for mask in found}
        yield from found


def profile(sure: int, maybe: Sequence[int], belongs: bool = True) -> Profile:
    """A person's profile; enrolments in doubt that are alike are taken as one."""
    return Profile(sure, tuple(sorted(set(maybe))), belongs)


def verdict(mask: int, slot: int) -> int:
    """Whether a slot's condition holds for a person: yes, maybe or no."""
    bits = mask >> 2 * slot & 3
    return YES if bits & 1 else bits >> 1


@dataclass(slots=True)
class Masks:
    """Makes the bits of an enrolment from the verdicts of its conditions."""

    survey: Survey
    period: Period
    sexes: tuple[str, ...] = ()
    _slots: dict[int, int] = field(default_factory=dict)
    _months: dict[tuple[int, Span, Span], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sex = self.survey.facts.get("sex")
        self.sexes = tuple((sex.values or ()) if sex else ())

    @property
    def width(self) -> int:
        """How many slots there are."""
        return len(self.survey.reading.conditions) + 1

    @property
    def sex_bit(self) -> int:
        """The first bit of those that say a person's sex."""
        return 2 * self.width

    def month_bit(self, measure: int) -> int:
        """The first bit of a monthly average, by its place among them."""
        return self.sex_bit + len(self.sexes) + 2 * self.period.months * measure

    def of_key(self, key: int) -> int:
        """The slots' bits for the verdicts of an enrolment, two bits each: 1 met, 2 not, 0 unknown."""
        found = self._slots.get(key)
        if found is None:
            found = 0b11
            for at in range(1, self.width):
                bits = key >> 2 * (at - 1) & 3
                found |= (0b11 if bits == 1 else 0b10 if bits == 0 else 0) << 2 * at
            if len(self._slots) < _MOST_KEPT:
                self._slots[key] = found
        return found

    def of_sex(self, sex: Value) -> int:
        """The bit of a stated sex; none where it is unknown."""
        return 1 << self.sex_bit + self.sexes.index(sex) if isinstance(sex, str) else 0

    def of_months(self, slots: int, sure: Span, may: Span) -> int:
        """The months' bits of an enrolment with these slots that lies in these months."""
        found = self._months.get((slots, sure, may))
        if found is None:
            found = 0
            for at, name in enumerate(self.survey.monthly):
                holds = verdict(slots, self.survey.slots[name].condition)
                if holds != NO:
                    bits = _run(may, 0b10) | (_run(sure, 0b11) if holds == YES else 0)
                    found |= bits << self.month_bit(at)
            if len(self._months) < _MOST_KEPT:
                self._months[slots, sure, may] = found
        return found

    def sex(self, mask: int) -> str | None:
        """The sex that a person's enrolments state; None where none does, or they differ."""
        bits = mask >> self.sex_bit & ((1 << len(self.sexes)) - 1)
        if bits == 0 or bits & (bits - 1):
            return None
        return self.sexes[bits.bit_length() - 1]

    def months(self, mask: int, measure: int) -> tuple[int, int]:
        """In how many months a person surely is counted, and in how many at most."""
        bits = mask >> self.month_bit(measure) & ((1 << 2 * self.period.months) - 1)
        lower = _run((0, self.period.months - 1), 0b01)
        return (bits & lower).bit_count(), (bits >> 1 & lower).bit_count()


def _run(span: Span, bits: int) -> int:
    """The same two bits for each month of a span."""
    first, last = span
    if last < first:
        return 0
    length = last - first + 1
    return bits * (((1 << 2 * length) - 1) // 3) << 2 * first
