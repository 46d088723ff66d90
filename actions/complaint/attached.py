"""A question that comes with an answer: 300块，对了你们多久能处理完. The one is kept, the other answered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rasa_sdk.executor import CollectingDispatcher

from actions import asides, manners
from actions.complaint import demands
from actions.turn import Turn
from bot.lexicon import heard
from bot.text.normalize import clauses, normalize

LONGEST = 60
"""A longer message tells a story, whatever is asked in it."""


@dataclass(frozen=True)
class Both:
    """The two parts of one message."""

    answer: Turn
    question: Turn


def split(turn: Turn, in_a_story: bool) -> Both | None:
    """Return answer and question apart; None when it is all one. In a story only a question about the form is none."""
    if len(turn.text) > LONGEST:
        return None
    said = clauses(turn.raw)
    asked = [clause for clause in said if _asks(normalize(clause), in_a_story)]
    told = [clause for clause in said if clause not in asked]
    return Both(_only(turn, told), _only(turn, asked)) if asked and told else None


def answer(dispatcher: CollectingDispatcher, question: Turn) -> bool:
    """Answer the question; False when there is no answer here."""
    return asides.answer(dispatcher, question) or manners.in_between(
        dispatcher, question, free_text=False, has_value=True
    )


def _asks(clause: str, in_a_story: bool) -> bool:
    if asides.about_the_form(clause):
        return True
    return not in_a_story and bool(heard("question", clause)) and not (heard("blames", clause) or demands.find(clause))


def _only(turn: Turn, kept: list[str]) -> Turn:
    text = "，".join(kept)
    return replace(turn, raw=text, text=normalize(text))
