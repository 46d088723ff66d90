"""Whether an answer to the question for a name is taken as one."""

import pytest

from bot.text.names import Likeness, likeness


@pytest.mark.parametrize(
    "name",
    [
        "刘丽华",
        "李娜",
        "黎明",
        "张伟",
        "陈建华",
        "王小明",
        "欧阳静",
        "向阳",
        "麦麦提·吐尔逊",
        "娜仁托娅",
        "John",
        "王大锤",
    ],
)
def test_names_that_print_knows_well_are_taken_at_once(name):
    assert likeness(name) is Likeness.YES


@pytest.mark.parametrize("word", ["高血压", "年收入", "许可", "周转", "杜绝"])
def test_words_that_begin_like_a_name_are_asked_once_more(word):
    assert likeness(word) is Likeness.PERHAPS


@pytest.mark.parametrize("word", ["金额", "生气", "不知道", "跳过", "手机号", "周三"])
def test_words_of_the_conversation_are_no_names(word):
    assert likeness(word) is Likeness.NO


@pytest.mark.parametrize("word", ["高兴", "那木汗", "欧阳", "诸葛", "万一"])
def test_a_word_that_may_be_a_name_is_taken_when_it_is_said_again(word):
    assert likeness(word) is Likeness.STRANGE
