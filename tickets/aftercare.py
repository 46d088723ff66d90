"""What a customer can do with a complaint after filing; the caller has made sure that it is this customer's."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from tickets import lifecycle, notices
from tickets.deadlines import day_of_receipt
from tickets.effects import clock_of, late_for_review, review_refusal, review_until
from tickets.lookup import Lookup, Receipt
from tickets.models import Ticket, TicketEvent
from tickets.workflow import CUSTOMER, Workflow

PAUSED = "paused_"
"""How the marks of a stopped clock begin; the cause follows."""
WAYS = {"supplement": "supplement", "withdrawn": "withdraw", "review_requested": "review", "rate": "rate"}
"""Operations of customers, and what `Progress.can` calls them."""


@dataclass(frozen=True)
class Progress:
    """Where a complaint stands, and why; what does not apply is None.

    `decision` and `review_decision` have the four parts of C1-50. `extension_reason`, `agreement` (what was agreed on,
    C1-41) and `wanted` (what the customer is asked to add) are in the handler's words, `pause_cause` is `mediation` or
    `expert`. `restarted_due_on` is when the answer would be due if new facts came today (C1-36), `review_until` the
    last day to ask for a review (C1-37). `path` are the states it has been in with the day it entered each.
    """

    number: str
    status: str
    received_on: date
    due_on: date
    extended: bool
    paused: bool
    decision: dict[str, str] | None
    review_decision: dict[str, str] | None
    can: tuple[str, ...]
    extension_reason: str | None
    agreement: str | None
    pause_cause: str | None
    wanted: str | None
    merged_into: str | None
    restarted_due_on: date
    review_until: date | None
    path: tuple[tuple[str, date], ...]


class Aftercare:
    """What customers do after filing.

    A change returns how the complaint then stands. It raises `IllegalOperation` when the complaint does not allow it as
    it stands, `InvalidFields` for a bad value, and `UnknownTicket`; then nothing has changed.
    """

    def __init__(self, register: Lookup) -> None:
        self._register, self._workflow = register, Workflow(register)

    def progress(self, number: str) -> Progress:
        """Return how a complaint stands; raises `UnknownTicket`."""
        return self._progress(self._register.ticket(number))

    def supplement(self, number: str, text: str, evidence: Sequence[str] = (), new_facts: bool = False) -> Progress:
        """Add something to a complaint; new facts and reasons start the clock again (C1-36)."""
        given = {"reason": text, "evidence": list(evidence)}
        return self._do(number, "restart" if new_facts else "supplement", given)

    def withdraw(self, number: str, reason: str = "") -> Progress:
        """Withdraw a complaint: its handling ends the same day (C1-23)."""
        return self._do(number, "withdrawn", {"reason": reason})

    def ask_review(self, number: str, reason: str) -> Progress:
        """Ask the branch's superior to review its decision, within 30 days of being told (C1-37)."""
        return self._do(number, "review_requested", {"reason": reason})

    def review_is_unclear(self, number: str) -> bool:
        """Tell whether only one thing stands against a review: nobody noted whether a branch decided (C1-37)."""
        ticket, today = self._register.ticket(number), self._register.today()
        asks = "review_requested" in lifecycle.open_to(ticket.status, CUSTOMER.role)
        return asks and ticket.branch is None and late_for_review(ticket, today) is None

    def rate(self, number: str, stars: int, words: str = "") -> Progress:
        """Rate with one to five stars, and perhaps say why; a later rating takes the place of an earlier one."""
        return self._do(number, "rate", {"stars": stars, "reason": words})

    def notice(self, number: str, kind: str) -> str:
        """Return what the customer is told of a change (`data/notices.yml`); raises `UnknownTicket`."""
        ticket = self._register.ticket(number)
        sealed = {"decided": ticket.sealed_decision, "review_decided": ticket.sealed_review_decision}.get(kind)
        return notices.text(kind, ticket, self._parts(sealed) or {})

    def same_matter(self, conversation: str, phone: str, business: str) -> Receipt | None:
        """Return the latest open complaint of the same complainant about the same business, to join it (C1-35).

        Only of this conversation: a phone number is no proof that a complaint elsewhere is this customer's.
        """
        query = select(Ticket).where(
            Ticket.conversation_print == self._register.cipher.fingerprint(conversation),
            Ticket.phone_print == self._register.cipher.fingerprint(phone),
            Ticket.business == business,
            Ticket.status.in_(lifecycle.running()),
        )
        with self._register.transaction() as session:
            ticket = session.scalars(query.order_by(Ticket.id.desc())).first()
            return self._register.receipt(ticket) if ticket else None

    def _do(self, number: str, name: str, given: dict[str, Any]) -> Progress:
        return self._progress(self._workflow.perform(number, CUSTOMER, name, given))

    def _progress(self, ticket: Ticket) -> Progress:
        can = self._can(ticket)
        review_due_on = ticket.review_due_on if ticket.status == "review_requested" else None
        return Progress(
            number=ticket.number,
            status=ticket.status,
            received_on=day_of_receipt(ticket.received_at),
            due_on=review_due_on or ticket.due_on,
            extended=ticket.extensions > 0,
            paused=ticket.paused_since is not None,
            decision=self._parts(ticket.sealed_decision),
            review_decision=self._parts(ticket.sealed_review_decision),
            can=can,
            extension_reason=self._reason_given(ticket, "extend") if ticket.extensions else None,
            agreement=self._reason_given(ticket, "agree") if ticket.agreed_due_on or ticket.agreed_way else None,
            pause_cause=next((mark.removeprefix(PAUSED) for mark in ticket.marks if mark.startswith(PAUSED)), None),
            wanted=self._reason_given(ticket, "pending_customer") if ticket.status == "pending_customer" else None,
            merged_into=ticket.merged_into,
            restarted_due_on=clock_of(ticket).restarted(self._register.today()).due_on,
            review_until=review_until(ticket) if "review" in can else None,
            path=self._path(ticket),
        )

    def _path(self, ticket: Ticket) -> tuple[tuple[str, date], ...]:
        query = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id).order_by(TicketEvent.id)
        with self._register.reading() as session:
            moves = [(event.detail.get("to"), event) for event in session.scalars(query)]
            entered = [(state, day_of_receipt(event.at)) for state, event in moves if state]
        path = [("submitted", day_of_receipt(ticket.received_at))]
        for state, day in entered:
            if state != path[-1][0]:
                path.append((state, day))
        return tuple(path)

    def _reason_given(self, ticket: Ticket, kind: str) -> str | None:
        """Return the reason that was given with the latest change of this kind."""
        query = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id, TicketEvent.kind == kind)
        with self._register.reading() as session:
            event = session.scalars(query.order_by(TicketEvent.id.desc())).first()
            return self._register.cipher.open(event.sealed_text) if event and event.sealed_text else None

    def _parts(self, sealed: str | None) -> dict[str, str] | None:
        return json.loads(self._register.cipher.open(sealed)) if sealed else None

    def _can(self, ticket: Ticket) -> tuple[str, ...]:
        allowed = lifecycle.open_to(ticket.status, CUSTOMER.role)
        closed = {"review_requested"} if review_refusal(ticket, self._register.today()) else set()
        return tuple(word for name, word in WAYS.items() if name in allowed and name not in closed)
