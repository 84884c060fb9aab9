"""Counting: every figure against all ways the unknown could turn out, and what the design states of it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kraftrules
from kraftrules.results.bounds import ratio_bounds
from kraftrules.results.period import MAYBE, NO, YES, Period

SINCE, UNTIL = date(2024, 1, 1), date(2024, 4, 30)
HEAD = """ruleset: prov
edition: "1"
title: {sv: Prov, en: Trial}
in_force: {from: 2024-01-01}
target_group:
  all:
    - {id: adult, label: {sv: Vuxen, en: Adult}, when: age >= 18}
results:
  outcomes:
    - {id: work, label: {sv: Till arbete, en: To work}, when: job_acquired and not(joint_plan)}
    - {id: gone, label: {sv: Har lämnat, en: Has left}, when: exited_on != null}
  measures:
    - {id: people, label: {sv: Personer, en: People}, number: "true", target: {at_least: 2}}
    - {id: workers, label: {sv: I arbete, en: In work}, number: work, target: {at_most: 1}}
    - {id: share, label: {sv: Andel, en: Share}, share: work, among: disability, target: {at_least: 50%}}
    - {id: of_all, label: {sv: Andel av alla, en: Share of all}, share: work, target: {at_least: {2023: 10%, 2024: 60%}}}
    - {id: less, label: {sv: Färre, en: Fewer}, fewer: receives_social_assistance_at_exit, than: receives_social_assistance_at_start, among: disability}
    - {id: balance, label: {sv: Balans, en: Balance}, balance: disability, by: sex, target: {within: [40%, 60%]}}
    - {id: monthly, label: {sv: Per månad, en: Monthly}, monthly_average: disability}
