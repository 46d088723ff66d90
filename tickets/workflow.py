"""Doing something to a ticket: may it be done, what it needs and does, its audit event, what the customer is told.

All in one transaction; the table of operations is `lifecycle.yml`, what they do beyond it `effects.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tickets import fields, lifecycle, notices, outbox
from tickets.effects import EFFECTS, Step, clock_of, set_clock
from tickets.lifecycle import Operation
from tickets.models import Ticket
from tickets.store import Store

AUDITED = (
    "status", "due_on", "rule_version", "source_authority", "business", "reason", "channel", "severity", "flags",
    "marks", "branch", "conflicts", "against_staff", "assignee", "evidence", "paused_since", "paused_days",
    "agreed_due_on", "agreed_way", "merged_into", "notified_at", "review_due_on", "stars",
)  # fmt: skip
"""Columns whose change is written into the audit trail as before and after; none holds personal data of customers."""


@dataclass(frozen=True)
class Actor:
    """Who does something: a member of staff, the customer, or the outbox."""

    name: str
    role: str
    branch: str | None = None


CUSTOMER = Actor("customer", "customer")
OUTBOX = Actor("outbox", "outbox")


class Workflow:
    """Operations on the tickets of one register."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def perform(self, number: str, actor: Actor, name: str, given: dict[str, Any]) -> Ticket:
        """Do one operation and return the ticket.

        Raises `UnknownTicket`, `UnknownOperation`, `NotYourRole`, `IllegalOperation` or `InvalidFields`;
        then nothing has changed.
        """
        with self._store.transaction() as session:
            ticket = self._store.find(session, number, lock=True)
            self.apply(session, ticket, actor, name, given)
            return ticket

    def apply(self, session: Session, ticket: Ticket, actor: Actor, name: str, given: dict[str, Any]) -> None:
        """Do one operation inside a transaction of the caller, who has locked the ticket."""
        operation = lifecycle.permitted(name, ticket.status, actor.role)
        values = fields.check(operation, given)
        before = _snapshot(ticket)
        step = Step(self._store, session, ticket, actor.name, actor.role, values)
        if name in EFFECTS:
            EFFECTS[name](step)
        if operation.target:
            self._arrive(ticket, operation.target)
        detail = {
            "from": before["status"], "to": ticket.status, "changed": _changes(before, _snapshot(ticket)),
            "fields": _plain(operation, values),
        }  # fmt: skip
        self._store.audit(session, ticket, actor.name, name, detail, values.get("reason"))
        if operation.notice:
            outbox.write(self._store, session, ticket, operation.notice, notices.text(operation.notice, ticket, values))

    def _arrive(self, ticket: Ticket, state: str) -> None:
        """Enter a state: the clock stops being stopped where it no longer runs, and ends are dated."""
        ticket.status = state
        if ticket.paused_since is not None and state not in lifecycle.running():
            set_clock(ticket, clock_of(ticket).resumed(self._store.today()))
        ticket.finished_at = self._store.now() if state in lifecycle.final() else None


def _snapshot(ticket: Ticket) -> dict[str, Any]:
    return {name: _json(getattr(ticket, name)) for name in AUDITED}


def _changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    return {name: [before[name], after[name]] for name in AUDITED if before[name] != after[name]}


def _plain(operation: Operation, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values that are no free text: those alone may stand in the audit trail in the clear."""
    kinds = lifecycle.fields()
    return {name: _json(value) for name, value in values.items() if kinds[name]["kind"] != "text"}


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value
