"""Looking up a complaint by number and query code."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import lookup, manners, receipts, requests, uncertain
from actions.complaint import carrying
from actions.services import services
from actions.speech import say
from actions.turn import Turn
from bot.lexicon import heard
from tickets.errors import StoreUnavailable, TooManyAttempts, UnknownTicket

CODE = "query_code"
"""The full code waits in the encrypted draft; the tracker only ever sees ******."""


class ValidateStatusForm(Action):
    """Asks for number and code, or shows the ticket of this very conversation at once."""

    def name(self) -> str:
        """Name in the domain."""
        return "validate_status_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Take one message; the events name what is asked next, or None at the end."""
        turn = Turn.of(tracker)
        try:
            return _take(dispatcher, turn)
        except StoreUnavailable:
            say(dispatcher, "utter_status_unavailable")
            return _over()


def _take(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    asked: str | None = turn.slots.get("requested_slot")
    if manners.emergency_in_between(dispatcher, turn, free_text=False):
        return _over() if asked is None else _ask(dispatcher, asked)
    if carrying.has_code(turn):
        return [*_over(), FollowupAction("complaint_form")]
    if heard("lost_number", turn.text):
        requests.take_lost_number(dispatcher, turn)
        return _over()
    number = turn.entity("ticket_number") or (turn.slots.get("ticket_number") if asked else None)
    if asked is None:
        told = _without_asking(dispatcher, turn, number)
        if told is not None:
            return told
    elif not turn.entity("ticket_number") and receipts.CODE_MASK not in turn.raw:
        return _other(dispatcher, turn, asked)
    if number is None:
        return _ask(dispatcher, "ticket_number")
    code = services().register.draft(turn.sender).get(CODE)
    if code is None:
        return [SlotSet("ticket_number", number), *_ask(dispatcher, CODE)]
    return _look_up(dispatcher, turn, number, code)


def _without_asking(dispatcher: CollectingDispatcher, turn: Turn, number: str | None) -> list[EventType] | None:
    """Answer at once what needs no code, or ask whether a look-up is meant; None when number and code are needed."""
    if number is None and lookup.answer(dispatcher, turn) is not None:
        return _over()
    if number is None and uncertain.is_unsure(turn):
        return [*_over(), *uncertain.offer_flow(dispatcher, turn, "status_form")]
    own = services().register.own(turn.sender, number)
    if own is None:
        return None
    receipts.say_status(dispatcher, own)
    return _over()


def _look_up(dispatcher: CollectingDispatcher, turn: Turn, number: str, code: str) -> list[EventType]:
    register = services().register
    try:
        receipts.say_status(dispatcher, register.look_up(turn.sender, number, code))
    except UnknownTicket:
        say(dispatcher, "utter_wrong_query_code")
        return [SlotSet("ticket_number", number), SlotSet("requested_slot", CODE)]
    except TooManyAttempts:
        say(dispatcher, "utter_query_locked")
    finally:
        register.erase_draft(turn.sender)
    return _over()


def _other(dispatcher: CollectingDispatcher, turn: Turn, asked: str) -> list[EventType]:
    """Deal with a message that is neither number nor code."""
    if manners.wants_to_stop(turn, free_text=False) or turn.is_act("stop", "goodbye", "thanks"):
        say(dispatcher, "utter_status_stopped")
        return _over()
    if manners.in_between(dispatcher, turn, free_text=False, has_value=False):
        return _ask(dispatcher, asked)
    say(dispatcher, f"utter_wrong_{asked}")
    return [SlotSet("form_misses", 0), SlotSet("requested_slot", asked)]


def _ask(dispatcher: CollectingDispatcher, slot: str) -> list[EventType]:
    say(dispatcher, f"utter_question_{slot}")
    return [SlotSet("form_misses", 0), SlotSet("requested_slot", slot)]


def _over() -> list[EventType]:
    return [*manners.cleared(("ticket_number", "query_code", "form_misses")), SlotSet("requested_slot", None)]
