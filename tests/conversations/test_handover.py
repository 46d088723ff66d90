"""Who asks for a person gets one call back in the queue, with what was told and a number to call; nobody else does."""

import pytest
from sqlalchemy import select

from tickets.models import ServiceRequest


@pytest.fixture
def queue(brain, customer):
    """Notes of what this customer has in the queue: (kind, status, note)."""

    def rows():
        register = brain._services.register
        who = register.cipher.fingerprint(customer.sender)
        query = select(ServiceRequest).where(ServiceRequest.conversation_print == who).order_by(ServiceRequest.id)
        with register._database.transaction() as session:
            return [
                (row.kind, row.status, register.cipher.open(row.sealed_note), row.id) for row in session.scalars(query)
            ]

    return rows


def test_the_call_back_request_says_what_is_known_so_far_and_whom_to_call(customer, queue):
    customer.say("我要投诉")
    customer.fill("complaint_confirmed", complainant_phone="13900002345")
    customer.say("转人工")
    [(kind, status, note, _)] = queue()
    assert (kind, status) == ("callback", "open")
    assert "业务：银行卡" in note
    assert "换存折收了工本费" in note
    assert "电话：139****2345" in note, "what was told stays masked"
    assert "回电：13900002345" in note, "the sealed note has the number to call"


def test_asking_twice_returns_the_same_request(customer, queue):
    customer.say("麻烦接人工")
    first = customer.custom("handover")["request"]
    customer.say("给我找个真人说")
    assert customer.custom("handover")["request"] == first
    assert len(queue()) == 1


def test_the_number_to_call_is_sealed_and_never_in_the_tracker(customer, queue):
    customer.say("找个客服给我回电话")
    assert customer.asked == "callback_phone"
    said = customer.say("打这个 13712349876")
    assert "137****9876" in said
    assert customer.form is None
    assert "回电：13712349876" in queue()[0][2]
    assert "13712349876" not in str(customer.state("ALL"))
    customer.say("转人工")
    assert customer.form is None, "a number that is known is not asked again"


def test_a_call_back_can_be_cancelled(customer, queue):
    customer.say("转人工")
    customer.say("跳过")
    assert "取消" in customer.say("不用给我回电了")
    assert [row[1] for row in queue()] == ["cancelled"]


@pytest.mark.parametrize(
    "text",
    [
        "三个人呢", "你们热线号码", "我的手机号你们会不会泄露", "甭给我打电话", "转人工转了半小时没人接",
        "他让我打客服转人工", "人工几点上班", "你是活人还是机器", "工行人工电话", "我不乐意给你们身份证号",
        "部分提前支取呢", "用不着找人工",
    ],
)  # fmt: skip
def test_nothing_is_registered_that_was_not_asked_for(customer, queue, text):
    customer.say(text)
    assert queue() == []
