"""Looking up a ticket from the customer's side: by conversation, or by number and query code."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets import deadlines
from tickets.errors import TooManyAttempts, UnknownTicket
from tickets.models import NUMBER_LENGTH, QueryAttempt, Ticket
from tickets.store import Store
from tickets.upsert import insert_missing

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_ALPHABET = CODE_LETTERS + "23456789"
CODE_LENGTH = 6
MAX_WRONG_CODES = 5
LOCK_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class Receipt:
    """What the customer is told of a ticket."""

    number: str
    query_code: str
    status: str
    received_on: date
    due_on: date


class Lookup(Store):
    """The part of the register that shows customers their tickets."""

    def own(self, conversation: str, number: str | None = None) -> Receipt | None:
        """Return the latest ticket filed in this conversation, or the one of that number, or None."""
        return next((filed for filed in self.filed_in(conversation) if number in (None, filed.number)), None)

    def filed_in(self, conversation: str) -> list[Receipt]:
        """Return the tickets filed in this conversation, the latest first."""
        query = select(Ticket).where(Ticket.conversation_print == self.cipher.fingerprint(conversation))
        with self.reading() as session:
            return [self.receipt(ticket) for ticket in session.scalars(query.order_by(Ticket.id.desc()))]

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
                return self.receipt(ticket)
            attempt.wrong += 1
        raise UnknownTicket(number)

    @contextmanager
    def _attempt(self, conversation: str, number: str) -> Iterator[tuple[Session, QueryAttempt]]:
        now, who = self.now(), self.cipher.fingerprint(conversation)
        with self.transaction() as session:
            first = {"number": number, "conversation_print": who, "wrong": 0, "last_at": now}
            insert_missing(session, QueryAttempt, [first])
            attempt = session.get(QueryAttempt, (number, who), with_for_update=True)
            if now - attempt.last_at > LOCK_FOR:
                attempt.wrong = 0
            if attempt.wrong >= MAX_WRONG_CODES:
                raise TooManyAttempts(number)
            attempt.last_at = now
            yield session, attempt

    def receipt(self, ticket: Ticket) -> Receipt:
        """Return what the customer of a ticket is told."""
        return Receipt(
            ticket.number,
            self.cipher.open(ticket.sealed_query_code),
            ticket.status,
            deadlines.day_of_receipt(ticket.received_at),
            ticket.due_on,
        )


def new_query_code() -> str:
    """Make a query code: six characters without look-alikes, at least two of them letters."""
    while True:
        code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
        if sum(character in CODE_LETTERS for character in code) >= 2:
            return code
