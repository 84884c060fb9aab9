"""What the condition language means, rule by rule, on examples and on expressions drawn at random."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal, localcontext
from itertools import product

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from strategies import (
    DAYS,
    DEEPEST_CONDITIONS,
    FACTS,
    TWO_WAYS,
    better_known,
    checked,
    completed,
    expressions,
    facts_in,
    is_valid,
    known_people,
    people,
    scope,
    value_of,
    with_at_signs,
)

from kraftrules import UNKNOWN, RulesetError
from kraftrules.feel.evaluate import Selection, evaluate
from kraftrules.feel.nodes import (
    And,
    Count,
    Field,
    If,
    Literal,
    Name,
    Node,
    Not,
    Operation,
    Or,
    Quantified,
    walk,
)
from kraftrules.feel.operators import OPERATORS, OnNone, apply
from kraftrules.feel.parse import parse
from kraftrules.feel.write import write
from kraftrules.source import Excerpt
from kraftrules.values import (
    LARGEST_INTEGER,
    SMALLEST_INTEGER,
    Days,
    Kind,
    Months,
    Type,
    Unknown,
    Value,
    add_months,
    whole_months,
)

ON = date(2024, 1, 31)
KINDS = [kind for kind in Kind if kind not in (Kind.RECORD, Kind.IDENTIFIER, Kind.NONE, Kind.ANY)]
VALUES = [kind for kind in KINDS if kind != Kind.LIST]
conditions = expressions()
any_expression = st.sampled_from(KINDS).flatmap(lambda kind: expressions(kind, none=True))
any_value = st.sampled_from(VALUES).flatmap(lambda kind: expressions(kind, none=True))


def read(text: str) -> Node:
    return parse(Excerpt.of(text))


def result(node: Node, person: dict[str, object], on: date = ON) -> Value | Selection:
    return evaluate(node, scope(person, on))


def kleene(value: object) -> object:
    """A truth value without the names of what is missing."""
    return UNKNOWN if isinstance(value, Unknown) else value


# ---- Text and tree


@given(any_expression)
def test_what_is_written_reads_as_the_same_tree(node: Node) -> None:
    again = read(write(node))
    assert again == node
    assert repr(again) == repr(node)  # 1, 1.0 and true are equal in Python, and not here
    assert write(again) == write(node)


@pytest.mark.parametrize(("one", "other"), TWO_WAYS)
def test_two_ways_to_write_one_thing(one: str, other: str) -> None:
    assert repr(read(one)) == repr(read(other))


@given(any_expression)
def test_a_date_or_a_duration_may_be_written_with_an_at_sign(node: Node) -> None:
    assert repr(read(with_at_signs(write(node)))) == repr(node)


@pytest.mark.parametrize("text", ["a", "{0}", "{*}", "{", 'say "hi"', "\\", "\\n", "a\nb\tc\r"])
def test_a_text_survives_being_written(text: str) -> None:
    for node in (Literal(text), Operation("in", (Name("town"), Literal(text), Literal("b")))):
        assert read(write(node)) == node


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r'"\u00e5"', "å"),
        (r'"\n\t\r\"\\"', '\n\t\r"\\'),
        (r'"\ud83d\ude00"', "😀"),
    ],
)
def test_escapes(written: str, text: str) -> None:
    assert ascii(read(written)) == ascii(Literal(text))


# ---- Types hold


def fits(value: object, kind: Type) -> bool:
    """Whether a value is of a type and within its bounds."""
    if value is None:
        return kind.none
    match kind.kind:
        case Kind.BOOLEAN:
            return isinstance(value, bool)
        case Kind.INTEGER:
            whole = type(value) is int and SMALLEST_INTEGER <= value <= LARGEST_INTEGER
            return whole and kind.low <= value <= kind.high
        case Kind.NUMBER:
            return type(value) in (int, Decimal) and kind.low <= value <= kind.high
        case Kind.STRING:
            return isinstance(value, str)
        case Kind.CATEGORY:
            return value in kind.values
        case Kind.DATE:
            return isinstance(value, date) and kind.low <= value.toordinal() <= kind.high
        case Kind.MONTHS | Kind.DAYS:
            right = Months if kind.kind == Kind.MONTHS else Days
            return isinstance(value, right) and kind.low <= value.count <= kind.high
        case Kind.LIST:
            return isinstance(value, tuple | Selection)
        case _:
            return False


@given(any_expression, st.data())
def test_a_checked_expression_never_raises_and_has_its_type(
    node: Node, data: st.DataObject
) -> None:
    person = data.draw(people(facts_in(node)))
    value, expected = result(node, person), checked(node).type
    assert isinstance(value, Unknown) or fits(value, expected), (value, expected)


SOME_TYPE = {
    Kind.INTEGER: st.integers(-1000, 1000),
    Kind.NUMBER: st.decimals(-1000, 1000, places=3),
    Kind.DATE: st.dates(date(1800, 1, 1), date(2299, 12, 31)),
    Kind.MONTHS: st.integers(-6000, 6000).map(Months),
    Kind.DAYS: st.integers(-183_000, 183_000).map(Days),
}
SIGNATURES = [
    *((sign, pair) for sign in "+-*" for pair in product((Kind.INTEGER, Kind.NUMBER), repeat=2)),
    *((sign, (Kind.DATE, kind)) for sign in "+-" for kind in (Kind.MONTHS, Kind.DAYS)),
    ("negate", (Kind.INTEGER,)), ("negate", (Kind.NUMBER,)),
    ("years and months duration", (Kind.DATE, Kind.DATE)),
]  # fmt: skip


@pytest.mark.parametrize(("operator", "kinds"), SIGNATURES)
@given(data=st.data())
def test_what_an_operator_gives_lies_within_the_bounds_that_it_states(
    operator: str, kinds: tuple[Kind, ...], data: st.DataObject
) -> None:
    values, types = [], []
    for kind in kinds:
        low, value, high = sorted(data.draw(SOME_TYPE[kind]) for _ in range(3))
        values.append(value)
        types.append(Type(kind, False, _bound(low), _bound(high)))
    expected = OPERATORS[operator].result(types)
    assert expected is not None
    assert fits(apply(operator, values), expected)


def _bound(value: object) -> int | Decimal:
    match value:
        case Months(count=count) | Days(count=count):
            return count
        case date():
            return value.toordinal()
        case int() | Decimal():
            return value
    raise AssertionError(value)


@given(any_value, st.data())
def test_with_everything_known_nothing_is_unknown(node: Node, data: st.DataObject) -> None:
    assert not isinstance(result(node, data.draw(known_people(facts_in(node)))), Unknown)


def test_the_span_between_any_two_dates_has_its_type() -> None:
    text = 'years and months duration(day - duration("P500Y"), day + duration("P500Y"))'
    node = read(text)
    assert result(node, {"day": ON}) == Months(12_000)
    assert fits(Months(12_000), checked(node).type)


def test_the_decimal_context_of_the_caller_does_not_matter() -> None:
    node = read("-(amount * 0.999999999999999) - 0.000000000000001")
    person = {"amount": Decimal("999.123456789012")}
    expected = checked(node).type, result(node, person)
    with localcontext(prec=3):
        assert (checked(node).type, result(node, person)) == expected
    assert fits(expected[1], expected[0])


@pytest.mark.parametrize(
    "text",
    ["whole + 1 = 0", "-whole = 0", "whole * 2 = 0", "1 - whole = 0", f"{LARGEST_INTEGER} + 1 = 0",
     'day + duration("P500Y") + duration("P500Y") + duration("P500Y") = day '
     'or day - duration("P500Y") - duration("P500Y") - duration("P500Y") - duration("P500Y") = day'],
)  # fmt: skip
def test_what_might_not_fit_is_refused_before_it_is_evaluated(text: str) -> None:
    assert "may-overflow" in [each.code for each in checked(read(text)).diagnostics]


@pytest.mark.parametrize("text", [f"{LARGEST_INTEGER + 1} = 0", "0.1234567890123456 = 0"])
def test_a_number_too_large_to_hold_cannot_be_written(text: str) -> None:
    with pytest.raises(RulesetError, match="för stort"):
        read(text)


@pytest.mark.parametrize("edge", [LARGEST_INTEGER, SMALLEST_INTEGER])
def test_integers_at_the_edge_are_exact(edge: int) -> None:
    person = {"whole": edge, "small": 1}
    assert value_of(f"whole = {LARGEST_INTEGER}", person) is (edge > 0)
    assert value_of(f"whole = -{LARGEST_INTEGER} - 1", person) is (edge < 0)
    assert value_of(f"whole < {LARGEST_INTEGER}", person) is (edge < 0)


# ---- Unknown


def test_the_truth_of_unknown_cannot_be_asked() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(UNKNOWN)
    with pytest.raises(TypeError):
        assert value_of("flag")


@given(any_value, st.data())
def test_making_an_unknown_fact_known_never_changes_a_known_result(
    node: Node, data: st.DataObject
) -> None:
    facts = facts_in(node)
    person = data.draw(people(facts))
    before = result(node, person)
    assume(not isinstance(before, Unknown))
    assert result(node, data.draw(better_known(facts, person))) == before


@given(any_value, st.data())
def test_an_unknown_result_names_facts_that_are_unknown(node: Node, data: st.DataObject) -> None:
    facts = facts_in(node)
    person = data.draw(people(facts))
    value = result(node, person)
    assume(isinstance(value, Unknown))
    full = data.draw(completed(facts, person))
    assert value.facts
    assert {name for name in value.facts if full[name] == person.get(name, UNKNOWN)} == set()


@given(any_value, st.data())
def test_making_all_named_facts_known_settles_it_or_names_others(
    node: Node, data: st.DataObject
) -> None:
    """Others only where a list was unknown: then its records were not looked at."""
    person = data.draw(people(facts_in(node)))
    value = result(node, person)
    assume(isinstance(value, Unknown))
    named = [FACTS[name] for name in value.facts]
    after = result(node, data.draw(completed(named, person)))
    if isinstance(after, Unknown):
        assert any(fact.type == "list" for fact in named)
        assert not set(after.facts) & set(value.facts)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("small + (if whole > 0 then 1 else 2) = amount", ("small", "whole", "amount")),
        ("small = small", ("small",)),
        ("flag and small = 1 and other_flag", ("flag", "small", "other_flag")),
        ("small in (whole, 1)", ("small", "whole")),
        ("some p in spells satisfies p.flag", ("spells",)),
    ],
)
def test_an_unknown_result_names_what_is_missing_in_the_order_written(
    text: str, names: tuple[str, ...]
) -> None:
    node = read(text)
    assert result(node, {"spells": [{}]}) == Unknown(names)


@given(any_value, st.data())
def test_facts_that_an_unknown_result_does_not_name_do_not_matter(
    node: Node, data: st.DataObject
) -> None:
    facts = facts_in(node)
    person = data.draw(people(facts))
    value = result(node, person)
    assume(isinstance(value, Unknown))
    others = [fact for fact in facts if fact.id not in value.facts]
    assert result(node, data.draw(completed(others, person))) == value


# ---- Rule 1: and, or, not are Kleene's

TRUTHS = {"true": True, "false": False, "flag": UNKNOWN}
AND = """
and   | true  | false | flag
true  | true  | false | flag
false | false | false | false
flag  | flag  | false | flag
"""
OR = """
or    | true  | false | flag
true  | true  | true  | true
false | true  | false | flag
flag  | true  | flag  | flag
"""


def cells(table: str) -> list[tuple[str, str]]:
    """The texts that a truth table speaks of, and what it says that they are."""
    (sign, *columns), *rows = [
        [cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()
    ]
    return [
        (f"{row} {sign} {column}", cell)
        for row, *found in rows
        for column, cell in zip(columns, found, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *cells(AND),
        *cells(OR),
        ("not(true)", "false"),
        ("not(false)", "true"),
        ("not(flag)", "flag"),
    ],
)
def test_truth_tables(text: str, expected: str) -> None:
    assert kleene(value_of(text)) == TRUTHS[expected]


def with_person(*trees: st.SearchStrategy[Node]) -> st.SearchStrategy[tuple[object, ...]]:
    """Trees, and a person for them."""

    def person_for(nodes: tuple[Node, ...]) -> st.SearchStrategy[tuple[object, ...]]:
        facts = {fact.id: fact for node in nodes for fact in facts_in(node)}
        return st.tuples(*map(st.just, nodes), people(facts.values()))

    return st.tuples(*trees).flatmap(person_for)


@given(with_person(conditions, conditions), st.sampled_from((And, Or)))
def test_and_and_or_commute(
    drawn: tuple[Node, Node, dict[str, object]], sign: type[And | Or]
) -> None:
    one, other, person = drawn
    assert kleene(result(sign((one, other)), person)) == kleene(result(sign((other, one)), person))


@given(with_person(conditions, conditions))
def test_de_morgan(drawn: tuple[Node, Node, dict[str, object]]) -> None:
    one, other, person = drawn
    assert result(Not(And((one, other))), person) == result(Or((Not(one), Not(other))), person)
    assert result(Not(Or((one, other))), person) == result(And((Not(one), Not(other))), person)


@given(with_person(conditions))
def test_not_not_is_nothing(drawn: tuple[Node, dict[str, object]]) -> None:
    node, person = drawn
    assert result(Not(Not(node)), person) == result(node, person)


# ---- Rule 2: any other operator with an unknown operand is unknown. Here we differ from FEEL


@given(any_expression, st.data())
def test_an_operator_is_unknown_just_when_an_operand_is(node: Node, data: st.DataObject) -> None:
    seen: dict[int, Value | Selection] = {}
    person = data.draw(people(facts_in(node)))
    evaluate(node, scope(person, ON, lambda each, value: seen.__setitem__(id(each), value)))
    for each, _ in walk(node):
        if isinstance(each, Operation) and id(each) in seen and not _in_record(node, each):
            operands = [seen[id(operand)] for operand in each.operands]
            unknown = any(isinstance(operand, Unknown) for operand in operands)
            assert isinstance(seen[id(each)], Unknown) == unknown


def _in_record(root: Node, node: Node) -> bool:
    """Whether a node is evaluated once for each record, so that only its last value was kept."""
    repeated = [
        each.condition
        for each, _ in walk(root)
        if hasattr(each, "records") and hasattr(each, "condition")
    ]
    return any(inner is node for each in repeated for inner, _ in walk(each))


@pytest.mark.parametrize(
    "text", ["small = 1", "small != 1", "small < 1", "1 + small = small", "small in (1, 2)", "small in [0..200]",
             'years and months duration(day, today()).years > 3', "whole = whole"],
)  # fmt: skip
def test_an_unknown_operand_makes_it_unknown(text: str) -> None:
    assert isinstance(value_of(text), Unknown)


def test_differs_from_feel_in_rule_2_a_missing_fact_is_not_null() -> None:
    """In FEEL a missing variable is null, so `small = 1` would be false and `small = null` true."""
    assert value_of("small = 1") == Unknown(("small",))
    assert value_of("maybe_small = null") == Unknown(("maybe_small",))
    assert value_of("small = 1", {"small": None}) == Unknown(("small",))
    assert value_of("if small = 1 then 1 else 2") == Unknown(("small",))


# ---- Rule 3 and 4: none


@pytest.mark.parametrize("name", [name for name in FACTS if name.startswith("maybe_")])
@given(data=st.data())
def test_only_none_equals_none(name: str, data: st.DataObject) -> None:
    known = {name: data.draw(known_people([FACTS[name]]))[name]}
    is_none = known[name] is None
    assert value_of(f"{name} = null", known) is is_none
    assert value_of(f"null = {name}", known) is is_none
    assert value_of(f"{name} != null", known) is not is_none
    assert value_of(f"{name} = null", {name: UNKNOWN}) == Unknown((name,))
    assert value_of(f"{name} != null", {}) == Unknown((name,))


@pytest.mark.parametrize(
    ("text", "person", "expected"),
    [
        ("maybe_small = small", {"maybe_small": None, "small": 1}, False),
        ("small != maybe_small", {"maybe_small": None, "small": 1}, True),
        ("maybe_day = maybe_day", {"maybe_day": None}, True),
        ("maybe_small = maybe_amount", {"maybe_small": None, "maybe_amount": None}, True),
        ("maybe_small = small", {"maybe_small": None}, Unknown(("small",))),
    ],
)
def test_none_and_a_value_are_not_equal(
    text: str, person: dict[str, object], expected: object
) -> None:
    assert value_of(text, person) == expected


# ---- Rule 5: none is neither more nor less. Here we differ from FEEL

NO_ONE = {
    "maybe_small": None,
    "maybe_day": None,
    "maybe_town": None,
    "small": 3,
    "day": ON,
    "town": "a",
}


@pytest.mark.parametrize(
    "text",
    ["maybe_small < small", "maybe_small <= maybe_small", "small > maybe_small", "maybe_day >= day",
     "maybe_small between 0 and 9", "small in [maybe_small..9]", "small in (0..maybe_small)",
     "maybe_small in (1, 2)", "maybe_town in (maybe_town, town)", "maybe_small in [0..9)"],
)  # fmt: skip
def test_a_comparison_with_none_is_false(text: str) -> None:
    assert value_of(text, NO_ONE) is False
    assert value_of(f"not({text})", NO_ONE) is True


@pytest.mark.parametrize(
    "text",
    ["maybe_small + 1", "small - maybe_small", "maybe_small * 0", "-maybe_small", 'maybe_day + duration("P1M")',
     "years and months duration(maybe_day, day)", "years and months duration(day, maybe_day).years"],
)  # fmt: skip
def test_arithmetic_with_none_is_none(text: str) -> None:
    assert value_of(text, NO_ONE) is None
    assert value_of(f"({text}) = null", NO_ONE) is True


def test_differs_from_feel_in_rule_5_a_comparison_with_none_is_false_and_not_null() -> None:
    """In FEEL `null < 3` is null, and so would be its opposite: a rule would be neither met nor not."""
    assert value_of("maybe_small < 3", NO_ONE) is False
    assert value_of("not(maybe_small < 3)", NO_ONE) is True
    assert value_of("maybe_small in (maybe_small, 3)", NO_ONE) is False


def test_null_is_one_of_nothing_and_a_null_among_the_others_is_none_of_them() -> None:
    assert value_of("null in (1, 2)") is False
    assert value_of("small in (null, 3)", NO_ONE) is True
    assert value_of("small in (null, 4)", NO_ONE) is False


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("=", True),
        ("!=", False),
        ("<", False),
        (">=", False),
        ("in", False),
        ("in [..]", False),
        ("+", None),
    ],
)
def test_the_table_has_the_rules_for_none(operator: str, expected: object) -> None:
    rules = {True: OnNone.APPLIES, False: OnNone.FALSE, None: OnNone.NONE}
    assert OPERATORS[operator].on_none in (OnNone.APPLIES, rules[expected])
    count = 3 if ".." in operator else 2
    operands = tuple(Name("maybe_small") for _ in range(count))
    assert result(Operation(operator, operands), NO_ONE) is expected


# ---- Rule 6: lists

A, B, MYSTERY = {"town": "a"}, {"town": "b"}, {"flag": True}


@pytest.mark.parametrize(
    ("spells", "some", "every", "count"),
    [
        ([], False, True, 0),
        ([A], True, True, 1),
        ([B], False, False, 0),
        ([A, B], True, False, 1),
        ([MYSTERY], UNKNOWN, UNKNOWN, UNKNOWN),
        ([A, MYSTERY], True, UNKNOWN, UNKNOWN),
        ([B, MYSTERY], UNKNOWN, False, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_some_every_and_count(spells: object, some: object, every: object, count: object) -> None:
    person = {"spells": spells}
    assert kleene(value_of('some p in spells satisfies p.town = "a"', person)) == some
    assert kleene(value_of('every p in spells satisfies p.town = "a"', person)) == every
    assert kleene(value_of('count(spells[town = "a"])', person)) == count


RECORD = Type(Kind.RECORD, fields=FACTS["spells"].value_type.fields)
of_a_record = expressions(names={"p": RECORD, "flag": FACTS["flag"].value_type}, depth=2)


@given(of_a_record, people([FACTS["spells"], FACTS["flag"]]))
def test_some_is_the_or_of_its_items_and_every_the_and(
    node: Node, person: dict[str, object]
) -> None:
    records = person.get("spells")
    assume(isinstance(records, list))
    each = [
        result(Quantified("some", "p", Name("spells"), node), {**person, "spells": [record]})
        for record in records
    ]
    some = result(Quantified("some", "p", Name("spells"), node), person)
    every = result(Quantified("every", "p", Name("spells"), node), person)
    assert kleene(some) == (True if True in each else UNKNOWN if _unknown(each) else False)
    assert kleene(every) == (False if False in each else UNKNOWN if _unknown(each) else True)


def _unknown(values: Sequence[object]) -> bool:
    return any(isinstance(value, Unknown) for value in values)


in_a_filter = expressions(names={**dict(RECORD.fields), "flag": FACTS["flag"].value_type}, depth=2)


@given(in_a_filter, in_a_filter, people([FACTS["spells"], FACTS["flag"]]))
def test_two_filters_are_one_with_and(one: Node, other: Node, person: dict[str, object]) -> None:
    counts = [
        value_of(read(text), person)
        for text in (
            f"count(spells[{write(one)}][{write(other)}])",
            f"count(spells[({write(one)}) and ({write(other)})])",
        )
    ]
    assert kleene(counts[0]) == kleene(counts[1])


@given(in_a_filter, people([FACTS["spells"], FACTS["flag"]]))
def test_what_a_filter_leaves_is_what_its_opposite_takes(
    node: Node, person: dict[str, object]
) -> None:
    kept, left, all_of_them = (
        value_of(text, person)
        for text in (
            f"count(spells[{write(node)}])",
            f"count(spells[not({write(node)})])",
            "count(spells)",
        )
    )
    assert isinstance(kept, Unknown) == isinstance(left, Unknown)
    assert isinstance(kept, Unknown) or kept + left == all_of_them


ALIKE = [
    ("flag", "p.flag"),
    ('town = "a"', 'p.town = "a"'),
    ("whole > small", "p.whole > small"),
    ("maybe_day = null or flag", "p.maybe_day = null or p.flag"),
]


@pytest.mark.parametrize(("of_field", "of_variable"), ALIKE)
@given(of_a_record, people([FACTS["spells"], FACTS["flag"], FACTS["small"]]))
def test_some_and_every_of_a_filter(
    of_field: str, of_variable: str, node: Node, person: dict[str, object]
) -> None:
    text = write(node)
    for filtered, written_out in (
        (f"some p in spells[{of_field}] satisfies {text}",
         f"some p in spells satisfies ({of_variable}) and ({text})"),
        (f"every p in spells[{of_field}] satisfies {text}",
         f"every p in spells satisfies not({of_variable}) or ({text})"),
    ):  # fmt: skip
        assert kleene(value_of(filtered, person)) == kleene(value_of(written_out, person))


def test_a_field_hides_a_fact_inside_a_filter_and_a_variable_inside_a_quantifier() -> None:
    person = {"town": "b", "spells": [A, B, B]}
    assert value_of('count(spells[town = "a"])', person) == 1
    assert value_of("some p in spells satisfies p.town = town", person) is True
    assert value_of('some town in spells satisfies town.town = "a"', person) is True
    assert (
        value_of("count(spells[count(courses[town != null]) = 0])", {**person, "courses": []}) == 3
    )


# ---- Rule 7: if


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("if true then 1 else small", 1),
        ("if false then small else 1", 1),
        ("if flag then 1 else 1", 1),
        ("if flag then 1 else 1.0", 1),
        ("if flag then null else null", None),
        ("if flag then 1 else 2", Unknown(("flag",))),
        ("if flag then 1 else null", Unknown(("flag",))),
        ("if flag then small else small", Unknown(("flag", "small"))),
        ("if flag then 1 else small", Unknown(("flag", "small"))),
        ("if true then small else 1", Unknown(("small",))),
    ],
)
def test_if(text: str, expected: object) -> None:
    assert value_of(text) == expected


@given(with_person(conditions, expressions(Kind.INTEGER), expressions(Kind.INTEGER)))
def test_if_is_its_branch_or_what_both_agree_on(
    drawn: tuple[Node, Node, Node, dict[str, object]],
) -> None:
    condition, yes, no, person = drawn
    met, one, other = (result(node, person) for node in (condition, yes, no))
    value = result(If(condition, yes, no), person)
    if met is True:
        assert value == one
    elif met is False:
        assert value == other
    elif not _unknown([one, other]) and one == other:
        assert value == one
    else:
        assert isinstance(value, Unknown)


# ---- Operators

EXAMPLES = [each for operator in OPERATORS.values() for each in operator.examples]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_the_examples_of_the_operators_give_what_they_say(text: str, expected: str) -> None:
    assert value_of(text) is {"true": True, "false": False}[expected]


def test_every_operator_has_an_example_that_uses_it() -> None:
    for operator in OPERATORS.values():
        used = [each for text, _ in operator.examples for each, _ in walk(read(text))]
        assert operator.name in [each.operator for each in used if isinstance(each, Operation)]


ORDERED: dict[str, st.SearchStrategy[object]] = {
    "small": st.integers(0, 130),
    "amount": st.decimals(-100, 1000, places=3),
    "day": DAYS,
}


@pytest.mark.parametrize("name", ORDERED)
@given(data=st.data())
def test_the_order_of_values_is_that_of_mathematics(name: str, data: st.DataObject) -> None:
    values = [data.draw(ORDERED[name]) for _ in range(3)]
    low, value, high = values
    other = {"small": "whole", "amount": "maybe_amount", "day": "maybe_day"}[name]
    person = {name: value, other: low}
    assert value_of(f"{name} < {other}", person) is (value < low)
    assert value_of(f"{name} <= {other}", person) is (value <= low)
    assert value_of(f"{name} > {other}", person) is (value > low)
    assert value_of(f"{name} >= {other}", person) is (value >= low)
    assert value_of(f"{name} = {other}", person) is (value == low)
    assert value_of(f"{name} != {other}", person) is (value != low)
    for text, expected in (
        ("in [..]", low <= value <= high), ("in (..]", low < value <= high),
        ("in [..)", low <= value < high), ("in (..)", low < value < high),
    ):  # fmt: skip
        operands = (Name(name), Literal(low), Literal(high))
        assert result(Operation(text, operands), person) is expected


@given(st.integers(-5, 20), st.integers(0, 130), st.decimals(-100, 1000, places=2))
def test_arithmetic_is_that_of_mathematics(one: int, other: int, amount: Decimal) -> None:
    person = {"maybe_small": one, "small": other, "amount": amount}
    assert value_of("maybe_small + small", person) == one + other
    assert value_of("maybe_small - small", person) == one - other
    assert value_of("maybe_small * small", person) == one * other
    assert value_of("-maybe_small", person) == -one
    assert value_of("amount + small", person) == amount + other
    assert value_of("small - amount", person) == other - amount
    assert value_of("amount * small", person) == amount * other
    assert value_of("-amount", person) == -amount


# ---- Dates


def month_later(day: date, months: int) -> date:
    """By the words of the rule: the same day of the month, or the month's last day."""
    first = day.replace(day=1)
    step = timedelta(days=31) if months > 0 else timedelta(days=-1)
    for _ in range(abs(months)):
        first = (first + step).replace(day=1)
    return first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))


