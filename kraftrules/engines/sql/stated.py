"""What the table says: its columns as they stand, and each fact as a value of its type."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp

from kraftrules.engines.sql.dialects import Dialect
from kraftrules.engines.sql.fits import absent, as_value, clean, digits, fits
from kraftrules.engines.sql.lists import Source
from kraftrules.engines.sql.source import PERSON_ID, People
from kraftrules.engines.sql.terms import refused
from kraftrules.engines.sql.tree import (
    Expr,
    case,
    column,
    either,
    identifier,
    is_not_null,
    named,
    opposite,
    own,
    select_of,
    table_of,
)
from kraftrules.feel.nodes import Name, Node, Operation, walk
from kraftrules.reading import Reading
from kraftrules.values import Type
from kraftrules.vocabulary import UNKNOWN_SUFFIX, Fact

PERSON = "_person_id"
WRONG = "_wrong"
_FLAG = Fact.model_validate({"id": "unknown", "label": "unknown"})
_SUMS = ("+", "-", "*", "negate")


@dataclass(frozen=True, slots=True)
class Cell:
    """The columns in which a step holds a name's value: *none* says that it is none; NULL, that it is unknown.

    Where there is no such column, a value that can be none is none when it is NULL.
    """

    type: Type
    value: str
    none: str | None = None
    digits: tuple[int, int] = (19, 0)


@dataclass(slots=True)
class Stated:
    """What the table says, as the first two steps of a statement.

    *cells* are the columns of the second step, and *misfits* say when a value does not fit its fact.
    """

    reading: Reading
    people: People
    cells: dict[str, Cell] = field(default_factory=dict)
    misfits: dict[str, Expr] = field(default_factory=dict)
    _reckons: bool = field(init=False)

    def __post_init__(self) -> None:
        self._reckons = _reckons(self.reading)

    @property
    def dialect(self) -> Dialect:
        """How the database says it."""
        return self.people.dialect

    def given(self) -> exp.Select:
        """The columns that are read, as they stand."""
        people, wanted = self.people, self._columns()
        there = [
            column(name) if people.has(name) else named(instead or exp.null(), name)
            for name, instead in wanted.items()
            if name != PERSON
        ]
        there.insert(0, named(column(PERSON_ID), PERSON))
        lacking = [
            named(instead, name)
            for name, instead in wanted.items()
            if people.may_lack(name) and instead is not None
        ]
        select = select_of(*there).from_(own(people.table))
        return _where_lacking(select, lacking, list(wanted)) if lacking else select

    def _columns(self) -> dict[str, Expr | None]:
        """The columns to read, each with what stands for it where the table lacks it; None: it must not."""
        found: dict[str, Expr | None] = {PERSON: None}
        for fact in self.reading.inputs:
            flag = f"{fact.id}{UNKNOWN_SUFFIX}"
            if fact.type == "list" and self.people.is_flagged(fact):
                self._needs_flag(fact, flag)
                found[flag] = None
                if self.people.in_table(fact):
                    continue
            must = fact.none_allowed and self.people.columns is None
            found[fact.id] = None if must else absent(fact, self.dialect)
            if fact.none_allowed and self.people.has(flag):
                found[flag] = absent(_FLAG, self.dialect)
        return found

    def _needs_flag(self, fact: Fact, flag: str) -> None:
        if not self.people.has(flag):
            raise refused(
                flag,
                f"kolumnen behövs: den säger för vem det är okänt vad som står i {fact.id}",
                f"the column is needed: it says of whom it is unknown what stands in {fact.id}",
            )

    def facts(self, step: str, *, name_misfits: bool) -> exp.Select:
        """Each fact of the step before as a value of its type: NULL where it is unknown, none, or does not fit.

        Where misfits are to be named, there is a column beside each fact that says that it is one.
        """
        derived = {each.fact for each in self.reading.derivations}
        columns = [named(column(PERSON, step), PERSON)]
        for fact in self.reading.inputs:
            columns += self._fact(
                fact, step, f"_given_{fact.id}" if fact.id in derived else fact.id
            )
        if name_misfits:
            columns += [
                named(self.dialect.stored(self.dialect.surely(misfit)), f"_misfit_{name}")
                for name, misfit in self.misfits.items()
            ]
        # lists first, which DuckDB would otherwise copy for the rows that are still to be looked at
        first = sorted(self.misfits, key=lambda name: self.reading.facts[name].type != "list")
        wrong = either(self.misfits[name] for name in first)
        select = select_of(*columns).from_(table_of(step))
        if wrong is not None:
            sure = self.dialect.stored(self.dialect.surely(wrong))
            select = select.select(named(sure, WRONG, "a value does not fit its fact: no decision"))
        return select

    def _fact(self, fact: Fact, step: str, name: str) -> list[Expr]:
        """The columns of a fact."""
        flag = column(f"{fact.id}{UNKNOWN_SUFFIX}", step)
        if fact.type == "list":
            return self._list(fact, step, name, flag)
        cell = column(fact.id, step)
        value = self._value(fact, cell)
        found = [named(value, name)]
        own = digits(fact) if fact.type == "number" else (19, 0)
        none_column = None
        unfit = fits(fact, cell, self.dialect, exact=self.people.exact)
        self._note_misfit(fact, None if unfit is None else opposite(unfit))
        if fact.none_allowed and (self.people.has(flag.name) or not self.people.has(fact.id)):
            none_column = f"_none_{name}"
            found.append(named(self._none(fact, cell, flag), none_column))
        self.cells[name] = Cell(fact.value_type, name, none_column, own)
        return found

    def _list(self, fact: Fact, step: str, name: str, flag: Expr) -> list[Expr]:
        self._note_misfit(fact, self._misfit_list(fact, step))
        stored = records_of(self.people, fact, step).as_list().stored
        found = [] if self.people.in_table(fact) else [named(stored, name)]
        if self.people.is_flagged(fact):
            unknown = self.dialect.stored(self._unless_said(flag))
            found.append(named(unknown, f"_unknown_{fact.id}"))
        return found

    def _value(self, fact: Fact, cell: Expr) -> Expr:
        """A fact's value. One that does not fit is NULL only where it could not be reckoned with.

        What becomes of it is of no account, for there will be no decision; but nothing may fail.
        """
        if fact.type in ("string", "category"):
            return as_value(fact, cell, self.dialect)
        if fact.type in ("integer", "date") and not self._reckons:
            return cell
        return clean(fact, cell, self.dialect, exact=self.people.exact)

    def _none(self, fact: Fact, cell: Expr, flag: Expr) -> Expr:
        """Whether a fact is none: NULL where it is unknown."""
        yes, no = (self.dialect.stored(self.dialect.truth(value)) for value in (True, False))
        if not self.people.has(fact.id):
            return absent(_FLAG, self.dialect)
        unknown = self.dialect.surely(self.dialect.test(flag))
        self._note_misfit(fact, exp.and_(is_not_null(cell), unknown))
        return case((is_not_null(cell), no), (opposite(unknown), yes))

    def _unless_said(self, flag: Expr) -> Expr:
        """That a flagged list is unknown, which it is unless the flag says that it is not."""
        return opposite(self.dialect.surely(opposite(self.dialect.test(flag))))

    def _note_misfit(self, fact: Fact, misfit: Expr | None) -> None:
        if misfit is not None:
            found = either([self.misfits.get(fact.id), misfit])
            assert found is not None
            self.misfits[fact.id] = found

    def _misfit_list(self, fact: Fact, step: str) -> Expr:
        """That a list is none or too long, or a record of it is none or has a field that does not fit."""
        return records_of(self.people, fact, step).misfits("_r")


def records_of(people: People, fact: Fact, step: str) -> Source:
    """Where the records of a list lie for the people of a step."""
    stored, person = column(fact.id, step), column(PERSON, step)
    return Source(fact, people.dialect, stored, people.fields(fact), people.rows_of(fact), person)


def _reckons(reading: Reading) -> bool:
    """Whether there are sums or products, for which a value may be too large."""
    nodes = [node for _, node in reading.conditions]
    nodes += [each.value for each in reading.derivations]
    nodes += [each.value for each in reading.definitions]
    found = (each for node in nodes for each, _ in walk(node))
    return any(
        isinstance(each, Operation) and each.operator in _SUMS and _reads(each) for each in found
    )


def _reads(node: Node) -> bool:
    return any(isinstance(each, Name) for each, _ in walk(node))


def _where_lacking(select: exp.Select, instead: list[Expr], names: list[str]) -> exp.Select:
    """A SELECT of columns that the table may lack.

    A name that the table has no column for is looked for outside the subquery, where NULL bears it.
    """
    lacked = select_of(*instead).subquery(identifier("_absent"))
    alias = exp.TableAlias(this=identifier("_people"))
    rows = exp.Lateral(this=exp.Subquery(this=select), alias=alias)
    columns = [column(name, "_people") for name in names]
    return select_of(*columns).from_(lacked).join(rows, join_type="cross")
