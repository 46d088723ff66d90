"""What a message may be that nothing else has taken: a scam told about, a complaint, a word to hold on to somebody."""

from __future__ import annotations

from actions import doors, scams, uncertain
from actions.aftercare import ways
from actions.case.state import CONTACT
from actions.complaint import demands, story
from actions.services import services
from actions.turn import ACTS, Turn
from bot.lexicon import heard
from bot.nlu import signs
from bot.text import views

HEARD_AFTER_DESPAIR = ("human_agent", "file_complaint", "check_ticket", "distress", "privacy_request", *ways.WAYS)
"""After despair every other act gets a caring word."""
TELLS_A_STORY = 12
"""Characters from which on a message may be a story."""
CLEAR = 0.9
"""From this confidence on a question is what it was read as, in whatever voice it is asked."""
SAYS_IT = 8
"""So many are enough where the model is sure of a grievance."""
PROBABLE = 0.2
"""From this chance on a grievance is likelier than what the model is not sure of."""
LEAST = 0.5
"""Acts with less confidence are not taken at their word."""


def may_be_a_scam(turn: Turn) -> bool:
    """Tell whether a story that nothing was made of shows signs of a scam, or asks whether it is one."""
    said_briefly = turn.topic.startswith(ACTS) and not turn.is_act(*HEARD_AFTER_DESPAIR)
    if said_briefly and scams.is_told_at_length(turn):
        return True
    if uncertain.is_plain_question(turn):
        return False
    if turn.urgency == "none" and turn.grievance > max(turn.confidence, PROBABLE):
        return False  # it rather tells what the bank did than of a swindler
    unclear = turn.confidence < LEAST or turn.topic == ACTS + "out_of_scope"
    if not unclear or len(turn.text) < SAYS_IT:
        return False
    if _is_a_kind(turn):
        return True
    if len(turn.text) < TELLS_A_STORY:
        return False
    return bool(heard("asks_if_scam", turn.text) or (turn.confidence < LEAST and signs.seen(turn.text)))


def _is_a_kind(turn: Turn) -> bool:
    """Tell whether the reading of a message and a sign in it surely speak for the same kind of scam."""
    kind, chance = turn.scam_ranking[0] if turn.scam_ranking else ("", 0.0)
    return chance >= CLEAR and any(kind in sign.kinds for sign in signs.seen(turn.text))


def is_grievance(turn: Turn) -> bool:
    """Tell whether a message complains without saying so: a story with a wish, or with what went wrong (C1-01)."""
    heated = (heard("blames", turn.text) or story.goes_on(turn.text)) and not heard("asks_if_scam", turn.text)
    only_asks = turn.is_question and not (heated and turn.grievance >= LEAST)
    thanks = turn.is_act("thanks", least=CLEAR) and turn.grievance < PROBABLE
    if only_asks or thanks or turn.is_act(*HEARD_AFTER_DESPAIR) or _is_swindled(turn):
        return False
    if _is_known_question(turn):
        return False
    if any(heard(name, turn.text) for name in ("accuses_staff", "wants_apology", "grumbles")):
        return True
    not_ours = turn.topic.startswith(("fraud.", "fundraising.")) or turn.is_act("out_of_scope")
    if len(turn.text) < (SAYS_IT if turn.grievance >= LEAST else TELLS_A_STORY):
        return False
    if not_ours and turn.grievance < CLEAR and not _tells_of_the_bank(turn):
        return False
    return turn.grievance >= LEAST or _is_probable(turn) or (demands.find(turn.text) is not None and not not_ours)


def _tells_of_the_bank(turn: Turn) -> bool:
    """Tell whether a message that sounds like something else says what this bank, or anybody there, did wrong."""
    told = doors.said("matter", turn.text) or story.goes_on(turn.text) or heard("blames", turn.text)
    return bool(told or doors.said("this_bank", turn.text))


def _is_probable(turn: Turn) -> bool:
    """Tell whether a message that nothing is surely made of rather tells what went wrong than anything else."""
    if turn.grievance < PROBABLE or turn.confidence >= uncertain.MAYBE_OURS:
        return False
    nothing_else = turn.grievance > turn.confidence or turn.topic.startswith(ACTS)
    return nothing_else and (doors.said("matter", turn.text) or story.goes_on(turn.text))


def tells_of_wrong(turn: Turn) -> bool:
    """Tell whether a branch or a fee in a message belongs to a story of what was done there: it is not looked up."""
    return turn.grievance >= LEAST and is_grievance(turn) and story.goes_on(turn.text)


def _is_known_question(turn: Turn) -> bool:
    """Tell whether a short message surely asks what there is an answer to, or wishes it off, and blames nobody."""
    sure = turn.topic in services().answers and turn.confidence >= CLEAR
    asks = views.asks(turn.raw) or heard("wishes_it_off", turn.text)
    return bool(sure and turn.is_short and asks and not heard("blames", turn.text))


def _is_swindled(turn: Turn) -> bool:
    """Tell whether somebody is being worked on by a swindler, who may well call himself the bank."""
    claims = heard("claims_to_be", turn.text)
    if turn.urgency == CONTACT:
        asks = turn.is_question and turn.is_act("scam_check", least=LEAST)
        named = claims or heard("calls_as_bank", turn.text)
        return bool(asks or named or scams.is_told_at_length(turn) or signs.seen(turn.text))
    return bool(claims and signs.seen(turn.text))


def needs_care(turn: Turn) -> bool:
    """Tell whether a person in despair should be held on to: whatever is not surely a question or a request."""
    act = turn.topic.removeprefix(ACTS)
    small = turn.topic.startswith(ACTS) and act not in HEARD_AFTER_DESPAIR
    return small or turn.confidence < uncertain.MAYBE_OURS or len(turn.text) <= uncertain.SHORT
