"""Dates in any form."""

from datetime import timedelta

import pytest

from bot.text.dates import find_date, today


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
    ],
)
def test_a_date_is_kept_in_one_form(said, value):
    assert find_date(said).value == value


def test_a_day_to_come_is_marked():
    assert find_date("明天").in_future
    assert not find_date("昨天").in_future


@pytest.mark.parametrize(
    "said", ["等了两个小时", "办业务等了一上午", "排了半天队", "等到晚上", "三年期的产品", "说不清楚", "", "9.15元"]
)
def test_a_duration_is_no_date(said):
    assert find_date(said) is None
