"""The emergency lane: from any state, the first words are what to do now (contract §4)."""

from __future__ import annotations

from functools import cache

from rasa_sdk.executor import CollectingDispatcher

from actions.services import services, words
from actions.speech import say, topic_buttons
from actions.turn import Turn
from bot.nlu import signs
from bot.nlu.urgency import UrgencyRules
from tickets.errors import StoreUnavailable

FOLLOW_UP = ["fraud.stop_payment", "fraud.evidence", "fraud.recover_money"]
CERTAIN = 0.8


@cache
def _rules() -> UrgencyRules:
    return UrgencyRules()


def lane(turn: Turn) -> str | None:
    """Return `distress`, `violence`, `money_moved` or `in_contact` when the message opens the lane, else None."""
    if turn.is_act("distress", least=0.3):
        return "distress"
    if _rules().is_violence(turn.text):
        return "violence"
    if turn.urgency == "money_moved":
        return "money_moved"
    under_way = _rules().is_under_way(turn.text) and not _rules().is_supposed(turn.text)
    # the table of signs last: it is the dear one, and this runs on every message
    return "in_contact" if under_way and (turn.urgency == "in_contact" or signs.seen(turn.text)) else None


def is_certain(turn: Turn) -> bool:
    """Tell whether money has moved beyond doubt: by a sure sign in the words, or by a sure reading of the story."""
    return _rules().read(turn.text) == "money_moved" or (
        turn.topic == "fraud.just_scammed" and turn.confidence >= CERTAIN
    )


def is_averted(turn: Turn) -> bool:
    """Tell whether the customer says that a swindler asked and got nothing."""
    return turn.topic == "fraud.just_scammed" and turn.urgency != "money_moved" and _rules().is_averted(turn.text)


def handle(dispatcher: CollectingDispatcher, turn: Turn, kind: str) -> None:
    """Say what to do now; a person in despair is put on top of the staff queue besides."""
    buttons = topic_buttons(FOLLOW_UP) if kind == "money_moved" else None
    say(dispatcher, f"utter_emergency_{kind}", buttons=buttons)
    if kind == "distress":
        try:
            services().register.request_service("care", turn.sender, words()["request"]["care"], care=True)
        except StoreUnavailable:
            return  # the numbers to call have been said; the queue entry is an extra
