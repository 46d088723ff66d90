"""Which flow a message about complaining belongs to by its own words, whatever topic the model names."""

from __future__ import annotations

from actions import sayings
from actions.case.state import CONTACT, MONEY
from actions.complaint import demands, story
from actions.receipts import CODE_MASK
from actions.turn import ACTS, Turn
from bot.lexicon import DOORS, heard, table
from bot.text import views
from bot.text.normalize import clauses, in_clauses

COMPLAINT, STATUS, AFTERCARE = "complaint_form", "status_form", "aftercare_form"
OF_FILED = {"withdraw": "withdraw", "rate": "rate", "change": "supplement", "add": "supplement"}
"""What is said of a complaint that is filed, and the way it goes (actions/aftercare/ways.py); change is an addition."""
OF_TICKETS = tuple(f"{ACTS}{act}" for act in ("supplement_ticket", "withdraw_ticket", "review_ticket", "rate_service"))
GUIDANCE = "complaint."
"""Topics that tell how complaining goes."""
LEAST = 0.5
SHORT = 40
"""A longer message is a story, whatever is asked in it."""
LONG_ENOUGH = 12


def said(name: str, text: str) -> bool:
    """Tell whether a text says what `doors.yml` has under this name."""
    return table(DOORS)[name].search(text) is not None


def of_filed(text: str) -> str | None:
    """Return what is wanted of a complaint already filed: `status`, `rate`, `supplement`; None when it is none."""
    if len(text) > SHORT and not said("add", text[:LONG_ENOUGH]):
        return None
    way = next((way for name, way in OF_FILED.items() if said(name, text)), None)
    return way or ("status" if said("status", text) else None)


def says_so(turn: Turn) -> bool:
    """Tell whether somebody says in so many words that they complain."""
    return bool(said("complains", in_clauses(turn.raw)))


def complains(turn: Turn) -> bool:
    """Tell whether somebody says that they complain, and of what; or plainly demands something of this bank."""
    text, plainly = turn.text, says_so(turn)
    if of_filed(text) or heard("wants_to_withdraw", text) or (turn.topic in OF_TICKETS and not plainly):
        return False
    if sayings.heard(text, sayings.NO_COMPLAINT) or said("not_now", text) or said("made_up", text):
        return False
    asks = (
        (turn.is_question or heard("question", text) or views.asks(turn.raw))
        and len(text) <= SHORT
        and not heard("blames", text)
    )
    return (plainly and (said("announces", text) or not asks)) or demands_of_bank(turn)


def demands_of_bank(turn: Turn) -> bool:
    """Tell whether a story ends in wanting the money back from this bank, or what its people did made good."""
    text = turn.text
    if len(text) < LONG_ENOUGH or said("outsiders", text) or turn.topic.startswith(("fraud.", "fundraising.")):
        return False
    if turn.is_question and not heard("blames", text):
        return False
    wish = demands.find(text)
    if not wish or not story.is_told(text):
        return False
    grieved = turn.grievance >= LEAST
    money_back = said("money_back", wish) and (said("this_bank", text) or grieved)
    made_good = said("made_good", wish) and (bool(heard("accuses_staff", text)) or grieved or said("of_us", text))
    return money_back or made_good


def agrees_to_complain(turn: Turn) -> bool:
    """Tell whether a yes answers the question whether a complaint is meant, or comes after the consent was refused."""
    if turn.was_told("utter_complaint_refused"):
        parts = clauses(in_clauses(turn.raw))
        if heard("consents", turn.text) or any(said("takes_refusal_back", part) for part in parts):
            return True
    if takes_it_up(turn):
        return True
    return turn.slots.get("choosing") == COMPLAINT and (
        said("yes_to_offer", turn.text) or (turn.topic == f"{ACTS}affirm" and turn.confidence >= LEAST)
    )


def takes_it_up(turn: Turn) -> bool:
    """Tell whether somebody who was told how a complaint is made says to make it here: 那就在这儿弄吧."""
    if not str(turn.slots.get("last_topic") or "").startswith(GUIDANCE):
        return False
    here = said("here_then", turn.text) or said("takes_refusal_back", turn.text)
    return here or heard("lets_it_be_done", turn.text) is not None


def danger(turn: Turn) -> str | None:
    """Return the kind of emergency that sounds like a grievance: money gone that nobody moved, a steered payment."""
    if said("steered", turn.text):
        return CONTACT
    gone = said("card_emptied", turn.text) and not said("long_ago", turn.text)
    return MONEY if gone else None


def wanted(turn: Turn) -> str | None:
    """Return the flow that the words ask for, None when they ask for none of these."""
    if agrees_to_complain(turn):
        return COMPLAINT
    if turn.entity("ticket_number") or turn.raw.strip() == CODE_MASK:
        return AFTERCARE if turn.topic in OF_TICKETS or of_filed(turn.text) in OF_FILED.values() else STATUS
    if heard("wants_to_withdraw", turn.text):
        return AFTERCARE
    filed = of_filed(turn.text)
    if filed:
        return STATUS if filed == "status" else AFTERCARE
    return COMPLAINT if complains(turn) else None
