"""What is asked in the middle of a form: the answer first, then the form asks its question again."""

from __future__ import annotations

from dataclasses import replace

import regex
from rasa_sdk.executor import CollectingDispatcher

from actions import asides, callback, lane, lookup, manners, outright, requests
from actions.aftercare import progress
from actions.answer import respond
from actions.case import moves, talk
from actions.case.state import Case
from actions.complaint import contact, demands
from actions.lookup.told import EXPECTS
from actions.services import services
from actions.speech import say, tell
from actions.turn import Turn
from bot import places
from bot.lexicon import heard
from tickets.errors import StoreUnavailable

PRODUCTS = "rights.product_lookup"
LIKELY, LIKELY_ACT = 0.3, 0.6
"""From these chances on a question in the middle of a form is about complaining, a message is an act."""


def answer(dispatcher: CollectingDispatcher, turn: Turn, free_text: bool, has_value: bool) -> bool:
    """Answer a question or a wish for a person that came instead of an answer; False when it is none."""
    if lane.kind(turn):  # the form has looked at it before
        return False
    if outright.topic(turn):
        respond(dispatcher, turn)
        return True
    turn = replace(turn, slots={**turn.slots, EXPECTS: None})  # a product asked for earlier is not what is said now
    if len(turn.text) <= manners.SHORT_REMARK and not (free_text and heard("wants_no_calls", turn.text)):
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
    if contact.typed_phone(turn):
        return False  # 那算了，给你吧，号码是…… answers the form
    has_value = has_value and not _is_any_place(turn)
    if manners.asks(turn) or heard("cries_for_help", turn.text):
        return True
    move = None if free_text or has_value else moves.heard(turn, case)
    return move is not None and moves.is_outright(move, turn)  # what only sounds like it is an answer to the form


def _is_any_place(turn: Turn) -> bool:
    """Tell whether words are a place only because any words may be one: 报警了，在等消息."""
    return turn.slots.get("requested_slot") == "complaint_place" and not places.find(turn.text)


def _about_complaining(dispatcher: CollectingDispatcher, turn: Turn, free_text: bool, has_value: bool) -> bool:
    """Answer a question that is likelier about complaining than about anything else: here that is what is meant."""
    if (
        (has_value and not free_text)
        or not manners.asks(turn)
        or len(turn.text) > asides.LONGEST
        or demands.find(turn.text)
    ):
        return False
    known = [(topic, chance) for topic, chance in turn.ranking if topic in services().answers]
    topic, chance = known[0] if known else ("", 0.0)
    if not topic.startswith("complaint.") or chance < LIKELY:
        return False
    tell(dispatcher, topic)
    return True


def unanswerable(dispatcher: CollectingDispatcher, turn: Turn, free_text: bool) -> bool:
    """Say honestly that a question has no answer here; False when the message is no mere question.

    Where a story is asked, a question that tells what happened, or wants something done, is part of the story.
    """
    if not manners.asks(turn) or len(turn.text) > manners.SHORT_REMARK:
        return False
    if free_text and (heard("tells_what_happened", turn.text) or demands.find(turn.text)):
        return False
    say(dispatcher, "utter_aside_unknown")
    return True


def _look_up(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Answer a question from the directory: when a branch closes is asked, though a branch answers the form as well."""
    return manners.asks(turn) and lookup.answer(dispatcher, turn) is not None


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
        if turn.is_act("help", "who_are_you", least=LIKELY_ACT) and manners.asks(turn):
            return True
        part_of_the_story = _tells(turn) and not turn.topic.startswith("complaint.")
        return (
            known and manners.asks(turn) and turn.confidence >= 0.5 and len(turn.text) <= 40 and not part_of_the_story
        )
    if has_value:
        return known and turn.is_question and turn.confidence >= 0.5
    if not regex.search(r"\p{Han}", turn.text):
        return False
    if known:
        return turn.confidence >= (0.5 if manners.asks(turn) else 0.8) and len(turn.text) >= 5
    return turn.is_act("help", "who_are_you", "greet", "thanks", "anger", "quiz", "scam_check", least=LIKELY_ACT)


def _tells(turn: Turn) -> bool:
    """Tell whether a question asked where a story is wanted tells it: heated, or of what was done to me."""
    done_to_me = heard("tells_what_happened", turn.text) and heard("of_me_or_you", turn.text)
    if heard("asks_a_price", turn.text):
        return False
    return bool(heard("blames", turn.text) or heard("no_right", turn.text) or done_to_me)
