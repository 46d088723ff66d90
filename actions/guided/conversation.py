"""What every guided conversation does alike: begin, take one answer, ask the next, stop, be interrupted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import (
    details,
    doors,
    followups,
    in_between,
    interrupts,
    judging,
    lane,
    lookup,
    manners,
    outright,
    telling_on,
    uncertain,
)
from actions.aftercare import afterwards
from actions.answer import respond
from actions.guided import left
from actions.remembering import understood
from actions.services import services
from actions.speech import say
from actions.turn import SURE, Turn
from bot import choices
from bot.lexicon import heard
from bot.text.normalize import normalize, with_pauses

State = dict[str, Any]
GUIDE, OVER = "guide", "over"
GIVE_UP_AFTER = 3
STOP_LONGEST = 10
OWN_ACT = 0.6
FLOWS = {
    "file_complaint": "complaint_form",
    "check_ticket": "status_form",
    "quiz": "quiz_form",
    "fundraising_check": "fundraising_check_form",
}
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
    def go_on(self, dispatcher: CollectingDispatcher, turn: Turn, state: State, answer: Any) -> State:
        """Take an answer and return the next state, marked `OVER` when the result has been said."""

    def remember(self, turn: Turn, state: State) -> dict[str, Any]:
        """Return slots to keep after the end."""
        return {}

    def back(self, state: State) -> State | None:
        """Return the state before the last answer, or None when there is no way back."""
        return None

    def subject(self, state: State) -> str | None:
        """Return the topic that a question without a subject is about, if any."""
        return None

    def explain(self, dispatcher: CollectingDispatcher, state: State) -> None:
        """Say the open question in other words to somebody who does not follow it."""

    def concluded(self, dispatcher: CollectingDispatcher, state: State) -> bool:
        """Say the result from what was answered so far to somebody who wants no more questions; False without one."""
        return False

    def corrected(self, dispatcher: CollectingDispatcher, turn: Turn, state: State) -> State | None:
        """Return the state with an earlier answer put right by the message's own words; None when it does not."""
        return None

    def remark(self, dispatcher: CollectingDispatcher, turn: Turn, state: State) -> bool:
        """Reply to a remark that is neither an answer nor a question to us; False when it is none."""
        return False

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Take one message."""
        turn = Turn.of(tracker)
        state: State | None = turn.slots.get(GUIDE)
        if turn.slots.get("requested_slot") is None or state is None:
            return self._begin(dispatcher, turn)
        return self._take(dispatcher, turn, state)

    def _begin(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        wanted = self.form if outright.flow(turn) == self.form else left.wanted(turn)
        named = wanted and not lane.is_certain(turn)
        first = None if named else interrupts.comes_first(dispatcher, turn)
        if first is not None:
            return [*self._over(), *first]
        if wanted not in (None, self.form):
            return [*self._over(), FollowupAction(wanted)]
        if wanted is None and telling_on.goes_on(turn):
            return [*self._over(), FollowupAction(doors.COMPLAINT)]
        if wanted is None and turn.confidence < judging.CLEAR and details.lacks_words(turn):
            return [*self._over(), *respond(dispatcher, turn)]
        if wanted is None and uncertain.is_unsure(turn):
            told = lookup.answer(dispatcher, turn)  # 风险高不高 may be asked of the product shown last
            if told:
                return [*self._over(), *understood(turn, told.at_hand), *told.events()]
            return [*self._over(), *uncertain.offer_flow(dispatcher, turn, self.form)]
        stood = left.state(turn, self.form)
        if stood:
            say(dispatcher, "utter_guide_resumed")
        begun = stood or self.begin(dispatcher, turn)
        return self._next(dispatcher, turn, begun) if begun else self._over()

    def _take(self, dispatcher: CollectingDispatcher, turn: Turn, state: State) -> list[EventType]:
        if doors.says_so(turn) and doors.complains(turn):  # 不测了，我要投诉你们经理 is no "no"
            return [*self._over(state), FollowupAction(doors.COMPLAINT)]
        if heard("guide_concludes", turn.text) and self.concluded(dispatcher, state):
            return self._over({**state, OVER: True})
        if heard("guide_stop", turn.text) and len(turn.text) <= STOP_LONGEST:
            return self._stop(dispatcher, state)
        if _stops_and_asks(turn):
            return [*self._over(state), *respond(dispatcher, turn)]
        flow = outright.flow(turn)
        if flow not in (None, self.form):
            return [*self._over(state), FollowupAction(flow)]
        if flow:
            return self._ask_again(dispatcher, state)
        if outright.topic(turn):
            respond(dispatcher, turn)
            return self._ask_again(dispatcher, state)
        right = self.corrected(dispatcher, turn, state) if heard("guide_back", turn.text) else None
        if right is not None:
            return self._next(dispatcher, turn, right)
        answer = self.read(turn, state)
        if answer is not None:
            return self._next(dispatcher, turn, self.go_on(dispatcher, turn, state, answer))
        urgent = interrupts.emergency_amid(dispatcher, turn, telling=False)
        if urgent is not None:
            return [*self._over(state), *urgent]
        if manners.wants_to_stop(turn, free_text=False):
            return self._stop(dispatcher, state)
        return self._back(dispatcher, turn, state) or self._aside(dispatcher, turn, state)

    def _own_acts(self) -> list[str]:
        """Return the acts that would begin this very conversation: said in the middle of it they only mean "go on"."""
        return [act for act, flow in FLOWS.items() if flow == self.form]

    def _stop(self, dispatcher: CollectingDispatcher, state: State) -> list[EventType]:
        say(dispatcher, f"utter_{self.form}_stopped")
        return self._over(state)

    def _back(self, dispatcher: CollectingDispatcher, turn: Turn, state: State) -> list[EventType] | None:
        """Ask the question before again when the customer wants to change an answer."""
        if not heard("guide_back", turn.text) and not turn.is_act("go_back"):
            return None
        before = self.back(state)
        if before is None:
            return None
        return self._ask_again(dispatcher, before)

    def _aside(self, dispatcher: CollectingDispatcher, turn: Turn, state: State) -> list[EventType]:
        """Deal with what is no answer: another errand, a question in between, or nothing that can be used."""
        if afterwards.meant(turn) in afterwards.WAYS:
            return [*self._over(state), FollowupAction(doors.AFTERCARE)]
        if heard("guide_too_long", turn.text):
            say(dispatcher, "utter_guide_too_long")
            return self._ask_again(dispatcher, state)
        for act, flow in FLOWS.items():
            if turn.is_act(act, least=OWN_ACT) and flow != self.form:
                return [*self._over(state), FollowupAction(flow)]
        if self._is_reply(dispatcher, turn, state):
            return self._ask_again(dispatcher, state)
        misses = int(turn.slots.get("form_misses") or 0) + 1
        if misses >= GIVE_UP_AFTER:
            say(dispatcher, "utter_guide_given_up")
            return self._over(state)
        say(dispatcher, "utter_guide_choose")
        self.ask(dispatcher, state)
        return [*self._stay(state), SlotSet("form_misses", misses)]

    def _is_reply(self, dispatcher: CollectingDispatcher, turn: Turn, state: State) -> bool:
        """Answer whatever came instead of an answer; False when nothing can be said to it."""
        if self.remark(dispatcher, turn, state):
            return True
        if heard("lost", turn.text) or manners.asks_why(turn, free_text=False):
            self.explain(dispatcher, state)
            return True
        if heard("guide_goes_on", turn.text) or turn.is_act(*self._own_acts(), least=OWN_ACT):
            return True
        topic = self.subject(state)
        about = replace(turn, slots={**turn.slots, "last_topic": topic or turn.slots.get("last_topic")})
        if topic and followups.read(turn.text, topic):
            respond(dispatcher, about)
            return True
        if in_between.answer(dispatcher, about, False, has_value=False):
            return True
        if heard("asks_something", turn.text):
            say(dispatcher, "utter_guide_question")
            return True
        return False

    def _next(self, dispatcher: CollectingDispatcher, turn: Turn, state: State) -> list[EventType]:
        if state.get(OVER):
            return [*self._over(state), *manners.set_slots(self.remember(turn, state))]
        self.ask(dispatcher, state)
        return [*self._stay(state), SlotSet("form_misses", 0)]

    def _ask_again(self, dispatcher: CollectingDispatcher, state: State) -> list[EventType]:
        """Ask the open question and stay at it."""
        self.ask(dispatcher, state)
        return self._stay(state)

    def _stay(self, state: State) -> list[EventType]:
        return [SlotSet(GUIDE, state), SlotSet("requested_slot", self.slot)]

    def _over(self, state: State | None = None) -> list[EventType]:
        """End the form; where it stood is kept for the case that the customer comes back."""
        events = [*manners.cleared((GUIDE, "form_misses")), SlotSet("requested_slot", None)]
        if state:
            events.append(SlotSet(left.LEFT, {"form": self.form, "state": None if state.get(OVER) else state}))
        return events


def _stops_and_asks(turn: Turn) -> bool:
    """Tell whether somebody stops and surely asks something else in the same breath: 不玩了，征信怎么查."""
    first = normalize(with_pauses(turn.raw)).split("，", 1)[0]
    stops = len(first) <= STOP_LONGEST and first != turn.text and heard("guide_stop", first)
    return bool(stops and turn.topic in services().answers and turn.confidence >= SURE)


def chosen(said: str, titles: list[str]) -> int | None:
    """Return which option a message names, counted from 0: by title or a part of it, number, letter or place."""
    text = said.strip("。.！!～~ ")
    titles = [normalize(title) for title in titles]  # as the message is: Ⅰ has become I
    if text in titles:
        return titles.index(text)
    counted = choices.number(text)
    if counted is not None:
        return counted - 1 if counted <= len(titles) else None
    stands = choices.place(text, len(titles))
    if stands is not None:
        return stands
    inside = [index for index, title in enumerate(titles) if title in text]
    return inside[0] if len(inside) == 1 and len(text) <= len(titles[inside[0]]) + 6 else None
