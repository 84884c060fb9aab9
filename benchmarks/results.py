"""Count a million enrolments by the goal for work of Malmökraften ESF: in kraftrules, DuckDB and pandas.

kraftrules counts all fourteen measures: of dicts, and of a Parquet file, of which the reading counts too.

The two others are written by hand for these figures alone: persons once, those of whom it is unknown
kept, exact bounds, by sex. Each engine runs in a process of its own, and must give the same answer.
"""

import argparse
import json
import platform
import resource
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

SINCE, UNTIL = date(2024, 1, 1), date(2024, 6, 30)
COLUMNS = ("person_id", "sex", "referred_by", "enrolled_on", "exited_on", "in_job_guarantee",
           "employment_started_on", "employment_extent", "employment_support")  # fmt: skip
SUPPORTS = ("none_given", "nystartsjobb", "lonebidrag", "introduktionsjobb", "extratjanst")
PARTIES = ("arbetsformedlingen", "arbetsmarknadsavdelningen", "socialtjansten", "forsakringskassan")
Record = dict[str, Any]
Answer = dict[str, list[int]]


def records(count: int, seed: int = 1) -> list[Record]:
    """Made-up enrolments, a tenth of them a person's second; three in a hundred facts are unknown."""
    draw, first = Random(seed), date(2023, 9, 1)
    found = []
    for number in range(count):
        enrolled = first + timedelta(draw.randrange(400))
        work = draw.random() < 0.4
        record: Record = {
            "person_id": number if number % 10 else max(number - 5, 1),
            "sex": ("woman", "man")[(number if number % 10 else max(number - 5, 1)) % 2],
            "referred_by": PARTIES[draw.randrange(4)],
            "enrolled_on": enrolled,
            "exited_on": enrolled + timedelta(draw.randrange(30, 270)),
            "in_job_guarantee": draw.random() < 0.5,
            "employment_started_on": enrolled + timedelta(draw.randrange(200)) if work else None,
            "employment_extent": draw.choice(("full_time", "part_time", "hourly"))
            if work
            else None,
            "employment_support": draw.choice(SUPPORTS) if work else None,
        }
        for name in ("referred_by", "in_job_guarantee"):
            if draw.random() < 0.03:
                del record[name]
        found.append(record)
    return found


def kraftrules_(count: int) -> Callable[[], Answer]:
    """All fourteen measures of the edition, of which one is compared."""
    return counting(records(count))


def parquet_(count: int) -> Callable[[], Answer]:
    """The same, from a file, which another process writes: its memory is no part of the counting's."""
    folder = TemporaryDirectory()
    path = Path(folder.name) / "enrolments.parquet"
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        pool.submit(write, count, path).result()
    run = counting(path)

    def counted() -> Answer:
        assert path.parent == Path(folder.name), "the folder is there as long as this is"
        return run()

    return counted


def write(count: int, path: Path) -> None:
    """Write the enrolments to a Parquet file."""
    import polars as pl

    rows = pl.DataFrame(records(count), infer_schema_length=None)
    rows.select(COLUMNS).write_parquet(path)


def counting(enrolments: object) -> Callable[[], Answer]:
    """Counts enrolments in kraftrules, and gives the measure that is compared."""
    import kraftrules

    ruleset = kraftrules.load("malmokraften@esf")

    def count() -> Answer:
        share = ruleset.count(enrolments, SINCE, UNTIL)["work_share"]
        found = {"everyone": share, "woman": share.by["woman"], "man": share.by["man"]}
        return {
            name: [each.numerator or 0, each.denominator or 0, each.unknown or 0]
            for name, each in found.items()
        }

    return count


SQL = """
with enrolments as (
  select person_id, sex, referred_by <> 'forsakringskassan' as among,
    employment_started_on is not null and employment_started_on <= $until and (
      employment_extent = 'full_time'
      or employment_extent in ('part_time', 'hourly') and not in_job_guarantee
      or employment_support in ('nystartsjobb', 'lonebidrag', 'introduktionsjobb', 'extratjanst', 'other')
    ) as work
  from enrolled where enrolled_on <= $until and (exited_on is null or exited_on >= $since)
), persons as (
  select any_value(sex) as sex,
    case when bool_or(among) then true when bool_or(among is null) then null else false end as among,
    case when bool_or(work) then true when bool_or(work is null) then null else false end as work
  from enrolments group by person_id
)
select coalesce(sex, 'everyone'), count(*) filter (among and work), count(*) filter (among and work is not null),
  count(*) filter (among and work is null or among is null)
from persons group by grouping sets ((), (sex))
"""


