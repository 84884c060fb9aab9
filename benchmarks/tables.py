"""Time a whole register, Malmökraften 2.0, from Parquet to decisions: kraftrules, by hand, and peers.

The contenders take turns, round after round, so that a slow moment of the machine strikes them all.
Before anything is timed, each must give everyone the same answer as kraftrules does.
"""

import argparse
import platform
import runpy
import sys
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import polars as pl

import kraftrules

HERE = Path(__file__).parent
ON = date(2021, 3, 1)
RULES = kraftrules.load("malmokraften@2.0")
OUTCOMES = ["eligible", "not_eligible", "excluded", "undetermined"]
CRITERIA = [
    "resident_in_malmo", "working_age", "over_30", "without_work_12_months",
    "not_for_procured_services", "needs_coordination", "benefits_from_joint_planning",
    "track", "job_guarantee", "sickness_benefit",
]  # fmt: skip
EXCLUSIONS = [
    "mk2_in_2022", "studies_within_month", "work_within_month", "krom", "fram", "avanti", "aub",
    "krami", "sius",
]  # fmt: skip
FLAGS = ["in_fram", "in_avanti", "in_aub", "in_krami", "has_sius"]
READ = [
    "person_id", "municipality", "birth_date", "months_without_work", "can_use_procured_services",
    "needs_coordination", "benefits_from_joint_planning", "in_job_guarantee",
    "af_registered_months", "receives_sickness_benefit", "participations", "starts_studies_on",
    "starts_studies_on__unknown", "starts_work_on", "starts_work_on__unknown", "in_krom",
    "in_brokering_services", *FLAGS,
]  # fmt: skip
TYPES: dict[str, Any] = {
    "person_id": pl.Int64, "sex": pl.String, "birth_date": pl.Date, "municipality": pl.String,
    "months_without_work": pl.Int64, "af_registered_months": pl.Int64,
    "starts_studies_on": pl.Date, "starts_work_on": pl.Date,
    "participations": pl.List(pl.Struct({
        "programme": pl.String, "edition": pl.String, "started_on": pl.Date, "ended_on": pl.Date,
    })),
}  # fmt: skip


@dataclass(frozen=True)
class Contender:
    """What decides about a file of people; *answer* gives the outcomes, and the lists if it makes them."""

    name: str
    run: Callable[[Path], Any]
    answer: Callable[[Any], dict[str, pl.Series]]
    note: str = ""


# ---- the register -------------------------------------------------------------------------------


