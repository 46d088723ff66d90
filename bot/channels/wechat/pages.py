"""Going on in a browser: a link, good once and for a quarter of an hour, opens the conversation on the chat page."""

from __future__ import annotations

import asyncio

from bot.channels.wechat.answers import Answer, in_words
from bot.channels.wechat.followers import Follower
from tickets.handoffs import Handoffs, Handover
from tickets.store import Store


class Pages:
    """Links to the chat page; `public_url` is our own address, and without https there are none."""

    def __init__(self, store: Store, public_url: str) -> None:
        self._handoffs, self._base = Handoffs(store), public_url
        self.are_open = public_url.startswith("https://")

    async def link(self, follower: Follower) -> Answer:
        """Answer who asks for the page."""
        return in_words("page.here", url=await self._url(follower)) if self.are_open else in_words("page.none")

    async def evidence(self, follower: Follower) -> Answer:
        """Tell that files can be sent there."""
        return in_words("page.evidence", url=await self._url(follower))

    async def _url(self, follower: Follower) -> str:
        token = await asyncio.to_thread(self._handoffs.give, Handover(page=follower.page))
        return f"{self._base}/chat?t={token}"
