"""What the columns of a table say: which facts, which flags, and what no fact can be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.engines.polars.border import (
    TRUTHS,
    Reader,
    field_readers,
    fitting,
    is_flag,
    reader,
    storage,
    whole_columns_fit,
)
from kraftrules.engines.polars.columns import NOTHING, Column, Records, Words, all_of, one
from kraftrules.engines.polars.sheet import RECORD, Named
from kraftrules.reading import Reading
from kraftrules.refusal import allowed, unheard_of, unheard_of_field
from kraftrules.text import Text
from kraftrules.vocabulary import UNKNOWN_SUFFIX, Fact

PERSON_ID = "person_id"
FLAG = Fact(id="unknown", label=Text("okänt", "unknown"))
_PERSON = Fact(id=PERSON_ID, label=Text("person_id"), type="identifier")


@dataclass(frozen=True, slots=True)
class Layout:
    """A table's columns. *readers* are those of facts, *flags* the facts whose unknown has a column.

    *hopeless* are columns of facts, of a type that the fact never has. *wrong* is what is wrong
    with the columns whatever their cells say.
    """

    facts: Mapping[str, Fact]
    readers: Mapping[str, Reader]
    types: Mapping[str, pl.DataType]
    flags: frozenset[str]
    hopeless: tuple[str, ...]
    wrong: tuple[FactProblem, ...]

    @property
    def has_ids(self) -> bool:
        """Whether the table says who its rows are about."""
        return PERSON_ID in self.types

    @property
    def misfits(self) -> list[str]:
        """The columns of facts, and the flags, that are of a wrong type."""
        flags = [each + UNKNOWN_SUFFIX for each in sorted(self.flags)]
        return [*self.hopeless, *(name for name in flags if self.types[name] not in TRUTHS)]

    def wrong_types(self, empty: Collection[str] = ()) -> list[FactProblem]:
        """What is wrong with the columns of a wrong type, but for those that are *empty*."""
        found = []
        for name in self.misfits:
            fact = self.facts.get(name)
            if name not in empty:
                found += _wrong_type(fact or FLAG.model_copy(update={"id": name}), self.types[name])
        return found

    def read_by(self, reading: Reading) -> list[str]:
        """The columns that conditions read, and that which says who the rows are about."""
        read = {fact.id for fact in reading.inputs}
        names = [name for name in self.readers if name in read or name == PERSON_ID]
        return [*names, *(each + UNKNOWN_SUFFIX for each in self.flags if each in read)]

    def needed(self, reading: Reading) -> list[str]:
        """The columns to fetch: those that are read, and those to be looked at."""
        looked_at = [name for name, each in self.readers.items() if each.fits is not None]
        flags = [each for name in self.flags for each in (name, name + UNKNOWN_SUFFIX)]
        names = [*self.read_by(reading), *looked_at, *self.hopeless, *flags]
        return list(dict.fromkeys(name for name in names if name in self.types))

    def fitting(self, frame: pl.DataFrame) -> pl.Series | None:
        """Of each row, whether no cell needs a closer look; None where that holds of all."""
        others = [pl.col(name).is_null() for name in self.misfits]
        others += [
            ~(self._flag(name) & pl.col(name).is_not_null())
            for name in self.flags
            if name in self.types
        ]
        others += [pl.col(PERSON_ID).is_not_null()] if self.has_ids else []
        if all(frame.select(all_of(others).all()).row(0)) and whole_columns_fit(
            frame, self.readers
        ):
            return None
        cells = fitting((pl.col(name), each) for name, each in self.readers.items())
        return frame.select(fits=all_of([cells, *others])).to_series()

    def read(self, reading: Reading, bits: Mapping[str, int] | None) -> dict[str, Named]:
        """The facts that conditions read; with *bits*, also which of them are missing."""
        return {fact.id: self._read(fact, bits) for fact in reading.inputs}

    def _read(self, fact: Fact, bits: Mapping[str, int] | None) -> Named:
        found = self.readers.get(fact.id)
        cell = pl.lit(None, storage(fact)) if found is None else found.value(pl.col(fact.id))
        if fact.type == "list":
            return Records(
                fact.id, self._fields(fact, bits), cell, _missing(fact, cell.is_null(), bits)
            )
        unknown = self._unknown(fact) if fact.none_allowed else None
        missing = _missing(fact, cell.is_null() if unknown is None else unknown, bits)
        return Column(fact.value_type, cell, unknown, missing)

    def _unknown(self, fact: Fact) -> pl.Expr:
        """Whether a fact that can be none is unknown."""
        if fact.id in self.flags:
            return self._flag(fact.id) if fact.id in self.types else pl.lit(True)
        return pl.lit(fact.id not in self.types)

    def _flag(self, name: str) -> pl.Expr:
        """Whether a flag says that a fact is unknown; where it is of a wrong type, it is looked at closer."""
        flag = name + UNKNOWN_SUFFIX
        return pl.col(flag).fill_null(False) if self.types[flag] in TRUTHS else pl.lit(False)

    def _fields(self, fact: Fact, bits: Mapping[str, int] | None) -> dict[str, Column]:
        """The fields of a list's records, by expressions over one record."""
        dtype = self.types.get(fact.id)
        known = isinstance(dtype, pl.List) and isinstance(dtype.inner, pl.Struct)
        readers = (dtype is not None and known and field_readers(fact, dtype)) or {}
        names = {each.name for each in dtype.inner.fields} if readers else set()  # type: ignore[union-attr]
        found = {}
        for name, field in fact.fields.items():
            read = readers.get(name)
            part = pl.col(RECORD).struct.field
            cell = pl.lit(None, storage(field)) if read is None else read.value(part(name))
            unknown = pl.lit(read is None) if field.none_allowed else None
            if field.none_allowed and name + UNKNOWN_SUFFIX in names:
                unknown = part(name + UNKNOWN_SUFFIX).fill_null(False)
            missing = _missing(fact, cell.is_null() if unknown is None else unknown, bits)
            found[name] = Column(field.value_type, cell, unknown, missing)
        return found


