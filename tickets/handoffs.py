"""Going on at another screen: a token, as a QR code shows it, stands once for what to go on with there."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tickets.errors import UnknownHandoff
from tickets.models import Handoff, OutboxMessage, Ticket
from tickets.store import Store

LIFETIME = timedelta(minutes=15)
"""Long enough to take out a phone and scan, too short for the next person in the queue to find a use for it."""


@dataclass(frozen=True)
class Handover:
    """What a customer goes on with: words to say, the number of the ticket they are about; or a page's own token."""

    say: str = ""
    number: str = ""
    page: str = ""


class Handoffs:
    """Gives and redeems tokens."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def give(self, handover: Handover) -> str:
        """Keep it encrypted and return the token that opens it once; raises `StoreUnavailable`."""
        token = secrets.token_urlsafe(24)
        with self._store.transaction() as session:
            session.add(
                Handoff(
                    token_print=self._store.cipher.fingerprint(token),
                    sealed_text=self._store.cipher.seal(json.dumps(asdict(handover), ensure_ascii=False)),
                    expires_at=self._store.now() + LIFETIME,
                )
            )
        return token

    def redeem(self, token: str, conversation: str | None = None) -> Handover:
        """Return what is behind a token and forget it; raises `UnknownHandoff` or `StoreUnavailable`.

        Given a conversation, the ticket's news go there from now on, in the same transaction.
        """
        with self._store.transaction() as session:
            row = session.get(Handoff, self._store.cipher.fingerprint(token), with_for_update=True)
            if row is None or row.expires_at < self._store.now():
                raise UnknownHandoff
            handover = Handover(**json.loads(self._store.cipher.open(row.sealed_text)))
            if conversation is not None and handover.number:
                self._bind(session, handover.number, self._store.cipher.fingerprint(conversation))
            session.delete(row)
        return handover

    def _bind(self, session: Session, number: str, conversation_print: str) -> None:
        ticket = session.scalars(select(Ticket).where(Ticket.number == number).with_for_update()).first()
        if ticket is None:
            return
        ticket.conversation_print = conversation_print
        table = OutboxMessage.__table__.c
        untold = (table.ticket_id == ticket.id, table.delivered_at.is_(None))
        session.execute(update(OutboxMessage).where(*untold).values(conversation_print=conversation_print))
        self._store.audit(session, ticket, "customer", "moved", {"conversation": "another"})  # `to` names a state
