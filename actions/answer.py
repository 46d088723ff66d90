"""Everything that is not a flow: knowledge answers, follow-ups, small talk, requests for a person, not understood."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import (
    absent,
    besides,
    callback,
    details,
    doors,
    emergency,
    followups,
    in_context,
    judging,
    lane,
    lookup,
    matters,
    receipts,
    requests,
    returning,
    sayings,
    scams,
    uncertain,
)  # fmt: skip
from actions.aftercare import afterwards, progress
from actions.case import invested, talk
from actions.case.state import CONTACT, MONEY, STORY, Case
from actions.complaint import carrying, minors, story
from actions.followups import standard
from actions.guided import left
from actions.lookup import fees
from actions.lookup.told import EXPECTS, forgotten
from actions.services import services
from actions.speech import say, tell, topic_buttons
from actions.turn import ACTS, Turn
from bot import choices
from bot.lexicon import heard

PLAIN_ACTS = (
    "greet", "help", "who_are_you", "goodbye", "thanks", "affirm", "deny", "stop", "go_back",
    "chitchat", "anger", "quiz", "fundraising_check",
)  # fmt: skip
NEEDS_WORDS = ("goodbye", "go_back", "human_agent", "stop", "repeat")
"""Acts that end or begin something: what only sounds like one is asked back."""
ESCALATE = "complaint.escalate"
A_WORD = 6
"""A no with more characters says something: what, is asked back."""
CONFIRMATIONS = ("确认提交", "确认", "提交")


class ActionAnswer(Action):
    """Answers the latest message outside any form."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say the answer; a story that two kinds of scam compete for goes on to questions."""
        turn = Turn.of(tracker)
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
        return [*known, *_not_urgent(dispatcher, turn)]


