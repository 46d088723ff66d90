"""Asking the next question of a complaint, staying at one, ending: what every kind of message leads to."""

from __future__ import annotations

import contextlib
from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.complaint import again, doubts, fields, summary
from actions.manners import cleared, set_slots
from actions.services import services, words
from actions.speech import Button, say
from actions.turn import Turn
from bot.lexicon import heard
from bot.text.normalize import normalize
from tickets import categories
from tickets.errors import StoreUnavailable

SUMMARY, CONSENT = "complaint_confirmed", fields.CONSENT
REFUSED, HOW = "utter_complaint_refused", "complaint.how"
YES_OR_NO = (CONSENT, SUMMARY, "complaint_is_agent")
SHOWN_BUSINESSES = SHOWN_REASONS = 7


class Asking:
    """One message inside the form: `asked` is the slot that was asked, None at the beginning."""

    def __init__(self, dispatcher: CollectingDispatcher, turn: Turn) -> None:
        self.dispatcher, self.turn = dispatcher, turn
        self.asked: str | None = turn.slots.get("requested_slot")

    def _ask(self, values: dict[str, Any], at: str | None = None) -> list[EventType]:
        """Keep values and ask at `at`, else what is still to be corrected, else the first open question.

        What has a value is no longer unsure, unless it is to be corrected.
        """
        slots = {**self.turn.slots, **values}
        to_correct = [slot for slot in slots.get(fields.TO_CORRECT) or () if slot == at or slot not in values]
        slot = at or next(iter(to_correct), None) or fields.next_open(slots)
        open_doubts = {
            name: found
            for name, found in (slots.get(fields.UNSURE) or {}).items()
            if slots.get(name) is None or name in (slot, *to_correct)
        }
        before = {name: self.turn.slots.get(name) for name in fields.BROUGHT_BACK if self._replaces(name, values)}
        kept = {**({fields.BEFORE: before} if before else {}), **values}
        kept |= {fields.UNSURE: open_doubts or None, fields.TO_CORRECT: to_correct or None}
        self._question(slot, {**slots, **kept})
        return [*set_slots(kept), SlotSet("requested_slot", slot)]

    def _replaces(self, slot: str, values: dict[str, Any]) -> bool:
        """Tell whether new values put something else in the place of what was told."""
        before = self.turn.slots.get(slot)
        return before is not None and slot in values and values[slot] != before

    def _stay(self, events: list[EventType] | None = None) -> list[EventType]:
        """Ask the open question again and change nothing."""
        assert self.asked is not None
        self._question(self.asked, self.turn.slots)
        return [
            *(events or [SlotSet("form_misses", self.turn.slots.get("form_misses") or 0)]),
            SlotSet("requested_slot", self.asked),
        ]

    def _back(self, asked: str) -> list[EventType]:
        """Ask the question before this one again; its answer stays until a new one comes."""
        order = fields.required(self.turn.slots)
        before = order[max(1, order.index(asked) - 1)] if asked in order else order[1]
        if before == "complaint_is_agent":
            before = "complaint_business"
        return self._ask({"form_misses": 0}, at=before)

    def _start_over(self) -> list[EventType]:
        """Forget what was told so far, not the consent, and ask from the beginning."""
        say(self.dispatcher, "utter_complaint_starts_over")
        told = [slot for slot in (*fields.ORDER[3:], *fields.WORKED_OUT, fields.EVIDENCE_NOTE, fields.UNSURE)]
        return self._ask({**dict.fromkeys(told), "form_misses": 0, "form_cancel_asked": None})

    def _stop(self) -> list[EventType]:
        """Stop at once when nothing was told yet, else ask once whether to."""
        if not any(self.turn.slots.get(name) for name in ("complaint_facts", "complaint_business")):
            return self._end("utter_complaint_cancelled")
        say(self.dispatcher, "utter_complaint_ask_cancel")
        return [SlotSet("form_cancel_asked", True), SlotSet("requested_slot", self.asked)]

    def _question(self, slot: str, slots: dict[str, Any]) -> None:
        candidates = doubts.about(slot, slots)
        if slot == SUMMARY:
            self._summary(slots)
        elif candidates:
            doubts.ask(self.dispatcher, slot, candidates)
        elif slot == fields.AGENT_NOTE and self._is_of_kin(slots):
            say(self.dispatcher, f"utter_question_{slot}.of_kin")
        elif slot == fields.EVIDENCE and slots.get(slot):
            say(self.dispatcher, f"utter_question_{slot}.more", count=str(len(slots[slot])))
        elif slot == self.asked == "complaint_consent":  # the notice was read a moment ago
            say(self.dispatcher, f"utter_question_{slot}.again")
        elif slot == "complaint_business":
            say(self.dispatcher, f"utter_question_{slot}", buttons=_businesses())
        elif slot == fields.REASON:
            say(self.dispatcher, f"utter_question_{slot}", buttons=_reasons(slots))
        elif slot == CONSENT and self.asked == CONSENT:
            say(self.dispatcher, f"utter_question_{slot}.again")  # the whole notice has been read a moment ago
        else:
            say(self.dispatcher, f"utter_question_{slot}")

    def _is_of_kin(self, slots: dict[str, Any]) -> bool:
        """Tell whether it was said for whom of the family somebody stands in: 我替我妈投诉."""
        told = (slots.get("complaint_facts") or "", self.turn.text)
        return self.asked != fields.AGENT_NOTE and any(heard("stands_in_for_kin", normalize(text)) for text in told)

    def _summary(self, slots: dict[str, Any]) -> None:
        """Show what will be filed; who has an open complaint about such business may add to that one instead."""
        number = again.open_number(self.turn, slots)
        if number:
            say(self.dispatcher, "utter_complaint_same_matter", number=number)
        buttons = [words()["same_matter"]] if number else None
        card, text = summary.card(slots), summary.text(slots)
        say(self.dispatcher, "utter_complaint_summary", buttons=buttons, custom=card, summary=text)

    def _end(self, response: str) -> list[EventType]:
        """End without a ticket: erase what was kept."""
        say(self.dispatcher, response)
        with contextlib.suppress(StoreUnavailable):  # then the draft goes by its age; the customer has the answer
            services().register.erase_draft(self.turn.sender)
            services().evidence.erase(self.turn.sender, self.turn.slots.get(fields.EVIDENCE) or [])
        after = [SlotSet("last_topic", HOW)] if response == REFUSED else []  # what is asked now is of the other ways
        return [*self._over(), *after]

    @staticmethod
    def _over(**kept: Any) -> list[EventType]:
        empty = cleared((*fields.ORDER, *fields.EXTRA, "form_misses", "form_cancel_asked"))
        return [*empty, *set_slots(kept), SlotSet("requested_slot", None)]


def _businesses() -> list[Button]:
    shown = list(categories.labels("business").values())[:SHOWN_BUSINESSES]
    titles = [label.split("（")[0] for label in shown] + [words()["unclear_business"]]
    return [{"title": title, "payload": title} for title in titles]


def _reasons(slots: dict[str, Any]) -> list[Button]:
    """Return the reasons that fit the story best; any other can be typed."""
    labels = categories.labels("reason")
    return [{"title": labels[code], "payload": labels[code]} for code in summary.likely_reasons(slots)[:SHOWN_REASONS]]
