"""Replies in WeChat: choices that can be tapped and typed, nothing said twice, long texts cut where they may be."""

import re
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bank import load_bank
from bot.channels.wechat.cutting import LIMIT, cut
from bot.channels.wechat.rendering import OURS, rendered
from bot.channels.wechat.words import FILE, said, words
from bot.settings import ROOT

LINK = re.compile(r'<a href="weixin://bizmsgmenu\?msgmenucontent=([^&"]+)&msgmenuid=([0-9a-f]+)">([^<]*)</a>')
CONSENT = [{"title": "同意", "payload": "我同意"}, {"title": "不同意", "payload": "我不同意"}]


def shown(*events, asked=None):
    return rendered([{"from": "bot", **event} for event in events], asked)


# ---- choices


def test_choices_are_numbered_links_that_say_their_title_and_stand_for_their_payload():
    result = shown({"text": "同意吗？", "buttons": CONSENT})
    links = LINK.findall(result.text)
    assert [(unquote(content), title) for content, _, title in links] == [("同意", "同意"), ("不同意", "不同意")]
    assert [result.options[key] for _, key, _ in links] == ["我同意", "我不同意"]
    assert re.search(r"^1\. <a .*\n2\. <a ", result.text, re.M)
    assert result.text.endswith(words()["choose"])


def test_what_a_choice_says_is_nowhere_in_the_text():
    payload = '/intent{"entity": "x"}'
    result = shown({"text": "点一个", "buttons": [{"title": "看看", "payload": payload}]})
    assert "intent" not in unquote(result.text)
    assert list(result.options.values()) == [payload]


def test_only_the_last_list_has_numbers_for_the_assistant_knows_only_that_one():
    result = shown(
        {"text": "答案", "buttons": [{"title": "相关的事", "payload": "x"}]}, {"text": "同意吗？", "buttons": CONSENT}
    )
    first, second = result.text.split("同意吗？")
    assert "· <a " in first and "1. <a " not in first
    assert "1. <a " in second


@pytest.mark.parametrize("asked", ["complaint_amount", "complainant_phone"])
def test_where_a_number_is_an_answer_the_choices_have_none(asked):
    result = shown({"text": "多少钱？", "buttons": [{"title": "跳过", "payload": "跳过"}]}, asked=asked)
    assert "· <a " in result.text
    assert words()["choose"] not in result.text


def test_a_quiz_lists_its_options_once():
    options = [{"title": title, "payload": title} for title in ("马上转账", "先打 96110 问")]
    result = shown({"text": "第 1 题：怎么办？\n1. 马上转账\n2. 先打 96110 问", "buttons": options})
    assert result.text.count("马上转账") == 1
    assert re.search(r"^1\. <a .*>马上转账</a>$", result.text, re.M)
    assert len(result.options) == 2


def test_links_in_words_of_a_customer_are_no_links():
    typed = '经过：<a href="https://evil.example">点这里</a> 1<2'
    result = shown({"text": typed, "buttons": [{"title": "<a>坏", "payload": "x"}]})
    assert re.findall(r'<a href="(?!weixin:)', result.text) == []
    assert "1<2" in result.text
    assert LINK.findall(result.text)[0][2] == "＜a>坏"


def test_our_own_links_stay():
    link = '<a href="https://bank.example/chat?t=x">网页</a>'
    assert shown({"text": link, OURS: True}).text == link


# ---- payloads


def test_an_emergency_says_whom_to_call_and_what_to_do_even_if_its_text_does_not():
    custom = {"type": "emergency", "calls": [{"label": "报警", "number": "110"}, {"label": "反诈", "number": "96110"}],
              "steps": ["停手", "报警"]}  # fmt: skip
    assert shown({"text": "先打 110、96110：\n1. 停手", "custom": custom}).text == "先打 110、96110：\n1. 停手"
    bare = shown({"text": "先停手，打 110", "custom": custom}).text
    assert "反诈 96110" in bare and "1. 停手\n2. 报警" in bare


def test_every_emergency_of_the_content_shows_all_its_numbers():
    responses = yaml.safe_load((ROOT / "data/responses/emergency.yml").read_text("utf-8"))["responses"]
    seen = 0
    for variations in responses.values():
        for variation in variations:
            if (variation.get("custom") or {}).get("type") == "emergency":
                seen += 1
                text = shown(variation).text
                assert all(call["number"] in text for call in variation["custom"]["calls"])
                assert re.search(r"^1\. ", text, re.M)
    assert seen > 5


