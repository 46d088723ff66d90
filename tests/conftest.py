"""Shared parts of the tests: settings on a temporary folder, the trained model, a brain, a running server."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from tests.server import Server

os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # as when serving: threads that wait must not spin
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


@pytest.fixture(scope="session")
def model() -> Path:
    """The model of the present content, trained when there is none."""
    from bot.settings import load_settings
    from bot.training import ensure_model

    return ensure_model(load_settings())


@pytest.fixture(scope="session")
def classifier():
    """The classifier of complaints, trained when there is none."""
    from bot.complaint_classifier import ComplaintClassifier
    from bot.settings import load_settings
    from bot.training import ensure_classifier

    return ComplaintClassifier.load(ensure_classifier(load_settings()))


@pytest.fixture(scope="session")
def brain(model, tmp_path_factory):
    """A brain with its own empty database."""
    from bot.brain import Brain
    from bot.settings import load_settings

    var = tmp_path_factory.mktemp("brain")
    (var / "models").symlink_to(model.parent)
    settings = load_settings({"XIAOBAO_VAR": str(var)})
    brain = Brain(settings, model)
    brain.start().result(timeout=180)
    yield brain
    brain.stop()


@pytest.fixture
def settled_day(monkeypatch):
    """Let it be 24 November 2026 where days are read: 上月28 is another day in another month."""
    from bot.text import dates

    monkeypatch.setattr(dates, "today", lambda: date(2026, 11, 24))


def run(work):
    """Run a coroutine on a thread of its own: Playwright keeps a loop running on this one."""
    return in_thread(asyncio.run, work)


def in_thread(work, *arguments):
    """Call a function on a thread of its own and return what it returns."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work, *arguments).result()


class Customer:
    """One customer talking to the brain."""

    def __init__(self, brain, sender: str | None = None) -> None:
        self.brain, self.sender = brain, sender or f"t-{uuid.uuid4().hex}"
        self.phone = f"139{uuid.uuid4().int % 10**8:08d}"
        self.messages: list[dict] = []

    def say(self, text: str) -> str:
        """Send one message; returns all texts of the reply."""
        self.messages = run(self.brain.answer(self.sender, text, "rest"))
        return "\n".join(message.get("text", "") for message in self.messages)

    def state(self, events: str = "NONE") -> dict:
        return run(self.brain.tracker(self.sender, events))

    @property
    def slots(self) -> dict:
        return self.state()["slots"]

    @property
    def asked(self) -> str | None:
        return self.slots.get("requested_slot")

    @property
    def form(self) -> str | None:
        return self.state()["active_loop"].get("name")

    def custom(self, kind: str) -> dict | None:
        found = (message.get("custom") or {} for message in self.messages)
        return next((custom for custom in found if custom.get("type") == kind), None)

    def fill(self, until: str = "complaint_confirmed", **answers: str) -> str:
        """Answer what is asked until the slot `until` is asked; returns the last reply."""
        known = {
            "complaint_consent": "同意",
            "complaint_business": "银行卡",
            "complaint_facts": "换存折收了工本费，办之前没有人告诉我要收钱",
            "complaint_place": "南门支行",
            "complaint_request": "以后先讲清楚",
            "complainant_name": "王小明",
            "complainant_phone": self.phone,
        }
        said = ""
        for _ in range(20):
            asked = self.asked
            if asked is None or asked == until:
                break
            said = self.say({**known, **answers}.get(asked, "跳过"))
        return said

    @property
    def register(self):
        return self.brain._services.register

    @property
    def number(self) -> str:
        """Number of the latest ticket filed in this conversation."""
        return self.register.own(self.sender).number

    def file(self, **details) -> str:
        """File a ticket of this conversation without the talk; returns its number."""
        from tickets.register import Complaint

        told = {
            "conversation": self.sender, "filing": uuid.uuid4().hex, "source": "rest", "consent_version": "v1",
            "business": "B.card", "facts": "多收了年费", "request": "退费", "name": "王小明", "phone": self.phone,
        }  # fmt: skip
        return self.register.file(Complaint(**{**told, **details})).number

    def staff_do(self, name: str, **given) -> None:
        """Let staff do one operation to the latest ticket of this conversation."""
        from tests.tickets.conftest import NEEDED, STAFF
        from tickets.workflow import Workflow

        Workflow(self.register).perform(self.number, STAFF["admin"], name, {**NEEDED.get(name, {}), **given})


@pytest.fixture
def customer(brain):
    return Customer(brain)


@pytest.fixture
def another(brain):
    return Customer(brain)


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server of the tests, or the one that TEST_DATABASE_URL names."""
    from tests.postgres import Postgres, temporary_server

    if os.environ.get("TEST_DATABASE_URL"):
        yield Postgres(os.environ["TEST_DATABASE_URL"])
    else:
        with temporary_server() as url:
            yield Postgres(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request, tmp_path):
    """URL of a new database without tables, on each kind of database that the register keeps its promises on."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'tickets.db'}"
    else:
        with request.getfixturevalue("postgres").database() as url:
            yield url


@pytest.fixture
def database_url(empty_database):
    """URL of a new database with the register's tables."""
    from tickets.database import migrate

    migrate(empty_database)
    return empty_database


@pytest.fixture
def register(database_url):
    """An empty register."""
    from tickets.crypto import Cipher
    from tickets.database import Database
    from tickets.register import Register

    database = Database(database_url)
    yield Register(database, Cipher("a key of the tests"))
    database.close()


@pytest.fixture
def complaint():
    """A confirmed complaint."""
    from decimal import Decimal

    from tickets.register import Complaint

    return Complaint(
        conversation="c1", filing="f1", source="rest", consent_version="v1", business="B.card",
        facts="多收了年费", request="退费", name="欧阳小明", phone="13800001111", amount=Decimal("45.50"),
    )  # fmt: skip


@pytest.fixture
def changed():
    """dataclasses.replace, under the name of what it does."""
    return dataclasses.replace


@pytest.fixture(scope="session")
def server(model, tmp_path_factory):
    """One running server for the whole session."""
    with Server(tmp_path_factory.mktemp("server"), model) as server:
        yield server
