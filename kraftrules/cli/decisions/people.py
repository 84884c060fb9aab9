"""The people of a table: who each row is about, and what is decided about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kraftrules.api import Ruleset
from kraftrules.cli.tables.table import PERSON_ID, Row, Table
from kraftrules.decision import Decision
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.refusal import allowed
from kraftrules.text import Text


@dataclass(frozen=True, slots=True)
class Person:
    """A row with the id that it is known by; *numbered* where that is the row's number."""

    id: str | int
    row: Row
    numbered: bool = False
    problems: tuple[FactProblem, ...] = ()


def people(table: Table) -> Iterator[Person]:
    """Everyone in a table."""
    return (person_of(table, row) for row in table.rows())


def person_of(table: Table, row: Row) -> Person:
    """Who a row is about; where the table has no ids, known by the row's number in the file."""
    found = row.values.get(PERSON_ID)
    if isinstance(found, str | int):
        return Person(found, row, problems=row.problems)
    if PERSON_ID not in table.columns:
        return Person(row.number, row, numbered=True, problems=row.problems)
    wrong = any(each.fact == PERSON_ID for each in row.problems)
    problems = row.problems if wrong else (*row.problems, _no_id(table))
    return Person(row.number, row, numbered=True, problems=problems)


def without_id(table: Table, person: Person) -> tuple[FactProblem, ...]:
    """What is wrong with a person known only by the row's number, where that does not do."""
    if not person.numbered:
        return ()
    return person.problems or (_no_id(table),)


def decide_person(ruleset: Ruleset, person: Person, on: date) -> Decision | tuple[FactProblem, ...]:
    """The decision, or everything that keeps the person from being decided about."""
    if person.problems:
        return person.problems
    values = person.row.values
    try:
        return ruleset.decide(
            {fact.id: values[fact.id] for fact in ruleset.facts if fact.id in values}, on
        )
    except FactError as error:  # a fact that is worked out from others came out of its bounds
        return error.problems


def _no_id(table: Table) -> FactProblem:
    return FactProblem(PERSON_ID, Text("tom", "empty"), allowed(table.facts[PERSON_ID]))
