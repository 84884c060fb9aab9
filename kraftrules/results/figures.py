"""What is known of each person → each measure's figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from kraftrules.results.bounds import (
    COUNTED,
    NOT_COUNTED,
    Counts,
    difference_bounds,
    number_bounds,
    ratio_bounds,
)
from kraftrules.results.ladder import ladder
from kraftrules.results.masks import Profile
from kraftrules.results.people import People
from kraftrules.results.report import Figure, Missing, Target, as_number
from kraftrules.results.states import Measured
from kraftrules.results.tally import NO_GROUP, UNKNOWN_GROUP, Tally, group_name
from kraftrules.ruleset.declaration import DeclaredMeasure, DeclaredTarget
from kraftrules.vocabulary import Fact

Ends = tuple[Fraction | None, Fraction | None]


def figures(tally: Tally) -> Mapping[str, Figure]:
    """Every measure's figure, in the order written."""
    everyone = tally.people.profiles()
    groups = {fact: _groups(tally, fact, everyone) for fact in tally.survey.by}
    in_months = (everyone, groups)
    plain = (
        _without_months(tally, everyone),
        {f: {n: _without_months(tally, p) for n, p in found.items()} for f, found in groups.items()},
    )  # fmt: skip
    return MappingProxyType({
        each.id: _Maker(tally, each, *(in_months if each.kind == "monthly_average" else plain)).figure()
        for each in tally.survey.measures
    })  # fmt: skip


def _without_months(tally: Tally, people: Counter[Profile]) -> Counter[Profile]:
    """The persons less what tells the months apart: most become alike."""
    kept = (1 << tally.masks.month_bit(0)) - 1
    found: Counter[Profile] = Counter()
    for each, count in people.items():
        maybe = tuple(mask & kept for mask in each.maybe)
        found[Profile(each.sure & kept, maybe, each.belongs)] += count
    return found


