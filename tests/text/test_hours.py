"""A customer is told when somebody is there: lunch, weekends, public holidays and moved days count."""

from datetime import datetime

import pytest

from bot.bank import load_bank
from bot.hours import CHINA, Hours

HOURS = Hours.parse(["9:00-12:00", "13:30-17:30"])


@pytest.mark.parametrize(
    ("moment", "open_now"),
    [
        ("2026-11-23 09:00", True),  # a Monday
        ("2026-11-23 12:00", False),  # lunch
        ("2026-11-23 13:30", True),
        ("2026-11-22 10:00", False),  # a Sunday
        ("2026-10-01 10:00", False),  # National Day, a Thursday
        ("2026-10-10 10:00", True),  # a Saturday worked instead
    ],
)
def test_somebody_is_there_in_working_hours_only(moment, open_now):
    assert HOURS.is_open(datetime.fromisoformat(moment).replace(tzinfo=CHINA)) is open_now


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-22 10:00", "2026-11-23 09:00"),
        ("2026-11-23 12:10", "2026-11-23 13:30"),
        ("2026-11-27 18:00", "2026-11-30 09:00"),
        ("2026-09-30 18:00", "2026-10-08 09:00"),
    ],
)
def test_the_next_opening_skips_lunch_weekends_and_holidays(moment, opens):
    found = HOURS.next_opening(datetime.fromisoformat(moment).replace(tzinfo=CHINA))
    assert f"{found:%Y-%m-%d %H:%M}" == opens


def test_the_hours_customers_read_are_those_that_count():
    assert load_bank().human_hours == f"工作日 {load_bank().service_hours}"
