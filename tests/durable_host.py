"""A process of its own for durable_rules, so that no hang or crash there can stop the tests.

``python tests/durable_host.py hostile`` decides by rulesets and about people that try to break it,
and compares with the definition; ``python tests/durable_host.py soak`` says how much memory 3 000
decisions took beyond what the first thousand did. Both are run by test_durable.py.
"""

import sys
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

from strategies import (
    DEEPEST_CONDITIONS,
    FACTS,
    Person,
    load_text,
    ruleset_text,
    write,
    wrong_values,
)

from kraftrules import UNKNOWN, FactError, Ruleset, load
from kraftrules.engines.durable_network import LARGEST, MOST_COMPARED, MOST_LISTED, MOST_USES
from kraftrules.feel.nodes import Literal, Name, Operation
from kraftrules.feel.operators import OPERATORS
from kraftrules.refusal import LONGEST_STRING

ON = date(2024, 1, 31)
STRINGS = (
    "", "a", "ab", "'", '"', "\\", '\\"', "a\\", 'a"', "a\n", "\x00", "\x1f", "}", "{", '{"s0":true}',
    '","s0":true,"k0":1,"x":"', "%s%n%d", "$all", "m0$not", "null", "true ", "é", "é", "😀", "\u2028",
    "\x7f", "x" * LONGEST_STRING, "😀" * LONGEST_STRING, "\\" * LONGEST_STRING,
)  # fmt: skip
WRITABLE = tuple(each for each in STRINGS if each.isprintable())  # in a ruleset
NUMBERS = (0, 1, -1, *(sign * (LARGEST + step) for sign in (1, -1) for step in (-1, 0, 1)),
           2**53 + 1, 2**63 - 1, -(2**63))  # fmt: skip
NAMES = ("sid", "id", "s0", "k0", "c0", "b", "m0", "all", "any", "run", "dist", "pri", "count_of")
Case = tuple[Ruleset, list[Person]]


def rules(*conditions: object, group: str = "any", **blocks: object) -> Ruleset:
    leaves = [{"id": f"r{at}", "label": "r", "when": each} for at, each in enumerate(conditions)]
    return load_text(ruleset_text(target_group={group: leaves}, **blocks))


def compare(name: str, operator: str, *values: object) -> str:
    return write(Operation(operator, (Name(name), *map(Literal, values))))  # type: ignore[arg-type]


def hostile() -> Iterator[Case]:
    towns = [compare("maybe_town", operator, each) for each in WRITABLE for operator in ("=", "!=")]
    towns.append(compare("maybe_town", "in", *WRITABLE[:MOST_LISTED]))
    towns.append(compare("maybe_town", "in", *WRITABLE))
    everyone: list[Person] = [{"maybe_town": each} for each in (*STRINGS, None, UNKNOWN)]
    for at in range(0, len(towns), MOST_COMPARED - 1):
        yield rules(*towns[at : at + MOST_COMPARED - 1]), everyone
    yield rules(*towns), everyone
    wholes = [compare("whole", each, n) for each in ("<", ">=", "=") for n in NUMBERS if n >= 0]
    yield rules(*wholes), [{"whole": each} for each in NUMBERS]
    yield names()
    yield from comparisons()
    yield from many()
    yield from groups()
    people: list[Person] = [{"flag": each} for each in (True, False, UNKNOWN)]
    yield from ((rules(write(node)), people) for node in DEEPEST_CONDITIONS.values())
    yield rules(*["flag"] * (2 * MOST_USES + 10)), people
    yield (
        rules(*["flag"] * 300, group="all"),
        [*people, *({"flag": each} for fact in FACTS.values() for each in wrong_values(fact))],
    )


def comparisons() -> Iterator[Case]:
    """Every comparison of a fact with values written out, few enough in one ruleset to be told."""
    for name in ("small", "maybe_small"):
        people: list[Person] = [{name: each} for each in (UNKNOWN, None, 1, 2, 3, 4, 5)]
        compared = [
            operator.template.format(name, "2", "4", **{"*": "2, 4, 2"})
            for operator in OPERATORS.values()
            if operator.precedence == 4
        ]
        yield rules(*compared, "maybe_small = null", "maybe_small != null"), people


def many() -> Iterator[Case]:
    """One value that matches more patterns than a message may, and than one rule can hold."""
    people: list[Person] = [{"whole": each} for each in (-1, 0, 1, 19, 20, 30, 100, UNKNOWN)]
    yield rules(*(f"whole < {n}" for n in range(100))), people
    for together in (2, 8, 9, 18, 19):
        conditions = [f"whole > {n}" for n in range(together - 1)] + ["whole < 30"]
        yield rules(*conditions, group="all"), people
        yield rules(" and ".join(conditions), " or ".join(conditions)), people


def names() -> Case:
    """Facts with names that durable_rules has for itself, or that are given to it here."""
    facts = [{"id": each, "type": "boolean", "label": each} for each in NAMES]
    person: Person = {each: at % 2 == 0 for at, each in enumerate(NAMES)}
    return rules(*NAMES, f"{NAMES[0]} and {NAMES[1]}", facts=facts), [person, {"sid": True}]


def groups() -> Iterator[Case]:
    """So many of so many, the same member twice too."""
    flags = ("flag", "other_flag", "maybe_flag = true", "not(flag)", "true", "false")
    people = [
        dict(zip(("flag", "other_flag", "maybe_flag"), each, strict=True))
        for each in product((True, False, UNKNOWN), (True, False), (True, None, UNKNOWN))
    ]
    for many, need in ((1, 1), (3, 2), (6, 2), (6, 5), (12, 6), (12, 12)):
        members = [
            {"id": f"r{at}", "label": "r", "when": flags[at % len(flags)]} for at in range(many)
        ]
        yield load_text(ruleset_text(target_group={"at_least": need, "of": members})), people


def outcome(ruleset: Ruleset, person: Person, engine: str) -> object:
    try:
        decision = ruleset.decide(person, ON, engine=engine)
    except FactError as error:
        return error.problems
    return decision.outcome, decision.verdicts


def run_hostile() -> int:
    count = 0
    for ruleset, people in hostile():
        for person in people:
            found = outcome(ruleset, person, "durable")
            assert found == outcome(ruleset, person, "reference"), (person, ruleset.plan.conditions)
            count += 1
        assert len(ruleset._engine("durable").rules.free) == 500  # type: ignore[attr-defined]
    return count


def run_soak() -> int:
    """How many kilobytes the process grew."""
    ruleset = load("malmokraften@2.0")
    person: Person = {"age": 42, "municipality": "Malmö", "in_krami": False, "starts_work_on": None}
    sizes = []
    for _ in range(4):
        for at in range(1000):
            ruleset.decide({**person, "months_without_work": at}, ON, engine="durable")
        sizes.append(int(Path("/proc/self/statm").read_text().split()[1]) * 4)
    return max(sizes[1:]) - sizes[0]


if __name__ == "__main__":
    print({"hostile": run_hostile, "soak": run_soak}[sys.argv[1]]())
