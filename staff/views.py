"""How tickets and events look in the API and on the command line."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tickets import lifecycle
from tickets.crypto import Cipher, mask_name, mask_phone
from tickets.deadlines import CHINA
from tickets.effects import clock_of
from tickets.models import EvidenceFile, Ticket, TicketEvent
from tickets.store import Store

PLAIN = (
    "number", "status", "business", "reason", "channel", "source", "place", "occurred_on", "is_agent", "severity",
    "flags", "marks", "evidence", "rule_version", "source_authority", "assignee", "branch", "conflicts",
    "against_staff", "agreed_way", "merged_into", "stars",
)  # fmt: skip


def ticket_json(ticket: Ticket, store: Store, role: str, reveal: bool = False) -> dict[str, Any]:
    """Return a ticket as the API shows it to a role; personal fields are masked unless revealed (facts §7.3)."""
    opened = store.cipher.open
    name, phone = opened(ticket.sealed_name), opened(ticket.sealed_phone)
    running = ticket.status in lifecycle.running()
    return {
        **{column: getattr(ticket, column) for column in PLAIN},
        "received_at": moment(ticket.received_at),
        "due_on": ticket.due_on.isoformat(),
        "alert": clock_of(ticket).alert(store.today()) if running else None,
        "amount": None if ticket.amount_fen is None else str(Decimal(ticket.amount_fen) / 100),
        "facts": opened(ticket.sealed_facts),
        "request": opened(ticket.sealed_request),
        "complainant_name": name if reveal else mask_name(name),
        "complainant_phone": phone if reveal else mask_phone(phone),
        "decision": _parts(ticket.sealed_decision, store.cipher),
        "agreed_due_on": _day(ticket.agreed_due_on),
        "agreements": _parts(ticket.sealed_agreements, store.cipher) or [],
        "notified_at": moment(ticket.notified_at),
        "delivery": _parts(ticket.sealed_delivery, store.cipher),
        "review_due_on": _day(ticket.review_due_on),
        "review_decision": _parts(ticket.sealed_review_decision, store.cipher),
        "operations": list(lifecycle.open_to(ticket.status, role)),
    }


def event_json(event: TicketEvent, store: Store) -> dict[str, Any]:
    """Return one line of the audit trail."""
    return {
        "at": moment(event.at),
        "actor": event.actor,
        "kind": event.kind,
        "detail": event.detail,
        "text": store.cipher.open(event.sealed_text) if event.sealed_text else None,
    }


def evidence_json(row: EvidenceFile, store: Store) -> dict[str, Any]:
    """Return what a file of a ticket is, without its content; personal data in its name was masked when it came."""
    return {
        "id": row.id,
        "name": store.cipher.open(row.sealed_name),
        "kind": row.kind,
        "size": row.size,
        "sha256": row.sha256,
        "uploaded_at": moment(row.uploaded_at),
    }


def _parts(sealed: str | None, cipher: Cipher) -> Any:
    return json.loads(cipher.open(sealed)) if sealed else None


def moment(at: datetime | None) -> str | None:
    """Write a moment in China's time zone, ISO 8601."""
    return at.astimezone(CHINA).isoformat(timespec="seconds") if at else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
