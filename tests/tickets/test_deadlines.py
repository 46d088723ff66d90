"""The clock of a complaint."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.deadlines import Clock, day_of_receipt, rule_on

DAYS = st.dates(min_value=date(2020, 11, 1), max_value=date(2099, 1, 1))
AUTHORITIES = st.sampled_from(["bank", "nfra", "pboc"])
LENGTHS = st.lists(st.integers(0, 400), max_size=5)


def clock(day, authority="bank"):
    return Clock(day, rule_on(day, authority))


def test_weekends_and_holidays_move_nothing():
    assert clock(date(2026, 9, 20)).due_on == date(2026, 10, 5)


def test_the_day_changes_at_midnight_in_china():
    assert day_of_receipt(datetime(2026, 1, 1, 15, 59, tzinfo=timezone.utc)) == date(2026, 1, 1)
    assert day_of_receipt(datetime(2026, 1, 1, 16, 0, tzinfo=timezone.utc)) == date(2026, 1, 2)


@pytest.mark.parametrize(("day", "authority"), [(date(2020, 2, 29), "bank"), (date(2020, 10, 31), "pboc")])
def test_before_the_first_rule_there_is_none(day, authority):
    with pytest.raises(LookupError):
        rule_on(day, authority)


@given(DAYS)
def test_a_direct_complaint_is_due_after_fifteen_then_thirty_then_sixty_days(day):
    first = clock(day)
    second = first.extended()
    third = second.extended()
    assert [(c.due_on - day).days for c in (first, second, third)] == [15, 30, 60]
    assert third.next_extension is None
    with pytest.raises(ValueError, match="no extension"):
        third.extended()


@given(DAYS)
def test_a_matter_from_the_peoples_bank_goes_from_fifteen_to_sixty_at_once(day):
    first = clock(day, "pboc")
    assert [(c.due_on - day).days for c in (first, first.extended())] == [15, 60]
    assert first.extended().next_extension is None


def test_only_the_second_step_needs_somebody_above():
    first = clock(date(2026, 11, 1))
    assert "approver" not in first.next_extension.needs
    assert first.extended().next_extension.roles == ("approver",)
    assert "approver" in first.extended().next_extension.needs


@given(DAYS, AUTHORITIES, LENGTHS, LENGTHS, st.integers(0, 2))
def test_every_paused_day_moves_the_end_by_one_day_and_no_other_day_does(day, authority, pauses, gaps, steps):
    moved, now = clock(day, authority), day
    for pause, gap in zip(pauses, gaps, strict=False):
        now += timedelta(days=gap)
        before = moved.due_on
        stopped = moved.paused(now)
        assert stopped.due_on == before
        now += timedelta(days=pause)
        moved = stopped.resumed(now)
        assert moved.due_on == before + timedelta(days=pause)
    while steps and moved.next_extension:
        moved, steps = moved.extended(), steps - 1
    paused = sum(pause for pause, _ in zip(pauses, gaps, strict=False))
    base = moved.rule.extensions[moved.extensions - 1].total_days if moved.extensions else 15
    assert (moved.due_on - day).days == base + paused


@given(DAYS, AUTHORITIES, st.integers(0, 100))
def test_extending_and_pausing_commute(day, authority, pause):
    end = day + timedelta(days=pause)
    one = clock(day, authority).extended().paused(day).resumed(end)
    other = clock(day, authority).paused(day).resumed(end).extended()
    assert one == other


@given(DAYS, AUTHORITIES, st.integers(0, 60))
def test_new_facts_give_the_whole_time_again_under_the_rule_of_that_day(day, authority, later):
    again = day + timedelta(days=later)
    assert clock(day, authority).extended().paused(day).restarted(again) == clock(again, authority)


@given(DAYS, AUTHORITIES, st.integers(0, 90))
def test_it_warns_on_day_ten_and_thirteen_and_is_overdue_only_after_the_last_day(day, authority, later):
    wanted = None if later < 10 else "due_in_5" if later < 13 else "due_in_2" if later <= 15 else "overdue"
    assert clock(day, authority).alert(day + timedelta(days=later)) == wanted


@given(DAYS)
def test_an_extended_end_is_warned_of_five_and_two_days_before(day):
    extended = clock(day).extended()
    before = [extended.alert(extended.due_on - timedelta(days=days)) for days in (6, 5, 3, 2, 0, -1)]
    assert before == [None, "due_in_5", "due_in_5", "due_in_2", "due_in_2", "overdue"]


def test_a_stopped_clock_warns_of_nothing_and_cannot_be_stopped_twice():
    stopped = clock(date(2026, 11, 1)).paused(date(2026, 11, 5))
    assert stopped.alert(date(2027, 11, 1)) is None
    with pytest.raises(ValueError, match="stopped already"):
        stopped.paused(date(2026, 11, 6))
    with pytest.raises(ValueError, match="running"):
        stopped.resumed(date(2026, 11, 6)).resumed(date(2026, 11, 7))
