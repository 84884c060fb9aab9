"""Frames of pandas and tables of Arrow: decided about as their rows are, or refused by column and type."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registers import register
from strategies import FACTS, load_text, people, ruleset_text

import kraftrules
from kraftrules import UNKNOWN, FactError

np = pytest.importorskip("numpy", exc_type=ImportError)
pd = pytest.importorskip("pandas", exc_type=ImportError)
pa = pytest.importorskip("pyarrow", exc_type=ImportError)

MALMO = kraftrules.load("malmokraften@2.0")
ESF = kraftrules.load("malmokraften@esf")
ON = date(2021, 3, 1)
CONDITIONS = [
    *(f"{name} = null" for name in FACTS if name != "person_id"),
    "some s in spells satisfies s.maybe_day = null", "every s in spells satisfies s.flag and s.whole > 1",
    "count(courses[maybe_flag = null]) > 1",
]  # fmt: skip
EVERY_FACT = load_text(ruleset_text(
    target_group={"any": [{"id": f"r{at}", "label": "r", "when": each} for at, each in enumerate(CONDITIONS)]}
))  # fmt: skip


@settings(max_examples=8)
@given(st.lists(people(FACTS.values()), min_size=1, max_size=40))
def test_what_pandas_reads_from_arrow_is_decided_about_as_in_arrow(persons: Any) -> None:
    facts = {name: fact for name, fact in EVERY_FACT.plan.facts.items() if name != "person_id"}
    table = register(facts, persons).to_arrow()

    def decided(given: Any) -> object:
        try:
            found = EVERY_FACT.decide_table(given, ON)
        except FactError as error:
            return set(error.facts)
        return pl.DataFrame(found).to_dicts()

    wanted = decided(table)
    assert (
        decided(table.to_pandas(integer_object_nulls=True)) == wanted
    )  # its lists are arrays of NumPy's
    assert decided(table.to_pandas(types_mapper=pd.ArrowDtype)) == wanted


class Evil:
    """An object that may not be touched."""

    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    def __hash__(self) -> int:
        raise RuntimeError

    def __repr__(self) -> str:
        raise RuntimeError


def objects(*cells: object) -> Any:
    return pd.Series([*cells], dtype=object)


TWICE = pa.StructArray.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["programme"] * 2)
LOOP: list[object] = []
LOOP.append(LOOP)
HOSTILE: list[Any] = [
    objects(np.array([1, 2]), np.array([])), objects(np.array(5)), objects(np.array([[1]])), objects(Evil()),
    objects([Evil()]), objects([{"programme": Evil()}]), objects(["a", b"a"]), objects(True, 0), objects(True, "ja"),
    objects(True, 1.0), objects(True, []), objects(Decimal("sNaN"), 1), objects(2**70, 1), objects(1 + 2j),
    objects(date(2020, 1, 1), 2), objects(date(2020, 1, 1), Decimal(2)), objects(1.5, True), objects(LOOP, 1),
    pd.Series(pd.Categorical(objects(np.True_, 40))), objects("2020-01-01"), objects("2020-01-01", pd.NaT), objects([{"ended_on": "2020-01-01"}]),
    objects(np.datetime64("30000-01-01")), objects([{"ended_on": np.datetime64("-30000-01-01")}]), objects([{1: 2}]), objects({1}), objects(time(1)), objects(date(2020, 1, 1), datetime(2020, 1, 1, 12)),
    objects(pd.Timestamp("2020-01-01 00:00:00.000000001"), "x"), objects(np.datetime64("2020-01-01T00:00:01")),
    objects([{"ended_on": pd.Timestamp("2020-01-01 12:00")}]), objects(pd.Timestamp("2020-01-01", tz="UTC")),
    pd.Series(pd.period_range("2020", periods=2, freq="D")), pd.Series(pd.interval_range(0, 2)),
    pd.Series(pd.arrays.SparseArray([7, 9])), pd.Series([timedelta(1)]), pd.Series([1j]), pd.Series(pd.Categorical([(1,)])),
    pa.array([[1]], pa.list_view(pa.int64())), pa.RunEndEncodedArray.from_arrays([2], [1]),
    pa.array([100], pa.decimal128(5, -2)), pa.array([1], pa.decimal256(50, 2)), pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())),
    pa.array([(1, 2, 3)], pa.month_day_nano_interval()), pa.UnionArray.from_sparse(pa.array([0], pa.int8()), [pa.array([1])]),
    pa.ListArray.from_arrays(pa.array([0, 1]), TWICE), pa.array([1], pa.timestamp("us", "Nowhere/City")), pa.array([b"x"]),
    pa.array([b"a" * 16], pa.uuid()), pa.array([{"a": 1}]),
]  # fmt: skip


def table_of(name: str, column: Any) -> Any:
    columns = {"person_id": ["a", "b"][: len(column)], name: column}
    return pa.table(columns) if isinstance(column, pa.Array) else pd.DataFrame(columns)


@pytest.mark.parametrize("at", range(len(HOSTILE)))
def test_what_no_fact_can_be_is_refused_by_the_name_of_its_column(at: int) -> None:
    for name in ("birth_date", "participations", "starts_work_on__unknown", "in_krami"):
        table = table_of(name, HOSTILE[at])
        for ask in (MALMO.decide_table, partial(MALMO.intake, seats=1, seed="x")):
            with pytest.raises(FactError) as caught:
                ask(table, ON)
            assert all(fact.startswith(name) for fact in caught.value.facts)
            assert len(str(caught.value)) < 500
            assert "Broken" not in str(caught.value)
    table = table_of("nonsense", HOSTILE[at])
    assert len(MALMO.decide_table(table, ON, ignore_extra=True)) == len(table)


@pytest.mark.parametrize("flags", [
    objects(True, False), objects(np.True_, None), objects(True, pd.NA), pd.Series([True, None], dtype="boolean"),
    pd.Series(pd.arrays.SparseArray([True, False])), pd.Series(pd.Categorical([True, False])),
])  # fmt: skip
def test_a_flag_of_any_make_says_what_is_unknown(flags: Any) -> None:
    nothing = pd.Series([pd.NaT] * 2)
    people = pd.DataFrame({"starts_work_on": nothing, "starts_work_on__unknown": flags})
    missing = MALMO.decide_table(people, ON)["missing"]
    assert ["starts_work_on" in each for each in missing] == [True, False]
    left = pd.DataFrame(
        {"person_id": ["a", "b"], "exited_on": nothing, "exited_on__unknown": flags}
    )
    left = left.assign(enrolled_on=pd.Timestamp("2024-02-01"))
    report = ESF.count(left, date(2024, 1, 1), date(2024, 6, 30))
    assert report["work_share_of_exited"].unknown == 1


@pytest.mark.parametrize(
    "stated",
    [{}, {"starts_work_on__unknown": [None, False]}, {"starts_work_on__unknown": [None] * 2}],
)
def test_what_is_given_as_unknown_is_so(stated: dict[str, Any]) -> None:
    people = pd.DataFrame(
        {"starts_work_on": objects(UNKNOWN, None), "in_krami": objects(UNKNOWN, False), **stated}
    )
    missing = MALMO.decide_table(people, ON)["missing"]
    for fact in ("starts_work_on", "in_krami"):
        assert [fact in each for each in missing] == [True, False]
    people = people.assign(starts_work_on__unknown="nej")
    with pytest.raises(FactError, match="starts_work_on__unknown"):
        MALMO.decide_table(people, ON)


CELLS = [
    None, UNKNOWN, pd.NA, pd.NaT, float("nan"), np.float64("nan"), np.datetime64("NaT", "ns"), Decimal("NaN"), True, False,
    np.True_, 0, 1, 42, 10**15, 2**63, np.int8(42), np.uint64(2**64 - 1), 1.0, 42.0, 0.5, 1e300, float("inf"), np.float32(0.1),
    np.float16(42), Decimal("0.5"), Decimal(42), "", "man", "woman", "42", "2020-01-01", np.str_("man"), date(2020, 1, 1),
    date(1700, 1, 1), datetime(2020, 1, 1), datetime(2020, 1, 1, 12), pd.Timestamp("2020-01-01"),
    pd.Timestamp("2020-01-01 12:00"), pd.Timestamp("2020-01-01", tz="UTC"), np.datetime64("2020-01-01"), timedelta(1), time(1),
    [], [{}], [{"whole": 1}], [{"began": date(2020, 1, 1)}], [{"maybe_day": UNKNOWN}], [{"maybe_day": None}],
    ({"flag": True},), np.array([]), np.array([{"flag": np.True_}]), {}, b"a", 1j, Evil(),
]  # fmt: skip
_alone: dict[tuple[str, int], object] = {}


@settings(max_examples=60)
@given(st.data())
def test_a_cell_of_pandas_is_what_it_is_whatever_its_neighbours_are(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([each for each in FACTS if FACTS[each].type != "identifier"]))

    def decided(*places: int) -> object:
        try:
            table = pd.DataFrame({name: objects(*(CELLS[at] for at in places))})
            return EVERY_FACT.decide_table(table, ON).drop(columns="person_id").to_dict("records")
        except FactError as error:
            return {each.partition("[")[0] for each in error.facts}

    for at in range(len(CELLS)):
        if (name, at) not in _alone:
            _alone[name, at] = decided(at)
    some = [at for at in range(len(CELLS)) if isinstance(_alone[name, at], list)]
    places = data.draw(st.lists(st.sampled_from(some), min_size=1, max_size=6))
    odd = data.draw(st.lists(st.sampled_from(range(len(CELLS))), max_size=1))
    together = [_alone[name, at] for at in (*places, *odd)]
    refused = [each for each in together if isinstance(each, set)]
    wanted = {name} if refused else [row for rows in together for row in rows]  # type: ignore[attr-defined]
    assert str(decided(*places, *odd)) == str(wanted)


def test_nothing_in_a_record_of_pandas_is_none() -> None:
    for nothing in (pd.NaT, None, pd.NA, float("nan"), np.datetime64("NaT", "ns")):
        record = {
            "programme": "malmokraften",
            "edition": "2.0",
            "started_on": date(2022, 1, 1),
            "ended_on": nothing,
        }
        people = pd.DataFrame({"participations": objects([record], (record,), np.array([record]))})
        assert set(MALMO.decide_table(people, ON)["outcome"]) == {"excluded"}


def test_a_truth_among_numbers_is_none_of_them() -> None:
    with pytest.raises(FactError, match=r"age: gavs True \(bool\) på rad 1"):
        MALMO.decide_table(pd.DataFrame({"age": objects(np.True_, 40)}), ON)


def test_rows_without_columns_are_refused() -> None:
    for table in (pd.DataFrame(index=[1, 2, 3]), pa.table({"age": [1, 2, 3]}).select([])):
        with pytest.raises(FactError, match="table: gavs 3 rader utan kolumner"):
            MALMO.decide_table(table, ON)
        assert len(MALMO.decide_table(table[:0], ON)) == 0


def test_a_column_of_objects_that_holds_nothing_says_nothing() -> None:
    nothing = pl.Series([None, None], dtype=pl.Object)
    for name in ("age", "participations", "starts_work_on__unknown"):
        table = pl.DataFrame({"person_id": ["a", "b"], name: nothing})
        assert MALMO.decide_table(table, ON)["outcome"].to_list() == ["undetermined"] * 2
        assert len(MALMO.intake(table, ON, seats=1, seed="x").not_considered) == 2
