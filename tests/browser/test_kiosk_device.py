"""The tablet as a device: enrolled, heard of, calling staff, a keyboard of its own, of use without a network."""

import json

import httpx
import pytest

from tests.browser.kiosk import Kiosk
from tests.server import TOKEN

pytestmark = pytest.mark.parametrize("size", ["tablet"])
STAFF = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def devices(server):
    from bot.stores import register_of
    from tickets.devices import Devices

    return Devices(register_of(server.settings))


def test_a_tablet_becomes_a_branchs_by_the_code_that_staff_type_on_its_screen(page, server, devices):
    device, code = devices.add("西关支行", "大堂左边")
    refused = {"error": {"code": 403, "message": "这台平板还没有登记"}}
    page.route("**/api/kiosk/device", lambda route: route.fulfill(status=403, json=refused))
    page.goto(f"{server.base}/kiosk")
    kiosk = Kiosk(page, server)
    kiosk.screen("enrol").wait_for()
    kiosk.fine("enrol").page.get_by_label("登记码").click()
    kiosk.keyboard.wait_for()
    kiosk.fine("enrol-keyboard").press("AAAA2222").button("登记").click()
    kiosk.text("登记码不对，或者过期了").wait_for()
    for _ in range(8):
        kiosk.key("{erase}")
    page.unroute("**/api/kiosk/device")
    kiosk.press(code).key("{enter}").attract()
    assert page.locator(".kiosk-branch").inner_text().endswith("西关支行")
    page.trouble[:] = [line for line in page.trouble if "403" not in line]  # Chromium logs every refusal
    devices.remove(device)


def test_staff_see_that_the_tablet_is_alive(page, server):
    with page.expect_response("**/api/kiosk/ping"):
        Kiosk(page, server).open()
    listed = httpx.get(f"{server.staff}/api/devices", headers=STAFF).json()["items"]
    assert next(each for each in listed if each["id"] == "sample")["online"] is True


def test_a_call_reaches_staff_and_the_screen_says_that_somebody_comes(page, server):
    page.clock.install()
    kiosk = Kiosk(page, server).open()
    kiosk.begin().button("呼叫工作人员").click()
    kiosk.button("已通知，请稍等").wait_for()
    [call] = httpx.get(f"{server.staff}/api/calls", headers=STAFF).json()["items"]
    httpx.post(f"{server.staff}/api/calls/{call['id']}/answer", headers=STAFF).raise_for_status()
    kiosk.later(4).button("工作人员正在过来").wait_for()


def test_nobody_coming_is_said_too(page, server):
    page.clock.install()
    kiosk = Kiosk(page, server).open()
    page.route("**/api/kiosk/call", lambda route: route.fulfill(json={"state": "overdue"})
               if route.request.method == "GET" else route.continue_())  # fmt: skip
    kiosk.button("呼叫工作人员").click()
    kiosk.button("已通知，请稍等").wait_for()
    kiosk.later(4).button("还没人来，请到柜台").wait_for()


# ---- the keyboard


def test_chinese_is_written_by_pinyin_on_the_screen(kiosk):
    kiosk.begin().errand("直接问小保").field.click()
    kiosk.keyboard.wait_for()
    kiosk.fine("keyboard").press("tousu")
    kiosk.button("投诉").wait_for()
    kiosk.fine("candidates").button("投诉").click()
    kiosk.press("yinhangka").button("银行卡").click()
    kiosk.press("zz").button("转账").click()
    assert kiosk.field.input_value() == "投诉银行卡转账"
    kiosk.key("{erase}").key("{erase}").press("shoufei").key("{space}").key("。")
    assert kiosk.field.input_value() == "投诉银行卡收费。"
    kiosk.key("{digits}").press("35").key("{pinyin}").key("{latin}").key("{shift}").press("A")
    assert kiosk.field.input_value() == "投诉银行卡收费。35A"
    kiosk.key("{enter}").answered()
    assert "投诉银行卡收费。35A" in kiosk.log.inner_text()
    assert kiosk.keyboard.count() == 0