"""
FLAGS = ("job_acquired", "joint_plan", "disability", "receives_social_assistance_at_start",
         "receives_social_assistance_at_exit")  # fmt: skip
Record = dict[str, Any]


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> kraftrules.Ruleset:
    path = tmp_path_factory.mktemp("trial") / "prov.yaml"
    path.write_text(HEAD, "utf-8")
    return kraftrules.load(path)


# ---- the count against the plainest there is


def plainly(people: list[list[Record]], since: date, until: date) -> Mapping[str, Any]:
    """Every figure of persons of whom everything is known: counted as the design says it, no more."""
    inside = [[r for r in p if _in(r, since, until)] for p in people]
    inside = [p for p in inside if p]

    def those(test: Any, among: list[list[Record]] = inside) -> list[list[Record]]:
        return [p for p in among if any(test(r) for r in p)]

    work = those(lambda r: r["job_acquired"] and not r["joint_plan"])
    disabled = those(lambda r: r["disability"])
    share = [p for p in disabled if p in work]
    now = those(lambda r: r["receives_social_assistance_at_exit"], disabled)
    then = those(lambda r: r["receives_social_assistance_at_start"], disabled)
    women = [p for p in disabled if p[0]["sex"] == "woman"]
    months = [_month(since, at) for at in range(12)]
    months = [(max(a, since), min(b, until)) for a, b in months if a <= until]
    monthly = sum(
        any(r["disability"] and _in(r, first, last) for r in p) for p in inside for first, last in months
    )  # fmt: skip
    return {
        "people": Fraction(len(inside)),
        "workers": Fraction(len(work)),
        "share": Fraction(len(share), len(disabled)) if disabled else None,
        "of_all": Fraction(len(work), len(inside)) if inside else None,
        "less": Fraction(len(now), len(then)) if then else None,
        "fewer": len(now) - len(then),
        "balance": Fraction(len(disabled)),
        "women": Fraction(len(women), len(disabled)) if disabled else None,
        "working women": Fraction(len([p for p in work if p[0]["sex"] == "woman"])),
        "monthly": Fraction(monthly, len(months)),
    }


def _in(r: Record, since: date, until: date) -> bool:
    return r["enrolled_on"] <= until and (r["exited_on"] is None or r["exited_on"] >= since)


def _month(since: date, at: int) -> tuple[date, date]:
    year, month = divmod(since.month - 1 + at, 12)
    first = date(since.year + year, month + 1, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


ENROLLED = [date(2023, 12, 5), date(2024, 2, 10), date(2024, 5, 2)]
EXITED = [date(2023, 12, 20), date(2024, 2, 29), date(2024, 4, 10), date(2024, 6, 1), None]


def ways(people: list[list[Record]]) -> Iterator[list[list[Record]]]:
    """Everything that the unknown could turn out to be: no enrolment ends before it begins."""
    options = [list(_ways_of(person)) for person in people]
    for chosen in product(*options):
        yield list(chosen)


def _ways_of(person: list[Record]) -> Iterator[list[Record]]:
    known = {r["sex"] for r in person if "sex" in r}
    for sex in known or {"woman", "man"}:
        for records in product(*(_filled(r) for r in person)):
            yield [{**r, "sex": sex} for r in records]


def _filled(r: Record) -> list[Record]:
    flags = [name for name in FLAGS if name not in r]
    starts = [r["enrolled_on"]] if "enrolled_on" in r else [*ENROLLED, date(2024, 4, 9)]
    ends = [r["exited_on"]] if "exited_on" in r else EXITED
    return [
        {**r, **dict(zip(flags, values, strict=True)), "enrolled_on": start, "exited_on": end}
        for values in product((True, False), repeat=len(flags))
        for start in starts
        for end in ends
        if end is None or end >= start
    ]


@st.composite
def tables(draw: st.DrawFn) -> list[list[Record]]:
    """Persons with an enrolment or two, of whom a few facts are unknown."""
    people = []
    for number in range(draw(st.integers(1, 3))):
        sex = draw(st.sampled_from(["woman", "man"]))
        person = []
        for _ in range(draw(st.integers(1, 2))):
            start = draw(st.sampled_from(ENROLLED))
            end = draw(st.sampled_from([each for each in EXITED if each is None or each >= start]))
            if any(r["exited_on"] is None for r in person) and end is None:
                continue  # two open enrolments contradict each other
            r: Record = {"person_id": number, "sex": sex, "enrolled_on": start, "exited_on": end}
            person.append(r | {name: draw(st.booleans()) for name in FLAGS})
        people.append(person)
    for _ in range(draw(st.integers(0, 3))):
        person = draw(st.sampled_from(people))
        r = draw(st.sampled_from(person))
        name = draw(st.sampled_from(["sex", "enrolled_on", "exited_on", *FLAGS]))
        if name == "sex":
            for each in person:
                each.pop("sex", None)
        elif not (name == "exited_on" and any(each.get("exited_on", 0) is None for each in person)):
            r.pop(name, None)
    return people


@settings(max_examples=120)
@given(people=tables())
def test_bounds_are_the_extremes_over_every_way_the_unknown_could_turn_out(
    trial: kraftrules.Ruleset, people: list[list[Record]]
) -> None:
    records = [r for person in people for r in person]
    report = trial.count(records, SINCE, UNTIL)
    found = [plainly(way, SINCE, UNTIL) for way in ways(people)]
    for name in ("people", "workers", "share", "of_all", "less", "balance", "monthly"):
        values = [way[name] for way in found if way[name] is not None]
        low, high = (min(values), max(values)) if values else (None, None)
        figure = report[name]
        assert (figure.low, figure.high) == (_float(low), _float(high)), name
        if low == high and not figure.unknown:
            assert figure.value == figure.low, name
    assert report["less"].met is _settled({way["fewer"] < 0 for way in found})
    shares = [way["women"] for way in found if way["women"] is not None]
    women = report["balance"].by["woman"]
    assert (women.low, women.high) == ((float(min(shares)), float(max(shares))) if shares else (None, None))  # fmt: skip
    working = [way["working women"] for way in found]
    women = report["workers"].by["woman"]
    assert (women.low, women.high) == (min(working), max(working))
    for name, least in (("people", 2), ("share", Fraction(1, 2)), ("of_all", Fraction(3, 5))):
        values = [way[name] for way in found if way[name] is not None]
        assert report[name].met is (_settled({each >= least for each in values}) if values else None)  # fmt: skip


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _settled(held: set[bool]) -> bool | None:
    return held.pop() if len(held) == 1 else None


@given(people=tables(), seed=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(
    trial: kraftrules.Ruleset, people: list[list[Record]], seed: Any
) -> None:
    records = [r for person in people for r in person]
    shuffled = list(records)
    seed.shuffle(shuffled)
    first, second = (trial.count(each, SINCE, UNTIL, by=["disability", "month"]) for each in (records, shuffled))  # fmt: skip
    assert first.to_dict() == second.to_dict()


@given(people=tables())
def test_the_ladder_loses_nobody(trial: kraftrules.Ruleset, people: list[list[Record]]) -> None:
    report = trial.count([r for person in people for r in person], SINCE, UNTIL)
    for name in report:
        before = report.people
        for rung in report[name].ladder:
            assert before == rung.persons + rung.unknown + rung.left
            assert min(rung.persons, rung.unknown, rung.left) >= 0
            if rung.id != "than":
                before = rung.persons + rung.unknown


@given(people=tables())
def test_a_trace_says_what_the_ladder_counts(
    trial: kraftrules.Ruleset, people: list[list[Record]]
) -> None:
    report = trial.count([r for person in people for r in person], SINCE, UNTIL)
    for name in report:
        traces = [report.trace(name, at) for at in range(len(people))]
        for at, rung in enumerate(report[name].ladder):
            said = [trace.steps[at].verdict.value for trace in traces]
            assert (said.count("met"), said.count("unknown")) == (rung.persons, rung.unknown)


states = st.frozensets(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1)


@given(counts=st.dictionaries(states, st.integers(1, 3), max_size=3))
def test_the_extremes_of_a_ratio_are_those_of_every_combination(counts: Any) -> None:
    each_person = [sorted(states) for states, n in counts.items() for _ in range(n)]
    sums = [tuple(map(sum, zip(*way, strict=True))) if way else (0, 0) for way in product(*each_person)]  # fmt: skip
    ratios = [Fraction(top, bottom) for top, bottom in sums if bottom]
    expected = (min(ratios), max(ratios)) if ratios else (None, None)
    assert ratio_bounds(counts) == expected


@given(
    start=st.sampled_from([*ENROLLED, "unknown"]), end=st.sampled_from([*EXITED, "unknown"])
)  # fmt: skip
def test_an_enrolment_lies_in_the_period_as_its_days_allow(start: Any, end: Any) -> None:
    if start != "unknown" and end not in ("unknown", None) and end < start:
        return
    r = {name: day for name, day in (("enrolled_on", start), ("exited_on", end)) if day != "unknown"}  # fmt: skip
    held = {_in(way, SINCE, UNTIL) for way in _filled(r | dict.fromkeys(FLAGS, True))}
    unknown = kraftrules.UNKNOWN
    found = Period(SINCE, UNTIL).lies_in(
        *(unknown if each == "unknown" else each for each in (start, end))
    )
    assert found == (MAYBE if len(held) == 2 else YES if True in held else NO)
