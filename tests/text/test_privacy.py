"""The guard: nothing personal passes, nothing harmless is eaten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.privacy import mask


@pytest.mark.parametrize(
    ("said", "asked", "kept", "kind", "value"),
    [
        ("我收到的验证码402918，帮我输一下", None, "我收到的验证码******，帮我输一下", "otp", "402918"),
        ("402918是我刚收到的验证码", None, "******是我刚收到的验证码", "otp", "402918"),
        ("验证码是 4029 18", None, "验证码是 ******", "otp", "402918"),
        ("402918", None, "******", "otp", "402918"),
        ("密码是abc123", None, "密码是******", "password", "abc123"),
        ("cvv 是 123", None, "cvv 是 ******", "cvv", "123"),
        ("我卡号6222 0212 3456 7890 123", None, "我卡号****0123", "bank_card", "6222021234567890123"),
        ("卡6222-0212-3456-7890", None, "卡****7890", "bank_card", "6222021234567890"),
        ("110101199003074233", None, "110***********4233", "id_card", "110101199003074233"),
        ("11010119900307423X是我的", None, "110***********423X是我的", "id_card", "11010119900307423X"),
        ("电话138 0013 8000", None, "电话138****8000", "phone", "13800138000"),
        ("+86 13800138000", None, "138****8000", "phone", "13800138000"),
        ("０１３８００１３８０００", None, "138****8000", "phone", "13800138000"),
        ("一三八零零一三八零零零", None, "138****8000", "phone", "13800138000"),
        ("座机010-62345678", None, "座机010****5678", "phone", "01062345678"),
        ("zhang.san@example.cn", None, "z***@example.cn", "email", "zhang.san@example.cn"),
        ("我叫欧阳小红，想投诉", None, "我叫欧阳*，想投诉", "name", "欧阳小红"),
        ("本人张三丰，要投诉", None, "本人张*，要投诉", "name", "张三丰"),
        ("王小明", "complainant_name", "王*", "name", "王小明"),
        ("我叫李四", "complainant_name", "我叫李*", "name", "李四"),
        ("我姓名张志远，电话你们有", None, "我姓名张*，电话你们有", "name", "张志远"),
        ("俺叫刘铁柱", None, "俺叫刘*", "name", "刘铁柱"),
        ("小李，李小龙", "complainant_name", "小李，李*", "name", "李小龙"),
        ("你就写王秀英就行", "complainant_name", "你就写王*就行", "name", "王秀英"),
        ("13577776666 毛小芳 有截图", None, "135****6666 毛* 有截图", "name", "毛小芳"),
        ("K7M2QX", None, "******", "query_code", "K7M2QX"),
        ("k7m2qx", "query_code", "******", "query_code", "K7M2QX"),
        ("码是 k7m 2qx", "query_code", "码是 ******", "query_code", "K7M2QX"),
        ("Ｋ７Ｍ-2QX", "query_code", "******", "query_code", "K7M2QX"),
        ("402918", "query_code", "******", "query_code", "402918"),
        ("TS20261121-0001 查询码k7m2qx", None, "TS20261121-0001 查询码******", "query_code", "K7M2QX"),
    ],
)
def test_what_is_personal_is_masked_and_handed_over_once(said, asked, kept, kind, value):
    masked = mask(said, asked)
    assert masked.text == kept
    assert masked.first(kind) == value


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("TS20261121-0001", None),
        ("12378和96110是什么电话", None),
        ("扣了我35000元，日期是2026年11月21日", None),
        ("20261121 35000元", None),
        ("350000", "complaint_amount"),
        ("139000", "complainant_phone"),
        ("我本人投诉，不是代办", None),
        ("投诉需要准备哪些材料？", "complainant_name"),
        ("跳过", "complainant_name"),
        ("Hello world", None),
        ("收到短信说密码错误", None),
    ],
)
def test_what_is_harmless_passes_untouched(said, asked):
    assert mask(said, asked).text == said


@given(
    st.integers(min_value=0, max_value=10**9 - 1),
    st.sampled_from(["", " ", "-"]),
    st.text("的了吗你好呀，", max_size=8),
)
def test_no_mobile_number_survives_however_it_is_written(tail, gap, around):
    digits = f"13{tail:09d}"
    written = gap.join([digits[:3], digits[3:7], digits[7:]])
    assert digits not in mask(f"{around}{written}{around}").text.replace(" ", "").replace("-", "")


@given(st.text(max_size=300))
def test_the_guard_takes_any_text(text):
    mask(text)
    mask(text, "complainant_name")


@pytest.mark.parametrize(
    "name", ["展昭", "隗菁", "陈　小　明", "尼玛扎西", "阿依古丽·买买提", "John Smith", "杭州某某科技有限公司"]
)
def test_a_name_of_any_people_or_company_is_masked(name):
    assert mask(name, "complainant_name").first("name") == name.replace("　", "")


@pytest.mark.parametrize("said", ["时间不对", "金额", "解决", "我不想说", "严重程度", "取消"])
def test_what_is_no_name_stays_readable_even_said_twice(said):
    assert mask(said, "complainant_name", insists=True).text == said


def test_a_word_that_may_be_a_name_is_taken_when_it_is_said_again():
    assert mask("快乐", "complainant_name").found == []
    assert mask("快乐", "complainant_name", insists=True).first("name") == "快乐"


@pytest.mark.parametrize("told", ["我姓陈，陈建国，柜员不理我", "免贵姓陈，陈建国", "没凭证，我叫陈建国，别再问了"])
def test_a_name_told_in_the_story_is_masked(told):
    assert "建国" not in mask(told).text


@pytest.mark.parametrize("told", ["我叫经理来他不来", "我叫你们退钱", "本人急用钱", "我叫号排了半天"])
def test_what_only_sounds_like_a_name_stays(told):
    assert mask(told).text == told


@pytest.mark.parametrize("typed", ["6tn8 w88a", "6TN8-W88A", "草稿码6tn8w88a", "草稿码：6TN8 W88A"])
def test_a_draft_code_is_heard_however_it_is_written(typed):
    assert mask(typed).first("draft_code") == "6TN8-W88A"


@pytest.mark.parametrize("said", ["嗯我叫那个李桂英", "呃，就叫李桂英"])
def test_a_name_is_masked_between_little_words(said):
    assert mask(said, "complainant_name").first("name") == "李桂英"


def test_a_number_spoken_in_pieces_is_a_phone():
    assert mask("幺三七 零零零零 幺幺二二").first("phone") == "13700001122"
