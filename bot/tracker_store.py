"""Conversations in SQL, with the live ones remembered so that a turn does not read its whole past again."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import event

REMEMBERED = 2000


class RememberingTrackerStore(SQLTrackerStore):
    """Rasa's SQL store; one process owns a conversation and its turns come one after the other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._live: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _configure_sqlite)
            self.engine.dispose()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the live conversation, or read it."""
        tracker = self._live.get(sender_id)
        return tracker if tracker is not None else await super().retrieve(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the new events; the conversation stays live."""
        await super().save(tracker)
        self._live[tracker.sender_id] = tracker
        self._live.move_to_end(tracker.sender_id)
        while len(self._live) > REMEMBERED:
            self._live.popitem(last=False)

    def forget(self, sender_id: str) -> None:
        """Drop the live conversation, after a turn that failed half-way: the stored one is right."""
        self._live.pop(sender_id, None)


def _configure_sqlite(connection: Any, _record: Any) -> None:
    # WAL with NORMAL keeps every committed turn when the process is killed; only a power cut may cost the last one.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
