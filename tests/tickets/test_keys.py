"""Keys can be changed while the register is in use: nothing gets lost, and an old key opens nothing any more."""

import pytest
from cryptography.fernet import InvalidToken

from tickets import rotation
from tickets.crypto import Cipher
from tickets.database import Database
from tickets.errors import UnreadableRow
from tickets.models import Ticket
from tickets.register import Register


@pytest.fixture
def under(database_url):
    """Registers over the same database under the keys one names."""
    database = Database(database_url)
    yield lambda keys: Register(database, Cipher(keys))
    database.close()


def test_the_newest_key_seals_and_each_one_opens():
    old, both, new = Cipher("old"), Cipher("new, old"), Cipher("new")
    assert both.open(old.seal("王小明")) == "王小明"
    assert new.open(both.seal("王小明")) == "王小明"
    with pytest.raises(InvalidToken):
        new.open(old.seal("王小明"))


def test_a_register_without_a_key_is_refused():
    with pytest.raises(ValueError, match="key"):
        Cipher(" , ")


def test_what_was_filed_before_is_found_under_the_new_key(under, complaint):
    receipt = under("old").file(complaint)
    register = under("new,old")
    assert register.own("c1") == receipt
    assert register.file(complaint) == receipt
    assert register.look_up("anybody", receipt.number, receipt.query_code) == receipt


def test_after_rotation_the_old_key_opens_nothing_and_everything_is_still_found(under, complaint, changed):
    before = under("old")
    receipts = [before.file(changed(complaint, conversation=f"c{n}")) for n in range(5)]
    before.keep_draft("draft", {"name": "王小明", "phone": "13900001111"})
    before.request_service("callback", "c1", "请回电")
    register = under("new,old")
    changed_rows = rotation.reseal_everything(register._database, register.cipher, batch=2)
    assert {name: n for name, n in changed_rows.items() if n} == {
        "tickets": 5,
        "draft_fields": 2,
        "service_requests": 1,
    }
    assert [register.own(f"c{n}") for n in range(5)] == receipts
    assert register.draft("draft") == {"name": "王小明", "phone": "13900001111"}
    assert under("new").query_code(receipts[0].number) == receipts[0].query_code
    with pytest.raises(InvalidToken):
        before.query_code(receipts[0].number)


def test_a_rotation_that_was_broken_off_goes_on(under, complaint, changed):
    for n in range(4):
        under("old").file(changed(complaint, conversation=f"c{n}"))
    register = under("new,old")
    broken_off = rotation._batches(register._database, register.cipher, Ticket.__table__, 3)
    assert next(broken_off) == 3
    broken_off.close()
    assert rotation.reseal_everything(register._database, register.cipher)["tickets"] == 1


def test_a_row_that_no_key_opens_stops_the_rotation_and_stays(under, complaint):
    number = under("lost").file(complaint).number
    register = under("new,old")
    with pytest.raises(UnreadableRow, match="tickets"):
        rotation.reseal_everything(register._database, register.cipher)
    assert under("lost").query_code(number)
