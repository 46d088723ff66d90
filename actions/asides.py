"""What is asked in the middle of a form and is answered at once: about the form itself, or a card in trouble."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.complaint import demands
from actions.speech import say
from actions.turn import ACTS, SURE, Turn
from bot import places
from bot.lexicon import ASIDES, heard, table

LONGEST = 30
BORROWED = ("how_much_back", "how_long", "charge")
"""Questions whose words are asked of other things as well: 银行倒闭了最多赔多少."""
PRIVATE = ("staff_data", "read_back", "must_i_leave")
"""Questions about data of a person, the clerk's or the customer's own: answered whatever else the words sound like."""
CARD_TROUBLES = ("card.lost", "card.swallowed")
"""Topics of what has to be seen to at once, though a complaint is being filled in."""
WHAT_TO_ASK_FOR = "what_to_ask_for"
LIKELY = 0.6
A_WORD, A_PLACE = 3, 8
"""So few characters only name a thing, and with a place among them only say where it was: 折子, 在ATM机上."""


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Answer a question about the form itself; False when it is none."""
    name = about_the_form(turn.text) if len(turn.text) <= LONGEST else None
    if name in BORROWED and _is_of_something_else(turn):
        return False
    if name is not None:
        say(dispatcher, f"utter_aside_{name}")
    return name is not None


def _is_of_something_else(turn: Turn) -> bool:
    """Tell whether the model is sure of a topic that is neither complaining nor an act."""
    if heard("pays_me", turn.text):
        return False
    return turn.confidence >= SURE and not turn.topic.startswith((ACTS, "complaint."))


def keeps_private(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Answer a question about somebody's data, their own or the clerk's; False when it is none."""
    return is_private(turn.text) and answer(dispatcher, turn)


def is_private(text: str) -> bool:
    """Tell whether a text asks about somebody's data."""
    return about_the_form(text) in PRIVATE


def about_the_form(text: str) -> str | None:
    """Return the name of the question about the form itself that a text asks (`asides.yml`); None for another one."""
    return next((name for name, words in table(ASIDES).items() if words.search(text)), None)


def asks_for_help(turn: Turn, telling: bool) -> bool:
    """Tell whether a card is in trouble right now, which has an answer: 我的卡被吞了怎么办 complains of nobody.

    Where what happened is asked (`telling`), only a plain question is none of the story.
    """
    in_trouble = turn.topic in CARD_TROUBLES and turn.confidence >= LIKELY and len(turn.text) <= LONGEST
    if not in_trouble or heard("blames_somebody", turn.text) or demands.find(turn.text):
        return False
    only_names = len(turn.text) <= A_WORD or (len(turn.text) <= A_PLACE and places.read(turn.text) is not None)
    return bool(heard("asks_for_help", turn.text)) or not (telling or only_names)
