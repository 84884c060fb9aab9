"""The tree of a condition → SQL, arm for arm like `kraftrules.feel.evaluate`."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import count
from typing import assert_never, cast

from sqlglot import exp

from kraftrules.engines.sql.branches import chosen
from kraftrules.engines.sql.dialects import Dialect
from kraftrules.engines.sql.lists import Source
from kraftrules.engines.sql.operations import Operations
from kraftrules.engines.sql.terms import Missing, Term, join, missing_in, refused
from kraftrules.engines.sql.tree import (
    NULL,
    Expr,
    binary,
    both,
    case,
    coalesce,
    either,
    equal,
    is_not_null,
    null_if,
    number,
    opposite,
    size,
)
from kraftrules.engines.sql.tree import cast as cast_to
from kraftrules.feel.check import check
from kraftrules.feel.evaluate import Scope as Names
from kraftrules.feel.evaluate import evaluate
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
from kraftrules.source import Excerpt
from kraftrules.values import BOOLEAN, MOST_ITEMS, Atom, Kind, Type

LARGEST = 20_000  # nodes of one value's SQL

Record = Mapping[str, Term]
Scope = Mapping[str, "Term | Records | Record"]


@dataclass(frozen=True, slots=True)
class Records:
    """A list: the records of a *source* that every one of the *filters* keeps. *known* as a term's."""

    source: Source
    known: Expr | None
    filters: tuple[Callable[[Record], Term], ...] = ()

    def missing(self) -> Missing:
        """What is missing where the list is unknown."""
        return {self.source.fact.id: None}


