"""Several questions in one message: the one it is mainly about, and each of the others after it."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions import followups, matters, passages, subject
from actions.lookup import fees
from actions.services import services
from actions.speech import say, tell
from actions.turn import Turn
from bot.catalogue.asking import patterns
from bot.lexicon import heard
from bot.text.normalize import normalize, with_pauses
from bot.text.views import parts

LIKELY, CERTAIN = 0.5, 0.9
"""From the first confidence on a topic that the message names is asked beside what was looked up, from the second on
any: a look-up has mostly answered what the whole of a message was read as."""


def answer_first(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Say the one sentence that a pointed question asks for, before the whole of its topic."""
    if not turn.is_short:
        return
    response = passages.pointed(followups.without_lead(turn.text), turn.topic)
    if response:
        say(dispatcher, response)
    elif patterns()["asks_price"].search(turn.text):
        fees.of_topic(dispatcher, turn.topic)


def answer_rest(dispatcher: CollectingDispatcher, turn: Turn, told: str) -> str | None:
    """Answer what else is asked: other topics by name, and sides of the topic at hand that name none.

    What is told beside a look-up, a matter known by its name or the first topic, is returned as the topic at hand.
    """
    asked = parts(normalize(with_pauses(turn.raw)))
    if len(asked) < 2:
        return None
    matter = None if told else matters.answer_beside(dispatcher, asked)
    if matter:
        return matter
    known = services().answers
    if sum(bool(heard("asks", part) or patterns()["asks_price"].search(part)) for part in asked) < 2:
        return None  # a statement tells what the question is about, and asks nothing itself
    named = turn.topic in known and subject.names(turn.text, turn.topic)
    main = [turn.topic] if turn.confidence >= (LIKELY if named or told == turn.topic else CERTAIN) else []
    complains = told.startswith(subject.COMPLAINTS) or heard(
        "names_complaint", turn.text
    )  # 要钱吗 asks for no fee of a complaint
    also = [topic for topic in turn.also if complains or not topic.startswith(subject.COMPLAINTS)]
    topics = list(dict.fromkeys(topic for topic in (*main, *also) if topic != told and topic in known))
    at_hand = turn.topic if turn.topic in known else told
    for side in filter(None, (followups.read(part, at_hand) for part in asked)):
        is_open = at_hand in topics or len(topics) + 1 < len(asked)
        if not is_open:
            break
        if side.topic in known and side.topic not in (told, *topics):
            topics.append(side.topic)
        elif side.response or side.facet == "cost":
            _say_side(dispatcher, side, at_hand)
            topics = [topic for topic in topics if topic != at_hand]
    for topic in topics:
        say(dispatcher, "utter_also_asked", title=known[topic].title)
        tell(dispatcher, topic)
    return next(iter(topics), None)


def _say_side(dispatcher: CollectingDispatcher, side: followups.FollowUp, at_hand: str) -> None:
    if side.response:
        say(dispatcher, side.response)
    else:
        fees.of_topic(dispatcher, at_hand)
