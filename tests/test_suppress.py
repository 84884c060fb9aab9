"""What is published gives no figure for a few persons, and nothing that such a figure can be had from."""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import kraftrules
from kraftrules.results.report import Figure, Report
from kraftrules.results.rows import Fault

SINCE, UNTIL = date(2024, 1, 1), date(2024, 6, 30)
AFTER = date(2024, 7, 1)
RULESET = """ruleset: prov
edition: "1"
title: {sv: Prov, en: Trial}
in_force: {from: 2024-01-01}
target_group:
  all:
    - {id: adult, label: {sv: Vuxen, en: Adult}, when: age >= 18}
results:
  outcomes:
    - {id: work, label: {sv: Till arbete, en: To work}, when: job_acquired}
    - {id: studies, label: {sv: Till studier, en: To studies}, when: joint_plan}
  measures:
    - {id: people, label: {sv: Personer, en: People}, number: "true"}
    - {id: work, label: {sv: Till arbete, en: To work}, number: work}
    - {id: idle, label: {sv: Utan arbete, en: Not in work}, number: not(work)}
    - {id: studies, label: {sv: Till studier, en: To studies}, number: studies}
    - {id: either, label: {sv: Endera, en: Either}, number: work or studies}
    - {id: work_share, label: {sv: Andel, en: Share}, share: work, target: {at_least: 50%}}
    - {id: some_share, label: {sv: Andel, en: Share}, share: work, among: disability}
    - {id: balance, label: {sv: Balans, en: Balance}, balance: work, by: sex, target: {within: [40%, 60%]}}
    - {id: monthly, label: {sv: Per månad, en: Monthly}, monthly_average: "true"}
"""
K = 5


@cache
def trial(text: str = RULESET) -> kraftrules.Ruleset:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "prov.yaml"
        path.write_text(text, "utf-8")
        return kraftrules.load(path)


Kinds = list[tuple[dict[str, Any], int]]


@st.composite
def counted(draw: st.DrawFn) -> Kinds:
    """Some kinds of enrolments, of whom a few facts are unknown, and how many people have each."""
    return [(draw(enrolments()), draw(st.integers(1, 12))) for _ in range(draw(st.integers(1, 6)))]


@st.composite
def enrolments(draw: st.DrawFn) -> dict[str, Any]:
    """An enrolment, of somebody in a team of three; it may lie outside the period, or be wrong."""
    facts: dict[str, Any] = {
        "sex": draw(st.sampled_from(["woman", "man", None])),
        "team": draw(st.sampled_from(["A", "B", "C"])),
        "job_acquired": draw(st.sampled_from([True, False, None])),
        "joint_plan": draw(st.booleans()),
        "disability": draw(st.booleans()),
        "enrolled_on": draw(st.sampled_from([SINCE, SINCE, SINCE, AFTER])),
        "exited_on": draw(st.sampled_from([None, None, date(2024, 8, 3), date(2023, 3, 3)])),
    }
    return {
        name: value for name, value in facts.items() if value is not None or name == "exited_on"
    }


def report_on(kinds: Kinds) -> Report:
    """A report in which each person has one enrolment."""
    records = [
        {"person_id": f"{kind}-{at}", **facts}
        for kind, (facts, number) in enumerate(kinds) for at in range(number)
    ]  # fmt: skip
    return trial().count(records, SINCE, UNTIL, by=["team"])


def cells(report: Report) -> Iterator[tuple[tuple[str, str, str], Figure]]:
    for name, figure in report.measures.items():
        yield (name, "", ""), figure
        for fact, groups in figure.groups.items():
            for group, each in groups.items():
                yield (name, fact, group), each


def is_small(count: float | None) -> bool:
    return count is not None and 0 < count < K


# ---- an attacker who has the whole published table, and knows how it is made


