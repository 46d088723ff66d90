"""After a call back was registered: which number to call, a question that may be skipped."""

from __future__ import annotations

from typing import Any

import regex
from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import callback, in_between, interrupts, manners
from actions.callback import PHONE
from actions.complaint import contact
from actions.guided.conversation import FLOWS
from actions.speech import say
from actions.turn import Turn
from bot.lexicon import heard
from tickets.crypto import mask_phone
from tickets.errors import StoreUnavailable

ANSWER = "action_answer"
GIVE_UP_AFTER = 2
"""After so many numbers that cannot be called the request stays without one."""
_DIGITS = regex.compile(r"[0-9]{4,}|\*{2}")


class PersonForm(Action):
    """Registers the call back first, then asks for a number: who says no more is called through the branch's means."""

    def name(self) -> str:
        """Name in the domain, as Rasa expects it for the form."""
        return "validate_person_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Take one message."""
        turn = Turn.of(tracker)
        try:
            if turn.slots.get("requested_slot") is None:
                return self._begin(dispatcher, turn)
            return self._answered(dispatcher, turn)
        except StoreUnavailable:
            say(dispatcher, "utter_handover_failed")
            return self._over()

    def _begin(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        if callback.register(dispatcher, turn):
            return self._over()
        return self._stay(dispatcher)

    def _answered(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        if heard("keeps_phone", turn.text):
            return self._kept_back(dispatcher)
        urgent = interrupts.emergency_amid(dispatcher, turn, telling=False)
        if urgent is not None:
            return [*self._over(), *urgent]
        if callback.declined(turn) or heard("goes_alone", turn.text) or manners.wants_to_stop(turn, free_text=False):
            callback.cancel(dispatcher, turn)
            return self._over()
        phone = contact.typed_phone(turn)
        if phone:
            callback.keep_phone(turn, phone)
            say(dispatcher, "utter_callback_phone_kept", phone=mask_phone(phone))
            return self._over()
        return self._without_phone(dispatcher, turn)

    def _without_phone(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Deal with what is no number: none wanted, a question in between, another errand, a number that is wrong."""
        for asked in ("any_phone_will_do", "phone_begins"):
            if heard(asked, turn.text):
                say(dispatcher, f"utter_{PHONE}_{asked}")
                return self._stay(dispatcher)
        if self._gives_none(turn):
            return self._kept_back(dispatcher)
        if self._in_between(dispatcher, turn):
            return self._stay(dispatcher)
        if not _DIGITS.search(turn.text):
            flow = next((flow for act, flow in FLOWS.items() if turn.is_act(act, least=0.6)), ANSWER)
            return [*self._over(), FollowupAction(flow)]
        misses = int(turn.slots.get("form_misses") or 0) + 1
        if misses >= GIVE_UP_AFTER:
            return self._kept_back(dispatcher)
        say(dispatcher, f"utter_wrong_{PHONE}")
        return [SlotSet("form_misses", misses), SlotSet("requested_slot", PHONE)]

    @staticmethod
    def _gives_none(turn: Turn) -> bool:
        unwilling = any(heard(name, turn.text) for name in ("skip", "nothing", "no_answer"))
        return unwilling or turn.is_act("thanks", "goodbye", "affirm", "deny")

    @staticmethod
    def _in_between(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
        if callback.about_open(dispatcher, turn):
            return True
        if manners.asks_why(turn, free_text=False):
            say(dispatcher, f"utter_explain_{PHONE}")
            return True
        return in_between.answer(dispatcher, turn, free_text=False, has_value=False)

    @staticmethod
    def _stay(dispatcher: CollectingDispatcher) -> list[EventType]:
        say(dispatcher, f"utter_question_{PHONE}")
        return [SlotSet("form_misses", 0), SlotSet("requested_slot", PHONE)]

    def _kept_back(self, dispatcher: CollectingDispatcher) -> list[EventType]:
        say(dispatcher, "utter_callback_without_phone")
        return self._over()

    @staticmethod
    def _over() -> list[EventType]:
        return [SlotSet("form_misses", None), SlotSet("requested_slot", None)]
