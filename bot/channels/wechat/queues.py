"""One queue for each sender: what comes first is answered first, and nobody waits for another sender."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turn:
    """The turn of one sender; `wanted` is set while something else of theirs waits for it."""

    def __init__(self) -> None:
        self.lock, self.wanted, self.waiting = asyncio.Lock(), asyncio.Event(), 0


class Queues:
    """The queues of all senders, on one event loop."""

    def __init__(self) -> None:
        self._turns: dict[str, Turn] = {}

    @asynccontextmanager
    async def turn(self, sender: str) -> AsyncIterator[Turn]:
        """Wait for one's turn, in the order of coming."""
        turn = self._turns.setdefault(sender, Turn())
        turn.waiting += 1
        turn.wanted.set()
        try:
            await turn.lock.acquire()
        finally:
            turn.waiting -= 1
            if not turn.waiting:
                turn.wanted.clear()
        try:
            yield turn
        finally:
            turn.lock.release()
            if not turn.waiting:
                self._turns.pop(sender, None)
