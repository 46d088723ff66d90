"""Texts on their way to followers: kept, sealed and in order, until each has gone.

What cannot be sent now stays and is told first with the next message. A process holds a text while it sends it; one
that dies in between lets go of it after a minute, and it is told again, never not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from tickets.models import WeChatText
from tickets.store import Store

HELD_FOR = timedelta(minutes=1)
"""Longer than any sending takes."""
_TABLE = WeChatText.__table__.c


@dataclass(frozen=True)
class Waiting:
    """A text that this process holds."""

    key: str
    place: int
    text: str


class Parking:
    """The texts of one account's followers."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def replace(self, session: Session, key: str, texts: Sequence[str]) -> Waiting | None:
        """Let these texts wait instead of those that wait and that nobody is sending; returns the first one, held."""
        session.execute(delete(WeChatText).where(*self._free(key)))
        last = session.scalar(select(func.max(_TABLE.place)).where(_TABLE.conversation_print == key)) or 0
        seal, now = self._store.cipher.seal, self._store.now()
        rows = [
            WeChatText(conversation_print=key, place=place, sealed_text=seal(text), since=now)
            for place, text in enumerate(texts, last + 1)
        ]
        session.add_all(rows)
        if not rows:
            return None
        rows[0].held_until = now + HELD_FOR
        return Waiting(key, rows[0].place, texts[0])

    def waiting(self, session: Session, key: str) -> list[str]:
        """Return the texts that wait and that nobody is sending, oldest first."""
        rows = session.scalars(select(WeChatText).where(*self._free(key)).order_by(_TABLE.place))
        return [self._store.cipher.open(row.sealed_text) for row in rows]

    def hold(self, key: str) -> Waiting | None:
        """Return the text to send next, held for this process; None when nothing waits, or another is sending."""
        with self._store.transaction() as session:
            query = select(WeChatText).where(_TABLE.conversation_print == key).order_by(_TABLE.place).limit(1)
            row = session.scalars(query.with_for_update()).first()
            if row is None or (row.held_until is not None and row.held_until > self._store.now()):
                return None
            row.held_until = self._store.now() + HELD_FOR
            return Waiting(key, row.place, self._store.cipher.open(row.sealed_text))

    def gone(self, text: Waiting) -> None:
        """Forget a text that has gone."""
        with self._store.transaction() as session:
            session.execute(delete(WeChatText).where(*_this(text)))

    def let_go(self, text: Waiting) -> None:
        """Let a text wait that could not be sent."""
        with self._store.transaction() as session:
            session.execute(update(WeChatText).where(*_this(text)).values(held_until=None))

    def owners(self) -> set[str]:
        """Return the keys of followers for whom something waits that nobody is sending."""
        with self._store.reading() as session:
            return set(session.scalars(select(_TABLE.conversation_print).where(self._unheld()).distinct()))

    def _free(self, key: str) -> tuple[object, ...]:
        return _TABLE.conversation_print == key, self._unheld()

    def _unheld(self) -> object:
        return or_(_TABLE.held_until.is_(None), _TABLE.held_until <= self._store.now())


def _this(text: Waiting) -> tuple[object, ...]:
    return _TABLE.conversation_print == text.key, _TABLE.place == text.place
