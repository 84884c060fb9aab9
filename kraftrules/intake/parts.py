"""What an intake is made up of: the people, the reservations, the streams. Data, no logic."""

from __future__ import annotations

from dataclasses import dataclass

from kraftrules.decision import Decision
from kraftrules.intake.candidates import Candidate
from kraftrules.text import Text


@dataclass(frozen=True, slots=True)
class Selected:
    """Somebody with a seat; *rank* counts the eligible from 1, *seats* are the ids of the
    reservations that the person counts toward, *stream* the id of the stream, if seats are by stream."""

    person_id: str | int
    rank: int
    points: int
    seats: tuple[str, ...]
    stream: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody eligible without a seat; *reservations* are the ids of those that decided it, where
    somebody of lower rank has a seat."""

    person_id: str | int
    rank: int
    points: int
    why: Text
    reservations: tuple[str, ...] = ()
    stream: str | None = None


@dataclass(frozen=True)
class NotConsidered:
    """Somebody who is not eligible."""

    candidate: Candidate

    @property
    def person_id(self) -> str | int:
        """Whom it is about."""
        return self.candidate.person_id

    @property
    def decision(self) -> Decision:
        """Why not."""
        return self.candidate.decision


@dataclass(frozen=True, slots=True)
class ReservationResult:
    """A reservation: how many it *wanted* of the selected, how many *filled* it, how many of the
    eligible could have (*available*)."""

    id: str
    label: Text
    wanted: int
    filled: int
    available: int

    @property
    def lacking(self) -> int:
        """How many it lacks."""
        return max(0, self.wanted - self.filled)


@dataclass(frozen=True, slots=True)
class StreamResult:
    """A stream: how many *seats* it had, how many it *filled*, and how many eligible came in by it.

    It fills more than it had where another passed seats on.
    """

    id: str
    label: Text
    seats: int
    filled: int
    available: int
