"""Receipts that customers are still owed: their complaints waited in the journal while the database was down."""

from __future__ import annotations

from typing import Any

from actions import receipts
from bot.bank import load_bank
from tickets.errors import StoreUnavailable
from tickets.journal import Journal
from tickets.register import Receipt, Register


def owed_receipts(
    sender: str, journal: Journal, register: Register, said: list[dict[str, Any]], phrases: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return the receipts a conversation is owed, but for those that the reply `said` gives already, with the code."""
    numbers = journal.owed(sender)
    with_code = (message for message in said if receipts.CODE_MASK in message.get("text", ""))
    shown = {(message.get("custom") or {}).get("number") for message in with_code}
    try:
        found = [register.own(sender, number) for number in numbers if number not in shown]
    except StoreUnavailable:
        return []
    messages = [_message(sender, receipt, phrases["utter_complaint_receipt"]["text"]) for receipt in found if receipt]
    if numbers:
        journal.told(sender)
    return messages


def _message(sender: str, receipt: Receipt, text: str) -> dict[str, Any]:
    words = {
        **load_bank().words(),
        "number": receipt.number,
        "query_code": receipts.CODE_MASK,
        "due_text": receipts.day_text(receipt.due_on),
    }
    return {"recipient_id": sender, "text": text.format(**words), "custom": receipts.payload(receipt)}
