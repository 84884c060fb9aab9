"""PySpark by hand: DataFrame expressions, local on two cores; Spark's null is unknown."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from register.contender import CRITERIA, EXCLUSIONS, FLAGS, ON


def verdicts() -> tuple[dict[str, Any], dict[str, Any]]:
    """The criteria and the exclusions as columns, null where unknown."""
    from pyspark.sql import functions as f

    col = f.col
    born = col("birth_date")
    before_birthday = (f.month(born) * 100 + f.dayofmonth(born)) > ON.month * 100 + ON.day
    age = ON.year - f.year(born) - before_birthday.cast("int")
    guarantee = col("in_job_guarantee") & (col("af_registered_months") >= 12)
    sickness = col("receives_sickness_benefit")
    criteria = [
        col("municipality") == "Malmö",
        age.between(20, 64),
        age > 30,
        col("months_without_work") >= 12,
        ~col("can_use_procured_services"),
        col("needs_coordination"),
        col("benefits_from_joint_planning"),
        guarantee | sickness,
        guarantee,
        sickness,
    ]
    latest = f.add_months(f.lit(ON), 1)

    def took_part(p: Any) -> Any:
        right = (p["programme"] == "malmokraften") & (p["edition"] == "2.0")
        started = p["started_on"] <= f.lit("2022-12-31").cast("date")
        ended = p["ended_on"].isNull() | (p["ended_on"] >= f.lit("2022-01-01").cast("date"))
        return right & started & ended

    starts = [
        f.when(~col(f"{name}__unknown"), f.coalesce(col(name) <= latest, f.lit(False)))
        for name in ("starts_studies_on", "starts_work_on")
    ]
    exclusions = [
        f.exists("participations", took_part),
        *starts,
        col("in_krom") | col("in_brokering_services"),
        *map(col, FLAGS),
    ]
    return dict(zip(CRITERIA, criteria, strict=True)), dict(
        zip(EXCLUSIONS, exclusions, strict=True)
    )


def with_pyspark() -> tuple[Callable[[Path], Any], Callable[[], None]]:
    """What decides in a session of Spark, started beforehand, and what stops the session."""
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as f

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "2g")
        .config("spark.driver.maxResultSize", "0")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    criteria, exclusions = verdicts()
    whole = " AND ".join(CRITERIA[:8])
    excluded = " OR ".join(EXCLUSIONS)
    outcome = f.expr(
        f"CASE WHEN NOT ({whole}) THEN 'not_eligible' WHEN {excluded} THEN 'excluded'"
        f" WHEN ({whole} AND NOT ({excluded})) IS NULL THEN 'undetermined' ELSE 'eligible' END"
    )

    def listed(conditions: dict[str, Any]) -> Any:
        return f.array_compact(
            f.array(*(f.when(each, f.lit(name)) for name, each in conditions.items()))
        )

    not_met = listed({name: ~f.col(name) for name in CRITERIA})
    met = listed({name: f.col(name) for name in EXCLUSIONS})

    def decide(path: Path) -> Any:
        register = session.read.parquet(str(path))
        ruled = register.select(
            "person_id", *(each.alias(name) for name, each in (criteria | exclusions).items())
        )
        return ruled.select(
            "person_id", outcome.alias("outcome"), not_met.alias("not_met"), met.alias("exclusions")
        ).toArrow()

    return decide, session.stop


def answer(found: Any) -> dict[str, pl.Series]:
    """The outcomes and the lists, in the register's order."""
    return dict(pl.DataFrame(found).sort("person_id").drop("person_id").to_dict())
