"""Dates in any form."""

from datetime import date, timedelta

import pytest

from bot.text import dates
from bot.text.dates import find_date, find_dates, spoken, today
from bot.text.normalize import normalize


def test_yesterday_and_days_ago_are_days():
    assert find_date("昨天下午去的").value == (today() - timedelta(days=1)).isoformat()
    assert find_date("三天前").value == (today() - timedelta(days=3)).isoformat()


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("2025年9月15日", "2025-09-15"),
        ("2025.9.15", "2025-09-15"),
        ("2025-09-15", "2025-09-15"),
        ("2025年12月", "2025-12"),
        ("2025年9月初", "2025-09上旬"),
        ("2025年9月底", "2025-09下旬"),
        ("2025年9月到11月", "2025-09至2025-11"),
        ("2025年9月10号到9月15号", "2025-09-10至2025-09-15"),
        ("从2025年9月份开始", "2025-09起"),
        ("2025年国庆前后", "2025-10-01前后"),
        ("2025年中秋那天", "2025-10-06"),
        ("2025年上半年", "2025年上半年"),
        ("25年3月", "2025-03"),
    ],
)
def test_a_date_is_kept_in_one_form(said, value):
    assert find_date(said).value == value


def test_a_day_to_come_is_marked():
    assert find_date("明天").in_future
    assert not find_date("昨天").in_future


@pytest.mark.parametrize(
    "said",
    [
        "等了两个小时",
        "办业务等了一上午",
        "排了半天队",
        "等到晚上",
        "三年期的产品",
        "说不清楚",
        "",
        "9.15元",
        "每月10号扣",
        "每周三才换",
        "三号窗口",
        "周一到周五不办",
        "用了24年",
    ],
)
def test_a_duration_is_no_date(said):
    assert find_date(said) is None


@pytest.fixture
def a_sunday_in_november(monkeypatch):
    monkeypatch.setattr(dates, "today", lambda: date(2026, 11, 22))


@pytest.mark.parametrize(
    ("said", "value", "shown"),
    [
        ("上周三", "2026-11-11", "11月11日"),
        ("2026/11/05", "2026-11-05", "11月5日"),
        ("二零二六年十一月五号", "2026-11-05", "11月5日"),
        ("去年腊月二十三", "2026-02-10", "2月10日"),
        ("去年正月十五", "2025-02-12", "2025年2月12日"),
        ("国庆第二天", "2026-10-02", "10月2日"),
        ("十月初一", "2026-11-09", "11月9日"),
        ("11月10号冻的，到11月14号才解冻", "2026-11-10至2026-11-14", "11月10日到11月14日"),
        ("10月8号一直到10月20号", "2026-10-08至2026-10-20", "10月8日到10月20日"),
        ("1999年", "1999年", "1999年"),
        ("就这半个月吧", "2026-11-07至2026-11-22", "11月7日到11月22日"),
        ("三四天前", "2026-11-18至2026-11-19", "11月18日到11月19日"),
        ("上上个月", "2026-09", "9月"),
        ("上个月二十号", "2026-10-20", "10月20日"),
        ("9月初", "2026-09上旬", "9月上旬"),
        ("9月到11月", "2026-09至2026-11", "9月到11月"),
        ("去年九月份到今年三月", "2025-09至2026-03", "2025年9月到2026年3月"),
        ("从去年开始", "2025年起", "从2025年开始"),
        ("去年年底", "2025-12", "2025年12月"),
        ("国庆前后", "2026-10-01前后", "10月1日前后"),
        ("春节前", "2026-02-17前", "2月17日前"),
        ("前儿个", "2026-11-20", "11月20日"),
        ("28号", "2026-10-28", "10月28日"),
        ("九月十五", "2026-09-15", "9月15日"),
    ],
)
def test_what_people_say_is_kept_and_shown_back(a_sunday_in_november, said, value, shown):
    found = find_date(said)
    assert (found.value, spoken(found.value)) == (value, shown)


def test_two_dates_are_both_found(a_sunday_in_november):
    assert [found.value for found in find_dates("9月1号存的，昨天才发现")] == ["2026-09-01", "2026-11-21"]


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("夜儿个后晌", ["2026-11-21"]), ("尋日", ["2026-11-21"]), ("上月3我去的", ["2026-10-03"]),
        ("大上个礼拜", ["2026-11-02至2026-11-08"]), ("10月8还是9来着", ["2026-10-08", "2026-10-09"]),
        ("8月底9月初", ["2026-08下旬至2026-09上旬"]), ("刚才说的那个不对", []), ("这周之内给我答复", []),
        ("2.5个亿", []),
    ],
)  # fmt: skip
def test_days_are_understood_in_many_mouths(a_sunday_in_november, said, values):
    assert [day.value for day in find_dates(normalize(said), dotted=True)] == values


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("旧年七月", ["2025-07"]),
        ("上个月头到而家", ["2026-10上旬起"]),
        ("十月二十几号开始到现在天天打", ["2026-10下旬起"]),
        ("10月25号左右到现在", ["2026-10-25起"]),
        ("9月十几号", ["2026-09中旬"]),
        ("今年三四月份", ["2026-03至2026-04"]),
    ],
)
def test_what_lasts_and_what_is_about_is_kept_so(a_sunday_in_november, said, values):
    assert [day.value for day in find_dates(said)] == values


def test_last_friday_to_today_is_one_stretch(a_sunday_in_november):
    assert [day.value for day in find_dates("上周五到今天")] == ["2026-11-13至2026-11-22"]
