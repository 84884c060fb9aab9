"""What a case file costs: one event recorded, and the duties of everyone listed.

    python benchmarks/casefile.py                 ten thousand cases with a hundred events each
    python benchmarks/casefile.py --cases 500     a smaller store

The store is a file of SQLite's in a folder of its own, removed afterwards; `--target` names another
database. Times are medians, in milliseconds of the wall clock unless it says otherwise.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import kraftrules

START = date(2023, 9, 1)
TEAMS = ("Hyllie", "Rosengård", "Fosie", "Centrum")
DAY_FACTS = ("enrolled_on", "first_joint_plan_on", "followed_up_on", "needs_clarified_on",
             "information_shared_on", "consent_given_on", "action_plan_agreed_on",
             "passed_to_insurance_investigators_on", "exited_on")  # fmt: skip
YES_OR_NO = ("needs_coordination", "benefits_from_joint_planning", "can_use_procured_services", "in_krom",
             "in_brokering_services", "in_fram", "in_avanti", "in_aub", "in_krami", "has_sius",
             "in_other_esf_project", "af_registered", "receives_social_assistance", "enrolled_at_ama",
             "receives_sickness_benefit", "needs_work_preparation", "treatment_prevents_participation")  # fmt: skip
COUNTS = {"months_without_work": 60, "sick_leave_days": 120}


def events(person: int, count: int) -> Iterator[dict[str, object]]:
    """A person's events over some fifteen months, the same in every run."""
    draw = random.Random(person)
    fixed = {
        "municipality": "Malmö",
        "birth_date": date(1965 + person % 30, 5, 9),
        "team": TEAMS[person % 4],
    }
    for name, value in fixed.items():
        yield _event(person, name, value, START)
    for at in range(count - len(fixed)):
        day = START + timedelta(days=at * 450 // count)
        name = draw.choice((*DAY_FACTS, *YES_OR_NO, *COUNTS))
        yield _event(person, name, _value(draw, name, day), day)


def _value(draw: random.Random, name: str, day: date) -> object:
    if name in COUNTS:
        return draw.randrange(COUNTS[name])
    if name in DAY_FACTS:
        return draw.choice((None, day))
    return draw.random() < 0.5


def _event(person: int, name: str, value: object, day: date) -> dict[str, object]:
    return {"person_id": f"P{person}", "fact": name, "value": value, "by": "arbetsformedlingen",
            "ground": "register", "since": day, "learned": day + timedelta(days=person % 5)}  # fmt: skip


def milliseconds(action: Callable[[int], object], times: int) -> float:
    """The median time of an action, done so many times."""
    taken = []
    for at in range(times):
        began = perf_counter()
        action(at)
        taken.append(1000 * (perf_counter() - began))
    return median(taken)


def main() -> None:
    """Fill a store, measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--events", type=int, default=100)
    parser.add_argument("--target", help="a database; otherwise a new file of SQLite's")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cases.db"
        with kraftrules.CaseStore(given.target or path) as store:
            measure(store, given.cases, given.events)
        if path.exists():
            show("the file", path.stat().st_size / 2**20, "MiB")
    show("memory at most", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB")


def measure(store: kraftrules.CaseStore, cases: int, count: int) -> None:
    """Fill the store in portions of a hundred cases, then time what a case system does."""
    ruleset = kraftrules.load("malmokraften@esf")
    print(f"{cases} cases with {count} events each")

    def add() -> None:
        for first in range(0, cases, 100):
            people = range(first, min(first + 100, cases))
            store.add(ruleset, (event for person in people for event in events(person, count)))

    timed("add all events", add)
    day = START + timedelta(days=460)
    terms = {"by": "forsakringskassan", "ground": "register", "since": day}

    def record(at: int) -> object:
        learned = day + timedelta(days=at)
        return opened[at % len(opened)].record(
            {"sick_leave_days": 40 + at}, learned=learned, **terms
        )

    memory = kraftrules.CaseFile(ruleset, "P0")
    for each in events(0, count):
        facts = {str(each.pop("fact")): each.pop("value")}
        each.pop("person_id")
        memory.record(facts, **each)  # type: ignore[arg-type]
    opened = [memory]
    show("record one event, in memory, and what follows", milliseconds(record, 200), "ms")
    opened = [store.case(ruleset, f"P{person}") for person in range(min(cases, 50))]
    for case in opened:
        assert case.events
    show("record one event in the store, and what follows", milliseconds(record, 200), "ms")
    show("open a case and decide", milliseconds(lambda at: store.case(ruleset, f"P{at}").decide(day, keep=False), min(cases, 200)), "ms")  # fmt: skip
    show("decide, and keep it in the trail", milliseconds(lambda at: store.case(ruleset, f"P{at}").decide(day), min(cases, 200)), "ms")  # fmt: skip
    timed("list all duties of everyone", lambda: list(store.duties(ruleset, day)))
    timed("audit the store", store.audit)
    show("forget a person", milliseconds(lambda at: store.forget(f"P{at}"), 20), "ms")


def timed(what: str, action: Callable[[], object]) -> None:
    """Do an action once, and print its time and how much of it the processor worked for us."""
    began, worked = perf_counter(), process_time()
    action()
    show(
        what,
        perf_counter() - began,
        f"s, of which {process_time() - worked:.2f} s of the processor's",
    )


def show(what: str, figure: float, unit: str) -> None:
    """A line of the table."""
    print(f"{what:50} {figure:10.2f} {unit}")


if __name__ == "__main__":
    main()
