"""Name and phone of the customer: full in the encrypted draft, masked everywhere else."""

from __future__ import annotations

import regex

from actions.services import services
from actions.turn import Turn
from bot.lexicon import heard
from tickets.crypto import mask_name, mask_phone

NAME, PHONE = "complainant_name", "complainant_phone"
MASKED = "*"
"""In every name and number that was masked at the door: without one nothing is looked up."""
_PHONE = regex.compile(
    r"1[3-9][0-9]{9}|0(?:10|2[0-9])[1-9][0-9]{7}|0[3-9][0-9]{2}[1-9][0-9]{6,7}|\+(?!86)[1-9][0-9]{6,14}"
)
"""Numbers that can be called: mobile, landline with its area, and those of other regions with theirs (E.164)."""


def name(turn: Turn) -> str | None:
    """Return the masked name that a message gives and keep the full one; None when it gives none."""
    full = typed_name(turn)
    if full is None:
        return None
    services().register.keep_draft(turn.sender, {NAME: full})
    return mask_name(full)


def typed_name(turn: Turn) -> str | None:
    """Return the full name that a message gives, from the draft; None when it gives none."""
    if MASKED not in turn.raw:
        return None
    full = services().register.draft(turn.sender).get("name")
    return full if full is not None and mask_name(full) in turn.raw else None


def phone(turn: Turn) -> str | None:
    """Return the masked phone number that a message gives and keep the full one; None when it cannot be called."""
    full = typed_phone(turn)
    if full is None:
        return None
    services().register.keep_draft(turn.sender, {PHONE: full})
    return mask_phone(full)


def typed_phone(turn: Turn) -> str | None:
    """Return the full phone number that a message gives, from the draft; None when it cannot be called."""
    if MASKED not in turn.raw:
        return None
    full = services().register.draft(turn.sender).get("phone")
    typed = full is not None and mask_phone(full) in turn.raw and _PHONE.fullmatch(full)
    return full if typed else None


def renewed(turn: Turn) -> set[str]:
    """Return which of name and phone a message gives otherwise than they were kept; masks alone do not tell."""
    typed = {NAME: typed_name(turn), PHONE: typed_phone(turn)}
    draft = services().register.draft(turn.sender) if any(typed.values()) else {}
    return {slot for slot, full in typed.items() if full and draft.get(slot) not in (None, full)}


def told(turn: Turn, asked: str | None) -> dict[str, str]:
    """Return name and phone that came unasked; a number in a story counts only when the customer calls it theirs."""
    asked_now = asked in (NAME, PHONE)
    found = {
        NAME: name(turn) if asked != NAME and heard("own_name", turn.text) else None,
        PHONE: phone(turn) if asked != PHONE and (asked_now or _is_own_phone(turn)) else None,
    }
    return {slot: value for slot, value in found.items() if value}


def _is_own_phone(turn: Turn) -> bool:
    """Tell whether a number is called the customer's own, or is all that they send."""
    own = heard("own_phone", turn.text) and not heard("others_phone", turn.text)
    return bool(own or heard("bare_phone", turn.text))
