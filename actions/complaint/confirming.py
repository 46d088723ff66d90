"""The yes at the summary: only what says that it is right, or to send it in, files a complaint."""

from __future__ import annotations

from actions.complaint import fields
from actions.turn import Turn
from bot.lexicon import heard

LONGEST = 20
"""A longer message says more than yes."""
_PLAIN = ("confirms", "consents")


def is_meant(turn: Turn) -> bool:
    """Tell whether a message at the summary confirms it.

    Who was asked which field to change says with 没错 that none is: then only a plain word files.
    """
    if any(heard(name, turn.text) for name in _PLAIN):
        return True
    choosing = turn.slots.get(fields.TO_CORRECT) is not None
    if len(turn.text) > LONGEST or (choosing and not heard("sends", turn.text)):
        return False
    return bool(heard("all_right", turn.text or turn.raw))