@given(st.one_of(st.dates(date(1850, 1, 1), date(2249, 1, 1)), DAYS), st.integers(-500, 500))
@example(date(2024, 1, 31), 1)
@example(date(2023, 1, 31), 1)
@example(date(2024, 2, 29), 12)
@example(date(2024, 3, 31), -1)
@example(date(1900, 1, 31), 1)
def test_a_month_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    node = Operation("+", (Name("day"), Literal(Months(months))))
    assert result(node, {"day": day}) == month_later(day, months) == add_months(day, months)
    back = Operation("-", (Name("day"), Literal(Months(-months))))
    assert result(back, {"day": day}) == result(node, {"day": day})


@given(DAYS, st.integers(-1000, 1000))
def test_days_are_counted_one_by_one(day: date, days: int) -> None:
    assert result(
        Operation("+", (Name("day"), Literal(Days(days)))), {"day": day}
    ) == day + timedelta(days)
    assert result(
        Operation("-", (Name("day"), Literal(Days(days)))), {"day": day}
    ) == day - timedelta(days)


@given(DAYS, DAYS)
@example(date(2024, 1, 31), date(2024, 2, 29))
@example(date(2024, 2, 29), date(2025, 2, 28))
@example(date(2024, 3, 31), date(2024, 2, 29))
def test_whole_months_have_passed_when_the_day_of_the_month_is_reached(
    one: date, other: date
) -> None:
    start, end = sorted((one, other))
    months = whole_months(start, end).count
    reached = [
        n for n in (months, months + 1)
        if (start.year * 12 + start.month + n, start.day) <= (end.year * 12 + end.month, end.day)
    ]  # fmt: skip
    assert reached == [months]
    assert whole_months(end, start).count == -months
    person = {"day": one, "maybe_day": other}
    span = "years and months duration(day, maybe_day)"
    years, rest = value_of(f"{span}.years", person), value_of(f"{span}.months", person)
    assert (abs(years), abs(rest)) == divmod(months, 12)
    assert years * 12 + rest == whole_months(one, other).count


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(1990, 3, 1), date(2021, 2, 28), 30),
        (date(1990, 3, 1), date(2021, 3, 1), 31),
        (date(2000, 2, 29), date(2018, 2, 28), 17),
        (date(2000, 2, 29), date(2018, 3, 1), 18),
        (date(2000, 2, 29), date(2020, 2, 29), 20),
    ],
)
def test_an_age_changes_on_the_birthday(born: date, on: date, age: int) -> None:
    assert value_of("years and months duration(day, today()).years", {"day": born}, on) == age