class _Maker:
    """Makes one measure's figure."""

    def __init__(
        self,
        tally: Tally,
        measure: DeclaredMeasure,
        everyone: Counter[Profile],
        groups: Mapping[str, Mapping[str, Counter[Profile]]],
    ) -> None:
        self.tally, self.measure = tally, measure
        self.everyone, self.groups = everyone, groups
        self.measured = Measured(measure, tally.masks)

    def figure(self) -> Figure:
        """The figure of everyone, with those of each group."""
        target = _in_year(self.measure.targets, self.tally.period.until.year)
        whole, ends = self._figure(self.everyone)
        by_fact = {fact: self._by(fact, whole) for fact in self.groups}
        own = by_fact[self.measure.by]
        met = self._met(target, ends, own)
        return replace(
            whole,
            unknown=self._unknown(whole, own),
            target=_shown(target),
            met=met,
            by=MappingProxyType({name: each for name, (each, _) in own.items()}),
            groups=MappingProxyType({
                fact: MappingProxyType({name: each for name, (each, _) in found.items()})
                for fact, found in by_fact.items()
            }),
            ladder=ladder(self.tally, self.measure, self.everyone, self.measured),
            missing=self._missing(),
        )  # fmt: skip

    def _unknown(self, whole: Figure, own: Mapping[str, tuple[Figure, Ends]]) -> int | None:
        """How many are unknown; of a balance also those counted whose group is."""
        shares = [each.unknown or 0 for name, (each, _) in own.items() if name != UNKNOWN_GROUP]
        return (
            max(shares, default=whole.unknown) if self.measure.kind == "balance" else whole.unknown
        )

    def _met(
        self, target: DeclaredTarget | None, ends: Ends, own: Mapping[str, tuple[Figure, Ends]]
    ) -> bool | None:
        if self.measure.kind == "fewer":
            return _below_zero(difference_bounds(self._counts(self.everyone)))
        if target is None:
            return None
        if self.measure.kind != "balance":
            return is_met(target, ends)
        known = [is_met(target, each) for name, (_, each) in own.items() if name != UNKNOWN_GROUP]
        return False if False in known else None if None in known or not known else True

    def _figure(self, people: Counter[Profile]) -> tuple[Figure, Ends]:
        counts = self._counts(people)
        match self.measure.kind:
            case "monthly_average":
                return self._monthly(people)
            case "number" | "balance":
                return self._number(counts)
            case "share" | "fewer":
                return self._ratio(counts)

    def _counts(self, people: Counter[Profile]) -> Counts:
        found: Counter[frozenset[tuple[int, int]]] = Counter()
        for each, count in people.items():
            found[self.measured.states(each)] += count
        return found

    def _number(self, counts: Counts) -> tuple[Figure, Ends]:
        low, high = number_bounds(counts)
        return self._made(low, None, low, (low, high), high - low), (Fraction(low), Fraction(high))

    def _ratio(self, counts: Counts) -> tuple[Figure, Ends]:
        above, below, unknown = known_both_ways(counts)
        value = Fraction(above, below) if below else None
        ends = ratio_bounds(counts)
        return self._made(above, below, value, ends, unknown), ends

    def _monthly(self, people: Counter[Profile]) -> tuple[Figure, Ends]:
        place = self.tally.survey.monthly.index(self.measure.id)
        months, low, high, unknown = self.tally.period.months, 0, 0, 0
        for each, count in people.items():
            sure, may = self._months(each, place)
            low, high = low + count * sure, high + count * may
            unknown += count * (sure != may)
        ends = (Fraction(low, months), Fraction(high, months))
        return self._made(low, months, ends[0], ends, unknown), ends

    def _months(self, person: Profile, place: int) -> tuple[int, int]:
        """The months in which a person surely is counted, and may be: more enrolments, more months."""
        masks, joined = self.tally.masks, person.sure
        for each in person.maybe:
            joined |= each
        sure, _ = masks.months(person.sure if person.belongs else 0, place)
        return sure, masks.months(joined, place)[1]

    def _made(
        self, numerator: int, denominator: int | None, value: Fraction | int | None,
        ends: tuple[Fraction | int | None, Fraction | int | None], unknown: int,
    ) -> Figure:  # fmt: skip
        return Figure(
            id=self.measure.id,
            label=self.measure.label,
            kind=self.measure.kind,
            numerator=numerator,
            denominator=denominator,
            value=as_number(value),
            low=as_number(ends[0]),
            high=as_number(ends[1]),
            unknown=unknown,
        )

    def _by(self, fact: str, whole: Figure) -> dict[str, tuple[Figure, Ends]]:
        """The groups' figures; of a balance each group's share of those counted."""
        groups = self.groups[fact]
        if self.measure.kind != "balance" or fact != self.measure.by:
            return {name: self._figure(people) for name, people in groups.items()}
        return {name: self._share_of(name, groups) for name in groups}

    def _share_of(self, group: str, groups: Mapping[str, Counter[Profile]]) -> tuple[Figure, Ends]:
        """A group's share of those counted, all groups together."""
        counts: Counter[frozenset[tuple[int, int]]] = Counter()
        for name, people in groups.items():
            for each, count in people.items():
                if name == UNKNOWN_GROUP or each.belongs:
                    counts[self._share_states(each, name, group)] += count
        return self._ratio(counts)

    def _share_states(self, person: Profile, own: str, group: str) -> frozenset[tuple[int, int]]:
        counted = {COUNTED in {state} for state in self.measured.states(person)}
        if own == group:
            inside = {COUNTED}
        elif own == UNKNOWN_GROUP:
            inside = {COUNTED, NOT_COUNTED}
        else:
            inside = {NOT_COUNTED}
        return frozenset((inside if True in counted else set()) | ({(0, 0)} if False in counted else set()))  # fmt: skip

    def _missing(self) -> tuple[Missing, ...]:
        """The facts that keep the measure from being settled, the most often missing first.

        Those as often missing come as the vocabulary has them, in whatever order the rows are.
        """
        facts = self.tally.survey.facts
        counted: Counter[str] = Counter()
        for (measure, name), count in self.tally.missing.items():
            if measure in ("", self.measure.id):
                counted[name] += count
        order = sorted((name for name in facts if name in counted), key=lambda name: -counted[name])
        return tuple(
            Missing(name, facts[name].label, facts[name].held_by, counted[name]) for name in order
        )


