"""The people of a table as candidates of an intake; each person once, and each with a lasting id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kraftrules.api import Ruleset
from kraftrules.cli.people import Person, people, without_id
from kraftrules.cli.progress import tracked
from kraftrules.cli.refused import MOST_SHOWN, Refused
from kraftrules.cli.seats import Terms
from kraftrules.cli.table_columns import may_be_columns
from kraftrules.cli.tables import PERSON_ID, Table
from kraftrules.cli.terminal import Stop, Terminal, at_fault
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.intake.candidates import Candidates
from kraftrules.intake.reader import Gathering
from kraftrules.text import Text, listed


@dataclass(slots=True)
class Applicants:
    """Everyone who could be assessed, by each ruleset that the intake is held by, and the rows
    that could not; *wanted* are the problems of the person that the command asks about."""

    candidates: tuple[Candidates, ...]
    refused: Refused = field(default_factory=Refused)
    wanted: Sequence[FactProblem] = ()


class _Seen:
    """Which rows each person stands on."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[int, type]] = {}
        self._repeated: dict[str, list[tuple[int, type]]] = {}

    def see(self, person: Person) -> None:
        """Note a row."""
        here = person.row.number, type(person.id)
        first = self._first.setdefault(str(person.id), here)
        if first != here:
            self._repeated.setdefault(str(person.id), [first]).append(here)

    def stop_if_repeated(self, table: Table) -> None:
        """Stop the command where somebody stands on several rows; rows are named, and not people."""
        if not self._repeated:
            return
        lines = [Text(
            f"{table.path}: samma person står på flera rader, och i en antagning kan var och en stå en gång.",
            f"{table.path}: the same person stands on several rows, and in an intake each can stand once.",
        )]  # fmt: skip
        found = list(self._repeated.values())
        lines += map(_rows, found[:MOST_SHOWN])
        if len(found) > MOST_SHOWN:
            rest = len(found) - MOST_SHOWN
            lines.append(Text(f"  … och {rest} till.", f"  … and {rest} more."))
        raise at_fault("\n".join(lines), "\n".join(each.en for each in lines))


def _rows(found: Sequence[tuple[int, type]]) -> Text:
    numbers = [str(row) for row, _ in found]
    mixed = len({kind for _, kind in found}) > 1
    sv, en = (" (som tal och som text)", " (as a number and as a text)") if mixed else ("", "")
    return Text(f"  rad {listed(numbers)}{sv}", f"  rows {listed(numbers, 'and')}{en}")


def read_applicants(
    table: Table, rulesets: Sequence[Ruleset], terms: Terms, terminal: Terminal, wanted: str | None
) -> Applicants:
    """Everyone in a table, decided about by each ruleset; in columns, where nothing is wrong."""
    _stop_without_ids(table)
    if may_be_columns(table):
        from kraftrules.cli import applicants_table  # noqa: PLC0415 - Polars is there, as asked

        deciding = terminal.say("Prövar", "Deciding")
        found = applicants_table.candidates_of(table, rulesets, terms.on, deciding)
        if found is not None:
            return Applicants(found)
    return _row_by_row(table, rulesets, terms, terminal, wanted)


def _row_by_row(
    table: Table, rulesets: Sequence[Ruleset], terms: Terms, terminal: Terminal, wanted: str | None
) -> Applicants:
    found, seen = Applicants(()), _Seen()
    gathered = [each.office.gathering() for each in rulesets]
    for person in tracked(people(table), table.meter, terminal.say("Prövar", "Deciding")):
        problems: Sequence[FactProblem] = without_id(table, person)
        if not problems:
            seen.see(person)
            problems = _add(gathered, person, rulesets, terms)
        if problems:
            found.refused.add(person.row.number, problems)
            if str(person.id) == wanted and not person.numbered:
                found.wanted = problems
    if found.refused.count and PERSON_ID not in table.columns:
        raise _no_ids(table)
    seen.stop_if_repeated(table)
    found.candidates = tuple(each.candidates() for each in gathered)
    return found


def _add(
    gathered: Sequence[Gathering], person: Person, rulesets: Sequence[Ruleset], terms: Terms
) -> Sequence[FactProblem]:
    """Add a person by every ruleset, or by none; gives what keeps the person from it."""
    if person.problems:
        return person.problems
    try:
        decided = [
            each.office.consider(person.row.values, terms.on, ignore_extra=True)
            for each in rulesets
        ]
    except FactError as error:  # a fact that is worked out from others came out of its bounds
        return error.problems
    for gathering, each in zip(gathered, decided, strict=True):
        gathering.add(each)
    return ()


def _stop_without_ids(table: Table) -> None:
    if table.raw.columns is not None and PERSON_ID not in table.raw.columns:
        raise _no_ids(table)


def _no_ids(table: Table) -> Stop:
    """What to say of a table that nobody can be drawn from."""
    return at_fault(
        f"{table.path}: kolumnen {PERSON_ID} saknas. Radernas nummer kan ändras, så den som ska kunna få en "
        "plats behöver en beteckning som står fast.",
        f"{table.path}: the column {PERSON_ID} is missing. The numbers of rows can change, so whoever is to "
        "have a seat needs an id that lasts.",
    )
