"""Make people up for Malmökraften, with the gaps that authorities leave in what they share.

Everyone is invented. The proportions lean on the programme's half-time report where it has them.
The same seed gives the same people, and the same bytes, on every machine.
"""

import argparse
import csv
import json
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TextIO, TypeVar

T = TypeVar("T")
Record = dict[str, str | date | None]
Fact = bool | int | str | date | list[Record] | None
Person = dict[str, Fact]  # a fact left out is unknown; None is known to be nothing

DECIDED_ON = date(2021, 3, 1)
COLUMNS = (
    "person_id",
    "sex",
    "birth_date",
    "municipality",
    "months_without_work",
    "af_registered",
    "af_registered_months",
    "in_job_guarantee",
    "receives_sickness_benefit",
    "needs_coordination",
    "benefits_from_joint_planning",
    "can_use_procured_services",
    "in_krom",
    "in_brokering_services",
    "in_fram",
    "in_avanti",
    "in_aub",
    "in_krami",
    "has_sius",
    "participations",
    "starts_studies_on",
    "starts_work_on",
    "starts_studies_on__unknown",
    "starts_work_on__unknown",
    "disability",
    "upper_secondary_completed",
    "born_outside_europe",
    "receives_social_assistance",
    "receives_rehabilitation_benefit",
    "referred_by",
    "born_abroad",
    "documented_ill_health",
    "compound_problems",
    "enrolled_at_ama",
    "in_other_esf_project",
)
NEIGHBOURS = ("Lund", "Burlöv", "Trelleborg", "Vellinge", "Svedala", "Staffanstorp", "Lomma")
ACTIVITIES = {  # what may stand in the way of the programme → the share who are in it
    "in_krom": 0.024,
    "in_brokering_services": 0.012,
    "in_fram": 0.020,
    "in_avanti": 0.016,
    "in_aub": 0.020,
    "in_krami": 0.026,
    "has_sius": 0.020,
}


def make_people(number: int, seed: int, on: date = DECIDED_ON) -> list[Person]:
    """Make *number* people up as they stand on the day *on*, with ids from 1."""
    rng, later = Random(seed), Random(f"{seed} later")
    people = [_person(rng, person_id, on) for person_id in range(1, number + 1)]
    return [{**person, **_asked_later(later, person)} for person in people]


def _person(rng: Random, person_id: int, on: date) -> Person:
    """Draw one person, and leave out what nobody has told."""
    track = _pick(rng, (_guarantee, 0.65), (_sick, 0.20), (_registered, 0.09), (_assistance, 0.06))
    person: Person = {"person_id": person_id, **_background(rng, on), **track(rng)}
    person |= _assessments(rng)
    person |= {fact: _chance(rng, share) for fact, share in ACTIVITIES.items()}
    person["participations"] = _participations(rng, on)
    person["starts_studies_on"] = _start(rng, on, 0.05)
    person["starts_work_on"] = _start(rng, on, 0.04)
    gaps = _gaps(rng, person)
    return {fact: value for fact, value in person.items() if fact not in gaps}


def _background(rng: Random, on: date) -> Person:
    """Draw who the person is, as the population register and the schools know it."""
    low, high = _pick(rng, ((31, 63), 0.92), ((22, 30), 0.05), ((65, 67), 0.03))
    age = rng.randint(low, high)
    turned = date(on.year - age, on.month, 1)
    return {
        "sex": rng.choice(("woman", "man")),
        "birth_date": turned - timedelta(days=rng.randrange(330)),  # no birthday in between
        "municipality": rng.choice(NEIGHBOURS) if _chance(rng, 0.05) else "Malmö",
        "disability": _chance(rng, 0.21),
        "upper_secondary_completed": _chance(rng, 0.66),
        "born_outside_europe": _chance(rng, 0.52),
    }


