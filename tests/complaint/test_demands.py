"""What a customer wants is kept in their own words; what others said or did is not a wish."""

import pytest

from actions.complaint.demands import find


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("理财经理骗我买基金亏了三万，我要退钱", "我要退钱"),
        ("多收了45元，把手续费退给我", "把手续费退给我"),
        ("等了三个小时，给我个说法", "给我个说法"),
        ("卡被吞了，赔我损失", "赔我损失"),
        ("要求书面道歉，请核实监控", "要求书面道歉，请核实监控"),
        ("能不能先给我放开一部分额度", "能不能先给我放开一部分额度"),
    ],
)
def test_a_wish_is_heard(said, wish):
    assert find(said) == wish


@pytest.mark.parametrize(
    "said",
    ["柜员说要退也得本人来", "没人给我解释", "他们不给退", "办完业务必须扫码给五星", "昨天在西关支行取了五万块"],
)
def test_what_others_say_or_do_is_no_wish(said):
    assert find(said) is None
