"""Messages that say several things."""

from bot.nlu.several import Several
from bot.text.views import parts

LOST, FEE = "card.lost", "card.cc_annual_fee"


def test_a_question_wins_over_the_thanks_before_it():
    several = Several.of([("acts.thanks", 0.8)], [[("acts.thanks", 0.95)], [(LOST, 0.9)]])
    assert several.ranking[0][0] == LOST


def test_thanks_stay_thanks_when_no_part_is_a_sure_question():
    several = Several.of([("acts.thanks", 0.8)], [[("acts.thanks", 0.95)], [(LOST, 0.3)]])
    assert several.ranking[0][0] == "acts.thanks"


def test_the_second_question_is_told_too():
    several = Several.of([(LOST, 0.7)], [[(LOST, 0.9)], [(FEE, 0.8)]])
    assert several.also == ((FEE, 0.8),)


def test_a_story_is_one_thing_though_its_sentences_look_like_others():
    assert Several.of([("acts.scam_check", 0.9)], [[(LOST, 0.9)], [(FEE, 0.8)]]).also == ()


def test_sentences_are_parts_and_short_words_are_none():
    assert parts("挂失要钱吗？另外年费怎么免") == ["挂失要钱吗", "年费怎么免"]
    assert parts("银行卡丢了怎么办") == []
