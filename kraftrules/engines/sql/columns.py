"""The columns of a table that lies in DuckDB or Spark: what each can be, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kraftrules.cells import both, plain
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.sql.fits import WHOLE_DIGITS
from kraftrules.engines.sql.source import PERSON, PERSON_ID
from kraftrules.plan import Plan
from kraftrules.refusal import Broken, allowed, unheard_of, unheard_of_field
from kraftrules.text import Text
from kraftrules.values import UNKNOWN
from kraftrules.vocabulary import UNKNOWN_SUFFIX, Fact

if TYPE_CHECKING:
    from pyspark.sql.types import DataType, StructType

NOTHING = "nothing"  # no type of its own, or no value in any row
MOMENT = "moment"  # a day and a time of day, without a time zone
ENUM = "enum"
EMPTY = "empty"  # a list of no type: no record in any row
NUMBERS = frozenset({"decimal", "float"})
_FITTING: Mapping[str, frozenset[str]] = {
    "boolean": frozenset({"boolean"}),
    "integer": frozenset({"integer", *NUMBERS}),
    "number": frozenset({"integer", *NUMBERS}),
    "string": frozenset({"string", ENUM}),
    "category": frozenset({"string", ENUM}),
    "identifier": frozenset({"integer", "string", ENUM, *NUMBERS}),
    "date": frozenset({"date", MOMENT}),
    "list": frozenset({"records", EMPTY}),
}
FLAG = Fact.model_validate({"id": "unknown", "label": {"sv": "okänt", "en": "unknown"}})
MOST_DIGITS = 38


@dataclass(frozen=True, slots=True)
class Column:
    """A column, or a field of records: what *kind* of value it holds, and what its database calls that."""

    name: str
    kind: str
    written: str
    fields: tuple[Column, ...] = ()


def check_columns(plan: Plan, columns: Sequence[Column], *, ignore_extra: bool) -> frozenset[str]:
    """The names of the columns that can be read, and ``list.field`` for the fields of records.

    Raises `FactError` for columns of a wrong type, columns with one name, and columns that the
    vocabulary does not have unless *ignore_extra*.
    """
    facts = {PERSON_ID: PERSON, **plan.facts}
    problems = twice([each.name for each in columns])
    found: set[str] = set()
    for column in columns:
        fact, flags = said(column.name, facts)
        if fact is None:
            problems += [] if ignore_extra else [unheard_of(column.name, facts)]
        elif flags and not fact.none_allowed:
            problems.append(needless(column.name))
        else:
            problems += _misfits(column, FLAG if flags else fact)
            found |= _readable(column, fact)
    if PERSON_ID not in {each.name for each in columns}:
        needed = Text("kolumnen behövs", "the column is needed")
        problems.append(FactProblem(PERSON_ID, "", needed, _NUMBER_THEM))
    if problems:
        raise FactError(problems)
    return frozenset(found)


def said(column: str, facts: Mapping[str, Fact]) -> tuple[Fact | None, bool]:
    """The fact that a column is about, and whether it only says that the fact is unknown."""
    if column in facts:
        return facts[column], False
    if not column.endswith(UNKNOWN_SUFFIX):
        return None, False
    return facts.get(column.removesuffix(UNKNOWN_SUFFIX)), True


def emptied(
    columns: Sequence[Column], facts: Mapping[str, Fact], is_empty: Callable[[str], bool]
) -> list[Column]:
    """The columns, of which those of a wrong type that hold nothing are of no type."""
    return [
        replace(each, kind=NOTHING, fields=())
        if _is_wrong(each, {PERSON_ID: PERSON, **facts}) and is_empty(each.name)
        else each
        for each in columns
    ]


def _is_wrong(column: Column, facts: Mapping[str, Fact]) -> bool:
    fact, flags = said(column.name, facts)
    wanted = "boolean" if flags else "" if fact is None else fact.type
    return fact is not None and column.kind not in (NOTHING, *_FITTING[wanted])


def _readable(column: Column, fact: Fact) -> set[str]:
    if column.kind == NOTHING and not fact.none_allowed:
        return set()  # unknown of everyone, as if it were not there
    return {column.name, *(f"{column.name}.{each.name}" for each in column.fields)}


def _misfits(column: Column, fact: Fact) -> list[FactProblem]:
    if column.kind == NOTHING:
        return []
    if column.kind not in _FITTING[fact.type]:
        return [FactProblem(column.name, column.written[:60], allowed(fact))]
    if column.kind == "decimal" and fact.type == "number" and not _comparable(column, fact):
        return [FactProblem(column.name, column.written, allowed(fact), _NARROWER)]
    problems = twice([f"{column.name}.{each.name}" for each in column.fields])
    for each in column.fields:
        part, flags = said(each.name, fact.fields)
        if part is None or (flags and not part.none_allowed):
            problems.append(unheard_of_field(fact, f"{column.name}.{each.name}", each.name))
        else:
            found = _misfits(each, FLAG if flags else part)
            problems += [FactProblem(f"{column.name}.{p.fact}", p.given, p.allowed) for p in found]
    return problems


_NUMBER_THEM = Text(
    "Raderna har ingen ordning att numrera dem efter: gör den med row_number() OVER (ORDER BY …).",
    "The rows have no order to number them by: make it by row_number() OVER (ORDER BY …).",
)
_NARROWER = Text("Gör kolumnen till DECIMAL(24, 9).", "Cast the column to DECIMAL(24, 9).")


def _comparable(column: Column, fact: Fact) -> bool:
    """Whether a decimal and the fact's bounds are of one type of 38 digits, the most there is."""
    precision, scale = map(int, re.findall(r"\d+", column.written))
    decimals = max(_decimals(bound) for bound in (fact.low, fact.high))
    return scale + WHOLE_DIGITS + 1 <= MOST_DIGITS and (
        scale >= decimals or precision - scale + decimals <= MOST_DIGITS
    )


