"""Branch tablets: enrolled ones only, and the next person finds nothing of the last."""

import re
import uuid

import httpx
import pytest

from bot.channels.visitors import conversation_of
from tests.server import TOKEN
from tests.serving.pages import FORM, OURS, TabletPage

STAFF = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def tablet(server):
    return TabletPage(server)


@pytest.fixture
def devices(server):
    from bot.stores import register_of
    from tickets.devices import Devices

    return Devices(register_of(server.settings))


def test_a_session_that_has_ended_opens_nothing(server, tablet):
    tablet.say(*FORM, "没有了", "王小明", tablet.phone, "确认提交")
    old = dict(tablet.http.cookies)
    tablet.leave()
    replay = httpx.Client(base_url=server.base, headers=OURS, cookies=old, timeout=30)
    body = {"id": str(uuid.uuid4()), "text": "查一下投诉进度"}
    assert replay.post("/api/kiosk/chat/messages", json=body).status_code == 403
    assert replay.get("/api/kiosk/chat/stream").status_code == 403
    assert replay.get("/api/kiosk/chat/files").status_code == 403
    assert replay.post("/api/kiosk/chat/receipt").status_code == 403
    assert replay.get("/api/kiosk/chat/messages").json()["events"] == []


def test_the_next_session_is_a_new_conversation(server, tablet):
    tablet.say(*FORM)
    number = tablet.file()
    tablet.open()
    assert tablet.history()["events"] == []
    tablet.last = -1
    assert number not in tablet.say("查一下投诉进度")
    assert "编号" in tablet.say(number) or "查询码" in tablet.history()["events"][-1]["text"]


def test_an_end_that_comes_late_is_not_the_next_customers(server, tablet):
    old = dict(tablet.http.cookies)
    tablet.open()
    tablet.say("你好")
    late = httpx.Client(base_url=server.base, headers=OURS, cookies=old, timeout=30)
    assert late.delete("/api/kiosk/session").status_code == 204
    assert tablet.history()["events"]


def test_what_was_typed_and_sent_in_is_erased_with_the_session(server, tablet):
    from bot.stores import register_of
    from tests.files import JPEG

    tablet.say(*FORM, "没有了", "王小明")
    conversation = conversation_of(tablet.http.cookies["xiaobao_session"], "kiosk")
    register = register_of(server.settings)
    before = {file.name for file in (server.var / "evidence").glob("*")}
    sent = tablet.send(JPEG).json()["file"]["id"]
    tablet.leave()
    assert register.draft(conversation) == {}
    assert sent not in {file.name for file in (server.var / "evidence").glob("*")} | before


def test_a_ticket_carries_the_branch_of_the_tablet(server, tablet):
    tablet.say(*FORM)
    [ticket] = server.tickets(q=tablet.file())["items"]
    assert (ticket["source"], ticket["branch"]) == ("kiosk", "城东支行")


def test_the_branch_that_a_complaint_names_comes_before_that_of_the_tablet(server, tablet):
    tablet.say("我要投诉", "同意", "储蓄", "换存折收了工本费，没人告诉我", "跳过", "南门支行", "10元", "讲清楚")
    [ticket] = server.tickets(q=tablet.file())["items"]
    assert ticket["branch"] == "南门支行"


def test_a_code_enrols_one_tablet_once_and_binds_it_to_its_branch(server, devices):
    device, code = devices.add("西关支行", "大堂左边", {"idle_s": 45})
    tablet = httpx.Client(base_url=server.base, headers=OURS)
    assert tablet.post("/api/kiosk/enrol", json={"code": code.lower()}).status_code == 204
    told = tablet.get("/api/kiosk/device").json()
    assert (told["branch"], told["times"]["idle_s"], told["times"]["warn_s"]) == ("西关支行", 45, 30)
    another = httpx.Client(base_url=server.base, headers=OURS)
    assert another.post("/api/kiosk/enrol", json={"code": code}).status_code == 403
    tablet.post("/api/kiosk/ping").raise_for_status()
    listed = httpx.get(f"{server.staff}/api/devices", headers=STAFF).json()["items"]
    assert next(item for item in listed if item["id"] == device)["online"] is True
    devices.remove(device)
    assert tablet.get("/api/kiosk/device").json()["branch"] == "城东支行"  # development: the sample tablet again


