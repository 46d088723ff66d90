"""A button under an answer says a topic's own question: it is answered alike wherever the conversation stands."""

import pytest

from actions.services import words
from bot.answers import answers
from tests.conftest import Customer

ALL = sorted(answers().values(), key=lambda answer: answer.topic)
STANDS = {
    "after an emergency": ["我刚才把验证码告诉骗子了，卡里两万被转走了"],
    "after a story of a scam": ["网上认识的人带我投资虚拟币，说稳赚，让我再充五千"],
    "after knowledge": ["银行卡能借给亲戚朋友用吗", "怎么办理"],
    "amid the self-check": ["我想做非法集资自测", "投了"],
    "amid a complaint": ["我要投诉", "同意"],
}


ERRANDS = [*words()["start_flow"].values(), *({"payload": wish} for wish in words()["wishes"])]


@pytest.fixture(scope="module")
def alone(brain):
    """First line of what is said to each question first thing; none for those that begin a form or a case."""
    said = {}
    for answer in ALL:
        customer = Customer(brain)
        first = customer.say(answer.ask).split("\n")[0]
        case = customer.slots["case"] or {}
        if customer.form is None and case.get("kind", "story") == "story":
            said[answer.ask] = first
    return said


@pytest.mark.parametrize("before", STANDS.values(), ids=STANDS)
def test_a_topics_own_question_is_answered_alike_wherever_it_is_asked(brain, alone, before):
    customer = Customer(brain)
    for said in before:
        customer.say(said)
    form, case = customer.form, (customer.slots["case"] or {}).get("kind")
    otherwise = {ask: said for ask, first in alone.items() if not (said := customer.say(ask)).startswith(first)}
    assert otherwise == {}
    assert customer.form == form
    assert case in (None, "story", (customer.slots["case"] or {}).get("kind"))


@pytest.mark.parametrize("said", [errand["payload"] for errand in ERRANDS])
@pytest.mark.parametrize("before", ["银行卡能借给亲戚朋友用吗", "我想做非法集资自测"])
def test_the_words_of_a_tile_lead_where_they_say(brain, before, said):
    first = Customer(brain)
    begun = first.say(said).split("\n")[0]
    customer = Customer(brain)
    customer.say(before)
    again = customer.form == first.form  # asked for what is under way, it goes on
    assert again or customer.say(said).startswith(begun)
    assert again or customer.form in (first.form, "fundraising_check_form")


def test_who_was_swindled_may_still_play(brain):
    customer = Customer(brain)
    customer.say(STANDS["after an emergency"][0])
    customer.say(words()["start_flow"]["quiz_form"]["payload"])
    assert customer.form == "quiz_form"


def test_a_quiz_is_no_request_of_a_complaint(brain):
    customer = Customer(brain)
    for said in STANDS["amid a complaint"]:
        customer.say(said)
    assert "答题" in customer.say(words()["start_flow"]["quiz_form"]["payload"])
    assert customer.slots["complaint_request"] is None
