"""A customer who is a child: under 14 nothing is collected without a guardian (C7-10)."""

from __future__ import annotations

from bot.lexicon import heard
from bot.text.numbers import numeral

CHILD, TEENAGER = "child", "teenager"
"""Under 14, and 14 to 17."""
OF_AGE, GUARDED = 18, 14


def group(text: str) -> str | None:
    """Return `CHILD` or `TEENAGER` when the customer says so of themselves, else None."""
    told = heard("own_age", text)
    if told:
        age = numeral(told["age"])
        return CHILD if age < GUARDED else TEENAGER if age < OF_AGE else None
    if heard("young_pupil", text):
        return CHILD
    return TEENAGER if heard("minor", text) else None
