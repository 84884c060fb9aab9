"""Polars by hand, the fast way: verdicts as bits, and lists looked up by them."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_
from pathlib import Path

import polars as pl

from register.contender import CRITERIA, EXCLUSIONS, FLAGS, MET, NOT_MET, ON, OUTCOMES, READ, TURNED


def verdicts() -> tuple[dict[str, pl.Expr], dict[str, pl.Expr]]:
    """The criteria and the exclusions as expressions, null where unknown."""
    col = pl.col
    born = col("birth_date")
    turned_20, turned_31, turned_65 = TURNED
    guarantee = col("in_job_guarantee") & (col("af_registered_months") >= 12)
    sickness = col("receives_sickness_benefit")
    criteria = [
        col("municipality") == "Malmö",
        (born <= turned_20) & (born > turned_65),
        born <= turned_31,
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
    return dict(zip(CRITERIA, criteria, strict=True)), dict(
        zip(EXCLUSIONS, exclusions, strict=True)
    )


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
    return bits(unknown, pl.UInt32)


def bits(conditions: Sequence[pl.Expr], dtype: type[pl.DataType]) -> pl.Expr:
    """Which of some conditions hold, as bits."""
    none = pl.lit(0, dtype)
    return reduce(or_, (
        pl.when(each).then(pl.lit(1 << at, dtype)).otherwise(none)
        for at, each in enumerate(conditions)
    ))  # fmt: skip


def polars_by_hand(path: Path, *, missing: bool = True) -> pl.DataFrame:
    """Decide as one would who wrote these rules, and no others, in Polars for speed."""
    criteria, exclusions = verdicts()
    whole = pl.all_horizontal(CRITERIA[:8])
    excluded = pl.any_horizontal(EXCLUSIONS)
    code = (
        pl.when(~whole).then(1).when(excluded).then(2)
        .when(whole.is_null() | excluded.is_null()).then(3).otherwise(0)
    )  # fmt: skip
    not_met = bits([~pl.col(name) for name in CRITERIA], pl.UInt16)
    met = bits([pl.col(name) for name in EXCLUSIONS], pl.UInt16)
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
    points = [
        pl.repeat(0, frame.height, dtype=pl.Int64, eager=True).alias(name)
        for name in ("points", "points_at_most")
    ]
    return pl.DataFrame([*columns, *points])


def missing_by_hand(frame: pl.DataFrame, undetermined: pl.Series) -> pl.Series:
    """The lists of what is missing, made once for each set of facts."""
    open_ = frame.filter(undetermined).select(missing_bits().alias("bits"))
    sets = open_.get_column("bits").unique()
    named = [[name for at, name in enumerate(MISSING) if each >> at & 1] for each in sets]
    table = pl.Series([[], *named], dtype=pl.List(pl.String))
    place = open_.get_column("bits").replace_strict(
        sets, pl.int_range(1, len(sets) + 1, dtype=pl.UInt32, eager=True)
    )
    places = pl.repeat(0, frame.height, dtype=pl.UInt32, eager=True)
    return table.gather(places.scatter(undetermined.arg_true(), place))
