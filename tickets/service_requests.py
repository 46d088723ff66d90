"""The staff queue: what a person of the bank has to do for a customer, besides the complaints themselves."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.models import NUMBER_LENGTH, ServiceRequest
from tickets.store import Store

OPEN, CANCELLED = "open", "cancelled"


class ServiceRequests(Store):
    """The part of the register that keeps requests for a person."""

    def request_service(
        self, kind: str, conversation: str, note: str, ticket_number: str | None = None, care: bool = False
    ) -> int:
        """Write a request into the staff queue and return its id; `care` puts a person in distress first."""
        with self.transaction() as session:
            return self._new_request(session, kind, conversation, note, ticket_number, care)

    def request_once(self, kind: str, conversation: str, note: str, ticket_number: str | None = None) -> int:
        """Write a request that a conversation has open only once: asked again, the note grows and the id stays."""
        with self.transaction() as session:
            row = self._open_request(session, kind, conversation)
            if row is None:
                return self._new_request(session, kind, conversation, note, ticket_number, care=False)
            told = self.cipher.open(row.sealed_note).splitlines()
            row.sealed_note = self.cipher.seal("\n".join(dict.fromkeys([*told, *note.splitlines()])))
            row.ticket_number = row.ticket_number or ticket_number
            return int(row.id)

    def open_request(self, kind: str, conversation: str) -> int | None:
        """Return the id of what a conversation has open of a kind, or None."""
        with self.reading() as session:
            row = self._open_request(session, kind, conversation)
            return None if row is None else int(row.id)

    def cancel_request(self, kind: str, conversation: str) -> bool:
        """Take a request out of the queue; False when the conversation has none open of this kind."""
        with self.transaction() as session:
            row = self._open_request(session, kind, conversation)
            if row is not None:
                row.status = CANCELLED
            return row is not None

    def _new_request(
        self, session: Session, kind: str, conversation: str, note: str, ticket_number: str | None, care: bool
    ) -> int:
        row = ServiceRequest(
            kind=kind,
            created_at=self.now(),
            conversation_print=self.cipher.fingerprint(conversation),
            ticket_number=ticket_number if len(ticket_number or "") <= NUMBER_LENGTH else None,
            sealed_note=self.cipher.seal(note),
            care=care,
        )
        session.add(row)
        session.flush()
        return int(row.id)

    def _open_request(self, session: Session, kind: str, conversation: str) -> ServiceRequest | None:
        query = select(ServiceRequest).where(
            ServiceRequest.kind == kind,
            ServiceRequest.conversation_print == self.cipher.fingerprint(conversation),
            ServiceRequest.status == OPEN,
        )
        return session.scalars(query.order_by(ServiceRequest.id.desc())).first()
