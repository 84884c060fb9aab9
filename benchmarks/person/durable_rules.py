"""durable_rules: a session a person."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import reduce
from itertools import count
from operator import and_
from typing import Any

from person.by_hand import a_month_after, took_part_in_2022
from person.engine import FLAGS, ON, Engine, Facts, Result, named
from person.verdicts import plain, result_of_fired


def with_durable() -> Engine:
    """Give durable_rules what says no, rule by rule, and one rule that says eligible."""
    from durable.engine import Host, MessageNotHandledException

    class QuietHost(Host):
        """A host without the threads that would poll for timers, and disturb every timing."""

        def _run(self) -> None:
            """Start nothing."""

    fired: set[str] = set()
    host = QuietHost({"malmokraften": durable_rules(fired.add)})
    numbers = map(str, count())

    def decide(facts: Facts) -> Result:
        fired.clear()
        sid = next(numbers)
        with suppress(MessageNotHandledException):  # which says that no rule fired
            host.assert_fact("malmokraften", {"sid": sid, **facts})
        host.delete_state("malmokraften", sid)
        return result_of_fired(frozenset(fired))

    note = "a fact goes in, and comes back to each rule that fires, as JSON; lists flattened before"
    return Engine(named("durable_rules"), flat, decide, note)


def flat(facts: Facts) -> Facts:
    """Leave unknown facts out, and answer the question about the participations beforehand."""
    person = plain(facts) | {"mk2_in_2022": took_part_in_2022(facts.get("participations"))}
    del person["participations"], person["in_a_month"]
    return {fact: value for fact, value in person.items() if value is not None}


def durable_rules(fire: Callable[[str], None]) -> dict[str, Any]:
    """Define the rules; each tells its name when it fires."""
    from durable.lang import ruleset, when_all

    rules = ruleset("malmokraften")
    with rules:
        for name, condition in durable_conditions():
            when_all(condition)(action(fire, name))
    return rules.define()[1]


def action(fire: Callable[[str], None], name: str) -> Callable[[object], None]:
    """Make an action of one parameter: with two it would be taken for one that ends later."""
    return lambda _context: fire(name)


def durable_conditions() -> Iterator[tuple[str, Any]]:
    """Give what each rule asks: all that says no, and the one that says eligible."""
    from durable.lang import m

    latest = a_month_after(ON).toordinal()
    no_guarantee = is_(m.in_job_guarantee, False) | (m.af_registered_months < 12)
    no_sickness_benefit = is_(m.receives_sickness_benefit, False)
    yield "resident_in_malmo", m.municipality != "Malmö"
    yield "working_age", (m.age < 20) | (m.age > 64)
    yield "over_30", m.age <= 30
    yield "without_work_12_months", m.months_without_work < 12
    yield "not_for_procured_services", is_(m.can_use_procured_services, True)
    yield "needs_coordination", is_(m.needs_coordination, False)
    yield "benefits_from_joint_planning", is_(m.benefits_from_joint_planning, False)
    yield "track", no_guarantee & no_sickness_benefit
    yield "job_guarantee", no_guarantee
    yield "sickness_benefit", no_sickness_benefit
    yield "studies_within_month", m.starts_studies_on <= latest
    yield "work_within_month", m.starts_work_on <= latest
    yield "krom", is_(m.in_krom, True) | is_(m.in_brokering_services, True)
    for name, fact in (("mk2_in_2022", "mk2_in_2022"), *FLAGS.items()):
        yield name, is_(getattr(m, fact), True)
    yield "eligible", durable_eligible(m, latest)


def durable_eligible(m: Any, latest: int) -> Any:
    """Ask whether every criterion is known to be met, and every exclusion known not to be."""
    by_guarantee = is_(m.in_job_guarantee, True) & (m.af_registered_months >= 12)
    return reduce(
        and_,
        (
            m.municipality == "Malmö",
            m.age > 30,
            m.age <= 64,
            m.months_without_work >= 12,
            is_(m.can_use_procured_services, False),
            is_(m.needs_coordination, True),
            is_(m.benefits_from_joint_planning, True),
            by_guarantee | is_(m.receives_sickness_benefit, True),
            m.starts_studies_on > latest,
            m.starts_work_on > latest,
            is_(m.in_krom, False),
            is_(m.in_brokering_services, False),
            is_(m.mk2_in_2022, False),
            *(is_(getattr(m, fact), False) for fact in FLAGS.values()),
        ),
    )


def is_(fact: Any, value: bool) -> Any:
    """Ask for a known boolean in durable_rules, where `==` builds a condition."""
    return fact == value
