"""What a message may be that nothing else has taken: a scam told about, a complaint, a word to hold on to somebody."""

from __future__ import annotations

from actions import scams, uncertain
from actions.aftercare import ways
from actions.case.state import CONTACT
from actions.complaint import demands, story
from actions.turn import ACTS, Turn
from bot.lexicon import heard
from bot.nlu import signs

HEARD_AFTER_DESPAIR = ("human_agent", "file_complaint", "check_ticket", "distress", "privacy_request", *ways.WAYS)
"""After despair every other act gets a caring word."""
TELLS_A_STORY = 12
"""Characters from which on a message may be a story."""
LEAST = 0.5
"""Acts with less confidence are not taken at their word."""


def may_be_a_scam(turn: Turn) -> bool:
    """Tell whether a story that nothing was made of shows signs of a scam, or asks whether it is one."""
    said_briefly = turn.topic.startswith(ACTS) and not turn.is_act(*HEARD_AFTER_DESPAIR)
    if said_briefly and scams.is_told_at_length(turn):
        return True
    if uncertain.is_plain_question(turn):
        return False
    unclear = turn.confidence < LEAST or turn.topic == ACTS + "out_of_scope"
    if not unclear or len(turn.text) < TELLS_A_STORY:
        return False
    return bool(heard("asks_if_scam", turn.text) or (turn.confidence < LEAST and signs.seen(turn.text)))


def is_grievance(turn: Turn) -> bool:
    """Tell whether a message complains without saying so: a story with a wish, or with what went wrong (C1-01)."""
    only_asks = turn.is_question and not (heard("blames", turn.text) and turn.grievance >= LEAST)
    if only_asks or turn.is_act(*HEARD_AFTER_DESPAIR) or _is_swindled(turn):
        return False
    if heard("accuses_staff", turn.text) or heard("wants_apology", turn.text):
        return True
    not_ours = turn.topic.startswith(("fraud.", "fundraising.")) or turn.is_act("out_of_scope")
    long = len(turn.text) >= TELLS_A_STORY
    return long and (turn.grievance >= LEAST or (demands.find(turn.text) is not None and not not_ours))


def tells_of_wrong(turn: Turn) -> bool:
    """Tell whether a branch or a fee in a message belongs to a story of what was done there: it is not looked up."""
    return turn.grievance >= LEAST and is_grievance(turn) and story.goes_on(turn.text)


def _is_swindled(turn: Turn) -> bool:
    """Tell whether somebody is being worked on by a swindler, who may well call himself the bank."""
    claims = heard("claims_to_be", turn.text)
    if turn.urgency == CONTACT:
        return bool(claims or heard("calls_as_bank", turn.text) or scams.is_told_at_length(turn))
    return bool(claims and signs.seen(turn.text))


def needs_care(turn: Turn) -> bool:
    """Tell whether a person in despair should be held on to: whatever is not surely a question or a request."""
    act = turn.topic.removeprefix(ACTS)
    small = turn.topic.startswith(ACTS) and act not in HEARD_AFTER_DESPAIR
    return small or turn.confidence < uncertain.MAYBE_OURS or len(turn.text) <= uncertain.SHORT
