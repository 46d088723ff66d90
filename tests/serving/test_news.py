"""What a customer has to be told of a complaint comes into the chat: first, once, kept in the history, with proof."""

import json
import re

import pytest

from bot.owed import Debts
from tests.conftest import run
from tickets.delivery import Outbox
from tickets.errors import StoreUnavailable

TO_DECIDED = ("triaged", "assigned", "investigating", "decided")
NEWS = "有结果了"


@pytest.fixture
def decided(customer):
    """A customer whose complaint was decided while they were away."""
    customer.file(branch="城东支行")
    for name in TO_DECIDED:
        customer.staff_do(name)
    return customer


def ticket(customer):
    return customer.register.ticket(customer.number)


def history(customer):
    return "\n".join(said["text"] for said in run(customer.brain.transcript(customer.sender)).events)


def debts(customer):
    """What another process with the same register and journal would see."""
    services = customer.brain._services
    return Debts(services.register, services.journal, customer.brain._turns._phrases)


def test_delivered_in_the_chat_it_is_told_with_proof(decided):
    assert NEWS in decided.say("你好")
    proof = json.loads(decided.register.cipher.open(ticket(decided).sealed_delivery))
    assert ticket(decided).status == "notified"
    assert proof["way"] == "chat"
    assert re.search(r"conversation history, \d{4}-\d\d-\d\dT", proof["proof"])


def test_a_page_that_asks_for_the_history_is_told_too(decided):
    assert NEWS in history(decided)
    assert ticket(decided).status == "notified"
    assert history(decided).count(NEWS) == 1
    assert NEWS not in decided.say("你好")


def test_what_was_said_first_stands_in_the_history_before_the_answer(decided):
    decided.say("刷单返利是怎么骗人的")
    assert history(decided).index(NEWS) < history(decided).index("刷单")


def test_of_two_processes_that_take_it_at_once_one_says_it(decided):
    [here], [there] = debts(decided).of(decided.sender), debts(decided).of(decided.sender)
    assert here.message == there.message
    assert [here.mark("one"), there.mark("other")] == [True, False]


def test_a_crash_between_saying_and_marking_says_it_again(decided, monkeypatch):
    def killed(self, message, way, proof):
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(Outbox, "mark_delivered", killed)
        assert NEWS not in decided.say("你好")
    assert ticket(decided).status == "decided"
    assert decided.say("你好").count(NEWS) == 1
    assert ticket(decided).status == "notified"


def test_news_that_were_marked_go_out_with_an_apology(decided, monkeypatch):
    async def broken(message):
        raise RuntimeError("boom")

    with monkeypatch.context() as patched:
        patched.setattr(decided.brain._agent, "handle_message", broken)
        said = decided.say("你好")
    assert NEWS in said
    assert "抱歉" in said


def test_while_the_database_is_down_nothing_is_claimed_and_nothing_lost(decided, monkeypatch):
    def down(self, conversation):
        raise StoreUnavailable("no answer")

    with monkeypatch.context() as patched:
        patched.setattr(Outbox, "pending", down)
        assert NEWS not in decided.say("你好")
    assert NEWS in decided.say("你好")


def test_what_the_customer_did_is_said_once_and_delivered(customer):
    customer.file()
    customer.say("我要撤回之前的投诉")
    assert customer.say("确定撤回").count("今天起不再办理") == 1
    assert debts(customer).of(customer.sender) == []
    assert "不再办理" not in customer.say("你好")


def test_what_was_done_elsewhere_is_told_where_it_was_filed(customer, another):
    customer.file()
    another.say(f"{customer.number} 我要撤回投诉")
    another.say(customer.register.query_code(customer.number))
    assert "今天起不再办理" in another.say("确定撤回")
    assert "今天起不再办理" in customer.say("你好")


def test_a_receipt_that_had_to_wait_comes_first_and_once(customer, monkeypatch):
    def down(complaint):
        raise StoreUnavailable("no answer")

    customer.say("我要投诉")
    customer.fill()
    with monkeypatch.context() as patched:
        patched.setattr(customer.register, "file", down)
        customer.say("确认提交")
    said = customer.say("刷单返利是怎么骗人的")
    code = customer.register.query_code(customer.number)
    assert re.match(rf"投诉已经受理，单号 {customer.number}，查询码 {code}", said)
    assert code not in str(customer.state("ALL"))
    assert code not in customer.say("你好")


def test_confirming_again_does_not_say_a_waiting_receipt_twice(customer, monkeypatch):
    def down(complaint):
        raise StoreUnavailable("no answer")

    customer.say("我要投诉")
    customer.fill()
    with monkeypatch.context() as patched:
        patched.setattr(customer.register, "file", down)
        customer.say("确认提交")
    assert customer.say("确认提交").count("投诉已经受理") == 1
