"""A side of the topic at hand that was asked for without naming it, answered."""

from __future__ import annotations

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.followups import FollowUp
from actions.lookup import fees
from actions.remembering import understood
from actions.services import services
from actions.speech import say, tell, topic_buttons
from actions.turn import Turn


def answer(dispatcher: CollectingDispatcher, turn: Turn, asked: FollowUp) -> list[EventType]:
    """Answer a question without a subject from the topic at hand; say so when nothing approved answers it."""
    answers = services().answers
    last = answers.get(turn.slots.get("last_topic") or "")
    if asked.facet == "back":
        last = answers.get(turn.slots.get("previous_topic") or "") or last
    if asked.facet == "cost" and last and fees.of_topic(dispatcher, last.topic):
        return understood(turn, None)
    related = topic_buttons(list(last.related)) if last else None
    if asked.response:
        say(dispatcher, asked.response, buttons=related)
    elif asked.topic in answers:
        tell(dispatcher, asked.topic)
    elif last and asked.facet == "more":
        say(dispatcher, "utter_more", buttons=related, title=last.title)
    elif last and asked.facet in ("back", "what_now"):
        tell(dispatcher, last.topic)
        return understood(turn, last.topic)
    else:
        say(dispatcher, "utter_followup_unknown", buttons=related)
    return understood(turn, None)
