"""A short message without a subject is judged in context: from the answer at hand, never as an article of its own."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import details, followups, hearsay, passages, subject, uncertain
from actions.followups import standard
from actions.remembering import kept, moved_to
from actions.services import services
from actions.speech import say, tell, topic_buttons
from actions.turn import ACTS, Turn
from bot.lexicon import heard
from bot.text.numbers import numeral

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
NEAR = 0.3
"""From this chance on a topic beside the one at hand is what a question is about that the answer itself leaves open."""
LIKELY = 0.5
"""From this confidence on a topic may be answered by the one sentence that was asked for."""
POLITE = ("greet", "goodbye", "thanks", "affirm", "deny", "stop")


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType] | None:
    """Answer a message from the topic at hand; None when it stands on its own."""
    last = turn.slots.get("last_topic") or ""
    behind = _behind_thanks(turn)
    named = uncertain.titled(behind.text) if behind is not turn else []
    if len(named) == 1 and named[0] != last:
        return _told(dispatcher, named[0], last)
    turn = behind
    if not subject.is_elliptical(turn, last):
        return None
    return (
        _item(dispatcher, turn, last)
        or _related_by_name(dispatcher, turn, last)
        or _of_the_one_before(dispatcher, turn, last)
        or hearsay.answer(dispatcher, turn, last)
        or _sentence(dispatcher, turn, last)
        or details.answer(dispatcher, turn, last)
        or _facet_of_the_one_before(dispatcher, turn, last)
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
    return behind if follows and subject.asks(behind) else turn


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


def _item(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Say the point of the last answer that is asked for by its number."""
    asked = subject.asks_for_item(turn.text)
    listed = passages.items(last)
    if not asked or not listed:
        return None
    number = len(listed) if asked["last"] else int(asked["n"] if asked["n"].isdigit() else numeral(asked["n"]) or 0)
    if not 1 <= number <= len(listed):
        return None
    return _say_again(dispatcher, last, listed[number - 1])


def _sentence(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Say the sentence of the answer at hand that is nearest to the message."""
    said = standard(turn.text)
    found = [near for text in {said, subject.leans().sub("", said)} if text and (near := passages.nearest(text, last))]
    if not found:
        return None
    text = followups.without_lead(turn.text)
    pointed = passages.asked_just_so(text, last) or passages.pointed(text, last)
    if pointed:
        return _said_of(dispatcher, pointed, last)
    passage, likeness = max(found, key=lambda near: near[1])
    sure = turn.confidence >= subject.SURE and turn.topic in services().answers and turn.topic != last
    if sure and (turn.topic in _related(last) or not subject.asks(turn)) and likeness < CLEARLY:
        return None
    is_fact = details.elaborates(turn)
    least = FOUND_AGAINST_A_TOPIC if sure else FOUND if subject.asks(turn) else FOUND_IN_A_REMARK
    least = max(least, FOUND_FOR_A_FACT) if is_fact else least
    quoted = QUOTED if subject.asks(turn) else CLEARLY  # a remark is not told again what it was said to
    if likeness < (least if passage.is_whole else max(least, quoted)):
        return None
    names_only = len(turn.text) <= ONE_WORD and not subject.asks(turn)
    if not passage.is_whole and (is_fact or names_only or heard("asks_reason", turn.text)):
        return None
    if not passage.is_whole:
        return _say_again(dispatcher, last, passage.text)
    return _said_of(dispatcher, passage.response, last)


def _of_the_one_before(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Say the side of the topic before the one at hand that is asked for just so, and go back to that topic."""
    before = turn.slots.get("previous_topic") or ""
    said = passages.asked_just_so(turn.text, before)
    if said is None or before == last or passages.asked_just_so(turn.text, last):
        return None
    return _told_of(dispatcher, said, before, last)


def _facet_of_the_one_before(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Say the side that the topic at hand leaves open and the one before it answers: 赔不赔 after 有录像吗."""
    before = turn.slots.get("previous_topic") or ""
    asked = followups.read(turn.text, last)
    if asked is None or asked.is_answered or before in ("", last) or not followups.has_its_own(asked.facet, before):
        return None
    said = followups.side(asked.facet, before).response
    return _told_of(dispatcher, said, before, last) if said else None


def _near(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Answer from a topic beside the one at hand that the message may well be about."""
    if not subject.asks(turn):
        return None
    near = next((topic for topic, chance in turn.ranking if topic in _related(last) and chance >= NEAR), None)
    if near is None:
        return None
    side = passages.side_of_told(turn.text, near)
    return _told_of(dispatcher, side, near, last) if side else _told(dispatcher, near, last)


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
    if not subject.asks(turn):
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
    return moved_to(topic, last)


def _told_of(dispatcher: CollectingDispatcher, response: str, topic: str, last: str) -> list[EventType]:
    """Say one side of another topic and take that as the one at hand."""
    say(dispatcher, response, buttons=topic_buttons(_related(topic)))
    return moved_to(topic, last)


def _unknown(dispatcher: CollectingDispatcher, turn: Turn, last: str) -> list[EventType] | None:
    """Say honestly that the answer at hand leaves a question open, and whom to ask; again and again is a miss."""
    unnamed = subject.is_unnamed_complaint(turn, last)
    sure = turn.confidence >= (uncertain.MAYBE_OURS if turn.is_act("out_of_scope") else subject.SURE)
    sure = sure and not unnamed and not turn.is_act("deny", "affirm")  # 不约行不 asks
    if sure or not (subject.asks(turn) or _is_guessed(turn) or unnamed):
        return None
    misses = int(turn.slots.get("misses") or 0) + 1
    if misses >= uncertain.PERSON_AFTER:
        return None
    say(dispatcher, "utter_followup_unknown", buttons=topic_buttons(_related(last)))
    return [*kept(), SlotSet("misses", misses)]


def _is_guessed(turn: Turn) -> bool:
    """Tell whether a remark would be answered by an article that was only guessed."""
    return turn.topic in services().answers and turn.confidence < uncertain.CLOSE_BELOW


def _said_of(dispatcher: CollectingDispatcher, response: str, last: str) -> list[EventType]:
    """Say one side of the topic at hand."""
    say(dispatcher, response, buttons=topic_buttons(_related(last)))
    return kept()


def _say_again(dispatcher: CollectingDispatcher, last: str, sentence: str) -> list[EventType]:
    say(dispatcher, "utter_from_the_answer", buttons=topic_buttons(_related(last)), said=passages.filled(sentence))
    return kept()


def _related(topic: str) -> list[str]:
    known = services().answers.get(topic)
    return list(known.related) if known else []
