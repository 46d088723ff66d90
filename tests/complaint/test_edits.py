"""Changes inside a text: what goes, what comes, and that nothing else moves."""

import pytest

from actions.complaint import edits

STORY = "说好月供三千二，现在扣三千二百，年化4%，14号扣的"


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("里4%改成3.8%", "说好月供三千二，现在扣三千二百，年化3.8%，14号扣的"),
        ("里的利率4%应该是3.8", "说好月供三千二，现在扣三千二百，年化3.8%，14号扣的"),
        ("三千二写错了，是三千三", "说好月供三千三，现在扣三千二百，年化4%，14号扣的"),
        ("里把年化4%去掉", "说好月供三千二，现在扣三千二百，14号扣的"),
        ("再加一句：客服没人接", f"{STORY}\n客服没人接"),
    ],
)
def test_one_thing_changes_and_the_rest_stays(said, then):
    assert edits.applied(edits.read(said), STORY, "\n") == then


@pytest.mark.parametrize("said", ["改成：他们多扣了钱", "写错了，是他们多扣了钱", "是微信聊天记录"])
def test_a_whole_new_text_is_no_change_inside(said):
    assert edits.read(said) is None


def test_what_the_text_does_not_have_cannot_go():
    assert edits.applied(edits.Edit(old="赔损失"), "退费", "；") is None


def test_a_number_is_not_found_in_a_longer_one():
    assert not edits.holds("扣了4000元", "4")


def test_a_text_in_traditional_script_is_found():
    assert edits.applied(edits.Edit("账单", "錄音"), "有賬單", "；") == "有錄音"