@given(any_expression, DAYS, st.data())
def test_today_is_the_day_that_the_decision_is_about(
    node: Node, on: date, data: st.DataObject
) -> None:
    assert value_of("today()", {}, on) == on
    written_out = read(write(node).replace("today()", f'date("{on}")'))
    person = data.draw(people(facts_in(node)))
    assert result(node, person, on) == result(written_out, person, on)


# ---- Who watches


@given(any_expression, st.data())
def test_the_observer_sees_every_node_with_its_value(node: Node, data: st.DataObject) -> None:
    person = data.draw(people(facts_in(node)))
    seen: list[tuple[Node, object]] = []
    value = evaluate(node, scope(person, ON, lambda each, found: seen.append((each, found))))
    assert seen[-1][0] is node
    assert seen[-1][1] == value
    outside = [each for each, _ in walk(node) if not _in_record(node, each)]
    for each in outside:
        found = [value for other, value in seen if other is each]
        assert found == [result(each, person)]


@given(of_a_record, people([FACTS["spells"], FACTS["flag"]]))
def test_the_observer_sees_a_condition_once_for_each_record(
    node: Node, person: dict[str, object]
) -> None:
    seen: list[Node] = []
    tree = Quantified("some", "p", Name("spells"), node)
    value = evaluate(tree, scope(person, ON, lambda each, found: seen.append(each)))
    records = person.get("spells")
    count = len(records) if isinstance(records, list) else 0
    assert sum(each is node for each in seen) == count, value


# ---- Depth


@pytest.mark.parametrize("kind", DEEPEST_CONDITIONS)
def test_the_deepest_condition_reads_and_evaluates(kind: str) -> None:
    node = DEEPEST_CONDITIONS[kind]
    assert read(write(node)) == node
    assert is_valid(node)
    assert isinstance(result(node, {"flag": True, "spells": [{"flag": True}]}), bool)


def test_the_parts_of_a_duration_and_the_fields_of_a_record_are_fields() -> None:
    assert read("p.town") == Field(Name("p"), "town")
    assert read("count(spells)") == Count(Name("spells"))
