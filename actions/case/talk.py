"""Going on with a case: the answer to what was said, then the next step that is neither done nor told."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import followups
from actions.case import moves
from actions.case.moves import Move
from actions.case.state import AREAS, MONEY, SLOT, STORY, Case, is_about
from actions.services import services
from actions.speech import say
from actions.turn import ACTS, SURE, Turn
from bot import catalogue
from bot.lexicon import heard

LONGEST = 30
"""A longer message tells enough to be understood by itself."""
SMALL = tuple(
    ACTS + act
    for act in (
        "out_of_scope", "chitchat", "affirm", "deny", "stop", "goodbye", "thanks", "go_back", "privacy_request",
        "scam_check", "rate_service", "check_ticket", "supplement_ticket", "withdraw_ticket", "review_ticket",
    )
)  # fmt: skip
"""What a fragment of a story is easily taken for."""
CLEARLY = 0.8
"""From this confidence on a question about something else (the weather, another bank) is one."""
PARTING = ("goodbye", "thanks", "affirm", "stop")
NOTED, UNSURE, STAYS, ASKS = "utter_case_noted", "utter_case_unsure", "utter_case_stays", "utter_case_goes_on"
AGAIN = "utter_case_again"
BEGINS_WITH = "fraud.just_scammed"
"""Topic at hand of a case that nobody named."""


def reply(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType] | None:
    """Answer what is surely said about the case; None when it is nothing of it."""
    case = Case.of(turn)
    move = moves.heard(turn, case)
    return None if move is None else _take(dispatcher, turn, case or Case(), move)


def rest(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType] | None:
    """Go on with the case when a message is nothing by itself; None when it stands on its own."""
    case = Case.of(turn)
    if case is None or case.is_despair or len(turn.text) > LONGEST or not is_about(turn, AREAS):
        return None
    misheard = turn.topic.startswith("complaint.") and not heard("names_complaint", turn.text)
    if turn.topic not in SMALL and turn.confidence >= SURE and not (misheard and case.is_urgent):
        return None
    if case.kind == STORY:
        fragment = not turn.is_question and followups.is_of_a_case(turn.text)
        return _go_on(dispatcher, turn, case) if fragment else None
    if turn.is_act(*PARTING):
        return None if STAYS in case.told else _say(dispatcher, case, STAYS)
    if turn.out_of_scope_kind and turn.is_act("out_of_scope", least=CLEARLY) and turn.is_question:
        return None
    return _go_on(dispatcher, turn, case)


def care(dispatcher: CollectingDispatcher, case: Case) -> list[EventType]:
    """Stay with a person in despair, each time in other words."""
    texts = moves.book().care[case.kind]
    said = sum(response in texts for response in case.told)
    return _say(dispatcher, case, texts[said % len(texts)])


def opened(turn: Turn, case: Case) -> list[EventType]:
    """Return what to remember when a case begins: itself, and its topic as the one at hand."""
    last = turn.slots.get("last_topic")
    at_hand = [SlotSet("last_topic", case.topic), SlotSet("previous_topic", last)] if case.topic != last else []
    return [case.kept(), SlotSet("misses", 0), SlotSet("choosing", None), *at_hand]


def next_step(dispatcher: CollectingDispatcher, case: Case) -> Case:
    """Tell the first step that is neither done nor told; when all were told, the first that is not done.

    While nobody knows whether anything was given, that is asked instead; whoever gave nothing has no steps.
    """
    if case.given is None and ASKS not in case.told and "police" not in case.done:
        say(dispatcher, ASKS)
        return case.with_told(ASKS)
    if case.given is False:
        return case
    steps = [response for step, response in moves.book().steps.items() if step not in case.done]
    fresh = [response for response in steps if response not in case.told]
    response = next(iter(fresh or steps), None)
    if response is None:
        return case
    say(dispatcher, response)
    return case.with_told(response)


def _take(dispatcher: CollectingDispatcher, turn: Turn, case: Case, move: Move) -> list[EventType]:
    response = move.answer(case, turn.slots.get("last_topic") or "")
    if move.closes:
        say(dispatcher, response)
        return [SlotSet(name, None) for name in (SLOT, "last_topic", "misses", "choosing")]
    case = case.with_given(move.given).with_done(*move.done)
    at_hand = turn.slots.get("last_topic") if is_about(turn, AREAS + move.also) else None
    case = replace(case, topic=at_hand or move.opens or case.topic or BEGINS_WITH)
    if case.given and case.kind == STORY:
        case = replace(case, kind=MONEY)
    branch = catalogue.find_branch(turn.entity("branch") or "")
    again = case.told[-1:] == (response,)
    said = AGAIN if again and case.is_urgent else response
    _say(dispatcher, case, said, name=branch.name if branch else "", phone=branch.phone if branch else "")
    case = case.with_told(said)
    return opened(turn, next_step(dispatcher, case) if move.next or said == AGAIN else case)


def _go_on(dispatcher: CollectingDispatcher, turn: Turn, case: Case) -> list[EventType]:
    """Ask once what decides the next step, whether anything was given away; then tell the next step."""
    said = UNSURE if turn.is_question else NOTED
    if case.given is not None or ASKS in case.told:
        _say(dispatcher, case, said)
        case = case.with_told(said)
    return opened(turn, next_step(dispatcher, case))


def _say(
    dispatcher: CollectingDispatcher, case: Case, response: str, name: str = "", phone: str = ""
) -> list[EventType]:
    """Say a response about the case, perhaps with a branch and its phone, and remember it."""
    answer = services().answers.get(case.topic)
    say(dispatcher, response, title=answer.title if answer else "", name=name, phone=phone)
    return [case.with_told(response).kept(), SlotSet("misses", 0), SlotSet("choosing", None)]
