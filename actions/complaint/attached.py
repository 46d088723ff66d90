"""A question that comes with an answer: 300块，对了你们多久能处理完. The one is kept, the other answered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rasa_sdk.executor import CollectingDispatcher

from actions import asides, in_between
from actions.complaint import demands, fields, sorting
from actions.turn import Turn
from bot import places
from bot.lexicon import heard
from bot.text.normalize import clauses, normalize

LONGEST = 60
"""A longer message tells a story, whatever is asked in it."""


@dataclass(frozen=True)
class Both:
    """The two parts of one message."""

    answer: Turn
    question: Turn


def split(turn: Turn, asked_for: str) -> Both | None:
    """Return answer and question apart; None when it is all one.

    In a story only a question about the form is none of it; what tells the bank to do something is part of a wish.
    """
    if len(turn.text) > LONGEST:
        return None
    said = clauses(turn.raw)
    asked = [clause for clause in said if _asks(normalize(clause), asked_for)]
    told = [clause for clause in said if clause not in asked]
    return Both(_only(turn, told), _only(turn, asked)) if asked and told else None


def is_clear(told: Turn, asked: str) -> bool:
    """Tell whether what stands beside a question answers what is `asked`, where else any words would do."""
    if asked == fields.EVIDENCE:
        sorted_out = sorting.sort(told.raw)
        return bool(sorted_out.evidence or sorted_out.has_no_evidence or heard("has_evidence", told.text))
    if asked == "complaint_request":
        return demands.find(told.text) is not None or demands.names_a_remedy(told.text)
    return asked != "complaint_place" or places.read(told.text) is not None


def answer(dispatcher: CollectingDispatcher, question: Turn) -> bool:
    """Answer the question; False when there is no answer here."""
    return asides.answer(dispatcher, question) or in_between.answer(
        dispatcher, question, free_text=False, has_value=True
    )


def _asks(clause: str, asked_for: str) -> bool:
    in_a_story = asked_for in fields.STORIES
    if asked_for == "complaint_request" and demands.orders(clause):
        return False
    if asides.about_the_form(clause):
        return not in_a_story or bool(heard("asks", clause) or heard("question", clause))
    return not in_a_story and bool(heard("question", clause)) and not (heard("blames", clause) or demands.find(clause))


def _only(turn: Turn, kept: list[str]) -> Turn:
    text = "，".join(kept)
    return replace(turn, raw=text, text=normalize(text))
