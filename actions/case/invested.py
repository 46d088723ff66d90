"""Money put into an investment before: told after an answer about it, it is no fraud of this minute (contract §4)."""

from __future__ import annotations

from actions import followups
from actions.case.state import MONEY, Case
from actions.turn import Turn
from bot.lexicon import heard
from bot.nlu.urgency import UrgencyRules

INVESTMENTS = "fundraising."
"""Topics about putting money in."""
SIDES = ("joined", "everybody", "paid_out")
"""What a few words say there: that somebody is in it, that others are, that interest was paid (`followups.yml`)."""


def is_told(turn: Turn, rules: UrgencyRules) -> bool:
    """Tell whether a few words after an answer about an investment say who is in it, and not since just now."""
    at_hand, case = turn.slots.get("last_topic") or "", Case.of(turn)
    if not at_hand.startswith(INVESTMENTS) or (case and case.is_urgent):
        return False
    side = followups.read(turn.text, at_hand)
    fresh = rules.read(turn.text) == MONEY or not rules.is_past(turn.text) or heard("of_a_swindle", turn.text)
    return side is not None and side.facet in SIDES and not fresh
