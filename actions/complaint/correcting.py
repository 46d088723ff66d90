"""Going back to what was told before: correcting it, adding to it, or leaving it as it is after all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk.events import EventType, SlotSet

from actions import in_between
from actions.complaint import answers, attached, contact, corrections, doubts, fields, noting, summary
from actions.complaint.asking import SUMMARY, YES_OR_NO, Asking
from actions.complaint.parts import fields_named
from actions.complaint.reading import Correction, Reading
from actions.services import words
from actions.speech import say
from bot.lexicon import EDITS, heard, table


class Correcting(Asking):
    """One message that may be about what was told before the open question."""

    @property
    def _asked_again(self) -> bool:
        """Whether the open question is one that has a value already, which stays until a new one comes."""
        return self.asked != SUMMARY and (
            self.turn.slots.get(self.asked or "") is not None or self.asked in (*fields.WORKED_OUT, fields.MORE)
        )

    def _keeps_the_old(self) -> bool:
        """Tell whether the customer leaves what was told as it is, or gives up a correction that was begun."""
        if self._confirms_a_candidate():
            return False
        names = ["changes_nothing"]
        if self.asked == SUMMARY or self._asked_again:
            names.append("stays_as_told")
        if self._asked_again:
            names.append("never_mind")
        if self._asked_again and fields.next_open(self.turn.slots) == SUMMARY:
            names.append("back")
        return any(heard(name, self.turn.text) for name in names)

    def _confirms_a_candidate(self) -> bool:
        candidates = doubts.about(self.asked, self.turn.slots)
        return bool(candidates) and doubts.read(self.turn, str(self.asked), candidates) is not None

    def _keep_the_old(self) -> list[EventType]:
        return self._ask({fields.TO_CORRECT: None, "form_misses": 0})

    def _keeps_a_secret(self) -> bool:
        """Tell who will not say a name or number, at whatever question, what that means: it does not end the form."""
        named = [slot for slot in (contact.NAME, contact.PHONE) if slot in fields_named(self.turn.text)]
        is_meant = (
            named and self.asked not in (*fields.STORIES, contact.PHONE) and heard("declines_contact", self.turn.text)
        )
        if not is_meant:
            return False
        say(self.dispatcher, f"utter_wrong_{named[0]}{answers.DECLINED}")
        return True

    def _speaks_of_a_field(self) -> bool:
        """Tell whether a message that only sounds like stopping is about a field: 时间我记不准了，空着吧."""
        named = {*fields_named(self.turn.text)} & {*fields.SKIPPABLE, contact.NAME, contact.PHONE}
        return bool(named) and not heard("stop", self.turn.text)

    def _corrected(self, asked: str) -> list[EventType] | None:
        """Take a correction; None when the message is none, or answers the open question itself."""
        telling = asked in (*fields.FREE_TEXT, fields.CONSENT)
        renewed = contact.renewed(self.turn)
        correction = corrections.read(self.turn, at_summary=asked == SUMMARY, telling=telling)
        if correction is None:
            return None
        if correction.slots == {asked}:
            return self._corrects_the_asked(asked, correction)
        unsaid = [slot for slot in correction.unsaid if self._has_value(slot)]
        if not correction.values and not correction.doubts and not unsaid and not correction.missing:
            return None
        return self._take_correction(correction, unsaid, renewed, self._answered_in_front(asked, correction))

    def _answered_in_front(self, asked: str, correction: Correction) -> dict[str, Any]:
        """Return the answer to the open question that stands before a correction of another one; empty without one."""
        before = None if asked in (*fields.FREE_TEXT, *YES_OR_NO) else corrections.in_front(self.turn)
        if before is None or asked in correction.slots or not attached.is_clear(before, asked):
            return {}
        return answers.read(asked, before).values

    def _corrects_the_asked(self, asked: str, correction: Correction) -> list[EventType] | None:
        """Take a slip that was put right in the answer itself; ask again who names the open question once more."""
        if correction.values or correction.doubts:
            return self._keep(asked, Reading(correction.values, correction.doubts))
        return None if asked in fields.FREE_TEXT and not self._asked_again else self._stay()

    def _keep(self, asked: str, reading: Reading) -> list[EventType]:
        """Keep an answer and ask on."""
        raise NotImplementedError

    def _take_correction(
        self, correction: Correction, unsaid: list[str], renewed: set[str], answer: dict[str, Any]
    ) -> list[EventType]:
        """Change what is new and ask for what was not said; say that it changed only when it did.

        Name and phone of the same mask may be `renewed` all the same: that is said, since the card looks as before.
        An `answer` to the open question that came along is kept and shown back.
        """
        slots = self.turn.slots
        looks_new = {slot for slot, value in correction.values.items() if value != summary.value(slot, slots)}
        changed = {slot: value for slot, value in correction.values.items() if slot in looks_new | renewed}
        if fields.EVIDENCE_NOTE in changed:
            changed |= {fields.EVIDENCE: correction.values[fields.EVIDENCE]}  # files and words are one thing to see
        known = [slot for slot in correction.values if slot not in changed and slot in words()["fields"]]
        same = known if not changed else []
        if looks_new:
            more = looks_new == {"complaint_facts"} and str(changed["complaint_facts"]).startswith(
                str(slots.get("complaint_facts") or "\n")
            )
            if more:
                say(self.dispatcher, "utter_complaint_added")
            else:
                noting.show_change(self.dispatcher, changed, card_follows=self.asked == SUMMARY)
        for slot in renewed & set(changed) - looks_new:
            say(self.dispatcher, "utter_complaint_changed_unseen", field=words()["fields"][slot])
        for slot in same:
            shown = summary.written(slot, slots)
            say(self.dispatcher, "utter_complaint_same_as_before", field=words()["fields"][slot], value=shown)
        for piece in correction.missing:
            say(self.dispatcher, "utter_complaint_not_held", words=piece)
        self._answer_besides()
        to_ask = [*correction.doubts, *([] if corrections.sends(self.turn) else same), *unsaid]
        unsure = {**(slots.get(fields.UNSURE) or {}), **correction.doubts}
        if answer:
            noting.show(self.dispatcher, self.turn, answer, self.asked)
        values = {**answer, **changed, fields.UNSURE: unsure, fields.TO_CORRECT: to_ask or None, "form_misses": 0}
        return self._ask(values)

    def _answer_besides(self) -> None:
        """Answer what is asked beside a correction."""
        asked = corrections.question(self.turn)
        if asked:
            turn = replace(self.turn, text=asked, raw=asked)
            if not in_between.answer(self.dispatcher, turn, free_text=False, has_value=False):
                in_between.unanswerable(self.dispatcher, turn, free_text=False)

    def _wants_it_back(self) -> bool:
        """Tell whether the customer misses what stood there before a change."""
        may = self.asked == SUMMARY or self.turn.slots.get(fields.BEFORE) is not None
        return may and bool(table(EDITS)["undoes"].search(self.turn.text)) and self.asked not in fields.STORIES

    def _bring_back(self) -> list[EventType]:
        """Put back what the latest change replaced; what was never changed is shown as it is."""
        before = self.turn.slots.get(fields.BEFORE)
        say(self.dispatcher, "utter_complaint_brought_back" if before else "utter_complaint_nothing_before")
        return self._ask({**(before or {}), fields.TO_CORRECT: None, "form_misses": 0})

    def _has_value(self, slot: str) -> bool:
        return self.asked == SUMMARY or slot in fields.WORKED_OUT or self.turn.slots.get(slot) is not None

    def _asks_to_change(self, asked: str) -> list[EventType] | None:
        """Ask which field, where the customer says only that something is wrong; None when nothing was told yet."""
        buttons = summary.changes(self.turn.slots)
        if not buttons or not corrections.wants_to_change(self.turn):
            return None
        return self._ask_which_to_change(asked)

    def _ask_which_to_change(self, asked: str) -> list[EventType]:
        say(self.dispatcher, "utter_ask_which_to_change", buttons=summary.changes(self.turn.slots))
        return [SlotSet("form_misses", 0), SlotSet(fields.TO_CORRECT, []), SlotSet("requested_slot", asked)]

    def _adds(self, more: str) -> list[EventType]:
        return self._keep(fields.MORE, Reading(answers.with_more(self.turn.slots, more)))

    def _shows_besides(self, shown: str) -> list[EventType]:
        say(self.dispatcher, "utter_complaint_changed")
        note = "；".join(filter(None, [self.turn.slots.get(fields.EVIDENCE_NOTE), shown]))[: fields.MAX_TEXT]
        held = self.turn.slots.get(fields.EVIDENCE) or []
        return self._ask({fields.EVIDENCE: held, fields.EVIDENCE_NOTE: note, "form_misses": 0})

    def _wishes_besides(self, wish: str) -> list[EventType]:
        say(self.dispatcher, "utter_complaint_changed")
        before = self.turn.slots.get("complaint_request")
        whole = "；".join(filter(None, [before, wish]))[: fields.MAX_TEXT]
        return self._ask({"complaint_request": whole, "form_misses": 0})

    def _added(self) -> list[EventType] | None:
        """Add to the story at the summary, or ask for more of it; None when the message adds nothing."""
        shown = corrections.added_evidence(self.turn)
        if shown:
            return self._shows_besides(shown)
        wish = corrections.added_wish(self.turn)
        if wish:
            return self._wishes_besides(wish)
        more = corrections.addition(self.turn)
        if more is None:
            return None
        named = fields_named(more) if len(more) <= corrections.BARE else ()
        if more and not named:
            return self._adds(more)
        return self._ask({"form_misses": 0}, at=fields.MORE if named in ((), ("complaint_facts",)) else named[0])
