"""Questions and their answers on the chat page."""

import re

import pytest

from tests.browser.chat import Chat


def test_a_new_customer_is_greeted_and_sees_six_things_to_begin_with(chat):
    tiles = chat.room.get_by_role("list", name="可以这样开始").get_by_role("button")
    assert tiles.count() == 6
    assert chat.text("您好，我是小保").is_visible()
    chat.shoot("welcome")
    chat.choose(re.compile("卡丢了或被盗"))
    assert chat.own.inner_text().endswith("银行卡丢了怎么挂失")
    assert not tiles.count()


def test_an_answer_shows_what_it_stands_on_when_asked_and_offers_related_questions(chat):
    chat.say("刷单返利是怎么骗人的")
    sources = chat.bot.locator("details.sources").first
    assert not sources.locator("li").first.is_visible()
    sources.locator("summary").click()
    assert sources.locator("li").first.is_visible()
    assert "复核于" in sources.inner_text()
    chat.shoot("answer")
    related = chat.room.get_by_role("group", name="可以选").get_by_role("button").first
    with chat.answered():
        related.click()


def test_an_answer_can_be_called_helpful_or_not_with_a_reason(chat):
    chat.say("刷单返利是怎么骗人的")
    told = []
    chat.page.on("request", lambda asked: told.append(asked.post_data_json) if "feedback" in asked.url else None)
    chat.button("没帮助").click()
    chat.button("没看懂").click()
    chat.room.get_by_label("还想说点什么").fill("再说简单些")
    chat.shoot("feedback")
    chat.button("提交").click()
    chat.text("谢谢，记下了").wait_for()
    assert told[0]["helpful"] is False and told[0]["reason"] == "unclear" and told[0]["text"] == "再说简单些"
    chat.say("银行卡丢了怎么挂失").button("有帮助").click()
    chat.text("谢谢，记下了").nth(1).wait_for()


def test_an_emergency_looks_like_one_and_calls_with_one_tap(chat):
    chat.say("我刚把钱转给骗子了怎么办")
    emergency = chat.room.get_by_role("group", name="紧急")
    assert emergency.get_by_role("heading", name="紧急").is_visible()
    assert emergency.get_by_role("link", name="拨打报警 110").get_attribute("href") == "tel:110"
    assert emergency.get_by_role("link", name="拨打反诈专线 96110").is_visible()
    assert "先停手" in emergency.inner_text()
    assert emergency.inner_text().count("停止一切转账") == 1
    assert emergency.get_by_role("heading", name="紧急").bounding_box()["y"] > 0  # read from its first line
    chat.shoot("emergency")


def test_numbers_in_an_answer_can_be_called_and_amounts_cannot(chat):
    chat.say("投诉银行打什么电话")
    assert chat.room.locator('.message a[href="tel:12378"]').first.is_visible()


def test_markup_from_a_customer_stays_text(chat):
    chat.say("<img src=x onerror=alert(1)><b>粗</b>")
    assert chat.room.locator("#log img, #log b").count() == 0


def test_a_quiz_is_played_by_tapping(chat):
    chat.say("来几道题")
    options = chat.room.get_by_role("group", name="选一个答案")
    chat.text("第 1 题，共 5 题").wait_for()
    chat.shoot("quiz")
    with chat.answered():
        options.last.get_by_role("button").first.click()
    chat.text("第 2 题，共 5 题").wait_for()
    assert chat.room.get_by_role("heading", name=re.compile("^(答对了|这题没答对)$")).is_visible()
    assert options.first.get_by_role("button").first.is_disabled()
    chat.shoot("quiz-result")


def test_a_product_that_is_not_sold_here_is_told_so(chat):
    chat.say("聚宝盆三号是不是你们银行的")
    assert "没有查到「聚宝盆三号」" in chat.last_bot.inner_text()


def test_a_product_is_shown_as_a_card_that_repeats_nothing(chat):
    chat.say("安心存是你们银行的吗")
    card = chat.room.get_by_role("group", name=re.compile("安心存"))
    assert "SL26001" in card.inner_text()
    assert chat.last_bot.inner_text().count("SL26001") == 1
    chat.shoot("product")


def test_a_person_is_called_for_with_hours_and_number(chat):
    chat.say("转人工")
    assert chat.text("人工回访已登记").is_visible()
    chat.shoot("handover")


@pytest.mark.parametrize(
    "words", ["刷单返利是怎么骗人的", "我刚把钱转给骗子了怎么办", "来几道题", "安心存是你们银行的吗"]
)
def test_nothing_runs_off_the_side_in_any_size_of_type(chat, words):
    chat.say(words)
    assert chat.fits()
    chat.settings("长辈版", "字大一点", "字大一点", "字大一点")
    assert chat.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "30px"
    assert chat.fits()


def test_only_the_choices_of_the_last_answer_can_be_chosen(chat):
    chat.say("我要投诉")
    assert chat.button("同意").count() == 1
    chat.say("存款保险赔多少")
    assert chat.button("同意").count() <= 1


def test_a_long_message_is_counted_and_a_newline_is_not_a_send(chat):
    chat.field.fill("一" * 4600)
    assert chat.text("还能写 400 个字").is_visible()
    chat.field.fill("一" * 5003)
    assert chat.text("多了 3 个字").is_visible()
    chat.field.fill("第一行")
    chat.field.press("Shift+Enter")
    chat.field.press_sequentially("第二行")
    assert chat.field.input_value() == "第一行\n第二行"
    assert chat.own.count() == 0


def test_enter_does_not_send_while_an_input_method_is_composing(chat):
    chat.field.fill("刷单")
    composing = "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true})"
    chat.field.evaluate(f"field => field.dispatchEvent({composing})")
    assert chat.own.count() == 0
    with chat.answered():
        chat.field.press("Enter")


def test_a_slow_answer_is_seen_to_be_worked_on(visit, server):
    page = visit()
    page.clock.install()
    chat = Chat(page).open(server)
    held = []
    page.route("**/api/chat/messages", lambda route: held.append(route))
    chat.field.fill("存款保险赔多少")
    chat.button("发送").click()
    page.clock.run_for(400)
    chat.text("正在看").wait_for()
    page.clock.run_for(6000)
    chat.text("还在查").wait_for()
    held[0].continue_()
    chat.bot.first.wait_for()
    chat.text("还在查").wait_for(state="detached")
