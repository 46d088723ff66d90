"""Evidence files: kept encrypted, whole, for as long as their complaint and no longer; nobody looks unrecorded."""

import os
import time
from datetime import timedelta

import pytest
from cryptography.fernet import InvalidToken

from tests.files import GOOD, HTML, JPEG, PNG, jpegs
from tests.tickets.conftest import NOON_IN_CHINA
from tickets import disk, retention, rotation
from tickets.aftercare import Aftercare
from tickets.crypto import Cipher
from tickets.draft_codes import DraftCodes
from tickets.erasure import forget_conversation
from tickets.errors import EvidenceUnreadable, RefusedFile, StoreUnavailable, UnknownEvidence
from tickets.evidence import MAX_BYTES, MAX_FILES, Evidence
from tickets.models import EvidenceFile
from tickets.register import Register
from tickets.store import Store

HOURS_AGO = 2 * disk.LONGEST_WRITE_S


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "evidence"


@pytest.fixture
def evidence(register, folder):
    return Evidence(register, folder)


@pytest.fixture
def filed(register, evidence, complaint, changed):
    """File a complaint with these contents; returns its number."""

    def make(*contents, conversation="c1", filing="f1"):
        ids = [evidence.keep(conversation, "回单.jpg", content).id for content in contents]
        return register.file(changed(complaint, conversation=conversation, filing=filing, evidence=ids)).number

    return make


def aged(folder):
    for file in folder.iterdir():
        os.utime(file, (time.time() - HOURS_AGO,) * 2)


def names(folder):
    return {file.name for file in folder.iterdir()}


@pytest.mark.parametrize("kind", GOOD)
def test_a_file_comes_back_as_it_was_and_lies_there_unreadable(register, evidence, filed, folder, kind):
    number = filed(GOOD[kind])
    [row] = evidence.of_ticket(number)
    assert evidence.look(number, row.id, "赵敏").content == GOOD[kind]
    assert (row.kind, row.size, register.ticket(number).evidence) == (kind, len(GOOD[kind]), [row.id])
    [file] = folder.iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == (row.id, 0o600)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert GOOD[kind][:16] not in file.read_bytes()


def test_every_look_is_on_record_and_does_not_prolong_how_long_the_ticket_is_kept(register, evidence, filed):
    number = filed(JPEG)
    [row] = evidence.of_ticket(number)
    evidence.look(number, row.id, "赵敏")
    event = register.events(number)[-1]
    assert (event.actor, event.kind, event.detail["evidence"]) == ("赵敏", retention.LOOK, row.id)


def test_a_file_of_another_ticket_or_of_none_is_not_shown(evidence, filed):
    number = filed(JPEG)
    other = filed(PNG, conversation="c2", filing="f2")
    for strange in (evidence.of_ticket(other)[0].id, evidence.keep("c1", "x", PNG).id, "../../etc/passwd"):
        with pytest.raises(UnknownEvidence):
            evidence.look(number, strange, "赵敏")


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_a_file_that_is_lost_is_said_to_be_lost_and_no_look_is_recorded(register, evidence, filed, folder, harm):
    number = filed(JPEG)
    [file] = folder.iterdir()
    if harm == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(EvidenceUnreadable):
        evidence.look(number, file.name, "赵敏")
    assert [event.kind for event in register.events(number)] == ["filed"]


def test_the_same_file_sent_twice_is_kept_once(evidence, folder):
    first = evidence.keep("c1", "a.jpg", JPEG)
    assert evidence.keep("c1", "b.jpg", JPEG, held=MAX_FILES).id == first.id
    assert evidence.keep("c2", "a.jpg", JPEG).id != first.id
    assert len(names(folder)) == 2


def test_what_is_too_big_one_too_many_or_no_evidence_leaves_nothing_behind(evidence, folder):
    for content, held, why in (
        (JPEG + b"\0" * (MAX_BYTES + 1 - len(JPEG)), 0, "too_big"),
        (JPEG, MAX_FILES, "too_many"),
        (HTML, 0, "kind"),
    ):
        with pytest.raises(RefusedFile) as refused:
            evidence.keep("c1", "x.jpg", content, held)
        assert refused.value.why == why
    assert not folder.exists()
    assert evidence.keep("c1", "x.jpg", JPEG + b"\0" * (MAX_BYTES - len(JPEG)), MAX_FILES - 1)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("回单 9月.PDF", "回单 9月.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\我\\截图.png", "截图.jpg"),
        ("a\u202egpj.exe", "agpj.jpg"),
        ('x"\r\nSet-Cookie: a=b', "xSet-Cookie a=b.jpg"),
        ("", "file.jpg"),
        ("...", "file.jpg"),
        ("长" * 300, "长" * 60 + ".jpg"),
    ],
)
def test_a_name_is_cleaned_and_sealed(register, evidence, given, kept):
    row = evidence.keep("c1", given, JPEG)
    assert register.cipher.open(row.sealed_name) == kept


def test_only_the_conversation_that_sent_a_file_files_or_erases_it(register, evidence, complaint, changed, folder):
    mine = evidence.keep("c1", "a", JPEG)
    theirs = evidence.keep("c2", "b", PNG)
    assert evidence.erase("c1", [theirs.id]) == []
    number = register.file(changed(complaint, evidence=[mine.id, theirs.id, "made-up"])).number
    assert register.ticket(number).evidence == [mine.id]
    assert evidence.erase("c1") == []
    assert names(folder) == {mine.id, theirs.id}


