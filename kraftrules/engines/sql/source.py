"""Where the people are: the table that a statement reads, and which columns it has."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlglot import exp

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.sql.dialects import Dialect
from kraftrules.engines.sql.tree import identifier
from kraftrules.refusal import shown
from kraftrules.text import Text, is_text
from kraftrules.vocabulary import UNKNOWN_SUFFIX, Fact

PERSON_ID = "person_id"
PERSON = Fact.model_validate({"id": PERSON_ID, "type": "identifier", "label": "person"})
TableName = str | Sequence[str]

_ALLOWED = Text(
    "tillåtet är ett tabellnamn: people, schema.people eller delarna för sig",
    "allowed is the name of a table: people, schema.people, or its parts in a list",
)


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a list's records beside which a flag says that they are unknown, those beside which there
    may be one, and those that are not there."""

    flags: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class People:
    """The table of people, what day is asked about, and how the database says it.

    *columns* are the table's, and ``list.field`` for the fields of records; None where they are not
    known. *lists* are the tables in which records lie by themselves. *exact*: the columns are known
    to be of the facts' types.
    """

    dialect: Dialect
    table: exp.Table
    on: date
    columns: frozenset[str] | None = None
    lists: Mapping[str, exp.Table] = field(default_factory=dict)
    exact: bool = False

    def may_lack(self, name: str) -> bool:
        """Whether a column that is not known to be there has to be read as if it might not be."""
        return self.columns is None and self.dialect.optional

    def has(self, name: str) -> bool:
        """Whether the table has a column, or is to be read as if it had."""
        return self.columns is None or name in self.columns

    def in_table(self, fact: Fact) -> bool:
        """Whether the records of a list lie in a table of their own."""
        return fact.id in self.lists or self.dialect.lists == "table"

    def is_flagged(self, fact: Fact) -> bool:
        """Whether a list is known only where a column beside it says so.

        The rows of a table do not say it; nor does BigQuery, where NULL is stored as an empty list.
        """
        return self.in_table(fact) or (self.may_be_flagged(fact) and self.has(fact.id))

    def may_be_flagged(self, fact: Fact) -> bool:
        """Whether a column beside a list may say of whom it is unknown."""
        return fact.type == "list" and (self.in_table(fact) or self.dialect.lists == "unnest")

    def rows_of(self, fact: Fact) -> exp.Table | None:
        """The table that holds the records of a list; None where they lie in a column."""
        if not self.in_table(fact):
            return None
        found = self.lists.get(fact.id)
        if found is not None:
            return found.copy()
        beside = self.table.copy()
        beside.set("this", identifier(fact.id))
        return beside

    def fields(self, fact: Fact) -> Fields:
        """What the records of a list have. Of those of which nothing is said, they have all fields; flags as well,
        unless the statement can find out by itself."""
        prefix = f"{fact.id}."
        told = {name.removeprefix(prefix) for name in self.columns or () if name.startswith(prefix)}
        may_be = frozenset(name for name, each in fact.fields.items() if each.none_allowed)
        if not told:
            return Fields(maybe=may_be) if self.dialect.optional else Fields(flags=may_be)
        flags = frozenset(name for name in may_be if name + UNKNOWN_SUFFIX in told)
        plain = told & set(fact.fields)
        return Fields(flags, absent=frozenset(set(fact.fields) - plain) if plain else frozenset())


def table_named(name: TableName, parameter: str = "table") -> exp.Table:
    """The table of a name, of which a dot parts the schema; or of the parts, each taken as it stands.

    Raises `FactError` for what is no name.
    """
    parts = (
        name.split(".")
        if isinstance(name, str)
        else list(name)
        if isinstance(name, Sequence)
        else []
    )
    if not 1 <= len(parts) <= 3 or not all(
        isinstance(each, str) and each and _can_be_written(each) for each in parts
    ):
        raise FactError([FactProblem(parameter, shown(name), _ALLOWED)])
    this, *above = (identifier(each) for each in reversed(parts))
    return exp.Table(this=this, **dict(zip(("db", "catalog"), above, strict=False)))


def tables_named(lists: Mapping[str, TableName] | None) -> dict[str, exp.Table]:
    """The tables in which the records of lists lie, by fact; raises `FactError` for what are none."""
    if lists is not None and not isinstance(lists, Mapping):
        allowed = Text(
            "tillåtet är en dict från uppgift till tabell", "allowed is a dict of facts and tables"
        )
        raise FactError([FactProblem("lists", shown(lists), allowed)])
    return {name: table_named(each, "lists") for name, each in (lists or {}).items()}


def _can_be_written(name: str) -> bool:
    """Whether a name can stand in a statement: without NUL and half characters (surrogates)."""
    return "\0" not in name and is_text(name)


def column_names(given: Collection[str] | None) -> frozenset[str] | None:
    """The columns that a table is said to have; raises `FactError` for what are no names."""
    if given is None:
        return None
    if (
        isinstance(given, str)
        or not isinstance(given, Collection)
        or not all(isinstance(each, str) and each and _can_be_written(each) for each in given)
    ):
        allowed = Text(
            "tillåtet är kolumnernas namn i en lista", "allowed is a list of the columns' names"
        )
        raise FactError([FactProblem("columns", shown(given), allowed)])
    return frozenset(given)
