"""What a conversation remembers after an answer."""

from __future__ import annotations

from rasa_sdk.events import EventType, SlotSet

from actions.lookup.told import forgotten
from actions.turn import Turn

NOT_OURS = "not_ours"
"""Slot: the message before was none of a bank's business."""


def kept() -> list[EventType]:
    """Return what to remember after an answer that leaves the topic at hand as it is: the message was understood."""
    return [SlotSet("misses", 0), SlotSet("choosing", None), SlotSet(NOT_OURS, None)]


def moved_to(topic: str, last: str | None) -> list[EventType]:
    """Return what to remember when a topic takes the place of the last one as the one at hand."""
    return [*kept(), SlotSet("last_topic", topic), SlotSet("previous_topic", last or None)]


def understood(turn: Turn, topic: str | None) -> list[EventType]:
    """Return what to remember after an answer; `topic` becomes the topic at hand."""
    last = turn.slots.get("last_topic")
    at_hand = moved_to(topic, last) if topic and topic != last else kept()
    return [*at_hand, *forgotten(topic)]
