"""Whether a branch is open on the day that is asked for: a yes or a no first, read from its published hours."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import regex
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import say
from actions.turn import Turn
from bot.bank import Branch
from bot.catalogue.asking import named_days, patterns

WEEK = "一二三四五六日"
LONGEST = 24
"""A longer message tells something of that day, and asks for no hours."""
_RANGE = regex.compile(rf"周([{WEEK}])至周([{WEEK}])")
_DAY = regex.compile(rf"周([{WEEK}])")


def asked(text: str) -> tuple[str, ...]:
    """Return the days of the week on which somebody asks to come, 六 and 日 for a weekend; empty when none is asked."""
    if len(text) > LONGEST or not patterns()["opening"].search(text):
        return ()
    return next((tuple(days) for days, pattern in named_days().items() if pattern.search(text)), ())


def asks_of_holiday(text: str) -> str | None:
    """Return the holiday on which somebody asks to come, or None."""
    found = patterns()["holiday"].search(text) if len(text) <= LONGEST else None
    return found.group(0) if found and patterns()["opening"].search(text) else None


def answer(dispatcher: CollectingDispatcher, turn: Turn, branch: Branch, others: tuple[Branch, ...]) -> bool:
    """Say whether a branch is open when it is asked for, and who else is; False when nobody asks."""
    holiday = asks_of_holiday(turn.text)
    told: dict[str, Any] = {"name": branch.name, "hours": branch.hours, "phone": branch.phone}
    if holiday:
        say(dispatcher, "utter_branch_holiday", day=holiday, **told)
        return True
    days = asked(turn.text)
    if not days:
        return False
    opens = [day for day in days if day in _open_days(branch.hours)]
    named = in_words(opens or days)
    listed = "、".join(other.name for other in open_then(days, others))
    if len(opens) == len(days) or (opens and not listed):
        say(dispatcher, "utter_branch_open", day=named, **told)
    elif opens:
        say(dispatcher, "utter_branch_open_partly", day=named, **told)
    else:
        say(dispatcher, "utter_branch_closed", day=named, others=listed, **told)
    return True


def open_then(days: tuple[str, ...], branches: tuple[Branch, ...]) -> list[Branch]:
    """Return the branches that are open on one of these days."""
    return [branch for branch in branches if set(days) & _open_days(branch.hours)]


def in_words(days: Iterable[str]) -> str:
    """Return days of the week as they are told: 周六、周日."""
    return "、".join(f"周{day}" for day in days)


@cache
def _open_days(hours: str) -> frozenset[str]:
    """Return the days of the week that published hours name."""
    if patterns()["daily"].search(hours):
        return frozenset(WEEK)
    ranges = {day for first, last in _RANGE.findall(hours) for day in WEEK[WEEK.index(first) : WEEK.index(last) + 1]}
    return frozenset(ranges | set(_DAY.findall(hours)))
