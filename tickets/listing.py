"""What staff see of the register: lists with filters, single tickets, audit trails."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import and_, func, not_, or_, select

from tickets import lifecycle
from tickets.models import Ticket, TicketEvent
from tickets.store import Store


class Listing(Store):
    """The part of the register that staff read."""

    def tickets(self, filters: dict[str, Any], page: int, per_page: int) -> tuple[list[Ticket], int]:
        """Return one page of tickets, newest first, and how many there are in all."""
        query = self.filtered(select(Ticket), filters).order_by(Ticket.id.desc())
        with self.reading() as session:
            total = session.scalar(self.filtered(select(func.count(Ticket.id)), filters))
            rows = session.scalars(query.offset((page - 1) * per_page).limit(per_page))
            return list(rows), int(total or 0)

    def events(self, number: str) -> list[TicketEvent]:
        """Return the audit trail of a ticket, oldest first; raises `UnknownTicket`."""
        with self.reading() as session:
            ticket = self.find(session, number)
            query = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id).order_by(TicketEvent.id)
            return list(session.scalars(query))

    def record_reveal(self, number: str, actor: str) -> None:
        """Write into the audit trail that somebody looked at the personal fields of a ticket."""
        with self.transaction() as session:
            self.audit(session, self.find(session, number), actor, "revealed", {})

    def add_note(self, number: str, actor: str, text: str) -> TicketEvent:
        """Add a note to a ticket; it is sealed like all free text. Raises `UnknownTicket`."""
        with self.transaction() as session:
            return self.audit(session, self.find(session, number), actor, "note", {}, text)

    def take_out(self, filters: dict[str, Any], actor: str) -> list[Ticket]:
        """Return every ticket that filters name, newest first; who took how many by which filters is on record."""
        with self.transaction() as session:
            rows = list(session.scalars(self.filtered(select(Ticket), filters).order_by(Ticket.id.desc())))
            named = sorted(name for name, value in filters.items() if value is not None)
            self.audit_register(session, actor, "exported", {"filters": named, "count": len(rows)})
            return rows

    def filtered(self, query: Any, filters: dict[str, Any]) -> Any:
        """Narrow a query by `status`, `business`, `reason`, `branch`, `source`, `q`, `from`, `to`, `overdue`.

        `q` is part of a number, or a whole phone number, which is found by its keyed hash (C7-31).
        """
        for name in ("status", "business", "reason", "branch", "source"):
            if filters.get(name):
                query = query.where(getattr(Ticket, name) == filters[name])
        if filters.get("q"):
            wanted = filters["q"].strip()
            by_number = Ticket.number.contains(wanted.upper(), autoescape=True)
            query = query.where(or_(by_number, Ticket.phone_print == self.cipher.fingerprint(wanted)))
        if filters.get("from"):
            query = query.where(Ticket.received_at >= filters["from"])
        if filters.get("to"):
            query = query.where(Ticket.received_at < filters["to"])
        if filters.get("overdue") is not None:
            late = _overdue(self.today())
            query = query.where(late if filters["overdue"] else not_(late))
        return query


def _overdue(today: date) -> Any:
    """Past the last day for telling the decision, the clock not stopped (C1-30, C1-34); or for a review (C1-38)."""
    ticket = Ticket.__table__.c
    decision = and_(ticket.status.in_(lifecycle.running()), ticket.paused_since.is_(None), ticket.due_on < today)
    review = and_(ticket.status == "review_requested", func.coalesce(ticket.review_due_on, today) < today)
    return or_(decision, review)
