"""What every part of the register works with: transactions, the cipher, the clock, the audit trail."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timezone
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets import deadlines
from tickets.crypto import Cipher
from tickets.database import Database
from tickets.errors import UnknownTicket
from tickets.models import RegisterEvent, Ticket, TicketEvent


def _now() -> datetime:
    return datetime.now(timezone.utc)


class Store:
    """One database with its cipher; `now` is the clock, for tests."""

    def __init__(
        self, database: Database, cipher: Cipher, now: Callable[[], datetime] = _now, hasty: bool = False
    ) -> None:
        self._database, self.cipher, self._now, self._hasty = database, cipher, now, hasty

    def hasty(self) -> Store:
        """Return this store for what a power cut may undo, though no death of a process: it waits for no disk."""
        return Store(self._database, self.cipher, self.now, hasty=True)

    def now(self) -> datetime:
        """Return this moment, with time zone."""
        return self._now()

    def today(self) -> date:
        """Return the calendar day in China."""
        return deadlines.day_of_receipt(self._now())

    def transaction(self) -> AbstractContextManager[Session]:
        """Run a block in one transaction; raises `StoreUnavailable` when the database does not answer."""
        return self._database.transaction(self._hasty)

    def reading(self) -> AbstractContextManager[Session]:
        """Run a block that only reads: it holds up no writer."""
        return self._database.reading()

    def find(self, session: Session, number: str, lock: bool = False) -> Ticket:
        """Return a ticket inside a transaction, locked against other writers when asked; raises `UnknownTicket`."""
        query = select(Ticket).where(Ticket.number == number)
        ticket = session.scalars(query.with_for_update() if lock else query).first()
        if ticket is None:
            raise UnknownTicket(number)
        return ticket

    def ticket(self, number: str) -> Ticket:
        """Return a ticket by number; raises `UnknownTicket`."""
        with self.transaction() as session:
            return self.find(session, number)

    def audit(
        self, session: Session, ticket: Ticket, actor: str, kind: str, detail: dict[str, Any], text: str | None = None
    ) -> TicketEvent:
        """Write one line of a ticket's audit trail; `detail` holds no personal data, `text` is sealed."""
        sealed = self.cipher.seal(text) if text else None
        event = TicketEvent(
            ticket_id=ticket.id, at=self.now(), actor=actor, kind=kind, detail=detail, sealed_text=sealed
        )
        session.add(event)
        return event

    def audit_register(self, session: Session, actor: str, kind: str, detail: dict[str, Any]) -> None:
        """Write one line of the audit trail that belongs to no single ticket."""
        session.add(RegisterEvent(at=self.now(), actor=actor, kind=kind, detail=detail))
