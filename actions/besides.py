"""Several questions in one message: the one it is mainly about, and each of the others after it."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions import followups, passages
from actions.lookup import fees
from actions.services import services
from actions.speech import say, tell
from actions.turn import Turn
from bot.catalogue import patterns
from bot.text.normalize import in_clauses
from bot.text.views import parts

LIKELY = 0.6
"""From this confidence on a topic is asked beside what was looked up."""


def answer_first(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Say the one sentence that a pointed question asks for, before the whole of its topic."""
    if not turn.is_short:
        return
    response = passages.pointed(turn.text, turn.topic)
    if response:
        say(dispatcher, response)
    elif patterns()["asks_price"].search(turn.text):
        fees.of_topic(dispatcher, turn.topic)


def answer_rest(dispatcher: CollectingDispatcher, turn: Turn, told: str) -> None:
    """Answer what else is asked: other topics by name, and sides of the topic at hand that name none."""
    asked = parts(in_clauses(turn.raw))
    if len(asked) < 2:
        return
    known = services().answers
    main = [turn.topic] if turn.confidence >= LIKELY else []
    topics = list(dict.fromkeys(topic for topic in (*main, *turn.also) if topic != told and topic in known))
    at_hand = turn.topic if turn.topic in known else told
    for part in asked:
        side = followups.read(part, at_hand)
        if side and side.response:
            say(dispatcher, side.response)
        elif side and side.facet == "cost" and fees.of_topic(dispatcher, at_hand):
            continue
        elif side and side.topic in known and side.topic not in (told, *topics):
            topics.append(side.topic)
    for topic in topics:
        say(dispatcher, "utter_also_asked", title=known[topic].title)
        tell(dispatcher, topic)
