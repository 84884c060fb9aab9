"""Registers drawn at random: people as rows of typed columns, and what the definition says of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from kraftrules import FactError, Ruleset
from kraftrules.values import Unknown
from kraftrules.vocabulary import Fact

Person = Mapping[str, object]
TYPES: Mapping[str, Any] = {
    "boolean": pl.Boolean, "integer": pl.Int64, "number": pl.Float64, "string": pl.String,
    "category": pl.String, "date": pl.Date, "identifier": pl.String,
}  # fmt: skip
COLUMNS = ("person_id", "outcome", "not_met", "exclusions", "missing", "points", "points_at_most")


def as_row(facts: Mapping[str, Fact], given: Mapping[str, object]) -> dict[str, object]:
    """A person, or a record, as a row, in which what is unknown is said as a table says it."""
    row: dict[str, object] = {}
    for name, fact in facts.items():
        known = name in given and not isinstance(given[name], Unknown)
        row[name] = _cell(fact, given[name] if known else None)
        if fact.none_allowed:
            row[f"{name}__unknown"] = not known
    return row


def _cell(fact: Fact, given: object) -> object:
    if isinstance(given, list):
        return [as_row(fact.fields, record) for record in given]
    if fact.type == "number" and given is not None:
        return float(given)  # type: ignore[arg-type]
    return str(given) if fact.type == "identifier" and given is not None else given


def dtype(fact: Fact) -> Any:
    return pl.List(pl.Struct(schema(fact.fields))) if fact.type == "list" else TYPES[fact.type]


def schema(facts: Mapping[str, Fact]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, fact in facts.items():
        found[name] = dtype(fact)
        if fact.none_allowed:
            found[f"{name}__unknown"] = pl.Boolean
    return found


def register(facts: Mapping[str, Fact], people: Sequence[Person]) -> pl.DataFrame:
    """A table of people."""
    return pl.DataFrame(
        [as_row(facts, each) for each in people], schema=schema(facts), orient="row"
    )


def as_read(facts: Mapping[str, Fact], person: Person) -> Person:
    """What a table can say of a person: a number as a float."""
    return {
        name: Decimal(repr(float(given)))
        if name in facts
        and facts[name].type == "number"
        and isinstance(given, int | Decimal)
        and not isinstance(given, bool)
        else given
        for name, given in person.items()
    }


def expected(ruleset: Ruleset, person: Person, on: date, number: int) -> dict[str, object] | None:
    """The row that the definition gives; None where it refuses."""
    try:
        decided = ruleset.decide(as_read(ruleset.plan.facts, person), on, engine="reference")
    except FactError:
        return None
    return {
        "person_id": number,
        "outcome": decided.outcome.value,
        "not_met": list(decided.not_met),
        "exclusions": list(decided.exclusions_met),
        "missing": list(decided.missing),
        "points": decided.points,
        "points_at_most": decided.points_at_most,
    }
