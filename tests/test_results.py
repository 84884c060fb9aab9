"""Counting: every figure against all ways the unknown could turn out, and what the design states of it."""

import copy
import pickle
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kraftrules
from kraftrules.feel.evaluate import truth
from kraftrules.given import accept_all
from kraftrules.reading import bind
from kraftrules.results.bounds import ratio_bounds
from kraftrules.results.period import MAYBE, NO, YES, Period
from kraftrules.results.reasons import Reasons
from kraftrules.results.survey import make_survey
from kraftrules.values import Unknown

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


APART = st.tuples(*[st.booleans()] * 4).filter(lambda each: not (each[0] and each[1]))


@settings(max_examples=40)
@given(flags=st.lists(APART, min_size=5, max_size=9, unique=True))
def test_however_many_enrolments_of_a_person_are_in_doubt_the_bounds_are_exact(
    trial: kraftrules.Ruleset, flags: list[tuple[bool, ...]]
) -> None:
    names = ("job_acquired", "disability", "receives_social_assistance_at_start",
             "receives_social_assistance_at_exit")  # fmt: skip
    alike: Record = {"sex": "woman", "joint_plan": False}
    doubtful: list[Record] = [
        {"person_id": 0, "enrolled_on": ENROLLED[0], **alike, **dict(zip(names, each, strict=True))}
        for each in flags
    ]
    sure: list[Record] = [
        {"person_id": at, "enrolled_on": SINCE, "exited_on": UNTIL, **alike, **dict.fromkeys(names, True),
         "job_acquired": at == 1}
        for at in (1, 2, 3)
    ]  # fmt: skip
    report = trial.count([*doubtful, *sure], SINCE, UNTIL)
    ends = product((EXITED[0], UNTIL), repeat=len(doubtful))
    found = [
        plainly([[{**r, "exited_on": end} for r, end in zip(doubtful, way, strict=True)], *([r] for r in sure)],
                SINCE, UNTIL)
        for way in ends
    ]  # fmt: skip
    for name in ("people", "workers", "share", "of_all", "less", "balance", "monthly"):
        values = [way[name] for way in found]
        assert (report[name].low, report[name].high) == (_float(min(values)), _float(max(values))), name  # fmt: skip


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


# ---- what is missing, and what makes no sense


ESF = kraftrules.load("malmokraften@esf")
SURVEY = make_survey(ESF.declaration)
DAYS = [SINCE, UNTIL - timedelta(days=1), UNTIL, UNTIL + timedelta(days=1), date(2025, 1, 1)]


@st.composite
def enrolments(draw: st.DrawFn) -> Record:
    """An enrolment with any of the facts that the bundled measures read."""
    found: Record = {}
    for fact in SURVEY.reading.inputs:
        values: list[Any] = {"boolean": [True, False], "date": DAYS}.get(fact.type, list(fact.values or ["x"]))  # fmt: skip
        values = [*values, *([None] if fact.none_allowed else [])]
        if draw(st.booleans()):
            found[fact.id] = draw(st.sampled_from(values))
    return found