def _missing(fact: Fact, unknown: pl.Expr, bits: Mapping[str, int] | None) -> Words:
    return NOTHING if bits is None else one(bits[fact.id], unknown)


def lay_out(facts: Mapping[str, Fact], schema: pl.Schema, *, ignore_extra: bool) -> Layout:
    """What the columns of a table say."""
    known = {PERSON_ID: _PERSON, **facts}
    readers: dict[str, Reader] = {}
    hopeless: list[str] = []
    flags: list[str] = []
    wrong: list[FactProblem] = []
    for name, dtype in schema.items():
        flagged = known.get(name.removesuffix(UNKNOWN_SUFFIX)) if name not in known else None
        if name in known:
            found = reader(known[name], dtype)
            if found is None:
                hopeless.append(name)
            else:
                readers[name] = found
        elif flagged is not None and flagged.none_allowed:
            flags.append(flagged.id)
        elif flagged is not None:
            wrong.append(_needless_flag(name, flagged.id))
        elif not ignore_extra:
            wrong.append(unheard_of(name, known))
    return Layout(known, readers, dict(schema), frozenset(flags), tuple(hopeless), tuple(wrong))


def fact_of(facts: Mapping[str, Fact], name: str) -> Fact | None:
    """What a column is about: a fact, or a flag that says that one is unknown; None for neither."""
    known = {PERSON_ID: _PERSON, **facts}
    flagged = known.get(name.removesuffix(UNKNOWN_SUFFIX))
    if name in known or flagged is None or not flagged.none_allowed:
        return known.get(name)
    return FLAG.model_copy(update={"id": name})


def wrong_types_in(layout: Layout, fetch: Callable[[list[str]], pl.LazyFrame]) -> list[FactProblem]:
    """What is wrong with columns of a wrong type, which are fetched and looked through: those that hold nothing
    are right."""
    misfits = layout.misfits
    return layout.wrong_types(empty_among(fetch(misfits), misfits)) if misfits else []


def empty_among(frame: pl.LazyFrame, names: Sequence[str]) -> list[str]:
    """The columns in which no row has anything."""
    counts = frame.select(pl.col(names).count()).collect().row(0)
    return [name for name, count in zip(names, counts, strict=True) if not count]


def named(
    facts: Mapping[str, Fact], names: Iterable[str], *, ignore_extra: bool
) -> dict[str, Fact]:
    """The facts that columns are of, a flag as a boolean one; flags come first.

    Raises `FactError` with every name that is wrong.
    """
    layout = lay_out(facts, pl.Schema(dict.fromkeys(names, pl.Null())), ignore_extra=ignore_extra)
    if layout.wrong:
        raise FactError(layout.wrong)
    flags = {each + UNKNOWN_SUFFIX: FLAG for each in sorted(layout.flags)}
    return {**flags, **{name: layout.facts[name] for name in layout.readers}}


def _wrong_type(fact: Fact, dtype: pl.DataType) -> list[FactProblem]:
    """The problems of a column in which no cell can be a value of its fact; of records, by field."""
    if fact.type == "list" and isinstance(dtype, pl.List) and isinstance(dtype.inner, pl.Struct):
        fields = {each.name: each.dtype for each in dtype.inner.fields}
        return [found for name, each in fields.items() for found in _wrong_field(fact, name, each)]  # type: ignore[arg-type]
    given = Text(f"en kolumn av typen {dtype}", f"a column of type {dtype}")
    return [FactProblem(fact.id, given, allowed(fact))]


def _wrong_field(fact: Fact, name: str, dtype: pl.DataType) -> list[FactProblem]:
    field, where = fact.fields.get(name), f"{fact.id}.{name}"
    if field is not None:
        wrong = _wrong_type(field, dtype) if reader(field, dtype) is None else []
        return [FactProblem(where, each.given, each.allowed) for each in wrong]
    return [] if is_flag(fact, name, dtype) else [unheard_of_field(fact, where, name)]


def _needless_flag(name: str, fact: str) -> FactProblem:
    return FactProblem(name, "", Text(
        f"{fact} kan inte vara inget, så där är en tom cell redan okänd",
        f"{fact} cannot be none, so an empty cell there is unknown already",
    ))  # fmt: skip
