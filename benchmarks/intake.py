"""Time an intake against the number of candidates, of seats and of reservations.

Beside it stand a plain sort, which knows of no reservations and is the least that an order costs, and
the heuristic that people write: each reservation in turn takes the highest-ranked who meet it, and
the seats left over go by rank. The people come as dicts, and out of a Parquet file. Each measurement is a process of its own, so that its memory is too.
Times are the processor's, which other work on the machine disturbs less than the clock.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import kraftrules
from kraftrules.intake.draw import seat

ON = date(2024, 3, 1)
SEED = "2024-03"
HEAD = """\
ruleset: provkraften
edition: "1"
title: Provkraften
in_force: {from: 2024-01-01}
"""
RULES = """\
target_group:
  all:
    - {id: over_30, label: Över 30 år, when: age > 30}
priority:
  factors:
    - {id: disability, label: Funktionsnedsättning, when: disability, points: 1}
    - {id: low_education, label: Utbildning, when: not(upper_secondary_completed), points: 1}
  ties:
    - {by: months_without_work, order: descending}
    - lottery
intake:
  reservations:
"""
CASES = (
    *((people, 100, 2) for people in (10_000, 100_000, 1_000_000)),
    *((100_000, seats, 4) for seats in (35, 1_000, 20_000)),
    *((100_000, 1_000, count) for count in (0, 2, 5, 8, 10)),
    (1_000_000, 1_000, 10),
)

Person = dict[str, object]


def ruleset(reservations: int, folder: Path) -> kraftrules.Ruleset:
    """A ruleset with so many reservations that overlap; each wants about what its members are."""
    facts = ["facts:", *(f"  - {{id: r{at}, label: r{at}}}" for at in range(reservations))]
    lines = [
        f"    - {{id: r{at}, label: r{at}, when: r{at}, share: {_share(at)}%}}"
        for at in range(reservations)
    ]
    path = folder / "provkraften.yaml"
    rules = RULES + "\n".join(lines) if lines else RULES.removesuffix("intake:\n  reservations:\n")
    own = facts if reservations else []
    path.write_text("\n".join([HEAD.rstrip(), *own, rules, ""]), encoding="utf-8")
    return kraftrules.load(path)


def _share(at: int) -> int:
    return 15 + 7 * (at * 5 % 11)


def candidates(count: int, reservations: int) -> Iterator[Person]:
    """People made up at random; fewer of those who rank high meet a reservation."""
    drawn = random.Random(2024)
    for at in range(count):
        months = drawn.randrange(12, 120)
        yield {
            "person_id": at,
            "age": drawn.randrange(25, 65),
            "disability": drawn.random() < 0.2,
            "upper_secondary_completed": drawn.random() < 0.6,
            "months_without_work": months,
            **{
                f"r{each}": drawn.random() * 100 < _share(each) * (1.3 - months / 120)
                for each in range(reservations)
            },
        }


def write(people: int, reservations: int, path: Path) -> None:
    """The people as a Parquet file, in a process of its own, for its memory is not the intake's."""
    import polars as pl

    pl.from_dicts(candidates(people, reservations)).write_parquet(path)


def measured(people: int, seats: int, reservations: int, path: Path | None) -> dict[str, float]:
    """The processor's times in seconds, the peak memory in MB, and the shortfalls, of one case.

    The people are dicts, or those in a Parquet file.
    """
    with TemporaryDirectory() as folder:
        rules = ruleset(reservations, Path(folder))
    given = candidates(people, reservations) if path is None else path
    start = process_time()
    intake = rules.intake(given, ON, seats, SEED)
    whole = process_time() - start
    making = process_time()
    for _ in candidates(people, reservations) if path is None else ():
        pass
    whole -= process_time() - making
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    drawn = intake.drawn
    start = process_time()
    seat(drawn.kinds, drawn.filled, drawn.wants)
    seated = process_time() - start
    keys = [drawn.key(each) for each in map(drawn.candidates.__getitem__, drawn.order)]
    random.Random(1).shuffle(keys)
    start = process_time()
    sorted(keys)[:seats]
    plain = process_time() - start
    wants = drawn.wants
    meets = [each.meets for each in drawn.kinds]
    start = process_time()
    chosen = greedy(meets, seats, wants)
    by_hand = process_time() - start
    return {
        "intake": whole,
        "seats": seated,
        "sort": plain,
        "greedy": by_hand,
        "memory": memory,
        "lacking": sum(each.lacking for each in intake.reservations),
        "greedy_lacking": shortfall([meets[at] for at in chosen], wants),
        "plain_lacking": shortfall(meets[:seats], wants),
    }


def greedy(meets: Sequence[frozenset[int]], seats: int, wants: Sequence[int]) -> list[int]:
    """The heuristic: reservation by reservation, from the top of the order, and then by rank."""
    chosen: dict[int, None] = {}
    filled = [0] * len(wants)
    for each, want in enumerate(wants):
        for at, own in enumerate(meets):
            if len(chosen) == seats or filled[each] >= want:
                break
            if each in own and at not in chosen:
                chosen[at] = None
                for one in own:
                    filled[one] += 1
    for at in range(len(meets)):
        if len(chosen) == seats:
            break
        chosen.setdefault(at)
    return sorted(chosen)


def shortfall(chosen: Sequence[frozenset[int]], wants: Sequence[int]) -> int:
    """What the reservations lack."""
    return sum(max(0, want - sum(each in own for own in chosen)) for each, want in enumerate(wants))


def main() -> None:
    """Measure every case, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", nargs=3, type=int, metavar=("PEOPLE", "SEATS", "RESERVATIONS"))
    parser.add_argument("--table", type=Path, help="the Parquet file that the people are in")
    parser.add_argument("--write", action="store_true", help="write that file")
    asked = parser.parse_args()
    if asked.write:
        write(asked.case[0], asked.case[2], asked.table)
    elif asked.case:
        print(json.dumps(measured(*asked.case, asked.table)))
    else:
        _compare()


def _compare() -> None:
    print(f"{'candidates':>10} {'seats':>6} {'reserv.':>7} {'dicts s':>8} {'MB':>6} {'table s':>8} {'MB':>6} "
          f"{'seats s':>8} {'sort s':>7} {'greedy s':>8} {'lacking':>7} {'greedy':>6} {'plain':>6}")  # fmt: skip
    for case in CASES:
        with TemporaryDirectory() as folder:
            table = ["--table", str(Path(folder) / "people.parquet")]
            _run(case, *table, "--write")
            rows, found = (json.loads(_run(case, *each)) for each in ((), table))
        print(f"{case[0]:>10} {case[1]:>6} {case[2]:>7} {rows['intake']:>8.2f} {rows['memory']:>6.0f} "
              f"{found['intake']:>8.2f} {found['memory']:>6.0f} {found['seats']:>8.2f} {found['sort']:>7.2f} "
              f"{found['greedy']:>8.2f} {found['lacking']:>7} {found['greedy_lacking']:>6} "
              f"{found['plain_lacking']:>6}", flush=True)  # fmt: skip


def _run(case: tuple[int, int, int], *options: str) -> bytes:
    command = [sys.executable, __file__, "--case", *map(str, case), *options]
    return subprocess.run(command, check=True, capture_output=True).stdout


if __name__ == "__main__":
    main()
