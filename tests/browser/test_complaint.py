"""A complaint from the first word to the slip, with the fitting input for every question."""

import re

import pytest

from tests.browser.chat import Chat
from tests.files import HTML, JPEG

FACTS = "换存折收了工本费，没人告诉我"
NUMBER = re.compile(r"TS\d{8}-\d{4,}")


def until_amount(chat) -> Chat:
    chat.choose(re.compile("我要投诉")).choose("同意").choose("储蓄").say(FACTS)
    return chat.choose("昨天").say("南门支行")


def until_evidence(chat) -> Chat:
    until_amount(chat)
    chat.room.get_by_label("金额（元）").fill("10")
    return chat.choose("填好了").choose("说明原因")


def until_summary(chat) -> Chat:
    until_evidence(chat).choose("跳过").say("王小明")
    chat.room.get_by_label("手机号").fill("13900001111")
    return chat.choose("填好了")


def filed(chat) -> Chat:
    until_summary(chat).choose("确认提交")
    chat.room.locator(".ticket-number").wait_for()
    return chat


def test_the_day_comes_from_the_calendar_and_is_never_to_come(chat):
    chat.choose(re.compile("我要投诉")).choose("同意").choose("储蓄").say(FACTS)
    day = chat.room.get_by_label("事情发生的日期")
    assert day.get_attribute("max") == chat.page.evaluate("new Date().toLocaleDateString('sv')")
    chat.shoot("date")
    day.fill("2026-09-15")
    chat.choose("就是这天")
    assert "2026年9月15日" in chat.own.last.inner_text()
    chat.text("在哪儿发生").wait_for()


def test_an_amount_is_read_back_in_words_before_it_is_sent(chat):
    until_amount(chat)
    amount = chat.room.get_by_label("金额（元）")
    assert amount.get_attribute("inputmode") == "decimal"
    amount.fill("三万五")
    assert chat.text("请写大于 0 的数").is_visible() and chat.button("填好了").is_disabled()
    amount.fill("35000.5")
    assert chat.text("叁万伍仟元伍角").is_visible()
    chat.shoot("amount")
    chat.choose("填好了")
    assert "35000.5元" in chat.own.last.inner_text()
    chat.text("希望我们怎么解决").wait_for()


def test_files_are_handed_in_and_taken_back_and_a_refusal_is_said(chat, tmp_path):
    until_evidence(chat)
    (tmp_path / "回单.jpg").write_bytes(JPEG)
    (tmp_path / "page.html").write_bytes(HTML)

    def hand_in(name):
        with chat.page.expect_file_chooser() as chooser:
            chat.button("传文件").click()
        chooser.value.set_files(tmp_path / name)

    hand_in("回单.jpg")
    files = chat.room.get_by_role("list", name="已经传的文件")
    files.get_by_text("回单.jpg").wait_for()
    chat.text("现在一共 1 个凭证").wait_for()
    hand_in("page.html")
    files.get_by_text("这个文件不是，没有收").wait_for()
    chat.page.trouble[:] = [line for line in chat.page.trouble if "422" not in line]  # Chromium logs every refusal
    chat.shoot("files")
    assert chat.fits()
    chat.button("知道了").click()
    files.get_by_text("这个文件不是，没有收").wait_for(state="detached")
    chat.button("删掉 回单.jpg").click()
    files.get_by_text("回单.jpg").wait_for(state="detached")
    hand_in("回单.jpg")
    files.get_by_text("回单.jpg").wait_for()
    chat.choose("没有了")
    chat.text("怎么称呼您").wait_for()


def test_the_summary_offers_to_change_every_line(chat):
    until_summary(chat)
    summary = chat.room.get_by_role("group", name="请核对投诉内容")
    assert "139****1111" in summary.inner_text() and "南门支行" in summary.inner_text()
    assert chat.last_bot.inner_text().count("南门支行") == 1
    chat.shoot("summary")
    chat.choose("改地点").say("西关支行")
    changed = chat.room.get_by_role("group", name="请核对投诉内容").last
    assert "西关支行" in changed.inner_text()
    assert chat.button("改地点").count() == 1  # the older summary can no longer be changed


