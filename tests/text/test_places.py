"""Places in a customer's words."""

import pytest

from bot.places import Place, find, read


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("你们城东支行的ATM吞了我的卡", "城东支行"),
        ("南门那个网点收我20块", "南门支行"),
        ("去开发区取钱", "开发区支行"),
        ("我要投诉和平路支行，柜员骂人", "和平路支行"),
        ("取款机吞了我五百块", "ATM"),
        ("网银转账失败", "网上银行"),
    ],
)
def test_a_story_names_one_place(said, place):
    assert [(found.value, found.sure) for found in find(said)] == [(place, True)]


@pytest.mark.parametrize("said", ["城冬支行扣我钱", "我在开发区上班"])
def test_half_a_name_is_not_sure(said):
    assert [found.sure for found in find(said)] == [False]


@pytest.mark.parametrize("said", ["我开发区的工厂", "打电话问了三次", "我要见总行的人", "短信费扣了三块"])
def test_no_place_is_made_up(said):
    assert find(said) == []


def test_an_answer_is_read_in_the_banks_own_words():
    assert read("西关").value == "西关支行"
    assert read("存款机上").value == "ATM"
    assert read("火车站旁边") is None


def test_a_place_may_be_said_by_what_it_is_near():
    assert [place.value for place in find("在县医院旁边那家取的钱")] == ["县医院旁边那家"]


def test_a_branch_may_be_said_by_its_street():
    assert read("网点是和平路那个") == Place("城东支行", sure=False)
    assert read("人民路上那家") == Place("总行营业部", sure=False)


def test_a_message_that_never_came_is_no_place():
    assert find("短信没收到过") == []
