"""A case over half a year: facts come one by one, one of them wrong, and in the end all is forgotten.

Run it with `python examples/case_over_time.py`; it needs the extra ``store`` and keeps its database in
a folder that is removed.
"""

import tempfile
from datetime import date
from pathlib import Path

import kraftrules
from kraftrules.casefile.consequences import Consequences

AF, FK = "arbetsformedlingen", "forsakringskassan"


def main() -> None:
    """Follow one person from the first message to the last."""
    ruleset = kraftrules.load("malmokraften@1.0")
    with (
        tempfile.TemporaryDirectory() as folder,
        kraftrules.CaseStore(Path(folder) / "cases.db") as store,
    ):
        follow(store, store.case(ruleset, "A-17"))


def follow(store: kraftrules.CaseStore, case: kraftrules.CaseFile) -> None:
    """Record what four messages say, decide, look back, list what is due, audit and forget."""
    enrolled = {"enrolled_on": date(2018, 3, 1), "first_joint_plan_on": None, "team": "Hyllie"}
    tell(case.record({"in_job_guarantee": True}, by=AF, ground="register",
                     since=date(2018, 2, 1), learned=date(2018, 2, 20)))  # fmt: skip
    tell(case.record(enrolled, by=AF, ground="register", since=date(2018, 3, 1), learned=date(2018, 3, 2)))  # fmt: skip
    tell(case.record({"needs_coordination": True}, by=FK, ground="consent",
                     since=date(2018, 3, 5), learned=date(2018, 3, 20)))  # fmt: skip
    tell(case.record({"in_job_guarantee": False}, by=AF, ground="register",
                     since=date(2018, 2, 1), learned=date(2018, 4, 3), corrects=1))  # fmt: skip
    then = date(2018, 3, 10)
    print("held then:", case.decide(on=then, known=then).outcome)
    print("held now about then:", case.decide(on=then).outcome)
    for each in store.duties(case.ruleset, on=date(2018, 4, 10)):
        print(each.team, *(f"{duty.id}: {duty.status}" for duty in each.duties))
    print("the trail holds:", store.audit().intact)
    trace = case.forget("A-17", on=date(2018, 9, 1))
    print(f"forgotten: {trace.events} events and {trace.decisions} decisions")
    print("the trail holds:", store.audit().intact)


def tell(found: Consequences) -> None:
    """Print what followed from a message."""
    print(found.explain("en") or "Nothing changed.", end="\n\n")


if __name__ == "__main__":
    main()
