"""Showing back what was understood: 好的，9月上旬。"""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.complaint import fields
from actions.services import words
from actions.speech import say
from actions.turn import Turn
from bot.text import amounts

_SHOWN_BACK = (
    "complaint_business",
    "complaint_occurred_on",
    "complaint_place",
    "complaint_amount",
    "complaint_request",
    "complainant_name",
    "complainant_phone",
)
_ALWAYS = ("complaint_occurred_on", "complaint_amount")


def show(dispatcher: CollectingDispatcher, turn: Turn, values: dict[str, Any], asked: str | None) -> None:
    """Say the answer as it was understood where that is not what was typed, and whatever came unasked."""
    shown = {slot: fields.shown(slot, values[slot]) for slot in _SHOWN_BACK if values.get(slot)}
    if values.get(fields.EVIDENCE_NOTE) and asked != fields.EVIDENCE:
        shown[fields.EVIDENCE] = values[fields.EVIDENCE_NOTE]
    answer = shown.pop(asked or "", "")
    if answer and (asked in _ALWAYS or answer not in turn.text):
        about = asked == "complaint_amount" and amounts.is_about(turn.text)
        say(dispatcher, "utter_noted_about" if about else "utter_noted_answer", value=answer)
    before = turn.slots.get("complaint_facts")
    if before and (values.get("complaint_facts") or "").startswith(before):
        say(dispatcher, "utter_complaint_added")
    if shown:
        say(dispatcher, "utter_noted_more", values=_listed(shown))


def show_change(dispatcher: CollectingDispatcher, values: dict[str, Any], card_follows: bool) -> None:
    """Say that something was changed, and into what, unless the card that comes next shows it."""
    shown = {slot: fields.shown(slot, values[slot]) for slot in _SHOWN_BACK if values.get(slot)}
    if shown and not card_follows:
        say(dispatcher, "utter_complaint_changed_to", values=_listed(shown))
    else:
        say(dispatcher, "utter_complaint_changed")


def _listed(shown: dict[str, str]) -> str:
    labels = words()["fields"]
    return "；".join(f"{labels[slot]}：{value}" for slot, value in shown.items())
