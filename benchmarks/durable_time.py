"""Time the engine ``durable`` beside the others: a decision, and a fact that arrives in an open case.

    python benchmarks/durable_time.py

People are drawn as in durable_soak.py. The engines take turns; shown is the least of ten rounds, in
microseconds of processor time, so that a busy machine changes little.
"""

import argparse
import random
import sys
from collections.abc import Callable
from time import process_time

from durable_soak import ON, draw

import kraftrules
from kraftrules import Ruleset
from kraftrules.engines.durable import DurableEngine

Person = dict[str, object]


def main() -> int:
    """Print microseconds a decision, and a fact."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=50, help="how many (%(default)s)")
    parser.add_argument("--rounds", type=int, default=10, help="how many (%(default)s)")
    given = parser.parse_args()
    print(
        f"{'ruleset':<24}{'python':>9}{'reference':>11}{'durable':>9}{'  a fact, python':>16}{'durable':>9}"
    )
    for name in ("krami@2020", "stockholmskraften@esf", "malmokraften@2.0", "malmokraften@esf"):
        ruleset, drawn = kraftrules.load(name), random.Random(1)
        people = [draw(ruleset.facts, drawn) for _ in range(given.people)]
        ways = [*(deciding(ruleset, each) for each in ("python", "reference", "durable")),
                deciding_again(ruleset), chaining(ruleset)]  # fmt: skip
        least = [
            min(laps)
            for laps in zip(*(round_of(ways, people) for _ in range(given.rounds)), strict=True)
        ]
        print(
            f"{name:<24}{least[0]:9.1f}{least[1]:11.1f}{least[2]:9.1f}{least[3]:16.1f}{least[4]:9.1f}"
        )
    return 0


def round_of(ways: list[Callable[[Person], int]], people: list[Person]) -> list[float]:
    """Microseconds for each thing done, each of the ways."""
    found = []
    for way in ways:
        began = process_time()
        done = sum(way(person) for person in people)
        found.append((process_time() - began) / done * 1e6)
    return found


def deciding(ruleset: Ruleset, engine: str) -> Callable[[Person], int]:
    """Decide once."""

    def decide(person: Person) -> int:
        ruleset.decide(person, ON, engine=engine)
        return 1

    return decide


def deciding_again(ruleset: Ruleset) -> Callable[[Person], int]:
    """Decide again by the default engine after each fact that comes."""

    def follow(person: Person) -> int:
        known: Person = {}
        for name, value in person.items():
            known[name] = value
            ruleset.decide(known, ON)
        return len(person) or 1

    return follow


def chaining(ruleset: Ruleset) -> Callable[[Person], int]:
    """Lead on from each fact that comes, from an empty case on."""
    engine = DurableEngine(ruleset.plan)

    def follow(person: Person) -> int:
        with engine.chain(ON) as chain:
            for name, value in person.items():
                chain.tell(name, value)
        return len(person) or 1

    return follow


if __name__ == "__main__":
    sys.exit(main())
