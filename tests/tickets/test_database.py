"""SQLite and PostgreSQL keep the same promises: schema, writers at once, a database that is down."""

import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from tickets.crypto import Cipher
from tickets.database import Database, Limits, migrate, migrations, open_engine
from tickets.errors import StoreUnavailable, TooManyAttempts, UnknownTicket
from tickets.models import Base
from tickets.register import Register

NOBODY_LISTENS = "postgresql+psycopg2://nobody@127.0.0.1:9/none"


def at_once(*calls):
    """Call functions on threads that start together; returns what they return, raises what they raise."""
    start = threading.Barrier(len(calls))

    def run(call):
        start.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.fixture
def another_process(database_url):
    """A register with connections of its own over the same database, as another process has."""
    database = Database(database_url)
    yield Register(database, Cipher("a key of the tests"))
    database.close()


def test_the_migrations_make_the_tables_that_the_models_name(database_url):
    migrate(database_url)
    engine = open_engine(database_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_the_schema_goes_down_and_up_again(register, complaint, database_url):
    register.file(complaint)
    command.downgrade(migrations(database_url), "base")
    engine = open_engine(database_url)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()
    migrate(database_url)
    assert register.tickets({}, 1, 10) == ([], 0)


def test_processes_that_start_together_migrate_once(empty_database):
    with multiprocessing.get_context("forkserver").Pool(3) as processes:
        processes.map(migrate, [empty_database] * 3, chunksize=1)
    engine = open_engine(empty_database)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
    engine.dispose()


def test_the_first_tickets_of_a_day_filed_at_once_are_numbered_without_gaps(
    register, another_process, complaint, changed
):
    filings = [changed(complaint, conversation=f"c{n}") for n in range(8)]
    receipts = at_once(
        *[lambda c=c, r=r: r.file(c) for c, r in zip(filings, [register, another_process] * 4, strict=True)]
    )
    assert sorted(receipt.number[-4:] for receipt in receipts) == [f"000{n}" for n in range(1, 9)]


def test_one_complaint_filed_by_two_processes_at_once_is_one_ticket(register, another_process, complaint):
    receipts = at_once(*[lambda r=r: r.file(complaint) for r in [register, another_process] * 4])
    assert len(set(receipts)) == 1
    assert register.tickets({}, 1, 10)[1] == 1
    assert len(register.events(receipts[0].number)) == 1


def test_wrong_codes_tried_at_once_are_all_counted(register, another_process, complaint):
    number = register.file(complaint).number

    def guess(which):
        with pytest.raises(UnknownTicket):
            which.look_up("thief", number, "AAAAAA")

    at_once(*[lambda r=r: guess(r) for r in (register, another_process, register, another_process, register)])
    with pytest.raises(TooManyAttempts):
        register.look_up("thief", number, "AAAAAA")


def test_a_draft_kept_twice_at_once_is_one_draft(register, another_process):
    at_once(*[lambda r=r: r.keep_draft("c1", {"name": "王小明"}) for r in [register, another_process] * 3])
    assert register.draft("c1") == {"name": "王小明"}


def test_a_number_too_long_to_be_ours_is_unknown_and_a_request_with_it_is_taken(register):
    number = f"TS20261121-{'1' * 60}"
    with pytest.raises(UnknownTicket):
        register.look_up("c1", number, "AAAAAA")
    assert register.own("c1", number) is None
    assert register.request_service("supplement", "c1", f"补充 {number}", ticket_number=number)


def test_a_long_list_holds_up_no_filing_and_sees_nothing_of_it(register, another_process, complaint):
    with register._database.reading() as session:
        before = session.scalar(text("SELECT count(*) FROM tickets"))
        assert another_process.file(complaint).number.endswith("-0001")
    assert before == 0


def test_what_only_reads_can_write_nothing_and_the_next_one_can(register, complaint):
    with pytest.raises((StoreUnavailable, DBAPIError)), register._database.reading() as session:
        session.execute(text("DELETE FROM tickets"))
    assert register.file(complaint).number.endswith("-0001")


def test_a_filing_waits_for_the_disk_and_a_hasty_note_does_not(register, database_url):
    asked = "PRAGMA synchronous" if database_url.startswith("sqlite") else "SHOW synchronous_commit"

    def promised(store):
        with store.transaction() as session:
            return session.execute(text(asked)).scalar()

    assert promised(register) in (2, "on")
    assert promised(register.hasty()) in (1, "off")
    assert promised(register) in (2, "on")


def test_many_who_write_at_once_all_come_to_write(register):
    at_once(*[lambda n=n: register.keep_draft(f"c{n}", {"name": "王小明"}) for n in range(24)])
    assert all(register.draft(f"c{n}") for n in range(24))


@pytest.mark.parametrize("url", ["sqlite:////no/such/folder/tickets.db", NOBODY_LISTENS], ids=["sqlite", "postgresql"])
def test_a_store_that_is_down_says_so(complaint, url):
    with pytest.raises(StoreUnavailable):
        Register(Database(url), Cipher("k")).file(complaint)
    with pytest.raises(StoreUnavailable):
        migrate(url)


def test_a_file_that_is_no_database_is_a_store_that_is_down(complaint, tmp_path):
    (tmp_path / "tickets.db").write_bytes(b"torn" * 4096)
    with pytest.raises(StoreUnavailable):
        Register(Database(f"sqlite:///{tmp_path / 'tickets.db'}"), Cipher("k")).file(complaint)


def test_nobody_waits_for_ever_for_a_lock(register, complaint, changed, database_url):
    impatient = Register(Database(database_url, Limits(timeout_s=1)), Cipher("a key of the tests"))
    register.file(complaint)
    with register._database.transaction() as session:
        session.execute(text("UPDATE daily_numbers SET last = last"))
        with pytest.raises(StoreUnavailable):
            impatient.file(changed(complaint, filing="f2"))
    assert impatient.file(changed(complaint, filing="f2")).number.endswith("-0002")
    impatient._database.close()


def test_nobody_waits_for_ever_for_a_connection(complaint, database_url):
    database = Database(database_url, Limits(connections=1, timeout_s=1))
    register = Register(database, Cipher("k"))
    with database.transaction() as session:
        session.execute(text("SELECT 1"))
        with pytest.raises(StoreUnavailable):
            register.file(complaint)
    assert register.file(complaint).number.endswith("-0001")
    database.close()
