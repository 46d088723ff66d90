"""Going on with a complaint in another conversation: a one-time code now, everything back there later."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.complaint import contact, fields
from actions.services import services
from actions.speech import say
from actions.turn import Turn
from bot.text.privacy import DRAFT_CODE_MASK
from tickets.draft_codes import MOVED
from tickets.errors import StoreUnavailable, UnknownDraftCode

TYPED, GIVEN = "draft_code", "given_draft_code"
"""Names in the encrypted draft: the code a customer typed, and the one they were given."""
_CARRIED = (*fields.ORDER[:-1], *fields.EXTRA)


def has_code(turn: Turn) -> bool:
    """Tell whether the message brings a draft code."""
    return DRAFT_CODE_MASK in turn.raw


def has_moved(turn: Turn) -> bool:
    """Tell whether the complaint of this form goes on in another conversation: filed twice it would be two."""
    filing = turn.slots.get("complaint_filing")
    try:
        return bool(filing) and services().register.draft(turn.sender).get(MOVED) == filing
    except StoreUnavailable:
        return False


def give(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Say a code that opens this complaint once elsewhere; the door puts it into the text (bot/doorway.py)."""
    register = services().register
    try:
        full = {
            name: value for name, value in register.draft(turn.sender).items() if name in (contact.NAME, contact.PHONE)
        }
        slots = {slot: turn.slots[slot] for slot in _CARRIED if turn.slots.get(slot) is not None}
        register.keep_draft(
            turn.sender,
            {GIVEN: services().draft_codes.give(slots, full, slots.get(fields.EVIDENCE) or [], turn.sender)},
        )
    except StoreUnavailable:
        say(dispatcher, "utter_complaint_waits")
        return
    say(dispatcher, "utter_draft_code", draft_code=DRAFT_CODE_MASK)


def redeem(dispatcher: CollectingDispatcher, turn: Turn) -> dict[str, Any] | None:
    """Return the slots behind the code that was typed; None when there is nothing behind it, and say so."""
    register = services().register
    try:
        slots = services().draft_codes.redeem(register.draft(turn.sender).get(TYPED, ""), turn.sender)
    except UnknownDraftCode:
        say(dispatcher, "utter_wrong_draft_code")
        return None
    except StoreUnavailable:
        say(dispatcher, "utter_status_form_unavailable")
        return None
    say(dispatcher, "utter_draft_resumed")
    return slots
