"""A report as it can be published: without figures for few persons, and without what gives them away.

Small is from one to just below the threshold; nothing is said of a person by a figure of none. What is
taken out:

1. A figure whose numerator is small, or whose denominator less the numerator is.
2. A figure's denominator and bounds, where those unknown are few: with those known they would tell how
   many. The value is then given in whole percents, or not at all where even that would tell.
3. A group of few persons, in every measure; and since a group can be had as everyone less the others,
   another group with it, the smallest first, until those taken out are not few together.
4. The same within a measure, for groups taken out by the first rule.
5. What tells two nested counts apart, where a third, taken out, could be had as their difference; with a
   figure, another of the same persons or of all but those; and how many are in the table and in the period, where that tells of the few whom a figure lacks.
6. A ladder with a small step, and every small count beside the figures; with a small count of enrolments
   left out, how many enrolments there are in all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from types import MappingProxyType

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.refusal import shown
from kraftrules.results.nested import DENOMINATOR, NUMERATOR, nested_pairs, opposed
from kraftrules.results.report import Figure, Number, Report, Rung
from kraftrules.results.tally import UNKNOWN_GROUP
from kraftrules.text import Text

LEAST, MOST = 3, 1000
Cell = tuple[str, str, str]  # a measure, a fact and a group; of everyone, no fact and no group
TOTAL = ("", "")


def accept_threshold(below: object) -> None:
    """Raise `FactError` for a threshold that makes no sense: 0 takes nothing out."""
    if type(below) is int and (below == 0 or LEAST <= below <= MOST):
        return
    allowed = Text(f"tillåtet är 0 eller {LEAST}–{MOST}: under {LEAST} avslöjar den att en siffra saknas vad den är",
                   f"allowed is 0 or {LEAST}–{MOST}: below {LEAST}, that a figure is missing tells what it is")  # fmt: skip
    raise FactError([FactProblem("suppress_below", shown(below), allowed)])


def suppressed(report: Report, below: int) -> Report:
    """The report with figures for fewer persons than *below* taken out; raises `FactError`."""
    accept_threshold(below)
    if below <= report.suppress_below:
        return report
    return _Suppressing(report, below).report()


@dataclass(slots=True)
class _Suppressing:
    whole: Report
    below: int
    hidden: set[Cell] = field(default_factory=set)
    tells: bool = False
    people: int | None = None

    def report(self) -> Report:
        """The report, once nothing more has to be taken out."""
        self._hide_by_size()
        before = -1
        while before < len(self.hidden):
            before = len(self.hidden)
            self._hide_within_measures()
            self._hide_nested()
            self._hide_opposed()
        self.tells = self._tells()
        self.people = None if self.tells else self._count(self.whole.people)
        whole = self.whole
        return replace(
            whole,
            rows=self._rows(),
            people=self.people,
            measures=MappingProxyType({name: self._figure(each) for name, each in whole.measures.items()}),
            left_out=(),
            left_out_counts=MappingProxyType({fault: self._count(n) for fault, n in whole.left_out_counts.items()}),
            suppress_below=self.below,
            tracer=None,
        )  # fmt: skip

    def _rows(self) -> int | None:
        """How many enrolments there are, where that tells nothing of few left out or few persons."""
        faults = self.whole.left_out_counts.values()
        told = self.people is None or None in faults or any(map(self._is_small, faults))
        return None if told else self.whole.rows

    def _is_small(self, count: Number | None) -> bool:
        return count is not None and 0 < count < self.below

    def _count(self, count: int | None) -> int | None:
        return None if self._is_small(count) else count

    def _has_small(self, figure: Figure) -> bool:
        """Whether a figure tells of few persons: those counted, or those of the denominator who are not."""
        numerator, denominator = figure.numerator, figure.denominator
        if figure.kind == "monthly_average":
            return self._is_small(figure.value) or self._is_small(figure.high)
        if numerator is None or self._is_small(numerator) or self._is_small(denominator):
            return True
        rest = 0 if denominator is None or figure.kind == "fewer" else denominator - numerator
        return self._is_small(rest)

    def _cells(self) -> Iterator[tuple[Cell, Figure]]:
        for name, figure in self.whole.measures.items():
            yield (name, *TOTAL), figure
            for fact, groups in figure.groups.items():
                yield from (((name, fact, group), each) for group, each in groups.items())

    def _hide_by_size(self) -> None:
        """Rules 1 and 3."""
        self.hidden |= {cell for cell, figure in self._cells() if self._has_small(figure)}
        for fact, sizes in self._sizes().items():
            few = {group for group, size in sizes.items() if self._is_small(size)}
            for group in self._with_cover(few, sizes, [sizes]) if few else ():
                self.hidden |= {(name, fact, group) for name in self.whole.measures}

    def _sizes(self) -> Mapping[str, Mapping[str, int]]:
        """How many persons each group has at least, by any measure."""
        found: dict[str, dict[str, int]] = {}
        for (_, fact, group), each in self._cells():
            if fact and each.kind != "monthly_average":
                of_fact = found.setdefault(fact, {})
                size = each.numerator if each.denominator is None or each.kind == "balance" else each.denominator  # fmt: skip
                of_fact[group] = max(of_fact.get(group, 0), size or 0)
        return found

    def _with_cover(
        self, taken: set[str], sizes: Mapping[str, int], parts: Iterable[Mapping[str, int]]
    ) -> set[str]:
        """The groups taken out and the smallest others that must go with them."""
        found, rest = set(taken), sorted(set(sizes) - taken, key=lambda each: (sizes[each], each))
        while rest and (len(found) < 2 or any(self._is_small(sum(part[each] for each in found)) for part in parts)):  # fmt: skip
            found.add(rest.pop(0))
        return found

    def _hide_within_measures(self) -> None:
        """Rule 4."""
        for name, figure in self.whole.measures.items():
            for fact, groups in figure.groups.items():
                taken = {group for group in groups if (name, fact, group) in self.hidden}
                if not taken:
                    continue
                top = {group: each.numerator or 0 for group, each in groups.items()}
                rest = {
                    group: (each.denominator or 0) - top[group] for group, each in groups.items()
                }
                sizes = {
                    group: each.denominator or each.numerator or 0 for group, each in groups.items()
                }
                parts = (
                    [top]
                    if figure.kind in ("balance", "monthly_average", "number")
                    else [top, rest]
                )
                self.hidden |= {(name, fact, g) for g in self._with_cover(taken, sizes, parts)}
                if len(groups) == 1:  # the group is everyone
                    self.hidden.add((name, *TOTAL))  # fmt: skip

    def _hide_nested(self) -> None:
        """Rule 5."""
        cells = dict(self._cells())
        for (inner, part), (outer, whole) in nested_pairs(self.whole.declared):
            for cell in [each for each in cells if each[0] == inner]:
                other = (outer, *cell[1:])
                if other not in cells or {cell, other} & self.hidden:
                    continue
                apart = self._apart(
                    self._reached(cells[cell], part), self._reached(cells[other], whole)
                )
                if apart and any(each[1:] == cell[1:] for each in self.hidden):
                    self.hidden.add(other if self._own(cell) and not self._own(other) else cell)

    def _own(self, cell: Cell) -> bool:
        """Whether the groups are those that the measure is declared to be given by."""
        return self.whole.declared_measure(cell[0]).by == cell[1]

    def _reached(self, figure: Figure, part: str) -> tuple[int, ...]:
        """How many persons a count has, and with those who may be in it, where that is told."""
        if figure.kind == "monthly_average":
            return (figure.numerator or 0,) if part == NUMERATOR and figure.denominator == 1 else ()
        count = figure.numerator if part == NUMERATOR else figure.denominator
        if count is None or self._is_small(figure.unknown):
            return () if count is None else (count,)
        return (count, count + (figure.unknown or 0))

    def _hide_opposed(self) -> None:
        """Rule 5, of measures that count the same persons or all but those."""
        for alike in opposed(self.whole.declared):
            places = {(fact, group) for name, fact, group in self.hidden if name in alike}
            self.hidden |= {(name, *place) for name in alike for place in places}

    def _apart(self, inner: Iterable[int], outer: Iterable[int]) -> bool:
        """Whether only few persons tell two counts apart, with or without those unknown."""
        return any(self._is_small(more - less) for more, less in product(outer, inner))

    def _tells(self) -> bool:
        """Whether how many are in the table, or in the period, tells of the few whom a figure lacks."""
        ladders = (each.ladder for each in self.whole.measures.values())
        outer = {each for rungs in ladders for rung in rungs[:2] for each in _rung(rung)}
        outer |= {0 if self.whole.people is None else self.whole.people}
        inner = {
            count
            for cell, figure in self._cells() if cell[1:] == TOTAL and cell not in self.hidden
            for part in (NUMERATOR, DENOMINATOR) for count in self._reached(figure, part)
        }  # fmt: skip
        return self._apart(inner | outer | {0}, outer)

    def _figure(self, figure: Figure) -> Figure:
        """A measure's figure as it is published, with its groups and its ladder."""
        whole = self._shown((figure.id, *TOTAL), figure)
        groups: dict[str, Mapping[str, Figure]] = {
            fact: MappingProxyType({name: self._shown((figure.id, fact, name), each) for name, each in found.items()})
            for fact, found in figure.groups.items()
        }  # fmt: skip
        groups = {fact: self._without_bounds(fact, figure, found) for fact, found in groups.items()}
        own = self.whole.declared_measure(figure.id).by
        if figure.kind == "balance" and (figure.id, own, UNKNOWN_GROUP) in self.hidden:
            whole = replace(whole, unknown=None)  # most of them are that group
        return replace(
            whole,
            by=groups[own],
            groups=MappingProxyType(groups),
            met=None if whole.suppressed else figure.met,
            ladder=tuple(self._ladder(whole, figure)),
            missing=tuple(replace(each, enrolments=self._count(each.enrolments)) for each in figure.missing),
        )  # fmt: skip

    def _without_bounds(
        self, fact: str, figure: Figure, groups: Mapping[str, Figure]
    ) -> Mapping[str, Figure]:
        """Where those of unknown group are taken out, the bounds of the others would tell of them."""
        if (figure.id, fact, UNKNOWN_GROUP) not in self.hidden:
            return groups
        return MappingProxyType(
            {name: replace(each, low=None, high=None, unknown=None) for name, each in groups.items()}
        )  # fmt: skip

    def _shown(self, cell: Cell, figure: Figure) -> Figure:
        """Rules 1 and 2."""
        if cell in self.hidden:
            return replace(figure, numerator=None, denominator=None, value=None, low=None, high=None,
                           unknown=None, suppressed=True)  # fmt: skip
        if not self._has_few_unknown(figure):
            return figure
        if figure.denominator is None or figure.kind == "monthly_average":
            return replace(figure, low=None, high=None, unknown=None)
        value = self._coarse(figure)
        return replace(figure, denominator=None, value=value, low=None, high=None, unknown=None)

    def _has_few_unknown(self, figure: Figure) -> bool:
        """Whether few are unknown; of a balance also whether it is unknown of few that they count."""
        if figure.kind == "balance" and figure.denominator is None:
            spread = None if figure.high is None or figure.low is None else figure.high - figure.low
            return self._is_small(figure.unknown) or self._is_small(spread)
        return self._is_small(figure.unknown)

    def _coarse(self, figure: Figure) -> float | None:
        """The value in whole percents, where that leaves open how many are unknown."""
        top, known = figure.numerator or 0, figure.denominator or 0
        most = known + (figure.unknown or 0)
        if figure.kind == "fewer" or known == 0:
            return None
        value = round(top / known, 2)
        able = [n for n in range(1, self.below) if most - n > 0 and round(top / (most - n), 2) == value]  # fmt: skip
        return value if len(able) > 1 else None

    def _ladder(self, whole: Figure, figure: Figure) -> Iterator[Rung]:
        """Rule 6: all of a ladder or none of it."""
        counts = [n for each in figure.ladder for n in (each.persons, each.unknown, each.left)]
        keep = not whole.suppressed and not self.tells and not any(map(self._is_small, counts))
        for each in figure.ladder:
            yield each if keep else replace(each, persons=None, unknown=None, left=None)


def _rung(rung: Rung) -> tuple[int, ...]:
    return (rung.persons or 0, (rung.persons or 0) + (rung.unknown or 0))
