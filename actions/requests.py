"""Other requests that a person of the bank takes over: ratings without a complaint, personal data, a lost number."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.services import services
from actions.speech import say
from actions.turn import Turn
from bot.lexicon import heard
from tickets.errors import StoreUnavailable

PRIVACY = ("privacy_withdraw", "privacy_delete", "privacy_correct", "privacy_see")
"""Rights of a customer over personal data, by how they ask (C7-03, C7-11); the first that is heard counts."""

LONGEST = 24
"""A longer message tells something, and only mentions data."""


def take_rating(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Write a rating of the assistant or of staff into the staff queue."""
    if _registered(dispatcher, turn, "rating") is not None:
        say(dispatcher, "utter_rate_service")


def asks_for_right(turn: Turn) -> bool:
    """Tell whether a short message plainly asks for one of these rights, whatever else is going on."""
    plainly = any(heard(name, turn.text) for name in PRIVACY) and heard("own_data", turn.text)
    return bool(plainly) and len(turn.text) <= LONGEST


def take_privacy(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Register which right is used, with its number and what happens next; ask which when the message does not say."""
    plainly = next((name for name in PRIVACY if heard(name, turn.text)), None)
    asked = plainly or next((name for name in PRIVACY if heard(f"{name}_alone", turn.text)), None)
    if asked is None:
        say(dispatcher, "utter_ask_which_privacy")
        return
    if heard("asks_if_done", turn.text) and _tells_of_open(dispatcher, turn):
        return
    request = _registered(dispatcher, turn, "privacy")
    if request is not None:
        say(dispatcher, f"utter_request_{asked}", request=str(request))


def has_lost_number(turn: Turn) -> bool:
    """Tell whether number or code is lost, or name and phone are brought after that was said."""
    return bool(heard("lost_number", turn.text)) or (turn.was_told("utter_lost_number") and "*" in turn.raw)


def take_lost_number(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Tell how to get a lost number or code again; a ticket of this conversation is still at hand."""
    own = _own_number(turn)
    say(dispatcher, "utter_lost_number_here" if own else "utter_lost_number")


def has_filed(turn: Turn) -> bool:
    """Tell whether a complaint was filed in this conversation."""
    try:
        return _own_number(turn) is not None
    except StoreUnavailable:
        return False


def _tells_of_open(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Tell that a request is on its way, to who asks whether it is done; False when none was made here."""
    try:
        request = services().register.open_request("privacy", turn.sender)
    except StoreUnavailable:
        return False
    if request is not None:
        say(dispatcher, "utter_request_privacy_open", request=str(request))
    return request is not None


def _registered(dispatcher: CollectingDispatcher, turn: Turn, kind: str) -> int | None:
    """Write a request into the staff queue; when the store is down, say that and whom to call."""
    try:
        number = turn.entity("ticket_number") or _own_number(turn)
        return services().register.request_service(kind, turn.sender, turn.text, ticket_number=number)
    except StoreUnavailable:
        say(dispatcher, "utter_handover_failed")
        return None


def _own_number(turn: Turn) -> str | None:
    own = services().register.own(turn.sender)
    return own.number if own else None
