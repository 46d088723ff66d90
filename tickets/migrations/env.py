"""Alembic's entry: runs the migrations on the database that `tickets.database.migrations` names."""

from __future__ import annotations

from alembic import context
from sqlalchemy import text

from tickets.database import open_engine
from tickets.models import Base

ONE_AT_A_TIME = 7_221_503
"""Key of PostgreSQL's advisory lock: two processes that start together must not both migrate."""

engine = open_engine(context.config.get_main_option("sqlalchemy.url"))
with engine.begin() as connection:  # one transaction for all of them: on SQLite it holds the write lock from the start
    if engine.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SET LOCAL statement_timeout = 0"))  # a big table takes the time it takes
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    context.run_migrations()
engine.dispose()
