"""One form for understanding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.normalize import is_simplified, is_traditional, normalize
from bot.text.windows import WINDOW, windows


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


@given(st.text("我被骗了怎么办，。！a1", max_size=900))
def test_windows_are_short_and_lose_nothing_of_what_is_read(text):
    pieces = windows(text)
    assert all(len(piece) <= WINDOW for piece in pieces) or pieces == [text]
    if len(text) <= 600:
        assert "".join(pieces) == text


@pytest.mark.parametrize("text", ["我先去吃飯", "櫃台", "手機銀行"])
def test_traditional_script_is_seen(text):
    assert is_traditional(text)


@pytest.mark.parametrize("text", ["信用卡", "200", "台北", "吃力"])
def test_what_is_written_alike_shows_no_script(text):
    assert not is_traditional(text)
    assert not is_simplified(text)
