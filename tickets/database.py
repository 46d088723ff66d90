"""Opening the register's database: engine, sessions and migrations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from tickets.errors import StoreUnavailable


def open_engine(url: str) -> Engine:
    """Open an engine; on SQLite transactions take the write lock at once, so numbers are never given twice."""
    if not url.startswith("sqlite"):
        return create_engine(url, future=True, pool_pre_ping=True)
    options = {"timeout": 15, "check_same_thread": False}
    engine = create_engine(url, future=True, poolclass=QueuePool, connect_args=options)

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, below
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def migrate(url: str) -> None:
    """Bring the schema to the newest migration; does nothing when it is there already."""
    command.upgrade(migrations(url), "head")


def migrations(url: str) -> Config:
    """Return Alembic's configuration for the migrations of this database."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


class Database:
    """Hands out transactions; one per process."""

    def __init__(self, url: str) -> None:
        self._sessions = sessionmaker(open_engine(url), future=True, expire_on_commit=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Run a block in one transaction; raises `StoreUnavailable` when the database does not answer."""
        try:
            with self._sessions.begin() as session:
                yield session
        except OperationalError as error:
            raise StoreUnavailable(str(error.orig)) from error
