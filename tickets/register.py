"""The complaint register: files, finds and lists tickets. Every change is one transaction with its audit event."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tickets import categories, deadlines
from tickets.crypto import Cipher
from tickets.database import Database, Limits, migrate
from tickets.drafts import Drafts
from tickets.errors import IncompleteComplaint, StoreUnavailable
from tickets.evidence import attach
from tickets.listing import Listing
from tickets.lookup import Lookup, Receipt, new_query_code
from tickets.models import Ticket
from tickets.numbering import take_number
from tickets.service_requests import ServiceRequests

log = logging.getLogger(__name__)
__all__ = ["Complaint", "Receipt", "Register", "new_query_code", "open_register"]


@dataclass(frozen=True)
class Complaint:
    """A confirmed complaint as it is filed; free text comes masked, name and phone in full.

    `confidence` says how sure the suggested reason and channel are: handlers look at the unsure ones first.
    """

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
    confidence: dict[str, float] = field(default_factory=dict)


class Register(Drafts, Lookup, Listing, ServiceRequests):
    """The register over one database: filing here; drafts, look-ups, lists, the queue in their own modules."""

    def file(self, complaint: Complaint, received_at: datetime | None = None) -> Receipt:
        """File a complaint once: the same conversation and filing again returns the first receipt.

        `received_at`, the moment of confirmation, starts the clock (C1-30); it is now unless told otherwise.
        Raises `IncompleteComplaint` when a required field is empty, `StoreUnavailable` when nothing could be saved.
        """
        received_at = received_at or self.now()
        try:
            return self._file(complaint, received_at)
        except IntegrityError:  # another process filed this very complaint a moment ago: now it is there to be found
            return self._file(complaint, received_at)

    def _file(self, complaint: Complaint, received_at: datetime) -> Receipt:
        key = self.cipher.fingerprint(f"{complaint.conversation}|{complaint.filing}")
        with self.transaction() as session:
            ticket = session.scalars(select(Ticket).where(Ticket.idempotency_key == key)).first()
            if ticket is None:
                ticket = self._new_ticket(session, complaint, key, received_at)
                self.audit(session, ticket, "customer", "filed", _detail(complaint))
            self._erase_draft(session, complaint.conversation)
            return self.receipt(ticket)

    def _new_ticket(self, session: Session, complaint: Complaint, key: str, received_at: datetime) -> Ticket:
        for name in ("business", "facts", "request", "name", "phone"):
            if not getattr(complaint, name):
                raise IncompleteComplaint(name)
        day = deadlines.day_of_receipt(received_at)
        clock = deadlines.Clock(day, deadlines.rule_on(day))
        story = f"{complaint.facts} {complaint.request}"
        severity = complaint.severity or categories.suggest_severity(story)
        ticket = Ticket(
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
            against_staff=categories.accuses_staff(complaint.facts),
            occurred_on=complaint.occurred_on,
            place=complaint.place,
            branch=complaint.branch,
            amount_fen=None if complaint.amount is None else int(complaint.amount * 100),
            is_agent=complaint.is_agent,
            sealed_facts=self.cipher.seal(complaint.facts),
            sealed_request=self.cipher.seal(complaint.request),
            sealed_name=self.cipher.seal(complaint.name),
            sealed_phone=self.cipher.seal(complaint.phone),
            phone_print=self.cipher.fingerprint(complaint.phone),
            conversation_print=self.cipher.fingerprint(complaint.conversation),
            idempotency_key=key,
        )
        ticket.number = take_number(session, day)  # last: from here on other filings of the day wait
        session.add(ticket)
        session.flush()
        ticket.evidence = attach(session, ticket, complaint.evidence, ticket.conversation_print)
        return ticket


def _detail(complaint: Complaint) -> dict[str, Any]:
    suggested = {"suggested": complaint.confidence} if complaint.confidence else {}
    return {"source": complaint.source, **suggested}


def open_register(url: str, secret_key: str, limits: Limits | None = None) -> Register:
    """Bring the database of this URL to the newest schema and open the register over it.

    A database that does not answer now may be back by the first use: then only the log tells.
    """
    try:
        migrate(url)
    except StoreUnavailable as error:
        log.warning("the database does not answer: %s", error)
    return Register(Database(url, limits), Cipher(secret_key))
