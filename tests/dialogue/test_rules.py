"""Rules read the end of a conversation and predict what all of it would let them predict."""

from __future__ import annotations

import yaml

from bot.dialogue.rules import recent
from bot.settings import ROOT
from tests.conftest import run

LINES = (
    "银行卡丢了怎么挂失", "补卡要多少钱", "谢谢", "我要投诉", "同意", "银行卡", "换卡收了工本费，办之前没人说要收钱",
    "等我找一下", "年费怎么收", "南门支行", "10元", "以后先讲清楚", "先不办了", "确定取消", "什么是存款保险",
)  # fmt: skip


def test_the_end_of_a_long_conversation_has_the_states_of_the_whole(customer):
    domain = customer.brain._agent.domain
    shortened = 0
    for line in LINES:
        customer.say(line)
        tracker = run(customer.brain._store.retrieve(customer.sender))
        end = recent(tracker)
        shortened += end is not tracker
        assert end.active_loop_name == tracker.active_loop_name
        assert end.latest_action_name == tracker.latest_action_name
        assert domain.states_for_tracker_history(end)[-3:] == domain.states_for_tracker_history(tracker)[-3:]
    assert shortened > len(LINES) // 2


def test_no_rule_is_written_in_the_words_of_a_customer():
    files = sorted((ROOT / "data" / "stories").rglob("*.yml"))
    told = [yaml.safe_load(file.read_text("utf-8")) for file in files]
    steps = [
        step for each in told for kind in ("rules", "stories") for one in each.get(kind, ()) for step in one["steps"]
    ]
    assert steps
    assert [step for step in steps if "user" in step] == []
