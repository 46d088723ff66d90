"""Requests that a person of the bank takes over: call back, ratings of the assistant and of staff, personal data."""

from __future__ import annotations

from datetime import datetime

from rasa_sdk.executor import CollectingDispatcher

from actions.services import services, words
from actions.speech import say
from actions.turn import Turn
from bot.hours import CHINA
from bot.lexicon import heard
from tickets import categories
from tickets.errors import StoreUnavailable

KINDS = {"rate_service": "rating", "privacy_request": "privacy"}
"""Acts that ask for something else than a call back."""
PRIVACY = ("privacy_withdraw", "privacy_delete", "privacy_correct", "privacy_see")
"""Rights of a customer over personal data, by how they ask (C7-03, C7-11); the first that is heard counts."""


def take(dispatcher: CollectingDispatcher, turn: Turn, act: str) -> None:
    """Write the request into the staff queue and say so; when the store is down, say that and whom to call."""
    kind = KINDS.get(act, "callback")
    try:
        number = turn.entity("ticket_number") or _own_number(turn)
        request = services().register.request_service(kind, turn.sender, _note(turn), ticket_number=number)
    except StoreUnavailable:
        say(dispatcher, "utter_handover_failed")
        return
    if kind == "callback":
        _say_handover(dispatcher, request)
    elif kind == "privacy":
        _say_privacy(dispatcher, turn, request)
    else:
        say(dispatcher, "utter_rate_service")


def take_lost_number(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Tell how to get a lost number or code again; a ticket of this conversation is still at hand."""
    own = _own_number(turn)
    say(dispatcher, "utter_lost_number_here" if own else "utter_lost_number")


def _say_handover(dispatcher: CollectingDispatcher, request: int) -> None:
    """Say whether somebody is there now, or when again."""
    bank, now = services().bank, datetime.now(CHINA)
    is_open = bank.service_hours.is_open(now)
    expected = str(words()["now"]) if is_open else _moment(bank.service_hours.next_opening(now))
    custom = {"type": "handover", "request": request, "hours": bank.human_hours, "expected": expected}
    say(dispatcher, "utter_handover" if is_open else "utter_handover_closed", custom=custom, opens=expected)


def _say_privacy(dispatcher: CollectingDispatcher, turn: Turn, request: int) -> None:
    """Say what was asked for, its number and what happens next."""
    asked = next((name for name in PRIVACY if heard(name, turn.text)), "privacy_see")
    say(dispatcher, f"utter_request_{asked}", request=str(request))


def _note(turn: Turn) -> str:
    """Return the customer's words with what a complaint under way has told already; contacts stay masked."""
    labels, slots = words()["fields"], turn.slots
    business = slots.get("complaint_business")
    known = {
        "complaint_business": categories.labels("business")[business] if business else None,
        **{slot: slots.get(slot) for slot in ("complaint_facts", "complainant_name", "complainant_phone")},
    }
    return "\n".join([turn.text, *(f"{labels[slot]}：{value}" for slot, value in known.items() if value)])


def _moment(moment: datetime) -> str:
    weekday = words()["weekdays"][moment.weekday()]
    return f"{moment.month}月{moment.day}日（{weekday}）{moment.hour}:{moment.minute:02d}"


def _own_number(turn: Turn) -> str | None:
    own = services().register.own(turn.sender)
    return own.number if own else None
