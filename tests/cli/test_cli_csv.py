"""CSV is read alike in columns and row by row: every cell, line number, message and decision."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import kraftrules
from kraftrules import delimited
from kraftrules.cli import decide, main
from kraftrules.cli.decisions.people import person_of
from kraftrules.cli.tables import blocks, raw
from kraftrules.cli.tables import columns as table_columns
from kraftrules.cli.tables.table import Table, open_table
from kraftrules.cli.terminal import Stop
from kraftrules.diagnostics import FactError
from kraftrules.engines.polars import plain
from kraftrules.engines.polars.cells import rows as rows_of
from kraftrules.engines.polars.closer import facts_of

KRAMI = kraftrules.load("krami")
FACTS = KRAMI.plan.facts
NAMES = [name for name in FACTS if name != "person_id"]
LONGEST = 40  # characters that a cell may have, here
LONGEST_LINE = 120  # bytes, here

here = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
PLAIN = ["", "1", "2", "3", "Malmö", "Lund", "ja", "nej", "true", "kanske", " x ", "null", "NaN", "#", "'", "\t",
         "\ufeff", "x\x01", "\x1f", "\x85", "\u2028", "å" * 21, "a" * LONGEST]  # fmt: skip
QUOTED = ['""', '"a;b"', '"a,b"', '"a""b"', '""""', '"[{""a"": 1}]"']
NASTY = ['a"b', 'a""', '"', '"a"b', '"a" ', ' "a"', '"a\nb"', '"a\r\nb"', '"a\rb"', "a\rb", "\r", '"\r"', "\0", '"\0"',
         "b" * (LONGEST + 1), '"' + "b" * (LONGEST + 1) + '"', ";", ",", "\n", "\n\n", "\udce5"]  # fmt: skip
HEADS = [["a;b"], [" sex "], ['"sex"'], ["", "sex"], ["sex", ""], ["sex", "sex"], ["b" * (LONGEST + 1)], ['"a\nb"']]  # fmt: skip
few = st.integers(0, 4)
DAY = date(2021, 3, 1)
MALMO = kraftrules.load("malmokraften@2.0").plan.facts
PARTED = '"[{""programme"": ""krami"", ""started_on"": ""2020-02-29""}]"'
FITTING = {
    "person_id": ["1", " 2 ", '"a;b"', "å"], "age": ["", "42", " 7 ", "007"], "municipality": ["", "Malmö", " x  y "],
    "sex": ["", "woman", "man"], "starts_work_on": ["", "2021-03-01"], "starts_work_on__unknown": ["", "", "ja", "false"],
    "participations": ["", "[]", PARTED], "in_krami": ["", "ja", " FALSE "],
}  # fmt: skip


@st.composite
def texts(draw: st.DrawFn, *, nasty: bool = True) -> bytes:
    """A file of CSV, most of it well formed; where *nasty*, at most one kind of cell is not, and one row."""
    sign, end = draw(st.sampled_from(";,")), draw(st.sampled_from(["\n", "\r\n"]))
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=2))
    names = draw(st.permutations(["person_id", *names]))
    odd: list[str] = []
    if nasty:
        names += draw(st.sampled_from([[], [], [], [], *HEADS]))
        odd = draw(st.sampled_from([[], [], *([each] * 5 for each in NASTY)]))
    cells = st.sampled_from([*PLAIN, *QUOTED, *odd])
    rows = draw(st.lists(st.lists(cells, min_size=len(names), max_size=len(names)), max_size=8))
    if not nasty:
        rows = [["1", *row[1:]] for row in rows]
    elif rows and draw(few) == 0:
        at = draw(st.integers(0, len(rows) - 1))
        rows[at] = draw(st.sampled_from([[], rows[at][:-1], [*rows[at], ""], [*rows[at], "1"], [""] * len(names)]))  # fmt: skip
    head = draw(st.sampled_from(["", "", "\ufeff", "\n", " \r\n", "\ufeff\n"]))
    text = head + "".join(sign.join(row) + end for row in [names, *rows])
    found = text.encode("utf-8", "surrogateescape")
    cut = st.sampled_from([0, 0, 0, 1, 2]) if nasty else st.sampled_from([0, len(end)])
    return found[: len(found) - draw(cut)]


@pytest.fixture
def short_cells() -> Iterator[None]:
    """No cell may have more characters than `LONGEST`."""
    before = csv.field_size_limit(LONGEST)
    yield
    csv.field_size_limit(before)


def opened(path: Path) -> Table:
    return open_table(path, FACTS, ignore_extra=True)


def row_by_row(path: Path) -> Any:
    """Every row that is not blank; or what the command stops at."""
    try:
        return [each for batch in opened(path).batches(1) for each in batch]
    except Stop as stop:
        return stop.code, stop.text.sv, stop.text.en


def in_blocks(path: Path) -> Any:
    try:
        return [row for block in blocks.blocks(opened(path)) for row in rows(block)]
    except Stop as stop:
        return stop.code, stop.text.sv, stop.text.en


def rows(block: blocks.Block) -> Iterator[raw.Raw]:
    wrong = block.wrong.to_list()
    columns = {name: list(block.cells(name)) for name in block.raw(0).cells} if wrong else {}
    for at, number in enumerate(block.numbers):
        row = block.raw(at)
        assert row.number == number
        assert wrong[at] == (row.problem is not None)
        assert all(column[at] == row.cells.get(name) for name, column in columns.items())
        yield row


