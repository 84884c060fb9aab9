"""Lists of records: how each dialect goes through them, and reads their fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from kraftrules.engines.sql.dialects import Dialect
from kraftrules.engines.sql.fits import DECIMALS, WHOLE_DIGITS, absent, as_value, clean, fits
from kraftrules.engines.sql.source import Fields
from kraftrules.engines.sql.terms import Missing, Term
from kraftrules.engines.sql.tree import (
    NULL,
    Expr,
    binary,
    call,
    case,
    cast,
    coalesce,
    column,
    either,
    equal,
    identifier,
    is_not_null,
    is_null,
    named,
    number,
    one_of,
    opposite,
    own,
    select_of,
    text,
)
from kraftrules.values import MOST_ITEMS
from kraftrules.vocabulary import UNKNOWN_SUFFIX, Fact

Combine = Callable[[Sequence[Expr]], Expr]
_WORDS: Mapping[str, Mapping[str, str]] = {
    "duckdb": {"each": "LIST_TRANSFORM", "keep": "LIST_FILTER", "most": "LIST_MAX", "length": "LEN"},
    "spark": {"each": "TRANSFORM", "keep": "FILTER", "most": "ARRAY_MAX", "length": "SIZE"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Where the records of a list fact lie: in the column *stored*, or in the rows of a *table*.

    Those of a table belong to the person whose id is *person*. *fields* says which of them the records have.
    """

    fact: Fact
    dialect: Dialect
    stored: Expr
    fields: Fields
    table: exp.Table | None = None
    person: Expr = NULL

    def most(self, alias: str, item: Expr) -> Expr:
        """The greatest of a number for each record; NULL where there are no records."""
        if self._by_lambda:
            return self._call("most", self._call("each", self.stored, _lambda(alias, item)))
        return self._gathered(alias, [item], lambda found: exp.Max(this=found[0].copy()))

    def count(self, alias: str, truth: Expr) -> Expr:
        """For how many records a condition holds; NULL where that is unknown of some."""
        if self._by_lambda:
            open_ = self.most(alias, self._open(truth))
            held = self._call("length", self._call("keep", self.stored, _lambda(alias, truth)))
            return case((equal(coalesce(open_, number(0)), number(0)), cast(held, "bigint")))
        items = [self.dialect.stored(truth), case((truth, number(1)))]
        return self._gathered(alias, items, _counted)

    def length(self, alias: str) -> Expr:
        """How many records there are."""
        if self._by_lambda:
            return cast(self._call("length", self.stored), "bigint")
        if self._in_json:
            return cast(call("JSONB_ARRAY_LENGTH", self.stored), "bigint")
        return self._gathered(alias, [], lambda found: exp.Count(this=exp.Star()))

    def as_list(self) -> Source:
        """The same where JSON of other kinds is NULL, of which one says that the list is unknown."""
        if not self._in_json:
            return self
        is_array = equal(call("JSONB_TYPEOF", self.stored), text("array"))
        return replace(self, stored=case((is_array, self.stored)))

    def is_no_record(self, alias: str) -> Expr | None:
        """That what stands where a record should is none; None where that cannot be."""
        if self.table is not None:
            return None
        if self._in_json:
            return opposite(column("_is_record", alias))
        return is_null(column(alias))

    def field(self, alias: str, field: Fact) -> Term:
        """A field of a record, as a value; one that does not fit is looked for elsewhere, and may be any."""
        cell = self._cell(alias, field)
        make = clean if field.type in ("integer", "number") else as_value
        value = make(field, cell, self.dialect, exact=True)
        none, known = None, is_not_null(value)
        if field.none_allowed:
            none = self._is_none(alias, field)
            always = not self._in_json and field.id not in self.fields.flags | self.fields.absent
            known = None if always else exp.or_(known, none)  # type: ignore[assignment]
        return Term(
            type=field.value_type,
            value=self.dialect.test(value) if field.type == "boolean" else value,
            none=none,
            known=known,
            missing=self._missing,
            digits=(WHOLE_DIGITS, DECIMALS) if field.type == "number" else (19, 0),
            settled=none is not None and known is None,
        )

    def misfits(self, alias: str) -> Expr:
        """That it is no list, has too many records, or that one is none or has a field that does not fit, or a
        flag of which nothing is told."""
        records = self.as_list()
        fields = (records._misfit(alias, each) for each in self.fact.fields.values())
        bad = either([records.is_no_record(alias), *fields, records._untold(alias)])
        many = binary(exp.GT, records.length(alias), number(MOST_ITEMS))
        found = either([self._no_list(), None if bad is None else records._any(alias, bad), many])
        assert found is not None
        return found

    def _no_list(self) -> Expr | None:
        """That something else than a list stands there; None where nothing else can."""
        if not self._in_json:
            return None
        return opposite(one_of(call("JSONB_TYPEOF", self.stored), [text("array"), text("null")]))

    def _any(self, alias: str, bad: Expr) -> Expr:
        if self._by_lambda:
            kept = self._call("keep", self.stored, _lambda(alias, bad))
            return binary(exp.GT, self._call("length", kept), number(0))
        return binary(
            exp.GT, self.most(alias, case((bad, number(1)), otherwise=number(0))), number(0)
        )

    def _misfit(self, alias: str, field: Fact) -> Expr | None:
        """That what stands in a field does not fit it; None where everything does."""
        if field.id in self.fields.absent:
            return None
        cell = self._cell(alias, field)
        read = self._in_json and field.type == "date"  # by a pattern that only days that fit are of
        fit = None if read else fits(field, cell, self.dialect)
        found = None if fit is None else opposite(fit)
        if self._in_json:
            return either([exp.and_(self._is_given(alias, field), is_null(cell)), found])
        if field.id not in self.fields.flags:
            return found
        return either([found, exp.and_(self._flag(alias, field), self._is_given(alias, field))])

    def _untold(self, alias: str) -> Expr | None:
        """That there is a flag that would otherwise be overlooked; None where there cannot be."""
        if self._in_json:
            return None
        record = column(alias) if self._by_lambda else self.dialect.row(alias)
        return either(
            self.dialect.has_part(record, name + UNKNOWN_SUFFIX)
            for name in self.fact.fields
            if name in self.fields.maybe
        )

    def _missing(self) -> Missing:
        return {self.fact.id: None}

    def _cell(self, alias: str, field: Fact) -> Expr:
        if field.id in self.fields.absent:
            return absent(field, self.dialect)
        return column(field.id, alias)

    def _is_given(self, alias: str, field: Fact) -> Expr:
        if self._in_json:
            return opposite(
                equal(coalesce(column(f"_kind_{field.id}", alias), text("null")), text("null"))
            )
        return is_not_null(self._cell(alias, field))

    def _is_none(self, alias: str, field: Fact) -> Expr:
        if field.id in self.fields.absent:
            return self.dialect.truth(False)
        if self._in_json:
            return equal(coalesce(column(f"_kind_{field.id}", alias), text("")), text("null"))
        missing = is_null(self._cell(alias, field))
        return (
            exp.and_(missing, opposite(self._flag(alias, field)))
            if field.id in self.fields.flags
            else missing
        )

    def _flag(self, alias: str, field: Fact) -> Expr:
        return self.dialect.surely(self.dialect.test(column(f"{field.id}__unknown", alias)))

    def _open(self, truth: Expr) -> Expr:
        return case((self.dialect.is_unknown(truth), number(1)), otherwise=number(0))

    @property
    def _by_lambda(self) -> bool:
        return self.dialect.lists == "lambda" and self.table is None

    @property
    def _in_json(self) -> bool:
        return self.dialect.lists == "json" and self.table is None

    def _call(self, word: str, *arguments: Expr) -> Expr:
        return call(_WORDS[self.dialect.name][word], *arguments)

    def _gathered(self, alias: str, items: Sequence[Expr], combine: Combine) -> Expr:
        """An aggregate over the records, by a subquery.

        An aggregate of what lies outside the subquery is one of the outer query, or an error. Items
        that read such things are therefore reckoned first, in a subquery of their own.
        """
        read = {each.table for item in items for each in item.find_all(exp.Column)}
        if read == {alias} or not items:
            return exp.Subquery(this=self._from(select_of(combine(items)), alias))
        names = [f"_item{at}" for at, _ in enumerate(items)]
        inner = select_of(*(named(each, name) for each, name in zip(items, names, strict=True)))
        items_first = self._from(inner, alias).subquery(identifier("_items"))
        return exp.Subquery(
            this=select_of(combine([column(name) for name in names])).from_(items_first)
        )

    def _from(self, select: exp.Select, alias: str) -> exp.Select:
        if self.table is not None:
            rows = own(self.table)
            rows.set("alias", exp.TableAlias(this=identifier(alias)))
            return select.from_(rows).where(
                self.dialect.same_person(column("person_id", alias), self.person)
            )
        if self._in_json:
            return select.from_(self._unpacked().subquery(identifier(alias)))
        unnest = exp.TableAlias(columns=[identifier(alias)])
        return select.from_(exp.Unnest(expressions=[own(self.stored)], alias=unnest))

    def _unpacked(self) -> exp.Select:
        """The records of JSON as rows: whether each is one, with no other keys than the fields, and what kind
        of JSON each field is."""
        record = column("value", _JSON)
        is_object = equal(call("JSONB_TYPEOF", record), text("object"))
        fields = exp.Array(expressions=list(map(text, self.fact.fields)))
        of_fields = equal(binary(exp.Sub, record, fields), text("{}"))
        is_record = case((is_object, of_fields), otherwise=self.dialect.truth(False))
        columns: list[Expr] = [named(is_record, "_is_record")]
        for field in self.fact.fields.values():
            part = call("JSONB_EXTRACT_PATH", record, text(field.id))
            note = "a day that there is, from 1800 to 2299" if field.type == "date" else None
            columns += [
                named(_from_json(field, record), field.id, note),
                named(call("JSONB_TYPEOF", part), f"_kind_{field.id}"),
            ]
        names = exp.TableAlias(this=identifier(_JSON), columns=[identifier("value")])
        return select_of(*columns).from_(
            exp.Table(this=call("JSONB_ARRAY_ELEMENTS", self.stored), alias=names)
        )