@settings(max_examples=200)
@given(records=st.lists(enrolments(), min_size=1, max_size=6))
def test_what_is_missing_is_what_the_definition_says(records: list[Record]) -> None:
    reasons, expected = Reasons(SURVEY.reading, UNTIL), Counter[tuple[str, str]]()
    for record in records:
        scope = bind(SURVEY.reading, accept_all(SURVEY.reading.facts, record), UNTIL)
        values = [truth(node, scope) for _, node in SURVEY.reading.conditions]
        unknown = {at: each for at, each in enumerate(values) if isinstance(each, Unknown)}
        parts = [(str(at), (at,)) for at in unknown]
        key = sum(
            (1 if each is True else 2) << 2 * at
            for at, each in enumerate(values)
            if at not in unknown
        )
        reasons.note(key, reasons.doubt(parts), record)
        expected.update((str(at), name) for at, each in unknown.items() for name in each.facts)
    assert reasons.counted() == expected


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"since": "2024-01-01"}, "since"),
        ({"until": None}, "until"),
        ({"since": UNTIL, "until": SINCE}, "until"),
        ({"since": date(1900, 1, 1)}, "since"),
        ({"by": ["sexx"]}, "Menade du sex"),
        ({"by": [1]}, "by"),
        ({"by": "person_id"}, "by"),
        ({"by": "teem"}, "'teem' .*employment_extent.*Menade du team"),
        ({"by": None}, "by: gavs None"),
        ({"by": 5}, "by: gavs 5"),
        ({"by": {"team": 1}}, "by: gavs {"),
        ({"by": [["team"]]}, "by: gavs"),
        ({"teams": 5}, "teams: gavs 5"),
        ({"teams": True}, "teams: gavs True"),
        ({"teams": [1]}, "teams"),
        ({"suppress_below": 2}, "suppress_below"),
        ({"participations": {"person_id": 1}}, "participations"),
        ({"participations": "file.csv"}, "file.csv.*filen finns inte"),
        ({"participations": [1]}, "facts"),
        (
            {"participations": [{"person_id": 1}, {"enroled_on": SINCE}]},
            r"participations\[2\].enroled_on: .*om en inskrivning. Menade du enrolled_on",
        ),
        ({"participations": None}, "participations"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: Mapping[str, Any], said: str) -> None:
    given = {"participations": [], "since": SINCE, "until": UNTIL, **arguments}
    with pytest.raises(kraftrules.FactError, match=said):
        ESF.count(given.pop("participations"), given.pop("since"), given.pop("until"), **given)


def test_a_measure_that_is_not_there_is_refused_with_the_nearest() -> None:
    report = ESF.count([], SINCE, UNTIL)
    with pytest.raises(kraftrules.FactError, match="work_share"):
        report["wrok_share"]
    with pytest.raises(kraftrules.FactError, match="finns inte i tabellen"):
        report.trace("work_share", 1)


def test_nobody_at_all_gives_figures_of_none() -> None:
    report = ESF.count([], SINCE, UNTIL)
    assert (report.rows, report.people, report["participants"].value) == (0, 0, 0)
    share = report["work_share"]
    assert (share.value, share.low, share.high, share.met) == (None, None, None, None)


def test_bad_values_are_listed_and_the_rest_counted() -> None:
    good = {"person_id": 1, "enrolled_on": SINCE, "exited_on": None}
    rows = [good, {**good, "person_id": 2, "enrolled_on": "2024-01-01"}, {**good, "person_id": 3, "sex": "womn"},
            {**good, "person_id": None}, {**good, "person_id": True}]  # fmt: skip
    report = ESF.count(rows, SINCE, UNTIL)
    assert report["participants"].value == 1
    assert [(each.row, each.fault.value) for each in report.left_out] == [
        (2, "bad_value"), (3, "bad_value"), (4, "no_person"), (5, "bad_value"),
    ]  # fmt: skip
    assert "Menade du woman?" in report.left_out[1].message


def test_an_open_enrolment_outside_the_period_is_that_and_takes_no_other_with_it() -> None:
    rows = [
        {"person_id": 1, "enrolled_on": day, "exited_on": None}
        for day in (SINCE, UNTIL + timedelta(days=1), UNTIL + timedelta(days=2))
    ]
    report = ESF.count(rows, SINCE, UNTIL)
    assert [(each.row, each.fault.value) for each in report.left_out] == [
        (2, "outside_period"), (3, "outside_period"),
    ]  # fmt: skip
    assert (report["participants"].value, report.people) == (1, 1)
    report = ESF.count([rows[0], *rows], SINCE, UNTIL)
    assert [each.row for each in report.left_out if each.fault.is_error] == [1, 2]
    assert sum(report.left_out_counts.values()) == report.rows


def test_identifiers_that_read_alike_are_never_two_persons() -> None:
    rows = [
        {"person_id": person, "enrolled_on": SINCE, "exited_on": UNTIL}
        for person in (1, "1", 1, " 1", "A", "A ", "a")
    ]
    report = ESF.count(rows, SINCE, UNTIL)
    assert (report.people, report["participants"].value) == (3, 3)
    assert [(each.row, each.fault.value) for each in report.left_out] == [
        (at, "person_written_differently") for at in (2, 4, 6)
    ]
    assert (
        str(report.left_out[1].message)
        == "Personen står som ' 1' (str) här men som 1 (int) på rad 1."
    )
    for person in (1, "1"):
        trace = report.trace("participants", person)
        assert (trace.person_id, trace.counted.value, len(trace.left_out)) == (1, "met", 2)


