"""What every form does alike: emergencies, questions in between, explaining, stopping, giving up kindly."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import regex
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import (
    asides,
    callback,
    doors,
    emergency,
    followups,
    in_context,
    lane,
    lookup,
    outright,
    requests,
    sayings,
    subject,
)  # fmt: skip
from actions.aftercare import afterwards, progress
from actions.answer import respond
from actions.case import moves, talk
from actions.case.state import CONTACT, DESPAIR, MONEY, SLOT, Case
from actions.complaint import contact, demands, fields, story
from actions.lookup.told import EXPECTS
from actions.services import services
from actions.speech import say, tell
from actions.turn import SURE, Turn
from bot import places
from bot.catalogue.asking import patterns
from bot.lexicon import heard
from bot.nlu import alarms
from tickets.errors import StoreUnavailable

EMERGENCY_TOLD = -1
"""Value of `form_misses` after an emergency: the next story is taken as the answer, not as one more emergency."""
EXPLAIN_AFTER, PERSON_AFTER = 2, 3
SHORT_REMARK = 20
"""A remark about the form itself is not longer; a longer message tells something."""
LOST = 12
"""Nor is "I do not understand" where a story is asked."""
PRODUCTS = "rights.product_lookup"
LIKELY, LIKELY_ACT = 0.3, 0.6
"""From these chances on a question in the middle of a form is about complaining, a message is an act."""
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


def emergency_in_between(dispatcher: CollectingDispatcher, turn: Turn, telling: bool) -> list[EventType] | None:
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
    if kind in DESPAIR and turn.alarm != alarms.LIFE and of_the_matter and not lane.is_plain(turn):
        return None  # what somebody did to somebody is the complaint, a number to call is none: 保安把我老伴拦在门外
    if kind or telling or len(turn.text) < TELLS_IT or turn.grievance >= SURE:
        return kind
    of_the_bank = doors.said("matter", turn.text) and not heard("of_a_swindle", turn.text)
    told = of_the_bank or turn.topic.startswith("fundraising.")  # who tells of an investment answers the self-check
    likely = turn.urgency == CONTACT and turn.confidence >= LIKELY and not told
    steered = likely or heard("is_steered", turn.text)
    wish = demands.find(turn.text) and not asks(turn)
    return doors.danger(turn) or (CONTACT if steered and not wish else None)


def _is_likely_only(turn: Turn, telling: bool) -> bool:
    """Tell whether money may have moved, but a story was asked, or nobody else than the bank is in the message."""
    if heard("goes_on_now", turn.text) or (turn.topic == lane.STOLEN and not telling):
        return False
    if telling and not heard("something_lost", turn.text):
        return True
    if not heard("of_a_swindle", turn.text):
        return bool(heard("not_arrived", turn.text)) or not lane.is_plain(turn)
    return telling and not lane.is_certain(turn)


def wants_to_stop(turn: Turn, free_text: bool) -> bool:
    """Tell whether the message ends the form; a long story with such a word in it does not."""
    if heard("stops_something_else", turn.text):
        return False
    short = len(turn.text) <= (12 if free_text else 20)
    return (short and bool(heard("stop", turn.text)) and not heard("go_on", turn.text)) or (
        not free_text and len(turn.text) <= 20 and turn.is_act("stop", least=0.7)
    )


def confirms_stop(turn: Turn) -> bool:
    """Tell whether the customer says yes to "really stop?"."""
    return bool(heard("sure_to_stop", turn.text)) and not heard("go_on", turn.text)


def goes_on(turn: Turn) -> bool:
    """Tell whether the customer says no to "really stop?"."""
    return bool(heard("go_on", turn.text)) or turn.is_act("deny")


def asks_why(turn: Turn, free_text: bool) -> bool:
    """Tell whether the customer asks what a question is for, or cannot follow it."""
    if free_text:
        lost = heard("lost", turn.text) and len(turn.text) <= LOST
        return bool(lost or (heard("why_asked", turn.text) and len(turn.text) <= SHORT_REMARK))
    return bool(heard("why_asked", turn.text)) or (turn.is_act("simpler", "repeat") and len(turn.text) <= 15)


def in_between(dispatcher: CollectingDispatcher, turn: Turn, free_text: bool, has_value: bool) -> bool:
    """Answer a question or a wish for a person that came instead of an answer; False when it is none."""
    if lane.kind(turn):  # the form has looked at it before
        return False
    if outright.topic(turn):
        respond(dispatcher, turn)
        return True
    turn = replace(turn, slots={**turn.slots, EXPECTS: None})  # a product asked for earlier is not what is said now
    if len(turn.text) <= SHORT_REMARK and not (free_text and heard("wants_no_calls", turn.text)):
        if callback.in_between(dispatcher, turn):
            return True
        if callback.declined(turn):
            say(dispatcher, "utter_no_person_then")
            return True
    if asides.answer(dispatcher, turn) or (
        (has_value or not free_text or heard("asks_a_price", turn.text)) and _look_up(dispatcher, turn)
    ):
        return True
    if heard("lost_number", turn.text) and not free_text:
        requests.take_lost_number(dispatcher, turn)
        return True
    if turn.is_act("check_ticket", least=0.7) and not free_text and not has_value:
        _tell_status(dispatcher, turn)
        return True
    if _is_of_the_case(turn, free_text, has_value) or _is_in_between(turn, free_text, has_value):
        respond(dispatcher, turn)
        return True
    return _about_complaining(dispatcher, turn, free_text, has_value)


def _is_of_the_case(turn: Turn, free_text: bool, has_value: bool) -> bool:
    """Tell whether a few words belong to an emergency that was told of: a question about it, or what goes on there."""
    case = Case.of(turn)
    if case is None or not case.is_urgent or len(turn.text) > talk.LONGEST or demands.find(turn.text):
        return False
    has_value = has_value and not _is_any_place(turn)
    if asks(turn) or heard("cries_for_help", turn.text):
        return True
    move = None if free_text or has_value else moves.heard(turn, case)
    return move is not None and moves.is_outright(move, turn)  # what only sounds like it is an answer to the form


def _is_any_place(turn: Turn) -> bool:
    """Tell whether words are a place only because any words may be one: 报警了，在等消息."""
    return turn.slots.get("requested_slot") == "complaint_place" and not places.find(turn.text)


def _about_complaining(dispatcher: CollectingDispatcher, turn: Turn, free_text: bool, has_value: bool) -> bool:
    """Answer a question that is likelier about complaining than about anything else: here that is what is meant."""
    if (has_value and not free_text) or not asks(turn) or len(turn.text) > asides.LONGEST or demands.find(turn.text):
        return False
    known = [(topic, chance) for topic, chance in turn.ranking if topic in services().answers]
    topic, chance = known[0] if known else ("", 0.0)
    if not topic.startswith("complaint.") or chance < LIKELY:
        return False
    tell(dispatcher, topic)
    return True


def asks(turn: Turn) -> bool:
    """Tell whether a message asks something; "I do not know when" and "say clearly how much" only sound so."""
    only_sounds_so = any(heard(name, turn.text) for name in ("forgot", "unclear", "wants_it_made_clear", "is_kept"))
    return not only_sounds_so and (turn.is_question or bool(heard("question", turn.text)))


def unanswerable(dispatcher: CollectingDispatcher, turn: Turn, free_text: bool) -> bool:
    """Say honestly that a question has no answer here; False when the message is no mere question.

    Where a story is asked, a question that tells what happened, or wants something done, is part of the story.
    """
    if not asks(turn) or len(turn.text) > SHORT_REMARK:
        return False
    if free_text and (heard("tells_what_happened", turn.text) or demands.find(turn.text)):
        return False
    say(dispatcher, "utter_aside_unknown")
    return True


def _look_up(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Answer a question from the directory: when a branch closes is asked, though a branch answers the form as well."""
    return asks(turn) and lookup.answer(dispatcher, turn) is not None


