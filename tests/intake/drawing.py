"""What the tests of intakes share: small rulesets, people drawn at random, and the rules told anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

import yaml
from hypothesis import settings
from hypothesis import strategies as st

from kraftrules import Ruleset
from kraftrules.intake.intake import Intake
from kraftrules.ruleset.load import declare, read_vocabulary
from kraftrules.source import Source

ON = date(2024, 3, 1)
SEED = "2024-03"
FEW = settings(max_examples=80)  # each makes a ruleset of its own
FLAGS = ("a", "b", "c")
_VOCABULARY = """
facts:
  - {id: person_id, type: identifier, label: id}
  - {id: member, label: member, held_by: []}
  - {id: barred, label: barred}
  - {id: needy, label: needy}
  - {id: keen, label: keen}
  - {id: months, type: integer, label: months}
  - {id: since, type: date, none_allowed: true, label: since}
  - {id: a, label: a}
  - {id: b, label: b}
  - {id: c, label: c}
  - {id: east, label: east}
  - {id: p, type: number, minimum: 0, maximum: 9, label: p}
  - {id: q, type: number, minimum: 0, maximum: 9, label: q}
  - {id: pq, type: number, label: pq, from: p * q}
"""
LIBRARY, _problems = read_vocabulary(Source("vocabulary.yaml", _VOCABULARY))
assert not _problems, _problems

Person = Mapping[str, object]


def ruleset(
    reservations: Sequence[Mapping[str, object]] = (),
    streams: Sequence[Mapping[str, object]] = (),
    ties: Sequence[object] = ({"by": "months", "order": "descending"}, "lottery"),
) -> Ruleset:
    """A ruleset for members who are not barred: two points to the needy, one to the keen."""
    text = yaml.safe_dump(
        {
            "ruleset": "provkraften",
            "edition": "1",
            "title": "Provkraften",
            "in_force": {"from": "2024-01-01"},
            "target_group": {"all": [{"id": "member", "label": "member", "when": "member"}]},
            "exclusions": [{"id": "barred", "label": "barred", "when": "barred"}],
            "priority": {
                "factors": [
                    {"id": "needy", "label": "needy", "when": "needy", "points": 2},
                    {"id": "keen", "label": "keen", "when": "keen", "points": 1},
                ],
                "ties": list(ties),
            },
            "intake": {"reservations": list(reservations), "streams": list(streams)},
        }
    )
    declared, problems = declare(Source("provkraften.yaml", text), LIBRARY, _nothing)
    assert declared is not None, problems
    return Ruleset(declared)


def _nothing(name: str) -> Source:
    raise AssertionError(name)


def reserved(flag: str, **amount: object) -> dict[str, object]:
    """A reservation for those of whom a flag is true."""
    return {"id": flag, "label": flag, "when": flag, **amount}


amounts = st.one_of(
    st.integers(0, 4).map(lambda number: {"number": number}),
    st.integers(0, 100).map(lambda share: {"share": f"{share}%"}),
)
reservation_lists = st.lists(
    st.tuples(st.sampled_from(FLAGS), amounts), max_size=3, unique_by=lambda each: each[0]
).map(lambda pairs: [reserved(flag, **amount) for flag, amount in pairs])

TRUTHS = st.sampled_from([True, False])
MAYBE = st.sampled_from([True, True, False, False, None])


def people(most: int = 8, flags: st.SearchStrategy[object] = TRUTHS, **fixed: object) -> st.SearchStrategy[list[Person]]:  # fmt: skip
    """Lists of people with ids of their own; *flags* draws each of their facts that are yes or no."""
    facts: dict[str, st.SearchStrategy[object]] = {
        "member": st.just(True),
        "barred": st.just(False),
        "needy": flags,
        "keen": flags,
        "months": st.integers(0, 3),
        **dict.fromkeys(FLAGS, flags),
        "east": flags,
        **{name: st.just(value) for name, value in fixed.items()},
    }
    ids = st.lists(st.integers(1, 99), max_size=most, unique=True)
    return ids.flatmap(
        lambda found: st.tuples(*(st.fixed_dictionaries(facts) for _ in found)).map(
            lambda drawn: [
                {"person_id": each, **own} for each, own in zip(found, drawn, strict=True)
            ]
        )
    )


# The order and the seats, told anew from the public description


def in_order(found: Iterable[Person], seed: str = SEED) -> list[Person]:
    """The people by points, by months and by lot."""
    return sorted(found, key=lambda person: (-points(person), *_tie(person), lot(person, seed)))


def points(person: Person) -> int:
    """The points that a person has."""
    return 2 * (person.get("needy") is True) + (person.get("keen") is True)


def _tie(person: Person) -> tuple[bool, int]:
    months = person.get("months")
    return (True, 0) if months is None else (False, -int(str(months)))


def lot(person: Person, seed: str = SEED) -> str:
    """The lot of a person."""
    return hashlib.sha256(f"{seed}:{person['person_id']}".encode()).hexdigest()


def wants(reservations: Sequence[Mapping[str, object]], seats: int) -> dict[str, int]:
    """How many of so many seats each reservation wants, by the flag that it is for."""
    return {
        str(each["id"]): int(str(each["number"])) if "number" in each
        else int(str(each["share"]).rstrip("%")) * seats // 100
        for each in reservations
    }  # fmt: skip


def shortfall(chosen: Iterable[Person], wanted: Mapping[str, int]) -> int:
    """The sum of what the reservations lack when these are chosen."""
    found = list(chosen)
    return sum(
        max(0, want - sum(person.get(flag) is True for person in found))
        for flag, want in wanted.items()
    )


def best_set(order: Sequence[Person], seats: int, wanted: Mapping[str, int]) -> list[object]:
    """The ids chosen, by trying every set: the first in rank order of those that lack least.

    Sets come in the order of the ranks of their members, so the first of the best is the one.
    """
    sets = combinations(order, min(seats, len(order)))
    return [person["person_id"] for person in min(sets, key=lambda each: shortfall(each, wanted))]


def selected(intake: Intake) -> list[object]:
    """The ids of those with a seat."""
    return [each.person_id for each in intake.selected]


GOLDEN = Path(__file__).parents[1] / "golden" / "intake"
