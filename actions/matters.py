"""Matters of money that are no topic of the catalogue, known by their names: a bond, a large certificate, a loan's surety.

They stand before what is refused as none of ours: whoever asks what a bond is wants no tip.
"""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions import passages
from actions.followups import standard
from actions.speech import say
from actions.turn import Turn
from bot.answers import PREFIX
from bot.lexicon import MATTERS, table

AREA = "matter."
"""Area of a matter as the topic at hand; its sides are asked for and told like those of any answer."""
A_SIDE = 0.3
"""From this likeness on a message that names the matter at hand again asks for one side of it."""


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> str | None:
    """Say what there is to say of the matter that a short message names; return it as the topic at hand."""
    name = named(turn)
    if name is None:
        return None
    topic = AREA + name
    again = passages.nearest(standard(turn.text), topic) if turn.slots.get("last_topic") == topic else None
    a_side = again and again[0].is_whole and again[1] >= A_SIDE
    say(dispatcher, again[0].response if again and a_side else PREFIX + topic)
    return topic


def named(turn: Turn) -> str | None:
    """Return the first matter of `matters.yml` that a short message names, None when it names none."""
    if not turn.is_short:
        return None
    return next((name for name, pattern in table(MATTERS).items() if pattern.search(turn.text)), None)
