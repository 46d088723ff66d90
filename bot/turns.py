"""Turns of conversations: a message, a file or a piece of news in, what is said out; all on the brain's loop."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import logging
import uuid
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from actions.files import FileChange
from actions.services import Services, words
from bot import doorway
from bot.bank import load_bank
from bot.channels.output import Reply
from bot.owed import Debts
from bot.text.normalize import to_traditional
from bot.text.privacy import mask
from bot.transcript import ASIDE, NEWS, Event, Transcript, events_after, has_message, topic_of, unwritten
from bot.uploads import UploadRefused, Uploads, holds
from tickets.erasure import forget_conversation
from tickets.errors import StoreUnavailable
from tickets.feedback import Feedback, Opinion
from tickets.handoffs import Handoffs, Handover

log = logging.getLogger(__name__)
Messages = list[dict[str, Any]]


class Turns:
    """What is said and written down in each turn; whoever calls holds the conversation's lock."""

    def __init__(self, agent: Any, store: Any, services: Services) -> None:
        self._agent, self._store, self._services = agent, store, services
        self._phrases = {name: variations[0] for name, variations in agent.domain.responses.items()}
        self._debts = Debts(services.register, services.journal, self._phrases)
        self._uploads = Uploads(services)

    # ---- messages

    async def answer(self, sender: str, text: str, channel: str, message_id: str | None = None) -> Messages:
        """Answer one message; never raises for what a customer types."""
        try:
            return await self._turn(sender, text, channel, message_id)
        except Exception:  # noqa: BLE001  # last line of defence: an honest apology, the reason in the log
            return self._apologise(sender)

    async def exchange(self, sender: str, text: str, channel: str, message_id: str, after: int) -> Transcript:
        """Answer one message unless it has been taken before; returns what was said since event number `after`."""
        tracker = await self._store.retrieve(sender)
        taken = tracker is not None and has_message(tracker, message_id)
        messages = [] if taken else await self.answer(sender, text, channel, message_id)
        transcript = await self.transcript(sender, after)
        transcript.events += unwritten(messages, transcript.events)
        return transcript

    async def _turn(self, sender: str, text: str, channel: str, message_id: str | None) -> Messages:
        tracker = await self._store.retrieve(sender)
        situation = doorway.Situation.of(tracker)
        arrival = doorway.receive(text, situation)
        if arrival.reply:
            said = doorway.spoken(sender, arrival, situation, self._phrases)
            return await self._written_down(sender, said)
        if arrival.kept:
            # outside a form nobody waits for the store: what it does not keep is asked later
            with contextlib.nullcontext() if situation.loop else contextlib.suppress(StoreUnavailable):
                self._services.register.keep_draft(sender, arrival.kept)
        news = await self._tell_news(sender)
        notices = await self._written_down(sender, doorway.notices(sender, arrival, self._phrases), {ASIDE: True})
        try:
            report = understood(arrival.text) if arrival.is_contact else None
            reply = await self._reply(sender, arrival.text, channel, report, message_id)
        except Exception:  # noqa: BLE001  # the news are marked as told: they go out with the apology
            reply = self._apologise(sender)
        if arrival.kept.keys() & {*doorway.CONTACT}:
            await self._forget_contact(sender)
        repeated = {message.get("text") for message in reply}
        said = [*(message for message in news if message["text"] not in repeated), *reply]
        doorway.reveal_codes(said, self._services.register)
        return doorway.in_script([*notices, *said], arrival.traditional)

    async def _forget_contact(self, sender: str) -> None:
        """Erase name and phone that came with a message unless a complaint is being filed now."""
        tracker = await self._store.retrieve(sender)
        if tracker is None or tracker.active_loop_name != "complaint_form":
            with contextlib.suppress(StoreUnavailable):  # then it goes by its age
                self._services.register.erase_draft(sender, *doorway.CONTACT)

    async def _reply(
        self, sender: str, text: str, channel: str, report: dict[str, Any] | None = None, message_id: str | None = None
    ) -> Messages:
        """Let the model answer; what the answer says of a ticket's change need not be said again as news."""
        from rasa.core.channels.channel import UserMessage

        reply = Reply(channel)
        message = UserMessage(
            text, reply, sender, parse_data=report, input_channel=channel, message_id=message_id
        )  # fmt: skip
        await self._agent.handle_message(message)
        if not reply.messages:
            raise RuntimeError("nothing was said")  # a customer is never left in silence
        if any((message.get("custom") or {}).get("type") == "ticket" for message in reply.messages):
            self._debts.settle(sender, {message.get("text", "") for message in reply.messages}, _proof())
        return reply.messages

    def _apologise(self, sender: str) -> Messages:
        error_id = uuid.uuid4().hex[:8]
        log.exception("turn failed, error_id=%s", error_id)
        self._store.forget(sender)
        text = self._phrases["utter_system_error"]["text"]
        filled = text.format(error_id=error_id, **load_bank().words())
        return [{"recipient_id": sender, "text": filled}]

    # ---- files

    async def attach(
        self, sender: str, name: str, content: bytes, channel: str, message_id: str | None = None
    ) -> dict[str, Any]:
        """Take a file; raises `UploadRefused`."""
        tracker = await self._store.retrieve(sender)
        file = await asyncio.to_thread(self._uploads.take, tracker, name, content)
        messages = await self._file_turn(sender, FileChange(file["id"], came=True), channel, message_id)
        if not holds(await self._store.retrieve(sender), file["id"]):  # the turn failed: nor is it kept
            await asyncio.to_thread(self._uploads.let_go, sender, file["id"])
            raise UploadRefused("unavailable")
        return {"file": file, "messages": messages}

    async def detach(self, sender: str, file: str, channel: str) -> Messages:
        """Take a file back out; raises `UploadRefused`."""
        if not holds(await self._store.retrieve(sender), file):  # filed, or none of theirs
            raise UploadRefused("unknown")
        await asyncio.to_thread(self._uploads.let_go, sender, file)
        return await self._file_turn(sender, FileChange(file, came=False), channel)

    async def files(self, sender: str) -> dict[str, Any]:
        """Return the files that the conversation holds, and what may be sent; raises `UploadRefused`."""
        return await asyncio.to_thread(self._uploads.listed, await self._store.retrieve(sender))

    async def _file_turn(
        self, sender: str, change: FileChange, channel: str, message_id: str | None = None
    ) -> Messages:
        """Tell the conversation's form of a file: a turn like any other, with words of ours."""
        traditional = doorway.Situation.of(await self._store.retrieve(sender)).traditional
        text: str = words()["files"]["came" if change.came else "taken_back"]
        text = to_traditional(text) if traditional else text
        try:
            report = understood(text, **change.written())
            reply = await self._reply(sender, text, channel, report, message_id)
        except Exception:  # noqa: BLE001  # as in answer
            reply = self._apologise(sender)
        doorway.reveal_codes(reply, self._services.register)
        return doorway.in_script(reply, traditional)

    async def forget(self, sender: str) -> None:
        """Erase what was typed and sent in for a complaint that is not filed: nobody comes back to it."""
        self._services.register.erase_draft(sender)
        await asyncio.to_thread(self._services.evidence.erase, sender)

    async def erase(self, sender: str) -> None:
        """Erase a conversation with all that leads to it; tickets stay, and open with number and code only."""
        await self.forget(sender)
        await self._store.erase(sender)
        await asyncio.to_thread(forget_conversation, self._services.register, sender)  # last: until then it is known

    def handed_over(self, token: str, sender: str | None = None) -> Handover:
        """Return what a customer goes on with from another screen; waits for the database, raises `UnknownHandoff`.

        News of the ticket that it is about come to the conversation `sender` from now on.
        """
        return Handoffs(self._services.register).redeem(token, sender)

    async def hand_over(self, sender: str) -> str | None:
        """Return a token to go on with the latest complaint at another screen; None when there is none."""
        receipt = self._services.register.own(sender)
        if receipt is None:
            return None
        code = self._services.register.query_code(receipt.number)
        asked = words()["handoff"].format(number=receipt.number, code=code)
        return Handoffs(self._services.register).give(Handover(say=asked, number=receipt.number))

    async def rate_answer(self, sender: str, event: int, helpful: bool, reason: str | None, text: str) -> None:
        """Keep whether an answer of this conversation helped; an event that is no answer is nobody's fault."""
        topic = topic_of(await self._store.retrieve(sender), event)
        if topic is not None:
            opinion = Opinion(event, topic, helpful, reason, mask(text).text)
            await asyncio.to_thread(Feedback(self._services.register).give, sender, opinion)

    # ---- history and news

    async def transcript(self, sender: str, after: int = -1) -> Transcript:
        """Return what was said since event number `after`, news told first, and where the conversation stands."""
        await self._tell_news(sender)
        tracker = await self._store.retrieve(sender)
        if tracker is None:
            return Transcript()
        situation = doorway.Situation.of(tracker)
        wanted = await asyncio.to_thread(self._uploads.wanted, tracker)
        events = events_after(tracker, after, self._on_its_way_out(sender))
        return Transcript(events, len(tracker.events) - 1, situation.asked, situation.loop, wanted)

    def owing(self, senders: set[str]) -> set[str]:
        """Return which of these conversations have something to be told; waits for the database."""
        return self._debts.owing(senders)

    def _on_its_way_out(self, sender: str) -> Callable[[Event, bool], Event]:
        def shown(event: Event, traditional: bool) -> Event:
            said = copy.deepcopy({**event, "recipient_id": sender})
            doorway.reveal_codes([said], self._services.register)
            del said["recipient_id"]
            return doorway.in_script([said], traditional)[0]

        return shown

    async def _tell_news(self, sender: str) -> Messages:
        """Say what the conversation is owed: written into its history, then marked (bot/owed.py)."""
        told = []
        for owed in self._debts.of(sender):
            await self._written_down(sender, [owed.message], {NEWS: True})
            if owed.mark(_proof()):
                told.append(copy.deepcopy(owed.message))
        return told

    async def _written_down(self, sender: str, messages: Messages, metadata: dict[str, Any] | None = None) -> Messages:
        """Put messages that no action said into the conversation's history."""
        from rasa.shared.core.events import BotUttered

        if messages:
            tracker = await self._agent.processor.fetch_tracker_and_update_session(sender)  # begins a new conversation
            for message in messages:
                data = {key: message.get(key) for key in ("buttons", "custom")}
                tracker.update(BotUttered(message["text"], data, metadata))
            await self._store.save(tracker)
        return messages


def understood(text: str, **more: Any) -> dict[str, Any]:
    """Return the parse report of a text that needs no understanding."""
    return {"text": text, "intent": {"name": None, "confidence": 1.0}, "entities": [], **more}


def _proof() -> str:
    """Say where a delivery is to be found: the conversation's history has the message at this time (C1-51)."""
    return f"conversation history, {datetime.now(timezone.utc).isoformat(timespec='seconds')}"
