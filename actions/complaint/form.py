"""The complaint conversation: consent, questions one at a time, summary, filing (contract §5)."""

from __future__ import annotations

import uuid
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import emergency, files, manners, sayings, uncertain
from actions.case import talk
from actions.case.state import DESPAIR, VIOLENCE
from actions.complaint import (
    again,
    answers,
    carrying,
    contact,
    corrections,
    doubts,
    fields,
    filing,
    minors,
    noting,
    opening,
    story,
)
from actions.complaint.asking import SUMMARY
from actions.complaint.correcting import Correcting
from actions.manners import EMERGENCY_TOLD
from actions.speech import say
from actions.turn import SURE, Turn
from bot.lexicon import heard
from bot.text import amounts

FORM = "complaint_form"
TELLS_A_STORY, GOES_ON = 15, 10
"""An answer to a short question with so many characters says what happened as well; after the story, what else did."""


class ValidateComplaintForm(Action):
    """Rasa's form calls this on every message while a complaint is being filed; it also asks the next question."""

    def name(self) -> str:
        """Name in the domain."""
        return "validate_complaint_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Take one message; the events name the slot that is asked next, or None at the end."""
        return Step(dispatcher, Turn.of(tracker)).take()


class Step(Correcting):
    """One message inside the form."""

    def take(self) -> list[EventType]:
        """Decide what the message is and do it."""
        if self.turn.file_change:
            return self._take_file(self.turn.file_change)
        if carrying.has_code(self.turn):
            return self._resume()
        if self.asked is None:
            return self._begin()
        if self._takes_time():
            return self._stay([SlotSet("form_cancel_asked", None)])
        free_text = self.asked in fields.FREE_TEXT
        urgent = self._emergency(free_text)
        if urgent:
            return self._stay([SlotSet("form_misses", EMERGENCY_TOLD), *urgent])
        if self.turn.slots.get("form_cancel_asked"):
            if manners.confirms_stop(self.turn):
                return self._end("utter_complaint_cancelled")
            if manners.goes_on(self.turn):
                say(self.dispatcher, "utter_complaint_goes_on")
                return self._stay([SlotSet("form_cancel_asked", None)])
        if self._is_child():
            return self._end("utter_child_needs_guardian")
        if self._has_all_files():
            held = self.turn.slots.get(fields.EVIDENCE)
            return self._ask({fields.EVIDENCE: held, "form_misses": 0, "form_cancel_asked": None})
        left = self._left_alone(self.asked, free_text)
        return left or [*self._answered(self.asked, free_text), SlotSet("form_cancel_asked", None)]

    # ---- beginning and end

    def _begin(self) -> list[EventType]:
        """Start a filing: keep what the first sentence says, then ask for consent; a person in danger is not asked."""
        danger = emergency.lane(self.turn)
        if danger in (*DESPAIR, VIOLENCE):
            return [*self._over(), *emergency.handle(self.dispatcher, self.turn, danger)]
        told_before = talk.reply(self.dispatcher, self.turn) if danger is None else None
        if told_before is not None:
            return [*self._over(), *told_before]
        if danger is None and sayings.answer(self.dispatcher, self.turn, among=sayings.NO_COMPLAINT):
            return self._over()
        if heard("wants_to_withdraw", self.turn.text):
            return [*self._over(), FollowupAction("aftercare_form")]
        if self._is_child():
            return self._end("utter_child_needs_guardian")
        if danger is None and self.turn.confidence + self.turn.grievance < SURE:
            return [*self._over(), *uncertain.offer_flow(self.dispatcher, self.turn, FORM)]
        fresh = {name: None for name in (*fields.ORDER, *fields.EXTRA)}
        told = {**opening.read(self.turn.raw, self._story_before()), **contact.told(self.turn, None)}
        urgent = self._emergency(free_text=False)
        noting.show(self.dispatcher, self.turn, told, asked=None)
        values = {**fresh, **told, "complaint_filing": uuid.uuid4().hex}
        return [*self._ask({**values, "form_misses": 0, "form_cancel_asked": None, "choosing": None}), *urgent]

    def _story_before(self) -> str:
        """Return the message that made us ask whether to file a complaint; empty when there was none."""
        return self.turn.slots.get(uncertain.STORY) or "" if self.turn.slots.get("choosing") else ""

    def _resume(self) -> list[EventType]:
        """Take over what was begun in another conversation; without it go on as before, or end."""
        carried = carrying.redeem(self.dispatcher, self.turn)
        if carried is not None:
            return self._ask({**carried, "form_misses": 0, "form_cancel_asked": None})
        return self._stay() if self.asked else self._over()

    def _emergency(self, free_text: bool) -> list[EventType]:
        """Answer an emergency and say that the complaint waits; empty when there is none."""
        if self._is_bare_answer():
            return []
        urgent = manners.emergency_in_between(self.dispatcher, self.turn, free_text)
        if urgent:
            say(self.dispatcher, "utter_emergency_form_waits")
        return urgent or []

    def _is_bare_answer(self) -> bool:
        """Tell whether a message is but an amount, "I forgot" or "all sent", which by itself may sound like more."""
        bare = amounts.is_bare(self.turn.text) or heard("forgot_only", self.turn.text) is not None
        return self.asked is not None and (bare or self._has_all_files())

    def _has_all_files(self) -> bool:
        """Tell whether the customer, asked for more files, says that there are no more."""
        return self.asked == fields.EVIDENCE and files.are_all(self.turn.text, self.turn.slots.get(fields.EVIDENCE))

    def _is_child(self) -> bool:
        """Tell whether a child under 14 is complaining (C7-10); a teenager is offered a person and may go on."""
        group = minors.group(self.turn.text)
        if group == minors.TEENAGER:
            say(self.dispatcher, "utter_teenager_may_go_on")
        return group == minors.CHILD

    def _takes_time(self) -> bool:
        """Answer who wants to think it over or is back again; neither is an answer, an alarm or the end."""
        if heard("hesitates", self.turn.text):
            say(self.dispatcher, "utter_complaint_waits")
            return True
        back = bool(heard("comes_back", self.turn.text)) and not self.turn.slots.get("form_cancel_asked")
        if back:
            say(self.dispatcher, "utter_complaint_goes_on")
        return back

    def _left_alone(self, asked: str, free_text: bool) -> list[EventType] | None:
        """Deal with a message that leaves every answer as it is: pause, stop, taking consent back, keeping the old."""
        if self._keeps_the_old():
            return self._keep_the_old()
        if self.turn.slots.get("complaint_consent") and _takes_consent_back(self.turn):
            return self._end("utter_complaint_refused")
        if heard("later", self.turn.text) and len(self.turn.text) <= manners.SHORT_REMARK:
            carrying.give(self.dispatcher, self.turn)
            return self._stay()
        if heard("pause", self.turn.text):
            say(self.dispatcher, "utter_take_your_time")
            return self._stay()
        return self._stop() if manners.wants_to_stop(self.turn, free_text) else None

    def _stop(self) -> list[EventType]:
        """Stop at once when nothing was told yet, else ask once whether to."""
        if not any(self.turn.slots.get(name) for name in ("complaint_facts", "complaint_business")):
            return self._end("utter_complaint_cancelled")
        say(self.dispatcher, "utter_complaint_ask_cancel")
        return [SlotSet("form_cancel_asked", True), SlotSet("requested_slot", self.asked)]

    def _take_file(self, change: files.FileChange) -> list[EventType]:
        """Take a file in or give it back, at whatever question, and ask that again."""
        held = change.applied(self.turn.slots.get(fields.EVIDENCE))
        say(self.dispatcher, change.response)
        return self._ask({fields.EVIDENCE: held or None, "form_misses": 0, "form_cancel_asked": None}, at=self.asked)

    # ---- one answer

    def _answered(self, asked: str, free_text: bool) -> list[EventType]:
        if asked == SUMMARY and again.is_meant(self.turn):
            joins = again.join(self.dispatcher, self.turn)
            return [*self._over(), *joins] if joins else self._stay()
        added = self._added_at_summary() if asked == SUMMARY else None
        about_before = added or (None if doubts.about(asked, self.turn.slots) else self._asks_to_change(asked))
        about_before = about_before or self._corrected(asked)
        if about_before is not None:
            return about_before
        if asked == SUMMARY:
            return self._at_summary()
        if heard("back", self.turn.text) and len(self.turn.text) <= manners.SHORT_REMARK:
            return self._back(asked)
        if manners.asks_why(self.turn, free_text):
            say(self.dispatcher, f"utter_explain_{asked}")
            return self._stay()
        reading = self._read(asked)
        has_value = reading.problem is None
        if manners.in_between(self.dispatcher, self.turn, free_text, has_value):
            return self._stay()
        if (free_text or not has_value) and manners.unanswerable(self.dispatcher, self.turn, free_text):
            return self._stay()
        if reading.problem:
            return self._missed(asked, reading.problem)
        return self._keep(asked, reading)

    def _read(self, asked: str) -> answers.Reading:
        """Read the answer; where candidates were offered, a choice among them comes first."""
        candidates = doubts.about(asked, self.turn.slots)
        chosen = doubts.read(self.turn, asked, candidates) if candidates else None
        if chosen is doubts.NEITHER:
            return answers.Reading(doubts={asked: []})
        return answers.Reading({asked: chosen}) if chosen else answers.read(asked, self.turn)

    def _keep(self, asked: str, reading: answers.Reading) -> list[EventType]:
        """Keep an answer with whatever else the message tells, show it back and ask on."""
        if reading.values.get("complaint_consent") is False:
            return self._end("utter_complaint_refused")
        if asked == "complaint_facts" and len(self.turn.raw.strip()) > fields.MAX_FACTS:
            say(self.dispatcher, "utter_facts_cut", limit=str(fields.MAX_FACTS))
        if asked == "complaint_agent_note" and reading.values[asked]:
            say(self.dispatcher, "utter_agent_documents")
        told = self._told_besides(asked) if asked != "complaint_consent" else story.Told()
        values = {**told.values, **reading.values}
        noting.show(self.dispatcher, self.turn, values, asked)
        unsure = {**(self.turn.slots.get(fields.UNSURE) or {}), **told.doubts, **reading.doubts}
        again = asked if asked in reading.doubts else None
        return self._ask({**values, fields.UNSURE: unsure, "form_misses": 0}, at=again)

    def _told_besides(self, asked: str) -> story.Told:
        """Return answers to questions not asked yet that came in the same message."""
        open_slots = [slot for slot in fields.ORDER if slot != asked and self.turn.slots.get(slot) is None]
        if asked not in ("complaint_consent", "complaint_facts"):
            open_slots = [slot for slot in open_slots if slot != "complaint_business"]
        told = story.read(self.turn.raw).only(open_slots)
        told.values.update(contact.told(self.turn, asked))
        if asked not in fields.FREE_TEXT and (facts := self._facts_told()):
            told.values["complaint_facts"] = facts
        return told

    def _facts_told(self) -> str | None:
        """Return the story with what this message adds to it; None when it tells nothing of what happened."""
        before, more = self.turn.slots.get("complaint_facts"), self.turn.raw.strip()
        least = GOES_ON if before else TELLS_A_STORY
        if len(self.turn.text) < least or self.turn.is_question or not story.goes_on(self.turn.text):
            return None
        return f"{before}\n{more}"[: fields.MAX_FACTS] if before else more[: fields.MAX_FACTS]

    def _missed(self, asked: str, problem: str) -> list[EventType]:
        """Deal with what is no answer to this question: perhaps it answers another one."""
        named = corrections.bare_field(self.turn.text)
        if named and self._asked_again:
            return self._ask({"form_misses": 0}, at=named)
        told = self._told_besides(asked)
        replaced = story.read(self.turn.raw).only([slot for slot in corrections.TOLD_FIRST if slot != asked])
        values = {**replaced.values, **told.values}
        unsure = {**(self.turn.slots.get(fields.UNSURE) or {}), **told.doubts}
        if asked == "complaint_consent" and (values or told.doubts or self.turn.is_act("file_complaint")):
            say(self.dispatcher, "utter_consent_still_needed")
            return self._ask({**values, fields.UNSURE: unsure, "form_misses": 0})
        if values and not self.turn.is_question:
            noting.show(self.dispatcher, self.turn, values, asked=None)
            return self._ask({**values, fields.UNSURE: unsure, "form_misses": 0})
        return self._stay(manners.missed(self.dispatcher, self.turn, asked, problem))

    def _back(self, asked: str) -> list[EventType]:
        """Ask the question before this one again; its answer stays until a new one comes."""
        order = fields.required(self.turn.slots)
        before = order[max(1, order.index(asked) - 1)] if asked in order else order[1]
        if before == "complaint_is_agent":
            before = "complaint_business"
        return self._ask({"form_misses": 0}, at=before)

    # ---- summary

    def _at_summary(self) -> list[EventType]:
        if heard("confirms", self.turn.text) or self.turn.is_act("affirm", least=0.6):
            return self._file()
        if heard("goes_on_telling", self.turn.text) and not manners.asks(self.turn):
            return self._adds(self.turn.raw)
        if self.turn.is_act("go_back", "deny"):
            return self._ask_which_to_change(SUMMARY)
        if manners.asks_why(self.turn, free_text=False):
            say(self.dispatcher, "utter_explain_complaint_confirmed")
            return self._stay()
        if manners.in_between(self.dispatcher, self.turn, free_text=False, has_value=False):
            return self._stay()
        if manners.unanswerable(self.dispatcher, self.turn, free_text=False):
            return self._stay()
        return self._stay(manners.missed(self.dispatcher, self.turn, SUMMARY, "utter_wrong_complaint_confirmed"))

    def _added_at_summary(self) -> list[EventType] | None:
        """Add to the story what is called so, or what goes on with it; None when the message adds nothing."""
        added = self._added()
        facts = None if added or corrections.is_cued(self.turn) else self._facts_told()
        return self._keep(fields.MORE, answers.Reading({"complaint_facts": facts})) if facts else added

    def _file(self) -> list[EventType]:
        """File the confirmed complaint; when the store is down say so and keep everything."""
        number = filing.file(self.dispatcher, self.turn)
        if number is None:
            return [SlotSet("form_misses", 0), SlotSet("requested_slot", SUMMARY)]
        return self._over(last_ticket=number)


def _takes_consent_back(turn: Turn) -> bool:
    """Tell whether the customer withdraws the consent to this filing (C7-03)."""
    return len(turn.text) <= manners.SHORT_REMARK and bool(heard("privacy_withdraw", turn.text))
