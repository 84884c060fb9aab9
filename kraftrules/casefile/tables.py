"""The tables of a store, and how a database is opened: SQLite by default, PostgreSQL where there is one.

A person's id stands in one row of one table, beside a key drawn at random; everything else knows the
key alone. To forget a person is to remove that row and what the key leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Date,
    Engine,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    func,
    insert,
    inspect,
    make_url,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.text import Text as Words

FORMAT = 2
START = "0" * 64  # the digest of nothing
_LOCK = 0x6B72616674  # of PostgreSQL's advisory locks, the one under which tables are made
METADATA = MetaData()

CASES = Table(
    "kraftrules_cases", METADATA,
    Column("key", Text, primary_key=True),
    Column("programme", Text, nullable=False),  # the ruleset's id, whatever its edition
    Column("person", Text, nullable=False),  # as JSON, so that 17 and "17" are two
    Column("events", Integer, nullable=False),
    Column("head", Text, nullable=False),  # the digest of all the case's events
    UniqueConstraint("programme", "person"),
)  # fmt: skip
EVENTS = Table(
    "kraftrules_events", METADATA,
    Column("key", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("fact", Text),  # null where a consent is withdrawn
    Column("value", Text),  # as JSON; null where it is unknown
    Column("given_by", Text),
    Column("ground", Text),
    Column("since", Date, nullable=False),
    Column("learned", Date, nullable=False),
    Column("corrects", Integer),
    Column("digest", Text, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip
TRAIL = Table(
    "kraftrules_trail", METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),  # decision, recording or forgetting
    Column("key", Text, nullable=False, index=True),
    Column("content", Text),  # as JSON; null where the person is forgotten
    Column("salt", Text),  # goes with the content, so that nobody can guess what it was
    Column("seal", Text, nullable=False),
    Column("digest", Text, nullable=False),
)  # fmt: skip
CHAIN = Table(
    "kraftrules_chain", METADATA,
    Column("format", Integer, primary_key=True, autoincrement=False),
    Column("length", Integer, nullable=False),
    Column("head", Text, nullable=False),
)  # fmt: skip


class Database:
    """A database with the tables of a store. Errors of its own never show what was written."""

    def __init__(self, target: str | Path, create: bool) -> None:
        """Open it; raises `FactError` where it cannot be, or (unless *create*) holds no store."""
        try:
            self.engine = _engine(target)
            there = inspect(self.engine).has_table(CHAIN.name)
            if create and not there:
                self._create()
        except (SQLAlchemyError, OSError, ValueError, ImportError) as error:
            raise _cannot_open(_reason(error)) from None
        if not there and not create:
            self.engine.dispose()
            raise _cannot_open("no store")

    def _create(self) -> None:
        """Make the tables, and the row that the chain's head stands in; others may be about it too."""
        with self.writing() as connection:
            if not self.is_sqlite:
                connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            METADATA.create_all(connection)
            if connection.execute(select(CHAIN.c.format)).first() is None:
                connection.execute(insert(CHAIN).values(format=FORMAT, length=0, head=START))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A view of the database that no writer changes."""
        with self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one writer at a time: all that is written here becomes true at once, or none of it."""
        with self.engine.connect() as connection:
            connection.execution_options(kraftrules_writes=True)
            with connection.begin():
                yield connection

    def wipe(self) -> None:
        """Leave nothing of what was removed in SQLite's log of writes."""
        if self.is_sqlite:
            with self.engine.connect() as connection:
                driver = connection.connection.driver_connection
                if driver is not None:
                    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of SQLite's."""
        return self.engine.dialect.name == "sqlite"


def _engine(target: str | Path) -> Engine:
    text = str(target)
    url = make_url(text) if "://" in text else URL.create("sqlite", database=text)
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, record: object) -> None:
    """Durable, and forgetting what is deleted; transactions begin where we say, not where Python does."""
    connection.isolation_level = None
    for pragma in ("busy_timeout = 60000", "journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("kraftrules_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _reason(error: Exception) -> str:
    """Why, in a word or two that hold nothing of what was given; a driver that is missing by its name."""
    name = error.name if isinstance(error, ImportError) else None
    return f"{type(error).__name__}: {name}" if name else type(error).__name__


def _cannot_open(why: str) -> FactError:
    allowed = Words(
        f"databasen går inte att öppna som ärendelager ({why})",
        f"the database cannot be opened as a store of cases ({why})",
    )
    return FactError([FactProblem("store", "", allowed)])