def register(folder: Path, number: int, different: int) -> Path:
    """Write people to Parquet: *different* ones, again and again under ids of their own."""
    made = runpy.run_path(str(HERE.parent / "examples" / "make_people.py"))
    people = made["make_people"](min(number, different), 2021, ON)
    columns: dict[str, list[object]] = {}
    for name in made["COLUMNS"]:
        fact, _, flag = name.partition("__")
        columns[name] = [fact not in each if flag else each.get(fact) for each in people]
    schema = {name: TYPES.get(name, pl.Boolean) for name in columns}
    once = pl.DataFrame(columns, schema=schema)
    path = folder / "people.parquet"
    copies = [once] * -(-number // once.height)
    ids = pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("person_id")
    pl.concat(copies).head(number).with_columns(ids).write_parquet(path, row_group_size=100_000)
    return path


# ---- Polars by hand -----------------------------------------------------------------------------


def verdicts() -> tuple[dict[str, pl.Expr], dict[str, pl.Expr]]:
    """The criteria and the exclusions as expressions, null where unknown."""
    col = pl.col
    born = col("birth_date")
    before_birthday = (born.dt.month() > ON.month) | (
        (born.dt.month() == ON.month) & (born.dt.day() > ON.day)
    )
    age = ON.year - born.dt.year() - before_birthday.cast(pl.Int32)
    guarantee = col("in_job_guarantee") & (col("af_registered_months") >= 12)
    sickness = col("receives_sickness_benefit")
    criteria = [
        col("municipality") == "Malmö",
        (age >= 20) & (age <= 64),
        age > 30,
        col("months_without_work") >= 12,
        ~col("can_use_procured_services"),
        col("needs_coordination"),
        col("benefits_from_joint_planning"),
        guarantee | sickness,
        guarantee,
        sickness,
    ]
    one = pl.element().struct.field
    took_part = (
        (one("programme") == "malmokraften")
        & (one("edition") == "2.0")
        & (one("started_on") <= date(2022, 12, 31))
        & (one("ended_on").is_null() | (one("ended_on") >= date(2022, 1, 1)))
    )
    in_a_month = date(2021, 4, min(ON.day, monthrange(2021, 4)[1]))
    starts = [
        pl.when(~col(f"{name}__unknown")).then((col(name) <= in_a_month).fill_null(False))
        for name in ("starts_studies_on", "starts_work_on")
    ]
    exclusions = [
        col("participations").list.eval(took_part).list.any(),
        *starts,
        col("in_krom") | col("in_brokering_services"),
        *(col(name) for name in FLAGS),
    ]
    return dict(zip(CRITERIA, criteria, strict=True)), dict(zip(EXCLUSIONS, exclusions, strict=True))


MISSING = [
    "municipality", "age", "months_without_work", "can_use_procured_services",
    "needs_coordination", "benefits_from_joint_planning", "in_job_guarantee",
    "af_registered_months", "receives_sickness_benefit", "participations", "starts_studies_on",
    "starts_work_on", "in_krom", "in_brokering_services", *FLAGS,
]  # fmt: skip


def missing_bits() -> pl.Expr:
    """The facts that could settle someone undetermined, as bits."""
    col = pl.col
    track = col("track").is_null()
    guarantee = track & col("job_guarantee").is_null()
    krom = col("krom").is_null()
    unknown = [
        col("resident_in_malmo").is_null(),
        col("over_30").is_null(),
        col("without_work_12_months").is_null(),
        col("not_for_procured_services").is_null(),
        col("needs_coordination").is_null(),
        col("benefits_from_joint_planning").is_null(),
        guarantee & col("in_job_guarantee").is_null(),
        guarantee & col("af_registered_months").is_null(),
        track & col("sickness_benefit").is_null(),
        col("mk2_in_2022").is_null(),
        col("studies_within_month").is_null(),
        col("work_within_month").is_null(),
        krom & col("in_krom").is_null(),
        krom & col("in_brokering_services").is_null(),
        *(col(name).is_null() for name in EXCLUSIONS[4:]),
    ]
    return pl.sum_horizontal(each.cast(pl.UInt32) * (1 << at) for at, each in enumerate(unknown))


def lists(names: Sequence[str]) -> pl.Series:
    """Every list of names, by its bits."""
    return pl.Series(
        [[name for at, name in enumerate(names) if bits >> at & 1] for bits in range(1 << len(names))],
        dtype=pl.List(pl.String),
    )


NOT_MET, MET = lists(CRITERIA), lists(EXCLUSIONS)


def polars_by_hand(path: Path, *, missing: bool = True) -> pl.DataFrame:
    """Decide as one would who wrote these rules, and no others, in Polars for speed."""
    criteria, exclusions = verdicts()
    whole = pl.all_horizontal(CRITERIA[:8])
    excluded = pl.any_horizontal(EXCLUSIONS)
    code = (
        pl.when(~whole).then(1).when(excluded).then(2)
        .when(whole.is_null() | excluded.is_null()).then(3).otherwise(0)
    )  # fmt: skip
    not_met = pl.sum_horizontal(
        (~pl.col(name)).fill_null(False).cast(pl.UInt16) * (1 << at) for at, name in enumerate(CRITERIA)
    )
    met = pl.sum_horizontal(
        pl.col(name).fill_null(False).cast(pl.UInt16) * (1 << at) for at, name in enumerate(EXCLUSIONS)
    )
    needed = ["in_job_guarantee", "af_registered_months", "in_krom", "in_brokering_services"]
    frame = (
        pl.scan_parquet(path)
        .select(READ)
        .select(
            "person_id", *needed,
            *(each.alias(name if name not in READ else f"{name}") for name, each in (criteria | exclusions).items()),
        )
        .with_columns(code.alias("code").cast(pl.UInt32), not_met.alias("not_met"), met.alias("met"))
        .collect()
    )  # fmt: skip
    codes = frame.get_column("code")
    columns = [
        frame.get_column("person_id"),
        pl.Series(OUTCOMES).gather(codes).alias("outcome"),
        NOT_MET.gather(frame.get_column("not_met")).alias("not_met"),
        MET.gather(frame.get_column("met")).alias("exclusions"),
    ]
    if missing:
        columns.append(missing_by_hand(frame, codes == 3).alias("missing"))
    points = [pl.repeat(0, frame.height, dtype=pl.Int64, eager=True).alias(name) for name in ("points", "points_at_most")]
    return pl.DataFrame([*columns, *points])


def missing_by_hand(frame: pl.DataFrame, undetermined: pl.Series) -> pl.Series:
    """The lists of what is missing, made once for each set of facts."""
    bits = frame.filter(undetermined).select(missing_bits().alias("bits"))
    sets = bits.get_column("bits").unique()
    named = [[name for at, name in enumerate(MISSING) if each >> at & 1] for each in sets]
    table = pl.Series([[], *named], dtype=pl.List(pl.String))
    place = bits.get_column("bits").replace_strict(sets, pl.int_range(1, len(sets) + 1, dtype=pl.UInt32, eager=True))
    places = pl.repeat(0, frame.height, dtype=pl.UInt32, eager=True)
    return table.gather(places.scatter(undetermined.arg_true(), place))
