"""The official account as a whole: its parts put together, and what it does beside answering."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.channels.wechat.api import ApiRefused, WeChatApi, open_api
from bot.channels.wechat.courier import Courier
from bot.channels.wechat.desk import Desk
from bot.channels.wechat.envelope import Envelope
from bot.channels.wechat.events import Events
from bot.channels.wechat.inbox import Inbox, Late, too_late
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
SCENE_WITHIN_S = 3.0
"""Seconds that somebody at a tablet waits for WeChat's code; after that they get one of ours."""


@dataclass(frozen=True)
class Surroundings:
    """What the account needs to know of the product around it.

    Our own address, the conversations that are owed a receipt, by keyed hash, and whether a conversation may ask now.
    """

    public_url: str
    receipts: Callable[[], set[str]]
    may_ask: Callable[[str], bool]


class Account:
    """One official account: answers by `inbox`, is read and written through `envelope`."""

    def __init__(
        self,
        account: WeChat,
        store: Store,
        brain: Brain,
        api: WeChatApi | None,
        surroundings: Surroundings,
        late: Late = too_late,
    ) -> None:
        self.envelope, self.api, self.courier = Envelope.of(account), api, Courier(store.hasty(), api)
        self.followers = self.courier.followers
        desk = Desk(brain, api, self.courier, Pages(store, surroundings.public_url), surroundings.may_ask)
        self.inbox = Inbox(self.courier, desk, Events(brain, desk), late)
        self.news = News(store, self.inbox, self.courier, desk, surroundings.receipts)
        template = account.template_progress
        self.announcements = Announcements(store, self.courier, api, template) if api and template else None
        self._rounds: list[asyncio.Task[None]] = []

    async def address_of(self, scene: str, seconds: int) -> str | None:
        """Return what a QR code holds that brings whoever scans it here with this scene; None when there is none."""
        if self.api is None:
            return None
        try:
            return await asyncio.wait_for(self.api.scene_ticket(scene, seconds), SCENE_WITHIN_S)
        except (TimeoutError, ApiRefused) as error:
            log.warning("no code with a scene: %s", error)
            return None

    def start(self) -> None:
        """Begin with what goes on beside answering."""
        work = [
            (HOLD_EVERY_S, self.inbox.keep_on),
            (NEWS_EVERY_S, self.news.tell),
            (WAITING_EVERY_S, self.news.send_what_waits),
        ]
        if self.announcements is not None:
            work.append((NEWS_EVERY_S, self.announcements.send))
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
    store = register_of(settings)
    api = open_api(settings.wechat, store) if settings.wechat.can_call else None
    around = Surroundings(settings.public_url, journal_of(settings).owed_prints, may_ask)
    return Account(settings.wechat, store, brain, api, around)


async def _every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await work()
        except Exception:  # the next round may go well; until then nothing is lost
            log.exception("a round failed")
