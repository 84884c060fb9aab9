"""Persons, each with the bits of the enrolments joined so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kraftrules.results.masks import Profile, profile

PersonId = str | int


@dataclass(slots=True)
class People:
    """Persons with the bits of their enrolments; those of enrolments in doubt stand apart."""

    sure: dict[PersonId, int] = field(default_factory=dict)
    maybe: dict[PersonId, list[int]] = field(default_factory=dict)

    def add(self, person: PersonId, mask: int, in_doubt: bool) -> None:
        """Join an enrolment to what is known of a person."""
        if in_doubt:
            self.maybe.setdefault(person, []).append(mask)
            self.sure.setdefault(person, 0)
        else:
            self.sure[person] = self.sure.get(person, 0) | mask

    def profile(self, person: PersonId, belongs: bool = True) -> Profile:
        """What is known of one person."""
        return profile(self.sure.get(person, 0), self.maybe.get(person, ()), belongs)

    def profiles(self) -> Counter[Profile]:
        """How many persons have each profile."""
        masks = Counter(self.sure.values())
        for person in self.maybe:
            masks[self.sure[person]] -= 1
        found = Counter({Profile(mask): count for mask, count in masks.items() if count})
        found.update(self.profile(person) for person in self.maybe)
        return found
