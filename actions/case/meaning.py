"""What a message says about a case, by its meaning: learnt from the examples in `data/lexicon/case_said/`."""

from __future__ import annotations

from functools import cache, lru_cache

from actions.case import table
from actions.case.state import MONEY
from bot.examples import Examples, Ranked

LONGEST = 40
"""A longer message tells a story of its own."""
MARKS = " 。，！？!?,.~～…"
"""How loudly something is said does not change what is said."""
REMEMBERED = 256
"""Messages whose reading is remembered: one is asked for several times in a turn."""


def ranked(text: str, kind: str = MONEY) -> Ranked:
    """Return what a message may say in such a case with its likeness, the likeliest first; empty for a long one."""
    bare = text.strip(MARKS)
    return _ranked(bare, table.group(kind)) if len(bare) <= LONGEST else ()


@lru_cache(maxsize=REMEMBERED)
def _ranked(text: str, group: str) -> Ranked:
    return _examples(group).ranked(text)


@cache
def _examples(group: str) -> Examples:
    return Examples.learn(f"case-{group}" if group else "case", table.said(group))