def _decimals(bound: object) -> int:
    exponent = Decimal(str(bound)).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def twice(names: Sequence[str]) -> list[FactProblem]:
    """The problems of columns that have one name."""
    once = Text("varje kolumn får stå en gång", "each column may occur once")
    return [FactProblem(name, "", once) for name in dict.fromkeys(names) if names.count(name) > 1]


def needless(name: str) -> FactProblem:
    """The problem of a column that says that a fact is unknown, where an empty cell says so."""
    fact = name.removesuffix(UNKNOWN_SUFFIX)
    return FactProblem(name, "", Text(
        f"{fact} kan inte vara inget; en tom cell är redan okänd",
        f"{fact} cannot be none; an empty cell is unknown as it is",
    ))  # fmt: skip


_DUCKDB = {
    "boolean": "boolean", "date": "date", "varchar": "string", "enum": ENUM, "decimal": "decimal",
    "float": "float", "double": "float", '"null"': NOTHING, '"null"[]': EMPTY,
    **dict.fromkeys(("timestamp", "timestamp_s", "timestamp_ms", "timestamp_ns"), MOMENT),
    **dict.fromkeys(("tinyint", "smallint", "integer", "bigint", "hugeint", "utinyint", "usmallint",
                     "uinteger", "ubigint", "uhugeint"), "integer"),
}  # fmt: skip
_SPARK = {
    "boolean": "boolean", "date": "date", "string": "string", "char": "string", "varchar": "string",
    "decimal": "decimal", "float": "float", "double": "float", "void": NOTHING, "array<void>": EMPTY, "timestamp_ntz": MOMENT,
    **dict.fromkeys(("byte", "short", "integer", "long", "tinyint", "smallint", "int", "bigint"), "integer"),
}  # fmt: skip


def duckdb_columns(names: Iterable[str], types: Iterable[Any]) -> list[Column]:
    """The columns of a DuckDB relation."""
    return [_duckdb(name, each) for name, each in zip(names, types, strict=True)]


def _duckdb(name: str, kind: Any) -> Column:
    """A column by DuckDB's own type; its parts are asked for only where it has some."""
    if kind.id == "list" and kind.children[0][1].id == "struct":
        fields = tuple(_duckdb(*each) for each in kind.children[0][1].children)
        return Column(name, "records", str(kind), fields)
    word = kind.id if kind.id in _DUCKDB else str(kind).lower()
    return Column(name, _DUCKDB.get(word, str(kind)), str(kind))


def spark_columns(schema: StructType) -> list[Column]:
    """The columns of a Spark frame."""
    return [_spark(each.name, each.dataType) for each in schema.fields]


def _spark(name: str, kind: DataType) -> Column:
    written = kind.simpleString()
    element = getattr(kind, "elementType", None)
    if hasattr(element, "fields"):
        fields = tuple(_spark(each.name, each.dataType) for each in element.fields)  # type: ignore[union-attr]
        return Column(name, "records", written, fields)
    own = " collate " in written or element is not None  # compared by rules of its own, or a list
    word = written if own else kind.typeName()
    return Column(name, _SPARK.get(word, written), written)


def facts_of_row(facts: Mapping[str, Fact], row: Mapping[str, object]) -> dict[str, object]:
    """A row's cells, as `suited.as_told` gives them, as facts, as `Ruleset.decide` takes them."""
    found: dict[str, object] = {}
    for name, cell in row.items():
        fact = facts.get(name)
        if fact is not None and not (cell is None and row.get(name + UNKNOWN_SUFFIX) is True):
            found[name] = _given(fact, cell)
    return found


def both_said(
    facts: Mapping[str, Fact], row: Mapping[str, object], where: str = ""
) -> Iterator[FactProblem]:
    """What in a row has a value and is said to be unknown."""
    for name, cell in row.items():
        if name in facts and cell is not None and row.get(name + UNKNOWN_SUFFIX) is True:
            yield both(where + name, name)
        elif name in facts and isinstance(cell, list):
            for at, each in enumerate(cell, 1):
                yield from both_said(facts[name].fields, each or {}, f"{name}[{at}].")


def _given(fact: Fact, cell: object) -> object:
    if isinstance(cell, list):
        return [
            facts_of_row(fact.fields, each) if isinstance(each, Mapping) else each for each in cell
        ]
    if cell is None:
        return None if fact.none_allowed else UNKNOWN
    return _day(cell) if fact.type == "date" and isinstance(cell, str) else plain(fact, cell)


def _day(written: str) -> object:
    """The day that a database wrote, at midnight if it wrote a time of day."""
    day, _, time = written.partition(" ")
    try:
        return date.fromisoformat(day) if not time.strip("0:.") else Broken(written)
    except ValueError:
        return Broken(written)
