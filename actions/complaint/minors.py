"""A customer who is a child: under 14 nothing is collected without a guardian (C7-10)."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.speech import say
from actions.turn import Turn
from bot.lexicon import heard, without
from bot.text.numbers import numeral

CHILD, TEENAGER = "child", "teenager"
"""Under 14, and 14 to 17."""
OF_AGE, GUARDED = 18, 14
SENT = "saying.child"
"""Topic at hand after a child was sent for a guardian."""
SAID = {"fetches": "child_fetches", "alone": "child_alone"}
"""What a child says to that: the response, and its words (`answers.yml`)."""
LONGEST = 30
"""A longer message tells something anew."""


def group(text: str) -> str | None:
    """Return `CHILD` or `TEENAGER` when the customer says so of themselves, else None."""
    told = heard("own_age", text)
    if told:
        age = numeral(told["age"])
        return CHILD if age < GUARDED else TEENAGER if age < OF_AGE else None
    if heard("young_pupil", text):
        return CHILD
    return TEENAGER if heard("minor", text) else None


def tells_only_age(text: str) -> bool:
    """Tell whether a message says how old the customer is and nothing else."""
    return bool(heard("own_age", text)) and not without("own_age", text).strip("，。！？；、了呢啊呀的 ")


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Answer what a child says who was sent for a guardian; False when it is nothing of that."""
    if turn.slots.get("last_topic") != SENT or len(turn.text) > LONGEST:
        return False
    name = next((name for name, words in SAID.items() if heard(words, turn.text)), None)
    if name:
        say(dispatcher, f"utter_child.{name}")
    return name is not None
