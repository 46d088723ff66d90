"""Opening the register's database, SQLite or PostgreSQL: engine, sessions and migrations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from tickets.errors import StoreUnavailable

CONNECT_TIMEOUT_S = 5
READING = "xiaobao_reading"
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
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        reading = bool(connection.get_execution_options().get(READING))
        connection.exec_driver_sql(f"PRAGMA query_only={int(reading)}")
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
        self._engine = open_engine(url, limits)
        self._sessions = sessionmaker(self._engine, future=True, expire_on_commit=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Run a block in one transaction; raises `StoreUnavailable` when the database does not answer."""
        with _answering(), self._sessions.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Run a block that can only read: on SQLite it does not take the write lock, so no filing waits for a list."""
        with self.transaction() as session:
            session.connection(execution_options={READING: True, "postgresql_readonly": True})
            yield session

    def close(self) -> None:
        """Close every connection; the next transaction opens new ones."""
        self._engine.dispose()


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except OUR_MISTAKES:
        raise
    except (DBAPIError, PoolTimeout) as error:
        raise StoreUnavailable(str(getattr(error, "orig", error))) from error
