"""What others say against an answer (我同事说不用啊): answered from the topic at hand, as a question of its own."""

from __future__ import annotations

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import passages
from actions.remembering import kept
from actions.services import services
from actions.speech import say, topic_buttons
from actions.subject import SURE, SWINDLES
from actions.turn import Turn
from bot.lexicon import heard

FOUND = 0.3
"""From this likeness on a side answers what others say."""


def answer(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Say what the topic at hand has to what somebody heard elsewhere; None when nobody else is quoted."""
    quoted = heard("quotes_others", turn.text)
    known = services().answers.get(last)
    if quoted is None or known is None or last.startswith(SWINDLES) or _is_of_another(turn, last):
        return None  # what others say of swindles has answers of its own: everybody does it, somebody was paid
    near = [found for text in (turn.text, quoted["what"]) if (found := passages.nearest(text, last))]
    passage, likeness = max(near, key=lambda found: found[1])
    buttons = topic_buttons(list(known.related))
    if passage.is_whole and likeness >= FOUND:
        say(dispatcher, passage.response, buttons=buttons)
    else:
        said = passage.text if likeness >= FOUND else passages.of(last)[0].text
        say(dispatcher, "utter_hearsay", buttons=buttons, said=passages.filled(said))
    return kept()


def _is_of_another(turn: Turn, last: str) -> bool:
    """Tell whether a message is surely about another topic than the one at hand."""
    return turn.topic != last and turn.topic in services().answers and turn.confidence >= SURE
