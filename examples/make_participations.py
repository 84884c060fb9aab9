"""Make enrolments whose figures are those that a document gives: nobody in them is real.

    python examples/make_participations.py > participations.csv

Each maker below gives the records of a report or an application, with its margins and nothing else
decided: what a document does not say is drawn by lot, the same for the same seed.
"""

import csv
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

Record = dict[str, Any]  # a fact left out is unknown; None is known to be nothing

NO_WORK = {"employment_started_on": None, "employment_extent": None, "employment_support": None}
NO_STUDIES = {"studies_started_on": None, "studies_kind": None}
FALSE = (
    "in_job_guarantee", "job_acquired", "studies_csn_eligible", "studies_with_activity_support",
    "studies_with_studiestartsstod", "moved_to_af_fk", "joint_plan", "social_needs_clarified",
    "care_needs_clarified", "coached_and_matched", "disability", "born_outside_europe",
    "receives_social_assistance_at_start", "receives_social_assistance_at_exit",
    "receives_sickness_benefit_at_start", "receives_sickness_benefit_at_exit",
)  # fmt: skip
COLUMNS = (
    "person_id", "sex", "programme", "edition", "team", "referred_by", "enrolled_on", "exited_on",
    "in_job_guarantee", "receives_social_assistance_at_start", "receives_social_assistance_at_exit",
    "receives_sickness_benefit_at_start", "receives_sickness_benefit_at_exit",
    "employment_started_on", "employment_extent", "employment_support", "job_acquired",
    "studies_started_on", "studies_kind", "studies_csn_eligible", "studies_with_activity_support",
    "studies_with_studiestartsstod", "moved_to_af_fk", "first_joint_plan_on", "joint_plan",
    "social_needs_clarified", "care_needs_clarified", "coached_and_matched", "disability",
    "born_outside_europe", "upper_secondary_completed",
)  # fmt: skip
MAY_BE_NONE = {"exited_on", "first_joint_plan_on", *NO_WORK, *NO_STUDIES}
SUPPORTS = ("nystartsjobb", "lonebidrag", "introduktionsjobb", "extratjanst")


class Maker:
    """Records to which facts are dealt until they have the margins wanted."""

    def __init__(self, count: int, enrolled: tuple[date, date], seed: str, **facts: object) -> None:
        self.random = Random(seed)
        days = (enrolled[1] - enrolled[0]).days
        self.records: list[Record] = [
            {
                "person_id": number,
                "enrolled_on": enrolled[0] + timedelta(self.random.randrange(days + 1)),
                "exited_on": None,
                "upper_secondary_completed": True,
                "first_joint_plan_on": None,
                **dict.fromkeys(FALSE, False),
                **NO_WORK,
                **NO_STUDIES,
                **facts,
            }
            for number in range(1, count + 1)
        ]

    def deal(
        self,
        counts: Mapping[int, Mapping[str, object]] | Iterable[tuple[int, Mapping[str, object]]],
        among: Callable[[Record], bool] = lambda record: True,
    ) -> None:
        """Give *count* records drawn by lot each set of facts; raises `ValueError` where they are too few.

        A fact may be a function of the record.
        """
        pairs = list(counts.items()) if isinstance(counts, Mapping) else list(counts)
        able = [each for each in self.records if among(each)]
        if sum(count for count, _ in pairs) > len(able):
            raise ValueError(
                f"{sum(count for count, _ in pairs)} of {len(able)} cannot be dealt to"
            )
        self.random.shuffle(able)
        for count, facts in pairs:
            dealt, able = able[:count], able[count:]
            for record in dealt:
                record |= {name: value(record) if callable(value) else value for name, value in facts.items()}  # fmt: skip

    def day_after(self, days: int) -> Callable[[Record], date]:
        """A day at most so long after the enrolment."""
        return lambda record: record["enrolled_on"] + timedelta(self.random.randrange(1, days + 1))

    def work(self, support: str = "none_given") -> Record:
        """The facts of somebody who goes to full-time work."""
        return {"employment_started_on": self.day_after(90), "employment_extent": "full_time", "employment_support": support}  # fmt: skip

    def studies(self, kind: str = "regular") -> Record:
        """The facts of somebody who goes to studies."""
        return {"studies_started_on": self.day_after(90), "studies_kind": kind, "studies_csn_eligible": kind == "regular"}  # fmt: skip


def _of(**facts: object) -> Callable[[Record], bool]:
    return lambda record: all(record[name] == value for name, value in facts.items())


