"""OPA: a policy in Rego, evaluated in this process by regorus, since OPA itself is a server in Go."""

import json
from typing import Any

from person.by_hand import a_month_after
from person.engine import FLAGS, ON, Engine, Facts, Result, named
from person.verdicts import FIRST, LAST, plain, result_of_fired

# What is unknown is left out, hence undefined, and a rule that asks for it does not fire.
POLICY = """
package malmokraften

import rego.v1

fired contains "resident_in_malmo" if input.municipality != "Malmö"
fired contains "working_age" if input.age < 20
fired contains "working_age" if input.age > 64
fired contains "over_30" if input.age <= 30
fired contains "without_work_12_months" if input.months_without_work < 12
fired contains "not_for_procured_services" if input.can_use_procured_services == true
fired contains "needs_coordination" if input.needs_coordination == false
fired contains "benefits_from_joint_planning" if input.benefits_from_joint_planning == false
fired contains "job_guarantee" if no_guarantee
fired contains "sickness_benefit" if input.receives_sickness_benefit == false
fired contains "track" if {
    no_guarantee
    input.receives_sickness_benefit == false
}
fired contains "mk2_in_2022" if {
    some p in input.participations
    p.programme == "malmokraften"
    p.edition == "2.0"
    p.started_on <= LAST
    p.ended_on >= FIRST
}
fired contains "studies_within_month" if input.starts_studies_on <= LATEST
fired contains "work_within_month" if input.starts_work_on <= LATEST
fired contains "krom" if input.in_krom == true
fired contains "krom" if input.in_brokering_services == true
fired contains "eligible" if {
    input.municipality == "Malmö"
    input.age > 30
    input.age <= 64
    input.months_without_work >= 12
    input.can_use_procured_services == false
    input.needs_coordination == true
    input.benefits_from_joint_planning == true
    on_a_track
    input.participations
    every p in input.participations { took_no_part(p) }
    input.starts_studies_on > LATEST
    input.starts_work_on > LATEST
    input.in_krom == false
    input.in_brokering_services == false
    NO_FLAG
}

no_guarantee if input.in_job_guarantee == false
no_guarantee if input.af_registered_months < 12

on_a_track if input.receives_sickness_benefit == true
on_a_track if {
    input.in_job_guarantee == true
    input.af_registered_months >= 12
}

took_no_part(p) if p.programme != "malmokraften"
took_no_part(p) if p.edition != "2.0"
took_no_part(p) if p.started_on > LAST
took_no_part(p) if p.ended_on < FIRST
"""


def with_opa() -> Engine:
    """Give regorus the policy."""
    import regorus

    engine = regorus.Engine()
    engine.add_policy("malmokraften.rego", policy())

    def decide(facts: str) -> Result:
        engine.set_input_json(facts)
        return result_of_fired(frozenset(engine.eval_rule("data.malmokraften.fired")))

    note = "Rego by regorus, in this process; a person goes in as JSON, written beforehand"
    return Engine(f"OPA, {named('celine-regorus').partition('.post')[0]}", as_json, decide, note)


def policy() -> str:
    """Write the policy, with its days as numbers and the exclusions that are one fact each."""
    flags = "".join(
        f'fired contains "{name}" if input.{fact} == true\n' for name, fact in FLAGS.items()
    )
    no_flag = "\n    ".join(f"input.{fact} == false" for fact in FLAGS.values())
    text = POLICY.replace("NO_FLAG", no_flag) + flags
    days = {"LATEST": a_month_after(ON).toordinal(), "FIRST": FIRST, "LAST": LAST}
    for name, day in days.items():
        text = text.replace(name, str(day))
    return text


def as_json(facts: Facts) -> str:
    """Leave out what is unknown, in the records too."""
    return json.dumps(known(plain(facts)))


def known(value: Any) -> Any:
    """Drop each unknown value of a dict, at any depth."""
    if isinstance(value, dict):
        return {name: known(each) for name, each in value.items() if each is not None}
    return [known(each) for each in value] if isinstance(value, list) else value
