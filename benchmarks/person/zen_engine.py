"""zen-engine: one expression, and a decision table."""

import json
from collections.abc import Iterable
from typing import Any

from person.engine import FACTS, FLAGS, Engine, Facts, Result, named
from person.verdicts import TOOK_NO_PART, TOOK_PART, plain, result, result_of_fired, verdict_list


def with_zen_expression() -> Engine:
    """Give zen-engine one expression with all the verdicts."""
    import zen

    some, every = TOOK_PART.replace("p.", "#."), TOOK_NO_PART.replace("p.", "#.")
    text = verdict_list(f"some(participations, {some})", f"all(participations, {every})")
    evaluate = zen.compile_expression(text).evaluate
    return Engine(
        f"{named('zen-engine')}, expression", plain, lambda facts: result(tuple(evaluate(facts)))
    )


# A cell that fails, as a comparison with null does, is one that does not match.
ZEN_ROWS = (
    ("resident_in_malmo", {"municipality": '$ != null and $ != "Malmö"'}),
    ("working_age", {"age": "< 20, > 64"}),
    ("over_30", {"age": "<= 30"}),
    ("without_work_12_months", {"months_without_work": "< 12"}),
    ("not_for_procured_services", {"can_use_procured_services": "true"}),
    ("needs_coordination", {"needs_coordination": "false"}),
    ("benefits_from_joint_planning", {"benefits_from_joint_planning": "false"}),
    ("track", {"receives_sickness_benefit": "false", "in_job_guarantee": "false"}),
    ("track", {"receives_sickness_benefit": "false", "af_registered_months": "< 12"}),
    ("job_guarantee", {"in_job_guarantee": "false"}),
    ("job_guarantee", {"af_registered_months": "< 12"}),
    ("sickness_benefit", {"receives_sickness_benefit": "false"}),
    ("mk2_in_2022", {"participations": f"some($, {TOOK_PART.replace('p.', '#.')})"}),
    ("studies_within_month", {"starts_studies_on": "<= in_a_month"}),
    ("work_within_month", {"starts_work_on": "<= in_a_month"}),
    ("krom", {"in_krom": "true"}),
    ("krom", {"in_brokering_services": "true"}),
    *((name, {fact: "true"}) for name, fact in FLAGS.items()),
)
ZEN_ELIGIBLE = {
    "municipality": '"Malmö"',
    "age": "(30..64]",
    "months_without_work": ">= 12",
    "can_use_procured_services": "false",
    "needs_coordination": "true",
    "benefits_from_joint_planning": "true",
    "participations": f"all($, {TOOK_NO_PART.replace('p.', '#.')})",
    "starts_studies_on": "> in_a_month",
    "starts_work_on": "> in_a_month",
    "in_krom": "false",
    "in_brokering_services": "false",
    **dict.fromkeys(FLAGS.values(), "false"),
}
ZEN_TRACKS = (
    {"in_job_guarantee": "true", "af_registered_months": ">= 12"},
    {"receives_sickness_benefit": "true"},
)


def with_zen_table() -> Engine:
    """Give zen-engine one decision table that collects what says no, or else what says eligible."""
    import zen

    rows = [*ZEN_ROWS, *(("eligible", ZEN_ELIGIBLE | track) for track in ZEN_TRACKS)]
    content = {"malmokraften": zen_model(rows)}  # a loader that knows its tables compiles them once
    evaluate = zen.ZenEngine({"loader": {"type": "static", "content": content}}).evaluate

    def decide(facts: Facts) -> Result:
        rows = evaluate("malmokraften", facts)["result"]
        return result_of_fired(frozenset(row["rule"] for row in rows))

    return Engine(f"{named('zen-engine')}, decision table", plain, decide)


def zen_model(rows: Iterable[tuple[str, dict[str, str]]]) -> dict[str, Any]:
    """Write rows of conditions in zen-engine's JSON Decision Model."""
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": fact, "name": fact, "field": fact} for fact in FACTS],
        "outputs": [{"id": "rule", "name": "rule", "field": "rule"}],
        "rules": [
            {"_id": str(number), **conditions, "rule": json.dumps(name)}
            for number, (name, conditions) in enumerate(rows)
        ],
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": table},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
        for source, target in (("in", "table"), ("table", "out"))
    ]
    return {"nodes": nodes, "edges": edges}
