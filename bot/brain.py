"""The assistant's mind: one Rasa agent on its own thread and event loop; a message in, the reply out."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import logging
import threading
import time
import uuid
from collections import OrderedDict
from concurrent.futures import Future
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import skops.io  # noqa: F401  # before rasa: imported after TensorFlow it takes several times as long

from actions.files import FileChange
from actions.services import Services, open_services, use
from bot import doorway
from bot.bank import load_bank
from bot.channels.output import Reply
from bot.owed import Debts
from bot.settings import Settings
from bot.text.normalize import to_traditional
from bot.uploads import UploadRefused, Uploads, holds, parsed
from tickets.errors import StoreUnavailable

log = logging.getLogger(__name__)
LOCKS = 5000


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
        self._debts: Debts | None = None
        self._uploads: Uploads | None = None
        self._phrases: dict[str, Any] = {}
        self.failure: str | None = None

    # ---- life

    def start(self) -> Future[None]:
        """Load the model on the brain's own thread; `ready` turns true when it answers."""
        self._thread.start()
        return asyncio.run_coroutine_threadsafe(self._load(), self._loop)

    @property
    def ready(self) -> bool:
        """Whether a message would be answered."""
        return self._agent is not None

    async def _load(self) -> None:
        try:
            from bot.loading import load_agent, open_store  # Rasa: three seconds, on this thread

            self._services = open_services(self._settings)
            use(self._services)
            self._store = open_store(self._settings.tracker_database)
            agent = load_agent(self._model, self._store)
            await agent.parse_message("您好，银行卡丢了怎么挂失")  # warms dictionaries and vectors,
            self._services.classifier.suggest("办卡的时候没有说要收年费")  # and those of complaints
            self._phrases = {name: variations[0] for name, variations in agent.domain.responses.items()}
            self._debts = Debts(self._services.register, self._services.journal, self._phrases)
            self._uploads = Uploads(self._services)
            self._agent = agent
        except Exception as error:
            self.failure = f"{type(error).__name__}: {error}"
            log.exception("the model could not be loaded")
            raise

    def stop(self) -> None:
        """End the thread after the turns that are under way."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=10)

    # ---- use, from any loop

    async def answer(self, sender: str, text: str, channel: str) -> list[dict[str, Any]]:
        """Answer one message of a conversation; never raises for what a customer types, only `NotReady`."""
        return await self._on_own_loop(self._answer(sender, text, channel))

    async def attach(self, sender: str, name: str, content: bytes, channel: str) -> dict[str, Any]:
        """Take a file into the complaint being filed; returns `file` and `messages`. Raises `UploadRefused`."""
        return await self._on_own_loop(self._attach(sender, name, content, channel))

    async def detach(self, sender: str, file: str, channel: str) -> list[dict[str, Any]]:
        """Take a file out of the complaint being filed; returns what is said. Raises `UploadRefused`."""
        return await self._on_own_loop(self._detach(sender, file, channel))

    async def files(self, sender: str) -> dict[str, Any]:
        """Return the files of the complaint being filed, and what may be sent. Raises `UploadRefused`."""
        return await self._on_own_loop(self._files(sender))

    async def parse(self, text: str) -> dict[str, Any]:
        """Return the parse report of a text (contract §4)."""
        return await self._on_own_loop(self._parse(text))

    async def history(self, sender: str) -> list[dict[str, Any]]:
        """Return what was said in a conversation, oldest first: `from` (user or bot), `text`, `buttons`, `custom`."""
        return await self._on_own_loop(self._history(sender))

    async def tracker(self, sender: str, events: str) -> dict[str, Any]:
        """Return the state of a conversation in Rasa's shape; `events` is Rasa's `include_events`."""
        return await self._on_own_loop(self._tracker_state(sender, events))

    async def _on_own_loop(self, work: Any) -> Any:
        if not self.ready:
            work.close()
            raise NotReady(self.failure or "the model is being loaded")
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    # ---- on the brain's loop

    async def _answer(self, sender: str, text: str, channel: str) -> list[dict[str, Any]]:
        if self._settings.brain_delay_ms:
            await asyncio.sleep(self._settings.brain_delay_ms / 1000)
        async with self._lock(sender):
            try:
                return await self._turn(sender, text, channel)
            except Exception:  # noqa: BLE001  # last line of defence: an honest apology, the reason in the log
                return self._apologise(sender)

    async def _turn(self, sender: str, text: str, channel: str) -> list[dict[str, Any]]:
        assert self._services is not None
        register = self._services.register
        tracker = await self._store.retrieve(sender)
        situation = doorway.Situation.of(tracker)
        arrival = doorway.receive(text, situation)
        if arrival.reply:
            return doorway.spoken(sender, arrival, situation, self._phrases)
        if arrival.kept:
            # outside a form nobody waits for the store: what it does not keep is asked later
            with contextlib.nullcontext() if situation.loop else contextlib.suppress(StoreUnavailable):
                register.keep_draft(sender, arrival.kept)
        news = await self._tell_news(sender)
        try:
            reply = await self._reply(sender, arrival.text, channel)
        except Exception:  # noqa: BLE001  # the news are marked as told: they go out with the apology
            reply = self._apologise(sender)
        if arrival.kept.keys() & {*doorway.CONTACT}:
            await self._forget_contact(sender)
        repeated = {message.get("text") for message in reply}
        said = [*(message for message in news if message["text"] not in repeated), *reply]
        doorway.reveal_codes(said, register)
        messages = [*doorway.notices(sender, arrival, self._phrases), *said]
        return doorway.in_script(messages, arrival.traditional)

    async def _forget_contact(self, sender: str) -> None:
        """Erase name and phone that came with a message unless a complaint is being filed now."""
        assert self._services is not None
        tracker = await self._store.retrieve(sender)
        if tracker is None or tracker.active_loop_name != "complaint_form":
            with contextlib.suppress(StoreUnavailable):  # then it goes by its age
                self._services.register.erase_draft(sender, *doorway.CONTACT)

    async def _attach(self, sender: str, name: str, content: bytes, channel: str) -> dict[str, Any]:
        assert self._uploads is not None
        async with self._lock(sender):
            tracker = await self._store.retrieve(sender)
            file = await asyncio.to_thread(self._uploads.take, tracker, name, content)
            messages = await self._file_turn(sender, FileChange(file["id"], came=True), channel)
            if not holds(await self._store.retrieve(sender), file["id"]):  # the turn failed: nor is it kept
                await asyncio.to_thread(self._uploads.let_go, sender, file["id"])
                raise UploadRefused("unavailable")
            return {"file": file, "messages": messages}

    async def _detach(self, sender: str, file: str, channel: str) -> list[dict[str, Any]]:
        assert self._uploads is not None
        async with self._lock(sender):
            if not holds(await self._store.retrieve(sender), file):  # filed, or none of theirs
                raise UploadRefused("unknown")
            await asyncio.to_thread(self._uploads.let_go, sender, file)
            return await self._file_turn(sender, FileChange(file, came=False), channel)

    async def _files(self, sender: str) -> dict[str, Any]:
        assert self._uploads is not None
        async with self._lock(sender):
            return await asyncio.to_thread(self._uploads.listed, await self._store.retrieve(sender))

    async def _file_turn(self, sender: str, change: FileChange, channel: str) -> list[dict[str, Any]]:
        """Tell the conversation's form of a file: a turn like any other, with words of ours."""
        assert self._services is not None
        traditional = doorway.Situation.of(await self._store.retrieve(sender)).traditional
        text, report = parsed(change)
        try:
            reply = await self._reply(sender, to_traditional(text) if traditional else text, channel, report)
        except Exception:  # noqa: BLE001  # as in _answer
            reply = self._apologise(sender)
        doorway.reveal_codes(reply, self._services.register)
        return doorway.in_script(reply, traditional)

    async def _reply(
        self, sender: str, text: str, channel: str, report: dict[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """Let the model answer; what the answer says of a ticket's change need not be said again as news."""
        from rasa.core.channels.channel import UserMessage

        reply = Reply(channel)
        message = UserMessage(text, reply, sender, parse_data=report, input_channel=channel)
        await self._agent.handle_message(message)
        if not reply.messages:
            raise RuntimeError("nothing was said")  # a customer is never left in silence
        if any((message.get("custom") or {}).get("type") == "ticket" for message in reply.messages):
            assert self._debts is not None
            self._debts.settle(sender, {message.get("text", "") for message in reply.messages}, _proof())
        return reply.messages

    async def _tell_news(self, sender: str) -> list[dict[str, Any]]:
        """Say what the conversation is owed: written into its history, then marked (bot/owed.py)."""
        assert self._debts is not None
        told = []
        for owed in self._debts.of(sender):
            await self._write_down(sender, owed.message)
            if owed.mark(_proof()):
                told.append(copy.deepcopy(owed.message))
        return told

    async def _write_down(self, sender: str, message: dict[str, Any]) -> None:
        from rasa.shared.core.events import BotUttered

        tracker = await self._agent.processor.fetch_tracker_and_update_session(sender)  # begins a new conversation
        tracker.update(BotUttered(message["text"], {"custom": message.get("custom")}))
        await self._store.save(tracker)

    def _apologise(self, sender: str) -> list[dict[str, Any]]:
        error_id = uuid.uuid4().hex[:8]
        log.exception("turn failed, error_id=%s", error_id)
        self._store.forget(sender)
        text = self._phrases["utter_system_error"]["text"]
        filled = text.format(error_id=error_id, **load_bank().words())
        return [{"recipient_id": sender, "text": filled}]

    async def _parse(self, text: str) -> dict[str, Any]:
        started = time.perf_counter()
        report: dict[str, Any] = await self._agent.parse_message(doorway.plain_text(text))
        report.setdefault("scam_type", None)  # Rasa leaves out what is None
        report["parse_ms"] = round((time.perf_counter() - started) * 1000, 2)
        return report

    async def _history(self, sender: str) -> list[dict[str, Any]]:
        async with self._lock(sender):
            await self._tell_news(sender)
            tracker = await self._store.retrieve(sender)
        said: list[dict[str, Any]] = []
        for event in tracker.events if tracker else ():
            if event.type_name == "user":
                said.append({"from": "user", "text": event.text})
            elif event.type_name == "bot":
                data = {key: event.data[key] for key in ("buttons", "custom") if event.data.get(key)}
                said.append({"from": "bot", "text": event.text, **data})
        return said

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


def _proof() -> str:
    """Say where a delivery is to be found: the conversation's history has the message at this time (C1-51)."""
    return f"conversation history, {datetime.now(timezone.utc).isoformat(timespec='seconds')}"
