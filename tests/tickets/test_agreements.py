"""What customer and bank agree on binds, with proof: the last day, the way of telling, or both (C1-41)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staff.views import ticket_json
from tests.tickets.conftest import TO_DECIDED, Case
from tickets.aftercare import Aftercare
from tickets.deadlines import Clock, rule_on
from tickets.delivery import Outbox
from tickets.errors import IllegalOperation, InvalidFields, NotYourRole

RECEIVED, DUE, AGREED = date(2026, 11, 21), date(2026, 12, 6), date(2026, 12, 20)
DAYS = st.dates(min_value=date(2020, 11, 1), max_value=date(2090, 1, 1))


def agree(case, role="handler", day=AGREED, **given):
    said = {"reason": "客户出差，12月20日回来", "proof": "录音 31 号", **given}
    return case.do("agree", role, **{**said, **({"agreed_due_on": day.isoformat()} if day else {})})


def overdue(case):
    return case.register.tickets({"overdue": True}, 1, 10)[1]


@given(DAYS, st.integers(-10, 200), st.integers(0, 60))
def test_an_agreed_day_is_the_last_one_and_only_a_later_stop_moves_it(received, away, stopped):
    day = received + timedelta(days=15 + away)
    clock = Clock(received, rule_on(received)).extended().agreed(day)
    assert clock.due_on == day
    assert clock.paused(received).resumed(received + timedelta(days=stopped)).due_on == day + timedelta(days=stopped)
    assert [clock.alert(day - timedelta(days=left)) for left in (6, 5, 2, -1)] == [
        None, "due_in_5", "due_in_2", "overdue",
    ]  # fmt: skip
    assert clock.restarted(day).due_on == day + timedelta(days=15)


@pytest.mark.parametrize("day", [AGREED, date(2026, 11, 25)])
def test_the_agreed_day_takes_the_place_of_the_rules_later_or_earlier(case, day):
    ticket = agree(case, day=day)
    assert (ticket.due_on, ticket.marks) == (day, ["agreed"])
    case.moment += day - RECEIVED
    assert overdue(case) == 0
    assert case.days_later(1) and overdue(case) == 1


def test_every_agreement_stays_on_record_with_its_proof_and_the_last_one_binds(case):
    agree(case)
    ticket = agree(case, day=date(2026, 12, 24), proof="短信截图 2 号", agreed_way="letter")
    shown = ticket_json(ticket, case.register, "handler")
    assert [(one["agreed_due_on"], one["proof"]) for one in shown["agreements"]] == [
        ("2026-12-20", "录音 31 号"), ("2026-12-24", "短信截图 2 号"),
    ]  # fmt: skip
    assert (shown["due_on"], shown["agreed_due_on"], shown["agreed_way"]) == ("2026-12-24", "2026-12-24", "letter")
    assert "录音" not in ticket.sealed_agreements
    event = case.register.events(case.number)[-1]
    assert (event.kind, event.detail["changed"]["due_on"]) == ("agree", ["2026-12-20", "2026-12-24"])
    assert "短信截图" not in str(event.detail)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"proof": ""}, "proof"),
        ({"reason": None}, "reason"),
        ({"day": None}, "agreed_due_on"),
        ({"day": RECEIVED - timedelta(days=1)}, "agreed_due_on"),
        ({"day": RECEIVED + timedelta(days=367)}, "agreed_due_on"),
        ({"day": None, "agreed_due_on": "下周"}, "agreed_due_on"),
        ({"agreed_way": "carrier pigeon"}, "agreed_way"),
        ({"agreed_way": "file"}, "agreed_way"),
    ],
)
def test_nonsense_and_what_cannot_be_proven_is_refused_and_changes_nothing(case, wrong, named):
    with pytest.raises(InvalidFields) as refusal:
        agree(case, **wrong)
    assert set(refusal.value.problems) == {named}
    assert (case.ticket.due_on, case.ticket.sealed_agreements) == (DUE, None)


def test_a_time_that_is_over_or_stands_still_is_not_agreed_away(case):
    case.do("pause", cause="mediation", reason="双方同意调解")
    with pytest.raises(IllegalOperation, match="恢复计时"):
        agree(case)
    case.do("resume")
    with pytest.raises(IllegalOperation, match="已过"):
        agree(case.days_later(16))
    assert agree(case, day=None, agreed_way="letter").due_on == DUE


def test_what_was_agreed_is_not_extended_by_one_side(case):
    agree(case)
    with pytest.raises(IllegalOperation, match="再约定"):
        case.do("extend", reason="还要查")
    with pytest.raises(IllegalOperation, match="来源机关"):
        case.do("classify", source_authority="pboc")


def test_new_facts_start_the_time_of_the_rule_again(case):
    agree(case)
    ticket = case.days_later(3).do("restart", "customer", reason="又扣了一次")
    assert (ticket.due_on, ticket.agreed_due_on, ticket.marks) == (date(2026, 12, 9), None, ["restarted"])


@pytest.mark.parametrize("role", ["intake", "reviewer", "follow_up", "customer"])
def test_only_who_handles_or_answers_for_it_may_agree(case, role):
    with pytest.raises(NotYourRole):
        agree(case, role)


def test_the_customer_is_told_and_finds_it_in_the_progress(case):
    agree(case, agreed_way="letter")
    [notice] = Outbox(case.register).pending("c1")
    assert notice.kind == "agreed"
    assert "2026年12月20日前寄信答复" in notice.text
    assert Aftercare(case.register).progress(case.number).agreement == "客户出差，12月20日回来"


def test_told_another_way_than_agreed_it_is_not_told(case):
    case.through(*TO_DECIDED)
    agree(case, day=None, agreed_way="letter")
    decided = next(notice for notice in Outbox(case.register).pending("c1") if notice.kind == "decided")
    assert Outbox(case.register).mark_delivered(decided.id, "chat", "history")
    assert case.ticket.status == "decided"
    with pytest.raises(InvalidFields) as refusal:
        case.do("notified", way="phone")
    assert set(refusal.value.problems) == {"way"}
    assert case.do("notified", way="letter").status == "notified"


def test_without_an_agreement_nothing_is_shown(register, complaint):
    shown = ticket_json(Case(register, complaint).ticket, register, "handler")
    assert (shown["agreements"], shown["agreed_due_on"], shown["agreed_way"]) == ([], None, None)
