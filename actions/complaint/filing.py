"""Filing a confirmed complaint: from the slots and the encrypted draft to a ticket."""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions import receipts
from actions.complaint import summary
from actions.services import services, words
from actions.speech import say
from actions.turn import Turn
from bot.complaint_classifier import Suggestion
from tickets import categories
from tickets.errors import IncompleteComplaint, StoreUnavailable
from tickets.journal import with_contact
from tickets.register import Complaint

SURE_CHANNEL = 0.5
TABLET = "kiosk"
"""The channel of the branch tablets."""


def file(dispatcher: CollectingDispatcher, turn: Turn) -> str | None:
    """File the complaint and say the receipt; returns its number, `receipts.KEPT`, or None when nothing was saved."""
    register, complaint = services().register, complaint_of(turn)
    try:
        complaint = with_contact(complaint, register.draft(turn.sender))
        receipt = register.file(complaint)
    except IncompleteComplaint:
        say(dispatcher, "utter_complaint_store_down")
        return None
    except StoreUnavailable:
        return _keep(dispatcher, complaint)
    receipts.say_receipt(dispatcher, receipt)
    return receipt.number


def _keep(dispatcher: CollectingDispatcher, complaint: Complaint) -> str | None:
    try:
        services().journal.keep(complaint, datetime.now(timezone.utc))
    except OSError:
        say(dispatcher, "utter_complaint_store_down")
        return None
    say(dispatcher, "utter_complaint_journaled")
    return receipts.KEPT


def complaint_of(turn: Turn) -> Complaint:
    """Put a complaint together, without name and phone: those are in the draft; skipped fields are None."""
    slots, bank = turn.slots, services().bank
    place = slots.get("complaint_place") or None
    amount = slots.get("complaint_amount")
    suggested = summary.suggested(slots)
    return Complaint(
        conversation=turn.sender,
        filing=slots["complaint_filing"],
        source=turn.channel,
        consent_version=bank.consent_version,
        business=slots["complaint_business"],
        reason=summary.reason(slots),
        severity=summary.severity(slots),
        channel=_channel(place, suggested.get("channel")),
        confidence={kind: suggestion.confidence for kind, suggestion in suggested.items()},
        facts=_facts(slots),
        request=slots["complaint_request"],
        name="",
        phone="",
        occurred_on=slots.get("complaint_occurred_on") or None,
        place=place,
        branch=place if place in {branch.name for branch in bank.branches} else _taken_at(turn),
        amount=Decimal(amount) if amount else None,
        evidence=slots.get("complaint_evidence") or [],
        is_agent=slots.get("complaint_is_agent") is True,
    )


def _taken_at(turn: Turn) -> str | None:
    """Return the branch whose tablet the customer is using."""
    if turn.channel != TABLET:
        return None
    try:
        device = services().devices.of_conversation(turn.sender)
    except StoreUnavailable:
        return None
    return device.branch if device else None


def _channel(place: str | None, suggested: Suggestion | None) -> str | None:
    """Return the channel of the matter (A code): by the place that was named, else by the story when it is sure."""
    named = categories.suggest("channel", place) if place else None
    return named or (suggested.code if suggested and suggested.confidence >= SURE_CHANNEL else None)


def _facts(slots: dict[str, Any]) -> str:
    """Return the story with what was said about evidence and mandate: handlers read it in one place."""
    labels = words()["notes"]
    notes = {
        labels["evidence"]: slots.get("complaint_evidence_note"),
        labels["agent"]: slots.get("complaint_agent_note"),
    }
    return "\n".join([slots["complaint_facts"], *(f"{label}{note}" for label, note in notes.items() if note)])
