"""What can wait: one message heard in many ways, in the order in which one goes before the other."""

from __future__ import annotations

from collections.abc import Callable

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import (
    absent,
    acts,
    besides,
    details,
    doors,
    followups,
    in_context,
    judging,
    lane,
    lookup,
    matters,
    passages,
    pursuing,
    requests,
    returning,
    sayings,
    scams,
    subject,
    telling_on,
    uncertain,
)  # fmt: skip
from actions.aftercare import progress
from actions.case import invested, talk
from actions.case.state import CONTACT, MONEY, STORY, Case
from actions.followups import standard
from actions.guided import left
from actions.remembering import understood
from actions.services import services
from actions.speech import say, tell, topic_buttons
from actions.turn import Turn, once
from bot import choices
from bot.lexicon import heard

ESCALATE = "complaint.escalate"
LIKELY_TOPICS = 3
"""So many topics may be meant by a side that is asked for by a word of more than one of them: 怎么举报."""
Answered = list[EventType] | None


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Answer what can wait; in the middle of an emergency its open step is recalled last."""
    answered = (hear(dispatcher, turn) for hear in IN_ORDER)
    events = next(events for events in answered if events is not None)
    return [*events, *talk.reminded(dispatcher, turn, events)]


# ---- each answers when the message is of its kind, else returns None


def _short_of_a_loss(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    """Answer what sounds like a loss and is none yet: a code was scanned, an app installed, a card wanted."""
    said = lane.short_of_a_loss(turn)
    if said is None:
        return None
    known = services().answers.get(turn.slots.get("last_topic") or "")
    say(dispatcher, said, buttons=topic_buttons(list(known.related)) if known else None)
    return understood(turn, None)


def _averted(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    case = Case.of(turn)
    if not lane.is_averted(turn) or (case and case.given) or heard("question", standard(turn.text)):
        return None
    say(dispatcher, "utter_not_given_yet", buttons=topic_buttons(["fraud.report", "fraud.verify_caller"]))
    return talk.opened(turn, Case(STORY, _story(turn), given=False))


def _remark(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    """Answer what is no question of ours: to the assistant itself, pressing."""
    if _in_personal_case(turn):
        return None
    if left.warn(dispatcher, turn) or left.tell_of_result(dispatcher, turn):
        return understood(turn, None)
    said = sayings.answer(dispatcher, turn)
    if said or _urged(dispatcher, turn):
        return understood(turn, sayings.TOPICS.get(said or ""))
    return None


def _looked_up(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    found = None if judging.tells_of_wrong(turn) else lookup.answer(dispatcher, turn)
    if not found:
        return None
    beside = besides.answer_rest(dispatcher, turn, found.topic)
    return [*understood(turn, found.at_hand or beside), *found.events()]


def _in_need_of_care(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    case = Case.of(turn)
    cares = case and case.is_personal and (judging.needs_care(turn) or turn.is_act("distress"))
    return talk.care(dispatcher, case) if case and cares else None


def _number_lost(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    if not requests.has_lost_number(turn):
        return None
    requests.take_lost_number(dispatcher, turn)
    return understood(turn, None)


def _in_an_emergency(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    case = Case.of(turn)
    return talk.rest(dispatcher, turn) if case and case.is_urgent else None


def _too_much(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    if not heard("too_much_said", turn.text):
        return None
    returning.say_once_more(dispatcher, turn, simpler=True)
    return understood(turn, None)


def _if_unsatisfied(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    last = turn.slots.get("last_topic") or ""
    of_the_answer = not last.startswith(subject.COMPLAINTS) and passages.side_of_told(turn.text, last)
    if of_the_answer or not heard("asks_if_unsatisfied", turn.text):
        return None
    tell(dispatcher, ESCALATE)
    return understood(turn, ESCALATE)


def _named(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    """Answer a matter known by its name, somebody who cannot come, a wish for something said before."""
    matter = None if judging.tells_of_wrong(turn) else matters.answer(dispatcher, turn)
    told = matter or absent.answer(dispatcher, turn) or returning.answer(dispatcher, turn)
    return understood(turn, told) if told is not None else None


def _clear_side(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    asked = _follow_up(turn)
    if asked is None or not asked.is_answered:
        return None
    last = turn.slots.get("last_topic") or ""
    other = subject.asked_just_so(turn, last) or passages.pointed(followups.without_lead(turn.text), last)
    if other is None and asked.facet == "cost" and not asked.response:
        other = passages.side_of_told(turn.text, last)  # 起诉要花钱吗 asks for no fee of ours
    return pursuing.answer(dispatcher, turn, asked) if other in (None, asked.response) else None


def _noted(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    if not heard("only_noted", turn.text) or turn.is_act("affirm", "thanks", "deny"):
        return None
    say(dispatcher, "utter_affirm")
    return understood(turn, None)


def _side(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    asked = _follow_up(turn)
    return pursuing.answer(dispatcher, turn, asked) if asked else None


def _wish(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    return telling_on.offer(dispatcher, turn) if telling_on.wishes_it(turn) else None


def _grievance(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    return uncertain.offer_flow(dispatcher, turn, "complaint_form") if judging.is_grievance(turn) else None


def _none_of_these(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    chooses = turn.slots.get("choosing") and (heard("none_of_these", turn.text) or choices.is_one(turn.text))
    return uncertain.none_of_these(dispatcher, turn) if chooses else None


def _fact(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    return uncertain.fact_of_nothing(dispatcher, turn) if details.is_fact(turn) else None


def _perhaps_a_scam(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    return scams.check(dispatcher, turn) if judging.may_be_a_scam(turn) else None


def _uncertain(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    asked_back = uncertain.choice(dispatcher, turn)
    if asked_back and turn.urgency == CONTACT:
        return [*talk.opened(turn, Case(STORY, _story(turn))), *asked_back]
    return asked_back


def _topic(dispatcher: CollectingDispatcher, turn: Turn) -> Answered:
    if turn.topic not in services().answers:
        return acts.answer(dispatcher, turn)
    if turn.topic == lane.TOPICS[MONEY] and turn.urgency != MONEY and not turn.is_question:
        return scams.check(dispatcher, turn)
    if turn.urgency == CONTACT and turn.topic == turn.scam_type and not heard("asks_in_general", turn.text):
        scams.name_signs(dispatcher, turn, turn.topic)
    told = turn.topic in (turn.slots.get("last_topic"), turn.slots.get("previous_topic"))
    once_more = passages.side_of_told(turn.text, turn.topic) if told else None
    if once_more:
        say(dispatcher, once_more, buttons=topic_buttons(list(services().answers[turn.topic].related)))
        return understood(turn, turn.topic)
    besides.answer_first(dispatcher, turn)
    tell(dispatcher, turn.topic)
    besides.answer_rest(dispatcher, turn, turn.topic)
    return understood(turn, turn.topic)


IN_ORDER: tuple[Callable[[CollectingDispatcher, Turn], Answered], ...] = (
    _short_of_a_loss,
    _averted,
    _remark,
    _looked_up,
    _in_need_of_care,
    _number_lost,
    _in_an_emergency,
    _too_much,
    _if_unsatisfied,
    _named,
    _clear_side,
    talk.rest,
    _noted,
    in_context.answer,
    _wish,
    _side,
    _grievance,
    _none_of_these,
    _fact,
    _perhaps_a_scam,
    _uncertain,
    _topic,
)
"""The first that answers has the word; the last always answers."""


# ---- judged for several of them


@once
def _follow_up(turn: Turn) -> followups.FollowUp | None:
    """Return the side of the topic at hand that a message asks for, unless it tells a fact or names another topic."""
    last = turn.slots.get("last_topic") or ""
    asked = followups.read(turn.text, last)
    if asked and asked.facet not in invested.SIDES and details.is_fact(turn):
        return None
    likely = [turn.topic, *(topic for topic, _ in turn.ranking[:LIKELY_TOPICS])]
    if not (asked and asked.topic in likely) and subject.names_another(turn, last, in_context.NEAR):
        return None
    return asked


def _in_personal_case(turn: Turn) -> bool:
    case = Case.of(turn)
    return case is not None and case.is_personal


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


def _story(turn: Turn) -> str:
    """Return the topic at hand of a story: the kind of scam it tells of, else how to find out who calls."""
    return scams.Story.told(turn).kind or scams.UNKNOWN
