"""The assistant's mind: one Rasa agent on its own thread and event loop; a message in, the reply out."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Awaitable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

import skops.io  # noqa: F401  # before rasa: imported after TensorFlow it takes several times as long

from actions.services import Services, open_services, use
from bot import doorway
from bot.settings import Settings
from bot.transcript import Transcript
from bot.turns import Messages, Turns
from tickets.handoffs import Handover

log = logging.getLogger(__name__)
LOCKS = 5000
Result = TypeVar("Result")


class NotReady(RuntimeError):
    """The model is not loaded yet, or could not be."""


class Brain:
    """Answers messages; those of one conversation strictly one after the other."""

    def __init__(self, settings: Settings, model: Path) -> None:
        self._settings, self._model = settings, model
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="brain", daemon=True)
        self._locks: OrderedDict[str, asyncio.Lock] = OrderedDict()
        self._agent: Any = None
        self._store: Any = None
        self._services: Services | None = None
        self._turns: Turns | None = None
        self.failure: str | None = None

    # ---- life

    def start(self) -> Future[None]:
        """Load the model on the brain's own thread; `ready` turns true when it answers."""
        self._thread.start()
        return asyncio.run_coroutine_threadsafe(self._load(), self._loop)

    @property
    def ready(self) -> bool:
        """Whether a message would be answered."""
        return self._turns is not None

    async def _load(self) -> None:
        try:
            from bot.loading import load_agent, open_store  # Rasa: three seconds, on this thread
            from bot.rehearsal import rehearse

            self._services = open_services(self._settings)
            use(self._services)
            self._store = open_store(self._settings.tracker_database)
            self._agent = load_agent(self._model, self._store)
            await rehearse(self._agent, self._services)
            gc.collect()
            gc.freeze()  # what is loaded stays: to look through it again stops every turn for most of a second
            self._turns = Turns(self._agent, self._store, self._services)
        except Exception as error:
            self.failure = f"{type(error).__name__}: {error}"
            log.exception("the model could not be loaded")
            raise

    def stop(self) -> None:
        """End the thread after the turns that are under way."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=10)

    # ---- use, from any loop; all raise `NotReady` while the model is being loaded

    async def answer(self, sender: str, text: str, channel: str) -> Messages:
        """Answer one message of a conversation; never raises for what a customer types."""
        return await self._in_turn(sender, self._ready.answer(sender, text, channel), thinking=True)

    async def exchange(self, sender: str, text: str, channel: str, message_id: str, after: int) -> Transcript:
        """Answer one message once, however often it is sent; returns what was said since event number `after`."""
        work = self._ready.exchange(sender, text, channel, message_id, after)
        return await self._in_turn(sender, work, thinking=True)

    async def attach(
        self, sender: str, name: str, content: bytes, channel: str, message_id: str | None = None
    ) -> dict[str, Any]:
        """Take a file into the complaint being filed; returns `file` and `messages`. Raises `UploadRefused`."""
        return await self._in_turn(sender, self._ready.attach(sender, name, content, channel, message_id))

    async def detach(self, sender: str, file: str, channel: str) -> Messages:
        """Take a file out of the complaint being filed; returns what is said. Raises `UploadRefused`."""
        return await self._in_turn(sender, self._ready.detach(sender, file, channel))

    async def files(self, sender: str) -> dict[str, Any]:
        """Return the files of the complaint being filed, and what may be sent. Raises `UploadRefused`."""
        return await self._in_turn(sender, self._ready.files(sender))

    async def transcript(self, sender: str, after: int = -1) -> Transcript:
        """Return what was said in a conversation since event number `after`."""
        return await self._in_turn(sender, self._ready.transcript(sender, after))

    async def forget(self, sender: str) -> None:
        """Erase what was typed and sent in for a complaint that is not filed."""
        await self._in_turn(sender, self._ready.forget(sender))

    async def erase(self, sender: str) -> None:
        """Erase a conversation: nobody comes back to it, and nothing leads from it to its tickets."""
        await self._in_turn(sender, self._ready.erase(sender))

    async def handed_over(self, token: str, sender: str | None = None) -> Handover:
        """Return what a customer goes on with from another screen, once; raises `UnknownHandoff`.

        Given a conversation, it is told from now on what becomes of the ticket that it is about.
        """
        return await asyncio.to_thread(self._ready.handed_over, token, sender)

    async def hand_over(self, sender: str) -> str | None:
        """Return a token to go on with the latest complaint at another screen; None when there is none."""
        return await self._in_turn(sender, self._ready.hand_over(sender))

    async def rate_answer(self, sender: str, event: int, helpful: bool, reason: str | None, text: str) -> None:
        """Keep whether an answer of this conversation helped."""
        await self._in_turn(sender, self._ready.rate_answer(sender, event, helpful, reason, text))

    async def owing(self, senders: set[str]) -> set[str]:
        """Return which of these conversations have something to be told."""
        return await asyncio.to_thread(self._ready.owing, senders)

    async def parse(self, text: str) -> dict[str, Any]:
        """Return the parse report of a text (contract §4)."""
        return await self._on_own_loop(self._parse(text))

    async def tracker(self, sender: str, events: str) -> dict[str, Any]:
        """Return the state of a conversation in Rasa's shape; `events` is Rasa's `include_events`."""
        return await self._on_own_loop(self._tracker_state(sender, events))

    @property
    def _ready(self) -> Turns:
        if self._turns is None:
            raise NotReady(self.failure or "the model is being loaded")
        return self._turns

    # ---- on the brain's loop

    async def _in_turn(self, sender: str, work: Awaitable[Result], thinking: bool = False) -> Result:
        async def when_its_turn_comes() -> Result:
            if thinking and self._settings.brain_delay_ms:
                await asyncio.sleep(self._settings.brain_delay_ms / 1000)
            async with self._lock(sender):
                return await work

        return await self._on_own_loop(when_its_turn_comes())

    async def _on_own_loop(self, work: Any) -> Any:
        if not self.ready:
            work.close()
            raise NotReady(self.failure or "the model is being loaded")
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    async def _parse(self, text: str) -> dict[str, Any]:
        started = time.perf_counter()
        report: dict[str, Any] = await self._agent.parse_message(doorway.plain_text(text))
        report.setdefault("scam_type", None)  # Rasa leaves out what is None
        report["parse_ms"] = round((time.perf_counter() - started) * 1000, 2)
        return report

    async def _tracker_state(self, sender: str, events: str) -> dict[str, Any]:
        from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

        tracker = await self._store.retrieve(sender)
        if tracker is None:
            tracker = DialogueStateTracker(sender, self._agent.domain.slots)
        verbosity = getattr(EventVerbosity, events.upper(), EventVerbosity.AFTER_RESTART)
        state: dict[str, Any] = tracker.current_state(verbosity)
        return state

    def _lock(self, sender: str) -> asyncio.Lock:
        lock = self._locks.setdefault(sender, asyncio.Lock())
        self._locks.move_to_end(sender)
        while len(self._locks) > LOCKS:
            oldest = next(iter(self._locks))
            if self._locks[oldest].locked():
                break
            self._locks.pop(oldest)
        return lock
