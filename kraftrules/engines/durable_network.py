"""A plan → rules of durable_rules, in which one fact leads to the next until the verdicts stand.

What is told is small: one message for each *subject*, with one value. A subject is a fact or a
definition that some condition compares with a value written out; an *atom*, a condition that
durable_rules has no means to express and that is therefore settled by `kraftrules.feel.evaluate`
before it enters; or something concluded. True and false are both concluded, each by rules of its
own, and unknown is the absence of both: so Kleene's logic needs no negation, of which durable_rules
has none that is safe. No name and no text that anybody wrote becomes the name of anything here.

What the C code of durable_rules 2.0.28 holds is bounded, and beyond it lie wrong answers, loops
without end and writes out of bounds. The bounds here lie well within.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import assert_never

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
)
from kraftrules.plan import Plan
from kraftrules.refusal import LONGEST_STRING
from kraftrules.ruleset.declaration import DeclaredRule
from kraftrules.values import Kind, Type, Value

LARGEST = 2**31 - 1  # a number in a rule is a C long, which has 32 bits on some machines
MOST_TOGETHER = 8  # of the 16 messages that a match can hold
MOST_COMPARED = 20  # conditions on one subject: a message may match 64 patterns
MOST_LISTED = 16  # values in one `in`: each takes two kilobytes
MOST_RULES = 2000  # in one part, of 4096
MOST_PATTERNS = 400  # in one part, of 512, at which the next message is searched for without end
MOST_USES = 200  # of one pattern in one part, of 256, at which it crashes
MOST_MATCHERS = 10_000  # patterns in all rules: a session takes some ten kilobytes for each

Pattern = str  # a condition on one message, as JSON
Together = tuple[Pattern, ...]

ALWAYS: Pattern = '{"b":1}'
BEGIN = '"b":1'  # the first message of every session, and what its first rule matches
BEGUN = "b"  # that rule's name
_KINDS = (Kind.BOOLEAN, Kind.INTEGER, Kind.DATE, Kind.STRING, Kind.CATEGORY)
_OPPOSITE = {"<": "$gte", "<=": "$gt", ">": "$lte", ">=": "$lt"}
_OPERATOR = {"<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}
_ENDS = {"[": "$gte", "(": "$gt", "]": "$lte", ")": "$lt"}
_PAST_ENDS = {"[": "$lt", "(": "$lte", "]": "$gt", ")": "$gte"}


class TooLarge(Exception):
    """The rules are more than durable_rules safely holds. Never leaves the library."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What follows when a rule fires: a subject is true or false, or a count is one more."""

    subject: int
    truth: bool = True
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Network:
    """Rules in *parts* that durable_rules can hold, named by their place among the *conclusions*.

    *values* and *atoms* are the subjects to tell of, with the name or the condition that has their
    value. *readers* are the parts that read a subject. *verdicts* are the subjects of the target
    group and of all rules in the order written.
    """

    parts: tuple[str, ...]
    conclusions: tuple[Conclusion, ...]
    values: tuple[tuple[int, str], ...]
    atoms: tuple[tuple[int, Node], ...]
    readers: Mapping[int, tuple[int, ...]]
    verdicts: tuple[int, ...]


def translate(plan: Plan) -> Network:
    """The rules of a plan; raises `TooLarge`."""
    translator = _Translator(plan)
    declared = plan.declared
    _, verdicts = translator.rule(declared.target_group)
    for rule in (*declared.exclusions, *declared.factors):
        verdicts.append(translator.rule(rule)[1][0])
    return translator.network(verdicts)


def told(subject: int, value: Value) -> str:
    """What a message says of a subject, as the inside of a JSON object."""
    if value is None:
        return f'"k{subject}":0'
    return f'"s{subject}":{_written(value)},"k{subject}":1'


def counted(subject: int, count: int) -> str:
    """What a message says of a count."""
    return f'"c{subject}":{count}'


