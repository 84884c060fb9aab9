"""What the documents publish, counted again from records made to have their margins."""

import csv
import io
import runpy
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import kraftrules

ROOT = Path(__file__).parents[1]
MAKE = runpy.run_path(str(ROOT / "examples" / "make_participations.py"))
START, HALF_TIME, END = date(2020, 1, 2), date(2021, 6, 30), date(2022, 12, 31)


@cache
def report(maker: str, ruleset: str, since: date, until: date, *by: str) -> kraftrules.Report:
    return kraftrules.load(ruleset).count(MAKE[maker](), since, until, by=by)


@cache
def half_time() -> kraftrules.Report:
    return report("half_time", "malmokraften@2.0", START, HALF_TIME)


def figures(name: str) -> tuple[Any, ...]:
    figure = half_time()[name]
    return figure.numerator, figure.denominator


# ---- the half-time evaluation of 2.0


def test_enrolled_at_half_time_by_sex() -> None:
    people, balance = half_time()["participants"], half_time()["sex_balance"]
    assert (people.value, people.by["woman"].value, people.by["man"].value) == (2917, 1475, 1442)
    assert (round(balance.by["man"].value, 3), round(balance.by["woman"].value, 3)) == (
        0.494,
        0.506,
    )
    assert (people.met, balance.met) == (False, True)


def test_to_work_or_studies_at_half_time_by_sex() -> None:
    both, work, studies = (half_time()[each] for each in ("work_or_studies", "work", "studies"))
    assert both.value == 887
    assert {each: work.by[each].value for each in work.by} == {"woman": 367, "man": 460}
    assert {each: studies.by[each].value for each in studies.by} == {"woman": 41, "man": 19}


def test_fewer_with_assistance_and_benefit_at_exit() -> None:
    assert figures("less_assistance") == (209, 603)
    assert figures("less_sickness_benefit") == (9, 78)
    assert half_time()["less_assistance"].met
    assert half_time()["less_sickness_benefit"].met
    assert half_time()["less_assistance"].ladder[2].persons == 1353


def test_the_same_people_from_the_insurance_agency_by_each_denominator() -> None:
    assert figures("fk_moved_on_share_of_all") == (27, 229)
    assert figures("fk_work_share_of_all") == (13, 229)
    assert figures("fk_moved_on_or_work_share") == (40, 84)
    assert figures("fk_moved_on_share") == (27, 84)
    shares = [
        half_time()[each].value for each in ("fk_moved_on_share_of_all", "fk_work_share_of_all")
    ]
    assert [round(100 * each) for each in shares] == [12, 6]
    assert round(half_time()["fk_moved_on_or_work_share"].value, 3) == 0.476  # the report says 47
    assert half_time()["fk_moved_on_share"].met is False


def test_shares_of_background_at_half_time() -> None:
    names = (
        "disability_share",
        "born_outside_europe_share",
        "low_education_share",
        "assistance_share",
    )
    assert [round(100 * half_time()[each].value) for each in names] == [21, 52, 34, 39]


# ---- the end of 2.0


def test_unique_participants_and_results_at_the_end() -> None:
    found = report("at_the_end", "malmokraften@2.0", START, END)
    assert found.rows > found.people == 4295
    assert (found["participants"].value, found["participants"].met) == (4295, True)
    assert (found["work_or_studies"].value, found["work_or_studies"].met) == (1874, True)
    assert found["sex_balance"].met


# ---- the goals for 2023–2024


def test_the_goals_of_the_application_are_just_met() -> None:
    found = report("esf_goals", "malmokraften@esf", date(2023, 9, 1), date(2024, 12, 31))
    expected = {
        "participants": (1300, None), "work_share": (545, 1210), "studies_share": (121, 1210),
        "fk_moved_on_share": (54, 90), "without_assistance_share": (180, 400),
        "step_forward_share": (549, 610),
    }  # fmt: skip
    assert {each: (found[each].numerator, found[each].denominator) for each in expected} == expected
    assert [each for each in found if found[each].target and not found[each].met] == []


def test_one_fewer_and_a_goal_is_not_met() -> None:
    records = MAKE["esf_goals"]()
    at_work = [each for each in records if each["employment_started_on"]
               and each["referred_by"] != "forsakringskassan"]  # fmt: skip
    at_work[0]["employment_started_on"] = None
    found = kraftrules.load("malmokraften@esf").count(records, date(2023, 9, 1), date(2024, 12, 31))
    assert (found["work_share"].numerator, found["work_share"].met) == (544, False)


# ---- the collaboration volume of 2020


def volume(records: list[dict[str, Any]], *by: str) -> Any:
    ruleset = kraftrules.load("lok-forsorjningsstod@2020")
    found = ruleset.count(records, date(2020, 1, 1), date(2020, 12, 31), by=by)
    return found["volume"]


def test_the_volume_counts_nobody_twice_in_a_month() -> None:
    records = MAKE["collaborations"]()
    whole = volume(records, "programme")
    assert whole.value == 564 + 3319 + 837 + 1531 == 6251
    assert round(100 * whole.value / 26023) == 24
    programmes = {name: each.value for name, each in whole.groups["programme"].items()}
    assert programmes["dua-unga"] == 564
    assert programmes["lok-etablering"] == 837
    assert sum(programmes.values()) > whole.value  # some are enrolled in two collaborations
    rest = [each for each in records if each["programme"] != "lok-forsorjningsstod"]
    assert whole.value - volume(rest).value == 3319  # less those in other collaboration
    other = [each for each in rest if each["programme"] not in ("dua-unga", "lok-etablering")]
    assert volume(other).value == 1531


# ---- the records themselves


@pytest.mark.parametrize(
    "name", ["half_time", "at_the_end", "esf_goals", "collaborations", "a_year"]
)
def test_records_are_the_same_every_time_and_of_facts_that_there_are(name: str) -> None:
    records = MAKE[name]()
    assert records == MAKE[name]()
    facts = kraftrules.load("malmokraften@2.0").declaration.vocabulary.of("participation")
    assert {fact for each in records for fact in each} <= set(facts)


def test_margins_are_dealt_exactly_and_refused_where_they_cannot_be() -> None:
    made = MAKE["Maker"](20, (START, HALF_TIME), "seed")
    made.deal([(12, {"sex": "woman"}), (8, {"sex": "man"})])
    made.deal([(3, {"disability": True})], lambda each: each["sex"] == "man")
    assert Counter(each["sex"] for each in made.records) == {"woman": 12, "man": 8}
    disabled = [each for each in made.records if each["disability"]]
    assert [each["sex"] for each in disabled] == ["man"] * 3
    with pytest.raises(ValueError, match="9 of 8"):
        made.deal([(9, {"disability": True})], lambda each: each["sex"] == "man")


def test_the_example_table_is_the_one_that_the_script_writes() -> None:
    out = io.StringIO()
    MAKE["write"](MAKE["a_year"](), out)
    stored = (ROOT / "examples" / "participations.csv").read_text("utf-8")
    assert out.getvalue() == stored
    assert len(list(csv.reader(io.StringIO(stored), delimiter=";"))) == 405
