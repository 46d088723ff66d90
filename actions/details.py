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
STEPS = {"utter_detail": ("detail", "what_now"), "utter_detail_materials": ("materials",)}
"""What is said after the first fact and after the second, with the sides of a topic that may fill it."""
TOLD = "detail_of"
"""Slot: the topic that facts were added to, and how many; each side is told once."""
MORE, STILL_MORE = "utter_detail_more", "utter_detail_still_more"
NAMED = 0.8
"""From this confidence on a topic is what a remark was read as, whatever it leans on."""
GUESSED = 0.5
"""Below this confidence the topic of a remark is only guessed: it says something of the one at hand."""
FOREIGN = 0.9
"""From this confidence on a remark is out of scope, unless it makes no sense without what was said before."""


def is_fact(turn: Turn) -> bool:
    """Tell whether a message is nothing but a fact: a sum, an age, a day, a place, a way to pay, what was not done."""
    return _is_told(turn) and any(row.search(_bare(turn)) for row in _rows("fact"))


def belongs(turn: Turn, last: str) -> bool:
    """Tell whether few words are a detail of the topic at hand: they ask for nothing and name nothing else."""
    if is_fact(turn):
        return True
    if not _is_told(turn) or turn.urgency != "none" or turn.alarm:
        return False
    if elaborates(turn):
        return True
    text = _bare(turn)
    if _wants().search(text) or turn.grievance >= SURE:
        return False
    leans = any(row.search(text) for row in _rows("leans"))
    act = turn.topic.removeprefix(ACTS)
    if act == "out_of_scope":
        return leans or turn.confidence < FOREIGN
    if lacks_words(turn):
        return True
    if turn.topic.startswith(ACTS):
        return act == "chitchat" and leans and turn.confidence < NAMED
    return turn.confidence < (NAMED if leans or turn.topic == last else GUESSED) or (leans and turn.topic == last)


def answer(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Take a detail of the topic at hand, and say once what matters next there; None when it is none."""
    if not belongs(turn, last):
        return None
    known = services().answers.get(last)
    buttons = topic_buttons(list(known.related)) if known else None
    topic, count = turn.slots.get(TOLD) or ("", 0)
    count = count if topic == last else 0
    steps = [(response, step) for response, sides in STEPS.items() if (step := _first(last, sides))]
    if count >= len(steps):
        say(dispatcher, STILL_MORE if turn.was_told(MORE) else MORE, buttons=buttons)
    elif known:
        response, step = steps[count]
        say(dispatcher, response, buttons=buttons, title=known.button, step=passages.filled(texts()[step]))
    else:
        say(dispatcher, steps[count][1], buttons=buttons)
    return [SlotSet("misses", 0), SlotSet("choosing", None), SlotSet(TOLD, [last, count + 1])]


def lacks_words(turn: Turn) -> bool:
    """Tell whether a message was read as a small act without a word of it."""
    pattern = _acts().get(turn.topic.removeprefix(ACTS))
    return pattern is not None and not pattern.search(_bare(turn))


def elaborates(turn: Turn) -> bool:
    """Tell whether a message is a fact, or says of what was told by whom, where or how it was done: 在柜台签的."""
    told = _is_told(turn) and any(row.search(_bare(turn)) for row in _rows("elaborates"))
    return is_fact(turn) or (told and not _wants().search(_bare(turn)))


def _is_told(turn: Turn) -> bool:
    """Tell whether few words tell something: they ask nothing, and are no act in words of its own."""
    act = _acts().get(turn.topic.removeprefix(ACTS))
    text = _bare(turn)
    return 1 < len(text) <= LONGEST and not _asks(turn) and not (act and act.search(text))


def _first(topic: str, sides: tuple[str, ...]) -> str | None:
    return next((name for side in sides if (name := f"{PREFIX}{topic}.{side}") in texts()), None)


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
