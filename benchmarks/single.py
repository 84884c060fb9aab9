"""Time one decision, Malmökraften 2.0, in kraftrules, in other rule engines and written by hand.

Every engine gets the rules once, and each person's facts prepared in the form it likes best; only
the decisions are timed. Before that, every engine must give everyone the answer given by hand.
"""

import argparse
import json
import platform
import re
import runpy
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache, reduce
from importlib.metadata import version
from itertools import count
from operator import and_
from pathlib import Path
from statistics import median
from time import perf_counter
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


# ---- written by hand ----------------------------------------------------------------------------


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


# ---- kraftrules ---------------------------------------------------------------------------------


def with_kraftrules() -> Engine:
    """Take the ruleset that comes with kraftrules."""
    import kraftrules

    ruleset = kraftrules.load("malmokraften@2.0")

    def decide(facts: Facts) -> Result:
        decision = ruleset.decide(facts, on=ON)
        return decision.outcome, decision.not_met, decision.exclusions_met

    return Engine("kraftrules", lambda facts: facts, decide, "every reason is kept too")


# ---- what the peers share -----------------------------------------------------------------------

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


def named(package: str) -> str:
    """Give a package with its version."""
    return f"{package} {version(package)}"


def verdict_list(some: str, every: str) -> str:
    """Write all the verdicts as one list, given how to ask about the participations."""
    texts = ", ".join(f"({text})" for text in VERDICTS.values())
    return f"[{texts}]".replace("SOME", some).replace("EVERY", every)


# ---- zen-engine ---------------------------------------------------------------------------------


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


# ---- datalogic-py -------------------------------------------------------------------------------

Logic = dict[str, Any]


def with_datalogic() -> Engine:
    """Give datalogic-py one JSONLogic rule with all the verdicts."""
    import datalogic_py

    engine = datalogic_py.Engine()
    rule, evaluate = engine.compile(jsonlogic()), engine.session().evaluate
    return Engine(named("datalogic-py"), plain, lambda facts: result(tuple(evaluate(rule, facts))))


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


# ---- rule-engine --------------------------------------------------------------------------------


def with_rule_engine() -> Engine:
    """Give rule-engine one expression with all the verdicts."""
    import rule_engine

    context = rule_engine.Context(resolver=rule_engine.resolve_item)
    some, every = (
        f"${name}([{in_brackets(text)} for p in participations])"
        for name, text in (("any", TOOK_PART), ("all", TOOK_NO_PART))
    )
    some = f"participations == [] ? false : {some}"  # spares most people two slow loops
    rule = rule_engine.Rule(verdict_list(some, every), context=context)
    return Engine(named("rule-engine"), plain, lambda facts: result(tuple(rule.evaluate(facts))))


def in_brackets(text: str) -> str:
    """Read the fields of an enrolment by brackets, as rule-engine wants it."""
    for field in ("programme", "edition", "started_on", "ended_on"):
        text = text.replace(f"p.{field}", f'p["{field}"]')
    return text


# ---- cel-python ---------------------------------------------------------------------------------


def with_cel() -> Engine:
    """Give cel-python one expression with all the verdicts, transpiled to Python."""
    import celpy

    text = verdict_list(
        f"participations.exists(p, {TOOK_PART})", f"participations.all(p, {TOOK_NO_PART})"
    )
    environment = celpy.Environment(runner_class=celpy.CompiledRunner)
    evaluate = environment.program(environment.compile(in_cel(text))).evaluate
    return Engine(
        named("cel-python"),
        plain,
        lambda facts: result(tuple(evaluate(celpy.json_to_cel(facts)))),
        "facts become CEL's own types in each decision, as its API asks",
    )


def in_cel(text: str) -> str:
    """Write verdicts in CEL, asking for the type of null: cel-python compares no number with it."""
    text = re.sub(r"([\w.]+) ([!=]=) null", r"type(\1) \2 null_type", text)
    return text.replace(" and ", " && ").replace(" or ", " || ")


# ---- durable_rules ------------------------------------------------------------------------------


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


# ---- the comparison -----------------------------------------------------------------------------

