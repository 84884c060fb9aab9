"""The public functions, and the ruleset that they give: each a line or two over the parts below."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar, overload

from kraftrules.decision import Decision, Engine
from kraftrules.diagnostics import Diagnostic, FactError, FactProblem
from kraftrules.engines.python import PythonEngine
from kraftrules.engines.reference import ReferenceEngine
from kraftrules.given import accept_day, as_mapping
from kraftrules.plan import Plan, make_plan
from kraftrules.record import Replay, replay_with, ruleset_name
from kraftrules.refusal import shown
from kraftrules.ruleset import catalogue as files
from kraftrules.ruleset.catalogue import Edition
from kraftrules.ruleset.declaration import Declaration
from kraftrules.ruleset.model import InForce
from kraftrules.tables import decide_table, is_table, open_table
from kraftrules.text import Text, listed, nearest
from kraftrules.vocabulary import Fact

if TYPE_CHECKING:
    import polars

    from kraftrules.engines.sql import Show, TableName
    from kraftrules.intake.intake import Intake
    from kraftrules.intake.office import Office
    from kraftrules.intake.streams import Seats
    from kraftrules.results.report import Report

ENGINES = ("python", "reference", "durable")
Table = TypeVar("Table")
_ENDINGS = (".yaml", ".yml")
_PATH = Text("tillåtet är ett namn eller en sökväg", "allowed is a name or a path")

_PEOPLE = Text(
    "tillåtet är flera dict från uppgift till värde", "allowed is several dicts of facts and values"
)


class Ruleset:
    """One edition of a ruleset, ready to decide by. Immutable, and safe to share between threads."""

    __slots__ = ("_decide", "_engines", "_office", "plan")
    plan: Plan
    _office: Office | None
    _engines: dict[str, Engine]
    _decide: Callable[[Mapping[str, object], date, bool], Decision]

    def __init__(self, declaration: Declaration) -> None:
        plan = make_plan(declaration)
        fast = PythonEngine(plan)
        engines: dict[str, Engine] = {"python": fast, "reference": ReferenceEngine(plan)}
        object.__setattr__(self, "plan", plan)
        object.__setattr__(self, "_engines", engines)
        object.__setattr__(self, "_decide", fast.decide)
        object.__setattr__(self, "_office", None)

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

    def intake(
        self,
        candidates: object,
        on: date,
        seats: Seats = None,
        seed: str | None = None,
        *,
        teams: int = 1,
        months: int = 1,
        ignore_extra: bool = False,
    ) -> Intake:
        """Put the eligible among *candidates* in order on the day *on*, and fill the seats.

        Candidates are an iterable of mappings of facts with ``person_id``, or a table or a path as
        `decide_table` takes them, with that column; what comes out is the same. *seats* is a number for all, or
        numbers by the ids of the ruleset's streams; left out, they are the streams' own, for so many
        *teams* and *months*. *seed* is needed where the ruleset draws lots. Raises `FactError`,
        which names everything wrong at once; candidates, or rows, are counted from 1 in it.
        """
        if is_table(candidates):
            opened = partial(open_table, self.plan.facts, candidates, ignore_extra=ignore_extra)
            return self.office.hold_of_table(opened, on, seats, seed, teams=teams, months=months)
        return self.office.hold(
            candidates, on, seats, seed, teams=teams, months=months, ignore_extra=ignore_extra
        )

    @property
    def office(self) -> Office:
        """What holds the ruleset's intakes."""
        if self._office is None:
            from kraftrules.intake.office import Office  # noqa: PLC0415 - few need it

            object.__setattr__(self, "_office", Office(self.plan, self._decide))
        assert self._office is not None
        return self._office

    def count(
        self,
        participations: object,
        since: date,
        until: date,
        *,
        by: Iterable[str] = (),
        teams: Collection[str] | None = None,
        suppress_below: int = 0,
        ignore_extra: bool = False,
    ) -> Report:
        """Count enrolments by the ruleset's measures over the days *since* to *until*, both included.

        *participations* is an iterable of mappings, or a table or a path as `decide_table` takes them,
        which is counted in columns and gives the same report. Figures are given for everyone and by
        sex, and by each fact in *by*: a fact's name, that of a day for its months, or ``month`` for
        the months enrolled in. *teams* are those that there are. An enrolment that cannot be counted is
        listed in the report with its number, from 1. With *suppress_below*, the report is one to
        publish. Raises `FactError`, also for a name that the vocabulary does not have, unless
        *ignore_extra*, and for a column in which no cell can fit.
        """
        from kraftrules.results import count as counting  # noqa: PLC0415 - loads when first used

        period = counting.period_of(since, until)
        facts = self.declaration.vocabulary.of("participation")
        enrolments = (
            open_table(facts, participations, ignore_extra=ignore_extra)
            if is_table(participations)
            else counting.numbered(participations, facts, ignore_extra)
        )
        return counting.count(
            self.declaration, enrolments, period, by=by, teams=teams, suppress_below=suppress_below,
            ignore_extra=ignore_extra,
        )  # fmt: skip

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
        if found is None and name == "durable":
            found = self._engines.setdefault(name, _durable(self.plan))
        if found is None:
            known = listed(ENGINES, "eller")
            near = nearest(name, ENGINES) if isinstance(name, str) else None
            hint = Text(f"Menade du {near}?", f"Did you mean {near}?") if near else None
            allowed = Text(f"tillåtet är {known}", f"allowed is {known.replace('eller', 'or')}")
            raise FactError([FactProblem("engine", shown(name), allowed, hint)])
        return found


def _durable(plan: Plan) -> Engine:
    from kraftrules.engines.durable import DurableEngine  # noqa: PLC0415 - loaded when asked for

    return DurableEngine(plan)


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
