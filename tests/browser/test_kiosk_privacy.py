"""The next customer finds nothing of the last one, whatever they try."""

import uuid

import httpx
import pytest
from playwright.sync_api import expect

from tests.serving.pages import OURS

pytestmark = pytest.mark.parametrize("size", ["tablet"])
FACTS, NAME, PHONE = "换存折收了工本费，没人告诉我", "王小明", "13900001111"
HIDING = "-webkit-text-security"
PLANT = """async () => {
  localStorage.setItem('left', 'SECRET'); sessionStorage.setItem('left', 'SECRET');
  history.replaceState({left: 'SECRET'}, '', '/kiosk?left=SECRET');
  await (await caches.open('left')).put('/left', new Response('SECRET'));
  await new Promise((resolve) => {
    const request = indexedDB.open('SECRET'); request.onsuccess = () => { request.result.close(); resolve(); };
  });
}"""


@pytest.fixture
def timed(page, server):
    """A tablet whose clock is ours."""
    from tests.browser.kiosk import Kiosk

    page.clock.install()
    return Kiosk(page, server).open()


def file_complaint(kiosk):
    kiosk.begin().errand("我要投诉").choose("同意").choose("储蓄", exact=False).say(FACTS)
    for answer in ("跳过", "南门支行", "10元", "讲清楚", "没有了", NAME, PHONE, "确认提交"):
        kiosk.say(answer)
    kiosk.text("投诉已经提交").wait_for()
    return kiosk.page.locator(".ticket-number").inner_text(), kiosk.page.locator(".ticket-code").inner_text()


def test_a_customer_who_walks_away_leaves_nothing_to_the_next(timed, server):
    kiosk, page = timed, timed.page
    number, code = file_complaint(kiosk)
    page.evaluate(PLANT)
    cookies = {each["name"]: each["value"] for each in page.context.cookies()}
    kiosk.later(61).text("您还在吗").wait_for()
    kiosk.fine("idle").later(31).attract()

    kiosk.begin()
    secrets = (number, code, FACTS, NAME, PHONE, "139****1111", "王*", "SECRET", "工本费")
    everything = kiosk.everything()
    assert [secret for secret in secrets if secret in everything] == []
    kiosk.errand("查投诉进度")
    assert [secret for secret in secrets if secret in kiosk.everything()] == []
    assert {each["value"] for each in page.context.cookies()}.isdisjoint({cookies["xiaobao_session"]})

    old = httpx.Client(base_url=server.base, headers=OURS, cookies=cookies, timeout=30)
    body = {"id": str(uuid.uuid4()), "text": "查一下投诉进度"}
    assert old.post("/api/kiosk/chat/messages", json=body).status_code == 403
    assert old.get("/api/kiosk/chat/stream").status_code == 403
    assert old.get("/api/kiosk/chat/messages").json()["events"] == []
    assert old.post("/api/kiosk/chat/receipt").status_code == 403


def test_going_back_shows_nothing_of_before(timed):
    kiosk, page = timed, timed.page
    kiosk.begin().errand("直接问小保").say("银行卡丢了怎么挂失")
    kiosk.button("结束服务").click()
    kiosk.screen("goodbye").wait_for()
    kiosk.later(11).attract()
    page.go_back()
    if page.url.endswith("/kiosk"):
        kiosk.attract()
    assert "挂失" not in page.content()
    page.goto(f"{kiosk.server.base}/kiosk")
    kiosk.attract()


def test_loading_the_page_anew_ends_what_was_going_on(kiosk):
    kiosk.begin().errand("直接问小保").say("银行卡丢了怎么挂失")
    kiosk.page.reload()
    kiosk.attract().begin().errand("直接问小保")
    assert "挂失" not in kiosk.log.inner_text()


def test_a_customer_is_asked_before_the_time_is_up_and_goes_on_with_one_touch_any_number_of_times(timed):
    timed.begin().errand("我要投诉")
    for _ in range(11):
        timed.later(61).button("继续").click()
        timed.text("您还在吗").wait_for(state="detached")
    assert "同意我们这样处理吗" in timed.log.inner_text()


def test_touching_the_screen_counts_as_being_there(timed):
    timed.begin().later(50).page.mouse.click(640, 150)
    timed.later(50)
    assert timed.text("您还在吗").count() == 0


