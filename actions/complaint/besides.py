"""What comes along with an answer, or instead of one: name, phone, evidence, a mandate, that no money is in it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from actions import callback
from actions.complaint import contact, fields, wishes
from actions.complaint.wording import naming
from actions.services import services
from actions.turn import Turn
from bot.lexicon import heard
from bot.text import amounts
from bot.text.money import find_money
from bot.text.normalize import clauses, normalize
from tickets.errors import StoreUnavailable


def told(turn: Turn, asked: str | None) -> dict[str, Any]:
    """Return the answers to other questions than the one asked; what has an answer already is left alone."""
    found: dict[str, Any] = {**contact.told(turn, asked)}
    if contact.PHONE in found or asked == contact.PHONE:
        _pass_on_phone(turn)
    if asked in (None, "complaint_consent"):
        return found
    if heard("mandate", turn.text) and asked not in (fields.AGENT_NOTE, "complaint_is_agent"):
        found |= agent(turn)
    elif _is_open(turn, fields.EVIDENCE, asked) and heard("has_evidence", turn.text):
        found |= wishes.evidence_noted(turn, naming("names_evidence", turn.raw))
    first_told = asked == "complaint_facts" and turn.slots.get(asked) is None
    if first_told and turn.slots.get("complaint_is_agent") is False and agent_told(turn.text) is not False:
        found["complaint_is_agent"] = agent_told(turn.text)
    if _is_open(turn, "complaint_amount", asked):
        telling = asked in fields.STORIES and amounts.is_told(turn.text) and not find_money(turn.text)
        bare = fields.in_range(amounts.bare_amount(turn.text)) if telling else None
        amount = fields.SKIPPED if _says_no_money(turn) else bare
        found |= {} if amount is None else {"complaint_amount": amount}
    return found


def _says_no_money(turn: Turn) -> bool:
    """Tell whether a clause says that no money is in it, and none names some: 没花钱，就是耽误工夫."""
    said = [normalize(clause) for clause in clauses(turn.raw)]
    denied = heard("no_money", turn.text) or any(heard("no_amount", clause) for clause in said)
    return bool(denied) and not amounts.stated(turn.text).candidates


def agent(turn: Turn) -> dict[str, Any]:
    """Return what a message says about whose complaint it is; nothing when that is not told, or known."""
    if heard("for_self", turn.text):
        is_known = turn.slots.get("complaint_is_agent") is not True
        return {} if is_known else {"complaint_is_agent": False, fields.AGENT_NOTE: None}
    if any(heard(name, turn.text) for name in ("mandate", "for_another", "complains_for_another", "names_another")):
        return {"complaint_is_agent": True, fields.AGENT_NOTE: _noted(turn, fields.AGENT_NOTE)}
    return {}


def agent_told(text: str) -> bool | None:
    """Tell whether a complaint is for somebody else (C1-21): True, False, or None for a sign that has to be asked."""
    if heard("complains_for_another", text) and not heard("denies_standing_in", text):
        return True  # 替我爸投诉，要他本人去…: whoever is named later is not the customer
    if heard("for_self", text):
        return False
    return None if heard("for_another", text) or heard("about_kin", text) else False


def says_for_another(turn: Turn) -> dict[str, Any]:
    """Return what a message says by itself of standing in for somebody; the relation is still asked if not told."""
    told = any(heard(name, turn.text) for name in ("relation", "mandate", "names_another"))
    if not told and not any(heard(name, turn.text) for name in ("complains_for_another", "stands_in")):
        return {}
    return {"complaint_is_agent": True, **({fields.AGENT_NOTE: _noted(turn, fields.AGENT_NOTE)} if told else {})}


def _is_open(turn: Turn, slot: str, asked: str) -> bool:
    return slot != asked and turn.slots.get(slot) is None


def _noted(turn: Turn, slot: str) -> str:
    """Return what was noted before with this message behind it."""
    before = turn.slots.get(slot)
    return "；".join(filter(None, [before, turn.raw.strip()]))[: fields.MAX_TEXT]


def _pass_on_phone(turn: Turn) -> None:
    """Give a number to the call back that waits for one."""
    full = contact.typed_phone(turn)
    with suppress(StoreUnavailable):
        if full and services().register.open_request(callback.KIND, turn.sender) is not None:
            callback.keep_phone(turn, full)
