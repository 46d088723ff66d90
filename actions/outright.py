"""A question in the very words of a button asks for that topic, whatever was spoken of before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import lane, scams, subject, uncertain
from actions.case import talk
from actions.case.state import AREAS, SLOT, Case
from actions.lookup.told import EXPECTS, LOOKED_UP
from actions.services import services, words
from actions.turn import Turn, once
from bot.answers import MARKS, asked_by
from bot.text.normalize import normalize

Answer = Callable[[CollectingDispatcher, Turn], list[EventType]]
CONTEXT = ("last_topic", "previous_topic", "choosing", SLOT, scams.STORY, uncertain.STORY, LOOKED_UP, EXPECTS)
"""Slots by which a message is heard as going on with what was said before."""
CERTAIN = 0.97
"""From this confidence on a question of another matter is one."""
LEAST, MOST = 8, 40
"""A shorter message leaves its subject out, a longer one tells a story."""
OF_A_CASE = (*AREAS, "card.")
"""What may be asked about these has an answer of its own while a case is at hand."""


@once
def topic(turn: Turn) -> str | None:
    """Return the topic that a message asks for by itself: in its own words, or beyond doubt; None for an emergency."""
    asked = asked_by(turn.text) or (turn.topic if _is_beyond_doubt(turn) else None)
    return None if asked is None or lane.kind(turn) else asked


@once
def flow(turn: Turn) -> str | None:
    """Return the form that a message begins in the words of its button, None for any other words."""
    buttons: dict[str, dict[str, str]] = words()["start_flow"]
    return next((form for form, button in buttons.items() if _says(turn, button["payload"])), None)


def answered(dispatcher: CollectingDispatcher, turn: Turn, answer: Answer) -> list[EventType]:
    """Answer a message, one that is asked outright as if it were the first; an open emergency is recalled behind it."""
    if topic(turn) is None and flow(turn) is None and not _is_wish(turn):
        return answer(dispatcher, turn)
    events = answer(dispatcher, replace(turn, slots={**turn.slots, **dict.fromkeys(CONTEXT)}, told=()))
    case, last = Case.of(turn), turn.slots.get("last_topic")
    if case and case.is_urgent:
        events = [*events, SlotSet(SLOT, turn.slots[SLOT])]
    if last and any(event.get("name") == "last_topic" for event in events):
        events = [*events, SlotSet("previous_topic", last)]
    return [*events, *talk.reminded(dispatcher, turn, events)]


def _is_wish(turn: Turn) -> bool:
    """Tell whether a message is a wish to the assistant in the words of its tile, where no story was told before."""
    told = turn.slots.get(SLOT) or turn.slots.get(scams.STORY)
    return not told and any(_says(turn, wish) for wish in words()["wishes"])


def _says(turn: Turn, button: str) -> bool:
    return turn.text.strip(MARKS) == normalize(button)


def _is_beyond_doubt(turn: Turn) -> bool:
    """Tell whether a message is long and clear enough to be understood without what was said before."""
    case, last = Case.of(turn), turn.slots.get("last_topic") or ""
    known = services().answers
    if turn.topic not in known or turn.confidence < CERTAIN or not LEAST <= len(turn.text) <= MOST:
        return False
    if turn.urgency != "none" or (case and case.is_urgent) or turn.slots.get("requested_slot"):
        return False
    near = last in known and (turn.topic == last or turn.topic in known[last].related)
    near = near or (case is not None and turn.topic.startswith(OF_A_CASE))
    return subject.asks(turn) and not near and not subject.leans().search(turn.text)
