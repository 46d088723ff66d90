"""What a few example sentences teach, by meaning and by words."""

from __future__ import annotations

import pytest

from bot.examples import Examples, Words

SAID = {
    "swindler_gone": ["他把我拉黑了", "群解散了", "软件打不开了", "那人不回我了", "电话成空号了"],
    "get_money_back": ["钱还能追回来吗", "这钱还有希望吗", "能追回多少", "还能拿回来不"],
    "what_to_bring": ["去派出所带什么", "报案要准备哪些材料", "要打印聊天记录吗", "需要带身份证吗"],
}


@pytest.fixture(scope="module")
def examples() -> Examples:
    return Examples.learn("test-examples", SAID)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("微信发过去显示不是好友了", "swindler_gone"),
        ("我的血汗钱要得回来吗", "get_money_back"),
        ("报警的时候手上要拿些什么东西", "what_to_bring"),
    ],
)
def test_other_words_for_the_same_are_heard(examples: Examples, text: str, meant: str) -> None:
    assert examples.ranked(text)[0][0] == meant


def test_every_example_is_heard_as_what_it_is_an_example_of(examples: Examples) -> None:
    assert all(examples.ranked(text)[0][0] == label for label, texts in SAID.items() for text in texts)


def test_a_text_about_nothing_of_it_is_likely_nothing_of_it(examples: Examples) -> None:
    likeliest = max(examples.ranked(text)[0][1] for text in ("今天天气真好", "我想办一张信用卡"))
    assert likeliest < min(examples.ranked(text)[0][1] for texts in SAID.values() for text in texts)


def test_no_text_means_nothing(examples: Examples) -> None:
    assert examples.ranked("") == ()


def test_words_that_no_example_has_make_a_text_less_alike() -> None:
    words = Words.of(["群解散了", "他把我拉黑了"])
    same, longer, strange = words.rows(["群解散了", "群解散了 你们说咋整", "银行"])

    def alike(row: object) -> float:
        return float((row @ same.T).toarray()[0, 0])  # type: ignore[operator]

    assert alike(same) == pytest.approx(1)
    assert alike(strange) == 0 < alike(longer) < 1
