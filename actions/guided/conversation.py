"""What every guided conversation does alike: begin, take one answer, ask the next, stop, be interrupted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import regex
from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import manners, uncertain
from actions.speech import say
from actions.turn import Turn
from bot.lexicon import heard
from bot.text.numbers import numeral

State = dict[str, Any]
GUIDE = "guide"
_NAMED = regex.compile(
    r"^(?:我)?(?:觉得|想|猜|应该|应当|好像|就)?(?:是)?(?:选)?(?:是)?(?:第)?(?P<n>[1-9一二三四五六七八九A-Ia-i])(?:个|项|号|条)?[吧呢啊的]*$"
)
GIVE_UP_AFTER = 3
STOP_LONGEST = 10
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
            first = manners.comes_first(dispatcher, turn)
            if first is not None:
                return [*self._over(), *first]
            if uncertain.is_unsure(turn):
                return [*self._over(), *uncertain.offer_flow(dispatcher, turn, self.form)]
            return self._next(dispatcher, turn, None, self.begin(dispatcher, turn))
        return self._take(dispatcher, turn, state)

    def _take(self, dispatcher: CollectingDispatcher, turn: Turn, state: State) -> list[EventType]:
        if heard("guide_stop", turn.text) and len(turn.text) <= STOP_LONGEST:
            say(dispatcher, f"utter_{self.form}_stopped")
            return self._over()
        answer = self.read(turn, state)
        if answer is not None:
            return self._next(dispatcher, turn, state, self.go_on(dispatcher, turn, state, answer))
        urgent = manners.emergency_in_between(dispatcher, turn, free_text=False)
        if urgent is not None:
            return [*self._over(), *urgent]
        if manners.wants_to_stop(turn, free_text=False):
            say(dispatcher, f"utter_{self.form}_stopped")
            return self._over()
        return self._back(dispatcher, turn, state) or self._aside(dispatcher, turn, state)

    def back(self, state: State) -> State | None:
        """Return the state before the last answer, or None when there is no way back."""
        return None

    def _back(self, dispatcher: CollectingDispatcher, turn: Turn, state: State) -> list[EventType] | None:
        """Ask the question before again when the customer wants to change an answer."""
        if not heard("guide_back", turn.text) and not turn.is_act("go_back"):
            return None
        before = self.back(state)
        if before is None:
            return None
        self.ask(dispatcher, before)
        return self._stay(before)

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
    """Return which option a message names, counted from 0: by title, number, letter, or the title in a few words."""
    text = turn.text.strip("。.！!～~ ")
    if text in titles:
        return titles.index(text)
    named = _NAMED.match(text)
    if named:
        said = named.group("n").upper()
        index = ord(said) - ord("A") if said.isascii() and said.isalpha() else numeral(said) - 1
        return index if index < len(titles) else None
    inside = [index for index, title in enumerate(titles) if title in text]
    return inside[0] if len(inside) == 1 and len(text) <= len(titles[inside[0]]) + 6 else None