def test_sources_are_named_with_the_day_of_their_review():
    custom = {
        "type": "sources",
        "items": [{"title": "反电信网络诈骗法", "date": "2022-12-01"}],
        "reviewed_on": "2026-11-01",
    }
    assert shown({"text": "答案", "custom": custom}).text == "答案\n依据：反电信网络诈骗法（复核于 2026-11-01）"


def test_a_card_adds_only_what_the_text_has_not_said():
    custom = {
        "type": "card",
        "title": "核对",
        "rows": [{"label": "业务", "value": "银行卡"}, {"label": "地点", "value": "南门支行"}],
    }
    assert shown({"text": "业务：银行卡", "custom": custom}).text == "业务：银行卡\n地点：南门支行"


def test_a_receipt_says_number_code_and_day():
    custom = {"type": "ticket", "number": "TS20261129-0001", "query_code": "K7QM2X", "due_on": "2026-12-14",
              "status": "submitted", "word": "已受理"}  # fmt: skip
    said_already = "投诉已经受理，单号 TS20261129-0001，查询码 K7QM2X，2026年12月14日前答复"
    assert shown({"text": said_already, "custom": custom}).text == said_already + "\n状态：已受理"
    assert "单号：TS20261129-0001" in shown({"text": "好了", "custom": custom}).text


def test_unknown_payloads_fall_back_to_the_text():
    assert shown({"text": "打个分", "custom": {"type": "survey", "scale": 5, "of": "ticket"}}).text == "打个分"
    assert shown({"text": "x", "custom": {"type": "something new"}}, {}).text == "x"


# ---- cutting


def test_a_short_text_is_one():
    assert cut("您好") == ["您好"]
    assert cut("") == []


def test_long_texts_are_cut_at_ends_of_sentences_and_nothing_is_lost():
    text = "".join(f"这是第{n}句话。" for n in range(400))
    parts = cut(text)
    assert "".join(parts) == text
    assert all(part.endswith("。") and len(part.encode()) <= LIMIT for part in parts)


PIECES = st.sampled_from([
    "很长的一段话没有标点", "。", "，", "\n", "\n\n", " ", "TS20261129-0001", "35000.50元", "138****1234",
    "👨‍👩‍👧", "é",
    '<a href="https://bank.example/chat?t=abc">到网页上。看看</a>', '<a href="weixin://bizmsgmenu?msgmenucontent=%E6&msgmenuid=1f">好。</a>',
])  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, max_size=80), st.integers(120, 400))
def test_no_part_is_too_long_and_no_link_or_number_is_torn(pieces, limit):
    text = "".join(pieces)
    parts = cut(text, limit)
    assert all(len(part.encode()) <= limit for part in parts)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)
    for pattern in (r"<a [^>]*>[^<]*</a>", r"[A-Za-z0-9*][A-Za-z0-9*.-]*(?![^<]*</a>)(?![^<]*>)"):
        whole, cut_up = re.findall(pattern, text), [found for part in parts for found in re.findall(pattern, part)]
        short = [found for found in whole if len(found.encode()) <= limit]
        if short == whole:
            assert cut_up == whole


def test_what_is_too_long_for_itself_is_cut_all_the_same():
    assert "".join(cut("9" * 5000)) == "9" * 5000


# ---- the channel's own words


def leaves(value, name=""):
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in leaves(item, f"{name}.{key}".strip("."))]
    return [] if isinstance(value, list) else [name]


@pytest.mark.parametrize("name", leaves(yaml.safe_load(FILE.read_text("utf-8"))))
def test_every_text_fits_into_one_message_and_its_braces_are_known(name):
    filled = dict.fromkeys(("url", "number", "calls", "label", "items", "day", "value"), "x")
    text = said(name, **filled)
    assert len(text.encode()) <= LIMIT and "{" not in text


def test_fields_of_the_template_message_fit():
    assert len(said("template.thing3", number="")) <= 20 and len(said("template.phrase2", number="")) <= 5


def test_the_first_words_to_a_follower_name_the_bank_and_whom_to_call():
    assert load_bank().name in said("welcome")
    assert "110" in said("welcome") and "96110" in said("welcome")
