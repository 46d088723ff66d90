"""What was lost and how: the first words of an emergency and its steps fit that, as data in `data/lexicon/case/`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from actions.case import table
from actions.case.state import CONTACT, MONEY, Case
from actions.turn import Turn

ANY_LOSS, ANY_CONTACT = "money", "contact"
UNKNOWN = ("", ANY_LOSS, ANY_CONTACT)
"""Sorts of an emergency that is of no particular sort."""
TELLS_ENOUGH = 20
"""A shorter message is about the topic at hand."""


@dataclass(frozen=True)
class Sort:
    """`first` is the first message, `steps` what is to be done then, in this order; the rest says when it applies."""

    id: str
    first: str
    steps: tuple[str, ...]
    says: regex.Pattern[str] | None = None
    unless: regex.Pattern[str] | None = None
    topics: tuple[str, ...] = ()
    """The message was read as one of these, or is a few words while one of these is at hand."""
    kinds: tuple[str, ...] = (MONEY,)
    alarms: tuple[str, ...] = ()
    """The message told of one of these (bot/nlu/alarms.py)."""
    again: str = ""
    """What is said to more of the same; empty where the words of its kind fit."""

    def fits(self, turn: Turn, kind: str) -> bool:
        """Tell whether an emergency of this kind, opened by this message, is of this sort."""
        if kind not in self.kinds or (self.unless and self.unless.search(turn.text)):
            return False
        at_hand = turn.slots.get("last_topic") if len(turn.text) <= TELLS_ENOUGH else None
        read_so = turn.topic in self.topics or at_hand in self.topics or turn.alarm in self.alarms
        return read_so or bool(self.says and self.says.search(turn.text))


def opened_by(turn: Turn, kind: str) -> Sort | None:
    """Return the sort of an emergency of this kind; None where none fits: despair, violence."""
    fitting = next((sort for sort in all_sorts() if sort.fits(turn, kind)), None)
    if fitting is None and kind in (MONEY, CONTACT):
        return named(ANY_LOSS if kind == MONEY else ANY_CONTACT)
    return fitting


def named(sort: str) -> Sort:
    """Return a sort by its name; an unknown or empty one is a loss of no particular sort."""
    by_name = {each.id: each for each in all_sorts()}
    return by_name.get(sort) or by_name[ANY_LOSS]


def steps(case: Case) -> list[str]:
    """Return the steps of a case in their order that are not done yet."""
    return [step for step in named(case.sort).steps if step not in case.done]


@cache
def all_sorts() -> Sequence[Sort]:
    """Return the sorts in the order in which they are tried."""
    return [
        Sort(
            id=name,
            first=row["first"],
            steps=tuple(row["steps"]),
            says=table.any_of(row.get("says")),
            unless=table.any_of(row.get("unless")),
            topics=tuple(row.get("topics", ())),
            kinds=tuple(row.get("kinds", (MONEY,))),
            alarms=tuple(row.get("alarms", ())),
            again=row.get("again", ""),
        )
        for name, row in table.read()["sorts"].items()
    ]
