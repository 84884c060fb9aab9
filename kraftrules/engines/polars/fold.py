"""The tree of a condition → columns of Polars, arm for arm like `kraftrules.feel.evaluate`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

import polars as pl

from kraftrules.engines.polars.columns import (
    NOTHING,
    WORD,
    Column,
    Record,
    Records,
    Words,
    alike,
    all_of,
    any_of,
    constant,
    joined,
    only,
)
from kraftrules.engines.polars.operations import operation, part
from kraftrules.engines.polars.sheet import RECORD, ROW, Named, Packed, Sheet, chunks, where
from kraftrules.feel import evaluate as meaning
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
from kraftrules.feel.types import either
from kraftrules.values import BOOLEAN, MOST_ITEMS, Kind, Type, Value

_BELONGS = ".belongs"


@dataclass(frozen=True, slots=True)
class Scope:
    """What names stand for in the rows of a sheet, and what day `today()` is."""

    sheet: Sheet
    names: Mapping[str, Named]
    today: date


def evaluate(node: Node, scope: Scope) -> Column | Records:
    """The value of a checked expression in every row; raises `NotExact` where columns cannot hold it."""
    match node:
        case Literal(value=written):
            return constant(written)
        case Name(name=name):
            found = scope.names[name]
            assert not isinstance(found, Record), "the checker lets records stand before a dot only"
            return found
        case Today():
            return constant(scope.today)
        case Field(base=base, name=name):
            record = scope.names.get(base.name) if isinstance(base, Name) else None
            return record.fields[name] if isinstance(record, Record) else part(_operand(base, scope), name)  # fmt: skip
        case Not(operand=operand):
            return negate(value(operand, scope))
        case And(operands=operands):
            return settle(False, [value(operand, scope) for operand in operands])
        case Or(operands=operands):
            return settle(True, [value(operand, scope) for operand in operands])
        case Operation(operator=operator, operands=operands):
            always = _constant(node, scope.today)
            if always is not None:  # as none, it would lose its type
                return constant(always)
            return operation(operator, [_operand(operand, scope) for operand in operands])
        case If(condition=condition, yes=yes, no=no):
            return choose(*(_operand(each, scope) for each in (condition, yes, no)))
        case Quantified(quantifier="some", variable=variable, records=records, condition=condition):
            return _each(scope, records, variable, condition, True, lambda belongs, holds: settle(
                False, [belongs, holds]))  # fmt: skip
        case Quantified(variable=variable, records=records, condition=condition):
            return _each(scope, records, variable, condition, False, lambda belongs, holds: settle(
                True, [negate(belongs), holds]))  # fmt: skip
        case Filter(records=records, condition=condition):
            return _filtered(scope, _records(records, scope), condition)
        case Count(records=records):
            return count(_records(records, scope))
        case _:
            assert_never(node)


def value(node: Node, scope: Scope) -> Column:
    """The value of an expression that is no list."""
    found = evaluate(node, scope)
    assert isinstance(found, Column), "the checker has seen to the types"
    return found


def _operand(node: Node, scope: Scope) -> Column:
    """A value that what is made of it repeats: reckoned out, lest expressions grow beyond bounds.

    A list can be compared with none alone, and stands here as whether it is known.
    """
    found = evaluate(node, scope)
    if isinstance(found, Records):
        return Column(BOOLEAN, pl.when(found.expr.is_not_null()).then(True), None, found.missing)
    simple = found.constant or isinstance(node, Name | Field)
    return found if simple else scope.sheet.keep_column(found)


def _records(node: Node, scope: Scope) -> Records:
    found = evaluate(node, scope)
    assert isinstance(found, Records), "the checker lets only lists through"
    return found


def _constant(node: Node, today: date) -> Value | meaning.Selection:
    """What an expression that reads nothing comes to, reckoned once."""
    if any(isinstance(each, Name) for each, _ in walk(node)):
        return None
    return meaning.evaluate(node, meaning.Scope({}, today))


def settle(decisive: bool, values: Sequence[Column]) -> Column:
    """Combine truth values: one *decisive* value settles it, otherwise what is missing decides."""
    combine = any_of if decisive else all_of
    truth = combine(each.expr for each in values)
    return Column(BOOLEAN, truth, None, only(truth.is_null(), joined(each.missing for each in values)))  # fmt: skip


def negate(truth: Column) -> Column:
    """The opposite of a truth value; of unknown, unknown."""
    return replace(truth, expr=~truth.expr)


def choose(condition: Column, yes: Column, no: Column) -> Column:
    """The branch that the condition points out; where it is unknown, what both branches agree on."""
    one, other = alike((yes, no))
    agree = ~yes.is_unknown & ~no.is_unknown & one.eq_missing(other)
    found = (
        pl.when(condition.expr).then(one).when(~condition.expr).then(other).when(agree).then(one)
    )
    unknown = None
    if yes.unknown is not None or no.unknown is not None:
        unknown = (
            pl.when(condition.expr).then(yes.is_unknown)
            .when(~condition.expr).then(no.is_unknown).otherwise(~agree)
        )  # fmt: skip
    neither = condition.expr.is_null() & ~agree
    missing = [
        only(neither, condition.missing),
        only(neither | condition.expr, yes.missing),
        only(neither | ~condition.expr, no.missing),
    ]
    return Column(either(yes.type, no.type), found, unknown, joined(missing))


def count(records: Records) -> Column:
    """How many records belong; unknown where that is unknown of any."""
    kind = Type(Kind.INTEGER, low=0, high=MOST_ITEMS)
    length = records.expr.list.len().cast(pl.Int64)
    if records.belongs is None:
        return Column(kind, length, None, records.missing)
    doubtful = records.belongs.list.eval(pl.element().is_null()).list.any().fill_null(False)
    kept = records.belongs.list.sum().cast(pl.Int64).fill_null(0)
    found = pl.when(records.expr.is_not_null() & ~doubtful).then(kept)
    doubts = {word: _union(bits) for word, bits in records.doubts.items()}
    return Column(kind, found, None, joined((records.missing, only(doubtful, doubts))))


def _union(bits: pl.Expr) -> pl.Expr:
    """The union of the sets in a list."""
    return bits.list.eval(pl.element().bitwise_or()).list.first().fill_null(0).cast(WORD)


@dataclass(frozen=True, slots=True)
class _Inside:
    """The records of some rows side by side, and what a condition says of each."""

    sheet: Sheet
    belongs: Column
    holds: Column


def _inside(
    scope: Scope, records: Records, condition: Node, variable: str | None
) -> Iterable[_Inside]:
    """The records that rows have, in pieces, with *condition* judged for each."""
    own = _own(records, variable)
    packed = Packed({"": replace(records, missing=NOTHING), **_carried(condition, scope, own)})
    row = pl.int_range(pl.len(), dtype=pl.UInt32).alias(ROW)
    rows = scope.sheet.select([row, *packed.exprs])
    lists = [".in0", *(f".in{at}" for at in range(1, _width(records)))]
    filled = rows.get_column(".in0").list.len() > 0
    for chunk in chunks(where(rows, filled), ".in0"):
        sheet = Sheet(chunk.explode(lists).rename({".in0": RECORD}))
        names = packed.unpacked()
        laid = names.pop("")
        assert isinstance(laid, Records), "it was packed as that"
        every = pl.lit(True) if laid.belongs is None else laid.belongs
        belongs = Column(BOOLEAN, every, None, laid.doubts)
        inner = Scope(sheet, {**names, **own}, scope.today)
        yield _Inside(sheet, belongs, value(condition, inner))


def _width(records: Records) -> int:
    """How many columns there are of the records themselves."""
    return 1 + (records.belongs is not None) + len(records.doubts)


def _own(records: Records, variable: str | None) -> dict[str, Named]:
    """The names that a record brings: its fields, or the variable that stands for it."""
    return {variable: Record(records.fields)} if variable else dict(records.fields)


def _carried(condition: Node, scope: Scope, own: Mapping[str, Named]) -> dict[str, Named]:
    """What a condition on a record may read from outside."""
    read = {each.name for each, _ in walk(condition) if isinstance(each, Name)}
    return {name: scope.names[name] for name in read - set(own) if name in scope.names}


def _each(
    scope: Scope,
    node: Node,
    variable: str,
    condition: Node,
    decisive: bool,
    verdict: Callable[[Column, Column], Column],
) -> Column:
    records = _records(node, scope)
    pieces = []
    for inside in _inside(scope, records, condition, variable):
        found = verdict(inside.belongs, inside.holds)
        truth = pl.col(".truth")
        whole = truth.any(ignore_nulls=False) if decisive else truth.all(ignore_nulls=False)
        words = {word: pl.col(f".word{word}").bitwise_or() for word in found.missing}
        pieces.append(
            inside.sheet.select([pl.col(ROW), found.expr.alias(".truth"), *_named(found.missing)])
            .group_by(ROW, maintain_order=True)
            .agg(whole, *words.values())
        )
    grouped = pl.concat(pieces)
    height, rows = scope.sheet.frame.height, grouped.get_column(ROW)
    settled = pl.repeat(not decisive, height, dtype=pl.Boolean, eager=True)
    (truth,) = scope.sheet.add([settled.scatter(rows, grouped.get_column(".truth"))])
    doubts = {}
    for name in grouped.columns[2:]:
        none = pl.repeat(0, height, dtype=WORD, eager=True)
        (doubts[int(name.removeprefix(".word"))],) = scope.sheet.add([none.scatter(rows, grouped.get_column(name))])  # fmt: skip
    (known,) = scope.sheet.keep([pl.when(records.expr.is_not_null()).then(truth)])
    return Column(BOOLEAN, known, None, joined((records.missing, only(known.is_null(), doubts))))


def _named(words: Words) -> list[pl.Expr]:
    return [bits.alias(f".word{word}") for word, bits in words.items()]


def _filtered(scope: Scope, records: Records, condition: Node) -> Records:
    pieces = []
    words: list[int] = []
    for inside in _inside(scope, records, condition, None):
        kept = settle(False, [inside.belongs, inside.holds])
        words = list(kept.missing)
        pieces.append(
            inside.sheet.select([pl.col(ROW), kept.expr.alias(_BELONGS), *_named(kept.missing)])
            .group_by(ROW, maintain_order=True)
            .agg(pl.all())
        )
    rows = pl.select(pl.int_range(scope.sheet.frame.height, dtype=pl.UInt32).alias(ROW))
    found = rows.join(pl.concat(pieces), on=ROW, how="left", maintain_order="left")
    belongs, *doubts = scope.sheet.add(found.get_columns()[1:])
    return replace(records, belongs=belongs, doubts=dict(zip(words, doubts, strict=True)))
