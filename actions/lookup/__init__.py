"""Questions that the directory answers: a product, a fee, a branch, the bank's hotline or a public one."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.complaint import demands
from actions.lookup import branches, fees, hotlines, products
from actions.lookup.told import LOOKED_UP, Told
from actions.turn import Turn

FEW_WORDS = 12
"""So few words after a look-up go on with it, whatever story they sound like: 打了一直让我按键."""
STORIES = ("acts.file_complaint", "acts.scam_check", "fraud.just_scammed", "card.stolen_use", "acts.distress")


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> Told | None:
    """Answer from the directory; None when nothing of it is asked."""
    told = products.answer(dispatcher, turn, tells=turn.topic in STORIES and turn.topic != "acts.scam_check")
    goes_on = turn.slots.get(LOOKED_UP) and len(turn.text) <= FEW_WORDS
    if told or (turn.topic in STORIES and not goes_on) or not turn.is_short:
        return told
    told = fees.of_the_shown(dispatcher, turn)  # 能少收点吗 is no demand there
    if told or demands.find(turn.text):
        return told
    for look_up in (hotlines.answer, fees.answer, branches.answer, hotlines.unknown):
        told = look_up(dispatcher, turn)
        if told:
            return told
    return None
