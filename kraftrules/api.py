"""The public functions, and the ruleset that they give: each a line or two over the parts below."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar, overload

from kraftrules.decision import Decision, Engine
from kraftrules.diagnostics import Diagnostic, FactError, FactProblem
from kraftrules.engines.python import PythonEngine
from kraftrules.engines.reference import ReferenceEngine
from kraftrules.given import accept_day, as_mapping, shown
from kraftrules.plan import Plan, make_plan
from kraftrules.record import Replay, replay_with, ruleset_name
from kraftrules.ruleset import catalogue as files
from kraftrules.ruleset.catalogue import Edition
from kraftrules.ruleset.declaration import Declaration
from kraftrules.ruleset.model import InForce
from kraftrules.tables import decide_table
from kraftrules.text import Text, listed, nearest
from kraftrules.vocabulary import Fact

if TYPE_CHECKING:
    import polars

    from kraftrules.engines.sql import Show, TableName

Table = TypeVar("Table")
_ENDINGS = (".yaml", ".yml")
_PATH = Text("tillåtet är ett namn eller en sökväg", "allowed is a name or a path")

_PEOPLE = Text(
    "tillåtet är flera dict från uppgift till värde", "allowed is several dicts of facts and values"
)


class Ruleset:
    """One edition of a ruleset, ready to decide by. Immutable, and safe to share between threads."""

    __slots__ = ("_decide", "_engines", "plan")
    plan: Plan
    _engines: Mapping[str, Engine]
    _decide: Callable[[Mapping[str, object], date, bool], Decision]

    def __init__(self, declaration: Declaration) -> None:
        plan = make_plan(declaration)
        fast = PythonEngine(plan)
        engines: dict[str, Engine] = {"python": fast, "reference": ReferenceEngine(plan)}
        object.__setattr__(self, "plan", plan)
        object.__setattr__(self, "_engines", engines)
        object.__setattr__(self, "_decide", fast.decide)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a ruleset is immutable: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a ruleset is immutable: {name} cannot be deleted")

    def __copy__(self) -> Ruleset:
        return self

    def __deepcopy__(self, memo: object) -> Ruleset:
        return self

    def __repr__(self) -> str:
        return f"<Ruleset {self.declaration.name}>"

    @property
    def declaration(self) -> Declaration:
        """What was declared: rules with labels, sources and interpretations."""
        return self.plan.declared

    @property
    def id(self) -> str:
        """The ruleset's id, as ``malmokraften``."""
        return self.declaration.id

    @property
    def edition(self) -> str:
        """The edition, as ``2.0``."""
        return self.declaration.edition

    @property
    def title(self) -> Text:
        """What people call it."""
        return self.declaration.title

    @property
    def status(self) -> str:
        """``adopted`` or ``draft``."""
        return self.declaration.status

    @property
    def in_force(self) -> InForce:
        """The days on which the edition holds."""
        return self.declaration.in_force

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what the rules mean, in hexadecimal; comments, labels and layout do not count."""
        return self.plan.fingerprint

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that the rules can read, in rule order: what to ask for."""
        return self.plan.inputs

    def decide(
        self,
        facts: Mapping[str, object],
        on: date,
        *,
        engine: str = "python",
        ignore_extra: bool = False,
    ) -> Decision:
        """Decide about one person on the day *on*.

        *facts* are by name; one left out is unknown. Raises `FactError`, which names every value
        that does not fit and, unless *ignore_extra*, every name that the vocabulary does not have.
        """
        if engine == "python":
            return self._decide(facts, on, ignore_extra)
        return self._engine(engine).decide(facts, on, ignore_extra)

    def decide_many(
        self, people: Iterable[Mapping[str, object]], on: date, *, ignore_extra: bool = False
    ) -> Iterator[Decision]:
        """Decide about one person after another, as `decide` does, when each is asked for.

        It raises `FactError` where a person's facts do not fit, and can then be asked for the next.
        """
        if not isinstance(people, Iterable) or isinstance(people, Mapping | str):
            raise FactError([FactProblem("people", shown(people), _PEOPLE)])
        return map(self._decide, people, repeat(accept_day(on)), repeat(ignore_extra))

    @overload
    def decide_table(
        self, table: str | Path, on: date, *, ignore_extra: bool = False
    ) -> polars.LazyFrame: ...

    @overload
    def decide_table(self, table: Table, on: date, *, ignore_extra: bool = False) -> Table: ...

    def decide_table(self, table: object, on: date, *, ignore_extra: bool = False) -> object:
        """Decide about everyone in a table: a row each, in the same order.

        *table* is a path, a pyarrow Table, a frame of pandas or of Polars, eager or lazy, a DuckDB
        relation, or a Spark frame; what comes back is of the same kind, a Polars lazy frame for a path. A column is a fact; one left
        out is unknown. Its columns are ``person_id``, ``outcome``, ``not_met``, ``exclusions``,
        ``missing``, ``points`` and ``points_at_most``. Raises `FactError`; for what is lazy, the
        values are looked at when it is collected.
        """
        return decide_table(
            self._engines["python"], table, accept_day(on), ignore_extra=ignore_extra
        )

    def sql(
        self,
        dialect: str = "postgres",
        table: TableName = "people",
        *,
        on: date,
        columns: Collection[str] | None = None,
        lists: Mapping[str, TableName] | None = None,
        show: Show = "decisions",
    ) -> str:
        """The same decisions as one SELECT, to run in a database of one's own.

        *dialect* is duckdb, postgres, spark, bigquery, snowflake, tsql or oracle. *table* is the
        people's, as ``people``, ``schema.people`` or its parts in a list; *columns* are those that
        it has, where some facts have none. *lists* gives, by fact, the table in which its records
        lie. *show* says what to select: ``decisions``, ``verdicts`` (a column a rule) or
        ``problems`` (the rows with values that do not fit). Raises `FactError`, also for what the
        dialect cannot say.
        """
        from kraftrules.engines.sql import text_of  # noqa: PLC0415 - sqlglot may be missing

        return text_of(self.plan, dialect=dialect, table=table, on=on, columns=columns,
                       lists=lists, show=show)  # fmt: skip

    def _engine(self, name: str) -> Engine:
        found = self._engines.get(name) if isinstance(name, str) else None
        if found is None:
            known = listed(self._engines, "eller")
            near = nearest(name, self._engines) if isinstance(name, str) else None
            hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None
            allowed = Text(f"tillåtet är {known}", f"allowed is {known.replace('eller', 'or')}")
            raise FactError([FactProblem("engine", shown(name), allowed, hint)])
        return found


