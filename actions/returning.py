"""Saying again what was told: the last answer, or an earlier one named by a word of it: 回到刚才的录音那个."""

from __future__ import annotations

import regex
from rasa_sdk.executor import CollectingDispatcher

from actions import passages
from actions.services import services
from actions.speech import say, say_again, tell, topic_buttons
from actions.turn import Turn
from bot.answers import PREFIX, SIMPLE, texts
from bot.lexicon import heard

ONLY_MORE = "utter_more"
"""Says that there is no more: whoever wants it again means the answer before."""
_WORDS = regex.compile(r"\p{Han}{2,}|[A-Za-z]+")


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> str | None:
    """Tell the earlier topic that is named again and return it; None when none is."""
    named = heard("returns_to", turn.text)
    if named is None:
        return None
    told = (turn.slots.get(slot) or "" for slot in ("previous_topic", "last_topic"))
    topic = next((topic for topic in told if topic in services().answers and _is_of(named["what"], topic)), None)
    if topic:
        tell(dispatcher, topic)
    return topic


def say_once_more(dispatcher: CollectingDispatcher, turn: Turn, simpler: bool) -> None:
    """Say what was said last once more, or in fewer words."""
    last = turn.slots.get("last_topic") or ""
    answer = services().answers.get(last)
    if answer is None and simpler and f"{PREFIX}{last}{SIMPLE}" in texts():
        say(dispatcher, f"{PREFIX}{last}{SIMPLE}")
        return
    retells = simpler or (answer and (turn.was_told(answer.simple_response) or turn.was_told(ONLY_MORE)))
    if turn.told and not (answer and retells):
        say_again(dispatcher, turn.told)
    elif answer is None:
        say(dispatcher, "utter_nothing_to_repeat")
    elif not simpler:
        tell(dispatcher, answer.topic)
    else:
        say(dispatcher, answer.simple_response, buttons=topic_buttons(list(answer.related)))


def _is_of(what: str, topic: str) -> bool:
    """Tell whether an answer speaks of what is named."""
    said = "".join(passage.text for passage in passages.of(topic)) + services().answers[topic].title
    return any(word in said for word in _WORDS.findall(what))
