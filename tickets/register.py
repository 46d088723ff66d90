"""The complaint register: files, finds and lists tickets. Every change is one transaction with its audit event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets import categories, deadlines
from tickets.crypto import Cipher
from tickets.database import Database, migrate
from tickets.drafts import Drafts
from tickets.errors import IncompleteComplaint
from tickets.listing import Listing
from tickets.lookup import Lookup, Receipt, new_query_code
from tickets.models import DailyNumber, ServiceRequest, Ticket

__all__ = ["Complaint", "Receipt", "Register", "new_query_code", "open_register"]


@dataclass(frozen=True)
class Complaint:
    """A confirmed complaint as it is filed; free text comes masked, name and phone in full."""

    conversation: str
    filing: str
    source: str
    consent_version: str
    business: str
    facts: str
    request: str
    name: str
    phone: str
    reason: str | None = None
    severity: str | None = None
    channel: str | None = None
    occurred_on: str | None = None
    place: str | None = None
    branch: str | None = None
    amount: Decimal | None = None
    evidence: list[str] = field(default_factory=list)
    is_agent: bool = False


class Register(Drafts, Lookup, Listing):
    """The register over one database: filing and the queue here; drafts, look-ups and lists in their own modules."""

    def file(self, complaint: Complaint) -> Receipt:
        """File a complaint once: the same conversation and filing again returns the first receipt.

        Raises `IncompleteComplaint` when a required field is empty, `StoreUnavailable` when nothing could be saved.
        """
        for name in ("business", "facts", "request", "name", "phone"):
            if not getattr(complaint, name):
                raise IncompleteComplaint(name)
        key = self.cipher.fingerprint(f"{complaint.conversation}|{complaint.filing}")
        with self.transaction() as session:
            ticket = session.scalars(select(Ticket).where(Ticket.idempotency_key == key)).first()
            if ticket is None:
                ticket = self._new_ticket(session, complaint, key)
                self.audit(session, ticket, "customer", "filed", {"source": complaint.source})
            self._erase_draft(session, complaint.conversation)
            return self.receipt(ticket)

    def _new_ticket(self, session: Session, complaint: Complaint, key: str) -> Ticket:
        received_at = self.now()
        day = deadlines.day_of_receipt(received_at)
        clock = deadlines.Clock(day, deadlines.rule_on(day))
        story = f"{complaint.facts} {complaint.request}"
        severity = complaint.severity or categories.suggest_severity(story)
        ticket = Ticket(
            number=self._next_number(session, day),
            sealed_query_code=self.cipher.seal(new_query_code()),
            status="submitted",
            received_at=received_at,
            source_authority=deadlines.DIRECT,
            clock_started_on=clock.started_on,
            due_on=clock.due_on,
            rule_version=clock.rule.version,
            consent_version=complaint.consent_version,
            source=complaint.source,
            business=complaint.business,
            reason=complaint.reason or categories.suggest("reason", story) or "C.other",
            channel=complaint.channel or categories.suggest("channel", f"{complaint.place or ''} {story}"),
            severity=severity,
            marks=["major"] if severity == categories.MAJOR else [],
            flags=categories.flags(story),
            occurred_on=complaint.occurred_on,
            place=complaint.place,
            branch=complaint.branch,
            amount_fen=None if complaint.amount is None else int(complaint.amount * 100),
            evidence=complaint.evidence,
            is_agent=complaint.is_agent,
            sealed_facts=self.cipher.seal(complaint.facts),
            sealed_request=self.cipher.seal(complaint.request),
            sealed_name=self.cipher.seal(complaint.name),
            sealed_phone=self.cipher.seal(complaint.phone),
            phone_print=self.cipher.fingerprint(complaint.phone),
            conversation_print=self.cipher.fingerprint(complaint.conversation),
            idempotency_key=key,
        )
        session.add(ticket)
        session.flush()
        return ticket

    @staticmethod
    def _next_number(session: Session, day: date) -> str:
        row = session.get(DailyNumber, day, with_for_update=True)
        if row is None:
            row = DailyNumber(day=day, last=0)
            session.add(row)
        row.last += 1
        return f"TS{day:%Y%m%d}-{row.last:04d}"

    def request_service(
        self, kind: str, conversation: str, note: str, ticket_number: str | None = None, care: bool = False
    ) -> int:
        """Write a request into the staff queue and return its id; `care` puts a person in distress first."""
        with self.transaction() as session:
            row = ServiceRequest(
                kind=kind,
                created_at=self.now(),
                conversation_print=self.cipher.fingerprint(conversation),
                ticket_number=ticket_number,
                sealed_note=self.cipher.seal(note),
                care=care,
            )
            session.add(row)
            session.flush()
            return int(row.id)


def open_register(url: str, secret_key: str) -> Register:
    """Bring the database of this URL to the newest schema and open the register over it."""
    migrate(url)
    return Register(Database(url), Cipher(secret_key))
