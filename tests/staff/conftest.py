"""The staff application on real HTTP, over a real SQLite file, and people with tokens."""

from __future__ import annotations

import threading
import time
import uuid

import httpx
import pytest
import uvicorn

from bot.settings import load_settings
from staff.app import create_app
from tests.server import TOKEN, free_port
from tickets.accounts import Accounts


class Desk:
    """One caller of the API."""

    def __init__(self, base: str, token: str | None) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.http = httpx.Client(base_url=f"{base}/api", headers=headers, timeout=10, trust_env=False)

    def get(self, path: str, **query) -> httpx.Response:
        return self.http.get(path, params=query)

    def post(self, path: str, body) -> httpx.Response:
        return self.http.post(path, json=body)

    def do(self, number: str, to: str, **given) -> httpx.Response:
        return self.post(f"/tickets/{number}/transitions", {"to": to, **given})


@pytest.fixture(scope="session")
def application(tmp_path_factory):
    var = tmp_path_factory.mktemp("staff")
    return create_app(load_settings({"XIAOBAO_VAR": str(var), "XIAOBAO_STAFF_TOKEN": TOKEN}))


@pytest.fixture(scope="session")
def base(application):
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(application, port=port, log_level="warning", log_config=None, ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def book(application):
    """The register behind the API."""
    return application.state.register


@pytest.fixture
def admin(base):
    return Desk(base, TOKEN)


@pytest.fixture
def stranger(base):
    return Desk(base, None)


@pytest.fixture
def person(base, book):
    """Make somebody with a role and a token of their own."""

    def make(role: str, branch: str | None = None, name: str | None = None) -> Desk:
        return Desk(
            base, Accounts(book).add(name or f"{role}-{uuid.uuid4().hex[:6]}", role, branch, by="administrator")
        )

    return make


@pytest.fixture
def filed(book, complaint, changed):
    """File a ticket of its own."""

    def make(**fields) -> str:
        return book.file(changed(complaint, filing=uuid.uuid4().hex, **{"branch": "城东支行", **fields})).number

    return make
