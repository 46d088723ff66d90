"""A question in the very words of a button asks for that topic, whatever was spoken of before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import lane, scams, uncertain
from actions.case import talk
from actions.case.state import SLOT, Case
from actions.lookup.told import EXPECTS, LOOKED_UP
from actions.services import services
from actions.turn import Turn, once
from bot.text.normalize import normalize

Answer = Callable[[CollectingDispatcher, Turn], list[EventType]]
CONTEXT = ("last_topic", "previous_topic", "choosing", SLOT, scams.STORY, uncertain.STORY, LOOKED_UP, EXPECTS)
"""Slots by which a message is heard as going on with what was said before."""
_MARKS = "。？?！! "


@once
def topic(turn: Turn) -> str | None:
    """Return the topic whose own question a message is; None for any other, and for what opens the emergency lane."""
    asked = _own_questions().get(turn.text.strip(_MARKS))
    return None if asked is None or lane.kind(turn) else asked


def answered(dispatcher: CollectingDispatcher, turn: Turn, answer: Answer) -> list[EventType]:
    """Answer a message, one that is asked outright as if it were the first; an open emergency is recalled behind it."""
    if topic(turn) is None:
        return answer(dispatcher, turn)
    events = answer(dispatcher, replace(turn, slots={**turn.slots, **dict.fromkeys(CONTEXT)}, told=()))
    case, last = Case.of(turn), turn.slots.get("last_topic")
    if case and case.is_urgent:
        events = [*events, SlotSet(SLOT, turn.slots[SLOT])]
    if last and any(event.get("name") == "last_topic" for event in events):
        events = [*events, SlotSet("previous_topic", last)]
    return [*events, *talk.reminded(dispatcher, turn, events)]


@cache
def _own_questions() -> dict[str, str]:
    """Return the topic of every question that a button sends."""
    return {normalize(known.ask).strip(_MARKS): name for name, known in services().answers.items()}
