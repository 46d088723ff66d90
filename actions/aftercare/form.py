"""Supplementing, withdrawing, asking for a review and rating: a few questions, then it is done to the ticket itself."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import doors, files, in_between, manners, receipts, requests
from actions.aftercare import afterwards, at_hand, progress, ways
from actions.aftercare.adding import FILES, NEW, TEXT, TICKET, Adding, care, progress_of
from actions.aftercare.ticket_form import NUMBER
from actions.answer import respond
from actions.guided.conversation import FLOWS
from actions.services import services, words
from actions.speech import say
from actions.turn import Turn
from bot.lexicon import heard
from tickets import lifecycle
from tickets.errors import IllegalOperation, StoreUnavailable
from tickets.register import Receipt

WAY = "aftercare_way"
CONFIRMED, REASON, STARS, WORDS = (f"aftercare_{name}" for name in ("confirmed", "reason", "stars", "words"))
OTHER_WAYS = ("elsewhere", "sue", "urge", "impostor")
"""What is meant by somebody who adds nothing, though a question about an addition is open."""
FIRST = {"supplement": TEXT, "withdraw": CONFIRMED, "review": REASON, "rate": STARS}
LEAVES = 0.8
"""From this confidence on a short message asks for something else instead of answering."""
LONGEST_SHOWN = 60
DISPLEASED = 2
"""Who gives no more stars than these hears that we are sorry."""


def _is_a_worry(turn: Turn, asked: str) -> bool:
    """Tell whether a message asks about the complaint, or goes elsewhere with it, instead of adding something."""
    return manners.asks(turn) or (asked == NEW and afterwards.meant(turn) in OTHER_WAYS)


class AftercareForm(Adding):
    """One form for all four: `aftercare_way` says which, `aftercare_ticket` for which complaint."""

    form = "aftercare_form"
    free_text = (TEXT, REASON, WORDS)
    kept = (WAY, TICKET, TEXT, STARS, FILES)

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Take one message; files that came to no complaint go when the form lets go of them."""
        events = await super().run(dispatcher, tracker, domain)
        held = tracker.get_slot(FILES)
        if held and SlotSet(FILES, None) in events:
            with contextlib.suppress(StoreUnavailable):  # then they go by their age
                services().evidence.erase(tracker.sender_id, held)
        return events

    def _take(self, dispatcher: CollectingDispatcher, turn: Turn, asked: str | None) -> list[EventType]:
        if turn.file_change and asked:
            say(dispatcher, turn.file_change.response)
            return self._next(
                dispatcher, turn, asked, **{FILES: turn.file_change.applied(turn.slots.get(FILES)) or None}
            )
        return super()._take(dispatcher, turn, asked)

    # ---- which complaint, and whether it can be done

    def begin(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Find the complaint; a story of a second complaint about the same matter is here already (C1-35)."""
        if turn.slots.get(TICKET):
            return self._added(dispatcher, turn, turn.slots[TICKET], turn.slots[TEXT])
        meant = afterwards.meant(turn)
        way = afterwards.WAYS.get(meant or "") or ways.meant(turn)
        if way is None:
            return [*self._over(), *respond(dispatcher, turn)]
        if meant == "change" or doors.said("change", turn.text):
            say(dispatcher, "utter_aftercare_changes")
        if meant in afterwards.TOLD_WHOLE:
            say(dispatcher, f"utter_aftercare_{meant}")
        told = turn.raw.strip() if meant in afterwards.TOLD_WHOLE else ways.told(turn)
        known = {WAY: way, TEXT: told}
        return [
            *manners.set_slots(known),
            *self._find(dispatcher, replace(turn, slots={**turn.slots, **known}), way),
        ]

    def _find(self, dispatcher: CollectingDispatcher, turn: Turn, way: str) -> list[EventType]:
        """Take the complaint that was named, or the only one of this customer that it can be; ask when unclear."""
        if turn.entity(NUMBER):
            return self._open(dispatcher, turn, turn.entity(NUMBER))
        known = at_hand.known(turn)
        possible = [receipt for receipt in known if way in progress_of(receipt.number).can]
        if len(possible) > 1 and way != "rate":
            buttons = [{"title": receipt.number, "payload": receipt.number} for receipt in possible]
            say(dispatcher, "utter_question_which_ticket", buttons=buttons)
            return [SlotSet("form_misses", 0), SlotSet("requested_slot", NUMBER)]
        if known:
            return self.opened(dispatcher, turn, (possible or known)[0])
        if way == "withdraw":
            say(dispatcher, "utter_nothing_filed_here")
        elsewhere = way == "rate" and doors.of_filed(turn.text) is None
        return self._rated_elsewhere(dispatcher, turn) if elsewhere else self._next(dispatcher, turn, NUMBER)

    def _open(self, dispatcher: CollectingDispatcher, turn: Turn, number: str | None) -> list[EventType]:
        """Open a complaint; what the code opened a moment ago needs none again to be acted on."""
        known = next((receipt for receipt in at_hand.known(turn) if receipt.number == number), None)
        return self.opened(dispatcher, turn, known) if known else super()._open(dispatcher, turn, number)

    def opened(self, dispatcher: CollectingDispatcher, turn: Turn, receipt: Receipt) -> list[EventType]:
        """Ask the first question that the customer has not answered already, or say why it cannot be done."""
        way = turn.slots.get(WAY) or ways.meant(turn)
        assert way is not None, "the form begins with a way"
        told = turn.slots.get(TEXT) or ways.told(turn)
        if way not in progress_of(receipt.number).can and not self._is_for_a_person(way, receipt.number):
            return self._refuse(dispatcher, turn, way, receipt.number)
        stars = ways.stars(turn) if way == "rate" else None
        if stars:
            return self._rated(dispatcher, turn, receipt.number, stars)
        known = {WAY: way, TICKET: receipt.number, TEXT: told}
        if way == "supplement" and told:
            return [*manners.set_slots(known), *self._added(dispatcher, turn, receipt.number, told)]
        return self._next(dispatcher, turn, FIRST[way], **known)

    def _rated_elsewhere(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Hand a rating to a person: of the assistant or of staff, or of a complaint without an answer yet."""
        if heard("asks_to_rate", turn.text):
            return self._next(dispatcher, turn, STARS, **{WAY: "rate"})
        requests.take_rating(dispatcher, turn)
        return self._over()

    def _refuse(self, dispatcher: CollectingDispatcher, turn: Turn, way: str, number: str) -> list[EventType]:
        """Say kindly why it cannot be done now, and what can."""
        now = progress_of(number)
        if way == "rate" and now.status != "review_requested":
            return self._rated_elsewhere(dispatcher, turn)
        early = way == "review" and now.decision is None and now.status in lifecycle.running()
        response = "utter_cannot_review.early" if early else f"utter_cannot_{way}"
        status = words()["status"][now.status]
        say(dispatcher, response, buttons=progress.buttons(now.can), number=number, status_text=status)
        return self._over()

    @staticmethod
    def _is_for_a_person(way: str, number: str) -> bool:
        """Tell whether a review is taken for a person to decide on: nobody noted who gave the answer (C1-37)."""
        return way == "review" and care().review_is_unclear(number)

    # ---- one answer

    def ask(self, dispatcher: CollectingDispatcher, slot: str, slots: dict[str, Any]) -> None:
        """Ask a question; dates and what was told already are shown in it."""
        number, told = slots.get(TICKET), slots.get(TEXT) or ""
        if slot == STARS:
            custom = {"type": "survey", "scale": 5, "of": "ticket" if number else "answer"}
            asked = f"utter_question_{slot}{'' if number else '.service'}"
            say(dispatcher, asked, buttons=words()["stars"], custom=custom, number=str(number))
        elif number:
            now, shown = progress_of(number), told if len(told) <= LONGEST_SHOWN else f"{told[:LONGEST_SHOWN]}……"
            held = slots.get(FILES) or []
            asked = f"{slot}.told" if slot == REASON and told else f"{slot}.more" if slot == TEXT and held else slot
            asked += ".same_day" if slot == NEW and now.due_on == now.restarted_due_on else ""
            asked += ".unclear" if slot == REASON and self._is_for_a_person("review", number) else ""
            say(
                dispatcher,
                f"utter_question_{asked}",
                number=number,
                told=shown,
                count=str(len(held)),
                due_text=receipts.day_text(now.due_on),
                restarted_text=receipts.day_text(now.restarted_due_on),
            )
        else:
            super().ask(dispatcher, slot, slots)

    def answered(self, dispatcher: CollectingDispatcher, turn: Turn, asked: str) -> list[EventType]:
        """Take an answer; whoever wants something else done gets that."""
        held = turn.slots.get(FILES) or []
        if asked == TEXT and files.are_all(turn.text, held):
            return self._added(dispatcher, turn, turn.slots[TICKET], words()["files"]["added"].format(count=len(held)))
        if asked in (NEW, CONFIRMED) and heard("urges", turn.text):
            register = services().register
            progress.tell_who_presses(dispatcher, register.receipt(register.ticket(turn.slots[TICKET])))
            return self._stay(dispatcher, turn, asked)
        free_text = asked in self.free_text
        if asked in (TEXT, NEW) and afterwards.contact_instead(dispatcher, turn, turn.slots[TICKET]):
            return self._over()
        elsewhere = self._elsewhere(dispatcher, turn, free_text)
        if elsewhere is not None:
            return elsewhere
        if asked in (TEXT, NEW) and _is_a_worry(turn, asked) and afterwards.answer(dispatcher, turn):
            return self._stay(dispatcher, turn, asked)
        if asked != WORDS and manners.wants_to_stop(turn, free_text):
            return self._taken_back(dispatcher, turn.slots[TICKET]) if asked == NEW else self._stopped(dispatcher)
        if free_text and self._in_between(dispatcher, turn, asked):
            return self._stay(dispatcher, turn, asked)
        try:
            done = self._do(dispatcher, turn, asked, turn.slots.get(TICKET))
        except IllegalOperation:  # it changed meanwhile
            return self._refuse(dispatcher, turn, turn.slots[WAY], turn.slots[TICKET])
        return self._aside(dispatcher, turn, asked, f"utter_wrong_{asked}") if done is None else done

    def _elsewhere(self, dispatcher: CollectingDispatcher, turn: Turn, free_text: bool) -> list[EventType] | None:
        if len(turn.text) > manners.SHORT_REMARK or turn.confidence < LEAVES:
            return None
        if ways.meant(turn) not in (None, turn.slots[WAY]):
            begun_anew = replace(turn, slots={**turn.slots, **dict.fromkeys(self.kept)})
            return [*manners.cleared(self.kept), *self.begin(dispatcher, begun_anew)]
        flow = next((flow for act, flow in FLOWS.items() if turn.is_act(act)), None)
        return [*self._over(), FollowupAction(flow)] if flow and not free_text else None

    def _in_between(self, dispatcher: CollectingDispatcher, turn: Turn, asked: str) -> bool:
        """Deal with a pause, a "what for" or a question while a story is asked; False when the message is the story."""
        if heard("pause", turn.text):
            say(dispatcher, "utter_take_your_time")
        elif manners.asks_why(turn, free_text=True):
            say(dispatcher, f"utter_explain_{asked}")
        else:
            return in_between.answer(dispatcher, turn, free_text=True, has_value=True)
        return True

    def _do(
        self, dispatcher: CollectingDispatcher, turn: Turn, asked: str, number: str | None
    ) -> list[EventType] | None:
        """Take the answer to one question; None when it is none. Only a rating can be of no complaint."""
        if number is None:
            return self._rated_elsewhere(dispatcher, turn) if ways.stars(turn) or heard("rates", turn.text) else None
        if asked == CONFIRMED:
            sure = ways.confirms(turn)
            if sure is None:
                return None
            return self._withdrawn(dispatcher, turn, number) if sure else self._stopped(dispatcher)
        if asked == NEW:
            return self._said_if_new(dispatcher, turn, number)
        if asked == STARS:
            stars = ways.stars(turn)
            return self._rated(dispatcher, turn, number, stars) if stars else None
        if asked == WORDS:
            return self._remarked(dispatcher, turn, number)
        if heard("nothing", turn.text):
            return self._stopped(dispatcher)
        story = ways.story(turn)
        if asked == REASON:
            reason = turn.slots.get(TEXT) if ways.agrees(turn) else story
            return self._reviewed(dispatcher, turn, number, reason) if reason else None
        return self._added(dispatcher, turn, number, story) if story else None

    # ---- done to the ticket

    def _withdrawn(self, dispatcher: CollectingDispatcher, turn: Turn, number: str) -> list[EventType]:
        """Withdraw the complaint: its handling ends the same day (C1-23)."""
        care().withdraw(number)
        return self._tell(dispatcher, turn, number, "withdrawn")

    def _reviewed(self, dispatcher: CollectingDispatcher, turn: Turn, number: str, reason: str) -> list[EventType]:
        """Ask the superior of the branch for a review (C1-37)."""
        if self._is_for_a_person("review", number):
            request = services().register.request_service("review", turn.sender, reason, ticket_number=number)
            say(dispatcher, "utter_review_handed_over", number=number, request=str(request))
            return self._over()
        care().ask_review(number, reason)
        return self._tell(dispatcher, turn, number, "review_requested")

    def _rated(self, dispatcher: CollectingDispatcher, turn: Turn, number: str, stars: int) -> list[EventType]:
        """Keep the stars at once, then ask for a word about them."""
        care().rate(number, stars)
        return self._next(dispatcher, turn, WORDS, **{WAY: "rate", TICKET: number, STARS: stars})

    def _remarked(self, dispatcher: CollectingDispatcher, turn: Turn, number: str) -> list[EventType]:
        stars = ways.stars(turn)
        if stars and len(turn.text) <= ways.ONLY_STARS:
            return self._rated(dispatcher, turn, number, stars)
        words_of_theirs = ways.remark(turn)
        if words_of_theirs:
            care().rate(number, turn.slots[STARS], words_of_theirs)
        if int(turn.slots[STARS]) <= DISPLEASED:
            say(dispatcher, "utter_rated_low")
        say(dispatcher, "utter_rated", number=number)
        return self._over()

    def _stopped(self, dispatcher: CollectingDispatcher) -> list[EventType]:
        say(dispatcher, f"utter_{self.form}_stopped")
        return self._over()


def joined(number: str, story: str, held: list[str] | None) -> list[EventType]:
    """Return the slots with which the form adds a story, and files, to a complaint (C1-35)."""
    return manners.set_slots({WAY: "supplement", TICKET: number, TEXT: story, FILES: held})
