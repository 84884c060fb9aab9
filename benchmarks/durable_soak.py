"""Let the engine ``durable`` decide about a great many people, and watch its memory.

    python benchmarks/durable_soak.py --decisions 200000

Every decision is compared with the reference engine's, which keeps nothing between decisions. Of each
person some facts are unknown, so that true, false and unknown all pass through durable_rules; now
and then a case is followed fact by fact, with a fact taken back. The exit code is 1 where a decision
differs, or where memory has grown by more than a tenth since the first tenth of the decisions.
"""

import argparse
import platform
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from time import process_time

import kraftrules
from kraftrules import UNKNOWN, Ruleset
from kraftrules.vocabulary import Fact

ON = date(2021, 3, 1)
REPORTS = 10
CHAINED_EVERY = 100


def main() -> int:
    """Soak, print a line now and then, and say whether memory was flat."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--decisions", type=int, default=200_000)
    options.add_argument("--ruleset", default="malmokraften@2.0")
    chosen = options.parse_args()
    ruleset = kraftrules.load(chosen.ruleset)
    print(f"{ruleset.declaration.name}, durable_rules {version('durable-rules')}, "
          f"Python {platform.python_version()}\n")  # fmt: skip
    print(f"{'decisions':>10}  {'µs each':>8}  {'MB resident':>11}")
    memory = list(soak(ruleset, chosen.decisions))
    flat = memory[-1] <= 1.1 * memory[0]
    print(
        f"\nmemory was {'flat' if flat else 'not flat'}: {memory[0]:.1f} MB, then {memory[-1]:.1f} MB"
    )
    return 0 if flat else 1


def soak(ruleset: Ruleset, decisions: int) -> Iterator[float]:
    """The memory taken after each tenth of the decisions, in megabytes."""
    drawn = random.Random(1)
    each = max(1, decisions // REPORTS)
    for done in range(each, decisions + 1, each):
        spent = 0.0
        for at in range(each):
            person = draw(ruleset.facts, drawn)
            began = process_time()
            decision = ruleset.decide(person, ON, engine="durable")
            spent += process_time() - began
            expected = ruleset.decide(person, ON, engine="reference").verdicts
            if decision.verdicts != expected:
                sys.exit(f"the engines differ about {person}")
            if at % CHAINED_EVERY == 0 and follow(ruleset, person, drawn) != expected:
                sys.exit(f"the chain differs about {person}")
        print(f"{done:>10}  {spent / each * 1e6:8.1f}  {resident():11.1f}", flush=True)
        yield resident()


def follow(ruleset: Ruleset, person: dict[str, object], drawn: random.Random) -> object:
    """The verdicts after the facts have come one by one, and one has been taken back and come again."""
    engine = ruleset.decide({}, ON, engine="durable").engine
    with engine.chain(ON) as chain:
        for name in drawn.sample(sorted(person), len(person)):
            chain.tell(name, person[name])
        for name in list(person)[:1]:
            chain.retract(name)
            chain.tell(name, person[name])
        return chain.decision().verdicts


def draw(facts: tuple[Fact, ...], drawn: random.Random) -> dict[str, object]:
    """A person drawn at random."""
    return {fact.id: value_of(fact, drawn) for fact in facts if drawn.random() < 0.9}


def value_of(fact: Fact, drawn: random.Random) -> object:
    """A value of a fact, none or unknown now and then."""
    if drawn.random() < 0.05:
        return None if fact.none_allowed else UNKNOWN
    match fact.type:
        case "boolean":
            return drawn.random() < 0.5
        case "integer":
            return drawn.randint(max(0, int(fact.low)), min(100, int(fact.high)))
        case "date":
            return ON + timedelta(drawn.randint(-60, 60))
        case "category":
            return drawn.choice(sorted(fact.values or ()))
        case "list":
            return [record(fact, drawn) for _ in range(drawn.randint(0, 3))]
        case _:
            return drawn.choice(["Malmö", "Lund", "malmokraften", "2.0", "'\"\\\n"])


def record(fact: Fact, drawn: random.Random) -> dict[str, object]:
    """A record of a list fact."""
    return {name: value_of(field, drawn) for name, field in fact.fields.items()}


def resident() -> float:
    """The memory of this process that is in use, in megabytes (on Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


if __name__ == "__main__":
    sys.exit(main())
