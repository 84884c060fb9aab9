"""Cases in a database: SQLite by default, PostgreSQL through the same tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kraftrules.api import Ruleset
from kraftrules.casefile import border
from kraftrules.casefile.case import CaseFile, open_case
from kraftrules.casefile.events import Trace
from kraftrules.casefile.listed import PersonDuties
from kraftrules.casefile.named import accept_id, accept_ruleset
from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.text import Text

if TYPE_CHECKING:
    from kraftrules.casefile.audit import Audit


_TARGET = Text(
    "tillåtet är en fil eller en databas URL", "allowed is a file or the URL of a database"
)
_EVENTS = Text("tillåtet är en lista av händelser", "allowed is a list of events")
_NEEDED = "CaseStore: pip install 'kraftrules[store]'"


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
        try:
            from kraftrules.casefile.tables import Database  # noqa: PLC0415 - SQLAlchemy may be missing
        except ModuleNotFoundError as error:
            if error.name != "sqlalchemy":
                raise
            raise ImportError(_NEEDED, name="sqlalchemy") from None
        if not isinstance(target, str | Path) or not str(target):
            raise FactError([FactProblem("store", f"({type(target).__name__})", _TARGET)])
        self._database = Database(target, create)
        self._allow = allow_identity_numbers

    def __repr__(self) -> str:
        return f"<CaseStore {self._database.engine.dialect.name}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def case(self, ruleset: Ruleset, person_id: str | int) -> CaseFile:
        """A person's case in a programme: the same under all its editions. A new one is empty."""
        from kraftrules.casefile.storelog import StoreLog  # noqa: PLC0415 - SQLAlchemy may be missing

        facts = accept_ruleset(ruleset).facts
        person = accept_id(person_id, self._allow)
        return open_case(ruleset, person, StoreLog(self._database, ruleset.id, person, facts))

    def people(self, ruleset: Ruleset) -> list[str | int]:
        """The ids of those who have a case in a programme."""
        from kraftrules.casefile import listing  # noqa: PLC0415 - SQLAlchemy may be missing

        return listing.people(self._database, accept_ruleset(ruleset).ruleset.id)

    def add(self, ruleset: Ruleset, events: Iterable[Mapping[str, object]]) -> int:
        """Record many events at once, all or none; gives how many were new.

        An entry has ``person_id``, ``fact``, ``value``, ``by``, ``ground``, ``since``, ``learned`` and
        maybe ``corrects``; a consent withdrawn has ``person_id``, ``withdraws_consent`` (True),
        ``since``, ``learned`` and maybe ``by``. Raises `FactError`, which names the place.
        """
        from kraftrules.casefile import listing  # noqa: PLC0415 - SQLAlchemy may be missing

        rules = accept_ruleset(ruleset)
        if not isinstance(events, Iterable):
            raise FactError([FactProblem("events", f"({type(events).__name__})", _EVENTS)])
        return listing.add(self._database, rules, events, self._allow)

    def duties(
        self, ruleset: Ruleset, on: date, known: date | None = None
    ) -> Iterator[PersonDuties]:
        """How the duties stand on a day for everyone who has a case in the programme."""
        from kraftrules.casefile import listing  # noqa: PLC0415 - SQLAlchemy may be missing

        rules = accept_ruleset(ruleset)
        day = border.accept_date("on", on)
        by_then = None if known is None else border.accept_date("known", known)
        yield from listing.duties(self._database, rules, day, by_then)

    def forget(self, person_id: str | int, on: date | None = None) -> Trace:
        """Remove a person's cases in every programme, and leave a trace in the audit trail.

        Raises `FactError` where there is no such person.
        """
        from kraftrules.casefile import listing  # noqa: PLC0415 - SQLAlchemy may be missing

        day = None if on is None else border.accept_date("on", on)
        return listing.forget(self._database, border.accept_person(person_id, True), day)

    def audit(self, rulesets: Iterable[Ruleset] = ()) -> Audit:
        """Verify the chain of decisions and removals, and make every decision again.

        *rulesets* are those that are not bundled, or an edition as it was.
        """
        given = (
            [accept_ruleset(each).ruleset for each in rulesets]
            if isinstance(rulesets, Iterable)
            else [accept_ruleset(rulesets).ruleset]
        )
        from kraftrules.casefile.audit import audit  # noqa: PLC0415 - SQLAlchemy may be missing

        with self._database.reading(lenient=True) as connection:
            return audit(connection, given)
