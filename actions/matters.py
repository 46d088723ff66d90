"""Matters of money that are no topic of the catalogue, known by their names: a bond, a large certificate, a surety.

They stand before what is refused as none of ours: whoever asks what a bond is wants no tip.
"""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions import passages
from actions.followups import standard
from actions.speech import say
from actions.turn import Turn
from bot.answers import PREFIX, told_of
from bot.lexicon import MATTERS, table
from bot.text.patterns import Pattern

AREA = "matter."
"""Area of a matter as the topic at hand; its sides are asked for and told like those of any answer."""
A_SIDE = 0.24
"""From this likeness on a message asks for one side of the matter that was told before (`actions/in_context.py`)."""


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> str | None:
    """Say what there is to say of the matter that a short message names; return it as the topic at hand.

    A side that is asked for just so is told first, and alone when the whole of it was told before.
    """
    found = _named(turn)
    if found is None:
        return None
    name, pattern = found
    whole = told_of(PREFIX + AREA + name)
    if whole:
        say(dispatcher, passages.pointed(turn.text, whole) or PREFIX + AREA + name)
        return whole
    topic = AREA + name
    told = turn.slots.get("last_topic") == topic
    rest = pattern.sub("", turn.text, count=1)
    asked = (told and passages.asked_just_so(turn.text, topic)) or _side(
        rest, topic, A_SIDE if told else passages.THE_SAME
    )
    if asked:
        say(dispatcher, asked)
    if not (asked and told):
        say(dispatcher, PREFIX + topic)
    return topic


def _side(rest: str, topic: str, least: float) -> str | None:
    """Return the side of a matter that is asked for in what a message says beside its name."""
    found = passages.nearest(standard(rest), topic) if rest else None
    return found[0].response if found and found[0].is_whole and found[1] >= least else None


def answer_beside(dispatcher: CollectingDispatcher, parts: Sequence[str]) -> str | None:
    """Say what there is to say of the matter that one part of a message names; return it, None when none does."""
    named = (name for part in parts for name, pattern in table(MATTERS).items() if pattern.search(part))
    name = next(named, None)
    if name is None:
        return None
    say(dispatcher, PREFIX + AREA + name)
    return AREA + name


def is_named(turn: Turn) -> bool:
    """Tell whether a short message names a matter of `matters.yml`."""
    return _named(turn) is not None


def name_of(turn: Turn) -> str | None:
    """Return the name of the matter that a short message names."""
    found = _named(turn)
    return found[0] if found else None


def _named(turn: Turn) -> tuple[str, Pattern] | None:
    if not turn.is_short:
        return None
    return next(((name, pattern) for name, pattern in table(MATTERS).items() if pattern.search(turn.text)), None)
