"""Reading the content: what answers say, and what is learnt from the examples in `data/lexicon/`.

Reading all of it takes a minute; the vectors are kept on disk. So it is done where a model is trained, and a process
that starts only fetches them.
"""

from __future__ import annotations

from actions import followups, passages
from actions.aftercare import afterwards
from actions.case import meaning, table
from actions.case.state import MONEY
from actions.complaint import remarks

ANYTHING = "这事挺要紧"


def read_all() -> None:
    """Read the content before a customer waits for it."""
    passages.warm()
    followups.warm()
    afterwards.ranked(ANYTHING)
    remarks.likenesses(ANYTHING)
    for kind in (MONEY, *table.APART):
        meaning.ranked(ANYTHING, kind)
