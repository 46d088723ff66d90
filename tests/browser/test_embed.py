"""The button on other pages, and the demo bank page that shows it."""

import pytest

from tests.browser.chat import Chat


@pytest.fixture
def opened(page, server):
    page.goto(server.base)
    page.get_by_role("button", name="打开消保助手").click()
    frame = page.frame_locator("iframe[title=消保助手聊天窗口]")
    return Chat(page, frame).ready()


def test_the_demo_page_says_that_it_is_one_and_leads_to_the_chat(page, server):
    page.goto(server.base)
    assert page.get_by_text("这是演示网站").is_visible()
    page.get_by_role("button", name="打开消保助手").wait_for()
    chat = Chat(page)
    chat.shoot("demo")
    assert chat.violations() == []
    assert chat.fits()
    page.get_by_role("link", name="打开消保助手").click()
    chat.ready()


def test_the_button_opens_the_chat_on_the_page(opened):
    opened.say("存款保险赔多少")
    assert "50" in opened.last_bot.inner_text()
    opened.shoot("embedded")
    box = opened.page.locator("iframe").bounding_box()
    assert (box["width"] == 390) == (opened.page.size == "phone")


def test_esc_and_the_cross_put_the_chat_away_and_the_focus_back(opened):
    button = opened.page.get_by_role("button", name="打开消保助手")
    opened.field.press("Escape")
    button.wait_for()
    assert button.evaluate("button => button === document.activeElement")
    button.press("Enter")
    opened.button("收起").click()
    button.wait_for()


def test_esc_in_a_window_of_the_chat_closes_that_window_only(opened):
    opened.button("设置").click()
    opened.room.get_by_role("dialog").wait_for()
    opened.page.keyboard.press("Escape")
    opened.room.get_by_role("dialog").wait_for(state="detached")
    assert opened.field.is_visible()


def test_the_conversation_is_the_same_when_opened_again(opened):
    opened.say("存款保险赔多少")
    opened.button("收起").click()
    opened.page.get_by_role("button", name="打开消保助手").click()
    assert opened.own.count() == 1


def test_messages_from_anyone_else_are_not_heard(opened):
    opened.page.evaluate("postMessage({type: 'xiaobao:close'}, '*')")
    assert opened.field.is_visible()
