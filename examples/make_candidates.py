"""Make candidates up for an intake to Malmökraften ESF, with the gaps that authorities leave.

The people are those of `make_people`, with the facts that the later edition reads beside. The same
seed gives the same candidates, and the same bytes, on every machine.
"""

import argparse
from datetime import date
from pathlib import Path
from random import Random

from make_people import COLUMNS, Fact, Person, make_people, write_table

DECIDED_ON = date(2024, 10, 1)
MORE = (
    "in_other_esf_project",
    "enrolled_at_ama",
    "documented_ill_health",
    "compound_problems",
    "born_abroad",
    "referred_by",
)
GAPS = {"in_other_esf_project": 0.03, "compound_problems": 0.05, "born_abroad": 0.02, "referred_by": 0.02}  # fmt: skip


def make_candidates(number: int, seed: int) -> list[Person]:
    """Make *number* candidates up as they stand on the day of the intake."""
    rng = Random(seed)
    return [{**each, **_more(rng, each)} for each in make_people(number, seed, DECIDED_ON)]


def _more(rng: Random, person: Person) -> Person:
    """Draw what the esf edition reads beside, and leave out what nobody has told."""
    found: dict[str, Fact] = {
        "in_other_esf_project": rng.random() < 0.03,
        "enrolled_at_ama": rng.random() < 0.15,
        "documented_ill_health": rng.random() < 0.25,
        "compound_problems": rng.random() < 0.20,
        "born_abroad": bool(person.get("born_outside_europe")) or rng.random() < 0.15,
        "referred_by": _referrer(rng, person),
    }
    return {name: value for name, value in found.items() if rng.random() >= GAPS.get(name, 0)}


def _referrer(rng: Random, person: Person) -> str:
    """Draw who refers a person: the social services where nobody else has the person enrolled."""
    if person.get("receives_sickness_benefit") and rng.random() < 0.8:
        return "forsakringskassan"
    if person.get("af_registered"):
        return "arbetsformedlingen"
    return rng.choice(("socialtjansten", "arbetsmarknadsavdelningen"))


def main() -> None:
    """Write the candidates that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=120, help="how many (%(default)s)")
    parser.add_argument("--seed", type=int, default=2024, help="(%(default)s)")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("candidates.csv"))
    arguments = parser.parse_args()
    with arguments.out.open("w", encoding="utf-8", newline="") as file:
        write_table(make_candidates(arguments.people, arguments.seed), (*COLUMNS, *MORE), file)


if __name__ == "__main__":
    main()
