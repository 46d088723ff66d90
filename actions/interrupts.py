"""What goes before a form, and into the middle of one: an emergency, a word about a case or about the answer before."""

from __future__ import annotations

import contextlib
from dataclasses import replace

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import asides, doors, emergency, followups, in_context, lane, manners, sayings, subject
from actions.aftercare import afterwards
from actions.answer import respond
from actions.case import moves, talk
from actions.case.state import CONTACT, DESPAIR, MONEY, SLOT, Case
from actions.complaint import contact, demands, story
from actions.services import services
from actions.speech import say
from actions.turn import SURE, Turn
from bot.catalogue.asking import patterns
from bot.lexicon import heard
from bot.nlu import alarms
from tickets.errors import StoreUnavailable

EMERGENCY_TOLD = -1
"""Value of `form_misses` after an emergency: the next story is taken as the answer, not as one more emergency."""
LIKELY = 0.3
"""From this chance on somebody in the middle of a form is worked on by a swindler."""
LEAST_KNOWN = 0.1
"""Less likely than this, no kind of swindle that we know is told of."""
TELLS_IT = 12
"""A message of so many characters may tell of an emergency, or what happened in one."""


def comes_first(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType] | None:
    """Answer what a form may not begin with: an emergency, a word about a case or about the answer before it."""
    if afterwards.way(turn) or (lane.kind(turn) is None and doors.wanted(turn)):
        return None
    if patterns()["product_code"].search(turn.text) and not turn.entity("ticket_number"):
        return respond(dispatcher, turn)  # 查一下 is said of a product as well
    urgent = emergency.answer(dispatcher, turn)
    if urgent is None and (turn.confidence < SURE or _is_amid_a_case(turn)):
        urgent = talk.rest(dispatcher, turn)
    return _about_the_answer(dispatcher, turn) if urgent is None else urgent


def _is_amid_a_case(turn: Turn) -> bool:
    """Tell whether an emergency goes on, and nothing in the message names a complaint that might be asked about."""
    case = Case.of(turn)
    return case is not None and case.is_urgent and not heard("names_complaint", turn.text) and not doors.wanted(turn)


def _about_the_answer(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType] | None:
    """Answer what only sounds like an errand but asks about the answer before it; who has a complaint means that."""
    with contextlib.suppress(StoreUnavailable):
        if services().register.own(turn.sender):
            return None
    if subject.is_of_the_answer(turn):
        return respond(dispatcher, turn)
    asked = followups.read(turn.text, turn.slots.get("last_topic"))
    if asked and asked.is_answered and subject.is_elliptical(turn, turn.slots["last_topic"]):
        return respond(dispatcher, turn)
    return in_context.answer(dispatcher, turn)


def emergency_amid(dispatcher: CollectingDispatcher, turn: Turn, telling: bool) -> list[EventType] | None:
    """Answer an emergency; None when there is none, or when its story was heard and is now `telling` what happened."""
    kind = _danger(turn, telling)
    if kind is None or (kind in (MONEY, CONTACT) and _was_heard(turn, telling)):
        return None
    return emergency.handle(dispatcher, turn, kind)


def alarm_withdrawn(dispatcher: CollectingDispatcher, turn: Turn) -> Turn | None:
    """Say sorry for an alarm that a form raised where there was none; return the message without it, else None."""
    case = Case.of(turn)
    move = moves.heard(turn, case) if case and case.is_urgent and turn.slots.get("requested_slot") else None
    if move is None or not move.returns or lane.kind(turn):
        return None
    say(dispatcher, "utter_form_alarm_withdrawn")
    return replace(turn, slots={**turn.slots, SLOT: None})


def _was_heard(turn: Turn, telling: bool) -> bool:
    """Tell whether a story is the one that the emergency of a moment ago was answered to."""
    return telling and turn.slots.get("form_misses") == EMERGENCY_TOLD and len(turn.text) >= TELLS_IT


def _danger(turn: Turn, telling: bool) -> str | None:
    """Return the kind of emergency; where no story is asked, whoever seems to be worked on by a swindler is in one."""
    kind = lane.kind(turn)
    if kind == MONEY and _is_likely_only(turn, telling):
        return None
    if sayings.heard(turn.text, sayings.SENT_HERE):
        return None
    if kind == CONTACT and not (telling or heard("of_a_swindle", turn.text) or lane.is_under_way(turn)):
        return None  # an answer to a question only sounds like it
    of_us = asides.about_the_form(turn.text) and not heard("of_a_swindle", turn.text)
    if of_us and (kind in (CONTACT, None) or (asides.is_private(turn.text) and not lane.is_plain(turn))):
        return None  # 把我手机号念给我听 is asked of us
    of_the_matter = story.goes_on(turn.text) or heard("is_wronged", turn.text) or contact.typed_phone(turn)
    if turn.alarm == alarms.MISSING and kind in DESPAIR and not heard("of_somebody_gone", turn.text):
        return None  # 排了三个小时没轮到我
    if kind in DESPAIR and turn.alarm != alarms.LIFE and of_the_matter and not lane.is_plain(turn):
        return None  # what somebody did to somebody is the complaint, a number to call is none: 保安把我老伴拦在门外
    if kind or telling or len(turn.text) < TELLS_IT or turn.grievance >= SURE:
        return kind
    of_the_bank = doors.said("matter", turn.text) and not heard("of_a_swindle", turn.text)
    told = of_the_bank or turn.topic.startswith("fundraising.")  # who tells of an investment answers the self-check
    known = heard("of_a_swindle", turn.text) or any(chance >= LEAST_KNOWN for _, chance in turn.scam_ranking[:1])
    likely = turn.urgency == CONTACT and turn.confidence >= LIKELY and known and not told
    steered = likely or heard("is_steered", turn.text)
    wish = demands.find(turn.text) and not manners.asks(turn)
    return doors.danger(turn) or (CONTACT if steered and not wish else None)


def _is_likely_only(turn: Turn, telling: bool) -> bool:
    """Tell whether money may have moved, but a story was asked, or nobody else than the bank is in the message."""
    case = Case.of(turn)
    told_of = case is not None and case.is_urgent and turn.topic == lane.TOPICS[MONEY]
    if told_of or heard("goes_on_now", turn.text) or (turn.topic == lane.STOLEN and not telling):
        return False
    if telling and not heard("something_lost", turn.text):
        return True
    if not heard("of_a_swindle", turn.text):
        return bool(heard("not_arrived", turn.text)) or not lane.is_plain(turn)
    return telling and not lane.is_certain(turn)
