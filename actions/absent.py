"""Somebody who cannot come to a branch, or cannot do it alone: another may come, or the bank comes to them."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions import followups, lane, subject
from actions.case.state import CONTACT, Case
from actions.services import services
from actions.speech import say, tell, topic_buttons
from actions.turn import ACTS, Turn
from bot.lexicon import heard

FACET, GENERAL = "cannot_come", ("rights.elder_service", "rights.disabled_service")
"""Side of an errand that is answered, and the topics that answer it for any errand."""
GENERALLY, ONCE_MORE = "utter_cannot_come", "utter_cannot_come_again"
FEW_WORDS = 20
"""A longer message names its errand itself."""
LEAST = 0.3
"""From this confidence on the errand is the topic that a message was read as."""
MAYBE = 0.1
"""From this chance on it is one that was read beside what is not ours."""


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> str | None:
    """Say who may come instead, then the whole of an errand newly named; return its topic, None when all can come."""
    last = turn.slots.get("last_topic") or ""
    errand = _errand(turn, last) if _is_said(turn) else None
    if errand is None:
        return None
    asked = followups.side(FACET, errand)
    known = services().answers.get(errand)
    told = bool(known) and errand != last and (errand == turn.topic or errand not in GENERAL)
    buttons = None if told else topic_buttons([*(known.related if known else ()), GENERAL[0]])
    response = asked.response or GENERALLY
    say(dispatcher, ONCE_MORE if turn.was_told(response) and not told else response, buttons=buttons)
    if told:
        tell(dispatcher, errand)
    return errand


def _is_said(turn: Turn) -> bool:
    if not (turn.is_short and heard("cannot_come", turn.text)):
        return False
    if heard("died", turn.text) or heard("misled", turn.text):
        return False
    case = Case.of(turn)
    in_danger = turn.urgency == CONTACT or turn.alarm is not None or lane.kind(turn) is not None
    return not in_danger and not (case and case.is_urgent)


def _errand(turn: Turn, last: str) -> str | None:
    """Return what is to be done at the branch: named in the message, else at hand, else anything."""
    named = turn.topic if turn.confidence >= LEAST else ACTS
    if _has_a_way(named) and named not in GENERAL:
        return named
    unclear = named.startswith(ACTS + "out_of_scope") or named == ACTS or named in GENERAL
    few = bool(last) and len(turn.text) <= FEW_WORDS and (unclear or not subject.names_another(turn, last))
    if few and followups.side(FACET, last).response:
        return last
    if not unclear:
        return None
    foreign = f"out_of_scope.{turn.out_of_scope_kind}"
    if followups.has_its_own(FACET, foreign):
        return foreign
    likely = next((topic for topic, chance in turn.ranking if chance >= MAYBE and _has_a_way(topic)), None)
    return likely or (GENERAL[0] if named in GENERAL or heard("errand", turn.text) else None)


def _has_a_way(topic: str) -> bool:
    """Tell whether there are words of its own for those who cannot come for it."""
    return topic in GENERAL or followups.has_its_own(FACET, topic)
