"""What the peers share: verdicts as text, facts as any engine can take them, and the answer."""

from datetime import date
from functools import cache

from person.by_hand import a_month_after
from person.engine import FACTS, FLAGS, ON, Facts, Result, Verdict

# Three peers write a verdict alike, and differ only in "and", "or" and how they ask about lists.
VERDICTS = {
    "resident_in_malmo": 'municipality == null ? null : municipality == "Malmö"',
    "working_age": "age == null ? null : age >= 20 and age <= 64",
    "over_30": "age == null ? null : age > 30",
    "without_work_12_months": "months_without_work == null ? null : months_without_work >= 12",
    "not_for_procured_services": "can_use_procured_services == null ? null "
    ": can_use_procured_services == false",
    "needs_coordination": "needs_coordination",
    "benefits_from_joint_planning": "benefits_from_joint_planning",
    "track": "receives_sickness_benefit == true ? true "
    ": in_job_guarantee == false or af_registered_months != null and af_registered_months < 12 "
    "? receives_sickness_benefit "
    ": in_job_guarantee == true and af_registered_months != null ? true : null",
    "job_guarantee": "in_job_guarantee == false ? false : af_registered_months == null ? null "
    ": af_registered_months < 12 ? false : in_job_guarantee",
    "sickness_benefit": "receives_sickness_benefit",
    "mk2_in_2022": "participations == null ? null : SOME ? true : EVERY ? false : null",
    "studies_within_month": "starts_studies_on == null ? null : starts_studies_on <= in_a_month",
    "work_within_month": "starts_work_on == null ? null : starts_work_on <= in_a_month",
    "krom": "in_krom == false ? in_brokering_services "
    ": in_krom == true or in_brokering_services == true ? true : null",
    **FLAGS,
}
TRACKS = ("job_guarantee", "sickness_benefit")
CRITERIA = tuple(VERDICTS)[:10]
EXCLUSIONS = tuple(VERDICTS)[10:]
FIRST, LAST = date(2022, 1, 1).toordinal(), date(2022, 12, 31).toordinal()
TOOK_PART = (
    'p.programme == "malmokraften" and p.edition == "2.0" '
    f"and p.started_on != null and p.started_on <= {LAST} "
    f"and p.ended_on != null and p.ended_on >= {FIRST}"
)
TOOK_NO_PART = (
    'p.programme != null and p.programme != "malmokraften" '
    'or p.edition != null and p.edition != "2.0" '
    f"or p.started_on != null and p.started_on > {LAST} "
    f"or p.ended_on != null and p.ended_on < {FIRST}"
)
NEVER = date.max.toordinal()


def plain(facts: Facts) -> Facts:
    """Turn facts into what any engine can take: days are numbers, and unknown is None."""
    person = {fact: facts.get(fact) for fact in FACTS}
    for fact in ("starts_studies_on", "starts_work_on"):
        person[fact] = ordinal(facts, fact)
    if person["participations"] is not None:
        person["participations"] = [plain_record(record) for record in person["participations"]]
    return person | {"in_a_month": a_month_after(ON).toordinal()}


def plain_record(record: Facts) -> Facts:
    """Turn an enrolment into what any engine can take."""
    texts = {fact: record.get(fact) for fact in ("programme", "edition")}
    return texts | {fact: ordinal(record, fact) for fact in ("started_on", "ended_on")}


def ordinal(facts: Facts, fact: str) -> int | None:
    """Give a day as a number, and no day as one that never comes."""
    if fact not in facts:
        return None
    return NEVER if facts[fact] is None else facts[fact].toordinal()


@cache
def result(verdicts: tuple[Verdict, ...]) -> Result:
    """Sum verdicts up, in the order of CRITERIA and EXCLUSIONS; done once for each pattern."""
    criteria, exclusions = verdicts[: len(CRITERIA)], verdicts[len(CRITERIA) :]
    not_met = [name for name, verdict in zip(CRITERIA, criteria, strict=True) if is_no(verdict)]
    met = [name for name, verdict in zip(EXCLUSIONS, exclusions, strict=True) if verdict]
    if any(name not in TRACKS for name in not_met):
        outcome = "not_eligible"
    elif met:
        outcome = "excluded"
    elif None in criteria[: -len(TRACKS)] or None in exclusions:
        outcome = "undetermined"
    else:
        outcome = "eligible"
    return outcome, not_met, met


def is_no(verdict: Verdict) -> bool:
    """Tell a no from an unknown, also where a peer has booleans of its own."""
    return verdict is not None and not verdict


@cache
def result_of_fired(fired: frozenset[str]) -> Result:
    """Sum up the rules that fired: those that say no, or else the one that says eligible."""
    not_met = [name for name in CRITERIA if name in fired]
    met = [name for name in EXCLUSIONS if name in fired]
    if any(name not in TRACKS for name in not_met):
        return "not_eligible", not_met, met
    if met:
        return "excluded", not_met, met
    return "eligible" if "eligible" in fired else "undetermined", not_met, met


def verdict_list(some: str, every: str) -> str:
    """Write all the verdicts as one list, given how to ask about the participations."""
    texts = ", ".join(f"({text})" for text in VERDICTS.values())
    return f"[{texts}]".replace("SOME", some).replace("EVERY", every)
