"""A message that is being answered, those who wait for the answer, and the answer on its way to one of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

from bot.channels.wechat.courier import Courier
from bot.channels.wechat.deliveries import Delivery
from bot.channels.wechat.packets import Incoming
from bot.channels.wechat.parking import Waiting


class Job:
    """A message that is being answered; used on the web application's loop alone."""

    def __init__(self, incoming: Incoming, taken: asyncio.Future[Delivery]) -> None:
        self.incoming, self.taken = incoming, taken
        self._answered: asyncio.Future[Waiting | None] = asyncio.get_running_loop().create_future()
        self._handed = asyncio.Event()
        self._waiting = self._newest = 0

    async def wait(self, late: Awaitable[None]) -> Waiting | None:
        """Wait until it is late; returns the answer, None without one or when a newer delivery gets it."""
        ending = asyncio.ensure_future(late)
        either: set[asyncio.Future[Any]] = {self._answered, ending}
        self._waiting, self._newest = self._waiting + 1, self._newest + 1
        mine = self._newest
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            self.hand()  # nobody is left to tell that it went
            raise
        finally:
            ending.cancel()
            self._waiting -= 1
        return self._answered.result() if self._answered.done() and mine == self._newest else None

    def finish(self, text: Waiting | None) -> bool:
        """Give the first text of the answer, None when there is none, to those who wait.

        Returns whether somebody waits; then `handed` ends when it is in their hands.
        """
        if self._answered.done():
            return False
        self._answered.set_result(text)
        if text is None or not self._waiting:
            self.hand()
        return self._waiting > 0

    def hand(self) -> None:
        """Note that the passive answer has gone, or will not go."""
        self._handed.set()

    async def handed(self) -> None:
        """Wait until nobody is at the passive answer any more."""
        await self._handed.wait()

    @property
    def is_open(self) -> bool:
        """Whether the answer is still to come."""
        return not self._answered.done()

    @property
    def is_kept(self) -> bool:
        """Whether the message itself is in the database: only then WeChat may forget it."""
        return self.taken.done() and not self.taken.cancelled() and self.taken.exception() is None


class Passive:
    """The text that answers a delivery; `done` has to be told whether it went."""

    def __init__(self, text: str) -> None:
        self.text = text

    async def done(self, sent: bool) -> None:
        """Nothing was kept, nothing is to be forgotten."""


class Kept(Passive):
    """The first of the texts that are kept for a follower: it goes with the answer, the others may follow."""

    def __init__(self, courier: Courier, job: Job, waiting: Waiting) -> None:
        super().__init__(waiting.text)
        self._courier, self._job, self._waiting = courier, job, waiting

    async def done(self, sent: bool) -> None:
        """Forget the text that went, or let it wait for another way."""
        try:
            await (self._courier.gone(self._waiting, "passive") if sent else self._courier.let_go(self._waiting))
        finally:
            self._job.hand()
