"""The quiz bank and the bank's directory."""

from types import SimpleNamespace

import pytest

from actions.guided.quiz import QuizForm
from bot import quiz
from bot.catalogue import products
from bot.text.normalize import normalize
from bot.text.privacy import mask


def test_there_are_enough_questions_and_answers_stand_anywhere():
    questions = quiz.bank().values()
    assert len(questions) >= 150
    for place in (1, 2, 3):
        assert sum(question.answer == place for question in questions) >= len(questions) / 5


def test_a_round_does_not_repeat_what_was_asked_and_mixes_areas():
    first = quiz.draw(5, None, (), "a")
    second = quiz.draw(5, None, first, "b")
    assert not set(first) & set(second)
    assert len({quiz.bank()[question].area for question in first}) >= 4


def test_every_option_of_every_question_is_heard_as_what_it_is():
    for question in quiz.bank().values():
        for place, option in enumerate(question.options):
            turn = SimpleNamespace(text=mask(normalize(option)).text)
            assert QuizForm().read(turn, {"ids": [question.id], "n": 0}) == place, question.id


def test_a_round_keeps_to_the_area_asked_for():
    assert {quiz.bank()[question].area for question in quiz.draw(5, "card", (), "a")} == {"card"}


@pytest.mark.parametrize(
    ("said", "code"),
    [("稳利一号是你们的吗", "SW26011"), ("sd26022能买吗", "SD26022"), ("示例科技成长混和基金", "SD26022")],
)
def test_a_product_is_found_by_alias_code_or_nearly_its_name(said, code):
    found = products.find(said)
    assert found is not None and found.product is not None and found.product.code == code


def test_a_code_with_one_wrong_digit_is_never_taken_for_the_product():
    found = products.find("SW26019是你们的产品吗")
    assert found is not None and found.product is None


def test_a_question_that_names_no_product_finds_none():
    assert products.find("怎么查产品是不是你们银行卖的") is None
