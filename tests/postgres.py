"""PostgreSQL for tests and benchmarks: a server from the `pgserver` wheel in a temporary folder, a database a test."""

from __future__ import annotations

import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url


@contextmanager
def temporary_server() -> Iterator[str]:
    """Run a server that listens on a socket in a temporary folder only; yields the URL of its first database."""
    import pgserver

    with tempfile.TemporaryDirectory(prefix="xiaobao-pg-") as folder:
        server = pgserver.get_server(Path(folder) / "data")
        guard = _guard(server.get_pid())
        try:
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg2://")
        finally:
            server.cleanup()
            guard.kill()
            guard.communicate()


def _guard(pid: int) -> subprocess.Popen[bytes]:
    """Start what ends a server when we are killed: it is a daemon, but the guard reads from us and hears us die."""
    return subprocess.Popen(["sh", "-c", f"read _; kill -QUIT {pid}"], stdin=subprocess.PIPE, start_new_session=True)


class Postgres:
    """A server on which databases come and go; `url` names one that is always there."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)

    @contextmanager
    def database(self) -> Iterator[str]:
        """Make a database and yield its URL; it goes afterwards, whoever is still connected."""
        name = f"xiaobao_{uuid.uuid4().hex}"
        self._run(f"CREATE DATABASE {name}")
        try:
            yield self.url.set(database=name).render_as_string(hide_password=False)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()
