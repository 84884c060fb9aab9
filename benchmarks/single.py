"""Time one decision, Malmökraften 2.0, in kraftrules, in other rule engines and written by hand.

Every engine gets the rules once, and each person's facts prepared in the form it likes best; only
the decisions are timed. Before that, every engine must give everyone the answer given by hand.
"""

import argparse
import platform
from collections import Counter
from statistics import median

from person.by_hand import by_hand
from person.engine import ON, Engine, Facts
from person.trial import check, engines, people, time


def measure(found: list[Engine], population: list[Facts], rounds: int) -> list[list[float]]:
    """Time the engines in turn, round after round, so that a slow moment strikes them all."""
    prepared = [[engine.prepare(facts) for facts in population] for engine in found]
    laps = [
        [time(engine, facts) for engine, facts in zip(found, prepared, strict=True)]
        for _ in range(rounds)
    ]
    return [list(lap) for lap in zip(*laps, strict=True)]


def table(found: list[Engine], times: list[list[float]], absent: dict[str, str]) -> str:
    """Write the figures as a table, with the notes beneath."""
    notes = [engine.note for engine in found if engine.note]
    by_hand_alone = min(times[0])
    lines = [f"{'engine':<34}{'min µs':>9}{'median µs':>11}{'ratio':>8}", "-" * 62]
    for engine, laps in zip(found, times, strict=True):
        mark = f" [{notes.index(engine.note) + 1}]" if engine.note else ""
        figures = f"{min(laps):>9.2f}{median(laps):>11.2f}{min(laps) / by_hand_alone:>8.1f}"
        lines.append(f"{engine.name + mark:<34}{figures}")
    lines += [f"{name:<34}{reason}" for name, reason in absent.items()]
    lines += [f"[{number}] {note}" for number, note in enumerate(notes, 1)]
    return "\n".join(lines)


def main() -> None:
    """Check that the engines agree, time them and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=500, help="how many (%(default)s)")
    parser.add_argument("--rounds", type=int, default=20, help="how many (%(default)s)")
    arguments = parser.parse_args()
    population = people(arguments.people)
    found, absent = engines()
    for engine in found:
        check(engine, population)
    times = measure(found, population, arguments.rounds)
    spread = Counter(by_hand(facts, ON)[0] for facts in population)
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    print(
        f"{len(population)} people, {arguments.rounds} rounds; every engine gives the same answers:"
    )
    print(", ".join(f"{number} {outcome}" for outcome, number in spread.most_common()) + "\n")
    print(table(found, times, absent))


if __name__ == "__main__":
    main()
