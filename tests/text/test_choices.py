"""Choices named by number, letter or place."""

import pytest

from bot import choices


@pytest.mark.parametrize(("said", "number"), [("２", 2), ("选第三个吧", 3), ("b", 2), ("一号", 1), ("我觉得是4", 4)])
def test_a_choice_is_named_by_number_or_letter(said, number):
    assert choices.number(said) == number


@pytest.mark.parametrize("said", ["2万", "第二天我去了", "一个人", "88", "三个都对"])
def test_a_number_with_more_to_it_names_no_choice(said):
    assert choices.number(said) is None


@pytest.mark.parametrize(
    ("said", "place"), [("最后一个", 2), ("上面那个", 0), ("选中间那个", 1), ("我选最下面的那个", 2)]
)
def test_a_choice_is_named_by_its_place(said, place):
    assert choices.place(said, 3) == place


def test_there_is_no_middle_of_two():
    assert choices.place("中间那个", 2) is None
    assert choices.is_one("中间那个")
