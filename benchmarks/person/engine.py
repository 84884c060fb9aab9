"""What an engine is, the facts that the rules read, and the day that they are asked about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

Facts = dict[str, Any]  # a fact left out is unknown; None is known to be nothing
Verdict = bool | None  # None is unknown
Result = tuple[str, Sequence[str], Sequence[str]]  # outcome, criteria not met, exclusions met

ON = date(2021, 3, 1)
FLAGS = {  # the exclusions that are one fact each
    "fram": "in_fram",
    "avanti": "in_avanti",
    "aub": "in_aub",
    "krami": "in_krami",
    "sius": "has_sius",
}
FACTS = (
    "municipality",
    "age",
    "months_without_work",
    "can_use_procured_services",
    "needs_coordination",
    "benefits_from_joint_planning",
    "in_job_guarantee",
    "af_registered_months",
    "receives_sickness_benefit",
    "participations",
    "starts_studies_on",
    "starts_work_on",
    "in_krom",
    "in_brokering_services",
    *FLAGS.values(),
)


@dataclass(frozen=True)
class Engine:
    """An engine with the rules in it: *prepare* is done beforehand, *decide* is what is timed."""

    name: str
    prepare: Callable[[Facts], Any]
    decide: Callable[[Any], Result]
    note: str = ""


def named(package: str) -> str:
    """Give a package with its version."""
    return f"{package} {version(package)}"
