"""The engines, made-up people, the check that an engine answers rightly, and the clock."""

import runpy
from pathlib import Path
from time import perf_counter
from typing import Any

from person.by_hand import by_hand, hand_written, whole_years
from person.cel import with_cel
from person.datalogic import with_datalogic, with_datalogic_parsed
from person.durable_rules import with_durable
from person.engine import FACTS, ON, Engine, Facts
from person.opa import with_opa
from person.ours import with_kraftrules
from person.rule_engine_expression import with_rule_engine
from person.zen_engine import with_zen_expression, with_zen_table

ADAPTERS = {
    "written by hand": hand_written,
    "kraftrules": with_kraftrules,
    "zen-engine, expression": with_zen_expression,
    "zen-engine, decision table": with_zen_table,
    "datalogic-py, dict": with_datalogic,
    "datalogic-py, parsed": with_datalogic_parsed,
    "rule-engine": with_rule_engine,
    "cel-python": with_cel,
    "OPA": with_opa,
    "durable_rules": with_durable,
}


def engines() -> tuple[list[Engine], dict[str, str]]:
    """Give the engines that are installed, and why each of the others is not."""
    found, absent = [], {}
    for name, adapter in ADAPTERS.items():
        try:
            found.append(adapter())
        except ImportError as error:
            absent[name] = f"not installed: {error}"
    return found, absent


def people(number: int) -> list[Facts]:
    """Make people up, with age as a fact of its own, and only the facts that the rules read."""
    script = Path(__file__).parents[2] / "examples" / "make_people.py"
    return [typed(person) for person in runpy.run_path(str(script))["make_people"](number, 1, ON)]


def typed(person: Facts) -> Facts:
    """Turn the birth date into an age, for the peers that cannot."""
    facts = {fact: person[fact] for fact in FACTS if fact in person}
    if "birth_date" in person:
        facts["age"] = whole_years(person["birth_date"], ON)
    return facts


def check(engine: Engine, population: list[Facts]) -> None:
    """Stop unless the engine gives everyone the same answer as the one by hand."""
    for facts in population:
        outcome, not_met, met = engine.decide(engine.prepare(facts))
        answer = (str(outcome), list(not_met), list(met))
        if answer != (wanted := by_hand(facts, ON)):
            raise AssertionError(f"{engine.name}: {answer}, by hand {wanted}, for {facts}")


def time(engine: Engine, prepared: list[Any]) -> float:
    """Time one decision each for people, in microseconds a decision."""
    decide = engine.decide
    start = perf_counter()
    for facts in prepared:
        decide(facts)
    return (perf_counter() - start) / len(prepared) * 1e6
