"""The people of a scenario's table."""

from __future__ import annotations

from kraftrules.bdd.errors import Misfit
from kraftrules.bdd.facts import FactPhrases, Table
from kraftrules.bdd.likeness import no_such_phrase
from kraftrules.text import Text
from kraftrules.values import Value


def read_people(phrases: FactPhrases, table: Table | None) -> list[tuple[str, dict[str, Value]]]:
    """Each person's name, first in the row, and what the other columns say, a fact in each."""
    if not table or len(table) < 2:
        raise Misfit(Text("Steget behöver en tabell: en rad med rubriker och en rad för varje person.",
                          "The step needs a table: a row of headings and a row for each person."))  # fmt: skip
    facts = [(heading, phrases.named(heading)) for heading in table[0][1:]]
    for heading, fact in facts:
        if fact is None:
            raise no_such_phrase(heading, [each.label for each in phrases.facts.values()])
    return [
        (
            row[0],
            {
                fact.id: phrases.value(fact, cell)
                for (_, fact), cell in zip(facts, row[1:], strict=True)
                if fact is not None and cell.strip()
            },
        )
        for row in table[1:]
    ]
