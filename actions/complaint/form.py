"""The complaint conversation: consent, questions one at a time, summary, filing (contract §5)."""

from __future__ import annotations

import contextlib
import uuid
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import emergency, manners
from actions.complaint import corrections, fields, filing, opening, summary
from actions.manners import EMERGENCY_TOLD, cleared, set_slots
from actions.services import services, words
from actions.speech import Button, say
from actions.turn import Turn
from tickets import categories
from tickets.errors import StoreUnavailable

SUMMARY = "complaint_confirmed"
SHOWN_BUSINESSES = 7
TELLS_A_STORY = 15
"""An answer to a short question with so many characters says what happened as well."""
CONFIRM = ("确认提交", "确认", "提交", "没问题提交", "对提交")


class ValidateComplaintForm(Action):
    """Rasa's form calls this on every message while a complaint is being filed; it also asks the next question."""

    def name(self) -> str:
        """Name in the domain."""
        return "validate_complaint_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Take one message; the events name the slot that is asked next, or None at the end."""
        return Step(dispatcher, Turn.of(tracker)).take()


class Step:
    """One message inside the form."""

    def __init__(self, dispatcher: CollectingDispatcher, turn: Turn) -> None:
        self.dispatcher, self.turn = dispatcher, turn
        self.asked: str | None = turn.slots.get("requested_slot")

    def take(self) -> list[EventType]:
        """Decide what the message is and do it."""
        if self.asked is None:
            return self._begin()
        free_text = self.asked in fields.FREE_TEXT
        if self._emergency(free_text):
            return self._stay([SlotSet("form_misses", EMERGENCY_TOLD)])
        if self.turn.slots.get("form_cancel_asked"):
            if manners.confirms_stop(self.turn):
                return self._end("utter_complaint_cancelled")
            if manners.goes_on(self.turn):
                say(self.dispatcher, "utter_complaint_goes_on")
                return self._stay([SlotSet("form_cancel_asked", None)])
        if manners.wants_to_stop(self.turn, free_text):
            return self._stop()
        return [*self._answered(self.asked, free_text), SlotSet("form_cancel_asked", None)]

    # ---- beginning and end

    def _begin(self) -> list[EventType]:
        """Start a filing: keep what the first sentence says, then ask for consent; a person in danger is not asked."""
        danger = emergency.lane(self.turn)
        if danger in ("distress", "violence"):
            emergency.handle(self.dispatcher, self.turn, danger)
            return [*self._over(), SlotSet("cared_for", danger == "distress")]
        fresh = {name: None for name in (*fields.ORDER, *fields.EXTRA)}
        values = {**fresh, **opening.read(self.turn), "complaint_filing": uuid.uuid4().hex}
        self._emergency(free_text=False)
        return self._ask({**values, "form_misses": 0, "form_cancel_asked": None})

    def _emergency(self, free_text: bool) -> bool:
        """Answer an emergency and say that the complaint waits; False when there is none."""
        told = manners.emergency_in_between(self.dispatcher, self.turn, free_text)
        if told:
            say(self.dispatcher, "utter_emergency_form_waits")
        return told

    def _stop(self) -> list[EventType]:
        """Stop at once when nothing was told yet, else ask once whether to."""
        if not any(self.turn.slots.get(name) for name in ("complaint_facts", "complaint_business")):
            return self._end("utter_complaint_cancelled")
        say(self.dispatcher, "utter_complaint_ask_cancel")
        return [SlotSet("form_cancel_asked", True), SlotSet("requested_slot", self.asked)]

    def _end(self, response: str) -> list[EventType]:
        """End without a ticket: erase what was kept."""
        say(self.dispatcher, response)
        with contextlib.suppress(StoreUnavailable):  # then the draft goes by its age; the customer has the answer
            services().register.erase_draft(self.turn.sender)
        return self._over()

    @staticmethod
    def _over(**kept: Any) -> list[EventType]:
        empty = cleared((*fields.ORDER, *fields.EXTRA, "form_misses", "form_cancel_asked"))
        return [*empty, *set_slots(kept), SlotSet("requested_slot", None)]

    # ---- one answer

    def _answered(self, asked: str, free_text: bool) -> list[EventType]:
        corrected = self._corrected(asked)
        if corrected is not None:
            return corrected
        if asked == SUMMARY:
            return self._at_summary()
        if self.turn.is_act("go_back") and len(self.turn.text) <= 15:
            return self._back(asked)
        if manners.asks_why(self.turn, free_text):
            say(self.dispatcher, f"utter_explain_{asked}")
            return self._stay()
        reading = fields.read(asked, self.turn)
        if manners.in_between(self.dispatcher, self.turn, free_text, reading.problem is None):
            return self._stay()
        if reading.problem:
            return self._stay(manners.missed(self.dispatcher, self.turn, asked, reading.problem))
        if reading.values.get("complaint_consent") is False:
            return self._end("utter_complaint_refused")
        if asked == "complaint_facts" and len(self.turn.raw.strip()) > fields.MAX_FACTS:
            say(self.dispatcher, "utter_facts_cut", limit=str(fields.MAX_FACTS))
        more = {} if free_text or asked == "complaint_consent" else self._more(reading.values)
        return self._ask({**more, **reading.values, "form_misses": 0})

    def _more(self, values: dict[str, Any]) -> dict[str, Any]:
        """Keep answers to questions not asked yet that came in the same message."""
        told = fields.prefill(self.turn, {**self.turn.slots, **values})
        told.pop("complaint_business", None)
        if self.turn.slots.get("complaint_facts") is None and len(self.turn.text) >= TELLS_A_STORY:
            told["complaint_facts"] = self.turn.raw.strip()[: fields.MAX_FACTS]
        return told

    def _corrected(self, asked: str) -> list[EventType] | None:
        """Take a correction of an earlier answer; None when the message is none."""
        if asked in fields.FREE_TEXT and len(self.turn.text) > 40:
            return None
        slot, values = corrections.read(self.turn, at_summary=asked == SUMMARY)
        if slot is None or slot == asked:
            return None
        if values:
            say(self.dispatcher, "utter_complaint_changed")
            return self._ask({**values, "form_misses": 0})
        if asked != SUMMARY and self.turn.slots.get(slot) is None:
            return None
        return self._ask({slot: None, "form_misses": 0}, at=slot)

    def _back(self, asked: str) -> list[EventType]:
        """Ask the question before this one again."""
        order = fields.required(self.turn.slots)
        before = order[max(1, order.index(asked) - 1)] if asked in order else order[1]
        if before == "complaint_is_agent":
            before = "complaint_business"
        return self._ask({before: None, "form_misses": 0}, at=before)

    # ---- summary

    def _at_summary(self) -> list[EventType]:
        if self.turn.text.rstrip("。！") in CONFIRM or self.turn.is_act("affirm", least=0.6):
            return self._file()
        more = corrections.addition(self.turn)
        if more:
            facts = f"{self.turn.slots['complaint_facts']}\n{more}"[: fields.MAX_FACTS]
            say(self.dispatcher, "utter_complaint_added")
            return self._ask({"complaint_facts": facts, "form_misses": 0})
        if more == "" or corrections.wants_to_change(self.turn) or self.turn.is_act("go_back", "deny"):
            say(self.dispatcher, "utter_ask_which_to_change", buttons=self._changes())
            return [SlotSet("form_misses", 0), SlotSet("requested_slot", SUMMARY)]
        named = corrections.field_named(self.turn.text) if len(self.turn.text) <= 6 else None
        if named:
            return self._ask({named: None}, at=named)
        if manners.asks_why(self.turn, free_text=False):
            say(self.dispatcher, "utter_explain_complaint_confirmed")
            return self._stay()
        if manners.in_between(self.dispatcher, self.turn, free_text=False, has_value=False):
            return self._stay()
        return self._stay(manners.missed(self.dispatcher, self.turn, SUMMARY, "utter_wrong_complaint_confirmed"))

    @staticmethod
    def _changes() -> list[Button]:
        labels = words()["fields"]
        changeable = [slot for slot in summary.SHOWN if slot not in ("complaint_reason", "complaint_severity")]
        return [{"title": labels[slot], "payload": f"修改{labels[slot]}"} for slot in changeable]

    def _file(self) -> list[EventType]:
        """File the confirmed complaint; when the store is down say so and keep everything."""
        number = filing.file(self.dispatcher, self.turn)
        if number is None:
            return [SlotSet("form_misses", 0), SlotSet("requested_slot", SUMMARY)]
        return self._over(last_ticket=number)

    # ---- asking

    def _stay(self, events: list[EventType] | None = None) -> list[EventType]:
        """Ask the open question again and change nothing."""
        assert self.asked is not None
        self._question(self.asked, self.turn.slots)
        return [
            *(events or [SlotSet("form_misses", self.turn.slots.get("form_misses") or 0)]),
            SlotSet("requested_slot", self.asked),
        ]

    def _ask(self, values: dict[str, Any], at: str | None = None) -> list[EventType]:
        """Keep values and ask the first open question, or the one at `at`."""
        slots = {**self.turn.slots, **values}
        slot = at or fields.next_open(slots)
        self._question(slot, slots)
        return [*set_slots(values), SlotSet("requested_slot", slot)]

    def _question(self, slot: str, slots: dict[str, Any]) -> None:
        if slot == SUMMARY:
            say(self.dispatcher, "utter_complaint_summary", custom=summary.card(slots), summary=summary.text(slots))
        elif slot == "complaint_business":
            say(self.dispatcher, f"utter_question_{slot}", buttons=_businesses())
        else:
            say(self.dispatcher, f"utter_question_{slot}")


def _businesses() -> list[Button]:
    shown = list(categories.labels("business").values())[:SHOWN_BUSINESSES]
    titles = [label.split("（")[0] for label in shown] + [words()["unclear_business"]]
    return [{"title": title, "payload": title} for title in titles]
