"""Where the matter happened, read from an answer: a branch, a machine, an app, or the customer's own words."""

from __future__ import annotations

from dataclasses import replace

import regex

from actions.complaint import forgotten, sorting, story
from actions.complaint.fields import SKIPPED
from actions.complaint.reading import Reading, wrong
from actions.turn import Turn
from bot import places
from bot.lexicon import heard
from bot.text.names import is_plainly
from bot.text.normalize import clauses, normalize

PLACE = "complaint_place"
SHORTEST_PLACE, LONGEST_PLACE = 2, 60
_LEADING = regex.compile(r"^(?:就?是?在|在|去的)")


def read(turn: Turn) -> Reading:
    """Read a place; where the whole message is none its first clause may be: 网上吧，我从来没去过你们那儿."""
    reading, said = _named(turn), clauses(turn.raw)
    if reading.problem is None or len(said) < 2 or turn.is_question:
        return reading
    return _named(replace(turn, text=normalize(said[0]), raw=said[0]))


def _named(turn: Turn) -> Reading:
    known = places.read(turn.text)
    if known and not places.says_more(turn.text, known):
        return _taken(known.value, known.sure)
    if forgotten.is_this(PLACE, turn) or heard("nothing", turn.text):
        return Reading({PLACE: _near(turn.raw) or SKIPPED})
    said = turn.raw.strip().rstrip("。.！!吧啊呀呢")
    short = _LEADING.sub("", said)
    written = short if len(short) >= SHORTEST_PLACE else said
    if SHORTEST_PLACE <= len(written) <= LONGEST_PLACE and not _answers_something_else(turn):
        return Reading({PLACE: written})
    return _taken(known.value, known.sure) if known else wrong(PLACE)


def _near(raw: str) -> str:
    """Return what somebody who forgot the name of a place says about where it is: 火车站旁边那个."""
    said = [clause for clause in clauses(raw) if not heard("forgot", normalize(clause))]
    return "，".join(clause for clause in said if heard("near_to", normalize(clause)))[:LONGEST_PLACE]


def _answers_something_else(turn: Turn) -> bool:
    """Tell whether a message is a yes, a no, a question or the answer to another question than where."""
    names = ("yes_answer", "no_answer", "denies", "unclear", "confirms", "own_name", "no_place")
    short, told = any(heard(name, turn.text) for name in names), sorting.sort(turn.raw)
    a_name = is_plainly(turn.raw.strip()) and not turn.slots.get("form_misses")
    return (
        short
        or a_name
        or turn.is_question
        or story.goes_on(turn.text)
        or story.tells_a_fact(turn.text)
        or bool(_told_besides(turn.text) or told.wish or (told.evidence and not places.read(turn.text)))
    )


def _told_besides(text: str) -> bool:
    told = story.read(text)
    return bool({*told.values, *told.doubts} & {"complaint_amount", "complaint_occurred_on", "complaint_request"})


def _taken(value: str, sure: bool) -> Reading:
    return Reading({PLACE: value}) if sure else Reading(doubts={PLACE: [value]})