ADAPTERS = {
    "written by hand": hand_written,
    "kraftrules": with_kraftrules,
    "zen-engine, expression": with_zen_expression,
    "zen-engine, decision table": with_zen_table,
    "datalogic-py": with_datalogic,
    "rule-engine": with_rule_engine,
    "cel-python": with_cel,
    "durable_rules": with_durable,
}


def engines() -> tuple[list[Engine], dict[str, str]]:
    """Give the engines that are installed, and why each of the others is not."""
    found, absent = [], {}
    for name, adapter in ADAPTERS.items():
        try:
            found.append(adapter())
        except ImportError as error:
            absent[name] = str(error)
    return found, absent


def people(number: int) -> list[Facts]:
    """Make people up, with age as a fact of its own, and only the facts that the rules read."""
    script = Path(__file__).parents[1] / "examples" / "make_people.py"
    return [typed(person) for person in runpy.run_path(str(script))["make_people"](number, 1, ON)]


def typed(person: Facts) -> Facts:
    """Turn the birth date into an age, for the peers that cannot."""
    facts = {fact: person[fact] for fact in FACTS if fact in person}
    if "birth_date" in person:
        facts["age"] = whole_years(person["birth_date"], ON)
    return facts


def check(engine: Engine, population: list[Facts]) -> None:
    """Stop unless the engine gives everyone the same answer as the one by hand."""
    for facts in population:
        outcome, not_met, met = engine.decide(engine.prepare(facts))
        answer = (str(outcome), list(not_met), list(met))
        if answer != (wanted := by_hand(facts, ON)):
            raise AssertionError(f"{engine.name}: {answer}, by hand {wanted}, for {facts}")


def time(engine: Engine, prepared: list[Any]) -> float:
    """Time one decision each for people, in microseconds a decision."""
    decide = engine.decide
    start = perf_counter()
    for facts in prepared:
        decide(facts)
    return (perf_counter() - start) / len(prepared) * 1e6


def measure(found: list[Engine], population: list[Facts], rounds: int) -> list[list[float]]:
    """Time the engines in turn, round after round, so that a slow moment strikes them all."""
    prepared = [[engine.prepare(facts) for facts in population] for engine in found]
    laps = [
        [time(engine, facts) for engine, facts in zip(found, prepared, strict=True)]
        for _ in range(rounds)
    ]
    return [list(lap) for lap in zip(*laps, strict=True)]


def table(found: list[Engine], times: list[list[float]], absent: dict[str, str]) -> str:
    """Write the figures as a table, with the notes beneath."""
    notes = [engine.note for engine in found if engine.note]
    by_hand_alone = min(times[0])
    lines = [f"{'engine':<34}{'min µs':>9}{'median µs':>11}{'ratio':>8}", "-" * 62]
    for engine, laps in zip(found, times, strict=True):
        mark = f" [{notes.index(engine.note) + 1}]" if engine.note else ""
        figures = f"{min(laps):>9.2f}{median(laps):>11.2f}{min(laps) / by_hand_alone:>8.1f}"
        lines.append(f"{engine.name + mark:<34}{figures}")
    lines += [f"{name:<34}{'not installed':>28}: {reason}" for name, reason in absent.items()]
    lines += [f"[{number}] {note}" for number, note in enumerate(notes, 1)]
    return "\n".join(lines)


def main() -> None:
    """Check that the engines agree, time them and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=500, help="how many (%(default)s)")
    parser.add_argument("--rounds", type=int, default=20, help="how many (%(default)s)")
    arguments = parser.parse_args()
    population = people(arguments.people)
    found, absent = engines()
    for engine in found:
        check(engine, population)
    times = measure(found, population, arguments.rounds)
    spread = Counter(by_hand(facts, ON)[0] for facts in population)
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    print(
        f"{len(population)} people, {arguments.rounds} rounds; every engine gives the same answers:"
    )
    print(", ".join(f"{number} {outcome}" for outcome, number in spread.most_common()) + "\n")
    print(table(found, times, absent))


if __name__ == "__main__":
    main()
