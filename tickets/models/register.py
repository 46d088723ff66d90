"""The tables of the complaint register itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import relationship

from tickets.models.base import Base, UtcDateTime

NUMBER_LENGTH = 32
"""The longest ticket number there can be; what customers type may be longer and is then none of ours."""


class Ticket(Base):
    """One complaint; `sealed_*` columns are encrypted, `*_print` columns are keyed hashes."""

    __tablename__ = "tickets"

    id: int = Column(Integer, primary_key=True)
    number: str = Column(String(NUMBER_LENGTH), unique=True, nullable=False)
    sealed_query_code: str = Column(Text, nullable=False)
    status: str = Column(String(32), nullable=False, index=True)
    received_at: datetime = Column(UtcDateTime, nullable=False, index=True)
    due_on: date = Column(Date, nullable=False, index=True)
    rule_version: str = Column(String(32), nullable=False)
    consent_version: str = Column(String(32), nullable=False)
    source: str = Column(String(16), nullable=False)
    business: str = Column(String(32), nullable=False, index=True)
    reason: str = Column(String(32), nullable=False, index=True)
    channel: str | None = Column(String(32))
    severity: str = Column(String(16), nullable=False)
    flags: list[str] = Column(JSON, nullable=False, default=list)
    occurred_on: str | None = Column(String(64))
    place: str | None = Column(String(200))
    branch: str | None = Column(String(64))
    amount_fen: int | None = Column(BigInteger)  # money as a whole number of fen: exact on every database
    evidence: list[str] = Column(JSON, nullable=False, default=list)
    is_agent: bool = Column(Boolean, nullable=False, default=False)
    sealed_facts: str = Column(Text, nullable=False)
    sealed_request: str = Column(Text, nullable=False)
    sealed_name: str = Column(Text, nullable=False)
    sealed_phone: str = Column(Text, nullable=False)
    phone_print: str = Column(String(64), nullable=False, index=True)
    conversation_print: str = Column(String(64), nullable=False, index=True)
    idempotency_key: str = Column(String(64), unique=True, nullable=False)
    assignee: str | None = Column(String(64))
    source_authority: str = Column(String(16), nullable=False)
    clock_started_on: date = Column(Date, nullable=False)
    extensions: int = Column(Integer, nullable=False, default=0)
    paused_since: date | None = Column(Date)
    paused_days: int = Column(Integer, nullable=False, default=0)
    agreed_due_on: date | None = Column(Date)
    agreed_way: str | None = Column(String(16))
    sealed_agreements: str | None = Column(Text)
    marks: list[str] = Column(JSON, nullable=False, default=list)
    conflicts: list[str] = Column(JSON, nullable=False, default=list)
    against_staff: bool = Column(Boolean, nullable=False, default=False)
    merged_into: str | None = Column(String(32))
    decided_at: datetime | None = Column(UtcDateTime)
    sealed_decision: str | None = Column(Text)
    notified_at: datetime | None = Column(UtcDateTime)
    sealed_delivery: str | None = Column(Text)
    review_due_on: date | None = Column(Date)
    sealed_review_decision: str | None = Column(Text)
    stars: int | None = Column(Integer)
    finished_at: datetime | None = Column(UtcDateTime)

    events: list[TicketEvent] = relationship("TicketEvent", order_by="TicketEvent.id", back_populates="ticket")


class TicketEvent(Base):
    """One line of a ticket's audit trail: changes, notes, and looks at personal data; what people wrote is sealed."""

    __tablename__ = "ticket_events"

    id: int = Column(Integer, primary_key=True)
    ticket_id: int = Column(Integer, ForeignKey("tickets.id"), nullable=False, index=True)
    at: datetime = Column(UtcDateTime, nullable=False)
    actor: str = Column(String(64), nullable=False)
    kind: str = Column(String(32), nullable=False)
    detail: dict[str, Any] = Column(JSON, nullable=False, default=dict)
    sealed_text: str | None = Column(Text)

    ticket: Ticket = relationship("Ticket", back_populates="events")


class DailyNumber(Base):
    """The last running number given out on a day."""

    __tablename__ = "daily_numbers"

    day: date = Column(Date, primary_key=True)
    last: int = Column(Integer, nullable=False)


