"""A person is asked for: one call back is registered for a conversation, and it can be cancelled."""

from __future__ import annotations

from datetime import datetime

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import uncertain
from actions.complaint import contact, story
from actions.services import services, words
from actions.speech import say
from actions.turn import Turn
from bot.hours import CHINA
from bot.lexicon import heard
from bot.text.normalize import clauses, normalize
from tickets import categories
from tickets.crypto import mask_phone
from tickets.errors import StoreUnavailable

KIND = "callback"
PHONE = "callback_phone"
"""Slot of the question, and name of the full number in the encrypted draft."""
LONGEST = 30
"""A longer message tells something else than when to call."""


def asked(turn: Turn) -> bool:
    """Tell whether a person is asked for: in plain words, or in words about one that the model takes so."""
    if declined(turn) or heard("told_of_person", turn.text):
        return False
    likely = turn.is_act("human_agent") and heard("mentions_person", turn.text)
    return bool(heard("asks_for_person", turn.text) or likely)


def declined(turn: Turn) -> bool:
    """Tell whether the customer wants no person, or none any more."""
    return bool(heard("declines_person", turn.text)) and not story.goes_on(turn.text)  # 她说没文化就别打电话


def register(dispatcher: CollectingDispatcher, turn: Turn) -> str | None:
    """Write the call back into the staff queue, once for a conversation; returns the masked number to call, if known.

    Raises `StoreUnavailable`.
    """
    queue, own, phone = services().register, services().register.own(turn.sender), _phone(turn)
    if contact.typed_phone(turn):
        queue.keep_draft(turn.sender, {PHONE: str(phone)})
    again = queue.open_request(KIND, turn.sender) is not None
    note = "\n".join([_note(turn), *_line(phone)])
    request = queue.request_once(KIND, turn.sender, note, own.number if own else None)
    hours, expected = services().bank.human_hours, _expected()
    custom = {"type": "handover", "request": request, "hours": hours, "expected": expected or words()["now"]}
    response = f"utter_handover{'' if expected is None else '_closed'}{'.again' if again else ''}"
    say(dispatcher, response, custom=custom, opens=expected or "", request=str(request))
    if phone:
        say(dispatcher, "utter_callback_phone_known", phone=mask_phone(phone))
    return mask_phone(phone) if phone else None


def story_besides(turn: Turn) -> list[EventType]:
    """Return what is told in a message that asks for a person, kept for a complaint that may begin later."""
    told = "，".join(clause for clause in clauses(turn.raw) if not heard("asks_for_person", normalize(clause)))
    return [SlotSet(uncertain.STORY, told)] if story.hints(told) else []


def keep_phone(turn: Turn, phone: str) -> None:
    """Add the number to the sealed note of the request, and keep it for the next one; raises `StoreUnavailable`."""
    services().register.keep_draft(turn.sender, {PHONE: phone})
    services().register.request_once(KIND, turn.sender, *_line(phone))


def in_between(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Deal with a wish for a person, or with words about the one that is to call; False when it is none of it."""
    if not asked(turn):
        return about_open(dispatcher, turn)
    try:
        phone = register(dispatcher, turn)
    except StoreUnavailable:
        say(dispatcher, "utter_handover_failed")
        return True
    if phone is None and turn.slots.get("complaint_filing"):  # the complaint form takes it at any question
        say(dispatcher, "utter_callback_needs_phone")
    return True


def about_open(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Cancel the call back that is open, or tell when it comes; False when neither is meant or none is open."""
    outside = turn.slots.get("requested_slot") is None  # in a form "取消" ends the form, and a day answers it
    wants_none = declined(turn) or (outside and bool(heard("calls_off", turn.text)))
    when = heard("asks_when_called", turn.text)
    here = outside or (turn.slots["requested_slot"] == PHONE and not contact.typed_phone(turn))
    about_it = here and len(turn.text) <= LONGEST and _about_the_call(turn)
    try:
        if not (wants_none or when or about_it) or services().register.open_request(KIND, turn.sender) is None:
            return False
        if wants_none:
            cancel(dispatcher, turn)
        elif about_it:
            _change(dispatcher, turn, about_it)
        else:
            _tell_when(dispatcher)
    except StoreUnavailable:
        say(dispatcher, "utter_handover_failed")
    return True


def _about_the_call(turn: Turn) -> str | None:
    """Return what a message is about: another number to call, a call that was missed, the hour; None for neither."""
    if contact.typed_phone(turn):
        return PHONE
    if heard("missed_call", turn.text):
        return "missed_call"
    asked_for_number = turn.slots.get("requested_slot") == PHONE  # 让他们明天打给我 sounds like somebody's doings
    told = asked_for_number or not story.goes_on(turn.text)
    return "call_at" if heard("call_at", turn.text) and told else None


def _change(dispatcher: CollectingDispatcher, turn: Turn, what: str) -> None:
    """Put a new number or the hour that suits into the request; raises `StoreUnavailable`."""
    phone = contact.typed_phone(turn)
    if phone:
        keep_phone(turn, phone)
        say(dispatcher, "utter_callback_phone_kept", phone=mask_phone(phone))
        return
    if what == "call_at":
        services().register.request_once(KIND, turn.sender, f"{words()['call_at']}：{turn.text}")
    say(dispatcher, f"utter_callback_{what}")


def cancel(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Take the call back out of the queue; raises `StoreUnavailable`."""
    was_open = services().register.cancel_request(KIND, turn.sender)
    say(dispatcher, "utter_callback_cancelled" if was_open else "utter_no_callback")


def _tell_when(dispatcher: CollectingDispatcher) -> None:
    opens = _expected()
    say(dispatcher, "utter_callback_when" if opens is None else "utter_callback_when_closed", opens=opens or "")


def _phone(turn: Turn) -> str | None:
    """Return the full number given with this message, for a call back before, or for a complaint."""
    register = services().register
    draft = register.draft(turn.sender)
    own = register.own(turn.sender)
    filed = register.cipher.open(register.ticket(own.number).sealed_phone) if own else None
    return contact.typed_phone(turn) or draft.get(PHONE) or draft.get(contact.PHONE) or filed


def _line(phone: str | None) -> list[str]:
    return [f"{words()['call_back_to']}：{phone}"] if phone else []


def _note(turn: Turn) -> str:
    """Return the customer's words with what a complaint under way has told already; its contacts stay masked."""
    labels, slots = words()["fields"], turn.slots
    business = slots.get("complaint_business")
    known = {
        "complaint_business": categories.labels("business")[business] if business else None,
        **{slot: slots.get(slot) for slot in ("complaint_facts", "complainant_name", "complainant_phone")},
    }
    return "\n".join([turn.text, *(f"{labels[slot]}：{value}" for slot, value in known.items() if value)])


def _expected() -> str | None:
    """Return when somebody is there again, in words; None when somebody is there now."""
    hours, now = services().bank.service_hours, datetime.now(CHINA)
    if hours.is_open(now):
        return None
    moment = hours.next_opening(now)
    return f"{moment.month}月{moment.day}日（{words()['weekdays'][moment.weekday()]}）{moment.hour}:{moment.minute:02d}"
