"""What every guided conversation does alike: begin, take one answer, ask the next, stop, be interrupted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import manners
from actions.speech import say
from actions.turn import Turn

State = dict[str, Any]
GUIDE = "guide"
GIVE_UP_AFTER = 2
FLOWS = {"file_complaint": "complaint_form", "check_ticket": "status_form", "quiz": "quiz_form"}
"""Acts that end a guided conversation because the customer wants something else done."""


class GuidedConversation(Action, ABC):
    """Validation action of a form with one slot; where it stands is kept in the slot `guide`."""

    form: str
    slot: str

    def name(self) -> str:
        """Name in the domain, as Rasa expects it for the form."""
        return f"validate_{self.form}"

    @abstractmethod
    def begin(self, dispatcher: CollectingDispatcher, turn: Turn) -> State | None:
        """Say the introduction and return the first state, or None when there is nothing to ask."""

    @abstractmethod
    def ask(self, dispatcher: CollectingDispatcher, state: State) -> None:
        """Ask the open question."""

    @abstractmethod
    def read(self, turn: Turn, state: State) -> Any:
        """Return the answer in the message, or None when it is none."""

    @abstractmethod
    def go_on(self, dispatcher: CollectingDispatcher, turn: Turn, state: State, answer: Any) -> State | None:
        """Take an answer and return the next state; None when the result has been said."""

    def remember(self, turn: Turn, state: State | None) -> dict[str, Any]:
        """Return slots to keep after the end."""
        return {}

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Take one message."""
        turn = Turn.of(tracker)
        state: State | None = turn.slots.get(GUIDE)
        if turn.slots.get("requested_slot") is None or state is None:
            if manners.emergency_in_between(dispatcher, turn, free_text=False):
                return self._over()
            return self._next(dispatcher, turn, None, self.begin(dispatcher, turn))
        return self._take(dispatcher, turn, state)

    def _take(self, dispatcher: CollectingDispatcher, turn: Turn, state: State) -> list[EventType]:
        answer = self.read(turn, state)
        if answer is None and manners.emergency_in_between(dispatcher, turn, free_text=False):
            return self._over()
        if answer is None and manners.wants_to_stop(turn, free_text=False):
            say(dispatcher, f"utter_{self.form}_stopped")
            return self._over()
        if answer is not None:
            return self._next(dispatcher, turn, state, self.go_on(dispatcher, turn, state, answer))
        return self._aside(dispatcher, turn, state)

    def _aside(self, dispatcher: CollectingDispatcher, turn: Turn, state: State) -> list[EventType]:
        """Deal with what is no answer: another errand, a question in between, or nothing that can be used."""
        for act, flow in FLOWS.items():
            if turn.is_act(act, least=0.6) and flow != self.form:
                return [*self._over(), FollowupAction(flow)]
        if manners.asks_why(turn, free_text=False) or manners.in_between(dispatcher, turn, False, has_value=False):
            self.ask(dispatcher, state)
            return self._stay(state)
        misses = int(turn.slots.get("form_misses") or 0) + 1
        if misses >= GIVE_UP_AFTER:
            say(dispatcher, "utter_guide_given_up")
            return self._over()
        say(dispatcher, "utter_guide_choose")
        self.ask(dispatcher, state)
        return [*self._stay(state), SlotSet("form_misses", misses)]

    def _next(
        self, dispatcher: CollectingDispatcher, turn: Turn, before: State | None, state: State | None
    ) -> list[EventType]:
        if state is None:
            return [*self._over(), *manners.set_slots(self.remember(turn, before))]
        self.ask(dispatcher, state)
        return [*self._stay(state), SlotSet("form_misses", 0)]

    def _stay(self, state: State) -> list[EventType]:
        return [SlotSet(GUIDE, state), SlotSet("requested_slot", self.slot)]

    @staticmethod
    def _over() -> list[EventType]:
        return [*manners.cleared((GUIDE, "form_misses")), SlotSet("requested_slot", None)]


def chosen(turn: Turn, titles: list[str]) -> int | None:
    """Return which option a message names, counted from 0: its title, its letter, or a title inside a short answer."""
    text = turn.text.strip("。.！!～~ ")
    if text in titles:
        return titles.index(text)
    letter = text.upper().removeprefix("选").removeprefix("我选")
    if len(letter) == 1 and letter in "ABCDEFGHIJ"[: len(titles)]:
        return ord(letter) - ord("A")
    if letter.isdigit() and 1 <= int(letter) <= len(titles):
        return int(letter) - 1
    inside = [index for index, title in enumerate(titles) if title in text]
    return inside[0] if len(inside) == 1 and len(text) <= len(titles[inside[0]]) + 6 else None
