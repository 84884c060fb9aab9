"""A table of people, or of participations, as facts: row by row, with everything wrong named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kraftrules.cli.tables.csv import read_csv
from kraftrules.cli.tables.json import read_json_array, read_json_lines
from kraftrules.cli.tables.parquet import read_parquet, wrong_columns
from kraftrules.cli.tables.raw import Raw, RawTable
from kraftrules.cli.tables.xlsx import read_xlsx
from kraftrules.cli.terminal import AT_FAULT, Stop, misused
from kraftrules.delimited import Meter
from kraftrules.diagnostics import FactProblem
from kraftrules.refusal import Refused, unheard_of
from kraftrules.text import LANGUAGES, Lang, Text, listed
from kraftrules.values import Unknown, Value
from kraftrules.vocabulary import UNKNOWN_SUFFIX, Fact

FORMATS: Mapping[str, Callable[[Path], RawTable]] = {
    ".csv": read_csv,
    ".json": read_json_array,
    ".jsonl": read_json_lines,
    ".parquet": read_parquet,
    ".xlsx": read_xlsx,
}
PERSON_ID = "person_id"


@dataclass(frozen=True, slots=True)
class Row:
    """A row as facts. *values* are the known ones; *number* is the row's in the file, as people count."""

    number: int
    values: Mapping[str, Value]
    problems: tuple[FactProblem, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column says: a fact, or (*flags*) whether that fact is unknown; and what its cells are."""

    fact: Fact
    cells: Fact
    flags: bool = False


_SKIP = Text("--ignore-extra hoppar över kolumner som ordlistan inte känner.",
             "--ignore-extra skips columns that the vocabulary does not know.")  # fmt: skip
_CAST = Text("En Parquetfil har kolumner av uppgifternas egna slag. Spara den som .csv om allt är text.",
             "A Parquet file has columns of the facts' own types. Save it as .csv if all is text.")  # fmt: skip
_FLAG = Fact(id="unknown", label=Text("okänt", "unknown"))


@dataclass(slots=True)
class Table:
    """A table opened. *columns* are those that have turned up so far and that the facts know."""

    path: Path
    facts: Mapping[str, Fact]
    raw: RawTable
    ignore_extra: bool
    columns: dict[str, Column | None] = field(default_factory=dict)
    wrong: list[Text] = field(default_factory=list)

    @property
    def meter(self) -> Meter:
        """How much has been read."""
        return self.raw.meter

    @property
    def in_parquet(self) -> bool:
        """Whether the table is in a Parquet file, for which Polars has been loaded."""
        return self.path.suffix.lower() == ".parquet"

    def opened_again(self) -> Table:
        """The same table, of which nothing has been read."""
        return open_table(self.path, self.facts, ignore_extra=self.ignore_extra)

    def rows(self) -> Iterator[Row]:
        """The rows, in the file's order; stops the command where columns turn out wrong."""
        self.check_columns()
        for raw in self.raw.rows:
            if self.raw.columns is None:
                self._add_columns(raw.cells)
            if not self.wrong:  # otherwise read on, to name all that is wrong
                yield self.row(raw)
        self._stop_if_wrong()

    def check_columns(self) -> None:
        """Stop the command where the columns that the table begins with are wrong."""
        self._add_columns(self.raw.columns or ())
        self._stop_if_wrong()
        if self.in_parquet and self.raw.columns:
            found = wrong_columns(self.path, self.raw.columns, self.facts)
            self.wrong += [
                Text(*(f"  {problem_text(each, lang)}" for lang in LANGUAGES)) for each in found
            ]
            self._stop_if_wrong(_CAST)

    def batches(self, most: int) -> Iterator[list[Raw]]:
        """The rows as they stand, at most so many at a time; stops the command as `rows` does.

        Rows before the first that has an id are a batch of their own: they are known by number.
        """
        self.check_columns()
        batch: list[Raw] = []
        for raw in self.raw.rows:
            named = PERSON_ID in raw.cells and PERSON_ID not in self.columns
            if batch and (len(batch) == most or named):
                yield batch
                batch = []
            if self.raw.columns is None:
                self._add_columns(raw.cells)
            if not self.wrong:
                batch.append(raw)
        self._stop_if_wrong()
        if batch:
            yield batch

    def _add_columns(self, names: Mapping[str, object] | tuple[str, ...]) -> None:
        for name in names:
            if name not in self.columns:
                self.columns[name] = self._column(name)

    def _column(self, name: str) -> Column | None:
        """What a column says; None, and maybe a complaint, where it says nothing that is asked for."""
        if name in self.facts:
            return Column(self.facts[name], self.facts[name])
        fact = self.facts.get(name.removesuffix(UNKNOWN_SUFFIX)) if UNKNOWN_SUFFIX in name else None
        if fact is not None and fact.none_allowed:
            return Column(fact, _FLAG, flags=True)
        if fact is not None:
            self.wrong.append(_needless_flag(name))
        elif not self.ignore_extra:
            self.wrong.append(_no_such_column(name, self.facts))
        return None

    def _stop_if_wrong(self, hint: Text = _SKIP) -> None:
        if self.wrong:
            head = Text(
                f"{self.path}: kolumnerna stämmer inte.", f"{self.path}: the columns are wrong."
            )
            lines = [head, *self.wrong, hint]
            raise Stop(AT_FAULT, Text("\n".join(lines), "\n".join(each.en for each in lines)))

    def row(self, raw: Raw) -> Row:
        """A row as facts."""
        read, problems = self.raw.read, [raw.problem] if raw.problem else []
        values: dict[str, Value] = {}
        unknown: list[Column] = []
        for name, cell in raw.cells.items():
            column = self.columns[name]
            if column is None:
                continue
            try:
                value = read(column.cells, cell)
            except Refused as refused:
                problems.append(self._as_written(refused.problem, name, column.cells, cell))
                continue
            if column.flags:
                unknown += [column] if value is True else []
            elif not isinstance(value, Unknown):
                values[name] = value
        for column in unknown:
            if values.pop(column.fact.id, None) is not None:
                problems.append(_both(column.fact))
        return Row(raw.number, values, tuple(problems))

    def _as_written(self, problem: FactProblem, name: str, fact: Fact, cell: object) -> FactProblem:
        """The problem with the cell as it stands in the file, rather than as Python shows it."""
        given = problem.given.rpartition(" (")[0] or problem.given  # less Python's name of the type
        if problem.fact != fact.id:  # it is about a field of a list's record
            return FactProblem(problem.fact, given, problem.allowed, problem.hint)
        if isinstance(cell, str):
            given = f"”{cell if len(cell) <= 60 else cell[:59] + '…'}”"
        if fact.type == "boolean":
            return FactProblem(name, given, self.raw.truths)
        return FactProblem(name, given, problem.allowed, problem.hint)


def open_table(path: Path, facts: Mapping[str, Fact], *, ignore_extra: bool = False) -> Table:
    """The table in a file, by the file's ending; stops the command where it cannot be read."""
    reader = FORMATS.get(path.suffix.lower())
    if not path.exists():
        raise misused(f"Filen {path} finns inte.", f"There is no file {path}.")
    if path.is_dir():
        raise misused(f"{path} är en mapp, ingen fil.", f"{path} is a folder, no file.")
    if reader is None:
        endings = listed(FORMATS, "eller")
        raise misused(
            f"{path}: det formatet läses inte. Filen ska sluta på {endings}.",
            f"{path}: that format is not read. The file should end in {endings.replace('eller', 'or')}.",
        )
    return Table(path, facts, reader(path), ignore_extra)


def problem_text(problem: FactProblem, lang: Lang) -> str:
    """What is wrong in a row: the column, what stands there, what is allowed."""
    given = problem.given.en if lang == "en" and isinstance(problem.given, Text) else problem.given
    hint = f" {problem.hint[lang]}" if problem.hint else ""
    column = f"{problem.fact}: " if problem.fact else ""
    stands = f"{given}; " if given else ""
    return f"{column}{stands}{problem.allowed[lang]}.{hint}"


def _both(fact: Fact) -> FactProblem:
    given = Text("både ett värde och okänt", "both a value and unknown")
    name = fact.id + UNKNOWN_SUFFIX
    allowed = Text(
        f"{name} är ja bara där {fact.id} är tom", f"{name} is true only where {fact.id} is empty"
    )
    return FactProblem(fact.id, given, allowed)


def _no_such_column(name: str, facts: Mapping[str, Fact]) -> Text:
    hint = unheard_of(name, facts).hint
    sv = f"  {name[:80]}: ordlistan har ingen sådan uppgift. {hint or ''}".rstrip()
    en = f"  {name[:80]}: the vocabulary has no such fact. {hint.en if hint else ''}".rstrip()
    return Text(sv, en)


def _needless_flag(name: str) -> Text:
    fact = name.removesuffix(UNKNOWN_SUFFIX)
    return Text(
        f"  {name}: {fact} kan inte vara inget, så där är en tom cell redan okänd.",
        f"  {name}: {fact} cannot be none, so an empty cell there is unknown already.",
    )
