"""The action that answers: on to a form, or an emergency first, or what can wait."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import (
    at_ease,
    callback,
    doors,
    emergency,
    judging,
    lane,
    lookup,
    matters,
    outright,
    receipts,
    requests,
    sayings,
    scams,
    telling_on,
    uncertain,
)  # fmt: skip
from actions.aftercare import afterwards, progress
from actions.case import talk
from actions.case.state import CONTACT, MONEY, Case
from actions.complaint import carrying, minors, story
from actions.guided import left
from actions.lookup.told import EXPECTS
from actions.remembering import understood
from actions.services import services
from actions.speech import say
from actions.turn import Turn
from bot.lexicon import heard

CONFIRMATIONS = ("确认提交", "确认", "提交")


class ActionAnswer(Action):
    """Answers the latest message outside any form."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say the answer, or lead on to a form."""
        return outright.answered(dispatcher, Turn.of(tracker), self._answer)

    @staticmethod
    def _answer(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say the answer; a story that two kinds of scam compete for goes on to questions."""
        of_case = talk.goes_on(turn) and not doors.said("add", turn.text)
        danger = lane.kind(turn) or doors.danger(turn)
        calm = danger is None and not of_case
        complains = danger in (MONEY, CONTACT) and doors.says_so(turn)  # the form sees to both
        door = doors.wanted(turn) if calm or complains else None
        after = afterwards.meant(turn)
        confirms = turn.text in CONFIRMATIONS or (turn.is_act("affirm") and after is None)
        if turn.slots.get("last_ticket") and door is None and confirms:
            return _confirmed_again(dispatcher, turn)
        if carrying.has_code(turn):
            return [FollowupAction("complaint_form")]
        if calm and callback.about_open(dispatcher, turn):
            return understood(turn, None)
        if calm and minors.answer(dispatcher, turn):
            return understood(turn, None)
        if callback.asked(turn) and not of_case and (after != "called" or heard("asks_for_person", turn.text)):
            return [*_besides_a_person(dispatcher, turn), FollowupAction("person_form"), SlotSet("last_ticket", None)]
        if heard("files_again", turn.text) and not of_case:
            return [FollowupAction("complaint_form"), SlotSet("last_ticket", None)]
        if after in afterwards.WAYS and not of_case:
            return [FollowupAction(doors.AFTERCARE), SlotSet("last_ticket", None)]
        if calm and after and afterwards.answer(dispatcher, turn):
            return [*understood(turn, None), SlotSet("last_ticket", None)]
        if door:
            return [FollowupAction(door), SlotSet("last_ticket", None)]
        if telling_on.goes_on(turn):
            return [FollowupAction("complaint_form"), SlotSet("last_ticket", None)]
        if calm and telling_on.thinks_it_is_filed(turn):
            return telling_on.offer(dispatcher, turn)
        guide = left.wanted(turn)
        if guide and not of_case and not lane.is_certain(turn):
            return [FollowupAction(guide)]
        long_enough = len(turn.text) >= judging.TELLS_A_STORY or story.is_told(turn.raw)
        told = turn.raw if long_enough and not turn.is_question else None
        kept = [SlotSet(uncertain.STORY, told or turn.slots.get(uncertain.STORY)), *scams.remembered(turn)]
        known = [SlotSet("last_ticket", None), SlotSet(EXPECTS, None), *kept]
        first = _first(dispatcher, turn)
        if first is not None:
            sayings.answer(dispatcher, turn, among=("english",))
            return [*known, *first]
        named = sayings.heard(turn.text, sayings.TOPICS) or matters.is_named(turn)
        if turn.is_act("scam_check") and not named and uncertain.competing_scams(turn):
            return [FollowupAction("scam_check_form"), *known]
        return [*known, *at_ease.answer(dispatcher, turn)]


def respond(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Answer one message and return what the conversation should remember; forms use this in between too."""
    return outright.answered(dispatcher, turn, _respond)


def _respond(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    first = _first(dispatcher, turn)
    return at_ease.answer(dispatcher, turn) if first is None else first


def _first(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType] | None:
    """Answer what cannot wait; a story asked about once more is no new emergency."""
    if sayings.heard(turn.text, sayings.NO_LOSS):
        return None
    case = Case.of(turn)
    calm = lane.kind(turn) is None
    if calm and sayings.heard(turn.text, sayings.ELSEWHERE):
        return None
    danger = doors.danger(turn) if calm else None
    if danger and not (case and case.is_urgent):
        return emergency.handle(dispatcher, replace(turn, topic=lane.STOLEN), danger)
    if requests.asks_for_right(turn) and lane.kind(turn) is None and (case or requests.has_filed(turn)):
        requests.take_privacy(dispatcher, turn)
        return understood(turn, None)
    if scams.asks_again(turn) and not lane.is_certain(turn) and not (case and case.is_urgent):
        return scams.check(dispatcher, turn)
    return emergency.answer(dispatcher, turn)


def _besides_a_person(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Answer what is asked in the same message as for a person: an emergency, a look-up, a question that is clear."""
    if doors.says_so(turn):
        say(dispatcher, "utter_person_for_complaint")
        return [*callback.story_besides(turn), *understood(turn, None)]
    if turn.is_act("human_agent"):
        lookup.answer(dispatcher, turn)
        return understood(turn, None)
    clear = lane.kind(turn) or (turn.topic in services().answers and turn.confidence >= judging.LEAST)
    return respond(dispatcher, turn) if clear else understood(turn, None)


def _confirmed_again(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Answer one more confirmation: the same receipt, or where the complaint stands when it has gone on since."""
    number = turn.slots["last_ticket"]
    own = services().register.own(turn.sender, number) if number != receipts.KEPT else None
    if own is None or own.status == "submitted":
        return receipts.repeat(dispatcher, turn)
    progress.tell(dispatcher, own)
    return []
