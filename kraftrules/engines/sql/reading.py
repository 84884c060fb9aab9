"""A reading as the first steps of a statement: what the table says, what is worked out, how conditions come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

from sqlglot import exp

from kraftrules.diagnostics import FactError
from kraftrules.engines.sql.dialects import Dialect
from kraftrules.engines.sql.fits import as_value, fits, nothing_of
from kraftrules.engines.sql.fold import Fold, Record, Records
from kraftrules.engines.sql.source import People
from kraftrules.engines.sql.stated import PERSON, WRONG, Cell, Stated, records_of
from kraftrules.engines.sql.terms import Missing, Term, refused
from kraftrules.engines.sql.tree import (
    NULL,
    Expr,
    all_of,
    case,
    coalesce,
    column,
    either,
    is_not_null,
    is_null,
    named,
    opposite,
    select_of,
    table_of,
)
from kraftrules.feel.nodes import Node
from kraftrules.reading import Reading
from kraftrules.ruleset.declaration import DeclaredDefinition, Derivation
from kraftrules.values import Kind, Type
from kraftrules.vocabulary import Fact

_SAID: Mapping[str, str] = {  # of each kind of step, beside it
    "given": "what the table says",
    "facts": "each fact as a value of its type, and whether a value does not fit",
    "worked_out": "facts and definitions that are worked out of the step before",
    "rules": "whether each condition is met: NULL where that is unknown",
    "groups": "whether each group is met, and the target group as a whole",
    "decided": "how each person comes out",
    "missing": "which definitions the undetermined hang on",
}
Names = dict[str, "Term | Records | Record"]


@dataclass(slots=True)
class Steps:
    """The steps of a statement, each a common table expression that reads the one before it."""

    reading: Reading
    people: People
    name_misfits: bool = False
    done: list[tuple[str, exp.Select, bool]] = field(default_factory=list)
    levels: list[list[DeclaredDefinition]] = field(default_factory=list)
    cells: dict[str, Cell] = field(init=False)
    misfits: Mapping[str, Expr] = field(init=False)
    fold: Fold = field(init=False)
    nothing: dict[str, Term] = field(default_factory=dict)  # definitions that are always none
    _taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.fold = Fold(self.dialect, self.people.on)
        lists = [fact for fact in self.reading.inputs if fact.type == "list"]
        tables = [self.people.table, *(self.people.rows_of(each) for each in lists)]
        self._taken = {each.name.casefold() for each in tables if each is not None}
        stated = Stated(self.reading, self.people)
        self.cells, self.misfits = stated.cells, stated.misfits
        self.add("given", stated.given())
        self.add("facts", stated.facts(self.last, name_misfits=self.name_misfits))
        self._work_out()

    @property
    def dialect(self) -> Dialect:
        """How the database says it."""
        return self.people.dialect

    @property
    def last(self) -> str:
        """The name of the step that the next one reads."""
        return self.done[-1][0]

    def add(self, name: str, select: exp.Select, *, once: bool = False) -> None:
        """Add a step, by a name that is no table's.

        *once* says that it has to be reckoned once, for what reads it reads some of its columns twice.
        """
        names = (name if at == 1 else f"{name}_{at}" for at in count(1))
        own = next(each for each in names if each.casefold() not in self._taken)
        self._taken.add(own.casefold())
        select.add_comments([f" {_SAID[name]} "], prepend=True)
        self.done.append((own, select, once))

    def scope(self, step: str) -> Names:
        """What names stand for in an expression that reads a step. Of a definition, itself is missing."""
        names: Names = {}
        for fact in self.reading.inputs:
            if fact.type == "list":
                names[fact.id] = self._records(fact, step)
            elif fact.id in self.cells:
                names[fact.id] = self._term(self.cells[fact.id], step, _only(fact.id))
        for each in self.reading.definitions:
            self._define(each, names, step)
        return names

    def _define(self, each: DeclaredDefinition, names: Names, step: str) -> None:
        """Give a definition its place among the names, once all that it reads is there."""
        if not all(name in names for name in each.names):
            return
        if each.type.kind is Kind.LIST:
            names[each.id] = self.fold.records(each.value, dict(names))
        elif each.id in self.nothing:
            names[each.id] = self.nothing[each.id]
        elif each.id in self.cells:
            names[each.id] = self._term(self.cells[each.id], step, _only(each.id))

    def _term(
        self,
        cell: Cell,
        step: str,
        missing: Callable[[], Missing],
    ) -> Term:
        stored = column(cell.value, step)
        value = self.dialect.test(stored) if cell.type.kind is Kind.BOOLEAN else stored
        none, known = None, is_not_null(stored)
        if cell.none is not None:
            flag = column(cell.none, step)
            none, known = self.dialect.test(flag), is_not_null(flag)
        elif cell.type.none:
            return Term(
                cell.type, value, is_null(stored), None, missing, digits=cell.digits, settled=True
            )
        return Term(
            cell.type, value, none, known, missing, digits=cell.digits, settled=none is not None
        )

    def _records(self, fact: Fact, step: str) -> Records:
        source = records_of(self.people, fact, step)
        if self.people.is_flagged(fact):
            unknown = self.dialect.test(column(f"_unknown_{fact.id}", step))
            return Records(source, opposite(unknown))
        return Records(source, is_not_null(source.stored))

    # ---- what is worked out

    def _work_out(self) -> None:
        """Facts that are not given, and definitions: a step for those that read what an earlier one made."""
        stored = (each for each in self.reading.definitions if each.type.kind is not Kind.LIST)
        waiting: list[Derivation | DeclaredDefinition] = [*self.reading.derivations, *stored]
        while waiting:
            names = self.scope(self.last)
            ready = [each for each in waiting if all(name in names for name in each.names)]
            assert ready, "each reads only those before it"
            columns = [made for each in ready for made in self._make(each, names)]
            if columns:
                select = select_of(all_of(self.last), *columns).from_(table_of(self.last))
                self.add("worked_out", select, once=bool(self.levels))
            self.levels.append([each for each in ready if isinstance(each, DeclaredDefinition)])
            waiting = [each for each in waiting if each not in ready]

    def _make(self, each: Derivation | DeclaredDefinition, names: Names) -> list[Expr]:
        if isinstance(each, DeclaredDefinition):
            term = self.condition(each.id, each.value, names)
            if term.value == NULL and term.known is None:
                self.nothing[each.id] = term
                return []
            return self._store(each.id, term, each.type)
        fact = self.reading.facts[each.fact]
        if not any(self._may_be_known(name) for name in each.names):
            return self._store(
                fact.id,
                self._term(self.cells[f"_given_{fact.id}"], self.last, dict),
                fact.value_type,
            )
        term = self.condition(fact.id, each.value, names)
        given = self._term(self.cells[f"_given_{fact.id}"], self.last, dict)
        return self._store(fact.id, _filled(fact, given, term, self.dialect), fact.value_type)

    def _may_be_known(self, name: str) -> bool:
        """Whether the table can say what a fact is, or what it is worked out from."""
        made = next((each for each in self.reading.derivations if each.fact == name), None)
        return self.people.has(name) or (
            made is not None and any(map(self._may_be_known, made.names))
        )

    def _store(self, name: str, term: Term, kind: Type) -> list[Expr]:
        """The columns of a value."""
        value = self.dialect.stored(term.value) if kind.kind is Kind.BOOLEAN else term.value
        value = nothing_of(kind.kind, self.dialect) if value == NULL else value
        found = [named(value, name)]
        none_column = None
        if kind.none:
            none_column = f"_none_{name}"
            none = self.dialect.truth(False) if term.none is None else term.none
            none = none if term.settled else self.dialect.where_known(term.known, none)
            found.append(named(self.dialect.stored(none), none_column))
        self.cells[name] = Cell(kind, name, none_column, term.digits)
        return found

    def misfit_columns(self, step: str) -> dict[str, Expr]:
        """For each fact that a value may not fit: that it does not."""
        return {name: self.dialect.test(column(f"_misfit_{name}", step)) for name in self.misfits}

    def beyond(self, step: str) -> dict[str, Expr]:
        """For the facts that are worked out: that one is out of its bounds."""
        found = {}
        for each in self.reading.derivations:
            fact = self.reading.facts[each.fact]
            if not any(self._may_be_known(name) for name in each.names):
                continue
            fit = fits(fact, column(fact.id, step), self.dialect, exact=True)
            if fit is not None and fact.type in ("integer", "number", "date"):
                found[fact.id] = opposite(fit)
        return found

    def judge(self, labels: Mapping[str, str], carry: Iterable[tuple[str, str]] = ()) -> None:
        """A step with a column a condition, named by its rule: whether it is met, NULL where that is unknown."""
        names, step = self.scope(self.last), self.last
        noted = self.dialect.test(column(WRONG, step)) if self.misfits else None
        wrong = either([noted, *self.beyond(step).values()]) or self.dialect.truth(False)
        sure = self.dialect.stored(self.dialect.surely(wrong))
        columns = [named(column(PERSON, step), PERSON), named(sure, WRONG)]
        columns += [named(column(name, step), other) for name, other in carry]
        for rule, node in self.reading.conditions:
            columns.append(named(self._verdict(rule, node, names), rule, labels.get(rule)))
        self.add("rules", select_of(*columns).from_(table_of(step)), once=True)

    def _verdict(self, rule: str, node: Node, names: Names) -> Expr:
        return self.dialect.stored(self.condition(rule, node, names).value)

    def condition(self, rule: str, node: Node, names: Names) -> Term:
        """What an expression of a rule or a definition comes to; raises `FactError` that names it."""
        try:
            return self.fold.term(node, names)
        except FactError as error:
            raise _of_rule(rule, error) from None


def _only(name: str) -> Callable[[], Missing]:
    """What is missing of something that is missing itself."""
    return lambda: {name: None}


def _filled(fact: Fact, given: Term, made: Term, dialect: Dialect) -> Term:
    """A fact's value: the one given, or else the one worked out."""
    value = made.value
    if fact.type == "number" and made.type.kind is Kind.INTEGER:
        value = as_value(fact, value, dialect)
    boolean = fact.type == "boolean"
    one, other = (dialect.stored(each) if boolean else each for each in (given.value, value))
    none = None
    if not fact.none_allowed:
        found = coalesce(one, other)
    elif given.known is None:
        return given
    else:
        found = case((given.known, one), otherwise=other)
        assert given.none is not None
        own = dialect.where_known(made.known, made.none or dialect.truth(False))
        none = dialect.test(
            case((given.known, dialect.stored(given.none)), otherwise=dialect.stored(own))
        )
    most = (max(given.digits[0], made.digits[0]), max(given.digits[1], made.digits[1]))
    return Term(
        fact.value_type,
        dialect.test(found) if boolean else found,
        none,
        None,
        digits=most,
        settled=True,
    )


def _of_rule(rule: str, error: FactError) -> FactError:
    """The error with the name of the rule that it is about."""
    (problem,) = error.problems
    return refused(
        rule, f"{problem.fact}: {problem.allowed.sv}", f"{problem.fact}: {problem.allowed.en}"
    )
