"""Amounts in any form."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.text.amounts import bare_amount, find_amount, is_about, lent, plain, stated


@pytest.mark.parametrize(
    ("said", "yuan"),
    [
        ("三万五", "35000"), ("3.5w", "35000"), ("35000元", "35000"), ("3万5千块", "35000"), ("十块钱", "10"),
        ("两百五", "250"), ("45元", "45"), ("1.2万", "12000"), ("大概三千", "3000"), ("20块", "20"), ("五毛", "0.5"),
        ("¥1,200.50", "1200.50"), ("一百万", "1000000"), ("三万零五", "30005"), ("一千二", "1200"),
        ("一千二百块", "1200"), ("十五万八", "158000"), ("五块五", "5.5"), ("两千零五十块", "2050"),
        ("12万6千", "126000"), ("一万零八百", "10800"), ("3万5", "35000"),
    ],
)  # fmt: skip
def test_an_answer_is_read_as_people_mean_it(said, yuan):
    assert bare_amount(said) == Decimal(yuan)


@pytest.mark.parametrize("said", ["万一被骗了呢", "等了一上午", "95588打来的", "没多少", "说不清"])
def test_what_is_no_amount_is_not_read_as_one(said):
    assert find_amount(said) is None


@pytest.mark.parametrize("said", ["一分钱没少", "一毛都没扣", "一毛钱都不退", "一毛钱没有", "一分都没要"])
def test_not_a_penny_is_no_amount(said):
    assert find_amount(said) is None


@pytest.mark.parametrize(
    ("said", "yuan"),
    [("三毛二", "0.32"), ("一毛五分钱", "0.15"), ("2.5个亿", "250000000"), ("扣了俩三千", "3000")],
)
def test_small_change_and_large_sums_are_read_to_the_end(said, yuan):
    assert bare_amount(said) == Decimal(yuan)


@pytest.mark.parametrize(
    ("said", "yuan"), [("三百六十蚊", "360"), ("扣咗我五十几蚊", "50"), ("服务费一年六十多", "60")]
)
def test_money_is_read_by_its_everyday_names(said, yuan):
    assert stated(said).sure == Decimal(yuan)


@pytest.mark.parametrize(("said", "yuan"), [("百八十块", "100"), ("也就千八百吧", "1000"), ("一百八十块", "180")])
def test_a_round_figure_of_speech_is_that_much(said, yuan):
    assert bare_amount(said) == Decimal(yuan)
    assert is_about(said) is not said.startswith("一")


def test_what_was_borrowed_is_known_but_not_what_the_matter_is_worth():
    assert stated("去年在你们行贷了20万").candidates == ()
    assert lent("去年在你们行贷了20万") == Decimal(200_000)
    assert stated("贷了20万，利息多收了我一千块").sure == Decimal(1000)


def test_what_was_too_much_counts_before_what_was_paid():
    assert stated("该扣一百，扣了两百，多扣的一百退我").sure == 100
    assert stated("取了三千，账上扣了三千，差我五百").sure == 500


def test_the_price_of_one_and_the_sum_are_both_offered():
    assert stated("每个月9块9，扣了4个月").candidates == (Decimal("39.6"), Decimal("9.9"))
    assert stated("每月扣2块，扣了一年").candidates == (24, 2)


def test_an_amount_is_found_inside_a_sentence():
    start, end, yuan = find_amount("我要投诉，南门支行多收了我45元的工本费")
    assert ("我要投诉，南门支行多收了我45元的工本费"[start:end], yuan) == ("45元", Decimal(45))


@pytest.mark.parametrize(
    ("said", "yuan"),
    [
        ("每个月扣3块，扣了四个月，一共12块", "12"), ("存了二十万，被扣了300手续费", "300"), ("扣了我两千来块", "2000"),
        ("年费五百八", "580"), ("按完就扣了3000买了个保险", "3000"), ("卡里出去两笔，一共6800，我都没出过县", "6800"),
        ("六十多万货款被冻住了", "600000"), ("三块钱一个月扣了快四年", "3"), ("85块6的手续费", "85.6"),
        ("这3分钱跑了四趟", "0.03"), ("一笔最多转五万，扣了我20块", "20"),
    ],
)  # fmt: skip
def test_a_story_is_about_its_total_or_what_was_lost(said, yuan):
    assert stated(said).sure == Decimal(yuan)


@pytest.mark.parametrize(
    ("said", "yuan"),
    [("扣了三五百块", [300, 500]), ("300到500元", [300, 500]), ("基金八万剩四万六", [80000, 46000])],
)
def test_several_amounts_stay_open(said, yuan):
    assert stated(said).candidates == tuple(map(Decimal, yuan))
    assert stated(said).sure is None


@pytest.mark.parametrize(
    "said",
    ["排了3个小时", "两块手表没了", "三千人排队", "隐私政策四万多字", "三十多万美金被审核", "七扣八扣", "限额五万"],
)
def test_what_is_counted_or_limited_is_not_the_amount_of_a_story(said):
    assert stated(said).candidates == ()


@given(st.integers(min_value=1, max_value=10**9))
@example(110_001)  # begins like a number to call
def test_every_whole_amount_in_digits_is_read_exactly(yuan):
    assert bare_amount(f"{yuan}元") == yuan
    assert bare_amount(f"{yuan:,}元") == yuan


def test_the_tracker_holds_plain_decimals():
    assert plain(Decimal("35000")) == "35000"
    assert plain(Decimal("35000.5")) == "35000.50"