def _written(value: Value) -> str:
    """A value as JSON, bounded: numbers past `LARGEST` compare with all in the rules as it does."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value)
        case int():
            return str(max(-LARGEST, min(LARGEST, value)))
        case date():
            return str(value.toordinal())
        case _:
            raise AssertionError("only what is compared as it stands is told")


@dataclass(frozen=True, slots=True)
class _Sides:
    """The pattern by which a condition is true, and that by which it is false; None is never.

    *subject* is what concludes them, where something does.
    """

    yes: Pattern | None
    no: Pattern | None
    subject: int | None = None


class _Translator:
    """Collects the rules while conditions are read."""

    def __init__(self, plan: Plan) -> None:
        self.definitions = {each.id: each for each in plan.definitions}
        self.types: dict[str, Type] = {fact.id: fact.value_type for fact in plan.inputs}
        self.types |= {each.id: each.type for each in plan.definitions}
        self.known: dict[str, _Sides] = {}
        self.values: dict[str, int] = {}
        self.compared: Counter[str] = Counter()
        self.atoms: list[tuple[int, Node]] = []
        self.rules: list[tuple[Together, Conclusion]] = []
        self.subjects = 0

    def rule(self, rule: DeclaredRule) -> tuple[_Sides, list[int]]:
        """The sides of a rule, and the subjects of it and of all below it."""
        if rule.when is not None:
            sides, below = self.condition(rule.when), []
        else:
            members = [self.rule(member) for member in rule.members]
            sides = self.group([own for own, _ in members], rule.need)
            below = [subject for _, subjects in members for subject in subjects]
        if sides.subject is None:
            sides = self.settle(_alternatives(sides.yes), _alternatives(sides.no))
        assert sides.subject is not None
        return sides, [sides.subject, *below]

    def condition(self, node: Node) -> _Sides:
        match node:
            case Literal(value=value):
                return _Sides(ALWAYS, None) if value else _Sides(None, ALWAYS)
            case Name(name=name) if name in self.definitions:
                if name not in self.known:
                    self.known[name] = self.condition(self.definitions[name].value)
                return self.known[name]
            case Name(name=name):
                subject = self.told(name)
                return _Sides(_equal(subject, "true"), _equal(subject, "false"))
            case Not(operand=operand):
                sides = self.condition(operand)
                return _Sides(sides.no, sides.yes)
            case And(operands=operands):
                return self.group([self.condition(each) for each in operands], len(operands))
            case Or(operands=operands):
                return self.group([self.condition(each) for each in operands], 1)
            case If(condition=condition, yes=yes, no=no):
                return self.choice(*(self.condition(each) for each in (condition, yes, no)))
            case Operation() if self.is_plain(node):
                return self.comparison(node)
            case Operation() | Quantified() | Field() | Today() | Filter() | Count():
                return self.atom(node)
            case _:
                assert_never(node)

    def told(self, name: str) -> int:
        """The subject of a fact or of a definition's value."""
        if name not in self.values:
            self.values[name] = self.subject()
        return self.values[name]

    def subject(self) -> int:
        """A new subject."""
        self.subjects += 1
        return self.subjects - 1

    def atom(self, node: Node) -> _Sides:
        """A condition settled before it enters."""
        subject = self.subject()
        self.atoms.append((subject, node))
        return _Sides(_equal(subject, "true"), _equal(subject, "false"))

    def group(self, members: Sequence[_Sides], need: int) -> _Sides:
        """True once *need* are true, and false once so many are false that they cannot be."""
        yes = self.enough([each.yes for each in members], need)
        no = self.enough([each.no for each in members], len(members) - need + 1)
        return self.settle(yes, no)

    def enough(self, patterns: Sequence[Pattern | None], need: int) -> list[Together]:
        """The ways in which *need* of the patterns are matched."""
        possible = [each for each in patterns if each is not None]
        if len(possible) < need:
            return []
        if need == 1:
            return [(each,) for each in dict.fromkeys(possible)]
        if need == len(possible) <= MOST_TOGETHER:
            return [tuple(dict.fromkeys(possible))]
        return [(self.count(possible, need),)]

    def count(self, patterns: Sequence[Pattern], need: int) -> Pattern:
        """Rules that count how many are matched, and the pattern that they are *need*."""
        counter = self.subject()
        self.rules += [((each,), Conclusion(counter, counts=True)) for each in patterns]
        return f'{{"c{counter}":{need}}}'

    def choice(self, condition: _Sides, yes: _Sides, no: _Sides) -> _Sides:
        """The branch pointed out, or what both branches agree on."""
        return self.settle(
            _together((condition.yes, yes.yes), (condition.no, no.yes), (yes.yes, no.yes)),
            _together((condition.yes, yes.no), (condition.no, no.no), (yes.no, no.no)),
        )

    def settle(self, yes: Sequence[Together], no: Sequence[Together]) -> _Sides:
        """A subject that is concluded true in any of the ways of *yes*, and false in those of *no*."""
        subject = self.subject()
        self.rules += [(each, Conclusion(subject, truth=True)) for each in yes]
        self.rules += [(each, Conclusion(subject, truth=False)) for each in no]
        true, false = _equal(subject, "true"), _equal(subject, "false")
        return _Sides(true if yes else None, false if no else None, subject)

    def is_plain(self, node: Operation) -> bool:
        """Whether a comparison is of a fact or a definition with values written out."""
        name, *others = node.operands
        if not isinstance(name, Name) or self.types[name.name].kind not in _KINDS:
            return False
        if len(others) > MOST_LISTED or self.compared[name.name] == MOST_COMPARED:
            return False
        null = node.operator in ("=", "!=")
        values = [each.value if isinstance(each, Literal) else _NO_VALUE for each in others]
        return all(_is_bounded(each) or (null and each is None) for each in values)

    def comparison(self, node: Operation) -> _Sides:
        """A plain comparison; what is none has no value, and is known to be none."""
        name, *others = node.operands
        assert isinstance(name, Name)
        self.compared[name.name] += 1
        subject = self.told(name.name)
        values = [each.value for each in others if isinstance(each, Literal)]
        none = [f'{{"k{subject}":0}}'] if self.types[name.name].none else []
        yes, no = _compared(node.operator, subject, values, none)
        if len(yes) == len(no) == 1:
            return _Sides(yes[0], no[0])
        return self.settle([(each,) for each in yes], [(each,) for each in no])

    def network(self, verdicts: Sequence[int]) -> Network:
        """The rules as they are handed over; raises `TooLarge`."""
        matchers = sum(len(patterns) for patterns, _ in self.rules)
        if max(matchers, self.subjects) > MOST_MATCHERS:
            raise TooLarge
        parts = _parts([patterns for patterns, _ in self.rules])
        return Network(
            parts=tuple(map(_text, parts)),
            conclusions=tuple(conclusion for _, conclusion in self.rules),
            values=tuple((subject, name) for name, subject in self.values.items()),
            atoms=tuple(self.atoms),
            readers=_readers(parts),
            verdicts=tuple(verdicts),
        )


