"""Requests that a person of the bank takes over: call back, supplement, withdraw, review, rate, personal data."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.services import services, words
from actions.speech import say
from actions.turn import Turn
from tickets.errors import StoreUnavailable

KINDS = {
    "supplement_ticket": "supplement",
    "withdraw_ticket": "withdraw",
    "review_ticket": "review",
    "rate_service": "rating",
    "privacy_request": "privacy",
}
WITH_NUMBER = ("supplement", "withdraw", "review")


def take(dispatcher: CollectingDispatcher, turn: Turn, act: str) -> None:
    """Write the request into the staff queue and say so; when the store is down, say that and whom to call."""
    kind = KINDS.get(act, "callback")
    try:
        number = turn.entity("ticket_number") or _own_number(turn)
        if kind in WITH_NUMBER and number is None:
            say(dispatcher, "utter_request_needs_number")
            return
        request = services().register.request_service(kind, turn.sender, turn.text, ticket_number=number)
    except StoreUnavailable:
        say(dispatcher, "utter_handover_failed")
        return
    if kind == "callback":
        bank = services().bank
        handover = {"type": "handover", "request": request, "hours": bank.human_hours, "expected": bank.human_hours}
        say(dispatcher, "utter_handover", custom=handover)
    elif kind == "rating":
        say(dispatcher, "utter_rate_service")
    else:
        say(dispatcher, "utter_request_recorded", request_title=words()["request"][kind])


def _own_number(turn: Turn) -> str | None:
    own = services().register.own(turn.sender)
    return own.number if own else None
