"""What the forms about a filed complaint do alike: find out which one it is, and that it is this customer's."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import doors, in_between, interrupts, manners, receipts, requests, sayings, subject
from actions.aftercare import afterwards
from actions.complaint import carrying
from actions.interrupts import EMERGENCY_TOLD
from actions.services import services
from actions.speech import say
from actions.turn import Turn
from bot.lexicon import heard
from tickets.errors import StoreUnavailable, TooManyAttempts, UnknownTicket
from tickets.register import Receipt

NUMBER, CODE = "ticket_number", "query_code"
"""Slots of the two questions; the full code waits in the encrypted draft, the tracker only ever sees ******."""
ANSWER = "action_answer"
SURE_TOPIC = 0.8
"""From this confidence on another topic is meant though nothing is asked in so many words: 风险几级."""
AT_HAND = "ticket_at_hand"
"""Slot with the number of the complaint that number and code opened last in this conversation."""


class TicketForm(Action, ABC):
    """Validation action of a form about one complaint: own in this conversation, or opened by number and code."""

    form: str
    free_text: tuple[str, ...] = ()
    """Slots whose answer is a story."""
    kept: tuple[str, ...] = ()
    """Further slots, emptied at the end."""

    def name(self) -> str:
        """Name in the domain, as Rasa expects it for the form."""
        return f"validate_{self.form}"

    @abstractmethod
    def begin(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Take the message that started the form."""

    @abstractmethod
    def opened(self, dispatcher: CollectingDispatcher, turn: Turn, receipt: Receipt) -> list[EventType]:
        """Do something with the complaint, which is this customer's."""

    def answered(self, dispatcher: CollectingDispatcher, turn: Turn, asked: str) -> list[EventType]:
        """Take the answer to a question other than which complaint."""
        raise NotImplementedError(asked)

    def ask(self, dispatcher: CollectingDispatcher, slot: str, slots: dict[str, Any]) -> None:
        """Ask a question."""
        say(dispatcher, f"utter_question_{slot}")

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Take one message; the events name what is asked next, or None at the end."""
        turn = Turn.of(tracker)
        asked: str | None = turn.slots.get("requested_slot")
        try:
            return self._take(dispatcher, turn, asked)
        except StoreUnavailable:
            say(dispatcher, f"utter_{self.form}_unavailable")
            return self._over() if asked in (None, NUMBER, CODE) else [SlotSet("requested_slot", asked)]

    def _take(self, dispatcher: CollectingDispatcher, turn: Turn, asked: str | None) -> list[EventType]:
        if asked is None:
            first = interrupts.comes_first(dispatcher, turn)
            if first is not None:
                return [*self._over(), *first]
        else:
            urgent = interrupts.emergency_amid(dispatcher, turn, telling=asked in self.free_text)
            if urgent is not None and asked in (NUMBER, CODE):  # nothing is done yet that could be gone on with
                return [*self._over(), *urgent]
            if urgent is not None:
                return [*self._stay(dispatcher, turn, asked, misses=EMERGENCY_TOLD), *urgent]
        if carrying.has_code(turn):
            return [*self._over(), FollowupAction("complaint_form")]
        if asked is None and afterwards.answer(dispatcher, turn):
            return self._over()
        if asked in (None, NUMBER, CODE) and _is_lost(turn, asked):
            requests.take_lost_number(dispatcher, turn)
            return self._over()
        for_this_one = asked is None and afterwards.way(turn) is not None
        if asked in (None, NUMBER, CODE) and not for_this_one and self._complains(turn, asked):
            return [*self._over(), FollowupAction(doors.COMPLAINT)]
        if for_this_one and self.form != doors.AFTERCARE:
            return [*self._over(), FollowupAction(doors.AFTERCARE)]
        if asked is None and not for_this_one and sayings.answer(dispatcher, turn, among=sayings.NO_COMPLAINT):
            return self._over()
        if asked is None:
            return self.begin(dispatcher, turn)
        if asked in (NUMBER, CODE):
            return self._identified(dispatcher, turn, asked)
        return self.answered(dispatcher, turn, asked)

    @staticmethod
    def _complains(turn: Turn, asked: str | None) -> bool:
        """Tell whether somebody wants to file a new complaint instead."""
        meant = asked is not None and turn.is_act("file_complaint") and doors.of_filed(turn.text) is None
        return bool(heard("files_again", turn.text)) or doors.complains(turn) or meant

    # ---- which complaint

    def _identified(self, dispatcher: CollectingDispatcher, turn: Turn, asked: str) -> list[EventType]:
        number = turn.entity(NUMBER)
        own = services().register.own(turn.sender) if heard("means_own", turn.text) and not number else None
        if own:
            return self.opened(dispatcher, turn, own)
        if number is None and receipts.CODE_MASK not in turn.raw:
            if heard("half_number", turn.text):
                return self._wrong(dispatcher, turn, asked, f"utter_wrong_{NUMBER}")
            return self._aside(dispatcher, turn, asked, f"utter_no_{asked}")
        return self._open(dispatcher, turn, number or turn.slots.get(NUMBER))

    def _open(self, dispatcher: CollectingDispatcher, turn: Turn, number: str | None) -> list[EventType]:
        """Open the complaint of a number; one of another conversation needs its code."""
        register = services().register
        if number is None:
            return self._next(dispatcher, turn, NUMBER)
        own = register.own(turn.sender, number)
        if own:
            return self.opened(dispatcher, turn, own)
        code = register.draft(turn.sender).get(CODE)
        if code is None:
            return [SlotSet(NUMBER, number), *self._next(dispatcher, turn, CODE)]
        try:
            receipt = register.look_up(turn.sender, number, code)
        except UnknownTicket:
            own = next((each for each in register.filed_in(turn.sender) if each.query_code == code.upper()), None)
            if own:  # the code of the complaint filed here, typed while a foreign number was asked about
                return self.opened(dispatcher, turn, own)
            say(dispatcher, "utter_wrong_query_code")
            return [SlotSet(NUMBER, number), SlotSet("requested_slot", CODE)]
        except TooManyAttempts:  # the question stays: whoever types the code again is told again, or gets in later
            say(dispatcher, "utter_query_locked")
            return [SlotSet(NUMBER, number), SlotSet("requested_slot", CODE)]
        finally:
            register.erase_draft(turn.sender)
        return [SlotSet(AT_HAND, number), *self.opened(dispatcher, turn, receipt)]

    # ---- between the questions

    def _aside(self, dispatcher: CollectingDispatcher, turn: Turn, asked: str, problem: str) -> list[EventType]:
        """Deal with what is no answer: stopping, a question in between, or nothing that can be used."""
        if manners.wants_to_stop(turn, free_text=False) or turn.is_act("stop", "goodbye", "thanks"):
            say(dispatcher, f"utter_{self.form}_stopped")
            return self._over()
        asks_why = manners.asks_why(turn, free_text=False) or heard("asks_what_it_is", turn.text)
        if asks_why or heard("pause", turn.text):
            say(dispatcher, "utter_take_your_time" if heard("pause", turn.text) else f"utter_explain_{asked}")
            return self._stay(dispatcher, turn, asked)
        if requests.asks_for_right(turn):
            requests.take_privacy(dispatcher, turn)
            return self._stay(dispatcher, turn, asked)
        if asked in (NUMBER, CODE) and (turn.is_act("check_ticket") or doors.of_filed(turn.text)):
            return self._stay(dispatcher, turn, asked)
        if in_between.answer(dispatcher, turn, free_text=False, has_value=False):
            return self._stay(dispatcher, turn, asked)
        if asked == NUMBER and _asks_something_else(turn):
            return [*self._over(), FollowupAction(ANSWER)]
        return self._wrong(dispatcher, turn, asked, problem)

    @staticmethod
    def _wrong(dispatcher: CollectingDispatcher, turn: Turn, asked: str, problem: str) -> list[EventType]:
        return [*manners.missed(dispatcher, turn, asked, problem), SlotSet("requested_slot", asked)]

    def _next(self, dispatcher: CollectingDispatcher, turn: Turn, slot: str, **values: Any) -> list[EventType]:
        """Keep values and ask the next question."""
        self.ask(dispatcher, slot, {**turn.slots, **values})
        return [*manners.set_slots({**values, "form_misses": 0}), SlotSet("requested_slot", slot)]

    def _stay(
        self, dispatcher: CollectingDispatcher, turn: Turn, asked: str, misses: int | None = None
    ) -> list[EventType]:
        """Ask the open question again."""
        self.ask(dispatcher, asked, turn.slots)
        kept = turn.slots.get("form_misses") or 0
        return [SlotSet("form_misses", kept if misses is None else misses), SlotSet("requested_slot", asked)]

    def _over(self) -> list[EventType]:
        return [*manners.cleared((NUMBER, CODE, "form_misses", *self.kept)), SlotSet("requested_slot", None)]


def _asks_something_else(turn: Turn) -> bool:
    """Tell whether somebody who was asked for a number asks about another thing: no number is being looked for."""
    of_complaints = turn.topic.startswith("complaint.") or turn.topic in subject.OF_COMPLAINTS
    known = turn.topic in services().answers and turn.confidence >= SURE_TOPIC
    return (manners.asks(turn) or known) and not of_complaints and not heard("names_complaint", turn.text)


def _is_lost(turn: Turn, asked: str | None) -> bool:
    """Tell whether number or code is lost: in words, or since name or phone is brought instead."""
    if turn.entity(NUMBER):
        lost = heard("lost_number", turn.text) and receipts.CODE_MASK not in turn.raw
        return bool(lost) and services().register.own(turn.sender, turn.entity(NUMBER)) is None
    instead = heard("by_contact", turn.text) or (asked and ("*" in turn.text or heard("lost_it", turn.text)))
    return bool(heard("lost_number", turn.text) or (instead and receipts.CODE_MASK not in turn.raw))
