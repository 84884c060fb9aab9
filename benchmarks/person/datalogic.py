"""datalogic-py: one JSONLogic rule, asked about dicts and about facts parsed beforehand."""

import json
from functools import cache
from typing import Any

from person.engine import FLAGS, Engine, Result, named
from person.verdicts import FIRST, LAST, plain, result

Logic = dict[str, Any]


def with_datalogic() -> Engine:
    """Give datalogic-py one JSONLogic rule with all the verdicts, and each person as a dict."""
    import datalogic_py

    engine = datalogic_py.Engine()
    rule, evaluate = engine.compile(jsonlogic()), engine.session().evaluate
    name = f"{named('datalogic-py')}, dict"
    return Engine(name, plain, lambda facts: result(tuple(evaluate(rule, facts))))


def with_datalogic_parsed() -> Engine:
    """Give datalogic-py the same rule, in the way that its documentation calls the hot path."""
    import datalogic_py

    engine = datalogic_py.Engine()
    rule, evaluate = engine.compile(jsonlogic()), engine.session().evaluate_data_str
    return Engine(
        f"{named('datalogic-py')}, parsed",
        lambda facts: datalogic_py.DataHandle(json.dumps(plain(facts))),
        lambda facts: result_of_text(evaluate(rule, facts)),
        "a person goes in as JSON parsed beforehand, and verdicts come out as text",
    )


@cache
def result_of_text(verdicts: str) -> Result:
    """Sum up verdicts written as a JSON array."""
    return result(tuple(json.loads(verdicts)))


def jsonlogic() -> list[Any]:
    """Write all the verdicts as one JSONLogic array."""
    guarantee = choose(
        (compare("===", "in_job_guarantee", False), False),
        (compare("===", "af_registered_months", None), None),
        (compare("<", "af_registered_months", 12), False),
        var("in_job_guarantee"),
    )
    sickness = var("receives_sickness_benefit")
    track = choose(
        (sickness, True),
        ({"===": [guarantee, False]}, sickness),
        ({"===": [guarantee, True]}, True),
        None,
    )
    return [
        known("municipality", compare("===", "municipality", "Malmö")),
        known("age", {"<=": [20, var("age"), 64]}),
        known("age", compare(">", "age", 30)),
        known("months_without_work", compare(">=", "months_without_work", 12)),
        known("can_use_procured_services", {"!": var("can_use_procured_services")}),
        var("needs_coordination"),
        var("benefits_from_joint_planning"),
        track,
        guarantee,
        sickness,
        known("participations", took_part_logic()),
        known("starts_studies_on", {"<=": [var("starts_studies_on"), var("in_a_month")]}),
        known("starts_work_on", {"<=": [var("starts_work_on"), var("in_a_month")]}),
        choose(
            (compare("===", "in_krom", False), var("in_brokering_services")),
            ({"or": [var("in_krom"), var("in_brokering_services")]}, True),
            None,
        ),
        *map(var, FLAGS.values()),
    ]


def took_part_logic() -> Logic:
    """Write whether an enrolment was in Malmökraften 2.0 during 2022."""
    took_part = [
        compare("===", "programme", "malmokraften"),
        compare("===", "edition", "2.0"),
        *(compare("!==", "started_on", None), compare("<=", "started_on", LAST)),
        *(compare("!==", "ended_on", None), compare(">=", "ended_on", FIRST)),
    ]
    took_no_part = [
        {"and": [compare("!==", fact, None), compare(operator, fact, value)]}
        for operator, fact, value in (
            ("!==", "programme", "malmokraften"),
            ("!==", "edition", "2.0"),
            (">", "started_on", LAST),
            ("<", "ended_on", FIRST),
        )
    ]
    records = var("participations")
    return choose(
        ({"some": [records, {"and": took_part}]}, True),
        ({"none": [records, {"!": {"or": took_no_part}}]}, False),  # "all" of no records is false
        None,
    )


def var(fact: str) -> Logic:
    """Read a fact."""
    return {"var": fact}


def compare(operator: str, fact: str, value: object) -> Logic:
    """Compare a fact with a value."""
    return {operator: [var(fact), value]}


def known(fact: str, condition: Logic) -> Logic:
    """Ask a condition only of a known fact."""
    return choose((compare("===", fact, None), None), condition)


def choose(*branches: Any) -> Logic:
    """Take the first branch, (condition, value), that holds, or else the last."""
    *conditional, otherwise = branches
    return {"if": [*(part for branch in conditional for part in branch), otherwise]}
