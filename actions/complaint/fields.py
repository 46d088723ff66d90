"""The fields of a complaint: their order, which may be skipped, which come next (contract §5)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from actions.services import words
from bot.text import amounts, dates
from tickets import categories

CONSENT = "complaint_consent"
ORDER = (
    CONSENT,
    "complaint_is_agent",
    "complaint_agent_note",
    "complaint_business",
    "complaint_facts",
    "complaint_occurred_on",
    "complaint_place",
    "complaint_amount",
    "complaint_request",
    "complaint_evidence",
    "complainant_name",
    "complainant_phone",
    "complaint_confirmed",
)
SKIPPABLE = (
    "complaint_agent_note",
    "complaint_occurred_on",
    "complaint_place",
    "complaint_amount",
    "complaint_evidence",
)
EVIDENCE, EVIDENCE_NOTE, AGENT_NOTE = "complaint_evidence", "complaint_evidence_note", "complaint_agent_note"
REASON, SEVERITY = WORKED_OUT = ("complaint_reason", "complaint_severity")
"""Read from the story and shown in the summary; asked only when the customer wants them otherwise."""
MORE = "complaint_more"
"""Asks for more of the story; its answer is added to the facts."""
FREE_TEXT = ("complaint_facts", "complaint_request", "complaint_agent_note", EVIDENCE, MORE)
STORIES = ("complaint_facts", MORE)
"""Questions to which a story is the answer."""
UNSURE = "complaint_unsure"
"""Slot → what the customer may have meant; confirmed in one short question instead of asked anew."""
TO_CORRECT = "complaint_to_correct"
"""Further fields that the customer called wrong without saying what is right; asked one after the other."""
BEFORE = "complaint_before"
"""Slot → its value before the latest change, for who wants that back."""
BROUGHT_BACK = (*ORDER[3:10], EVIDENCE_NOTE, *WORKED_OUT)
"""What can be had back as it was: name and phone are kept in full elsewhere."""
EXTRA = (*WORKED_OUT, EVIDENCE_NOTE, "complaint_filing", UNSURE, TO_CORRECT, BEFORE)
SKIPPED = ""
MAX_FACTS = 5000
MAX_TEXT = 500
MAX_AMOUNT = Decimal(1_000_000_000)


def required(slots: dict[str, Any]) -> list[str]:
    """Return the fields this complaint needs, in order; whether for somebody else is asked on a sign of it only."""
    left_out = set()
    if slots.get("complaint_is_agent") is not True:
        left_out.add("complaint_agent_note")
    if slots.get("complaint_is_agent") is False:
        left_out.add("complaint_is_agent")
    return [slot for slot in ORDER if slot not in left_out]


def next_open(slots: dict[str, Any]) -> str:
    """Return the first field without a value; the summary is always left."""
    return next((slot for slot in required(slots) if slots.get(slot) is None), ORDER[-1])


def in_range(value: Decimal | None) -> str | None:
    """Return an amount as the tracker keeps it, or None outside 0 to 1 000 000 000 yuan."""
    return amounts.plain(value) if value is not None and 0 < value <= MAX_AMOUNT else None


def shown(slot: str, value: Any) -> str:
    """Write the value of a field as customers read it: 35000元, 9月上旬, 银行卡."""
    if not value:
        return str(words()["skipped"])
    if slot == "complaint_business":
        return categories.labels("business")[value]
    if slot == REASON:
        return categories.labels("reason")[value]
    if slot == "complaint_occurred_on":
        return dates.spoken(value)
    if slot == EVIDENCE:
        return str(words()["files"]["count"]).format(count=len(value))
    if slot == "complaint_amount":
        return str(words()["yuan"]).format(amount=amounts.plain(Decimal(value)))
    return str(value)
