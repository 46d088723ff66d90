"""Sealing everything again under the newest key, so that an older one opens nothing any more (docs/adr/0007)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import Table, select, tuple_, update
from sqlalchemy.orm import Session

from tickets.crypto import Cipher
from tickets.database import Database
from tickets.errors import UnreadableRow
from tickets.models import Base

SEALED = "sealed_"
BATCH = 200


def reseal_everything(database: Database, cipher: Cipher, batch: int = BATCH) -> dict[str, int]:
    """Seal every `sealed_*` column again and return how many rows changed, by table.

    One transaction a batch: a run that was broken off can be started again and skips what is done; others file and
    read meanwhile. Raises `UnreadableRow` at a row that no key opens, `StoreUnavailable`.
    """
    return {table.name: sum(_batches(database, cipher, table, batch)) for table in _sealed_tables()}


def _sealed_tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if _sealed_columns(table)]


def _sealed_columns(table: Table) -> list[Any]:
    return [column for column in table.columns if column.name.startswith(SEALED)]


def _batches(database: Database, cipher: Cipher, table: Table, batch: int) -> Iterator[int]:
    """Walk a table by its primary key; yields how many rows of each batch changed."""
    key = tuple_(*table.primary_key.columns)
    after: tuple[Any, ...] | None = None
    while True:
        query = select(table).order_by(*table.primary_key.columns).limit(batch).with_for_update()
        with database.transaction() as session:
            rows = session.execute(query if after is None else query.where(key > after)).mappings().all()
            changed = sum(_reseal(session, cipher, table, row) for row in rows)
        yield changed
        if len(rows) < batch:
            return
        after = tuple(rows[-1][column.name] for column in table.primary_key.columns)


def _reseal(session: Session, cipher: Cipher, table: Table, row: Any) -> bool:
    which = {column.name: row[column.name] for column in table.primary_key.columns}
    old = {column.name: row[column.name] for column in _sealed_columns(table) if row[column.name] is not None}
    try:
        new = {name: cipher.reseal(sealed) for name, sealed in old.items()}
    except InvalidToken:
        raise UnreadableRow(f"{table.name} {which}") from None
    if new == old:
        return False
    session.execute(update(table).filter_by(**which).values(new))
    return True
