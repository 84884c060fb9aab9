"""A digest of everything that decides an intake, to publish before the lots are drawn."""

from __future__ import annotations

import hashlib
import json

from kraftrules.given import to_json
from kraftrules.intake.draw import Draw
from kraftrules.values import Unknown


def commitment(drawn: Draw) -> str:
    """SHA-256, in hexadecimal, of a line of JSON for the intake and one for each candidate.

    The first line holds the fingerprint of the rules, the day, the seats and the seed. Then come the
    candidates in the order of their ids as texts: the id, the facts that the decision rests on, and
    those read by the order, the reservations and the streams, names in alphabetical order. Nothing
    of it can be changed afterwards without the digest's changing too.
    """
    head = [drawn.plan.fingerprint, drawn.on.isoformat(), list(drawn.offered), drawn.seed]
    digest = hashlib.sha256(_line(head))
    candidates = drawn.candidates
    order = sorted(range(len(candidates)), key=list(map(str, candidates.ids)).__getitem__)
    for number, decision in zip(order, candidates.decisions(order), strict=True):
        each = candidates[number]
        facts = {name: to_json(value) for name, value in decision.facts_used.items()}
        wanted = zip(drawn.plan.reading.wanted, each.values, strict=False)
        known = {name: to_json(value) for name, value in wanted if not isinstance(value, Unknown)}
        digest.update(_line([each.person_id, {**facts, **known}, each.standing.verdicts]))
    return digest.hexdigest()


def _line(found: object) -> bytes:
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()
