"""What a contender is, the names of the rules and columns, and every list of names by its bits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

ON = date(2021, 3, 1)
TURNED = [ON.replace(year=ON.year - age) for age in (20, 31, 65)]  # born then, one turns that on ON
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


@dataclass(frozen=True)
class Contender:
    """What decides about a file of people; *answer* gives the outcomes, and the lists if it makes them.

    *close* ends what was started for it.
    """

    name: str
    run: Callable[[Path], Any]
    answer: Callable[[Any], dict[str, pl.Series]]
    note: str = ""
    close: Callable[[], None] = lambda: None


def lists(names: Sequence[str]) -> pl.Series:
    """Every list of names, by its bits."""
    return pl.Series(
        [
            [name for at, name in enumerate(names) if bits >> at & 1]
            for bits in range(1 << len(names))
        ],
        dtype=pl.List(pl.String),
    )


NOT_MET, MET = lists(CRITERIA), lists(EXCLUSIONS)


def columns(found: Any) -> dict[str, pl.Series]:
    """The answer of what comes as columns by name."""
    return {name: found[name] for name in ("outcome", "not_met", "exclusions")}


def every_column(found: Any) -> dict[str, pl.Series]:
    """The answer of what gives all that kraftrules does."""
    return columns(found) | {name: found[name] for name in ("missing", "points", "points_at_most")}
