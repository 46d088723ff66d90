"""Alembic's entry: runs the migrations on the database that `tickets.database.migrate` names."""

from __future__ import annotations

from alembic import context

from tickets.database import open_engine
from tickets.models import Base

engine = open_engine(context.config.get_main_option("sqlalchemy.url"))
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
engine.dispose()
