"""The yes at the summary: only what says that it is right, or to send it in, files a complaint."""

from __future__ import annotations

from actions.complaint import fields
from actions.turn import Turn
from bot.lexicon import heard

LONGEST = 20
"""A longer message says more than yes."""


def is_meant(turn: Turn) -> bool:
    """Tell whether a message at the summary confirms it.

    Who was asked which field to change says with 没错 that none is: then only a plain word files.
    """
    if heard("confirms", turn.text):
        return True
    right = says_yes(turn.text or turn.raw)
    if turn.slots.get(fields.TO_CORRECT) is not None:
        return bool(right and heard("sends", turn.text))
    return bool(right or heard("consents", turn.text))


def says_yes(text: str) -> bool:
    """Tell whether words say only that all is right, or to send it in."""
    return len(text) <= LONGEST and bool(heard("confirms", text) or heard("all_right", text))
