"""OpenFisca: the rules as a country package, vectorised; unknown is said by a second variable.

A criterion or exclusion is two variables, ``<id>`` (known to be true) and ``not_<id>`` (known to be
false), and so is a fact. OpenFisca has no lists of records: whether someone took part in 2022 goes in.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from register.contender import CRITERIA, EXCLUSIONS, FLAGS, MET, NOT_MET, ON, OUTCOMES, READ
from register.polars_by_hand import verdicts

PERIOD = f"{ON:%Y-%m}"
BOOLEANS = [
    "can_use_procured_services", "needs_coordination", "benefits_from_joint_planning",
    "in_job_guarantee", "receives_sickness_benefit", "in_krom", "in_brokering_services",
    "took_part_in_2022", *FLAGS,
]  # fmt: skip
NUMBERS = ["months_without_work", "af_registered_months"]
DAYS = ["birth_date", "starts_studies_on", "starts_work_on"]
EPOCH = date(1970, 1, 1)
A_MONTH_LATER = np.datetime64("2021-04-01")
Formula = Callable[[Any, Any], Any]


def both(*names: str) -> tuple[Formula, Formula]:
    """True if all are; false if one is."""
    return (
        lambda person, period: np.logical_and.reduce([person(each, period) for each in names]),
        lambda person, period: np.logical_or.reduce([person(f"not_{each}", period) for each in names]),
    )  # fmt: skip


def either(*names: str) -> tuple[Formula, Formula]:
    """True if one is; false if all are."""
    return (
        lambda person, period: np.logical_or.reduce([person(each, period) for each in names]),
        lambda person, period: np.logical_and.reduce([person(f"not_{each}", period) for each in names]),
    )  # fmt: skip


def opposite(name: str) -> tuple[Formula, Formula]:
    """True if *name* is false, and the other way about."""
    return (
        lambda person, period: person(f"not_{name}", period),
        lambda person, period: person(name, period),
    )


def asked(fact: str, condition: Callable[[Any], Any]) -> tuple[Formula, Formula]:
    """What a condition says of a known fact."""
    return (
        lambda person, period: condition(person(fact, period)) & person(f"{fact}_known", period),
        lambda person, period: ~condition(person(fact, period)) & person(f"{fact}_known", period),
    )


def age(person: Any, period: Any) -> Any:
    """The age in whole years, as country packages work it out."""
    born = person("birth_date", period)
    year = born.astype("datetime64[Y]").astype(int) + 1970
    month = born.astype("datetime64[M]").astype(int) % 12 + 1
    day = (born - born.astype("datetime64[M]") + 1).astype(int)
    return ON.year - year - ((month > ON.month) | ((month == ON.month) & (day > ON.day)))


RULES: dict[str, tuple[Formula, Formula]] = {
    "resident_in_malmo": asked("in_malmo", lambda value: value),
    "working_age": asked("age", lambda value: (value >= 20) & (value <= 64)),
    "over_30": asked("age", lambda value: value > 30),
    "without_work_12_months": asked("months_without_work", lambda value: value >= 12),
    "not_for_procured_services": opposite("can_use_procured_services"),
    "long_registered": asked("af_registered_months", lambda value: value >= 12),
    "job_guarantee": both("in_job_guarantee", "long_registered"),
    "sickness_benefit": either("receives_sickness_benefit"),
    "track": either("job_guarantee", "sickness_benefit"),
    "mk2_in_2022": either("took_part_in_2022"),
    "studies_within_month": asked("starts_studies_on", lambda day: day <= A_MONTH_LATER),
    "work_within_month": asked("starts_work_on", lambda day: day <= A_MONTH_LATER),
    "krom": either("in_krom", "in_brokering_services"),
    "fram": either("in_fram"),
    "avanti": either("in_avanti"),
    "aub": either("in_aub"),
    "krami": either("in_krami"),
    "sius": either("has_sius"),
    "whole": both(*CRITERIA[:8]),
    "shut_out": either(*EXCLUSIONS),
}


def outcome(person: Any, period: Any) -> Any:
    """The outcome as its place among OUTCOMES."""
    unclear = ~(person("whole", period) & person("not_shut_out", period))
    cases = [person("not_whole", period), person("shut_out", period), unclear]
    return np.select(cases, [1, 2, 3], 0)


def bits(prefix: str, names: list[str]) -> Formula:
    """The rules that say so, as bits."""
    return lambda person, period: sum(
        person(prefix + name, period).astype(np.int32) << at for at, name in enumerate(names)
    )


def country_package() -> Any:
    """The tax and benefit system, as OpenFisca calls it: one entity and its variables."""
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity("person", "people", "A person", is_person=True)
    system = TaxBenefitSystem([person])

    def add(name: str, of: type, formula: Formula | None = None) -> None:
        says: dict[str, Any] = {
            "value_type": of,
            "entity": person,
            "definition_period": DateUnit.MONTH,
            "label": name,
        }
        if formula:
            says["formula"] = formula
        system.add_variable(type(name, (Variable,), says))

    for name in BOOLEANS:
        add(name, bool)
        add(f"not_{name}", bool)
    for name, of in [
        ("in_malmo", bool),
        *((each, int) for each in NUMBERS),
        *((each, date) for each in DAYS),
    ]:
        add(name, of)
        add(f"{name}_known", bool)
    add("age", int, age)
    add("age_known", bool, lambda person, period: person("birth_date_known", period))
    for name, (true, false) in RULES.items():
        add(name, bool, true)
        add(f"not_{name}", bool, false)
    add("outcome", int, outcome)
    add("criteria_not_met", int, bits("not_", CRITERIA))
    add("exclusions_met", int, bits("", EXCLUSIONS))
    return system


def inputs(path: Path) -> dict[str, Any]:
    """The columns as arrays, each with what is known of it."""
    frame = (
        pl.scan_parquet(path)
        .select(*READ, verdicts()[1]["mk2_in_2022"].alias("took_part_in_2022"))
        .select(*BOOLEANS, *NUMBERS, *DAYS, in_malmo=pl.col("municipality") == "Malmö",
                **{f"{day}_known": ~pl.col(f"{day}__unknown") for day in DAYS[1:]})
        .collect()
    )  # fmt: skip
    found = {}
    for name in BOOLEANS:
        found[name] = frame[name].fill_null(False).to_numpy()
        found[f"not_{name}"] = ~frame[name].fill_null(True).to_numpy()
    for name, filler in [
        ("in_malmo", False),
        *((each, 0) for each in NUMBERS),
        ("birth_date", EPOCH),
    ]:
        found[name] = frame[name].fill_null(filler).to_numpy()
        found[f"{name}_known"] = frame[name].is_not_null().to_numpy()
    for name in DAYS[1:]:  # no day is one that never comes
        found[name] = frame[name].fill_null(date.max).to_numpy()
        found[f"{name}_known"] = frame[f"{name}_known"].to_numpy()
    return found


def with_openfisca() -> Callable[[Path], dict[str, pl.Series]]:
    """The rules, and what decides by a simulation of them."""
    from openfisca_core.simulations import SimulationBuilder

    system = country_package()

    def decide(path: Path) -> dict[str, pl.Series]:
        found = inputs(path)
        simulation = SimulationBuilder().build_default_simulation(system, len(found["in_malmo"]))
        for name, array in found.items():
            simulation.set_input(name, PERIOD, array)

        def places(name: str) -> pl.Series:
            return pl.Series(simulation.calculate(name, PERIOD))

        return {
            "outcome": pl.Series(OUTCOMES).gather(places("outcome")),
            "not_met": NOT_MET.gather(places("criteria_not_met")),
            "exclusions": MET.gather(places("exclusions_met")),
        }

    return decide
