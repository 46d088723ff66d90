"""Telling followers: the first text as the answer to their message, the rest through the customer-service interface.

Whatever is to be told is kept first (parking.py), in the transaction that notes the message as answered, and goes only
when it has been sent; so nothing is lost when a process dies, an interface fails or an allowance ends: it is told with
the next message.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime

from prometheus_client import Counter
from sqlalchemy.orm import Session

from bot.channels.wechat.answers import Answer
from bot.channels.wechat.api import ApiRefused, Handling, WeChatApi
from bot.channels.wechat.calls import Unanswered
from bot.channels.wechat.choices import Choices
from bot.channels.wechat.cutting import LIMIT, cut
from bot.channels.wechat.deliveries import Deliveries
from bot.channels.wechat.followers import Follower, Followers
from bot.channels.wechat.ledger import Ledger, Spent, kind_of
from bot.channels.wechat.packets import Incoming
from bot.channels.wechat.parking import Parking, Waiting
from bot.channels.wechat.rendering import is_emergency, rendered
from bot.channels.wechat.words import said
from tickets.store import Store

log = logging.getLogger(__name__)
TEXTS = Counter("xiaobao_wechat_texts", "Texts told to followers, by the way they went, or left waiting", ["way"])
SMALLEST = LIMIT // 4
"""Bytes of a text that is not cut any further when WeChat calls it too long."""
QUIET_S = 60.0
"""Seconds without a push after WeChat did not answer at all."""
COUNTED_OTHERWISE = (45015, 45047)
"""Refusals that say that nothing more may be sent to this customer: our ledger thought otherwise."""


class Courier:
    """Keeps what is to be told and tells it; `api` is None where there is no key for WeChat's interfaces."""

    def __init__(self, store: Store, api: WeChatApi | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._store, self._api = store, api
        self.followers, self.ledger, self.parking = Followers(store), Ledger(store), Parking(store)
        self.deliveries, self.choices = Deliveries(store), Choices(store)
        self._is_passive_only, self._quiet_until, self._clock = False, 0.0, clock

    # ---- keeping; waits for the database

    def keep_reply(self, follower: Follower, answer: Answer, incoming: Incoming, since: datetime) -> Waiting | None:
        """Keep the answer to a message that came at `since`, and note the message as answered.

        Returns its first text, held for this process: it is to be sent now.
        """
        with self._store.transaction() as session:
            kind = kind_of(incoming)
            if kind is not None:
                self.ledger.grant(session, follower.key, kind, since)
            self.deliveries.answered(session, self.deliveries.key(incoming))
            return self._keep(session, follower, answer, heard=True)

    def keep_news(self, follower: Follower, answer: Answer) -> Waiting | None:
        """Keep what a follower is to be told without having asked; returns its first text, held for this process."""
        with self._store.transaction() as session:
            return self._keep(session, follower, answer, heard=False)

    def _keep(self, session: Session, follower: Follower, answer: Answer, heard: bool) -> Waiting | None:
        told = follower.told if answer.told is None else answer.told
        if not self.followers.advance(session, follower, told, heard) or not answer.events:
            return None
        new = rendered(answer.events, answer.asked)
        before = self.parking.waiting(session, follower.key)
        texts = _in_order(before, new.text, is_emergency(answer.events))
        self.choices.keep(session, follower.key, new.options)
        return self.parking.replace(session, follower.key, cut("\n\n".join(texts)))

    # ---- telling

    async def gone(self, text: Waiting, way: str) -> None:
        """Forget a text that has gone."""
        TEXTS.labels(way).inc()
        await asyncio.to_thread(self.parking.gone, text)

    async def let_go(self, text: Waiting) -> None:
        """Let a text wait that did not go."""
        TEXTS.labels("waiting").inc()
        await asyncio.to_thread(self.parking.let_go, text)

    @property
    def may_push(self) -> bool:
        """Whether the customer-service interface may be used now."""
        return self._api is not None and not self._is_passive_only and self._clock() >= self._quiet_until

    async def push(self, follower: Follower, held: Waiting | None = None) -> None:
        """Send what waits, `held` first, through the customer-service interface, as far as it goes."""
        if held is not None and not self.may_push:
            return await self.let_go(held)
        while self.may_push:
            text = held or await asyncio.to_thread(self.parking.hold, follower.key)
            if text is None:
                return
            held = None
            try:
                sent = await self._sent(follower, text.text, LIMIT)
            except BaseException:
                await self.let_go(text)
                raise
            if not sent:
                return await self.let_go(text)
            await self.gone(text, "pushed")

    async def _sent(self, follower: Follower, text: str, limit: int) -> bool:
        assert self._api is not None
        for part in cut(text, limit):
            spent = await asyncio.to_thread(self.ledger.spend, follower.key)
            if spent is None:
                return False
            try:
                await self._api.send_text(follower.openid, part)
            except ApiRefused as refused:
                if not await self._refused(follower, spent, refused, part, limit):
                    return False
        return True

    async def _refused(self, follower: Follower, spent: Spent, refused: ApiRefused, part: str, limit: int) -> bool:
        """Do what a refusal asks for; returns whether the text went after all."""
        if isinstance(refused, Unanswered):
            self._quiet_until = self._clock() + QUIET_S
            if refused.reached:  # it may have arrived: told again, and counted as sent
                return False
        if refused.code in COUNTED_OTHERWISE:  # nothing more until they write
            await asyncio.to_thread(self.ledger.close, follower.key)
            return False
        await asyncio.to_thread(self.ledger.give_back, follower.key, spent)
        if refused.handling is Handling.SPLIT and limit > SMALLEST:
            return await self._sent(follower, part, limit // 2)
        if refused.handling in (Handling.DROP, Handling.STOP):
            await asyncio.to_thread(self.followers.lose, follower)
        if refused.handling is Handling.PASSIVE_ONLY:
            log.error("this account may not send customer-service messages: it only answers from now on")
            self._is_passive_only = True
        return False


def _in_order(before: list[str], new: str, urgent: bool) -> list[str]:
    """Return what waited and what is new; in an emergency what to do now comes first."""
    if not before:
        return [new]
    lead = said("earlier")
    earlier = "\n\n".join(before)
    earlier = earlier if earlier.startswith(lead) else f"{lead}\n{earlier}"
    return [new, earlier] if urgent else [earlier, new]