class DraftField(Base):
    """A full value typed while filing, encrypted until it is filed, cancelled or 30 days old (facts §7.4)."""

    __tablename__ = "draft_fields"

    conversation_print: str = Column(String(64), primary_key=True)
    field: str = Column(String(32), primary_key=True)
    sealed_value: str = Column(Text, nullable=False)
    updated_at: datetime = Column(UtcDateTime, nullable=False, index=True)


class CarriedDraft(Base):
    """An unfinished complaint on its way to another conversation; the code itself is kept as a keyed hash only."""

    __tablename__ = "carried_drafts"

    code_print: str = Column(String(64), primary_key=True)
    sealed_values: str = Column(Text, nullable=False)
    expires_at: datetime = Column(UtcDateTime, nullable=False, index=True)


class QueryAttempt(Base):
    """Wrong query codes tried by one sender for one ticket number."""

    __tablename__ = "query_attempts"

    number: str = Column(String(NUMBER_LENGTH), primary_key=True)
    conversation_print: str = Column(String(64), primary_key=True)
    wrong: int = Column(Integer, nullable=False)
    last_at: datetime = Column(UtcDateTime, nullable=False)


class ServiceRequest(Base):
    """Something a person of the bank has to do: call back, take a supplement, a withdrawal, a review."""

    __tablename__ = "service_requests"

    id: int = Column(Integer, primary_key=True)
    kind: str = Column(String(32), nullable=False, index=True)
    created_at: datetime = Column(UtcDateTime, nullable=False)
    conversation_print: str = Column(String(64), nullable=False, index=True)
    ticket_number: str | None = Column(String(NUMBER_LENGTH))
    sealed_note: str = Column(Text, nullable=False)
    care: bool = Column(Boolean, nullable=False, default=False)
    status: str = Column(String(16), nullable=False, default="open")


class DailyRun(Base):
    """When a piece of daily work was last begun, by whichever process."""

    __tablename__ = "daily_runs"

    name: str = Column(String(32), primary_key=True)
    last_at: datetime = Column(UtcDateTime, nullable=False)


class EvidenceFile(Base):
    """One file handed in with a complaint; its content is in the evidence folder, under `id`, sealed with the key."""

    __tablename__ = "evidence_files"

    id: str = Column(String(32), primary_key=True)
    conversation_print: str = Column(String(64), nullable=False, index=True)
    ticket_id: int | None = Column(
        Integer, ForeignKey("tickets.id"), index=True
    )  # None: its complaint is not filed yet
    kind: str = Column(String(8), nullable=False)
    size: int = Column(Integer, nullable=False)
    sha256: str = Column(String(64), nullable=False)
    sealed_name: str = Column(Text, nullable=False)
    sealed_key: str = Column(Text, nullable=False)
    uploaded_at: datetime = Column(UtcDateTime, nullable=False, index=True)


class OutboxMessage(Base):
    """Something the customer has to be told, written in the transaction that makes it true."""

    __tablename__ = "outbox"

    id: int = Column(Integer, primary_key=True)
    ticket_id: int = Column(Integer, ForeignKey("tickets.id"), nullable=False, index=True)
    kind: str = Column(String(32), nullable=False)
    conversation_print: str = Column(String(64), nullable=False, index=True)
    sealed_text: str = Column(Text, nullable=False)
    created_at: datetime = Column(UtcDateTime, nullable=False)
    next_try_at: datetime | None = Column(UtcDateTime, index=True)
    attempts: int = Column(Integer, nullable=False, default=0)
    last_error: str | None = Column(String(200))
    delivered_at: datetime | None = Column(UtcDateTime)
    delivered_by: str | None = Column(String(16))

    ticket: Ticket = relationship("Ticket")


class StaffAccount(Base):
    """Somebody, or some tool, that may use the staff API; of the token only a keyed hash is kept."""

    __tablename__ = "staff_accounts"

    name: str = Column(String(64), primary_key=True)
    role: str = Column(String(16), nullable=False)
    branch: str | None = Column(String(64))
    token_print: str = Column(String(64), unique=True, nullable=False)
    created_at: datetime = Column(UtcDateTime, nullable=False)


class RegisterEvent(Base):
    """One line of the audit trail that belongs to no single ticket: exports, accounts."""

    __tablename__ = "register_events"

    id: int = Column(Integer, primary_key=True)
    at: datetime = Column(UtcDateTime, nullable=False)
    actor: str = Column(String(64), nullable=False)
    kind: str = Column(String(32), nullable=False)
    detail: dict[str, Any] = Column(JSON, nullable=False, default=dict)
