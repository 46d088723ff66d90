"""What the channel keeps: followers without their openid, texts in order until they have gone, choices for a week."""

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import inspect, text

from bot.channels.wechat.choices import LIFETIME, Choices
from bot.channels.wechat.followers import Followers
from bot.channels.wechat.parking import HELD_FOR, Parking
from tests.wechat.parts import Line, clock
from tickets.erasure import forget_conversation
from tickets.models import Base

NOON = datetime(2026, 11, 29, 4, 0, tzinfo=timezone.utc)


@pytest.fixture
def hand(register):
    return clock(register, NOON)


@pytest.fixture
def parking(register, hand):
    return Parking(register)


def keep(parking, register, *texts, key="k"):
    with register.transaction() as session:
        return parking.replace(session, key, texts)


def waiting(parking, register, key="k"):
    with register.reading() as session:
        return parking.waiting(session, key)


def everything(register):
    """All rows of all tables as one text."""
    with register.reading() as session:
        names = inspect(session.get_bind()).get_table_names()
        return "".join(str(session.execute(text(f"select * from {name}")).all()) for name in names)


# ---- followers


def test_a_follower_has_one_conversation_that_does_not_follow_from_the_openid(register):
    followers = Followers(register)
    first = followers.met("o1")
    assert followers.met("o1") == followers.find("o1") == first
    assert first.conversation.startswith("wechat-") and len(first.conversation) == 47
    assert followers.met("o2").conversation != first.conversation
    assert followers.has(first.conversation) and not followers.has("wechat-" + "0" * 40)
    forget_conversation(register, first.conversation)
    assert followers.find("o1") is None
    assert followers.met("o1").conversation != first.conversation


async def test_neither_openid_nor_words_are_readable_in_the_database(register):
    line = Line(register)
    line.mind.reply = lambda said: [
        {"text": "很长。" * 3000, "buttons": [{"title": "退钱", "payload": "退还多收的钱"}]}
    ]
    line.mind.ready.clear()
    line.patient = False
    await line.say("oSecretOpenid", "秘密的话")
    held = everything(register)
    line.mind.ready.set()
    await line.quiet()
    held += everything(register)
    assert "wechat_texts" in Base.metadata.tables
    for secret in ("oSecretOpenid", "秘密", "很长", "退还", line.follower("oSecretOpenid").conversation):
        assert secret not in held


def test_what_was_told_elsewhere_meanwhile_is_not_told_again(register):
    followers = Followers(register)
    here = followers.met("o1")
    with register.transaction() as session:
        assert followers.advance(session, here, 3, heard=True)
        assert not followers.advance(session, here, 3, heard=True)
    assert followers.find("o1").told == 3


# ---- texts


def test_texts_go_in_order_and_stay_until_they_have_gone(parking, register):
    first = keep(parking, register, "一", "二")
    assert first.text == "一"
    assert parking.hold("k") is None, "the order would be lost"
    parking.let_go(first)
    first = parking.hold("k")
    assert first.text == "一"
    parking.gone(first)
    assert parking.hold("k").text == "二"


def test_what_a_dead_process_was_sending_is_sent_again(parking, register, hand):
    keep(parking, register, "一")
    hand.at += HELD_FOR - timedelta(seconds=1)
    assert parking.hold("k") is None
    hand.at += timedelta(seconds=1)
    assert parking.hold("k").text == "一"


def test_new_texts_take_the_place_of_those_that_nobody_is_sending(parking, register):
    sending = keep(parking, register, "一", "二")
    third = keep(parking, register, *waiting(parking, register), "三")
    assert third.text == "二"
    parking.gone(sending)
    parking.let_go(third)
    assert waiting(parking, register) == ["二", "三"]
    assert waiting(parking, register, "other") == []


# ---- choices


def test_a_choice_says_its_words_for_a_week_and_to_its_follower_only(register, hand):
    choices = Choices(register)
    with register.transaction() as session:
        choices.keep(session, "k", {"a1": "退还多收的钱"})
    assert choices.payload("k", "a1") == "退还多收的钱"
    assert choices.payload("k2", "a1") is choices.payload("k", "zz") is None
    hand.at += LIFETIME
    assert choices.payload("k", "a1") is None