def respond(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Answer one message and return what the conversation should remember; forms use this in between too."""
    first = _first(dispatcher, turn)
    return _not_urgent(dispatcher, turn) if first is None else first


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


def _not_urgent(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Answer what can wait; in the middle of an emergency its open step is recalled last."""
    events = _at_ease(dispatcher, turn)
    return [*events, *talk.reminded(dispatcher, turn, events)]


def _at_ease(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    case = Case.of(turn)
    if lane.is_averted(turn) and not (case and case.given) and not heard("question", standard(turn.text)):
        say(dispatcher, "utter_not_given_yet", buttons=topic_buttons(["fraud.report", "fraud.verify_caller"]))
        return talk.opened(turn, Case(STORY, _story(turn), given=False))
    remark = None if case and case.is_personal else _remark(dispatcher, turn)
    if remark is not None:
        return remark
    looked_up = None if judging.tells_of_wrong(turn) else lookup.answer(dispatcher, turn)
    if looked_up:
        beside = besides.answer_rest(dispatcher, turn, looked_up.topic)
        return [*understood(turn, looked_up.at_hand or beside), *looked_up.events()]
    if case and case.is_personal and (judging.needs_care(turn) or turn.is_act("distress")):
        return talk.care(dispatcher, case)
    if requests.has_lost_number(turn):
        requests.take_lost_number(dispatcher, turn)
        return understood(turn, None)
    goes_on = talk.rest(dispatcher, turn) if case and case.is_urgent else None
    if goes_on is not None:
        return goes_on
    if heard("too_much_said", turn.text):
        returning.say_once_more(dispatcher, turn, simpler=True)
        return understood(turn, None)
    if heard("asks_if_unsatisfied", turn.text):
        tell(dispatcher, ESCALATE)
        return understood(turn, ESCALATE)
    matter = None if judging.tells_of_wrong(turn) else matters.answer(dispatcher, turn)
    told = matter or absent.answer(dispatcher, turn) or returning.answer(dispatcher, turn)
    if told is not None:
        return understood(turn, told)
    last = turn.slots.get("last_topic") or ""
    follow_up = followups.read(turn.text, last)
    if follow_up and follow_up.facet not in invested.SIDES and details.is_fact(turn):
        follow_up = None
    if not (follow_up and follow_up.topic == turn.topic) and in_context.names_another(turn, last, in_context.NEAR):
        follow_up = None
    other = in_context.asked_just_so(turn, last) if follow_up else None
    if follow_up and follow_up.is_answered and other in (None, follow_up.response):
        return _follow(dispatcher, turn, follow_up)
    goes_on = talk.rest(dispatcher, turn)
    if goes_on is not None:
        return goes_on
    if heard("only_noted", turn.text) and not turn.is_act("affirm", "thanks", "deny"):
        say(dispatcher, "utter_affirm")
        return understood(turn, None)
    in_the_answer = in_context.answer(dispatcher, turn)
    if in_the_answer is not None:
        return in_the_answer
    if follow_up:
        return _follow(dispatcher, turn, follow_up)
    if judging.is_grievance(turn):
        return uncertain.offer_flow(dispatcher, turn, "complaint_form")
    if turn.slots.get("choosing") and (heard("none_of_these", turn.text) or choices.is_one(turn.text)):
        return uncertain.none_of_these(dispatcher, turn)
    if details.is_fact(turn):
        return uncertain.fact_of_nothing(dispatcher, turn)
    if judging.may_be_a_scam(turn):
        return scams.check(dispatcher, turn)
    chosen = uncertain.choice(dispatcher, turn)
    if chosen and turn.urgency == CONTACT:
        return [*talk.opened(turn, Case(STORY, _story(turn))), *chosen]
    return chosen or _known(dispatcher, turn)


def _remark(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType] | None:
    """Answer what is no question of ours: to the assistant itself, pressing; None if none."""
    if left.warn(dispatcher, turn) or left.tell_of_result(dispatcher, turn):
        return understood(turn, None)
    said = sayings.answer(dispatcher, turn)
    if said or _urged(dispatcher, turn):
        return understood(turn, sayings.TOPICS.get(said or ""))
    return None


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


def understood(turn: Turn, topic: str | None) -> list[EventType]:
    """Return what to remember after an answer; `topic` becomes the topic at hand."""
    events: list[EventType] = [SlotSet("misses", 0), SlotSet("choosing", None), SlotSet(uncertain.NOT_OURS, None)]
    events += forgotten(topic)
    last = turn.slots.get("last_topic")
    if topic and topic != last:
        events += [SlotSet("last_topic", topic), SlotSet("previous_topic", last)]
    return events


def _urged(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Tell somebody who presses for an answer where the complaint of this conversation stands; False without one."""
    urges, why, regrets = heard("urges", turn.text), *(doors.said(name, turn.text) for name in ("why_so", "regrets"))
    own = services().register.own(turn.sender) if urges or why or regrets else None
    if own is None or not (urges or why or own.status == "withdrawn"):
        return False
    if regrets and own.status == "withdrawn":
        say(dispatcher, "utter_withdrawn_for_good", number=own.number)
        return True
    (progress.tell_who_presses if urges else progress.tell)(dispatcher, own)
    return True


def _confirmed_again(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Answer one more confirmation: the same receipt, or where the complaint stands when it has gone on since."""
    number = turn.slots["last_ticket"]
    own = services().register.own(turn.sender, number) if number != receipts.KEPT else None
    if own is None or own.status == "submitted":
        return receipts.repeat(dispatcher, turn)
    progress.tell(dispatcher, own)
    return []


def _known(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    answers = services().answers
    if turn.topic not in answers:
        return _act(dispatcher, turn)
    if turn.topic == lane.TOPICS[MONEY] and turn.urgency != MONEY and not turn.is_question:
        return scams.check(dispatcher, turn)
    if turn.urgency == "in_contact" and turn.topic == turn.scam_type and not heard("asks_in_general", turn.text):
        scams.name_signs(dispatcher, turn, turn.topic)
    besides.answer_first(dispatcher, turn)
    tell(dispatcher, turn.topic)
    besides.answer_rest(dispatcher, turn, turn.topic)
    return understood(turn, turn.topic)


def _follow(dispatcher: CollectingDispatcher, turn: Turn, asked: followups.FollowUp) -> list[EventType]:
    """Answer a question without a subject from the topic at hand; say so when nothing approved answers it."""
    answers = services().answers
    last = answers.get(turn.slots.get("last_topic") or "")
    if asked.facet == "back":
        last = answers.get(turn.slots.get("previous_topic") or "") or last
    if asked.facet == "cost" and last and fees.of_topic(dispatcher, last.topic):
        return understood(turn, None)
    if asked.response:
        say(dispatcher, asked.response, buttons=topic_buttons(list(last.related)) if last else None)
        return understood(turn, None)
    if asked.topic in answers:
        tell(dispatcher, asked.topic)
    elif last and asked.facet == "more":
        say(dispatcher, "utter_more", buttons=topic_buttons(list(last.related)), title=last.title)
    elif last and asked.facet in ("back", "what_now"):
        tell(dispatcher, last.topic)
        return understood(turn, last.topic)
    else:
        say(dispatcher, "utter_followup_unknown", buttons=topic_buttons(list(last.related)) if last else None)
    return understood(turn, None)


def _act(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    act = turn.topic.removeprefix(ACTS)
    unsaid = act in NEEDS_WORDS and turn.confidence < judging.CLEAR and details.lacks_words(turn)
    if turn.confidence < judging.LEAST or unsaid:
        return uncertain.missed(dispatcher, turn)
    if act == "human_agent":
        say(dispatcher, "utter_no_callback" if callback.declined(turn) else "utter_start_person_form")
    elif act == "privacy_request" and not heard("not_our_data", turn.text):
        requests.take_privacy(dispatcher, turn)
    elif act == "go_back" and turn.slots.get("last_topic") in services().answers and heard("to_the_topic", turn.text):
        return _follow(dispatcher, turn, followups.FollowUp("back"))
    elif act in ("repeat", "simpler"):
        returning.say_once_more(dispatcher, turn, simpler=act == "simpler")
    elif act == "scam_check":
        return scams.check(dispatcher, turn)
    elif act == "deny" and len(turn.text) > A_WORD:
        return uncertain.missed(dispatcher, turn)
    elif act == "distress":
        say(dispatcher, "utter_care_listens")
    elif act in PLAIN_ACTS:
        say(dispatcher, f"utter_{act}")
    else:
        return uncertain.missed(dispatcher, turn)
    return understood(turn, None)


def _story(turn: Turn) -> str:
    """Return the topic at hand of a story: the kind of scam it tells of, else how to find out who calls."""
    return scams.Story.told(turn).kind or scams.UNKNOWN