def known_both_ways(counts: Counts) -> tuple[int, int, int]:
    """The sums over the persons whose state is known, and how many others could be counted."""
    above = below = unknown = 0
    for states, count in counts.items():
        if len(states) == 1:
            ((top, bottom),) = states
            above, below = above + count * top, below + count * bottom
        else:
            unknown += count
    return above, below, unknown


def is_met(target: DeclaredTarget, ends: Ends) -> bool | None:
    """Whether a figure is within its target whatever the unknown is; None where that depends."""
    least, most = ends
    if least is None or most is None:
        return None
    low = target.low if target.low is not None else least
    high = target.high if target.high is not None else most
    if low <= least and most <= high:
        return True
    return False if most < low or least > high else None


def _below_zero(ends: tuple[int, int]) -> bool | None:
    least, most = ends
    return True if most < 0 else False if least >= 0 else None


def _in_year(targets: Sequence[DeclaredTarget], year: int) -> DeclaredTarget | None:
    return next((each for each in targets if each.year in (None, year)), None)


def _shown(target: DeclaredTarget | None) -> Target | None:
    if target is None:
        return None
    low, high = as_number(target.low), as_number(target.high)
    if low is not None and high is not None:
        return Target(within=(low, high), percent=target.percent)
    return Target(at_least=low, at_most=high, percent=target.percent)


def _groups(tally: Tally, fact: str, everyone: Counter[Profile]) -> dict[str, Counter[Profile]]:
    """The groups of a fact with those who are of each, or may be; those unknown a group of their own."""
    found = _by_sex(tally, everyone) if fact == "sex" else _by_fact(tally, fact)
    named = sorted(name for name in found if name not in (UNKNOWN_GROUP, NO_GROUP))
    closed = _closed(tally.survey.facts.get(fact))
    order = [*(closed or named), *(name for name in (NO_GROUP, UNKNOWN_GROUP) if name in found)]
    return {name: found.get(name, Counter()) for name in order}


def _closed(fact: Fact | None) -> list[str]:
    """Every group that a fact can have, where they are listed."""
    if fact is None or fact.type not in ("category", "boolean"):
        return []
    return [group_name(each) for each in fact.values or (True, False)]


def _by_sex(tally: Tally, everyone: Counter[Profile]) -> dict[str, Counter[Profile]]:
    masks = tally.masks
    found: dict[str, Counter[Profile]] = {name: Counter() for name in masks.sexes}
    for each, count in everyone.items():
        joined = each.sure
        for mask in each.maybe:
            joined |= mask
        if not joined & 0b11:
            continue  # never in the period
        sex = masks.sex(joined)
        if sex is None:
            found.setdefault(UNKNOWN_GROUP, Counter())[each] += count
            for name in masks.sexes:
                found[name][replace(each, belongs=False)] += count
        else:
            found[sex][each] += count
    return found


def _by_fact(tally: Tally, fact: str) -> dict[str, Counter[Profile]]:
    groups = tally.groups.get(fact, {})
    unknown = groups.get(UNKNOWN_GROUP, People())
    found = {}
    for name, people in groups.items():
        if name == UNKNOWN_GROUP:
            found[name] = people.profiles()
        elif len(unknown):
            found[name] = _with_doubtful(people, unknown)
        else:
            found[name] = people.profiles()
    return found


def _with_doubtful(people: People, unknown: People) -> Counter[Profile]:
    """A group's persons, and those whose enrolments may be of it."""
    found = people.profiles()
    for person in unknown.sure:
        doubtful = _masks(unknown, person)
        if person in people.sure:
            own = people.profile(person)
            found[own] -= 1
            found[replace(own, maybe=(*own.maybe, *doubtful))] += 1
        else:
            found[Profile(0, tuple(doubtful), belongs=False)] += 1
    return +found


def _masks(people: People, person: str | int) -> Iterable[int]:
    sure = people.sure.get(person, 0)
    return [*([sure] if sure else []), *people.maybe.get(person, ())]
