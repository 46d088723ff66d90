"""What it is that somebody cannot remember: 不记得是哪个网点了 is no word about how much it was."""

from __future__ import annotations

from actions.turn import Turn
from bot.lexicon import heard

FORGETS = {
    "complaint_occurred_on": "forgets_when",
    "complaint_place": "forgets_where",
    "complaint_amount": "forgets_how_much",
}
"""Words that name what is not remembered."""


def is_this(slot: str, turn: Turn) -> bool:
    """Tell whether the customer does not know the answer to this question, in words of its own, or in none."""
    named = [name for name, words_of in FORGETS.items() if heard(words_of, turn.text)]
    return bool(heard("forgot", turn.text)) and (not named or slot in named)
