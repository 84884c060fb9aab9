"""Cells of text, read once for each that differs, come out as those that are read one by one."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

import kraftrules
from kraftrules.engines.polars.objects import ABSENT, column
from kraftrules.refusal import LONGEST_STRING
from kraftrules.vocabulary import Fact
from kraftrules.written import read_text

FACTS = kraftrules.load("malmokraften@2.0").declaration.vocabulary.facts
LIKELY = st.sampled_from([
    "", " ", "ja", "NEJ ", "true", "17", " 17", "17,50", "1 000", "200", "-3", "2021-03-01", "2021-02-30",
    "woman", "Malmö", "[]", "[{}]", '[{"programme": "krami"}]', '[{"started_on": "2020-01-01"}]', "[", "\x1f17",
    "\u00a0Lund", "\u2028", "x" * (LONGEST_STRING + 1), "a b",
])  # fmt: skip
TEXTS = st.text(st.characters(codec="utf-8"), max_size=5)


@given(st.sampled_from(FACTS), st.lists(st.none() | LIKELY | TEXTS, max_size=12))
def test_texts_in_a_series_are_read_as_one_by_one(fact: Fact, texts: list[str | None]) -> None:
    in_series = column(fact, pl.Series(texts, dtype=pl.String), read_text)
    one_by_one = column(fact, [ABSENT if each is None else each for each in texts], read_text)
    assert in_series.values.to_list() == one_by_one.values.to_list()
    assert in_series.values.dtype == one_by_one.values.dtype
    assert in_series.odd.to_list() == one_by_one.odd.to_list()
    flags = [
        None if each.unknown is None else each.unknown.to_list() for each in (in_series, one_by_one)
    ]
    assert flags[0] == flags[1]
