"""The page for everyone: by keyboard, in every look, in both scripts."""

import re

import pytest

from tests.browser.chat import Chat

LOOKS = [[], ["长辈版"], ["高对比"], ["深色"], ["高对比", "深色"], ["长辈版", "高对比"]]
SCREENS = {
    "answer": "刷单返利是怎么骗人的",
    "emergency": "我刚把钱转给骗子了怎么办",
    "quiz": "来几道题",
    "product": "安心存是你们银行的吗",
    "handover": "转人工",
}


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_axe_finds_nothing_wrong_in_any_look(chat, look):
    chat.settings(*look)
    chat.shoot("-".join(["look", *look, "welcome"]))
    assert chat.violations() == []
    for screen, words in SCREENS.items():
        chat.say(words)
        chat.shoot("-".join(["look", *look, screen]))
        assert chat.violations() == []


def test_axe_finds_nothing_wrong_with_the_windows(chat):
    chat.say("刷单返利是怎么骗人的").button("没帮助").click()
    assert chat.violations() == []
    chat.button("设置").click()
    chat.shoot("menu")
    assert chat.violations() == []
    chat.button("结束对话").click()
    assert chat.violations() == []


def test_everything_is_reached_by_keyboard(chat):
    page = chat.page
    skip = chat.room.get_by_role("link", name="跳到对话")
    skip.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert "遇到骗子" in page.evaluate("document.activeElement.textContent")
    for _ in range(2):
        page.keyboard.press("Tab")
    with chat.answered():
        page.keyboard.press("Enter")
    chat.text("同意我们这样处理吗").wait_for()
    focused = page.evaluate("document.activeElement.id || document.activeElement.tagName")
    assert focused in ("TEXTAREA", "log")
    agree = chat.button("同意")
    for _ in range(30):
        page.keyboard.press("Shift+Tab" if focused == "TEXTAREA" else "Tab")
        if agree.evaluate("button => button === document.activeElement"):
            break
    with chat.answered():
        page.keyboard.press("Enter")
    chat.text("哪类业务").first.wait_for()


def test_windows_keep_the_focus_and_give_it_back(chat):
    button = chat.button("设置")
    button.focus()
    chat.page.keyboard.press("Enter")
    dialog = chat.room.get_by_role("dialog")
    assert dialog.evaluate("dialog => dialog.contains(document.activeElement)")
    chat.page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert button.evaluate("button => button === document.activeElement")


def test_a_look_is_kept_and_nothing_else_is(chat):
    chat.say("银行卡丢了怎么挂失")
    chat.settings("长辈版", "高对比", "深色")
    chat.page.reload()
    chat.ready()
    root = chat.room.locator("html")
    assert root.get_attribute("data-elder") == "" and root.get_attribute("data-contrast") == ""
    assert root.get_attribute("data-color-scheme") == "dark"
    assert chat.page.evaluate("Object.keys(localStorage)") == ["xiaobao.look"]
    assert "挂失" not in chat.page.evaluate("localStorage['xiaobao.look']")


def test_large_type_has_large_targets(chat):
    chat.settings("长辈版")
    chat.say("刷单返利是怎么骗人的")
    low = "[...document.querySelectorAll('button')].filter(b => b.offsetHeight && b.offsetHeight < 60)"
    assert chat.page.evaluate(f"{low}.map(button => button.outerHTML)") == []
    written = "[...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3))"
    small = f"{written}.filter(e => parseFloat(getComputedStyle(e).fontSize) < 18).map(e => e.outerHTML)"
    assert chat.page.evaluate(small) == []


def test_traditional_characters_throughout(chat):
    chat.say("银行卡丢了怎么挂失")
    chat.settings("繁體")
    chat.button("發送").wait_for()
    assert chat.room.locator("html").get_attribute("lang") == "zh-Hant"
    assert "掛失" in chat.room.locator("#log").inner_text()
    chat.shoot("traditional")
    chat.page.get_by_label("想問什麼").fill("存款保险赔多少")
    chat.button("發送").click()
    chat.text("存款保險").first.wait_for()


def test_the_page_stands_still_for_those_who_wish_so(visit, server):
    page = visit(reduced_motion="reduce")
    chat = Chat(page).open(server)
    held = []
    page.route("**/api/chat/messages", lambda route: held.append(route))
    chat.field.fill("存款保险赔多少")
    chat.button("发送").click()
    chat.text("正在看").wait_for()
    moving = "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).animationName !== 'none').length"
    assert page.evaluate(moving) == 0
    held[0].continue_()
    chat.bot.first.wait_for()


def test_the_page_follows_the_colours_of_the_system(visit, server):
    page = visit(color_scheme="dark")
    chat = Chat(page).open(server)
    assert chat.room.locator("html").get_attribute("data-color-scheme") == "dark"
    page.emulate_media(color_scheme="light")
    chat.room.locator('html[data-color-scheme="light"]').wait_for()


def test_a_screen_reader_hears_new_messages(chat):
    log = chat.room.get_by_role("log", name="对话记录")
    assert log.get_attribute("aria-live") == "polite"
    chat.say("银行卡丢了怎么挂失")
    assert log.get_by_text(re.compile("小保说")).count() >= 1


def test_an_address_can_ask_for_large_type(visit, server):
    page = visit()
    for address, large in (("/chat", 0), ("/chat?elder", 1)):
        page.goto(f"{server.base}{address}")
        page.get_by_role("button", name="设置").wait_for()
        assert page.locator("html[data-elder]").count() == large
