"""Persons, each with the bits of the enrolments joined so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kraftrules.refusal import shown
from kraftrules.results.masks import Profile, profile
from kraftrules.results.rows import Fault
from kraftrules.text import Text

PersonId = str | int


@dataclass(frozen=True, slots=True)
class Joined:
    """Persons whose bits lie in columns: how many have the same, and how to find those of one."""

    alike: Mapping[int, int] = field(default_factory=dict)
    find: Callable[[PersonId], int | None] = lambda _: None


@dataclass(slots=True)
class People:
    """Persons with the bits of their enrolments; those of enrolments in doubt stand apart.

    Nobody is both among the *joined* and the others.
    """

    sure: dict[PersonId, int] = field(default_factory=dict)
    maybe: dict[PersonId, list[int]] = field(default_factory=dict)
    joined: Joined = field(default_factory=Joined)

    def __len__(self) -> int:
        return len(self.sure) + sum(self.joined.alike.values())

    def __contains__(self, person: PersonId) -> bool:
        return person in self.sure or self.joined.find(person) is not None

    def add(self, person: PersonId, mask: int, in_doubt: bool) -> None:
        """Join an enrolment to what is known of a person."""
        if in_doubt:
            self.maybe.setdefault(person, []).append(mask)
            self.sure.setdefault(person, 0)
        else:
            self.sure[person] = self.sure.get(person, 0) | mask

    def profile(self, person: PersonId, belongs: bool = True) -> Profile:
        """What is known of one person."""
        if person not in self.sure:
            return Profile(self.joined.find(person) or 0, (), belongs)
        return profile(self.sure[person], self.maybe.get(person, ()), belongs)

    def profiles(self) -> Counter[Profile]:
        """How many persons have each profile."""
        masks = Counter(self.sure.values())
        for person in self.maybe:
            masks[self.sure[person]] -= 1
        found = Counter({Profile(mask): count for mask, count in masks.items() if count})
        found.update(self.profile(person) for person in self.maybe)
        found.update({Profile(mask): count for mask, count in self.joined.alike.items()})
        return found


def same_form(person: PersonId) -> str:
    """What two identifiers have in common that people read as one: 1, ``"1"`` and ``" 1"``."""
    return str(person).strip()


@dataclass(slots=True)
class Written:
    """How each person's identifier was written at first, and on which row."""

    _alike: set[PersonId] = field(default_factory=set)
    _first: dict[str, tuple[PersonId, int]] = field(default_factory=dict)

    def differs(self, person: PersonId, row: int) -> tuple[Fault, Text] | None:
        """What is wrong with an identifier that reads as an earlier one but is another."""
        if person in self._alike:
            return None
        first, at = self._first.setdefault(same_form(person), (person, row))
        if first == person:
            self._alike.add(person)
            return None
        return Fault.WRITTEN_DIFFERENTLY, Text(
            f"Personen står som {shown(person)} här men som {shown(first)} på rad {at}.",
            f"The person is {shown(person)} here but {shown(first)} on row {at}.",
        )
