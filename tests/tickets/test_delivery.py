"""What customers have to be told reaches them once, with proof, however often it takes."""

import json
import threading
from datetime import timedelta

import pytest

from tests.tickets.conftest import PARTS, TO_DECIDED, Case
from tickets.delivery import MAX_ATTEMPTS, Courier, Outbox
from tickets.errors import DeliveryFailed, IllegalOperation
from tickets.file_port import FilePort
from tickets.models import OutboxMessage
from tickets.outbox import CHAT_FIRST


class Phone:
    """A port that fails as often as it is told to."""

    way = "sms"

    def __init__(self, failures=0):
        self.failures, self.sent = failures, []

    def send(self, notice):
        if self.failures:
            self.failures -= 1
            raise DeliveryFailed("gateway: timeout")
        self.sent.append(notice)
        return f"receipt {notice.id}"


@pytest.fixture
def outbox(register):
    return Outbox(register)


@pytest.fixture
def unreachable(register, complaint, changed):
    """A decided ticket whose customer is in no chat."""
    return Case(register, changed(complaint, source="kiosk")).through(*TO_DECIDED)


def kinds(register, number):
    return [event.kind for event in register.events(number)]


def rows(register):
    with register.transaction() as session:
        return list(session.query(OutboxMessage).order_by(OutboxMessage.id))


def test_a_decision_waits_for_its_conversation_with_all_four_parts(case, outbox):
    case.through(*TO_DECIDED)
    [notice] = outbox.pending("c1")
    assert (notice.kind, notice.number) == ("decided", case.number)
    assert all(part in notice.text for part in PARTS.values())
    assert outbox.pending("somebody else") == []


def test_delivered_in_the_chat_it_is_told_with_proof_and_the_clock_ends(case, outbox):
    case.through(*TO_DECIDED)
    [notice] = outbox.pending("c1")
    assert outbox.mark_delivered(notice.id, "chat", "message 12")
    ticket = case.ticket
    assert (ticket.status, ticket.notified_at) == ("notified", case.moment)
    assert json.loads(case.register.cipher.open(ticket.sealed_delivery)) == {"way": "chat", "proof": "message 12"}
    assert kinds(case.register, case.number)[-2:] == ["delivered", "notified"]
    assert outbox.pending("c1") == []


def test_it_is_marked_once(case, outbox):
    case.through(*TO_DECIDED)
    [notice] = outbox.pending("c1")
    assert [outbox.mark_delivered(notice.id, "chat", "x") for _ in range(3)] == [True, False, False]
    assert kinds(case.register, case.number).count("notified") == 1


def test_the_chat_comes_first_then_the_port(case, register):
    phone = Phone()
    case.through(*TO_DECIDED)
    assert Courier(register, phone).deliver_due() == 0
    case.moment += CHAT_FIRST
    assert Courier(register, phone).deliver_due() == 1
    assert phone.sent[0].phone == "13800001111"
    assert case.ticket.status == "notified"


def test_who_is_in_no_chat_is_told_through_the_port_at_once(unreachable, register):
    assert Courier(register, Phone()).deliver_due() == 1
    assert unreachable.ticket.status == "notified"


def test_a_failure_is_tried_again_with_growing_pauses(unreachable, register):
    courier = Courier(register, Phone(failures=3))
    for pause in (1, 2, 4):
        assert courier.deliver_due() == 0
        unreachable.moment += timedelta(minutes=pause, seconds=-1)
        assert courier.deliver_due() == 0
        unreachable.moment += timedelta(seconds=1)
    assert courier.deliver_due() == 1
    [row] = rows(register)
    assert (row.attempts, row.last_error, row.delivered_by) == (4, "gateway: timeout", "sms")


def test_after_the_last_attempt_a_person_is_asked_and_the_chat_can_still_deliver(unreachable, register, outbox):
    courier = Courier(register, Phone(failures=99))
    for _ in range(MAX_ATTEMPTS + 3):
        courier.deliver_due()
        unreachable.days_later(1)
    assert rows(register)[0].attempts == MAX_ATTEMPTS
    assert kinds(register, unreachable.number)[-1] == "undeliverable"
    assert unreachable.ticket.status == "decided"
    assert [notice.kind for notice in outbox.pending("c1")] == ["decided"]


def test_a_courier_that_dies_while_sending_only_makes_it_late(unreachable, register, outbox):
    assert outbox.claim() is not None
    assert outbox.claim() is None
    unreachable.moment += timedelta(minutes=1)
    assert Courier(register, Phone()).deliver_due() == 1


def test_many_couriers_at_once_send_each_message_once(register, complaint, changed):
    cases = [Case(register, changed(complaint, filing=str(n), source="kiosk")).through(*TO_DECIDED) for n in range(6)]
    phone = Phone()
    threads = [threading.Thread(target=Courier(register, phone).deliver_due) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(notice.number for notice in phone.sent) == sorted(case.number for case in cases)
    assert {case.ticket.status for case in cases} == {"notified"}


def test_a_change_that_is_refused_tells_nobody(case, register):
    with pytest.raises(IllegalOperation):
        case.do("decided")
    assert rows(register) == []


def test_told_by_telephone_first_the_message_still_goes_and_changes_nothing(case, outbox):
    case.through(*TO_DECIDED, "notified")
    [notice] = outbox.pending("c1")
    assert outbox.mark_delivered(notice.id, "chat", "message 12")
    assert "录音 17 号" in case.register.cipher.open(case.ticket.sealed_delivery)


def test_the_file_has_a_line_a_message_without_the_full_number(unreachable, register, tmp_path):
    assert Courier(register, FilePort(tmp_path / "outbox")).deliver_due() == 1
    [file] = (tmp_path / "outbox").iterdir()
    [line] = file.read_text("utf-8").splitlines()
    assert json.loads(line)["number"] == unreachable.number
    assert json.loads(line)["to"] == "138****1111"
    assert "13800001111" not in line
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_disk_that_does_not_take_it_is_a_failure_that_is_tried_again(unreachable, register, tmp_path):
    (tmp_path / "outbox").write_text("a file where the folder should be")
    assert Courier(register, FilePort(tmp_path / "outbox")).deliver_due() == 0
    (tmp_path / "outbox").unlink()
    unreachable.moment += timedelta(minutes=1)
    assert Courier(register, FilePort(tmp_path / "outbox")).deliver_due() == 1