def frame(count: int) -> Any:
    """The enrolments as a pandas frame."""
    import pandas as pd

    made = pd.DataFrame(records(count), columns=list(COLUMNS))
    for name in ("enrolled_on", "exited_on", "employment_started_on"):
        made[name] = pd.to_datetime(made[name])
    return made


def duckdb_(count: int) -> Callable[[], Answer]:
    """SQL written by hand, on a table that lies in DuckDB."""
    import duckdb

    base, table = duckdb.connect(), frame(count)
    base.register("given", table)
    base.execute(
        "create table enrolled as select * replace (in_job_guarantee::boolean as in_job_guarantee) from given"
    )

    def run() -> Answer:
        return {
            name: list(counts)
            for name, *counts in base.execute(SQL, {"since": SINCE, "until": UNTIL}).fetchall()
        }

    return run


def pandas_(count: int) -> Callable[[], Answer]:
    """Masks written by hand; a condition is a pair, whether it surely holds and whether it may."""
    import pandas as pd

    table = frame(count)

    def run() -> Answer:
        since, until = pd.Timestamp(SINCE), pd.Timestamp(UNTIL)
        t = table[
            (table.enrolled_on <= until) & (table.exited_on.isna() | (table.exited_on >= since))
        ]
        among = t.referred_by.notna() & (t.referred_by != "forsakringskassan")
        started = t.employment_started_on.notna() & (t.employment_started_on <= until)
        sure = (t.employment_extent == "full_time") | t.employment_support.isin(SUPPORTS[1:])
        part = t.employment_extent.isin(("part_time", "hourly"))
        flags = {
            "sure_among": among, "may_among": among | t.referred_by.isna(),
            "sure_work": started & (sure | (part & (t.in_job_guarantee == False))),  # noqa: E712
            "may_work": started & (sure | (part & (t.in_job_guarantee != True))),  # noqa: E712
        }  # fmt: skip
        p = (
            pd.DataFrame({"person_id": t.person_id, "sex": t.sex, **flags})
            .groupby("person_id")
            .max()
        )
        known = p.sure_among & (p.sure_work == p.may_work)
        counted = pd.DataFrame({
            "top": known & p.sure_work, "bottom": known,
            "unknown": (p.sure_among & (p.sure_work != p.may_work)) | (p.may_among & ~p.sure_among),
        })  # fmt: skip
        found = {
            str(sex): [int(n) for n in row]
            for sex, row in zip(*_by_sex(counted, p.sex), strict=True)
        }
        return {"everyone": [int(n) for n in counted.sum()], **found}

    return run


def _by_sex(counted: Any, sex: Any) -> tuple[list[str], list[list[int]]]:
    sums = counted.groupby(sex).sum()
    return list(sums.index), sums.to_numpy().tolist()


ENGINES: dict[str, tuple[Callable[[int], Callable[[], Answer]], str]] = {
    "kraftrules, dicts": (kraftrules_, "kraftrules"),
    "kraftrules, Parquet": (parquet_, "kraftrules"),
    "DuckDB, SQL by hand": (duckdb_, "duckdb"),
    "pandas, by hand": (pandas_, "pandas"),
}


def _one(name: str, count: int, rounds: int) -> dict[str, Any]:
    """What one engine takes: seconds, and how much memory counting adds."""
    run = ENGINES[name][0](count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times, cpu = [], []
    for _ in range(rounds):
        start, busy = perf_counter(), process_time()
        answer = run()
        times.append(perf_counter() - start)
        cpu.append(process_time() - busy)
    added = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return {
        "seconds": min(times),
        "cpu": min(cpu),
        "mb": added,
        "answer": dict(sorted(answer.items())),
    }


def main() -> None:
    """Run every engine and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--enrolments", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", choices=ENGINES, help="run one engine, and print JSON")
    given = parser.parse_args()
    if given.one:
        print(json.dumps(_one(given.one, given.enrolments, given.rounds)))
        return
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    print(f"{given.enrolments:,} enrolments, best of {given.rounds} rounds\n")
    print(f"{'engine':<28}{'seconds':>9}{'CPU s':>9}{'added MB':>10}")
    answers = []
    for name, (_, package) in ENGINES.items():
        command = [
            sys.executable,
            __file__,
            "--one",
            name,
            "--enrolments",
            str(given.enrolments),
            "--rounds",
            str(given.rounds),
        ]
        found = json.loads(
            subprocess.run(command, capture_output=True, text=True, check=True).stdout
        )
        answers.append(found["answer"])
        print(
            f"{f'{name} {version(package)}':<28}{found['seconds']:>9.2f}{found['cpu']:>9.2f}{found['mb']:>10.0f}"
        )
    if any(each != answers[0] for each in answers):
        sys.exit(f"the engines disagree: {answers}")
    print(f"\nevery engine gives the same: {answers[0]}")


if __name__ == "__main__":
    main()
