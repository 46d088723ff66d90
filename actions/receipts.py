"""The receipt after filing: number, query code, what happens next."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.services import services, words
from actions.speech import say
from actions.turn import Turn
from tickets.errors import StoreUnavailable
from tickets.register import Receipt

CODE_MASK = "******"
"""Stands for a query code in everything that Rasa stores."""
KEPT = "kept"
"""Stands for the number of a complaint that waits in the journal until the database answers again."""


def say_receipt(dispatcher: CollectingDispatcher, receipt: Receipt) -> None:
    """Tell number, query code, what happens next and by when."""
    say(dispatcher, "utter_complaint_receipt", custom=payload(receipt), **receipt_words(receipt))


def receipt_words(receipt: Receipt) -> dict[str, Any]:
    """Return what fills the receipt's text; the door puts the code in (bot/doorway.py)."""
    return {"number": receipt.number, "query_code": CODE_MASK, "due_text": day_text(receipt.due_on)}


def repeat(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Answer a confirmation that was sent twice with the same receipt."""
    number = turn.slots["last_ticket"]
    if services().journal.is_waiting(turn.sender):
        say(dispatcher, "utter_complaint_journaled")
        return []
    try:
        receipt = services().register.own(turn.sender, None if number == KEPT else number)
    except StoreUnavailable:
        receipt = None
    if receipt is None:
        say(dispatcher, "utter_status_form_unavailable")
    else:
        say_receipt(dispatcher, receipt)
    return []


def payload(receipt: Receipt) -> dict[str, Any]:
    """Return the `ticket` payload of contract §6; the code itself is put in at the door (bot/doorway.py)."""
    return {
        "type": "ticket",
        "number": receipt.number,
        "query_code": CODE_MASK,
        "due_on": receipt.due_on.isoformat(),
        "status": receipt.status,
        "word": words()["status"][receipt.status],
    }


def day_text(day: date) -> str:
    """Write a day as customers read it: 2026年12月6日."""
    return f"{day.year}年{day.month}月{day.day}日"