def _tell_status(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    try:
        own = services().register.own(turn.sender)
    except StoreUnavailable:
        say(dispatcher, "utter_status_form_unavailable")
        return
    if own:
        progress.tell(dispatcher, own)
    else:
        say(dispatcher, "utter_status_after_form")


def _is_in_between(turn: Turn, free_text: bool, has_value: bool) -> bool:
    known = turn.topic in services().answers
    if asides.asks_for_help(turn, telling=free_text and has_value):
        return True
    if heard("asks_if_scam", turn.text) and not has_value and not free_text:
        return True
    if turn.topic == PRODUCTS and not (turn.is_question and heard("of_a_product", turn.text)):
        return False
    if free_text:
        if turn.is_act("help", "who_are_you", least=LIKELY_ACT) and asks(turn):
            return True
        part_of_the_story = _tells(turn) and not turn.topic.startswith("complaint.")
        return known and asks(turn) and turn.confidence >= 0.5 and len(turn.text) <= 40 and not part_of_the_story
    if has_value:
        return known and turn.is_question and turn.confidence >= 0.5
    if not regex.search(r"\p{Han}", turn.text):
        return False
    if known:
        return turn.confidence >= (0.5 if asks(turn) else 0.8) and len(turn.text) >= 5
    return turn.is_act("help", "who_are_you", "greet", "thanks", "anger", "quiz", "scam_check", least=LIKELY_ACT)


def _tells(turn: Turn) -> bool:
    """Tell whether a question asked where a story is wanted tells it: heated, or of what was done to me."""
    done_to_me = heard("tells_what_happened", turn.text) and heard("of_me_or_you", turn.text)
    if heard("asks_a_price", turn.text):
        return False
    return bool(heard("blames", turn.text) or heard("no_right", turn.text) or done_to_me)


def missed(dispatcher: CollectingDispatcher, turn: Turn, slot: str, problem: str) -> list[EventType]:
    """Say what is wrong; the second time with an example, the third time offer a person."""
    misses = max(0, int(turn.slots.get("form_misses") or 0)) + 1
    say(dispatcher, problem)
    if misses == EXPLAIN_AFTER:
        say(dispatcher, f"utter_explain_{slot}")
    elif misses >= PERSON_AFTER:
        say(dispatcher, "utter_offer_skip" if slot in fields.SKIPPABLE else "utter_offer_person")
    return [SlotSet("form_misses", misses)]


def set_slots(values: dict[str, Any]) -> list[EventType]:
    """Turn values into events."""
    return [SlotSet(name, value) for name, value in values.items()]


def cleared(names: Iterable[str]) -> list[EventType]:
    """Return events that empty slots."""
    return [SlotSet(name, None) for name in names]
