"""What a key or a block looks like when it is right, for those who lack one."""

from __future__ import annotations

from dataclasses import dataclass

from kraftrules.diagnostics import Code
from kraftrules.text import Text


@dataclass(frozen=True, slots=True)
class Misfit:
    """What is wrong, before its place is known."""

    code: Code
    message: Text
    hint: Text


def missing_key(key: str, block: str = "") -> Misfit:
    """What to say of a key that is missing in an entry of a block: ``facts``, ``duties``, …"""
    message = Text(f"Nyckeln {key} saknas.", f"The key {key} is missing.")
    example = _OF_BLOCKS.get(block, {}).get(key) or _EXAMPLES.get(key, Text("…"))
    return Misfit(Code.MISSING_KEY, message, Text(f"Lägg till {key}: {example}", f"Add {key}: {example['en']}"))  # fmt: skip


_EXAMPLES = {
    "id": Text("och ett namn, till exempel resident_in_malmo", "and a name, for example resident_in_malmo"),
    "label": Text("{sv: Folkbokförd i Malmö, en: Registered as living in Malmö}"),
    "sv": Text("och texten på svenska", "and the text in Swedish"),
    "in_force": Text("{from: 2024-01-01, to: 2024-12-31}"),
    "from": Text("2024-01-01"),
    "ruleset": Text("och ett namn, till exempel malmokraften", "and a name, for example malmokraften"),
    "edition": Text('"1.0"'),
    "title": Text("{sv: Malmökraften, en: Malmökraften}"),
    "points": Text("1"),
    "seats": Text("35, eller hur många platser som finns", "35, or however many seats there are"),
    "order": Text("descending (störst först) eller ascending", "descending (largest first) or ascending"),
    "by": Text("months_without_work"),
    "value": Text("och ett villkor", "and a condition"),
    "target_group": Text("med all: och en lista av kriterier under", "with all: and a list of criteria below"),
    "of": Text("och en lista av kriterier", "and a list of criteria"),
    "at_least": Text("2, eller så många som krävs", "2, or as many as are required"),
    "values": Text("{own: {sv: eget, en: own}, rented: {sv: hyrt, en: rented}}"),
    "items": Text("{started_on: date, ended_on: date}"),
    "document": Text("metodmanual-2024"),
    "section": Text("och avsnittet i dokumentet", "and the section of the document"),
    "publisher": Text("och vem som ger ut dokumentet", "and who publishes the document"),
    "date": Text('"2024-08-23"'),
    "when": Text("och ett villkor, till exempel age > 30", "and a condition, for example age > 30"),
    "type": Text("date"),
    "done": Text("och det som gör skyldigheten gjord, till exempel first_joint_plan_on",
                 "and what fulfils it, for example first_joint_plan_on"),
    "reason": Text("och varför målet inte kan räknas", "and why the goal cannot be counted"),
}  # fmt: skip


_OF_BLOCKS = {
    "facts": {
        "id": Text("och ett namn, till exempel months_without_work", "and a name, for example months_without_work"),
        "label": Text("{sv: tid utan arbete, en: time without work}"),
    },
    "duties": {
        "id": Text("och ett namn, till exempel first_joint_plan", "and a name, for example first_joint_plan"),
        "label": Text("{sv: En första gemensam plan, en: A first joint plan}"),
        "when": Text("och ett villkor, till exempel enrolled_on != null", "and a condition, for example enrolled_on != null"),
    },
}  # fmt: skip


CRITERION = Text("- {id: …, label: …, when: …}")


BLOCKS = {
    "source": Text("source: {document: metodmanual-2024, section: Målgruppsdefinitioner}"),
    "in_force": Text("in_force: {from: 2025-01-01, to: 2026-12-31}"),
    "target_group": Text("all: under target_group:, och kriterierna som en lista under det",
                         "all: below target_group:, and the criteria as a list below it"),
    "priority": Text("factors: och ties: under priority:", "factors: and ties: below priority:"),
    "intake": Text("reservations: under intake:", "reservations: below intake:"),
    "reservations": Text("- {id: …, label: …, when: …, share: 50%}"),
    "streams": Text("- {id: …, label: …, when: …, seats: 35}"),
    "values": Text("values: {own: {sv: eget, en: own}, rented: {sv: hyrt, en: rented}}"),
    "items": Text("items: {started_on: date, ended_on: date}"),
    "definitions": Text("- {id: …, value: …}"),
    "factors": Text("- {id: …, label: …, when: …, points: 1}"),
    "facts": Text("- {id: …, label: …, type: …}"),
    "duties": Text("- {id: …, label: …, when: …, due: …, done: …}"),
    "results": Text("outcomes: och measures: under results:", "outcomes: and measures: below results:"),
    "outcomes": Text("- {id: work, label: …, when: employment_started_on != null}"),
    "measures": Text("- {id: …, label: …, share: work, target: {at_least: 45%}}"),
    "not_measurable": Text("- {id: …, label: …, reason: …}"),
    "target": Text("target: {at_least: 45%}"),
    "sources": Text("- {id: …, title: …, publisher: …, date: …}"),
    "": Text("ruleset: och de andra nycklarna längst till vänster, en på varje rad",
             "ruleset: and the other keys at the far left, one on each line"),
}  # fmt: skip
