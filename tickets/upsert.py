"""Writing a row that may be there already, in one statement: two writers at the same moment do no harm."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert_missing(session: Session, model: Any, rows: list[dict[str, Any]]) -> None:
    """Insert the rows whose primary key is not taken yet; the others stay as they are."""
    session.execute(_insert(session)(model).values(rows).on_conflict_do_nothing())


def insert_or_replace(session: Session, model: Any, rows: list[dict[str, Any]]) -> None:
    """Insert the rows; where the primary key is taken every other column gets the new value."""
    key = model.__table__.primary_key.columns
    insert = _insert(session)(model).values(rows)
    new = {column.name: column for column in insert.excluded if column.name not in key}
    session.execute(insert.on_conflict_do_update(index_elements=list(key), set_=new))


def _insert(session: Session) -> Any:
    return sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