def test_the_keyboard_goes_when_it_is_put_away_and_a_real_one_still_writes(kiosk):
    kiosk.begin().errand("直接问小保").field.click()
    kiosk.key("{hide}")
    kiosk.keyboard.wait_for(state="detached")
    kiosk.field.press_sequentially("ATM")
    kiosk.field.press("Enter")
    kiosk.answered()
    assert "ATM" in kiosk.log.inner_text()


def test_number_and_code_are_written_with_capitals_and_digits(kiosk):
    kiosk.begin().errand("查投诉进度").field.click()
    kiosk.keyboard.wait_for()
    kiosk.fine("code").press("TS20260101-0001")
    assert kiosk.field.input_value() == "TS20260101-0001"


# ---- links


def test_a_web_address_becomes_a_qr_code_and_nothing_leads_away(visit, server):
    page = visit(service_workers="block")  # what a worker asks for cannot be changed on its way
    page.add_init_script("delete globalThis.EventSource")  # nor what is pushed: it may come before the answer
    kiosk = Kiosk(page, server)

    def with_host(route):
        shown = route.fetch().json()
        route.fulfill(json={**shown, "hosts": ["www.nfra.gov.cn"]})

    def with_link(route):
        turn = route.fetch().json()
        turn["events"][-1]["text"] += "\n详情见 https://www.nfra.gov.cn/"
        route.fulfill(json=turn)

    page.route("**/api/chat/interface?*", with_host)
    page.route("**/api/kiosk/chat/messages", lambda route: with_link(route)
               if route.request.method == "POST" else route.continue_())  # fmt: skip
    kiosk.open().begin().errand("直接问小保").say("银行卡丢了怎么挂失")
    assert page.locator("a").count() == 0
    kiosk.button("用手机看网页").click()
    page.get_by_role("img", name="用手机扫一扫").wait_for()
    kiosk.fine("link").button("关上").click()


# ---- without a network


def offline(kiosk):
    kiosk.page.context.set_offline(True)
    kiosk.text("网络不通，正在重连").wait_for()


def online(kiosk):
    kiosk.page.context.set_offline(False)
    kiosk.text("网络不通，正在重连").wait_for(state="detached")
    kiosk.page.trouble.clear()  # the browser itself notes what failed


def test_without_a_network_the_emergency_cards_open_even_on_a_fresh_start(kiosk):
    kiosk.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    kiosk.page.reload()  # by the worker, from now on
    kiosk.attract()
    kiosk.page.context.set_offline(True)
    kiosk.reload_offline()
    kiosk.text("网络不通，急事先这样办").wait_for()
    kiosk.fine("offline")
    cards = kiosk.page.locator(".offline-cards").inner_text()
    assert "110" in cards and "96110" in cards and "400-000-0000" in cards
    online(kiosk)
    kiosk.attract()


def test_nothing_is_sent_or_kept_while_there_is_no_network(kiosk):
    kiosk.begin().errand("我要投诉").choose("同意").choose("储蓄", exact=False)
    kiosk.field.fill("换存折收了工本费")
    offline(kiosk)
    assert kiosk.button("发送").is_disabled()
    kiosk.fine("talk-offline")
    assert json.loads(kiosk.page.evaluate("JSON.stringify(localStorage)")) == {}
    kept = kiosk.page.evaluate("indexedDB.databases().then(all => all.length)")
    assert kept == 0
    online(kiosk)
    kiosk.button("发送").click()
    kiosk.answered()
    assert "换存折收了工本费" in kiosk.log.inner_text()


def test_a_message_that_the_network_swallowed_is_not_sent_behind_the_customers_back(page, server):
    kiosk = Kiosk(page, server).open().begin().errand("直接问小保")
    page.route("**/api/kiosk/**", lambda route: route.abort())
    kiosk.field.fill("银行卡丢了怎么挂失")
    kiosk.button("发送").click()
    kiosk.text("刚才那句没有发出去").wait_for()
    page.unroute("**/api/kiosk/**")
    online(kiosk)
    assert "挂失" not in kiosk.log.inner_text()