class Attacker:
    """Knows for each count the least and the greatest that it can be, and narrows them down.

    The counts are those of persons counted (N), of persons in the denominator who are not (R) and of
    persons unknown (U), for each measure and group. What was taken out may be anything from none to
    everyone. The relations are sums over groups, sums within a figure, that a part is no larger than
    its whole, that a measure and its opposite are everyone, and that everyone has one enrolment each.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        everyone = report.people if report.people is not None else 1000
        self.low: dict[Any, int] = {}
        self.high: dict[Any, int] = {}
        self.sums: list[tuple[Any, list[Any]]] = []
        for cell, figure in cells(report):
            for part, count in self._published(figure).items():
                key = (*cell, part)
                self.low[key], self.high[key] = (0, everyone) if count is None else (count, count)
            self.sums.append(((*cell, "D"), [(*cell, "N"), (*cell, "R")]))
        for name, figure in report.measures.items():
            for fact, groups in figure.groups.items():
                for part in ("N", "R", "D") if figure.kind in ("share", "number") else ("N",):
                    if figure.kind != "monthly_average":
                        self.sums.append(
                            ((name, "", "", part), [(name, fact, g, part) for g in groups])
                        )

        for cell, _ in cells(
            report
        ):  # the share's denominator is everyone, whose number is given too
            if cell[0] == "work_share" and cell[1] != "sex":
                self.sums.append((("people", *cell[1:], "N"), [(*cell, "D"), (*cell, "U")]))

        self._add_opposites()
        self._add_table(everyone)

    def _add_opposites(self) -> None:
        for (name, *scope), _ in cells(self.report):
            if name == "work" and scope[0] != "sex":
                parts = [("work", *scope, "N"), ("idle", *scope, "N"), ("work", *scope, "U")]
                self.sums.append((("people", *scope, "N"), parts))
                self.sums.append((("people", *scope, "N"), [("work_share", *scope, "D"), ("work", *scope, "U")]))  # fmt: skip

    def _add_table(self, most: int) -> None:
        """How many are in the table and in the period, and how many rows are left out."""
        report, rungs = self.report, [each.ladder for each in self.report.measures.values()]
        self._learn("table", report.people, most)
        self._learn("outside", report.left_out_counts.get(Fault.OUTSIDE_PERIOD, 0), most)
        self._learn("wrong", report.left_out_counts.get(Fault.EXIT_BEFORE_ENROLMENT, 0), 10**6)
        self._learn("rows", report.rows, 10**6)
        for everyone, period, *_ in rungs:
            for key, rung in (("table", everyone), (("people", "", "", "N"), period)):
                if rung.persons is not None:
                    self._bound(key, rung.persons, rung.persons)
        self.sums.append(("table", [("people", "", "", "N"), "outside"]))
        self.sums.append(("rows", ["table", "wrong"]))

    def _learn(self, key: str, count: int | None, most: int) -> None:
        self.low[key], self.high[key] = (0, most) if count is None else (count, count)

    @staticmethod
    def _published(figure: Figure) -> Mapping[str, int | None]:
        top, bottom = figure.numerator, figure.denominator
        if figure.kind in ("number", "balance") and bottom is None:
            return {"N": top, "R": None, "D": None, "U": figure.unknown}
        rest = None if top is None or bottom is None else bottom - top
        return {"N": top, "R": rest, "D": bottom, "U": figure.unknown}

    def narrow(self) -> None:
        """Go round until nothing more follows: a whole is the sum of its parts, and each is what is left."""
        for _ in range(30):
            before = (dict(self.low), dict(self.high))
            for whole, parts in self.sums:
                self._bound(
                    whole, sum(self.low[p] for p in parts), sum(self.high[p] for p in parts)
                )
                for part in parts:
                    others = [p for p in parts if p != part]
                    self._bound(part, self.low[whole] - sum(self.high[p] for p in others),
                                self.high[whole] - sum(self.low[p] for p in others))  # fmt: skip
            if before == (self.low, self.high):
                return

    def _bound(self, key: Any, low: int, high: int) -> None:
        self.low[key] = max(self.low[key], low)
        self.high[key] = min(self.high[key], high)

    def known(self) -> Iterator[tuple[Any, int]]:
        yield from ((key, low) for key, low in self.low.items() if low == self.high[key])


def kind(number: int, **facts: Any) -> tuple[dict[str, Any], int]:
    plain = {"sex": "woman", "team": "A", "joint_plan": False, "disability": False}
    return {**plain, "enrolled_on": SINCE, "exited_on": None, **facts}, number


@settings(max_examples=200)
@example([kind(5, exited_on=date(2023, 3, 3)), kind(1, job_acquired=True)])
@example([kind(6, team="B", job_acquired=True), kind(3), kind(5, team="C", job_acquired=False),
          kind(2, job_acquired=True), kind(5, team="C", job_acquired=True)])  # fmt: skip
@given(kinds=counted())
def test_an_attacker_with_the_whole_table_gets_no_suppressed_figure(kinds: Kinds) -> None:
    report = report_on(kinds)
    published = report.published(K)
    attacker = Attacker(published)
    attacker.narrow()
    true = dict(cells(report))
    for key, count in attacker.known():
        if isinstance(key, str):
            assert not is_small(count), key
            continue
        name, fact, group, part = key
        figure = true[name, fact, group]
        if figure.kind == "monthly_average" or part == "U":
            continue
        assert not is_small(count) or part == "D", (name, fact, group, part, count)


def counts_in(found: object, path: str = "") -> Iterator[tuple[str, int]]:
    if isinstance(found, Mapping):
        for key, value in found.items():
            yield from counts_in(value, f"{path}/{key}")
    elif isinstance(found, list):
        for at, value in enumerate(found):
            yield from counts_in(value, f"{path}/{at}")
    elif isinstance(found, int) and not isinstance(found, bool):
        yield path, found


@settings(max_examples=100)
@given(kinds=counted())
def test_no_small_count_of_persons_stands_in_what_is_published(kinds: Kinds) -> None:
    for path, count in counts_in(report_on(kinds).published(K).to_dict()):
        if any(word in path for word in ("suppress_below", "target", "/rows", "monthly")):
            continue
        assert not is_small(count), path


def test_nothing_is_taken_out_where_nothing_is_small() -> None:
    whole = a_report(woman_work=5, woman_not=6, man_work=7, man_not=8)
    assert not any(figure.suppressed for _, figure in cells(whole.published(K)))
    assert whole.published(K)["work"] == whole["work"]


def a_report(ruleset: str = RULESET, **counts: int) -> Report:
    """A report on so many women and men at work and not: ``woman_work=3``."""
    records = [
        {"person_id": f"{name}{at}", "sex": name.split("_")[0], "team": "A", "job_acquired": "work" in name,
         "joint_plan": False, "disability": True, "enrolled_on": SINCE, "exited_on": None}
        for name, count in counts.items() for at in range(count)
    ]  # fmt: skip
    return trial(ruleset).count(records, SINCE, UNTIL)


def test_how_many_are_in_the_table_does_not_give_away_those_who_are_not_counted() -> None:
    published = a_report(woman_work=48, man_work=50, man_not=2).published(K)
    assert published["idle"].suppressed and published["work"].suppressed
    assert published.people == published["people"].numerator == 100
    bare = "".join(
        line for line in RULESET.splitlines(True) if not re.search(r'"true"|share|idle', line)
    )
    published = a_report(bare, woman_work=48, man_work=50, man_not=2).published(K)
    assert published["work"].numerator == 98
    assert published.people is None
    assert all(rung.persons is None for each in published.measures.values() for rung in each.ladder)
    records = [
        {"person_id": at, "enrolled_on": AFTER if at < 2 else SINCE, "exited_on": None, "sex": "man"}
        for at in range(60)
    ]  # fmt: skip
    published = trial().count(records, SINCE, UNTIL, suppress_below=K)
    assert (published["people"].numerator, published.people, published.rows) == (58, None, None)


def test_a_small_group_takes_the_other_sex_with_it_but_not_the_total() -> None:
    found = a_report(woman_work=3, woman_not=40, man_work=20, man_not=40).published(K)
    assert found["work"].numerator == 23
    assert found["work"].by["woman"].numerator is None
    assert found["work"].by["man"].numerator is None
    assert found["people"].by["woman"].numerator == 43
    assert found["balance"].by["man"].value is None


def test_those_few_who_are_not_counted_are_protected_too() -> None:
    found = a_report(woman_work=40, woman_not=2, man_work=20, man_not=20).published(K)
    assert found["work_share"].by["woman"].suppressed
    assert found["work_share"].by["man"].suppressed
    assert found["work_share"].value == 60 / 82


def test_a_published_report_traces_nobody_and_says_what_it_is() -> None:
    found = a_report(woman_work=10, man_not=10).published(K)
    assert found.suppress_below == K
    with pytest.raises(kraftrules.FactError):
        found.trace("work", "woman_work1")
    assert json.dumps(found.to_dict()) == json.dumps(a_report(woman_work=10, man_not=10).to_dict(suppress_below=K))  # fmt: skip


@pytest.mark.parametrize("below", [-1, 1, 2, 5.0, "5", True, 10**9])
def test_a_threshold_that_makes_no_sense_is_refused(below: Any) -> None:
    with pytest.raises(kraftrules.FactError, match="suppress_below"):
        a_report(woman_work=1).published(below)


def test_few_of_unknown_sex_cannot_be_had_from_a_published_balance() -> None:
    common = {"enrolled_on": date(2024, 1, 1), "exited_on": None, "studies_started_on": None}
    work = {"employment_started_on": date(2024, 1, 1), "employment_extent": "full_time"}
    kinds = [{"sex": "woman", **work}] * 20 + [{"sex": "man", **work}] * 20 + [work] * 3 + [{"sex": "man"}] * 4  # fmt: skip
    records = [{"person_id": at, **common, **each} for at, each in enumerate(kinds)]
    esf = kraftrules.load("malmokraften@esf")
    report = esf.count(records, date(2024, 1, 1), date(2024, 6, 30))
    whole = report["sex_balance_results"]
    assert (whole.low, whole.high, whole.unknown) == (43, 47, 7)
    public = report.published(5)["sex_balance_results"]
    assert (public.low, public.high, public.unknown) == (None, None, None)
