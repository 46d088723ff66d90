"""Server-sent events: what is said in a conversation reaches every page that is open on it."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.brain import Brain, NotReady
from bot.channels import interface

log = logging.getLogger(__name__)
NEWS_EVERY_S = 2.0
"""Seconds between two looks whether a conversation that somebody has open is to be told something."""
HEARTBEAT_S = 15
HEADERS = {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}


class Listener:
    """One open page; `woken` says that there may be something new."""

    def __init__(self) -> None:
        self.woken, self.closed = asyncio.Event(), False


class Hub:
    """The open pages of every conversation; used on the web application's loop alone."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[Listener]] = {}

    @contextmanager
    def listening(self, conversation: str) -> Iterator[Listener]:
        """Count a page in as long as it listens."""
        listener = Listener()
        self._listeners.setdefault(conversation, set()).add(listener)
        try:
            yield listener
        finally:
            there = self._listeners[conversation]
            there.discard(listener)
            if not there:
                del self._listeners[conversation]

    def wake(self, conversation: str) -> None:
        """Tell the pages of a conversation that something was said."""
        for listener in self._listeners.get(conversation, ()):
            listener.woken.set()

    def close(self, conversation: str) -> None:
        """Tell the pages of a conversation that it has ended."""
        for listener in self._listeners.get(conversation, ()):
            listener.closed = True
            listener.woken.set()

    async def bring_news(self, brain: Brain) -> None:
        """Wake pages whose conversation is owed news (bot/owed.py), for as long as the application runs."""
        while True:
            await asyncio.sleep(NEWS_EVERY_S)
            if not self._listeners:
                continue
            try:
                for conversation in await brain.owing(set(self._listeners)):
                    self.wake(conversation)
            except NotReady:
                continue
            except Exception:  # the next look may go well; news are told with the next message at the latest
                log.exception("looking for news failed")


def stream_of(request: Request, conversation: str) -> EventSourceResponse:
    """Send what is said after event `after`, or after Last-Event-ID, until the page or the conversation ends."""
    given = request.headers.get("last-event-id") or request.query_params.get("after", "-1")
    if not given.lstrip("-").isdigit():
        raise HTTPException(400, "after 应当是整数")
    events = _events(request, conversation, int(given))
    return EventSourceResponse(events, ping=HEARTBEAT_S, headers=HEADERS)


async def _events(request: Request, conversation: str, after: int) -> AsyncIterator[ServerSentEvent]:
    brain, script = request.app.state.brain, interface.script(request)
    with request.app.state.hub.listening(conversation) as listener:
        while not listener.closed:
            listener.woken.clear()
            said = await brain.transcript(conversation, after)
            if said.last > after:
                after = said.last
                written = json.dumps(interface.converted(said, script), ensure_ascii=False)
                yield ServerSentEvent(event="messages", id=str(after), data=written)
            await listener.woken.wait()
        yield ServerSentEvent(event="closed", data="{}")
