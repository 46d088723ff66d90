"""How a complaint begins: danger first, what belongs elsewhere goes there, what the first sentence says is kept."""

from __future__ import annotations

import uuid

from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions import (
    asides,
    callback,
    doors,
    emergency,
    files,
    interrupts,
    lane,
    manners,
    requests,
    sayings,
    scams,
    subject,
    telling_on,
    uncertain,
)
from actions.aftercare import afterwards
from actions.answer import respond
from actions.case import talk
from actions.case.state import CONTACT, DESPAIR, MONEY, VIOLENCE
from actions.complaint import answers, carrying, contact, fields, forgotten, minors, noting, opening, story, wishes
from actions.complaint.asking import CONSENT, SUMMARY
from actions.complaint.confirming import says_yes
from actions.complaint.telling import FACTS, Telling
from actions.guided import left
from actions.speech import say, tell
from actions.turn import SURE
from bot.lexicon import heard
from bot.text import amounts
from bot.text.normalize import clauses, in_clauses, normalize

FORM = "complaint_form"
HOW = "complaint.how"
THREAT = "threatened"
DANGERS = ("card_misused", THREAT)
"""What a complaint may tell of that has to be seen to first; the complaint goes on."""


class Beginning(Telling):
    """The first message of a complaint, and those that bring one from elsewhere."""

    def _begin(self) -> list[EventType]:
        """Start a filing: keep what the first sentence says, then ask for consent; a person in danger is not asked."""
        danger = None if afterwards.way(self.turn) else lane.kind(self.turn)
        if danger in (*DESPAIR, VIOLENCE):
            return [*self._over(), *emergency.handle(self.dispatcher, self.turn, danger)]
        door = doors.wanted(self.turn) or (FORM if telling_on.goes_on(self.turn) else None)
        if danger and door != FORM and doors.said("of_others", self.turn.text):
            return [*self._over(), *emergency.handle(self.dispatcher, self.turn, danger)]
        if danger is None:
            if minors.answer(self.dispatcher, self.turn):
                return self._over()
            elsewhere = self._belongs_elsewhere(door)
            if elsewhere is not None:
                return elsewhere
        if self._is_child():
            return self._sent_for_a_guardian()
        denied = doors.said("not_now", self.turn.text) and not doors.says_so(self.turn)
        not_meant = denied or doors.said("of_others", self.turn.text)
        unsure = self.turn.confidence + self.turn.grievance < SURE or not_meant
        if danger == CONTACT and door != FORM and not heard("names_complaint", self.turn.text):
            return [*self._over(), *(interrupts.emergency_amid(self.dispatcher, self.turn, False) or [])]
        if danger is None and door != FORM and unsure and not heard("files_again", self.turn.text):
            return [*self._over(), *uncertain.offer_flow(self.dispatcher, self.turn, FORM)]
        return self._start()

    def _belongs_elsewhere(self, door: str | None) -> list[EventType] | None:
        """Deal with what is no new complaint: a word about a case, a wrong door, a complaint filed before."""
        if afterwards.way(self.turn):
            return [*self._over(), FollowupAction(doors.AFTERCARE)]
        if afterwards.answer(self.dispatcher, self.turn):
            return self._over()
        told_before = talk.reply(self.dispatcher, self.turn) if door != FORM else None
        if told_before is not None:
            return [*self._over(), *told_before]
        if callback.asked(self.turn):
            say(self.dispatcher, "utter_person_for_complaint")
            return [*self._over(), *callback.story_besides(self.turn), FollowupAction("person_form")]
        if door is None and subject.is_of_the_answer(self.turn):
            return [*self._over(), *respond(self.dispatcher, self.turn)]
        if door != FORM and heard("asks_if_scam", self.turn.text) and not heard("names_complaint", self.turn.text):
            return [*self._over(), *scams.check(self.dispatcher, self.turn)]
        if left.warn(self.dispatcher, self.turn) or sayings.answer(self.dispatcher, self.turn, sayings.NO_COMPLAINT):
            return self._over()
        if door is None and doors.said("made_up", self.turn.text):
            say(self.dispatcher, "utter_made_up")
            return self._over()
        again = heard("files_again", self.turn.text)
        if door is None and not again and doors.said("not_now", self.turn.text) and manners.asks(self.turn):
            tell(self.dispatcher, HOW)
            return self._over()
        if door not in (None, FORM):
            return [*self._over(), FollowupAction(door)]
        if heard("lost_number", self.turn.text) and not story.goes_on(self.turn.text):
            requests.take_lost_number(self.dispatcher, self.turn)
            return self._over()
        if heard("wants_to_withdraw", self.turn.text):
            return [*self._over(), FollowupAction(doors.AFTERCARE)]
        return None

    def _start(self) -> list[EventType]:
        raw = self._told_now()
        before = self._story_before(raw)
        fresh = {name: None for name in (*fields.ORDER, *fields.EXTRA)}
        told = {**opening.read(raw, before), **contact.told(self.turn, None)}
        urgent = self._emergency(telling=False)
        for danger in DANGERS if not urgent else ():
            self._warn_of(danger)
        if doors.said("bereaved", f"{before}，{self.turn.text}"):
            say(self.dispatcher, "utter_complaint_bereaved")
        asides.answer(self.dispatcher, self.turn)
        if before and not self.turn.slots.get("choosing"):
            say(self.dispatcher, "utter_complaint_knows_before")
        noting.show(self.dispatcher, self.turn, told, asked=None)
        facts = told.get("complaint_facts") or ""
        weighs = not facts and (doors.said("weighs", self.turn.text) or story.hints(raw))
        kept = [before if before not in facts else "", raw if weighs else ""]
        values = {
            **fresh,
            **told,
            "complaint_filing": uuid.uuid4().hex,
            uncertain.STORY: "\n".join(filter(None, kept)) or None,
            "form_misses": 0,
            "form_cancel_asked": None,
            "choosing": None,
        }
        return [*self._ask(values), *urgent]

    def _told_now(self) -> str:
        """Return what the message tells: a refusal that is taken back (那算了还是登记吧), or guidance
        taken up (那就在这儿弄吧), is nothing of the matter."""
        if doors.takes_it_up(self.turn):
            return ""
        if not self.turn.was_told("utter_complaint_refused"):
            return self.turn.raw
        said = clauses(self.turn.raw)
        return "，".join(clause for clause in said if not doors.said("takes_refusal_back", normalize(clause)))

    def _story_before(self, raw: str) -> str:
        """Return the message that made us ask what is meant, or that is referred to; empty when there was none."""
        before = self.turn.slots.get(uncertain.STORY) or ""
        changed_mind = self.turn.was_told("utter_complaint_refused") or heard("files_again", self.turn.text)
        again = changed_mind and not story.is_told(raw)
        meant = again or self.turn.slots.get("choosing") or doors.said("refers_back", self.turn.text)
        tells_of_it = not story.is_told(raw) and story.is_of_a_matter(before)
        return before if meant or tells_of_it else ""

    def _resume(self) -> list[EventType]:
        """Take over what was begun in another conversation; without it go on as before, or end."""
        carried = carrying.redeem(self.dispatcher, self.turn)
        if carried is not None:
            return self._ask({**carried, "form_misses": 0, "form_cancel_asked": None})
        return self._stay() if self.asked else self._over()

    # ---- danger, and children

    def _warn_of(self, danger: str) -> None:
        """Say first what to do about a danger that the message tells of, unless the story told of it before."""
        told_before = self.asked is not None and doors.said(danger, self.turn.slots.get(FACTS) or "")
        if doors.said(danger, self.turn.text) and not told_before:
            say(self.dispatcher, f"utter_complaint_{danger}")

    def _emergency(self, telling: bool) -> list[EventType]:
        """Answer an emergency and say that the complaint waits; empty when there is none."""
        if self._is_bare_answer():
            return []
        urgent = interrupts.emergency_amid(self.dispatcher, self.turn, telling)
        if urgent:
            say(self.dispatcher, "utter_emergency_form_waits")
        return urgent or []

    def _kept_of_an_emergency(self) -> list[EventType]:
        """Keep what happened for the story that goes on after the emergency; despair is no part of it."""
        if self.asked != FACTS or lane.kind(self.turn) in DESPAIR or not story.is_told(self.turn.raw):
            return []
        before = self.turn.slots.get(uncertain.STORY)
        return [SlotSet(uncertain.STORY, "\n".join(filter(None, [before, self.turn.raw.strip()])))]

    def _sends_too_early(self) -> bool:
        """Tell whether the customer sends in what is not complete: there is something to ask yet."""
        at_an_end = self.asked in (SUMMARY, CONSENT, fields.EVIDENCE, fields.MORE)
        return (
            not at_an_end
            and bool(heard("sends", self.turn.text))
            and (says_yes(self.turn.text) or bool(heard("hands_in", self.turn.text)))
        )

    def _is_bare_answer(self) -> bool:
        """Tell whether a message is but an amount, "I forgot" or "all sent", which by itself may sound like more."""
        forgot = heard("forgot_only", self.turn.text) or (
            self.asked in forgotten.FORGETS
            and forgotten.is_this(self.asked, self.turn)
            and not lane.is_plain(self.turn)
        )
        bare = amounts.is_bare(self.turn.text) or bool(forgot)
        return self.asked is not None and (bare or self._says_no_amount() or self._has_all_files() or self._orders())

    def _says_no_amount(self) -> bool:
        """Tell whether the customer, asked how much, says that none is gone: it sounds like money that moved."""
        if self.asked != "complaint_amount" or heard("of_a_swindle", self.turn.text):
            return False
        return lane.kind(self.turn) in (None, MONEY) and answers.says_no_amount(self.turn)

    def _orders(self) -> bool:
        """Tell whether the customer, asked for a wish, wants money back that is gone: that was told before."""
        kind = lane.kind(self.turn)
        may_be_one = kind == MONEY or (kind in DESPAIR and not lane.is_plain(self.turn))  # 以后别强迫人
        wish = self.asked == "complaint_request" and wishes.is_order(self.turn) and may_be_one
        return wish and not heard("goes_on_now", self.turn.text)

    def _has_all_files(self) -> bool:
        """Tell whether the customer, asked for more files, says that there are no more."""
        return self.asked == fields.EVIDENCE and files.are_all(self.turn.text, self.turn.slots.get(fields.EVIDENCE))

    def _sent_for_a_guardian(self) -> list[EventType]:
        """End what a child may not do alone; what they say to that is about it."""
        return [*self._end("utter_child_needs_guardian"), SlotSet("last_topic", minors.SENT)]

    def _is_child(self) -> bool:
        """Tell whether a child under 14 is complaining (C7-10); a teenager is offered a person and may go on."""
        group = minors.group(in_clauses(self.turn.raw))
        if group == minors.TEENAGER:
            say(self.dispatcher, "utter_teenager_may_go_on")
        return group == minors.CHILD
