"""A second complaint about the same matter joins the open one instead of becoming another (C1-35)."""

from __future__ import annotations

from typing import Any

from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import manners
from actions.aftercare.form import AftercareForm, joined
from actions.complaint import contact, fields
from actions.services import services, words
from actions.speech import say
from actions.turn import Turn
from bot.lexicon import heard
from tickets.aftercare import Aftercare
from tickets.errors import StoreUnavailable


def open_number(turn: Turn, slots: dict[str, Any]) -> str | None:
    """Return the number of an open complaint by the same phone about the same business, or None."""
    register = services().register
    try:
        phone = register.draft(turn.sender).get(contact.PHONE)
        found = Aftercare(register).same_matter(phone, slots["complaint_business"]) if phone else None
    except StoreUnavailable:
        return None
    return found.number if found else None


def is_meant(turn: Turn) -> bool:
    """Tell whether the customer says that it is the same matter; a mere yes confirms the summary instead."""
    same = heard("same_matter", turn.text) and not heard("another_matter", turn.text)
    return bool(same) and len(turn.text) <= manners.SHORT_REMARK


def join(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Hand the story over to be added to the open complaint; nothing when there is none any more."""
    slots, labels = turn.slots, words()["fields"]
    number = open_number(turn, slots)
    if number is None:
        return []
    story = f"{slots['complaint_facts']}\n{labels['complaint_request']}：{slots['complaint_request']}"
    services().register.erase_draft(turn.sender)
    say(dispatcher, "utter_complaint_joins", number=number)
    taken_along = joined(number, story[: fields.MAX_FACTS], slots.get(fields.EVIDENCE) or None)
    return [*taken_along, FollowupAction(AftercareForm.form)]
