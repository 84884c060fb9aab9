"""How an intake is made up, so that its order can be judged by what comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kraftrules.intake.draw import Draw
from kraftrules.intake.plan import SHOWN
from kraftrules.text import Text
from kraftrules.values import Unknown, Value
from kraftrules.vocabulary import Fact

_AGES = (
    (30, Text("under 30", "under 30")),
    (40, Text("30–39")),
    (50, Text("40–49")),
    (55, Text("50–54")),
    (131, Text("55 eller äldre", "55 or older")),
)
_TRUTHS = {True: Text("ja", "yes"), False: Text("nej", "no")}
_NOT_KNOWN = Text("okänt", "unknown")


@dataclass(frozen=True, slots=True)
class Part:
    """People alike in one fact: how many of the eligible, and how many of the selected."""

    fact: Fact
    value: Text
    eligible: int
    selected: int


def composition(drawn: Draw) -> tuple[Part, ...]:
    """The parts by sex, age, social assistance and disability, where the vocabulary has the fact."""
    chosen = [drawn.order[at] for at in drawn.seated]
    return tuple(
        Part(fact, value, eligible[value], selected[value])
        for fact in (drawn.plan.plan.facts[name] for name in SHOWN if name in drawn.plan.wanted)
        for eligible, selected in [(_count(drawn, fact, drawn.order), _count(drawn, fact, chosen))]
        for value in _values(fact)
    )


def _count(drawn: Draw, fact: Fact, numbers: Sequence[int]) -> Counter[Text]:
    column = drawn.candidates.coded(drawn.plan.wanted[fact.id])
    found: Counter[Text] = Counter()
    for value, count in zip(column.levels, column.counts(numbers), strict=True):
        if count:
            found[_group(fact, value)] += count
    return found


def _values(fact: Fact) -> Iterator[Text]:
    if fact.id == "age":
        yield from (name for _, name in _AGES)
    elif fact.values:
        yield from fact.values.values()
    else:
        yield from _TRUTHS.values()
    yield _NOT_KNOWN


def _group(fact: Fact, value: Value) -> Text:
    match value:
        case Unknown() | None:
            return _NOT_KNOWN
        case bool():
            return _TRUTHS[value]
        case int():
            return next(name for limit, name in _AGES if value < limit)
        case _:
            return fact.value_label(str(value))