def _guarantee(rng: Random) -> Person:
    """Draw someone in the job guarantee, who has mostly been registered for years."""
    new = _chance(rng, 0.05)
    registered = rng.randint(4, 14) if new else rng.randint(14, 72)
    return {
        "months_without_work": registered + rng.randint(0, 18),
        "af_registered": True,
        "af_registered_months": registered,
        "in_job_guarantee": True,
        "receives_sickness_benefit": _chance(rng, 0.02),
        "receives_rehabilitation_benefit": _chance(rng, 0.01),
        "receives_social_assistance": _chance(rng, 0.42),
    }


def _sick(rng: Random) -> Person:
    """Draw someone whom Försäkringskassan knows, and who may be registered as unemployed too."""
    registered = _chance(rng, 0.45)
    return {
        "months_without_work": rng.randint(10, 60),
        "af_registered": registered,
        "af_registered_months": rng.randint(1, 30) if registered else 0,
        "in_job_guarantee": False,
        "receives_sickness_benefit": _chance(rng, 0.88),
        "receives_rehabilitation_benefit": _chance(rng, 0.15),
        "receives_social_assistance": _chance(rng, 0.12),
    }


def _registered(rng: Random) -> Person:
    """Draw someone newly registered as unemployed, outside the job guarantee."""
    registered = rng.randint(1, 16)
    return {
        "months_without_work": registered + rng.randint(0, 6),
        "af_registered": True,
        "af_registered_months": registered,
        "in_job_guarantee": False,
        "receives_sickness_benefit": _chance(rng, 0.03),
        "receives_rehabilitation_benefit": False,
        "receives_social_assistance": _chance(rng, 0.30),
    }


def _assistance(rng: Random) -> Person:
    """Draw someone whom the social services propose, and whom no state authority has enrolled."""
    return {
        "months_without_work": rng.randint(18, 120),
        "af_registered": False,
        "af_registered_months": 0,
        "in_job_guarantee": False,
        "receives_sickness_benefit": _chance(rng, 0.10),
        "receives_rehabilitation_benefit": False,
        "receives_social_assistance": True,
    }


def _assessments(rng: Random) -> Person:
    """Draw what case workers have judged; needing coordination goes with gaining from planning."""
    needs_coordination = _chance(rng, 0.955)
    return {
        "needs_coordination": needs_coordination,
        "benefits_from_joint_planning": _chance(rng, 0.975 if needs_coordination else 0.40),
        "can_use_procured_services": _chance(rng, 0.035 if needs_coordination else 0.50),
    }


def _asked_later(rng: Random, person: Person) -> Person:
    """Draw what only the editions after 2.0 and the intakes ask, with its gaps."""
    track = "forsakringskassan" if person.get("receives_sickness_benefit") else "arbetsformedlingen"
    others = ("socialtjansten", "arbetsmarknadsavdelningen")
    more: Person = {
        "referred_by": rng.choice(others) if _chance(rng, 0.15) else track,
        "born_abroad": bool(person.get("born_outside_europe")) or _chance(rng, 0.15),
        "documented_ill_health": _chance(rng, 0.30),
        "compound_problems": _chance(rng, 0.35),
        "enrolled_at_ama": _chance(rng, 0.25),
        "in_other_esf_project": _chance(rng, 0.03),
    }
    gaps = {"referred_by": 0.02, "born_abroad": 0.02, "documented_ill_health": 0.12,
            "compound_problems": 0.15, "in_other_esf_project": 0.02}  # fmt: skip
    return {fact: value for fact, value in more.items() if not _chance(rng, gaps.get(fact, 0.0))}


def _participations(rng: Random, on: date) -> list[Record]:
    """Draw earlier enrolments: most people have none, some an old one, a few one under way."""
    kind = _pick(rng, ("never", 0.93), ("first", 0.025), ("ended", 0.02), ("now", 0.025))
    if kind == "never":
        return []
    edition, latest = ("1.0", date(2019, 6, 1)) if kind == "first" else ("2.0", on)
    started = latest - timedelta(days=rng.randint(150, 400))
    ended = None if kind == "now" else started + timedelta(days=rng.randint(60, 140))
    record: Record = {"programme": "malmokraften", "edition": edition}
    record |= {"started_on": started, "ended_on": ended}
    if kind == "now" and _chance(rng, 0.2):
        del record["ended_on"]  # nobody has told whether the enrolment has ended
    return [record]


