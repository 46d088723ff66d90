"""The clock of a complaint."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.deadlines import day_of_receipt, due_on, rule_on


@given(st.dates(min_value=date(2020, 3, 1), max_value=date(2099, 1, 1)))
def test_a_decision_is_due_fifteen_calendar_days_after_receipt(day):
    assert due_on(day, rule_on(day)) - day == timedelta(days=15)


def test_weekends_and_holidays_move_nothing():
    assert due_on(date(2026, 9, 20), rule_on(date(2026, 9, 20))) == date(2026, 10, 5)


def test_the_day_changes_at_midnight_in_china():
    assert day_of_receipt(datetime(2026, 1, 1, 15, 59, tzinfo=timezone.utc)) == date(2026, 1, 1)
    assert day_of_receipt(datetime(2026, 1, 1, 16, 0, tzinfo=timezone.utc)) == date(2026, 1, 2)


def test_before_the_first_rule_there_is_none():
    with pytest.raises(LookupError):
        rule_on(date(2020, 2, 29))
