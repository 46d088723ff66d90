"""A bare fact said after an answer belongs to the topic at hand: a sum, an age, a day, a place, half of a story.

It never begins another topic, and is no goodbye and no "no": those need words of their own.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import regex
import yaml
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import followups, passages
from actions.services import services
from actions.speech import say, topic_buttons
from actions.turn import ACTS, SURE, Turn
from bot.answers import PREFIX, texts
from bot.lexicon import LEXICON, heard

DETAILS = LEXICON / "details.yml"
LONGEST = 16
"""A longer message tells a story of its own."""
STEPS = ("detail", "what_now")
"""Sides of a topic that say what matters next, the first that there is."""
TOLD = "detail_of"
"""Slot: the topic whose next step was told after a fact; once is enough."""
MORE, STILL_MORE = "utter_detail_more", "utter_detail_still_more"
NAMED = 0.8
"""From this confidence on a topic is what a remark was read as, unless the remark makes no sense without the one before."""
FOREIGN = 0.9
"""From this confidence on a remark is out of scope, unless it makes no sense without what was said before."""


def is_fact(turn: Turn) -> bool:
    """Tell whether a message is nothing but a fact: a sum, an age, a day, a place, a way to pay, what was not done."""
    text = _bare(turn)
    return len(text) <= LONGEST and not _asks(turn) and any(row.search(text) for row in _rows("fact"))


def belongs(turn: Turn, last: str) -> bool:
    """Tell whether few words are a detail of the topic at hand: they ask for nothing and name nothing else."""
    text = _bare(turn)
    if not 1 < len(text) <= LONGEST or _asks(turn) or turn.urgency != "none" or turn.alarm:
        return False
    if is_fact(turn):
        return True
    if _wants().search(text) or turn.grievance >= SURE:
        return False
    leans = any(row.search(text) for row in _rows("leans"))
    act = turn.topic.removeprefix(ACTS)
    if act == "out_of_scope":
        return leans or turn.confidence < FOREIGN
    if act in _acts():
        return not _acts()[act].search(text)
    if turn.topic.startswith(ACTS):
        return leans and turn.confidence < NAMED
    return leans and (turn.topic == last or turn.confidence < NAMED or text.endswith("的"))


def answer(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Take a detail of the topic at hand, and say once what matters next there; None when it is none."""
    if not belongs(turn, last):
        return None
    known = services().answers.get(last)
    buttons = topic_buttons(list(known.related)) if known else None
    step = next((name for side in STEPS if (name := f"{PREFIX}{last}.{side}") in texts()), None)
    if turn.slots.get(TOLD) == last:
        say(dispatcher, STILL_MORE if turn.was_told(MORE) else MORE, buttons=buttons)
    elif known and step:
        say(dispatcher, "utter_detail", buttons=buttons, title=known.title, step=passages.filled(texts()[step]))
    else:
        say(dispatcher, step or "utter_detail_bare", buttons=buttons)
    return [SlotSet("misses", 0), SlotSet("choosing", None), SlotSet(TOLD, last)]


def lacks_words(turn: Turn) -> bool:
    """Tell whether a message was read as a small act without a word of it."""
    pattern = _acts().get(turn.topic.removeprefix(ACTS))
    return pattern is not None and not pattern.search(_bare(turn))


def _bare(turn: Turn) -> str:
    return turn.text.strip("。，！!~～… ")


def _asks(turn: Turn) -> bool:
    return turn.is_question or any(heard("question", text) for text in (turn.text, followups.standard(turn.text)))


@cache
def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = yaml.safe_load(DETAILS.read_text("utf-8"))
    return raw


@cache
def _rows(name: str) -> tuple[regex.Pattern[str], ...]:
    return tuple(regex.compile(row) for row in _raw()[name])


@cache
def _wants() -> regex.Pattern[str]:
    return regex.compile(_raw()["wants"])


@cache
def _acts() -> dict[str, regex.Pattern[str]]:
    return {act: regex.compile(pattern, regex.I) for act, pattern in _raw()["acts"].items()}
