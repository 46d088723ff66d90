"""The case at hand: after an answer about a kind of scam, a fragment such as 她说删了 goes on with the same story."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions import followups
from actions.services import services
from actions.speech import say
from actions.turn import ACTS, SURE, Turn

LONGEST = 30
"""A longer message tells enough to be understood by itself."""
SMALL = tuple(
    ACTS + act
    for act in ("out_of_scope", "chitchat", "affirm", "deny", "stop", "goodbye", "privacy_request", "scam_check")
)
"""What a fragment of a story is easily taken for."""


def goes_on(turn: Turn) -> bool:
    """Tell whether the message adds to the scam last spoken of and is nothing by itself."""
    if turn.is_question or len(turn.text) > LONGEST or not (turn.slots.get("last_topic") or "").startswith("fraud."):
        return False
    return (turn.topic in SMALL or turn.confidence < SURE) and followups.is_of_a_case(turn.text)


def ask(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Ask what decides the next step: whether anything was given away."""
    say(dispatcher, "utter_case_goes_on", title=services().answers[turn.slots["last_topic"]].title)