def test_a_complaint_ends_with_a_ticket_to_keep(chat):
    filed(chat)
    number = chat.room.locator(".ticket-number").inner_text()
    assert NUMBER.fullmatch(number)
    chat.shoot("ticket")
    chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chat.button("复制单号").click()
    chat.text("复制好了").wait_for()
    assert chat.page.evaluate("navigator.clipboard.readText()") == number
    with chat.page.expect_download() as picture:
        chat.button("保存为图片").click()
    assert picture.value.suggested_filename == f"{number}.png"
    assert chat.violations() == []


def test_a_ticket_is_taken_along_to_a_phone(chat):
    filed(chat)
    chat.button("用手机接着看").click()
    dialog = chat.room.get_by_role("dialog", name="用手机接着看")
    code = dialog.get_by_role("img", name="用手机接着看")
    code.wait_for()
    assert code.evaluate("picture => picture.complete && picture.naturalWidth > 100")
    assert chat.violations() == []
    chat.shoot("receipt")
    dialog.get_by_role("button", name="关闭").click()
    assert dialog.count() == 0


def test_the_slip_is_printed_alone_and_names_nobody(chat):
    filed(chat)
    chat.page.evaluate("window.print = () => undefined")
    chat.button("打印").click()
    slip = chat.room.locator(".slip")
    slip.wait_for(state="attached")
    chat.page.emulate_media(media="print")
    assert slip.is_visible() and not chat.room.locator("#chat").is_visible()
    words = slip.inner_text()
    assert NUMBER.search(words) and "王" not in words and "139" not in words
    chat.shoot("slip")
    chat.page.emulate_media(media="screen")
    chat.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert slip.count() == 0


def test_a_ticket_shows_where_it_stands(chat):
    filed(chat).say("查投诉进度")
    assert "已受理" in chat.bot.last.inner_text() or chat.text("已受理").last.is_visible()
    chat.shoot("progress")


def test_a_service_is_rated_by_tapping(chat):
    filed(chat).say("我要评价")
    scale = chat.room.get_by_role("group", name="给这次服务打个分")
    assert scale.get_by_role("button").count() == 5
    chat.shoot("survey")
    with chat.answered():
        scale.get_by_role("button", name=re.compile("很满意")).click()
    assert "5分" in chat.own.last.inner_text()


def test_a_complaint_survives_a_reload_at_any_question(chat):
    until_amount(chat)
    chat.page.reload()
    chat.ready()
    assert chat.room.get_by_label("金额（元）").is_visible()
    said = chat.said()
    assert any(FACTS in text for text in said)
    chat.room.get_by_label("金额（元）").fill("10")
    chat.choose("填好了")
    chat.text("希望我们怎么解决").wait_for()


@pytest.mark.parametrize("look", [[], ["长辈版"], ["高对比"], ["深色"], ["长辈版", "高对比", "深色"]], ids=str)
def test_every_screen_of_a_complaint_can_be_used_by_everyone(chat, look):
    chat.settings(*look)
    name = "-".join(["a11y", *look])
    assert chat.violations() == []
    chat.choose(re.compile("我要投诉"))
    assert chat.violations() == []
    chat.choose("同意").choose("储蓄").say(FACTS)
    assert chat.violations() == []
    chat.shoot(f"{name}-date")
    chat.choose("昨天").say("南门支行")
    assert chat.violations() == []
    chat.room.get_by_label("金额（元）").fill("10")
    chat.choose("填好了").choose("说明原因")
    chat.room.get_by_role("region", name="凭证").wait_for()
    assert chat.violations() == []
    chat.choose("跳过").say("王小明")
    assert chat.violations() == []
    chat.room.get_by_label("手机号").fill("13900001111")
    chat.choose("填好了")
    assert chat.violations() == []
    chat.shoot(f"{name}-summary")
    chat.choose("确认提交")
    chat.room.locator(".ticket-number").wait_for()
    assert chat.violations() == []
    assert chat.fits()
    chat.shoot(f"{name}-ticket")


def test_files_may_be_handed_in_at_the_other_questions_too(chat, tmp_path):
    until_amount(chat)
    (tmp_path / "回单.jpg").write_bytes(JPEG)
    assert not chat.button("传文件").count()
    chat.button("凭证").click()
    with chat.page.expect_file_chooser() as chooser:
        chat.button("传文件").click()
    chooser.value.set_files(tmp_path / "回单.jpg")
    chat.room.get_by_role("list", name="已经传的文件").get_by_text("回单.jpg").wait_for()
    chat.button("凭证").click()
    assert chat.room.get_by_label("金额（元）").is_visible()