def _start(rng: Random, on: date, share: float) -> date | None:
    """Draw a start of work or studies for a *share* of people: past, within a month, or later."""
    if not _chance(rng, share):
        return None
    low, high = _pick(rng, ((-20, 0), 0.15), ((1, 31), 0.45), ((32, 200), 0.40))
    return on + timedelta(days=rng.randint(low, high))


def _gaps(rng: Random, person: Person) -> set[str]:
    """Draw the facts that nobody has told."""
    gaps = {fact for fact, share in _gap_shares(person).items() if _chance(rng, share)}
    if _chance(rng, 0.045):  # not yet assessed at all
        gaps |= {"needs_coordination", "benefits_from_joint_planning", "can_use_procured_services"}
    if "in_job_guarantee" in gaps:
        gaps |= {"af_registered", "af_registered_months"}
    if "receives_sickness_benefit" in gaps:
        gaps.add("receives_rehabilitation_benefit")
    return gaps


def _gap_shares(person: Person) -> dict[str, float]:
    """Give the share of people for whom each fact is missing, by who holds it."""
    known_to_fk = person["receives_sickness_benefit"] or person["receives_rehabilitation_benefit"]
    secrecy = 0.3 if person["in_krami"] else 0.035
    return {
        "birth_date": 0.004,
        "municipality": 0.01,
        "months_without_work": 0.015,
        "in_job_guarantee": 0.012,
        "receives_sickness_benefit": 0.01 if known_to_fk else 0.45,
        "needs_coordination": 0.03,
        "benefits_from_joint_planning": 0.03,
        "can_use_procured_services": 0.03,
        "in_avanti": 0.015,
        "in_krami": secrecy,
        "participations": 0.008,
        "starts_studies_on": 0.015,
        "starts_work_on": 0.015,
        "disability": 0.05,
        "upper_secondary_completed": 0.05,
        "born_outside_europe": 0.02,
        "receives_social_assistance": 0.06,
    }


def _chance(rng: Random, share: float) -> bool:
    """Draw true for a *share* of people."""
    return rng.random() < share


def _pick(rng: Random, *weighted: tuple[T, float]) -> T:
    """Draw one of some values, each given with its weight."""
    values, weights = zip(*weighted, strict=True)
    return rng.choices(values, weights)[0]


def write_people(people: list[Person], file: TextIO) -> None:
    """Write people as CSV: semicolons, ja and nej, ISO dates, an empty cell where nothing is."""
    writer = csv.writer(file, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(person, column) for column in COLUMNS] for person in people)


def _cell(person: Person, column: str) -> str:
    """Write what a person has in a column, where `<fact>__unknown` says that nobody has told."""
    fact, _, unknown = column.partition("__")
    if unknown:
        return _text(fact not in person)
    return _text(person.get(column))


def _text(value: Fact) -> str:
    """Write a value as the CSV has it."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nej"
        case list():
            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return str(value)


def main() -> None:
    """Write the people that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=400, help="how many (%(default)s)")
    parser.add_argument("--seed", type=int, default=2021, help="(%(default)s)")
    parser.add_argument("--out", type=Path, required=True, help="a file that ends in .csv")
    arguments = parser.parse_args()
    if arguments.out.suffix.lower() != ".csv":
        parser.error(f"--out {arguments.out}: only CSV is written, to a file that ends in .csv")
    with arguments.out.open("w", encoding="utf-8", newline="") as file:
        write_people(make_people(arguments.people, arguments.seed), file)


if __name__ == "__main__":
    main()
