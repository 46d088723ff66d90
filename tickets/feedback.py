"""What customers say of answers."""

from __future__ import annotations

from dataclasses import dataclass

from tickets.models import AnswerFeedback
from tickets.store import Store
from tickets.upsert import insert_or_replace


@dataclass(frozen=True)
class Opinion:
    """Whether the answer with this number in its conversation helped; `text` has no personal data any more."""

    event: int
    topic: str
    helpful: bool
    reason: str | None = None
    text: str = ""


class Feedback:
    """Keeps one opinion an answer: the last."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def give(self, conversation: str, opinion: Opinion) -> None:
        """Write an opinion down; raises `StoreUnavailable`."""
        row = {
            "conversation_print": self._store.cipher.fingerprint(conversation),
            "event": opinion.event,
            "topic": opinion.topic,
            "helpful": opinion.helpful,
            "reason": opinion.reason,
            "sealed_text": self._store.cipher.seal(opinion.text) if opinion.text else None,
            "at": self._store.now(),
        }
        with self._store.transaction() as session:
            insert_or_replace(session, AnswerFeedback, [row])
