"""One form for understanding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.normalize import clauses, is_simplified, is_traditional, normalize
from bot.text.views import both_ends


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("網路上的投資平台要我先繳保證金", "网路上的投资平台要我先缴保证金"),
        ("ＡＢＣ１２３", "ABC123"),
        ("怎 么 办", "怎么办"),
        ("怎么办？？？？？", "怎么办？？"),
        ("啊啊啊啊啊", "啊啊"),
        ("被骗了😭😭", "被骗了"),
        ("10000元", "10000元"),
        ("a\u0000b", "a b"),
    ],
)
def test_width_script_blanks_emoji_and_repeats_are_evened_out(said, read):
    assert normalize(said) == read


def test_who_writes_traditional_is_recognised():
    assert is_traditional("銀行卡丟了怎麼辦")
    assert not is_traditional("银行卡丢了怎么办")
    assert not is_traditional("你好")


@pytest.mark.parametrize("text", ["我先去吃飯", "櫃台", "手機銀行"])
def test_traditional_script_is_seen(text):
    assert is_traditional(text)


@pytest.mark.parametrize("text", ["信用卡", "200", "台北", "吃力"])
def test_what_is_written_alike_shows_no_script(text):
    assert not is_traditional(text)
    assert not is_simplified(text)


@given(st.text("我被骗了怎么办，。！a1", max_size=900), st.sampled_from([100, 160]))
def test_a_long_story_is_read_at_both_ends_and_a_short_one_whole(text, longest):
    read = both_ends(text, longest)
    assert len(read) <= longest
    assert read == text or (text.startswith(read[: longest // 2]) and text.endswith(read[longest // 2 :]))
    assert len(text) > longest or read == text


def test_a_number_is_in_one_clause():
    assert clauses("金额是1,200元,地点写西关支行 对了") == ["金额是1,200元", "地点写西关支行", "对了"]
    assert clauses("王小明,139****1111,没有了") == ["王小明", "139****1111", "没有了"]