@pytest.mark.parametrize("odd", [[], {}, None, 1.0, True, b"x", 10**5000, "\ud800", "2", -1, " 1"], ids=lambda each: type(each).__name__)  # fmt: skip
def test_odd_names_and_persons_are_refused(odd: Any) -> None:
    report = ESF.count([{"person_id": 1, "enrolled_on": SINCE, "exited_on": None}], SINCE, UNTIL)
    assert odd not in report
    for look in (report.__getitem__, lambda name: report.trace(name, 1)):
        with pytest.raises(kraftrules.FactError, match="måtten är") as raised:
            look(odd)
        assert str(raised.value).encode()
    with pytest.raises(kraftrules.FactError, match="finns inte i tabellen"):
        report.trace("participants", odd)


def test_a_report_is_its_own_copy_and_cannot_be_pickled() -> None:
    report = ESF.count([], SINCE, UNTIL)
    assert copy.deepcopy(report) is copy.copy(report) is report
    with pytest.raises(TypeError, match="to_dict"):
        pickle.dumps(report)
    with pytest.raises(TypeError, match="unhashable type: 'Report'"):
        hash(report)


def test_a_team_called_unknown_is_not_those_whose_team_is_unknown() -> None:
    teams: list[dict[str, str]] = [{"team": each} for each in ("unknown", "none", '"none"', "A")]
    rows = [{"person_id": at, "enrolled_on": SINCE, "exited_on": None, **each}
            for at, each in enumerate([*teams, {}])]  # fmt: skip
    groups = ESF.count(rows, SINCE, UNTIL, by=["team"])["participants"].groups["team"]
    assert {name: (each.low, each.high) for name, each in groups.items()} == {
        '""none""': (1, 2), '"none"': (1, 2), '"unknown"': (1, 2), "A": (1, 2), "unknown": (1, 1),
    }  # fmt: skip


def test_persons_of_two_sexes_are_of_unknown_sex() -> None:
    rows = [
        {"person_id": 1, "sex": sex, "enrolled_on": SINCE, "exited_on": UNTIL}
        for sex in ("woman", "man")
    ]
    people = ESF.count(rows, SINCE, UNTIL)["participants"]
    assert {name: each.value for name, each in people.by.items()} == {
        "woman": 0,
        "man": 0,
        "unknown": 1,
    }
    assert (people.by["woman"].low, people.by["woman"].high) == (0, 1)


def test_a_target_is_that_of_the_year_in_which_the_period_ends() -> None:
    draft = kraftrules.load("malmokraften@2025")
    for year, least in ((2025, 0.4), (2026, 0.43), (2027, 0.46)):
        share = draft.count([], date(2025, 1, 1), date(year, 12, 31))["work_or_studies_share"]
        assert share.target is not None and share.target.at_least == least
    assert (
        draft.count([], date(2025, 1, 1), date(2028, 1, 1))["work_or_studies_share"].target is None
    )


def test_groups_by_any_fact_and_by_month() -> None:
    rows = [
        {"person_id": 1, "team": "A", "disability": True, "enrolled_on": SINCE, "exited_on": date(2024, 2, 3)},
        {"person_id": 1, "team": "B", "disability": False, "enrolled_on": date(2024, 3, 1), "exited_on": None},
        {"person_id": 2, "enrolled_on": date(2024, 4, 1), "exited_on": None},
    ]  # fmt: skip
    people = ESF.count(rows, SINCE, UNTIL, by=["team", "disability", "month", "enrolled_on"])[
        "participants"
    ]
    assert {name: each.value for name, each in people.groups["team"].items()} == {
        "A": 1,
        "B": 1,
        "unknown": 1,
    }
    assert people.groups["team"]["A"].high == 2  # person 2 may be of it
    assert {n: each.value for n, each in people.groups["disability"].items()} == {
        "true": 1,
        "false": 1,
        "unknown": 1,
    }
    assert {n: each.value for n, each in people.groups["month"].items()} == {
        "2024-01": 1, "2024-02": 1, "2024-03": 1, "2024-04": 2,
    }  # fmt: skip
    assert {n: each.value for n, each in people.groups["enrolled_on"].items()} == {
        "2024-01": 1, "2024-03": 1, "2024-04": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("enrolled", "exited", "counted"),
    [
        (date(2023, 6, 1), SINCE, 1),
        (date(2023, 6, 1), SINCE - timedelta(days=1), 0),
        (UNTIL, None, 1),
        (UNTIL + timedelta(days=1), None, 0),
        (UNTIL, UNTIL, 1),
    ],
)
def test_the_first_and_the_last_day_belong_to_the_period(
    enrolled: date, exited: date | None, counted: int
) -> None:
    rows = [{"person_id": 1, "enrolled_on": enrolled, "exited_on": exited}]
    report = ESF.count(rows, SINCE, UNTIL)
    assert report["participants"].value == counted
    assert report["volume"].numerator == counted


