"""Looking up a complaint: the one of this conversation at once, another by number and query code."""

from __future__ import annotations

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import doors, lookup, uncertain
from actions.aftercare import progress
from actions.aftercare.ticket_form import NUMBER, TicketForm
from actions.guided import left
from actions.services import services
from actions.speech import say
from actions.turn import Turn
from bot.lexicon import heard
from tickets.register import Receipt


class StatusForm(TicketForm):
    """Asks for number and code where they are needed, and tells where the complaint stands."""

    form = "status_form"

    def begin(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Answer at once what needs no code, or ask whether a look-up is meant at all."""
        number, plainly = turn.entity(NUMBER), doors.wanted(turn) == doors.STATUS
        if number is None and not plainly and lookup.answer(dispatcher, turn) is not None:
            return self._over()
        if number is None and not plainly and left.tell_of_result(dispatcher, turn):
            return self._over()
        own = services().register.own(turn.sender, number)
        if own and heard("urges", turn.text):
            said = self.opened(dispatcher, turn, own)
            say(dispatcher, "utter_urged")
            return said
        if number is None and not plainly and uncertain.is_unsure(turn):
            return [*self._over(), *uncertain.offer_flow(dispatcher, turn, self.form)]
        return self.opened(dispatcher, turn, own) if own else self._open(dispatcher, turn, number)

    def opened(self, dispatcher: CollectingDispatcher, turn: Turn, receipt: Receipt) -> list[EventType]:
        """Tell where the complaint stands."""
        progress.tell(dispatcher, receipt)
        return self._over()
