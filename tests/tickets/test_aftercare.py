"""After filing, customers add, withdraw, ask for a review and rate; what cannot be is refused and loses nothing."""

from datetime import date

import pytest

from tests.tickets.conftest import PARTS, TO_DECIDED, Case
from tickets.aftercare import Aftercare
from tickets.delivery import Outbox
from tickets.errors import IllegalOperation, InvalidFields, UnknownTicket


@pytest.fixture
def care(register):
    return Aftercare(register)


def test_progress_tells_where_it_stands_and_what_can_be_done(case, care):
    seen = care.progress(case.number)
    assert (seen.status, seen.received_on, seen.due_on) == ("submitted", date(2026, 11, 21), date(2026, 12, 6))
    assert (seen.extended, seen.paused, seen.decision) == (False, False, None)
    assert seen.can == ("supplement", "withdraw")
    case.do("extend", reason="要调录像")
    case.do("pause", cause="mediation", reason="同意调解")
    seen = care.progress(case.number)
    assert (seen.extended, seen.paused, seen.due_on) == (True, True, date(2026, 12, 21))


def test_after_the_answer_it_can_be_rated_and_reviewed_until_the_days_are_over(case, care):
    case.through(*TO_DECIDED, "notified")
    seen = care.progress(case.number)
    assert (seen.decision, seen.can) == (PARTS, ("review", "rate"))
    assert "review" in care.progress(case.days_later(30).number).can
    assert care.progress(case.days_later(1).number).can == ("rate",)


def test_reasons_are_told_in_the_words_of_whoever_gave_them(case, care):
    case.through("triaged", "assigned", "pending_customer")
    assert care.progress(case.number).wanted == "请补充扣费短信"
    case.do("extend", reason="要调录像")
    case.do("pause", cause="expert", reason="笔迹鉴定")
    seen = care.progress(case.number)
    assert (seen.extension_reason, seen.pause_cause) == ("要调录像", "expert")
    care.supplement(case.number, "这是扣费短信")
    case.do("resume")
    seen = care.progress(case.number)
    assert (seen.wanted, seen.pause_cause, seen.extension_reason) == (None, None, "要调录像")


def test_days_that_a_choice_would_lead_to_are_known_before_it(case, care):
    case.days_later(5)
    assert care.progress(case.number).restarted_due_on == date(2026, 12, 11)
    assert care.progress(case.number).review_until is None
    case.through(*TO_DECIDED, "notified")
    assert care.progress(case.number).review_until == date(2026, 12, 26)


def test_a_change_can_be_said_in_the_words_of_its_notice(case, care):
    case.through(*TO_DECIDED)
    [notice] = Outbox(case.register).pending("c1")
    assert care.notice(case.number, "decided") == notice.text


def test_the_tickets_of_a_conversation_are_its_own_the_latest_first(case, complaint, changed):
    again = case.register.file(changed(complaint, filing="again"))
    case.register.file(changed(complaint, conversation="c2"))
    assert [receipt.number for receipt in case.register.filed_in("c1")] == [again.number, case.number]
    assert case.register.own("c1").number == again.number
    assert case.register.own("c2", case.number) is None


def test_what_is_added_is_kept_sealed_and_takes_the_waiting_ticket_on(case, care):
    case.through("triaged", "assigned", "pending_customer")
    assert care.supplement(case.number, "这是扣费短信", evidence=["e1", "e1", "e2"]).status == "investigating"
    event = case.register.events(case.number)[-1]
    assert (event.actor, event.kind) == ("customer", "supplement")
    assert case.register.cipher.open(event.sealed_text) == "这是扣费短信"
    assert case.ticket.evidence == ["e1", "e2"]
    assert case.ticket.due_on == date(2026, 12, 6)


def test_new_facts_start_the_time_again(case, care):
    case.days_later(5)
    assert care.supplement(case.number, "找到了当时的合同", new_facts=True).due_on == date(2026, 12, 11)


def test_a_withdrawn_complaint_can_do_nothing_more(case, care):
    seen = care.withdraw(case.number)
    assert (seen.status, seen.can) == ("withdrawn", ())
    for act in (
        lambda: care.withdraw(case.number),
        lambda: care.supplement(case.number, "还有"),
        lambda: care.ask_review(case.number, "不服"),
        lambda: care.rate(case.number, 5),
    ):
        with pytest.raises(IllegalOperation):
            act()


def test_a_review_is_due_thirty_days_after_it_was_asked_for(case, care):
    case.through(*TO_DECIDED, "notified").days_later(10)
    seen = care.ask_review(case.number, "金额算错了")
    assert (seen.status, seen.due_on) == ("review_requested", date(2026, 12, 31))
    case.do("review_decided")
    assert care.progress(case.number).review_decision == PARTS


def test_an_overdue_review_is_overdue(case, care):
    case.through(*TO_DECIDED, "notified")
    care.ask_review(case.number, "金额算错了")
    assert case.days_later(30).register.tickets({"overdue": True}, 1, 10)[1] == 0
    assert case.days_later(1).register.tickets({"overdue": True}, 1, 10)[1] == 1


@pytest.mark.parametrize("stars", [0, 6, "5", 4.5, True, None])
def test_a_rating_is_one_to_five(case, care, stars):
    case.through(*TO_DECIDED, "notified")
    with pytest.raises(InvalidFields):
        care.rate(case.number, stars)
    assert care.rate(case.number, 3, "等得久").status == "notified"
    assert case.ticket.stars == 3


@pytest.mark.parametrize("text", ["", "  ", "长" * 5001])
def test_nothing_or_too_much_is_not_added(case, care, text):
    with pytest.raises(InvalidFields):
        care.supplement(case.number, text)


def test_the_same_matter_is_the_open_one_of_the_same_conversation_person_and_business(case, care, complaint, changed):
    here = complaint.conversation
    assert care.same_matter(here, "13800001111", "B.card").number == case.number
    assert care.same_matter(here, "13800001111", "B.loan") is None
    assert care.same_matter(here, "13900001111", "B.card") is None
    assert care.same_matter("somebody else", "13800001111", "B.card") is None
    again = Case(case.register, changed(complaint, filing="again"))
    assert care.same_matter(here, "13800001111", "B.card").number == again.number
    for each in (case, again):
        each.do("withdrawn")
    assert care.same_matter(here, "13800001111", "B.card") is None


def test_what_is_not_there_is_unknown(care):
    with pytest.raises(UnknownTicket):
        care.progress("TS20200101-0001")
