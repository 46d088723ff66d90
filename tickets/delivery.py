"""Delivering the outbox: into the chat where the customer is, else through a notification port; marked exactly once.

The customer process takes a conversation's messages with `pending` and marks them with `mark_delivered`. The courier
sends what the chat has not delivered, again with growing pauses, and gives up after `MAX_ATTEMPTS`: then a person has
to tell the customer, and the audit trail says so. A crash between sending and marking sends a message twice, never not
at all; its id lets the receiver tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import select, update

from tickets.errors import DeliveryFailed
from tickets.models import OutboxMessage, Ticket
from tickets.store import Store
from tickets.workflow import OUTBOX, Workflow

MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=1)
"""Before the second attempt; every further pause is twice as long."""
_TABLE = OutboxMessage.__table__.c


@dataclass(frozen=True)
class Notice:
    """One message to a customer, with whom it is for, as a port gets it."""

    id: int
    number: str
    kind: str
    text: str
    phone: str
    created_at: datetime


class Port(Protocol):
    """A way to reach customers outside the chat: SMS, e-mail, a file; `way` is its name in the proof (C1-51)."""

    way: str

    def send(self, notice: Notice) -> str:
        """Send a message, with a timeout, and return the proof; raises `DeliveryFailed`."""
        ...


class Outbox:
    """The messages of one register that wait to be delivered."""

    def __init__(self, store: Store) -> None:
        self._store, self._workflow = store, Workflow(store)

    def pending(self, conversation: str) -> list[Notice]:
        """Return what a conversation has not been told yet, oldest first."""
        who = self._store.cipher.fingerprint(conversation)
        query = select(OutboxMessage).where(_TABLE.conversation_print == who, _TABLE.delivered_at.is_(None))
        with self._store.reading() as session:
            return [self._notice(row) for row in session.scalars(query.order_by(_TABLE.id))]

    def waiting(self, conversations: Iterable[str]) -> set[str]:
        """Return which of these conversations have not been told something yet."""
        prints = {self._store.cipher.fingerprint(name): name for name in conversations}
        theirs = _TABLE.conversation_print.in_(prints)
        query = select(_TABLE.conversation_print).where(_TABLE.delivered_at.is_(None), theirs).distinct()
        with self._store.reading() as session:
            return {prints[found] for found in session.scalars(query)}

    def mark_delivered(self, message: int, way: str, proof: str) -> bool:
        """Mark a message as delivered and keep the proof; False when it was marked before.

        A delivered decision makes its ticket `notified`, which ends the clock (C1-30, C1-51).
        """
        with self._store.transaction() as session:
            unmarked = update(OutboxMessage).where(_TABLE.id == message, _TABLE.delivered_at.is_(None))
            values = {"delivered_at": self._store.now(), "delivered_by": way, "next_try_at": None}
            if session.execute(unmarked.values(values)).rowcount == 0:
                return False
            row = session.execute(select(OutboxMessage).where(_TABLE.id == message)).scalar_one()
            ticket = session.execute(select(Ticket).where(Ticket.id == row.ticket_id).with_for_update()).scalar_one()
            self._store.audit(session, ticket, OUTBOX.name, "delivered", {"message": row.kind, "way": way})
            as_agreed = ticket.agreed_way in (None, way)  # C1-41: told another way it is not told yet
            if row.kind == "decided" and ticket.status == "decided" and as_agreed:
                told = {"way": way, "notified_at": self._store.now().isoformat(), "proof": proof}
                self._workflow.apply(session, ticket, OUTBOX, "notified", told)
            return True

    def claim(self) -> Notice | None:
        """Return the next message that is due, its next attempt already set: a crash only makes it late."""
        now = self._store.now()
        due = select(OutboxMessage).where(_TABLE.delivered_at.is_(None), _TABLE.next_try_at <= now)
        with self._store.transaction() as session:
            row = session.scalars(due.order_by(_TABLE.id).limit(1).with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            row.attempts += 1
            row.next_try_at = now + FIRST_PAUSE * 2 ** (row.attempts - 1) if row.attempts < MAX_ATTEMPTS else None
            return self._notice(row)

    def record_failure(self, message: int, error: DeliveryFailed) -> None:
        """Keep why an attempt failed; after the last one the audit trail says that a person has to tell."""
        with self._store.transaction() as session:
            row = session.execute(select(OutboxMessage).where(_TABLE.id == message)).scalar_one()
            row.last_error = str(error)[:200]
            if row.next_try_at is None and row.delivered_at is None:
                self._store.audit(session, row.ticket, OUTBOX.name, "undeliverable", {"message": row.kind})

    def _notice(self, row: OutboxMessage) -> Notice:
        opened = self._store.cipher.open
        ticket = row.ticket
        phone = opened(ticket.sealed_phone)
        return Notice(row.id, ticket.number, row.kind, opened(row.sealed_text), phone, row.created_at)


class Courier:
    """Sends what is due through one port; any number of couriers may run at once."""

    def __init__(self, store: Store, port: Port) -> None:
        self._outbox, self._port = Outbox(store), port

    def deliver_due(self) -> int:
        """Try every message that is due once; returns how many were delivered."""
        delivered = 0
        while (notice := self._outbox.claim()) is not None:
            try:
                proof = self._port.send(notice)
            except DeliveryFailed as error:
                self._outbox.record_failure(notice.id, error)
            else:
                delivered += self._outbox.mark_delivered(notice.id, self._port.way, proof)
        return delivered