@dataclass(slots=True)
class Fold:
    """Turns conditions into terms. *today* is written out: the statement never asks what day it is."""

    dialect: Dialect
    today: date
    operations: Operations = field(init=False)
    _aliases: count[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.operations = Operations(self.dialect)

    def term(self, node: Node, scope: Scope) -> Term:
        """An expression's value; raises `FactError` where it cannot be said."""
        found = self._constant(node) or self._term(node, scope)
        if size(found.value) > LARGEST:
            raise refused(
                "sql",
                "villkoret blir för långt i SQL. Dela upp det med definitions: en definition räknas ut en gång",
                "the condition grows too long in SQL. Divide it by definitions: a definition is reckoned once",
            )
        return found

    def _constant(self, node: Node) -> Term | None:
        """The value of an expression that reads nothing but today: reckoned here and now."""
        if any(isinstance(each, Name | Quantified | Filter | Count) for each, _ in walk(node)):
            return None
        value = cast(Atom | None, evaluate(node, Names({}, self.today)))
        found = self.operations.literal(value)
        if value is not None or isinstance(node, Literal):
            return found
        return replace(found, type=check(node, {}, Excerpt.of("")).type)  # none, of a kind

    def _term(self, node: Node, scope: Scope) -> Term:
        match node:
            case Literal() | Today():
                raise AssertionError("what is constant is reckoned beforehand")
            case Name(name=name):
                found = scope[name]
                return self._list(found) if isinstance(found, Records) else _one(found)
            case Field(base=Name(name=variable), name=name) if isinstance(
                record := scope.get(variable), Mapping
            ):
                return record[name]
            case Field(base=base, name=name):
                return self.operations.part(self.term(base, scope), name)
            case Not(operand=operand):
                return self._not(self.term(operand, scope))
            case And(operands=operands):
                return self._all([self.term(operand, scope) for operand in operands])
            case Or(operands=operands):
                return self._any([self.term(operand, scope) for operand in operands])
            case Operation(operator=operator, operands=operands):
                return self.operations.apply(
                    operator, [self.term(each, scope) for each in operands]
                )
            case If(condition=condition, yes=yes, no=no):
                return chosen(
                    self.dialect, *(self.term(each, scope) for each in (condition, yes, no))
                )
            case Quantified(
                quantifier=quantifier, variable=name, records=records, condition=condition
            ):
                return self._quantified(quantifier == "every", self.records(records, scope),
                                        lambda record: self.term(condition, ChainMap({name: record}, dict(scope))))  # fmt: skip
            case Filter():
                return self._list(self.records(node, scope))
            case Count(records=records):
                return self._count(self.records(records, scope))
            case _:
                assert_never(node)

    def records(self, node: Node, scope: Scope) -> Records:
        """A list as its source and its filters."""
        match node:
            case Name(name=name):
                found = scope[name]
                assert isinstance(found, Records), "the checker lets only lists through"
                return found
            case Filter(records=records, condition=condition):
                within = self.records(records, scope)
                kept = (
                    *within.filters,
                    lambda record: self.term(condition, ChainMap(dict(record), dict(scope))),
                )
                return replace(within, filters=kept)
            case _:
                raise AssertionError("the checker lets only lists through")

    def _list(self, records: Records) -> Term:
        """A list as a value, of which is only asked whether it is none, which it never is."""
        return Term(Type(Kind.LIST), NULL, None, records.known, records.missing)

    def _not(self, one: Term) -> Term:
        return Term(
            BOOLEAN, opposite(one.value), None, self._settled(opposite(one.value)), one.missing
        )

    def _all(self, terms: Sequence[Term]) -> Term:
        return self._joined(terms, both(each.value for each in terms))

    def _any(self, terms: Sequence[Term]) -> Term:
        return self._joined(terms, either(each.value for each in terms))

    def _joined(self, terms: Sequence[Term], value: Expr | None) -> Term:
        """Several conditions as one; where it is unknown, all that are unknown are missing."""
        assert value is not None
        return Term(BOOLEAN, value, None, self._settled(value), partial(missing_in, terms))

    def _settled(self, predicate: Expr) -> Expr:
        """That a condition is true or false."""
        return is_not_null(self.dialect.stored(predicate))

    def _quantified(
        self, every: bool, records: Records, condition: Callable[[Record], Term]
    ) -> Term:
        """Whether the condition holds for some record, or for every: not for some that it does not."""

        def holds(record: Record) -> Term:
            own = condition(record)
            return self._belongs(records, record, self._not(own) if every else own)

        alias, truth = self._each(records, holds)
        ranks = self._rank(truth.value)
        found = coalesce(records.source.most(alias, ranks), number(0))
        found = found if records.known is None else case((records.known, found))
        value = equal(null_if(found, number(1)), number(2))
        missing = partial(self._missing_of, records, alias, truth)
        term = Term(BOOLEAN, value, None, is_not_null(null_if(found, number(1))), missing)
        return self._not(term) if every else term

    def _count(self, records: Records) -> Term:
        alias, truth = self._each(records, lambda record: self._belongs(records, record))
        filtered = bool(records.filters)
        value = (
            records.source.count(alias, truth.value) if filtered else records.source.length(alias)
        )
        value = value if records.known is None else case((records.known, value))
        missing = partial(self._missing_of, records, alias, truth)
        return Term(
            Type(Kind.INTEGER, low=0, high=MOST_ITEMS), value, None, is_not_null(value), missing
        )

    def _each(self, records: Records, truth: Callable[[Record], Term]) -> tuple[str, Term]:
        """What holds of a record of the list, and the name that the record has there."""
        alias = f"_r{next(self._aliases)}"
        fields = records.source.fact.fields.values()
        return alias, truth({each.id: records.source.field(alias, each) for each in fields})

    def _belongs(self, records: Records, record: Record, *more: Term) -> Term:
        """Whether a record is kept by all filters, and more holds of it."""
        terms = [*(keep(record) for keep in records.filters), *more]
        return self._all(terms) if terms else self.operations.literal(True)

    def _rank(self, truth: Expr) -> Expr:
        """2 for true, 1 for unknown, 0 for false: the greatest of several is what one of them is."""
        if self.dialect.booleans:
            return coalesce(binary(exp.Mul, cast_to(truth, "int"), number(2)), number(1))
        return case((truth, number(2)), (opposite(truth), number(0)), otherwise=number(1))

    def _missing_of(self, records: Records, alias: str, truth: Term) -> Missing:
        """What is missing of a list, or of some record of it."""
        unlisted = None if records.known is None else opposite(records.known)
        own = records.source.fact.id
        found: list[tuple[Expr | None, Missing]] = []
        if unlisted is not None:
            found.append((unlisted, {own: None}))
        for fact, when in truth.missing().items():
            open_ = both([None if truth.known is None else opposite(truth.known), when])
            item = number(1) if open_ is None else case((open_, number(1)), otherwise=number(0))
            some = equal(coalesce(records.source.most(alias, item), number(0)), number(1))
            found.append((some, {fact: None}))
        return join(found)


def _one(found: Term | Records | Record) -> Term:
    assert isinstance(found, Term), "the checker lets only values through"
    return found
