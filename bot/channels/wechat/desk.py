"""What followers say and send: words go to the assistant, pictures into a complaint, the rest is answered kindly."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from bot.channels.visitors import WECHAT
from bot.channels.wechat.answers import Answer, in_words, own
from bot.channels.wechat.api import ApiRefused, WeChatApi
from bot.channels.wechat.courier import Courier
from bot.channels.wechat.followers import Follower
from bot.channels.wechat.packets import Incoming
from bot.channels.wechat.pages import Pages
from bot.channels.wechat.words import words
from bot.transcript import Transcript

if TYPE_CHECKING:
    from bot.brain import Brain

EVIDENCE = "complaint_evidence"
"""The question at which a customer is told that files can be sent on a page as well."""
KINDS = ("voice", "video", "location", "link")
"""Messages that have words of their own in data/wechat.yml."""


class SpeechRecognition(Protocol):
    """Hears what a voice message says; WeChat's own recognition was withdrawn, a bank may run one of its own."""

    async def heard(self, sound_format: str, content: bytes) -> str:
        """Return the words, empty when they were not understood."""
        ...


class Desk:
    """Answers the messages of followers; events are answered in events.py."""

    def __init__(
        self,
        brain: Brain,
        api: WeChatApi | None,
        courier: Courier,
        pages: Pages,
        may_ask: Callable[[str], bool],
        speech: SpeechRecognition | None = None,
    ) -> None:
        self._brain, self._api, self._speech = brain, api, speech
        self._deliveries, self._choices = courier.deliveries, courier.choices
        self._pages, self._may_ask = pages, may_ask

    async def answer(self, follower: Follower, incoming: Incoming) -> Answer:
        """Answer a message of any kind."""
        if incoming.kind == "text":
            return await self._text(follower, incoming)
        if incoming.kind == "image":
            return await self._image(follower, incoming)
        if incoming.kind == "voice" and self._speech and self._api:
            heard = await self._speech.heard(*await self._sound(incoming))
            if heard:
                return await self.say(follower, incoming, heard)
        kind = "video" if incoming.kind == "shortvideo" else incoming.kind
        return in_words(kind if kind in KINDS else "unknown")

    async def say(self, follower: Follower, incoming: Incoming, text: str) -> Answer:
        """Say words to the assistant, once for this message or event, and return what was not told yet."""
        if not self._may_ask(follower.conversation):
            return in_words("too_fast")
        key = self._deliveries.key(incoming)
        said = await self._brain.exchange(follower.conversation, text, WECHAT, key, follower.told)
        answer = await self._all(follower, said)
        if answer.asked == EVIDENCE and self._pages.are_open:
            return answer.followed_by(await self._pages.evidence(follower))
        return answer

    async def news(self, follower: Follower) -> Answer:
        """Return what the follower was not told yet."""
        said = await self._brain.transcript(follower.conversation, follower.told)
        return await self._all(follower, said)

    async def _all(self, follower: Follower, said: Transcript) -> Answer:
        if said.last < follower.told:  # the conversation's store was emptied: its events count from the start again
            said = await self._brain.transcript(follower.conversation)
        return Answer.of(said)

    async def _text(self, follower: Follower, incoming: Incoming) -> Answer:
        if incoming.content.strip() in words()["page"]["asked"]:
            return await self._pages.link(follower)
        option, payload = incoming.menu_option, None
        if option:
            payload = await asyncio.to_thread(self._choices.payload, follower.key, option)
        return await self.say(follower, incoming, payload or incoming.content)

    async def _image(self, follower: Follower, incoming: Incoming) -> Answer:
        """Take a picture into the complaint that asks for evidence, else say when it is wanted."""
        said = await self._brain.transcript(follower.conversation, follower.told)
        if not said.files_wanted:
            return (await self._all(follower, said)).followed_by(in_words("image.not_asked"))
        if self._api is None:
            return in_words("image.failed")
        from bot.uploads import UploadRefused  # with it comes Rasa, which takes seconds to import

        key = self._deliveries.key(incoming)
        try:
            name, content = await self._api.media(incoming.media_id)
            await self._brain.attach(follower.conversation, name, content, WECHAT, key)
        except ApiRefused:
            return (await self._all(follower, said)).followed_by(in_words("image.failed"))
        except UploadRefused as refused:
            return (await self._all(follower, said)).followed_by(Answer([own(refused.message)]))
        return await self.news(follower)

    async def _sound(self, incoming: Incoming) -> tuple[str, bytes]:
        assert self._api is not None
        _, content = await self._api.media(incoming.media_id)
        return incoming.format, content
