"""What WeChat has delivered: each message is taken by one process, once, however often WeChat sends it.

WeChat sends a message again that is not answered within five seconds, three times in all, and asks to know it by its
MsgId, an event by sender and time (developers.weixin.qq.com …/guide/product/message/Receiving_standard_messages).
A message is kept, sealed, until it is answered. A process holds those that it is answering and renews its hold; those
of a process that died are free a little later.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.channels.wechat.packets import Incoming
from tickets.models import WeChatDelivery
from tickets.store import Store
from tickets.upsert import insert_missing

HELD_FOR = timedelta(seconds=20)
"""How long after its death the messages of a process are left alone; it renews its hold several times meanwhile."""
GIVEN_UP_AFTER = timedelta(hours=1)
"""A message that could not be answered for so long is answered no more: the customer has written again, or left."""
_TABLE = WeChatDelivery.__table__.c


class State(Enum):
    """What became of a delivery: ours to answer, answered already, or being answered by another process."""

    OURS = "ours"
    ANSWERED = "answered"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Delivery:
    """A message or event, when it came first, and what became of it."""

    incoming: Incoming
    received_at: datetime
    state: State


class Deliveries:
    """The deliveries of one account."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def key(self, incoming: Incoming) -> str:
        """Return the keyed hash of what is the same in every delivery of a message."""
        return self._store.cipher.fingerprint(incoming.key)

    def take(self, incoming: Incoming) -> Delivery:
        """Take a message, or tell that another has it."""
        key, now = self.key(incoming), self._store.now()
        sealed = self._store.cipher.seal(json.dumps(asdict(incoming), ensure_ascii=False))
        new = {"key_print": key, "sealed_packet": sealed, "received_at": now, "held_until": now}
        with self._store.transaction() as session:
            insert_missing(session, WeChatDelivery, [new])
            row = session.execute(select(WeChatDelivery).where(_TABLE.key_print == key)).scalar_one()
            if row.sealed_packet is None:
                return Delivery(incoming, row.received_at, State.ANSWERED)
            state = State.OURS if self._hold(session, key) else State.ELSEWHERE
            return Delivery(incoming, row.received_at, state)

    def _hold(self, session: Session, key: str) -> bool:
        now = self._store.now()
        free = (_TABLE.key_print == key, _TABLE.held_until <= now, _TABLE.sealed_packet.is_not(None))
        statement = update(WeChatDelivery).where(*free).values(held_until=now + HELD_FOR)
        return bool(session.execute(statement, execution_options={"synchronize_session": False}).rowcount)

    def answered(self, session: Session, key: str) -> None:
        """Note that a message is answered; its content goes."""
        statement = update(WeChatDelivery).where(_TABLE.key_print == key).values(sealed_packet=None)
        session.execute(statement, execution_options={"synchronize_session": False})

    def renew(self, keys: Iterable[str]) -> None:
        """Go on holding the messages that are being answered."""
        with self._store.transaction() as session:
            held = update(WeChatDelivery).where(_TABLE.key_print.in_(list(keys)))
            session.execute(held.values(held_until=self._store.now() + HELD_FOR))

    def let_go(self, key: str) -> None:
        """Let a message be taken again at once: it could not be answered now."""
        with self._store.transaction() as session:
            session.execute(update(WeChatDelivery).where(_TABLE.key_print == key).values(held_until=self._store.now()))

    def left(self) -> list[Incoming]:
        """Return the messages that nobody is answering, oldest first."""
        now = self._store.now()
        open_ = (_TABLE.sealed_packet.is_not(None), _TABLE.held_until <= now)
        young = _TABLE.received_at > now - GIVEN_UP_AFTER
        with self._store.reading() as session:
            rows = session.scalars(select(WeChatDelivery).where(*open_, young).order_by(_TABLE.received_at))
            return [Incoming(**json.loads(self._store.cipher.open(row.sealed_packet))) for row in rows]
