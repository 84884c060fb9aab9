"""The ways into an intake: which of them a person comes in by, and how many seats each has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.refusal import shown
from kraftrules.ruleset.declaration import DeclaredStream
from kraftrules.ruleset.model import MOST_SEATS
from kraftrules.text import Text, listed, nearest

Seats = int | Mapping[str, int] | None

NOWHERE = -1  # the stream of somebody who comes in by none
UNKNOWN_STREAM = -2

_COUNT = Text(f"tillåtet är ett heltal 0–{MOST_SEATS}", f"allowed is an integer 0–{MOST_SEATS}")


def stream_of(verdicts: int, first: int, count: int) -> int:
    """The first stream whose condition is met, out of two bits for each, from the condition *first* on.

    Where it is unknown whether an earlier one is met, so is the stream.
    """
    for at in range(count):
        bits = verdicts >> 2 * (first + at) & 3
        if bits == 0:
            return UNKNOWN_STREAM
        if bits == 1:
            return at
    return NOWHERE


def seats_of_streams(
    streams: Sequence[DeclaredStream], seats: Seats, on: date, teams: int, months: int
) -> tuple[int, ...] | None:
    """The seats of each stream: those stated, or the ruleset's; None where one number is for all."""
    if isinstance(seats, Mapping):
        return _stated(streams, seats)
    if seats is not None:
        count_of("seats", seats)
        return None
    if not streams:
        missing = Text("platserna behöver anges, för regelverket anger inga",
                       "the seats need to be stated, for the ruleset states none")  # fmt: skip
        raise FactError([FactProblem("seats", "", missing)])
    times = {"intake": 1, "team": count_of("teams", teams), "month": count_of("months", months)}
    return tuple(0 if on.month in each.closed else each.seats * times[each.per] for each in streams)


def share_out(
    streams: Sequence[DeclaredStream], seats: Sequence[int], people: Sequence[int]
) -> tuple[int, ...]:
    """The seats that each stream fills; what one passes on goes to the others in the order written."""
    filled = [min(own, waiting) for own, waiting in zip(seats, people, strict=True)]
    spare = sum(
        own - used
        for stream, own, used in zip(streams, seats, filled, strict=True)
        if stream.passes_on
    )
    for at, waiting in enumerate(people):
        more = min(spare, waiting - filled[at])
        filled[at] += more
        spare -= more
    return tuple(filled)


def count_of(name: str, given: object) -> int:
    """A number of seats, teams or months; raises `FactError` where it is none."""
    if type(given) is int and 0 <= given <= MOST_SEATS:
        return given
    raise FactError([FactProblem(name, shown(given), _COUNT)])


def _stated(streams: Sequence[DeclaredStream], seats: Mapping[str, int]) -> tuple[int, ...]:
    known = [each.rule.id for each in streams]
    if not seats:
        raise FactError([_no_stream(dict(seats), known)])
    problems = [_no_stream(name, known) for name in seats if name not in known]
    for name, given in seats.items():
        if name in known and not (type(given) is int and 0 <= given <= MOST_SEATS):
            problems.append(FactProblem(f"seats[{name}]", shown(given), _COUNT))
    if problems:
        raise FactError(problems)
    return tuple(seats.get(name, 0) for name in known)


def _no_stream(name: object, known: Sequence[str]) -> FactProblem:
    allowed = Text("regelverket har inga ingångar: ange ett antal platser", "the ruleset has no streams: state a number of seats")  # fmt: skip
    if known:
        allowed = Text(f"regelverkets ingångar är {listed(known)}", f"the streams of the ruleset are {listed(known, 'and')}")  # fmt: skip
    near = nearest(name, known) if isinstance(name, str) else None
    hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None
    return FactProblem("seats", shown(name), allowed, hint)
