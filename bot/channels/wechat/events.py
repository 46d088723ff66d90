"""What followers do: follow, scan a code, tap the menu, stop following; and what became of template messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import Counter

from bot.channels.wechat.answers import Answer, in_words
from bot.channels.wechat.desk import Desk
from bot.channels.wechat.followers import Follower
from bot.channels.wechat.packets import SCAN, SUBSCRIBE, Incoming
from tickets.errors import UnknownHandoff

if TYPE_CHECKING:
    from bot.brain import Brain

TEMPLATES = Counter("xiaobao_wechat_templates", "Template messages by what became of them", ["result"])
RESULTS = {"success": "delivered", "failed:user block": "blocked", "failed: system failed": "failed"}
"""`Status` of TEMPLATESENDJOBFINISH, as developers.weixin.qq.com …/Template_Message_Interface lists it."""
TOKEN_LENGTH = 32
"""Of what our own QR codes hold (tickets/handoffs.py); a bank may have others, which are none of our business."""


class Events:
    """Answers events; an answer without texts is none."""

    def __init__(self, brain: Brain, desk: Desk) -> None:
        self._brain, self._desk = brain, desk

    async def answer(self, follower: Follower, incoming: Incoming) -> Answer:
        """Answer an event of any kind."""
        if incoming.event in (SUBSCRIBE, SCAN):
            return await self._come(follower, incoming)
        if incoming.event == "CLICK":  # a key of the menu is words that a customer could have typed
            return await self._desk.say(follower, incoming, incoming.event_key)
        if incoming.event == "unsubscribe":
            await self._brain.erase(follower.conversation)
        elif incoming.event == "TEMPLATESENDJOBFINISH":
            TEMPLATES.labels(RESULTS.get(incoming.status, "other")).inc()
        return Answer()

    async def _come(self, follower: Follower, incoming: Incoming) -> Answer:
        """Welcome who follows, and go on with what the scanned code brings from another screen."""
        welcome = in_words("welcome") if incoming.event == SUBSCRIBE else Answer()
        if len(incoming.scene) != TOKEN_LENGTH:
            return welcome if welcome.events or not incoming.scene else in_words("welcome")
        try:
            brought = await self._brain.handed_over(incoming.scene, follower.conversation)
        except UnknownHandoff:
            return welcome.followed_by(in_words("scene_used"))
        return welcome.followed_by(await self._desk.say(follower, incoming, brought.say))
