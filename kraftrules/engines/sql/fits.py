"""What fits a fact, said in SQL: a cell becomes a value of the fact's type, or NULL where it does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import ceil, floor

from sqlglot import exp

from kraftrules.engines.sql.dialects import Dialect, day
from kraftrules.engines.sql.tree import (
    Expr,
    between,
    binary,
    both,
    case,
    cast,
    equal,
    identifier,
    is_not_null,
    number,
    one_of,
    own,
    whole,
)
from kraftrules.refusal import LONGEST_STRING
from kraftrules.values import FIRST_DATE, LAST_DATE, Kind
from kraftrules.vocabulary import Fact

WHOLE_DIGITS = 15
DECIMALS = 9


def clean(fact: Fact, cell: Expr, dialect: Dialect, *, exact: bool = False) -> Expr:
    """A cell as a value of the type that is reckoned with; NULL where that could not be, for it does not fit the fact."""
    value = as_value(fact, cell, dialect, exact=exact)
    if fact.type == "number":
        return case((_within(fact, cell, Decimal(10) ** WHOLE_DIGITS - 1), value))
    found = fits(fact, cell, dialect, exact=exact)
    return value if found is None else case((found, value))


def as_value(fact: Fact, cell: Expr, dialect: Dialect, *, exact: bool = False) -> Expr:
    """A cell that fits as a value."""
    match fact.type:
        case "integer":
            return cast(cell, "bigint")
        case "number":
            return dialect.decimal(cell, *digits(fact))
        case "date":
            return own(cell) if exact else dialect.midnight(cell)
        case "string" | "category":
            return dialect.binary(cell)
        case _:
            return own(cell)


def fits(fact: Fact, cell: Expr, dialect: Dialect, *, exact: bool = False) -> Expr | None:
    """That a cell fits its fact: NULL where there is nothing in it; None where everything fits.

    *exact* says that the cell is known to be of the fact's type: then only its bounds are looked at.
    """
    match fact.type:
        case "integer":
            no_part = None if exact else equal(cell, exp.Floor(this=own(cell)))
            return both([between(cell, whole(ceil(fact.low)), whole(floor(fact.high))), no_part])
        case "number":
            no = dialect.stored(dialect.truth(False))
            found = case(*_of_few_digits(fact, cell, dialect), (is_not_null(cell), no))
            return found if dialect.booleans else equal(found, number(1))
        case "date":
            bounds = between(cell, day(FIRST_DATE), day(LAST_DATE))
            return both([bounds, None if exact else equal(cell, dialect.midnight(cell))])
        case "category":
            return one_of(
                dialect.binary(cell), [dialect.literal(each) for each in fact.values or ()]
            )
        case "string":
            length = exp.Length(this=dialect.binary(cell) if dialect.stop else own(cell))
            return binary(exp.LTE, length, number(LONGEST_STRING + len(dialect.stop)))
        case "identifier" if exact:
            written = exp.Length(this=cast(cell, "text"))
            return between(written, number(1), number(LONGEST_STRING))
        case "boolean" if not dialect.booleans:
            return one_of(cell, [number(0), number(1)])
        case _:
            return None


def _of_few_digits(fact: Fact, cell: Expr, dialect: Dialect) -> Iterator[tuple[Expr, Expr]]:
    """That a number has at most so many digits, within bounds that are wider each time.

    The more there are before its point, the fewer may stand after it.
    """
    value, (most, _) = as_value(fact, cell, dialect), digits(fact)
    for before in range(min(WHOLE_DIGITS - DECIMALS, most), most + 1):
        limit = min(Decimal(10) ** before, Decimal(10) ** WHOLE_DIGITS - 1)
        rounded = exp.Round(this=own(value), decimals=number(WHOLE_DIGITS - before))
        short = None if WHOLE_DIGITS - before >= DECIMALS else equal(value, rounded)
        found = both([equal(value, cell), short])
        assert found is not None
        if fact.low <= limit and fact.high >= -limit:
            yield _within(fact, cell, limit), dialect.stored(found)


def _within(fact: Fact, cell: Expr, limit: Decimal) -> Expr:
    low, high = max(fact.low, -limit), min(fact.high, limit)
    return between(cell, amount(Decimal(low)), amount(Decimal(high)))


def digits(fact: Fact) -> tuple[int, int]:
    """How many digits a number has before and after its point, at most."""
    most = max(abs(Decimal(fact.low)), abs(Decimal(fact.high)))
    return min(WHOLE_DIGITS, len(str(int(most)))), DECIMALS


def amount(value: Decimal) -> Expr:
    """A number written out, without an exponent."""
    return exp.Literal.number(f"{value:f}")


_TYPES = {
    "boolean": "boolean",
    "integer": "bigint",
    "number": "decimal(24, 9)",
    "string": "text",
    "category": "text",
    "identifier": "text",
    "date": "date",
}


def nothing_of(kind: Kind, dialect: Dialect) -> Expr:
    """NULL as a value of a kind: what stands where an expression is none whenever it is known."""
    return exp.Cast(this=exp.null(), to=_single_type(kind.value, dialect))


def absent(fact: Fact, dialect: Dialect) -> Expr:
    """NULL as a value of a fact's type: what stands where there is no column."""
    return exp.Cast(this=exp.null(), to=type_of(fact, dialect))


def type_of(fact: Fact, dialect: Dialect) -> exp.DataType:
    """The type of a column of a fact's values."""
    if fact.type != "list":
        return _single_type(fact.type, dialect)
    if dialect.lists == "json":
        return exp.DataType.build("jsonb", dialect="postgres")
    fields = [
        exp.ColumnDef(this=identifier(name), kind=type_of(field, dialect))
        for name, field in fact.fields.items()
    ]
    record = exp.DataType(this=exp.DType.STRUCT, expressions=fields, nested=True)
    return exp.DataType(this=exp.DType.ARRAY, expressions=[record], nested=True)


def _single_type(name: str, dialect: Dialect) -> exp.DataType:
    """The type of a value that is no list; durations are counted."""
    return exp.DataType.build(dialect.types.get(name, _TYPES.get(name, "bigint")))
