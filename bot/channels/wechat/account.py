"""The official account as a whole: its parts put together, and what it does beside answering."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.channels.wechat.api import WeChatApi, open_api
from bot.channels.wechat.courier import Courier
from bot.channels.wechat.desk import Desk
from bot.channels.wechat.envelope import Envelope
from bot.channels.wechat.events import Events
from bot.channels.wechat.inbox import WITHIN_S, Inbox
from bot.channels.wechat.news import Announcements, News
from bot.channels.wechat.pages import Pages
from bot.settings import Settings
from bot.stores import journal_of, register_of
from bot.wechat_settings import WeChat
from tickets.store import Store

if TYPE_CHECKING:
    from bot.brain import Brain

log = logging.getLogger(__name__)
HOLD_EVERY_S, NEWS_EVERY_S, WAITING_EVERY_S = 5.0, 5.0, 60.0
"""Seconds between two looks at what is being answered, at news, and at texts that wait."""


class Account:
    """One official account: answers by `inbox`, is read and written through `envelope`."""

    def __init__(
        self,
        settings: Settings,
        account: WeChat,
        store: Store,
        brain: Brain,
        may_ask: Callable[[str], bool],
        within_s: float = WITHIN_S,
    ) -> None:
        self.envelope = Envelope.of(account)
        self.api: WeChatApi | None = open_api(account, store) if account.can_call else None
        self.courier = Courier(store, self.api)
        self.followers = self.courier.followers
        pages = Pages(store, settings.public_url)
        desk = Desk(brain, self.api, self.courier, pages, may_ask)
        self.inbox = Inbox(self.courier, desk, Events(brain, desk), within_s)
        self.news = News(store, self.inbox, self.courier, desk, journal_of(settings).owed_prints)
        self._announcements = (
            Announcements(store, self.courier, self.api, account.template_progress)
            if self.api and account.template_progress
            else None
        )
        self._rounds: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin with what goes on beside answering."""
        work = [
            (HOLD_EVERY_S, self.inbox.keep_on),
            (NEWS_EVERY_S, self.news.tell),
            (WAITING_EVERY_S, self.news.send_what_waits),
        ]
        if self._announcements is not None:
            work.append((NEWS_EVERY_S, self._announcements.send))
        self._rounds = [asyncio.create_task(_every(seconds, round_)) for seconds, round_ in work]

    async def stop(self) -> None:
        """End; what is being answered is taken up again at the next start."""
        for task in self._rounds:
            task.cancel()
        await self.inbox.stop()
        if self.api is not None:
            await self.api.close()


def open_account(settings: Settings, brain: Brain, may_ask: Callable[[str], bool]) -> Account | None:
    """Open the account of these settings; None when there is none."""
    if settings.wechat is None:
        return None
    return Account(settings, settings.wechat, register_of(settings), brain, may_ask)


async def _every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await work()
        except Exception:  # the next round may go well; until then nothing is lost
            log.exception("a round failed")
