"""Matters of money that are no topic of the catalogue, known by their names: a bond, a large certificate, a loan's surety.

They stand before what is refused as none of ours: whoever asks what a bond is wants no tip.
"""

from __future__ import annotations

import regex
from rasa_sdk.executor import CollectingDispatcher

from actions import passages
from actions.speech import say
from actions.turn import Turn
from bot.answers import PREFIX
from bot.lexicon import MATTERS, table

AREA = "matter."
"""Area of a matter as the topic at hand; its sides are asked for and told like those of any answer."""


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> str | None:
    """Say what there is to say of the matter that a short message names; return it as the topic at hand.

    A side that is asked for just so is told first, and alone when the whole of it was told before.
    """
    found = _named(turn)
    if found is None:
        return None
    name, pattern = found
    topic = AREA + name
    asked = passages.asked_just_so(pattern.sub("", turn.text, count=1), topic)
    if asked:
        say(dispatcher, asked)
    if not asked or turn.slots.get("last_topic") != topic:
        say(dispatcher, PREFIX + topic)
    return topic


def is_named(turn: Turn) -> bool:
    """Tell whether a short message names a matter of `matters.yml`."""
    return _named(turn) is not None


def _named(turn: Turn) -> tuple[str, regex.Pattern[str]] | None:
    if not turn.is_short:
        return None
    return next(((name, pattern) for name, pattern in table(MATTERS).items() if pattern.search(turn.text)), None)
