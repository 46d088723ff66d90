"""Classification suggests, and knows when it does not know."""

import pytest

from tickets import categories


@pytest.mark.parametrize(
    ("text", "business", "reason"),
    [
        ("换存折收了费用，乱收费", "B.saving", "C.pricing"),
        ("ATM把我的卡吞了没人管", "B.card", "C.system"),
        ("客户经理忽悠我买的基金", "B.agency", "C.marketing"),
        ("办房贷强制要我搭售东西", "B.loan", "C.choice"),
        ("天天打电话催收还骚扰家人", "B.collect", "C.collect"),
    ],
)
def test_a_story_suggests_business_and_reason(text, business, reason):
    assert categories.suggest("business", text) == business
    assert categories.suggest("reason", text) == reason


def test_without_a_sign_nothing_is_suggested():
    assert categories.suggest("business", "就是不满意") is None


def test_severity_and_care_follow_the_words():
    assert categories.suggest_severity("我们二十多个人一起来的") == "重大"
    assert categories.suggest_severity("我要找媒体曝光") == "重要"
    assert categories.suggest_severity("多收了十块钱") == "一般"
    assert "elderly" in categories.flags("我妈八十岁了")