def test_a_very_long_session_is_asked_about_too(timed):
    timed.begin()
    for _ in range(17):
        timed.later(50).page.mouse.click(640, 150)
    timed.later(51).text("您用了好一会儿了").wait_for()
    timed.button("继续").click()
    timed.later(50)
    assert timed.screen("home").is_visible()


def test_the_notice_does_not_wait_for_ever(timed):
    timed.button("触摸开始").click()
    timed.screen("notice").wait_for()
    timed.later(61).text("您还在吗").wait_for()
    timed.later(31).attract()


def test_ending_clears_at_once_and_asks_only_while_a_complaint_would_be_lost(kiosk):
    kiosk.begin().errand("我要投诉").choose("同意")
    kiosk.button("结束服务").click()
    kiosk.text("真的要结束吗").wait_for()
    kiosk.fine("end").button("接着填").click()
    kiosk.choose("储蓄", exact=False)
    kiosk.button("结束服务").click()
    kiosk.button("结束，清掉").click()
    kiosk.text("已经全部清掉").wait_for()
    answer = kiosk.page.evaluate("fetch('/api/kiosk/chat/messages').then(answer => answer.json())")
    assert answer["events"] == []
    kiosk.button("下一位请点这里").click()
    kiosk.attract().begin().button("结束服务").click()
    kiosk.screen("goodbye").wait_for()


def test_the_goodbye_says_cleared_only_once_the_server_has_cleared(kiosk):
    held = []
    kiosk.begin().page.route("**/api/kiosk/session", lambda route: held.append(route))
    with kiosk.page.expect_request("**/api/kiosk/session"):
        kiosk.button("结束服务").click()
    kiosk.screen("goodbye").wait_for()
    expect(kiosk.text("已经全部清掉")).to_have_count(0)
    held.pop().continue_()
    kiosk.text("已经全部清掉").wait_for()


def test_what_was_typed_is_hidden_after_a_while_and_shown_again_for_a_moment(timed):
    timed.begin().errand("我要投诉").choose("同意").choose("储蓄", exact=False).say(FACTS)
    for answer in ("跳过", "跳过", "10元", "讲清楚", "没有了", NAME):
        timed.say(answer)
    own = timed.page.locator(".message.own").last
    assert own.inner_text().strip().endswith("王*")
    field = timed.page.get_by_label("手机号")
    field.fill(PHONE)
    expect(field).to_have_css(HIDING, "none")
    timed.later(11)
    expect(field).to_have_css(HIDING, "disc")
    expect(own).to_contain_text("••••")
    timed.page.locator("#log").click()
    timed.button("看看我写的").click()
    expect(field).to_have_css(HIDING, "none")
    expect(own).to_contain_text("王*")
    timed.later(11)
    expect(field).to_have_css(HIDING, "disc")


def test_the_browser_remembers_and_offers_nothing(kiosk):
    kiosk.begin().errand("我要投诉").choose("同意")
    fields = kiosk.page.locator("input, textarea")
    for field in fields.all():
        told = {name: field.get_attribute(name) for name in ("autocomplete", "spellcheck", "inputmode", "autocorrect")}
        assert told == {"autocomplete": "off", "spellcheck": "false", "inputmode": "none", "autocorrect": "off"}
    menu = "document.body.dispatchEvent(new MouseEvent('contextmenu', {cancelable: true, bubbles: true}))"
    assert kiosk.page.evaluate(menu) is False
    styles = kiosk.page.evaluate(
        "(body => [body.userSelect, body.touchAction, body.overscrollBehaviorY])(getComputedStyle(document.body))"
    )
    assert styles == ["none", "manipulation", "none"]


def test_the_slip_bears_no_name_no_number_to_ring_and_no_code(kiosk):
    number, code = file_complaint(kiosk)
    kiosk.page.get_by_alt_text("用手机接着看").wait_for()
    kiosk.page.emulate_media(media="print")
    printed = kiosk.page.locator("body").inner_text()
    assert number in printed and "城东支行" in printed and "客服电话" in printed
    assert not [secret for secret in (code, NAME, "王", PHONE, "1111", "工本费") if secret in printed]
    assert kiosk.page.locator(".kiosk-slip img").is_visible()
