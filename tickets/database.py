"""Opening the register's database, SQLite or PostgreSQL: engine, sessions and migrations."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from tickets.errors import StoreUnavailable

CONNECT_TIMEOUT_S = 5
READING, HASTY = "xiaobao_reading", "xiaobao_hasty"
"""Marks of a transaction that only reads, and of one that does not wait until the disk has it."""
OUR_MISTAKES = (DataError, IntegrityError, NotSupportedError, ProgrammingError)
"""Errors of a database that does answer; every other one means that it does not."""


@dataclass(frozen=True)
class Limits:
    """How many connections a process holds, and how long it waits for one, for a lock or for a statement."""

    connections: int = 10
    timeout_s: int = 15


def open_engine(url: str, limits: Limits | None = None) -> Engine:
    """Open an engine for a `sqlite:///` or `postgresql+psycopg2://` URL; nothing is connected yet."""
    limits = limits or Limits()
    options: dict[str, Any] = {
        "future": True,
        "pool_size": limits.connections,
        "max_overflow": 0,
        "pool_timeout": limits.timeout_s,
    }
    if url.startswith("sqlite"):
        return _sqlite(url, limits, options)
    return create_engine(url, pool_pre_ping=True, connect_args=_postgres_arguments(limits), **options)


def _sqlite(url: str, limits: Limits, options: dict[str, Any]) -> Engine:
    """Open SQLite so that transactions take the write lock at once: no number is given twice, nothing deadlocks."""
    arguments = {"timeout": limits.timeout_s, "check_same_thread": False}
    engine = create_engine(url, poolclass=QueuePool, connect_args=arguments, **options)

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, below
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        options = connection.get_execution_options()
        reading, hasty = bool(options.get(READING)), bool(options.get(HASTY))
        bare = connection.connection.driver_connection  # what cannot fail needs no bookkeeping of SQLAlchemy's
        bare.execute(f"PRAGMA query_only={int(reading)}")
        bare.execute(f"PRAGMA synchronous={'NORMAL' if hasty else 'FULL'}")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _postgres_arguments(limits: Limits) -> dict[str, Any]:
    milliseconds = limits.timeout_s * 1000
    timeouts = {
        "statement_timeout": milliseconds,
        "lock_timeout": milliseconds,
        "idle_in_transaction_session_timeout": 2 * milliseconds,  # a process that hangs gives its locks back
    }
    return {
        "connect_timeout": CONNECT_TIMEOUT_S,
        "tcp_user_timeout": milliseconds,  # a server that vanished without a word ends the wait too
        "options": " ".join(f"-c {name}={value}" for name, value in timeouts.items()),
    }


def migrations(url: str) -> Config:
    """Return Alembic's configuration for the register's migrations on this database."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def migrate(url: str) -> None:
    """Bring the schema to the newest migration, nothing when it is there; raises `StoreUnavailable`."""
    with _answering():
        command.upgrade(migrations(url), "head")


class Database:
    """Hands out transactions; one per process."""

    def __init__(self, url: str, limits: Limits | None = None) -> None:
        self._engine, self._wait_s = open_engine(url, limits), (limits or Limits()).timeout_s
        self._sessions = sessionmaker(self._engine, future=True, expire_on_commit=False)
        self._is_sqlite = self._engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self, hasty: bool = False) -> Iterator[Session]:
        """Run a block in one transaction; raises `StoreUnavailable` when the database does not answer.

        A `hasty` one outlives this process and may be lost in a power cut, until a later one that is not is written.
        """
        with self._in_turn(), self._begun({HASTY: hasty}) as session:
            if hasty and not self._is_sqlite:
                session.execute(text("SET LOCAL synchronous_commit = off"))
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Run a block that can only read: on SQLite it does not take the write lock, so no filing waits for a list."""
        with self._begun({READING: True, "postgresql_readonly": True}) as session:
            yield session

    @contextmanager
    def _begun(self, options: dict[str, Any]) -> Iterator[Session]:
        with _answering(), self._sessions.begin() as session:
            session.connection(execution_options=options)
            yield session

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Let the writers of this process wait for each other here: SQLite's own wait sleeps, ever longer."""
        if not self._is_sqlite:
            yield
            return
        turn = _turn_at(str(self._engine.url))
        if not turn.acquire(timeout=self._wait_s):
            raise StoreUnavailable("another writer of this process does not come to an end")
        try:
            yield
        finally:
            turn.release()

    def close(self) -> None:
        """Close every connection; the next transaction opens new ones."""
        self._engine.dispose()


@cache
def _turn_at(_url: str) -> threading.Lock:
    """Return the lock of a database file, the same for every `Database` of this process."""
    return threading.Lock()


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except OUR_MISTAKES:
        raise
    except (DBAPIError, PoolTimeout) as error:
        raise StoreUnavailable(str(getattr(error, "orig", error))) from error
