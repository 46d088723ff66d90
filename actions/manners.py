"""What every form does alike: hearing a question or a wish to stop, explaining, giving up kindly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.complaint import fields
from actions.speech import say
from actions.turn import Turn
from bot.lexicon import heard

EXPLAIN_AFTER, PERSON_AFTER = 2, 3
SHORT_REMARK = 20
"""A remark about the form itself is not longer; a longer message tells something."""
LOST = 12
"""Nor is "I do not understand" where a story is asked."""


def wants_to_stop(turn: Turn, free_text: bool) -> bool:
    """Tell whether the message ends the form; a long story with such a word in it does not."""
    if heard("stops_something_else", turn.text):
        return False
    short = len(turn.text) <= (12 if free_text else 20)
    return (short and bool(heard("stop", turn.text)) and not heard("go_on", turn.text)) or (
        not free_text and len(turn.text) <= 20 and turn.is_act("stop", least=0.7)
    )


def confirms_stop(turn: Turn) -> bool:
    """Tell whether the customer says yes to "really stop?"."""
    return bool(heard("sure_to_stop", turn.text)) and not heard("go_on", turn.text)


def goes_on(turn: Turn) -> bool:
    """Tell whether the customer says no to "really stop?"."""
    return bool(heard("go_on", turn.text)) or turn.is_act("deny")


def asks_why(turn: Turn, free_text: bool) -> bool:
    """Tell whether the customer asks what a question is for, or cannot follow it."""
    if free_text:
        lost = heard("lost", turn.text) and len(turn.text) <= LOST
        return bool(lost or (heard("why_asked", turn.text) and len(turn.text) <= SHORT_REMARK))
    return bool(heard("why_asked", turn.text)) or (turn.is_act("simpler", "repeat") and len(turn.text) <= 15)


def asks(turn: Turn) -> bool:
    """Tell whether a message asks something; "I do not know when" and "say clearly how much" only sound so."""
    only_sounds_so = any(heard(name, turn.text) for name in ("forgot", "unclear", "wants_it_made_clear", "is_kept"))
    return not only_sounds_so and (turn.is_question or bool(heard("question", turn.text)))


def missed(dispatcher: CollectingDispatcher, turn: Turn, slot: str, problem: str) -> list[EventType]:
    """Say what is wrong; the second time with an example, the third time offer a person."""
    misses = max(0, int(turn.slots.get("form_misses") or 0)) + 1
    say(dispatcher, problem)
    if misses == EXPLAIN_AFTER:
        say(dispatcher, f"utter_explain_{slot}")
    elif misses >= PERSON_AFTER:
        say(dispatcher, "utter_offer_skip" if slot in fields.SKIPPABLE else "utter_offer_person")
    return [SlotSet("form_misses", misses)]


def set_slots(values: dict[str, Any]) -> list[EventType]:
    """Turn values into events."""
    return [SlotSet(name, value) for name, value in values.items()]


def cleared(names: Iterable[str]) -> list[EventType]:
    """Return events that empty slots."""
    return [SlotSet(name, None) for name in names]
