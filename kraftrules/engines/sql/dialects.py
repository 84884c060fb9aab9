"""What SQL's dialects say differently, each difference once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from sqlglot import exp

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.sql import ids
from kraftrules.engines.sql.ids import Ids
from kraftrules.engines.sql.terms import refused
from kraftrules.engines.sql.tree import (
    NULL,
    Expr,
    all_of,
    binary,
    call,
    case,
    cast,
    coalesce,
    column,
    equal,
    identifier,
    is_null,
    never_null,
    number,
    opposite,
    own,
    text,
)
from kraftrules.refusal import shown
from kraftrules.text import Text, listed, nearest

OneOfTwo = Callable[[Expr, Expr], Expr]


Digits = tuple[int, int]  # before and after the point
_IN_INT64 = 18


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """How a database says it. *name* is sqlglot's name for the dialect.

    *upper*: names that are not quoted are kept in upper case. *booleans*: a condition is a value.
    *optional*: a statement can read a column that the table may lack. *longest_name* is in bytes.
    *lists* is where a list of records lies: in a column, gone through by a *lambda*, as *json* or
    by *unnest*; or in a *table* of its own. *materialized*: a common table expression that is to be
    reckoned once has to be told so. *ids* gives the names whose conditions hold, as a list, or as
    text where there are no lists. *binary* gives a string column that is compared to the letter.
    *same_person* compares identifiers. *most_cases* is how deep CASE can be nested.
    *types* are those that columns have here instead of the usual. *roomy* gives an operand whose
    sum or product keeps its digits before and after the point: it is told those of the operand, of the
    other and of what comes of them. *row* gives a row as a whole by its table's alias, and *has_part*
    whether such a row, or a record, has a column or a field by a name: for those that are *optional*.
    """

    name: str
    upper: bool = False
    booleans: bool = True
    optional: bool = False
    longest_name: int = 128
    lists: Literal["lambda", "json", "unnest", "table"] = "table"
    materialized: bool = False
    ids: Callable[[Ids], Expr]
    binary: Callable[[Expr], Expr] = own
    literal: Callable[[str], Expr] = text
    stop: str = ""
    same_person: OneOfTwo = equal
    most_cases: int | None = None
    add_months: OneOfTwo
    add_days: OneOfTwo
    decimal: Callable[[Expr, int, int], Expr] = lambda value, whole, scale: cast(
        value, f"decimal({whole + scale}, {scale})"
    )
    twelfth: Callable[[Expr], Expr] = lambda months: cast(
        binary(exp.IntDiv, months, number(12)), "bigint"
    )
    midnight: Callable[[Expr], Expr] = lambda value: cast(value, "date")
    types: Mapping[str, str] = field(default_factory=dict)
    roomy: Callable[[Expr, Digits, Digits, Digits], Expr] = lambda value, *_: own(value)
    row: Callable[[str], Expr] = column
    has_part: Callable[[Expr, str], Expr] = lambda record, name: call(
        "CONTAINS", call("TYPEOF", record), text(name)
    )

    def truth(self, value: bool) -> Expr:
        """A predicate that always holds, or never."""
        if self.booleans:
            return exp.true() if value else exp.false()
        return equal(number(1), number(int(value)))

    def test(self, stored: Expr) -> Expr:
        """The predicate that a stored truth value is."""
        return own(stored) if self.booleans else equal(stored, number(1))

    def stored(self, predicate: Expr) -> Expr:
        """A predicate as a value: NULL where it is neither true nor false."""
        if self.booleans:
            return own(predicate)
        for value in (True, False):
            if predicate == self.truth(value):
                return number(int(value))
        if (
            isinstance(predicate, exp.EQ)
            and isinstance(predicate.this, exp.Column | exp.Paren)
            and predicate.expression == number(1)
        ):
            found: Expr = own(predicate.this)  # made by `test` out of a stored one
            return found
        return case((predicate, number(1)), (opposite(predicate), number(0)))

    def surely(self, predicate: Expr) -> Expr:
        """That a predicate is true: false where it is neither true nor false."""
        if never_null(predicate):
            return own(predicate)
        if self.booleans:
            return coalesce(predicate, exp.false())
        return equal(exp.paren(case((predicate, number(1)), otherwise=number(0))), number(1))

    def is_unknown(self, predicate: Expr) -> Expr:
        """That a predicate is neither true nor false."""
        return is_null(self.stored(predicate))

    def where_known(self, known: Expr | None, predicate: Expr) -> Expr:
        """A predicate that is neither true nor false unless *known* holds."""
        if known is None:
            return predicate
        found = case((known, self.stored(predicate)))
        return found if self.booleans else equal(exp.paren(found), number(1))


def day(value: date) -> Expr:
    """A date."""
    return exp.DateStrToDate(this=text(value.isoformat()))


def _date_add(unit: str) -> OneOfTwo:
    return lambda value, count: call("DATEADD", exp.var(unit), count, value)


def _bigquery_add(unit: str) -> OneOfTwo:
    return lambda value, count: exp.DateAdd(
        this=own(value), expression=own(count), unit=exp.var(unit)
    )


def _postgres_months(value: Expr, count: Expr) -> Expr:
    month = exp.Interval(this=text("1"), unit=exp.var("month"))
    return cast(binary(exp.Add, value, binary(exp.Mul, count, month)), "date")


def _oracle_months(value: Expr, count: Expr) -> Expr:
    """``ADD_MONTHS`` takes the last day of a month to the last day; the day of the month is kept here."""
    first = call("ADD_MONTHS", call("TRUNC", value, text("MM")), count)
    days = binary(exp.Sub, extract("DAY", value), number(1))
    return call("LEAST", binary(exp.Add, first, days), call("LAST_DAY", first))


def _duckdb_roomy(value: Expr, one: Digits, other: Digits, found: Digits) -> Expr:
    """What comes of numbers of 18 digits at most has no more than that, however many it needs."""
    if sum(found) > _IN_INT64 >= max(sum(one), sum(other)):
        return cast(value, f"decimal({_IN_INT64 + 1}, {one[1]})")
    return own(value)


def _quotient(months: Expr) -> Expr:
    """A twelfth, where whole numbers are divided into whole ones."""
    return exp.Div(this=exp.paren(months), expression=number(12), typed=True)


def extract(part: str, value: Expr) -> Expr:
    """A date's year, month or day."""
    return exp.Extract(this=exp.var(part), expression=own(value))


