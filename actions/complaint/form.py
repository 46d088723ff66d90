"""The complaint conversation: consent, questions one at a time, summary, filing (contract §5)."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import asides, callback, files, in_between, interrupts, manners, outright, sayings, uncertain
from actions.answer import respond
from actions.case.state import SLOT
from actions.complaint import (
    again,
    answers,
    attached,
    besides,
    carrying,
    confirming,
    consenting,
    contact,
    corrections,
    demands,
    doubts,
    fields,
    filing,
    minors,
    noting,
    remarks,
    story,
    wishes,
)  # fmt: skip
from actions.complaint.asking import CONSENT, SUMMARY, YES_OR_NO
from actions.complaint.beginning import THREAT, Beginning
from actions.complaint.reading import Reading
from actions.complaint.telling import BUSINESS, FACTS, PLAIN, REQUEST
from actions.interrupts import EMERGENCY_TOLD
from actions.services import services
from actions.speech import say
from actions.turn import Turn
from bot.lexicon import heard

GUIDES = ("quiz_form", "fundraising_check_form")
"""Forms that wait until the complaint is done; whoever wants one is told so."""


class ValidateComplaintForm(Action):
    """Rasa's form calls this on every message while a complaint is being filed; it also asks the next question."""

    def name(self) -> str:
        """Name in the domain."""
        return "validate_complaint_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Take one message; the events name the slot that is asked next, or None at the end."""
        turn = Turn.of(tracker)
        calm = interrupts.alarm_withdrawn(dispatcher, turn)
        return Step(dispatcher, turn).take() if calm is None else [SlotSet(SLOT, None), *Step(dispatcher, calm).take()]


