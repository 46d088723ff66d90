"""What a customer does on the branch tablet, lying and upright: every screen is fit to be touched, read and heard."""

import re

import pytest

pytestmark = pytest.mark.parametrize("size", ["tablet", "upright"])


def test_a_passer_by_is_told_what_this_is_before_anything_is_asked(kiosk):
    kiosk.fine("attract")
    kiosk.button("触摸开始").click()
    kiosk.text("您走以后，这台平板上什么都不留下").wait_for()
    kiosk.fine("notice")
    kiosk.button("不用了").click()
    kiosk.attract()
    kiosk.begin().fine("home")


def test_a_topic_of_the_attract_screen_leads_there(kiosk):
    kiosk.page.locator(".attract-topics").get_by_role("button", name="我要投诉").click()
    kiosk.button("开始").click()
    kiosk.answered()
    assert "同意我们这样处理吗" in kiosk.log.inner_text()


def test_a_complaint_is_filed_by_touch_and_taken_along(kiosk):
    kiosk.begin().errand("我要投诉").fine("consent")
    kiosk.choose("同意").fine("business")
    kiosk.choose("储蓄", exact=False).say("换存折收了工本费，没人告诉我").fine("day")
    kiosk.button("哪一天的事？").click()
    kiosk.fine("calendar")
    kiosk.button("上个月").click()
    kiosk.page.locator(".calendar-days button").first.click()
    kiosk.answered().say("南门支行")
    kiosk.page.get_by_label("金额").click()
    kiosk.keyboard.wait_for()
    kiosk.fine("amount").press("10").key("{enter}").answered()
    assert "10元" in kiosk.log.inner_text()
    kiosk.choose("说明原因").fine("evidence")
    kiosk.choose("跳过").say("王小明")
    kiosk.page.get_by_label("手机号").click()
    kiosk.keyboard.wait_for()
    kiosk.press("13900001111").fine("phone").key("{enter}").answered()
    kiosk.fine("summary").button("改一项").click()
    kiosk.fine("change").button("关上").click()
    kiosk.choose("确认提交").text("投诉已经提交").wait_for()
    kiosk.page.get_by_alt_text("用手机接着看").wait_for()
    kiosk.fine("ticket")
    assert re.search(r"TS\d{8}-\d{4}", kiosk.page.locator(".ticket-number").inner_text())
    assert re.fullmatch("[A-HJ-NP-Z2-9]{6}", kiosk.page.locator(".ticket-code").inner_text())
    kiosk.button("完成").click()
    kiosk.text("提交了一件投诉").wait_for()
    kiosk.fine("goodbye").button("下一位请点这里").click()
    kiosk.attract()


def test_a_round_of_questions_ends_with_a_score_and_what_to_learn(kiosk):
    kiosk.begin().errand("答题学防骗").fine("question")
    for _ in range(5):
        kiosk.page.locator(".options button").first.click()
        kiosk.answered()
    assert re.search(r"[0-5] / 5", kiosk.page.locator(".score-ring").inner_text())
    kiosk.fine("score").choose("再来一组")
    assert "第 1 题，共 5 题" in kiosk.page.locator(".question").inner_text()


def test_a_self_check_ends_with_a_result(kiosk):
    kiosk.begin().errand("非法集资自测")
    result = kiosk.page.get_by_role("heading", name="自测结果")
    for _ in range(8):
        kiosk.page.locator(".big-choices button").first.click()
        kiosk.answered()
    result.wait_for()
    assert "结果：" in kiosk.log.inner_text()
    kiosk.fine("self-check")


def test_a_story_is_looked_at_for_signs_of_a_scam(kiosk):
    kiosk.begin().errand("帮我看看是不是骗局").say("有人说我中奖了，要先交两千块手续费")
    assert "中奖" in kiosk.log.inner_text()
    kiosk.fine("scam")


def test_an_emergency_shows_numbers_to_call_from_ones_own_phone_and_calls_staff(kiosk):
    kiosk.begin().errand("直接问小保").say("我刚把钱转给骗子了怎么办").fine("emergency")
    numbers = kiosk.page.locator(".numbers").inner_text()
    assert "110" in numbers and "96110" in numbers
    assert kiosk.page.locator("a").count() == 0
    kiosk.button("请工作人员马上过来").click()
    kiosk.text("已通知，请稍等").first.wait_for()


def test_answers_are_found_by_area_and_by_search_and_said_more_plainly(kiosk):
    kiosk.begin().button("防骗").click()
    kiosk.page.locator(".shelf-items button").first.wait_for()
    kiosk.fine("shelf").button("下一页").click()
    kiosk.text("第 2 页").wait_for()
    kiosk.page.get_by_role("textbox", name="搜索").fill("养老")
    kiosk.button("搜索").click()
    kiosk.text("和“养老”有关的").wait_for()
    kiosk.page.locator(".shelf-items button").first.click()
    kiosk.page.locator(".answer-text").wait_for()
    kiosk.fine("answer").button("依据").click()
    kiosk.text("复核于").last.wait_for()
    kiosk.fine("sources").button("关上").click()
    kiosk.button("返回").click()
    kiosk.page.get_by_role("textbox", name="搜索").fill("刚刚被骗")
    kiosk.button("搜索").click()
    kiosk.text("和“刚刚被骗”有关的").wait_for()
    kiosk.page.locator(".shelf-items button").first.click()
    long = kiosk.page.locator(".answer-text").inner_text()
    kiosk.button("说简单点").click()
    assert kiosk.page.locator(".answer-text").inner_text() != long
    kiosk.button("还想问小保").click()
    kiosk.answered()


def test_large_type_high_contrast_and_traditional_characters_are_a_touch_away_everywhere(kiosk):
    kiosk.button("大字").click()
    kiosk.fine("attract-large").begin().fine("home-large").button("防骗").click()
    kiosk.page.locator(".shelf-items button").first.wait_for()
    kiosk.fine("shelf-large").page.locator(".shelf-items button").first.click()
    kiosk.page.locator(".answer-text").wait_for()
    kiosk.fine("answer-large").home()
    kiosk.button("大字").click()
    kiosk.button("高对比").click()
    kiosk.fine("home-contrast").button("繁體").click()
    kiosk.text("您好，想辦哪件事").wait_for()
    kiosk.errand("我要投訴").fine("consent-traditional")
    assert "同意我們這樣處理嗎" in kiosk.log.inner_text()


def test_an_answer_can_be_judged(kiosk):
    kiosk.begin().errand("直接问小保").say("银行卡丢了怎么挂失").fine("chat")
    kiosk.button("没帮助").click()
    kiosk.fine("why").button("没看懂").click()
    kiosk.text("谢谢，记下了").wait_for()
