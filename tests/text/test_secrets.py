"""However a secret is spelt it is hidden; what only stands beside such a word stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.amounts import bare_amount
from bot.text.privacy import mask

SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")


@pytest.mark.parametrize(
    ("said", "kind", "value"),
    [
        ("骗子要的验证码是五七二九零三，我念给他了", "otp", "572903"),
        ("驗證碼四○二九一七他一直問我要", "otp", "402917"),
        ("验证码 7 3 9 - 2 1 4，填哪儿", "otp", "739214"),
        ("那个动态口令 5 6 7 8 9 0 过期了", "otp", "567890"),
        ("他发我的码是402917", "otp", "402917"),
        ("收到个六位数402918，这啥呀", "otp", "402918"),
        ("G-402918 is your code", "otp", "402918"),
        ("让我报验证码，我就把 8 0 4 4 1 7 报了", "otp", "804417"),
        ("俺取款密码是幺三五七九八老提示错", "password", "135798"),
        ("密码就八个八", "password", "八个八"),
        ("取款密码 1 3 5 7 9 8 不对", "password", "135798"),
        ("背面三个数九一七要不要给", "cvv", "917"),
        ("安全码是9 1 7", "cvv", "917"),
        ("卡号6222，0212，3456，7890，128被扣钱了", "bank_card", "6222021234567890128"),
        ("卡号六二二二零二一二三四五六七八九零一二八", "bank_card", "6222021234567890128"),
        ("卡上印的有效期 08/29", "expiry", "08/29"),
        ("有效期2029年8月", "expiry", "2029年8月"),
    ],
)
def test_a_secret_is_hidden_however_it_is_spelt(said, kind, value):
    assert mask(said).first(kind) == value
    assert mask(mask(said).text).found == []


@pytest.mark.parametrize(
    "said",
    [
        "密码123456改成654321",
        "我把密码123456换成654321了还是不行",
        "密码是123456和654321两个都试了",
        "验证码是123456，另一条是654321",
    ],
)
def test_the_second_secret_of_a_sentence_is_hidden_too(said):
    kept = mask(said).text
    assert "123456" not in kept
    assert "654321" not in kept


@pytest.mark.parametrize(
    "said",
    [
        "验证码收不到2天了",
        "密码输错5次锁了",
        "验证码60秒就过期",
        "密码锁了，补卡收了1200元",
        "验证码给了他，转走了25000",
        "输了验证码被转走250000元",
        "验证码12月3号收到的",
        "挂失有效期5天",
        "代码是100203的理财",
        "二维码是100203",
        "3000，5000，2000，1000都转了",
        "柜员工号是0117",
        "一九九八年开的户，密码忘了",
        "密码是一个六位数",
    ],
)
def test_amounts_dates_and_counts_beside_such_a_word_stay(said):
    assert mask(said).text == said


@given(
    st.integers(0, 999_999),
    st.sampled_from(["", " ", "-", " - ", "，", "、"]),
    st.booleans(),
    st.sampled_from(["验证码是{}", "短信验证码{}，他要", "密码{}", "动态密码：{}"]),
)
def test_no_code_survives_spoken_or_typed_digit_by_digit(code, gap, is_spoken, said):
    digits = f"{code:06d}".translate(SPOKEN) if is_spoken else f"{code:06d}"
    kept = mask(said.format(gap.join(digits))).text
    assert "******" in kept
    assert not set(digits) & set(kept)


def test_the_rest_of_a_card_number_is_no_amount():
    assert bare_amount(mask("6230580000123456789").text) is None
