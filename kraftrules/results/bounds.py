"""The least and the greatest that a figure can be, over every way the unknown could turn out.

Each person has a set of states, of which one will turn out to be so: a pair of what the person adds
to the numerator and to the denominator, each 0 or 1. Persons turn out independently of each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

State = tuple[int, int]
States = frozenset[State]
Counts = Mapping[States, int]

OUT: State = (0, 0)
NOT_COUNTED: State = (0, 1)
COUNTED: State = (1, 1)


def ratio_bounds(counts: Counts) -> tuple[Fraction | None, Fraction | None]:
    """The extremes of the numerators' sum over the denominators' sum, where that is not nothing.

    None where no way leaves anybody in the denominator.
    """
    found = {states: count for states, count in counts.items() if count and states != {OUT}}
    high = _extreme(found, 1)
    low = _extreme(found, -1)
    return low, high


def _extreme(counts: Counts, sign: int) -> Fraction | None:
    """The greatest ratio (*sign* 1) or the least (-1)."""
    if any(all(below for _, below in states) for states in counts):
        return _climb(counts, (0, 0), sign)
    forced = [(states, state) for states in counts for state in states if state[1]]
    found = [_climb(_less_one(counts, states), state, sign) for states, state in forced]
    return max(found, key=lambda each: sign * each) if found else None


def _less_one(counts: Counts, states: States) -> Counts:
    return {**counts, states: counts[states] - 1}


def _climb(counts: Counts, start: State, sign: int) -> Fraction:
    """The extreme ratio by Dinkelbach's method: exact, and finite since each step is a better one."""
    ratio: Fraction | None = None
    while True:
        above, below = start
        for states, count in counts.items():
            top, bottom = _best(states, ratio, sign)
            above, below = above + count * top, below + count * bottom
        better = Fraction(above, below)
        if ratio is not None and sign * better <= sign * ratio:
            return ratio
        ratio = better


def _best(states: States, ratio: Fraction | None, sign: int) -> State:
    """The state that moves the sums furthest beyond a ratio; with none yet, one with a denominator."""
    if ratio is None:
        return max(states, key=lambda state: (state[1], sign * state[0]))
    return max(states, key=lambda state: (sign * (state[0] - ratio * state[1]), -state[1], state))


def difference_bounds(counts: Counts) -> tuple[int, int]:
    """The extremes of the numerators' sum less the denominators' sum."""
    least = sum(count * min(top - bottom for top, bottom in states) for states, count in counts.items())  # fmt: skip
    most = sum(count * max(top - bottom for top, bottom in states) for states, count in counts.items())  # fmt: skip
    return least, most


def number_bounds(counts: Counts) -> tuple[int, int]:
    """The extremes of the numerators' sum."""
    least = sum(count * min(top for top, _ in states) for states, count in counts.items())
    most = sum(count * max(top for top, _ in states) for states, count in counts.items())
    return least, most
