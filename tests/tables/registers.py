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


def as_row(facts: Mapping[str, Fact], person: Person) -> dict[str, object]:
    """A person as a row, in which what is unknown is said as a table says it."""
    row: dict[str, object] = {}
    for name, fact in facts.items():
        known = name in person and not isinstance(person[name], Unknown)
        given = person[name] if known else None
        row[name] = _cell(fact, given)
        if fact.none_allowed:
            row[f"{name}__unknown"] = not known
    return row


def _cell(fact: Fact, given: object) -> object:
    if isinstance(given, list):
        return [
            {name: _cell(field, None if isinstance(record.get(name), Unknown) else record.get(name))
             for name, field in fact.fields.items()} for record in given
        ]  # fmt: skip
    if fact.type == "number" and given is not None:
        return float(given)  # type: ignore[arg-type]
    return str(given) if fact.type == "identifier" and given is not None else given


def dtype(fact: Fact) -> Any:
    if fact.type == "list":
        return pl.List(pl.Struct({name: dtype(each) for name, each in fact.fields.items()}))
    return TYPES[fact.type]


def schema(facts: Mapping[str, Fact]) -> dict[str, Any]:
    found = {name: dtype(fact) for name, fact in facts.items()}
    return found | {
        f"{name}__unknown": pl.Boolean for name, fact in facts.items() if fact.none_allowed
    }


def register(facts: Mapping[str, Fact], people: Sequence[Person]) -> pl.DataFrame:
    """A table of people."""
    return pl.DataFrame(
        [as_row(facts, each) for each in people], schema=schema(facts), orient="row"
    )


def as_read(facts: Mapping[str, Fact], person: Person) -> Person:
    """What a table can say of a person: a record's field that may be none is none where it is not known."""
    found = dict(person)
    for name, fact in facts.items():
        given = person.get(name)
        if isinstance(given, list):
            nones = {key for key, field in fact.fields.items() if field.none_allowed}
            found[name] = [
                {
                    **record,
                    **{
                        key: None
                        for key in nones
                        if isinstance(record.get(key, Unknown()), Unknown)
                    },
                }
                for record in given
            ]
        if (
            fact.type == "number"
            and isinstance(given, int | Decimal)
            and not isinstance(given, bool)
        ):
            found[name] = Decimal(repr(float(given)))
    return found


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
