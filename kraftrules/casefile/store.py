"""Cases in a database: SQLite by default, PostgreSQL through the same tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from kraftrules.api import Ruleset
from kraftrules.casefile import border
from kraftrules.casefile.case import CaseFile, open_case
from kraftrules.casefile.duties import Duty
from kraftrules.casefile.events import Trace

if TYPE_CHECKING:
    from types import ModuleType

    from kraftrules.casefile.audit import Audit
    from kraftrules.casefile.tables import Database


@dataclass(frozen=True, slots=True)
class PersonDuties:
    """How the duties stand for one person; *team* is None where nobody has told."""

    person_id: str | int
    team: str | None
    duties: tuple[Duty, ...]


class CaseStore:
    """Case files that are kept: safe against crashes, other writers and messages that come twice.

    Needs SQLAlchemy, which the extra ``store`` installs.
    """

    __slots__ = ("_allow", "_database")

    def __init__(
        self, target: str | Path, *, allow_identity_numbers: bool = False, create: bool = True
    ) -> None:
        """Open a store: *target* is a file of SQLite's or a database's URL, as
        ``postgresql+psycopg://host/name``. Raises `FactError` where it cannot be opened."""
        tables = _part("tables")
        self._database = cast("Database", tables.Database(target, create))
        self._allow = allow_identity_numbers

    def __repr__(self) -> str:
        return f"<CaseStore {self._database.engine.dialect.name}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.engine.dispose()

    def case(self, ruleset: Ruleset, person_id: str | int) -> CaseFile:
        """A person's case in a programme: the same under all its editions. A new one is empty."""
        person = border.accept_person(person_id, self._allow)
        log = _part("storelog").StoreLog(
            self._database, ruleset.id, _part("database").person_text(person),
            border.rules_of(ruleset).facts,
        )  # fmt: skip
        return open_case(ruleset, person, log)

    def people(self, ruleset: Ruleset) -> list[str | int]:
        """The ids of those who have a case in a programme."""
        return cast("list[str | int]", _part("listing").people(self._database, ruleset.id))

    def add(self, ruleset: Ruleset, entries: Iterable[Mapping[str, object]]) -> int:
        """Record many entries at once, all or none; gives how many were new.

        Each has ``person_id``, ``fact``, ``value``, ``by``, ``ground``, ``since`` and ``learned``, and
        those of a person may stand anywhere. Raises `FactError`.
        """
        return int(_part("listing").add(self._database, border.rules_of(ruleset), entries, self._allow))  # fmt: skip

    def duties(
        self, ruleset: Ruleset, on: date, known: date | None = None
    ) -> Iterator[PersonDuties]:
        """How the duties stand on a day for everyone who has a case in the programme."""
        days = border.accept_date("on", on), known if known is None else border.accept_date("known", known)  # fmt: skip
        for person, team, duties in _part("listing").duties(self._database, border.rules_of(ruleset), *days):  # fmt: skip
            yield PersonDuties(person, team, duties)

    def forget(self, person_id: str | int, on: date | None = None) -> Trace:
        """Remove a person's cases in every programme, and leave a trace in the audit trail.

        Raises `FactError` where there is no such person.
        """
        day = None if on is None else border.accept_date("on", on)
        person = border.accept_person(person_id, True)
        return cast("Trace", _part("listing").forget(self._database, person, day))

    def audit(self, rulesets: Iterable[Ruleset] = ()) -> Audit:
        """Verify the chain of decisions and removals, and make every decision again.

        *rulesets* are those that are not bundled, or an edition as it was.
        """
        with self._database.reading() as connection:
            return cast("Audit", _part("audit").audit(connection, rulesets))


def _part(name: str) -> ModuleType:
    """A module that needs SQLAlchemy, loaded when a store is opened."""
    try:
        return import_module(f"kraftrules.casefile.{name}")
    except ModuleNotFoundError as error:
        if error.name != "sqlalchemy":
            raise
        raise ImportError("CaseStore: pip install 'kraftrules[store]'", name="sqlalchemy") from None
