"""The ladder of a measure: everyone, in the period, in the denominator, counted, and who left where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from kraftrules.feel.phrase import Words, phrase
from kraftrules.results.bounds import State, States
from kraftrules.results.masks import Profile
from kraftrules.results.period import MAYBE, NO, YES
from kraftrules.results.report import Rung
from kraftrules.results.states import Measured
from kraftrules.results.survey import EVERYONE
from kraftrules.results.tally import Tally
from kraftrules.ruleset.declaration import Declaration, DeclaredMeasure
from kraftrules.text import LANGUAGES, Lang, Text

Reach = tuple[int, ...]  # for each rung, whether a person is on it: yes, maybe or no


def ladder(
    tally: Tally, measure: DeclaredMeasure, everyone: Counter[Profile], measured: Measured
) -> tuple[Rung, ...]:
    """The rungs, from everyone in the table to those counted.

    What a ``fewer`` is compared with is a rung beside the last, not below it.
    """
    reached: Counter[Reach] = Counter()
    for each, count in everyone.items():
        reached[reach(measured, each)] += count
    found, before = [], sum(reached.values())
    for at, (name, label, why) in enumerate(rungs(tally, measure)):
        persons = sum(count for each, count in reached.items() if each[at] == YES)
        unknown = sum(count for each, count in reached.items() if each[at] == MAYBE)
        found.append(Rung(name, label, persons, unknown, before - persons - unknown, why))
        if name != "than":  # those counted now are not among those counted then
            before = persons + unknown
    return tuple(found)


def reach(measured: Measured, person: Profile) -> Reach:
    """How far a person gets on a measure's ladder."""
    states, measure = measured.states(person), measured.measure
    steps = [YES, _in_period(person)]
    if measure.among is not None and measure.kind != "monthly_average":
        steps.append(measured.among(person))
    if measure.kind == "fewer":
        steps.append(_settle(states, lambda state: state[1] == 1))
    return (*steps, _settle(states, lambda state: state[0] == 1))


def _settle(states: States, test: Callable[[State], bool]) -> int:
    held = {bool(test(state)) for state in states}
    return MAYBE if len(held) == 2 else YES if True in held else NO


def _in_period(person: Profile) -> int:
    return YES if person.sure & 1 else MAYBE if person.maybe else NO


def rungs(tally: Tally, measure: DeclaredMeasure) -> Iterator[tuple[str, Text, Text]]:
    """The rungs' names, what each is, and why those who leave before it do."""
    since, until = tally.period.since, tally.period.until
    yield "everyone", Text("i tabellen", "in the table"), Text("", "")
    yield (
        "period",
        Text(f"med inskrivning någon dag {since}–{until}", f"enrolled on some day {since}–{until}"),
        Text("utan inskrivning då", "not enrolled then"),
    )
    if measure.among is not None and measure.kind != "monthly_average":
        yield _rung("among", tally.survey.declared, measure, "among")
    if measure.kind == "fewer":
        yield _rung("than", tally.survey.declared, measure, "than")
    yield _rung("counted", tally.survey.declared, measure, measure.kind)


def _rung(name: str, declared: Declaration, measure: DeclaredMeasure, key: str) -> tuple[str, Text, Text]:  # fmt: skip
    if measure.said[key] == EVERYONE:
        return name, Text("räknas (alla)", "counted (everyone)"), Text("", "")
    sv, en = (phrase(measure.said[key], words_of_results(declared, lang, main=True)) for lang in LANGUAGES)  # fmt: skip
    head = {
        "among": Text("i nämnaren", "in the denominator"),
        "than": Text("att jämföra med", "to compare with"),
        "counted": Text("räknas", "counted"),
    }[name]
    return (
        name,
        Text(f"{head} (villkor: {sv})", f"{head.en} (condition: {en})"),
        Text("uppfyller inte villkoret", "not meeting the condition"),
    )


def words_of_results(declared: Declaration, lang: Lang, *, main: bool = False) -> Words:
    """The words for conditions about enrolments; outcomes are called by their labels."""
    outcomes = {
        each.id: (each.label, each.when)
        for each in declared.results.outcomes
        if each.when is not None
    }
    facts = declared.vocabulary.of("participation")
    today = Text("periodens sista dag", "the last day of the period")
    return Words(facts, outcomes, lang, today=today, main=main)
