"""A short message without a subject is judged in context: from the answer at hand, never as an article of its own."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import regex
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import details, doors, followups, lane, passages, requests, uncertain
from actions.case.state import MONEY, Case
from actions.followups import standard
from actions.lookup.told import LOOKED_UP
from actions.services import services
from actions.speech import say, tell, topic_buttons
from actions.turn import ACTS, Turn
from bot.answers import PREFIX, texts
from bot.lexicon import heard
from bot.nlu.tokenizer import segmenter
from bot.text.numbers import numeral

LONGEST = 20
"""A longer message names what it is about."""
LEANING = 34
"""A message that leans on what was said (然后那个…, 那…) or only scolds first may be so long."""
ONE_WORD = 3
"""So few characters are a word alone: that it stands in a sentence makes the sentence no answer."""
FOUND, FOUND_IN_A_REMARK, FOUND_AGAINST_A_TOPIC, FOUND_FOR_A_FACT = 0.24, 0.3, 0.34, 0.45
"""From this likeness on a sentence answers a question, a remark, and what was surely read as another topic.

Measured with `python -m benchmarks.follow_ups`: right sentences lie mostly above 0.24, foreign questions below.
"""
QUOTED = 0.36
"""A sentence of the answer is quoted from this likeness on: shared words alone make it no answer."""
CLEARLY = 0.45
"""From here on the sentence answers better than the article of a topic that is near."""
SURE = 0.8
"""From this confidence on a topic is what was meant, unless it was read into words that do not name it."""
NEAR = 0.3
"""From this chance on a topic beside the one at hand is what a question is about that the answer itself leaves open."""
LIKELY = 0.5
"""From this confidence on a topic may be answered by the one sentence that was asked for."""
CALM = 0.5
"""Below this chance of a grievance few words complain of nothing."""
INVESTMENTS, SWINDLES = "fundraising.", ("fraud.", "fundraising.")
COMPLAINTS = "complaint."
OF_COMPLAINTS = (*doors.OF_TICKETS, f"{ACTS}check_ticket", f"{ACTS}file_complaint")
"""Acts that a question without a subject is easily taken for: 查不到呢, 补一张呢."""
POLITE = ("greet", "goodbye", "thanks", "affirm", "deny", "stop")
CLOSING = ("greet", "goodbye", "thanks", "affirm", "anger", "distress", "repeat", "simpler")


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType] | None:
    """Answer a message from the topic at hand; None when it stands on its own."""
    last = turn.slots.get("last_topic") or ""
    behind = _behind_thanks(turn)
    named = uncertain.titled(behind.text) if behind is not turn else []
    if len(named) == 1 and named[0] != last:
        return _told(dispatcher, named[0], last)
    turn = behind
    if not is_elliptical(turn, last):
        return None
    return (
        _item(dispatcher, turn, last)
        or _related_by_name(dispatcher, turn, last)
        or _of_the_one_before(dispatcher, turn, last)
        or _sentence(dispatcher, turn, last)
        or details.answer(dispatcher, turn, last)
        or _near(dispatcher, turn, last)
        or _pointed(dispatcher, turn, last)
        or _side_of_a_related(dispatcher, turn, last)
        or _unknown(dispatcher, turn, last)
    )


def _behind_thanks(turn: Turn) -> Turn:
    """Return a message of thanks, or of giving up, without these words when a question follows them."""
    asked = followups.without_lead(turn.text)
    follows = turn.is_act(*POLITE) and asked != turn.text and len(asked) > 1
    behind = replace(turn, text=asked, topic=f"{ACTS}out_of_scope", confidence=0.0)
    return behind if follows and _asks(behind) else turn


def _related_by_name(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Answer from a topic beside the one at hand that is named by a word of its title and nothing else: 那分期呢."""
    said = followups.bare(turn.text.strip("。？?！! "))[1]
    if len(said) < 2 or said in passages.lexicon()["common"]:
        return None
    answers = services().answers
    named = [topic for topic in _related(last) if said in f"{answers[topic].title} {answers[topic].button}"]
    if len(named) != 1 or said in f"{answers[last].title} {answers[last].button}":
        return None
    return _told(dispatcher, named[0], last)


