"""Going on to tell after a complaint was offered: who does so means it; and who thinks that it is being filed."""

from __future__ import annotations

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import details, doors, lane, manners, requests, sayings, uncertain
from actions.case.state import Case
from actions.complaint import contact, demands, story
from actions.services import services, words
from actions.speech import say
from actions.turn import Turn
from bot.lexicon import heard

SOMETHING_ELSE = (
    "human_agent", "check_ticket", "supplement_ticket", "withdraw_ticket", "review_ticket", "rate_service",
    "privacy_request", "thanks", "goodbye", "stop", "deny", "anger", "repeat", "simpler", "greet", "help",
    "who_are_you",
)  # fmt: skip
"""Acts that are no word of the matter, where their own words are said."""
CLEAR = 0.9
"""From this confidence on a statement is about what it was read as, unless it holds a fact of the matter."""
FIGURES = ("complaint_occurred_on", "complaint_place", "complaint_amount", "complaint_request")
SHORT = 20
"""Longer words about a form that is not there tell something."""


def goes_on(turn: Turn) -> bool:
    """Tell whether a message tells more of the matter that a complaint was offered for a moment ago."""
    if turn.slots.get("choosing") != doors.COMPLAINT or not turn.slots.get(uncertain.STORY) or lane.kind(turn):
        return False
    text = turn.text
    objects = any(heard(name, text) for name in ("none_of_these", "inquires", "asks_if_scam", "wants_to_withdraw"))
    if objects or doors.said("not_now", text) or doors.of_filed(text) or sayings.heard(text):
        return False
    heated = heard("blames", text) or demands.find(text)
    if (manners.asks(turn) and not heated) or (turn.is_act(*SOMETHING_ELSE) and not details.lacks_words(turn)):
        return False
    return _is_a_fact(turn) or (story.hints(turn.raw) and not _is_clearly_another(turn))


def thinks_it_is_filed(turn: Turn) -> bool:
    """Tell whether somebody who told of a matter answers a form that was never begun: a name, a number, 提交."""
    told, last = turn.slots.get(uncertain.STORY), turn.slots.get("last_topic") or ""
    case = Case.of(turn)
    amid = case is not None and (case.is_urgent or case.is_personal)
    if not told or amid or last.startswith(lane.SWINDLES) or len(turn.text) > SHORT or manners.asks(turn):
        return False
    if not (_gives_contact(turn) or any(heard(name, turn.text) for name in ("hands_in", "consents_in_words"))):
        return False
    return not requests.has_filed(turn)


def wishes_it(turn: Turn) -> bool:
    """Tell whether somebody who told of what the bank did now wants it made good, and no answer is sure."""
    told, last = turn.slots.get(uncertain.STORY) or "", turn.slots.get("last_topic") or ""
    case = Case.of(turn)
    if case is not None or last.startswith(lane.SWINDLES) or manners.asks(turn) or turn.confidence >= lane.CERTAIN:
        return False
    of_the_bank = doors.said("this_bank", told) and story.is_of_a_matter(told)
    return bool(of_the_bank and len(turn.text) <= SHORT and demands.find(turn.text)) and not requests.has_filed(turn)


def offer(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Say that no complaint is being filed yet, and how it begins with what was told."""
    say(dispatcher, "utter_not_filing_yet", buttons=[words()["start_flow"][doors.COMPLAINT]])
    return [SlotSet("choosing", doors.COMPLAINT), SlotSet("misses", 0)]


def _is_a_fact(turn: Turn) -> bool:
    """Tell whether a message holds a fact of the matter: a day, a place, a sum, a wish, something to show, a name."""
    told = story.read(turn.raw).only(list(FIGURES))
    named = told.values or told.doubts or heard("has_evidence", turn.text) or story.tells_a_fact(turn.text)
    return bool(named or details.is_fact(turn) or _gives_contact(turn))


def _gives_contact(turn: Turn) -> bool:
    return bool(heard("own_name", turn.text) or (heard("bare_phone", turn.text) and contact.typed_phone(turn)))


def _is_clearly_another(turn: Turn) -> bool:
    return turn.topic in services().answers and turn.confidence >= CLEAR and turn.grievance < doors.LEAST