_NO_VALUE = object()


def _is_bounded(value: object) -> bool:
    match value:
        case bool() | date():
            return True
        case int():
            return abs(value) < LARGEST
        case str():
            return len(value) <= LONGEST_STRING
        case _:
            return False


def _compared(
    operator: str, subject: int, values: Sequence[Value], none: list[Pattern]
) -> tuple[list[Pattern], list[Pattern]]:
    """The patterns by which a comparison is true, and those by which it is false."""
    if values == [None]:
        is_none, is_some = [f'{{"k{subject}":0}}'], [f'{{"k{subject}":1}}']
        return (is_none, is_some) if operator == "=" else (is_some, is_none)
    texts = list(dict.fromkeys(map(_written, values)))
    match operator:
        case "=" | "in":
            differs = [_is("$neq", subject, text) for text in texts]
            return [_equal(subject, text) for text in texts], [_all(differs), *none]
        case "!=":
            return [_is("$neq", subject, texts[0]), *none], [_equal(subject, texts[0])]
        case "<" | "<=" | ">" | ">=":
            yes = _is(_OPERATOR[operator], subject, texts[0])
            return [yes], [_is(_OPPOSITE[operator], subject, texts[0]), *none]
        case _:
            ends = list(zip((operator[3], operator[-1]), map(_written, values), strict=True))
            within = [_is(_ENDS[end], subject, text) for end, text in ends]
            past = [_is(_PAST_ENDS[end], subject, text) for end, text in ends]
            return [_all(within)], [*past, *none]


def _is(operator: str, subject: int, text: str) -> Pattern:
    return f'{{"{operator}":{{"s{subject}":{text}}}}}'


def _equal(subject: int, text: str) -> Pattern:
    return f'{{"s{subject}":{text}}}'


def _all(patterns: Sequence[Pattern]) -> Pattern:
    """One message that matches all the patterns."""
    return patterns[0] if len(patterns) == 1 else f'{{"$and":[{",".join(patterns)}]}}'


def _alternatives(pattern: Pattern | None) -> list[Together]:
    return [] if pattern is None else [(pattern,)]


def _together(*ways: tuple[Pattern | None, Pattern | None]) -> list[Together]:
    """The ways of which both patterns can be matched."""
    return [tuple(dict.fromkeys((one, other))) for one, other in ways
            if one is not None and other is not None]  # fmt: skip


_Part = dict[int, Together]


def _parts(rules: Sequence[Together]) -> list[_Part]:
    """The rules by number, in as many parts as it takes for each to stay within its bounds."""
    parts: list[_Part] = [{}]
    uses: Counter[Pattern] = Counter()
    for at, patterns in enumerate(rules):
        fresh = sum(each not in uses for each in patterns)
        full = len(uses) + fresh > MOST_PATTERNS or len(parts[-1]) == MOST_RULES
        if full or any(uses[each] == MOST_USES for each in patterns):
            parts.append({})
            uses = Counter()
        parts[-1][at] = patterns
        uses.update(patterns)
    return parts


def _readers(parts: Sequence[_Part]) -> Mapping[int, tuple[int, ...]]:
    """The parts that read each subject."""
    found: dict[int, dict[int, None]] = {}
    for at, part in enumerate(parts):
        for pattern in chain.from_iterable(part.values()):
            if pattern != ALWAYS:
                found.setdefault(_subject(pattern), {})[at] = None
    return MappingProxyType({subject: tuple(places) for subject, places in found.items()})


def _subject(pattern: Pattern) -> int:
    """The subject that a pattern is about."""
    about = re.search(r'\{"[skc](\d+)":', pattern)
    assert about is not None, "every pattern but the first is about a subject"
    return int(about[1])


def _text(part: _Part) -> str:
    """The rules as durable_rules reads them; one message may match several patterns of a rule."""
    written = [f'"{BEGUN}":{{"all":[{{"m0":{ALWAYS}}}]}}']
    for at, patterns in part.items():
        matched = ",".join(f'{{"m{index}":{each}}}' for index, each in enumerate(patterns))
        written.append(f'"{at}":{{"all":[{matched}],"dist":0}}')
    return f"{{{','.join(written)}}}"
