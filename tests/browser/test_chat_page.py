"""The chat page in a real browser, on a phone and on a desk."""

import re

from bot.settings import ROOT
from tests.files import HTML, JPEG

SHOTS = ROOT / "var" / "screenshots"


def shoot(page, name):
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}-{page.size}.png")


def open_chat(page, server):
    page.goto(f"{server.base}/chat")
    page.get_by_text("智能客服小保").first.wait_for()


def send(page, text):
    page.get_by_label("想问什么").fill(text)
    page.get_by_role("button", name="发送").click()
    page.locator("#send:not([disabled])").wait_for()
    page.locator(".typing").wait_for(state="detached")


def last_reply(page):
    return page.locator("#log .said:not(.me)").last.inner_text()


def test_the_demo_page_leads_to_the_chat(page, server):
    page.goto(server.base)
    shoot(page, "demo")
    page.get_by_role("link", name="打开消保助手").click()
    page.get_by_text("智能客服小保").first.wait_for()


def test_a_complaint_is_filed_by_buttons_and_words_and_survives_a_reload(page, server):
    open_chat(page, server)
    page.get_by_role("button", name="我要投诉").click()
    page.get_by_role("button", name="同意", exact=True).click()
    page.get_by_role("button", name="储蓄").click()
    page.get_by_text("怎么回事").wait_for()
    for text in ("换存折收了工本费，没人告诉我", "上周三", "南门支行", "10元", "讲清楚原因"):
        send(page, text)
    shoot(page, "form")
    page.reload()
    page.get_by_text("手上有什么凭证").wait_for()
    page.get_by_role("button", name="跳过").click()
    page.locator("#send:not([disabled])").wait_for()
    send(page, "王小明")
    send(page, "13900001111")
    assert "139****1111" in last_reply(page)
    shoot(page, "summary")
    page.get_by_role("button", name="确认提交").click()
    page.get_by_text(re.compile(r"单号 TS\d{8}-\d{4}")).wait_for()
    shoot(page, "receipt")
    assert not page.get_by_text("13900001111").count() or page.get_by_text("13900001111").first.is_visible()


def test_an_emergency_looks_like_one_and_calls_with_one_tap(page, server):
    open_chat(page, server)
    send(page, "我刚把钱转给骗子了怎么办")
    shoot(page, "emergency")
    assert page.get_by_role("link", name="报警 110").get_attribute("href") == "tel:110"
    assert "先停手" in page.locator(".emergency").first.inner_text()


def test_markup_from_a_customer_stays_text(page, server):
    open_chat(page, server)
    send(page, "<img src=x onerror=alert(1)><b>粗</b>")
    assert page.locator("#log img, #log b").count() == 0


def test_large_type_and_a_new_conversation(page, server):
    open_chat(page, server)
    send(page, "银行卡丢了怎么挂失")
    page.get_by_role("button", name="大字").click()
    shoot(page, "large")
    page.get_by_role("button", name="新对话").click()
    page.get_by_text("智能客服小保").first.wait_for()
    assert page.get_by_text("银行卡丢了怎么挂失").count() == 0


def test_nothing_runs_off_the_side_of_a_small_screen(page, server):
    open_chat(page, server)
    send(page, "刷单返利是怎么骗人的")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_lost_connection_is_shown_and_heals(page, server):
    open_chat(page, server)
    page.context.set_offline(True)
    page.get_by_label("想问什么").fill("存款保险赔多少")
    page.get_by_role("button", name="发送").click()
    page.get_by_text("连不上服务器").wait_for()
    page.context.set_offline(False)
    page.locator("#send:not([disabled])").wait_for()
    assert "50" in last_reply(page)
    page.trouble.clear()  # the browser itself notes the failed request


def test_a_quiz_is_played_by_tapping(page, server):
    open_chat(page, server)
    send(page, "来几道题")
    page.get_by_text("第 1 题（共 5 题）").wait_for()
    page.locator("#log button").last.click()
    page.get_by_text("第 2 题（共 5 题）").wait_for()
    shoot(page, "quiz")


def test_a_product_that_is_not_sold_here_is_told_so(page, server):
    open_chat(page, server)
    send(page, "聚宝盆三号是不是你们银行的")
    assert "没有「聚宝盆三号」" in last_reply(page)
    shoot(page, "lookup")


def test_files_are_handed_in_with_the_complaint_and_a_refusal_is_said(page, server, tmp_path):
    open_chat(page, server)
    for text in ("我要投诉", "同意", "储蓄", "换存折收了工本费，没人告诉我", "跳过", "跳过", "10元", "讲清楚原因"):
        send(page, text)
    (tmp_path / "回单.jpg").write_bytes(JPEG)
    (tmp_path / "page.html").write_bytes(HTML)
    button = page.get_by_role("button", name="传文件")
    for file, answer in (("回单.jpg", "现在一共 1 个凭证"), ("page.html", "这个文件不是，没有收")):
        with page.expect_file_chooser() as chooser:
            button.click()
        chooser.value.set_files(tmp_path / file)
        page.get_by_text(answer).wait_for()
        page.trouble[:] = [line for line in page.trouble if "422" not in line]  # Chromium logs every refusal
    shoot(page, "files")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="没有了").click()
    page.get_by_text("怎么称呼您").wait_for()
