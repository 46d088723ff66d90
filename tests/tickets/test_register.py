"""The register keeps what it promises: once, whole, encrypted, by the rule."""

import re
import threading
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken
from sqlalchemy import MetaData
from sqlalchemy.engine import make_url

from tickets.crypto import Cipher
from tickets.database import Database, open_engine
from tickets.errors import IncompleteComplaint, TooManyAttempts, UnknownTicket
from tickets.register import Register, new_query_code

NOON_IN_CHINA = datetime(2026, 11, 21, 4, 0, tzinfo=timezone.utc)


def at(register, moment):
    register._now = lambda: moment
    return register


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
    engine, metadata = open_engine(url), MetaData()
    with engine.connect() as connection:
        metadata.reflect(connection)
        rows = [row for table in metadata.sorted_tables for row in connection.execute(table.select())]
    engine.dispose()
    return rows


def test_a_complaint_gets_number_code_and_due_date_by_the_rule(register, complaint):
    receipt = at(register, NOON_IN_CHINA).file(complaint)
    assert receipt.number == "TS20261121-0001"
    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{6}", receipt.query_code)
    assert receipt.due_on == date(2026, 12, 6)
    assert receipt.status == "submitted"


def test_the_day_of_receipt_is_the_day_in_china(register, complaint):
    receipt = at(register, datetime(2026, 11, 21, 16, 30, tzinfo=timezone.utc)).file(complaint)
    assert (receipt.number, receipt.received_on) == ("TS20261122-0001", date(2026, 11, 22))


def test_the_same_confirmation_twice_is_one_ticket(register, complaint):
    assert register.file(complaint) == register.file(complaint)
    assert register.tickets({}, 1, 10)[1] == 1


def test_many_filings_at_once_get_different_numbers(register, complaint, changed):
    receipts = []
    threads = [
        threading.Thread(target=lambda n=n: receipts.append(register.file(changed(complaint, filing=str(n)))))
        for n in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({receipt.number for receipt in receipts}) == 12


def test_every_filing_leaves_its_audit_event(register, complaint):
    number = register.file(complaint).number
    assert [(event.actor, event.kind) for event in register.events(number)] == [("customer", "filed")]


@pytest.mark.parametrize("field", ["business", "facts", "request", "name", "phone"])
def test_a_complaint_without_a_needed_field_is_refused_whole(register, complaint, changed, field):
    with pytest.raises(IncompleteComplaint):
        register.file(changed(complaint, **{field: ""}))
    assert register.tickets({}, 1, 10)[1] == 0


def test_name_phone_story_and_code_are_not_at_rest(register, complaint, at_rest):
    receipt = register.file(complaint)
    register.keep_draft("c2", {"name": "张三丰", "phone": "13900002222"})
    raw = at_rest()
    assert receipt.number.encode() in raw
    for secret in ("欧阳小明", "13800001111", "多收了年费", receipt.query_code, "张三丰", "13900002222"):
        assert secret.encode() not in raw


def test_money_is_kept_to_the_fen(register, complaint):
    assert register.ticket(register.file(complaint).number).amount_fen == 4550


def test_number_and_code_open_a_ticket_from_anywhere(register, complaint):
    receipt = register.file(complaint)
    assert register.look_up("somebody", receipt.number, receipt.query_code.lower()) == receipt


def test_a_wrong_pair_does_not_tell_which_half_is_wrong(register, complaint):
    number = register.file(complaint).number
    for wrong in (number, "TS20200101-0001"):
        with pytest.raises(UnknownTicket):
            register.look_up("somebody", wrong, "AAAAAA")


def test_five_wrong_codes_close_the_ticket_to_this_sender_for_a_quarter_of_an_hour(register, complaint):
    receipt = at(register, NOON_IN_CHINA).file(complaint)
    for _ in range(5):
        with pytest.raises(UnknownTicket):
            register.look_up("thief", receipt.number, "AAAAAA")
    with pytest.raises(TooManyAttempts):
        register.look_up("thief", receipt.number, receipt.query_code)
    assert register.look_up("owner", receipt.number, receipt.query_code) == receipt
    at(register, NOON_IN_CHINA + timedelta(minutes=16))
    assert register.look_up("thief", receipt.number, receipt.query_code) == receipt


def test_the_number_alone_opens_only_in_its_own_conversation(register, complaint):
    receipt = register.file(complaint)
    assert register.own("c1", receipt.number) == receipt
    assert register.own("c2", receipt.number) is None


def test_drafts_go_with_filing_and_after_thirty_days(register, complaint):
    register.keep_draft("c1", {"name": "王小明"})
    register.file(complaint)
    assert register.draft("c1") == {}
    at(register, NOON_IN_CHINA).keep_draft("old", {"name": "王小明"})
    at(register, NOON_IN_CHINA + timedelta(days=31)).keep_draft("new", {"name": "李四"})
    assert register.draft("old") == {}


def test_another_key_opens_nothing(register, complaint, database_url):
    number = register.file(complaint).number
    thief = Register(Database(database_url), Cipher("another key"))
    with pytest.raises(InvalidToken):
        thief.query_code(number)


def test_filters_find_what_they_name(register, complaint, changed):
    at(register, NOON_IN_CHINA).file(complaint)
    register.file(changed(complaint, filing="f2", business="B.loan"))
    assert register.tickets({"business": "B.loan"}, 1, 10)[1] == 1
    assert register.tickets({"q": "0001"}, 1, 10)[1] == 1
    assert register.tickets({"q": "ts20261121"}, 1, 10)[1] == 2
    assert register.tickets({"overdue": True}, 1, 10)[1] == 0
    at(register, NOON_IN_CHINA + timedelta(days=16))
    assert register.tickets({"overdue": True}, 1, 10)[1] == 2


def test_query_codes_have_two_letters_and_no_look_alikes():
    for _ in range(500):
        code = new_query_code()
        assert re.fullmatch(r"[A-HJ-NP-Z2-9]{6}", code)
        assert sum(c.isalpha() for c in code) >= 2


def test_a_request_is_open_once_and_can_be_cancelled(register):
    first = register.request_once("callback", "c1", "请回电")
    assert register.request_once("callback", "c1", "快点\n回电：13800001111") == first
    assert register.request_once("callback", "c2", "请回电") != first
    assert register.open_request("callback", "c1") == first
    assert register.cancel_request("callback", "c1")
    assert register.open_request("callback", "c1") is None
    assert not register.cancel_request("callback", "c1")
    assert register.request_once("callback", "c1", "还是要") != first