def test_a_trace_asks_nothing_after_the_first_no(trial: kraftrules.Ruleset) -> None:
    flags = dict.fromkeys(FLAGS, False)
    gone = {"person_id": 1, "sex": "man", "enrolled_on": date(2023, 1, 1), "exited_on": date(2023, 2, 1), **flags}  # fmt: skip
    able = {**gone, "person_id": 2, "exited_on": None}
    report = trial.count([gone, able], SINCE, UNTIL)
    lines = report.trace("share", 1).explain().splitlines()
    assert lines[1:4] == [
        "- i tabellen: ja",
        "- med inskrivning någon dag 2024-01-01–2024-04-30: nej",
        "- i nämnaren (villkor: personen har en funktionsnedsättning): prövas inte",
    ]
    lines = report.trace("less", 2).explain("en").splitlines()
    assert [line.rsplit(": ", 1)[1] for line in lines[1:]] == ["yes", "yes", "no", "not asked", "not asked"]  # fmt: skip


def test_a_step_quotes_its_condition_as_one_that_stands_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "prov.yaml"
    more = '    - {id: neither, label: Ingetdera, share: not(disability), among: not(work or gone) and referred_by != "forsakringskassan" and employment_started_on = null}\n'  # fmt: skip
    path.write_text(HEAD + more, "utf-8")
    among, counted = kraftrules.load(path).count([], SINCE, UNTIL)["neither"].ladder[-2:]
    assert among.label.sv == (
        "i nämnaren (villkor: varken ”Till arbete” eller ”Har lämnat”, "
        "anvisande part är inte Försäkringskassan och startdatum för arbete finns inte)"
    )
    assert among.label.en.startswith("in the denominator (condition: neither ”To work” nor ”Has left”, ")  # fmt: skip
    assert counted.label.sv == "räknas (villkor: personen har inte en funktionsnedsättning)"


def test_a_balance_counts_those_whose_group_is_unknown(trial: kraftrules.Ruleset) -> None:
    flags = dict.fromkeys(FLAGS, True)
    sexes = [{"sex": "woman"}] * 2 + [{"sex": "man"}] * 2 + [{}] * 4
    records = [
        {"person_id": at, "enrolled_on": SINCE, "exited_on": None, **sex, **flags}
        for at, sex in enumerate(sexes)
    ]
    balance = trial.count(records, SINCE, UNTIL)["balance"]
    assert (balance.value, balance.low, balance.high, balance.unknown) == (8, 8, 8, 4)
    assert [(each.fact, each.enrolments) for each in balance.missing] == [("sex", 4)]
    assert (balance.by["woman"].low, balance.by["woman"].high) == (0.25, 0.75)
    ended = {**records[7], "sex": "man", "exited_on": SINCE}
    balance = trial.count([*records, ended], SINCE, UNTIL)["balance"]
    assert balance.unknown == 3  # another enrolment of the person's tells
    assert [each.enrolments for each in balance.missing] == [3]
    uncounted = [{**each, "disability": False} for each in records]
    balance = trial.count(uncounted, SINCE, UNTIL)["balance"]
    assert (balance.unknown, balance.missing) == (0, ())


def test_a_name_that_nobody_knows_is_passed_over_where_asked() -> None:
    record = {"person_id": 1, "enrolled_on": SINCE, "exited_on": None, "start": SINCE}
    report = ESF.count([record], SINCE, UNTIL, ignore_extra=True)
    assert (report.people, report.left_out) == (1, ())
    with pytest.raises(kraftrules.FactError, match="start"):
        ESF.count([record], SINCE, UNTIL)
