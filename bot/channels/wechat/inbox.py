"""What WeChat delivers: answered once however often it comes, each sender in order, within the time that WeChat waits.

A delivery waits for the answer for 4.3 of WeChat's five seconds and gets it as a passive reply; an answer that takes
longer goes through the customer-service interface. Of several deliveries of the same message the newest gets the
answer: WeChat sends a message again after it has given up the connection of the one before.
Source: developers.weixin.qq.com/doc/service/guide/product/message/Passive_user_reply_message.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from prometheus_client import Counter

from bot.channels.wechat.courier import Courier
from bot.channels.wechat.deliveries import Delivery, State
from bot.channels.wechat.desk import Desk
from bot.channels.wechat.events import Events
from bot.channels.wechat.followers import Follower
from bot.channels.wechat.jobs import Job, Kept, Passive
from bot.channels.wechat.packets import EVENT, Incoming
from bot.channels.wechat.parking import Waiting
from bot.channels.wechat.queues import Queues, Turn
from bot.channels.wechat.words import said
from tickets.errors import StoreUnavailable

log = logging.getLogger(__name__)
WITHIN_S = 4.3
"""Seconds that a delivery waits; the rest of WeChat's five are for the way."""
Late = Callable[[], Awaitable[None]]
GRACE_S = 1.0
"""Seconds that a text on its way gets when the sender's next message waits: that one takes along what is left."""
REPEATED = Counter("xiaobao_wechat_repeated_deliveries", "Deliveries of a message that is being answered already")
LATE = Counter("xiaobao_wechat_late_answers", "Answers that took longer than WeChat waits")


async def too_late() -> None:
    """Wait as long as a delivery may."""
    await asyncio.sleep(WITHIN_S)


class Inbox:
    """Takes deliveries; used on the web application's loop alone. `late` ends when a delivery may wait no more."""

    def __init__(self, courier: Courier, desk: Desk, events: Events, late: Late) -> None:
        self._courier, self._desk, self._events, self._late = courier, desk, events, late
        self._jobs: dict[str, Job] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._queues = Queues()

    async def receive(self, incoming: Incoming) -> Passive | None:
        """Take a delivery and return what answers it; None: nothing now, and WeChat need not send it again."""
        key = self._courier.deliveries.key(incoming)
        REPEATED.inc(key in self._jobs)
        job = self._jobs.get(key) or self._begin(key, incoming)
        text = await job.wait(self._late()) if job.is_open else None
        if text is not None:
            return Kept(self._courier, job, text)
        return None if job.is_kept else Passive(said("busy"))

    async def keep_on(self) -> None:
        """Go on holding what is being answered here, and take up what a process has left that died."""
        deliveries = self._courier.deliveries
        await asyncio.to_thread(deliveries.renew, list(self._jobs))
        for incoming in await asyncio.to_thread(deliveries.left):
            key = deliveries.key(incoming)
            if key not in self._jobs:
                self._begin(key, incoming)

    async def tell(self, openid: str, news: Callable[[Follower], Awaitable[Waiting | None]] | None = None) -> None:
        """Push what waits for a follower in their turn, after `news` has kept something more."""
        async with self._queues.turn(self._courier.followers.print_of(openid)) as turn:
            follower = await asyncio.to_thread(self._courier.followers.find, openid)
            if follower is not None:
                held = await news(follower) if news is not None else None
                await self._push(turn, follower, held)

    async def stop(self) -> None:
        """Give up what is being answered: it is taken up again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, key: str, incoming: Incoming) -> Job:
        taken = asyncio.ensure_future(asyncio.to_thread(self._courier.deliveries.take, incoming))
        job = self._jobs[key] = Job(incoming, taken)
        task = asyncio.create_task(self._run(key, job))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    async def _run(self, key: str, job: Job) -> None:
        try:
            async with self._queues.turn(self._courier.followers.print_of(job.incoming.openid)) as turn:
                delivery = await job.taken
                if delivery.state is State.OURS:
                    await self._answer(turn, job, delivery)
        except Exception:  # the next round takes it up again; until then nothing is lost
            log.exception("a message could not be answered now")
            with contextlib.suppress(StoreUnavailable):
                await asyncio.to_thread(self._courier.deliveries.let_go, key)
        finally:
            job.finish(None)
            self._jobs.pop(key, None)

    async def _answer(self, turn: Turn, job: Job, delivery: Delivery) -> None:
        incoming, courier = job.incoming, self._courier
        follower = await asyncio.to_thread(courier.followers.met, incoming.openid)
        answering = self._events if incoming.kind == EVENT else self._desk
        answer = await answering.answer(follower, incoming)
        first = await asyncio.to_thread(courier.keep_reply, follower, answer, incoming, delivery.received_at)
        if first is None:
            return
        if job.finish(first):
            await job.handed()
            await self._push(turn, follower)
        else:
            LATE.inc()
            await self._push(turn, follower, first)

    async def _push(self, turn: Turn, follower: Follower, held: Waiting | None = None) -> None:
        """Push what waits, until something else of this sender waits: what is left goes with the answer to that."""
        pushing = asyncio.create_task(self._courier.push(follower, held))
        wanted = asyncio.create_task(turn.wanted.wait())
        try:
            await asyncio.wait({pushing, wanted}, return_when=asyncio.FIRST_COMPLETED)
            if not pushing.done():
                await asyncio.wait({pushing}, timeout=GRACE_S)
        finally:
            pushing.cancel()
            wanted.cancel()
            await asyncio.wait({pushing, wanted})
        if not pushing.cancelled():
            pushing.result()