def each_record(dialect: Dialect, records: Expr, alias: str, item: Expr) -> Expr:
    """A list of what becomes of each record, where the dialect goes through lists by a lambda."""
    return call(_WORDS[dialect.name]["each"], records, _lambda(alias, item))


def _lambda(alias: str, item: Expr) -> Expr:
    return exp.Lambda(this=own(item), expressions=[identifier(alias)], colon=True)


def _counted(found: Sequence[Expr]) -> Expr:
    """How many records a condition holds for, if it is known of all."""
    known, held = found
    all_known = equal(exp.Count(this=exp.Star()), exp.Count(this=own(known)))
    return case((all_known, exp.Count(this=own(held))))


def _from_json(field: Fact, record: Expr) -> Expr:
    """A field of JSON as SQL's own type; NULL unless it is written as values of that type are."""
    kind = call("JSONB_TYPEOF", call("JSONB_EXTRACT_PATH", record, text(field.id)))
    words = call("JSONB_EXTRACT_PATH_TEXT", record, text(field.id))
    match field.type:
        case "boolean":
            return case((equal(kind, text("boolean")), cast(words, "boolean")))
        case "integer" | "number":
            return case((equal(kind, text("number")), cast(words, "decimal")))
        case "date":
            written = exp.RegexpLike(this=own(words), expression=text(DAYS))
            return case((exp.and_(equal(kind, text("string")), written), cast(words, "date")))
        case _:
            return case((equal(kind, text("string")), words))


_JSON = "_json"
_YEAR, _LEAP = "(1[89]|2[0-2])", "(0[48]|[2468][048]|[13579][26])"
DAYS = (  # from 1800 to 2299: up to the 28th, the 29th and 30th, the 31st, and leap days
    f"^({_YEAR}[0-9][0-9]-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
    f"|({_YEAR}{_LEAP}|2000)-02-29)$"
)