def is_elliptical(turn: Turn, last: str) -> bool:
    """Tell whether a message is short and names no subject of its own, so that it is about the topic at hand."""
    case = Case.of(turn)
    longest = LEANING if _leans().search(turn.text) else LONGEST
    if not passages.of(last) or len(turn.text) > longest or lane.kind(turn) == MONEY:
        return False
    if (case and case.is_urgent) or _flow().search(turn.text):
        return False
    if turn.urgency != "none" and turn.topic.startswith(INVESTMENTS) and not last.startswith(SWINDLES):
        return False  # who tells of such an investment after an answer about something plain tells something new
    if details.elaborates(turn) or asked_just_so(turn, last):
        return True
    scolds_and_asks = turn.is_act("anger") and _leans().search(turn.text) and _asks(turn)
    closes = turn.is_act(*CLOSING, least=SURE) and not scolds_and_asks
    if closes and not (_asks_for_item(turn.text) or details.lacks_words(turn)):
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
    of_complaints = last.startswith(COMPLAINTS) or bool(
        _flow().search(turn.text)
    )  # else 信息 is not that of a complaint
    heard_as = [
        topic
        for topic, chance in turn.ranking[:3]
        if chance >= least and topic in services().answers and (of_complaints or not topic.startswith(COMPLAINTS))
    ]
    said = _everything(last)
    return any(word not in said for topic in heard_as if topic != last for word in names(turn.text, topic))


