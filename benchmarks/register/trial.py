"""The contenders, the check that they answer alike, and the engines for one person reckoned up."""

import gc
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from time import perf_counter, process_time

import polars as pl
from person.engine import named
from person.trial import ADAPTERS, people, time
from person.trial import check as check_one

import kraftrules
from register.contender import ON, READ, Contender, columns, every_column
from register.duckdb_by_hand import duckdb_answer, duckdb_by_hand
from register.polars_by_hand import polars_by_hand

LESS = "without what is missing"
LEAST = f"{LESS} and without points"
RULES = kraftrules.load("malmokraften@2.0")
Lap = tuple[float, float]  # seconds that pass, and of this process on all processors


def by_polars() -> Contender:
    """Polars by hand, with every column; what the others are compared with."""
    return Contender("Polars by hand", polars_by_hand, every_column)


def by_polars_less() -> Contender:
    """Polars by hand, with the columns that the peers give."""
    return Contender(
        "Polars by hand, less", lambda path: polars_by_hand(path, missing=False), columns, LESS
    )


def by_kraftrules() -> Contender:
    """kraftrules as it comes."""
    return Contender(
        "kraftrules", lambda path: RULES.decide_table(path, ON).collect(), every_column
    )


def by_kraftrules_streamed() -> Contender:
    """kraftrules in batches, in little memory."""
    return Contender(
        "kraftrules, in batches",
        lambda path: RULES.decide_table(pl.scan_parquet(path), ON).collect(engine="streaming"),
        every_column,
    )


def only_reading() -> Contender:
    """The floor: the columns read and nothing decided."""
    return Contender(
        "only reading", lambda path: pl.scan_parquet(path).select(READ).collect(), lambda _: {}
    )


def by_numpy() -> Contender:
    """NumPy by hand, with every column."""
    from register.numpy_by_hand import numpy_by_hand

    return Contender("NumPy by hand", numpy_by_hand, every_column)


def by_numpy_less() -> Contender:
    """NumPy by hand, with the columns that the other peers give."""
    from register.numpy_by_hand import numpy_by_hand

    return Contender(
        "NumPy by hand, less", lambda path: numpy_by_hand(path, missing=False), columns, LESS
    )


def by_duckdb() -> Contender:
    """DuckDB by hand."""
    return Contender("DuckDB by hand", duckdb_by_hand(), duckdb_answer, LEAST)


def by_openfisca() -> Contender:
    """OpenFisca, by a country package."""
    from register.openfisca import with_openfisca

    decide = with_openfisca()
    return Contender(named("openfisca-core"), decide, columns, LEAST)


def by_pyspark() -> Contender:
    """PySpark by hand, where there is Java."""
    if not (shutil.which("java") or "JAVA_HOME" in os.environ):
        raise ImportError("no Java")
    from register.pyspark_by_hand import answer, with_pyspark

    decide, stop = with_pyspark()
    note = f"{LEAST}; its processor time is Java's, and not seen here"
    return Contender("PySpark by hand, local[2]", decide, answer, note, stop)


CONTENDERS: dict[str, Callable[[], Contender]] = {
    "Polars by hand": by_polars,
    "kraftrules": by_kraftrules,
    "kraftrules, in batches": by_kraftrules_streamed,
    "Polars by hand, less": by_polars_less,
    "only reading": only_reading,
    "NumPy by hand": by_numpy,
    "NumPy by hand, less": by_numpy_less,
    "DuckDB by hand": by_duckdb,
    "openfisca-core": by_openfisca,
    "PySpark by hand": by_pyspark,
}


def contenders(without: Sequence[str] = ()) -> tuple[list[Contender], dict[str, str]]:
    """Those that are there, the one that all are compared with first, and why others are not."""
    found, absent = [], {}
    for name, make in CONTENDERS.items():
        if name in without:
            absent[name] = "left out"
            continue
        try:
            found.append(make())
        except ImportError as error:
            absent[name] = f"not installed: {error}"
    return found, absent


def check(found: Sequence[Contender], path: Path) -> pl.DataFrame:
    """Stop unless all give the same answers, as far as they give any."""
    wanted = RULES.decide_table(path, ON).collect()
    for each in found:
        for name, series in each.answer(each.run(path)).items():
            if series.to_list() != wanted[name].to_list():
                raise AssertionError(f"{each.name} and kraftrules differ in {name}")
    return wanted


def measure(found: Sequence[Contender], path: Path, rounds: int) -> list[list[Lap]]:
    """The laps of each contender, round after round; who goes first, and after whom, is drawn anew in each."""
    laps: list[list[Lap]] = [[] for _ in found]
    draw = Random(1)
    for _ in range(rounds):
        for at in draw.sample(range(len(found)), len(found)):
            gc.collect()
            start, cpu = perf_counter(), process_time()
            found[at].run(path)
            laps[at].append((perf_counter() - start, process_time() - cpu))
    return laps


def per_person(sample: int) -> tuple[list[tuple[str, float]], dict[str, str]]:
    """Microseconds a decision of the engines in ``single.py``, facts prepared beforehand.

    A slow engine gets fewer people: what a hundred take says how many take a second.
    """
    population = people(sample)
    found, absent = [], {}
    for name, adapter in ADAPTERS.items():
        try:
            engine = adapter()
        except ImportError as error:
            absent[name] = f"not installed: {error}"
            continue
        few = population[:100]
        check_one(engine, few)
        hundred = [engine.prepare(facts) for facts in few]
        in_a_second = int(1e6 / time(engine, hundred))
        some = [engine.prepare(facts) for facts in population[: max(100, in_a_second)]]
        found.append((engine.name, min(time(engine, some) for _ in range(3))))
    return found, absent
