"""Time a whole register, Malmökraften 2.0, from Parquet to decisions: kraftrules, by hand, and peers.

The contenders take turns, round after round and in an order drawn anew, so that a slow moment of the machine, or
what another leaves behind, strikes them all. Before anything is timed, each must give everyone the same answer as
kraftrules does.
"""

import argparse
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import polars as pl
from register.contender import Contender
from register.people import register
from register.trial import CONTENDERS, Lap, check, contenders, measure, per_person


def table(
    found: Sequence[Contender], times: Sequence[Sequence[Lap]], absent: dict[str, str]
) -> str:
    """Write the figures as a table, with the notes beneath."""
    notes = list(dict.fromkeys(each.note for each in found if each.note))
    lines = [
        f"{'from Parquet to decisions':<30}{'min s':>8}{'median s':>10}{'ratio':>8}{'median':>8}{'CPU s':>8}",
        "-" * 72,
    ]
    first = [seconds for seconds, _ in times[0]]
    for each, laps in zip(found, times, strict=True):
        mark = f" [{notes.index(each.note) + 1}]" if each.note else ""
        seconds = [lap[0] for lap in laps]
        ratios = [lap / base for lap, base in zip(seconds, first, strict=True)]
        lines.append(
            f"{each.name + mark:<30}{min(seconds):>8.3f}{median(seconds):>10.3f}"
            f"{min(seconds) / min(first):>8.2f}{median(ratios):>8.2f}{min(lap[1] for lap in laps):>8.3f}"
        )
    lines += not_there(absent)
    lines += [f"[{number}] {note}" for number, note in enumerate(notes, 1)]
    return "\n".join(lines)


def reckoned_up(
    each: Sequence[tuple[str, float]], absent: dict[str, str], number: int, base: float
) -> str:
    """Write what the engines for one person would take for all, beside *base* seconds."""
    lines = [f"{'one person at a time':<30}{'µs each':>10}{'s for all':>12}{'ratio':>10}", "-" * 62]
    for name, microseconds in each:
        seconds = microseconds * number / 1e6
        lines.append(f"{name:<30}{microseconds:>10.2f}{seconds:>12.2f}{seconds / base:>10.1f}")
    return "\n".join([*lines, *not_there(absent)])


def not_there(absent: dict[str, str]) -> list[str]:
    """Say of each peer that is not there why."""
    return [f"{name:<30}{reason}" for name, reason in absent.items()]


def main() -> None:
    """Check that all agree, time them and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--people", type=int, default=1_000_000, help="how many (%(default)s)")
    add("--different", type=int, default=100_000, help="of whom are made up (%(default)s)")
    add("--rounds", type=int, default=24, help="how many (%(default)s)")
    add("--sample", type=int, default=2000, help="people for engines of one (%(default)s)")
    add("--without", nargs="*", default=(), choices=list(CONTENDERS)[1:], help="whom to leave out")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = register(Path(folder), arguments.people, arguments.different)
        found, absent = contenders(arguments.without)
        wanted = check(found, path)
        times = measure(found, path, arguments.rounds)
        for each in found:
            each.close()
    print(
        f"Python {platform.python_version()}, Polars {pl.__version__}, {platform.machine()}, {platform.system()}"
    )
    counts = wanted["outcome"].value_counts(sort=True).iter_rows()
    print(f"{wanted.height} people, {arguments.rounds} rounds; all give the same answers:")
    print(", ".join(f"{number} {outcome}" for outcome, number in counts) + "\n")
    print(table(found, times, absent) + "\n")
    base = min(seconds for seconds, _ in times[0])
    print(reckoned_up(*per_person(arguments.sample), arguments.people, base))


if __name__ == "__main__":
    sys.exit(main())
