"""The schema goes up and down with the data in it."""

from datetime import date

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from tests.tickets.conftest import Case
from tickets.crypto import Cipher
from tickets.database import Database, migrate, migrations, open_engine
from tickets.models import Base
from tickets.register import Register

NEWER = ("outbox", "staff_accounts", "register_events")


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'fresh.db'}"


def tables(url):
    engine = open_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_the_migrations_make_the_tables_that_the_models_name(url):
    migrate(url)
    migrate(url)
    with open_engine(url).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        assert connection.execute(text("select count(*) from tickets")).scalar() == 0


def test_up_down_and_up_again_keeps_every_ticket_and_its_trail(url, complaint):
    migrate(url)
    case = Case(Register(Database(url), Cipher("k")), complaint)
    case.through("triaged", "assigned")
    command.downgrade(migrations(url), "0001")
    assert tables(url).isdisjoint(NEWER)
    migrate(url)
    register = Register(Database(url), Cipher("k"))
    ticket = register.ticket(case.number)
    assert (ticket.status, ticket.assignee, ticket.marks, ticket.conflicts) == ("assigned", "赵敏", [], [])
    assert (ticket.clock_started_on, ticket.due_on) == (date(2026, 11, 21), date(2026, 12, 6))
    assert [event.kind for event in register.events(case.number)] == ["filed", "triaged", "assigned"]
    again = Case(register, complaint)
    again.through("investigating", "decided", "notified")
    assert again.number == case.number


def test_all_the_way_down_leaves_nothing(url):
    migrate(url)
    command.downgrade(migrations(url), "base")
    assert tables(url) == {"alembic_version"}
