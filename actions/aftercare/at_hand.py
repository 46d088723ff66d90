"""Complaints that this conversation may act on, and what is shown of them."""

from __future__ import annotations

from typing import Any

from actions import receipts
from actions.aftercare.ticket_form import AT_HAND
from actions.services import services
from actions.turn import Turn
from tickets.register import Receipt


def known(turn: Turn) -> list[Receipt]:
    """Return the complaints this conversation may act on: the one at hand and its own, the latest first."""
    register, at_hand = services().register, turn.slots.get(AT_HAND)
    own = register.filed_in(turn.sender)
    if at_hand is None or at_hand in (receipt.number for receipt in own):
        return own
    return [register.receipt(register.ticket(at_hand)), *own]


def payload(turn: Turn, number: str) -> dict[str, Any] | None:
    """Return the ticket payload, which reveals the query code, where the customer may see it."""
    mine = next((receipt for receipt in known(turn) if receipt.number == number), None)
    return receipts.payload(mine) if mine else None