def test_erased_before_filing_row_and_file_are_gone(evidence, folder):
    first, second, third = (evidence.keep("c1", "a", content) for content in jpegs(3))
    assert evidence.erase("c1", [second.id]) == [second.id]
    assert names(folder) == {first.id, third.id}
    evidence.erase("c1")
    assert names(folder) == set()


def test_filing_again_gives_the_first_receipt_with_the_same_files(register, evidence, complaint, changed):
    ids = [evidence.keep("c1", "a", JPEG).id]
    once, again = (register.file(changed(complaint, evidence=ids)) for _ in range(2))
    assert once == again
    assert register.ticket(once.number).evidence == ids


def test_a_supplement_brings_its_files_to_the_ticket_whoever_sent_them(register, evidence, filed):
    number = filed(JPEG)
    added = evidence.keep("another conversation", "b", PNG)
    Aftercare(register).supplement(number, "补一张回单", evidence=[added.id])
    assert [row.id for row in evidence.of_ticket(number)] == register.ticket(number).evidence
    assert register.ticket(number).evidence[-1] == added.id


def test_a_draft_that_goes_on_elsewhere_takes_its_files_along(register, evidence, complaint, changed):
    row, codes = evidence.keep("here", "a", JPEG), DraftCodes(register)
    code = codes.give({}, {}, [row.id])
    codes.redeem(code, "there")
    assert evidence.erase("here", [row.id]) == []
    receipt = register.file(changed(complaint, conversation="there", evidence=[row.id]))
    assert register.ticket(receipt.number).evidence == [row.id]


def test_after_rotation_the_old_key_opens_no_file_and_the_new_one_every(register, evidence, filed, folder):
    number = filed(*jpegs(3))
    rows, before = evidence.of_ticket(number), {file.name: file.read_bytes() for file in folder.iterdir()}
    newer = Register(register._database, Cipher("newer,a key of the tests"))
    assert rotation.reseal_everything(newer._database, newer.cipher)["evidence_files"] == 3
    alone = Evidence(Register(register._database, Cipher("newer")), folder)
    assert [alone.look(number, row.id, "赵敏").content for row in rows] == jpegs(3)
    with pytest.raises(EvidenceUnreadable) as refused:
        evidence.look(number, rows[0].id, "赵敏")
    assert isinstance(refused.value.__cause__, InvalidToken)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_files_go_with_their_ticket_and_those_of_drafts_after_thirty_days(register, evidence, filed, folder):
    register._now = lambda: NOON_IN_CHINA
    number = filed(JPEG)
    Aftercare(register).withdraw(number)
    draft = evidence.keep("c2", "a", PNG)
    aged(folder)
    after = NOON_IN_CHINA + timedelta(days=30)
    assert retention.expire(register._database, after)["evidence_files"] == 0
    assert retention.expire(register._database, after + timedelta(seconds=1))["evidence_files"] == 1
    other = filed(PNG, conversation="c3", filing="f3")
    assert evidence.sweep() == 1
    assert draft.id not in names(folder)
    retention.expire(register._database, NOON_IN_CHINA + timedelta(days=1097))
    evidence.sweep()
    assert names(folder) == set(register.ticket(other).evidence)


def test_a_forgotten_conversation_has_no_files_but_those_of_its_tickets(register, evidence, filed, folder):
    number = filed(JPEG)
    evidence.keep("c1", "a", PNG)
    forget_conversation(register, "c1")
    assert evidence.kept("c1", [file.name for file in folder.iterdir()]) == []
    assert len(evidence.of_ticket(number)) == 1


def test_a_sweep_erases_what_a_crash_left_and_nothing_that_may_be_being_written(register, evidence, filed, folder):
    filed(JPEG)
    for name in ("0" * 32, "torn.part", "not ours"):
        (folder / name).write_bytes(b"left")
    aged(folder)
    (folder / ("1" * 32)).write_bytes(b"its row comes in a moment")
    assert evidence.sweep() == 2
    assert names(folder) == {*register.ticket(register.own("c1").number).evidence, "1" * 32, "not ours"}


def test_beside_an_empty_register_nothing_is_swept(evidence, folder):
    folder.mkdir()
    (folder / ("0" * 32)).write_bytes(b"of the database that somebody forgot to name")
    aged(folder)
    assert evidence.sweep() == 0


def test_a_disk_that_takes_nothing_is_said_and_leaves_no_row_and_no_part(register, evidence, folder, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk.os, "fsync", full)
    with pytest.raises(StoreUnavailable, match="No space"):
        evidence.keep("c1", "a", JPEG)
    assert names(folder) == set()
    with register._database.reading() as session:
        assert session.query(EvidenceFile).count() == 0


def test_the_file_is_on_the_disk_before_its_row_is_written(register, evidence, folder, monkeypatch):
    seen = []
    transaction = Store.transaction

    def watched(store):
        seen.append(names(folder))
        return transaction(store)

    monkeypatch.setattr(Store, "transaction", watched)
    row = evidence.keep("c1", "a", JPEG)
    assert seen == [{row.id}]
