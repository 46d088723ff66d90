"""What is said outside any form and asks for no knowledge: a greeting, thanks, a yes or no, a wish to the assistant."""

from __future__ import annotations

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import callback, details, judging, pursuing, requests, returning, scams, uncertain
from actions.followups import FollowUp
from actions.remembering import understood
from actions.services import services
from actions.speech import say
from actions.turn import ACTS, Turn
from bot.lexicon import heard

PLAIN = (
    "greet", "help", "who_are_you", "goodbye", "thanks", "affirm", "deny", "stop", "go_back",
    "chitchat", "anger", "quiz", "fundraising_check",
)  # fmt: skip
NEEDS_WORDS = ("goodbye", "go_back", "human_agent", "stop", "repeat", "quiz")
"""Acts that end or begin something: what only sounds like one is asked back."""
A_WORD = 6
"""A no with more characters says something: what, is asked back."""


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Answer an act; one that is not surely meant was not understood."""
    act = turn.topic.removeprefix(ACTS)
    unsaid = act in NEEDS_WORDS and turn.confidence < judging.CLEAR and details.lacks_words(turn)
    if turn.confidence < judging.LEAST or unsaid or (act == "deny" and len(turn.text) > A_WORD):
        return uncertain.missed(dispatcher, turn)
    if act == "scam_check":
        return scams.check(dispatcher, turn)
    if act == "go_back" and turn.slots.get("last_topic") in services().answers and heard("to_the_topic", turn.text):
        return pursuing.answer(dispatcher, turn, FollowUp("back"))
    if act == "human_agent":
        say(dispatcher, "utter_no_callback" if callback.declined(turn) else "utter_start_person_form")
    elif act == "privacy_request" and not heard("not_our_data", turn.text):
        requests.take_privacy(dispatcher, turn)
    elif act in ("repeat", "simpler"):
        returning.say_once_more(dispatcher, turn, simpler=act == "simpler")
    elif act == "distress":
        say(dispatcher, "utter_care_listens")
    elif act in PLAIN:
        say(dispatcher, f"utter_{act}")
    else:
        return uncertain.missed(dispatcher, turn)
    return understood(turn, None)
