"""The integer programme of a seating, solved by HiGHS."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from kraftrules.missing import needs_extra

if TYPE_CHECKING:
    from kraftrules.intake.seats import Numbers, Seating

_OTHERS, _ROOM = 24, 2
_NEAR = 1e-6  # how near a whole number what HiGHS gives for one lies


class Programme:
    """How many of each kind to choose, so that the reservations lack as little as possible.

    A column for each kind, and one for what each reservation lacks; a row for each stream, whose
    seats are all filled, one for each reservation, and one for what they lack together.
    """

    def __init__(self, seating: Seating) -> None:
        self.seating = seating
        self._least = 0
        self._relaxed = _Model(seating, whole=False)
        self._whole: _Model | None = None

    def best(self) -> Numbers:
        """Numbers that lack as little as possible; `within` then allows no more."""
        found = self.within([0] * len(self.seating.kinds), self.seating.available)
        assert found is not None, "every seat can be filled"
        self._least = self.seating.shortfall(found)
        for model in (self._relaxed, self._whole):
            if model is not None:
                model.allow(self._least)
        return found

    def within(self, low: Sequence[int], high: Sequence[int]) -> Numbers | None:
        """Numbers between bounds that lack no more than the best do; None where there are none."""
        found = self._relaxed.solve(low, high)  # quick, and most often in whole numbers
        if found is None:
            return None
        if not all(map(_is_whole, found)):
            whole = self._in_whole_numbers()
            found = whole.solve(*_around(found, low, high)) or whole.solve(low, high)
        return None if found is None else self._checked([round(each) for each in found], low, high)

    def _in_whole_numbers(self) -> _Model:
        if self._whole is None:
            self._whole = _Model(self.seating, whole=True)
            if self._relaxed.allowed is not None:
                self._whole.allow(self._relaxed.allowed)
        return self._whole

    def _checked(self, found: Numbers, low: Sequence[int], high: Sequence[int]) -> Numbers:
        """The numbers, tried in exact arithmetic against all that was asked of them."""
        filled = [0] * len(self.seating.caps)
        for kind, number in zip(self.seating.kinds, found, strict=True):
            filled[kind.stream] += number
        fits = all(a <= b <= c for a, b, c in zip(low, found, high, strict=True))
        allowed = self._relaxed.allowed
        enough = allowed is None or self.seating.shortfall(found) <= allowed
        assert fits and enough and filled == list(self.seating.caps), "HiGHS solved what was asked"
        return found


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < _NEAR


def _around(
    found: Sequence[float], low: Sequence[int], high: Sequence[int]
) -> tuple[Numbers, Numbers]:
    """Bounds near numbers that are not all whole: there are most often whole ones there.

    Those that are not whole may move, and as many others as make up for it; the rest stand still.
    """
    moving = [at for at, number in enumerate(found) if not _is_whole(number)]
    moving += [at for at, number in enumerate(found) if low[at] < number < high[at]][:_OTHERS]
    moving += [at for at, number in enumerate(found) if number < high[at]][:_OTHERS]
    least, most = [round(each) for each in found], [round(each) for each in found]
    for at in moving:
        least[at] = max(low[at], floor(found[at]) - _ROOM)
        most[at] = min(high[at], ceil(found[at]) + _ROOM)
    return least, most


class _Model:
    """The programme inside HiGHS, in whole numbers or relaxed to all numbers."""

    def __init__(self, seating: Seating, *, whole: bool) -> None:
        self.allowed: int | None = None
        self.whole = whole
        self._kinds = len(seating.kinds)
        self._wants = len(seating.wants)
        self._api = _highs()
        # the class below `Highs`, whose own beginning prints before it can be told not to
        self._highs = self._api.Highs.__base__()
        for name, value in _OPTIONS.items():
            self._highs.setOptionValue(name, value)
        self._build(seating)
        if whole:
            for at in range(self._kinds):
                self._highs.changeColIntegrality(at, self._api.HighsVarType.kInteger)

    def _build(self, seating: Seating) -> None:
        highs, most = self._highs, self._api.kHighsInf
        for available in seating.available:
            highs.addCol(0.0, 0.0, available, 0, [], [])
        for _ in seating.wants:
            highs.addCol(1.0, 0.0, most, 0, [], [])
        for stream, cap in enumerate(seating.caps):
            self._add_row(cap, cap, [at for at, each in enumerate(seating.kinds) if each.stream == stream])  # fmt: skip
        for each, want in enumerate(seating.wants):
            meeting = [at for at, kind in enumerate(seating.kinds) if each in kind.meets]
            self._add_row(want, most, [*meeting, self._kinds + each])
        self._add_row(0, most, [self._kinds + each for each in range(self._wants)])

    def _add_row(self, low: float, high: float, columns: Sequence[int]) -> None:
        self._highs.addRow(low, high, len(columns), columns, [1.0] * len(columns))

    def allow(self, shortfall: int) -> None:
        """Let the reservations lack so much together, and ask for no less."""
        self.allowed = shortfall
        for each in range(self._wants):
            self._highs.changeColCost(self._kinds + each, 0.0)
        self._highs.changeRowBounds(self._highs.getNumRow() - 1, 0.0, shortfall)

    def solve(self, low: Sequence[int], high: Sequence[int]) -> list[float] | None:
        """The numbers of each kind between bounds; None where there are none."""
        columns = range(self._kinds)
        self._highs.changeColsBounds(self._kinds, columns, low, high)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == self._api.HighsModelStatus.kOptimal:
            return list(self._highs.getSolution().col_value[: self._kinds])
        infeasible = (
            self._api.HighsModelStatus.kInfeasible,
            self._api.HighsModelStatus.kUnboundedOrInfeasible,
        )
        assert status in infeasible, f"HiGHS ended with {status}"
        return None


_OPTIONS: dict[str, bool | str | int | float] = {
    "output_flag": False,
    "threads": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
}


def _highs() -> Any:
    """HiGHS, when reservations make it needed."""
    try:
        import highspy  # noqa: PLC0415 - the extra may be missing
    except ModuleNotFoundError:
        raise needs_extra("highspy", "intake") from None
    return highspy