def _tsql_literal(value: str) -> Expr:
    if "\\\n" in value or "\\\r" in value:
        raise refused("tsql", "en text där ett bakstreck står sist på en rad går inte att skriva i T-SQL",
                      "a text with a backslash at the end of a line cannot be written in T-SQL")  # fmt: skip
    return exp.National(this=value + _STOP)


def _oracle_literal(value: str) -> Expr:
    if not value:
        raise refused("oracle", "tom text går inte att skilja från NULL i Oracle",
                      "empty text cannot be told from NULL in Oracle")  # fmt: skip
    return text(value)


def _collate(name: str) -> Callable[[Expr], Expr]:
    return lambda value: exp.Collate(this=own(value), expression=identifier(name))


def _tsql_same_person(one: Expr, other: Expr) -> Expr:
    """The columns as they are, for an index; and to the letter, for ``a`` may be the same as ``A``."""
    texts = (cast(each, "nvarchar(1000)") for each in (one, other))
    to_the_letter = (
        exp.Collate(this=each, expression=exp.var("Latin1_General_100_BIN2")) for each in texts
    )
    return exp.and_(equal(one, other), equal(*to_the_letter), copy=False)


_STOP = (
    "."  # T-SQL takes no notice of spaces at the end: with a stop after it, nothing is at the end
)
_TABLE = (
    Dialect(
        name="duckdb", optional=True, lists="lambda", longest_name=10_000,
        ids=ids.duckdb_ids, binary=_collate("binary"),
        add_months=lambda value, count: cast(binary(exp.Add, value, call("TO_MONTHS", cast(count, "int"))), "date"),
        add_days=lambda value, count: binary(exp.Add, value, cast(count, "int")),
        # through text, for a float is otherwise not the decimal number that it is written as
        decimal=lambda value, whole, scale: cast(cast(value, "text"), f"decimal({whole + scale}, {scale})"),
        roomy=_duckdb_roomy,
    ),
    Dialect(
        name="postgres", optional=True, lists="json", longest_name=63, materialized=True,
        ids=ids.array_ids(lambda array: call("ARRAY_REMOVE", array, NULL)), binary=_collate("C"),
        add_months=_postgres_months,
        add_days=lambda value, count: binary(exp.Add, value, cast(count, "int")),
        has_part=lambda row, name: call("JSONB_EXISTS", call("TO_JSONB", row), text(name)),
    ),
    Dialect(
        name="spark", optional=True, lists="lambda", longest_name=10_000,
        ids=ids.array_ids(lambda array: call("ARRAY_COMPACT", array)),
        add_months=lambda value, count: call("ADD_MONTHS", value, cast(count, "int")),
        add_days=lambda value, count: call("DATE_ADD", value, cast(count, "int")),
        row=lambda alias: call("STRUCT", all_of(alias)),
    ),
    Dialect(
        name="bigquery", lists="unnest", longest_name=300,
        ids=ids.bigquery_ids, binary=lambda value: call("COLLATE", value, text("")),
        # a NUMERIC has 9 decimals, and so has a product of two
        roomy=lambda value, one, other, found: cast(value, "bignumeric") if found[1] > 9 or found[0] > 29 else own(value),
        add_months=_bigquery_add("MONTH"), add_days=_bigquery_add("DAY"),
    ),
    Dialect(
        name="snowflake", upper=True, longest_name=255,
        ids=ids.snowflake_ids,
        binary=lambda value: call("COLLATE", value, text("")),
        # a product has 12 decimals, or as many as the one of its factors that has most
        roomy=lambda value, one, other, found: cast(value, f"decimal({sum(found)}, {found[1]})") if found[1] > 12 else own(value),
        add_months=_date_add("MONTH"), add_days=_date_add("DAY"),
    ),
    Dialect(
        name="tsql", booleans=False, stop=_STOP, same_person=_tsql_same_person, most_cases=10,
        ids=ids.tsql_ids, literal=_tsql_literal,
        binary=lambda value: exp.Collate(this=exp.paren(binary(exp.Add, value, exp.National(this=_STOP))),
                                         expression=exp.var("Latin1_General_100_BIN2")),
        add_months=_date_add("MONTH"), add_days=_date_add("DAY"), twelfth=_quotient,
    ),
    Dialect(
        name="oracle", upper=True, booleans=False,
        ids=ids.oracle_ids, literal=_oracle_literal,
        binary=lambda value: exp.Collate(this=own(value), expression=exp.var("BINARY")),
        add_months=_oracle_months,
        add_days=lambda value, count: binary(exp.Add, value, count),
        midnight=lambda value: call("TRUNC", value),
        types={"boolean": "decimal(1, 0)", **dict.fromkeys(("string", "category", "identifier"), "varchar(4000)")},
    ),
)  # fmt: skip
DIALECTS: Mapping[str, Dialect] = MappingProxyType({each.name: each for each in _TABLE})


def dialect_named(name: object) -> Dialect:
    """The dialect of a name; raises `FactError` where there is none, with the nearest."""
    found = DIALECTS.get(name) if isinstance(name, str) else None
    if found is not None:
        return found
    allowed = Text(
        f"tillåtet är {listed(DIALECTS, 'eller')}", f"allowed is {listed(DIALECTS, 'or')}"
    )
    near = nearest(name, DIALECTS) if isinstance(name, str) else None
    hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None
    raise FactError([FactProblem("dialect", shown(name), allowed, hint)])