def half_time(seed: str = "halvtid-2021") -> list[Record]:
    """Malmökraften 2.0 to June 2021, as the half-time evaluation gives it.

    The 75 who study with other support than CSN are not among the 887, and the report does not say
    what support it is: here they study something else, without the support that would count.
    """
    made = Maker(2917, (date(2020, 1, 2), date(2021, 3, 1)), seed, programme="malmokraften",
                 edition="2.0", referred_by="arbetsformedlingen", team="Team 1")  # fmt: skip
    made.deal([(1475, {"sex": "woman"}), (1442, {"sex": "man"})])
    made.deal([(229, {"referred_by": "forsakringskassan"})])
    made.deal([(84, {"exited_on": made.day_after(100)})], _of(referred_by="forsakringskassan"))
    made.deal([(1353 - 84, {"exited_on": made.day_after(100)})], _of(referred_by="arbetsformedlingen"))  # fmt: skip
    left_fk = _of(referred_by="forsakringskassan")
    made.deal([(27, {"moved_to_af_fk": True}), (13, made.work())],
              lambda each: left_fk(each) and each["exited_on"] is not None)  # fmt: skip
    for sex, work, regular, other in (("man", 460, 19, 38), ("woman", 367, 41, 37)):
        done = sum(each["sex"] == sex and each["employment_started_on"] is not None for each in made.records)  # fmt: skip
        made.deal(
            [(work - done, made.work()), (regular, made.studies()), (other, made.studies("other"))],
            lambda each, sex=sex: each["sex"] == sex and each["referred_by"] != "forsakringskassan",  # type: ignore[misc]
        )
    _incomes(made)
    made.deal([(613, {"disability": True})])
    made.deal([(1517, {"born_outside_europe": True})])
    made.deal([(992, {"upper_secondary_completed": False})])
    return made.records


def _incomes(made: Maker) -> None:
    """Of the 1 353 who had left, 603 had social assistance at start and 209 at exit; 78 and 9 benefit."""

    def left(each: Record) -> bool:
        return each["exited_on"] is not None

    made.deal([(603, {"receives_social_assistance_at_start": True})], left)
    made.deal([(209, {"receives_social_assistance_at_exit": True})], lambda each: left(each) and each["receives_social_assistance_at_start"])  # fmt: skip
    made.deal([(1138 - 603, {"receives_social_assistance_at_start": True})], lambda each: not left(each))  # fmt: skip
    made.deal([(78, {"receives_sickness_benefit_at_start": True})], left)
    made.deal([(9, {"receives_sickness_benefit_at_exit": True})], left)


def at_the_end(seed: str = "slut-2022") -> list[Record]:
    """Malmökraften 2.0 at its end: 4 295 participants, evenly women and men, 1 874 to work or studies.

    Some have been enrolled twice, and are still one person.
    """
    made = Maker(4295, (date(2020, 1, 2), date(2022, 9, 1)), seed, programme="malmokraften",
                 edition="2.0", referred_by="arbetsformedlingen", exited_on=date(2022, 12, 31))  # fmt: skip
    made.deal([(2148, {"sex": "woman"}), (2147, {"sex": "man"})])
    made.deal([(1700, made.work()), (174, made.studies())])
    again = [dict(each) for each in made.records[::9]]
    for each in again:
        each["exited_on"] = each["enrolled_on"]
        each.update(NO_WORK | NO_STUDIES)
    return made.records + again


def esf_goals(seed: str = "ansokan-2023") -> list[Record]:
    """The goals of the application for 2023–2024, just reached: 545 and 121 of 1 210, 54 of 90."""
    made = Maker(1300, (date(2023, 9, 1), date(2024, 8, 31)), seed, programme="malmokraften",
                 edition="esf", referred_by="arbetsformedlingen", exited_on=date(2024, 12, 31))  # fmt: skip
    made.deal([(650, {"sex": "woman"}), (650, {"sex": "man"})])
    made.deal([(90, {"referred_by": "forsakringskassan"})])
    others = _of(referred_by="arbetsformedlingen")
    made.deal([(545, made.work()), (121, made.studies())], others)
    made.deal([(30, {"moved_to_af_fk": True}), (20, made.work()), (4, made.studies())],
              _of(referred_by="forsakringskassan"))  # fmt: skip
    step = {"joint_plan": True, "coached_and_matched": True}
    nothing = _of(employment_started_on=None, studies_started_on=None, moved_to_af_fk=False)
    made.deal([(519, step)], nothing)
    made.deal([(85, {"job_acquired": True})], lambda each: each["employment_started_on"] is not None)  # fmt: skip
    made.deal([(400, {"receives_social_assistance_at_start": True})])
    made.deal([(220, {"receives_social_assistance_at_exit": True})], _of(receives_social_assistance_at_start=True))  # fmt: skip
    return made.records


COLLABORATIONS = {"dua-unga": 564, "lok-forsorjningsstod": 3319, "lok-etablering": 837,
                  "avanti": 101, "krami": 230, "malmokraften": 900, "samstart": 300}  # fmt: skip


