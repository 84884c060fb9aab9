"""Our conditions mean what FEEL means: compared with feelin, an interpreter of the whole of FEEL.

Compared is what the language promises: every fact known, and none only compared by = and !=. It
needs Node.js and ``npm install --no-package-lock`` in ``tests/feelin``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import (
    DAYS,
    FEEL,
    MONTH_ENDS,
    TWO_WAYS,
    Person,
    expressions,
    facts_in,
    known_people,
    value_of,
    with_at_signs,
)

from kraftrules.feel.nodes import Node
from kraftrules.feel.write import write
from kraftrules.values import Days, Kind, Months, Unknown, add_months, whole_months

FOLDER = Path(__file__).parent / "feelin"
ON = date(2024, 1, 31)


class Feelin:
    """A Node.js process that evaluates one expression after another."""

    def __init__(self, node: str) -> None:
        self.process = subprocess.Popen(
            [node, str(FOLDER / "evaluate.mjs")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=FOLDER,
        )  # fmt: skip

    def __call__(self, expression: str, person: Mapping[str, object], on: date = ON) -> object:
        assert self.process.stdin is not None and self.process.stdout is not None
        asked = {"expression": expression, "context": to_json(person), "today": on.isoformat()}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline()).get("value", "an error")

    def close(self) -> None:
        self.process.communicate(timeout=10)


@pytest.fixture(scope="module")
def feelin() -> Iterator[Feelin]:
    found = Feelin(_node_with_feelin())
    yield found
    found.close()


def _node_with_feelin() -> str:
    node = shutil.which("node")
    missing = None if node else "Node.js is not installed"
    if not (FOLDER / "node_modules" / "feelin").is_dir():
        missing = (
            missing or "feelin is not installed: npm install --no-package-lock in tests/feelin"
        )
    if missing and os.environ.get("CI"):
        pytest.fail(missing)
    if missing or node is None:
        pytest.skip(missing or "")
    return node


def to_json(value: object) -> object:
    """A value as `evaluate.mjs` reads and writes it."""
    match value:
        case bool() | None | str():
            return value
        case int() | float() | Decimal():
            return float(value)
        case date():
            return {"date": value.isoformat()}
        case Months(count=count):
            return {"months": count}
        case Days(count=count):
            return {"days": count}
        case Mapping():
            return {name: to_json(each) for name, each in value.items()}
        case list() | tuple():
            return [to_json(each) for each in value]
        case _:
            raise AssertionError(f"no value: {value!r}")


VALUES = [Kind.BOOLEAN, Kind.INTEGER, Kind.NUMBER, Kind.STRING, Kind.DATE, Kind.MONTHS, Kind.DAYS]
conditions = expressions(dialect=FEEL)
values = st.sampled_from(VALUES).flatmap(lambda kind: expressions(kind, dialect=FEEL))


@given(st.one_of(conditions, values), st.sampled_from(MONTH_ENDS), st.data())
def test_feelin_agrees(feelin: Feelin, node: Node, on: date, data: st.DataObject) -> None:
    text = write(node)
    for _ in range(3):
        person = data.draw(known_people(facts_in(node), FEEL))
        ours = to_json(value_of(node, person, on))
        assert feelin(text, person, on) == ours
        assert feelin(with_at_signs(text), person, on) == ours


PEOPLE: list[Person] = [
    {"flag": flag, "other_flag": other, "small": small, "town": "a", "day": date(2022, 1, 31), "spells": spells}
    for flag in (True, False)
    for other in (True, False)
    for small in (1, 2)
    for spells in ([], [{"flag": True, "whole": 2}], [{"flag": False, "whole": 1}])
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), TWO_WAYS)
def test_feelin_reads_as_we_do(feelin: Feelin, one: str, other: str) -> None:
    for person in PEOPLE:
        ours = to_json(value_of(one, person))
        assert [feelin(one, person), feelin(other, person)] == [ours, ours]


@given(DAYS, DAYS)
def test_feelin_agrees_on_whole_months(feelin: Feelin, one: date, other: date) -> None:
    start, end = sorted((one, other))
    days_beyond = end - add_months(start, whole_months(start, end).count)
    assume(days_beyond.days < 28)  # see DIFFERENCES
    person = {"day": one, "maybe_day": other}
    for part in ("years", "months"):
        text = f"years and months duration(day, maybe_day).{part}"
        assert feelin(text, person) == to_json(value_of(text, person))


@dataclass(frozen=True)
class Difference:
    """Where feelin differs from us: what each gives, and who is right. None of it is drawn above."""

    why: str
    text: str
    ours: object
    feelins: object
    person: Person = field(default_factory=dict)


NO_ONE: Person = {"maybe_small": None}
FLAGGED: Person = {"spells": [{"flag": True}]}
DIFFERENCES = [
    # We differ from FEEL on purpose: rules 2 and 5 of the language.
    Difference("rule 2: a missing fact is unknown, not null", "small = 1", Unknown(("small",)), False),
    Difference("rule 2: and so is its null", "maybe_small = null", Unknown(("maybe_small",)), True),
    Difference("rule 5: none is neither more nor less", "maybe_small < 3", False, None, NO_ONE),
    Difference("rule 5: so its opposite holds", "not(maybe_small < 3)", True, None, NO_ONE),
    Difference("rule 5: none is in nothing", "maybe_small in [0..3]", False, None, NO_ONE),
    Difference("rule 5: not even beside itself", "maybe_small in (maybe_small, 3)", False, True, NO_ONE),
    # feelin differs from DMN. It counts in binary floating point, DMN in decimals.
    Difference("decimals", "0.1 + 0.2 = 0.3", True, False),
    Difference("large integers", "9007199254740993 = 9007199254740992", False, True),
    # DMN: e in [a..b] is e >= a and e <= b. feelin puts the ends in order first.
    Difference("ends in the wrong order", "2 in [3..1]", False, True),
    # DMN: comparison binds tighter than and, or. feelin takes them into the test after in: its
    # issue 74.
    Difference("a range before and", "small in [1..2] and flag", True, None, {"small": 1, "flag": True}),
    Difference("a range before or", "small in [1..2] or flag", True, None, {"small": 1, "flag": False}),
    Difference("one in parentheses before and", "small in (1) and flag", True, None, {"small": 1, "flag": True}),
    # DMN: a filter's condition is evaluated for each item. feelin takes what is not a comparison or
    # a junction for an index, and evaluates it outside.
    Difference("a field as a filter", "count(spells[flag])", 1, 0, FLAGGED),
    Difference("not as a filter", "count(spells[not(not(flag))])", 1, 0, FLAGGED),
    Difference("if as a filter", "count(spells[if flag then true else false])", 1, 0, FLAGGED),
    # DMN: days are compared as days. feelin compares those past 180 as months, and cuts off.
    Difference("days", 'duration("P200D") = duration("P201D")', False, True),
    # DMN: the duration between two dates has years and months only. feelin keeps the days beyond, and
    # makes a month of them where they fill January 1970.
    Difference("days beyond the months", 'years and months duration(date("2023-02-28"), date("2024-02-29"))'
               ' > duration("P1Y")', False, True),
    Difference("days that become a month", 'years and months duration(date("2024-03-02"), date("2025-02-01"))'
               ".months", 10, 11),
]  # fmt: skip


@pytest.mark.parametrize("each", DIFFERENCES, ids=lambda each: each.why)
def test_feelin_still_differs(feelin: Feelin, each: Difference) -> None:
    assert value_of(each.text, each.person) == each.ours
    assert feelin(each.text, each.person) == each.feelins
