"""Conversations in SQL, with the live ones remembered so that a turn does not read its whole past again."""

from __future__ import annotations

import itertools
import json
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine, event, insert
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool

from bot.live_tracker import LiveTracker

REMEMBERED = 2000


class RememberingTrackerStore(SQLTrackerStore):
    """Rasa's SQL store; one process owns a conversation and its turns come one after the other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._live: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        self._stored: dict[str, int] = {}
        if self.engine.dialect.name == "sqlite":
            self._keep_connections_open()

    def _keep_connections_open(self) -> None:
        """Replace the engine by one with a pool: SQLAlchemy opens a SQLite file anew for every transaction."""
        url = self.engine.url
        self.engine.dispose()
        self.engine = create_engine(url, poolclass=QueuePool, connect_args={"check_same_thread": False})
        event.listen(self.engine, "connect", _configure_sqlite)
        self.sessionmaker = sessionmaker(bind=self.engine)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the live conversation, or read it."""
        tracker = self._live.get(sender_id)
        if tracker is not None:
            return tracker
        read = await super().retrieve(sender_id)
        return self._alive(read) if read is not None else None

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the new events in one statement (Rasa's store adds them one by one); the conversation stays live."""
        with self.session_scope() as session:
            rows = [self._row(tracker.sender_id, event) for event in self._additional_events(session, tracker)]
            if rows:
                session.execute(insert(self.SQLEvent), rows)
            session.commit()
        self._live[tracker.sender_id] = self._alive(tracker)
        self._stored[tracker.sender_id] = len(tracker.events)
        self._live.move_to_end(tracker.sender_id)
        while len(self._live) > REMEMBERED:
            self.forget(next(iter(self._live)))

    def forget(self, sender_id: str) -> None:
        """Drop the live conversation, after a turn that failed half-way: the stored one is right."""
        self._live.pop(sender_id, None)
        self._stored.pop(sender_id, None)

    async def erase(self, sender_id: str) -> None:
        """Erase a conversation for good."""
        self.forget(sender_id)
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter_by(sender_id=sender_id).delete()
            session.commit()

    def _alive(self, tracker: DialogueStateTracker) -> LiveTracker:
        """Return a conversation as one that is kept in memory; Rasa begins and reads them as its own kind."""
        if isinstance(tracker, LiveTracker):
            return tracker
        return LiveTracker.from_events(tracker.sender_id, list(tracker.events), self.domain.slots)

    @staticmethod
    def _row(sender_id: str, event: Event) -> dict[str, Any]:
        data = event.as_dict()
        return {
            "sender_id": sender_id,
            "type_name": event.type_name,
            "timestamp": data.get("timestamp"),
            "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
            "action_name": data.get("name"),
            "data": json.dumps(data),
        }

    def _additional_events(self, session: Any, tracker: DialogueStateTracker) -> Iterator[Event]:
        """Return the events that are not stored yet; of a live conversation their number is known without asking."""
        stored = self._stored.get(tracker.sender_id)
        if stored is None:
            return super()._additional_events(session, tracker)
        return itertools.islice(tracker.events, stored, None)


def _configure_sqlite(connection: Any, _record: Any) -> None:
    # WAL with NORMAL keeps every committed turn when the process is killed; only a power cut may cost the last one.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
