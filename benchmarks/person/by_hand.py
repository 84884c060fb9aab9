"""The rules by hand, in Python."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import cache

from person.engine import FLAGS, ON, Engine, Facts, Result, Verdict


def by_hand(facts: Facts, on: date) -> Result:
    """Decide as a programmer would who wrote these rules, and no others, in Python."""
    failed, not_met, unclear = criteria_by_hand(facts, on)
    met, open_exclusion = exclusions_by_hand(facts, on)
    if failed:
        outcome = "not_eligible"
    elif met:
        outcome = "excluded"
    elif unclear or open_exclusion:
        outcome = "undetermined"
    else:
        outcome = "eligible"
    return outcome, not_met, met


def criteria_by_hand(facts: Facts, on: date) -> tuple[bool, list[str], bool]:
    """Tell whether the person fails, the criteria not met, and whether any is unknown."""
    get = facts.get
    not_met = []
    unclear = False
    municipality = get("municipality")
    if municipality is None:
        unclear = True
    elif municipality != "Malmö":
        not_met.append("resident_in_malmo")
    age = facts["age"] if "age" in facts else whole_years(get("birth_date"), on)
    if age is None:
        unclear = True
    else:
        if not 20 <= age <= 64:
            not_met.append("working_age")
        if age <= 30:
            not_met.append("over_30")
    months = get("months_without_work")
    if months is None:
        unclear = True
    elif months < 12:
        not_met.append("without_work_12_months")
    procured = get("can_use_procured_services")
    if procured:
        not_met.append("not_for_procured_services")
    elif procured is None:
        unclear = True
    for fact in ("needs_coordination", "benefits_from_joint_planning"):
        judged = get(fact)
        if judged is None:
            unclear = True
        elif not judged:
            not_met.append(fact)
    guarantee, sickness = guarantee_by_hand(facts), get("receives_sickness_benefit")
    if not (guarantee or sickness):
        if guarantee is None or sickness is None:
            unclear = True
        else:
            not_met.append("track")
    failed = bool(not_met)
    if guarantee is False:
        not_met.append("job_guarantee")
    if sickness is False:
        not_met.append("sickness_benefit")
    return failed, not_met, unclear


def guarantee_by_hand(facts: Facts) -> Verdict:
    """Tell whether the person comes in by the job guarantee."""
    enrolled, months = facts.get("in_job_guarantee"), facts.get("af_registered_months")
    if enrolled is False or (months is not None and months < 12):
        return False
    return None if enrolled is None or months is None else True


def exclusions_by_hand(facts: Facts, on: date) -> tuple[list[str], bool]:
    """Give the exclusions met, and tell whether any is unknown."""
    get = facts.get
    met = []
    unclear = False
    took_part = took_part_in_2022(get("participations"))
    if took_part:
        met.append("mk2_in_2022")
    elif took_part is None:
        unclear = True
    latest = a_month_after(on)
    for exclusion, fact in (
        ("studies_within_month", "starts_studies_on"),
        ("work_within_month", "starts_work_on"),
    ):
        if fact not in facts:
            unclear = True
        elif (day := facts[fact]) is not None and day <= latest:
            met.append(exclusion)
    krom, brokering = get("in_krom"), get("in_brokering_services")
    if krom or brokering:
        met.append("krom")
    elif krom is None or brokering is None:
        unclear = True
    for exclusion, fact in FLAGS.items():
        taken = get(fact)
        if taken:
            met.append(exclusion)
        elif taken is None:
            unclear = True
    return met, unclear


def took_part_in_2022(participations: Iterable[Facts] | None) -> Verdict:
    """Tell whether one of the enrolments was in Malmökraften 2.0 during 2022."""
    if participations is None:
        return None
    verdict: Verdict = False
    for record in participations:
        programme, edition = record.get("programme"), record.get("edition")
        started, ended = record.get("started_on"), record.get("ended_on")
        if programme not in (None, "malmokraften") or edition not in (None, "2.0"):
            continue
        if started is not None and started > date(2022, 12, 31):
            continue
        if ended is not None and ended < date(2022, 1, 1):
            continue
        if None not in (programme, edition, started) and "ended_on" in record:
            return True
        verdict = None
    return verdict


def whole_years(birth_date: date | None, on: date) -> int | None:
    """Give the age in whole years."""
    if birth_date is None:
        return None
    had_no_birthday = (on.month, on.day) < (birth_date.month, birth_date.day)
    return on.year - birth_date.year - had_no_birthday


@cache
def a_month_after(on: date) -> date:
    """Give the same day a month later, or that month's last day."""
    year, month = on.year + on.month // 12, on.month % 12 + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def hand_written() -> Engine:
    """Take the function above as an engine."""
    return Engine("written by hand", lambda facts: facts, lambda facts: by_hand(facts, ON))
