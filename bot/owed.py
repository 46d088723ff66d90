"""What a conversation has still to be told: changes of its tickets, and receipts of filings that had to wait.

Whatever is owed is first said, then marked. A crash in between says it again, never not at all; of two processes that
say it at once only the one whose mark counts brings it to the customer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from actions import receipts
from bot.bank import load_bank
from tickets.delivery import Outbox
from tickets.errors import StoreUnavailable
from tickets.journal import Journal
from tickets.register import Receipt, Register

CHAT = "chat"
"""The way of delivery as the proof names it (C1-51)."""


@dataclass(frozen=True)
class Owed:
    """One message to say; `mark` takes the proof afterwards and tells whether it was the first to mark."""

    message: dict[str, Any]
    mark: Callable[[str], bool]


class Debts:
    """What the conversations of one register are owed; `phrases` are the responses of the domain."""

    def __init__(self, register: Register, journal: Journal, phrases: dict[str, Any]) -> None:
        self._register, self._journal, self._phrases = register, journal, phrases
        self._outbox = Outbox(register)

    def of(self, sender: str) -> list[Owed]:
        """Return what a conversation is owed, oldest first; nothing while the database does not answer."""
        try:
            if self._journal.is_waiting(sender):
                self._journal.replay(self._register, sender)
            return [*self._receipts(sender), *self._notices(sender)]
        except StoreUnavailable:
            return []

    def owing(self, senders: set[str]) -> set[str]:
        """Return which of these conversations are owed something; none while the database does not answer."""
        try:
            return self._outbox.waiting(senders) | {sender for sender in senders if self._journal.owed(sender)}
        except StoreUnavailable:
            return set()

    def settle(self, sender: str, said: set[str], proof: str) -> None:
        """Mark what a reply has said already, word for word."""
        for owed in self.of(sender):
            if owed.message["text"] in said:
                owed.mark(proof)

    def _receipts(self, sender: str) -> Iterator[Owed]:
        text = self._phrases["utter_complaint_receipt"]["text"]
        for number in self._journal.owed(sender):
            receipt = self._register.own(sender, number)
            if receipt:
                yield Owed(_receipt(sender, receipt, text), self._told(sender, number))

    def _told(self, sender: str, number: str) -> Callable[[str], bool]:
        return lambda _proof: self._journal.told(sender, number)

    def _notices(self, sender: str) -> Iterator[Owed]:
        for notice in self._outbox.pending(sender):
            message = {"recipient_id": sender, "text": notice.text}
            yield Owed(message, partial(self._outbox.mark_delivered, notice.id, CHAT))


def _receipt(sender: str, receipt: Receipt, text: str) -> dict[str, Any]:
    words = {**load_bank().words(), **receipts.receipt_words(receipt)}
    return {"recipient_id": sender, "text": text.format(**words), "custom": receipts.payload(receipt)}