class Step(Beginning):
    """One message inside the form."""

    def take(self) -> list[EventType]:
        """Decide what the message is and do it."""
        if carrying.has_moved(self.turn):
            say(self.dispatcher, "utter_complaint_moved")
            return self._over()
        if self.turn.file_change:
            return self._take_file(self.turn.file_change)
        if carrying.has_code(self.turn):
            return self._resume()
        if self.asked is None:
            return self._begin()
        if outright.topic(self.turn) or outright.flow(self.turn) in GUIDES:
            respond(self.dispatcher, self.turn)
            return self._stay()
        free_text = self.asked in fields.FREE_TEXT
        remark = self._remark(self.asked)
        calm = remark is not None and remarks.is_calm(self.turn, remark)
        urgent = None if calm else self._emergency(telling=self.asked in fields.STORIES)
        if urgent:
            return self._stay([SlotSet("form_misses", EMERGENCY_TOLD), *urgent, *self._kept_of_an_emergency()])
        self._warn_of(THREAT)
        if self.turn.slots.get("form_cancel_asked"):
            if manners.confirms_stop(self.turn):
                return self._end("utter_complaint_cancelled")
            if manners.goes_on(self.turn):
                say(self.dispatcher, "utter_complaint_goes_on")
                return self._stay([SlotSet("form_cancel_asked", None)])
        if self._is_child():
            return self._sent_for_a_guardian()
        if minors.tells_only_age(self.turn.text):
            return self._stay()
        if self.asked == SUMMARY and confirming.is_meant(self.turn):
            return self._file()
        if self._has_all_files():
            held = self.turn.slots.get(fields.EVIDENCE)
            return self._ask({fields.EVIDENCE: held, "form_misses": 0, "form_cancel_asked": None})
        left = self._left_alone(remark, free_text)
        return left or [*self._answered(self.asked, free_text), SlotSet("form_cancel_asked", None)]

    # ---- no answer

    def _left_alone(self, remark: remarks.Remark | None, free_text: bool) -> list[EventType] | None:
        """Deal with a message that leaves every answer as it is: pause, stop, taking consent back, keeping the old."""
        if self._wants_it_back():
            return self._bring_back()
        if self._keeps_the_old():
            return self._keep_the_old()
        if self.turn.slots.get("complaint_consent") and _takes_consent_back(self.turn):
            return self._end("utter_complaint_refused")
        if heard("starts_over", self.turn.text) and self.turn.slots.get(FACTS):
            return self._start_over()
        if sayings.answer(self.dispatcher, self.turn, among=("has_draft_code", *sayings.SENT_HERE)):
            return self._stay()
        answers_first = self.asked == fields.EVIDENCE and heard("names_evidence", self.turn.text)
        if heard("later", self.turn.text) and len(self.turn.text) <= manners.SHORT_REMARK and not answers_first:
            carrying.give(self.dispatcher, self.turn)
            return self._stay()
        if sayings.heard(self.turn.text, ("not_complaining",)) and self.asked == CONSENT:
            return self._end("utter_saying.not_complaining")
        gives_name = self.asked == contact.NAME and contact.typed_name(self.turn)
        if self._keeps_a_secret() or (not gives_name and asides.keeps_private(self.dispatcher, self.turn)):
            return self._stay()
        if self._sends_too_early():
            say(self.dispatcher, "utter_complaint_not_ready")
            return self._stay()
        if remark:
            ends = remark.name == remarks.STOPS
            return self._stop() if ends else self._stay(remarks.answer(self.dispatcher, self.turn, remark))
        answers_it = self._consents() or (self.asked == contact.NAME and contact.typed_name(self.turn))
        answers_it = answers_it or self._speaks_of_a_field()
        return self._stop() if manners.wants_to_stop(self.turn, free_text) and not answers_it else None

    def _take_file(self, change: files.FileChange) -> list[EventType]:
        """Take a file in or give it back, at whatever question, and ask that again."""
        held = change.applied(self.turn.slots.get(fields.EVIDENCE))
        say(self.dispatcher, change.response)
        return self._ask({fields.EVIDENCE: held or None, "form_misses": 0, "form_cancel_asked": None}, at=self.asked)

    # ---- one answer

    def _answered(self, asked: str, free_text: bool) -> list[EventType]:
        if self._consents():
            return self._consented()
        if asked == SUMMARY and again.is_meant(self.turn):
            joins = again.join(self.dispatcher, self.turn)
            return [*self._over(), *joins] if joins else self._stay()
        added = self._added_at_summary() if asked == SUMMARY else None
        about_before = added or (None if doubts.about(asked, self.turn.slots) else self._asks_to_change(asked))
        says_who = asked == "complaint_is_agent" and answers.read(asked, self.turn).problem is None
        nothing_to_correct = says_who or self._tells_instead_of_consent()
        about_before = about_before or (None if nothing_to_correct else self._corrected(asked))
        if about_before is not None:
            return about_before
        if asked == SUMMARY:
            return self._at_summary()
        if (for_another := self._for_another(asked)) is not None:
            return for_another
        if heard("back", self.turn.text) and len(self.turn.text) <= manners.SHORT_REMARK:
            return self._back(asked)
        if (with_a_question := self._with_a_question(asked)) is not None:
            return with_a_question
        reading = self._read(asked)
        seeks_advice = asides.about_the_form(self.turn.text) == asides.WHAT_TO_ASK_FOR
        if asked == REQUEST and reading.problem is None and wishes.is_order(self.turn) and not seeks_advice:
            return self._keep(asked, reading)
        tells_it = reading.problem is None and asked in (*PLAIN, *fields.STORIES) and not self._calls_names()
        if not tells_it and self._vents():
            return self._stay()
        if asked == CONSENT and asides.answer(self.dispatcher, self.turn):
            return self._consented() if consenting.says_yes_besides(self.turn) else self._stay()
        told = self._matter_told(asked) or story.tells_a_fact(self.turn.text) or self._sorted(asked)
        of_the_form = manners.asks(self.turn) and asides.about_the_form(self.turn.text)
        tells = bool(told) and not (of_the_form or asides.asks_for_help(self.turn, telling=asked == BUSINESS))
        if reading.problem and (reading.problem in answers.UNDERSTOOD or tells or self._tells_instead_of_consent()):
            return self._missed(asked, reading.problem)
        has_value = reading.problem is None
        if manners.asks_why(self.turn, free_text) and not (has_value and not free_text):
            say(self.dispatcher, f"utter_explain_{asked}")
            return self._stay()
        names_matter = not manners.asks(self.turn) and self.turn.topic in services().answers
        on_terms = reading.problem == "utter_wrong_complaint_consent_on_terms"
        on_consent = asked == CONSENT and (has_value or on_terms or names_matter)
        if not (on_consent or self._shows_it(asked, reading)) and in_between.answer(
            self.dispatcher, self.turn, free_text, has_value
        ):
            return self._stay()
        has_answer = has_value and not free_text
        if asked != CONSENT and not has_answer and in_between.unanswerable(self.dispatcher, self.turn, free_text):
            return self._stay()
        if reading.problem:
            return self._missed(asked, reading.problem)
        return self._keep(asked, reading)

    def _with_a_question(self, asked: str) -> list[EventType] | None:
        """Take the answer that a question came with, and answer both; None when it is not the two of them."""
        said = None if asked in YES_OR_NO else attached.split(self.turn, asked)
        if said is None or asides.asks_for_help(self.turn, telling=asked in fields.STORIES):
            return None
        if asides.about_the_form(self.turn.text) == asides.WHAT_TO_ASK_FOR:
            return None  # 我也不知道该要什么，支个招: what stands before the question is none of the answer
        answer = Step(self.dispatcher, said.answer)
        reading = answer._read(asked)
        if reading.problem or reading.is_guess or not attached.is_clear(said.answer, asked):
            return None
        if not attached.answer(self.dispatcher, said.question):
            return None
        return answer._keep(asked, reading)

    def _shows_it(self, asked: str, reading: Reading) -> bool:
        """Tell whether an answer names a number or evidence, whatever is asked about it besides."""
        if asked == fields.EVIDENCE:
            inquires = asides.about_the_form(self.turn.text) and heard("asks", self.turn.text)  # 录音算证据不
            return bool(reading.values and heard("has_evidence", self.turn.text)) and not inquires
        if asked == contact.NAME:
            return bool(reading.values and heard("own_name", self.turn.text))
        return asked == contact.PHONE and bool(reading.values)

    def _read(self, asked: str) -> Reading:
        """Read the answer; where candidates were offered, a choice among them comes first."""
        candidates = doubts.about(asked, self.turn.slots)
        chosen = doubts.read(self.turn, asked, candidates) if candidates else None
        if chosen is doubts.NEITHER:
            return Reading(doubts={asked: []})
        if chosen:
            return Reading({asked: chosen})
        reading = self._story() if asked == FACTS else answers.read(asked, self.turn)
        if candidates and reading.doubts.get(asked) == candidates:
            return Reading({asked: doubts.settled(asked, candidates)})
        return reading

    def _vents(self) -> bool:
        """Answer anger that tells nothing: a complaint is under way, so none is offered."""
        if (
            demands.find(self.turn.text)
            or callback.asked(self.turn)
            or not (self._calls_names() or self.turn.is_act("anger", least=0.6))
            or self._matter_told(self.asked or "")
        ):
            return False
        say(self.dispatcher, "utter_complaint_calms")
        return True

    def _calls_names(self) -> bool:
        """Tell whether a message only calls the assistant names: that is no story, whatever was asked."""
        names = sayings.heard(self.turn.text, remarks.INSULTS)
        return bool(names) and len(self.turn.text) <= manners.SHORT_REMARK

    def _keep(self, asked: str, reading: Reading) -> list[EventType]:
        """Keep an answer with whatever else the message tells, show it back and ask on."""
        if reading.values.get("complaint_consent") is False:
            told = self.turn.slots.get(FACTS) or self.turn.slots.get(uncertain.STORY)
            return [*self._end("utter_complaint_refused"), SlotSet(uncertain.STORY, told)]  # for who changes their mind
        if asked == FACTS and len(self.turn.raw.strip()) > fields.MAX_FACTS:
            say(self.dispatcher, "utter_facts_cut", limit=str(fields.MAX_FACTS))
        if asked in ("complaint_is_agent", fields.AGENT_NOTE) and reading.values.get(fields.AGENT_NOTE):
            say(self.dispatcher, "utter_agent_documents")
        told = self._told_besides(asked)
        values = {**told.values, **reading.values}
        noting.show(self.dispatcher, self.turn, values, None if reading.is_guess else asked)
        unsure = {**(self.turn.slots.get(fields.UNSURE) or {}), **told.doubts, **reading.doubts}
        again = asked if asked in reading.doubts else None
        return self._ask({**values, fields.UNSURE: unsure, "form_misses": 0}, at=again)

    # ---- summary

    def _at_summary(self) -> list[EventType]:
        agent = besides.agent(self.turn)
        if agent:
            say(self.dispatcher, "utter_complaint_changed")
            return self._ask({**agent, "form_misses": 0})
        if heard("shows_card", self.turn.text):
            return self._stay()
        if heard("goes_on_telling", self.turn.text) and not manners.asks(self.turn):
            return self._adds(self.turn.raw)
        if self.turn.is_act("go_back", "deny"):
            return self._ask_which_to_change(SUMMARY)
        if manners.asks_why(self.turn, free_text=False):
            say(self.dispatcher, "utter_explain_complaint_confirmed")
            return self._stay()
        if in_between.answer(self.dispatcher, self.turn, free_text=False, has_value=False):
            return self._stay()
        if in_between.unanswerable(self.dispatcher, self.turn, free_text=False):
            return self._stay()
        return self._stay(manners.missed(self.dispatcher, self.turn, SUMMARY, "utter_wrong_complaint_confirmed"))

    def _added_at_summary(self) -> list[EventType] | None:
        """Add to the story what is called so, or what goes on with it; None when the message adds nothing."""
        added = self._added()
        facts = None if added or corrections.concerns(self.turn) else self._facts_told()
        return self._keep(fields.MORE, Reading({"complaint_facts": facts})) if facts else added

    def _file(self) -> list[EventType]:
        """File the confirmed complaint; when the store is down say so and keep everything."""
        number = filing.file(self.dispatcher, self.turn)
        if number is None:
            return [SlotSet("form_misses", 0), SlotSet("requested_slot", SUMMARY)]
        return self._over(last_ticket=number)


def _takes_consent_back(turn: Turn) -> bool:
    """Tell whether the customer withdraws the consent to this filing (C7-03)."""
    return len(turn.text) <= manners.SHORT_REMARK and bool(heard("privacy_withdraw", turn.text))
