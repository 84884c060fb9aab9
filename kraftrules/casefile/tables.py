"""The tables of a store, and how a database is opened: SQLite by default, PostgreSQL where there is one.

A person's id stands in one row of one table, beside a key drawn at random; everything else knows the
key alone. To forget a person is to remove that row and what the key leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
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
    TypeDecorator,
    UniqueConstraint,
    create_engine,
    event,
    func,
    insert,
    inspect,
    make_url,
    select,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import TypeEngine

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.text import Text as Words

FORMAT = 2
_NO_FILE = Words("filen finns inte", "there is no such file")
_NO_STORE = Words("filen är inget ärendelager", "it is no store of cases")
_DAMAGED = Words(
    "delar av lagret saknas eller är ändrade", "parts of the store are missing or changed"
)
_OTHER_FORMAT = Words("lagret har ett annat format", "the store has another format")
_STILL_READ = Words(
    "det som togs bort står kvar i databasens logg, för någon läser lagret",
    "what was removed is still in the log of the database, for somebody is reading the store",
)
_FORGET_AGAIN = Words(
    "Glöm en gång till när läsningen är klar.", "Forget once more when it has been read."
)
START = "0" * 64  # the digest of nothing
_LOCK = 0x6B72616674  # of PostgreSQL's advisory locks, the one under which tables are made
METADATA = MetaData()


class Day(TypeDecorator[date]):
    """A day. SQLite keeps what it is given: what is no day there is refused when it is read."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQLite keeps it as text."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        """As it is written."""
        return str(value) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """As it is read; raises `ValueError` or `TypeError` for what is no day."""
        return value if isinstance(value, date) else date.fromisoformat(value)


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
    Column("since", Day, nullable=False),
    Column("learned", Day, nullable=False),
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
        self.closed = False
        try:
            self.engine = _engine(target)
            self._look(create)
        except FactError:
            self.engine.dispose()
            raise
        except (SQLAlchemyError, OSError, ValueError, ImportError) as error:
            raise _cannot_open(_reason(error)) from None

    def _look(self, create: bool) -> None:
        """See that it is a store, or make it one; another program's file is left as it is."""
        if not create and self.is_sqlite and not Path(self.engine.url.database or "").is_file():
            raise _cannot_open(_NO_FILE)
        there = set(inspect(self.engine).get_table_names())
        if CHAIN.name not in there and (not create or (there and self.is_sqlite)):
            raise _cannot_open(_NO_STORE)
        self._keep_log()
        if CHAIN.name not in there:
            self._create()
        if not METADATA.tables.keys() <= set(inspect(self.engine).get_table_names()):
            raise _cannot_open(_DAMAGED)
        with self.reading() as connection:
            formats = list(connection.scalars(select(CHAIN.c.format)))
        if formats != [FORMAT]:
            raise _cannot_open(_DAMAGED if len(formats) != 1 else _OTHER_FORMAT)

    def _keep_log(self) -> None:
        """Let SQLite write to a log first, so that readers and the writer do not wait for each other."""
        if self.is_sqlite:
            self._pragma("journal_mode = WAL")

    def _pragma(self, *texts: str) -> list[Any]:
        """Set things in SQLite, outside a transaction; gives the first row of each reply."""
        with self.engine.connect() as connection:
            cursor = connection.connection.cursor()
            try:
                return [cursor.execute(f"PRAGMA {text}").fetchone() for text in texts]
            finally:
                cursor.close()

    def _create(self) -> None:
        """Make the tables, and the row that the chain's head stands in; others may be about it too."""
        with self.writing() as connection:
            if not self.is_sqlite:
                connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            METADATA.create_all(connection)
            if connection.execute(select(CHAIN.c.format)).first() is None:
                connection.execute(insert(CHAIN).values(format=FORMAT, length=0, head=START))

    @contextmanager
    def reading(self, lenient: bool = False) -> Iterator[Connection]:
        """A view of the database that no writer changes; *lenient* reads what is no text at all.

        Raises `FactError` where what stands there cannot be read.
        """
        self._check_open()
        try:
            with self.engine.connect() as connection, self._decoding(connection, lenient):
                if not self.is_sqlite:
                    connection.execution_options(isolation_level="REPEATABLE READ")
                with connection.begin():
                    yield connection
        except FactError:
            raise
        except (SQLAlchemyError, ValueError, KeyError, TypeError) as error:
            raise unreadable(error) from None

    @contextmanager
    def _decoding(self, connection: Connection, lenient: bool) -> Iterator[None]:
        driver: Any = connection.connection.driver_connection
        if not lenient or not self.is_sqlite:
            yield
            return
        driver.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        try:
            yield
        finally:
            driver.text_factory = str

    def close(self) -> None:
        """Let go of the database; nothing is read or written after that."""
        self.closed = True
        self.engine.dispose()

    def _check_open(self) -> None:
        if self.closed:
            raise FactError([FactProblem("store", "", Words("lagret är stängt", "the store is closed"))])  # fmt: skip

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one writer at a time: all that is written here becomes true at once, or none of it."""
        self._check_open()
        with self.engine.connect() as connection:
            connection.execution_options(kraftrules_writes=True)
            with connection.begin():
                yield connection

    def wipe(self) -> None:
        """Leave nothing of what was removed in SQLite's log of writes; raises `FactError` if it is read."""
        if not self.is_sqlite:
            return
        _, (busy, *_), _ = self._pragma(
            "busy_timeout = 2000", "wal_checkpoint(TRUNCATE)", "busy_timeout = 60000"
        )
        if busy:
            raise FactError([FactProblem("store", "", _STILL_READ, _FORGET_AGAIN)])

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
    for pragma in ("busy_timeout = 60000", "synchronous = FULL", "secure_delete = ON"):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("kraftrules_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _reason(error: Exception) -> str:
    """Why, in a word or two that hold nothing of what was given; a driver that is missing by its name."""
    name = error.name if isinstance(error, ImportError) else None
    return f"{type(error).__name__}: {name}" if name else type(error).__name__


def unreadable(error: Exception) -> FactError:
    """What is said of a store in which something else has been written; not what it is."""
    name = type(error).__name__
    said = Words(
        f"ärendelagret går inte att läsa ({name}); något annat kan ha skrivit i det",
        f"the store of cases cannot be read ({name}); something else may have written to it",
    )
    return FactError([FactProblem("store", "", said)])


def _cannot_open(why: str | Words) -> FactError:
    sv, en = (why, why.en) if isinstance(why, Words) else (why, why)
    allowed = Words(
        f"databasen går inte att öppna som ärendelager ({sv})",
        f"the database cannot be opened as a store of cases ({en})",
    )
    return FactError([FactProblem("store", "", allowed)])
