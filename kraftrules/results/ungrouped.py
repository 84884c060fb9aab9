"""The enrolments that a balance cannot put in any group, for want of the fact that it groups by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kraftrules.results.masks import Masks, Profile
from kraftrules.results.people import People, PersonId
from kraftrules.results.states import Measured
from kraftrules.results.survey import MONTH
from kraftrules.values import Unknown, Value

_Lack = tuple[str, str]  # a measure and its fact


@dataclass(slots=True)
class Ungrouped:
    """Counts enrolments that may be counted in a balance and whose group is unknown."""

    masks: Masks
    balances: Sequence[tuple[Measured, str, int]]
    _found: dict[PersonId, Counter[_Lack]] = field(default_factory=dict)

    @classmethod
    def of(cls, masks: Masks, measured: Sequence[Measured]) -> Ungrouped:
        """For the balances among the measures."""
        wanted = masks.survey.reading.wanted
        return cls(masks, [
            (each, each.measure.by, wanted.index(each.measure.by))
            for each in measured if each.measure.kind == "balance" and each.measure.by != MONTH
        ])  # fmt: skip

    def note(self, person: PersonId, key: int, values: Sequence[Value]) -> None:
        """Count an enrolment, where its group is unknown."""
        for measured, fact, at in self.balances:
            if isinstance(values[at], Unknown):
                states = measured.states(Profile(self.masks.of_key(key)))
                if any(top for top, _ in states):
                    self._found.setdefault(person, Counter())[measured.measure.id, fact] += 1

    def counted(self, people: People) -> Mapping[_Lack, int]:
        """How many enrolments each balance lacks its fact in; a person's sex may stand in another."""
        total: Counter[_Lack] = Counter()
        for person, lacks in self._found.items():
            if person in people.sure:
                known = self._has_sex(people, person)
                total.update(
                    {each: n for each, n in lacks.items() if not (known and each[1] == "sex")}
                )
        return total

    def _has_sex(self, people: People, person: PersonId) -> bool:
        joined = people.sure[person]
        for mask in people.maybe.get(person, ()):
            joined |= mask
        return self.masks.sex(joined) is not None
