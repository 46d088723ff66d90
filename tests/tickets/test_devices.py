"""Branch tablets, calls for staff and words taken to another screen, on both databases."""

from datetime import datetime, timedelta, timezone

import pytest

from tickets.calls import OVERDUE_AFTER, Calls
from tickets.devices import CODE_LIFETIME, ONLINE_WITHIN, Devices
from tickets.errors import UnknownCall, UnknownDevice, UnknownHandoff
from tickets.handoffs import LIFETIME, Handoffs, Handover


@pytest.fixture
def clock(register):
    """The register's clock, to be set forward."""

    class Clock:
        now = datetime(2026, 11, 29, 9, 0, tzinfo=timezone.utc)

        def forward(self, time: timedelta) -> None:
            self.now += time

    clock = Clock()
    register._now = lambda: clock.now
    return clock


@pytest.fixture
def devices(register, clock):
    return Devices(register)


@pytest.fixture
def device(devices):
    _, code = devices.add("城东支行", "大堂")
    return devices.known(devices.enrol(code))


def test_a_code_is_good_once_and_for_half_an_hour(devices, clock):
    _, late = devices.add("城东支行", "大堂")
    clock.forward(CODE_LIFETIME + timedelta(seconds=1))
    with pytest.raises(UnknownDevice):
        devices.enrol(late)
    _, code = devices.add("城东支行", "门口")
    assert devices.known(devices.enrol(f" {code.lower()} ")).name == "门口"
    with pytest.raises(UnknownDevice):
        devices.enrol(code)


def test_a_tablet_that_was_taken_out_is_not_known_any_more(devices):
    device, code = devices.add("城东支行", "大堂")
    token = devices.enrol(code)
    devices.remove(device)
    assert devices.known(token) is None
    with pytest.raises(UnknownDevice):
        devices.remove(device)


def test_one_session_at_a_time_and_none_after_its_end(devices, device):
    devices.begin_session(device.id, "kiosk-a")
    devices.begin_session(device.id, "kiosk-b")
    assert devices.of_conversation("kiosk-a") is None
    assert devices.of_conversation("kiosk-b").id == device.id
    devices.end_session(device.id)
    assert devices.of_conversation("kiosk-b") is None


def test_a_tablet_is_online_while_it_is_heard_of(devices, device, clock):
    assert not devices.is_online(device)
    devices.seen(device.id)
    [device] = devices.all()
    assert devices.is_online(device)
    clock.forward(ONLINE_WITHIN)
    assert not devices.is_online(device)


def test_a_call_is_open_once_a_tablet_and_overdue_after_a_minute(register, device, clock):
    calls = Calls(register)
    call = calls.call(device)
    assert calls.call(device).id == call.id
    assert not calls.is_overdue(call)
    clock.forward(OVERDUE_AFTER + timedelta(seconds=1))
    assert calls.is_overdue(call)
    assert [waiting.id for waiting in calls.open("城东支行")] == [call.id]
    assert calls.open("南门支行") == []


def test_the_first_who_answers_a_call_counts_and_other_branches_cannot(register, device):
    calls = Calls(register)
    call = calls.call(device)
    with pytest.raises(UnknownCall):
        calls.answer(call.id, "赵敏", "南门支行")
    calls.answer(call.id, "赵敏", "城东支行")
    assert calls.answer(call.id, "周芷若", "城东支行").answered_by == "赵敏"
    assert calls.open() == []
    assert calls.call(device).id != call.id


def test_words_taken_along_open_once_and_for_a_quarter_of_an_hour(register, clock):
    handoffs = Handoffs(register)
    words = Handover(say="查投诉进度")
    token = handoffs.give(words)
    assert handoffs.redeem(token) == words
    late = handoffs.give(words)
    clock.forward(LIFETIME + timedelta(seconds=1))
    for gone in (token, late, "", "x"):
        with pytest.raises(UnknownHandoff):
            handoffs.redeem(gone)