def _item(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Say the point of the last answer that is asked for by its number."""
    asked = _asks_for_item(turn.text)
    listed = passages.items(last)
    if not asked or not listed:
        return None
    number = len(listed) if asked["last"] else int(asked["n"] if asked["n"].isdigit() else numeral(asked["n"]) or 0)
    if not 1 <= number <= len(listed):
        return None
    return _say_again(dispatcher, last, listed[number - 1])


def _asks_for_item(text: str) -> regex.Match[str] | None:
    return regex.search(passages.lexicon()["item"], text)


def _sentence(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Say the sentence of the answer at hand that is nearest to the message."""
    said = standard(turn.text)
    found = [near for text in {said, _leans().sub("", said)} if text and (near := passages.nearest(text, last))]
    if not found:
        return None
    passage, likeness = max(found, key=lambda near: near[1])
    sure = turn.confidence >= SURE and turn.topic in services().answers and turn.topic != last
    if sure and (turn.topic in _related(last) or not _asks(turn)) and likeness < CLEARLY:
        return None
    is_fact = details.elaborates(turn)
    least = FOUND_AGAINST_A_TOPIC if sure else FOUND if _asks(turn) else FOUND_IN_A_REMARK
    least = max(least, FOUND_FOR_A_FACT) if is_fact else least
    quoted = QUOTED if _asks(turn) else CLEARLY  # a remark is not told again what it was said to
    if likeness < (least if passage.is_whole else max(least, quoted)):
        return None
    names_only = len(turn.text) <= ONE_WORD and not _asks(turn)
    if not passage.is_whole and (is_fact or names_only or heard("asks_reason", turn.text)):
        return None
    if not passage.is_whole:
        return _say_again(dispatcher, last, passage.text)
    say(dispatcher, passage.response, buttons=topic_buttons(_related(last)))
    return _kept()


def _of_the_one_before(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Say the side of the topic before the one at hand that is asked for just so, and go back to that topic."""
    before = turn.slots.get("previous_topic") or ""
    said = passages.asked_just_so(turn.text, before)
    if said is None or before == last or passages.asked_just_so(turn.text, last):
        return None
    return _told_of(dispatcher, said, before, last)


def _near(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Answer from a topic beside the one at hand that the message may well be about."""
    if not _asks(turn):
        return None
    near = next((topic for topic, chance in turn.ranking if topic in _related(last) and chance >= NEAR), None)
    if near is None:
        return None
    pointed = passages.pointed(followups.without_lead(turn.text), near)
    if pointed:
        say(dispatcher, pointed)
    return _told(dispatcher, near, last)


def _pointed(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Say the one sentence of another topic that is asked for, where the topic alone would not be surely meant."""
    known = services().answers
    of_another_area = last in known and turn.topic not in _related(last)
    if turn.topic not in known or turn.topic == last or of_another_area or turn.confidence < LIKELY:
        return None
    said = passages.pointed(followups.without_lead(turn.text), turn.topic)
    if said is None:
        return None
    return _told_of(dispatcher, said, turn.topic, last)


def _side_of_a_related(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Say the side of a topic beside the one at hand that a question clearly asks for when nothing else answers."""
    if not _asks(turn):
        return None
    said = standard(turn.text)
    found = [(near, topic) for topic in _related(last) if (near := passages.nearest(said, topic)) and near[0].is_whole]
    (passage, likeness), topic = max(found, key=lambda pair: pair[0][1], default=((None, 0.0), ""))
    if passage is None or likeness < CLEARLY:
        return None
    return _told_of(dispatcher, passage.response, topic, last)


def _told(dispatcher: CollectingDispatcher, topic: str, last: str) -> list[EventType]:
    """Tell a topic and take it as the one at hand."""
    tell(dispatcher, topic)
    return _moved_to(topic, last)


def _told_of(dispatcher: CollectingDispatcher, response: str, topic: str, last: str) -> list[EventType]:
    """Say one side of another topic and take that as the one at hand."""
    say(dispatcher, response, buttons=topic_buttons(_related(topic)))
    return _moved_to(topic, last)


def _moved_to(topic: str, last: str) -> list[EventType]:
    return [*_kept(), SlotSet("last_topic", topic), SlotSet("previous_topic", last or None)]


def _unknown(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Say honestly that the answer at hand leaves a question open, and whom to ask; again and again is a miss."""
    unnamed = _is_unnamed_complaint(turn, last)
    sure = turn.confidence >= (uncertain.MAYBE_OURS if turn.is_act("out_of_scope") else SURE)
    sure = sure and not unnamed and not turn.is_act("deny", "affirm")  # 不约行不 asks
    if sure or not (_asks(turn) or _is_guessed(turn) or unnamed):
        return None
    misses = int(turn.slots.get("misses") or 0) + 1
    if misses >= uncertain.PERSON_AFTER:
        return None
    say(dispatcher, "utter_followup_unknown", buttons=topic_buttons(_related(last)))
    return [*_kept(), SlotSet("misses", misses)]


def _is_unnamed_complaint(turn: Turn, last: str) -> bool:
    """Tell whether a message was read as about a complaint although nobody spoke of one: 要带什么, 多久, 查不到呢."""
    of_complaints = turn.topic.startswith(COMPLAINTS) or turn.topic in OF_COMPLAINTS
    return of_complaints and not last.startswith(COMPLAINTS) and not _names_errand(turn.text)


def _is_guessed(turn: Turn) -> bool:
    """Tell whether a remark would be answered by an article that was only guessed."""
    return turn.topic in services().answers and turn.confidence < uncertain.CLOSE_BELOW


def _say_again(dispatcher: CollectingDispatcher, last: str, sentence: str) -> list[EventType]:
    say(dispatcher, "utter_from_the_answer", buttons=topic_buttons(_related(last)), said=passages.filled(sentence))
    return _kept()


def _kept() -> list[EventType]:
    """Return what to remember after an answer that leaves the topic at hand as it is."""
    return [SlotSet("misses", 0), SlotSet("choosing", None), SlotSet(uncertain.NOT_OURS, None)]


def _asks(turn: Turn) -> bool:
    return turn.is_question or any(heard("question", text) for text in (turn.text, standard(turn.text)))


def _related(topic: str) -> list[str]:
    known = services().answers.get(topic)
    return list(known.related) if known else []


def _names_errand(text: str) -> bool:
    return bool(_flow().search(text) or regex.search(passages.lexicon()["errands"], text))


@cache
def _leans() -> regex.Pattern[str]:
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
