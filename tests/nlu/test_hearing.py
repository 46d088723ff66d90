"""Words typed by ear."""

import pytest

from bot.nlu.hearing import Hearing, ways_to_say

WORDS = {sound: word for word in ("刷单", "银行卡", "诈骗", "垫钱", "挂失") for sound in ways_to_say(word)}
HEARING = Hearing(None, None, WORDS)


@pytest.mark.parametrize(
    ("typed", "heard"),
    [("刷丹兼职", "刷单兼职"), ("银形卡丢了", "银行卡丢了"), ("是不是诈片", "是不是诈骗"), ("要先垫前", "要先垫钱")],
)
def test_a_misspelt_word_is_read_by_its_sound(typed, heard):
    assert HEARING.heard(typed) == heard


def test_what_makes_sense_is_left_alone():
    for text in ("我的银行卡丢了怎么挂失", "abc 123，。", ""):
        assert HEARING.heard(text) == text
