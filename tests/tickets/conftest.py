"""Shared parts of the register's tests."""

from pathlib import Path

import pytest
from sqlalchemy import MetaData
from sqlalchemy.engine import make_url


@pytest.fixture
def at_rest(database_url):
    """Everything that the database keeps, as bytes: the files of SQLite, the rows of PostgreSQL."""

    def read() -> bytes:
        url = make_url(database_url)
        if url.get_backend_name() == "sqlite":
            file = Path(url.database)
            return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
        return "\n".join(str(row) for row in _rows(database_url)).encode()

    return read


def _rows(url):
    from tickets.database import open_engine

    engine, metadata = open_engine(url), MetaData()
    with engine.connect() as connection:
        metadata.reflect(connection)
        rows = [row for table in metadata.sorted_tables for row in connection.execute(table.select())]
    engine.dispose()
    return rows