@pytest.mark.parametrize("code", ["", "AAAA-2222", "x" * 500, None])
def test_a_wrong_code_is_refused_in_plain_words(server, code):
    answer = httpx.post(f"{server.base}/api/kiosk/enrol", json={"code": code}, headers=OURS)
    assert answer.status_code == 403
    assert "登记码" in answer.json()["error"]["message"]


def test_a_call_reaches_staff_once_and_the_tablet_hears_that_somebody_comes(server, tablet):
    states = [tablet.http.post("/api/kiosk/call").json()["state"] for _ in range(3)]
    assert states == ["calling"] * 3
    [call] = httpx.get(f"{server.staff}/api/calls", headers=STAFF).json()["items"]
    assert call["branch"] == "城东支行"
    answered = httpx.post(f"{server.staff}/api/calls/{call['id']}/answer", headers=STAFF).json()
    assert answered["answered_by"] == "administrator"
    assert tablet.http.get("/api/kiosk/call").json()["state"] == "coming"
    assert httpx.get(f"{server.staff}/api/calls", headers=STAFF).json()["items"] == []


def test_a_customer_who_leaves_takes_the_call_back(server, tablet):
    tablet.http.post("/api/kiosk/call")
    tablet.leave()
    assert httpx.get(f"{server.staff}/api/calls", headers=STAFF).json()["items"] == []


def test_who_calls_before_beginning_is_still_called_for_afterwards(server, tablet):
    tablet.http.post("/api/kiosk/call")
    tablet.http.post("/api/kiosk/session").raise_for_status()
    assert tablet.http.get("/api/kiosk/call").json()["state"] == "calling"
    tablet.leave()


def test_a_goodbye_that_comes_late_without_a_cookie_ends_nothing(server, tablet):
    tablet.http.post("/api/kiosk/call")
    late = httpx.delete(f"{server.base}/api/kiosk/session", headers=OURS)
    assert late.status_code == 204
    assert tablet.http.get("/api/kiosk/call").json()["state"] == "calling"
    tablet.say("反洗钱是什么")
    tablet.leave()


@pytest.mark.parametrize("call", ["0", "999999", "x", "9" * 40, "-1"])
def test_a_call_that_is_none_is_not_found(server, call):
    assert httpx.post(f"{server.staff}/api/calls/{call}/answer", headers=STAFF).status_code == 404


def test_the_receipts_qr_code_goes_on_at_the_phone_once_and_holds_nothing_personal(server, tablet):
    from tests.serving.pages import Page

    assert tablet.http.post("/api/kiosk/chat/receipt").status_code == 404
    tablet.say(*FORM)
    number = tablet.file()
    answer = tablet.http.post("/api/kiosk/chat/receipt").json()
    assert answer["image"].startswith("data:image/svg+xml") and number not in answer["image"]
    token = handed_over(server, tablet)
    phone = Page(server)
    body = {"token": token, "id": str(uuid.uuid4())}
    said = phone.http.post("/api/chat/handoff", json=body).raise_for_status().json()
    ticket = next(event["custom"] for event in said["events"] if event.get("custom", {}).get("type") == "ticket")
    assert ticket["number"] == number
    again = Page(server).http.post("/api/chat/handoff", json=body)
    assert again.status_code == 410
    assert re.search("二维码", again.json()["error"]["message"])


def handed_over(server, tablet):
    """Give out a token as the QR code does: reading the picture is the phone's business."""
    from bot.stores import register_of
    from tickets.handoffs import Handoffs, Handover

    register = register_of(server.settings)
    receipt = register.own(conversation_of(tablet.http.cookies["xiaobao_session"], "kiosk"))
    code = register.query_code(receipt.number)
    return Handoffs(register).give(Handover(say=f"查投诉进度，单号 {receipt.number}，查询码 {code}"))


def test_other_sites_cannot_use_a_tablet(server, tablet):
    stranger = httpx.Client(base_url=server.base, cookies=tablet.http.cookies)
    for method, path in (("POST", "session"), ("DELETE", "session"), ("POST", "call"), ("POST", "ping")):
        assert stranger.request(method, f"/api/kiosk/{path}").status_code == 403


def test_in_production_a_tablet_that_is_not_enrolled_gets_nothing(tmp_path):
    import dataclasses

    from bot.branch_tablets import open_tablets
    from bot.settings import load_settings

    settings = dataclasses.replace(load_settings({"XIAOBAO_VAR": str(tmp_path)}), env="production")
    assert open_tablets(settings).known("") is None
    assert open_tablets(settings).known("x" * 43) is None
