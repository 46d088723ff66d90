"""The complaint register: files, finds and lists tickets. Every change is one transaction with its audit event."""

from __future__ import annotations

import hmac
import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tickets import categories, deadlines
from tickets.crypto import Cipher
from tickets.database import Database, Limits, migrate
from tickets.errors import IncompleteComplaint, StoreUnavailable, TooManyAttempts, UnknownTicket
from tickets.models import NUMBER_LENGTH, DraftField, QueryAttempt, ServiceRequest, Ticket, TicketEvent
from tickets.numbering import take_number
from tickets.upsert import insert_missing, insert_or_replace

log = logging.getLogger(__name__)
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_ALPHABET = CODE_LETTERS + "23456789"
CODE_LENGTH = 6
MAX_WRONG_CODES = 5
LOCK_FOR = timedelta(minutes=15)
DRAFT_LIFETIME = timedelta(days=30)
OPEN_STATES = ("submitted", "triaged", "assigned", "investigating", "negotiating", "pending_customer")


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


@dataclass(frozen=True)
class Receipt:
    """What the customer is told of a ticket."""

    number: str
    query_code: str
    status: str
    received_on: date
    due_on: date


def _now() -> datetime:
    return datetime.now(timezone.utc)


class Register:
    """The register over one database; `now` is the clock, for tests."""

    def __init__(self, database: Database, cipher: Cipher, now: Callable[[], datetime] = _now) -> None:
        self._database, self.cipher, self._now = database, cipher, now

    # ---- filing

    def file(self, complaint: Complaint, received_at: datetime | None = None) -> Receipt:
        """File a complaint once: the same conversation and filing again returns the first receipt.

        `received_at`, the moment of confirmation, starts the clock (C1-30); it is now unless told otherwise.
        Raises `IncompleteComplaint` when a required field is empty, `StoreUnavailable` when nothing could be saved.
        """
        received_at = received_at or self._now()
        try:
            return self._file(complaint, received_at)
        except IntegrityError:  # another process filed this very complaint a moment ago: now it is there to be found
            return self._file(complaint, received_at)

    def _file(self, complaint: Complaint, received_at: datetime) -> Receipt:
        key = self.cipher.fingerprint(f"{complaint.conversation}|{complaint.filing}")
        with self._database.transaction() as session:
            ticket = session.scalars(select(Ticket).where(Ticket.idempotency_key == key)).first()
            if ticket is None:
                ticket = self._new_ticket(session, complaint, key, received_at)
                self._audit(session, ticket, "customer", "filed", {"source": complaint.source})
            self._erase_draft(session, complaint.conversation)
            return self._receipt(ticket)

    def _new_ticket(self, session: Session, complaint: Complaint, key: str, received_at: datetime) -> Ticket:
        for name in ("business", "facts", "request", "name", "phone"):
            if not getattr(complaint, name):
                raise IncompleteComplaint(name)
        day = deadlines.day_of_receipt(received_at)
        rule = deadlines.rule_on(day)
        story = f"{complaint.facts} {complaint.request}"
        ticket = Ticket(
            sealed_query_code=self.cipher.seal(new_query_code()),
            status="submitted",
            received_at=received_at,
            due_on=deadlines.due_on(day, rule),
            rule_version=rule.version,
            consent_version=complaint.consent_version,
            source=complaint.source,
            business=complaint.business,
            reason=complaint.reason or categories.suggest("reason", story) or "C.other",
            channel=complaint.channel or categories.suggest("channel", f"{complaint.place or ''} {story}"),
            severity=complaint.severity or categories.suggest_severity(story),
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
        ticket.number = take_number(session, day)  # last: from here on other filings of the day wait
        session.add(ticket)
        session.flush()
        return ticket

    def _receipt(self, ticket: Ticket) -> Receipt:
        return Receipt(
            ticket.number,
            self.cipher.open(ticket.sealed_query_code),
            ticket.status,
            deadlines.day_of_receipt(ticket.received_at),
            ticket.due_on,
        )

    # ---- looking up, customer side

    def own(self, conversation: str, number: str | None = None) -> Receipt | None:
        """Return the latest ticket filed in this conversation, or the one of that number, or None."""
        query = select(Ticket).where(Ticket.conversation_print == self.cipher.fingerprint(conversation))
        if number:
            query = query.where(Ticket.number == number)
        with self._database.reading() as session:
            ticket = session.scalars(query.order_by(Ticket.id.desc())).first()
            return self._receipt(ticket) if ticket else None

    def query_code(self, number: str) -> str:
        """Return the query code of a ticket, for a message to the customer who may see it; raises `UnknownTicket`."""
        return self.cipher.open(self.ticket(number).sealed_query_code)

    def look_up(self, conversation: str, number: str, code: str) -> Receipt:
        """Open a ticket by number and query code, compared in constant time.

        Raises `UnknownTicket` for a wrong pair, `TooManyAttempts` after five wrong ones within a quarter of an hour.
        """
        if len(number) > NUMBER_LENGTH:
            raise UnknownTicket(number)
        with self._attempt(conversation, number) as (session, attempt):
            ticket = session.scalars(select(Ticket).where(Ticket.number == number)).first()
            wanted = self.cipher.open(ticket.sealed_query_code) if ticket else "-" * CODE_LENGTH
            right = hmac.compare_digest(wanted.encode(), code.upper().encode())
            if ticket is not None and right:
                attempt.wrong = 0
                return self._receipt(ticket)
            attempt.wrong += 1
        raise UnknownTicket(number)

    @contextmanager
    def _attempt(self, conversation: str, number: str) -> Iterator[tuple[Session, QueryAttempt]]:
        now, who = self._now(), self.cipher.fingerprint(conversation)
        with self._database.transaction() as session:
            first = {"number": number, "conversation_print": who, "wrong": 0, "last_at": now}
            insert_missing(session, QueryAttempt, [first])
            attempt = session.get(QueryAttempt, (number, who), with_for_update=True)
            if now - attempt.last_at > LOCK_FOR:
                attempt.wrong = 0
            if attempt.wrong >= MAX_WRONG_CODES:
                raise TooManyAttempts(number)
            attempt.last_at = now
            yield session, attempt

    # ---- drafts: full values typed while filing

    def keep_draft(self, conversation: str, values: dict[str, str]) -> None:
        """Keep full values of a conversation, encrypted, until they are filed or erased; old drafts go."""
        who, now = self.cipher.fingerprint(conversation), self._now()
        with self._database.transaction() as session:
            session.execute(delete(DraftField).where(DraftField.updated_at < now - DRAFT_LIFETIME))
            rows = [
                {"conversation_print": who, "field": name, "sealed_value": self.cipher.seal(value), "updated_at": now}
                for name, value in values.items()
            ]
            insert_or_replace(session, DraftField, rows)

    def draft(self, conversation: str) -> dict[str, str]:
        """Return the kept full values of a conversation by field name."""
        query = select(DraftField).where(DraftField.conversation_print == self.cipher.fingerprint(conversation))
        with self._database.reading() as session:
            return {row.field: self.cipher.open(row.sealed_value) for row in session.scalars(query)}

    def erase_draft(self, conversation: str) -> None:
        """Erase every kept value of a conversation."""
        with self._database.transaction() as session:
            self._erase_draft(session, conversation)

    def _erase_draft(self, session: Session, conversation: str) -> None:
        who = self.cipher.fingerprint(conversation)
        session.execute(delete(DraftField).where(DraftField.conversation_print == who))

    # ---- requests for a person

    def request_service(
        self, kind: str, conversation: str, note: str, ticket_number: str | None = None, care: bool = False
    ) -> int:
        """Write a request into the staff queue and return its id; `care` puts a person in distress first."""
        with self._database.transaction() as session:
            row = ServiceRequest(
                kind=kind,
                created_at=self._now(),
                conversation_print=self.cipher.fingerprint(conversation),
                ticket_number=ticket_number if len(ticket_number or "") <= NUMBER_LENGTH else None,
                sealed_note=self.cipher.seal(note),
                care=care,
            )
            session.add(row)
            session.flush()
            return int(row.id)

    # ---- staff side

    def tickets(self, filters: dict[str, Any], page: int, per_page: int) -> tuple[list[Ticket], int]:
        """Return one page of tickets, newest first, and how many there are in all."""
        query = _filtered(select(Ticket), filters, deadlines.day_of_receipt(self._now()))
        with self._database.reading() as session:
            total = session.scalar(select(func.count()).select_from(query.subquery()))
            rows = session.scalars(query.order_by(Ticket.id.desc()).offset((page - 1) * per_page).limit(per_page))
            return list(rows), int(total or 0)

    def ticket(self, number: str) -> Ticket:
        """Return a ticket by number; raises `UnknownTicket`."""
        with self._database.reading() as session:
            ticket = session.scalars(select(Ticket).where(Ticket.number == number)).first()
            if ticket is None:
                raise UnknownTicket(number)
            return ticket

    def events(self, number: str) -> list[TicketEvent]:
        """Return the audit trail of a ticket, oldest first; raises `UnknownTicket`."""
        ticket = self.ticket(number)
        with self._database.reading() as session:
            query = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id).order_by(TicketEvent.id)
            return list(session.scalars(query))

    def record_reveal(self, number: str, actor: str) -> None:
        """Write into the audit trail that somebody looked at the personal fields of a ticket."""
        ticket = self.ticket(number)
        with self._database.transaction() as session:
            self._audit(session, ticket, actor, "revealed", {})

    def _audit(self, session: Session, ticket: Ticket, actor: str, kind: str, detail: dict[str, Any]) -> None:
        session.add(TicketEvent(ticket_id=ticket.id, at=self._now(), actor=actor, kind=kind, detail=detail))


def open_register(url: str, secret_key: str, limits: Limits | None = None) -> Register:
    """Bring the database of this URL to the newest schema and open the register over it.

    A database that does not answer now may be back by the first use: then only the log tells.
    """
    try:
        migrate(url)
    except StoreUnavailable as error:
        log.warning("the database does not answer: %s", error)
    return Register(Database(url, limits), Cipher(secret_key))


def new_query_code() -> str:
    """Make a query code: six characters without look-alikes, at least two of them letters."""
    while True:
        code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
        if sum(character in CODE_LETTERS for character in code) >= 2:
            return code


def _filtered(query: Any, filters: dict[str, Any], today: date) -> Any:
    for name in ("status", "business", "reason", "branch", "source"):
        if filters.get(name):
            query = query.where(getattr(Ticket, name) == filters[name])
    if filters.get("q"):
        query = query.where(Ticket.number.contains(filters["q"].upper(), autoescape=True))
    if filters.get("from"):
        query = query.where(Ticket.received_at >= filters["from"])
    if filters.get("to"):
        query = query.where(Ticket.received_at < filters["to"])
    if filters.get("overdue"):
        query = query.where(Ticket.due_on < today, Ticket.status.in_(OPEN_STATES))
    return query
