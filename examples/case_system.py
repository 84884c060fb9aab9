"""A small case system: decides, stores what was decided in SQLite, and makes an old decision again.

Run it with `python examples/case_system.py`; it keeps its database in memory.
"""

import json
import sqlite3
from datetime import date

import kraftrules

APPLICANT = {
    "birth_date": date(1984, 5, 9), "municipality": "Malmö", "months_without_work": 26,
    "in_job_guarantee": True, "af_registered_months": 30, "receives_sickness_benefit": False,
    "can_use_procured_services": False, "needs_coordination": True,
    "benefits_from_joint_planning": True, "participations": [], "starts_work_on": None,
    "starts_studies_on": None, "in_krom": False, "in_brokering_services": False, "in_fram": False,
    "in_avanti": False, "in_aub": False, "has_sius": False,
}  # fmt: skip


def main() -> None:
    """Take a case from application to a replay years later."""
    cases = sqlite3.connect(":memory:")
    cases.execute("CREATE TABLE decisions (case_id TEXT, on_day TEXT, outcome TEXT, record TEXT)")
    on = date(2021, 3, 1)
    ruleset = kraftrules.load("malmokraften", on=on)

    decision = ruleset.decide(APPLICANT, on=on)  # nobody has told us about Krami yet
    print(decision.outcome, "for want of", *decision.missing)

    decision = ruleset.decide(APPLICANT | {"in_krami": False}, on=on)
    record = json.dumps(decision.to_dict(), ensure_ascii=False)
    cases.execute(
        "INSERT INTO decisions VALUES (?, ?, ?, ?)", ("A-17", str(on), decision.outcome, record)
    )
    print(decision.outcome, "under", decision.edition, "rules", decision.fingerprint[:12])

    (stored,) = cases.execute("SELECT record FROM decisions WHERE case_id = 'A-17'").fetchone()
    again = kraftrules.replay(json.loads(stored))
    print("replayed:", "the same" if again.same else f"differs in {again.differences}")


if __name__ == "__main__":
    main()