def load(name: str | Path, on: date | None = None, *, drafts: bool = False) -> Ruleset:
    """The ruleset that *name* asks for.

    *name* is ``malmokraften`` together with the day *on* which it is to be in force,
    ``malmokraften@2.0``, or the path of a YAML file. A draft is picked by day only where *drafts*.
    Raises `RulesetError` where there is none, naming the nearest, or where it has errors.
    """
    if not isinstance(name, str | Path):
        raise FactError([FactProblem("name", shown(name), _PATH)])
    day = None if on is None else accept_day(on)
    if isinstance(name, Path) or str(name).endswith(_ENDINGS):
        return Ruleset(files.load_file(Path(name)))
    return Ruleset(files.load(str(name), day, drafts))


def catalogue() -> tuple[Edition, ...]:
    """What is bundled: each edition's ``id``, ``edition``, ``title``, ``status`` and ``in_force``."""
    return files.bundled_editions()


def check(path: str | Path) -> list[Diagnostic]:
    """Everything that is wrong with a ruleset file, or with the files in a folder; never raises for it."""
    if not isinstance(path, str | Path) or not str(path):
        raise FactError([FactProblem("path", shown(path), _PATH)])
    return files.check(Path(path))


def replay(record: Mapping[str, object], ruleset: Ruleset | None = None) -> Replay:
    """Decide again from what `Decision.to_dict` gave, and say whether it comes out the same.

    The ruleset is the bundled one that the record names, or the one given. Raises `FactError` for
    a record that cannot be read, `RulesetError` where the ruleset is not there.
    """
    name = ruleset_name(record)
    found = ruleset if ruleset is not None else Ruleset(files.load(name, None, True))
    return replay_with(found._engines["python"], as_mapping(record))
