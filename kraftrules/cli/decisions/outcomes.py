"""What came of a table: the counts, and the rows that there is something to say about."""

from __future__ import annotations

from dataclasses import dataclass, field

from kraftrules.cli.decisions.people import Person
from kraftrules.cli.decisions.summary import Tally
from kraftrules.cli.tables.refused import Refused
from kraftrules.decision import Decision
from kraftrules.diagnostics import FactProblem


@dataclass(slots=True)
class Outcomes:
    """What came of a table: the counts, and the rows that there is something to say about."""

    tally: Tally = field(default_factory=Tally)
    refused: Refused = field(default_factory=Refused)
    first: dict[str, int] = field(default_factory=dict)
    repeated: dict[str, list[int]] = field(default_factory=dict)
    repeated_count: int = 0
    numbered: int = 0
    in_order: bool = True  # whether each id is greater than the one before, from first to last
    first_id: object = None
    last_id: object = None

    def add(self, person: Person, decided: Decision | tuple[FactProblem, ...]) -> None:
        """Count a row."""
        self.numbered += person.numbered and not person.problems
        if not person.numbered:
            self.see(str(person.id), person.row.number)
        if isinstance(decided, Decision):
            self.tally.add(decided, person.row.values.get("sex"))
            return
        self.refused.add(person.row.number, decided)

    def see(self, person_id: str, row: int) -> None:
        """Note which row a person stands on."""
        first = self.first.setdefault(person_id, row)
        if first != row:
            self.repeated_count += person_id not in self.repeated
            self.repeated.setdefault(person_id, [first]).append(row)

    def merge(self, part: Outcomes) -> None:
        """Add what came of a later part."""
        self.tally.add_tally(part.tally)
        self.refused.merge(part.refused)
        self.numbered += part.numbered

    def follows(self, last: object) -> bool:
        """Whether the ids are in order, and greater than the *last* before them."""
        if last is None or self.first_id is None:
            return self.in_order
        same = type(last) is type(self.first_id)
        return self.in_order and same and bool(last < self.first_id)  # type: ignore[operator]
