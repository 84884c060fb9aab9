"""Two reports beside each other."""

import json
from datetime import date
from fractions import Fraction
from functools import cache
from math import sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kraftrules

SINCE, UNTIL = date(2024, 1, 1), date(2024, 6, 30)
load = cache(kraftrules.load)
ESF = load("malmokraften@esf")


def report(at_work: int, not_at_work: int, unknown: int = 0, name: str = "malmokraften@esf") -> Any:
    """A report on so many at work, not at work, and of whom that is unknown."""
    common = {"sex": "woman", "referred_by": "socialtjansten", "enrolled_on": SINCE, "exited_on": None,
              "studies_started_on": None}  # fmt: skip
    work = {"employment_started_on": SINCE, "employment_extent": "full_time"}
    records = [{**common, **work} for _ in range(at_work)]
    records += [{**common, "employment_started_on": None} for _ in range(not_at_work)]
    records += [dict(common) for _ in range(unknown)]
    numbered = [{**each, "person_id": at} for at, each in enumerate(records)]
    return load(name).count(numbered, SINCE, UNTIL)


def wilson(top: int, bottom: int, z: float = 1.959963984540054) -> tuple[float, float]:
    share = top / bottom
    centre = share + z * z / (2 * bottom)
    spread = z * sqrt(share * (1 - share) / bottom + z * z / (4 * bottom * bottom))
    whole = 1 + z * z / bottom
    return (centre - spread) / whole, (centre + spread) / whole


@given(st.integers(0, 9), st.integers(1, 9), st.integers(0, 9), st.integers(1, 9))
def test_the_interval_is_newcombes(a: int, b: int, c: int, d: int) -> None:
    found = kraftrules.compare_reports(report(a, b), report(c, d))["work_share"]
    one, two = a / (a + b), c / (c + d)
    (low1, high1), (low2, high2) = wilson(a, a + b), wilson(c, c + d)
    assert found.value == pytest.approx(two - one)
    assert found.low == pytest.approx(two - one - sqrt((two - low2) ** 2 + (high1 - one) ** 2))
    assert found.high == pytest.approx(two - one + sqrt((high2 - two) ** 2 + (one - low1) ** 2))


def test_the_example_of_newcombes_article() -> None:
    found = kraftrules.compare_reports(report(48, 32), report(56, 14))["work_share"]
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)


def test_what_is_unknown_widens_what_the_difference_can_be() -> None:
    found = kraftrules.compare_reports(report(5, 5), report(6, 2, unknown=2))["work_share"]
    assert Fraction(found.least).limit_denominator(100) == Fraction(1, 10)
    assert Fraction(found.most).limit_denominator(100) == Fraction(3, 10)


def test_numbers_have_a_difference_and_no_interval() -> None:
    found = kraftrules.compare_reports(report(5, 5), report(6, 6))["participants"]
    assert (found.value, found.low, found.high) == (2, None, None)


def test_two_programmes_are_compared_by_what_they_have_in_common() -> None:
    found = kraftrules.compare_reports(report(5, 5), report(6, 4, name="malmokraften@2023"))
    assert "work_share" in list(found)
    assert "without_assistance_share" not in list(found)
    with pytest.raises(kraftrules.FactError, match="work_share"):
        found["work_shar"]


def test_every_comparison_says_that_it_is_no_effect() -> None:
    found = kraftrules.compare_reports(report(5, 5), report(6, 4)).to_dict()
    assert "ingen effekt" in json.dumps(found, ensure_ascii=False)
    assert "no effect" in json.dumps(found)


def test_a_suppressed_figure_has_no_difference() -> None:
    found = kraftrules.compare_reports(report(2, 50).published(5), report(20, 20).published(5))
    assert found["work_share"].value is None
    assert found["work_share"].low is None


@pytest.mark.parametrize("confidence", [0, 1, 95, "0.95", None])
def test_a_confidence_that_makes_no_sense_is_refused(confidence: Any) -> None:
    with pytest.raises(kraftrules.FactError, match="confidence"):
        kraftrules.compare_reports(report(1, 1), report(1, 1), confidence=confidence)


def test_what_is_no_report_is_refused() -> None:
    with pytest.raises(kraftrules.FactError, match="count"):
        kraftrules.compare_reports(report(1, 1), {})  # type: ignore[arg-type]


def test_of_a_balance_each_groups_share_is_compared() -> None:
    common = {"referred_by": "socialtjansten", "enrolled_on": SINCE, "exited_on": None}
    reports = [
        ESF.count([{**common, "sex": sex, "person_id": at} for at, sex in enumerate(sexes)], SINCE, UNTIL)
        for sexes in (["woman", "man"], ["woman"] * 3 + ["man"])
    ]  # fmt: skip
    found = kraftrules.compare_reports(*reports)
    assert "sex_balance" not in list(found)
    women = found["sex_balance.woman"]
    assert (women.value, women.least, women.most) == (0.25, 0.25, 0.25)
    assert women.label.sv == "Jämn könsfördelning bland deltagarna: kvinna"
    assert found["sex_balance.man"].value == -0.25
    assert women.low is not None and women.low < 0.25 < women.high
