"""Pieces of a statement as nodes of sqlglot's tree. A node has one parent: what is used again is copied.

Names and values enter the tree here alone, as identifiers and literals that sqlglot quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlglot import exp

from kraftrules.values import SMALLEST_INTEGER

Expr = exp.Expr
Binary = TypeVar("Binary", bound=exp.Binary)

MOST_LISTED = 1000
_BETWEEN_SIGNS = re.compile(r"(?<=[*/-])(?=[*/-])")
_LOOSE = (exp.Connector, exp.Predicate, exp.Not, exp.Add, exp.Sub, exp.Mul, exp.Mod, exp.Div, exp.DPipe, exp.Neg)  # fmt: skip


def own(node: Expr) -> Expr:
    """A node to put into a tree: itself, or a copy where it is in one already."""
    return node if node.parent is None else node.copy()


def identifier(name: str) -> exp.Identifier:
    """A name, quoted."""
    return exp.to_identifier(name, quoted=True)


def column(name: str, table: str | None = None) -> exp.Column:
    """A column, of a table where one is named."""
    return exp.column(identifier(name), table=identifier(table) if table else None)


def table_of(name: str) -> exp.Table:
    """A table, or a step of the statement."""
    return exp.Table(this=identifier(name))


def all_of(table: str) -> Expr:
    """All columns of a table."""
    return exp.Column(this=exp.Star(), table=identifier(table))


def text(value: str) -> Expr:
    """A string."""
    return exp.Literal.string(value)


def number(value: int) -> Expr:
    """A whole number."""
    return exp.Literal.number(value)


def whole(value: int) -> Expr:
    """A whole number of 64 bits; the smallest of all as text, for its digits alone are too large."""
    if value == SMALLEST_INTEGER:
        return cast(exp.Literal.string(str(value)), "bigint")
    return number(value)


NULL = exp.null()


def select_of(*columns: Expr) -> exp.Select:
    """A SELECT of columns."""
    return exp.select(*map(own, columns), copy=False)


def call(name: str, *arguments: Expr) -> Expr:
    """A function of the dialect's own, by its name there."""
    return exp.Anonymous(this=name, expressions=[own(each) for each in arguments])


def binary(kind: type[Binary], one: Expr, other: Expr) -> Binary:
    """Two operands and what stands between them, in parentheses where they need them."""
    return kind(this=_tight(one), expression=_tight(other))


def negative(one: Expr) -> Expr:
    """The number with the other sign."""
    return exp.Neg(this=_tight(one))


def equal(one: Expr, other: Expr) -> Expr:
    """Whether two values are the same."""
    return binary(exp.EQ, one, other)


def between(value: Expr, low: Expr, high: Expr) -> Expr:
    """Whether a value lies between two, both included."""
    return exp.Between(this=_tight(value), low=_tight(low), high=_tight(high))


def one_of(value: Expr, others: Sequence[Expr]) -> Expr:
    """Whether a value is one of several literals; ``MOST_LISTED`` at a time, which is what Oracle takes."""
    parts = [others[at : at + MOST_LISTED] for at in range(0, len(others), MOST_LISTED)]
    found = either(exp.In(this=_tight(value), expressions=list(map(own, each))) for each in parts)
    return found or exp.In(this=_tight(value))


def is_null(value: Expr) -> Expr:
    """Whether a value is NULL: never NULL itself."""
    return exp.Is(this=_tight(value), expression=exp.null())


def is_not_null(value: Expr) -> Expr:
    """Whether a value is not NULL: never NULL itself."""
    return exp.Is(this=_tight(value), expression=exp.Not(this=exp.null()))


def both(conditions: Iterable[Expr | None]) -> Expr | None:
    """That all conditions hold; None, of which there may be some, says that one always does."""
    found = [each for each in conditions if each is not None]
    return exp.and_(*map(own, found), copy=False) if found else None


def either(conditions: Iterable[Expr | None]) -> Expr | None:
    """That some condition holds; None, of which there may be some, says that one never does."""
    found = [each for each in conditions if each is not None]
    return exp.or_(*map(own, found), copy=False) if found else None


def opposite(condition: Expr) -> Expr:
    """That a condition does not hold; ``NOT NOT`` and ``NOT … IS NULL`` are written shorter."""
    if isinstance(condition, exp.Is):
        null = isinstance(condition.expression, exp.Null)
        return is_not_null(condition.this) if null else is_null(condition.this)
    if isinstance(condition, exp.Not):
        inner: Expr = condition.this.unnest().copy()
        return inner
    return exp.not_(own(condition), copy=False)


def case(*branches: tuple[Expr, Expr], otherwise: Expr | None = None) -> Expr:
    """The value of the first branch whose condition holds; NULL where there is none other."""
    found = exp.Case()
    for condition, value in branches:
        found = found.when(own(condition), own(value), copy=False)
    return found if otherwise is None else found.else_(own(otherwise), copy=False)


def coalesce(*values: Expr) -> Expr:
    """The first value that is not NULL."""
    first, *others = map(own, values)
    return exp.Coalesce(this=first, expressions=others)


def null_if(value: Expr, other: Expr) -> Expr:
    """A value, or NULL where it is the other."""
    return exp.Nullif(this=own(value), expression=own(other))


def cast(value: Expr, kind: str) -> Expr:
    """A value as one of a type. By sqlglot's own, a decimal cast to a longer one would keep its length."""
    found, to = own(value), exp.DataType.build(kind)
    return found if isinstance(found, exp.Cast) and found.to == to else exp.Cast(this=found, to=to)


def named(value: Expr, name: str, comment: str | None = None) -> Expr:
    """A column of a SELECT: its name, and a comment beside it."""
    found = exp.alias_(own(value), identifier(name), copy=False)
    if comment is not None:
        found.add_comments([f" {harmless(comment)} "])
    return found


def harmless(comment: str) -> str:
    """A comment's text on one line, in which nothing ends the comment or begins another."""
    line = " ".join("".join(char if char.isprintable() else " " for char in comment).split())
    return _BETWEEN_SIGNS.sub(" ", line)


def never_null(condition: Expr) -> bool:
    """Whether a condition is plainly always true or false."""
    match condition:
        case exp.Is() | exp.Boolean():
            return True
        case exp.Paren() | exp.Not():
            return never_null(condition.this)
        case exp.Connector():
            return never_null(condition.this) and never_null(condition.expression)
        case exp.Coalesce(expressions=[exp.Boolean()]):
            return True
        case _:
            return False


def size(node: Expr) -> int:
    """How many nodes there are in a tree."""
    return sum(1 for _ in node.walk())


def _tight(node: Expr) -> Expr:
    return exp.paren(own(node), copy=False) if isinstance(node, _LOOSE) else own(node)
