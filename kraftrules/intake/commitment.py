"""A digest of everything that decides an intake, to publish before the lots are drawn."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal

from kraftrules.intake.candidates import Standing
from kraftrules.intake.draw import Draw
from kraftrules.values import Unknown, Value
from kraftrules.written import to_json


def commitment(drawn: Draw) -> str:
    """SHA-256, in hexadecimal, of lines of JSON in UTF-8: one for the intake and one for each candidate.

    The first line is a list of the fingerprint of the rules, the day, the seats (an object of each
    stream's, or the one number for all), and the seed or null. The others are lists too, in the order of the ids as
    texts: the id as a text, the outcome, the criteria not met, the exclusions met, the points and
    the points at most, the verdicts of the reservations and then the streams (1 met, 2 not met, 0
    unknown), and an object of the known facts that ties order by; of those who cannot be eligible,
    no verdicts and no facts. Days are texts, and so are numbers with decimals, all of which are written
    out: "1.5". Lines have no spaces and end in a newline; names in objects are in alphabetical
    order. Nothing of this can be changed afterwards without the digest's changing too.
    """
    head = [drawn.plan.fingerprint, drawn.on.isoformat(), _seats(drawn), drawn.seed]
    digest = hashlib.sha256(f"{_json(head)}\n".encode())
    for line in _lines(drawn):
        digest.update(line.encode())
    return digest.hexdigest()


def _seats(drawn: Draw) -> int | dict[str, int]:
    if not drawn.by_stream:
        return drawn.seats
    streams = (each.rule.id for each in drawn.plan.declared.streams)
    return dict(zip(streams, drawn.offered, strict=True))


def _lines(drawn: Draw) -> Iterator[str]:
    """What is said of each candidate; of those alike it is made once."""
    candidates, plan = drawn.candidates, drawn.plan
    ids = list(map(str, candidates.ids))
    names = sorted({tie.by for tie in plan.ties if tie.by is not None})
    ties = [candidates.coded(plan.wanted[name]) for name in names]
    alike = list(zip(candidates.standings.codes, *(each.codes for each in ties), strict=True))
    said: dict[tuple[int, ...], str] = {}
    for at in sorted(range(len(ids)), key=ids.__getitem__):
        found = said.get(alike[at])
        if found is None:
            known = {name: each[at] for name, each in zip(names, ties, strict=True)}
            found = _said(candidates.standings[at], known, len(plan.declared.rules))
            said[alike[at]] = found
        yield f"[{_json(ids[at])},{found}]\n"


def _said(standing: Standing, values: Mapping[str, Value], rules: int) -> str:
    outcome, not_met, exclusions_met, points, most, verdicts = standing
    each = [verdicts >> 2 * at & 3 for at in range(rules)] if standing.is_considered else []
    known = {
        name: _exact(value) for name, value in values.items() if not isinstance(value, Unknown)
    }
    facts = known if standing.is_considered else {}
    return _json([outcome.value, not_met, exclusions_met, points, most, each, facts])[1:-1]


def _exact(value: Value) -> object:
    """A value as JSON has it, a number with every decimal: as a float, some that differ would be alike."""
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return f"{value:f}".rstrip("0")
    return to_json(value)


_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