@given(texts(), st.integers(1, 100))
@example(b"person_id;a;b\n" + b";".join([b"a" * LONGEST] * 3) + b"\n", 1)
@example(b"person_id;a\n\x78\x01;b\n", 9)
@example(b"person_id;a\n\xef\xbb\xbf1;b\n\xef\xbb\xbf2;c", 1)
@example(b"person_id;a\n1;\0\n", 1)
@example(b'person_id;a\n1;"x\n2;y\n3;z"\n4;\n', 1)
@here
def test_every_cell_and_message_is_the_same(
    short_cells: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: bytes, size: int
) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(text)
    monkeypatch.setattr(plain, "AT_ONCE", size)
    monkeypatch.setattr(plain, "LONGEST_LINE", LONGEST_LINE)
    monkeypatch.setattr(delimited, "LONGEST_LINE", LONGEST_LINE)
    assert in_blocks(path) == row_by_row(path)


@given(texts(nasty=False), st.integers(1, 200))
@settings(here, max_examples=30)
def test_what_is_well_formed_is_read_in_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: bytes, size: int
) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(text)
    monkeypatch.setattr(plain, "AT_ONCE", size)
    assert all(isinstance(each, blocks.Texts) for each in blocks.blocks(opened(path)))


@st.composite
def fitting_texts(draw: st.DrawFn) -> str:
    """A file of CSV with people whose facts fit, but for one cell at times."""
    names = draw(st.lists(st.sampled_from(list(FITTING)), unique=True, min_size=2))
    cells = st.tuples(*(st.sampled_from(FITTING[name]) for name in names)).map(list)
    rows = draw(st.lists(cells.filter(any), min_size=1, max_size=6))
    if draw(few) == 0:
        draw(st.sampled_from(rows))[0] = draw(st.sampled_from(["kanske", " ", "-1"]))
    return draw(st.sampled_from(["", "\n"])) + "".join(
        ";".join(row) + "\n" for row in [names, *rows]
    )


@given(fitting_texts(), st.integers(1, 200))
@settings(here, max_examples=100)
def test_columns_hold_the_facts_of_every_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, size: int
) -> None:
    path = tmp_path / "p.csv"
    path.write_text(text)
    monkeypatch.setattr(plain, "AT_ONCE", size)
    people = [person_of(table, row) for table in [open_table(path, MALMO)] for row in table.rows()]
    source = blocks.source_of(open_table(path, MALMO), "")
    if source is None:
        assert any(each.problems for each in people)
        return
    cells = rows_of(source.frame.collect())
    for number, (person, each) in enumerate(zip(people, cells, strict=True), source.first):
        assert person.row.number == number
        if person.problems:
            with pytest.raises(FactError):
                facts_of(source.layout, each, source.read)
        else:
            assert facts_of(source.layout, each, source.read) == person.row.values


@given(fitting_texts(), st.lists(st.integers(0, 7), min_size=6, max_size=6), st.integers(1, 200))
@example("person_id;age;starts_work_on\n1;42;\n2;42;\n", [0, 1, 0, 0, 0, 0], 200)
@settings(here, max_examples=50)
def test_a_path_in_python_is_read_as_the_command_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, lacking: list[int], size: int
) -> None:
    lines = text.splitlines()
    for at, fewer in enumerate(lacking, 1 + (not lines[0])):
        if at < len(lines):
            cells = lines[at].split(";")  # which, in quotes, is broken at times
            lines[at] = ";".join(cells[: max(1, len(cells) - fewer)])
    path = tmp_path / "p.csv"
    path.write_text("\n".join(lines))
    monkeypatch.setattr(plain, "AT_ONCE", size)
    ruleset = kraftrules.load("malmokraften@2.0")
    try:
        table = open_table(path, MALMO)
        people = [person_of(table, row) for row in table.rows()]
    except Stop:
        people = None
    if people is None or any(each.problems for each in people):
        with pytest.raises(FactError):
            ruleset.decide_table(path, on=DAY).collect()
        return
    found = ruleset.decide_table(path, on=DAY).collect().select("outcome", "missing").rows()
    decisions = [ruleset.decide(each.row.values, DAY) for each in people]
    assert found == [(each.outcome.value, list(each.missing)) for each in decisions]


@given(texts(), st.integers(1, 200))
@settings(here, max_examples=25)
def test_every_decision_and_word_is_the_same(
    short_cells: None,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    text: bytes,
    size: int,
) -> None:
    Path("p.csv").write_bytes(text)
    monkeypatch.setattr(decide, "load_ruleset", lambda *_, **__: KRAMI)
    monkeypatch.setattr(table_columns, "SMALL", 0)
    monkeypatch.setattr(plain, "AT_ONCE", size)

    def said() -> tuple[object, ...]:
        code = main(
            ["decide", "krami", "p.csv", "--on=2021-03-01", "--out=d.csv", "--ignore-extra"]
        )
        out = Path("d.csv")
        written = out.read_bytes() if out.exists() else None
        out.unlink(missing_ok=True)
        return code, capsys.readouterr(), written

    in_columns = said()
    with monkeypatch.context() as without:
        without.setattr(decide, "has_polars", lambda: False)
        assert said() == in_columns
