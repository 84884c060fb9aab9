"""What the properties are tried on, drawn at random: expressions, facts, people and whole rulesets.

An expression is drawn as a tree that the checker accepts; `Dialect` says which. A person is drawn as
a caller gives one: a dict of raw values, in which a fact may be left out, unknown or none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import yaml
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from kraftrules import UNKNOWN, Ruleset
from kraftrules.feel.check import Checked, check
from kraftrules.feel.evaluate import Observer, Scope, Selection, evaluate
from kraftrules.feel.nodes import (
    And,
    Count,
    Field,
    Filter,
    If,
    Literal,
    Name,
    Node,
    Not,
    Operation,
    Or,
    Quantified,
    Today,
    walk,
)
from kraftrules.feel.parse import DEEPEST, parse
from kraftrules.feel.write import write
from kraftrules.given import accept_all
from kraftrules.plan import Plan
from kraftrules.ruleset.load import declare, read_vocabulary
from kraftrules.source import Excerpt, Source
from kraftrules.values import (
    FIRST_DATE,
    LARGEST_INTEGER,
    LAST_DATE,
    SMALLEST_INTEGER,
    Days,
    Kind,
    Months,
    Type,
    Unknown,
    Value,
)
from kraftrules.vocabulary import Fact

Names = Mapping[str, Type]
Person = dict[str, object]

# Fields named like facts hide them inside a filter.
LIBRARY, _problems = read_vocabulary(
    Source(
        "facts.yaml",
        """
        facts:
          - {id: flag, type: boolean, label: flag}
          - {id: other_flag, type: boolean, label: other flag}
          - {id: maybe_flag, type: boolean, none_allowed: true, label: flag or none}
          - {id: small, type: integer, minimum: 0, maximum: 130, label: small}
          - {id: whole, type: integer, label: any integer}
          - {id: maybe_small, type: integer, minimum: -5, maximum: 20, none_allowed: true, label: small or none}
          - {id: amount, type: number, minimum: -100, maximum: 1000.5, label: amount}
          - {id: maybe_amount, type: number, none_allowed: true, label: amount or none}
          - {id: town, type: string, label: town}
          - {id: maybe_town, type: string, none_allowed: true, label: town or none}
          - {id: sex, type: category, values: [woman, man], label: sex}
          - {id: maybe_role, type: category, values: [man, guard, x], none_allowed: true, label: role or none}
          - {id: day, type: date, label: day}
          - {id: maybe_day, type: date, none_allowed: true, label: day or none}
          - {id: person, type: identifier, label: person}
          - id: spells
            type: list
            label: spells
            items:
              town: string
              whole: integer
              flag: boolean
              began: date
              maybe_day: {type: date, none_allowed: true}
          - id: courses
            type: list
            label: courses
            items:
              amount: number
              maybe_flag: {type: boolean, none_allowed: true}
              began: date
        """,
    )
)
assert not _problems, _problems
FACTS: Mapping[str, Fact] = LIBRARY.vocabulary.of("person")
NAMES: Names = {name: fact.value_type for name, fact in FACTS.items()}
OWN_FACTS = [
    {"id": "age", "type": "integer", "minimum": -600, "maximum": 600, "label": "age",
     "from": "years and months duration(day, today()).years"},
    {"id": "adult", "type": "boolean", "label": "adult", "from": "age >= 18 or flag"},
    {"id": "due", "type": "date", "none_allowed": True, "label": "due",
     "from": 'maybe_day + duration("P1M")'},
]  # fmt: skip

MONTH_ENDS = [
    date(2024, 2, 29), date(2023, 2, 28), date(2024, 1, 31), date(2024, 3, 31), date(2024, 12, 31),
    date(2023, 11, 30), date(2000, 2, 29), date(1900, 2, 28), date(2024, 3, 1), date(2024, 2, 28),
]  # fmt: skip
DAYS = st.one_of(
    st.sampled_from(MONTH_ENDS),
    st.dates(date(2019, 1, 1), date(2026, 12, 31)),
    st.sampled_from([FIRST_DATE, LAST_DATE]),
)
COUNTS_OF_MONTHS = [1, 0, -1, 2, 11, 12, 13, -12, -13, 30, 240, 6000, -6000]
COUNTS_OF_DAYS = [1, 0, -1, 28, 29, 30, 31, 365, 366, -366, 183000]
STRINGS = (
    "a",
    "",
    "Malmö",
    "man",
    'say "hi"',
    "back\\slash",
    "two\nlines",
    "{0}",
    "{x}",
    "😀",
    "é",
)
EDGES = (LARGEST_INTEGER, LARGEST_INTEGER - 1, SMALLEST_INTEGER, SMALLEST_INTEGER + 1, 2**53 + 1)
LEAST_FIRST = (0, 1, 2, 3, 12, 18, 30, 64, 129, 130)


@dataclass(frozen=True)
class Dialect:
    """Which values are drawn, and which expressions.

    *feel* keeps to what other FEEL engines are to agree on: none is only compared by = and !=.
    """

    integers: tuple[int, ...] = (*LEAST_FIRST, -1, -5, *EDGES)
    decimals: tuple[Decimal, ...] = tuple(
        map(Decimal, ("0.5", "0.1", "0.2", "0.3", "1.0", "2.50", "0.000001", "99999999999999.9"))
    )
    strings: tuple[str, ...] = STRINGS
    days: SearchStrategy[date] = DAYS
    feel: bool = False


EVERYTHING = Dialect()
FEEL = Dialect(
    integers=(*LEAST_FIRST, -1, -5),
    decimals=tuple(map(Decimal, ("0.5", "0.25", "1.0", "2.50", "12.75"))),
    feel=True,
)


# ---- Expressions

_ORDERED = (Kind.INTEGER, Kind.NUMBER, Kind.DATE, Kind.MONTHS, Kind.DAYS)
_COMPARED = (*_ORDERED, Kind.STRING, Kind.CATEGORY, Kind.BOOLEAN)
_ORDER = ("<", "<=", ">", ">=")
_RANGES = ("in [..]", "in (..]", "in [..)", "in (..)")
_VARIABLES = ("p", "q", "town")  # the last hides a fact


def checked(node: Node, names: Names = NAMES) -> Checked:
    """What the checker says of a tree."""
    return check(node, names, Excerpt.of(""))


def is_valid(node: Node, names: Names = NAMES) -> bool:
    """Whether the checker finds no error."""
    return all(each.severity == "warning" for each in checked(node, names).diagnostics)


@st.composite
def expressions(
    draw: DrawFn,
    kind: Kind = Kind.BOOLEAN,
    names: Names = NAMES,
    depth: int = 3,
    dialect: Dialect = EVERYTHING,
    none: bool = False,
) -> Node:
    """A well-typed expression of a kind; one that can be none only where *none* is true."""
    return _Drawer(draw, dialect).of(kind, names, depth, none)


class _Drawer:
    """Draws a tree from its root down; the simplest choice comes first, so that it shrinks to it."""

    def __init__(self, draw: DrawFn, dialect: Dialect) -> None:
        self.draw, self.dialect = draw, dialect
        self.own: frozenset[str] = frozenset()  # the fields of the records of the filters around

    def of(self, kind: Kind, names: Names, depth: int, none: bool) -> Node:
        lists = any(each.kind == Kind.LIST for each in names.values())
        compounds = [each for each in _COMPOUNDS.get(kind, ()) if lists or each not in _OF_LISTS]
        if self.dialect.feel:
            compounds = [each for each in compounds if each not in _NOT_ALIKE]
        if depth <= 0 or not compounds or not self.draw(st.integers(0, 3)):
            return self.leaf(kind, names, none)
        node = self.pick(compounds)(self, kind, names, depth - 1, none)
        found = checked(node, names)
        refused = any(each.severity == "error" for each in found.diagnostics)  # it may overflow
        if refused or (found.type.none and not none):
            return self.leaf(kind, names, none)
        return node

    def pick(self, options: Iterable[Any]) -> Any:
        return self.draw(st.sampled_from(tuple(options)))

    def leaf(self, kind: Kind, names: Names, none: bool) -> Node:
        atoms = list(_atoms(kind, names, none))
        near = [each for each in atoms if isinstance(each, Field) or each.name in self.own]
        atoms = [*near, *near, *atoms]
        if kind == Kind.LIST or (atoms and self.draw(st.booleans())):
            return self.pick(atoms)
        if kind == Kind.DATE and not self.draw(st.integers(0, 3)):
            return Today()
        if kind == Kind.CATEGORY:
            return self.pick(atoms) if atoms else Literal("man")
        return Literal(self.literal(kind))

    def literal(self, kind: Kind) -> Any:
        match kind:
            case Kind.BOOLEAN:
                return self.draw(st.booleans())
            case Kind.INTEGER:
                return self.pick(each for each in self.dialect.integers if each >= 0)
            case Kind.NUMBER:
                return self.pick(self.dialect.decimals)
            case Kind.STRING:
                return self.pick(self.dialect.strings)
            case Kind.DATE:
                return self.draw(self.dialect.days)
            case Kind.MONTHS:
                return Months(self.pick(COUNTS_OF_MONTHS))
            case Kind.DAYS:
                return Days(self.pick(COUNTS_OF_DAYS))
            case _:
                raise AssertionError(f"no literal is a {kind}")

    # conditions

    def negation(self, kind: Kind, names: Names, depth: int, none: bool) -> Node:
        return Not(self.condition(names, depth))

    def junction(self, kind: Kind, names: Names, depth: int, none: bool) -> Node:
        operands = [self.condition(names, depth) for _ in range(self.pick((2, 2, 3)))]
        if self.dialect.feel:  # see DIFFERENCES in test_feelin.py
            operands = [_is_true(each) if _is_in(each) else each for each in operands]
        return self.pick((And, Or))(tuple(operands))

    def condition(self, names: Names, depth: int) -> Node:
        return self.of(Kind.BOOLEAN, names, depth, False)

    def equality(self, kind: Kind, names: Names, depth: int, none: bool) -> Node:
        compared = self.pick(_COMPARED)
        sign = self.pick(("=", "!="))
        if self.dialect.feel and compared == Kind.DAYS:
            compared = Kind.MONTHS  # see DIFFERENCES in test_feelin.py
        one, other = self.operands(compared, 2, names, depth, True)
        return Operation(sign, (one, other))

    def none_test(self, kind: Kind, names: Names, depth: int, none: bool) -> Node:
        lists = any(each.kind == Kind.LIST for each in names.values())
        compared = self.pick((*_COMPARED, Kind.LIST) if lists else _COMPARED)
        sides = [self.of(compared, names, depth, True), Literal(None)]
        if not self.dialect.feel and not self.draw(st.integers(0, 4)):
            return Operation("in", tuple(sides))
        return Operation(self.pick(("=", "!=")), tuple(self.draw(st.permutations(sides))))

    def order(self, kind: Kind, names: Names, depth: int, none: bool) -> Node:
        compared = self.pick(_ORDERED)
        operands = self.operands(compared, 2, names, depth, not self.dialect.feel)
        return Operation(self.pick(_ORDER), tuple(operands))

    def within(self, kind: Kind, names: Names, depth: int, none: bool) -> Node:
        compared = self.pick(_ORDERED)
        value, *ends = self.operands(compared, 3, names, depth, not self.dialect.feel)
        if self.dialect.feel:  # see DIFFERENCES in test_feelin.py
            low, high = sorted((self.literal(compared), self.literal(compared)))
            ends = [Literal(low), Literal(high)]
        return Operation(self.pick(_RANGES), (value, *ends))

    def membership(self, kind: Kind, names: Names, depth: int, none: bool) -> Node:
        kinds = [each for each in _COMPARED if not (self.dialect.feel and each == Kind.DAYS)]
        count = self.pick((2, 3, 4))
        operands = self.operands(
            self.pick(kinds), count, names, min(depth, 1), not self.dialect.feel
        )
        return Operation("in", tuple(operands))

    def operands(
        self, kind: Kind, count: int, names: Names, depth: int, none: bool
    ) -> Sequence[Node]:
        """Operands that can be compared with each other."""
        if kind in (Kind.INTEGER, Kind.NUMBER):
            return [self.of(self.pick(_NUMERIC), names, depth, none) for _ in range(count)]
        if kind != Kind.CATEGORY:
            return [self.of(kind, names, depth, none) for _ in range(count)]
        first = self.of(kind, names, depth, none)
        values = checked(first, names).type.values or ("man",)
        literals = [Literal(self.pick(values)) for _ in range(count - 1)]
        other = self.of(self.pick((Kind.CATEGORY, Kind.STRING)), names, 0, none)
        fits = is_valid(Operation("in", (first, other)), names) and self.draw(st.booleans())
        return [first, *literals[1:], other if fits else literals[0]]

    def quantified(self, kind: Kind, names: Names, depth: int, none: bool) -> Node:
        records = self.of(Kind.LIST, names, depth, False)
        record = Type(Kind.RECORD, fields=checked(records, names).type.fields)
        variable = self.pick(_VARIABLES)
        condition = self.condition({**names, variable: record}, depth)
        return Quantified(self.pick(("some", "every")), variable, records, condition)

    # values

    def chosen(self, kind: Kind, names: Names, depth: int, none: bool) -> Node:
        branches = [self.of(kind, names, depth, none) for _ in range(2)]
        if none and not self.draw(st.integers(0, 3)):
            branches[self.pick((0, 1))] = Literal(None)
        return If(self.condition(names, depth), *branches)

    def arithmetic(self, kind: Kind, names: Names, depth: int, none: bool) -> Node:
        kinds = [kind, kind if kind == Kind.INTEGER else self.pick(_NUMERIC)]
        operands = [self.of(each, names, depth, none) for each in self.draw(st.permutations(kinds))]
        sign = self.pick(("+", "-", "*", "negate"))
        return Operation(sign, tuple(operands[:1] if sign == "negate" else operands))

    def count(self, kind: Kind, names: Names, depth: int, none: bool) -> Node:
        return Count(self.of(Kind.LIST, names, depth, False))

    def part(self, kind: Kind, names: Names, depth: int, none: bool) -> Node:
        draw = self.between_dates if self.draw(st.booleans()) else self.of
        months = draw(Kind.MONTHS, names, depth, none)
        return Field(months, self.pick(("years", "months")))

    def shifted(self, kind: Kind, names: Names, depth: int, none: bool) -> Node:
        day = self.of(Kind.DATE, names, depth, none)
        duration = self.of(self.pick((Kind.MONTHS, Kind.DAYS)), names, depth, none)
        return Operation(self.pick(("+", "-")), (day, duration))

    def between_dates(self, kind: Kind, names: Names, depth: int, none: bool) -> Node:
        days = [self.of(Kind.DATE, names, depth, none) for _ in range(2)]
        return Operation("years and months duration", tuple(days))

    def filtered(self, kind: Kind, names: Names, depth: int, none: bool) -> Node:
        records = self.of(Kind.LIST, names, depth, False)
        fields, around = dict(checked(records, names).type.fields), self.own
        self.own |= set(fields)
        condition = self.condition({**names, **fields}, depth)
        self.own = around
        if self.dialect.feel and isinstance(condition, Name | Field | Not | If | Literal):
            condition = _is_true(condition)  # see DIFFERENCES in test_feelin.py
        return Filter(records, condition)


def _is_true(condition: Node) -> Node:
    return Operation("=", (condition, Literal(True)))


def _is_in(node: Node) -> bool:
    return isinstance(node, Operation) and node.operator in ("in", *_RANGES)


def _atoms(kind: Kind, names: Names, none: bool) -> Iterable[Name | Field]:
    """The names and the fields that are of a kind."""
    for name, found in names.items():
        if found.kind == kind and (none or not found.none):
            yield Name(name)
        if found.kind == Kind.RECORD:
            for field, inner in found.fields:
                if inner.kind == kind and (none or not inner.none):
                    yield Field(Name(name), field)


_NUMERIC = (Kind.INTEGER, Kind.NUMBER)
_Compound = Callable[[_Drawer, Kind, Names, int, bool], Node]
_COMPOUNDS: Mapping[Kind, tuple[_Compound, ...]] = {
    Kind.BOOLEAN: (
        _Drawer.equality, _Drawer.order, _Drawer.within, _Drawer.membership, _Drawer.none_test,
        _Drawer.negation, _Drawer.junction, _Drawer.junction, _Drawer.quantified,
        _Drawer.quantified, _Drawer.chosen,
    ),
    Kind.INTEGER: (_Drawer.arithmetic, _Drawer.count, _Drawer.count, _Drawer.part, _Drawer.chosen),
    Kind.NUMBER: (_Drawer.arithmetic, _Drawer.chosen),
    Kind.STRING: (_Drawer.chosen,),
    Kind.CATEGORY: (_Drawer.chosen,),
    Kind.DATE: (_Drawer.shifted, _Drawer.shifted, _Drawer.chosen),
    Kind.MONTHS: (_Drawer.between_dates, _Drawer.chosen),
    Kind.DAYS: (_Drawer.chosen,),
    Kind.LIST: (_Drawer.filtered,),
}  # fmt: skip
_NOT_ALIKE = (_Drawer.between_dates, _Drawer.part)  # see DIFFERENCES in test_feelin.py
_OF_LISTS = (_Drawer.quantified, _Drawer.count, _Drawer.filtered)


def with_at_signs(text: str) -> str:
    """The same expression with its dates and durations written ``@"…"``."""
    return re.sub(r'\b(?:date|duration)\(("[^"]*")\)', r"@\1", text)


# Two ways to write one tree: the second shows by parentheses how the first is read.
TWO_WAYS = [
    ("flag or other_flag and small = 1", "flag or (other_flag and (small = 1))"),
    ("flag and other_flag or small = 1", "(flag and other_flag) or (small = 1)"),
    ("1 - 2 - 3 = small", "(1 - 2) - 3 = small"),
    ("1 + 2 * 3 = small", "1 + (2 * 3) = small"),
    ("-small * 2 = 0 - 2", "(-small) * 2 = (0 - 2)"),
    ("small - -1 = 2", "small - (-1) = 2"),
    ("- -small = 1", "-(-small) = 1"),
    ("if flag then 1 else 2 + 3", "if flag then 1 else (2 + 3)"),
    ("if flag then other_flag else flag or other_flag", "if flag then other_flag else (flag or other_flag)"),
    ("if flag then 1 else if other_flag then 2 else 3", "if flag then 1 else (if other_flag then 2 else 3)"),
    ("flag and if other_flag then flag else flag or other_flag",
     "flag and (if other_flag then flag else (flag or other_flag))"),
    ("some p in spells satisfies p.flag and flag", "some p in spells satisfies (p.flag and flag)"),
    ("flag or every p in spells satisfies p.flag or flag", "flag or (every p in spells satisfies (p.flag or flag))"),
    ("small between 1 and 2 and flag", "(small between 1 and 2) and flag"),
    ("small between 1 and 2 + 3", "small between 1 and (2 + 3)"),
    ("small between 1 and 2", "small in [1..2]"),
    ("small + 1 in (1, 2) or flag", "((small + 1) in (1, 2)) or flag"),
    ('town in ["a", "b"]', 'town in ("a", "b")'),
    ("count(spells[whole > 1][flag = true])", "count((spells[whole > 1])[flag = true])"),
    ("years and months duration(day, today()).years = 1", "(years and months duration(day, today())).years = 1"),
    ('day = @"2024-01-31"', 'day = date("2024-01-31")'),
    ('day + @"P1Y2M" = day', 'day + duration("P14M") = day'),
    ("not (flag)", "not(flag)"),
    ("not(flag) and other_flag", "(not(flag)) and other_flag"),
    ("small=1 and\n  flag", "small = 1 and flag"),
    ("((flag))", "flag"),
]  # fmt: skip

_ONE, _TWO = Literal(1), Literal(2)
_AROUND: Mapping[str, Callable[[Node], Node]] = {
    "not": Not,
    "and": lambda node: And((node, Name("flag"))),
    "if": lambda node: If(node, Literal(True), Literal(False)),
    "+": lambda node: Operation("=", (Operation("+", (_ONE, If(node, _ONE, _TWO))), _TWO)),
}


def _deepest(around: Callable[[Node], Node]) -> Node:
    node: Node = Name("flag")
    while max(depth for _, depth in walk(around(node))) <= DEEPEST:
        node = around(node)
    return node


# A condition of each kind that is nested as deeply as the parser takes. Lists are bounded more tightly.
DEEPEST_CONDITIONS = {kind: _deepest(around) for kind, around in _AROUND.items()}


# ---- Facts and people


def known_values(fact: Fact, dialect: Dialect = EVERYTHING) -> SearchStrategy[Any]:
    """The values that a fact can be known to have, none among them where it is allowed."""
    found = _VALUES[fact.type](fact, dialect)
    return st.one_of(found, st.none()) if fact.none_allowed else found


def given_values(fact: Fact, dialect: Dialect = EVERYTHING) -> SearchStrategy[Any]:
    """What a caller can give for a fact, unknown ones and records with missing fields among it."""
    if fact.type == "list":
        found = st.lists(_record(fact, dialect, missing=True), max_size=4)
    else:
        found = known_values(fact, dialect)
    return st.one_of(found, found, found, found, st.sampled_from((UNKNOWN, None)))


def _integers(fact: Fact, dialect: Dialect) -> SearchStrategy[int]:
    ends = [int(end) for end in (fact.minimum, fact.maximum) if end is not None]
    near = [each for each in (*dialect.integers, *ends) if fact.low <= each <= fact.high]
    return st.sampled_from(sorted(set(near), key=lambda each: (abs(each), each)))


def _numbers(fact: Fact, dialect: Dialect) -> SearchStrategy[object]:
    pool = (*dialect.decimals, *dialect.integers)
    near = [each for each in pool if fact.low <= each <= fact.high and abs(each) < 10**15]
    return st.sampled_from([*near, *(float(each) for each in near if abs(each) < 10**6)])


def _record(fact: Fact, dialect: Dialect, missing: bool) -> SearchStrategy[Person]:
    fields = {name: known_values(field, dialect) for name, field in fact.fields.items()}
    if not missing:
        return st.fixed_dictionaries(fields)
    absent = st.sampled_from((UNKNOWN, None))
    return _some_of({name: st.one_of(each, each, each, absent) for name, each in fields.items()})


_VALUES: Mapping[str, Callable[[Fact, Dialect], SearchStrategy[Any]]] = {
    "boolean": lambda fact, dialect: st.booleans(),
    "integer": _integers,
    "number": _numbers,
    "string": lambda fact, dialect: st.sampled_from(dialect.strings),
    "category": lambda fact, dialect: st.sampled_from(tuple(fact.values or ())),
    "date": lambda fact, dialect: dialect.days,
    "identifier": lambda fact, dialect: st.sampled_from(["17", 17]),
    "list": lambda fact, dialect: st.lists(_record(fact, dialect, missing=False), max_size=3),
}


def people(facts: Iterable[Fact], dialect: Dialect = EVERYTHING) -> SearchStrategy[Person]:
    """People of whom some facts are known."""
    return _some_of({fact.id: given_values(fact, dialect) for fact in facts})


def _some_of(values: Mapping[str, SearchStrategy[Any]]) -> SearchStrategy[Person]:
    """Dicts of which all keys may be left out, but are not half of the time."""
    return st.one_of(
        st.fixed_dictionaries({}, optional=dict(values)), st.fixed_dictionaries(dict(values))
    )


def known_people(facts: Iterable[Fact], dialect: Dialect = EVERYTHING) -> SearchStrategy[Person]:
    """People of whom all facts are known."""
    return st.fixed_dictionaries({fact.id: known_values(fact, dialect) for fact in facts})


def is_known(fact: Fact, person: Person) -> bool:
    """Whether nothing is missing of a fact: for a list, no field of any record either."""
    given = person.get(fact.id, UNKNOWN)
    if isinstance(given, list):
        return all(is_known(field, each) for each in given for field in fact.fields.values())
    return not isinstance(given, Unknown) and (given is not None or fact.none_allowed)


@st.composite
def completed(
    draw: DrawFn, facts: Iterable[Fact], person: Person, dialect: Dialect = EVERYTHING
) -> Person:
    """The same person when everything is known, every field of every record too."""
    found = dict(person)
    for fact in facts:
        given = person.get(fact.id)
        if is_known(fact, person):
            continue
        if isinstance(given, list):
            fields = fact.fields.values()
            found[fact.id] = [draw(completed(fields, each, dialect)) for each in given]
        else:
            found[fact.id] = draw(known_values(fact, dialect))
    return found


@st.composite
def better_known(
    draw: DrawFn, facts: Sequence[Fact], person: Person, dialect: Dialect = EVERYTHING
) -> Person:
    """The same person when at least one more fact is known, if one was unknown."""
    unknown = [fact for fact in facts if not is_known(fact, person)]
    if not unknown:
        return person
    chosen = draw(st.lists(st.sampled_from(unknown), min_size=1, unique_by=lambda each: each.id))
    return draw(completed(chosen, person, dialect))


def wrong_values(fact: Fact) -> list[object]:
    """Values that do not fit a fact, though they may look as if they did."""
    pool: list[object] = [
        "", "42", "true", "wman", "2024-01-31", 1.5, float("nan"), float("inf"), 2**63, -(2**63) - 1,
        Decimal("NaN"), Decimal("sNaN"), Decimal("0.1234567890123456"), b"a", object, 10**5000,
        (), {}, {"a": 1}, [1], [{"towm": "a"}], [{"whole": "3"}], [{"whole": 2**63}], [None], "x" * 1001,
        [{}] * 1001, datetime(2024, 1, 31), date(1799, 12, 31), date(2300, 1, 1), True, 0,
    ]  # fmt: skip
    return [each for each in pool if not _fits(fact, each)]


def _fits(fact: Fact, given: object) -> bool:
    try:
        accept_all({fact.id: fact}, {fact.id: given})
    except ValueError:
        return False
    return True


def scope(
    person: Person, on: date, observe: Observer | None = None, facts: Mapping[str, Fact] = FACTS
) -> Scope:
    """The scope in which an expression is evaluated for a person."""
    known = accept_all(facts, person)
    names: dict[str, Value | Selection] = {
        name: known.get(name, Unknown((name,))) for name in facts
    }
    return Scope(names, on, observe)


def value_of(
    text: str | Node, person: Person | None = None, on: date = date(2024, 1, 31)
) -> Value | Selection:
    """The value of an expression for a person."""
    node = parse(Excerpt.of(text)) if isinstance(text, str) else text
    assert is_valid(node), checked(node).diagnostics
    return evaluate(node, scope(person or {}, on))


def facts_in(node: Node) -> list[Fact]:
    """The facts that an expression reads."""
    return [FACTS[name] for name in checked(node).names]


# ---- Rulesets


def load_text(text: str) -> Ruleset:
    """The ruleset in a text, read against the facts above."""
    declaration, diagnostics = declare(Source("drawn.yaml", text), LIBRARY, _no_file)
    assert declaration is not None, "\n".join(each.render("en") for each in diagnostics)
    return Ruleset(declaration)


def _no_file(name: str) -> Source:
    raise AssertionError(f"nothing names a file, and not {name}")


def ruleset_text(**blocks: object) -> str:
    """A ruleset file; its required blocks are filled in."""
    head = {
        "ruleset": "drawn",
        "edition": "1",
        "title": "drawn",
        "in_force": {"from": "2020-01-01"},
    }
    return yaml.safe_dump(head | blocks, allow_unicode=True, sort_keys=False, width=10_000)


@st.composite
def ruleset_texts(draw: DrawFn, depth: int = 2) -> str:
    """A ruleset file with facts and definitions of its own, nested groups, exclusions, factors."""
    names = dict(NAMES)
    for fact in OWN_FACTS:
        own = {key: value for key, value in fact.items() if key != "from"}
        names[str(fact["id"])] = Fact.model_validate(own).value_type
    definitions = []
    for at in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from([*_COMPARED, Kind.LIST]))
        node = draw(expressions(kind, names, depth, none=True))
        names[f"d{at}"] = checked(node, names).type
        definitions.append({"id": f"d{at}", "value": write(node)})

    conditions = expressions(names=names, depth=depth).map(write)
    ids = iter(range(1000))

    def leaf(prefix: str) -> dict[str, object]:
        name = f"{prefix}{next(ids)}"
        return {"id": name, "label": name, "when": draw(conditions)}

    def group(levels: int) -> dict[str, object]:
        members = [member(levels - 1) for _ in range(draw(st.integers(1, 3)))]
        kind = draw(st.sampled_from(["all", "any", "at_least"]))
        if kind == "at_least":
            return {"at_least": draw(st.integers(1, len(members))), "of": members}
        return {kind: members}

    def member(levels: int) -> dict[str, object]:
        if levels == 0 or draw(st.booleans()):
            return leaf("c")
        name = f"g{next(ids)}"
        return {"id": name, "label": name, **group(levels)}

    factors = [
        leaf("f") | {"points": draw(st.integers(1, 9))} for _ in range(draw(st.integers(0, 2)))
    ]
    return ruleset_text(
        facts=OWN_FACTS,
        definitions=draw(st.permutations(definitions)),
        target_group=group(2),
        exclusions=[leaf("e") for _ in range(draw(st.integers(0, 2)))],
        priority={"factors": factors, "ties": ["lottery"]},
    )


def rulesets(depth: int = 2) -> SearchStrategy[Ruleset]:
    """Rulesets, each with its text as the name that a failing example shows."""
    return ruleset_texts(depth).map(load_text)


def dialect_of(plan: Plan) -> Dialect:
    """Values on both sides of every bound that a ruleset's conditions have."""
    nodes = [node for _, node in plan.conditions] + [each.value for each in plan.definitions]
    literals = [each.value for node in nodes for each, _ in walk(node) if isinstance(each, Literal)]
    whole = {n + step for n in literals if type(n) is int for step in (-1, 0, 1)}
    days = {d + timedelta(step) for d in literals if isinstance(d, date) for step in (-1, 0, 1)}
    strings = {text for text in literals if isinstance(text, str)}
    return Dialect(
        integers=tuple(sorted(whole | {0, 1})),
        strings=(*sorted(strings), "another"),
        days=st.one_of(st.sampled_from(sorted(days | set(MONTH_ENDS))), DAYS),
    )


def one_rule(condition: str) -> Ruleset:
    """A ruleset with one criterion, ``r``."""
    rule = {"id": "r", "label": "r", "when": condition}
    return load_text(ruleset_text(target_group={"all": [rule]}))
