"""Enrolments in columns → the same `Tally` as a pass over rows, without a Python object a row.

A person goes one way or the other, whole. Those whose enrolments are all plain are joined in columns,
as bits. The rows of all others, who have a fault, a day or a group that is unknown, several open
enrolments, or an identifier that may be written in several ways, go through the pass over rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from kraftrules.diagnostics import FactError
from kraftrules.engines.polars.closer import facts_of
from kraftrules.engines.polars.layout import PERSON_ID
from kraftrules.engines.polars.sheet import ROW
from kraftrules.engines.polars.source import Batch, Source
from kraftrules.engines.polars.verdicts import Judge, Verdicts, key_names, whole_key
from kraftrules.refusal import Refused
from kraftrules.results.people import Joined, People, PersonId, same_form
from kraftrules.results.period import Period
from kraftrules.results.plain import FORM, is_plain, told
from kraftrules.results.rows import MOST_LISTED, Fault
from kraftrules.results.survey import MONTH, Survey
from kraftrules.results.tally import Pass, Tally, group_name
from kraftrules.values import UNKNOWN, Unknown, Value
from kraftrules.vocabulary import UNKNOWN_SUFFIX

_WORD = 62  # bits of a mask that a column of whole numbers holds
_CLASS, _INSIDE, _FIRST, _LAST, _GROUP, _COUNT = ".class", ".inside", ".first", ".last", ".group", ".count"  # fmt: skip


def tally_columns(
    survey: Survey,
    source: Source,
    period: Period,
    teams: Collection[str] | None = None,
    ignore_extra: bool = False,
) -> Tally:
    """What the enrolments of a table come to; those that cannot be counted are listed."""
    found = _Columns(survey, source, period, Pass(survey, period, teams, ignore_extra))
    if source.tells_types:
        return found.tally_rows()
    return found.tally()


@dataclass
class _Columns:
    survey: Survey
    source: Source
    period: Period
    rows: Pass
    others: set[str] = field(default_factory=set)  # who has rows that columns cannot hold

    @cached_property
    def batch(self) -> Batch:
        """The whole table, with the columns that are read."""
        frame = self.source.columns(self.survey.reading).with_row_index(ROW).collect()
        return self.source.load(frame) if self.source.load else Batch(frame)

    @cached_property
    def keys(self) -> list[str]:
        return key_names(self.survey.reading)

    @cached_property
    def masks_words(self) -> list[str]:
        masks = self.rows.masks
        bits = masks.month_bit(len(self.survey.monthly))
        return [f".word{at}" for at in range(-(-bits // _WORD))]

    def tally_rows(self) -> Tally:
        """Every row by itself."""
        self.rows.through(self._one_by_one(self.batch.frame))
        self.rows.found.rows = self.batch.frame.height
        return self.rows.finish()

    def tally(self) -> Tally:
        """Those who are plain in columns, and the rest by rows."""
        plain = self._plain(self._judged())
        numbers = plain.get_column(ROW)
        self.rows.through(
            self._one_by_one(self.batch.frame.filter(~pl.col(ROW).is_in(numbers.implode())))
        )
        self.rows.found.rows = self.batch.frame.height
        self._outside(plain)
        inside = plain.filter(_INSIDE)
        self._doubts(inside)
        tally = self.rows.finish()
        self._join(plain)
        return tally

    def _judged(self) -> pl.DataFrame:
        """Verdicts and the values wanted; whose rows columns cannot hold is noted."""
        judge = Judge(self.survey.reading, self.source.layout, self.period.until, self._keep)
        found = judge(self.batch)
        form = pl.col(PERSON_ID).cast(pl.String).alias(FORM)
        return found.with_columns(form, *self._months())

    def _keep(self, cells: Iterable[dict[str, object]]) -> Iterator[tuple[int, Verdicts]]:
        found = map(self._person, cells)
        self.others |= {same_form(each) for each in found if isinstance(each, str | int)}
        return iter(())

    def _person(self, cells: Mapping[str, object]) -> Value:
        """Whom a row is about; None where the identifier does not fit."""
        try:
            return self.source.read(self.survey.facts[PERSON_ID], cells.get(PERSON_ID))
        except Refused:
            return None

    def _months(self) -> list[pl.Expr]:
        """The first and last month of each enrolment, and whether it is in the period."""
        since, until = self.period.since, self.period.until
        enrolled, exited = pl.col("enrolled_on"), pl.col("exited_on")
        last = self.period.months - 1

        def month(day: pl.Expr) -> pl.Expr:
            years = day.dt.year().cast(pl.Int32) - since.year
            return years * 12 + day.dt.month().cast(pl.Int32) - since.month

        inside = (enrolled <= until) & (exited.is_null() | (exited >= since))
        return [
            inside.fill_null(False).alias(_INSIDE),
            pl.max_horizontal(0, month(enrolled)).cast(pl.Int32).alias(_FIRST),
            pl.min_horizontal(last, month(exited).fill_null(last)).cast(pl.Int32).alias(_LAST),
        ]

    def _plain(self, judged: pl.DataFrame) -> pl.DataFrame:
        """The rows of the persons whose enrolments are all plain."""
        plain = is_plain(self.survey, self.source.layout, self.rows.teams)
        fine = judged.select(FORM, ROW, _INSIDE, "exited_on", plain.alias(".plain"))
        outside = fine.filter(~pl.col(_INSIDE) & pl.col(".plain")).head(MOST_LISTED)
        several = (
            fine.filter(pl.col(_INSIDE) & pl.col("exited_on").is_null())
            .filter(pl.col(FORM).is_duplicated())
        )  # fmt: skip
        not_plain = fine.filter(~pl.col(".plain"))
        forms = pl.concat([each.get_column(FORM) for each in (outside, several, not_plain)])
        self.others |= {same_form(each) for each in forms.drop_nulls().unique()}
        others = pl.Series(list(self.others), dtype=pl.String)
        kept = dict.fromkeys([ROW, PERSON_ID, *self._telling, *self._grouping])
        return judged.filter(plain & ~pl.col(FORM).is_in(others.implode())).select(*kept)

    @property
    def _telling(self) -> list[str]:
        """What tells the bits of enrolments apart."""
        return [*self.keys, "sex", _INSIDE, *([_FIRST, _LAST] if self.survey.monthly else [])]

    @property
    def _grouping(self) -> list[str]:
        """What the groups of enrolments are made of."""
        facts = [each for each in self.survey.by if each not in ("sex", MONTH)]
        return [*facts, *([_FIRST, _LAST] if MONTH in self.survey.by else [])]

    def _one_by_one(
        self, rows: pl.DataFrame
    ) -> Iterator[tuple[int, Mapping[str, object] | FactError]]:
        """The facts of rows, in their order; those with values that do not fit are left out."""
        for cells in self.batch.originals(rows):
            row = cells.pop(ROW)
            assert isinstance(row, int)
            try:
                yield row + self.source.first, self._facts(cells)
            except FactError as error:
                person = cells.get(PERSON_ID)
                self.rows.leave_unread(row + self.source.first, person, error)

    def _facts(self, cells: Mapping[str, object]) -> dict[str, object]:
        layout = self.source.layout
        if isinstance(self._person(cells), Unknown):  # the pass says so itself
            types = {name: each for name, each in layout.types.items() if name != PERSON_ID}
            layout = replace(layout, types=types)
        return dict(facts_of(layout, cells, self.source.read))

    def _outside(self, plain: pl.DataFrame) -> None:
        count = plain.height - plain.get_column(_INSIDE).sum()
        if count:
            self.rows.found.left_out.counts[Fault.OUTSIDE_PERIOD] += int(count)

    def _doubts(self, inside: pl.DataFrame) -> None:
        """Note the enrolments whose part in a measure is in doubt, those alike together."""
        if not self.keys:
            return
        doubtful = {
            each: doubt for each in inside.select(self.keys).unique().rows()
            if (doubt := self.rows.doubtful(whole_key(each))).parts
        }  # fmt: skip
        kept = pl.DataFrame(list(doubtful), dict.fromkeys(self.keys, pl.Int64), orient="row")
        found = inside.select(ROW, *self.keys).join(kept, on=self.keys)
        read = {name for each in doubtful.values() for name, _ in each.read}
        named = [
            each for each in self.batch.frame.columns if each.removesuffix(UNKNOWN_SUFFIX) in read
        ]
        cells = self.batch.frame.select(ROW, *named).join(found, on=ROW)
        for own, part in cells.partition_by(self.keys, as_dict=True).items():
            doubt = doubtful[own]
            alike = [each for name, cuts in doubt.read for each in _alike(part, name, cuts)]
            groups = part.group_by(alike or [pl.lit(0)]).agg(pl.col(ROW).first(), pl.len().alias(_COUNT))  # fmt: skip
            counts = dict(groups.select(ROW, _COUNT).rows())
            rows = self.batch.frame.filter(pl.col(ROW).is_in(list(counts)))
            for given in self.batch.originals(rows):
                count = counts[given.pop(ROW)]
                self.rows.reasons.note(whole_key(own), doubt, self._facts(given), count)

    def _join(self, plain: pl.DataFrame) -> None:
        """Join the enrolments of each person, and of each person in each group."""
        classes = plain.select(self._telling).unique().with_row_index(_CLASS)
        masks = [self._mask(each) for each in classes.iter_rows(named=True)]
        words = [
            pl.Series(name, [mask >> _WORD * at & (1 << _WORD) - 1 for mask in masks], dtype=pl.Int64)
            for at, name in enumerate(self.masks_words)
        ]  # fmt: skip
        marked = plain.join(classes.with_columns(words), on=self._telling, nulls_equal=True).select(
            *dict.fromkeys([PERSON_ID, _INSIDE, *self.masks_words, *self._grouping])
        )
        self.rows.found.people.joined = self._joined(marked)
        inside = marked.filter(_INSIDE)
        for fact in self.survey.by:
            if fact != "sex":
                self._join_groups(fact, inside)

    def _mask(self, of: Mapping[str, Any]) -> int:
        if not of[_INSIDE]:
            return 0
        masks = self.rows.masks
        slots = masks.of_key(whole_key([of[name] for name in self.keys]))
        mask = slots | masks.of_sex(of["sex"])
        if self.survey.monthly:
            span = (of[_FIRST], of[_LAST])
            mask |= masks.of_months(slots, span, span)
        return mask

    def _joined(self, rows: pl.DataFrame) -> Joined:
        joined = rows.select(PERSON_ID, *self.masks_words)
        lone = joined.get_column(PERSON_ID).is_unique()
        several = joined.filter(~lone).group_by(PERSON_ID).agg(pl.col(self.masks_words).bitwise_or())  # fmt: skip
        frame = pl.concat([joined.filter(lone), several])
        counts = frame.group_by(self.masks_words).len().rows()
        alike = {_mask_of(words): count for *words, count in counts}

        def find(person: PersonId) -> int | None:
            kind = frame.schema[PERSON_ID]
            if isinstance(person, str) != (kind == pl.String):
                return None
            found = frame.filter(pl.col(PERSON_ID) == person).select(self.masks_words).rows()
            return _mask_of(found[0]) if found else None

        return Joined(alike, find)

    def _join_groups(self, fact: str, inside: pl.DataFrame) -> None:
        groups = self.rows.found.groups
        if fact == MONTH:
            months = pl.int_ranges(_FIRST, pl.col(_LAST) + 1).alias(_GROUP)
            inside = inside.with_columns(months).explode(_GROUP)
        else:
            day = self.survey.facts[fact].type == "date"
            value = pl.col(fact).dt.truncate("1mo") if day else pl.col(fact)
            inside = inside.with_columns(value.alias(_GROUP))
        for (value,), part in inside.partition_by([_GROUP], as_dict=True).items():
            name = (
                self.period.month_name(value)
                if fact == MONTH
                else group_name(
                    UNKNOWN
                    if value is None and fact not in told(self.survey, self.source.layout)
                    else value
                )
            )
            people = groups.setdefault(fact, {}).setdefault(name, People())
            people.joined = self._joined(part)


def _mask_of(words: Iterable[int]) -> int:
    return sum(word << _WORD * at for at, word in enumerate(words))


def _alike(frame: pl.DataFrame, name: str, cuts: Iterable[date] | None) -> list[pl.Expr]:
    """What tells cells of a fact apart, as far as a condition can."""
    flag = [pl.col(name + UNKNOWN_SUFFIX)] if name + UNKNOWN_SUFFIX in frame.columns else []
    if name not in frame.columns:
        return flag
    if cuts is None or frame.schema[name] != pl.Date:
        return [pl.col(name), *flag]
    tests = [test for cut in cuts for test in (pl.col(name) < cut, pl.col(name) <= cut)]
    known = pl.col(name).is_null()
    return [each.alias(f".{name}{at}") for at, each in enumerate([known, *tests])] + flag
