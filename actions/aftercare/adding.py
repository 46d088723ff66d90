"""Adding to a filed complaint: what is told is kept at once, and only then is asked whether it is new."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import files, manners, receipts
from actions.aftercare import at_hand, ways
from actions.aftercare.ticket_form import TicketForm
from actions.complaint import story
from actions.services import services, words
from actions.speech import say
from actions.turn import Turn
from tickets.aftercare import Aftercare, Progress

TICKET, TEXT, NEW = "aftercare_ticket", "aftercare_text", "aftercare_new"
FILES = files.SLOTS["aftercare_form"]


class Adding(TicketForm):
    """The part of the form about a filed complaint that adds to it."""

    def _added(self, dispatcher: CollectingDispatcher, turn: Turn, number: str, told: str) -> list[EventType]:
        """Add to the complaint at once, then ask whether it is new: who leaves that open has it added all the same."""
        care().supplement(number, told, turn.slots.get(FILES) or ())
        slots = {**turn.slots, TICKET: number, TEXT: told, FILES: None}
        return self._next(dispatcher, replace(turn, slots=slots), NEW, **{TEXT: told, TICKET: number, FILES: None})

    def _said_if_new(self, dispatcher: CollectingDispatcher, turn: Turn, number: str) -> list[EventType] | None:
        """Start the time again for what is new (C1-36); files that came meanwhile, or more that is told, go along."""
        new, held = ways.is_new(turn), turn.slots.get(FILES) or ()
        if new is None:
            more = self._more(dispatcher, turn, number)
            is_left_open = turn.slots.get("form_misses") and not manners.asks(turn)
            return self._supplemented(dispatcher, turn, number) if more is None and is_left_open else more
        if new:
            care().supplement(number, words()["is_new"], held, new_facts=True)
            return self._tell(dispatcher, turn, number, "restarted")
        return self._supplemented(dispatcher, turn, number)

    def _supplemented(self, dispatcher: CollectingDispatcher, turn: Turn, number: str) -> list[EventType]:
        """Say that what was told is added, and the day of the answer stays."""
        held = turn.slots.get(FILES) or ()
        if held:
            care().supplement(number, words()["files"]["added"].format(count=len(held)), held)
        due_text = receipts.day_text(progress_of(number).due_on)
        say(dispatcher, "utter_supplemented", custom=at_hand.payload(turn, number), number=number, due_text=due_text)
        return self._over()

    def _taken_back(self, dispatcher: CollectingDispatcher, number: str) -> list[EventType]:
        """Note that what was added a moment ago does not count: a register forgets nothing."""
        care().supplement(number, words()["taken_back"])
        say(dispatcher, "utter_supplement_taken_back", number=number)
        return self._over()

    def _more(self, dispatcher: CollectingDispatcher, turn: Turn, number: str) -> list[EventType] | None:
        """Add what is told on top of the addition, and ask again; None when nothing is."""
        if manners.asks(turn) or not story.tells(turn.text) or len(turn.text) < ways.LEAST_STORY:
            return None
        return self._added(dispatcher, turn, number, turn.raw.strip())

    def _tell(self, dispatcher: CollectingDispatcher, turn: Turn, number: str, kind: str) -> list[EventType]:
        """Say a change in the words of its notice: so the chat need not say the notice again (bot/owed.py)."""
        say(dispatcher, "utter_told", custom=at_hand.payload(turn, number), told=care().notice(number, kind))
        return self._over()


def care() -> Aftercare:
    """Return what can be done with a filed complaint."""
    return Aftercare(services().register)


def progress_of(number: str) -> Progress:
    """Return how a complaint stands."""
    return care().progress(number)
