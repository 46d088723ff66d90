"""What followers are told without having asked: news of their tickets, and texts that waited for a quiet interface.

News are told in full where the customer-service interface may be used. Where it may not, a template message says that
there are some; they themselves stay in the outbox for the next message, or for another way (tickets/delivery.py): only
what is on its way to the customer counts as delivered.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy import func, or_, select

from bot.channels.wechat.api import ApiRefused, Handling, WeChatApi
from bot.channels.wechat.courier import Courier
from bot.channels.wechat.desk import Desk
from bot.channels.wechat.followers import Follower
from bot.channels.wechat.inbox import Inbox
from bot.channels.wechat.parking import Waiting
from bot.channels.wechat.words import said, words
from tickets.delivery import Outbox
from tickets.models import OutboxMessage, WeChatFollower, WeChatGrant, WeChatText
from tickets.store import Store

log = logging.getLogger(__name__)
_FOLLOWER, _GRANT, _OUTBOX, _TEXT = (
    table.__table__.c for table in (WeChatFollower, WeChatGrant, OutboxMessage, WeChatText)
)
_THEIRS = _FOLLOWER.conversation_print


class News:
    """Tells news; `receipts` returns the keyed hashes of conversations that are owed one (tickets/journal.py)."""

    def __init__(
        self, store: Store, inbox: Inbox, courier: Courier, desk: Desk, receipts: Callable[[], set[str]]
    ) -> None:
        self._store, self._inbox, self._courier, self._desk, self._receipts = store, inbox, courier, desk, receipts

    async def tell(self) -> None:
        """Tell everybody who is owed something and may be written to."""
        if self._courier.may_push:
            for openid in await asyncio.to_thread(self._owed):
                await self._inbox.tell(openid, self._keep)

    async def send_what_waits(self) -> None:
        """Try again to send what could not be sent."""
        if self._courier.may_push:
            for openid in await asyncio.to_thread(self._waiting):
                await self._inbox.tell(openid)

    async def _keep(self, follower: Follower) -> Waiting | None:
        answer = await self._desk.news(follower)
        return await asyncio.to_thread(self._courier.keep_news, follower, answer)

    def _owed(self) -> list[str]:
        untold = select(_OUTBOX.id).where(_OUTBOX.conversation_print == _THEIRS, _OUTBOX.delivered_at.is_(None))
        return self._openids(or_(untold.exists(), _THEIRS.in_(self._receipts())))

    def _waiting(self) -> list[str]:
        return self._openids(select(_TEXT.place).where(_TEXT.conversation_print == _THEIRS).exists())

    def _openids(self, condition: Any) -> list[str]:
        query = select(_FOLLOWER.sealed_openid).where(_FOLLOWER.reachable, may_be_written_to(self._store), condition)
        with self._store.reading() as session:
            return [self._store.cipher.open(sealed) for sealed in session.scalars(query)]


class Announcements:
    """Template messages that say that there are news, for who may not be written to; each news is announced once."""

    def __init__(self, store: Store, courier: Courier, api: WeChatApi, template: str) -> None:
        self._store, self._courier, self._api, self._template = store, courier, api, template
        self._outbox = Outbox(store)

    async def send(self) -> None:
        """Announce what is new."""
        for openid, message in await asyncio.to_thread(self._due):
            follower = await asyncio.to_thread(self._courier.followers.find, openid)
            if follower is not None:
                await self._announce(follower, message)

    async def _announce(self, follower: Follower, message: int) -> None:
        notices = await asyncio.to_thread(self._outbox.pending, follower.conversation)
        number = next((notice.number for notice in notices if notice.id == message), None)
        if number is None or not await asyncio.to_thread(self._courier.followers.announce, follower, message):
            return
        fields = {name: said(f"template.{name}", number=number) for name in words()["template"]}
        try:
            await self._api.send_template(follower.openid, self._template, "", fields, str(message))
        except ApiRefused as refused:
            log.warning("news could not be announced, code=%d", refused.code)
            if refused.handling in (Handling.DROP, Handling.STOP):
                await asyncio.to_thread(self._courier.followers.lose, follower)

    def _due(self) -> list[tuple[str, int]]:
        untold = (_OUTBOX.conversation_print == _THEIRS, _OUTBOX.delivered_at.is_(None))
        query = (
            select(_FOLLOWER.sealed_openid, func.max(_OUTBOX.id))
            .where(*untold, _OUTBOX.id > _FOLLOWER.announced, _FOLLOWER.reachable, ~may_be_written_to(self._store))
            .group_by(_FOLLOWER.sealed_openid)
        )
        with self._store.reading() as session:
            return [(self._store.cipher.open(sealed), message) for sealed, message in session.execute(query)]


def may_be_written_to(store: Store) -> Any:
    """Return the condition that the customer-service interface may still be used for a follower."""
    open_ = (_GRANT.conversation_print == _THEIRS, _GRANT.remaining > 0, _GRANT.expires_at > store.now())
    return select(_GRANT.kind).where(*open_).exists()
