"""The journal: when the database is down a confirmed complaint is kept, and filed exactly once when it is back."""

import os
import random
import time
from datetime import datetime, timedelta, timezone

import pytest

from tests.tickets.victims import CONTACT, KEY, Victim, keep_for_ever, register_at, replay_for_ever
from tickets.crypto import Cipher
from tickets.database import Database
from tickets.journal import LONGEST_WRITE_S, Journal, Replay
from tickets.register import Register

CONFIRMED_AT = datetime(2026, 11, 20, 15, 30, tzinfo=timezone.utc)


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "journal", Cipher(KEY))


@pytest.fixture
def down(tmp_path):
    return Register(Database(f"sqlite:///{tmp_path}/no/such/folder.db"), Cipher(KEY))


def test_what_is_kept_is_filed_once_with_the_clock_of_its_confirmation(register, journal, complaint):
    journal.keep(complaint, CONFIRMED_AT)
    assert journal.replay(register) == Replay(filed=1)
    assert journal.replay(register) == Replay()
    ticket = register.ticket(register.own("c1").number)
    assert ticket.number.startswith("TS20261120-")
    assert (ticket.received_at, ticket.amount_fen) == (CONFIRMED_AT, 4550)
    assert register.tickets({}, 1, 10)[1] == 1


def test_the_first_of_two_confirmations_counts(register, journal, complaint):
    journal.keep(complaint, CONFIRMED_AT)
    journal.keep(complaint, CONFIRMED_AT + timedelta(days=1))
    assert journal.replay(register).filed == 1
    assert register.ticket(register.own("c1").number).received_at == CONFIRMED_AT


def test_a_complaint_that_was_filed_after_all_is_not_filed_again(register, journal, complaint):
    receipt = register.file(complaint)
    journal.keep(complaint, CONFIRMED_AT)
    assert journal.replay(register).filed == 1
    assert (register.own("c1"), register.tickets({}, 1, 10)[1]) == (receipt, 1)


def test_name_and_phone_come_from_the_draft_when_the_database_was_down_already(register, journal, complaint, changed):
    register.keep_draft("c1", CONTACT)
    journal.keep(changed(complaint, name="", phone=""), CONFIRMED_AT)
    assert journal.replay(register).filed == 1
    ticket = register.ticket(register.own("c1").number)
    assert register.cipher.open(ticket.sealed_name) == CONTACT["complainant_name"]


def test_while_the_database_is_down_everything_waits(journal, down, complaint):
    journal.keep(complaint, CONFIRMED_AT)
    assert journal.replay(down) == Replay(waiting=1)
    assert journal.is_waiting("c1")
    assert not journal.is_waiting("c2")


def test_nothing_in_the_journal_can_be_read_or_names_anybody(journal, complaint, tmp_path):
    journal.keep(complaint, CONFIRMED_AT)
    files = [path for path in (tmp_path / "journal").iterdir() if path.is_file()]
    raw = b"".join(path.name.encode() + path.read_bytes() for path in files)
    for secret in (complaint.name, complaint.phone, complaint.facts, "c1."):
        assert secret.encode() not in raw
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)


def test_the_receipt_is_owed_until_it_was_told(register, journal, complaint):
    journal.keep(complaint, CONFIRMED_AT)
    assert journal.owed("c1") == []
    journal.replay(register)
    assert journal.owed("c1") == [register.own("c1").number]
    assert [journal.told("c1", register.own("c1").number) for _ in range(2)] == [True, False]
    assert journal.owed("c1") == []


def test_one_conversation_can_be_filed_before_the_others(register, journal, complaint, changed):
    journal.keep(complaint, CONFIRMED_AT)
    journal.keep(changed(complaint, conversation="c2"), CONFIRMED_AT)
    assert journal.replay(register, "c2") == Replay(filed=1)
    assert register.own("c1") is None
    assert journal.is_waiting("c1")


@pytest.mark.parametrize("damage", ["torn", "another key", "no contact"])
def test_what_cannot_be_filed_is_put_aside_and_stops_nobody(register, journal, complaint, changed, tmp_path, damage):
    unlucky = changed(complaint, conversation="unlucky", name="" if damage == "no contact" else "王小明")
    written_with = Journal(tmp_path / "journal", Cipher("another")) if damage == "another key" else journal
    written_with.keep(unlucky, CONFIRMED_AT)
    if damage == "torn":
        (file,) = (tmp_path / "journal").glob("*.sealed")
        file.write_text(file.read_text()[:40])
    journal.keep(complaint, CONFIRMED_AT)
    assert journal.replay(register) == Replay(filed=1, aside=1)
    assert len(list((tmp_path / "journal" / "aside").iterdir())) == 1


def test_what_was_put_aside_is_filed_once_the_key_is_right(register, journal, complaint, tmp_path):
    journal.keep(complaint, CONFIRMED_AT)
    assert Journal(tmp_path / "journal", Cipher("wrong")).replay(register) == Replay(aside=1)
    journal.take_back()
    assert journal.replay(register) == Replay(filed=1)


def test_a_part_that_a_dead_process_left_is_put_aside_and_one_being_written_is_let_alone(
    register, journal, complaint, tmp_path
):
    journal.keep(complaint, CONFIRMED_AT)
    old, fresh = (tmp_path / "journal" / name for name in ("old.part", "fresh.part"))
    for part in (old, fresh):
        part.write_text("half a")
    os.utime(old, (time.time() - LONGEST_WRITE_S - 1,) * 2)
    assert journal.replay(register) == Replay(filed=1, aside=1)
    assert fresh.exists()
    assert (tmp_path / "journal" / "aside" / "old.part").exists()


def test_kills_while_keeping_and_while_replaying_file_every_kept_complaint_once(database_url, tmp_path):
    folder, chance = tmp_path / "journal", random.Random()
    register = register_at(database_url)
    kept = set()
    for n in range(20):
        kept |= {conversation for conversation, _ in Victim(keep_for_ever, folder, f"{n}").kill_at_random(chance)}
        Victim(replay_for_ever, database_url, folder).kill_at_random(chance)
    Journal(folder, Cipher(KEY)).replay(register)
    assert {conversation for conversation in kept if register.own(conversation) is None} == set()
    tickets, total = register.tickets({}, 1, 10_000)
    assert len({ticket.conversation_print for ticket in tickets}) == total
    assert total - len(kept) <= 20  # at most one a kill was kept and not heard of
    register._database.close()
