"""History, several tabs, and lines that break."""

import re

from tests.browser.chat import Chat

QUESTION = "存款保险赔多少"


def test_the_history_survives_a_reload(chat):
    chat.say(QUESTION).say("银行卡丢了怎么挂失")
    before = chat.said()
    chat.page.reload()
    chat.ready()
    assert chat.said() == before
    assert chat.button("有帮助").count() >= 1


def test_two_tabs_show_the_same_conversation(chat, server):
    other = Chat(chat.page.context.new_page()).open(server)
    chat.say(QUESTION)
    other.bot.first.wait_for()
    assert other.said() == chat.said()
    other.say("银行卡丢了怎么挂失")
    chat.own.nth(1).wait_for()
    chat.bot.nth(other.bot.count() - 1).wait_for()
    assert chat.said() == other.said()


def test_a_conversation_ended_in_one_tab_is_over_in_the_other(chat, server):
    other = Chat(chat.page.context.new_page()).open(server)
    chat.say(QUESTION)
    other.bot.first.wait_for()
    chat.button("设置").click()
    chat.button("结束对话").click()
    chat.shoot("leave")
    chat.room.get_by_role("dialog").get_by_role("button", name="结束对话").click()
    chat.text("您好，我是小保").wait_for()
    assert chat.own.count() == 0
    other.text("对话已结束").wait_for()
    other.shoot("closed")
    other.button("开始新对话").click()
    other.text("您好，我是小保").wait_for()


def test_a_tab_that_slept_through_the_end_goes_on_in_the_new_conversation(chat, server):
    chat.say(QUESTION)
    other = Chat(chat.page.context.new_page())
    other.page.route("**/api/chat/stream*", lambda route: route.abort())
    other.open(server)
    chat.button("设置").click()
    chat.button("结束对话").click()
    chat.room.get_by_role("dialog").get_by_role("button", name="结束对话").click()
    chat.text("您好，我是小保").wait_for()
    other.field.fill("银行卡丢了怎么挂失")
    other.button("发送").click()
    other.text(QUESTION).first.wait_for(state="detached")
    other.bot.first.wait_for()
    assert other.own.count() == 1
    other.page.trouble.clear()


def test_leaving_is_asked_about_first(chat):
    chat.say(QUESTION)
    chat.button("设置").click()
    chat.button("结束对话").click()
    chat.button("再聊聊").click()
    assert chat.own.count() == 1


def test_a_lost_line_is_shown_and_heals_without_losing_or_doubling(chat):
    chat.say(QUESTION)
    chat.page.context.set_offline(True)
    for text in ("银行卡丢了怎么挂失", "养老钱怎么防骗"):
        chat.field.fill(text)
        chat.button("发送").click()
    chat.text("没发出去，会自动重发").first.wait_for()
    chat.text("网络断了，正在重连").wait_for()
    chat.shoot("offline")
    chat.page.context.set_offline(False)
    with chat.page.expect_event("requestfinished", lambda asked: "/messages" in asked.url):
        pass
    chat.room.locator('.message.own:not([data-state="sent"])').first.wait_for(state="detached")
    chat.text("网络断了，正在重连").wait_for(state="detached")
    chat.page.trouble.clear()  # the browser itself notes the failed requests
    chat.page.reload()
    chat.ready()
    own = [text.split("\n")[-1] for text in chat.own.all_inner_texts()]
    assert own == [QUESTION, "银行卡丢了怎么挂失", "养老钱怎么防骗"]


def test_an_answer_that_was_lost_on_its_way_is_not_given_twice(chat):
    lost = []

    def lose_the_first(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch())
        return route.abort()

    chat.page.route("**/api/chat/messages", lose_the_first)
    chat.say(QUESTION)
    assert len(lost) == 1 and chat.own.count() == 1
    said = chat.said()
    chat.page.trouble.clear()
    chat.page.reload()
    chat.ready()
    assert chat.said() == said


def test_what_the_server_does_not_take_can_be_said_otherwise(chat):
    refusal = {"error": {"code": 413, "message": "这条太长了，请分两次发。"}}
    chat.page.route("**/api/chat/messages", lambda route: route.fulfill(status=413, json=refusal))
    chat.field.fill("很长的话")
    chat.button("发送").click()
    chat.text("这条太长了").wait_for()
    chat.page.unroute("**/api/chat/messages")
    chat.button("改了再发").click()
    assert chat.field.input_value() == "很长的话"
    chat.say(QUESTION)
    assert chat.own.count() == 1
    chat.page.trouble.clear()


def test_the_page_waits_for_a_server_that_starts_late(visit, server):
    page = visit()
    late = [503, 503]

    def starting(route):
        return route.fulfill(status=late.pop(), body="") if late else route.continue_()

    page.route(re.compile("/api/chat/interface"), starting)
    Chat(page).open(server)
    assert late == []
    page.trouble.clear()


def test_a_reader_of_older_messages_is_not_moved_but_told(chat, server):
    for text in (QUESTION, "银行卡丢了怎么挂失", "刷单返利是怎么骗人的", "金融消费者有哪些权利"):
        chat.say(text)
    chat.room.locator("#log").evaluate("log => { log.scrollTop = 0 }")
    other = Chat(chat.page.context.new_page()).open(server)
    other.say("养老钱怎么防骗")
    pill = chat.button("有新消息")
    pill.wait_for()
    assert chat.room.locator("#log").evaluate("log => log.scrollTop") == 0
    pill.click()
    pill.wait_for(state="detached")
    assert chat.room.locator("#log").evaluate("log => log.scrollHeight - log.scrollTop - log.clientHeight") < 2
