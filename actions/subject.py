"""Whether a message names what it is about, or goes on with the topic at hand."""

from __future__ import annotations

from functools import cache

import regex

from actions import details, doors, lane, passages, requests
from actions.case.state import MONEY, Case
from actions.followups import standard
from actions.lookup.told import LOOKED_UP
from actions.services import services
from actions.turn import ACTS, Turn
from bot.answers import PREFIX, texts
from bot.lexicon import heard
from bot.nlu.tokenizer import segmenter

LONGEST = 20
"""A longer message names what it is about."""
LEANING = 34
"""A message that leans on what was said (然后那个…, 那…) or only scolds first may be so long."""
SURE = 0.8
"""From this confidence on a topic is what was meant, unless it was read into words that do not name it."""
CALM = 0.5
"""Below this chance of a grievance few words complain of nothing."""
INVESTMENTS, SWINDLES = "fundraising.", ("fraud.", "fundraising.")
COMPLAINTS = "complaint."
OF_COMPLAINTS = (*doors.OF_TICKETS, f"{ACTS}check_ticket", f"{ACTS}file_complaint")
"""Acts that a question without a subject is easily taken for: 查不到呢, 补一张呢."""
CLOSING = ("greet", "goodbye", "thanks", "affirm", "anger", "distress", "repeat", "simpler")


def is_elliptical(turn: Turn, last: str) -> bool:
    """Tell whether a message is short and names no subject of its own, so that it is about the topic at hand."""
    case = Case.of(turn)
    longest = LEANING if leans().search(turn.text) else LONGEST
    if not passages.of(last) or len(turn.text) > longest or lane.kind(turn) == MONEY:
        return False
    if case and case.is_urgent:
        return False
    if _flow().search(turn.text) and not passages.pointed(turn.text, last):  # 能撤回来不 of a transfer
        return False
    if asked_just_so(turn, last):
        return True
    if turn.urgency != "none" and turn.topic.startswith(INVESTMENTS) and not last.startswith(SWINDLES):
        return False  # who tells of such an investment after an answer about something plain tells something new
    if details.elaborates(turn):
        return True
    scolds_and_asks = turn.is_act("anger") and leans().search(turn.text) and asks(turn)
    closes = turn.is_act(*CLOSING, least=SURE) and not scolds_and_asks
    if closes and not (asks_for_item(turn.text) or details.lacks_words(turn)):
        return False
    if turn.topic == last and turn.confidence >= SURE and names(turn.text, last):
        return False  # the same question again, with its subject
    return not names_another(turn, last)


def asked_just_so(turn: Turn, last: str) -> str | None:
    """Return the side of the topic at hand, or else of the one before it, that a message asks for in its own ways."""
    before = turn.slots.get("previous_topic") or ""
    sides = (passages.asked_just_so(turn.text, topic) for topic in (last, before))
    return next(filter(None, sides), None)


def is_of_the_answer(turn: Turn) -> bool:
    """Tell whether few words taken for an errand of a complaint go on with what was answered.

    They name no complaint, nothing was filed in this conversation, and nobody complains.
    """
    last = turn.slots.get("last_topic") or ""
    told = passages.of(last) or turn.slots.get(LOOKED_UP)
    few = len(turn.text) <= LONGEST and turn.grievance < CALM and not _names_errand(turn.text)
    return bool(told) and few and not last.startswith(COMPLAINTS) and not requests.has_filed(turn)


def names_another(turn: Turn, last: str, least: float = 0.0) -> bool:
    """Tell whether a message names another topic that it may well be about, by a word the answer at hand has not."""
    of_complaints = last.startswith(COMPLAINTS) or bool(_flow().search(turn.text))  # else 信息 is not that of one
    heard_as = [
        topic
        for topic, chance in turn.ranking[:3]
        if chance >= least and topic in services().answers and (of_complaints or not topic.startswith(COMPLAINTS))
    ]
    said = _everything(last)
    return any(word not in said for topic in heard_as if topic != last for word in names(turn.text, topic))


def is_unnamed_complaint(turn: Turn, last: str) -> bool:
    """Tell whether a message was read as about a complaint although nobody spoke of one: 要带什么, 多久, 查不到呢."""
    of_complaints = turn.topic.startswith(COMPLAINTS) or turn.topic in OF_COMPLAINTS
    return of_complaints and not last.startswith(COMPLAINTS) and not _names_errand(turn.text)


def asks_for_item(text: str) -> regex.Match[str] | None:
    """Return what asks for a point of the answer by its number: `n`, or `last`."""
    return regex.search(passages.lexicon()["item"], text)


def asks(turn: Turn) -> bool:
    """Tell whether a message asks something, also in dialect."""
    return turn.is_question or any(heard("question", text) for text in (turn.text, standard(turn.text)))


def _names_errand(text: str) -> bool:
    return bool(_flow().search(text) or regex.search(passages.lexicon()["errands"], text))


@cache
def leans() -> regex.Pattern[str]:
    """Return the words by which a message leans on what was said before."""
    return regex.compile(passages.lexicon()["leans"])


@cache
def _flow() -> regex.Pattern[str]:
    return regex.compile(passages.lexicon()["flows"])


def names(text: str, topic: str) -> list[str]:
    """Return the words of a text that name a topic."""
    return [word for word in _subject(topic) if word in text]


@cache
def _subject(topic: str) -> frozenset[str]:
    """Return the words that name a topic: those of its title and button which not every topic has."""
    known = services().answers[topic]
    words = segmenter().lcut(f"{known.title} {known.button}")
    return frozenset(word for word in words if len(word) > 1) - frozenset(passages.lexicon()["common"])


@cache
def _everything(topic: str) -> str:
    """Return all that the answer of a topic says."""
    return "".join(text for name, text in texts().items() if f"{name}.".startswith(f"{PREFIX}{topic}."))