def collaborations(seed: str = "sok-2020") -> list[Record]:
    """The collaborations of 2020 with the months' averages given; the last four are 1 531 together.

    Everyone is enrolled all twelve months, except that every fifth seat is two persons' for half a year
    each. Some in the other collaborations are enrolled in LÖK as well: they count once a month.
    """
    draw, found, number = Random(seed), [], 0
    for programme, average in COLLABORATIONS.items():
        for seat in range(average):
            halves = [(1, 12)] if seat % 5 else [(1, 6), (7, 12)]
            for first, last in halves:
                number += 1
                found.append(_enrolled_2020(number, programme, first, last, draw))
    others = [each for each in found if each["programme"] in ("avanti", "krami", "malmokraften", "samstart")]  # fmt: skip
    for each in draw.sample(others, 200):
        found.append({**each, "programme": "lok-forsorjningsstod"})
    draw.shuffle(found)
    return found


def _enrolled_2020(number: int, programme: str, first: int, last: int, draw: Random) -> Record:
    ends = date(2020, 12, 31) if last == 12 else date(2020, 7, 1) - timedelta(1)
    return {"person_id": number, "sex": draw.choice(("woman", "man")), "programme": programme,
            "edition": "2020", "enrolled_on": date(2020, first, 1), "exited_on": ends,
            **NO_WORK, **NO_STUDIES}  # fmt: skip


def a_year(count: int = 400, seed: str = "2024") -> list[Record]:
    """A made-up year of Malmökraften ESF, with facts that nobody has given and rows that are wrong."""
    made = Maker(count, (date(2023, 9, 1), date(2024, 9, 30)), seed, programme="malmokraften", edition="esf")  # fmt: skip
    draw = made.random
    made.deal([(count // 2, {"sex": "woman"}), (count - count // 2, {"sex": "man"})])
    for each in made.records:
        each["team"] = f"Team {draw.randrange(1, 5)}"
        each["referred_by"] = draw.choices(
            ["arbetsformedlingen", "arbetsmarknadsavdelningen", "socialtjansten", "forsakringskassan"],
            [60, 20, 12, 8],
        )[0]  # fmt: skip
    most = count // 10
    made.deal([(6 * most, {"in_job_guarantee": True})])
    made.deal([(4 * most, {"receives_social_assistance_at_start": True})])
    made.deal([(6 * most, {"exited_on": made.day_after(90)})])
    left = [each for each in made.records if each["exited_on"]]
    for each in left:
        each["receives_social_assistance_at_exit"] = each["receives_social_assistance_at_start"] and draw.random() < 0.5  # fmt: skip
        each |= {"joint_plan": draw.random() < 0.9, "coached_and_matched": draw.random() < 0.8}
    kinds = [(most // 2, made.work(support)) for support in ("none_given", *SUPPORTS)]
    made.deal([*kinds, (most // 2, made.studies()), (most // 5, made.studies("sfi"))], lambda each: each["exited_on"] is not None)  # fmt: skip
    made.deal([(most, {"moved_to_af_fk": True})], lambda each: each["exited_on"] is not None)
    _leave_unknown(made)
    made.deal([(most // 2, {"job_acquired": True})], lambda each: each["employment_started_on"] is not None)  # fmt: skip
    return made.records + _wrong_rows(count)


def _leave_unknown(made: Maker) -> None:
    for name in ("sex", "team", "receives_social_assistance_at_exit", "employment_extent", "joint_plan"):  # fmt: skip
        for each in made.random.sample(made.records, max(1, len(made.records) // 60)):
            del each[name]


def _wrong_rows(count: int) -> list[Record]:
    person = Maker(1, (date(2024, 1, 15), date(2024, 1, 15)), "", sex="woman", team="Team 1",
                   programme="malmokraften", edition="esf", referred_by="socialtjansten").records[0]  # fmt: skip
    return [
        {**person, "person_id": count + 1, "exited_on": date(2023, 1, 15)},
        {**person, "person_id": count + 2, "employment_started_on": date(2023, 12, 1)},
        {**person, "person_id": count + 3},
        {**person, "person_id": count + 3, "enrolled_on": date(2024, 2, 1)},
    ]


def write(records: Iterable[Record], file: Any) -> None:
    """Write records as a table that ``kraftrules count`` reads."""
    flags = [f"{name}__unknown" for name in COLUMNS if name in MAY_BE_NONE]
    out = csv.writer(file, delimiter=";", lineterminator="\n")
    out.writerow([*COLUMNS, *flags])
    for each in records:
        unknown = ["ja" if flag.removesuffix("__unknown") not in each else "" for flag in flags]
        out.writerow([*(_cell(each.get(name)) for name in COLUMNS), *unknown])


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return "" if value is None else value


if __name__ == "__main__":
    write(a_year(), sys.stdout)
